"""Two people or two topics side by side."""

import pytest

from bot.words.answers import Status
from bot.words.findings import AnalysedArticle
from tests.briefing.telling import ask, section, telling, texts
from tests.makers import make_article


def speech(id_: str, name: str, words: str, published: str | None) -> AnalysedArticle:
    family = name.split()[-1]
    return telling(
        make_article(
            id_,
            f"News {id_}\n“{words},” {family} said to a full hall.",
            people={name: [family]},
            published=published,
        ),
        says={f"{words},": name},
    )


CORPUS = (
    make_article("000", "Names\nAda Lind met Bo Ek.", people={"Ada Lind": [], "Bo Ek": []}),
    speech("001", "Ada Lind", "The sanctions on timber hurt the small saw mills most", "2023-02-01"),
    speech("002", "Bo Ek", "New sanctions on timber would help nobody in the north", "2024-03-01"),
    speech("003", "Ada Lind", "Human rights are not a matter of the weather", "2023-05-01"),
    speech("004", "Bo Ek", "A ceasefire is worth more than any speech about it", "2024-05-01"),
)


def test_people_stand_side_by_side_on_what_both_speak_of_each_under_their_name() -> None:
    answer = ask("/compare Lind | Ek", *CORPUS)
    assert answer.title == "Ada Lind | Bo Ek"
    common = answer.sections[0]
    assert "anctions" in common.heading
    assert [(item.under, item.speaker, item.date) for item in common.items] == [
        ("Ada Lind", "Ada Lind", "2023-02-01"),
        ("Bo Ek", "Bo Ek", "2024-03-01"),
    ]


def test_what_only_one_of_them_speaks_of_comes_after() -> None:
    answer = ask("/compare Lind | Ek", *CORPUS)
    assert [one.heading for one in answer.sections[1:]] == ["Ada Lind", "Bo Ek"]
    assert [item.under for item in section(answer, "Ada Lind")] == ["Human rights"]
    assert [item.under for item in section(answer, "Bo Ek")] == ["Ceasefire"]


def test_without_a_common_subject_each_says_their_own() -> None:
    answer = ask("/compare Lind | Ek", CORPUS[0], CORPUS[3], CORPUS[4])
    assert "No shared statement" in str(answer.message)
    assert [one.heading for one in answer.sections] == ["Ada Lind", "Bo Ek"]


def test_who_is_silent_is_named() -> None:
    answer = ask("/compare Lind | Ek", CORPUS[0], CORPUS[1])
    assert answer.message == "The sources hold no statement by Bo Ek."


def test_topics_stand_side_by_side_year_by_year_newest_first() -> None:
    answer = ask("/compare sanctions | ceasefire", *CORPUS)
    assert [one.heading for one in answer.sections] == ["2024", "2023"]
    assert [item.under for item in section(answer, "2024")] == ["Sanctions", "Ceasefire"]
    assert [item.under for item in section(answer, "2023")] == ["Sanctions"]


def test_articles_without_a_date_come_last() -> None:
    undated = speech("005", "Bo Ek", "The sanctions came too late for the mills", None)
    answer = ask("/compare sanctions | ceasefire", *CORPUS, undated)
    assert answer.sections[-1].heading == "Date unknown"
    assert texts(answer, "Date unknown") == [
        "“The sanctions came too late for the mills,” Ek said to a full hall."
    ]


def test_a_topic_no_source_has_is_named() -> None:
    answer = ask("/compare sanctions | whaling", *CORPUS)
    assert answer.status is Status.NONE
    assert "whaling" in str(answer.message)


def test_a_person_and_a_topic_stand_side_by_side_as_two_topics() -> None:
    answer = ask("/compare Lind | sanctions", *CORPUS)
    assert answer.status is Status.FOUND
    shown = {(item.under, item.speaker) for section in answer.sections for item in section.items}
    assert {("Lind", "Ada Lind"), ("Sanctions", "Bo Ek")} <= shown


def test_an_ambiguous_side_is_asked_about() -> None:
    namesake = make_article("006", "Painter\nOlga Lind painted nine gates.", people={"Olga Lind": []})
    answer = ask("/compare Lind | Ek", *CORPUS, namesake)
    assert answer.status is Status.AMBIGUOUS
    assert {candidate.name for candidate in answer.candidates} == {"Ada Lind", "Olga Lind"}


def test_an_unknown_name_is_said_to_be_unknown_with_near_names() -> None:
    answer = ask("/compare Lind | Zubrowka", *CORPUS)
    assert answer.status is Status.NONE
    assert "Zubrowka" in str(answer.message)


def test_one_side_alone_is_no_comparison() -> None:
    assert ask("/compare sanctions", *CORPUS).status is Status.INVALID


@pytest.mark.parametrize(
    "sides",
    [
        "Coast Post | Harbour Times",
        "the Coast Post | Gazette Radio",
        "Reuters | BBC",
        "Герольд | Морская Газета",
    ],
)
def test_two_outlets_are_said_to_be_outlets(sides: str) -> None:
    written = make_article("007", "Fish\nThe Coast Post wrote on fish.", outlet="Герольд")
    answer = ask(f"/compare {sides}", *CORPUS, written)
    assert answer.status is Status.NONE
    assert "outlets, neither people nor topics" in str(answer.message)
    assert not answer.sections


