"""Whose statement a page is, where its title or a line below the title says so.

"Statement by Foreign Minister Ada Lind on …", "the Foreign Minister's speech at …", "Press Statement" with a
name and an office below it. Who is named within another's office ("the spokesperson for Minister Lind"), or
to whom it is addressed, is not who speaks: then only the words that describe the speaker are known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.speech.statement_pages.head_words import head_words
from bot.text.morphology import finite_verb, lemma_of
from bot.text.names.name_lexicon import fold, is_cyrillic, lexicon
from bot.text.names.role_words import role_words
from bot.words.documents import Article
from bot.words.findings import Figure, MentionKind
from bot.words.spans import Span

_MOST_LINES = 6  # of a page that may say whose statement it is; below them stands the statement
_LONGEST_LINE = 220  # characters of a line that says so; what is longer is a paragraph
_LONGEST_OFFICE_LINE = 110  # characters of "Ada Lind, Minister of Foreign Affairs"
_NAMES = frozenset({MentionKind.FULL, MentionKind.SURNAME, MentionKind.GIVEN})
_WORD = re.compile(r"[^\W_][\w.’'/-]*")
_QUOTED = re.compile(r"[«“\"][^»”\"]*[»”\"]")
_RUSSIAN = "ru"
_FEWEST_NAMES, _MOST_NAMES = 2, 4  # words of a full name that stands alone in its line
_OWNED = re.compile(r"['’]s?(?=\s)")
_SENTENCE = (".", "!", "?", "…", ";", "”", "»")


@dataclass(frozen=True, slots=True)
class Whose:
    """Who speaks on a page, and where it is said.

    Attributes:
        mention: the words that say who.
        office: the same with the office beside a name.
        figures: those named, one or several together; none where they are only described.
        body: whether a body is described and no person.
        firm: whether a line says that this is a statement by them, and not only what it is.
        end: where the line that says so, or the last of them, ends.
    """

    mention: Span
    office: Span
    figures: tuple[int, ...]
    body: bool
    firm: bool
    end: int


def whose_statement(article: Article, figures: Sequence[Figure]) -> Whose | None:
    """Return whose statement an article is by its title and its first lines; None where they do not say.

    Who is named goes before who is only described.

    Args:
        article: a page.
        figures: its people.
    """
    lines = sorted({*article.paragraphs, *article.headings, *filter(None, [article.title_span])})
    head = [line for line in lines[:_MOST_LINES] if line.end - line.start <= _LONGEST_LINE]
    found = [one for line in head if (one := _said_by(article, figures, line)) is not None]
    if not found or not found[0].figures:
        below = _office_below_kind(article, figures, head)
        found += [below] if below is not None else []
    if not found:
        return None
    best = next((one for one in found if one.figures), found[0])
    firm = any(one.firm for one in found)
    return Whose(best.mention, best.office, best.figures, best.body, firm, max(one.end for one in found))


def _said_by(article: Article, figures: Sequence[Figure], line: Span) -> Whose | None:
    words = head_words()
    text = article.read(line)
    tells = line != article.title_span and text.endswith(_SENTENCE)  # may be a sentence of a reporter
    for pattern in (words.by, words.delivered) if tells else (words.by, words.delivered, words.owned):
        match = pattern.fullmatch(text)
        owned = pattern is words.owned
        if match is None or _is_headline(article, text) or (owned and words.about.search(text)):
            continue
        who = Span(line.start + match.start("who"), line.start + match.end("who"))
        topic = None if owned else words.goes_on.search(article.text, *who)
        who = Span(who.start, topic.start()) if topic is not None else who
        office = _office_words(who.of(article.text)) or words.bodies.search(who.of(article.text))
        if not office and match.groupdict().get("writing"):
            continue
        speaking = _speaking(article.text, figures, who)
        if speaking is None or (owned and not office and speaking[0] != who):
            continue
        mention, named = speaking
        body = not named and _is_body(mention.of(article.text))
        firm = not (owned or tells or match.groupdict().get("occasion") or words.about.search(text))
        return Whose(mention, who, named, body, firm, line.end)
    return None


def _is_headline(article: Article, line: str) -> bool:
    """Say whether a Russian line tells what came of a statement: it has a verb outside quotation marks."""
    if article.language != _RUSSIAN:
        return False
    words = _WORD.findall(_QUOTED.sub(" ", line))
    return any(word[:1].islower() and finite_verb(word) is not None for word in words)


def _speaking(text: str, figures: Sequence[Figure], who: Span) -> tuple[Span, tuple[int, ...]] | None:
    """Return the words that say who speaks, and the people named by them, if any."""
    named = _named(text, figures, who)
    if not named:
        described = _described(text, who)
        return (described, ()) if described is not None else None
    behind = text[named[-1][1].end : who.end]
    small = [word for word in _WORD.findall(behind) if word[:1].islower() and not _is_small(word)]
    if any(not head_words().of_another.fullmatch(word) for word in small):
        return None  # "Statement by Minister Lind draws criticism"
    return Span(named[0][1].start, named[-1][1].end), tuple(number for number, _ in named)


def _named(text: str, figures: Sequence[Figure], who: Span) -> list[tuple[int, Span]]:
    """Return the people who speak by the words that say who: the first named, and who is joined to them."""
    inside = sorted(
        (mention.span, number)
        for number, figure in enumerate(figures)
        for mention in figure.mentions
        if who.contains(mention.span) and mention.kind in _NAMES
    )
    found: list[tuple[int, Span]] = []
    place = who.start
    for span, number in inside:
        between = text[place : span.start]
        if _OWNED.match(text, span.end) and span.end < who.end:
            return found
        if _of_another(between) or (found and not head_words().joining.search(between)):
            return found
        if number not in [known for known, _ in found]:
            found.append((number, span))
        place = span.end
    return found


def _of_another(before: str) -> bool:
    """Say whether a name belongs to another's office: "for Secretary …", "of the …", "to Minister …"."""
    leads = list(head_words().of_another.finditer(before))
    if not leads:
        return False
    rest = before[leads[-1].end() :]
    words = _WORD.findall(rest)
    bare = not words or all(head_words().small.fullmatch(word) for word in words)
    return bare or any(lexicon().is_title(fold(word)) for word in words)


