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

DONORS = """Donors meet at Korsvik
Norland gave 5 million euros and Ostmark 7 million euros to the fund, the bank wrote on Tuesday.
More than 40 villages lost their water in May, and up to 60 soldiers may be sent there. Holm accused Rask of \
delaying the report.
The former governor Pavel Rask agreed to hand over the files on 4 June 2024 and left the island on 9 June \
2024.
Norland will send 200 engineers to Ostmark. Rask was the first envoy to visit the camp.
Exports rose by 3 percentage points to 12 percent of output. Talks between Norland and Ostmark began before \
the harvest."""

DONORS_RUSSIAN = """Доноры в Корсвике
Норландия выделила 5 млн евро, а Остмарк — 7 млн евро. Не менее 15 деревень остались без воды, до 60 солдат \
отправят на помощь.
Бывший губернатор Павел Расков согласился передать документы 4 июня 2024 года. Вера Хольм обвинила Павла \
Раскова в затягивании."""

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


@cache
def donors() -> tuple[Library, Mapping[str, ReadArticle]]:
    """Return a corpus of sums, bounds and former governors, of which much can be turned."""
    return make_library(read("001", DONORS), read("002", DONORS_RUSSIAN, "ru"))


Corpus = Callable[[], tuple[Library, Mapping[str, ReadArticle]]]


def answer_to(text: str, of: Corpus = corpus) -> Briefing:
    """Return what comes of checking a text, as it would leave: every item proved."""
    library, articles = of()
    article = pasted_article(text)
    pasted = ReadArticle(AnalysedArticle(article, analyser()(article)))
    hits = hits_of(pasted, library)
    made = check(pasted, hits, library, {id_: articles[id_] for id_ in articles_compared(hits)})
    proved, refused = verified(made, {id_: one.article.text for id_, one in articles.items()})
    assert refused == ()
    return proved


def claims_of(text: str, of: Corpus = corpus) -> list[Checked]:
    """Return the claims of a text and what came of each."""
    claims = answer_to(text, of).claims
    return [Checked(one.text, str(one.kind), str(one.verdict), one.says) for one in claims]


def wrong_in(text: str, of: Corpus = corpus) -> list[Checked]:
    """Return the claims of a text that do not stand."""
    return [one for one in claims_of(text, of) if one.verdict != "stands"]
