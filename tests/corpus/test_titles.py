"""The title among the lines of a page."""

from __future__ import annotations

import pytest

from bot.corpus.cleaning.lines import lines_of
from bot.corpus.cleaning.titles import find_title, lists_labels, signs_with_place
from tests.corpus.documents import article

TEXT = (
    "\n\nThe keepers of the lake met in the old pier house on Monday and counted every drop of its water.\n\n"
    "They were asked by the towns to build a second gauge, and they promised to do so in the spring.\n"
)


def title_of(page: str) -> str | None:
    lines = lines_of(page)
    index = find_title(lines, None)
    return None if index is None else lines[index].text


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("Keepers of the Lake Meet on Monday" + TEXT, "Keepers of the Lake Meet on Monday"),
        # Menus and other headlines stand above it.
        (
            "Sport\nSinger Wins a Prize Abroad Again\n\nKeepers of the Lake Meet on Monday" + TEXT,
            "Keepers of the Lake Meet on Monday",
        ),
        # A second title fits the text better than the first, and is the second.
        (
            "Keepers of the Lake Meet to Count Water\n\nThe Keepers Meet on Monday and Count Every Drop"
            + TEXT,
            "Keepers of the Lake Meet to Count Water",
        ),
        # Tags and a short name fit the text, and are no titles.
        ("Keepers of the Lake Meet Again\n\nLake, Keepers, Water" + TEXT, "Keepers of the Lake Meet Again"),
        ("Keepers of the Lake Meet Again\n\nOld Pier House" + TEXT, "Keepers of the Lake Meet Again"),
        ("Keepers of the Lake Meet on Monday (photo)" + TEXT, "Keepers of the Lake Meet on Monday (photo)"),
        (
            "Photos: The Keepers of the Lake Meet on Monday" + TEXT,
            "Photos: The Keepers of the Lake Meet on Monday",
        ),
        (
            "Who Counts the Water of the Lake?" + TEXT.replace("\n\n", "\n"),
            "Who Counts the Water of the Lake?",
        ),
        ("Lake Keepers" + TEXT, "Lake Keepers"),
        # The words of a picture stand under it and, for who cannot see it, in its place.
        (
            "Keepers Turn Down Water Decree\n\n"
            + "Head Keeper Anton Falk during his talk to the towns\n" * 2
            + TEXT,
            "Keepers Turn Down Water Decree",
        ),
        # Without another above it, what stands twice is the title.
        ("Keepers of the Lake Meet on Monday\n" * 2 + TEXT, "Keepers of the Lake Meet on Monday"),
        # What the page says again and again is its own name.
        ("Water Office of the Steppe\n" * 5 + "Keepers Meet on Monday" + TEXT, "Keepers Meet on Monday"),
        # The page's path and name have the title in them.
        (
            "Home » World » Keepers of the Lake Meet\n\nKeepers of the Lake Meet" + TEXT,
            "Keepers of the Lake Meet",
        ),
        (
            "Steppe Herald - Keepers of the Lake Meet\n\nKeepers of the Lake Meet" + TEXT,
            "Keepers of the Lake Meet",
        ),
        (
            "Arman Lee Lake keepers water gauge pier Arman Lee\n\nTowns Ask for a Second Gauge" + TEXT,
            "Towns Ask for a Second Gauge",
        ),
        # The first of two lines is the title also where the second, a summary, fits the text better.
        (
            "Letter Comes to the Keepers From Abroad\n\nThe keepers met on Monday and counted the water"
            + TEXT,
            "Letter Comes to the Keepers From Abroad",
        ),
        ("Talks Resume in Karakol" + TEXT, "Talks Resume in Karakol"),
        # Nothing is better than a label, a file's name or a note.
        ("14 October\n\nForeign media" + TEXT, None),
        ("Keepers 009" + TEXT, None),
        ("1. Introduction" + TEXT.replace("\n\n", "\n"), None),
        ("Dear keepers and friends of the lake," + TEXT, None),
        ("Keeper Lev Orlov:" + TEXT.replace("\n\n", "\n"), None),
        ("Thank you for coming to us today.\n\n" + TEXT, None),
        ("[This is a copy that is not final yet]" + TEXT, None),
    ],
)
def test_the_title_is_found(page: str, title: str | None) -> None:
    assert title_of(page) == title


def test_a_name_with_a_place_signs_and_a_headline_does_not() -> None:
    def signs(text: str) -> bool:
        (line,) = lines_of(text)
        return signs_with_place(line)

    assert signs("Aruzhan Seitova in Karakol")
    assert not signs("Free Media Struggles in Karakol")
    assert not signs("Aruzhan Seitova in Karakol said so.")


def test_a_row_of_labels_is_no_sentence() -> None:
    def labels(text: str) -> bool:
        (line,) = lines_of(text)
        return lists_labels(line)

    assert labels("Lake, Politics, Far South")
    assert labels("Arman Lee Lev Orlov Lake Water Arman Lee Lev Orlov Lake Water")
    assert not labels("China, Russia and the lake met.")
    assert not labels("Keepers of the Lake Meet Again")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Dam Vote", "Mayor Ana Brook has accused the council of playing games with the dam bill this week."),
        (
            "Озеро ушло",
            "Мэр Анна Брук обвинила совет в том, что он играет с законом о плотине, и ушла в полдень.",
        ),
    ],
)
def test_two_short_words_apart_at_the_top_of_a_text_are_its_title(title: str, text: str) -> None:
    found = article(f"{title}\n\n{text}\n\nNobody was there.\n")
    assert found.title == title
    assert found.paragraphs[0].of(found.text) == text


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("Lake Vote" + TEXT, "Lake Vote"),
        ("Flood" + TEXT, "Flood"),
        ("Паводок\n\nСмотрители озера собрались в понедельник и пересчитали всю воду.\n", "Паводок"),
        ("Lake Vote\nThe keepers of the lake met on Monday.\nThey counted every drop.\n", "Lake Vote"),
        ("Reuters" + TEXT, None),
        ("Politics" + TEXT, None),
        ("Almaty" + TEXT, None),
    ],
)
def test_a_page_may_begin_with_a_title_of_a_word_or_two(page: str, title: str | None) -> None:
    assert title_of(page) == title


def test_a_copy_of_the_title_that_runs_into_the_text_is_no_part_of_it() -> None:
    title = "Keepers of the Lake Meet on Monday"
    found = article(f"{title}\n\n{title} The old pier house was full, said the ministry of water.\n")
    assert [span.of(found.text) for span in found.paragraphs] == [
        "The old pier house was full, said the ministry of water."
    ]


@pytest.mark.parametrize(
    ("head", "title", "day"),
    [
        ("Locusts Arrive\n23.08.2019 | 07:45\n\n", "Locusts Arrive", "2019-08-23"),
        ("Снегопад\n12 янв 2024\n\n", "Снегопад", "2024-01-12"),
    ],
)
def test_a_word_or_two_right_above_the_day_of_a_page_are_its_title(head: str, title: str, day: str) -> None:
    found = article(head + TEXT.strip())
    assert found.title == title
    assert found.published is not None
    assert found.published.value == day
