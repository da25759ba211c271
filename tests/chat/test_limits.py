"""So many requests a minute a person; then one sentence, then silence until the minute is over."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.chat.chats.limits import Admission, RequestLimit, Typing
from bot.errors import DatabaseLocked
from bot.words.chats import AskedLately

NOON = 1000.0  # seconds


async def test_one_too_many_is_told_once_and_then_passed_over() -> None:
    limit = RequestLimit(20)
    assert {await limit.admit(1, NOON) for _ in range(20)} == {Admission.ANSWERED}
    assert await limit.admit(1, NOON) is Admission.TOLD
    assert {await limit.admit(1, NOON) for _ in range(99)} == {Admission.PASSED_OVER}
    assert await limit.admit(2, NOON) is Admission.ANSWERED


async def test_what_is_a_minute_old_counts_no_more_and_the_next_excess_is_told_again() -> None:
    limit = RequestLimit(2)
    for second in (0, 30):
        await limit.admit(1, NOON + second)
    assert await limit.admit(1, NOON + 59) is Admission.TOLD
    assert await limit.admit(1, NOON + 60) is Admission.ANSWERED
    assert await limit.admit(1, NOON + 61) is Admission.TOLD


async def test_people_who_are_quiet_are_forgotten() -> None:
    limit = RequestLimit(20)
    for person in range(20_000):
        await limit.admit(person, NOON + 60 * person)
    assert len(limit._asked) <= 5000


async def test_when_five_thousand_are_remembered_those_quiet_for_a_minute_make_room() -> None:
    limit = RequestLimit(20)
    for person in range(5_000):
        await limit.admit(person, NOON)
    await limit.admit(5_000, NOON + 60)
    assert set(limit._asked) == {5_000}


async def test_who_asked_within_the_minute_is_not_forgotten_for_those_who_come() -> None:
    limit = RequestLimit(1)
    assert await limit.admit(0, NOON) is Admission.ANSWERED
    for person in range(1, 6_000):
        await limit.admit(person, NOON + 1)
    assert await limit.admit(0, NOON + 59) is Admission.TOLD


async def test_who_was_told_and_asks_again_in_time_is_told_anew_at_the_next_excess() -> None:
    limit = RequestLimit(1)
    answered = [await limit.admit(1, NOON + second) for second in (0, 1, 2, 60, 61, 62)]
    assert answered == 2 * [Admission.ANSWERED, Admission.TOLD, Admission.PASSED_OVER]


class Together:
    """Counts kept for several processes; the clock is theirs."""

    def __init__(self) -> None:
        self.asked: dict[int, AskedLately] = {}
        self.now = NOON
        self.away = False

    async def change(self, person: int, rule: Callable[[AskedLately, float], AskedLately]) -> None:
        if self.away:
            raise DatabaseLocked("The database is busy.")
        self.asked[person] = rule(self.asked.get(person, AskedLately((), told=False)), self.now)

    async def forget_old(self, now: int) -> None:
        self.asked.clear()


async def test_processes_that_count_together_keep_one_limit_by_their_own_clock() -> None:
    counts = Together()
    here, there = RequestLimit(2, counts), RequestLimit(2, counts)
    assert await here.admit(1, 5.0) is Admission.ANSWERED
    assert await there.admit(1, 7777.0) is Admission.ANSWERED
    assert await here.admit(1, 5.0) is Admission.TOLD
    assert await there.admit(1, 7777.0) is Admission.PASSED_OVER
    counts.now += 60
    assert await here.admit(1, 5.0) is Admission.ANSWERED


async def test_while_the_counts_are_away_each_process_counts_for_itself(
    caplog: pytest.LogCaptureFixture,
) -> None:
    counts = Together()
    counts.away = True
    limit = RequestLimit(1, counts)
    assert await limit.admit(1, NOON) is Admission.ANSWERED
    assert await limit.admit(1, NOON + 1) is Admission.TOLD
    assert "counted by each process for itself: The database is busy." in caplog.text


# --- what is still being typed ------------------------------------------------------------------------------


def went_on(*typed: tuple[str, float], person: int = 1, typing: Typing | None = None) -> list[bool]:
    typing = typing or Typing()
    return [typing.goes_on(person, words, NOON + second) for words, second in typed]


def test_letters_added_and_taken_back_are_one_request() -> None:
    assert went_on(("ha", 0), ("harb", 1), ("harbour", 2), ("harb", 3)) == [False, True, True, True]


def test_other_words_are_another_request() -> None:
    assert went_on(("harbour", 0), ("fee", 1), ("fees", 2)) == [False, False, True]


def test_the_first_query_of_somebody_is_a_request_whatever_others_type() -> None:
    typing = Typing()
    assert went_on(("harb", 0), typing=typing) == [False]
    assert went_on(("harbour", 1), person=2, typing=typing) == [False]
    assert went_on(("harbour", 2), typing=typing) == [True]


def test_who_pauses_for_twenty_seconds_asks_anew() -> None:
    assert went_on(("har", 0), ("harb", 19), ("harbo", 39)) == [False, True, False]


def test_every_twelfth_letter_is_counted_so_that_nobody_types_for_ever() -> None:
    typed = [("a" * number, number / 10) for number in range(1, 26)]
    assert [number for number, goes_on in enumerate(went_on(*typed)) if not goes_on] == [0, 12, 24]


def test_of_more_people_than_are_remembered_who_typed_longest_ago_is_forgotten() -> None:
    typing = Typing()
    for person in range(5_000):
        assert not typing.goes_on(person, "harb", NOON)
    assert typing.goes_on(0, "harbo", NOON + 1)
    assert not typing.goes_on(5_000, "harb", NOON + 1)
    assert typing.goes_on(0, "harbour", NOON + 2)
    assert not typing.goes_on(1, "harbour", NOON + 2)
