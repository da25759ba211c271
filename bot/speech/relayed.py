"""Quotations that are not those of who is named beside them: read out, remembered, denied, asked for.

Who passes words on is not who says them: where a text shows that, they stay unresolved, unless the one whose
words they are is who was found. The phrases are data: the subject `relayed`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from bot.language_data.loading import subject
from bot.words.documents import Article
from bot.words.findings import Attribution, Quotation, Sentence
from bot.words.spans import Span

_QUOTED = "…"
_TITLES = r"(?:[A-Z][\w.’'-]* ){0,4}"
_REACH = 300  # characters beside a quotation and its verb that are looked at of a long sentence


@cache
def _relaying() -> re.Pattern[str]:
    return re.compile("|".join(subject("relayed")["phrases"]))


def without_relayed(
    article: Article, sentences: Sequence[Sentence], found: Iterable[Quotation]
) -> tuple[Quotation, ...]:
    """Return quotations, those unresolved that whoever is named beside them only passes on.

    Args:
        article: that holds them.
        sentences: of the article, in text order.
        found: its quotations with their speakers.
    """
    return tuple(
        replace(
            quotation,
            attribution=Attribution.UNRESOLVED,
            figure=None,
            organisation=None,
            mention=None,
            reason="passed on, read out or denied by the one named beside it",
        )
        if quotation.attribution is not Attribution.UNRESOLVED and _is_relayed(article, sentences, quotation)
        else quotation
        for quotation in found
    )


def _is_relayed(article: Article, sentences: Sequence[Sentence], quotation: Quotation) -> bool:
    if quotation.cue is None:
        return False
    place = bisect_right(sentences, quotation.cue.start, key=lambda sentence: sentence.span.start) - 1
    around = sentences[place].span if place >= 0 else quotation.cue
    if not around.contains(quotation.cue):
        around = quotation.cue
    here = [quotation.cue, *(part for part in quotation.parts if part.overlaps(around))]
    around = Span(max(around.start, min(here).start - _REACH), min(around.end, max(here).end + _REACH))
    words = _authors_words(article.text, around, quotation.parts)
    relaying = _relaying().search(words)
    if relaying is None:
        return False
    mention = article.read(quotation.mention) if quotation.mention is not None else ""
    reach = words[relaying.start() : relaying.end() + len(mention) + 1]
    titled = re.compile(_TITLES + re.escape(mention)).match(words, relaying.end())
    return not mention or (mention not in reach and titled is None)  # "quoted Mayor Lind as saying": hers


def _authors_words(text: str, sentence: Span, parts: Sequence[Span]) -> str:
    """Return a sentence with … for what is quoted in it, marks left out."""
    words, place = "", sentence.start
    for part in sorted(parts):
        if part.end <= sentence.start or part.start >= sentence.end:
            continue
        words += text[place : max(place, part.start)] + _QUOTED
        place = min(part.end, sentence.end)
    return re.sub(r"[“”\"«»]", "", words + text[place : sentence.end])
