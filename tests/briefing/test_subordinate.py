"""A date in a clause of its own is not when the news of its sentence happened."""

import re

import pytest

from bot.briefing.lines.events import dates_told
from bot.briefing.lines.quotable import ReadArticle
from tests.briefing.telling import telling
from tests.makers import make_article

_YEAR = re.compile(r"\d{4}")


def told(sentence: str) -> list[str]:
    """Return the dates in angle brackets that are when what a sentence tells happened."""
    dates = re.findall("<(.*?)>", sentence)
    text = sentence.replace("<", "").replace(">", "")
    values = {date: f"{year[0]}-05" if (year := _YEAR.search(date)) else "2016-05-04" for date in dates}
    values |= {date: date[:4] for date in dates if date[:4].isdigit()}
    made = telling(make_article("001", f"Harbour\n{text}", published="2016-05-06"), dates=values)
    article = ReadArticle(made)
    return [one.span.of(article.article.text) for one in dates_told(article, article.sentences[0])]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ada Lind, who stood for mayor in <2008>, praised the bridge.",
        "All three -- founding members of the league in <1975> -- were suspended.",
        "Все три порта — основатели союза с <1975> — закрыты.",
        "The captain spoke of the strike, which began in <May 2011>.",
        "Her loss was confirmed by the Reef Club, the society she founded in <1975>.",
        "It was the first ferry since Otto Marsh sank a barge in <1984>.",
        "The pilot who rammed the pier in <1981> was freed.",
        "Divers raised the mine that sank two boats in <2005>.",
        "Bo Ek praised a treaty signed in <1990>.",
        "The yard, founded by Ivo Lang in <1975>, closed.",
        "Siv Aune was convicted of burning two sheds in <2012>.",
        "Ola Dahl, who drew criticism for leaving the crew for a rival, Eva Moe, in <2009>, will be paid.",
        "The board denied that Bo Ek had been invited to come in <May 2016>.",
        "Otto Marsh died three years after the strike ended in <2011>.",
        "Капитан говорил о забастовке, которая началась в <мае 2011 года>.",
        "Забастовка, начавшаяся в <мае 2011 года>, продолжается.",
        "Бо Эк возглавил верфь, основанную в <1990 году>.",
        "Сив Ауне вернулась в порт, где родилась в <1950 году>.",
        "Бо Эк приговорён за поджог сараев в <2012 году>.",
    ],
)
def test_a_date_of_a_clause_of_its_own_is_none_of_the_line(sentence: str) -> None:
    assert told(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The two sides – on <3 May 2016> – opened a bridge.",
        "Ada Lind, who heads the yard, resigned in <May 2011>.",
        "The pilot who rammed the pier died in <2011>.",
        "The yard that the town owned collapsed in <2009>.",
        "The yard was founded in <1975>.",
        "The harbour law passed in <1990>.",
        "On the day he resigned in <May 2011> it rained.",
        "Bo Ek told the court he fled in <May 2011>.",
        "Ola Dahl was fined for speeding on <Friday>.",
        "Мост, который строили годы, открыли в <мае 2011 года>.",
        "Верфь основана в <1990 году>.",
        "Бо Эк сказал, что мост открыли в <2011 году>.",
    ],
)
def test_a_date_of_the_main_clause_is_that_of_the_line(sentence: str) -> None:
    assert told(sentence) == re.findall("<(.*?)>", sentence)


def test_of_two_dates_the_one_of_the_main_clause_is_told() -> None:
    assert told("Ivo Lang tried on <Friday> to sell the flare he used to burn a shed in <2012>.") == [
        "Friday"
    ]
    assert told("В <пятницу> Иво Ланг продал катер, который построил в <2012 году>.") == ["пятницу"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Before the people of Orna voted in <2011>, the port had fought the lake for years.",
        "The board cut the port's pay following the sacking of Ahmed Aune by the crew on <May 2016>.",
        "Совет урезал жалованье порта из-за забастовки экипажа в <2011> году.",
        "До того как Orna проголосовала в <2011> году, порт годами воевал с озером.",
    ],
)
def test_a_clause_that_says_what_came_before_or_later_dates_no_event(sentence: str) -> None:
    assert told(sentence) == []


def test_a_clause_with_after_says_when() -> None:
    assert told("After the people of Orna voted in <May 2016>, the port was closed.") == ["May 2016"]


def test_a_month_that_is_somethings_and_a_day_a_thing_waits_for_are_not_when_it_was_told() -> None:
    assert told("The union backed a plan to undo <May 2016>’s seizure of the port.") == []
    assert told("The minister spoke of the talks that are expected to open <on 4 May 2016>.") == []
    assert told("The envoy paid for his lost <2016> campaign.") == []
    assert told("The talks opened <on 4 May 2016>.") == ["on 4 May 2016"]
