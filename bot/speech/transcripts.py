"""Turns of a transcript or an interview: what stands after "MR MILLER:", "QUESTION:" or "Jane Doe:".

A text is read as a transcript only when paragraphs begin with such labels several times over, by at least two
speakers, one of them more than once; a list of facts ("Venue: …") is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from bot.language_data.loading import subject
from bot.speech.interview_answers import person_interviewed
from bot.speech.labels import asks
from bot.text.names.name_lexicon import fold, lexicon
from bot.words.documents import Article
from bot.words.findings import Attribution, Figure, Quotation
from bot.words.spans import Span
from bot.words.tables import TABLE_ROW

_LABEL = re.compile(
    r"[\"“]?(?:(?P<label>(?:Q|A|QUESTION|ANSWER|Question|Answer)"
    r"|[A-ZА-ЯЁ][\w.'’/-]{0,30}(?:[ \u00a0][A-ZА-ЯЁ][\w.'’/-]{0,30}){0,5})"
    r"(?:,[ \u00a0][\w -]{3,40}|[ \u00a0]\([^\W\d][^()\n:]{1,60}\))?"
    r"[ \u00a0]?(?:\(\d{1,2}(?::\d\d){1,2}\))?[ \u00a0]?:"
    r"|(?P<asked>Q)[ \u00a0\t]{2})(?![\"”])[ \u00a0\t]*"
)
_STAGE = re.compile(r"[(\[][^()\[\]\n]{1,40}[)\]][.]?")  # "[smiling]" at the edge of a turn
_ASIDE = re.compile(r"[\"“]?[(\[][^)\]]*[)\]][\"”]?\.?\Z")  # "(CROSSTALK)"
_QUOTED = re.compile(r"[\"“«][^\"”»]{12,}[\"”»]")
_FIRST_PERSON = re.compile(r"\b(?:I|we|my|our|us|you|your)\b|\b(?:я|мы|мне|нам|нас|вы|вам)\b", re.IGNORECASE)
_TOLD = re.compile(r"(?:[A-ZА-ЯЁ][\w’'-]+ ){2,4}(?=[a-zа-яё]{4,})")
"""How a sentence of a reporter begins: an office and a name, then what they did ("Senator Ada Lind left")."""
_NEXT_TURN = re.compile(r"([”\"»][.,;]?)\s+(?:[/|•–—-]\s+)?(?=[A-ZА-ЯЁ])")
_QUOTING = ("“", '"', "«", "„")
_OPENING, _CLOSING = '"“', '"”'
_INITIALS = re.compile(r"(?:[A-ZА-ЯЁ]\.[ \u00a0]?){1,3}[A-ZА-ЯЁ][\w-]+")
_LEAST_TURNS = 4
_LEAST_OF_BRIEFING = 3
_LEAST_SPEAKERS = 2
_SHORTEST_SURNAME = 2
_SHORTEST_NAME = 3  # letters of a label in capitals that names somebody


@cache
def _asking() -> frozenset[str]:
    return frozenset(subject("transcripts")["asking"])


class _Turn(NamedTuple):
    label: Span
    paragraphs: list[Span]


def spoken_turns(article: Article, figures: Sequence[Figure]) -> tuple[Quotation, ...]:
    """Return the turns of a transcript in text order, each with its speaker where the label names one.

    One part a paragraph, without the label; nothing for texts that are no transcripts.
    """
    turns = _turns(article)
    labels = Counter(_plain(turn.label.of(article.text)) for turn in turns)
    repeated = sum(1 for count in labels.values() if count > 1)
    short = len(turns) < _LEAST_TURNS or not repeated
    if short and _is_round_table(turns, article.text, figures):
        # Who speaks on below without a label nobody can tell.
        return tuple(_quotation(_Turn(one.label, one.paragraphs[:1]), article.text, figures) for one in turns)
    if short and not _is_short_briefing(turns, article.text, labels):
        return ()
    if len(labels) < _LEAST_SPEAKERS:
        return ()
    titled = {_plain(label) for turn in turns if _is_titled(label := turn.label.of(article.text))}
    speaking = {
        label
        for label in labels
        if label in titled or label in _asking() or _figure(label, figures) is not None
    }
    if sum(labels[label] for label in speaking) * 2 < len(turns) and not _capitals(turns, article.text):
        return ()
    said = tuple(_quotation(turn, article.text, figures) for turn in turns if turn.paragraphs)
    return _with_interviewee(article, figures, said)


def _with_interviewee(
    article: Article, figures: Sequence[Figure], said: Sequence[Quotation]
) -> tuple[Quotation, ...]:
    """Return turns, the answers of an interview of "Q" and "A" under the one person it is with."""
    labels = [_plain(quotation.mention.of(article.text)) if quotation.mention else "" for quotation in said]
    answering = subject("transcripts")["answering"]
    own = [quotation for quotation, label in zip(said, labels, strict=True) if label in answering]
    if not own or not set(labels) <= _asking():
        return tuple(said)
    who = person_interviewed(article, figures, [part for quotation in own for part in quotation.parts])
    if who is None:
        return tuple(said)
    figure, mention = who
    reason = "the head of the interview names whom it is with"
    return tuple(
        replace(one, attribution=Attribution.NAMED, figure=figure, mention=mention, reason=reason)
        if one in own
        else one
        for one in said
    )


def _turns(article: Article) -> list[_Turn]:
    turns: list[_Turn] = []
    ended = False
    # A short question looks like a heading where it stands alone in its line.
    labelled = [heading for heading in article.headings if _LABEL.match(article.text, *heading)]
    headings = sorted(heading.start for heading in article.headings if heading not in labelled)
    lines = sorted(part for line in (*article.paragraphs, *labelled) for part in _parted(article.text, line))
    found = [_LABEL.match(article.text, *line) for line in lines]
    styles = Counter(_style(match) for match in found if match is not None)
    usual = {style for style, count in styles.items() if count > 1}
    for paragraph, match in zip(lines, found, strict=True):
        # A headline "Doe: We Will Win" stands in another style than the turns below it.
        if match is not None and _style(match) in usual:
            label = Span(*match.span("label" if match["label"] else "asked"))
            spoken = [_bare(article.text, match.end(), paragraph.end)] if match.end() < paragraph.end else []
            turns.append(_Turn(label, spoken))
            ended = False
        elif turns and not ended and _is_told(article.read(paragraph), turns[-1].label.of(article.text)):
            ended = True  # the reporter goes on, or a table stands there
        elif match is not None and _names_another(match["label"] or ""):
            ended = True
        elif (
            turns
            and not ended
            and not _ASIDE.match(article.text, *paragraph)
            and not asks(article.read(paragraph))
        ):
            last = turns[-1].paragraphs[-1] if turns[-1].paragraphs else turns[-1].label
            if bisect_left(headings, last.end) == bisect_right(headings, paragraph.start):
                turns[-1].paragraphs.append(_bare(article.text, *paragraph))
    return turns


def _parted(text: str, line: Span) -> Iterator[Span]:
    """Yield the turns that share a line: "Jane Doe: “Yes.” John Lind: “No.”"."""
    start = line.start
    label = _LABEL.match(text, *line)
    if label is not None and text[label.end() : label.end() + 1] in _QUOTING:
        for closing in _NEXT_TURN.finditer(text, label.end(), line.end):
            following = _LABEL.match(text, closing.end(), line.end)
            if following is not None and text[following.end() : following.end() + 1] in _QUOTING:
                yield Span(start, closing.end(1))
                start = closing.end()
    yield Span(start, line.end)


def _is_told(paragraph: str, label: str) -> bool:
    """Say whether a paragraph below a turn is the reporter's again: it quotes, tells of a speaker by name, or
    is a row of a table.

    Who is labelled in capitals speaks in an official transcript, where nothing else stands.
    """
    if paragraph.startswith(TABLE_ROW):
        return True
    if label.isupper() and label.casefold() not in _asking():
        return False
    if _FIRST_PERSON.search(_QUOTED.sub("", paragraph)):
        return False
    return _QUOTED.search(paragraph) is not None or _TOLD.match(paragraph) is not None


def _names_another(label: str) -> bool:
    """Say whether a label in another style than the usual one is somebody's: "FOLK:", "Mr. Folk:"."""
    return (label.isupper() and len(label) >= _SHORTEST_NAME) or len(label.split()) > 1


