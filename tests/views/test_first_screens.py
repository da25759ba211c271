"""The first screen, further sources of a line and lines in another language, wherever an answer is shown."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest
from pypdf import PdfReader
from rich.console import Console

from bot.chat.answering.pages import LAYOUTS, answer_page
from bot.languages.saying import speaking
from bot.views import docx_document, markdown, pdf, terminal
from bot.views.answer_json import as_json
from bot.views.telegram_html import plain_text, render
from bot.words.answers import Briefing, Candidate, DateOf, Item, ItemKind, Kind, Section
from bot.words.chats import Excerpts
from tests.views.briefings import make_briefing, make_item


def line(text: str, number: int = 1, **fields: object) -> Item:
    """Make a line of an event."""
    return make_item(text, number, date="2024-05-01", date_of=DateOf.EVENT, **fields)


def said(text: str, number: int, **fields: object) -> Item:
    return line(text, number, kind=ItemKind.QUOTATION, speaker="Ada Marsh", **fields)


ALSO = make_briefing(
    Section(
        "Events",
        (
            line("The port was closed.", also=("003-1", "002-1")),
            said("“We wait.”", 2, also=("003-1",)),
            line("Nobody came.", 3, also=("003-1", "999-9")),
        ),
    )
)
FOREIGN = make_briefing(
    Section(
        "Events",
        (
            line("Порт закрыт.", language="ru"),
            said("“Wir warten.”", 2, language="de"),
            line("The port was closed.", 3, language="en"),
        ),
    ),
    query="/topic port",
)


def long_answer(first: int, others: int, kind: Kind = Kind.TOPIC) -> Briefing:
    items = [line(f"Line {n} of it.", first=n < first) for n in range(first + others)]
    return make_briefing(Section("One", tuple(items[:4])), Section("Two", tuple(items[4:])), kind=kind)


def test_further_sources_stand_behind_the_number_of_the_first() -> None:
    shown = plain_text(render(ALSO))
    assert "The port was closed. [1] also [2][3]\n" in shown
    assert "— Ada Marsh [2] also [3]\n" in shown
    assert "Nobody came. [3]\n" in shown
    assert "The port was closed. [1] also [2][3]" in terminal.as_text(ALSO)
    assert "The port was closed. \\[1\\] also \\[2\\]\\[3\\]" in markdown.render(ALSO)
    written = docx.Document(io.BytesIO(docx_document.render(ALSO)))
    assert any(one.text.endswith("closed.\u00a0[1] also [2][3]") for one in written.paragraphs)
    [page] = PdfReader(io.BytesIO(pdf.render(ALSO))).pages
    assert "closed.[1]also[2][3]" in "".join(page.extract_text().split())
    plain = as_json(ALSO, query="q", elapsed_ms=1.0, cached=False)
    assert plain["sections"][0]["items"][0]["also"] == ["003-1", "002-1"]


def test_further_sources_are_told_in_russian() -> None:
    with speaking("ru"):
        assert "[1] также [2][3]" in plain_text(render(ALSO))


@pytest.mark.parametrize(
    ("language", "query", "named", "unnamed"),
    [
        ("en", "/topic port", ["closed", "in Russian [1]", "in German [2]"], "in English"),
        ("ru", "порт", ["язык: английский [3]", "язык: немецкий [2]"], "язык: русский"),
        ("ru", "/topic port", ["язык: немецкий [2]"], "язык: английский"),
        ("kk", "порт қайда", ["тілі: орыс тілі [1]"], "тілі: қазақ"),
    ],
)
def test_the_language_of_a_line_is_named_where_it_is_not_the_readers(
    language: str, query: str, named: list[str], unnamed: str
) -> None:
    answer = make_briefing(*FOREIGN.sections, query=query)
    with speaking(language):
        for shown in (plain_text(render(answer)), terminal.as_text(answer)):
            assert all(words in shown for words in named)
            assert unnamed not in shown


def test_the_text_of_an_article_is_not_marked_line_by_line() -> None:
    answer = make_briefing(*FOREIGN.sections, query="/article 1", kind=Kind.ARTICLE)
    assert "in Russian" not in plain_text(render(answer))


def test_text_has_a_rule_after_the_first_screen_when_more_follows() -> None:
    lines = terminal.as_text(long_answer(6, 3)).splitlines()
    (at,) = [place for place, line in enumerate(lines) if line and set(line) == {"─"}]
    assert "Line 5 of it." in lines[at - 1]
    assert "Line 6 of it." in lines[at + 1]


@pytest.mark.parametrize(("first", "others"), [(6, 0), (0, 6)])
def test_text_has_no_rule_where_nothing_follows_or_nothing_is_marked(first: int, others: int) -> None:
    assert "─" not in terminal.as_text(long_answer(first, others))


@pytest.mark.parametrize("excerpts", [Excerpts.SHORT, Excerpts.MEDIUM])
@pytest.mark.parametrize(
    "kind", [Kind.PERSON, Kind.TOPIC, Kind.SAID, Kind.TIMELINE, Kind.COMPARE, Kind.SEARCH]
)
def test_the_first_message_shows_the_first_screen_and_more_the_rest(excerpts: Excerpts, kind: Kind) -> None:
    answer = long_answer(5, 4, kind)
    pages = [answer_page(answer, number, LAYOUTS[excerpts]) for number in (0, 1)]
    shown = [[n for n in range(9) if f"Line {n} of it." in page.html] for page in pages]
    assert shown == [[0, 1, 2, 3, 4], [5, 6, 7, 8]]
    assert "More" in [button.label for row in pages[0].rows for button in row]
    assert "More" not in [button.label for row in pages[1].rows for button in row]


def test_documents_hold_all_without_a_rule() -> None:
    written = markdown.render(long_answer(5, 4))
    assert all(f"Line {n} of it." in written for n in range(9))


def test_what_would_give_a_terminal_orders_is_shown_as_a_mark_and_nothing_moves() -> None:
    section = Section("Lines", (make_item("Trade \x1b[2J\x1b[31mended\x9b0m, \u202ehe said.\u202c", 1),))
    for shown in (terminal.as_text(make_briefing(section)), printed(make_briefing(section))):
        assert "Trade \ufffd[2J\ufffd[31mended\ufffd0m, \ufffdhe said.\ufffd" in shown
        assert "\x1b" not in shown


def printed(briefing: Briefing) -> str:
    """Print an answer as the chat in the terminal does."""
    written = io.StringIO()
    Console(file=written, width=100, color_system=None).print(terminal.render(briefing))
    return written.getvalue()


def test_a_choice_of_which_nothing_more_is_known_ends_with_its_name() -> None:
    asked = replace(
        make_briefing(), candidates=(Candidate("Ada Marsh", ""), Candidate("Olaf Lind", "Minister"))
    )
    shown = [line.rstrip() for line in printed(asked).splitlines()]
    assert "  1. Ada Marsh" in shown
    assert "  2. Olaf Lind — Minister" in shown
