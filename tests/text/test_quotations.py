"""Runs inside quotation marks: which marks belong together, and the exact words between them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.quotations import QuotedRun, inside, quoted_spans
from bot.text.sentences import sentences_of
from bot.words.spans import Span
from tests.speech.speaking import article_of


def runs_of(text: str, headings: tuple[str, ...] = ()) -> tuple[QuotedRun, ...]:
    article = article_of(text, headings=headings)
    return quoted_spans(article, sentences_of(article))


def words_of(text: str, headings: tuple[str, ...] = ()) -> list[str]:
    return [run.span.of(text) for run in runs_of(text, headings)]


@pytest.mark.parametrize(
    "text",
    [
        "The envoy said, “We leave today.”",
        'The envoy said, "We leave today."',
        "The envoy said, «We leave today.»",
        "The envoy said, „We leave today.“",
        "The envoy said, ‘We leave today.’",
        "The envoy said, 'We leave today.'",
        "The envoy said, »We leave today.«",
        'The envoy said, “We leave today."',
        "The envoy said: “ We leave today. ”",
    ],
)
def test_every_kind_of_mark_encloses_the_same_words(text: str) -> None:
    assert words_of(text) == ["We leave today."]


@pytest.mark.parametrize(
    "text",
    [
        "The citizens’ rights and the state's duties aren't the same, it's said.",
        "She is 5'10\" tall and was born in the ’90s; rock 'n' roll was his life.",
        "The farmers' market opened; the drivers’ union did not.",
        "James' house and the Joneses’ car.",
    ],
)
def test_apostrophes_and_inches_are_no_marks(text: str) -> None:
    assert words_of(text) == []


def test_an_apostrophe_inside_single_marks_does_not_close_them() -> None:
    assert words_of("‘We don’t know the workers’ names,’ he said.") == ["We don’t know the workers’ names,"]


def test_a_nested_run_belongs_to_the_outer_one() -> None:
    text = "She said, “He told me ‘never again’ and left,” and sat down."
    (run,) = runs_of(text)
    assert run.span.of(text) == "He told me ‘never again’ and left,"
    assert [inner.of(text) for inner in run.inner] == ["never again"]


def test_marks_of_the_same_kind_may_nest() -> None:
    text = "She said, “The sign read “No entry” in red.” Then she left."
    assert words_of(text) == ["The sign read “No entry” in red."]


def test_touching_runs_stay_two() -> None:
    text = "He was calm “because they are friends.” “Nobody will leave,” he said."
    assert words_of(text) == ["because they are friends.", "Nobody will leave,"]


def test_brackets_and_cuts_stay_in_the_words() -> None:
    text = "“It [the pipeline] was late. […] Nobody … knew,” she said."
    assert words_of(text) == ["It [the pipeline] was late. […] Nobody … knew,"]


def test_paragraphs_that_each_open_with_a_mark_go_on_with_one_another() -> None:
    text = "“The first point is money.\n“The second point is time.\n“The third is trust,” Doe said."
    runs = runs_of(text)
    assert [run.span.of(text) for run in runs] == [
        "The first point is money.",
        "The second point is time.",
        "The third is trust,",
    ]
    assert [run.continues for run in runs] == [False, True, True]
    assert [run.closed for run in runs] == [False, False, True]


def test_a_paragraph_goes_on_without_its_own_mark_when_it_closes_one() -> None:
    text = "“The first point is money.\nThe second point is time and a good deal of it,” Doe said."
    assert words_of(text) == ["The first point is money.", "The second point is time and a good deal of it,"]


def test_paragraphs_without_marks_lie_inside_a_quotation_that_closes_later() -> None:
    text = (
        "“The first point is money.\nThe second point is time.\nThe third and last point is trust,” Doe said."
    )
    runs = runs_of(text)
    assert [run.span.of(text) for run in runs][1] == "The second point is time."
    assert [run.continues for run in runs] == [False, True, True]


def test_paragraphs_without_marks_after_a_forgotten_closing_mark_are_nobodys_words() -> None:
    text = "“The first point is money.\nThe minister left.\n“The second point is time,” Doe said."
    assert "The minister left." not in words_of(text)


def test_a_heading_ends_what_was_left_open() -> None:
    text = "“The first point is money.\nWhat comes next\n“The second point is time,” Doe said."
    runs = runs_of(text, headings=("What comes next",))
    assert [run.continues for run in runs] == [False, False]


def test_a_run_never_closed_ends_with_its_paragraph() -> None:
    text = 'Doe listed his aims. "We must end the war. We must rebuild\nThe ministry did not comment.'
    assert words_of(text) == ["We must end the war. We must rebuild"]


@pytest.mark.parametrize(
    "text",
    [
        "They call it the “old road and avoid it. Nobody knows why. The mayor is silent.",
        "The minister called the pier “solid as rock. Fishermen smiled.\n“We saw water,” said Doe.",
    ],
)
def test_a_mark_inside_a_sentence_that_nothing_closes_opens_nothing(text: str) -> None:
    assert not any("avoid" in words or "solid" in words for words in words_of(text))


def test_a_verb_of_speech_leads_to_words_whose_closing_mark_is_lost() -> None:
    text = "The minister said “we must end the war. Nobody knows why."
    assert words_of(text) == ["we must end the war."]


@pytest.mark.parametrize(
    "clause",
    [
        "Harbour chief Ana Doe told reporters on Friday. The firms denied it.",
        "rail chief Ana Doe said. The firms denied it.",
        "said Ana Doe, a former judge. The firms denied it.",
        "Ana Doe, the mayor, said in a speech. The firms denied it.",
        "she wrote. The firms denied it.",
    ],
)
def test_words_whose_closing_mark_is_lost_end_before_the_clause_of_speech(clause: str) -> None:
    text = f"PORT ADA — “The fee is too high, {clause}\n“We paid it for years,” said Tom Roe."
    assert words_of(text) == ["The fee is too high,", "We paid it for years,"]


@pytest.mark.parametrize(
    "clause",
    [
        "заявил директор порта Тимур Рой. Фирмы это отрицают.",
        "— сказала Анна Рой журналистам. Фирмы это отрицают.",
        "подчеркнул Рой. Фирмы это отрицают.",
    ],
)
@pytest.mark.parametrize("mark", ["«", "“"])
def test_words_whose_closing_mark_is_lost_end_before_it_in_russian_too(mark: str, clause: str) -> None:
    text = f"АСТАНА, 4 марта — {mark}Пошлина слишком высока, {clause}\n«Мы платили годами», — сказал Том Рой."
    assert words_of(text) == ["Пошлина слишком высока,", "Мы платили годами"]


def test_newswire_marks_are_marks_and_pairs_of_apostrophes_alone_are_none() -> None:
    assert words_of("``We will not go,'' Ana Doe said. ``Never.''") == ["We will not go,", "Never."]
    assert words_of("The ship ''Aurora'' left.") == []
    assert words_of("''We will not go,'' Ana Doe said of the ''Aurora.'' ''Never.''") == [
        "We will not go,",
        "Aurora.",
        "Never.",
    ]
    assert words_of("`We will not go,' Ana Doe said.") == ["We will not go,"]


def test_an_unclosed_run_does_not_swallow_the_next_one() -> None:
    text = "He called it a “mistake. She answered, “It was none.”"
    assert words_of(text)[-1] == "It was none."


def test_a_run_is_found_by_a_position_inside_its_marks() -> None:
    text = "Doe said, “Go now,” and left."
    runs = runs_of(text)
    assert inside(runs, text.index("now")) == runs[0]
    assert inside(runs, text.index("left")) is None


MARKS = st.text(alphabet="\"“”„«»‘’'`´ \n.,:!?…abcXYZ[]()-—5", max_size=300)


@given(st.one_of(MARKS, st.text(max_size=200)))
def test_any_text_gives_exact_runs_that_do_not_overlap(text: str) -> None:
    article = article_of(text)
    runs = quoted_spans(article, sentences_of(article))
    for run in runs:
        assert 0 <= run.outer.start <= run.span.start < run.span.end <= run.outer.end <= len(text)
        assert run.span.of(text) == run.span.of(text).strip()
        assert article.paragraphs[run.paragraph].contains(run.outer)
        assert all(run.span.contains(inner) for inner in run.inner)
    for before, after in pairwise(runs):
        assert before.outer.end <= after.outer.start


@pytest.mark.parametrize("unit", ['"', "“", "‘", "'", "«", "[", "“a\n", '"a" ', "he said ", "a‘b’ "])
def test_a_long_document_of_nothing_but_marks_is_read_to_its_end(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    assert all(run.outer.end <= len(text) for run in runs_of(text))
    assert Span(0, 1).of(text) == text[0]


def test_doubled_marks_of_a_table_are_the_marks_and_single_ones_its_cell() -> None:
    text = '"""We had no choice,"" she said. ""We left."""'
    assert words_of(text) == ["We had no choice,", "We left."]
    assert words_of('"The army spoke of ""grave results"" on Monday."') == ["grave results"]


def test_a_lost_mark_before_a_second_run_does_not_swallow_the_clause_between() -> None:
    text = 'Doe left.\n"He made claims that nobody could check, Graham said. "He is far from the truth."'
    assert words_of(text) == ["He made claims that nobody could check,", "He is far from the truth."]


def test_a_clause_inside_the_words_themselves_does_not_end_them() -> None:
    text = "“The future is theirs. However, the mayor says he will stop it.\n“I ask you to stay,” she said."
    assert words_of(text)[0] == "The future is theirs. However, the mayor says he will stop it."


def test_a_closing_mark_glued_to_the_clause_after_it_closes() -> None:
    text = '"The struggle is ours. Do not join the angry statements,"he said. "Stay."'
    assert words_of(text) == ["The struggle is ours. Do not join the angry statements,", "Stay."]
