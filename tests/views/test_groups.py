"""Lines that stand in groups, open with a date and have a note, in every form an answer is written in."""

import io

import docx
from pypdf import PdfReader

from bot.views import docx_document, markdown, pdf, terminal
from bot.views.answer_json import as_json
from bot.words.answers import DateOf, ItemKind, Section
from tests.views.briefings import make_briefing, make_item

ANSWER = make_briefing(
    Section(
        "Who says what",
        (
            make_item("They left.", under="Ada Marsh", date="2022", date_of=DateOf.EVENT, note="The Courier"),
            make_item("They came back.", under="Ada Marsh"),
            make_item(
                "“We stay.”",
                kind=ItemKind.QUOTATION,
                speaker="Ivo Lang",
                under="Ivo Lang",
                date="2024",
                date_of=DateOf.ARTICLE,
                note="also in 1 further article",
            ),
        ),
    )
)


def test_markdown_has_a_third_heading_for_a_group() -> None:
    written = markdown.render(ANSWER)

    assert (
        "## Who says what\n\n### Ada Marsh\n\n"
        "- 2022: They left. — The Courier \\[1\\]\n- undated: They came back. \\[1\\]\n\n"
        "### Ivo Lang\n\n> “We stay.”\n>\n> — Ivo Lang, 2024 · also in 1 further article \\[1\\]\n"
    ) in written


def test_the_terminal_shows_the_same_words() -> None:
    assert [line.strip() for line in terminal.as_text(ANSWER).splitlines()][3:11] == [
        "Who says what",
        "Ada Marsh",
        "• 2022: They left. — The Courier [1]",
        "• undated: They came back. [1]",
        "Ivo Lang",
        "“We stay.”",
        "— Ivo Lang, 2024 · also in 1 further article [1]",
        "",
    ]


def test_word_has_a_second_heading_for_a_group() -> None:
    written = docx.Document(io.BytesIO(docx_document.render(ANSWER)))
    found = [(one.style.name, one.text) for one in written.paragraphs if one.style is not None]

    assert ("Heading 2", "Ada Marsh") in found
    assert ("List Bullet", "2022: They left. — The Courier\u00a0[1]") in found
    assert [style for style, _ in found].count("Heading 2") == 2


def test_a_page_shows_the_group_the_date_and_the_note() -> None:
    [page] = PdfReader(io.BytesIO(pdf.render(ANSWER))).pages
    shown = "".join(page.extract_text().split())

    for words in ("Ada Marsh", "2022: They left. — The Courier", "“We stay.”"):
        assert "".join(words.split()) in shown
    assert "IvoLang,2024·alsoin1furtherarticle" in shown
    assert shown.count("AdaMarsh") == 2  # the title and the group


def test_scripts_find_group_and_note() -> None:
    item = as_json(ANSWER, query="", elapsed_ms=0, cached=False)["sections"][0]["items"][0]

    assert (item["under"], item["note"], item["date_of"]) == ("Ada Marsh", "The Courier", "event")
