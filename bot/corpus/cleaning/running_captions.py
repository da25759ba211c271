"""Captions of pictures among the sentences of a paragraph, as pages stored as mere text have them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.corpus.cleaning.lines import SENTENCE_END
from bot.language_data.loading import subject
from bot.text.sentences import split_sentences
from bot.words.spans import Span

_STRAY_STOP = re.compile(r"\s\.[\"'”’»)]*$")
"""A full stop set by whoever stored the page, behind words that had none: those of a caption."""
_TOKENISED = re.compile(r"\w ,\s")
"""A space before most commas as well: there it stands before every mark and tells nothing."""
_MOST_STRAY = 3 / 4
"""Share of sentences with a stray stop from which that is how the page writes."""
_LABEL = re.compile(
    r"['\"‘“«]?(?P<label>[A-ZÀ-ÝА-ЯЁ][\w'’\-]*(?:,? [\w'’\-]+){0,4}?)['\"’”»]?: "
    r"(?=[\"'‘“«]?[A-ZÀ-ÝА-ЯЁ0-9£$€])"
)
_LABEL_BEHIND = re.compile(
    r"(?<=[\"'”’»)] )[A-ZÀ-ÝА-ЯЁ][a-zà-ÿа-яё'’\-]+(?: [a-zà-ÿа-яё'’\-]+){0,2}: (?=[A-ZÀ-ÝА-ЯЁ])"
)
"""The label of a caption run into what stands before it, which ends with a mark."""
_QUOTE = re.compile(r"[\"'‘“«]")
_BRACKET_END = re.compile(r"\)(?= [\"'‘“«]?[A-ZÀ-ÝА-ЯЁ][\w’']*\s)")
_FEWEST_WORDS = 5
"""Up to so many words are a heading, or a bracket within a sentence."""
_MOST_WORDS = 60
_LOOKED_AT = 200
"""Characters before a bracket in which it is read: a hostile text may be one sentence of brackets."""
_FEWEST_LABELS = 2
"""Captions with a label from which labels are how the page writes them."""


@dataclass(frozen=True, slots=True)
class _Words:
    shown: re.Pattern[str]
    opening: re.Pattern[str]
    announcing: re.Pattern[str]
    speaking: re.Pattern[str]
    beginning: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    found = {name: "|".join(patterns) for name, patterns in subject("running_captions").items()}
    return _Words(
        re.compile(found["shown"], re.IGNORECASE),
        re.compile(found["opening"], re.IGNORECASE),
        re.compile(found["announcing"], re.IGNORECASE),
        re.compile(rf"(?<![\w-])(?:{found['speaking']})(?![\w-])", re.IGNORECASE),
        re.compile(rf"(?<=[^\W_]['\"’”»]) (?=(?:{found['beginning']})\s)"),
    )


def running_captions(text: str, paragraphs: Sequence[Span]) -> tuple[Span, ...]:
    """Find the captions among the sentences of an article.

    A sentence is one by two signs together: a label of a few words and a colon, words that show a picture
    ("pictured", "(left)"), a full stop with a space before it or none at all. Where several are found that
    have a label, a label is enough.

    Args:
        text: the document's text.
        paragraphs: the article's paragraphs.

    Returns:
        The spans of the captions, in order, each inside one paragraph.
    """
    parts = [part for span in paragraphs for part in _parts(text, span)]
    stray = [bool(_STRAY_STOP.search(part.of(text))) for part in parts]
    spaced = sum(stray) > _MOST_STRAY * len(parts) and len(parts) > 1
    commas = sum(text.count(",", *span) for span in paragraphs)
    if spaced or 2 * sum(len(_TOKENISED.findall(text, *span)) for span in paragraphs) > commas:
        stray = [False] * len(parts)
    labels = [_is_labelled(part.of(text)) for part in parts]
    ends = {span.end for span in paragraphs}
    found = [
        _signs(text, part, label=label, stray=stop, last=part.end in ends) >= 2
        for part, label, stop in zip(parts, labels, stray, strict=True)
    ]
    _follow(parts, labels, stray, found, text)
    return tuple(part for part, one in zip(parts, found, strict=True) if one)


def _follow(
    parts: Sequence[Span], labels: Sequence[bool], stray: Sequence[bool], found: list[bool], text: str
) -> None:
    """Add to `found` what is a caption by those found: other labels, and the second sentence of a caption."""
    if sum(one and label for one, label in zip(found, labels, strict=True)) < _FEWEST_LABELS:
        return
    for number, part in enumerate(parts):
        if labels[number] and len(part.of(text).split()) <= _MOST_WORDS:
            found[number] = True
            if not stray[number] and stray[number + 1 : number + 2] == [True]:
                found[number + 1] = True


def without(span: Span, captions: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Return what of a paragraph is left without the captions inside it."""
    left: list[Span] = []
    start = span.start
    inside = [caption for caption in captions if span.start <= caption.start < span.end]
    for end, after in [*((caption.start, caption.end) for caption in inside), (span.end, span.end)]:
        piece = text[start:end]
        if any(map(str.isalnum, piece)):
            begin = start + len(piece) - len(piece.lstrip())
            left.append(Span(begin, begin + len(piece.strip())))
        start = after
    return tuple(left)


def _parts(text: str, span: Span) -> Iterator[Span]:
    """The sentences of a paragraph, parted as well where a caption without a stop runs into what follows."""
    for sentence in split_sentences(text, span):
        start = sentence.start
        for end in _inner_ends(text, sentence):
            yield Span(start, end)
            start = end + 1
        yield Span(start, sentence.end)


def _inner_ends(text: str, sentence: Span) -> Iterator[int]:
    """Where the captions inside a sentence end: behind a bracket or a quotation, or before a label."""
    start = sentence.start
    for bracket in _BRACKET_END.finditer(text, *sentence):
        before = text[max(start, bracket.end() - _LOOKED_AT) : bracket.end()]
        shown = [found.end() for found in _words().shown.finditer(before)]
        if shown and shown[-1] == len(before) and len(before.split()) > _FEWEST_WORDS:
            yield bracket.end()
            start = bracket.end() + 1
    if (labelled := _is_labelled(text[start : sentence.end])) and (
        behind := _words().beginning.search(text, start, sentence.end)
    ):
        yield behind.start()
        start = behind.end()
    for label in _LABEL_BEHIND.finditer(text, start, sentence.end) if labelled else ():
        if _is_labelled(label[0] + "A") and label.start() - 1 > start:
            yield label.start() - 1
            start = label.start()


def _is_labelled(sentence: str) -> bool:
    found = _LABEL.match(sentence)
    if found is None or _QUOTE.match(sentence, found.end()):
        return False
    words = _words()
    return (
        words.announcing.fullmatch(found["label"]) is None and words.speaking.search(found["label"]) is None
    )


def _signs(text: str, part: Span, *, label: bool, stray: bool, last: bool) -> int:
    """Count what tells that a sentence is a caption."""
    sentence = part.of(text)
    if not _FEWEST_WORDS < len(sentence.split()) <= _MOST_WORDS:
        return 0
    words = _words()
    shown = words.shown.search(sentence) is not None or words.opening.match(sentence) is not None
    unfinished = SENTENCE_END.search(sentence[-12:]) is None
    return label + shown + (stray or (unfinished and (shown or not last)))
