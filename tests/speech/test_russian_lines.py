"""Russian and Kazakh speakers whom a line of their own, a dash or a clause set off by commas tells."""

from __future__ import annotations

import pytest

from tests.speech.speaking import read_cyrillic

MAN = "Олег Зелин m Зелина, Зелину, Зелиным, Олега Зелина"
WOMAN = "Инна Бекина f Бекиной, Инны Бекиной"
OTHER = "Максим Шапко m Максима Шапко, Максимом Шапко"


@pytest.mark.parametrize(
    "line",
    [
        "Инна Бекина, тренер «Зари»:",
        "Инна Бекина, главный тренер «Зари»:",
        "Инна Бекина (гл. тренер «Зари»):",
        "Инна Бекина:",
    ],
)
def test_a_line_of_a_name_leads_to_a_paragraph_after_a_dash(line: str) -> None:
    said = read_cyrillic(f"{line}\n- Матч вышел тяжёлым. Соперник был сильнее.", WOMAN)
    assert said.words == [["Матч вышел тяжёлым. Соперник был сильнее."]]
    assert said.speaker("Матч вышел") == "Инна Бекина"


def test_a_list_after_a_colon_is_no_speech() -> None:
    assert read_cyrillic("Список дел на зиму:\n- Купить клюшки и шайбы.", WOMAN).quotations == ()


def test_conditions_somebody_sets_are_not_quoted_words() -> None:
    said = read_cyrillic("Олег Зелин перечислил условия:\n- Вывод техники со склада.", MAN)
    assert said.quotations == ()


def test_a_name_and_an_office_in_marks_lead_to_quoted_words() -> None:
    said = read_cyrillic('Олег Зелин, главный тренер ХК "Маяк": "Лёд был плохой. Такого мы не ждали".', MAN)
    assert said.speaker("Лёд был плохой") == "Олег Зелин"


def test_an_office_between_dashes_is_that_of_the_name_before() -> None:
    said = read_cyrillic(
        "Инна Бекина — адвокат, представляющая клуб в суде, сообщила газете: «Слушание будет в мае».", WOMAN
    )
    assert said.speaker("Слушание") == "Инна Бекина"


@pytest.mark.parametrize("verb", ["считает", "полагает", "объяснил", "предположил"])
def test_a_clause_at_the_end_tells_who_says_the_sentence(verb: str) -> None:
    sentence = f"Сроки пока неясны, {verb} Зелин."
    said = read_cyrillic(f"Олег Зелин приехал вчера. {sentence}", MAN)
    assert said.reports() == [("Олег Зелин", sentence)]


def test_this_opens_what_is_said_where_a_comma_closes_it() -> None:
    sentence = "Это надолго, считает Зелин."
    assert read_cyrillic(f"Олег Зелин приехал вчера. {sentence}", MAN).reports() == [("Олег Зелин", sentence)]


def test_who_stated_the_paragraph_before_may_stand_in_one_of_its_own() -> None:
    said = read_cyrillic("Склад закроют весной.\nОб этом заявил Олег Зелин.\nШёл дождь.", MAN)
    assert said.reports() == [("Олег Зелин", "Склад закроют весной.")]


def test_quoted_words_have_their_speaker_in_the_paragraph_below() -> None:
    said = read_cyrillic("«Склад закроют весной, и надолго».\nОб этом заявил Олег Зелин.", MAN)
    assert said.speaker("Склад закроют") == "Олег Зелин"


def test_a_statement_told_of_twice_stands_once() -> None:
    said = read_cyrillic("Олег Зелин заявил, что склад закроют.\nТак он ответил на вопрос.", MAN)
    assert said.reports() == [("Олег Зелин", "Олег Зелин заявил, что склад закроют.")]


