"""A message read against what was just spoken of."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.briefing.composing import compose
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.briefing.plans import plan
from bot.briefing.unclear import Unclear
from bot.conversation.follow_ups import Reading, TakenAs, Wish, read_on
from bot.conversation.spoken_of import Subject, subject_of
from bot.dialogue import parse
from bot.words.answers import Kind, Request
from tests.makers import make_article, make_library

_TALKS = make_article(
    "001",
    "Talks in Oslo\n"
    "Ada Lind, the envoy, opened the talks on fisheries in Oslo. Lind left her post in May.\n"
    "Ivo Marek, the minister, met Lind in Bergen. Marek resigned in June.\n"
    "“The fisheries of Norway are closed,” Marek said.",
    people={"Ada Lind": ["Lind"], "Ivo Marek": ["Marek"]},
    says="Ivo Marek",
)
_FISH = make_article(
    "002",
    "Fisheries\nThe fisheries of Norway opened in March. Daniel Berg, a fisher, welcomed the fisheries.",
    people={"Daniel Berg": ["Berg"]},
)


@pytest.fixture(scope="module")
def corpus() -> tuple[Library, dict[str, ReadArticle]]:
    return make_library(_TALKS, _FISH)


def spoken(corpus: tuple[Library, dict[str, ReadArticle]], *messages: str) -> list[Subject]:
    """Return what the answers to some messages were about, newest first."""
    library, articles = corpus
    subjects: list[Subject] = []
    for message in messages:
        request = parse(message)
        assert request is not None
        briefing = compose(plan(request, library), library, articles)
        subject = subject_of(request, briefing, library)
        subjects = [subject, *subjects] if subject is not None else subjects
    return subjects


def read(
    corpus: tuple[Library, dict[str, ReadArticle]], before: Sequence[str], message: str
) -> Reading | None:
    return read_on(message, "en", spoken(corpus, *before), corpus[0])


@pytest.mark.parametrize(
    ("before", "message", "request_", "read_as"),
    [
        # Whom a pronoun stands for.
        ("/person Marek", "when did he resign?", (Kind.QUESTION, "when did Ivo Marek resign?"),
         "when did [Ivo Marek] resign?"),
        ("/person Lind", "why did she leave her post",
         (Kind.QUESTION, "why did Ada Lind leave Ada Lind’s post"),
         "why did [Ada Lind] leave [Ada Lind]’s post"),
        ("/said Marek", "and what did Lind say about him?",
         (Kind.QUESTION, "what did Lind say about Ivo Marek?"), "what did Lind say about [Ivo Marek]?"),
        ("/person Marek", "когда он ушёл?", (Kind.QUESTION, "когда Ivo Marek ушёл?"),
         "когда [Ivo Marek] ушёл?"),
        ("/person Lind", "а что она сказала о рыболовстве",
         (Kind.QUESTION, "что Ada Lind сказала о рыболовстве"), "что [Ada Lind] сказала о рыболовстве"),
        ("/person Lind", "ол не айтты?", (Kind.QUESTION, "Ada Lind не айтты?"), "[Ada Lind] не айтты?"),
        # What "it" stands for.
        ("/topic fisheries", "what did Marek say about it?",
         (Kind.QUESTION, "what did Marek say about fisheries?"), "what did Marek say about [fisheries]?"),
        ("/topic fisheries", "что об этом?", (Kind.QUESTION, "что об fisheries?"), "что об [fisheries]?"),
        ("/topic fisheries", "что об этом сказал Марек?",
         (Kind.QUESTION, "что об fisheries сказал Марек?"), "что об [fisheries] сказал Марек?"),
        ("/said Marek on fisheries", "when did he speak of it",
         (Kind.QUESTION, "when did Ivo Marek speak of fisheries"),
         "when did [Ivo Marek] speak of [fisheries]"),
        # The same of somebody or something else.
        ("/person Marek", "and on fisheries?", (Kind.SAID, "Ivo Marek on fisheries"),
         "/said [Ivo Marek] on fisheries"),
        ("/person Marek", "а что по рыболовству?", (Kind.SAID, "Ivo Marek on рыболовству"),
         "/said [Ivo Marek] on рыболовству"),
        ("/said Marek on fisheries", "what about Lind?", (Kind.SAID, "Ada Lind on fisheries"),
         "[/said] Ada Lind on [fisheries]"),
        ("/quotes Marek", "а Линд?", (Kind.QUOTES, "Ada Lind"), "[/quotes] Ada Lind"),
        ("when did Marek resign", "and Lind?", (Kind.QUESTION, "when did Ada Lind resign"),
         "[when did] Ada Lind [resign]"),
        ("/topic fisheries", "and trade?", (Kind.TOPIC, "trade"), "[/topic] trade"),
        ("/person Marek", "а Норвегия?", (Kind.SAID, "Ivo Marek on Норвегия"),
         "/said [Ivo Marek] on Норвегия"),
        ("/timeline Marek", "what about Lind", (Kind.TIMELINE, "Ada Lind"), "[/timeline] Ada Lind"),
        ("/timeline Marek", "no, I meant Lind", (Kind.TIMELINE, "Ada Lind"), "[/timeline] Ada Lind"),
        ("/timeline Marek", "нет, я имел в виду Lind", (Kind.TIMELINE, "Ada Lind"), "[/timeline] Ada Lind"),
        # A question word alone.
        ("when did Marek resign", "why?", (Kind.QUESTION, "why did Marek resign?"),
         "why [did Marek resign]?"),
        ("when did Marek resign", "а почему?", (Kind.QUESTION, "почему did Marek resign?"),
         "почему [did Marek resign]?"),
        # Views.
        ("/person Marek", "quotes", (Kind.QUOTES, "Ivo Marek"), "/quotes [Ivo Marek]"),
        ("/person Marek", "цитаты", (Kind.QUOTES, "Ivo Marek"), "/quotes [Ivo Marek]"),
        ("/topic fisheries", "timeline please", (Kind.TIMELINE, "fisheries"), "/timeline [fisheries]"),
    ],
)  # fmt: skip
def test_a_message_goes_on_about_what_was_spoken_of(
    corpus: tuple[Library, dict[str, ReadArticle]],
    before: str,
    message: str,
    request_: tuple[Kind, str],
    read_as: str,
) -> None:
    assert read(corpus, [before], message) == TakenAs(Request(*request_), read_as)


@pytest.mark.parametrize(
    ("message", "wish", "form", "language"),
    [
        ("more", Wish.MORE, "", "en"),
        ("Tell me more about it, please", Wish.MORE, "", "en"),
        ("подробнее", Wish.MORE, "", "en"),
        ("тағы", Wish.MORE, "", "en"),
        ("as a PDF", Wish.DOCUMENT, "pdf", "en"),
        ("this in pdf please", Wish.DOCUMENT, "pdf", "en"),
        ("пришли в ворде", Wish.DOCUMENT, "docx", "en"),
        ("in Russian", Wish.ANSWER, "", "ru"),
        ("а по-казахски?", Wish.ANSWER, "", "kk"),
    ],
)
def test_the_last_answer_is_wanted_otherwise(
    corpus: tuple[Library, dict[str, ReadArticle]], message: str, wish: Wish, form: str, language: str
) -> None:
    request = Request(Kind.PERSON, "Marek", language)
    assert read(corpus, ["/person Marek"], message) == TakenAs(request, "[Ivo Marek]", wish, form)


@pytest.mark.parametrize(
    ("before", "message", "offered"),
    [
        ([], "when did he resign", []),
        (["/person Lind"], "when did he resign", []),
        (["/compare Lind | Marek"], "what do they want", ["Ada Lind", "Ivo Marek"]),
        (["сравни Линд и Марек"], "что они сказали", ["Ada Lind", "Ivo Marek"]),
        (["how many fisheries"], "where?", []),
        (["/person Marek", "/topic fisheries"], "where was he", ["Ivo Marek"]),
        (["/person Marek", "/person Nobody"], "when did he resign", ["Ivo Marek"]),
        (["/person Lind", "/person Marek"], "when did she leave", ["Ada Lind"]),
        (["/compare Lind | Marek"], "and on fisheries?", ["Ada Lind", "Ivo Marek"]),
        (["/person Marek"], "why?", []),
        ([], "why did it happen?", []),
        ([], "more", []),
        ([], "in Russian", []),
    ],
)
def test_what_may_stand_for_several_or_for_nobody_is_asked_back(
    corpus: tuple[Library, dict[str, ReadArticle]], before: list[str], message: str, offered: list[str]
) -> None:
    reading = read(corpus, before, message)
    assert isinstance(reading, Unclear)
    assert [name for name, _ in reading.choices] == offered
    assert all(name in whole for name, whole in reading.choices)


@pytest.mark.parametrize(
    "message",
    [
        "/person Lind",
        "Lind",
        "what did Lind say about her post?",
        "when did Macron say he would resign",
        "why did the minister say he would resign",
        "what do the fishers of Norway say about their boats",
        "is it true that Marek resigned",
        "and Macron?",
        "and when did Marek resign",
        "fisheries in Norway",
        "thanks",
        "",
    ],
)
def test_what_stands_for_itself_is_left_alone(
    corpus: tuple[Library, dict[str, ReadArticle]], message: str
) -> None:
    assert read(corpus, ["/person Lind"], message) is None


def test_an_answer_to_what_was_asked_back_completes_the_question(
    corpus: tuple[Library, dict[str, ReadArticle]],
) -> None:
    library, articles = corpus
    unclear = read(corpus, ["/compare Lind | Marek"], "what do they want")
    assert isinstance(unclear, Unclear)
    request = Request(Kind.UNCLEAR, unclear.written())
    briefing = compose(plan(request, library), library, articles)
    choices = tuple(Request(Kind.QUESTION, message) for _, message in unclear.choices)
    subject = subject_of(request, briefing, library, choices)
    assert subject is not None
    for said in ("2", "the second", "второй", "Marek"):
        taken = read_on(said, "en", [subject], library)
        assert isinstance(taken, TakenAs)
        assert taken.request == Request(Kind.QUESTION, "what do Ivo Marek want")


def test_what_is_unclear_is_written_down_and_read_again() -> None:
    unclear = Unclear("he", (("Ada Lind", "when did Ada Lind “leave”\n?"),))
    assert Unclear.read(unclear.written()) == unclear
    for words in ("", "[", "[1]", '["he", 3]', "he", "[" * 3000):
        assert Unclear.read(words) is None


@pytest.mark.parametrize(
    "text",
    [
        "when did jhonn ekko learn that he was ill",
        "what herring prize brought sivv aunne her fame",
        "what do they put the salted herring in barrels for",
        "who is ekko and what prize did he win",
        "кто такой экко и какую премию он получил",
        "когда живв аунне узнала, что она больна",
    ],
)
def test_a_pronoun_for_a_name_nobody_knows_is_not_asked_about(text: str) -> None:
    assert not isinstance(read_on(text, "en", [], make_library()[0]), Unclear)


@pytest.mark.parametrize("text", ["what sanctions on timber did he lift", "какие санкции на лес снял он"])
def test_who_does_it_is_asked_about_whatever_stands_before(text: str) -> None:
    assert isinstance(read_on(text, "en", [], make_library()[0]), Unclear)
