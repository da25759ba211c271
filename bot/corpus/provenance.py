"""Who published an article and when, as far as its own text bears it out; unknown where it does not.

A wrong date is worse than none: what is inferred is a bound wherever the text gives no more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.corpus.calendar_dates import WrittenDate, iso_date, written_dates, written_years, years_with_weekday
from bot.corpus.datelines import Dateline, known_outlets
from bot.corpus.wording import word_lists
from bot.models import Basis, Dropped, GivenFacts, Precision, PublicationDate, Span

_TOP_LEVEL = r"(?:com|org|net|kz|kg|uz|tj|tm|az|ru|ua|am|ge|tv|info|asia|news|media)"
_NAME_WORD = rf"[A-Z][\w'’/\-]{{0,24}}(?:\.{_TOP_LEVEL}\b)?"
_NAME = (
    rf"(?P<name>(?:[Tt]he )?(?:{_NAME_WORD}|\d{{1,2}}\.{_TOP_LEVEL}\b)"
    rf"(?: (?:of |and |& |the )?{_NAME_WORD}){{0,5}})"
)
_YEARS = r"(?:19|20)\d\d(?:[-–](?:19|20)?\d\d)?"

_LEARNED = re.compile(rf"\b{_NAME} has (?:learned|learnt|found out)\b")
_REPORTS = re.compile(
    rf",”? {_NAME} (?:reports|informs|cites|learned|learns)(?=[.,]| citing| with reference| from the event"
    rf"| the | that )"
)
_TOLD = re.compile(rf"\b(?:told|tells) {_NAME}(?=[.,;:”]| in | on | that | by | via |$)")
_INTERVIEW = re.compile(
    rf"\b(?:interview (?:with|to|given to|for)|speaking (?:to|with)|spoke (?:to|with)|conversation with"
    rf"|comments? to) {_NAME}"
    r"(?=[.,;:”]| in | on | that |$)"
)
_FOOTERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b[Gg]et {_NAME}(?:'s|’s)? (?:stories|news|newsletter|headlines|articles|updates)\b",
        rf"(?:©|\([cC]\)|[Cc]opyright)(?: ?©)?(?: {_YEARS})?[,.]? (?:by )?{_NAME}",
        rf"\bappeared first on {_NAME}",
        rf"\b[Ss]ubscribe to {_NAME}(?:'s|’s) (?:newsletter|channel|telegram|youtube|briefing)",
        rf"\b[Ff]ollow {_NAME} on (?:Twitter|Facebook|Telegram|Instagram|X|social|Google)",
        rf"\b[Ss]ee all articles from {_NAME}",
    )
)
_ENOUGH = 2

_FUTURE = re.compile(
    r"\b(?:will|would|shall|going to|to be held|set to|set for|scheduled|slated|due|upcoming|forthcoming"
    r"|next|plans?|planned"
    r"|planning|expects?|expected|expecting|effective|by the end of|until|till|through|deadline|forecast"
    r"|forecasts|projected"
    r"|projects|predicts?|aims?|intends?|targets?|goals?|hopes?|vows?|vowed|pledged?|promised?|propos\w+"
    r"|could|(?-i:may)|might|should"
    r"|ahead of|before|prior to|up to|as of|from|strategy|vision|agenda|concept|programme?|roadmap|tender"
    r"|ordered|долж\w+|будет|будут"
    r"|план\w+|ожида\w+|состоится|пройд[её]т|до|следующ\w+)\b",
    re.IGNORECASE,
)
_EFFECTIVE = re.compile(
    r"\b(?:will(?: \w+){1,2}|effective(?: from| on| as of)?|upcoming|scheduled (?:for|to)|slated for"
    r"|set (?:for|to)|plans? to"
    r"|(?:is|are) expected|takes? effect)(?: [\w'’.\-]+){0,5}? (?:(?:on|in|for|from) )?$",
    re.IGNORECASE,
)
_PAST_AUXILIARIES = frozenset(("was", "were", "had", "did", "has", "have"))
_RECENT = re.compile(r"\b(?:latest|most recent)\b[^.]{0,60}$", re.IGNORECASE)
_YEARS_AGO = re.compile(
    r"\b(?P<more>more than|over)? ?(?P<years>\d{1,3}) years ago,? (?:on|in) ", re.IGNORECASE
)
_PREPOSITION = re.compile(
    r"\b(?:in|since|during|late|early|mid|(?:beginning|start|middle|spring|summer|autumn|fall|winter"
    r"|half) of|в|с)[\s\-\u00a0]$",
    re.IGNORECASE,
)
_AFTER_A_YEAR = re.compile(
    r"[,.;:)”\"’—–]|\s(?:and|to|when|after|as|by|but|at|the|under|with|for|from|in|on|while|that|where"
    r"|because|following|between"
    r"|during|or|a|an|has|was|were|had|is|—|–|года|году|г)\b|$"
)
_NAMED_BY_YEAR = re.compile(
    r"\b(?:elections?|nominat\w+|nominee|candidates?|campaigns?|race|debates?|primar\w+|caucus\w*|midterms?"
    r"|olympic\w*|games|cup"
    r"|budget|fiscal|levels|season|выбор\w+|олимпи\w+)\b",
    re.IGNORECASE,
)
_BEFORE_ITS_YEAR = timedelta(days=92)
"""A year is spoken of as a matter of fact some months before it begins."""
_SENTENCE = re.compile(r"(?<=[.!?…”])\s+(?=[A-ZА-ЯЁ“\"«])")


@dataclass(frozen=True, slots=True)
class Origin:
    """The outlet of an article and how it is known."""

    outlet: str | None
    basis: Basis | None


def origin_of(
    text: str,
    *,
    given: GivenFacts,
    paragraphs: Sequence[Span],
    dropped: Iterable[Dropped],
    dateline: Dateline | None,
) -> Origin:
    """Say which outlet an article is from.

    Stated: what came with the document, or the agency in the dateline. Inferred: what the site calls itself
    in its footers, and self-references ("..., Silk Road News Agency reports.", "told Steppe Radio" said
    twice). Lists of sources, and names of others that are merely quoted, prove nothing.

    Args:
        text: the document's text.
        given: what came with the document.
        paragraphs: the article's paragraphs.
        dropped: what was cleaned away around them, where footers are.
        dateline: the article's dateline.

    Returns:
        The outlet as it is written there with its basis, both None when unknown.
    """
    if given.outlet:
        return Origin(given.outlet, Basis.STATED)
    if dateline is not None and dateline.agency:
        return Origin(dateline.agency, Basis.STATED)
    weights: Counter[str] = Counter()
    for part in dropped:
        if part.why not in {"list of sources", "photo credit", "picture caption", "links to other articles"}:
            weights.update(_named_in_footer(part.span.of(text)))
    for number, span in enumerate(paragraphs):
        weights.update(_named_in_paragraph(span.of(text), opening=number < 3))
    ranked = weights.most_common(2)
    if not ranked or ranked[0][1] < _ENOUGH or (len(ranked) > 1 and ranked[1][1] >= ranked[0][1]):
        return Origin(None, None)
    return Origin(ranked[0][0], Basis.INFERRED)


def _named_in_footer(footer: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for pattern in _FOOTERS:
        for match in pattern.finditer(footer[:600]):
            name = match["name"].strip(" .'’")
            if _is_outlet(name):
                found[name] += 3
    return found


def _named_in_paragraph(paragraph: str, *, opening: bool) -> Counter[str]:
    found: Counter[str] = Counter()
    patterns = [(_LEARNED, 3), (_TOLD, 1), (_INTERVIEW, 1)]
    if opening:
        patterns.append((_REPORTS, 2))
    for pattern, weight in patterns:
        for match in pattern.finditer(paragraph):
            name = match["name"].strip(" .'’")
            if _is_outlet(name) and _speaks_of_itself(name, quoted=weight == 1):
                found[name] += weight
    return found


def _speaks_of_itself(name: str, *, quoted: bool) -> bool:
    """Whether a name can mean the article's own outlet.

    Others are written with a small "the"; and that somebody told something to those whom everybody quotes is
    no sign.
    """
    return not (name.startswith("the ") or (quoted and set(name.split()) & known_outlets()["much_quoted"]))


def _is_outlet(name: str) -> bool:
    """Whether a name is an outlet's: a known agency, a name that ends as outlets' do, or a site's address."""
    outlets = known_outlets()
    words = name.removeprefix("The ").removeprefix("the ").split()
    if not words:
        return False
    if name in outlets["agencies"] or re.fullmatch(
        r"[\w\-]+\.(?:kz|kg|uz|tj|az|ru|com|org|net|asia|info|tv|news)", name, re.IGNORECASE
    ):
        return True
    return len(words) > 1 and any(word.lower() in outlets["outlet_words"] for word in words)


