"""Where and for whom a report begins: "ASTANA — ", "KYIV, Ukraine (AP) — ", "(Reuters) - ", "MOSCOW, July 5.
/TASS/. ".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from bot.corpus.origin.calendar_dates import written_dates
from bot.language_data.calendar import months
from bot.language_data.loading import subject
from bot.text.dates.written_dates import any_of
from bot.text.names.name_lexicon import fold, lexicon
from bot.words.spans import Span

_CAPITALS = "A-ZÀ-ÝА-ЯЁҚҒӘІҢҮҰӨ"
_PLACE = rf"[{_CAPITALS}][{_CAPITALS}.'’\-]{{1,24}}(?:[ \u00a0/][{_CAPITALS}.'’\-]{{1,24}}){{0,3}}"
_CITY = r"[A-Z][a-zà-ÿ'’]{2,15}(?:[ \-][A-Z][a-zà-ÿ]{2,15}){0,2}"
_RUSSIAN_CITY = r"[А-ЯЁ][а-яё]{2,15}(?:-[А-ЯЁа-яё]{2,12}){0,2}"
_COUNTRY = r"(?:, ?[A-Z][\w.'’\-]{0,20}(?: [A-Z][\w.'’]{0,20}){0,2})?"
_OF_YEAR = r"(?: (?:19|20)\d\d(?: ?г(?:ода?)?)?)?"
_AGENCY = r"(?P<agency>[A-Za-zА-Яа-яЁё][\w./ &\-]{1,30}?)(?:,? ?(?:[,–—]|(?<= )-(?= )) ?[^()]{0,24})?"
_DASH = (
    r"(?:[\u2013\u2014\u2015]{1,2}|--|(?<=[ \u00a0])[_\-](?=[ \u00a0])"
    r"|(?:(?<=\))|(?<=\)[ \u00a0]))[_\-])"  # behind the agency's bracket no hyphen joins two words
)
_YEAR = r"(?:19|20)\d\d"
_SHOUTED = rf"[{_CAPITALS}][{_CAPITALS}\-]{{3,20}}"
_GAP = r"[ \u00a0]{0,3}"

# TEHRAN: Iran's foreign minister ... / Moscow- Russia on Saturday ... (the place must be known)
_BARE_PLACE = re.compile(
    rf"(?P<place>[A-Z][A-Z.'’\-]{{1,24}}?(?:[ \u00a0][A-Z][A-Z.'’\-]{{1,24}}?){{0,2}}|{_CITY})"
    rf"{_GAP}[:\-–—]{_GAP}(?<=[ \u00a0])(?=[{_CAPITALS}“\"«‘])"
)
_GLUED = re.compile(
    r"(?P<place>[A-ZÀ-Ý]{4,15}(?:-[A-ZÀ-Ý]{2,12})?)(?P<first>[A-ZÀ-Ý][a-zà-ÿ]{1,14})(?=[ ,’'])"
)
_NAMES = rf"(?:[{_CAPITALS}«“\"](?:[\w'’»”\"\-]|\.(?=[\w,])){{0,24}}+[ ,]{{0,2}}+){{0,5}}"
_HEAD_BEFORE = re.compile(
    rf"\(?{_NAMES}(?:\([{_CAPITALS}][\w ./&\-]{{1,30}}\) ?)?(?:[\-–—] )?\(?(?:[A-Z][a-z]{{5,8}},? )?"
)
_HEAD_END = re.compile(
    rf"(?: ?(?:года|год|г\.|г)(?!\w))?(?:, \d{{1,2}}[:.]\d\d)?\)?,?(?: \([{_CAPITALS}][\w ./&\-]{{1,30}}\))?"
    rf"(?:(?:,| at| in)? {_NAMES})?\)?"
    r"(?P<mark>[ \u00a0]?(?:[\u2013\u2014\u2015]|--|:|\.|(?<=\)))|[ \u00a0]-|(?<=[.)]))[ \u00a0]{1,3}"
    rf"(?=[{_CAPITALS}“\"«‘])"
)
"""Behind the day of such a head: the word for year, the hour, an agency or a place, and its last mark."""
_LONGEST_HEAD = 110
_NO_HEADS = ([""], ["On"], ["In"], ["Since"], ["Born"], ["By"], ["Until"], ["From"], ["The"], ["A"])
_SHORTEST_REPORT = 60
"""Characters of a paragraph behind a place with a colon; after a shorter one the place may be who speaks."""

_DASHES = "–—―_-"
_BRACKETS = frozenset("([/")
"""Stand around the agency in a dateline, whatever its name."""


class _Days(NamedTuple):
    """How a day is written in a dateline: a month in Latin letters, one in Cyrillic ones, and all of it."""

    month: str
    cyrillic_month: str
    day: str


@cache
def _days() -> _Days:
    month = rf"(?:{any_of(name.capitalize() for name in months() if name.isascii())})\.?"
    cyrillic_month = rf"(?:{any_of(name for name in months() if not name.isascii())})"
    english = rf",? ?(?:\d{{1,2}}(?:st|nd|rd|th)? )?{month}(?: \d{{1,2}})?(?:,? (?:19|20)\d\d)?"
    russian = r"[,.]? \d{1,2} [а-яё]{3,8}(?: (?:19|20)\d\d(?: ?г(?:\.|ода?))?)?"
    return _Days(month, cyrillic_month, rf"(?:{english}|{russian})?")


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    month, cyrillic_month, day = _days()
    return tuple(
        re.compile(form + rf"{_GAP}(?=[{_CAPITALS}“\"«‘\d])")
        for form in (
            # KYIV, Ukraine (AP) — / MOSCOW, April 18 (Reuters) - / MINSK (News / Sputnik - 23rd March, 2021)
            rf"{_PLACE}{_COUNTRY}{day}[.,]?{_GAP}\({_AGENCY}\){day}[.,:]?{_GAP}(?:{_DASH})?",
            # ASTANA, July 5. /TASS/.
            rf"{_PLACE}{_COUNTRY}{day}[.,]?{_GAP}/(?P<agency>[\w .\-]{{2,25}})/[.,:]?{_GAP}(?:{_DASH})?",
            # DUSHANBE, April 11, 2014, Asia-Plus –
            rf"{_PLACE}{day}, (?P<agency>[A-Z][\w.\-]{{2,20}}(?: [A-Z][\w.\-]{{2,20}})?){_GAP}{_DASH}{_GAP}",
            # ASTANA. KAZINFORM – / Москва. 5 июля. INTERFAX.RU -
            rf"{_PLACE}[.,]{day}[.,]? (?P<agency>{_SHOUTED}(?:\.RU)?){_GAP}{_DASH} ",
            rf"{_RUSSIAN_CITY}\.{day}[.,]? (?P<agency>[А-ЯЁA-Z][\w.]{{2,20}}){_GAP}{_DASH} ",
            # Минск, 30 июня. / АЛМАТЫ, 4 марта 2024 года.
            rf"(?:{_RUSSIAN_CITY}|{_PLACE})[,.] \d{{1,2}} {cyrillic_month}{_OF_YEAR}\.{_GAP}{_DASH}?{_GAP}",
            # [Steppe Radio] Osh —
            rf"\[(?P<agency>[A-Z][\w.&'’ \-]{{1,40}})\] {_CITY}{_COUNTRY}{_GAP}{_DASH}{_GAP}",
            # Baghdad, Iraq, 12 May, 2004 --
            rf"{_CITY}{_COUNTRY},? (?:\d{{1,2}} )?{month}(?: \d{{1,2}})?(?:,? {_YEAR})?{_GAP}{_DASH}",
            # WASHINGTON — / BAKU, Azerbaijan, Dec. 29.
            rf"{_PLACE}{_COUNTRY}{day}[.,]?{_GAP}{_DASH}{_GAP}",
            rf"{_PLACE}, [A-Z][a-z]{{3,15}}, [A-Z][a-z]{{2,8}}\.? \d{{1,2}}\.",
            # Washington (CNN) / Tashkent (Reuters) -
            rf"{_CITY}{_COUNTRY}{day}[.,]?{_GAP}\((?P<agency>[A-Z][\w./&\-]{{1,20}})\):?{_GAP}(?:{_DASH})?",
            # (Reuters) - / Oct 15 (Reuters) -
            rf"(?:{day} )?\((?P<agency>[A-Z][\w./ &\-]{{1,30}})\){_GAP}{_DASH}",
        )
    )


@cache
def _bare_agency() -> re.Pattern[str]:
    """Return the expression of "SAMARKAND. KAZINFORM The delegation …", «МОСКВА, 17 мар - РИА Новости. …»."""
    return re.compile(
        rf"{_PLACE}(?:[.,]{_days().day}[.,]? |,? \d{{1,2}} [а-яё]{{3,8}}\.? ?[\-–—] ?)"
        rf"(?P<agency>[{_CAPITALS}]{{3,15}}(?: Новости)?|[A-Z][a-z]{{2,14}})[.,:]? (?=[{_CAPITALS}“\"«])"
    )


@lru_cache(maxsize=1)
def known_outlets() -> Mapping[str, frozenset[str]]:
    """Return the lists of the subject `outlets`, by name."""
    return {name: frozenset(words) for name, words in subject("outlets").items()}


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline at the beginning of an article: all of it with its dash, and the agency it names, if one."""

    span: Span
    agency: str | None


