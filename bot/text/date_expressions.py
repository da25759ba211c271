"""How dates are written: one expression for all of them, built from the words of the subject `dates`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from bot.language_data.calendar import months, on_weekdays
from bot.language_data.reading import subject
from bot.text.written_dates import any_of, expression

_SEASONS = ("summer", "spring", "autumn", "winter")


class DateWords(NamedTuple):
    """What dates are made of; `pattern` finds expressions, the name of its last group says which kind."""

    numbers: dict[str, int]
    future: re.Pattern[str]
    counted: frozenset[str]
    named_days: frozenset[str]
    time_words: frozenset[str]
    meaning: dict[str, str]
    pattern: re.Pattern[str]


@cache
def date_words() -> DateWords:
    """Return the words."""
    data = subject("dates")
    numbers = data["numbers"]
    future = "|".join(map(re.escape, data["words"]["future"]))
    return DateWords(
        numbers,
        re.compile(rf"\b(?:{future})\b", re.IGNORECASE),
        frozenset(data["words"]["counted"]),
        frozenset(data["words"]["named_days"]),
        frozenset([*data["words"]["time"], *months(), *on_weekdays(), *(f"{day}s" for day in on_weekdays())]),
        {word: english for english, words in data["meaning"].items() for word in words},
        _expression(numbers, data["meaning"]),
    )


def _expression(numbers: Mapping[str, int], meaning: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    month, weekday = any_of(months()), any_of(on_weekdays())
    number = "|".join(numbers)
    year = r"(?:1[5-9]|20)\d\d"
    of_year = r"(?:that|the\s+same|this|last|next|the\s+following|the\s+previous)\s+year"
    year_word = r"(?:(?:-(?:го|м|й|ом))?(?:\s*(?:год(?:а|у|ом|ы|ах|ов|ам)?|гг?\.|жылғы|жылы))?)"
    no_year = r"(?!\d|-(?!(?:го|м|й|ом)\b)\w)"
    which = "|".join(word for kind in ("last", "this", "next") for word in meaning[kind])
    what = "|".join(word for kind in ("year", "month", "week", *_SEASONS) for word in meaning[kind])
    week = "|".join(["week", *meaning["week"]])
    counted = "|".join(word for kind in ("year", "month", "week", "day") for word in meaning[kind])
    adverbs = "|".join(word for kind in ("yesterday", "tomorrow", "today") for word in meaning[kind])
    year_meant = rf"(?:того\s+же|{which})\s+года"
    unit = r"(?:days?|weeks?|months?|years?|hours?)"
    dates = expression(
        {
            "mdy": rf"(?:\s+(?:of\s+)?(?P<mdy_of>{of_year}))?",
            "dmy": rf"(?(dmy_y){year_word})(?:\s+(?P<dmy_of>(?:of\s+)?{of_year}|{year_meant}))?",
            "my": year_word,
        }
    )
    return re.compile(
        rf"""
        {dates}
        |(?P<month_of>\b(?P<mo_m>{month})\s+(?P<mo_of>(?:of\s+)?{of_year}|{year_meant})\b)
        |(?P<bare>\b(?P<bare_lead>in|since|until|by|from|through|during|last|this|next|late|early|mid|mid-|the|for|of|before|after|в|с|до|начале|конце|середине|началу|концу)
            (?:\s+(?:late|early|mid|mid-))?[\s-]?\s*(?P<bare_m>{month})\b(?!\s*\d)(?!\s+(?:of\s+)?{of_year})(?!\s+{year_meant}))
        |(?P<adverb>\b(?:(?P<adv>today|yesterday|tomorrow|tonight|this\s+morning|this\s+evening|this\s+afternoon|{adverbs}))\b)
        |(?P<period>\b(?:(?:earlier|later|early|late|sometime|at\s+the\s+end\s+of|by\s+the\s+end\s+of)\s+)?(?P<which>last|this|next)\s+(?P<what>year|month|week|spring|summer|autumn|fall|winter)\b)
        |(?P<period_meant>\b(?P<which_meant>{which})\s+(?P<what_meant>{what})\b)
        |(?P<year_adverb>\b(?:былтыр|биыл)\b)
        |(?P<ago_meant>\b(?:(?P<agm_n>\d{{1,3}}|{number}|несколько|пару)\s+)?(?P<agm_u>{counted})\s+(?:тому\s+)?назад\b)
        |(?P<later_meant>\b(?:через|спустя)\s+(?:(?P<lam_n>\d{{1,3}}|{number}|несколько|пару)\s+)?(?P<lam_u>{counted})\b)
        |(?P<week_ago>\b(?:a|one)\s+week\s+ago\s+(?:on\s+)?(?P<wa_wd>{weekday})\b)
        |(?P<ago>(?<![\w-])(?P<ago_n>\d{{1,3}}|{number}|a\s+few|several|a\s+couple\s+of|many)\s+(?P<ago_u>{unit})\s+ago\b)
        |(?P<later>\b(?P<later_n>\d{{1,3}}|{number}|a\s+few|several|a\s+couple\s+of|many)\s+(?P<later_u>{unit})\s+(?P<later_w>later|earlier|after|before|afterwards?|since)\b)
        |(?P<within>\bwithin\s+(?P<within_n>24|48|72)\s+hours\b)
        |(?P<that>\b(?P<that_w>(?:on\s+|in\s+)?(?:that|the\s+same)\s+(?P<that_u>day|month|year)|the\s+(?:following|next|previous)\s+(?P<next_u>day|month|year))\b)
        |(?P<on_weekday>\b(?:(?P<wd_which>last|this|next|{which})\s+)?(?P<wd>{weekday})s?\b(?:\s+(?:of\s+|на\s+)?(?P<wd_week>last|this|next|{which})\s+(?:{week}))?)
        |(?P<year>(?<![\d.,$€£#№/-])(?<![\w-])(?:(?:late|early|mid|mid-|the\s+beginning\s+of|the\s+end\s+of|the\s+start\s+of)[\s-]*)?(?P<y>{year})(?![\d%°]|[.,]\d|s\b|\s*[$€£%]){no_year}{year_word})
        """,
        re.IGNORECASE | re.VERBOSE,
    )