def test_a_topic_that_ends_like_an_outlet_is_a_topic() -> None:
    assert (
        ask("/compare hard times | sanctions", *CORPUS).message != ask("/compare BBC | AFP", *CORPUS).message
    )


def both(
    id_: str, title: str, first: str, second: str, published: str | None = "2024-06-01"
) -> AnalysedArticle:
    text = f"{title}\n“{first},” Lind told the hall.\n“{second},” Ek told the hall."
    return telling(
        make_article(id_, text, people={"Ada Lind": ["Lind"], "Bo Ek": ["Ek"]}, published=published),
        says={f"{first},": "Ada Lind", f"{second},": "Bo Ek"},
    )


@pytest.mark.parametrize(
    ("title", "first", "second"),
    [
        (
            "Mills Close in the North",
            "Nobody in my town can pay wages from good wishes alone",
            "Owners who planned badly should not blame the capital for it",
        ),
        (
            "На севере закрываются пилорамы",
            "В моём городе никто не может платить людям одними обещаниями",
            "Хозяева сами плохо считали и пусть не винят столицу",
        ),
    ],
)
def test_what_both_say_on_one_event_meets_under_its_title_whatever_words_they_use(
    title: str, first: str, second: str
) -> None:
    names = make_article("000", "Names\nAda Lind met Bo Ek.", people={"Ada Lind": [], "Bo Ek": []})
    answer = ask("/compare Lind | Ek", names, both("008", title, first, second))
    assert answer.message is None
    assert answer.sections[0].heading == title
    assert [item.under for item in answer.sections[0].items] == ["Ada Lind", "Bo Ek"]


def test_words_that_join_a_sentence_head_no_subject() -> None:
    names = make_article("000", "Names\nAda Lind met Bo Ek.", people={"Ada Lind": [], "Bo Ek": []})
    answer = ask(
        "/compare Lind | Ek",
        names,
        speech("011", "Ada Lind", "Even though the mills stand still we must feed the town", "2023-02-01"),
        speech("012", "Bo Ek", "Even though nobody likes it there is no coal to be had", "2024-03-01"),
    )
    assert [one.heading for one in answer.sections] == ["Ada Lind", "Bo Ek"]


def test_topics_are_compared_by_lines_that_hold_their_words_together() -> None:
    near = make_article("013", "Round\nThe Orna talks were opened.", published="2024-02-01")
    apart = make_article(
        "014",
        "Market\nThe talks of the town are the prices of the week, which is no wonder as every ship that "
        "came in since the winter was bound for the port of Orna.",
        published="2024-02-02",
    )
    answer = ask("/compare Orna talks | ceasefire", *CORPUS, near, apart)
    assert "The Orna talks were opened." in [item.text for one in answer.sections for item in one.items]
    assert not any(item.article == "014" for one in answer.sections for item in one.items)


def test_two_pairs_of_one_event_stand_under_one_heading() -> None:
    text = (
        "The mole falls into the sea\n"
        "“The mole was old and nobody had looked after it for years,” Lind told the hall.\n"
        "“Fishing boats lie under the stones, and their crews want money,” Lind told the hall.\n"
        "“Engineers had warned of the waves since spring,” Ek told the hall.\n"
        "“Insurance will pay for each of the ships by May,” Ek told the hall."
    )
    made = make_article("008", text, people={"Ada Lind": ["Lind"], "Bo Ek": ["Ek"]}, published="2024-06-01")
    said = [
        (part.split("”")[0], "Ada Lind" if "Lind told" in part else "Bo Ek") for part in text.split("“")[1:]
    ]
    made = telling(made, says=dict(said))
    names = make_article("000", "Names\nAda Lind met Bo Ek.", people={"Ada Lind": [], "Bo Ek": []})
    answer = ask("/compare Lind | Ek", names, made)
    headings = [one.heading for one in answer.sections]
    assert len(headings) == len(set(headings))
    assert [item.under for item in answer.sections[0].items] == ["Ada Lind", "Bo Ek", "Ada Lind", "Bo Ek"]


def test_two_people_are_compared_on_the_subject_named_behind_the_second() -> None:
    answer = ask("/compare Lind and Ek on sanctions", *CORPUS)
    assert {item.article for part in answer.sections for item in part.items} == {"001", "002"}
    answer = ask("/compare Lind and Ek on ceasefire", *CORPUS)
    assert {item.article for part in answer.sections for item in part.items} == {"004"}
    assert answer.message == "No statement by Ada Lind on this."


def test_two_bodies_are_compared_on_the_subject_named_behind_the_second() -> None:
    answer = ask(
        "/compare Norway and Iceland on herring",
        make_article("021", "Norway on herring\nNorway sells herring.", published="2024-03-01"),
        make_article("022", "Iceland on herring\nIceland buys herring.", published="2024-03-02"),
        make_article("023", "Norway on tolls\nNorway raised tolls.", published="2024-03-03"),
    )
    assert {item.article for part in answer.sections for item in part.items} == {"021", "022"}
