"""Captions of pictures among the sentences of a text."""

from __future__ import annotations

from time import perf_counter

import pytest

from bot.corpus.cleaning.running_captions import running_captions
from bot.words.spans import Span
from tests.corpus.documents import article, paragraphs

BEFORE = "The harbour court fined a pilot on Monday."
AFTER = "The judge said that the fine was the lowest in nine years."


def _captions(text: str) -> list[str]:
    found = article(text)
    return [span.of(found.text) for span in found.captions]


@pytest.mark.parametrize(
    "caption",
    [
        "Fine: Anna Brook leaves the harbour court with her brother .",
        "Long wait: Karl Stein, pictured in Norland, has been linked with the harbour.",
        "Anna Brook (left) was cleared of the charge on Friday .",
        "Above, the harbour court where the pilot was heard .",
        "Honey, the boat: Anna Brook steps ashore after nine weeks at sea .",
        "Обвинение: Анна Брук выходит из здания суда со своим братом .",
        "Анна Брук (слева) была оправдана в пятницу .",
    ],
)
def test_a_caption_is_no_text(caption: str) -> None:
    text = f"{BEFORE} {caption} {AFTER}"

    assert paragraphs(article(text)) == [BEFORE, AFTER]
    assert _captions(text) == [caption]


def test_captions_run_into_each_other_are_captions() -> None:
    first = "Denial: Anna Brook has called the charge 'a fable'"
    second = "Loss: Karl Stein's boat is towed out of the harbour ."

    assert _captions(f"{BEFORE} {first} {second} {AFTER}") == [first, second]


def test_a_caption_without_a_stop_ends_at_its_bracket() -> None:
    caption = "The pilot's boat was hardly to be recognised (pictured)"
    text = f"{BEFORE} {caption} {AFTER}"

    assert _captions(text) == [caption]
    assert paragraphs(article(text)) == [BEFORE, AFTER]


def test_a_label_is_enough_where_labels_are_how_the_page_writes_captions() -> None:
    captions = [
        "Fine: Anna Brook leaves the harbour court with her brother .",
        "Loss: Karl Stein's boat is towed out of the harbour .",
        "Regret: The ticket left on the window of the boat.",
    ]

    assert _captions(" ".join((BEFORE, *captions, AFTER))) == captions


def test_a_line_of_its_own_that_shows_a_picture_is_a_caption() -> None:
    line = "Anna Brook (left) and Karl Stein at the harbour court"

    assert _captions(f"Harbour Case Opens\n\n{BEFORE}\n\n{line}\n\n{AFTER}") == [line]


@pytest.mark.parametrize(
    "sentence",
    [
        "Update: The minister of ports resigned on Tuesday .",
        "Correction: The fine was nine crowns and not ten .",
        "Уточнение: Штраф составил девять крон, а не десять .",
        "Moscow: The talks on the harbour go on.",
        "The choice is plain: The harbour closes or the town pays.",
        "He said: 'The harbour will not close this year' .",
        "The minister said: The harbour will not close this year .",
        "Anna Brook (left) was cleared of the charge on Friday.",
        "The pilot was on the left, and the party lost its seat.",
        "The minister of ports has called the charge a fable .",
    ],
)
def test_one_sign_alone_takes_nothing(sentence: str) -> None:
    assert _captions(f"{BEFORE} {sentence} {AFTER}") == []


def test_a_page_that_spaces_every_mark_has_no_captions_by_it() -> None:
    text = (
        "The court , which met on Monday , fined a pilot . Fine : Anna Brook paid . "
        "Loss: The boat of the pilot was sold ."
    )

    assert _captions(text) == []


def test_a_text_of_nothing_else_stays() -> None:
    only = "Fine: Anna Brook leaves the harbour court with her brother ."

    assert paragraphs(article(f"Harbour Case Opens\n\n{only}")) == [only]


def test_one_space_before_a_comma_does_not_hide_the_captions() -> None:
    caption = "Fine: Anna Brook leaves the harbour court with her brother ."

    assert _captions(f"{BEFORE} The pilot , a sailor, paid, left, and slept. {caption} {AFTER}") == [caption]


def test_a_sentence_of_many_brackets_is_read_in_time() -> None:
    text = "The pilot (left) A " * 20_000

    started = perf_counter()
    running_captions(text, [Span(0, len(text))])

    assert perf_counter() - started < 10
