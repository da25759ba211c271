"""Hours and days as people write them, and the local clock with its summer time."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.services.telling.quiet_hours import QuietHours, quiet_hours_in
from bot.services.telling.timetable import (
    EVERY_DAY,
    AskedSchedule,
    Timetable,
    impossible_hour,
    last_due,
    next_due,
    read_schedule,
)

WEEKDAYS = frozenset(range(5))
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("written", "at", "days", "words"),
    [
        ("08:30 weekdays sanctions", "08:30", WEEKDAYS, "sanctions"),
        ("8:30", "08:30", EVERY_DAY, ""),
        ("0830 daily", "08:30", EVERY_DAY, ""),
        ("830", "08:30", EVERY_DAY, ""),
        ("8.30 am mon,wed Central Asia", "08:30", {0, 2}, "Central Asia"),
        ("8:30pm", "20:30", EVERY_DAY, ""),
        ("12 am", "00:00", EVERY_DAY, ""),
        ("12:15 p.m. Tokayev", "12:15", EVERY_DAY, "Tokayev"),
        ("7 weekends", "07:00", {5, 6}, ""),
        ("08:30 mon-fri visas", "08:30", WEEKDAYS, "visas"),
        ("08:30 Mon – Wed, Sat visas", "08:30", {0, 1, 2, 5}, "visas"),
        ("08:30 fri to mon", "08:30", {4, 5, 6, 0}, ""),
        ("every day at 9:00 about visas", "09:00", EVERY_DAY, "about visas"),
        ("weekdays 08:30 on sanctions", "08:30", WEEKDAYS, "sanctions"),
        ("noon Tokayev", "12:00", EVERY_DAY, "Tokayev"),
        ("по будням в 8:30 санкции", "08:30", WEEKDAYS, "санкции"),
        ("8:30 пн, ср и пт визы", "08:30", {0, 2, 4}, "визы"),
        ("в 7 вечера по выходным", "19:00", {5, 6}, ""),
        ("ежедневно 08:30 Розенблюм", "08:30", EVERY_DAY, "Розенблюм"),
        ("8:30 каждый день", "08:30", EVERY_DAY, ""),
        ("8:30 пн-пт", "08:30", WEEKDAYS, ""),
        ("8:30 с понедельника по среду", "08:30", {0, 1, 2}, ""),
        ("08:30 күн сайын", "08:30", EVERY_DAY, ""),
        ('08:30 "Sunday Times"', "08:30", EVERY_DAY, '"Sunday Times"'),
        ("08:30 2024 elections", "08:30", EVERY_DAY, "2024 elections"),
    ],
)
def test_hours_and_days_are_read_as_people_write_them(
    written: str, at: str, days: set[int], words: str
) -> None:
    assert read_schedule(written) == AskedSchedule(Timetable(time.fromisoformat(at), frozenset(days)), words)


@pytest.mark.parametrize("written", ["", "sanctions", "25:00", "8:75", "weekdays", "8th of May", "99"])
def test_what_names_no_hour_is_no_schedule(written: str) -> None:
    assert read_schedule(written) is None


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    asked = read_schedule(text)
    assert asked is None or asked.words in text


@pytest.mark.parametrize("days", [EVERY_DAY, WEEKDAYS, frozenset({5, 6}), frozenset({1})])
def test_a_timetable_is_stored_and_read_back(days: frozenset[int]) -> None:
    timetable = Timetable(time(8, 30), days)
    assert Timetable.read(timetable.written()) == timetable


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_local_time_stays_the_same_across_summer_time() -> None:
    timetable = Timetable(time(8, 30))
    winter = next_due(timetable, at("2025-03-29T00:00"), BERLIN)
    summer = next_due(timetable, winter.at, BERLIN)
    assert (winter.at, summer.at) == (at("2025-03-29T07:30"), at("2025-03-30T06:30"))
    assert (winter.window, summer.window) == ("2025-03-29T08:30", "2025-03-30T08:30")


def test_a_time_that_is_left_out_runs_at_the_next_minute_there_is() -> None:
    due = next_due(Timetable(time(2, 30)), at("2025-03-29T12:00"), BERLIN)
    assert due.at.astimezone(BERLIN).isoformat() == "2025-03-30T03:00:00+02:00"
    assert due.window == "2025-03-30T02:30"
    assert next_due(Timetable(time(2, 30)), due.at, BERLIN).at == at("2025-03-31T00:30")


def test_a_time_that_comes_twice_runs_once() -> None:
    first = next_due(Timetable(time(2, 30)), at("2025-10-25T12:00"), BERLIN)
    assert first.at == at("2025-10-26T00:30")
    assert next_due(Timetable(time(2, 30)), first.at, BERLIN).at == at("2025-10-27T01:30")


def test_a_day_that_the_date_line_leaves_out_runs_when_the_next_begins() -> None:
    apia = ZoneInfo("Pacific/Apia")
    due = next_due(Timetable(time(9, 0), frozenset({4})), at("2011-12-29T00:00"), apia)
    assert due.at.astimezone(apia).isoformat() == "2011-12-31T00:00:00+14:00"


def test_days_not_named_are_passed_over() -> None:
    friday_noon = at("2025-01-03T12:00")
    assert next_due(Timetable(time(8, 30), WEEKDAYS), friday_noon, ZoneInfo("UTC")).window.startswith(
        "2025-01-06"
    )


def test_the_last_missed_time_is_the_one_to_catch_up_on() -> None:
    timetable = Timetable(time(8, 30))
    assert last_due(timetable, at("2025-01-10T09:00"), ZoneInfo("UTC")).window == "2025-01-10T08:30"
    assert last_due(timetable, at("2025-01-10T08:29"), ZoneInfo("UTC")).window == "2025-01-09T08:30"


@settings(max_examples=300)
@given(
    st.sampled_from(sorted(available_timezones())),
    st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001
    st.times(),
    st.sets(st.integers(0, 6), min_size=1),
)
def test_in_every_zone_the_next_time_is_later_and_never_twice_in_a_window(
    name: str, now: datetime, clock: time, days: set[int]
) -> None:
    zone = ZoneInfo(name)
    timetable = Timetable(clock.replace(second=0, microsecond=0), frozenset(days))
    now = now.replace(tzinfo=UTC)
    windows = []
    for _ in range(10):
        due = next_due(timetable, now, zone)
        assert now < due.at <= now + timedelta(days=9)
        assert last_due(timetable, due.at, zone) == due
        windows.append(due.window)
        now = due.at
    assert len(set(windows)) == 10


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("22-7", "22:00-07:00"),
        ("22:30–7:15", "22:30-07:15"),
        ("from 10 pm to 7 am", "22:00-07:00"),
        ("11:30PM-6a.m.", "23:30-06:00"),
        ("с 10 вечера до 7 утра", "22:00-07:00"),
        ("22-24", "22:00-00:00"),
        ("midnight to noon", "00:00-12:00"),
    ],
)
def test_quiet_hours_are_read_with_the_half_of_the_day(written: str, hours: str) -> None:
    read = quiet_hours_in(written)
    assert read is not None
    assert read.written() == hours


@pytest.mark.parametrize(
    "written", ["22:00", "22-22", "25-3", "22:60-7", "22-7-5", "²²-⁷", "quiet", "9" * 4000]
)
def test_what_names_no_two_hours_is_no_quiet_time(written: str) -> None:
    assert quiet_hours_in(written) is None


@given(st.text(max_size=60))
def test_whatever_is_written_for_quiet_hours_is_taken_or_refused(written: str) -> None:
    hours = quiet_hours_in(written)
    assert hours is None or QuietHours.read(hours.written()) == hours


@pytest.mark.parametrize(
    "asked", ["10.02.2024", "31.02.2024 fish", "2024-02-31 fish", "10/02/2024 fish", "26.11.2024 08:30 fish"]
)
def test_a_day_in_figures_holds_no_hour(asked: str) -> None:
    assert read_schedule(asked) is None
    assert impossible_hour(asked) is None


@pytest.mark.parametrize(("asked", "hour"), [("10.02 fish", 10), ("8.30 fish", 8), ("0830 fish", 8)])
def test_an_hour_with_a_full_stop_still_is_one(asked: str, hour: int) -> None:
    read = read_schedule(asked)
    assert read is not None
    assert (read.timetable.at.hour, read.words) == (hour, "fish")
