"""What is told first: what happened last, what several sources tell, and each event once."""

import re
from dataclasses import dataclass

import pytest

from bot.briefing.lines.quotable import ReadArticle, ReadSentence
from bot.briefing.lines.telling import Teller, announces, is_meeting
from bot.language_data.loading import subject
from bot.words.answers import Briefing
from bot.words.findings import AnalysedArticle
from tests.benchmarks.generated import Writer
from tests.briefing.telling import ask, section, telling, texts
from tests.makers import make_article, make_library

LEFT = make_article(
    "001",
    "Ruland leaves the Northern Pact\n"
    "Ruland and Estmark announced on Sunday that they were quitting the Northern Pact at once. "
    "The pact was founded in 1971. Its hymn has four verses.",
    outlet="Herald",
    published="2023-02-06",
)
LEFT_TOO = make_article(
    "002",
    "Two states quit the Northern Pact\n"
    "Ruland and Estmark said on Sunday that they were quitting the Northern Pact at once.",
    outlet="Wire",
    published="2023-02-06",
)
LATER = make_article(
    "003",
    "Northern Pact sets date\n"
    "The Northern Pact set 1 March 2024 as the day on which Ruland and Estmark cease to be members. "
    "Delegates met in the old customs house.",
    outlet="Post",
    published="2024-01-10",
)
IN_PASSING = make_article(
    "004",
    "Herring prices\n"
    "Herring was dear this winter. Boats stayed in port. Nets were mended. Some traders blamed the weather. "
    "Others blamed the withdrawal of Ruland from the Northern Pact, which nobody here understands.",
    published="2024-02-01",
)
UNDATED = make_article(
    "005",
    "Northern Pact replies\nThe Northern Pact warned Ruland that its withdrawal would cost the towns dear.",
)
PACT = (LEFT, LEFT_TOO, LATER, IN_PASSING, UNDATED)


def told(answer: Briefing) -> list[str]:
    return [item.verbatim for item in answer.sections[0].items]


def test_an_event_is_found_by_its_verbs_and_the_newest_comes_first() -> None:
    lines = told(ask("/topic Northern Pact withdrawal", *PACT))
    assert lines[0].startswith("The Northern Pact set 1 March 2024")
    assert any("quitting the Northern Pact" in line for line in lines)


def test_what_two_outlets_tell_is_one_line_that_names_the_other() -> None:
    answer = ask("/topic Northern Pact withdrawal", *PACT)
    quitting = [item for one in answer.sections for item in one.items if "quitting" in item.verbatim]
    assert len(quitting) == 1
    assert {quitting[0].article, *quitting[0].also} >= {"001", "002"}


def test_what_is_undated_comes_after_what_is_dated() -> None:
    items = ask("/topic Northern Pact withdrawal", *PACT).sections[0].items
    assert [item.article for item in items][-1] == "005"
    assert all(item.date for item in items[:-1])


def test_an_article_about_something_else_does_not_push_in() -> None:
    answer = ask("/topic Northern Pact withdrawal", *PACT)
    assert all(item.article != "004" for item in answer.sections[0].items)


def test_an_article_that_tells_on_of_the_same_people_belongs_to_the_topic() -> None:
    first = make_article(
        "001",
        "Reactor talks open in Seld\nEnvoys Ada Lind and Bo Ek opened reactor talks in Seld on Monday.",
        people={"Ada Lind": [], "Bo Ek": []},
        published="2024-03-04",
    )
    second = make_article(
        "002",
        "Second round ends\nThe reactor envoys Ada Lind and Bo Ek parted in Turku with no date for more.",
        people={"Ada Lind": [], "Bo Ek": []},
        published="2024-03-11",
    )
    assert any("Turku" in line for line in told(ask("/topic reactor talks", first, second)))


def test_a_russian_event_is_found_by_its_verbs_too() -> None:
    article = make_article(
        "001",
        "Министр ушёл\nГлава ведомства Рустам Ильин уволен указом президента. Указ вышел в среду.",
        published="2024-05-02",
    )
    assert told(ask("/topic отставка Ильина", article))[0].startswith("Глава ведомства Рустам Ильин уволен")


def read(text: str) -> ReadArticle:
    return ReadArticle(make_article("001", f"A title\n{text}"))


def test_lines_that_only_announce_are_known() -> None:
    assert announces(*_first("The minister stated the following:"))
    assert announces(*_first("Envoys delved into pressing topics including trade and water."))
    assert announces(*_first("Стороны обменялись мнениями по вопросам торговли."))
    assert not announces(*_first("The envoys signed a treaty on water."))


def test_a_meeting_is_no_change_unless_something_came_of_it() -> None:
    assert is_meeting(_first("Lind met Ek in Seld.")[1])
    assert is_meeting(_first("Министр встретился с послом в Сельде.")[1])
    assert not is_meeting(_first("Lind met Ek in Seld and signed the treaty.")[1])


def _first(text: str) -> tuple[ReadArticle, ReadSentence]:
    article = read(text)
    return article, article.sentences[0]


