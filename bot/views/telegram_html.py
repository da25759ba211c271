"""A Briefing as one Telegram message in HTML, laid out for a phone.

The first screen answers: who or what, in one line what is known, then the sentences with the number of their
source. What does not fit a phone's screen is folded: shown when it is tapped, in the same message. Sources,
folded as well, and the corpus line close the message and are never cut away. Telegram takes 4096 UTF-16 code
units after parsing and ignores everything over 100 entities; whatever does not fit is left out between items,
and one line in [brackets] says how many and how to see them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bot.languages.saying import marked, say, say_count
from bot.views.provenance import (
    UNDATED_KINDS,
    address_of,
    cited_in,
    closing_of,
    corpus_line,
    languages_unmarked,
    offered,
    opening_of,
    outlets_named,
    provenance,
    speaker_line,
)
from bot.views.shortening import cut, shortened
from bot.views.subject_links import subject_link
from bot.words.answers import Briefing, Candidate, Item, ItemKind, Kind, Line, Section, Source, Status
from bot.words.deep_links import start_link

LONGEST_MESSAGE = 4096  # UTF-16 code units after parsing (Bot API, sendMessage)
MOST_ENTITIES = 90  # Telegram formats 100 and ignores the rest; it adds its own for links and commands
PHONE_SCREEN = 26
"""Lines of a phone that an answer may take before anything is tapped."""
_PHONE_LINE = 40  # characters
_LONGEST_ITEM = 1000  # characters; a longer sentence or quotation is a wall of text on a phone
_LONGEST_PARAGRAPH = 3000  # characters of a paragraph when somebody asked for the whole article
_LONGEST_TITLE = 160  # characters of a source's title
_LONGEST_WORDS = 500  # characters of a heading, a name or a hint: what is longer is not one

_MORE = {
    Kind.PERSON: marked("/search finds them by name"),
    Kind.SAID: marked("/search finds them by name"),
    Kind.QUOTES: marked("/search finds them by name"),
    Kind.ARTICLE: marked("the rest stands in the article itself"),
    Kind.PEOPLE: marked("/person finds each of them by name"),
    Kind.SOURCES: marked("/article shows each of them by number"),
    Kind.BRIEF: marked("/topic or /search finds them"),
    Kind.STORIES: marked("/topic or /search finds them"),
}
_MORE_OTHERWISE = marked("ask with one more word, or with from: or since:, to see them")

_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_FOLD = re.compile(r"<blockquote expandable>.*?</blockquote>", re.DOTALL)
_GAPS = re.compile(r"\n{3,}")
_NUMBER = re.compile(r"\[(\d+)\]")  # of a source
_TAG = re.compile(r"</?[a-z][^<>]*>")


@dataclass(frozen=True, slots=True)
class _Markup:
    """HTML with what Telegram will count of it."""

    html: str = ""
    units: int = 0
    entities: int = 0

    def __add__(self, other: _Markup) -> _Markup:
        return _Markup(self.html + other.html, self.units + other.units, self.entities + other.entities)

    def __bool__(self) -> bool:
        return bool(self.html)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One item or line, with and without its marks; the first of a block `opens` it, under its heading."""

    body: _Markup
    plainer: _Markup
    opens: bool
    heading: _Markup = _Markup()
    articles: tuple[str, ...] = ()
    under: str = ""
    quoted: bool = False

    @property
    def shown(self) -> _Markup:
        """The body as it stands outside of a fold: a quotation set off."""
        return _tag("blockquote", self.body) if self.quoted else self.body


def render(briefing: Briefing, bot: str = "") -> str:
    """Return `briefing` as the HTML of one message that Telegram accepts as it is, one screen of a phone.

    With the user name of a `bot`, the title and what has no known address lead back to it: for where nobody
    can ask on.
    """
    return render_part(briefing, lines=PHONE_SCREEN, bot=bot).html


def first_left_out(briefing: Briefing, bot: str = "") -> int | None:
    """Return the number of the first line that `render` has no room for, None where it shows all."""
    part = render_part(briefing, lines=PHONE_SCREEN, bot=bot)
    return part.after if part.after < part.total else None


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """A part of an answer as one message: its lines from `first` up to, not including, `after`, of `total`.

    `first` counts lines of the whole answer: the items of its sections, its list, its candidates.
    """

    html: str
    first: int
    after: int
    total: int


