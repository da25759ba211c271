"""Answers are kept while the corpus changes where nothing touches them, and none differs from a fresh one."""

from __future__ import annotations

import random
from collections.abc import AsyncGenerator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.dialogue import parse
from bot.services.answering.answer import Answers
from bot.services.answering.in_step import Librarian
from bot.services.taking_in.ingest import Ingest
from bot.words.answers import Briefing, Request
from bot.words.changes import KeptAnswer
from bot.words.documents import Article, Document
from bot.words.findings import AnalysedArticle
from storage.database import Database, open_database
from storage.kept.answers import KeptAnswers
from storage.kept.articles import StoredCorpus
from storage.kept.corrections import StoredCorrections
from storage.kept.harm import StoredHarm
from tests.benchmarks.growth import Replayed
from tests.makers import make_article
from tests.services.house import ReaderHere

_CHANGES = 50  # of each of four corpora
_AT_FIRST = 60  # articles
_QUESTIONS = (
    "/topic cheese", "/topic beet sugar", "/topic postal rates timber", "/topic whaling", "/topic whalig",
    "/topic granite", "/search salt from:Herald", "/search bridges since:2021", "who spoke on customs",
    "/timeline salt", "/sources", "/people", "/topics", "/brief", "/stories", "/person Lind", "/person Ek",
    "/said Falk on timber", "/quotes Nord", "/compare Holm | Sund", "/compare salt | cheese",
)  # fmt: skip


class Unkept:
    """Keeps nothing."""

    async def cached(self, request: str, language: str) -> KeptAnswer | None:
        return None

    async def keep(self, *given: object) -> None:
        return None

    async def confirm(self, *given: object) -> None:
        return None


