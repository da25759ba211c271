"""GUM texts (CoNLL-U with entities) as articles, with the names of single people they annotate.

A name is the run of proper nouns around the head of a mention of type `person`, without the titles and
offices before it. Left out: mentions whose head is plural or a common noun, peoples and groups, titles alone,
a person's name inside a longer proper name ("Andy Smith Foundation"), characters of stories and gods. What is
left out counts neither for nor against.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.text.names.name_lexicon import lexicon
from bot.words.documents import Article, Document
from bot.words.spans import Span

_ENTITY = re.compile(r"(?:^|\|)Entity=([^|]*)")
_MENTION = re.compile(r"(\()?([^()]+)(\))?")
_MARKS = frozenset({"-", ".", ",", "'", "’", "'s", "’s"})
# Characters of stories, gods and a collective, which GUM annotates as persons.
_INVENTED = frozenset(
    (
        *("anonymous", "aphrodite", "athena", "batman", "belle", "cosplay", "fawn", "hera", "joker"),
        *("mickey", "nightwing", "poseidon", "spider-gwen", "spidey", "who", "zeus"),
    )
)


@dataclass
class GumMention:
    """A name of one person in a GUM text: its span and the coreference group."""

    span: Span
    group: str


@dataclass
class GumText:
    """A GUM text as an article with the names it holds."""

    name: str
    article: Article
    mentions: list[GumMention] = field(default_factory=list)
    ignored: list[Span] = field(default_factory=list)


@dataclass
class _Word:
    form: str
    part: str
    tag: str
    head: int
    relation: str
    entities: str
    span: Span


def gum_texts(folder: Path, kind: str) -> Iterator[GumText]:
    """Yield the GUM texts of a kind ("news", "interview") in order of their names."""
    for path in sorted((folder / "dep").glob(f"GUM_{kind}_*.conllu")):
        yield _gum_text(path)


def _gum_text(path: Path) -> GumText:
    text, paragraphs, sentences = "", [], []
    words: list[_Word] = []
    paragraph_start = 0
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# newpar") and not line.startswith("# newpar_block"):
            if text.strip() and len(text) > paragraph_start:
                paragraphs.append(Span(paragraph_start, len(text.rstrip())))
                text = text.rstrip() + "\n\n"
            paragraph_start = len(text)
        elif not line:
            if words:
                sentences.append(words)
                words = []
                text += "" if text.endswith(" ") else " "
        elif not line.startswith("#"):
            fields = line.split("\t")
            if not fields[0].isdigit():
                continue
            start = len(text)
            text += fields[1]
            words.append(
                _Word(
                    fields[1],
                    fields[3],
                    fields[4],
                    int(fields[6]),
                    fields[7],
                    fields[9],
                    Span(start, len(text)),
                )
            )
            if "SpaceAfter=No" not in fields[9]:
                text += " "
    paragraphs.append(Span(paragraph_start, len(text.rstrip())))
    article = _article(path.stem, text, paragraphs)
    result = GumText(path.stem, article)
    _read_mentions(sentences, result)
    return result


def _article(name: str, text: str, paragraphs: Sequence[Span]) -> Article:
    document = Document(name, f"{name}.txt", name, "", text)
    first, *rest = [paragraph for paragraph in paragraphs if paragraph.start < paragraph.end]
    return Article(name, document, Span(0, len(text)), first.of(text), first, tuple(rest))


def _read_mentions(sentences: Sequence[Sequence[_Word]], result: GumText) -> None:
    open_mentions: list[tuple[str, int, int]] = []
    for number, words in enumerate(sentences):
        for index, word in enumerate(words):
            entity = _ENTITY.search(word.entities)
            if entity is None:
                continue
            for opening, body, closing in _MENTION.findall(entity[1]):
                if opening:
                    open_mentions.append((body, number, index))
                if closing:
                    group = body.split("-")[0]
                    for place in range(len(open_mentions) - 1, -1, -1):
                        found, where, start = open_mentions[place]
                        if found.split("-")[0] == group and (found == body or not opening):
                            del open_mentions[place]
                            if where == number:
                                _add(result, words, found, start, index)
                            break


def _add(result: GumText, words: Sequence[_Word], body: str, start: int, end: int) -> None:
    parts = body.split("-")
    if len(parts) < 2 or parts[1] != "person":
        return
    inside = range(start, end + 1)
    head = next((i for i in inside if words[i].head - 1 not in inside or words[i].relation == "root"), start)
    covered = Span(words[start].span.start, words[end].span.end)
    name = _name_words(words, inside, head)
    if name is None:
        if any(words[i].part == "PROPN" for i in inside):
            result.ignored.append(covered)
        return
    span = Span(words[name[0]].span.start, words[name[-1]].span.end)
    ruler = words[words[head].head - 1]
    if ruler.part == "PROPN" and ruler.span.start > span.end and "compound" in words[head].relation:
        result.ignored.append(span)
        return
    inner = next((known for known in result.mentions if known.span == span), None)
    if inner is None:
        result.mentions.append(GumMention(span, parts[0]))
    # A list of people ends in the head's own name too: the mention found first is the inner one.


def _name_words(words: Sequence[_Word], inside: range, head: int) -> list[int] | None:
    """Return the words of the name in a mention, or None where it names no single person."""
    known = lexicon()
    if words[head].part != "PROPN" or words[head].tag == "NNPS" or words[head].form.islower():
        return None
    first = last = head
    while first - 1 in inside and _joins(words, first - 1):
        first -= 1
    while last + 1 in inside and _joins(words, last + 1):
        last += 1
    chosen = list(range(first, last + 1))
    while chosen and words[chosen[-1]].form in _MARKS:
        chosen.pop()
    for place in reversed(range(len(chosen) - 1)):
        form = words[chosen[place]].form
        if (_is_title(form) and not known.is_given(form.casefold())) or form in ("'s", "’s"):
            chosen = chosen[place + 1 :]
            break
    while chosen and words[chosen[0]].form in _MARKS:
        chosen.pop(0)
    if not chosen:
        return None
    forms = [words[i].form.casefold() for i in chosen]
    if (
        (_is_title(forms[-1]) and len(chosen) == 1)
        or known.is_place(" ".join(forms))
        or forms[-1] in _INVENTED
    ):
        return None
    return chosen


def _joins(words: Sequence[_Word], index: int) -> bool:
    word = words[index]
    return (
        word.part == "PROPN"
        or (word.form in ("-", "de", "van", "von", "bin", "al", "der", "la") and word.part != "ADP")
        or (word.form in ("de", "van", "von"))
    )


def _is_title(form: str) -> bool:
    known, key = lexicon(), form.casefold().rstrip(".")
    return (
        known.is_title(key)
        or known.is_role(key)
        or (known.is_place(key) and not known.is_surname(key))
        or key in known.role_modifiers
        or key in ("the", "vice", "prime", "states", "u.s", "party", "council")
    )