def publication_date(
    text: str,
    *,
    given: GivenFacts,
    paragraphs: Sequence[Span],
    date_lines: Sequence[WrittenDate],
    dateline: Dateline | None,
    page_date: WrittenDate | None,
) -> PublicationDate | None:
    """Say when an article appeared.

    Stated: what came with the document, the line with a date at its head, a full date in its dateline.
    Inferred, as bounds: not before the last day the text reports as past, not after a day it announces, nor
    after the day
    of the page it stands on.

    Args:
        text: the document's text.
        given: what came with the document.
        paragraphs: the article's paragraphs.
        date_lines: the dates of lines of their own between its title and its text, spans in `text`.
        dateline: its dateline.
        page_date: the date of the page it stands on, if one is there.

    Returns:
        The date with its basis, precision and evidence, or None when nothing at all is known.
    """
    stated = _stated(text, given, date_lines, dateline)
    if stated is not None:
        return stated
    bounds = _Bounds()
    for span in paragraphs:
        for sentence in _sentences(text, span):
            _weigh(text, sentence, bounds)
    if page_date is not None and page_date.last is not None:
        bounds.not_after(page_date.last, page_date.span)
    for span in paragraphs:
        _weigh_weekdays(text, span, bounds)
    return bounds.result()


def _stated(
    text: str, given: GivenFacts, date_lines: Sequence[WrittenDate], dateline: Dateline | None
) -> PublicationDate | None:
    written = iso_date(given.published) if given.published else None
    evidence: tuple[Span, ...] = ()
    if written is None:
        dated = [found for found in date_lines if found.year is not None]
        if dateline is not None:
            dated += [found for found in written_dates(text, *dateline.span) if found.year is not None]
        if dated and len({found.iso for found in dated}) <= 2:
            # Two dates at the head are the first publication and a later update.
            written = min(dated, key=lambda found: found.first or date.max)
            evidence = (written.span,)
    if written is None or written.precision is None or written.first is None or written.last is None:
        return None
    return PublicationDate(
        written.iso,
        written.precision,
        Basis.STATED,
        written.first.isoformat(),
        written.last.isoformat(),
        evidence,
    )


