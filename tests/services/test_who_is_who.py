"""A change tells again only those it touches, and they are who all articles together would make them."""

from __future__ import annotations

import random
from collections.abc import AsyncGenerator, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.people.resolver import resolve
from bot.services.taking_in.who_is_who import WhoIsWho
from bot.words.changes import CorpusChange
from bot.words.findings import AnalysedArticle
from bot.words.people import Act, Appearance, Correction, Named, Person
from storage.database import open_database
from storage.kept.articles import StoredCorpus
from storage.kept.corrections import StoredCorrections
from storage.kept.figures import StoredFigures
from tests.makers import make_article

# Names that hang together: spellings and letters, given names that are family names, one name more, brackets,
# fathers, titles, another order, what somebody goes by.
NAMES = (
    "Ada Lind", "Adele Lynd", "Lind", "A. Lind", "Ada Lind Moreau", "Moreau", "Paul Moreau", "Ada",
    "Jean-Pierre Arnot", "Jean Pierre Arnot", "Arnot", "Pierre", "Omar Sharid", "Omar Sharid Malik", "Malik",
    "Omar Sharid Karim", "Sharid", "Karim Sharid", "Kim Yo-jin", "Kim Yo Jin", "Kim", "Yo-jin Kim",
    "Muammar Gadhri", "Muammar Qadhri", "Gadhri", "Садыр Сериков", "Sadyr Serikov", "Serikov", "Paul Lind",
    "Mary O’Shea", "Mary O Shea", "O’Shea", "Van der Berg", "Anna van der Berg", "Berg", "Paul Lind Jr.",
    "Sheikh Omar", "Omar", "Omar bin Nasir", "Omar bin Nasir Al Rumi", "Омар бен Карим Аль Руми", "Kestrel",
    "Marcel Brode Tarr", "Marcel Tarr Brode", "Leo XIV", "Лев XIV",
)  # fmt: skip
POSTS = ("Minister", "Senator", "Ambassador to Iran", "painter", "US general", None)
BRACKETED = (
    "Paul Moreau",
    "Ada Lind Moreau",
    "Sadyr Serikov",
    "Karim Sharid",
    "Jean Pierre Arnot",
    "Kestrel",
)


def article(chance: random.Random, number: int) -> AnalysedArticle:
    """Write an article that names some of them, each with a role or none."""
    named = chance.sample(NAMES, chance.randint(1, 4))
    posts = {name: post for name in named if (post := chance.choice(POSTS))}
    lines = [f"{posts.get(name, '')} {name} came.".strip() for name in named]
    written = make_article(
        f"{number:03}", "\n".join(["News", *lines]), people={name: [] for name in named}, roles=posts
    )
    analysis = written.analysis
    figures = [
        replace(
            figure,
            gender=chance.choice(("f", "m", None)),
            family_name=figure.name.split()[-1] if chance.random() < 0.7 else None,
            other_names=(chance.choice(BRACKETED),) if chance.random() < 0.1 else (),
            lone=" " not in figure.name and chance.random() < 0.2,
        )
        for figure in analysis.figures
    ]
    return replace(written, analysis=replace(analysis, figures=tuple(figures)))


class Desk:
    """A corpus that is changed by documents and corrections, one change after the other."""

    def __init__(self, store: StoredCorpus, log: StoredCorrections) -> None:
        self.store = store
        self.log = log
        self.there: dict[str, AnalysedArticle] = {}

    async def change(
        self,
        put: Iterable[AnalysedArticle] = (),
        removed: Iterable[str] = (),
        corrections: Sequence[Correction] = (),
    ) -> CorpusChange:
        """Put articles, take others out by id, and make or undo corrections, in one change."""
        self.there |= {one.article.id: one for one in put}
        gone = [self.there.pop(id_).article.document.location for id_ in removed]
        documents = {one.article.document.location: (one.article.document, (one,)) for one in put}
        numbered = {one.number: one for one in (*await self.log.corrections(), *corrections)}
        change = CorpusChange(documents, tuple(gone), (), corrections=tuple(corrections))
        made = await WhoIsWho(self.store).after(change, list(numbered.values()), corrections)
        await self.store.apply(made)
        return made

    async def assert_as_of_all(self) -> None:
        """Everybody is who all articles at once would make them; namesakes may be numbered otherwise."""
        people = await self.store.people()
        everybody = resolve(self.there.values(), await self.log.corrections())
        assert without_keys(people) == without_keys(everybody)
        assert len({one.key for one in people}) == len(people)


def without_keys(people: Iterable[Person]) -> list[Person]:
    return sorted((replace(one, key="") for one in people), key=repr)


@pytest.fixture
async def desk(database_file: Path) -> AsyncGenerator[Desk, None]:
    async with open_database(f"sqlite:///{database_file}") as database:
        desk = Desk(StoredCorpus(database), StoredCorrections(database))
        await desk.change(put=[make_article("000", "News\nMona Tarr came.", people={"Mona Tarr": []})])
        yield desk


@pytest.mark.parametrize("seed", range(5))
async def test_in_whatever_order_articles_come_and_go_the_people_are_those_of_all_at_once(
    desk: Desk, seed: int
) -> None:
    chance = random.Random(seed)
    for step in range(14):
        number = step * 4
        put = [article(chance, number + one) for one in range(1, 1 + chance.randint(0, 4))]
        known = sorted(desk.there)
        again = chance.sample(known, min(len(known), chance.randint(0, 2)))
        removed = again[1:] if chance.random() < 0.6 else []
        changed = [article(chance, int(id_)) for id_ in again[:1]]
        made = await desk.change([*put, *changed], removed)
        assert made.replaced is not None
        await desk.assert_as_of_all()


