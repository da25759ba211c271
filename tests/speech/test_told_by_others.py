"""Whose words a sentence gives where one person tells what another said, and where nobody tells anything."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.words.findings import RoleMention, Tenure
from bot.words.spans import Span
from tests.speech.speaking import figure, read, read_cyrillic

TWO = ("Omar Haddad m", "Lena Vogt f")
RUSSIANS = ("Тимур Алпаев m Алпаева, Алпаеву, Алпаевым", "Дина Серова f Серовой, Серову")


def _names(text: str) -> list[str | None]:
    return [name for name, _ in read(text, *TWO).reports()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Omar Haddad said Lena Vogt had told him that the dam leaks.", ["Omar Haddad"]),
        ("Omar Haddad noted that Lena Vogt agreed with him and promised to mend the dam.", ["Omar Haddad"]),
        ("According to Omar Haddad, Lena Vogt said that the dam leaks.", ["Omar Haddad"]),
        ("The judge noted that Lena Vogt had told the court that the dam leaks.", ["The judge"]),
        ("Lena Vogt was told by Omar Haddad that the dam leaks.", ["Omar Haddad"]),
        ("The council was informed by Lena Vogt that the dam leaks.", ["Lena Vogt"]),
    ],
)
def test_what_a_person_tells_of_anothers_words_is_that_persons(text: str, expected: list[str]) -> None:
    assert _names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said Lena Vogt had promised to mend the dam.",
        "Her spokesman said Lena Vogt had promised to mend the dam.",
        "Reuters reported that Lena Vogt said the dam leaks.",
    ],
)
def test_a_body_or_a_spokesman_only_passes_words_on(text: str) -> None:
    assert "Lena Vogt" in _names(text)


def test_a_named_spokeswoman_only_passes_words_on() -> None:
    text = "The ministry spokeswoman Lena Vogt said that Omar Haddad has promised to mend the dam."
    vogt = figure(text, "Lena Vogt", gender="female", roles=("The ministry spokeswoman",))
    place = text.index("spokeswoman")
    spoken = replace(vogt, roles=(RoleMention(Span(place, place + len("spokeswoman")), Tenure.CURRENT),))
    said = read(text, "Omar Haddad m", vogt=spoken)
    assert [name for name, _ in said.reports()] == ["Lena Vogt", "Omar Haddad"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Тимур Алпаев сказал, что Дина Серова сообщила ему о прорыве дамбы.", ["Тимур Алпаев"]),
        ("По словам Тимура Алпаева, Дина Серова заявила о прорыве дамбы.", ["Тимур Алпаев"]),
        (
            "Тимур Алпаев сказал, что дамба течёт, и Дина Серова сообщила, что её чинят.",
            ["Тимур Алпаев", "Дина Серова"],
        ),
        ("Агентство сообщило, что Дина Серова заявила о прорыве дамбы.", ["Дина Серова"]),
    ],
)
def test_in_russian_too_what_a_person_tells_of_anothers_words_is_that_persons(
    text: str, expected: list[str]
) -> None:
    found = read_cyrillic(text, "Тимур Алпаев m Тимура Алпаева, Алпаева", RUSSIANS[1])
    assert [name for name, _ in found.reports()] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Omar Haddad wrote to the council about rebutting reports of a leak.",
        "Omar Haddad was fined for calling the dam a ruin.",
        "Omar Haddad met the engineer who answered the question on the dam.",
        "Omar Haddad told the council.",
        "Omar Haddad told his driver and left.",
        "The board demanded that Omar Haddad answer for the dam.",
    ],
)
def test_what_is_only_done_or_asked_for_is_no_statement(text: str) -> None:
    assert [name for name, _ in read(text, "Omar Haddad m").reports() if name == "Omar Haddad"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Omar Haddad went on by noting that the dam leaks.",
        "Omar Haddad left the hall after saying that the dam leaks.",
        "Omar Haddad told the council of the leak.",
        "Omar Haddad told the council that the dam leaks.",
        "The dam will hold, Omar Haddad told the council.",
        "It was Omar Haddad who said that the dam leaks.",
    ],
)
def test_what_somebody_is_told_or_hears_is_a_statement(text: str) -> None:
    assert ("Omar Haddad", text) in read(text, "Omar Haddad m").reports()


def test_who_critics_are_may_be_what_they_say() -> None:
    text = "Omar Haddad met critics who say that the dam leaks."
    assert [name for name, _ in read(text, "Omar Haddad m").reports()] == ["critics"]


@pytest.mark.parametrize(
    "text",
    [
        "В ведомстве прокомментировали слухи о прорыве дамбы.",
        "Тимур Алпаев прокомментировал прорыв дамбы.",
        "Тимур Алпаев высказался об интервью мэра.",
    ],
)
def test_that_somebody_spoke_of_a_thing_is_no_statement(text: str) -> None:
    assert read_cyrillic(text, RUSSIANS[0]).reports() == []


def test_what_somebodys_own_document_says_that_they_said_is_theirs() -> None:
    own = "Omar Haddad said the talks were the last chance, a statement on his website said."
    assert _names(own) == ["Omar Haddad"]
    assert _names("Omar Haddad said the talks were the last chance, a report said.") != ["Omar Haddad"]


@pytest.mark.parametrize("verb", ["thanked", "blamed", "praised"])
def test_what_somebody_is_thanked_or_blamed_for_saying_is_theirs(verb: str) -> None:
    text = f"Omar Haddad {verb} Lena Vogt for saying that “the dam is left to rot.”"
    assert read(text, *TWO).speaker("dam is left to rot") == "Lena Vogt"


@pytest.mark.parametrize(
    "text",
    [
        "Omar Haddad claims Lena Vogt said “the dam is left to rot.”",
        "Omar Haddad told the council that Lena Vogt had shouted “the dam is left to rot.”",
        "“The dam is left to rot,” Lena Vogt told him, Omar Haddad recalled.",
        "“The dam is left to rot,” Lena Vogt said, according to Omar Haddad.",
        "According to Omar Haddad, Lena Vogt said: “The dam is left to rot.”",
        "Two engineers said Lena Vogt shouted “the dam is left to rot” and left.",
    ],
)
def test_a_quotation_that_another_person_tells_is_nobodys(text: str) -> None:
    assert read(text, *TWO).speaker("dam is left to rot") is None


@pytest.mark.parametrize(
    "text",
    [
        "Her spokesman said Lena Vogt had told the board “the dam is left to rot.”",
        "The gazette reported that Lena Vogt said “the dam is left to rot.”",
        "According to a transcript, Lena Vogt said: “The dam is left to rot.”",
        "“The dam is left to rot,” Lena Vogt said, according to a statement.",
        "Lena Vogt says she told the board: “The dam is left to rot.”",
    ],
)
def test_a_quotation_that_is_only_passed_on_stays_with_who_said_it(text: str) -> None:
    assert read(text, *TWO).speaker("dam is left to rot") == "Lena Vogt"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Тимур Алпаев утверждает, что Дина Серова сказала: «Дамбу бросили давно».", None),
        ("По словам Тимура Алпаева, Дина Серова заявила: «Дамбу бросили давно».", None),
        ("Очевидец рассказал, что Дина Серова крикнула: «Дамбу бросили давно».", None),
        ("Пресс-секретарь сообщил, что Дина Серова сказала: «Дамбу бросили давно».", "Дина Серова"),
        ("В ведомстве сообщили, что Дина Серова сказала: «Дамбу бросили давно».", "Дина Серова"),
    ],
)
def test_a_russian_quotation_that_another_tells_is_nobodys(text: str, expected: str | None) -> None:
    assert read_cyrillic(text, *RUSSIANS).speaker("Дамбу") == expected


@pytest.mark.parametrize(
    "text",
    [
        "“The dam is left to rot,” Lena Vogt said, according to the indictment.",
        "The court heard that Lena Vogt had shouted “the dam is left to rot” at guards.",
    ],
)
def test_what_is_laid_to_somebody_before_a_court_is_nobodys(text: str) -> None:
    assert read(text, *TWO).speaker("dam is left") is None


@pytest.mark.parametrize(
    "text",
    [
        "Asked “Does the dam leak?”, Omar Haddad said: “It holds.”",
        "When asked by engineers “Does the dam leak?” Omar Haddad replied “It holds.”",
        "Told “the dam will leak”, Omar Haddad said “It holds.”",
        "When a farmer asked, “Does the dam leak?” Omar Haddad said: “It holds.”",
    ],
)
def test_what_somebody_is_asked_is_not_part_of_the_answer(text: str) -> None:
    said = read(text, *TWO)
    assert said.speaker("It holds.") == "Omar Haddad"
    assert said.words[-1] == ["It holds."]
    assert said.speaker("leak") != "Omar Haddad"


@pytest.mark.parametrize(
    "text",
    [
        "Asked about the dam, Omar Haddad called it “a heap of sand”.",
        "Asked why, “We had only a heap of sand,” Omar Haddad said.",
        "Asked by farmers whether it held, Omar Haddad said “it is a heap of sand”.",
    ],
)
def test_the_answer_to_what_somebody_is_asked_is_theirs(text: str) -> None:
    assert read(text, *TWO).speaker("a heap of sand") == "Omar Haddad"


@pytest.mark.parametrize(
    "text",
    [
        "Had Lena Vogt said “shut the dam”, the farmers would have gone.",
        "Were Lena Vogt to say “shut the dam”, the farmers would go.",
        "Did Lena Vogt say “shut the dam”?",
        "Has Lena Vogt ever said “shut the dam”?",
    ],
)
def test_what_a_sentence_supposes_or_asks_about_was_not_said(text: str) -> None:
    said = read(text, *TWO)
    assert said.speaker("shut the dam") is None
    assert said.reports() == []


@pytest.mark.parametrize(
    "text",
    [
        "«Дамба цела», — сказал Тимур Алпаев, пока толпа скандировала: «Позор вам всем!»",
        "«Дамба цела», — сказал Тимур Алпаев, прежде чем его перебил ведущий: «Позор вам всем!»",
        "«Дамба цела», — заявил Тимур Алпаев, и тут зал выкрикнул: «Позор вам всем!»",
        "Тимур Алпаев говорил о дамбе, после чего фермер крикнул: «Позор вам всем!»",
    ],
)
def test_words_behind_a_colon_belong_to_the_verb_before_it(text: str) -> None:
    said = read_cyrillic(text, *RUSSIANS)
    assert not [words for words in said.words if "Позор" in "".join(words) and said.speaker("Позор")]


@pytest.mark.parametrize(
    "text",
    [
        "Дина Серова сообщила, что дамбу закрыли: «Камни лежат на дне».",
        "Дина Серова рассказала, как это было: «Камни лежат на дне».",
        "«Дамба цела», — сказала Дина Серова и добавила: «Камни лежат на дне».",
    ],
)
def test_words_behind_what_somebody_tells_are_theirs(text: str) -> None:
    assert read_cyrillic(text, *RUSSIANS).speaker("Камни") == "Дина Серова"


@pytest.mark.parametrize("office", ["Bar Association of Kenya president", "Harbour Guild of Ruland chair"])
def test_who_holds_an_office_of_a_body_speaks_and_not_the_body(office: str) -> None:
    text = f"“It is meant to frighten the judges,” {office} Ann Verrick said."
    place = text.index(office)
    role = RoleMention(Span(place, place + len(office)), Tenure.CURRENT)
    said = read(text, verrick=replace(figure(text, "Ann Verrick"), roles=(role,)))
    assert said.speaker("frighten the judges") == "Ann Verrick"


@pytest.mark.parametrize(
    "text",
    [
        "The king dismissed the foreign minister, Ada Lind, the Herald reported on Wednesday.",
        "The board accepted the resignation of the mayor and treasurer, Ada Lind, the Salt Agency reported.",
    ],
)
def test_whoever_is_named_before_an_agency_that_reports_says_nothing(text: str) -> None:
    assert all(speaker != "Ada Lind" for speaker, _ in read(text, "Ada Lind f").reports())
