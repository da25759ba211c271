"""What an article says of its words: who does what people do, the model's labels, what is a place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from bot.text.names.name_kinds import NameStretch
from bot.text.names.name_lexicon import cyrillic_stem, fold, is_cyrillic, lexicon
from bot.text.names.name_runs import adjacent
from bot.words.findings import Token


def doers_of(tokens: Sequence[Token]) -> frozenset[int]:
    """Return where the subjects of verbs stand that say what people do, and by whom something is done."""
    verbs = {"nsubj": lexicon().person_verbs, "nsubjpass": lexicon().person_passives}
    return frozenset(
        token.span.start
        for token in tokens
        if (
            token.relation in verbs
            and tokens[token.head].part == "VERB"
            and tokens[token.head].lemma in verbs[token.relation]
        )
        or (token.relation == "pobj" and tokens[token.head].relation == "agent")
    )


def votes_of(tokens: Iterable[Token]) -> Mapping[str, Counter[str]]:
    """Count the model's labels for each word over the article."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for token in tokens:
        if token.text[:1].isupper() and not is_cyrillic(token.text):
            votes[fold(token.text)][token.entity[2:]] += 1
    return votes


def stems_of_places(text: str, pieces: Iterable[NameStretch]) -> Iterator[str]:
    """Yield the stems of Cyrillic words with a capital that stand after "in" or "from"."""
    for piece in pieces:
        for before, word in pairwise(piece.words):
            if word.capital and before.key in ("в", "во", "из") and adjacent(text, before, word):
                yield cyrillic_stem(word.key)
