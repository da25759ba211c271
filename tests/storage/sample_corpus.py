"""Small documents with every field of the models used at least once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from bot.words.changes import CorpusChange
from bot.words.documents import Article, Basis, Document, Dropped, GivenFacts, Precision, PublicationDate
from bot.words.findings import (
    AnalysedArticle,
    Analysis,
    Attribution,
    DateMention,
    Figure,
    KeptTerms,
    Mention,
    MentionKind,
    Quotation,
    ReportedStatement,
    RoleMention,
    Sentence,
    Tenure,
)
from bot.words.people import Appearance, Person, PersonRole
from bot.words.spans import Span

Stored = tuple[Document, tuple[AnalysedArticle, ...]]


def document(
    key: str, text: str = "Minister Ivanova spoke.\r\n“We agree,” she said.", folder: str = "seeds"
) -> Document:
    return Document(
        key=key,
        file=f"{key}_talks.txt",
        location=f"{folder}/{key}_talks.txt",
        digest=hashlib.sha256(text.encode(errors="replace")).hexdigest(),
        text=text,
        given=GivenFacts(outlet="The Daily", url=f"https://example.org/{key}"),
    )


def analysed(of: Document, number: int | None = None) -> AnalysedArticle:
    identity = of.key if number is None else f"{of.key}-{number}"
    article = Article(
        id=identity,
        document=of,
        span=Span(0, len(of.text)),
        title="Minister Ivanova spoke",
        title_span=Span(0, 22),
        paragraphs=(Span(0, 23), Span(25, len(of.text))),
        headings=(Span(0, 3),),
        dropped=(Dropped(Span(1, 2), "caption"),),
        captions=(Span(1, 2),),
        dateline=Span(0, 1),
        outlet="The Daily",
        outlet_basis=Basis.STATED,
        author="A. Writer",
        published=PublicationDate(
            "2024-11", Precision.MONTH, Basis.INFERRED, "2024-11-01", None, (Span(3, 5),)
        ),
        truncated=True,
    )
    he = Mention(Span(9, 16), MentionKind.SURNAME, "the only Ivanova")
    analysis = Analysis(
        article=identity,
        sentences=(Sentence(Span(0, 23), 0), Sentence(Span(25, 45), 1)),
        figures=(
            Figure(
                "Ivanova",
                (he,),
                (RoleMention(Span(0, 8), Tenure.CURRENT),),
                ("Anna",),
                "Ivanova",
                "f",
                weak=True,
            ),
        ),
        quotations=(
            Quotation(
                (Span(26, 34), Span(35, 36)), Attribution.PRONOUN, 0, None, Span(37, 40), Span(41, 45), "she"
            ),
        ),
        reported=(ReportedStatement(Span(0, 23), Attribution.NAMED, None, Span(0, 8)),),
        dates=(DateMention(Span(0, 3), None, Precision.RANGE, Basis.RELATIVE, "nothing to count from"),),
    )
    return AnalysedArticle(article, analysis, KeptTerms(3, "minister\tivanova\n\nspoke\t-spoke"))


def stored(key: str, text: str | None = None, articles: int = 1, folder: str = "seeds") -> Stored:
    of = document(key, folder=folder) if text is None else document(key, text, folder)
    if articles == 1:
        return of, (analysed(of),)
    return of, tuple(analysed(of, number) for number in range(1, articles + 1))


def person(name: str, article: str) -> Person:
    return Person(
        key=name.lower().replace(" ", "-"),
        name=name,
        family_name=name.split()[-1],
        forms=(name, name.split()[-1]),
        roles=(PersonRole("Minister", article, Span(0, 8), Tenure.FORMER, "2024-11"),),
        appearances=(Appearance(article, 0, 3), Appearance("009", 2, 1, weak=True)),
    )


def change(
    *put: Stored, removed: Iterable[str] = (), people: Iterable[Person] = (), incomplete: Iterable[str] = ()
) -> CorpusChange:
    return CorpusChange(
        put={one[0].location: one for one in put},
        removed=tuple(removed),
        people=tuple(people),
        analysis_version=7,
        incomplete=frozenset(incomplete),
    )
