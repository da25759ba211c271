"""Articles kept ready outlive a change of the corpus that does not touch them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import cast

from bot.briefing.lines.library import Step
from bot.protocols import CorpusStore
from bot.services.answering.kept_ready import ArticlesAtHand
from bot.words.findings import AnalysedArticle
from tests.makers import make_article, make_library

HARBOUR = make_article("001", "Harbour\nAda Lind opened the harbour.", people={"Ada Lind": ["Lind"]})
RIVER = make_article("002", "Река\nЛунд открыл мост через реку.", people={"Лунд": ["Лунд"]})


class Shelf:
    """A corpus of a few articles that counts what is read of it."""

    def __init__(self, *articles: AnalysedArticle) -> None:
        self.stored = {one.article.id: one for one in articles}
        self.read: list[str] = []

    async def articles(self, ids: Iterable[str]) -> Mapping[str, AnalysedArticle]:
        wanted = [*ids]
        self.read += wanted
        return {id_: self.stored[id_] for id_ in wanted}


async def test_only_what_a_change_touched_is_read_again() -> None:
    shelf = Shelf(HARBOUR, RIVER)
    first, _ = make_library(HARBOUR, RIVER)
    at_hand = ArticlesAtHand(cast("CorpusStore", shelf))
    at_hand.turn_to(first)
    before = await at_hand.of(["001", "002"], first)
    later = replace(first, revision="next", steps=(Step(first.revision, frozenset({"002"}), frozenset()),))
    at_hand.turn_to(later)
    after = await at_hand.of(["001", "002"], later)
    assert shelf.read == ["001", "002", "002"]
    assert after["001"] is before["001"]
    assert after["002"] is not before["002"]


async def test_all_is_read_again_where_it_is_not_known_what_has_changed() -> None:
    shelf = Shelf(HARBOUR)
    first, _ = make_library(HARBOUR)
    at_hand = ArticlesAtHand(cast("CorpusStore", shelf))
    at_hand.turn_to(first)
    await at_hand.of(["001"], first)
    at_hand.turn_to(later := replace(first, revision="far on"))
    await at_hand.of(["001"], later)
    assert shelf.read == ["001", "001"]


async def test_all_is_read_again_after_a_correction() -> None:
    shelf = Shelf(HARBOUR)
    first, _ = make_library(HARBOUR)
    (ada,) = first.directory.people
    at_hand = ArticlesAtHand(cast("CorpusStore", shelf))
    at_hand.turn_to(first)
    await at_hand.of(["001"], first)
    hidden = replace(ada, hidden=True, corrections=(1,))
    step = Step(first.revision, frozenset(), frozenset({ada.key}))
    at_hand.turn_to(later := replace(first, revision="next", steps=(step,), corrected=(hidden,)))
    read = await at_hand.of(["001"], later)
    assert shelf.read == ["001", "001"]
    assert not read["001"].analysis.figures[0].mentions


async def test_those_not_asked_for_longest_go_when_there_is_no_more_room() -> None:
    long = make_article("003", "Pier\n" + "The old pier of Varna rose again. " * 40)
    shelf = Shelf(HARBOUR, RIVER, long)
    library, _ = make_library(HARBOUR, RIVER, long)
    at_hand = ArticlesAtHand(cast("CorpusStore", shelf), most=1_420)
    at_hand.turn_to(library)
    for asked in (["001"], ["002"], ["001"], ["003"], ["001"], ["002"]):
        assert list(await at_hand.of(asked, library)) == asked
    assert shelf.read == ["001", "002", "003", "002"]


async def test_an_answer_has_all_its_articles_though_they_are_too_long_to_be_kept() -> None:
    shelf = Shelf(HARBOUR, RIVER)
    library, _ = make_library(HARBOUR, RIVER)
    at_hand = ArticlesAtHand(cast("CorpusStore", shelf), most=1)
    at_hand.turn_to(library)
    assert list(await at_hand.of(["001", "002"], library)) == ["001", "002"]
    assert list(await at_hand.of(["002"], library)) == ["002"]
    assert list(await at_hand.of(["001"], library)) == ["001"]
    assert shelf.read == ["001", "002", "001"]
