"""Time zones to choose from, by region and city, and the one that some words mean. Pure but for tz data."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping, Sequence
from functools import cache

REGIONS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@cache
def zones() -> Mapping[str, Sequence[str]]:
    """Return the zones of each region, by name ("Asia/Almaty"), in alphabetical order."""
    known = sorted(zoneinfo.available_timezones())
    return {region: [zone for zone in known if zone.startswith(f"{region}/")] for region in REGIONS}


def is_zone(name: str) -> bool:
    """Say whether there is a time zone of this name among those offered."""
    return name == "UTC" or name in zones().get(name.partition("/")[0], ())


def zone_meant(words: str) -> str | None:
    """Return the zone that some words mean: its name, or the city at its end ("almaty"); None if no other."""
    wanted = _plain(words)
    if wanted in {"utc", "gmt"}:
        return "UTC"
    every = [zone for of_region in zones().values() for zone in of_region]
    exact = [zone for zone in every if _plain(zone) == wanted]
    cities = [zone for zone in every if _plain(zone.rpartition("/")[2]) == wanted]
    return next(iter([*exact, *cities]), None)


def city(zone: str) -> str:
    """Return what a zone is called in its region: "Argentina/Buenos Aires"."""
    return zone.partition("/")[2].replace("_", " ") or zone


def _plain(words: str) -> str:
    return " ".join(words.replace("_", " ").lower().split())
