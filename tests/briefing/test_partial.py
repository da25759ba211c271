"""Where no source has all that is asked, the nearest is shown and what is missing named; else silence."""

import pytest

from bot.words.answers import Status
from tests.briefing.telling import ask
from tests.makers import make_article

QUOTAS = make_article(
    "001",
    "Herring quotas\nRuland pressed Estmark to obey the northern herring quotas. Estmark has few ships.",
)
LAUNDRY = make_article("002", "Laundry day\nThe laundry of Seld opens at nine. Ruland has nine laundries.")
RUSSIAN = make_article("003", "Квоты\nРуландия потребовала соблюдать северные квоты на сельдь.")
CORPUS = (QUOTAS, LAUNDRY, RUSSIAN)


def test_what_is_missing_is_named_and_the_nearest_shown() -> None:
    answer = ask("/search Ruland herring quotas eastern", *CORPUS)
    assert (answer.status, answer.missing) == (Status.PARTIAL, ("eastern",))
    assert "“eastern”" in str(answer.message)
    assert answer.sections[0].heading == "Nearest"
    assert answer.sections[0].items[0].article == "001"


def test_what_is_missing_is_named_in_russian_too() -> None:
    answer = ask("/search Руландия квоты сельдь западные", *CORPUS)
    assert (answer.status, answer.missing) == (Status.PARTIAL, ("западные",))
    assert answer.sections[0].items[0].article == "003"


@pytest.mark.parametrize("words", ["whaling in Ruland", "Zubrowka quotas", "laundry tariff reform strike"])
def test_where_the_words_that_carry_the_question_are_in_no_source_there_is_nothing(words: str) -> None:
    answer = ask(f"/topic {words}", *CORPUS)
    assert answer.status is Status.NONE
    assert answer.sections == ()


def test_a_whole_sentence_finds_the_articles_on_its_event_best_first() -> None:
    answer = ask(
        "/search Estmark gave way on Monday after Ruland had demanded respect for quotas of herring", *CORPUS
    )
    assert answer.shows_lines
    assert answer.sources[0].article == "001"


def test_the_words_a_line_does_hold_are_marked() -> None:
    item = ask("/search Ruland herring quotas eastern", *CORPUS).sections[0].items[0]
    assert {mark.of(item.text) for mark in item.marks} >= {"Ruland", "herring", "quotas"}


@pytest.mark.parametrize(
    ("words", "missing"), [("quotas smuggling", "smuggling"), ("квоты контрабанда", "контрабанда")]
)
def test_of_a_subject_whose_other_word_no_source_has_the_articles_on_it_are_shown(
    words: str, missing: str
) -> None:
    answer = ask(f"/topic {words}", *CORPUS)
    assert (answer.status, answer.missing) == (Status.PARTIAL, (missing,))
    assert f"“{missing}”" in str(answer.message)
    assert [section.heading for section in answer.sections] == ["Nearest"]
    assert {source.article for source in answer.sources} <= {"001", "003"}


def test_of_a_mere_name_nothing_is_shown_that_is_on_something_else() -> None:
    named = make_article("004", "Ruland wakes\nRuland woke at nine. It rained in Ruland.")
    assert ask("/topic whaling in Ruland", *CORPUS, named).status is Status.NONE
