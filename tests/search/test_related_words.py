"""A word no source has is looked for in the words that mean nearly the same."""

import pytest

from bot.search.related_words import related_words
from bot.words.answers import Status
from tests.briefing.telling import ask
from tests.makers import make_article

GEESE = make_article("300", "Flu\nIn all, 640 geese of the Orna marsh were killed. It rained.")


@pytest.mark.parametrize(
    ("word", "related"), [("slaughtered", "kill"), ("Blockading", "block"), ("highways", "road")]
)
def test_a_word_in_any_form_has_its_relations(word: str, related: str) -> None:
    assert related in related_words(word)


@pytest.mark.parametrize("word", ["zembla", "", "the", "озеро"])
def test_what_no_list_has_is_related_to_nothing(word: str) -> None:
    assert related_words(word) == ()


def test_what_is_told_in_related_words_comes_nearest_and_the_word_missing_is_named() -> None:
    answer = ask("how many geese of Orna were slaughtered?", GEESE)
    assert (answer.status, answer.missing) == (Status.PARTIAL, ("slaughtered",))
    assert answer.sections[0].items[0].verbatim == "In all, 640 geese of the Orna marsh were killed."


@pytest.mark.parametrize(
    "message", ["/topic slaughter", "/search slaughter", "what did Lind say about the slaughter?"]
)
def test_a_topic_a_search_and_what_somebody_said_stay_with_the_words_they_name(message: str) -> None:
    assert not ask(message, GEESE).sections
