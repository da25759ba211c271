"""Sentences: where they end, and where a full stop is only part of a word."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.sentences import sentences_of, split_sentences
from bot.words.spans import Span
from tests.speech.speaking import article_of


def split(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text, Span(0, len(text)))]


def test_plain_sentences_are_split() -> None:
    assert split("The talks ended. No date was set! Will they meet again? Perhaps.") == [
        "The talks ended.",
        "No date was set!",
        "Will they meet again?",
        "Perhaps.",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The U.S. Ambassador to Norway arrived on Jan. 4 with Dr. Ada Lind and Gen. Bo Ek.",
        "She holds a Ph.D. from a university in Bern.",
        "The match was Norway vs. Sweden in the end.",
        "See No. 5 of the annex, p. 12, for the list.",
        "Robert F. Kennedy Jr. spoke first.",
        "The Arvid Dunn Jr. Bridge was closed for a week.",
        "Arvid Dunn Jr. Park lies in the north.",
        "Falk et al. (2011) measured it.",
        "Falk et al. showed that it is deep.",
        "The price rose by 3.5 percent to 1,200.50 francs.",
        "The reform [in 2019] was … delayed by a year.",
        "The site akimat.example carries the text.",
        "Товары на 3 млн. долларов ввезли в 2023 г. из Китая.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(sentence: str) -> None:
    assert split(f"{sentence} The next one follows.") == [sentence, "The next one follows."]


def test_an_initialism_may_end_a_sentence() -> None:
    assert split("They flew to the U.S. The visit lasted a week.") == [
        "They flew to the U.S.",
        "The visit lasted a week.",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The session began at 5 p.m.", "Nobody objected."),
        ("At 9 a.m.", "Police came."),
        ("They sell nuts, figs, etc.", "Shops were closed."),
        ("He voted with Carl Dunn Sr.", "He left."),
        ("She moved to the U.S.", "Nobody asked why."),
        ("It was measured by Falk et al.", "Divers helped them."),
        ("The study of Falk et al.", "The lake is deeper."),
        ("They elected Arvid Dunn Jr.", "Farmers cheered."),
    ],
)
def test_an_abbreviation_ends_a_sentence_where_the_next_word_begins_one(first: str, second: str) -> None:
    assert split(f"{first} {second}") == [first, second]


@pytest.mark.parametrize("hour", ["5 p.m. Monday", "5 p.m. EST", "5 p.m. Moscow time", "9 a.m. Oct. 3"])
def test_what_says_which_hour_goes_on_after_it(hour: str) -> None:
    assert split(f"It began at {hour} in Oslo.") == [f"It began at {hour} in Oslo."]


def test_a_quotation_mark_belongs_to_the_sentence_it_closes() -> None:
    assert split("“We agree. We will sign,” she said. “When?” he asked. “Soon!” Lind replied.") == [
        "“We agree.",
        "We will sign,” she said.",
        "“When?” he asked.",
        "“Soon!” Lind replied.",
    ]


def test_a_cut_belongs_to_the_sentence_before_it() -> None:
    assert split("The reform was slow. … Things improved. […] It went on.") == [
        "The reform was slow. …",
        "Things improved. […]",
        "It went on.",
    ]


def test_a_lost_space_between_sentences_is_seen() -> None:
    assert split("The talks ended in May.The text was signed.") == [
        "The talks ended in May.",
        "The text was signed.",
    ]


@pytest.mark.parametrize("mark", ["- ", "• ", "▪\u00a0", "* "])
def test_the_mark_of_a_list_is_no_part_of_its_sentence(mark: str) -> None:
    article = article_of(f"{mark}Ferry fares rise in May. Ships wait.")
    shown = [sentence.span.of(article.text) for sentence in sentences_of(article)]
    assert shown == ["Ferry fares rise in May.", "Ships wait."]


@pytest.mark.parametrize(
    "line", ["— Мы согласны, — сказал Ренн.", "- Мы согласны, - сказал Ренн.", "-5 degrees fell."]
)
def test_a_dash_that_opens_speech_or_a_number_stays(line: str) -> None:
    article = article_of(line)
    assert [sentence.span.of(article.text) for sentence in sentences_of(article)] == [line]


def test_only_the_span_asked_for_is_split() -> None:
    text = "One is out. Two is in. Three is in. Four is out."
    inside = Span(text.index("Two"), text.index(" Four"))
    assert [span.of(text) for span in split_sentences(text, inside)] == ["Two is in.", "Three is in."]


@given(st.text(alphabet=st.sampled_from(list('Aab .!?…"“”‘’[]()\n\u00a0U.S1,-—я')), max_size=200))
def test_any_text_gives_exact_spans_in_order_that_lose_no_word(text: str) -> None:
    spans = split_sentences(text, Span(0, len(text)))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    covered = "".join(span.of(text) for span in spans)
    assert sum(map(str.isalnum, covered)) == sum(map(str.isalnum, text))
    assert all(not span.of(text)[0].isspace() and not span.of(text)[-1].isspace() for span in spans)


def test_words_that_go_on_after_three_dots_are_a_sentence_of_their_own() -> None:
    text = '"Every member must ask why," Doe said. "Every one." ...Except that Doe has a veto.'
    assert split(text)[-1] == "...Except that Doe has a veto."


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "It cost 9 crowns. (rates of the bank from 3 May, $1 = 90) The harbour grew.",
            ["It cost 9 crowns.", "(rates of the bank from 3 May, $1 = 90)", "The harbour grew."],
        ),
        (
            "Цена выросла. (курс банка на 3 мая, 1 доллар = 90) Гавань растёт.",
            ["Цена выросла.", "(курс банка на 3 мая, 1 доллар = 90)", "Гавань растёт."],
        ),
        ("(Lind) Ek left.", ["(Lind) Ek left."]),
        ("The port (closed since the storm of May) Ek runs is old.",
         ["The port (closed since the storm of May) Ek runs is old."]),
    ],
)  # fmt: skip
def test_a_remark_in_brackets_that_opens_is_a_sentence_of_its_own(text: str, sentences: list[str]) -> None:
    assert [span.of(text) for span in split_sentences(text, Span(0, len(text)))] == sentences


def test_the_name_of_a_site_ends_no_sentence() -> None:
    assert split("The lake rose, Lakes.Az reports, citing the keeper.The dam held.") == [
        "The lake rose, Lakes.Az reports, citing the keeper.",
        "The dam held.",
    ]
