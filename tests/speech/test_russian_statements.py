"""Sentences of Russian and Kazakh texts that report what somebody said."""

from __future__ import annotations

import pytest

from bot.speech.statements import reported_statements
from bot.text.sentences import sentences_of
from bot.words.findings import Attribution
from tests.people.test_russian_people import people_of
from tests.speech.speaking import read_cyrillic

MAN, WOMAN = (
    "Тимур Алпаев m Алпаева, Алпаеву, Алпаевым, Тимура Алпаева, Тимуром Алпаевым",
    "Дина Серова f Серовой",
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Тимур Алпаев заявил, что дорога открыта.",
        "Министр транспорта Тимур Алпаев также отметил, что дорога открыта.",
        "Тимур Алпаев, выступая в сенате, подчеркнул, что дорога открыта.",
        "По словам Алпаева, дорога открыта с понедельника.",
        "По мнению министра транспорта Тимура Алпаева, дорога скоро откроется.",
        "Дорога открыта с понедельника, сообщил Тимур Алпаев.",
        "Дорога открыта с понедельника, сообщил заместитель главы края — министр дорог Тимур Алпаев.",
        "Дорога, отметил Тимур Алпаев, открыта с понедельника.",
        "Как сообщил на брифинге Тимур Алпаев, дорога открыта.",
        "Тимур Алпаев считает, что дорога скоро откроется.",
        "Тимур Алпаев уверен, что дорога скоро откроется.",
        "Тимур Алпаев раскритиковал строителей дороги.",
        "Тимур Алпаев рассказал о планах на будущий год.",
        "Тимур Алпаев выразил надежду на скорое открытие дороги.",
        "Тимур Алпаев приехал в Актау, отметив, что дорога открыта.",
        "Министр встретился с Тимуром Алпаевым, который заявил, что дорога открыта.",
        "Это решение приняли после того, как вчера Тимур Алпаев объявил о закрытии дороги.",
    ],
)
def test_a_report_has_its_speaker_and_its_sentence(sentence: str) -> None:
    said = read_cyrillic(f"Шёл дождь. {sentence} Был вечер.", MAN)
    assert said.reports() == [("Тимур Алпаев", sentence)]


def test_a_sentence_that_says_who_stated_the_one_before_is_told_with_it() -> None:
    said = read_cyrillic("Шёл дождь. Дорога открыта. Об этом заявил Тимур Алпаев.", MAN)
    assert said.reports() == [("Тимур Алпаев", "Дорога открыта. Об этом заявил Тимур Алпаев.")]


def test_a_pronoun_in_a_phrase_goes_back_to_who_spoke() -> None:
    said = read_cyrillic(
        "Тимур Алпаев заявил, что дорога открыта. По его словам, ремонт завершён полностью.", MAN
    )
    assert said.reports()[1] == ("Тимур Алпаев", "По его словам, ремонт завершён полностью.")
    assert said.reported[1].attribution is Attribution.PRONOUN


def test_a_phrase_about_somebodys_helper_names_nobody() -> None:
    said = read_cyrillic("По словам помощника Алпаева, дорога открыта. Тимур Алпаев молчит.", MAN)
    assert said.reports() == [(None, "По словам помощника Алпаева, дорога открыта.")]


def test_an_helper_of_an_office_is_the_one_named() -> None:
    said = read_cyrillic("По словам помощника президента Тимура Алпаева, дорога открыта.", MAN)
    assert said.reports() == [
        ("Тимур Алпаев", "По словам помощника президента Тимура Алпаева, дорога открыта.")
    ]


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        ("В МИД республики заверили, что граница открыта.", "МИД республики"),
        ("В пресс-службе Минобороны сообщили, что граница открыта.", "пресс-службе Минобороны"),
        ("Министерство отметило, что граница открыта.", "Министерство"),
        ("Граница открыта, сообщили в МВД.", "МВД"),
    ],
)
def test_bodies_report(sentence: str, body: str) -> None:
    assert read_cyrillic(sentence).reports() == [(body, sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Тимур Алпаев не сказал, что дорога открыта.",
        "Дорога открыта, передаёт корреспондент агентства.",
        "Встреча с Тимуром Алпаевым прошла в Актау.",
        "«Дорога скоро откроется», — сказал Тимур Алпаев.",
        "Сказал — сделал.",
    ],
)
def test_what_reports_nothing_is_left_out(sentence: str) -> None:
    assert read_cyrillic(sentence, MAN).reports() == []


def test_the_subject_of_a_subordinate_clause_is_not_the_one_outside_it() -> None:
    text = "Тимур Алпаев приехал в Актау, где Дина Серова заявила, что дорога открыта."
    assert read_cyrillic(text, MAN, WOMAN).reports() == [("Дина Серова", text)]
    text = "Тимур Алпаев спорит с теми, кто считает, что дорога закрыта."
    assert read_cyrillic(text, MAN).reports() == []


@pytest.mark.parametrize(
    "text",
    [
        "Тимур Алпаев приехал в Актау, а сосед сказал, что дорога закрыта.",
        "Тимур Алпаев приехал и водитель сказал, что дорога закрыта.",
        "Тимур Алпаев приехал в Актау, Бекин сообщил, что дорога закрыта.",
    ],
)
def test_somebody_not_known_keeps_his_words(text: str) -> None:
    assert all(who is None for who, _ in read_cyrillic(text, MAN).reports())


