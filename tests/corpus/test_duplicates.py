"""The same text on two sites is one story."""

from __future__ import annotations

from dataclasses import replace

from bot.corpus.duplicates import alike, duplicate_groups, fingerprint
from tests.corpus.documents import article

STORY = " ".join(
    f"On day {number} the keeper of the lake wrote {number * 7} into his book and took road {number % 5}."
    for number in range(40)
)
OTHER = " ".join(
    f"Merchants of town {number} asked the harbour for {number * 3} berths, which nobody had heard of."
    for number in range(40)
)


def test_the_same_report_in_two_papers_is_one_group() -> None:
    first = replace(article(f"Keeper Counts\n\n{STORY}"), id="a")
    second = replace(article(f"The Count Goes On\n\nASTANA — {STORY} He will go on."), id="b")
    third = replace(article(f"Merchants Ask\n\n{OTHER}"), id="c")
    assert duplicate_groups([first, second, third]) == (("a", "b"),)


def test_a_part_of_a_text_is_like_the_whole() -> None:
    whole = fingerprint(article(f"Keeper Counts\n\n{STORY}"))
    part = fingerprint(article(f"Keeper Counts\n\n{STORY[:1500]}"))
    assert alike(part, whole) > 0.9
    assert alike(whole, fingerprint(article(f"Merchants Ask\n\n{OTHER}"))) == 0


def test_texts_too_short_to_tell_are_never_alike() -> None:
    short = fingerprint(article("Keeper Counts\n\nThe keeper went home at last."))
    assert alike(short, short) == 0
