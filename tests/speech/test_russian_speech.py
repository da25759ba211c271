"""Who says the quoted words of Russian and Kazakh texts, and when nobody is known to."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.speech.speakers import attribute
from bot.speech.statements import reported_statements
from bot.text.sentences import sentences_of
from bot.words.findings import (
    Attribution,
    Figure,
    Mention,
    MentionKind,
    Quotation,
    RoleMention,
    Tenure,
)
from bot.words.spans import Span
from tests.speech.speaking import article_of, read_cyrillic

MAN, WOMAN = "Тимур Алпаев m Алпаева, Алпаеву, Алпаевым", "Дина Серова f Серовой, Серову"


@pytest.mark.parametrize(
    "text",
    [
        "«Дорогу мы построим», — сказал Тимур Алпаев.",
        "«Дорогу мы построим», – заявил журналистам министр транспорта Тимур Алпаев.",
        '"Дорогу мы построим", - подчеркнул Тимур Алпаев в интервью агентству.',
        "“Дорогу мы построим”, — Тимур Алпаев добавил вчера.",
        "«Дорогу мы построим», — пояснил на брифинге в сенате Тимур Алпаев.",
        "Тимур Алпаев заявил: «Дорогу мы построим».",
        "Министр транспорта Тимур Алпаев, выступая в сенате, сказал: «Дорогу мы построим».",
        "Тимур Алпаев: «Дорогу мы построим».",
        "По словам Тимура, министр ушёл. Тимур Алпаев сообщил следующее:\n«Дорогу мы построим».",
        "«Дорогу мы построим». Об этом заявил Тимур Алпаев.",
        "«Дорогу мы построим», — цитирует Алпаева агентство. Тимур Алпаев был краток.",
        "«Дорогу мы построим», — приводит слова Алпаева газета. Тимур Алпаев был краток.",
        "— Дорогу мы построим, — сказал Тимур Алпаев.",
        "- Дорогу мы построим, - считает Тимур Алпаев.",
        "«Дорогу мы построим, — сказал Тимур Алпаев. — Срок — два года».",
        "«Дорогу мы построим и „Мост“ тоже», — уверен Тимур Алпаев.",
    ],
)
def test_a_named_speaker_is_found_wherever_the_clause_of_speech_stands(text: str) -> None:
    said = read_cyrillic(text, MAN)
    assert said.speaker("мы построим") == "Тимур Алпаев"
    assert said.quotation("мы построим").attribution is Attribution.NAMED


def test_the_narrators_words_inside_the_marks_are_not_the_speakers() -> None:
    said = read_cyrillic("«Мы едем, — сказал Тимур Алпаев, — и приедем вовремя. Ждите нас».", MAN)
    assert said.words == [["Мы едем,", "и приедем вовремя. Ждите нас"]]


def test_speech_after_a_dash_goes_on_after_the_narrators_words() -> None:
    said = read_cyrillic("— Мы едем, — сказал Тимур Алпаев. — Ждите нас завтра.", MAN)
    assert said.words == [["Мы едем", "Ждите нас завтра."]]
    said = read_cyrillic("— Мы едем, — сказал Тимур Алпаев. Потом он ушёл.", MAN)
    assert said.words == [["Мы едем"]]


def test_two_runs_with_only_the_clause_between_are_one_quotation() -> None:
    said = read_cyrillic("«Мы едем», — сказал Тимур Алпаев. — «Ждите нас завтра».", MAN)
    assert said.words == [["Мы едем", "Ждите нас завтра"]]


def test_a_quotation_over_several_paragraphs_is_one() -> None:
    said = read_cyrillic(
        "«Первое мы сделали.\nВторое мы делаем.\nТретье впереди», — сказала Дина Серова.", WOMAN
    )
    assert said.words == [["Первое мы сделали.", "Второе мы делаем.", "Третье впереди"]]
    assert said.speaker("Второе") == "Дина Серова"


def test_marks_that_do_not_come_out_even_end_with_the_speech() -> None:
    said = read_cyrillic("«Мы работаем с ТОО «Степной ветер», — сказал Тимур Алпаев.", MAN)
    assert said.words == [["Мы работаем с ТОО «Степной ветер"]]
    assert said.speaker("работаем") == "Тимур Алпаев"


def test_a_clause_in_a_quotation_inside_the_quotation_splits_nothing() -> None:
    text = (
        "«Он сказал: «Мы, — говорит Серова, — уезжаем». И это всё, что нужно знать», — сказал Тимур Алпаев."
    )
    said = read_cyrillic(text, MAN, WOMAN)
    assert len(said.quotations) == 1
    assert said.speaker("нужно знать") == "Тимур Алпаев"


# --- offices, bodies, pronouns -----------------------------------------------------------------------------


def test_an_office_goes_to_the_one_who_holds_it() -> None:
    text = "Министр энергетики Дина Серова прибыла в Актау.\n«Газ будет», — сказала министр."
    said = read_cyrillic(text, WOMAN)
    assert said.speaker("Газ") == "Дина Серова"
    assert said.quotation("Газ").attribution is Attribution.ROLE


@pytest.mark.parametrize(
    ("introduced", "again"),
    [
        ("Президент страны", "глава государства"),
        ("Министр иностранных дел", "глава МИД"),
        ("Глава МИД республики", "министр иностранных дел"),
        ("Депутат мажилиса", "парламентарий"),
        ("Политолог", "эксперт"),
    ],
)
def test_another_word_for_the_same_office_is_known(introduced: str, again: str) -> None:
    said = read_cyrillic(
        f"{introduced} Тимур Алпаев выступил в сенате.\n«Мы поможем соседям», — сказал {again}.", MAN
    )
    assert said.speaker("поможем") == "Тимур Алпаев"


def test_an_office_two_people_hold_is_nobodys() -> None:
    text = (
        "Министр финансов Тимур Алпаев встретил министра. Министр труда Олжас Бекин молчал.\n"
        "«Денег нет», — сказал министр."
    )
    said = read_cyrillic(text, MAN, "Олжас Бекин m")
    assert said.speaker("Денег") is None


def test_an_office_of_another_country_or_ministry_is_not_meant() -> None:
    text = "Министр обороны Казахстана Тимур Алпаев прибыл.\n«Мы уходим», — сказал министр обороны Армении."
    assert read_cyrillic(text, MAN).speaker("уходим") is None
    text = "Глава Минфина Тимур Алпаев прибыл.\n«Мы уходим отсюда», — сказал глава МВД."
    assert read_cyrillic(text, MAN).speaker("уходим") is None


@pytest.mark.parametrize("office", ["пресс-секретарь", "помощник", "адвокат", "представитель"])
def test_somebodys_spokesman_is_not_that_somebody(office: str) -> None:
    said = read_cyrillic(
        f"«Президент работает как обычно», — сказал {office} Алпаева. Тимур Алпаев молчал.", MAN
    )
    assert said.speaker("работает") is None


def test_a_wife_of_the_same_name_is_not_the_husband() -> None:
    said = read_cyrillic("Тимур Алпаев молчал.\n«Он устал за эти дни», — сказала Алпаева.", MAN)
    assert said.speaker("устал") is None


@pytest.mark.parametrize(
    ("clause", "speaker"),
    [
        ("сообщили в МИД", "МИД"),
        ("отметили в пресс-службе Минобороны", "пресс-службе Минобороны"),
        ("заявило министерство иностранных дел", "министерство иностранных дел"),
        ("говорится в сообщении Акорды", "Акорды"),
        ("говорится в заявлении МВД", "МВД"),
    ],
)
def test_bodies_speak(clause: str, speaker: str) -> None:
    said = read_cyrillic(f"«Граница закрыта до утра», — {clause}.")
    assert said.speaker("Граница") == speaker


def test_a_document_of_nobody_in_particular_speaks_for_nobody() -> None:
    said = read_cyrillic("Тимур Алпаев прибыл.\n«Граница закрыта до утра», — говорится в сообщении.", MAN)
    assert said.quotation("Граница").attribution is Attribution.UNRESOLVED


def test_who_only_passes_words_on_does_not_say_them() -> None:
    said = read_cyrillic(
        "Тимур Алпаев молчал.\n«Граница закрыта до утра», — передаёт корреспондент агентства.", MAN
    )
    assert said.speaker("Граница") is None


def test_a_pronoun_goes_back_to_who_spoke_before() -> None:
    text = "Тимур Алпаев заявил, что торговля растёт.\n«Растёт и спрос», — добавил он."
    said = read_cyrillic(text, MAN)
    assert said.speaker("спрос") == "Тимур Алпаев"
    assert said.quotation("спрос").attribution is Attribution.PRONOUN


def test_a_pronoun_agrees_in_gender() -> None:
    text = "Дина Серова встретила Алпаева. Тимур Алпаев улыбался.\n«Я очень рада», — сказала она."
    assert read_cyrillic(text, MAN, WOMAN).speaker("рада") == "Дина Серова"


def test_a_pronoun_that_fits_two_people_is_nobodys() -> None:
    text = "Тимур Алпаев и Олжас Бекин прибыли в Актау.\n«Я очень рад», — сказал он."
    assert read_cyrillic(text, MAN, "Олжас Бекин m").speaker("рад") is None


def test_a_pronoun_does_not_skip_somebody_unknown_who_spoke() -> None:
    text = "Тимур Алпаев прибыл. Посол соседней страны сказал, что дорога открыта.\n«Мы рады», — добавил он."
    assert read_cyrillic(text, MAN).speaker("рады") is None


def test_whose_words_are_cited_is_not_who_cites_them() -> None:
    text = "Дина Серова выступила в сенате.\n«Мы справимся с этим», — приводит её слова агентство."
    assert read_cyrillic(text, WOMAN).speaker("справимся") == "Дина Серова"


# --- no quotations -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Об этом Тимур Алпаев сказал газете «Вечерний город».",
        "Тимур Алпаев сообщил, что компания «Северный ветер» строит завод.",
        "Тимур Алпаев заявил об этом на саммите «Центральная Азия — Европа».",
        "Тимур Алпаев отметил, что так называемая «многовекторность» жива.",
        "Мы поддерживаем проект «Один пояс — один путь», — заявил Тимур Алпаев.",
        "Тимур Алпаев рассказал, что фонд «Новая земля» помог семьям.",
    ],
)
def test_titles_names_and_scare_quotes_are_no_quotations(text: str) -> None:
    assert read_cyrillic(text, MAN).quotations == ()


def test_words_worked_into_a_clause_of_speech_are_the_speakers() -> None:
    said = read_cyrillic("Тимур Алпаев заявил, что страна «не видит угроз на границе».", MAN)
    assert said.speaker("угроз") == "Тимур Алпаев"


def test_words_worked_into_the_speech_of_two_are_nobodys() -> None:
    said = read_cyrillic(
        "Тимур Алпаев сказал, а Дина Серова повторила и отметила, что «угроз нет вообще».", MAN, WOMAN
    )
    assert all(
        quotation.figure != 0 or quotation.attribution is Attribution.UNRESOLVED
        for quotation in said.quotations
    )


def test_a_statement_without_a_clause_of_speech_is_unresolved() -> None:
    said = read_cyrillic(
        "Встреча прошла в Актау.\n«Все стороны остались довольны результатом». Дождь шёл весь день."
    )
    assert said.quotation("довольны").attribution is Attribution.UNRESOLVED


@pytest.mark.parametrize(
    "text",
    [
        "По словам Алпаева, один из коллег пожал ему руку и сказал: «Такую землю никто не захватит».",
        "«Такую землю никто не захватит», — сказал один из гостей, и Тимур Алпаев согласился.",
        "Тимур Алпаев вспомнил, как сосед сказал ему: «Такую землю никто не захватит».",
    ],
)
def test_words_of_somebody_not_named_are_not_given_to_the_one_who_is(text: str) -> None:
    assert read_cyrillic(text, MAN).speaker("захватит") is None


def test_an_object_of_speech_is_not_its_subject() -> None:
    text = "Тимур Алпаев и Дина Серова встретились.\n«Спасибо за помощь нам», — сказала Алпаеву Дина Серова."
    assert read_cyrillic(text, MAN, WOMAN).speaker("Спасибо") == "Дина Серова"


# --- Kazakh ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "«Жолды саламыз, – деді Ерлан Бекетов.",
        "«Жолды биыл міндетті түрде саламыз», – деді Ерлан Бекетов.",
        '"Жолды биыл міндетті түрде саламыз", - деп мәлімдеді министр Ерлан Бекетов.',
        "- Жолды биыл міндетті түрде саламыз, - дейді Ерлан Бекетов.",
        "Ерлан Бекетов жиында сөйледі.\n«Жолды биыл саламыз», – деді ол.",
    ],
)
def test_kazakh_speech_is_attributed(text: str) -> None:
    assert read_cyrillic(text, "Ерлан Бекетов m", language="kk").speaker("саламыз") == "Ерлан Бекетов"


def test_a_kazakh_office_without_a_name_is_nobodys() -> None:
    said = read_cyrillic("Ерлан Бекетовке хат келді.\n«Жолды биыл саламыз», – деді министр.", language="kk")
    assert said.speaker("саламыз") is None


def test_a_kazakh_name_before_the_colon_speaks_to_whom_it_names() -> None:
    text = "Айгүл Сейтова Ерлан Бекетовке: «Жолды биыл саламыз», – деді."
    said = read_cyrillic(text, "Айгүл Сейтова f", "Ерлан Бекетов m Ерлан Бекетовке", language="kk")
    assert said.speaker("саламыз") == "Айгүл Сейтова"
    text = "Айгүл Сейтова емес, Ерлан Бекетов: «Жолды биыл саламыз», – деді."
    said = read_cyrillic(text, "Айгүл Сейтова f", "Ерлан Бекетов m", language="kk")
    assert all(quotation.figure is None for quotation in said.quotations)


# --- any text ----------------------------------------------------------------------------------------------

_MARKS = [*'«»"…!?(-1', " — ", " – ", ", ", ". ", ": ", "\n", " "]
_WORDS = (
    "сказал,он,она,по словам,заявила,Алпаев,Алпаева,Серова,министр,МИД,что,об этом,его слова,приводит,который"
)
_MORE = "говорится в заявлении,в,отметив,деді,айтуынша,Мы едем"
_PIECES = st.sampled_from([*_MARKS, *_WORDS.split(","), *_MORE.split(",")])


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_PIECES, max_size=60).map(" ".join), st.sampled_from(["ru", "kk"]))
def test_whatever_the_text_spans_are_exact_and_nothing_overlaps(text: str, language: str) -> None:
    article = article_of(text, language=language)
    sentences = sentences_of(article)
    figures = tuple(
        Figure(
            name,
            tuple(
                Mention(Span(start, start + len(name)), MentionKind.SURNAME)
                for start in range(len(text))
                if text.startswith(name + " ", start)
            ),
            gender=gender,
        )
        for name, gender in (("Алпаев", "male"), ("Серова", "female"), ("Алпаева", None))
    )
    quotations = attribute(article, sentences, (), figures)
    parts = [part for quotation in quotations for part in quotation.parts]
    assert all(0 <= part.start < part.end <= len(text) for part in parts)
    assert all(one.end <= other.start for one, other in pairwise(parts))
    for quotation in quotations:
        known = quotation.attribution is not Attribution.UNRESOLVED
        assert known == (quotation.figure is not None or quotation.organisation is not None)
    statements = reported_statements(article, sentences, (), figures, quotations)
    for statement in statements:
        assert statement.mention is not None
        assert 0 <= statement.span.start < statement.span.end <= len(text)


@pytest.mark.parametrize(
    "unit", ["«", "«а» — ", "— Да, — сказал он. ", "сказал Алпаев, ", "по словам ", "\n— Ну, — сказал"]
)
def test_a_long_document_of_one_thing_is_read_to_its_end(unit: str) -> None:
    said = read_cyrillic((unit + " ") * 3000, MAN)
    assert all(part.end <= len(said.text) for quotation in said.quotations for part in quotation.parts)


def test_who_hears_or_reads_words_has_not_said_them() -> None:
    text = (
        "Губернатор Виктор Савелин вышел к людям. «Вор, уходи отсюда!» — услышал Савелин. "
        "«Хватит нам лгать!» — прочёл он."
    )
    said = read_cyrillic(text, "Виктор Савелин m")
    assert all(quotation.figure is None for quotation in said.quotations)


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("«Поставки начнутся весной», — ответил Штольц Гостев.", "Андрей Гостев"),
        ("«Поставки начнутся весной», — ответила Гостеву Штольц.", "Анна Штольц"),
        ("Штольц назвал «поставщиком весны» министр Гостев.", "Андрей Гостев"),
    ],
)
def test_the_object_beside_a_verb_of_speech_does_not_speak(sentence: str, speaker: str) -> None:
    said = read_cyrillic(sentence, "Андрей Гостев m Гостеву", "Анна Штольц f")
    assert said.speaker("весн") == speaker


@pytest.mark.parametrize(
    "text",
    [
        "«Дорогу мы построим», — заявил официальный представитель министерства Дина Серова.",
        "Об этом заявил представитель министерства Дина Серова. «Дорогу мы построим», — сказала она.",
        "Журналист спросил министра Дину Серову о дороге. «Дорогу мы построим», — ответила она.",
        "Тимур Алпаев спросил Дину Серову о дороге. «Дорогу мы построим», — ответила она.",
        "«Дорогу мы построим», — пояснила слова коллеги Дина Серова.",
    ],
)
def test_a_woman_speaks_in_an_office_and_in_an_answer(text: str) -> None:
    people = (MAN, "Дина Серова f Дину Серову, Серовой, Серову")
    assert read_cyrillic(text, *people).speaker("Дорогу мы") == "Дина Серова"


def test_of_two_men_the_one_asked_answers() -> None:
    text = "Тимур Алпаев спросил Ерлана Бекетова о дороге. «Дорогу мы построим», — ответил он."
    people = (MAN, "Ерлан Бекетов m Ерлана Бекетова, Бекетова")
    assert read_cyrillic(text, *people).speaker("Дорогу мы") == "Ерлан Бекетов"


def test_a_body_is_named_by_its_whole_phrase() -> None:
    text = "В областном управлении сообщили, что дорога закрыта."
    assert read_cyrillic(text).reports() == [("областном управлении", text)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Тимур Алпаев пришёл к Дине Серовой. Та заявила: «Дамбу бросили давно».", "Дина Серова"),
        ("Дина Серова обвинила Тимура Алпаева во лжи. Тот ответил: «Дамбу бросили давно».", "Тимур Алпаев"),
        ("Дина Серова вышла. Та заявила: «Дамбу бросили давно».", None),
        ("Тимур Алпаев пришёл к Дине Серовой. Тот инженер заявил: «Дамбу бросили давно».", None),
    ],
)
def test_the_other_one_of_two_is_who_is_no_subject_before(text: str, speaker: str | None) -> None:
    people = ("Тимур Алпаев m Тимура Алпаева, Алпаева", "Дина Серова f Дине Серовой, Серовой")
    assert read_cyrillic(text, *people).speaker("Дамбу") == speaker


def test_a_name_and_an_office_before_a_colon_say_who_speaks() -> None:
    text = "Дина Серова, министр дорог: «Дамбу бросили давно и всем это известно»."
    assert read_cyrillic(text, "Дина Серова f Серовой").speaker("Дамбу") == "Дина Серова"


def test_what_a_brother_said_as_somebody_tells_is_nobodys() -> None:
    text = "Как рассказала Дина Серова, Тимур Алпаев сказал ей: «Дамбу бросили давно»."
    people = ("Тимур Алпаев m Алпаева", "Дина Серова f Серовой")
    assert read_cyrillic(text, *people).speaker("Дамбу") is None


@pytest.mark.parametrize(
    ("text", "language", "whole"),
    [
        ("Мы построим мост. Он нужен всем, – сказал Тимур Алпаев.", "ru", True),
        ("Мост стоит дорого. Он нужен всем, – сказал Тимур Алпаев.", "ru", False),
        ("Біз көпір саламыз. Ол бәріне керек, – деді Тимур Алпаев.", "kk", True),
        ("Көпір қымбат тұрады. Ол бәріне керек, – деді Тимур Алпаев.", "kk", False),
    ],
)
def test_a_paragraph_in_the_first_person_that_ends_with_who_says_it_is_said_whole(
    text: str, language: str, whole: bool
) -> None:
    said = read_cyrillic(text, MAN, language=language)
    assert said.words == ([[text.split(", –")[0]]] if whole else [])
    assert not whole or said.speaker(text[:8]) == "Тимур Алпаев"


def test_a_word_for_several_offices_is_not_whoever_spoke_before_the_last_speaker() -> None:
    text = (
        "Политолог Тимур Алпаев оценил слухи. «Мы увидим ещё много нового», — считает Алпаев. "
        "Член совета Дина Серова сказала, что будет ещё хуже. «Будет любопытно всем нам», — отметил эксперт."
    )
    said = read_cyrillic(text, "Тимур Алпаев m", "Дина Серова f")
    assert said.speaker("увидим ещё") == "Тимур Алпаев"
    assert said.speaker("Будет любопытно") != "Тимур Алпаев"


def test_a_kazakh_office_is_the_only_one_who_holds_it() -> None:
    text = "Жол министрі Ерлан Бекетов келді. «Екінші көпірді мамырда саламыз», – деді министр."
    figures = figures_by_name(text, "Ерлан Бекетов", "Жол министрі")
    assert [quotation.figure for quotation in attribute_kazakh(text, figures)] == [0]
    two = f"Жол министрі Марат Сәрсенов кетті. {text}"
    figures = (
        *figures_by_name(two, "Марат Сәрсенов", "Жол министрі"),
        *figures_by_name(two, "Ерлан Бекетов", "Жол министрі"),
    )
    assert [quotation.figure for quotation in attribute_kazakh(two, figures)] == [None]


def figures_by_name(text: str, name: str, role: str) -> tuple[Figure, ...]:
    """Return a figure of one full mention, with the role right before it."""
    start = text.index(name)
    said = RoleMention(Span(start - len(role) - 1, start - 1), Tenure.CURRENT)
    mention = Mention(Span(start, start + len(name)), MentionKind.FULL)
    return (Figure(name, (mention,), (said,), family_name=name.split()[-1]),)


def attribute_kazakh(text: str, figures: tuple[Figure, ...]) -> tuple[Quotation, ...]:
    """Return the quotations of a Kazakh text."""
    article = article_of(text, language="kk")
    return attribute(article, sentences_of(article), (), figures)
