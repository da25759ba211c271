"""A timeline as a picture; what it says is read from the same template set as a PDF."""

import io
from typing import Any

import pytest
import typst
from pypdf import PdfReader

from bot.views import picture
from bot.views.picture import Event, events_of, timeline
from bot.words.answers import ItemKind, Kind, Section
from bot.words.findings import Attribution
from tests.views.briefings import CORPUS, HOSTILE, make_briefing, make_item, make_source


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collects the words of each picture made, without spaces."""
    shown: list[str] = []
    compile_ = typst.compile

    def compile_and_read(template: bytes, **options: Any) -> Any:
        document: Any = compile_(template, **{**options, "format": "pdf", "ppi": None})
        shown.append(letters(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(document)).pages)))
        return compile_(template, **options)

    monkeypatch.setattr(typst, "compile", compile_and_read)
    return shown


def letters(text: str) -> str:
    return "".join(text.split())


def size(png: bytes) -> tuple[int, int]:
    """Return width and height from the header of a PNG (ISO/IEC 15948, 11.2.2)."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def make_events(number: int) -> list[Event]:
    return [Event(f"20{place:02}", f"Event {place} took place.", 1) for place in range(number)]


def test_a_picture_is_as_wide_as_a_phone_and_no_taller_than_a_chat_takes() -> None:
    text = "What happened on that day is told at greater length than a picture has room for. " * 9

    width, height = size(
        timeline([Event("2024-11-26", text, 1)] * 40, title="Ada Marsh", sources=[make_source(1)])
    )

    assert width == 1080
    assert height < 4000


def test_events_are_shown_by_date_with_what_is_known_of_it(words: list[str]) -> None:
    events = [
        Event("2024-11-26", "She resigned.", 2),
        Event("2022-01", "She came.", 1),
        Event("2023", "She stayed.", 3, after="[reported]"),
    ]
    sources = [make_source(number) for number in (1, 2, 3, 4)]

    timeline(events, title="Ada Marsh", subtitle="Timeline", sources=sources, corpus=CORPUS)

    assert words == [
        letters(
            "Ada Marsh Timeline January 2022 She came. [1] 2023 She stayed. [reported] [3] "
            "26 November 2024 She resigned. [2] [1] The Courier, 26 Nov 2024 [2] The Courier, 26 Nov 2024 "
            "[3] The Courier, 26 Nov 2024 10 articles · 3 outlets · newest: January 2025"
        )
    ]


def test_the_newest_events_are_shown_and_the_others_counted(words: list[str]) -> None:
    timeline(make_events(picture.MOST_EVENTS + 7), title="Ada Marsh")
    timeline(make_events(picture.MOST_EVENTS + 1), title="Ada Marsh")
    timeline(make_events(picture.MOST_EVENTS), title="Ada Marsh")

    assert letters("7 earlier events not shown 2007 Event 7 took place.") in words[0]
    assert letters("1 earlier event not shown 2001") in words[1]
    assert "earlier" not in words[2]


def test_a_long_text_is_cut_after_a_word(words: list[str]) -> None:
    timeline([Event("2023", "And more was said. " * 30, 1)], title="Ada Marsh")

    assert letters("… [1]") in words[0]
    assert words[0].count("Andmorewassaid.") < 12


def test_hostile_words_are_words(words: list[str]) -> None:
    for text in HOSTILE:
        size(timeline([Event(text, text, 1, after=text)], title=text, subtitle=text))

    assert letters('#include "/etc/passwd" #set page(fill: red)') in words[0]


def test_no_events_are_a_picture_too() -> None:
    assert size(timeline([], title=""))[0] == 1080


def test_the_same_events_are_the_same_bytes() -> None:
    assert timeline(make_events(3), title="Ada") == timeline(make_events(3), title="Ada")


def test_dated_lines_of_an_answer_are_its_events_and_say_whose_words_they_are() -> None:
    said = {"kind": ItemKind.QUOTATION, "attribution": Attribution.PRONOUN, "date": "2023"}
    answer = make_briefing(
        Section(
            "Timeline",
            (
                make_item("She came.", date="2022-01"),
                make_item("No date."),
                make_item("They met.", 2, kind=ItemKind.REPORTED, date="2022-03"),
                make_item("All is well.", 3, speaker="Ada Marsh", **said),
                make_item("“Nothing is,” somebody said.", 3, **said),
            ),
        ),
        kind=Kind.TIMELINE,
    )

    assert events_of(answer) == (
        Event("2022-01", "She came.", 1),
        Event("2022-03", "They met.", 2, after="[reported]"),
        Event("2023", "“All is well.”", 3, after="— Ada Marsh [named by pronoun]"),
        Event("2023", "“Nothing is,” somebody said.", 3, after="— [speaker not named]"),
    )
