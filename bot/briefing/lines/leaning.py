"""Whether a line can be read by itself, or leans on the one before: "He", "This change", "A week earlier".

Which words lean is data: the subject `openings`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bot.briefing.lines.quotable import ReadArticle, ReadSentence
from bot.language_data.loading import subject
from bot.text.names.name_lexicon import lexicon
from bot.words.spans import Span

_LONGEST = 520  # characters of a line together with the one it needs before it: half a screen of a phone
_OPENING = "“\"«„‘'…([ \u00a0"
_PRONOUN = r"\b(?:h(?:e|i[ms]|ers?|imself|erself)|she|он|она|его|её|ему|ей)\b"
_SINGULAR = re.compile(_PRONOUN, re.IGNORECASE)
_SINGULAR_IN_SMALL = re.compile(_PRONOUN)  # finds whether there is any, in a quarter of the time
_WORD = re.compile(r"[^\W\d_]+")
_DEMONSTRATIVE = re.compile(r"\b(?:this|these|such|those) (?!(?:year|month|week|is|was|who)\b)[a-z]{4,}")


class _Openings(NamedTuple):
    leaning: frozenset[str]
    contracted: frozenset[str]
    joining: frozenset[str]
    somebody: frozenset[str]
    expletive: re.Pattern[str]
    since_then: re.Pattern[str]
    after_joining: re.Pattern[str]
    taking_back: re.Pattern[str]


@cache
def _openings() -> _Openings:
    data = subject("openings")

    def pattern(name: str) -> re.Pattern[str]:
        return re.compile(data[name].replace("<APOSTROPHE>", "[’']"))

    return _Openings(
        frozenset(data["leaning"]),
        frozenset(data["contracted"]),
        frozenset(data["joining"]),
        frozenset(data["somebody"]),
        pattern("expletive"),
        pattern("since_then"),
        pattern("after_joining"),
        pattern("taking_back"),
    )


def prepare() -> None:
    """Read the data of this module now rather than at its first use."""
    _openings()


def leans(words: str) -> bool:
    """Say whether some words open with what only the words before explain."""
    words = words.lstrip(_OPENING)[:160]
    first = _WORD.match(words)
    if first is None:
        return False
    known, word = _openings(), first[0].lower()
    if word in known.joining and _leans_after_joining(words[first.end() :].lstrip(", ")):
        return True
    if word in known.leaning or (word in known.contracted and words[first.end() : first.end() + 1] in "’'"):
        return known.expletive.match(words) is None
    return known.since_then.match(words) is not None


def _leans_after_joining(words: str) -> bool:
    """Say whether words after "but" or "and" go back to what was told: "that hasn't stopped her"."""
    known = _openings()
    stands = known.expletive.match(words[:1].upper() + words[1:]) is not None
    return not stands and known.after_joining.match(words) is not None


def joins(words: str) -> bool:
    """Say whether some words begin in the middle ("But", "However"), though they can be understood."""
    first = _WORD.match(words.lstrip(_OPENING))
    return first is not None and first[0].lower() in _openings().joining


def ends(words: str) -> bool:
    """Say whether some words end as a sentence does, and not as a title or what introduces a list."""
    return words.rstrip("”\"»’')] \u00a0")[-1:] in (".", "!", "?", "…")


def points_back(words: str) -> bool:
    """Say whether a line speaks of "this idea" or "such remarks" further in."""
    return _DEMONSTRATIVE.search(words) is not None


def speaks_of_nobody_named(article: ReadArticle, span: Span) -> bool:
    """Say whether a line speaks of "she" or "his" before it names or describes anybody: "In May, she left".

    A pronoun that looks ahead ("In his speech, Lind said") is none of these, nor one in a quotation, nor one
    whose name the line is shown with.
    """
    if article.opens_with_name(span):
        return False
    text = article.article.text
    limit = min(span.end, span.start + _LONGEST)
    if _SINGULAR_IN_SMALL.search(text[span.start : limit].lower()) is None:
        return False
    for found in _SINGULAR.finditer(text, span.start, limit):
        pronoun = Span(*found.span())
        if article.is_quoted(pronoun):
            continue
        before = Span(span.start, pronoun.start)
        words = before.of(text)
        if article.names_somebody(before) or article.tells_speaker(pronoun) or _describes_somebody(words):
            return False
        comma = text.find(",", pronoun.end, span.end)
        ahead = "," not in words and comma >= 0 and article.names_somebody(Span(comma, span.end))
        return not ahead
    return False


def _describes_somebody(words: str) -> bool:
    known = lexicon()
    for found in _WORD.finditer(words):
        word = found[0].lower()
        if word in _openings().somebody or known.is_role(word) or known.is_title(word):
            return True
        if found[0][0].isupper() and (known.is_given(word) or known.is_surname(word)):
            return True
    return False


def standing_alone(
    article: ReadArticle, sentence: ReadSentence, *, across_paragraphs: bool = False
) -> Span | None:
    """Return what is to be shown of an utterance so that it can be read by itself.

    That is the utterance, where it opens with a name, or with a pronoun whose name is put in brackets; else
    with the sentence right before it in the same paragraph; None where that does not help.

    Args:
        article: that holds the utterance.
        sentence: of the utterance.
        across_paragraphs: whether the sentence before may end the paragraph before, as where a quotation goes
            on from what introduces it.
    """
    return article.once(_alone_with_any if across_paragraphs else _alone, sentence)


def _alone(article: ReadArticle, sentence: ReadSentence) -> Span | None:
    return _standing_alone(article, sentence, across_paragraphs=False)


def _alone_with_any(article: ReadArticle, sentence: ReadSentence) -> Span | None:
    return _standing_alone(article, sentence, across_paragraphs=True)


def _standing_alone(article: ReadArticle, sentence: ReadSentence, *, across_paragraphs: bool) -> Span | None:
    shown = sentence.utterance
    if _is_taken_back(article, sentence):
        return None
    leaning = leans(article.article.read(shown)) and not article.opens_with_name(shown)
    if not leaning and not speaks_of_nobody_named(article, shown):
        return shown
    before = _before(article, sentence)
    if before is None or not (across_paragraphs or before.paragraph == sentence.paragraph):
        return None
    lead = before.utterance
    if leans(article.article.read(lead)) and not article.opens_with_name(lead):
        return None
    both = Span(lead.start, shown.end)
    if speaks_of_nobody_named(article, both):
        return None
    return both if both.end - both.start <= _LONGEST else None


def _is_taken_back(article: ReadArticle, sentence: ReadSentence) -> bool:
    """Say whether the next sentence turns what is said round: "It was perfect. Except nobody came."."""
    after = article.sentences[sentence.index + 1 : sentence.index + 2]
    return any(_openings().taking_back.match(article.article.read(one.span)) for one in after)


def _before(article: ReadArticle, sentence: ReadSentence) -> ReadSentence | None:
    """Return the sentence right before an utterance, under the same heading; nothing but space between."""
    before = article.sentence_before(sentence.utterance)
    if before is None or before.section != sentence.section:
        return None
    between = article.article.read(Span(before.utterance.end, sentence.utterance.start))
    return before if not between.strip() else None
