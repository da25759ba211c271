"""Time zones to choose from, by region and city, and the one that some words or a place mean.

Pure but for tz data, the cities' names of CLDR and `zones.toml`.
"""

from __future__ import annotations

import math
import re
import tomllib
import zoneinfo
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from bot.languages.saying import ENGLISH, LANGUAGES

REGIONS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
_NEAR = 70  # least likeness (0 to 100) of a misspelt city
_MOST_NEAR = 3
_OFFSET = re.compile(r"(?:utc|gmt|мск)?\s*([+-−])\s*(\d{1,2})(?::?00)?")
_OWN_OFFSET = re.compile(r"Etc/GMT([+-])(\d{1,2})")
_PLACE = re.compile(r"([+-]\d{2})(\d{2})(?:\d{2})?([+-]\d{3})(\d{2})(?:\d{2})?")
_FARTHEST_WEST, _FARTHEST_EAST = 12, 14  # hours from UTC


@cache
def zones() -> Mapping[str, Sequence[str]]:
    """Return the zones of each region, by name ("Asia/Almaty"), in alphabetical order."""
    known = sorted(zoneinfo.available_timezones())
    return {region: [zone for zone in known if zone.startswith(f"{region}/")] for region in REGIONS}


def is_zone(name: str) -> bool:
    """Say whether there is a time zone of this name among those offered."""
    if (offset := _OWN_OFFSET.fullmatch(name)) is not None:
        return int(offset[2]) <= (_FARTHEST_EAST if offset[1] == "-" else _FARTHEST_WEST)
    return name == "UTC" or name in zones().get(name.partition("/")[0], ())


def zone_meant(words: str) -> str | None:
    """Return the zone that some words mean, None if no other.

    A zone is meant by its name, the city at its end ("almaty", «алматы»), another place there ("Astana") or
    its distance from UTC in hours ("GMT+5").
    """
    wanted = _plain(words)
    if wanted in {"utc", "gmt"}:
        return "UTC"
    found = _by_name().get(wanted) or _by_city().get(wanted) or _by_place().get(wanted.replace("utc", "gmt"))
    return found or _by_offset(wanted)


def zones_near(words: str) -> list[str]:
    """Return the zones whose city is spelt much like some words, likeliest first."""
    if any(character.isdigit() for character in words):
        return []
    cities = {**_by_place(), **_by_city()}
    near = process.extract(_plain(words), list(cities), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=8)
    return list(dict.fromkeys(cities[name] for name, _, _ in near))[:_MOST_NEAR]


def zones_around(latitude: float, longitude: float) -> list[str]:
    """Return the zones whose city lies nearest to a place, in degrees; none where their places are unknown.

    Borders are not known here, so who asks is to choose among them.
    """
    known = [(_apart((latitude, longitude), place), zone) for zone, place in _places_of_zones().items()]
    return [zone for _, zone in sorted(known)[:_MOST_NEAR]]


def likely_zones(language: str) -> Sequence[str]:
    """Return the zones offered first to whoever speaks a language."""
    offered: Mapping[str, Sequence[str]] = _data()["likely"]
    return offered.get(language, offered["en"])


def city(zone: str) -> str:
    """Return what a zone is called in its region: "Argentina/Buenos Aires", or "UTC+5"."""
    if (offset := _OWN_OFFSET.fullmatch(zone)) is not None:
        return f"UTC{'+' if offset[1] == '-' else '−'}{offset[2]}"  # tz data counts them the other way
    return zone.partition("/")[2].replace("_", " ") or zone


def shown_zone(zone: str) -> str:
    """Return a zone as people are told it: "Asia/Almaty", "UTC+5"."""
    return city(zone) if _OWN_OFFSET.fullmatch(zone) else zone


def _plain(words: str) -> str:
    return " ".join(words.replace("_", " ").lower().split())


@cache
def _by_name() -> Mapping[str, str]:
    return {_plain(zone): zone for of_region in zones().values() for zone in of_region}


@cache
def _by_city() -> Mapping[str, str]:
    """Return the zones by the cities at their ends: in English, and in our other languages as in CLDR."""
    from babel import Locale  # only whoever types a city needs it

    every = [zone for of_region in zones().values() for zone in of_region]
    named = {_plain(zone.rpartition("/")[2]): zone for zone in reversed(every)}
    for language in (code for code in LANGUAGES if code != ENGLISH):
        of_language = Locale(language).time_zones
        for zone in every:
            told = of_language.get(zone, {}).get("city")
            if told:
                named.setdefault(_plain(str(told)), zone)
    return named


@cache
def _by_place() -> Mapping[str, str]:
    return {name: zone for zone, names in _data()["places"].items() for name in names}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("bot.chat.chats").joinpath("zones.toml").read_text(encoding="utf-8"))


def _by_offset(wanted: str) -> str | None:
    found = _OFFSET.fullmatch(wanted)
    if found is None:
        return None
    hours = int(found[2]) * (1 if found[1] == "+" else -1) + (3 if wanted.startswith("мск") else 0)
    if not -_FARTHEST_WEST <= hours <= _FARTHEST_EAST:
        return None
    return "UTC" if hours == 0 else f"Etc/GMT{'-' if hours > 0 else '+'}{abs(hours)}"


@cache
def _places_of_zones() -> Mapping[str, tuple[float, float]]:
    """Return where the city of each zone lies, as the table of the tz database has it."""
    found = {}
    for line in _table():
        columns = line.split("\t")
        place = _PLACE.fullmatch(columns[1]) if not line.startswith("#") and len(columns) > 2 else None
        if place is not None:
            found[columns[2].strip()] = (_degrees(place[1], place[2]), _degrees(place[3], place[4]))
    return found


def _table() -> Iterator[str]:
    tables = [Path(folder) / "zone1970.tab" for folder in zoneinfo.TZPATH]
    table = next((one for one in tables if one.is_file()), None)
    if table is None:
        try:
            table = Path(str(files("tzdata").joinpath("zoneinfo/zone1970.tab")))
        except ModuleNotFoundError:
            return
    yield from table.read_text(encoding="utf-8").splitlines()


def _degrees(whole: str, minutes: str) -> float:
    return float(whole) + math.copysign(int(minutes) / 60, float(whole))


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return how far two places lie apart, as the angle between them."""
    (north, east), (to_north, to_east) = (tuple(map(math.radians, place)) for place in (one, other))
    cosine = math.sin(north) * math.sin(to_north)
    cosine += math.cos(north) * math.cos(to_north) * math.cos(east - to_east)
    return math.acos(max(-1.0, min(1.0, cosine)))
