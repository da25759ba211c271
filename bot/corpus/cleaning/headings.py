"""Sub-headings that lost their line and stand glued into the prose: "... of the talks. Early Peace Efforts In
March ..."

The evidence has two grades. Strong: capitals a sentence would not have ("Efforts In", "Strategy Trump's").
Weak: shapes that occur in prose as well ("Project Discussions also"); they count only in a document where a
strong one is found, because a page that lost one heading's line lost them all. A sentence cut in two is worse
than a heading missed. What is judged, and how, is in `heading_shapes`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.corpus.cleaning.heading_shapes import (
    Split,
    judged,
    opens_a_sentence,
    subject_follows,
    whole_quotation,
)
from bot.corpus.word_evidence import DocumentWord, WordEvidence, word_lists
from bot.words.spans import Span

LONGEST_HEADING = 13
"""Words."""
_LONGEST_RUN = 22
_LONGEST_SENTENCE_CASE = 8
_LONGEST_QUESTION = 7
_LONGEST_QUOTATION = 150
"""Words; a quotation mark that is not closed by then was closed without one."""


@dataclass(frozen=True, slots=True)
class GluedHeading:
    """A heading inside a line, and whether the evidence stands on its own."""

    span: Span
    strong: bool
    reason: str


def glued_headings(words: Sequence[DocumentWord], wording: WordEvidence) -> Iterator[GluedHeading]:
    """Find headings glued into one line of prose, in order and without overlap.

    Args:
        words: the words of the line.
        wording: what the words of the whole document are elsewhere.

    Yields:
        Each heading with its grade; the caller drops the weak ones where no strong one was found.
    """
    quoted = _inside_quotations(words)
    index = 0
    while index < len(words):
        found = None
        if not quoted[index]:
            look = _heading_at if words[index].after_sentence else _label_at
            found = look(words, index, wording)
        if found is None:
            index += 1
            continue
        heading, index = found
        yield heading


def _heading_at(
    words: Sequence[DocumentWord], start: int, wording: WordEvidence
) -> tuple[GluedHeading, int] | None:
    """Look for a heading that begins at a word after a finished sentence."""
    if not words[start].core or not (words[start].capital or words[start].core[0].isdigit()):
        return None
    question = _question_at(words, start, wording)
    if question is not None:
        return question
    end = _run_end(words, start)
    best: tuple[int, bool, str] | None = None
    for position in range(min(end, start + LONGEST_HEADING + 1) - 1, start, -1):
        verdict = judged(Split(words, start, position, end, wording))
        if verdict is not None and (best is None or (verdict[0] and not best[1])):
            best = (position, *verdict)
    best = best or _small_words(words, start, wording)
    if best is None:
        return None
    position, strong, reason = best
    return GluedHeading(_span(words, start, position), strong, reason), position


def _span(words: Sequence[DocumentWord], start: int, end: int) -> Span:
    return Span(words[start].span.start, words[end - 1].span.end)


def _run_end(words: Sequence[DocumentWord], start: int) -> int:
    """Return the index behind the run of capitals and small function words that begins at `start`.

    A quotation that begins in the run is its last word: a sentence may begin with it.
    """
    small = word_lists()["small"]
    index = start
    while index < len(words) and index - start < _LONGEST_RUN:
        word = words[index]
        if not (word.capital or word.base in small or word.core[:1].isdigit() or word.raw in "&–—-"):
            break
        if not whole_quotation(word):
            return index + 1 if index > start and word.raw[0] in '“"«' else index
        index += 1
        if word.ends_sentence or word.raw[-1] in ";)":
            break
    return index


def _question_at(
    words: Sequence[DocumentWord], start: int, wording: WordEvidence
) -> tuple[GluedHeading, int] | None:
    """A question without a verb that is a heading: "A Broader Diplomatic Crisis? These resignations ..."."""
    end = next(
        (
            index
            for index in range(start, min(start + LONGEST_HEADING, len(words) - 1))
            if words[index].ends_sentence
        ),
        None,
    )
    if end is None:
        return None
    heading, after = words[start : end + 1], words[end + 1]
    if not heading[-1].raw.endswith(("?", "!")) or len(heading) < 3 or heading[0].raw[0] in "“\"‘'«([":
        return None
    if any(word.raw[-1] in ":;—–―" for word in heading) or not after.capital or after.raw[0] in "“\"‘'«":
        return None
    span = _span(words, start, end + 1)
    lists = word_lists()
    contents = [
        word for word in heading if word.base not in lists["small"] and word.base not in lists["careful"]
    ]
    common = sum(word.capital and wording.is_common(word) for word in heading[1:])
    if all(word.capital for word in contents) and common >= 1 and len(contents) >= 2:
        return GluedHeading(span, True, "a question in title case"), end + 1
    opens = heading[0].base in {"a", "an"} or wording.is_name(heading[0])
    if heading[-1].raw.endswith("?") and opens and len(heading) <= _LONGEST_QUESTION and _verbless(heading):
        return GluedHeading(span, False, "a question without a verb"), end + 1
    return None


def _verbless(words: Sequence[DocumentWord]) -> bool:
    """Whether no word of a phrase looks like a finite verb."""
    lists = word_lists()
    return not any(
        word.base in lists["auxiliaries"]
        or word.base in lists["past_verbs"]
        or (not word.capital and (word.base.endswith("ed") or word.base in lists["clause_words"]))
        or (not word.possessive and ("'" in word.core[1:] or "’" in word.core[1:]))
        for word in words
    )


def _small_words(
    words: Sequence[DocumentWord], start: int, wording: WordEvidence
) -> tuple[int, bool, str] | None:
    """A few small words without a verb, then a sentence: "Economic aspects | Kazakhstan is ..."."""
    last = min(start + 1 + _LONGEST_SENTENCE_CASE, len(words) - 1)
    position = next((index for index in range(start + 1, last) if words[index].capital), None)
    if position is None or position - start < 2:
        return None
    heading, word = words[start:position], words[position]
    if not _may_be_small_heading(heading) or word.raw[0] in "\"'([“«" or word.raw[-1] in ":;)":
        return None
    lists = word_lists()
    article = heading[0].base in lists["careful"]
    begins = word.base in lists["starters"]
    if begins or word.base in lists["openers_after_small_words"]:
        return position, begins and not article, "words without a verb, and a word that begins sentences"
    noun = heading[-1].base in lists["common"] or heading[-1].base.endswith("s")
    follows = subject_follows(words, position) and not word.possessive
    if follows and noun and not article and wording.is_name(word):
        return position, False, "small words without a verb, and a name that has its verb"
    return None


def _may_be_small_heading(heading: Sequence[DocumentWord]) -> bool:
    """Whether words of which only the first has a capital can be a heading."""
    lists = word_lists()
    last = heading[-1]
    if any(word.closes or word.ends_sentence or not word.core for word in heading):
        return False
    if not heading[0].capital or heading[0].raw[0] in "[(“\"'«" or last.raw[-1] in "”\"’'»":
        return False
    if last.base in lists["small"] or any(word.base in {"a.m", "p.m", "a.m.", "p.m."} for word in heading):
        return False
    return _verbless(heading) and not opens_a_sentence(heading)


def _label_at(
    words: Sequence[DocumentWord], index: int, wording: WordEvidence
) -> tuple[GluedHeading, int] | None:
    """One word that names a section, in mid-sentence: "... was proclaimed Politics Kazakhstan's first mission
    ...".
    """
    lists = word_lists()
    word, before = words[index], words[index - 1]
    if not word.capital or word.base not in lists["labels"] or word.closes or word.ends_sentence:
        return None
    if before.capital or before.base in lists["small"] or before.closes or not before.core.isalpha():
        return None
    if (
        index + 2 >= len(words)
        or not wording.is_name(words[index + 1])
        or not subject_follows(words, index + 1)
    ):
        return None
    heading = GluedHeading(_span(words, index, index + 1), False, "a section's name in mid-sentence")
    return heading, index + 1


def _inside_quotations(words: Sequence[DocumentWord]) -> list[bool]:
    """Say of each word whether a curly or angle quotation is open before it; a new opening mark opens it
    anew.
    """
    inside: list[bool] = []
    opened_at: int | None = None
    for index, word in enumerate(words):
        if opened_at is not None and index - opened_at > _LONGEST_QUOTATION:
            opened_at = None
        inside.append(opened_at is not None)
        opened = max(word.raw.rfind("“"), word.raw.rfind("«"))
        closed = max(word.raw.rfind("”"), word.raw.rfind("»"))
        if opened > closed:
            opened_at = index
        elif closed >= 0:
            opened_at = None
    return inside
