"""What somebody is and was: each office once."""

import pytest

from bot.briefing.person.offices import is_office, office_words, offices
from bot.text.names.role_words import tenure_of
from bot.words.findings import Tenure
from bot.words.people import Appearance, Person, PersonRole
from bot.words.spans import Span

HELD, PAST, COMING = Tenure.CURRENT, Tenure.FORMER, Tenure.FUTURE


def person(*roles: tuple[str, Tenure, str | None]) -> Person:
    return Person(
        "lind",
        "Ada Lind",
        "Lind",
        ("Ada Lind",),
        tuple(
            PersonRole(text, f"{number:03}", Span(0, len(text)), tenure, published)
            for number, (text, tenure, published) in enumerate(roles)
        ),
        (Appearance("000", 0, 1),),
    )


def shown(*roles: tuple[str, Tenure, str | None]) -> list[tuple[str, Tenure, int]]:
    return [(one.role.text, one.tenure, len(one.articles)) for one in offices(person(*roles))]


def test_an_office_worded_in_several_ways_is_shown_once_in_the_fullest() -> None:
    assert shown(
        ("President", HELD, "2024-01"),
        ("Kazakhstan's President", HELD, "2024-02"),
        ("Kazakh president", HELD, "2024-03"),
    ) == [("Kazakh president", HELD, 3)]


@pytest.mark.parametrize(
    "lesser", ["Deputy Foreign Minister", "acting foreign minister", "nominee for foreign minister"]
)
def test_a_lesser_office_is_another(lesser: str) -> None:
    assert len(shown(("Foreign Minister", HELD, "2024-01"), (lesser, HELD, "2024-01"))) == 2


def test_what_the_newest_article_says_is_past_is_past() -> None:
    assert shown(("Swedish Foreign Minister", HELD, "2023-01"), ("foreign minister", PAST, "2024-12")) == [
        ("Swedish Foreign Minister", PAST, 2)
    ]


def test_an_older_article_does_not_make_an_office_past() -> None:
    assert [
        tenure for _, tenure, _ in shown(("minister", PAST, "2001-01"), ("minister", HELD, "2024-12"))
    ] == [HELD]


def test_an_office_to_come_that_has_come_is_left_out() -> None:
    assert shown(("President-elect", COMING, "2024-12"), ("President", HELD, "2025-02")) == [
        ("President", HELD, 1)
    ]


def test_an_office_held_comes_before_one_to_come_and_one_past() -> None:
    found = shown(
        ("former mayor of Turku", PAST, None),
        ("nominee for judge", COMING, None),
        ("harbour master", HELD, None),
    )
    assert [tenure for _, tenure, _ in found][-1] == PAST
    assert found[0][1] == HELD


def test_what_was_said_long_ago_is_not_what_somebody_is_now() -> None:
    first, *_ = offices(
        person(("ambassador to Latvia", HELD, "2015-01"), ("foreign minister", HELD, "2024-01"))
    )
    assert first.role.text == "foreign minister"


@pytest.mark.parametrize(
    "relation",
    [
        "predecessor",
        "a friend",
        "counterpart",
        "deputy",
        "chief rival",
        "a graduate of Turku Academy",
        "выпускник МГУ",
    ],
)
def test_what_somebody_is_to_somebody_else_is_no_office(relation: str) -> None:
    assert not is_office(relation)


def test_a_bid_for_an_office_is_over_when_the_office_is_held() -> None:
    told = shown(
        ("presidential candidate", HELD, "2023-05"),
        ("presidential candidate", HELD, "2023-06"),
        ("Swedish President", HELD, "2024-05"),
    )
    assert told == [("Swedish President", HELD, 1)]


def test_whoever_has_died_or_was_dismissed_holds_no_office() -> None:
    lind = person(("ambassador to Norway", HELD, "2024-05"))
    assert [one.tenure for one in offices(lind, dead=True)] == [PAST]
    assert [one.tenure for one in offices(lind, over=[("000", Span(0, 90))])] == [PAST]
    assert [one.tenure for one in offices(lind, over=[("001", Span(0, 90))])] == [HELD]