def _style(match: re.Match[str]) -> tuple[bool, bool]:
    """Say how a label is set: after a quotation mark, in capitals."""
    return match[0][0] in _OPENING, (match["label"] or match["asked"]).isupper()


def _bare(text: str, start: int, end: int) -> Span:
    """Return what is spoken in a paragraph, without a mark around it and stage directions at its ends."""
    opened = text[start] in _OPENING
    start += opened
    if opened and end > start + 2 and text[end - 1] in ".,;" and text[end - 2] in _CLOSING:
        end -= 1  # “We won’t sign”.
    end -= end > start + 1 and text[end - 1] in _CLOSING and text.find(text[end - 1], start, end - 1) < 0
    if (opening := _STAGE.match(text, start, end)) is not None:
        start = opening.end() + (text[opening.end() : opening.end() + 1] == " ")
    closing = next((one for one in _STAGE.finditer(text, start, end) if one.end() == end), None)
    if closing is not None and text[start : closing.start()].strip():
        end = start + len(text[start : closing.start()].rstrip())
    return Span(start, max(start, end))


def _is_round_table(turns: Sequence[_Turn], text: str, figures: Sequence[Figure]) -> bool:
    """Say whether two people or more, named in full, each say something of themselves once."""
    named = [
        _figure(_plain(label), figures) if " " in (label := one.label.of(text)) else None for one in turns
    ]
    spoken = all(one.paragraphs and _FIRST_PERSON.search(one.paragraphs[0].of(text)) for one in turns)
    return len(turns) >= _LEAST_SPEAKERS and spoken and None not in named and len(set(named)) == len(turns)