def _described(text: str, who: Span) -> Span | None:
    """Return the words that describe who speaks, None where they hold what describes nobody."""
    end = who.end
    words = who.of(text)
    addressed = head_words().addressed.search(words)
    if addressed is not None and not head_words().sent.search(words[: addressed.start()]):
        end = who.start + addressed.start()
    comma = text.find(",", who.start, end)
    if comma >= 0 and not head_words().joining.search(text, comma, end):
        end = comma
    described = Span(who.start, end)
    found = _WORD.findall(described.of(text))
    small = [word for word in found if word[:1].islower() and not _is_small(word)]
    if small or not (_office_words(described.of(text)) or head_words().bodies.search(described.of(text))):
        return None
    return described if found else None


def _is_small(word: str) -> bool:
    """Say whether a word in small letters may stand in a description: of an office, or between its words."""
    folded = fold(word).strip(".")
    known = head_words().small.fullmatch(word) or head_words().bodies.fullmatch(word)
    if known or lexicon().is_role(folded) or is_cyrillic(word):
        return True
    return folded in lexicon().role_modifiers or folded.capitalize() in lexicon().organisation_heads


def _office_words(words: str) -> frozenset[str]:
    """Return the folded words of an office, or of a body, among some words."""
    found = [fold(word).strip(".") for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", words)]
    known = lexicon()
    return frozenset(word for word in found if known.is_role(word) or word in known.organisation_heads)


def _is_body(words: str) -> bool:
    """Say whether a body is described: its word stands before any of an office."""
    for word in _WORD.findall(words):
        folded = fold(word).strip(".")
        if head_words().bodies.fullmatch(word) or folded in lexicon().organisation_heads:
            return True
        if lexicon().is_title(folded) or lexicon().is_role(folded):
            return False
    return head_words().bodies.search(words) is not None


def _office_below_kind(article: Article, figures: Sequence[Figure], head: Sequence[Span]) -> Whose | None:
    """Return who stands with an office in a line below one that says only what the page is.

    Such lines may be dropped as the head of a page: then who stands there is nobody the article knows.
    """
    begin = article.paragraphs[0].start if article.paragraphs else article.span.end
    above = [one.span for one in article.dropped if one.span.end <= begin]
    lines = sorted({*head, *above})
    kinds = [line for line in lines if head_words().kind.fullmatch(article.read(line))]
    for number, line in enumerate(lines):
        if not kinds or line.start <= kinds[0].start or not _may_be_office(article.read(line)):
            continue
        named = _named(article.text, figures, line)
        span = named[0][1] if len(named) == 1 else _name_alone(article.text, line) if not named else None
        if span is None:
            continue
        around = article.text[line.start : span.start] + " " + article.text[span.end : line.end]
        below = article.read(lines[number + 1]) if number + 1 < len(lines) else ""
        offices = _office_words(around) | _office_words(below if _may_be_office(below) else "")
        leads = _WORD.findall(article.text[line.start : span.start])
        if offices and all(word[:1].isupper() or _is_small(word) for word in leads):
            people = tuple(number for number, _ in named)
            return Whose(span, line, people, not named, True, line.end)
    return None


def _may_be_office(line: str) -> bool:
    """Say whether a line may be an office, or a name with one: short, no sentence, of nobody who reports."""
    return len(line) <= _LONGEST_OFFICE_LINE and not (
        line.endswith(_SENTENCE) or head_words().writers.search(line)
    )


def _name_alone(text: str, line: Span) -> Span | None:
    """Return the full name that a line is, behind titles and before a comma."""
    words = [
        Span(*word.span()) for word in re.compile(r"[^\s,]+").finditer(text, line.start, _comma(text, line))
    ]
    while words and lexicon().is_title(fold(words[0].of(text))):
        words = words[1:]
    if not _FEWEST_NAMES <= len(words) <= _MOST_NAMES or not lexicon().is_given(fold(words[0].of(text))):
        return None
    name = Span(words[0].start, words[-1].end)
    return (
        name
        if all(word.of(text)[:1].isupper() for word in words) and not _office_words(name.of(text))
        else None
    )


def _comma(text: str, line: Span) -> int:
    comma = text.find(",", *line)
    return comma if comma >= 0 else line.end


def office_of(
    article: Article, whose: Whose, figures: Sequence[Figure]
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the folded words of the office of who speaks, as a subject has them: what makes it a lesser one
    ("vice", "deputy"), and its heads.

    Args:
        article: the page.
        whose: who speaks on it.
        figures: its people.
    """
    told = [whose.office, *(role.span for number in whose.figures for role in figures[number].roles)]
    words = {fold(word).strip(".") for span in told for word in _WORD.findall(span.of(article.text))}
    words = {lemma_of(word) if is_cyrillic(word) else word for word in words}
    lesser = words & role_words().lesser
    known = lexicon()
    heads = {word for word in words if known.is_title(word) or (is_cyrillic(word) and known.is_role(word))}
    if any(map(is_cyrillic, lesser)):
        return frozenset(), frozenset(lesser)  # "заместитель министра": what follows is another's
    return frozenset(lesser), frozenset(heads - lesser)
