"""Who published an article and when, as far as its own text bears it out; unknown where it does not.

A wrong date is worse than none: what is inferred is a bound wherever the text gives no more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from bot.corpus.origin.calendar_dates import WrittenDate, iso_date, written_dates
from bot.corpus.origin.date_bounds import date_between_bounds
from bot.corpus.origin.datelines import Dateline, known_outlets
from bot.corpus.origin.outlets import shown_outlet
from bot.language_data.loading import subject
from bot.words.documents import Basis, Dropped, GivenFacts, PublicationDate
from bot.words.spans import Span

_TOP_LEVEL = r"(?:com|org|net|kz|kg|uz|tj|tm|az|ru|ua|am|ge|tv|info|asia|news|media)"
_NAME_WORD = rf"[A-Z][\w'’/\-]{{0,24}}(?:\.{_TOP_LEVEL}\b)?"
_NAME = (
    rf"(?P<name>(?:[Tt]he )?(?:{_NAME_WORD}|\d{{1,2}}\.{_TOP_LEVEL}\b)"
    rf"(?: (?:of |and |& |the )?{_NAME_WORD}){{0,5}})"
)
_ADDRESS = re.compile(rf"(?:[\w\-]{{2,30}}\.){{1,2}}{_TOP_LEVEL}", re.IGNORECASE)
_TOLD_WEIGHT, _REPORTS_WEIGHT, _LEARNED_WEIGHT = 1, 2, 3
_ENOUGH = 2
_YEAR_OF_DAYS = 366  # by which what a text tells as past must be younger than its date for that to be wrong


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
    line: str | None = None,
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
        line: the outlet that a line of outlet and day under the title names.

    Returns:
        The outlet as it is written there with its basis, both None when unknown.
    """
    if given.outlet:
        return Origin(shown_outlet(given.outlet), Basis.STATED)
    if line:
        return Origin(line, Basis.STATED)
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


@cache
def _phrases(kind: str) -> tuple[re.Pattern[str], ...]:
    """Return the expressions of one kind of the subject `outlet_phrases`; the outlet is the group `name`."""
    return tuple(re.compile(phrase.replace("<NAME>", _NAME)) for phrase in subject("outlet_phrases")[kind])


def _named_in_footer(footer: str) -> Counter[str]:
    found: Counter[str] = Counter()
    if _ADDRESS.fullmatch(footer.strip()):
        found[footer.strip()] += 3
    for pattern in _phrases("footers"):
        for match in pattern.finditer(footer[:600]):
            name = match["name"].strip(" .'’")
            if _is_outlet(name):
                found[name] += 3
    return found


def _named_in_paragraph(paragraph: str, *, opening: bool) -> Counter[str]:
    found: Counter[str] = Counter()
    weights = {"learned": _LEARNED_WEIGHT, "told": _TOLD_WEIGHT, "interview": _TOLD_WEIGHT}
    if opening:
        weights["reports"] = _REPORTS_WEIGHT
    for kind, weight in weights.items():
        for match in (match for phrase in _phrases(kind) for match in phrase.finditer(paragraph)):
            name = match["name"].strip(" .'’")
            if not (_is_outlet(name) and _speaks_of_itself(name, weight)):
                continue
            # Who says from whom it reports is the reporter; "…, Steppeform reports." may be another's.
            cited = any(citing.match(paragraph, match.end()) for citing in _phrases("citing"))
            alone = kind == "reports" and " " not in name and not cited
            found[name] += 1 if alone else weight
    return found


def _speaks_of_itself(name: str, weight: int) -> bool:
    """Whether a name can mean the article's own outlet.

    Others are written with a small "the"; and that somebody told something to those whom everybody quotes, or
    that they report it, is no sign.
    """
    if name.startswith("the "):
        return False
    much_quoted = known_outlets()["much_quoted"]
    words = name.removeprefix("The ").split()
    if weight == _TOLD_WEIGHT:
        return not set(words) & much_quoted
    return weight != _REPORTS_WEIGHT or re.sub(r"['’]s$", "", words[0]) not in much_quoted


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
    title: Span | None = None,
    named: date | None = None,
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
        title: its title, where that stands in the text.
        named: the first day it is known to have been there, as that its file is named by; a bound.

    Returns:
        The date with its basis, precision and evidence, or None when nothing at all is known.
    """
    stated = _stated(text, given, date_lines, dateline)
    line = dateline.span if dateline is not None else None
    if stated is None:
        return date_between_bounds(text, paragraphs, page_date, line, title, named)
    told = date_between_bounds(text, paragraphs, None)
    if told is not None and told.earliest and stated.latest and _is_much_older(stated.latest, told.earliest):
        # A page that tells of years after its date has been written anew since.
        anew = _given(given.changed)
        return anew if anew is not None and (anew.latest or "") >= told.earliest else told
    return stated


def _is_much_older(stated: str, told: str) -> bool:
    return (date.fromisoformat(told) - date.fromisoformat(stated)).days > _YEAR_OF_DAYS


def _stated(
    text: str, given: GivenFacts, date_lines: Sequence[WrittenDate], dateline: Dateline | None
) -> PublicationDate | None:
    known = _given(given.published)
    written = _written_at_head(text, date_lines, dateline)
    if known is not None and known.earliest == known.latest:
        # A page that gives two days at its head may state the second, of its last change, as its own.
        at_head = {found.iso for found in date_lines if found.day and found.year}
        return written if written is not None and len(at_head) > 1 and known.value in at_head else known
    if known is None or (written is not None and _lies_in(written, known)):
        return written  # an address often has the month alone
    return known


def _lies_in(day: PublicationDate, longer: PublicationDate) -> bool:
    return (longer.earliest or "") <= (day.earliest or "") and (day.latest or "") <= (longer.latest or "")


def _written_at_head(
    text: str, date_lines: Sequence[WrittenDate], dateline: Dateline | None
) -> PublicationDate | None:
    dated = [found for found in date_lines if found.year is not None]
    if dateline is not None:
        dated += [found for found in written_dates(text, *dateline.span) if found.year is not None]
    if not dated or len({found.iso for found in dated}) > 2:
        return None
    # Two dates at the head are the first publication and a later update.
    written = min([found for found in dated if found.day] or dated, key=lambda found: found.first or date.max)
    return _as_stated(written, (written.span,))


def _given(day: str | None) -> PublicationDate | None:
    """A date that came with the document."""
    written = iso_date(day) if day else None
    return _as_stated(written, ()) if written is not None else None


def _as_stated(written: WrittenDate, evidence: tuple[Span, ...]) -> PublicationDate | None:
    if written.precision is None or written.first is None or written.last is None:
        return None
    return PublicationDate(
        written.iso,
        written.precision,
        Basis.STATED,
        written.first.isoformat(),
        written.last.isoformat(),
        evidence,
    )