def correction(chance: random.Random, number: int, people: Sequence[Person]) -> Correction:
    """Correct somebody at random."""
    act = chance.choice((Act.MERGE, Act.SPLIT, Act.HIDE, Act.ALIAS))
    named = tuple(
        Named(one.name, tuple(sorted({place.article for place in one.appearances})), namesakes=True)
        for one in chance.sample(people, 2 if act is Act.MERGE else 1)
    )
    return Correction(number, act, named, form=chance.choice(NAMES) if act is Act.ALIAS else "")


@pytest.mark.parametrize("seed", range(5))
async def test_corrections_and_articles_together_make_the_people_of_all_at_once(
    desk: Desk, seed: int
) -> None:
    chance = random.Random(seed)
    made: list[Correction] = []
    for step in range(14):
        number = 4 * step
        put = [article(chance, number + one) for one in range(1, 1 + chance.randint(1, 3))]
        removed = chance.sample(sorted(desk.there), 1) if chance.random() < 0.3 else []
        await desk.change(put, removed)
        await desk.assert_as_of_all()
        if step % 2:
            one = correction(chance, len(made) + 1, await desk.store.people())
            made.append(one)
            await desk.change(corrections=[one])
            await desk.assert_as_of_all()
        elif made and chance.random() < 0.4:
            undone = replace(chance.choice(made), undone="2024-11-26T08:30:00+00:00")
            await desk.change(corrections=[undone])
            await desk.assert_as_of_all()


async def test_a_change_reads_the_buckets_of_its_names_and_no_others(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {"001": "Ada Lind", "002": "Paul Moreau", "003": "Mona Tarr"}
    for id_, name in texts.items():
        await desk.change([make_article(id_, f"News\n{name} came.", people={name: []})])
    read: list[str] = []
    in_buckets = StoredFigures.in_buckets

    async def noted(store: StoredFigures, buckets: Iterable[str]) -> object:
        found = await in_buckets(store, buckets)
        read.extend(one.seen.name for one in found)
        return found

    monkeypatch.setattr(StoredFigures, "in_buckets", noted)
    monkeypatch.setattr(StoredFigures, "each", lambda *_: pytest.fail("everything was read"))
    await desk.change([make_article("004", "News\nAda Lynd came.", people={"Ada Lynd": []})])
    assert read == ["Ada Lind"]
    await desk.assert_as_of_all()


async def test_somebody_keeps_the_key_when_a_namesake_becomes_better_known(desk: Desk) -> None:
    def paul(id_: str, post: str, times: int) -> AnalysedArticle:
        told = make_article(
            id_,
            "\n".join(["News", f"{post} Paul Lind came."]),
            people={"Paul Lind": []},
            roles={"Paul Lind": post},
        )
        (figure,) = told.analysis.figures
        mention = figure.mentions[0]
        figures = (replace(figure, mentions=(mention,) * times),)
        return replace(told, analysis=replace(told.analysis, figures=figures))

    await desk.change([paul("001", "Ambassador of Iran", 2)])
    await desk.change([paul("002", "French painter", 1)])
    before = {place.article: one.key for one in await desk.store.people() for place in one.appearances}
    assert {before["001"], before["002"]} == {"paul-lind", "paul-lind-2"}
    await desk.change([paul("003", "French painter", 9)])
    after = {place.article: one.key for one in await desk.store.people() for place in one.appearances}
    assert after["001"] == before["001"]
    assert after["002"] == after["003"] == before["002"]


async def test_two_who_bear_each_others_names_in_brackets_are_one_and_nobody_is_lost(desk: Desk) -> None:
    def bracketed(id_: str, name: str, other: str) -> AnalysedArticle:
        told = make_article(id_, f"News\n{name} came.", people={name: []})
        (figure,) = told.analysis.figures
        figures = (replace(figure, other_names=(other,)),)
        return replace(told, analysis=replace(told.analysis, figures=figures))

    await desk.change(
        [bracketed("001", "Paul Moreau", "Omar Sharid"), bracketed("002", "Omar Sharid", "Paul Moreau")]
    )
    found = [one for one in await desk.store.people() if one.name != "Mona Tarr"]
    assert [[place.article for place in one.appearances] for one in found] == [["001", "002"]]


async def test_everybody_is_told_anew_where_the_people_were_told_by_another_edition(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.change([make_article("001", "News\nAda Lind came.", people={"Ada Lind": []})])
    forged = Person("nobody", "No Body", "Body", ("No Body",), (), (Appearance("001", 0, 1),))
    await desk.store.apply(CorpusChange({}, (), (forged,)))
    assert [one.name for one in await desk.store.people()] == ["No Body"]
    await desk.change([make_article("002", "News\nOmar Sharid came.", people={"Omar Sharid": []})])
    await desk.assert_as_of_all()
    monkeypatch.setattr("bot.services.taking_in.who_is_who.people_edition", lambda: 99)
    made = await desk.change([make_article("003", "News\nPaul Lind came.", people={"Paul Lind": []})])
    assert made.replaced is None
    await desk.assert_as_of_all()
