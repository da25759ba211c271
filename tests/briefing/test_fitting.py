"""What fits a question: dates, numbers, names and reasons by what they stand beside."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.briefing.composing import compose
from bot.briefing.plans import plan
from bot.dialogue import parse
from bot.text.dates.date_mentions import find_dates
from bot.words.answers import Briefing, Kind, Status
from bot.words.findings import AnalysedArticle
from tests.makers import make_article, make_library


def with_dates(analysed: AnalysedArticle) -> AnalysedArticle:
    dates = find_dates(analysed.article, analysed.analysis.sentences)
    return replace(analysed, analysis=replace(analysed.analysis, dates=dates))


HARBOUR = with_dates(
    make_article(
        "001",
        "Ferry runs aground off Bergen\n"
        "The ferry Havfrue, with 212 passengers on board, ran aground on Monday.\n"
        "Crews rescued 80 passengers, injured 14 sailors and closed the port for three days.\n"
        "Ada Lind, 44, captain of the ferry, was arrested on 3 May 2023, two years before her trial.\n"
        "She resigned after the coast guard blamed her. She left Norway in 2021.\n"
        "The owner paid a fine of $2.5 million. A pilot, Bo Ek, steered the ship.\n"
        "Bo Ek told reporters that the wind had turned. The tug was sold to Denmark.\n"
        "The cook was dismissed because he had slept.",
        people={"Ada Lind": ["Lind"], "Bo Ek": ["Ek"]},
        published="2023-05-04",
    )
)
BRIDGE = with_dates(
    make_article(
        "002",
        "Bridge opens\n"
        "Minister Ivo Lang opened the bridge on Friday. The bridge cost 40 million euros.\n"
        "Eva Moe condemned the killing of Otto Marsh. Gunmen murdered Otto Marsh in March.\n"
        "Otto Marsh praised the bridge, and Eva Moe said “the tolls are far too high for villagers”.\n"
        "Turnout in the vote on tolls was 61 percent.",
        people={"Ivo Lang": ["Lang"], "Eva Moe": ["Moe"], "Otto Marsh": ["Marsh"]},
        says="Eva Moe",
        published="2024-06-10",
    )
)


def ask(message: str, *articles: AnalysedArticle) -> Briefing:
    library, read = make_library(*(articles or (HARBOUR, BRIDGE)))
    request = parse(message)
    assert request is not None
    planned = plan(request, library)
    return compose(planned, library, {id_: read[id_] for id_ in planned.articles})


def answered(message: str) -> tuple[str, list[str]]:
    """Return the first line of an answer, and the words marked in it."""
    briefing = ask(message)
    assert briefing.sections, briefing.message
    assert briefing.sections[0].heading == "Answer", briefing.message
    item = briefing.sections[0].items[0]
    return item.text, [mark.of(item.text) for mark in item.marks]


@pytest.mark.parametrize(
    ("question", "line", "marked"),
    [
        ("how many passengers were on board", "The ferry Havfrue", "212 passengers"),
        ("how many passengers were rescued", "Crews rescued 80", "80 passengers"),
        ("how many sailors were injured", "Crews rescued 80", "14 sailors"),
        ("how long was the port closed", "Crews rescued 80", "three days"),
        ("how old is Ada Lind", "Ada Lind, 44", "44"),
        ("when was Lind arrested", "Ada Lind, 44", "3 May 2023"),
        ("lind arrest date", "Ada Lind, 44", "3 May 2023"),
        ("когда арестовали Линд", "Ada Lind, 44", "3 May 2023"),
        ("how much was the fine", "The owner paid", "$2.5 million"),
        ("how much did the bridge cost", "The bridge cost", "40 million euros"),
        ("who opened the bridge", "Minister Ivo Lang opened", "Ivo Lang"),
        ("who steered the ship", "A pilot, Bo Ek", "Bo Ek"),
        ("what was the turnout in the vote on tolls", "Turnout in the vote", "61 percent"),
        ("why was the cook dismissed", "The cook was dismissed", "because"),
        ("is it true that the port was closed", "Crews rescued 80", "port"),
    ],
)  # fmt: skip
def test_what_is_asked_for_is_found_beside_what_it_belongs_to(question: str, line: str, marked: str) -> None:
    text, marks = answered(question)
    assert text.startswith(line)
    assert marked in marks


@pytest.mark.parametrize(
    "question",
    [
        "how many passengers were arrested",  # a number and an arrest, but not of passengers
        "when was the bridge sold",
        "when was Bo Ek arrested",  # the captain was
        "how old is Bo Ek",  # the age is another's
        "how much did the tug cost",
        "why did Lind refuse the medal",
        "who sold the bridge",
        "who arrested Ivo Lang",
        "how many voted in 2019",
        "is it true that the ferry sank",
        "has Ivo Lang resigned",
    ],
)
def test_what_stands_near_but_belongs_to_something_else_is_no_answer(question: str) -> None:
    briefing = ask(question)
    assert [section.heading for section in briefing.sections if section.heading == "Answer"] == []
    assert briefing.message


def test_how_soon_something_was_done_is_not_when() -> None:
    tanker = with_dates(
        make_article(
            "003",
            "Tanker lost\n"
            "The tanker sank off Narvik in May 2023. The captain of the tanker was arrested within 48 hours.",
            published="2023-06-04",
        )
    )
    assert {mention.value for mention in tanker.analysis.dates} == {"2023-05"}
    for question in ("when was the captain of the tanker arrested", "когда арестовали капитана танкера"):
        briefing = ask(question, tanker)
        assert "Answer" not in [section.heading for section in briefing.sections], question


def test_who_condemns_a_deed_is_not_who_did_it() -> None:
    text, marks = answered("who killed Otto Marsh")
    assert text == "Gunmen murdered Otto Marsh in March."
    assert "Eva Moe" not in marks


def test_irregular_verbs_are_found_in_their_past() -> None:
    text, marks = answered("when did Lind leave Norway")
    assert text == "She left Norway in 2021."
    assert "2021" in marks


def test_what_one_person_says_of_another_is_the_first_ones_words() -> None:
    briefing = ask("what did Eva Moe say about the tolls")
    assert briefing.kind is Kind.SEARCH
    assert [item.speaker for item in briefing.sections[0].items] == ["Eva Moe"]


def test_nothing_said_shows_the_nearest_as_the_nearest() -> None:
    briefing = ask("what did Otto Marsh say about the bridge")
    assert briefing.message is not None
    assert briefing.message.startswith("No statement by Otto Marsh on this.")
    assert [section.heading for section in briefing.sections] == ["Nearest"]


def test_a_question_on_two_people_is_no_comparison_of_them() -> None:
    assert ask("what did Eva Moe say about Ada Lind").kind is Kind.SEARCH


def test_what_two_people_gave_is_no_comparison_of_them() -> None:
    briefing = ask("how much did Eva Moe give to Otto Marsh")
    assert (briefing.kind, briefing.message) == (Kind.SEARCH, "No source gives the number in so many words.")


def test_a_name_of_several_is_no_hindrance_where_the_sentence_says_who() -> None:
    namesakes = make_article(
        "003",
        "Two bakers\nAda Berg baked 90 cakes. Ivo Berg baked bread. Berg sold the bakery to Ada Berg.",
        people={"Ada Berg": [], "Ivo Berg": []},
    )
    library, read = make_library(namesakes)
    request = parse("how many cakes did Berg bake")
    assert request is not None
    briefing = compose(plan(request, library), library, read)
    assert briefing.sections[0].items[0].text == "Ada Berg baked 90 cakes."


def test_the_nearest_of_a_question_without_an_answer_is_named_as_such() -> None:
    briefing = ask("when was the tug sold")
    assert briefing.status is Status.FOUND
    assert briefing.message == "No source says when in so many words."
    assert briefing.sections[0].heading == "Nearest"
    assert briefing.sections[0].items[0].text == "The tug was sold to Denmark."


def test_a_time_counted_from_the_article_answers_when_something_will_be() -> None:
    mayor = make_article(
        "003",
        "Mayor recovers\nMayor Ida Rask will return to work next week, her office said.\n"
        "The harbour will reopen in two weeks. It closed after a storm three days ago.",
        people={"Ida Rask": ["Rask"]},
        published="2024-03-05",
    )
    for question, line in (
        ("when will Rask return to work", "Mayor Ida Rask will return to work next week, her office said."),
        ("when will the harbour reopen", "The harbour will reopen in two weeks."),
    ):
        answer = ask(question, with_dates(mayor))
        assert answer.status is Status.FOUND
        assert answer.message is None
        assert answer.sections[0].items[0].verbatim == line


RACE = with_dates(
    make_article(
        "003",
        "Race for the harbour board\n"
        "Ola Dahl has no endorsements from the unions yet.\n"
        "Siv Aune threw her support behind Ola Dahl on Friday.\n"
        "Ivo Lang suspended his campaign on 7 June after a bad night.\n"
        "The board closed one of the nine remaining piers.",
        people={"Siv Aune": ["Aune"], "Ola Dahl": ["Dahl"], "Ivo Lang": ["Lang"]},
        published="2024-06-10",
    )
)
RUSSIAN_RACE = with_dates(
    make_article(
        "004",
        "Выборы в порту\n"
        "Ола Даль остался без поддержки союзов.\n"
        "Сив Ауне выступила в поддержку Олы Даля.\n"
        "Иво Ланг приостановил свою кампанию 7 июня.\n"
        "Закрыт один из девяти оставшихся причалов.",
        people={"Сив Ауне": ["Ауне"], "Ола Даль": ["Олы Даля", "Даль"], "Иво Ланг": ["Ланг"]},
        published="2024-06-10",
    )
)


@pytest.mark.parametrize(
    ("question", "line", "marked"),
    [
        ("when did Ivo Lang drop out", "Ivo Lang suspended", "7 June"),
        ("when did Lang drop out of the race", "Ivo Lang suspended", "7 June"),
        ("who did Siv Aune endorse", "Siv Aune threw", "Ola Dahl"),
        ("who endorsed Ola Dahl", "Siv Aune threw", "Siv Aune"),
        ("how many piers are left", "The board closed", "nine"),
        ("когда Ланг выбыл", "Иво Ланг приостановил", "7 июня"),
        ("кого поддержала Сив Ауне", "Сив Ауне выступила", "Олы Даля"),
        ("сколько причалов осталось", "Закрыт один", "девяти"),
    ],
)
def test_what_was_done_is_found_in_other_words_than_the_question_has(
    question: str, line: str, marked: str
) -> None:
    briefing = ask(question, RACE, RUSSIAN_RACE)
    assert briefing.message is None
    item = briefing.sections[0].items[0]
    assert briefing.sections[0].heading == "Answer"
    assert item.text.startswith(line)
    assert any(marked in mark.of(item.text) for mark in item.marks)


def test_how_many_are_left_is_not_how_many_left() -> None:
    assert str(ask("how many pilots are left", PILOTS).message).startswith(
        "No source gives the number in so many words."
    )


PILOTS = with_dates(
    make_article("005", "Pilots\nThe board spoke of pilots. Two of them quit, and four pilots resigned.")
)


CAPTAIN = with_dates(
    make_article(
        "006",
        "Captain goes\n"
        "Otto Marsh, who was blamed for leaving his crew in 2009, will not be leaving poor.\n"
        "Marsh ceased to be captain on 7 May 2012.\n"
        "The yard, founded by Bo Ek in 1975, closed on Friday.",
        people={"Otto Marsh": ["Marsh"], "Bo Ek": ["Ek"]},
        published="2012-05-10",
    )
)
RUSSIAN_CAPTAIN = with_dates(
    make_article(
        "007",
        "Капитан уходит\n"
        "Отто Марш, который ушёл из семьи в 2009 году, не останется без денег.\n"
        "Марш покинул пост 7 мая 2012 года.",
        people={"Отто Марш": ["Марш"]},
        published="2012-05-10",
    )
)


@pytest.mark.parametrize(
    ("question", "marked"),
    [
        ("when did Marsh resign", "7 May 2012"),
        ("when was the yard founded", "1975"),
        ("when did the yard close", "Friday"),
        ("когда была отставка Марша", "7 мая 2012 года"),
    ],
)
def test_a_date_answers_for_what_is_done_in_its_own_clause(question: str, marked: str) -> None:
    item = ask(question, CAPTAIN, RUSSIAN_CAPTAIN).sections[0].items[0]
    assert marked in [mark.of(item.text) for mark in item.marks]


@pytest.mark.parametrize(
    ("question", "line"),
    [
        (
            "who replaced Bo Ek as harbour master",
            "Siv Aune, until then the clerk in the office of Eva Moe, replaced Bo Ek as harbour master.",
        ),
        (
            "кто сменил Bo Ek на посту капитана порта",
            "Siv Aune, до того секретарь в приёмной Eva Moe, сменил Bo Ek на посту капитана порта.",
        ),
    ],
)
def test_who_did_it_may_be_parted_from_it_by_who_they_are(question: str, line: str) -> None:
    people = {"Siv Aune": ["Aune"], "Bo Ek": ["Ek"], "Eva Moe": ["Moe"]}
    made = make_article("003", f"Port\n{line}", people=people, published="2024-06-10")
    answer = ask(question, made)
    assert (answer.message, answer.sections[0].items[0].verbatim) == (None, line)


@pytest.mark.parametrize(
    "question",
    [
        "на сколько вырос улов",
        "насколько вырос улов",
        "на сколько процентов вырос улов",
        "how much did the catch grow",
    ],
)
def test_by_how_much_something_grew_may_be_a_share(question: str) -> None:
    english, russian = "The catch grew by 30 percent.", "Улов вырос на 30 процентов."
    made = [make_article(f"{number}", f"Fish\n{text}") for number, text in ((6, english), (7, russian))]
    answer = ask(question, *made)
    assert answer.message is None
    assert answer.sections[0].heading == "Answer"
    assert "30" in answer.sections[0].items[0].text


PIER = make_article(
    "041",
    "Iceland and Norway agree on a pier\n"
    "Iceland and Norway agreed on a pier, a note said.\n"
    "It said the deal was signed by Minister of Harbours, Fishing and Tourism Ada Lind and Bo Ek.\n"
    "The pier, with a length of 1,200m, has been planned for years. "
    "The original cost was put at 7 million euros.\n"
    "Mayor Lars Holm hosted the parley between both sides in the village of Vik.",
    people={"Ada Lind": ["Lind"], "Bo Ek": ["Ek"], "Lars Holm": ["Holm"]},
)
POLL = make_article(
    "042",
    "Faroes choose a premier\n"
    "The board declared the fishers' candidate, Ada Lind, the winner of the ballot in the Faroes.\n"
    "As neither won more than 50 percent of the vote, Lind and Ek face another round, it was feared.\n"
    "Ada Lind had 48.2 percent of the vote, Bo Ek 31.\n"
    "Clerk Eva Moe said that 12 members voted against the budget of the island. "
    "There were nine abstentions in the upper house.",
    people={"Ada Lind": ["Lind"], "Bo Ek": ["Ek"], "Eva Moe": ["Moe"]},
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("who signed the pier deal of Iceland and Norway?", "signed by Minister of Harbours"),
        ("who hosted the parley of Iceland and Norway?", "Lars Holm hosted"),
        ("how long is the pier of Iceland and Norway?", "1,200m"),
        ("how much will the pier of Iceland and Norway cost?", "7 million euros"),
        ("who won the ballot in the Faroes?", "the winner of the ballot"),
        ("how many votes did Lind get?", "48.2 percent"),
        ("how many abstained in the upper house of the Faroes?", "nine abstentions"),
    ],
)
def test_what_is_told_in_other_words_is_found(question: str, answer: str) -> None:
    shown = ask(question, PIER, POLL)
    assert shown.sections[0].heading == "Answer"
    assert answer in shown.sections[0].items[0].verbatim


def test_years_without_a_number_are_no_length() -> None:
    made = make_article(
        "044",
        "Norway and its envoy\nThe trade was the best in years, said Ada Lind, the envoy of Norway.\n"
        "It rained. Ada Lind was the envoy of Norway for six years.",
        people={"Ada Lind": ["Lind"]},
    )
    assert "six years" in ask("how long was Lind the envoy", made).sections[0].items[0].verbatim


def test_who_suffered_a_deed_did_not_do_it_and_who_did_another_did_not_suffer_it() -> None:
    envoy = make_article(
        "043",
        "Norway and the envoy\n"
        "Bo Ek said that envoy Ada Lind was summoned to the ministry.\n"
        "Norway summoned the envoy of Iceland on Monday.\n"
        "Eva Moe added that the list was long. The board decided to add two clerks to the list of the port.",
        people={"Ada Lind": ["Lind"], "Bo Ek": ["Ek"], "Eva Moe": ["Moe"]},
    )
    shown = ask("who summoned the envoy of Iceland?", envoy)
    assert shown.sections[0].items[0].verbatim == "Norway summoned the envoy of Iceland on Monday."
    shown = ask("who was added to the list of the port?", envoy)
    assert "two clerks" in shown.sections[0].items[0].verbatim


TANKER = make_article(
    "044",
    "Ferry held in Vik\n"
    "The crew of a ferry held by Norway are well, the owner said after speaking to them.\n"
    "Norway said it had held the Havfrue because it had rammed a pier.\n"
    "The owner's plan won support from Iceland and the Faroes.\n"
    "This year fares will rise by 18 percent, the owner said. Ek had described Lind as a pirate.",
    people={"Ada Lind": ["Lind"], "Bo Ek": ["Ek"]},
    published="2024-06-10",
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("why did Norway hold the ferry?", "because it had rammed a pier"),
        ("who supported the owner's plan?", "support from Iceland"),
        ("how much will fares rise in 2024?", "by 18 percent"),
        ("who called Lind a pirate?", "Ek had described Lind"),
    ],
)
def test_a_reason_a_backer_a_year_and_a_name_are_found_as_texts_tell_them(question: str, answer: str) -> None:
    shown = ask(question, TANKER)
    assert shown.sections[0].heading == "Answer", shown.message
    assert answer in shown.sections[0].items[0].verbatim


def test_he_who_did_it_is_who_was_named_in_the_sentence_before() -> None:
    visit = make_article(
        "045",
        "Ek in Vik\nBo Ek spoke of his efforts. Among others in Vik, he met Ada Lind. Lars Holm met Eva Moe.",
        people={"Bo Ek": ["Ek"], "Ada Lind": ["Lind"], "Lars Holm": ["Holm"], "Eva Moe": ["Moe"]},
    )
    shown = ask("who did Bo Ek meet in Vik?", visit)
    assert shown.sections[0].items[0].verbatim == "Among others in Vik, he met Ada Lind."


CAUSEWAY = make_article(
    "061",
    "Seld and Vorn on their causeway\n"
    "Seld and Vorn mean to settle the quarrel over the causeway before the new year.\n"
    "Masons repaired 7 kilometres of the causeway in nine days. It rained on the dunes all week.\n"
    "The causeway has a length of 310 kilometres, and 24 metres is its width.",
)
MOLE = make_article(
    "062",
    "Сельд и Ворн чинят мол\n"
    "Каменщики починили 7 километров мола за девять дней. На дюнах всю неделю шёл дождь.\n"
    "Протяжённость мола составляет 310 километров, ширина мола — 24 метра.",
)


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("how long is the causeway", "310 kilometres"),
        ("what is the length of the causeway", "310 kilometres"),
        ("how many kilometres long is the causeway", "310 kilometres"),
        ("how wide is the causeway", "24 metres"),
        ("какова длина мола", "310 километров"),
        ("сколько километров мол", "310 километров"),
        ("какая ширина у мола", "24 метра"),
    ],
)
def test_a_length_is_that_of_the_whole_and_not_of_what_was_built_or_is_planned(
    question: str, number: str
) -> None:
    shown = ask(question, MOLE if "мол" in question else CAUSEWAY)
    assert shown.sections[0].heading == "Answer"
    assert number in shown.sections[0].items[0].verbatim


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("how long is the causeway", "Causeway\nSeld ends the causeway row before the new year. It rained."),
        ("how wide is the causeway", "Causeway\nMasons repaired the causeway in nine days. It rained."),
        ("how wide is the causeway", "Causeway\nThe causeway is 310 kilometres long. It rained."),
        ("какова ширина мола", "Мол\nДлина мола составляет 310 километров. Шёл дождь."),
        ("какова глубина мола", "Мол\nКаменщики чинили мол девять дней. Шёл дождь."),
    ],
)  # fmt: skip
def test_a_line_without_the_measure_asked_for_is_no_answer(question: str, text: str) -> None:
    shown = ask(question, with_dates(make_article("063", text)))
    assert all(section.heading != "Answer" for section in shown.sections)


def test_what_is_newest_does_not_stand_before_what_has_the_answer() -> None:
    old = make_article("064", "Causeway\nThe causeway is now 310 kilometres long.", published="2020-01-02")
    new = make_article("065", "Causeway\nThe causeway is now closed to carts.", published="2024-01-02")
    assert "310" in ask("how long is the causeway now", old, new).sections[0].items[0].verbatim


GARRISON = make_article(
    "066",
    "Seld sends the garrison home\n"
    "Seld sat until Friday. When asking the garrison to leave, the premier said on 2 March 2031 "
    "that trust was gone.\n"
    "The garrison is to leave Seld, with its tents, its horses and all of its stores, by 30 June 2031.\n"
    "The cook of the garrison will leave on 9 May 2031.",
    published="2031-03-04",
)
REDOUBT = make_article(
    "067",
    "Ворн отпускает гарнизон\n"
    "Гарнизон покинет Ворн не позднее 30 июня 2031 года. На дюнах шёл дождь.\n"
    "Повар гарнизона покинет Ворн 9 мая 2031 года.",
    published="2031-03-04",
)


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("when must the garrison leave Seld", "30 June 2031"),
        ("by when does the garrison have to leave", "30 June 2031"),
        ("до какого числа гарнизон должен покинуть Ворн", "30 июня 2031"),
        ("когда гарнизон должен покинуть Ворн", "30 июня 2031"),
    ],
)
def test_what_must_be_done_is_answered_by_the_day_that_bounds_it(question: str, day: str) -> None:
    shown = ask(question, with_dates(REDOUBT if "гарнизон" in question else GARRISON))
    assert shown.sections[0].heading == "Answer"
    assert day in shown.sections[0].items[0].verbatim


def test_when_something_must_be_done_is_not_when_it_was_asked_for() -> None:
    made = make_article(
        "068",
        "Garrison\nWhen asking the garrison to leave, the premier spoke earlier this month of broken trust. "
        "It rained.",
    )
    shown = ask("when must the garrison leave", with_dates(made))
    assert all(section.heading != "Answer" for section in shown.sections)


@pytest.mark.parametrize(
    ("question", "text", "people"),
    [
        ("who is the new minister of harbours of Norway",
         "Norway\nNorway has 9 ministers. Bo Ek has been sacked and replaced by Eva Moe.",
         ["Bo Ek", "Eva Moe"]),
        ("who is the harbour minister of Norway",
         "Norway\nThe prime minister of Norway, Bo Ek, sat down. The harbour was calm.", ["Bo Ek"]),
        ("who is the harbour minister of Norway",
         "Norway\nThe harbour minister of Norway, Bo Ek, has been sacked. It rained.", ["Bo Ek"]),
        ("кто министр портов Норвегии",
         "Норвегия\nМинистр портов Норвегии Бу Эк отправлен в отставку. Шёл дождь.", ["Бу Эк"]),
    ],
)  # fmt: skip
def test_who_lost_an_office_or_holds_another_is_not_its_holder(
    question: str, text: str, people: list[str]
) -> None:
    shown = ask(question, make_article("071", text, people={name: [] for name in people}))
    assert all(section.heading != "Answer" for section in shown.sections)


@pytest.mark.parametrize(
    ("question", "text", "people", "holder"),
    [
        ("who is the new harbour minister of Norway",
         "Norway\nThe harbour minister of Norway, Bo Ek, has been sacked and replaced by Eva Moe.",
         ["Bo Ek", "Eva Moe"], "Eva Moe"),
        ("who is the harbour minister of Norway",
         "Norway\nEva Moe, the harbour minister of Norway, sacked Bo Ek.", ["Bo Ek", "Eva Moe"], "Eva Moe"),
        ("кто министр портов Норвегии",
         "Норвегия\nМинистр портов Норвегии Эва Му открыла мол. Шёл дождь.", ["Эва Му"], "Эва Му"),
    ],
)  # fmt: skip
def test_who_took_an_office_over_is_its_holder(
    question: str, text: str, people: list[str], holder: str
) -> None:
    shown = ask(question, make_article("072", text, people={name: [] for name in people}))
    line = shown.sections[0].items[0]
    assert shown.sections[0].heading == "Answer"
    assert holder in [mark.of(line.verbatim) for mark in line.marks]


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("why was a protest sent to Norway",
         ("Protest sent to Norway because of the herring tax\n"
         "A protest was sent to Norway, the palace said. It rained."),
         "A protest was sent"),
        ("почему Норвегии отправили протест",
         ("Норвегии отправили протест из-за налога на сельдь\n"
         "Норвегии отправили протест, сообщил дворец. Шёл дождь."),
         "отправили протест, сообщил"),
    ],
)  # fmt: skip
def test_a_reason_may_stand_in_the_title_of_the_line(question: str, text: str, answer: str) -> None:
    shown = ask(question, make_article("073", text))
    assert shown.sections[0].heading == "Answer"
    assert answer in shown.sections[0].items[0].verbatim


@pytest.mark.parametrize(
    ("question", "lines", "other"),
    [
        ("why was a protest sent to Norway",
         "A protest was sent to Norway, the palace said.", "Norway is sad because of a protest of cooks."),
        ("почему Норвегии отправили протест",
         "Норвегии отправили протест, сообщил дворец.", "В Норвегии грустно из-за протеста поваров."),
    ],
)  # fmt: skip
def test_what_stands_in_one_line_is_not_said_to_stand_nowhere_together(
    question: str, lines: str, other: str
) -> None:
    shown = ask(question, make_article("074", f"Palace\n{lines}"), make_article("075", f"Cooks\n{other}"))
    assert "all of it" not in str(shown.message)
    assert lines in [item.verbatim for section in shown.sections for item in section.items]


HERRING = make_article(
    "081",
    "Seld votes on herring\n"
    "The council of Seld voted on the herring bill on Friday. It had 3 sittings on it in 2019-20.\n"
    "The herring bill was passed by 41 votes to 7.\n"
    "A bill on seals was adopted 30-18.",
)
SALMON = make_article(
    "082",
    "Ворн голосует\n"
    "Совет Ворна голосовал по закону о лососе в пятницу. По нему было 3 заседания.\n"
    "Закон о лососе принят: за — 41, против — 7 голосов.",
)


@pytest.mark.parametrize(
    ("question", "tally"),
    [
        ("what was the vote on the herring bill", "41 votes to 7"),
        ("by what margin was the herring bill passed", "41 votes to 7"),
        ("what was the vote on seals", "30-18"),
        ("с каким счётом принят закон о лососе", "за — 41"),
        ("как проголосовали по закону о лососе", "за — 41"),
    ],
)
def test_of_a_vote_the_tally_is_told(question: str, tally: str) -> None:
    shown = ask(question, SALMON if "лосос" in question else HERRING)
    assert shown.sections[0].heading == "Answer"
    assert tally in shown.sections[0].items[0].verbatim


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("by what margin was the herring bill passed",
         "Herring\nThe herring bill was passed on Friday. It rained."),
        ("by what margin was the herring bill passed",
         "Herring\nThe herring bill was passed at a sitting of 24-26 June 2031. It rained."),
        ("с каким счётом принят закон о лососе", "Лосось\nЗакон о лососе принят в пятницу. Шёл дождь."),
    ],
)  # fmt: skip
def test_that_there_was_a_vote_is_no_tally(question: str, text: str) -> None:
    shown = ask(question, with_dates(make_article("083", text)))
    assert [section.heading for section in shown.sections] == ["Nearest"]
    assert shown.message == "No source gives the number in so many words."


def test_when_a_thing_was_done_is_no_day_on_which_the_thing_was_only_spoken_of() -> None:
    made = make_article(
        "084",
        "Seld and Vorn on herring\n"
        "The herring deal was signed in the tower, a clerk of Seld recalled.\n"
        "A draft of the herring deal on 4 May 2031 worried the cooks.",
        published="2031-06-01",
    )
    shown = ask("when was the herring deal signed", with_dates(made))
    assert all(section.heading != "Answer" for section in shown.sections)
    assert "signed in the tower" in " ".join(item.verbatim for part in shown.sections for item in part.items)
    signed = make_article(
        "085", "Herring\nThe herring deal was signed on 9 May 2031. It rained.", published="2031-06-01"
    )
    first = ask("when was the herring deal signed", with_dates(made), with_dates(signed)).sections[0]
    assert (first.heading, "9 May 2031" in first.items[0].verbatim) == ("Answer", True)


def test_when_a_thing_was_done_is_told_in_russian_by_the_day_it_was_done() -> None:
    made = make_article(
        "086",
        "Сельд и Ворн о сельди\nСделку о сельди подписали 9 мая 2031 года. Шёл дождь.\n"
        "Проект сделки о сельди 4 мая 2031 года встревожил поваров.",
        published="2031-06-01",
    )
    first = ask("когда подписали сделку о сельди", with_dates(made)).sections[0]
    assert (first.heading, "9 мая" in first.items[0].verbatim) == ("Answer", True)
