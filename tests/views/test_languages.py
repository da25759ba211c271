"""One answer in three languages: the bot's words in each, a source's words as they stand in all."""

import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from bot.languages.saying import LANGUAGES, say, speaking
from bot.views import answer_json, docx_document, markdown, pdf, picture, telegram_html, terminal
from bot.views.document import file_name
from bot.words.answers import Briefing, Candidate, ItemKind, Kind, Section, Source
from bot.words.findings import Attribution
from tests.foreign import said_in_english, speaking_foreign
from tests.views.briefings import (
    CORPUS,
    make_briefing,
    make_full_briefing,
    make_item,
    make_long_briefing,
    make_source,
)

SAID = "Біз бүгін шештік, сөзіміз сөз."


def make_sources() -> tuple[Source, ...]:
    unknown = {"outlet": None, "published": None, "published_basis": None}
    return (
        make_source(1, title="Бір", outlet="Дала", truncated=True),
        make_source(2, title="Екі", **unknown),
        make_source(3, title="Үш", **unknown, published_between=("2023-01-02", "2023-05-06")),
        make_source(4, title="Төрт", **unknown, published_between=(None, "2023-05-06")),
        make_source(5, title="Бес", **unknown, published_between=("2023-01-02", None)),
        make_source(6, title="Алты", outlet="Дала", published_basis=None),
    )


def make_cyrillic_briefing(**fields: Any) -> Briefing:
    """Make an answer none of whose sources has a Latin letter."""
    said = {"kind": ItemKind.QUOTATION, "date": "2024-11-26"}
    items = (
        make_item("Ол келді.", 1, date="2022-01"),
        make_item("Ол кетті.", 2, kind=ItemKind.REPORTED, date="2023"),
        make_item(SAID, 3, **said),
        make_item(SAID, 4, speaker="Ада", attribution=Attribution.ROLE, **said),
        make_item(SAID, 5, speaker="Ада", attribution=Attribution.PRONOUN, **said),
        make_item("Ол қалды.", 6),
    )
    return make_briefing(
        Section("Тақырып", items),
        **{
            "query": "Ада",
            "title": "Ада",
            "subtitle": None,
            "sources": make_sources(),
            "candidates": (Candidate("Ада", ""),),
            "suggestions": ("Ада",),
            **fields,
        },
    )


def of_pdf(document: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(document)).pages)


def of_docx(document: bytes) -> str:
    opened = docx.Document(io.BytesIO(document))
    [section] = opened.sections
    parts = (*section.header.paragraphs, *opened.paragraphs, *section.footer.paragraphs)
    return "\n".join(part.text for part in parts)


