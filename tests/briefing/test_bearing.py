"""Which articles are about a topic, and whom its sentences name."""

import pytest

from bot.words.findings import AnalysedArticle
from tests.briefing.telling import ask
from tests.makers import make_article

FIRES = make_article(
    "101",
    "Marsh Fire Drives Villagers Out\nA fire reached Upper Old Orna. Fifty left Upper Old Orna.",
    published="2024-03-01",
)
ROADS = make_article(
    "102",
    "Toll on the Roads of Upper Old Orna\nTwo drivers died in Upper Old Orna. One hit a tree.",
    published="2024-03-09",
)


def test_an_article_that_shares_only_the_name_of_a_province_is_not_about_what_happened_there() -> None:
    answer = ask("fire in Upper Old Orna", FIRES, ROADS)
    assert {source.article for source in answer.sources} == {"101"}


HARBOUR = make_article(
    "103",
    "Harbour Fees\nBo Wells announced new harbour fees on Monday. Mr Wells left at noon.",
    people={"Bo Wells": ["Wells"]},
)
NAMESAKE = make_article(
    "104",
    "Storm Relief\nAda Wells Marten announced storm relief for the north. She left at noon.",
    people={"Ada Wells Marten": []},
)
WATER = make_article("105", "Dry Summer\nThe town announced that wells in the north are dry.")


@pytest.mark.parametrize("other", [NAMESAKE, WATER])
def test_a_family_name_within_another_name_or_in_small_letters_is_not_that_person(
    other: AnalysedArticle,
) -> None:
    answer = ask("what did Bo Wells announce", HARBOUR, other)
    assert {source.article for source in answer.sources} == {"103"}


@pytest.mark.parametrize(
    ("message", "text", "line"),
    [
        (
            "Pact withdrawal",
            "Towns and the Pact\nThree towns declared their exit from the Pact in May. The hall was full.",
            "Three towns declared their exit from the Pact in May.",
        ),
        (
            "выход из Пакта",
            "Города и Пакт\nТри города в мае покинули Пакт. Зал был полон.",
            "Три города в мае покинули Пакт.",
        ),
    ],
)
def test_a_subject_in_plain_words_is_told_by_other_words_of_its_event(
    message: str, text: str, line: str
) -> None:
    answer = ask(message, make_article("108", text))
    assert line in [item.text for section in answer.sections for item in section.items]
