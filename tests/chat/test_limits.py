"""So many requests a minute a person; then one sentence, then silence until the minute is over."""

from bot.chat.chats.limits import Admission, RequestLimit

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
