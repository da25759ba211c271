"""The same words in several articles: shown once, what differs marked."""

import random

import pytest

from bot.briefing.lines.quotable import ReadArticle
from bot.briefing.lines.wordings import Utterance, told_once, utterances, wording_of
from bot.words.answers import Item, ItemKind
from tests.makers import make_article

FULL = "“We will rebuild every house in the valley before the first snow falls, I promise.”"


def article(id_: str, line: str, published: str | None = None) -> ReadArticle:
    return ReadArticle(
        make_article(
            id_, f"A title\n{line}", people={"Ada Lind": ["Lind"]}, says="Ada Lind", published=published
        )
    )


def together(*lines: str) -> list[Utterance]:
    articles = [article(f"00{number}", line) for number, line in enumerate(lines, 1)]
    return utterances(wording_of(one, one.sentences[0].utterance, "Lind") for one in articles)


def marked(item: Item) -> list[str]:
    return [mark.of(item.text) for mark in item.marks]


def lines_of(utterance: Utterance) -> list[Item]:
    return utterance.lines(utterance.first.article.item(utterance.first.span))


def test_a_part_of_a_quotation_is_the_same_quotation_and_the_fullest_is_shown() -> None:
    (one,) = together(
        "Lind said: “rebuild every house in the valley before the first snow”.", FULL + " Lind said."
    )
    assert one.first.id == "002"
    (line,) = lines_of(one)
    assert line.note == "also in 1 further article"
    assert line.marks == ()


def test_another_wording_stands_beside_with_what_differs_marked_in_both() -> None:
    (one,) = together(
        FULL + " Lind said.",
        "“We will restore every house in the valley before the first snow falls,” Lind said.",
    )
    first, other = lines_of(one)
    assert marked(first) == ["rebuild"]
    assert marked(other) == ["restore"]
    assert other.note == "nearly the same words; what differs is marked"
    assert other.verbatim in other.text


def test_what_is_cut_off_at_an_end_is_no_difference() -> None:
    (one,) = together(
        FULL + " Lind said.", "“We shall rebuild every house in the valley before the first snow,” she said."
    )
    first, other = lines_of(one)
    assert (marked(first), marked(other)) == (["will"], ["shall"])


def test_quotation_marks_case_and_apostrophes_make_no_other_wording() -> None:
    (one,) = together(
        "“We won’t leave the valley before spring,” Lind said.", "“we won't leave the Valley before spring”"
    )
    assert one.others == ()
    assert one.also


@pytest.mark.parametrize("words", ["Beyond doubt, it failed", "Мы туда вернёмся"])
def test_a_few_words_are_the_same_only_when_all_of_them_are(words: str) -> None:
    (one,) = together(
        f"“{words},” Lind said.", f"“{words},” Lind told the Quay Post after the vote on Friday."
    )
    (line,) = lines_of(one)
    assert line.note == "also in 1 further article"
    assert len(together(f"“{words},” Lind said.", f"“{words} one day, and all of us,” Lind said.")) == 2


def test_different_statements_stay_apart() -> None:
    apart = together(
        "“I think it is a very sad situation for the country,” Lind said.",
        "“I think it is a bribe.”",
        "“The harbour will be closed for the whole of the winter,” Lind said.",
    )
    assert len(apart) == 3


def test_the_words_of_two_speakers_are_not_brought_together() -> None:
    one, other = article("001", FULL), article("002", FULL)
    span = one.sentences[0].utterance
    assert len(utterances([wording_of(one, span, "Lind"), wording_of(other, span, "Ek")])) == 2


def test_lines_that_are_no_quotations_are_kept_as_they_stand() -> None:
    one = article("001", "Lind left for the north.\n" + FULL)
    items = [one.item(sentence.utterance) for sentence in one.sentences]
    told = told_once(items, {"001": one}, lambda _: "Lind")
    assert [lines[0] for lines in told] == items
    assert items[0].kind is not ItemKind.QUOTATION


def test_of_equal_words_the_earliest_article_is_shown() -> None:
    late, early = article("001", FULL, "2024-05-02"), article("002", FULL, "2024-05-01")
    (one,) = utterances(wording_of(one, one.sentences[0].utterance, "Lind") for one in (late, early))
    assert one.first.id == "002"
    assert one.also == ("001",)


def test_of_equal_words_those_are_shown_that_their_article_tells_earlier_on() -> None:
    late = article("001", f"The valley has three hundred houses, and all of them were hurt. {FULL}")
    first = article("002", FULL)
    told = utterances(
        wording_of(one, one.sentences[place].utterance, "Lind") for one, place in ((late, 1), (first, 0))
    )
    assert [(one.first.id, one.also) for one in told] == [("002", ("001",))]


@pytest.mark.parametrize("seed", range(40))
def test_words_that_are_like_two_others_stand_with_the_fuller_of_them(seed: int) -> None:
    chance = random.Random(seed)
    letters = "абвгдежзиклмно" if seed % 2 else "abdegiklmnorstu"
    words = ["".join(chance.choices(letters, k=8)) for _ in range(20)]
    begins, both, ends = words[:3], words[3:10], words[10:12]
    of_both = [*begins, *both, *ends]
    other = [*words[12:16], *both, *ends]
    fuller = [*begins, *both, *words[16:]]
    told = together(*(f"“{' '.join(one)},” Lind said." for one in (of_both, other, fuller)))
    assert [len(one.first.words) for one in told] == [14, 13]
    assert [[len(one.words) for one in utterance.others] for utterance in told] == [[12], []]