def render_part(
    briefing: Briefing,
    first: int = 0,
    *,
    room: int = LONGEST_MESSAGE,
    longest_item: int | None = None,
    more: str | None = None,
    most: int | None = None,
    lines: int | None = None,
    bot: str = "",
) -> AnswerPart:
    """Return as much of `briefing`, from its line `first` on, as fits one message.

    Args:
        briefing: the answer.
        first: the line to begin with; its section's heading is repeated above it.
        room: UTF-16 code units the message may take.
        longest_item: characters shown of one item.
        more: how to see the lines after these; without it, what the kind of the answer suggests.
        most: lines shown at most, however many fit.
        lines: of a phone, from which on the rest is folded; None to fold nothing.
        bot: the user name of the bot that the title and sources without an address lead back to.
    """
    longest = longest_item or (_LONGEST_PARAGRAPH if briefing.kind is Kind.ARTICLE else _LONGEST_ITEM)
    page = _Page(briefing, longest, first, room, more, most, lines, bot)
    while page.total > first and not page.shown and longest > 40:
        longest //= 2  # not even the first item fits: show its beginning rather than nothing
        page = _Page(briefing, longest, first, room, more, most, lines, bot)
    return AnswerPart(page.html(), first, first + len(page.shown), page.total)


def phone_lines(markup: str) -> int:
    """Return how many lines of a phone a message takes while its folds are closed."""
    shown = plain_text(_FOLD.sub("", markup)).strip("\n")
    return sum(max(1, -(-len(line) // _PHONE_LINE)) for line in _GAPS.sub("\n\n", shown).split("\n"))


def plain_text(markup: str) -> str:
    """Return what a chat would show of `markup`: the words without tags and character references."""
    return html.unescape(_TAG.sub("", markup))


def utf16_length(text: str) -> int:
    """Return the length of `text` in UTF-16 code units, as Telegram counts."""
    return len(text) + sum(character > "\uffff" for character in text)


# --- what fits ---------------------------------------------------------------------------------------------


class _Page:
    """The message: the head, as many entries as fit, and the foot for just those."""

    def __init__(
        self,
        briefing: Briefing,
        longest: int,
        first: int = 0,
        room: int = LONGEST_MESSAGE,
        more: str | None = None,
        most: int | None = None,
        lines: int | None = None,
        bot: str = "",
    ) -> None:
        self.lines = lines
        self.bot = bot
        self.briefing = briefing
        self.first = first
        self.room = room
        self.more = more
        self.head = _head(briefing if not first else replace(briefing, message=None), bot)
        self.aside = _aside(briefing)
        self.corpus = _italic(corpus_line(briefing.corpus))
        self.total = (
            sum(max(len(section.items), 1) for section in briefing.sections)
            + len(briefing.lines)
            + len(briefing.candidates)
        )
        self.sources = {source.article: source for source in briefing.sources}
        self.shown: list[_Entry] = []
        for entry in islice(_entries(briefing, longest), first, None if most is None else first + most):
            if not self._takes(entry):
                break

    def html(self) -> str:
        further = self._further_sources()
        if self.lines is None:
            return self._whole(self.shown, further).html
        # As many lines as the screen has room for stand open, the rest of them is folded.
        for open_ones in range(len(self.shown), 0, -1):
            whole = self._whole(self.shown, further, open_ones).html
            if phone_lines(whole) <= self.lines:
                return whole
        return self._whole(self.shown, further, 0).html

    def _takes(self, entry: _Entry) -> bool:
        for body in (entry.body, entry.plainer):
            chosen = replace(entry, body=body)
            if self._fits(self._whole([*self.shown, chosen], ())):
                self.shown.append(chosen)
                return True
        return False

    def _further_sources(self) -> Sequence[str]:
        """Articles no shown item cites, as many as fit once everything else is shown."""
        if self.first or len(self.shown) < self.total:
            return ()
        further: list[str] = []
        cited = {article for entry in self.shown for article in entry.articles}
        for article in self.sources:
            if article in cited:
                continue
            if not self._fits(self._whole(self.shown, [*further, article])):
                break
            further.append(article)
        return further

    def _fits(self, whole: _Markup) -> bool:
        return whole.units <= self.room and whole.entities <= MOST_ENTITIES

    def _whole(
        self, shown: Sequence[_Entry], further: Sequence[str], open_ones: int | None = None
    ) -> _Markup:
        left_out = self.total - self.first - len(shown)
        folds = open_ones is not None
        gap = "\n\n" if self.briefing.kind in UNDATED_KINDS else "\n"
        blocks = [self.head, *_blocks(shown[:open_ones], gap)]
        blocks += [_folded(block) for block in _blocks(shown[open_ones:], gap, set_off=False) if folds]
        if left_out:
            how = self.more or say(_MORE.get(self.briefing.kind, _MORE_OTHERWISE))
            blocks.append(
                _text(
                    say_count(
                        "[{count} more is not shown: {how}]",
                        "[{count} more are not shown: {how}]",
                        left_out,
                        how=how,
                    )
                )
            )
        sources = self._sources(shown, further)
        blocks += [self.aside, _folded(sources) if self.lines is not None and sources else sources]
        if self.briefing.status is not Status.INVALID or not self.head:  # else nothing was looked for
            blocks.append(self.corpus)
        return _joined(blocks, "\n\n")

    def _sources(self, shown: Sequence[_Entry], further: Sequence[str]) -> _Markup:
        articles = {article for entry in shown for article in entry.articles}.union(further)
        listed = [self.sources[article] for article in articles if article in self.sources]
        listed.sort(key=lambda source: source.number)
        return (
            _joined([_bold(say("Sources")), *(_source(one, self.bot) for one in listed)], "\n")
            if listed
            else _Markup()
        )


@dataclass(frozen=True, slots=True)
class _Cited:
    """How lines name their sources: by number, further ones by outlet as well, linked by number."""

    numbers: Mapping[str, int]
    outlets: Mapping[str, str]
    addresses: Mapping[int, str]

    @classmethod
    def of(cls, briefing: Briefing) -> _Cited:
        """Return it for an answer."""
        numbers = {source.article: source.number for source in briefing.sources}
        addresses = {source.number: url for source in briefing.sources if (url := address_of(source))}
        return cls(numbers, outlets_named(briefing), addresses)

    def beside(self, item: Item) -> _Markup:
        """Return what a line closes with."""
        markup, at = _Markup(), 0
        closing = cited_in(item, self.numbers, self.outlets)
        for number in _NUMBER.finditer(closing):
            url = self.addresses.get(int(number[1]))
            if url is not None:
                markup += _text(closing[at : number.start()]) + _link(number[0], url)
                at = number.end()
        return markup + _text(closing[at:])

    def without_links(self) -> _Cited:
        """Return the same for where there is no room for a link."""
        return replace(self, addresses={})


def _entries(briefing: Briefing, longest: int) -> Iterator[_Entry]:
    sources, kind, read = _Cited.of(briefing), briefing.kind, languages_unmarked(briefing)
    unlinked = sources.without_links()
    for section in briefing.sections:
        heading = _heading(section)
        if not section.items:
            yield _Entry(_Markup(), _Markup(), opens=True, heading=heading)
        for place, item in enumerate(section.items):
            short = shortened(item, longest)
            plainer = _item(replace(short, marks=()), unlinked, kind, read)
            cited = (item.article, *item.also)
            under = cut(item.under or "", _LONGEST_WORDS)
            body, quoted = _item(short, sources, kind, read), item.kind is ItemKind.QUOTATION
            yield _Entry(body, plainer, not place, heading, cited, under, quoted)
    for place, line in enumerate(briefing.lines):
        yield _Entry(_line(line), _plain_line(line), opens=not place)
    for place, candidate in enumerate(briefing.candidates, 1):
        words = _candidate(place, candidate)
        yield _Entry(words, words, opens=place == 1)


def _blocks(shown: Sequence[_Entry], gap: str, *, set_off: bool = True) -> list[_Markup]:
    """Return entries under their headings, a block a section, with a gap between its lines.

    Outside of a fold quotations are `set_off`; a fold goes on with a section without its heading.
    """
    blocks: list[list[_Markup]] = []
    under = ""
    for entry in shown:
        if entry.opens or not blocks:
            blocks.append([entry.heading] if entry.opens or set_off else [])
            under = ""
        if entry.under and entry.under != under:
            blocks[-1].append(_tag("u", _text(entry.under)))
        under = entry.under
        blocks[-1].append(entry.shown if set_off else entry.body)
    return [_joined(rows, gap) for rows in blocks]


def _folded(block: _Markup) -> _Markup:
    return _tag("blockquote", block, " expandable") if block else block


# --- the parts ---------------------------------------------------------------------------------------------


def _head(briefing: Briefing, bot: str) -> _Markup:
    title, url = _bold(cut(briefing.title.strip(), _LONGEST_WORDS)), subject_link(briefing, bot)
    rows = [
        _linked(title, url) if title and url else title,
        _italic(cut((briefing.subtitle or "").strip(), _LONGEST_WORDS)),
    ]
    title = _joined(rows, "\n")
    message = _text(cut((briefing.message or "").strip(), _LONGEST_ITEM))
    return _joined((title, message), "\n\n")


def _aside(briefing: Briefing) -> _Markup:
    return _text(cut(offered(briefing), _LONGEST_WORDS))


def _heading(section: Section) -> _Markup:
    rows = [_bold(cut(section.heading, _LONGEST_WORDS))] if section.heading else []
    if section.note:
        rows.append(_italic(cut(section.note, _LONGEST_WORDS)))
    return _joined(rows, "\n")


def _item(item: Item, sources: _Cited, kind: Kind, read: frozenset[str]) -> _Markup:
    words = _marked(item)
    if kind in UNDATED_KINDS and item.kind is ItemKind.SENTENCE:
        return words  # a paragraph of the one text this is; its source closes the message
    note = sources.beside(item)
    opening = opening_of(item, kind)
    if item.kind is ItemKind.QUOTATION:
        if not re.search('["“”«»„]', item.text):
            words = _text("“") + words + _text("”")
        said = speaker_line(item, cut(item.speaker or "", _LONGEST_WORDS), read)
        return _text(opening) + words + _text(f"\n— {said}") + note
    return _text(f"• {opening}") + words + _text(closing_of(item, read)) + note


def _line(line: Line) -> _Markup:
    words = _text("• " + cut(line.text, _LONGEST_WORDS))
    if line.detail:
        words += _text(" — ") + _italic(cut(line.detail, _LONGEST_WORDS))
    return words


def _plain_line(line: Line) -> _Markup:
    words = "• " + cut(line.text, _LONGEST_WORDS)
    return _text(f"{words} — {cut(line.detail, _LONGEST_WORDS)}" if line.detail else words)


def _candidate(place: int, candidate: Candidate) -> _Markup:
    name = _text(f"{place}. ") + _bold(cut(candidate.name, _LONGEST_WORDS))
    return name + _text(" — " + cut(candidate.hint, _LONGEST_WORDS)) if candidate.hint else name


def _source(source: Source, bot: str) -> _Markup:
    title = cut(source.title, _LONGEST_TITLE) or source.file
    url = address_of(source) or start_link(bot, Kind.ARTICLE, source.article)
    name = _link(title, url) if url else _text(title)
    return _text(f"[{source.number}] ") + name + _text(f" — {provenance(source)}")


# --- words -------------------------------------------------------------------------------------------------


def _marked(item: Item) -> _Markup:
    markup = _Markup()
    at = 0
    for mark in sorted(item.marks):
        start, end = max(mark.start, at), min(mark.end, len(item.text))
        if start < end:
            markup += _text(_one_line(item.text[at:start])) + _bold(_one_line(item.text[start:end]))
            at = end
    return markup + _text(_one_line(item.text[at:]))


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _text(text: str) -> _Markup:
    text = _UNSHOWABLE.sub("\ufffd", text.replace("\r", "")) if _UNSHOWABLE.search(text) else text
    return _Markup(html.escape(text, quote=False), utf16_length(text))


def _tag(name: str, inner: _Markup, attributes: str = "") -> _Markup:
    return _Markup(f"<{name}{attributes}>{inner.html}</{name}>", inner.units, inner.entities + 1)


def _bold(text: str) -> _Markup:
    return _tag("b", _text(text)) if text.strip() else _text(text)


def _italic(text: str) -> _Markup:
    return _tag("i", _text(text)) if text.strip() else _text(text)


def _link(text: str, url: str) -> _Markup:
    return _linked(_text(text), url)


def _linked(words: _Markup, url: str) -> _Markup:
    return _tag("a", words, f' href="{html.escape(url)}"')


def _joined(parts: Iterable[_Markup], separator: str) -> _Markup:
    kept = [part for part in parts if part]
    return _Markup(
        separator.join(part.html for part in kept),
        sum(part.units for part in kept) + len(separator) * max(len(kept) - 1, 0),
        sum(part.entities for part in kept),
    )
