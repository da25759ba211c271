"""An answer cut into pages: every line on exactly one of them, each a message Telegram takes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.answering.keyboards import ButtonView, markup
from bot.chat.answering.pages import (
    LAYOUTS,
    answer_page,
    context_page,
    page_with_item,
    side_request,
    watch_words,
)
from bot.conversation.choices import choices_of
from bot.words.answers import (
    Briefing,
    Candidate,
    CorpusCard,
    Item,
    ItemKind,
    Kind,
    Line,
    Request,
    Section,
    Source,
    Status,
)
from bot.words.chats import Excerpts
from bot.words.spans import Span
from tests.telegram_server.markup import parsed_html, units

CARD = CorpusCard(10, 3, "2025-01", "1")
SOURCES = tuple(Source(n, f"{n:03}", f"Title {n}", None, None, None, None, f"{n:03}.txt") for n in (1, 2))


def item(number: int, length: int, kind: ItemKind = ItemKind.SENTENCE) -> Item:
    text = f"#{number}# " + "word & <tag> " * length
    return Item(text, text, f"{number % 2 + 1:03}", Span(number, number + len(text)), kind, "Ann <b>")


def briefing(*sections: Section, kind: Kind = Kind.PERSON, lines: tuple[Line, ...] = ()) -> Briefing:
    return Briefing(
        "q", kind, Status.FOUND, CARD, "Ann Marsh", "envoy", sections=sections, lines=lines, sources=SOURCES
    )


@given(
    lengths=st.lists(st.lists(st.integers(0, 60), max_size=12).map(tuple), min_size=1, max_size=5),
    lines=st.integers(0, 30),
    excerpts=st.sampled_from(Excerpts),
    kind=st.sampled_from([Kind.PERSON, Kind.ARTICLE, Kind.TIMELINE, Kind.PEOPLE]),
)
@settings(max_examples=60)
def test_every_line_is_on_exactly_one_page_and_every_page_is_a_message(
    lengths: list[tuple[int, ...]], lines: int, excerpts: Excerpts, kind: Kind
) -> None:
    number = 0
    sections = []
    for index, of_section in enumerate(lengths):
        items = []
        for length in of_section:
            items.append(item(number, length, list(ItemKind)[number % 3]))
            number += 1
        sections.append(Section(f"Part {index}", tuple(items), note="A note." if index % 2 else None))
    listed = tuple(Line(f"%{n}%", "detail") for n in range(lines))
    whole = briefing(*sections, kind=kind, lines=listed)
    seen: list[str] = []
    for page_number in range(300):
        page = answer_page(whole, page_number, LAYOUTS[excerpts])
        text, entities = parsed_html(page.html)
        assert units(text) <= LAYOUTS[excerpts].room
        assert len(entities) <= 100
        seen += re.findall(r"[#%]\d+[#%]", text)
        if not any(button.label == "More" for row in page.rows for button in row):
            break
    assert seen == [f"#{n}#" for n in range(number)] + [f"%{n}%" for n in range(lines)]


def test_a_page_that_begins_within_a_section_repeats_its_heading() -> None:
    whole = briefing(Section("Summary", tuple(item(n, 40) for n in range(40))))
    text, _ = parsed_html(answer_page(whole, 1, LAYOUTS[Excerpts.LONG]).html)
    assert text.startswith("Ann Marsh\nenvoy\n\nSummary\n• undated: #")


def test_the_page_of_a_line_is_the_one_that_shows_it() -> None:
    whole = briefing(
        Section("Empty", note="Nothing."), Section("Summary", tuple(item(n, 30) for n in range(30)))
    )
    layout = LAYOUTS[Excerpts.SHORT]
    for number in range(30):
        page = answer_page(whole, page_with_item(whole, number, layout), layout)
        assert f"#{number}#" in page.html


def test_a_page_far_beyond_the_last_is_the_last() -> None:
    whole = briefing(Section("Summary", tuple(item(n, 30) for n in range(30))))
    page = answer_page(whole, 9999, LAYOUTS[Excerpts.LONG])
    assert "#29#" in page.html
    assert not any(button.label == "More" for row in page.rows for button in row)


def test_context_of_a_line_outside_the_paragraphs_says_so() -> None:
    one = item(1, 3)
    article = replace(briefing(Section("", (item(500, 3),)), kind=Kind.ARTICLE), title="Talks")
    page = context_page(briefing(Section("Summary", (one,))), 0, article)
    text, _ = parsed_html(page.html)
    assert "does not stand in a paragraph" in text
    assert "#1#" in text


def test_a_quotation_can_be_copied_with_its_citation_and_a_plain_sentence_cannot() -> None:
    article = replace(briefing(Section("", (item(500, 3),)), kind=Kind.ARTICLE), title="Talks")
    whole = briefing(Section("Summary", (item(1, 2, ItemKind.QUOTATION), item(2, 2))))
    rows = context_page(whole, 0, article).rows
    keyboard = markup(rows, "k" * 12)
    assert keyboard is not None
    copying = [one for row in keyboard.inline_keyboard for one in row if one.copy_text is not None]
    assert [one.text for one in copying] == ["Copy"]
    assert copying[0].callback_data is None
    assert copying[0].copy_text is not None
    assert copying[0].copy_text.text.startswith("“#1# word & <tag> word & <tag>” — Ann <b>, outlet unknown")
    assert "Copy" not in [button.label for row in context_page(whole, 1, article).rows for button in row]


@pytest.mark.parametrize(
    ("request_", "kind", "view", "wanted"),
    [
        (Request(Kind.QUESTION, "marsh"), Kind.PERSON, ButtonView.QUOTES, Request(Kind.QUOTES, "Ann Marsh")),
        (Request(Kind.PERSON, "m"), Kind.PERSON, ButtonView.TIMELINE, Request(Kind.TIMELINE, "Ann Marsh")),
        (Request(Kind.SAID, "Marsh on ice"), Kind.SAID, ButtonView.QUOTES, Request(Kind.QUOTES, "Marsh")),
        (Request(Kind.QUOTES, "Marsh"), Kind.QUOTES, ButtonView.TIMELINE, Request(Kind.TIMELINE, "Marsh")),
        (Request(Kind.QUESTION, "ice"), Kind.TOPIC, ButtonView.TIMELINE, Request(Kind.TIMELINE, "ice")),
        (Request(Kind.TOPIC, "ice"), Kind.TOPIC, ButtonView.QUOTES, None),
        (Request(Kind.COMPARE, "a | b"), Kind.COMPARE, ButtonView.TIMELINE, None),
    ],
)
def test_what_quotes_and_timeline_ask_for(
    request_: Request, kind: Kind, view: ButtonView, wanted: Request | None
) -> None:
    assert side_request(request_, briefing(kind=kind), view) == wanted


def test_choices_keep_what_was_asked_about_the_name() -> None:
    several = replace(
        briefing(kind=Kind.SAID), status=Status.AMBIGUOUS, candidates=(Candidate("Ann Marsh", ""),)
    )
    assert choices_of(Request(Kind.SAID, "Marsh on ice, oldest first"), several) == (
        "Ann Marsh on ice oldest",
    )
    assert choices_of(Request(Kind.SAID, "Marsh"), several) == ("Ann Marsh",)


@pytest.mark.parametrize(
    ("kind", "status", "wanted"),
    [
        (Kind.PERSON, Status.FOUND, "Ann Marsh"),
        (Kind.TOPIC, Status.NONE, "ice"),
        (Kind.TOPIC, Status.AMBIGUOUS, None),
        (Kind.QUESTION, Status.FOUND, None),
        (Kind.COMPARE, Status.FOUND, None),
    ],
)
def test_what_can_be_watched(kind: Kind, status: Status, wanted: str | None) -> None:
    assert watch_words(Request(kind, "ice"), replace(briefing(kind=kind), status=status)) == wanted