@pytest.mark.parametrize("beside", ["бригадиром Максимом Шапко", "задержание бригадира Максима Шапко"])
def test_a_name_in_another_case_is_no_subject_however_it_ends(beside: str) -> None:
    said = read_cyrillic(
        f"Олег Зелин обсудил спор с {beside}, а также заявил, что склад закроют.", MAN, OTHER
    )
    assert [speaker for speaker, _ in said.reports()] == ["Олег Зелин"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Олег Зелин улыбнулся, отвечая на вопрос о том, что «деньги давно пропали».",
        "Комментируя слова Бекиной, что «деньги давно пропали», Зелин отметил рост цен.",
        "Олег Зелин пояснил свою мысль, высказанную в «те тяжёлые дни».",
    ],
)
def test_words_of_a_question_or_of_others_are_not_who_answers(sentence: str) -> None:
    said = read_cyrillic(f"Олег Зелин приехал. {sentence}", MAN, WOMAN)
    assert said.quotations == ()


def test_what_somebody_answers_a_question_is_his() -> None:
    said = read_cyrillic("Олег Зелин ответил на вопрос, что «деньги давно на месте».", MAN)
    assert said.speaker("на месте") == "Олег Зелин"


def test_an_office_with_the_country_before_it_is_the_same_office() -> None:
    text = (
        "Глава МИД Казахстана Олег Зелин приехал в Осло. Шёл дождь.\n"
        "«Встреча была полезной», — сказал глава казахстанского МИД."
    )
    assert read_cyrillic(text, MAN).speaker("полезной") == "Олег Зелин"


def test_a_long_office_does_not_hide_the_name_behind_it() -> None:
    sentence = (
        "Цены вырастут, заявил председатель комиссии городского совета по проверке расходов на ремонт дорог "
        "и мостов в северных районах области Олег Зелин."
    )
    assert read_cyrillic(sentence, MAN).reports() == [("Олег Зелин", sentence)]


@pytest.mark.parametrize("other", ["Украинский министр", "Норвежский министр", "Приморский министр"])
def test_an_office_of_another_land_is_not_the_one_named(other: str) -> None:
    said = read_cyrillic(
        f"Министр обороны России Олег Зелин приехал в Осло. {other} заявил, что переговоров не будет.", MAN
    )
    assert [speaker for speaker, _ in said.reports()] == [None]


@pytest.mark.parametrize(
    ("office", "again"),
    [
        ("Министр обороны России", "российский министр"),
        ("Губернатор Приморья", "приморский губернатор"),
        ("Генеральный секретарь лиги", "генсек"),
        ("Генеральный директор завода", "гендиректор"),
        ("Губернатор области", "глава региона"),
    ],
)
def test_an_office_in_other_words_is_the_same_office(office: str, again: str) -> None:
    said = read_cyrillic(
        f"{office} Олег Зелин приехал в Осло.\nШёл дождь.\n«Мы рады», — сказал {again}.", MAN
    )
    assert said.speaker("Мы рады") == "Олег Зелин"


def test_a_land_before_a_kazakh_office_is_not_passed_over() -> None:
    text = "Көлік министрі Асқар Бектенов Ақтауға келді. «Көпір жабық», – деді Норвегия министрі."
    assert read_cyrillic(text, "Асқар Бектенов m", language="kk").speaker("Көпір") is None


def test_a_day_between_commas_parts_no_subject_from_its_verb() -> None:
    said = read_cyrillic(
        "«Склад давно пора закрыть», — сказал сегодня, 25 января, на встрече Олег Зелин.", MAN
    )
    assert said.speaker("Склад") == "Олег Зелин"


def test_a_dateline_before_quoted_words_hides_nothing() -> None:
    said = read_cyrillic("Осло, Ласточка — «Склад давно пора закрыть», — сказал Олег Зелин.", MAN)
    assert said.speaker("Склад") == "Олег Зелин"


def test_what_is_said_may_stand_far_behind_the_verb() -> None:
    sentence = (
        "Олег Зелин заявил во время своего выступления на сессии первого собрания молодых лесников области, "
        "что лес вырубили."
    )
    assert read_cyrillic(sentence, MAN).reports() == [("Олег Зелин", sentence)]


def test_who_paints_a_fence_holds_no_office_of_the_street() -> None:
    said = read_cyrillic(
        "Дети красили забор на Зелина. Когда стемнело, ребёнок крикнул: «Пора домой, уже совсем темно!»", MAN
    )
    assert said.speaker("Пора домой") is None
