"""How dates are written: one expression for all of them, built from the words of the subject `dates`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from bot.language_data.calendar import months, on_weekdays
from bot.language_data.loading import subject
from bot.text.dates.written_dates import any_of, at_a_beginning, expression, no_year

_SEASONS = ("summer", "spring", "autumn", "winter")
DAYS_AWAY = {"the day before yesterday": -2, "yesterday": -1, "tomorrow": 1, "the day after tomorrow": 2}
"""How many days from the article's day a word for a day is; before zero is past."""


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
        re.compile(rf"(?<!\w)(?=\w)(?:{future})\b|(?<=\w)(?=[’'])(?:{future})\b", re.IGNORECASE),
        frozenset(data["words"]["counted"]),
        frozenset(data["words"]["named_days"]),
        frozenset([*data["words"]["time"], *months(), *on_weekdays(), *(f"{day}s" for day in on_weekdays())]),
        {word: english for english, words in data["meaning"].items() for word in words},
        _expression(numbers, data["meaning"], data["words"]["counted"]),
    )


def _expression(
    numbers: Mapping[str, int], meaning: Mapping[str, Sequence[str]], counted_things: Iterable[str]
) -> re.Pattern[str]:
    said = subject("dates")["expressions"]
    month, weekday, number = any_of(months()), any_of(on_weekdays()), any_of(numbers)
    year = r"(?:1[5-9]|20)\d\d"
    its_year = rf"\.?,\s{{0,3}}{year}\b(?!\s+(?:{any_of(counted_things)})\b)"  # no "in May, 2000 people"
    year_word, of_year = rf"(?:{said['year_word']})?", rf"(?:{said['of_year']})"
    which, what, week, counted, adverbs = (
        any_of(word for kind in kinds for word in meaning.get(kind, ()))
        for kinds in (
            ("last", "this", "next"),
            ("year", "month", "week", *_SEASONS),
            ("week",),
            ("year", "month", "week", "day"),
            (*DAYS_AWAY, "today"),
        )
    )
    count, count_meant = rf"\d{{1,3}}|{number}|{said['some']}", rf"\d{{1,3}}|{number}|{said['some_meant']}"
    dates = expression(
        {
            "mdy": rf"(?:\s+(?P<mdy_of>{of_year}))?",
            "dmy": rf"(?(dmy_y){year_word})(?:\s+(?P<dmy_of>{of_year}))?",
            "my": year_word,
        }
    )
    every = rf"""
        {dates}
        |(?P<month_of>\b(?P<mo_m>{month})\.?\s+(?P<mo_of>{of_year})\b)
        |(?P<bare>\b(?P<bare_lead>{said["leading"]})
            (?:\s+(?:{said["within_month"]}))?[\s-]?\s*(?P<bare_m>{month})\b(?!\.?\s*\d|{its_year})(?!\.?\s+{of_year}))
        |(?P<adverb>\b(?P<adv>{said["adverbs"]}|{adverbs})\b)
        |(?P<weeks_ago>\b(?:(?P<wa_n>{count})\s+)?(?:{said["weeks_ago"]})(?:{said["on_day"]})(?P<wa_wd>{weekday})\b)
        |(?P<week_on>\b(?P<wo_which>{said["which"]}|{which})\s+(?:{said["week"]}|{week})
            (?:{said["on_day"]})(?P<wo_wd>{weekday})\b)
        |(?P<week_from>\b(?:{count})\s+(?:{said["weeks_from"]})(?:{weekday})\b)
        |(?P<period>\b(?:(?:{said["within_period"]})\s+)?(?P<which>{said["which"]})\s+(?P<what>{said["what"]})\b)
        |(?P<period_meant>\b(?P<which_meant>{which})\s+(?P<what_meant>{what})\b)
        |(?P<year_adverb>\b(?:{said["year_adverb"]})\b)
        |(?P<ago_meant>\b(?:(?P<agm_n>{count_meant})\s+)?(?P<agm_u>{counted})\s+(?:{said["ago_meant"]})\b)
        |(?P<later_meant>\b(?:{said["later_meant"]})\s+(?:(?P<lam_n>{count_meant})\s+)?(?P<lam_u>{counted})\b)
        |(?P<ago>(?<![\w-])(?P<ago_n>{count})\s+(?P<ago_u>{said["units"]})\s+(?:{said["ago"]})\b)
        |(?P<later>\b(?P<later_n>{count})\s+(?P<later_u>{said["units"]})\s+(?P<later_w>{said["later"]})\b)
        |(?P<within>\b(?:{said["within"]})\b)
        |(?P<coming>\b(?:{said["coming"]})\s+(?:(?:{count})\s+)?(?:{said["units"]})\b)
        |(?P<that>\b(?:{said["that"]})\b)
        |(?P<on_weekday>\b(?:(?P<wd_which>{said["which"]}|{which})\s+)?(?P<wd>{weekday})s?\b
            (?:\s+(?:{said["before_week"]})?(?P<wd_week>{said["which"]}|{which})\s+(?:{said["week"]}|{week})\b
            |,?\s+(?:(?P<wd_n>{count})\s+)?(?P<wd_ago>{said["weeks_ago"]})\b
            |\s+(?P<wd_far>{said["far_week"]})\b)?)
        |(?P<year>(?<![\d.,$€£#№/-])(?<![\w-])(?:(?:{said["within_year"]})[\s-]*)?(?P<y>{year})
            (?![\d%°]|[.,]\d|s\b|\s*[$€£%]){no_year()}{year_word})
        """
    return re.compile(at_a_beginning(every), re.IGNORECASE | re.VERBOSE)
