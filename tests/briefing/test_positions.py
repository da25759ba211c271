"""What somebody's statements are on."""

from bot.briefing.lines.quotable import ReadArticle
from bot.briefing.person.positions import Topic, topics_of
from bot.briefing.said.statements_made import Statement, statements_of
from tests.briefing.telling import telling
from tests.makers import make_article, make_library


def statements(*words: str, outlet: str | None = None) -> list[Statement]:
    text = "\n".join(["News", *(f"“{one},” Lind said." for one in words)])
    made = make_article("001", text, people={"Ada Lind": ["Lind"]}, outlet=outlet)
    article = telling(made, says={f"{one},": "Ada Lind" for one in words})
    library, _ = make_library(article)
    return statements_of(library.directory.people[0], {"001": ReadArticle(article)})


def named(topics: tuple[Topic, ...]) -> dict[str, tuple[int, ...]]:
    return {topic.words: topic.statements for topic in topics}


def test_statements_stand_under_the_subject_they_share() -> None:
    said = statements(
        "The sanctions on timber hurt the small mills",
        "Human rights are not a matter of the weather",
        "Nobody in the north will miss the sanctions",
    )
    assert named(topics_of(said, (), ())) == {"Sanctions": (0, 2), "Human rights": (1,)}


def test_no_statement_stands_under_two_subjects() -> None:
    said = statements(
        "The sanctions and human rights belong together always",
        "Human rights come first in this house of ours",
        "The sanctions come second in this house of ours",
    )
    placed = [place for topic in topics_of(said, (), ()) for place in topic.statements]
    assert sorted(placed) == sorted(set(placed))


def test_a_phrase_the_corpus_is_about_is_a_subject() -> None:
    said = statements("The fish ladder at the dam needs a new gate", "Nobody knows the cost of the thing yet")
    assert "Fish ladder" in named(topics_of(said, {"fish ladder"}, ()))


def test_the_speakers_own_country_and_the_outlet_are_no_subjects() -> None:
    said = statements("Norway will wait for the answer of Iceland", outlet="Iceland Review")
    assert named(topics_of(said, (), {"norway"})) == {}


def test_wide_words_are_no_subjects() -> None:
    assert (
        named(topics_of(statements("The government will talk to the countries of the region"), (), ())) == {}
    )


def test_a_common_subject_is_one_that_both_sides_hold() -> None:
    said = statements(
        "The sanctions on timber hurt the small mills",
        "Human rights are not a matter of the weather",
        "Nobody in the north will miss the sanctions",
    )
    sides = (frozenset({0, 1}), frozenset({2}))
    assert list(named(topics_of(said, (), (), sides=sides))) == ["Sanctions"]


def test_words_that_only_join_are_no_subject() -> None:
    said = statements(
        "Even though the mills stand still the town must eat",
        "Even though nobody likes it there is no coal",
    )
    assert "Even though" not in named(topics_of(said, (), ()))


def test_a_subject_is_never_an_inflected_word() -> None:
    said = statements(
        "К мирному договору пока никто не готов",
        "Без мирного договора соседи жить не смогут",
        "Работу парламента ускорить пока нельзя",
        "Ядерная сделка нужна каждому соседу",
    )
    subjects = {"Мирного договора", "Мирному договору", "Договору", "Договора", "Работу парламента"}
    assert not subjects & set(named(topics_of(said, ("мирного договора",), ())))


def test_a_russian_verb_is_no_subject() -> None:
    said = statements("Министр признал границу соседей", "Сосед признал новую границу тоже")
    assert "Признал" not in named(topics_of(said, ("признал",), ()))


def test_a_subject_of_another_script_in_its_base_form_is_one() -> None:
    said = statements("Мирный договор нужен всем соседям сразу", "Мирный договор ещё совсем не готов")
    assert named(topics_of(said, (), ())) == {"Мирный договор": (0, 1)}
