"""Two people or two topics side by side."""

from bot.models import AnalysedArticle, Status
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
    assert [one.heading for one in answer.sections[1:]] == ["Only Ada Lind", "Only Bo Ek"]
    assert [item.under for item in section(answer, "Only Ada Lind")] == ["Human rights"]
    assert [item.under for item in section(answer, "Only Bo Ek")] == ["Ceasefire"]


def test_without_a_common_subject_each_says_their_own() -> None:
    answer = ask("/compare Lind | Ek", CORPUS[0], CORPUS[3], CORPUS[4])
    assert "no subject in common" in str(answer.message)
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


def test_a_person_and_a_topic_are_told_apart_with_what_to_ask_instead() -> None:
    answer = ask("/compare Lind | sanctions", *CORPUS)
    assert answer.status is Status.INVALID
    assert "/said Ada Lind on sanctions" in str(answer.message)
    assert answer.suggestions == ("Ada Lind | Bo Ek",)


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