class _Bounds:
    """The days an article lies between, with what shows it."""

    def __init__(self) -> None:
        self.earliest: tuple[date, Span] | None = None
        self.latest: tuple[date, Span] | None = None
        self.recent: WrittenDate | None = None

    def not_before(self, day: date, evidence: Span) -> None:
        if self.earliest is None or day > self.earliest[0]:
            self.earliest = (day, evidence)

    def not_after(self, day: date, evidence: Span) -> None:
        if self.latest is None or day < self.latest[0]:
            self.latest = (day, evidence)

    def result(self) -> PublicationDate | None:
        earliest, latest = self.earliest, self.latest
        if earliest is not None and latest is not None and earliest[0] > latest[0]:
            # They contradict each other: one of them was misread, so neither is shown.
            return None
        if earliest is None and latest is None:
            return None
        evidence = tuple(bound[1] for bound in (earliest, latest) if bound is not None)
        first, last = (bound[0].isoformat() if bound else None for bound in (earliest, latest))
        if first is not None and first == last:
            return PublicationDate(first, Precision.DAY, Basis.INFERRED, first, last, evidence)
        month = self._month(earliest)
        if month is not None:
            return PublicationDate(month, Precision.MONTH, Basis.INFERRED, first, last, evidence)
        return PublicationDate(None, Precision.RANGE, Basis.INFERRED, first, last, evidence)

    def _month(self, earliest: tuple[date, Span] | None) -> str | None:
        """The month of the last day reported, where the text calls it recent and the month was not over."""
        recent = self.recent
        if earliest is None or recent is None or recent.day is None or recent.first != earliest[0]:
            return None
        return recent.iso[:7] if recent.iso and recent.day <= _EARLY_IN_MONTH else None


