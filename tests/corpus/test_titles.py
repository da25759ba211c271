"""The title among the lines of a page."""

from __future__ import annotations

import pytest

from bot.corpus.lines import lines_of
from bot.corpus.titles import find_title, lists_labels

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
        # Nothing is better than a label, a file's name or a note.
        ("14 October\n\nForeign media" + TEXT, None),
        ("Keepers 009" + TEXT, None),
        ("1. Introduction" + TEXT.replace("\n\n", "\n"), None),
        ("[This is a copy that is not final yet]" + TEXT, None),
    ],
)
def test_the_title_is_found(page: str, title: str | None) -> None:
    assert title_of(page) == title


def test_a_row_of_labels_is_no_sentence() -> None:
    def labels(text: str) -> bool:
        (line,) = lines_of(text)
        return lists_labels(line)

    assert labels("Lake, Politics, Far South")
    assert labels("Arman Lee Lev Orlov Lake Water Arman Lee Lev Orlov Lake Water")
    assert not labels("China, Russia and the lake met.")
    assert not labels("Keepers of the Lake Meet Again")