def dateline_of(text: str, start: int, end: int) -> Dateline | None:
    """Find the dateline a paragraph begins with.

    Args:
        text: the document's text.
        start: where the paragraph begins.
        end: where it ends.

    Returns:
        The dateline, up to the first letter of the first sentence, or None. A place in capitals that runs
        into the first word ("ASTANALast year") is one too; a sentence that merely begins with an abbreviation
        is not.
    """
    bare = _bare_agency().match(text, start, min(end, start + 80))
    if bare and bare["agency"].split()[0] in known_outlets()["agencies"]:
        return Dateline(Span(start, bare.end()), bare["agency"])
    for form in _forms():
        found = form.match(text, start, min(end, start + 160))
        if found and found.end() < end:
            agency = (found.groupdict().get("agency") or "").strip(" -–—") or None
            if agency is not None and not _BRACKETS.intersection(found.group()):
                agency = agency if agency.split(".")[0] in known_outlets()["agencies"] else None
            if _may_be_dateline(found.group(), agency):
                return Dateline(Span(start, found.end()), agency)
    dated = _dated_head(text, start, min(end, start + _LONGEST_HEAD))
    if dated is not None and dated < end:
        return Dateline(Span(start, dated), None)
    alone = _BARE_PLACE.match(text, start, min(end, start + 60))
    if alone and end - alone.end() > _SHORTEST_REPORT and _is_place(alone["place"], text, end):
        return Dateline(Span(start, alone.end()), None)
    glued = _GLUED.match(text, start, min(end, start + 40))
    if glued and end - glued.end() > 20 and glued["place"] not in known_outlets()["not_places"]:
        return Dateline(Span(start, glued.start("first")), None)
    return None