_EARLY_IN_MONTH = 20
_LONGEST_SENTENCE = 2_000
_WIDEST_WINDOW = timedelta(days=365 * 5)
"""A weekday comes back to the same day after five or six years: beyond that it tells no year."""


def _sentences(text: str, paragraph: Span) -> Iterable[Span]:
    start = paragraph.start
    for gap in _SENTENCE.finditer(text, paragraph.start, paragraph.end):
        yield Span(start, gap.start())
        start = gap.end()
    yield Span(start, paragraph.end)


def _weigh(text: str, sentence: Span, bounds: _Bounds) -> None:
    """Take the bounds one sentence gives; what goes on for thousands of characters is none."""
    if sentence.end - sentence.start > _LONGEST_SENTENCE:
        return
    dates = [found for found in written_dates(text, *sentence) if found.year is not None]
    covered = [found.span for found in dates]
    years = [
        found
        for found in written_years(text, *sentence)
        if not any(span.overlaps(found.span) for span in covered)
        and _PREPOSITION.search(text[max(sentence.start, found.span.start - 16) : found.span.start])
        and _AFTER_A_YEAR.match(text[found.span.end : found.span.end + 12])
    ]
    if _NAMED_BY_YEAR.search(sentence.of(text)):
        years = []
    if not dates and not years:
        return
    past = _reports_the_past(text, sentence)
    for found in (*dates, *years):
        before = text[sentence.start : found.span.start]
        if found.first is None or found.last is None:
            continue
        if before[-1:] in {'"', "=", "'"}:
            continue
        if found.month is not None and _EFFECTIVE.search(before[-120:]):
            bounds.not_after(found.last, found.span)
        elif past:
            bounds.not_before(_lower(found, before), found.span)
            if found.day is not None and _RECENT.search(before[-90:]):
                bounds.recent = found


def _weigh_weekdays(text: str, paragraph: Span, bounds: _Bounds) -> None:
    """Use days that name their weekday but no year, where only one year between the bounds has them so.

    What happened on such a day is at most a year older than the article that leaves the year out.
    """
    if bounds.earliest is None or bounds.latest is None:
        return
    first, last = bounds.earliest[0] - timedelta(days=365), bounds.latest[0]
    if last - first > _WIDEST_WINDOW:
        return
    for sentence in _sentences(text, paragraph):
        if sentence.end - sentence.start > _LONGEST_SENTENCE or not _reports_the_past(text, sentence):
            continue
        for found in written_dates(text, *sentence):
            if found.year is not None or None in (found.weekday, found.month, found.day):
                continue
            assert found.weekday is not None
            assert found.month is not None
            assert found.day is not None
            years = years_with_weekday(found.month, found.day, found.weekday, first.year, last.year)
            days = [
                day for day in (date(year, found.month, found.day) for year in years) if first <= day <= last
            ]
            if len(days) == 1:
                bounds.not_before(days[0], found.span)


def _lower(found: WrittenDate, before: str) -> date:
    """The first day an article can be of that reports the date as past; "more than 30 years ago, on ..." adds
    them.
    """
    assert found.first is not None
    if found.month is None:
        return found.first - _BEFORE_ITS_YEAR
    ago = _YEARS_AGO.search(before[-40:])
    if ago and ago.end() == len(before[-40:]):
        years = int(ago["years"])
        try:
            then = found.first.replace(year=found.first.year + years)
        except ValueError:
            then = found.first + timedelta(days=365 * years)
        if ago["more"]:
            return then
        return then - timedelta(days=183)
    return found.first


def _reports_the_past(text: str, sentence: Span) -> bool:
    """Whether a sentence tells of something that was, with no word in it that points ahead."""
    words = sentence.of(text)
    if _FUTURE.search(words):
        return False
    lists = word_lists()
    for word in re.findall(r"[A-Za-zА-Яа-яё]+", words):
        base = word.lower()
        if base in lists["reporting_verbs"]:
            continue
        if base in _PAST_AUXILIARIES or (base in lists["past_verbs"] and not base.endswith("s")):
            return True
        if len(base) > 4 and base.endswith(("ed", "лся", "лась", "лись", "лось")) and word.islower():
            return True
    return False