class World:
    """A corpus of articles that come, change and go, and what answers from it."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.store = StoredCorpus(database)
        self.folder = folder
        self.cache = KeptAnswers(database)
        self.librarian = Librarian(self.store)
        self.analyst = Replayed()
        self.split: dict[str, Article] = {}
        self.ingest = Ingest(
            self.store,
            self.analyst,
            corrections=StoredCorrections(database),
            reader=ReaderHere(self._articles_of),
            harm=StoredHarm(database),
            analysis_version=1,
        )

    def _articles_of(self, document: Document) -> tuple[Article, ...]:
        article = self.split[document.text]
        return (replace(article, id=document.key, document=document),)

    def put(self, name: str, analysed: AnalysedArticle) -> None:
        """Lay an article in the folder, in the place of what was there."""
        text = analysed.article.document.text
        self.split[text] = analysed.article
        self.analyst.ready[name] = replace(analysed.analysis, article=name)
        (self.folder / f"{name}.txt").write_text(text, encoding="utf-8")

    async def answers(self) -> Answers:
        """Take in the folder, and answer from it."""
        await self.ingest.take_in([self.folder])
        return Answers(self.store, self.cache, self.librarian, await self.librarian.newest())


@pytest.fixture
async def world(database_file: Path, tmp_path: Path) -> AsyncGenerator[World, None]:
    (tmp_path / "corpus").mkdir()
    async with open_database(f"sqlite:///{database_file}") as database:
        yield World(database, tmp_path / "corpus")


def asked(message: str) -> Request:
    request = parse(message)
    assert request is not None
    return request


async def fresh(world: World, answers: Answers, request: Request) -> Briefing:
    return await Answers(world.store, Unkept(), world.librarian, answers.library).answer(request)


SUBJECTS = ("Whaling", "Cheese", "Timber", "Customs", "Beet sugar", "Bridges", "Salt", "Postal rates")
"""What the articles are about: many, so that one more or less weighs little."""
PEOPLE = ("Ada Lind", "Bo Ek", "Carl Ek", "Dora Falk", "Eva Nord", "Finn Holm", "Gita Sund", "Hugo Berg")
DEEDS = ("rose", "were cut", "fell", "worried the council", "were put to a vote", "came to nothing")


def written(name: str, chance: random.Random) -> AnalysedArticle:
    """Write a short article by chance."""
    subject, who = chance.choice(SUBJECTS), chance.choice(PEOPLE)
    beside = chance.choice((chance.choice(SUBJECTS), *SUBJECTS[:2]))
    lines = [
        f"{subject} in town {chance.randint(1, 30)}",
        f"Minister {who} spoke. {subject} {chance.choice(DEEDS)} after talks on {beside.lower()}.",
        f"“{subject} {chance.choice(DEEDS)} again this year,” {who.split()[1]} said.",
    ]
    day = f"{chance.randint(2018, 2024)}-{chance.randint(1, 12):02}-03"
    people = {who: [who.split()[1]]}
    return make_article(name, "\n".join(lines), people=people, says=who, published=chance.choice((day, None)))


@pytest.mark.parametrize("seed", range(4))
async def test_after_each_of_many_changes_every_answer_is_the_fresh_one(world: World, seed: int) -> None:
    chance, kept = random.Random(seed), 0
    for number in range(_AT_FIRST):
        world.put(f"{number:03}", written(f"{number:03}", chance))
    answers = await world.answers()
    for number in range(_AT_FIRST, _AT_FIRST + _CHANGES):
        there = sorted(path.stem for path in world.folder.iterdir())
        deed = chance.choice(("come", "change", "go"))
        if deed == "go":
            (world.folder / f"{chance.choice(there)}.txt").unlink()
        else:
            name = f"{number:03}" if deed == "come" else chance.choice(there)
            world.put(name, written(name, chance))
        await world.ingest.take_in([world.folder])
        await answers.refresh()
        for message in chance.sample(_QUESTIONS, 5):
            briefing, cached = await answers.answer_or_cached(asked(message))
            kept += cached
            assert briefing == await fresh(world, answers, asked(message)), (number, message)
    assert kept


async def small(world: World) -> Answers:
    for number in range(40):
        subject = SUBJECTS[number % len(SUBJECTS)]
        text = f"{subject} again\n{subject} occupied the council of town {number} on market day."
        world.put(f"{number:03}", make_article(f"{number:03}", text))
    for number, text in enumerate(
        (
            "Fish is dear\nMinister Ada Lind said fish quotas fall. Fish quotas worry Bergen.",
            "Fish is rare\nFish quotas were cut. Ada Lind and Bo Ek met the fishers of Bergen.",
        )
    ):
        people = {"Ada Lind": ["Lind"], **({"Bo Ek": []} if number else {})}
        world.put(f"10{number}", make_article(f"10{number}", text, people=people))
    return await world.answers()


async def cached_after(world: World, answers: Answers, message: str, *put: AnalysedArticle) -> bool:
    """Ask, change the corpus, ask again: say whether the answer was kept."""
    await answers.answer(asked(message))
    for one in put:
        world.put(one.article.id, one)
    await world.ingest.take_in([world.folder])
    await answers.refresh()
    briefing, cached = await answers.answer_or_cached(asked(message))
    assert briefing == await fresh(world, answers, asked(message))
    return cached


@pytest.mark.parametrize("message", ["/topic fish quotas", "/person Bo Ek", "/search fishers", "fish quotas"])
async def test_an_article_on_something_else_leaves_an_answer_kept_with_another_line_below_it(
    world: World, message: str
) -> None:
    answers = await small(world)
    other = make_article("200", "Salt is cheap\nThe council spoke of salt.")
    assert await cached_after(world, answers, message, other)
    assert (await answers.answer(asked(message))).corpus.articles == 43
    assert (await answers.answer_or_cached(asked(message)))[1]


@pytest.mark.parametrize(
    ("message", "text", "people"),
    [
        ("/topic fish quotas", "Fish again\nFish quotas rose in Oslo.", {}),
        ("/person Bo Ek", "Bo Ek speaks\nBo Ek spoke in Oslo.", {"Bo Ek": []}),
        ("/person Ek", "Carl Ek speaks\nCarl Ek spoke in Oslo.", {"Carl Ek": []}),
        ("/topic quoats", "Quoats\nOf quoats the council spoke.", {}),
        ("/topic quinoa", "Quinoa\nOf quinoa the council spoke.", {}),
        ("/sources", "Salt is cheap\nThe council spoke of salt.", {}),
        ("/people", "Eva Nord speaks\nEva Nord spoke.", {"Eva Nord": []}),
        ("/search since:2020 fish", "Salt is cheap\nThe council spoke of salt.", {}),
    ],
)
async def test_an_article_that_an_answer_has_to_do_with_empties_it(
    world: World, message: str, text: str, people: dict[str, list[str]]
) -> None:
    answers = await small(world)
    assert not await cached_after(world, answers, message, make_article("200", text, people=people))


async def test_an_article_that_was_read_changes_and_goes(world: World) -> None:
    answers, message = await small(world), "/topic fish quotas"
    other = make_article("101", "Fish is rare\nFish quotas were kept. Ada Lind met nobody.")
    assert not await cached_after(world, answers, message, other)
    (world.folder / "100.txt").unlink()
    assert not await cached_after(world, answers, message)


async def test_what_changed_while_nobody_served_is_answered_anew(world: World) -> None:
    answers, request = await small(world), asked("/topic fish quotas")
    await answers.answer(request)
    world.put("200", make_article("200", "Salt is cheap\nThe council spoke of salt."))
    answers = await world.answers()
    assert not (await answers.answer_or_cached(request))[1]
    assert (await answers.answer_or_cached(request))[1]


async def test_words_are_weighed_anew_when_the_corpus_has_grown(world: World) -> None:
    answers = await small(world)
    begun = answers.library.weighing.revision
    world.put("200", make_article("200", "Salt is cheap\nThe council spoke of salt."))
    await world.ingest.take_in([world.folder])
    await answers.refresh()
    assert answers.library.weighing.revision == begun != answers.library.revision
    for number in range(201, 204):
        world.put(f"{number}", make_article(f"{number}", f"Salt is cheap\nThe council spoke of {number}."))
    await world.ingest.take_in([world.folder])
    await answers.refresh()
    assert answers.library.weighing.revision == answers.library.revision
