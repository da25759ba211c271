"""The same text on two sites is one story."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from bot.corpus.duplicates import alike, groups_of, is_reprint
from bot.text.shingles import fingerprint
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
    assert groups_of((one.id, fingerprint(one)) for one in (first, second, third)) == (("a", "b"),)


def test_a_part_of_a_text_is_like_the_whole() -> None:
    whole = fingerprint(article(f"Keeper Counts\n\n{STORY}"))
    part = fingerprint(article(f"Keeper Counts\n\n{STORY[:1500]}"))
    assert alike(part, whole) > 0.9
    assert alike(whole, fingerprint(article(f"Merchants Ask\n\n{OTHER}"))) == 0


def test_texts_too_short_to_tell_are_never_alike() -> None:
    short = fingerprint(article("Keeper Counts\n\nThe keeper went home at last."))
    assert alike(short, short) == 0


WORDS = {
    "en": "harbour keeper council vote reached signed pact envoy river border minister crew north talks list",
    "ru": "гавань смотритель совет голосование достигли подписали договор посланник река министр север",
}


def written(language: str, seed: int, length: int = 240) -> list[str]:
    """Write words in an order that is the seed's own."""
    chosen = random.Random(seed)
    words = WORDS[language].split()
    return [f"{chosen.choice(words)}{chosen.randrange(9)}" for _ in range(length)]


def reworded(words: list[str], share: float, seed: int) -> list[str]:
    """Exchange a share of the words, spread over the text."""
    chosen = random.Random(seed)
    exchanged = set(chosen.sample(range(len(words)), round(share * len(words))))
    return [f"other{place}" if place in exchanged else word for place, word in enumerate(words)]


@pytest.mark.parametrize("language", WORDS)
def test_a_reprint_with_six_words_of_a_hundred_exchanged_is_found(language: str) -> None:
    for seed in range(40):
        words = written(language, seed)
        first = fingerprint(article("News\n\n" + " ".join(words)))
        second = fingerprint(article("News\n\n" + " ".join(reworded(words, 0.06, seed))))
        assert is_reprint(first, second)
        assert is_reprint(second, first)


@pytest.mark.parametrize("language", WORDS)
def test_two_texts_with_the_same_words_in_another_order_are_two(language: str) -> None:
    texts = [fingerprint(article("News\n\n" + " ".join(written(language, seed)))) for seed in range(12)]
    assert groups_of((str(number), text) for number, text in enumerate(texts)) == ()


def test_a_shortened_reprint_is_one_with_the_whole() -> None:
    words = written("en", 1)
    whole = fingerprint(article("News\n\n" + " ".join(words)))
    first_part = fingerprint(article("News\n\n" + " ".join(reworded(words[:80], 0.06, 1))))
    assert is_reprint(whole, first_part)


def test_a_page_that_holds_two_texts_whole_makes_no_one_text_of_them() -> None:
    one, other = written("en", 1), written("en", 2)
    both = fingerprint(article("News\n\n" + " ".join([*one, *other])))
    each = [fingerprint(article("News\n\n" + " ".join(words))) for words in (one, other)]
    groups = groups_of([("one", each[0]), ("both", both), ("other", each[1])])
    assert not any({"one", "other"} <= set(group) for group in groups)


def test_a_line_on_the_same_event_with_another_figure_is_no_reprint() -> None:
    police = "Police said 8,000 people took part in the march through the old town of Orna on Sunday evening."
    others = "Organisers said 30,000 people took part in the march through the old town of Orna that evening."
    first, second = (fingerprint(article(f"News\n\n{text}")) for text in (police, others))
    assert not is_reprint(first, second)


@pytest.mark.parametrize("seed", range(20))
def test_a_few_texts_are_grouped_as_they_are_among_many(seed: int) -> None:
    chance = random.Random(seed)
    texts = [frozenset(chance.sample(range(seed * 100, seed * 100 + 90), 40))]
    for _ in range(chance.randrange(3, 30)):
        known = sorted(chance.choice(texts))
        kept = chance.sample(known, chance.randrange(min(5, len(known)), len(known) + 1))
        texts.append(frozenset([*kept, *chance.sample(range(10_000), chance.randrange(30))]))
    few = [(f"{number}", text) for number, text in enumerate(texts)]
    many = [(f"other {number}", frozenset(range(-40 * number - 40, -40 * number))) for number in range(60)]
    assert groups_of(few) == groups_of([*few, *many])
