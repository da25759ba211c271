"""Makers for tests about who speaks: articles of lines, people named by hand, the real syntax model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bot.speech.speakers import attribute
from bot.speech.statements import reported_statements
from bot.text.sentences import sentences_of
from bot.text.syntax import SyntaxModel
from bot.words.documents import Article, Document
from bot.words.findings import Attribution, Figure, Mention, MentionKind, Quotation, ReportedStatement
from bot.words.spans import Span


@cache
def syntax_model() -> SyntaxModel:
    """Return the syntax model, loaded once a process."""
    return SyntaxModel()


def article_of(text: str, *, headings: tuple[str, ...] = (), language: str = "en") -> Article:
    """Return an article whose paragraphs are the lines of `text`; lines named in `headings` are headings."""
    lines = [Span(*match.span()) for match in re.finditer(r"\S(?:[^\n]*\S)?", text)]
    document = Document("t", "t.txt", "t.txt", "", text)
    return Article(
        "t-1",
        document,
        Span(0, len(text)),
        "",
        None,
        tuple(line for line in lines if line.of(text) not in headings),
        tuple(line for line in lines if line.of(text) in headings),
        language=language,
    )


def figure(
    text: str,
    name: str,
    *,
    gender: str | None = None,
    roles: tuple[str, ...] = (),
    forms: tuple[str, ...] = (),
) -> Figure:
    """Return the person `name`, mentioned by full name, last name, and by the roles and other forms given."""
    surname = name.split()[-1]
    mentions: dict[int, Mention] = {}
    within: dict[int, int] = {}  # where the mention over a character ends
    for form, kind in [
        (name, MentionKind.FULL),
        *((form, MentionKind.FULL) for form in forms if " " in form),
        *((form, MentionKind.SURNAME) for form in forms if " " not in form),
        *((role, MentionKind.ROLE) for role in roles),
        (surname, MentionKind.SURNAME),
    ]:
        for match in re.finditer(rf"\b{re.escape(form)}\b", text):
            if within.get(match.start(), 0) < match.end():
                mentions[match.start()] = Mention(Span(*match.span()), kind)
                within.update(dict.fromkeys(range(*match.span()), match.end()))
    return Figure(
        name, tuple(mentions[start] for start in sorted(mentions)), family_name=surname, gender=gender
    )


@dataclass(frozen=True)
class Said:
    """What was read out of a text, with names for numbers and words for spans."""

    text: str
    figures: tuple[Figure, ...]
    quotations: tuple[Quotation, ...]
    reported: tuple[ReportedStatement, ...]

    def speaker(self, words: str) -> str | None:
        """Return who says the quotation with `words` in it; None when nobody is known to."""
        return self._name(self.quotation(words))

    def quotation(self, words: str) -> Quotation:
        """Return the quotation that has `words` in one of its parts."""
        return next(q for q in self.quotations if any(words in part.of(self.text) for part in q.parts))

    @property
    def words(self) -> list[list[str]]:
        """The words of all quotations, by part."""
        return [[part.of(self.text) for part in quotation.parts] for quotation in self.quotations]

    def reports(self) -> list[tuple[str | None, str]]:
        """Return who reports and the sentence, in text order."""
        return [(self._name(statement), statement.span.of(self.text)) for statement in self.reported]

    def _name(self, said: Quotation | ReportedStatement) -> str | None:
        if said.attribution is Attribution.UNRESOLVED:
            return None
        if said.figure is not None:
            return self.figures[said.figure].name
        return said.organisation.of(self.text) if said.organisation else None


def read_cyrillic(text: str, *people: str, language: str = "ru", headings: tuple[str, ...] = ()) -> Said:
    """Read a Russian or Kazakh text; "Асель Нурова f Нуровой, Нурову" has a gender and other forms."""
    figures = []
    for person in people:
        name, gender, *forms = re.split(r" ([fm?])(?: |$)", person)
        known = {"f": "female", "m": "male"}.get(gender)
        figures.append(
            figure(text, name, gender=known, forms=tuple(" ".join(forms).split(", ")) if forms[0] else ())
        )
    figures.sort(key=lambda one: one.mentions[0].span if one.mentions else Span(0, 0))
    article = article_of(text, headings=headings, language=language)
    sentences = sentences_of(article)
    quotations = attribute(article, sentences, (), figures)
    reported = reported_statements(article, sentences, (), figures, quotations)
    return Said(text, tuple(figures), quotations, reported)


def read(text: str, *people: str, headings: tuple[str, ...] = (), **more: Figure) -> Said:
    """Read a text in which the people named speak; "Jane Doe f" and "John Doe m" give a gender."""
    figures = [*(_person(text, person) for person in people), *more.values()]
    figures.sort(key=lambda one: one.mentions[0].span if one.mentions else Span(0, 0))
    article = article_of(text, headings=headings)
    sentences = sentences_of(article)
    tokens = syntax_model().parse(text, sentences)
    quotations = attribute(article, sentences, tokens, figures)
    reported = reported_statements(article, sentences, tokens, figures, quotations)
    return Said(text, tuple(figures), quotations, reported)


def _person(text: str, person: str) -> Figure:
    name, _, gender = person.rpartition(" ")
    known = {"f": "female", "m": "male"}.get(gender)
    return figure(text, name if known else person, gender=known)
