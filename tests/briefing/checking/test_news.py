"""What a pasted text tells: whom it names, whether the corpus holds it, who is quoted in it."""

from __future__ import annotations

from bot.briefing.checking.forwarded import news_in
from bot.briefing.checking.nearest import articles_compared, hits_of
from bot.briefing.lines.quotable import ReadArticle
from bot.corpus.pasted_text import pasted_article
from bot.views.pasted_news import render
from bot.views.telegram_html import plain_text
from bot.words.findings import AnalysedArticle
from bot.words.pasted import Held, PastedNews
from tests.briefing.checking.corpus import HARBOUR, analyser, corpus

OTHER = (
    "The railway to Tromso was opened on Monday. “The first train was full to the last seat,” engineer "
    "Igor <Sand> said at the station. Ada Lind sent her good wishes, and Mayor Vera Holm cut the ribbon."
)


def told(text: str) -> PastedNews:
    library, articles = corpus()
    article = pasted_article(text)
    pasted = ReadArticle(AnalysedArticle(article, analyser()(article)))
    wanted = articles_compared(hits_of(pasted, library))
    return news_in(pasted, library, {id_: articles[id_] for id_ in wanted})


def test_a_text_of_the_corpus_is_held_already_and_a_part_of_it_a_reprint() -> None:
    body = HARBOUR.partition("\n")[2]
    assert (told(body).held, told(body).article) == (Held.YES, "001")
    part = " ".join(body.split("\n")[:2])[:420]
    assert (told(part).held, told(part).title) == (Held.REPRINT, "Harbour talks end")
    assert (told(OTHER).held, told(OTHER).article) == (Held.NO, None)


def test_who_is_named_is_known_by_the_corpus_or_not() -> None:
    named = {one.name: (one.articles, one.may_be) for one in told(OTHER).named}
    assert named["Ada Lind"] == (1, 1)
    assert named["Vera Holm"] == (0, 0)


def test_what_is_quoted_stands_with_its_speaker() -> None:
    (quoted,) = told(HARBOUR.split("\n")[2]).quoted[:1]
    assert (quoted.words, quoted.speaker) == ("We did not choose this quarrel, but we shall end it,", "Lind")


def test_the_message_says_it_all_and_is_safe_html() -> None:
    shown = plain_text(render(told(OTHER)))
    assert "Named here: " in shown
    assert "Ada Lind (1 article)" in shown
    assert "Vera Holm (not in the corpus)" in shown
    assert "Held already: no" in shown
    assert "“The first train was full to the last seat,”" in shown
    assert "<Sand>" not in render(told(OTHER))
    held = plain_text(render(told(HARBOUR.partition("\n")[2])))
    assert "Held already: yes, as “Harbour talks end” (001)" in held


def test_a_text_that_names_and_quotes_nobody_says_so() -> None:
    shown = plain_text(render(told("it rained and rained and then the sun came out again for a while. " * 3)))
    assert shown.startswith("Named here: nobody\nHeld already: no\nQuotations: none")