@pytest.mark.parametrize(
    "words", ["figure", "governor there", "first candidate to win in the north", "nominee or not"]
)
def test_what_only_its_sentence_explains_is_no_office(words: str) -> None:
    assert not is_office(words)


@pytest.mark.parametrize("later", ["2016-12", None])
def test_an_office_held_for_the_time_being_is_over_where_another_article_has_it_bare(
    later: str | None,
) -> None:
    assert shown(("Acting President of Ruland", HELD, "2016-10"), ("President", HELD, later)) == [
        ("President", HELD, 1)
    ]


def test_an_office_held_for_the_time_being_stays_where_only_an_older_article_has_it_bare() -> None:
    known = shown(("Acting President of Ruland", HELD, "2016-10"), ("President", HELD, "2015-01"))
    assert ("Acting President of Ruland", HELD, 1) in known


@pytest.mark.parametrize("words", ["Rep.", "former Sen.", "Lt. Col."])
def test_a_form_of_address_alone_is_no_office(words: str) -> None:
    assert not is_office(words)
    assert is_office("Alabama Sen.")
    assert is_office("Ambassador to the U.S.")


def test_which_holder_somebody_is_belongs_to_no_office() -> None:
    assert shown(("former security adviser", PAST, "2017-12"), ("first security adviser", HELD, None)) == [
        ("former security adviser", PAST, 2)
    ]


def test_a_first_deputy_is_no_deputy() -> None:
    assert len(shown(("First Deputy Minister", HELD, "2024-01"), ("Minister", HELD, "2024-01"))) == 2
    assert len(shown(("second secretary", HELD, "2024-01"), ("first secretary", HELD, "2024-01"))) == 2


def test_without_dates_an_office_is_over_where_more_articles_say_so() -> None:
    assert shown(("Rulandic president", HELD, None), *[("Former Rulandic President", PAST, None)] * 2) == [
        ("Former Rulandic President", PAST, 3)
    ]
    assert [one[1] for one in shown(("president", HELD, None), ("former president", PAST, None))] == [HELD]


def test_an_undated_command_is_past_where_a_dated_article_calls_its_holder_former() -> None:
    undated = ("head of the Armed Forces", HELD, None)

    assert [tenure for _, tenure, _ in shown(undated, ("former army chief", PAST, "2031-06-02"))] == [
        PAST,
        PAST,
    ]
    assert HELD in [tenure for _, tenure, _ in shown(undated, ("former police chief", PAST, "2031-06-02"))]
    assert HELD in [tenure for _, tenure, _ in shown(undated, ("former army chief", PAST, None))]


def test_an_office_that_a_dated_article_says_was_resigned_is_past() -> None:
    ended = [("2031-06-02", office_words("prime minister"))]
    before, after, none = (
        offices(person(("Prime Minister", HELD, day)), ended=ended)[0].tenure
        for day in ("2031-05-30", "2031-07-01", None)
    )

    assert (before, after, none) == (PAST, HELD, PAST)


def test_what_was_resigned_is_that_office_alone() -> None:
    ended = [("2031-06-02", office_words("minister"))]

    assert offices(person(("Prime Minister", HELD, None)), ended=ended)[0].tenure is HELD


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"chairman", "harbour", "board"}, PAST),  # worded more fully than the office
        ({"harbour", "chairman"}, PAST),
        ({"chairman", "rowing", "club"}, HELD),
        ({"harbour", "master"}, HELD),
    ],
)
def test_an_office_ends_in_whatever_words_a_dated_article_ends_it(said: set[str], expected: Tenure) -> None:
    found = offices(person(("harbour chairman", HELD, None)), ended=[("2024-03-04", frozenset(said))])
    assert [one.tenure for one in found] == [expected]


@pytest.mark.parametrize("word", ["sacked", "fired", "dismissed", "ousted"])
def test_who_is_called_by_how_an_office_was_lost_holds_it_no_more(word: str) -> None:
    assert tenure_of(f"{word} campaign manager") is PAST
