"""The time zone some words or a place mean."""

import pytest

from bot.chat.chats.zones import (
    city,
    is_zone,
    likely_zones,
    shown_zone,
    zone_meant,
    zones_around,
    zones_near,
)
from bot.languages.saying import LANGUAGES


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Astana", "Asia/Almaty"),
        ("астана", "Asia/Almaty"),
        ("Алматы", "Asia/Almaty"),
        ("Washington", "America/New_York"),
        ("Beijing", "Asia/Shanghai"),
        ("Geneva", "Europe/Zurich"),
        ("Москва", "Europe/Moscow"),
        ("Нью-Йорк", "America/New_York"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),
        ("GMT+5", "Etc/GMT-5"),
        ("utc −03:00", "Etc/GMT+3"),
        ("+6", "Etc/GMT-6"),
        ("МСК+2", "Etc/GMT-5"),
        ("UTC+0", "UTC"),
        ("GMT+5:30", "Asia/Kolkata"),
        ("GMT+15", None),
        ("utc-13", None),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_a_zone_is_meant_by_its_name_a_place_in_it_or_its_hours(words: str, zone: str | None) -> None:
    assert zone_meant(words) == zone
    assert zone is None or is_zone(zone)


def test_a_misspelt_city_has_near_zones_and_a_number_none() -> None:
    assert "Asia/Almaty" in zones_near("Almaaty")
    assert zones_near("gmt+99") == []
    assert zones_near("qqqqqqq") == []


def test_a_place_has_the_zones_around_it() -> None:
    assert zones_around(46.2, 6.1)[0] == "Europe/Zurich"
    assert zones_around(43.2, 76.9)[0] in {"Asia/Almaty", "Asia/Bishkek"}


def test_hours_from_utc_are_shown_as_people_count_them() -> None:
    assert [city("Etc/GMT-5"), shown_zone("Etc/GMT+3"), shown_zone("Asia/Almaty")] == [
        "UTC+5",
        "UTC−3",
        "Asia/Almaty",
    ]


def test_every_likely_zone_is_one() -> None:
    for language in LANGUAGES:
        assert all(is_zone(zone) for zone in likely_zones(language))
