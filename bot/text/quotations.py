"""Runs of words inside quotation marks, as exact spans: which marks belong together and where words end.

Knows curly, straight, low and angle marks, single and double, nested, over several paragraphs (each opening
with a mark, only the last closing) and never closed. An apostrophe is no mark. Who speaks, and whether
anybody does, is decided in `bot.speech.speakers`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from typing import NamedTuple

from bot.text.cues import cues
from bot.text.names.name_lexicon import fold
from bot.text.russian_cues import says
from bot.words.documents import Article
from bot.words.findings import Sentence
from bot.words.spans import Span

_DOUBLE = re.compile(r"\"{1,3}|[“”„‟″]|``|(?<!')''(?!')")  # tables double their marks: \"\"\"We …\"\"
_STOP_AND_APOSTROPHES = re.compile(r"(?<=[,.?!])''(?=\s|\Z)")
_ANGLE = re.compile(r"[«»]")
_SINGLE = re.compile(r"['‘’‛‚`]+")
_OPENING_MARK = re.compile(r"[\"“„‟«‘]|``")
_ELISION = re.compile(
    r"['’‘](?:\d|em\b|til\b|cause\b|n['’]?\b|tis\b|twas\b|bout\b|round\b|im\b)", re.IGNORECASE
)
_INCHES = re.compile(r"\d['’′]\s?\d{1,2}\Z")
_ENDS_SPEECH = re.compile(r"[,.!?…]?[\s\u00a0]?[–—-][\s\u00a0](?=[^\W\d_])")
_SENTENCE_STOPS = frozenset(".!?…,;")
_BEFORE_OPENING = frozenset("([{—–-/:;,‘“\"'«")
_GLUED = frozenset(",.!?")
_AFTER_CLOSING = frozenset(".,;:!?…)]}—–-/”’\"'»“‘")
_NEVER_OPENED = frozenset(",;)")
_CYRILLIC_CLAUSE = re.compile(
    r",[ \u00a0](?:[–—-][ \u00a0])?(?P<verb>[а-яё]{4,16})[ \u00a0](?:[\w«»-]+[ \u00a0]){0,8}?"
    r"[А-ЯЁ][\w-]+[^.!?»\n]{0,60}(?:[.!?]|$)"
)
_LEAST_GONE_ON = 40  # characters before a straight mark that closes a paragraph; fewer are a signature
_MOST_BETWEEN = 6  # paragraphs without marks that one quotation may hold before the paragraph that closes it
_REACH = 4000  # characters before a paragraph in which the marks may be opened that it closes
_FAR = 300  # characters after which a later single mark no longer outweighs a nearer, doubtful one


@dataclass(frozen=True, slots=True)
class QuotedRun:
    """Words between two quotation marks, or from a mark to where the words must end.

    `span` leaves the marks and the white space beside them out, `outer` keeps the marks. `continues` means
    the run goes on with the run before it, which the paragraph's end left open. `inner` are the runs nested
    in this one, without their marks.
    """

    span: Span
    outer: Span
    paragraph: int
    opening: str
    closed: bool = True
    continues: bool = False
    inner: tuple[Span, ...] = ()


class _Role(Enum):
    OPENS = "opens"
    CLOSES = "closes"
    EITHER = "either"


class _Mark(NamedTuple):
    start: int
    end: int
    text: str
    role: _Role


class _GoesOn(NamedTuple):
    """Whether the paragraph before a run left words open, and whether the next one opens with a mark."""

    before: bool
    after: bool


def quoted_spans(article: Article, sentences: Sequence[Sentence]) -> tuple[QuotedRun, ...]:
    """Return the outermost quoted runs of an article's paragraphs in text order; no two overlap.

    `sentences` bound a run whose closing mark is missing.
    """
    text, found = article.text, list[QuotedRun]()
    ends = _SentenceEnds(sentences)
    breaks = sorted(heading.start for heading in article.headings)
    left_open: QuotedRun | None = None
    for number, paragraph in enumerate(article.paragraphs):
        if left_open and _separated(breaks, left_open.outer.end, paragraph.start):
            left_open = None
        if left_open and _lies_inside(article, number, breaks, left_open):
            opening = left_open.opening
            runs = [QuotedRun(paragraph, paragraph, number, opening, closed=False, continues=True)]
        else:
            following = _next_paragraph(article, number, breaks)
            runs = _runs_of_paragraph(text, paragraph, number, ends, left_open, following)
        found.extend(runs)
        left_open = runs[-1] if runs and not runs[-1].closed and runs[-1].outer.end == paragraph.end else None
    return tuple(found)


def inside(runs: Sequence[QuotedRun], position: int) -> QuotedRun | None:
    """Return the run whose marks enclose the character at `position`, if any; `runs` in text order."""
    place = bisect_right(runs, position, key=lambda run: run.outer.start) - 1
    return runs[place] if place >= 0 and position < runs[place].outer.end else None


class _SentenceEnds:
    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._ends = [sentence.span.end for sentence in sentences]

    def after(self, position: int, limit: int) -> int:
        place = bisect_right(self._ends, position)
        return min(self._ends[place], limit) if place < len(self._ends) else limit


def _separated(breaks: Sequence[int], start: int, end: int) -> bool:
    return bisect_right(breaks, end) > bisect_right(breaks, start - 1)


def _next_paragraph(article: Article, number: int, breaks: Sequence[int]) -> Span | None:
    """Return the next paragraph of the same section."""
    if number + 1 >= len(article.paragraphs):
        return None
    following = article.paragraphs[number + 1]
    return None if _separated(breaks, article.paragraphs[number].end, following.start) else following


def _lies_inside(article: Article, number: int, breaks: Sequence[int], left_open: QuotedRun) -> bool:
    """Say whether a paragraph without marks is the middle of a quotation that a later paragraph closes.

    Only curly and angle marks show that; a straight one may as well open the next quotation.
    """
    angle = left_open.opening in ("«", "»")
    if not angle and left_open.opening not in ("“", "„", ""):
        return False
    pattern = _ANGLE if angle else _DOUBLE
    for place in range(number, min(number + _MOST_BETWEEN, len(article.paragraphs))):
        paragraph = article.paragraphs[place]
        if _separated(breaks, left_open.outer.end, paragraph.start):
            return False
        if (first := pattern.search(article.text, *paragraph)) is not None:
            if angle:
                return place > number and first[0] != left_open.opening
            role = _double_role(article.text, *first.span(), paragraph)
            return place > number and first[0] == "”" and role is _Role.CLOSES
    return False


def _runs_of_paragraph(
    text: str,
    paragraph: Span,
    number: int,
    ends: _SentenceEnds,
    left_open: QuotedRun | None,
    following: Span | None,
) -> list[QuotedRun]:
    continued = following is not None and _opens_with_mark(text, following)
    angles = _paired_angles(text, paragraph, number, left_open)
    doubles = _paired_doubles(text, paragraph, number, ends, left_open, continued)
    outer = _outermost([*angles, *doubles])
    going_on = following is not None and _single_opens(text, following.start, following)
    runs = _outermost([*outer, *_paired_singles(text, paragraph, number, going_on)])
    if runs and left_open and runs[0].outer.start == paragraph.start and not runs[0].continues:
        runs[0] = replace(runs[0], continues=True)
    return [run for run in runs if any(character.isalnum() for character in run.span.of(text))]


def _opens_with_mark(text: str, paragraph: Span) -> bool:
    return _OPENING_MARK.match(text, paragraph.start, paragraph.end) is not None


def _outermost(runs: list[QuotedRun]) -> list[QuotedRun]:
    """Keep the outermost of nested runs, with the others as their inner ones; drop what crosses."""
    kept: list[QuotedRun] = []
    for run in sorted(runs, key=lambda run: (run.outer.start, -run.outer.end)):
        last = kept[-1] if kept else None
        if last is None or run.outer.start >= last.outer.end:
            kept.append(run)
        elif last.span.contains(run.outer):
            kept[-1] = replace(last, inner=(*last.inner, run.span))
    return kept


def _run(text: str, start: _Mark, end: int, close: int, number: int, closed: bool) -> QuotedRun:
    """Build the run between the mark `start` and `end`, whose closing mark (if any) ends at `close`."""
    first, last = start.end, end
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return QuotedRun(Span(first, last), Span(start.start, close), number, start.text, closed)


# --- double marks ------------------------------------------------------------------------------------------


def _neighbours(text: str, start: int, end: int, within: Span) -> tuple[str, str]:
    before = text[start - 1] if start > within.start else " "
    after = text[end] if end < within.end else " "
    return before, after


def _double_role(text: str, start: int, end: int, within: Span) -> _Role | None:
    """Say what a double mark can be from its shape and the characters on either side of it."""
    mark = text[start:end].replace('""', '"').replace('""', '"')
    if mark in ("``", "''"):
        return _newswire_role(text, start, mark, within)
    before, after = _neighbours(text, start, end, within)
    if before.isdigit() and _INCHES.search(text, max(0, start - 6), start):
        return None
    could_open = (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
    could_close = not before.isspace() and (after.isspace() or after in _AFTER_CLOSING)
    if mark == '"' and before.isspace() and after in _NEVER_OPENED:
        return _Role.CLOSES  # a space too many before the mark
    if mark in ("“", "„", "‟"):
        return _Role.CLOSES if could_close and not could_open and after not in _OPENS_WORD else _Role.OPENS
    if mark == "”":
        if start == within.start:
            return _Role.OPENS
        return _Role.EITHER if could_open and not could_close else _Role.CLOSES
    glued = before in _GLUED and after.islower()  # a lost space: “…,"he said”
    if could_open == could_close or (glued and not could_close):
        return _Role.EITHER
    return _Role.OPENS if could_open else _Role.CLOSES


def _newswire_role(text: str, start: int, mark: str, within: Span) -> _Role | None:
    """Old newswire sets ``…'' and ''…,''; two apostrophes may as well be emphasis, which holds no stop."""
    if mark == "``":
        return _Role.OPENS
    near = text[max(0, within.start - _REACH) : within.end]
    if "``" in near:
        return _Role.CLOSES
    if not _STOP_AND_APOSTROPHES.search(near):
        return None
    before, after = _neighbours(text, start, start + len(mark), within)
    opens = (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
    return _Role.OPENS if opens else _Role.CLOSES


_OPENS_WORD = frozenset("‘'[(…")


def _double_marks(text: str, within: Span) -> list[_Mark]:
    found = [(match, _double_role(text, *match.span(), within)) for match in _DOUBLE.finditer(text, *within)]
    # Where marks are doubled, as tables do inside a cell, a single one only holds the cell.
    doubled = any(match[0].startswith('""') for match, _ in found)
    return [
        _Mark(*match.span(), match[0], role)
        for match, role in found
        if role is not None and not (doubled and match[0] == '"')
    ]


def _paired_doubles(
    text: str, within: Span, number: int, ends: _SentenceEnds, left_open: QuotedRun | None, continued: bool
) -> list[QuotedRun]:
    marks = _double_marks(text, within)
    runs: list[QuotedRun] = []
    opened: _Mark | None = None
    if (
        left_open
        and marks
        and marks[0].role is _Role.CLOSES
        and (marks[0].text == "”" or marks[0].start - within.start >= _LEAST_GONE_ON)
    ):
        opened = _Mark(within.start, within.start, "", _Role.OPENS)  # the mark that should open it is missing
    depth = 0
    for place, mark in enumerate(marks):
        if opened is None:
            opened = mark if _opens_here(mark, within) else None
        elif mark.role is not _Role.OPENS:
            if depth:
                depth -= 1
                continue
            runs.append(_run(text, opened, mark.start, mark.end, number, closed=True))
            if not opened.text:
                runs[-1] = replace(runs[-1], continues=True)
            opened = None
        elif _nests(marks, place, opened, within, continued):
            depth += 1
        else:
            runs.extend(_unclosed(text, opened, mark.start, number, ends))
            opened, depth = mark, 0
    if opened is not None:
        goes_on = _GoesOn(left_open is not None, continued)
        runs.extend(_open_to_the_end(text, opened, within, number, ends, goes_on))
    return runs


def _opens_here(mark: _Mark, within: Span) -> bool:
    return mark.role is not _Role.CLOSES and mark.end < within.end


def _nests(marks: Sequence[_Mark], place: int, opened: _Mark, within: Span, continued: bool) -> bool:
    """Say whether an opening mark inside an open run begins a nested run: two closing marks must follow.

    Where the run goes over the paragraph's end, one is enough.
    """
    following = [mark.role for mark in marks[place + 1 : place + 3]]
    if not following or following[0] is _Role.OPENS:
        return False
    if len(following) == 2:
        return following[1] is not _Role.OPENS
    return continued and opened.start == within.start


def _unclosed(text: str, opened: _Mark, limit: int, number: int, ends: _SentenceEnds) -> Iterator[QuotedRun]:
    """A run left open when the next one begins: it ends before a clause of speech or with its sentence.

    Where it would end at neither it is none.
    """
    if (told := _clause_of_speech().search(text, opened.end, limit)) is not None:
        yield _run(text, opened, told.start() + 1, told.start() + 1, number, closed=False)
        return
    end = ends.after(opened.end, limit)
    if end < limit and text[end - 1] in _SENTENCE_STOPS:
        yield _run(text, opened, end, end, number, closed=False)


def _open_to_the_end(
    text: str, opened: _Mark, within: Span, number: int, ends: _SentenceEnds, goes_on: _GoesOn
) -> Iterator[QuotedRun]:
    """A run the paragraph does not close.

    It reaches to the paragraph's end where the next paragraph goes on with a mark, or where the mark stands
    where statements begin: first in the paragraph or in a sentence, or after a comma or a colon. Where its
    closing mark is lost it ends before the clause that tells who spoke, and where it began within a sentence
    that no verb of speech leads to, nobody can tell where it ended.
    """
    before = text[within.start : opened.start].rstrip() if opened.start > within.start else ""
    last = before[-1:]
    if not goes_on.before and (told := _told_from(text, opened.end, within.end)) is not None:
        yield _run(text, opened, told, told, number, closed=False)
        return
    if last.isalnum() and before.split()[-1].lower() not in cues().leading:
        return
    whole = goes_on.after or not last or last in ',:.!?”"’)'
    end = within.end if whole else ends.after(opened.end, within.end)
    yield _run(text, opened, end, end, number, closed=False)


def _told_from(text: str, start: int, end: int) -> int | None:
    """Return where words whose closing mark is lost end, None where no clause tells who spoke them."""
    found = _clause_of_speech().search(text, start, end)
    if found is None:
        clauses = _CYRILLIC_CLAUSE.finditer(text, start, end)
        found = next((one for one in clauses if says(fold(one["verb"])) is not None), None)
    return found.start() + 1 if found is not None else None


@cache
def _clause_of_speech() -> re.Pattern[str]:
    """Return what ends words whose closing mark is lost: ", Jane Doe told reporters.", ", said Jane Doe."."""
    verbs = "|".join(map(re.escape, cues().told))
    name = r"[A-ZА-ЯЁ][\w'’-]*"
    phrase = rf"(?:(?:[A-Z][a-z]{{0,4}}\.|[\w'’-]+)[ \u00a0]){{0,8}}?(?:{name}|he|she)"
    aside = r"(?:,[ \u00a0][^,.!?\n]{1,60},)?"
    going_on = "|".join(map(re.escape, cues().going_on))
    end = rf"(?=[.!?]|$|,[ \u00a0]|[ \u00a0](?:{going_on})\b)"  # "Doe says he …" goes on with what is quoted
    plain = rf"{phrase}{aside}[ \u00a0](?:(?:told|tells)\b(?![ \u00a0](?:me|us|that)\b)|(?:{verbs}){end})"
    inverted = rf"(?:{verbs})[ \u00a0]{phrase}"
    return re.compile(rf",[ \u00a0](?:{plain}|{inverted})[^.!?\n]{{0,60}}(?:[.!?]|$)")


# --- angle marks -------------------------------------------------------------------------------------------


def _paired_angles(text: str, within: Span, number: int, left_open: QuotedRun | None) -> list[QuotedRun]:
    """Pair «…», and »…« where the first mark of the paragraph points that way; unpaired marks are no run.

    Where the marks do not come out even, one that ends speech closes all: «Мы из «Союза», — сказал он.
    """
    marks = list(_ANGLE.finditer(text, within.start, within.end))
    even = sum(1 if match[0] == "«" else -1 for match in marks) == 0
    runs: list[QuotedRun] = []
    opening, depth = "", 0
    opened: _Mark | None = None
    if left_open and left_open.opening == "«" and marks and marks[0][0] == "»":
        opened, opening = _Mark(within.start, within.start, "", _Role.OPENS), "«"
    for match in marks:
        if opened is None:
            before, after = _neighbours(text, match.start(), match.end(), within)
            reversed_pair = match[0] == "»" and (before.isspace() or before in "([—–-") and after.isalnum()
            if match[0] == "«" or reversed_pair:
                opened, opening = _Mark(match.start(), match.end(), match[0], _Role.OPENS), match[0]
        elif match[0] == opening:
            depth += 1
        elif depth and (even or not _ENDS_SPEECH.match(text, match.end(), within.end)):
            depth -= 1
        else:
            run = _run(text, opened, match.start(), match.end(), number, closed=True)
            runs.append(run if opened.text else replace(run, continues=True))
            opened, depth = None, 0
    if opened is not None and not depth:
        told = _told_from(text, opened.end, within.end)
        if told is not None or _begins_statement(text, opened, within):
            end = within.end if told is None else told
            runs.append(_run(text, opened, end, end, number, closed=False))
    return runs


def _begins_statement(text: str, opened: _Mark, within: Span) -> bool:
    before = text[within.start : opened.start].rstrip()
    return not before or before[-1] in ",:"


# --- single marks ------------------------------------------------------------------------------------------


def _paired_singles(text: str, within: Span, number: int, going_on: bool) -> list[QuotedRun]:
    """Pair single marks; one without a partner is an apostrophe.

    Where the next paragraph goes on with such a mark (`going_on`), one that opens the paragraph or stands
    behind a comma or a colon has its partner there.
    """
    runs: list[QuotedRun] = []
    opened: _Mark | None = None
    doubtful: int | None = None
    for match in _SINGLE.finditer(text, within.start, within.end):
        position = match.start()
        if match[0] in (
            "''",
            "``",
        ):  # emphasis in some wikis, a double mark in some archives: nobody can tell
            continue
        if _single_opens(text, position, within):
            if opened is not None and doubtful is not None:
                runs.append(_run(text, opened, doubtful, doubtful + 1, number, closed=True))
            opened, doubtful = _Mark(position, position + 1, text[position], _Role.OPENS), None
            continue
        if opened is None or not _single_closes(text, position, within):
            continue
        if _plural_possessive(text, position, within):
            doubtful = position if doubtful is None else doubtful
            continue
        end = doubtful if doubtful is not None and position - doubtful > _FAR else position
        runs.append(_run(text, opened, end, end + 1, number, closed=True))
        opened, doubtful = None, None
    if opened is not None and going_on and _begins_statement(text, opened, within):
        runs.append(_run(text, opened, within.end, within.end, number, closed=False))
    elif opened is not None and doubtful is not None:
        runs.append(_run(text, opened, doubtful, doubtful + 1, number, closed=True))
    return runs


def _single_opens(text: str, position: int, within: Span) -> bool:
    before, after = _neighbours(text, position, position + 1, within)
    if text[position] not in "'‘‛‚`" or not (before.isspace() or before in '([{—–-/“"„«'):
        return False
    return (after.isalnum() or after in '[(…$£€“"') and not _ELISION.match(text, position)


def _single_closes(text: str, position: int, within: Span) -> bool:
    before, after = _neighbours(text, position, position + 1, within)
    return text[position] != "‚" and not before.isspace() and not after.isalnum()


def _plural_possessive(text: str, position: int, within: Span) -> bool:
    """Say whether the mark can be the apostrophe of "the citizens’ rights" or "goin’ home"."""
    before, after = _neighbours(text, position, position + 1, within)
    follows = text[position + 2 : position + 3] if position + 2 < within.end else ""
    return before in "szxSZXn" and after.isspace() and follows.isalpha()