VIEWS: dict[str, Callable[[Briefing], str]] = {
    "telegram": lambda briefing: telegram_html.plain_text(telegram_html.render(briefing)),
    "terminal": terminal.as_text,
    "markdown": markdown.render,
    "pdf": lambda briefing: of_pdf(pdf.render(briefing, printed=date(2024, 11, 26))),
    "docx": lambda briefing: of_docx(docx_document.render(briefing, printed=date(2024, 11, 26))),
}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.TIMELINE])
@pytest.mark.parametrize("corpus", [CORPUS, replace(CORPUS, outlets=0, newest=None)])
def test_no_word_of_the_bot_is_said_past_the_catalogues(
    view: str, kind: Kind, corpus: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with speaking_foreign(monkeypatch):
        shown = VIEWS[view](make_cyrillic_briefing(kind=kind, corpus=corpus))

    assert said_in_english(shown) == []


@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.ARTICLE, Kind.TOPIC, Kind.PEOPLE, Kind.SOURCES])
def test_what_is_not_shown_is_said_in_the_language(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    item = make_item("Ол келді. " * 40)
    answer = make_cyrillic_briefing(kind=kind, sections=(Section("", (item,) * 40),))

    with speaking_foreign(monkeypatch):
        shown = telegram_html.render(answer)

    assert re.search(r"\[\d+ ж", telegram_html.plain_text(shown))
    assert said_in_english(telegram_html.plain_text(shown)) == []


def test_notes_a_page_has_no_room_for_are_counted_in_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    title = "Өте ұзақ аталатын басылым туралы әңгіме " * 4
    items = tuple(make_item(f"Ол {number} рет келді.", number) for number in range(1, 41))
    sources = tuple(make_source(number, title="Бір", outlet=title) for number in range(1, 41))
    answer = make_cyrillic_briefing(sections=(Section("Тақырып", items),), sources=sources)

    with speaking_foreign(monkeypatch):
        shown = of_pdf(pdf.render(answer))

    assert "… жжж" in shown
    assert said_in_english(shown) == []


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.ERROR])
def test_a_file_is_named_in_the_language(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    with speaking_foreign(monkeypatch):
        name = file_name(make_cyrillic_briefing(kind=kind), "pdf")

    assert said_in_english(name.removesuffix(".pdf")) == []


def test_a_picture_is_in_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    words: dict[str, Any] = {}

    def typeset(_template: str, given: Mapping[str, Any], **_: object) -> bytes:
        words.update(given)
        return b""

    monkeypatch.setattr(picture, "typeset", typeset)
    answer = make_cyrillic_briefing(kind=Kind.TIMELINE)

    with speaking_foreign(monkeypatch):
        events = picture.events_of(answer) * 4
        picture.timeline(events, title="Ада", sources=answer.sources, corpus=answer.corpus)

    assert words["language"] == "kk"
    said = [words["left_out"], words["corpus"], *(one["provenance"] for one in words["references"])]
    said += [f"{one['date']} {one['text']} {one['after']}" for one in words["events"]]
    assert said_in_english("\n".join(said)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_source_says_is_the_same_in_every_language(language: str) -> None:
    with speaking(language):
        shown = {view: " ".join(render(make_full_briefing()).split()) for view, render in VIEWS.items()}

    for text in shown.values():
        plain = text.replace("**", "")
        assert "She opened the talks in the capital." in plain
        assert "The fiftieth bridge is ours." in plain
        assert "Ada Marsh" in plain
        assert "The Courier" in plain


@pytest.mark.parametrize(
    ("language", "day", "newest"),
    [
        ("en", "26 Nov 2024", "January 2025"),
        ("ru", "26 нояб. 2024 г.", "январь 2025 г."),
        ("kk", "2024 ж. 26 қар.", "2025 ж. қаңтар"),
    ],
)
def test_dates_are_in_the_language_in_every_view(language: str, day: str, newest: str) -> None:
    with speaking(language):
        shown = {view: " ".join(render(make_full_briefing()).split()) for view, render in VIEWS.items()}

    assert {view: day in text and newest in text for view, text in shown.items()} == dict.fromkeys(
        VIEWS, True
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_answer_is_the_same_bytes_in_every_language(language: str) -> None:
    with speaking(language):
        for render in (pdf.render, docx_document.render):
            assert render(make_full_briefing()) == render(make_full_briefing())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_says_which_language_it_is_in(language: str) -> None:
    with speaking(language):
        paged = PdfReader(io.BytesIO(pdf.render(make_full_briefing())))
        opened = docx.Document(io.BytesIO(docx_document.render(make_full_briefing())))

    assert str(paged.root_object["/Lang"]) == language
    assert opened.core_properties.language == language


def test_kazakh_letters_are_set_in_a_font_that_has_them() -> None:
    letters = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"

    shown = of_pdf(pdf.render(make_briefing(Section("", (make_item(letters),)))))

    assert letters in shown


def test_scripts_read_the_same_keys_and_values_in_every_language() -> None:
    spoken = {}
    for language in LANGUAGES:
        with speaking(language):
            answer = answer_json.as_json(make_full_briefing(), query="x", elapsed_ms=1.0, cached=False)
            spoken[language] = json.dumps(answer)

    assert len(set(spoken.values())) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_answers_fit_a_message_in_every_language(language: str) -> None:
    with speaking(language):
        shown = telegram_html.render(make_long_briefing(60, sources=40))

    assert telegram_html.utf16_length(telegram_html.plain_text(shown)) <= telegram_html.LONGEST_MESSAGE


@pytest.mark.parametrize("view", VIEWS)
def test_one_answer_has_other_headings_in_each_language(view: str) -> None:
    shown, headings = {}, {}
    for language in LANGUAGES:
        with speaking(language):
            shown[language] = VIEWS[view](make_full_briefing())
            headings[language] = say("Sources")

    assert len(set(headings.values())) == len(LANGUAGES)
    for language, text in shown.items():
        assert [other for other in LANGUAGES if headings[other] in text] == [language]
