"""The query language: what a message asks a text to hold."""

import pytest

from bot.search.lexicon import RewordingLexicon
from bot.search.matching import ReadText, held
from bot.search.query import Query, parse_query, read_date
from bot.text.tokens import all_words
from bot.words.spans import Span

LEXICON = RewordingLexicon(
    {
        "case_sensitive": ["WHO"],
        "abbreviations": {
            "OSCE": ["Organization for Security and Co-operation in Europe"],
            "WHO": ["World Health Organization"],
        },
        "countries": {"Norway": ["Norwegian", "Норвегия"]},
        "close": [{"words": ["sanctions", "export controls"]}],
        "equivalents": {"права человека": ["human rights"]},
    }
)  # fmt: skip
CORPUS = (
    "Norwegian officials met the Organization for Security and Co-operation in Europe. "
    "Human rights were raised. New export controls hit fishing fleets. "
    "Prisoners were freed in Oslo in a state of alarm about tense talks."
)
WORDS = {word.word: word.term for word in all_words(CORPUS)}
VOCABULARY = dict.fromkeys(WORDS.values(), 1)


def query(text: str, *, question: bool = False) -> Query:
    return parse_query(text, VOCABULARY, WORDS, lexicon=LEXICON, question=question)


def test_a_question_also_holds_its_verb_in_other_forms_and_words() -> None:
    leave = query("when did the fleet leave", question=True).concepts[-1]
    assert {"left", "departure"} <= {alternative.words for alternative in leave.alternatives}
    (topic,) = query("build").concepts
    assert [alternative.words for alternative in topic.alternatives] == ["build"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [("withdrawal", "left"), ("withdrawal", "quit"), ("enlargement", "accession"), ("отставка", "уволен")],
)
def test_an_event_is_also_held_by_the_verbs_that_tell_of_it(asked: str, told: str) -> None:
    (event,) = query(asked).concepts
    assert told in {alternative.words for alternative in event.alternatives}


def found_in(text: str, corpus: str = CORPUS) -> bool:
    read = ReadText(corpus, Span(0, len(corpus)))
    asked = query(text)
    return (
        bool(asked.concepts)
        and all(held(concept, read) for concept in asked.required)
        and not any(held(concept, read) for concept in asked.without)
    )


@pytest.mark.parametrize(
    "text",
    [
        "human rights",
        "OSCE",
        "osce",
        "Norway",
        "Норвегия",
        "sanctions",
        "права человека",
        "humen rights",
        "prisonners",
        '"export controls"',
        "official's",
    ],
)
def test_a_text_is_found_by_what_it_says_in_other_words(text: str) -> None:
    assert found_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "tenge",
        "whaling",
        "who",
        "Oslo -prisoners",
        '"controls export"',
        '"rights human"',
        '"Norwegian met"',
        '"export hit"',
        "oslos bank",
    ],
)
def test_a_text_is_not_found_by_words_it_does_not_hold(text: str) -> None:
    assert not found_in(text)


def test_near_words_are_named_as_taken() -> None:
    assert query("humen rights").corrections == (("humen", "human"),)


@pytest.mark.parametrize(
    ("typed", "meant"), [("happend", "happened"), ("abot", "about"), ("произашло", "произошло")]
)
def test_a_word_of_asking_that_is_misspelt_is_needed_in_no_text(typed: str, meant: str) -> None:
    query = parse_query(f"harbour {typed}", {"harbour": 3}, {"harbour": "harbour"})
    assert [concept.words for concept in query.required] == ["harbour"]
    assert query.corrections == ((typed, meant),)


def test_a_word_that_is_written_right_is_none_of_asking() -> None:
    query = parse_query("harbour weather", {"harbour": 3}, {"harbour": "harbour"})
    assert [concept.words for concept in query.unknown] == ["weather"]


def test_general_words_only_help_to_rank() -> None:
    asked = query("latest news on sanctions")
    assert [concept.words for concept in asked.required] == ["sanctions"]


def test_general_words_alone_are_still_asked_for() -> None:
    assert [concept.words for concept in query("policy").required] == ["policy"]


def test_filters_are_read_and_taken_out() -> None:
    asked = query('fishing from:"Oslo Times" since:2024-1 until:2024-03-31')
    assert (asked.outlet, asked.since, asked.until) == ("Oslo Times", "2024-01", "2024-03-31")
    assert [concept.words for concept in asked.concepts] == ["fishing"]


def test_a_filter_that_is_no_date_is_a_problem_with_a_sentence() -> None:
    problem = query("fishing since:yesterday").problem
    assert problem is not None
    assert "since:2024" in problem


@pytest.mark.parametrize(
    ("text", "date"),
    [("2024", "2024"), ("2024-7", "2024-07"), ("2024-13", None), ("2024-02-31", None), ("24", None)],
)
def test_dates_are_iso_prefixes(text: str, date: str | None) -> None:
    assert read_date(text) == date


def test_question_words_name_nothing() -> None:
    assert [concept.words for concept in query("tell me about fishing", question=True).concepts] == [
        "fishing"
    ]


def test_a_phrase_the_lexicon_knows_is_one_concept() -> None:
    assert [concept.words for concept in query("human rights").concepts] == ["human rights"]
    assert not found_in("human rights", "The rights of the sea were read out to the last human.")


def test_two_names_with_a_hyphen_are_two_concepts_and_a_hyphenated_word_is_one() -> None:
    assert len(query("Oslo-Norway").concepts) == 2
    assert len(query("co-operation").concepts) == 1


def test_a_country_is_not_in_the_name_of_another() -> None:
    asked = query("Sudan").concepts[0]

    def holds(text: str) -> bool:
        return held(asked, ReadText(text, Span(0, len(text)))) is not None

    assert holds("The envoy of Sudan came.")
    assert holds("South Sudan thanked Sudan.")
    assert not holds("The envoy of South Sudan came.")
    asked = query("Guinea").concepts[0]
    assert not holds("Papua New Guinea, Equatorial Guinea and Guinea-Bissau voted.")


def test_a_russian_name_is_found_where_the_corpus_has_it_in_another_case() -> None:
    (asked,) = parse_query("Торгах", {"торгаха": 3}, {"торгаха": "торгаха"}).concepts
    assert ("торгаха",) in asked.ways


def test_a_place_typed_in_small_letters_is_found_and_so_is_the_other_word() -> None:
    assert found_in("газе", "Бои шли в Газе.")
    assert found_in("газе", "Цены на газ растут.")
    assert not found_in("Газе", "Поставки газа растут.")
