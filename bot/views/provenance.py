"""Where an answer comes from, in words: outlets, dates, how a speaker is named, what the corpus holds."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.languages.languages_read import language_name, languages_read
from bot.languages.saying import in_figures, marked, say, say_count
from bot.views.dates import readable_date
from bot.views.shortening import clipped, cut
from bot.words.answers import Briefing, CorpusCard, DateOf, Item, ItemKind, Kind, Source, Status
from bot.words.documents import Basis
from bot.words.findings import Attribution

_LONGEST_ADDRESS = 2000  # characters; browsers and Word take no longer ones
# Nothing that is not seen or turns the direction of writing, and no name of a user before the host's.
_ADDRESS = re.compile(
    r"https?://(?![^/?#]*@)[^\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff<>\"\\]+"
)
_LONGEST_OUTLET = 160  # characters
_LONGEST_NAMED = 40  # characters of an outlet that is named beside a line
_MOST_NAMED = 3  # outlets named beside a line; more of them are numbers
UNDATED_KINDS = frozenset({Kind.ARTICLE})
"""Kinds of answers whose lines are one text, under one date."""

_HOW_NAMED: Mapping[Attribution | None, str] = {
    Attribution.ROLE: marked("[named by role]"),
    Attribution.PRONOUN: marked("[named by pronoun]"),
}


def address_of(source: Source) -> str | None:
    """Return where a source can be read, None where that is not known or is no address to be tapped."""
    url = source.url or ""
    return url if len(url) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(url) else None


def provenance(source: Source) -> str:
    """Return outlet and date of a source in words, saying what is unknown and what is inferred."""
    if source.published is None:
        date = _between(*source.published_between or (None, None))
    else:
        date = readable_date(source.published, short=True)
        if source.published_basis is not Basis.STATED:
            date = say("{date} (inferred from the text)", date=date)
    parts = [cut(source.outlet, _LONGEST_OUTLET) if source.outlet else say("outlet unknown"), date]
    if source.truncated:
        parts.append(say("cut off by the site"))
    return ", ".join(parts)


def _between(earliest: str | None, latest: str | None) -> str:
    """Return in words what is known of a date of which only bounds are known."""
    first, last = (readable_date(day, short=True) if day else None for day in (earliest, latest))
    if first and last:
        return say("undated; between {first} and {last}", first=first, last=last)
    if last:
        return say("undated; not after {last}", last=last)
    return say("undated; not before {first}", first=first) if first else say("undated")


def named_speaker(speaker: str | None, attribution: Attribution | None) -> str:
    """Return who says a quotation and how the text names them, or that it names nobody."""
    if not speaker:
        return say("[speaker not named]")
    named = _HOW_NAMED.get(attribution)
    return f"{speaker} {say(named)}" if named else speaker


def opening_of(item: Item, kind: Kind) -> str:
    """Return what a line opens with: of when what it tells is, or only its article; "" for nothing."""
    if kind in UNDATED_KINDS or (item.kind is ItemKind.QUOTATION and item.date_of is not DateOf.EVENT):
        return ""  # under a quotation the date stands with the speaker
    when = readable_date(item.date, short=True) if item.date else ""
    if not when:
        return say("undated") + ": "
    return (say("article of {date}", date=when) if item.date_of is DateOf.ARTICLE else when) + ": "


def speaker_line(item: Item, speaker: str | None, read: frozenset[str]) -> str:
    """Return what stands under a quotation: who says it, when unless the line opens with that, and notes."""
    said = named_speaker(speaker, item.attribution)
    if item.date_of is not DateOf.EVENT:
        said = f"{said}, {readable_date(item.date, short=True) if item.date else say('undated')}"
    return " · ".join((said, *_notes(item, read)))


def closing_of(item: Item, read: frozenset[str]) -> str:
    """Return what stands behind a line that is no quotation: that it is reported, and the bot's own notes.

    `read` are the languages of which none is named.
    """
    closing = f" {reported_mark()}" if item.kind is ItemKind.REPORTED else ""
    notes = " · ".join(_notes(item, read))
    return f"{closing} — {notes}" if notes else closing


def languages_unmarked(briefing: Briefing) -> frozenset[str]:
    """Return the languages of which lines of an answer need no mark: the reader's own."""
    if briefing.kind in UNDATED_KINDS:
        return frozenset(
            item.language for section in briefing.sections for item in section.items if item.language
        )
    return languages_read(briefing.query)


def _notes(item: Item, read: frozenset[str]) -> list[str]:
    notes = [item.note] if item.note else []
    if item.language is not None and item.language not in read:
        notes.append(say("in {language}", language=language_name(item.language)))
    return notes


def cited_in(item: Item, numbers: Mapping[str, int], outlets: Mapping[str, str] | None = None) -> str:
    """Return what a line closes with: the number of its source, and of others that tell the same event."""
    number = numbers.get(item.article)
    closing = "" if number is None else f" [{number}]"
    also = cited_also(item, numbers, outlets)
    return f"{closing} {also}" if also else closing


def cited_also(item: Item, numbers: Mapping[str, int], outlets: Mapping[str, str] | None = None) -> str:
    """Return which further sources tell what a line tells: "also [3][4]", "" for none.

    With `outlets`, by article, a few are named: "also: Fjord Gazette [2]".
    """
    further = {article: numbers[article] for article in item.also if article in numbers}
    further.pop(item.article, None)
    ordered = sorted(further, key=further.__getitem__)
    named = [f"{outlets[one]} [{further[one]}]" for one in ordered if outlets and one in outlets]
    if ordered and len(named) == len(ordered) <= _MOST_NAMED:
        return say("also: {outlets}", outlets=", ".join(named))
    return say("also {numbers}", numbers="".join(f"[{further[one]}]" for one in ordered)) if ordered else ""


def outlets_named(briefing: Briefing) -> Mapping[str, str]:
    """Return the outlets, by article, that are named beside the lines of an answer: of what comes unasked."""
    if briefing.kind is not Kind.BRIEF:
        return {}
    return {one.article: clipped(one.outlet, _LONGEST_NAMED) for one in briefing.sources if one.outlet}


def offered(briefing: Briefing) -> str:
    """Return the line that names what may be asked instead, or for example; "" where nothing is offered."""
    if not briefing.suggestions:
        return ""
    names = " · ".join(briefing.suggestions)
    if briefing.status is Status.INVALID or briefing.kind is Kind.HELP:
        return say("For example: {names}", names=names)
    return say("Did you mean: {names}", names=names)


def reported_mark() -> str:
    """Return what stands behind a line that reports what somebody said, and is not their words."""
    return say("[reported]")


def corpus_line(corpus: CorpusCard) -> str:
    """Return what answers are drawn from: "10 articles · 3 outlets · newest: January 2025 · 6 undated"."""
    parts = [
        say_count("{count} article", "{count} articles", corpus.articles),
        say_count("{count} outlet", "{count} outlets", corpus.outlets)
        if corpus.outlets
        else say("no known outlets"),
    ]
    if corpus.newest is None:
        parts.append(say("newest: date unknown"))
    elif corpus.newest_basis is Basis.BOUND:
        parts.append(say("newest not before {date}", date=readable_date(corpus.newest, short=True)))
    else:
        parts.append(say("newest: {date}", date=readable_date(corpus.newest)))
    if corpus.undated:
        parts.append(say("{count} undated", count=in_figures(corpus.undated)))
    if corpus.reading is not None:
        done, all_ = corpus.reading
        parts.append(say("still reading, {done} of {all}", done=in_figures(done), all=in_figures(all_)))
    return " · ".join(parts)