def _is_short_briefing(turns: Sequence[_Turn], text: str, labels: Counter[str]) -> bool:
    """Say whether a few turns are those of a transcript: by titles, or a question and labels in capitals."""
    in_capitals = all(turn.label.of(text).isupper() for turn in turns)
    if len(turns) >= _LEAST_OF_BRIEFING and all(_is_titled(turn.label.of(text)) for turn in turns):
        return True  # "Senator Lind: …", "Ambassador Berger: …"
    again = max(labels.values(), default=0) > 1
    return len(turns) >= _LEAST_OF_BRIEFING and (in_capitals or again) and bool(labels.keys() & _asking())


def _capitals(turns: Sequence[_Turn], text: str) -> bool:
    """Say whether most labels are written in capitals, as official transcripts write them."""
    return sum(turn.label.of(text).isupper() for turn in turns) * 2 > len(turns)


def _plain(label: str) -> str:
    return re.sub(r"[\s\u00a0]+", " ", label).strip().casefold()


def _figure(label: str, figures: Sequence[Figure]) -> int | None:
    """Return the only figure whose family name ends the label, or whose given name it is."""
    last = re.sub(r"\(.*", "", label).strip().split(" ")[-1].strip(".")
    if len(last) < _SHORTEST_SURNAME or label in _asking():
        return None
    names = [figure.name.casefold().split(" ") for figure in figures]
    fitting = [
        number
        for number, figure in enumerate(figures)
        if last in {(figure.family_name or "").casefold(), names[number][-1]}
    ]
    fitting = fitting or [number for number, name in enumerate(names) if last == name[0] == label]
    return fitting[0] if len(fitting) == 1 else None


def _quotation(turn: _Turn, text: str, figures: Sequence[Figure]) -> Quotation:
    label = turn.label.of(text)
    figure = _figure(_plain(label), figures)
    if figure is None and _is_titled(label):
        reason = "by the label of a transcript, which names nobody else"
        return Quotation(
            tuple(turn.paragraphs), Attribution.NAMED, None, turn.label, turn.label, None, reason
        )
    attribution = Attribution.UNRESOLVED if figure is None else Attribution.NAMED
    reason = "label of a transcript" if figure is not None else "the label names nobody known"
    return Quotation(tuple(turn.paragraphs), attribution, figure, None, turn.label, None, reason)


def _is_titled(label: str) -> bool:
    """Say whether a label is a title, an office or initials and a name: "MR MILLER", "AMBASSADOR LIND"."""
    if _INITIALS.fullmatch(label):
        return True
    words = [fold(word).rstrip(".") for word in label.split()]
    known = lexicon()
    titled = any(known.is_title(word) or known.is_role(word) for word in words[:-1])
    return titled and not (known.is_title(words[-1]) or known.is_role(words[-1]))