QUOTED_TWICE: tuple[AnalysedArticle, ...] = tuple(
    telling(
        make_article(
            id_,
            f"{title}\n“We shall not pay a single coin for that harbour,” Ada Lind said.\n{more}",
            people={"Ada Lind": ["Lind"]},
            says="Ada Lind",
        )
    )
    for id_, title, more in (
        ("001", "Lind on the harbour", "“The mayor eats too much fish for a man of his age,” Lind said."),
        ("002", "Harbour dispute", "Boats waited outside the port."),
    )
)


def test_what_several_outlets_quote_comes_before_what_one_does() -> None:
    own = texts(ask("/person Lind", *QUOTED_TWICE), "In their own words")
    assert own[0].startswith("“We shall not pay a single coin")


def test_who_speaks_in_an_article_on_an_event_speaks_on_it_also_in_other_words() -> None:
    article = make_article(
        "001",
        "Shutdown of the ferry\n"
        "The shutdown of the ferry goes into its third week.\n"
        "“Open the gates and let people go to work,” Ada Lind told the council.",
        people={"Ada Lind": ["Lind"]},
        says="Ada Lind",
    )
    answer = ask("/said Lind on ferry shutdown", article)
    assert any("Open the gates" in item.text for item in section(answer, "On record"))


def test_another_deed_of_the_same_people_is_no_second_source() -> None:
    one = make_article(
        "010",
        "Mayor at fair\nAda Lind, the mayor of Bergen, made a short visit to the fish fair on Monday.",
        people={"Ada Lind": ["Lind"]},
    )
    other = make_article(
        "011",
        "Mayor on ferry\nAda Lind, the mayor of Bergen, made a short crossing to the islands on Monday.",
        people={"Ada Lind": ["Lind"]},
    )
    items = [item for part in ask("/person Lind", one, other).sections for item in part.items]
    assert items
    assert not any(item.also for item in items)


def test_what_somebody_does_comes_before_what_is_seen_in_them() -> None:
    places = ("Bergen", "Turku", "Oslo", "Gdansk", "Kiel", "Narvik")
    polls = [
        make_article(
            f"02{number}",
            f"Lind in {place}\n"
            f"Ada Lind is the favourite of nine in ten fishermen asked in {place} by a student.",
            people={"Ada Lind": ["Lind"]},
        )
        for number, place in enumerate(places)
    ]
    left = make_article(
        "030",
        "Harbour notes\nBoats were counted in the fog.\nNets were mended in the hall.\nRain fell on Monday.\n"
        "Ada Lind ended her long campaign.",
        people={"Ada Lind": ["Lind"]},
    )
    latest = [item.verbatim for item in section(ask("/person Lind", *polls, left), "The latest")]
    assert any(words.startswith("Ada Lind ended") for words in latest)


@dataclass
class Line:
    article: ReadArticle
    sentence: ReadSentence
    score: float = 1.0


@pytest.mark.parametrize(
    ("lasting", "news"),
    [
        (
            "Lind has led the harbour of Kestel for many years.",
            "Lind brought the harbour of Kestel an old ship.",
        ),
        ("Линд руководит гаванью Кестеля уже много лет.", "Линд дала гавани Кестеля старый корабль."),
    ],
)
def test_what_has_gone_on_for_years_gives_way_to_what_happened(lasting: str, news: str) -> None:
    library, read = make_library(make_article("011", f"Harbour\n{lasting} {news}"))
    lines = [Line(read["011"], sentence) for sentence in read["011"].sentences]
    (chosen,) = Teller(read.values(), library).choose(lines, 1)
    assert read["011"].article.read(lines[chosen.number].sentence.span) == news


def test_what_announces_is_found_in_capitals_too() -> None:
    assert announces(*_first("READ MORE ON THE HERRING OF SELD."))
    assert announces(*_first("ЧИТАЙТЕ ТАКЖЕ О СЕЛЬДИ."))


@pytest.mark.parametrize("kind", ["announcing", "lasting"])
def test_patterns_that_are_looked_for_in_small_letters_are_written_in_small_letters(kind: str) -> None:
    for pattern in (one for patterns in subject("telling")[kind].values() for one in patterns):
        letters = re.sub(r"\\.", "", pattern)
        assert letters == letters.lower()


@pytest.mark.parametrize("most", [1, 6, 40])
def test_looking_closely_only_at_what_may_be_the_best_chooses_what_looking_at_all_does(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    library, articles = make_library(*PACT, *Writer(3).articles(0, 25))
    told = [
        Line(article, sentence, 1.0 + sentence.index % 3)
        for article in articles.values()
        for sentence in article.sentences
    ]
    chosen = Teller(articles.values(), library).choose(told, most)
    monkeypatch.setattr("bot.briefing.lines.telling._most_worth", lambda _article, _sentence: 1e9)
    assert Teller(articles.values(), library).choose(told, most) == chosen
    assert len(chosen) == most or most == 40