def _dated_head(text: str, start: int, end: int) -> int | None:
    """Where the text begins behind a full day among names and a mark: "12 March 2024, Osh – ".

    A full stop is such a mark where the day follows a comma or begins the paragraph; else it may end a
    sentence.
    """
    found = next(iter(written_dates(text, start, end)), None)
    if found is None or found.year is None or found.day is None:
        return None
    before, behind = text[start : found.span.start], _HEAD_END.match(text, found.span.end, end)
    if behind is None or not _HEAD_BEFORE.fullmatch(before) or before.split(maxsplit=1)[:1] in _NO_HEADS:
        return None
    stop = behind["mark"].strip() in (".", ":")
    if stop and before.strip() and before.rstrip()[-1] not in ",(":
        return None
    return behind.end()


def _is_place(name: str, text: str, end: int) -> bool:
    """Whether a name is a city's or a country's, and nobody of that name speaks again below."""
    known, word = lexicon(), fold(" ".join(name.split()))
    if word in known.given or word in known.demonyms or text.find(f"\n{name}:", end) >= 0:
        return False
    return word in known.places or word in known.countries


def _may_be_dateline(found: str, agency: str | None) -> bool:
    """Whether what looks like a dateline is one: a place in front, and a dash or an agency that is known
    behind it.
    """
    outlets = known_outlets()
    known = agency is None or agency in outlets["agencies"]
    if not known and any(character.isdigit() for character in agency or ""):
        return False  # "WEEK AT A GLANCE (May 22-28)."
    if found.startswith("["):
        return True
    first = re.split(r"[ ,.\u00a0]", found, maxsplit=1)[0]
    if first in outlets["not_places"] or first in {"The", "A", "An"}:
        return False
    dated = any(character.isdigit() for character in found)
    marked = found.rstrip(" \u00a0")[-1:] in _DASHES or f"/{agency}/" in found or dated
    return marked or agency is None or bool(set(re.split(r"[ /.]", agency)) & outlets["agencies"])
