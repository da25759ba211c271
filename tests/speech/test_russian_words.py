"""Words no list of ours has: whatever the dictionary knows for a person or a verb counts."""

from __future__ import annotations

import pytest

from bot.text.morphology import forms, is_known
from bot.text.russian_cues import russian_cues
from tests.speech.speaking import read_cyrillic

MAN, WOMAN = "Тимур Алпаев m Алпаева, Алпаеву, Алпаевым", "Дина Серова f Серовой, Серову"

VERBS = """
буркнул усмехнулся вздохнул отрезал выпалил пробормотал проворчал съехидничал засмеялся поморщился
оживился отшутился спохватился замялся хмыкнул прошептал выдохнул процедил взмолился ухмыльнулся
насупился отмахнулся негодует ворчит грустит
"""
CALLINGS = """
хирург вахтёр адмирал сантехник кузнец нотариус лесник библиотекарь капитан пекарь фельдшер тренер
вратарь агроном дирижёр монтажник чабан пограничник сторож архивариус водолаз слесарь судья староста
коллега
"""
WOMENS_CALLINGS = """
балерина учительница продавщица чиновница доярка соседка хирург министр судья староста
"""
NOT_VERBS = """
генерал капитал адмирал сигнал квартал портал финал журнал потенциал тыл мотив канал персонал отдел
предел
"""


@pytest.mark.parametrize("verb", VERBS.split())
def test_any_verb_after_direct_speech_is_one_of_speech(verb: str) -> None:
    said = read_cyrillic(f"«Дорогу мы построим», — {verb} Тимур Алпаев.", MAN)
    assert said.speaker("построим") == "Тимур Алпаев"
    said = read_cyrillic(f"— Дорогу мы построим, — {verb} Алпаев. — Ждите. Тимур Алпаев ушёл.", MAN)
    assert said.words == [["Дорогу мы построим", "Ждите. Тимур Алпаев ушёл."]]


@pytest.mark.parametrize("calling", CALLINGS.split())
def test_any_noun_for_a_person_may_stand_before_a_name(calling: str) -> None:
    said = read_cyrillic(f"«Дорогу мы построим», — заявил {calling} Тимур Алпаев.", MAN)
    assert said.speaker("построим") == "Тимур Алпаев"
    said = read_cyrillic(
        f"Пришёл {calling} порта Тимур Алпаев. Шёл дождь. {calling.title()} заявил, что устал.", MAN
    )
    assert said.reports() == [("Тимур Алпаев", f"{calling.title()} заявил, что устал.")]


@pytest.mark.parametrize("calling", WOMENS_CALLINGS.split())
def test_a_woman_may_bear_any_calling(calling: str) -> None:
    said = read_cyrillic(f"«Дорогу мы построим», — отметила {calling} Дина Серова.", WOMAN)
    assert said.speaker("построим") == "Дина Серова"


@pytest.mark.parametrize("noun", NOT_VERBS.split())
def test_a_noun_that_ends_like_a_verb_is_none(noun: str) -> None:
    said = read_cyrillic(f"Тимур Алпаев, чей {noun} известен, сказал, что устал.", MAN)
    assert [who for who, _ in said.reports()] == ["Тимур Алпаев"]


@pytest.mark.parametrize(
    "text",
    [
        "«Дорогу мы построим», — отрезала чиновница. Тимур Алпаев молчал.",
        "«Дорогу мы построим», — вздохнул сосед Алпаева. Тимур Алпаев молчал.",
        "«Дорогу мы построим», — отрезала Алпаева. Тимур Алпаев молчал.",
        "«Дорогу мы построим», — гласит плакат над Алпаевым. Тимур Алпаев молчал.",
        "Тимур Алпаев прочитал надпись: «Дорогу мы построим».",
        "Тимур Алпаев повесил плакат: «Дорогу мы построим».",
    ],
)
def test_who_only_stands_beside_speech_does_not_speak(text: str) -> None:
    said = read_cyrillic(text, MAN)
    assert all(quotation.figure is None for quotation in said.quotations)


@pytest.mark.parametrize(
    "text",
    [
        "Дину Серову поддержал Тимур Алпаев: «Дорогу мы построим».",
        "Тимур Алпаев развёл руками: «Дорогу мы построим».",
        "Тимур Алпаев успокоил жителей: «Дорогу мы построим».",
    ],
)
def test_a_colon_after_what_somebody_did_opens_their_words(text: str) -> None:
    assert read_cyrillic(text, MAN, WOMAN).speaker("построим") == "Тимур Алпаев"


def test_a_paragraph_without_marks_after_a_colon_is_his_who_speaks() -> None:
    text = "По словам Алпаева, выбора нет:\nДороги не будет. Мост стоит.\nТимур Алпаев уехал."
    told = [sentence for who, sentence in read_cyrillic(text, MAN).reports() if who == "Тимур Алпаев"]
    assert told == ["По словам Алпаева, выбора нет:", "Дороги не будет.", "Мост стоит."]


def test_short_words_in_marks_are_said_too() -> None:
    said = read_cyrillic("«Это честь», — сказал Тимур Алпаев. «Едем!» — кивнул Тимур Алпаев.", MAN)
    assert [said.speaker("честь"), said.speaker("Едем")] == ["Тимур Алпаев", "Тимур Алпаев"]


def test_words_that_agencies_cite_are_not_theirs() -> None:
    text = (
        "Агентства привели слова Алпаева о том, что страна является «раной на теле мира». Тимур Алпаев ушёл."
    )
    assert read_cyrillic(text, MAN).speaker("раной") == "Тимур Алпаев"


def test_who_the_paragraph_is_about_comes_before_who_spoke_in_an_earlier_one() -> None:
    text = "Олжас Бекин сказал, что рад.\nТимур Алпаев доволен. Он сообщил, что дорога готова."
    assert read_cyrillic(text, MAN, "Олжас Бекин m").reports()[1][0] == "Тимур Алпаев"


@pytest.mark.parametrize(
    "verbs",
    ["say", "report", "believe", "stress", "relay", "citing", "perceive", "asking", "answering", "laying"],
)
def test_verbs_of_the_lists_stand_in_the_infinitive_the_dictionary_has(verbs: str) -> None:
    listed: frozenset[str] = getattr(russian_cues(), verbs)
    known = {
        verb
        for verb in listed
        if is_known(verb) and any((form.part, form.lemma) == ("INFN", verb) for form in forms(verb))
    }
    assert sorted(listed - known) == [], "misspelt, or not in the infinitive: nothing would be found by it"
