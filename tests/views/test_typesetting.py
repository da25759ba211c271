"""Words that typst takes as they are, or breaks on."""

import io
from pathlib import Path

import pytest
import typst
from pypdf import PdfReader

from bot.errors import AideMemoireError
from bot.views import typesetting
from bot.views.typesetting import typeset

_MARKS = " ".join(["שָׁלוֹם", "مُحَمَّدٌ", "plain"] * 60)


@pytest.fixture
def template(monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts one template in the place of all."""
    page = b"#set page(width: 160mm, height: auto)\n#json(bytes(sys.inputs.given)).words"
    monkeypatch.setattr(typesetting, "_read", lambda _name: page)


def words_of(document: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(document)).pages)


@pytest.mark.usefixtures("template")
def test_words_are_not_read_as_markup() -> None:
    words = '#include "/etc/passwd" *b* $x$ \\u{41} "quoted" -- ~ \\'

    assert words in words_of(typeset("any", {"words": words}, as_="pdf"))


@pytest.mark.usefixtures("template")
def test_right_to_left_words_with_vowel_signs_are_set_without_them() -> None:
    assert words_of(typeset("any", {"words": _MARKS}, as_="pdf")).count("plain") == 60


@pytest.mark.usefixtures("template")
def test_accents_stay_where_no_word_runs_from_right_to_left() -> None:
    accented = typeset("any", {"words": "x\u0302 y"}, as_="pdf")

    assert accented != typeset("any", {"words": "x y"}, as_="pdf")


@pytest.mark.usefixtures("template")
def test_a_panic_of_typst_is_an_error_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def panics(*_arguments: object, **_options: object) -> bytes:
        raise PanicException("byte index out of bounds")

    monkeypatch.setattr(typst, "compile", panics)

    with pytest.raises(AideMemoireError, match="DOCX or Markdown"):
        typeset("any", {"words": "x"}, as_="pdf")


@pytest.mark.usefixtures("template")
def test_an_error_of_typst_is_an_error_with_a_sentence() -> None:
    with pytest.raises(AideMemoireError, match="DOCX or Markdown"):
        typeset("any", {"other": "x"}, as_="pdf")


@pytest.mark.parametrize("name", ["pdf.typ", "picture.typ"])
def test_templates_read_no_file_and_name_only_fonts_that_typst_brings(name: str) -> None:
    template = (Path(typesetting.__file__).parent / name).read_text(encoding="utf-8")
    families = set(typst.Fonts(include_system_fonts=False).families())

    assert '("Libertinus Serif", "DejaVu Sans Mono")' in template
    assert {"Libertinus Serif", "DejaVu Sans Mono"} <= families
    assert not [word for word in ("read(", "#import", "#include", "eval(", "image(") if word in template]
