"""A small corpus for checks, read by the real analysis, and texts held against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from bot.briefing.checking.check_answer import check
from bot.briefing.checking.nearest import articles_compared, hits_of
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.briefing.proof.verification import verified
from bot.corpus.pasted_text import pasted_article
from bot.services.taking_in.analysis import open_analyser
from bot.words.answers import Briefing
from bot.words.documents import Article
from bot.words.findings import AnalysedArticle, Analysis
from tests.makers import make_article, make_library

HARBOUR = """Harbour talks end
The harbour of Vardal will be closed to foreign trawlers from 3 March 2024, Minister Ada Lind announced on \
Monday. At least 17 ships lay idle last week, and repairs cost 4.5 million euros.
“We did not choose this quarrel, but we shall end it,” Lind said. Senator Olav Brekke did not attend the \
signing in Vardal. He called the ban “a costly mistake” in a letter to the council.
The council of Vardal never voted on the ban."""

REPRINT = """Vardal shuts its harbour
Trawlers from abroad may not land in Vardal after 3 March 2024. The dispute left 19 ships without work, the \
fishing union told reporters."""

TALKS = """Переговоры в Вардале
Министр Анна Линдт заявила 5 апреля 2024 года, что гавань Вардала не откроют до лета. «Мы не отступим ни на \
шаг, пока флот стоит у причала», — сказала Линдт. Сенатор Олег Брекин поддержал запрет. В порту стоят 23 \
траулера."""

LOAN = """A loan for the quay
The new quay is paid for with a loan of the U.S. Export Bank, the port authority wrote in its report."""


QUARREL_ALTERED = "“We did not choose this quarrel, but we shall end it,” Brekke said."


class Checked(NamedTuple):
    """A claim that was checked, as tests compare it."""

    text: str
    kind: str
    verdict: str
    says: str | None


@cache
def analyser() -> Callable[[Article], Analysis]:
    """Return the analysis, loaded once a process."""
    return open_analyser()


def read(id_: str, text: str, language: str = "en") -> AnalysedArticle:
    """Return an article, its first line the title, as an ingest reads it."""
    article = replace(make_article(id_, text).article, language=language)
    return AnalysedArticle(article, analyser()(article))


@cache
def corpus() -> tuple[Library, Mapping[str, ReadArticle]]:
    """Return the corpus of these articles."""
    return make_library(
        read("001", HARBOUR), read("002", REPRINT), read("003", TALKS, "ru"), read("004", LOAN)
    )


def answer_to(text: str) -> Briefing:
    """Return what comes of checking a text, as it would leave: every item proved."""
    library, articles = corpus()
    article = pasted_article(text)
    pasted = ReadArticle(AnalysedArticle(article, analyser()(article)))
    hits = hits_of(pasted, library)
    made = check(pasted, hits, library, {id_: articles[id_] for id_ in articles_compared(hits)})
    proved, refused = verified(made, {id_: one.article.text for id_, one in articles.items()})
    assert refused == ()
    return proved


def claims_of(text: str) -> list[Checked]:
    """Return the claims of a text and what came of each."""
    return [Checked(one.text, str(one.kind), str(one.verdict), one.says) for one in answer_to(text).claims]


def wrong_in(text: str) -> list[Checked]:
    """Return the claims of a text that do not stand."""
    return [one for one in claims_of(text) if one.verdict != "stands"]