def test_a_second_verb_has_the_subject_of_the_first() -> None:
    text = "Тимур Алпаев принял посла и отметил, что дорога открыта."
    assert read_cyrillic(text, MAN).reports() == [("Тимур Алпаев", text)]


def test_somebody_in_another_case_is_not_the_subject() -> None:
    text = "Серовой сообщил Тимур Алпаев, что дорога открыта."
    assert read_cyrillic(text, MAN, WOMAN).reports() == [("Тимур Алпаев", text)]


def test_kazakh_reports_are_read_in_their_plainest_shapes() -> None:
    text = "Ерлан Бекетов жол ашылды деп мәлімдеді. Оның айтуынша, жөндеу жұмыстары аяқталды."
    assert read_cyrillic(text, "Ерлан Бекетов m", language="kk").reports() == [
        ("Ерлан Бекетов", "Ерлан Бекетов жол ашылды деп мәлімдеді."),
        ("Ерлан Бекетов", "Оның айтуынша, жөндеу жұмыстары аяқталды."),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Гостев якобы заявил, что дамба течёт.",
        "Гостев, по слухам, заявил, что дамба течёт.",
        "Штольц хочет, чтобы Гостев признал, что дамба течёт.",
        "Неправда, что Гостев сказал, что дамба течёт.",
        "Гостев завтра сообщит, что дамба течёт.",
    ],
)
def test_what_nothing_tells_was_said_is_no_statement(sentence: str) -> None:
    assert [name for name, _ in read_cyrillic(sentence, "Андрей Гостев m").reports() if name] == []


def test_that_somebody_told_of_a_meeting_is_no_statement() -> None:
    of_meeting = read_cyrillic("Дина Серова рассказала о встрече с жителями.", "Дина Серова f Серовой")
    of_plans = read_cyrillic("Дина Серова рассказала о планах закрыть завод.", "Дина Серова f Серовой")
    assert of_meeting.reports() == []
    assert [name for name, _ in of_plans.reports()] == ["Дина Серова"]


@pytest.mark.parametrize("verb", ["призвал", "пообещал", "заявил"])
def test_words_behind_a_colon_are_a_quotation_and_not_a_report_as_well(verb: str) -> None:
    said = read_cyrillic(
        f"Шёл дождь. Министр транспорта области Тимур Алпаев {verb}: «Дорогу откроют к весне». Был вечер.",
        MAN,
    )
    assert said.speaker("к весне") == "Тимур Алпаев"
    assert said.reports() == []


def test_what_is_told_before_the_colon_is_reported() -> None:
    sentence = "Тимур Алпаев призвал строителей к терпению и осторожности: «Ждите весны и тепла»."
    assert read_cyrillic(sentence, MAN).reports() == [("Тимур Алпаев", sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Об этом на пресс-конференции с главой МИД Норвегии заявил министр транспорта Тимур Алпаев.",
        "Об этом на встрече с послом норвежского МИД сообщил министр транспорта Тимур Алпаев.",
    ],
)
def test_a_body_that_ends_the_office_of_who_was_met_says_nothing(sentence: str) -> None:
    said = read_cyrillic(f"Шёл дождь. Дорога открыта. {sentence}", MAN)
    assert said.reports() == [("Тимур Алпаев", f"Дорога открыта. {sentence}")]


def test_a_name_and_an_office_before_a_colon_announce_the_first_person() -> None:
    text = "Лев Горин, министр дорог:\nМы построим этот мост в мае."
    assert read_cyrillic(text, "Лев Горин m").reports() == [("Лев Горин", "Мы построим этот мост в мае.")]
    other = "Лев Горин, министр дорог:\nМост построят в мае этого года."
    assert not read_cyrillic(other, "Лев Горин m").reports()


def test_that_a_statement_was_made_tells_nothing_of_what_was_said() -> None:
    text = "Громкое заявление Лев Горин сделал после слухов о том, что мост закрыт."
    assert not read_cyrillic(text, "Лев Горин m").reports()


def test_a_clause_alone_behind_a_dash_reports_nothing_of_its_own() -> None:
    people = ("Лев Горин m",)
    alone = "Мост строили три года.\n– напомнил Лев Горин на встрече с жителями."
    assert read_cyrillic(alone, *people).reports() == []
    told = "Лев Горин напомнил о мосте жителям."
    assert read_cyrillic(told, *people).reports() == [("Лев Горин", told)]


def test_a_day_between_a_verb_and_a_body_parts_them_not() -> None:
    text = "Заседания пройдут без гостей, сообщила в среду пресс-служба правительства республики."
    assert read_cyrillic(text).reports() == [("пресс-служба правительства республики", text)]


@pytest.mark.parametrize("country", ["Кении", "Эфиопии", "Панамы"])
def test_an_office_of_another_country_is_anothers(country: str) -> None:
    text = (
        "Бывший президент Нигерии Тимур Алпаев приехал в Тараз.\n"
        f"Бывший президент {country} сообщил, что дорога открыта."
    )
    article, figures = people_of(text)
    sentences = sentences_of(article)
    reported = reported_statements(article, sentences, (), figures, ())
    assert [one.figure for one in reported] == [None]
