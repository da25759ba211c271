"""Corrections end to end below the chat: the real resolver, the real database, answers before and after."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.errors import CorpusMoved
from bot.services.taking_in.who_is_who import WhoIsWho
from bot.words.answers import Kind, Status
from bot.words.changes import CorpusChange
from bot.words.documents import Article, Document
from storage.database import Database, open_database
from tests.services.house import ADA, ADELE, BOTH, MISSILE, NEW, House


@pytest.fixture
async def database(database_file: Path) -> AsyncIterator[Database]:
    async with open_database(f"sqlite:///{database_file}") as database:
        yield database


@pytest.fixture
async def house(database: Database) -> House:
    return await House.open(database, ADA, ADELE, BOTH, MISSILE)


# --- what corrections do to answers -----------------------------------------------------------------------


async def test_a_merge_says_what_it_did(house: House) -> None:
    answer = await house.says("/merge Ada Lind, Lynd")
    assert (answer.kind, answer.status, answer.title) == (Kind.CURATION, Status.FOUND, "Correction 1")
    assert answer.message == (
        "Ada Lind (2 articles: 001, 003) and Adele Lynd (2 articles: 002, 003) are one person now: Ada Lind."
        " /undo 1 takes it back."
    )
    assert [(line.text, line.detail) for line in answer.lines] == [("Ada Lind", "3 articles: 001, 002, 003")]
    assert answer.corpus.revision == await house.store.revision()


@pytest.mark.parametrize("question", ["/said Lynd", "/quotes Adele Lynd", "/person Ada Lind"])
async def test_after_a_merge_the_words_of_both_stand_under_the_name_that_stays(
    house: House, question: str
) -> None:
    await house.says("/merge Ada Lind, Adele Lynd")
    answer = await house.says(question)
    assert answer.title.startswith("Ada Lind")
    shown = await house.speakers(question)
    assert set(shown.values()) == {"Ada Lind"}
    assert {words.split("”")[0] for words in shown} == {
        "“Fish is dear this winter,",
        "“The harbour will be dug out,",
        "“Cod comes first for us all,",
    }


async def test_an_answer_kept_from_before_a_correction_is_not_shown(house: House) -> None:
    before = await house.says("/person Lynd")
    await house.says("/merge Ada Lind, Adele Lynd")
    after = await house.says("/person Lynd")
    assert (before.title, after.title) == ("Adele Lynd", "Ada Lind")
    await house.says("/undo")
    assert (await house.says("/person Lynd")).title == "Adele Lynd"


async def test_whoever_is_hidden_is_neither_listed_nor_found_nor_a_speaker(house: House) -> None:
    answer = await house.says("/hide polarfox")
    assert "1 article: 004" in str(answer.message)
    assert "Polarfox" not in {line.text for line in (await house.says("/people")).lines}
    assert (await house.says("/person Polarfox")).status is Status.NONE
    assert (await house.says("/said Polarfox")).status is Status.NONE
    searched = await house.speakers("/search Polarfox")
    assert list(searched.values()) == [None]


async def test_an_alias_counts_for_questions_when_no_article_uses_it(house: House) -> None:
    answer = await house.says("/alias Bergens fiskedronning = Lind")
    assert "when you ask" in str(answer.message)
    assert (await house.says("/person bergens fiskedronning")).title == "Ada Lind"


async def test_an_alias_of_a_form_in_articles_says_which_joined(house: House) -> None:
    answer = await house.says("/alias Polarfox = Ada Lind")
    assert "joined by 1 article: 004" in str(answer.message)
    assert (await house.speakers("/search success test")) == {
        "“The test was a great success,” Polarfox said.": "Ada Lind"
    }


async def test_a_split_lists_who_there_is_now(house: House) -> None:
    answer = await house.says("/split Ada Lind")
    assert answer.message == "Ada Lind fell apart into 2 people. /undo 1 takes it back."
    assert [line.detail for line in answer.lines] == ["1 article: 001", "1 article: 003"]
    assert (await house.says("/person Ada Lind")).status is Status.AMBIGUOUS


async def test_namesakes_are_told_apart_by_an_article(house: House) -> None:
    await house.says("/split Ada Lind")
    asked_back = await house.says("/merge Adele Lynd, Ada Lind")
    assert asked_back.status is Status.AMBIGUOUS
    assert asked_back.kind is Kind.CURATION
    assert [one.name for one in asked_back.candidates] == ["Ada Lind in 001", "Ada Lind in 003"]
    merged = await house.says("/merge Adele Lynd, Ada Lind in 001")
    assert [line.detail for line in merged.lines] == ["3 articles: 001, 002, 003"]


async def test_one_article_is_split_off(house: House) -> None:
    answer = await house.says("/split Ada Lind in 3")
    assert [line.detail for line in answer.lines] == ["1 article: 001", "1 article: 003"]


# --- what is no correction --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "message",
    ["/merge Ada Lind, Adele Lynd", "/hide Polarfox", "/corrections", "/undo 1", "/alias", "/split x"],
)
async def test_somebody_who_is_no_administrator_gets_one_sentence(house: House, message: str) -> None:
    before = await house.store.revision()
    answer = await house.says(message, by=None)
    assert answer.status is Status.INVALID
    assert answer.message == "Only an administrator of this bot can put right who is who."
    assert answer.lines == ()
    assert await house.store.revision() == before


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("/alias Lind", "/alias Toqaev = Tokayev"),
        ("/alias = Lind", "FORM = NAME"),
        ("/alias a = b = c", "FORM = NAME"),
        ("/alias 123 = Ada Lind", "with letters"),
        ("/alias " + "long " * 30 + " = Ada Lind", "at most 100"),
        ("/alias Lind = Ada Lind", "“Lind” means Ada Lind already"),
        ("/merge Ada Lind", "/merge Tokayev, Toqaev"),
        ("/merge Ada Lind, Adele Lynd, Polarfox", "NAME, NAME"),
        ("/merge Ada Lind, Lind", "Both names mean Ada Lind already"),
        ("/split", "/split "),
        ("/split Polarfox", "change nothing about Polarfox"),
        ("/split Ada Lind in 4", "Article 004 names nobody called Ada Lind"),
        ("/hide", "/hide Oreshnik"),
        ("/undo", "nothing to undo"),
        ("/undo 5", "no correction 5"),
        ("/undo soon", "/undo 3"),
    ],
)
async def test_what_cannot_be_done_is_said_in_one_sentence_and_changes_nothing(
    house: House, message: str, said: str
) -> None:
    before = await house.store.revision()
    answer = await house.says(message)
    assert answer.status is Status.INVALID
    assert said in str(answer.message)
    assert str(answer.message).count(". ") == 0
    assert await house.log.corrections() == []
    assert await house.store.revision() == before


async def test_a_name_nobody_bears_is_none_and_a_near_one_is_suggested_not_taken(house: House) -> None:
    assert (await house.says("/hide Somebody Else")).status is Status.NONE
    near = await house.says("/hide Polarfux")
    assert (near.status, near.suggestions) == (Status.NONE, ("Polarfox",))
    assert await house.log.corrections() == []


async def test_a_role_is_not_taken_for_a_name(house: House) -> None:
    answer = await house.says("/hide Minister")
    assert (answer.status, answer.suggestions) == (Status.NONE, ("Ada Lind",))


# --- the log and taking back ------------------------------------------------------------------------------


async def test_the_log_says_what_who_when_and_what_it_changed(house: House) -> None:
    assert (await house.says("/corrections")).status is Status.NONE
    await house.says("/hide Polarfox")
    await house.says("/merge Ada Lind, Adele Lynd", by="terminal")
    await house.says("/undo 1", by="78")
    answer = await house.says("/corrections")
    assert [line.text for line in answer.lines] == [
        "2. /merge Ada Lind, Adele Lynd",
        "1. /hide Polarfox",
    ]
    newest, oldest = (line.detail for line in answer.lines)
    assert newest.endswith("are one person now: Ada Lind. · by terminal, 2024-11-26 08:30 UTC")
    assert "(1 article: 004)" in oldest
    assert oldest.endswith("by 77, 2024-11-26 08:30 UTC · undone by 78, 2024-11-26 08:30 UTC")


async def test_everything_is_as_before_once_it_is_undone(house: House) -> None:
    before = await house.store.people()
    for message in (
        "/merge Ada Lind, Adele Lynd",
        "/split Ada Lind",
        "/hide Polarfox",
        "/alias Z = Ada Lind",
    ):
        assert (await house.says(message)).status is Status.FOUND
        undone = await house.says("/undo")
        assert undone.status is Status.FOUND
        assert await house.store.people() == before
    assert [one.number for one in await house.log.corrections()] == [1, 2, 3, 4]


async def test_undoing_says_who_there_is_now(house: House) -> None:
    await house.says("/merge Ada Lind, Adele Lynd")
    answer = await house.says("/undo 1")
    assert answer.title == "Correction 1 is undone"
    assert {line.text for line in answer.lines} == {"Ada Lind", "Adele Lynd"}
    hidden = await house.says("/hide Polarfox")
    assert hidden.status is Status.FOUND
    assert [line.text for line in (await house.says("/undo")).lines] == ["Polarfox"]


async def test_what_is_undone_is_not_undone_again(house: House) -> None:
    await house.says("/hide Polarfox")
    await house.says("/undo 1")
    again = await house.says("/undo 1")
    assert again.message == "Correction 1 is undone already, since 2024-11-26 08:30 UTC."
    assert (await house.says("/undo")).message == "There is nothing to undo."


async def test_undoing_the_last_passes_over_those_undone(house: House) -> None:
    await house.says("/hide Polarfox")
    await house.says("/merge Ada Lind, Adele Lynd")
    await house.says("/undo 2")
    assert (await house.says("/undo")).title == "Correction 1 is undone"


async def test_the_same_correction_undone_twice_at_once_is_undone_once(house: House) -> None:
    await house.says("/hide Polarfox")
    answers = await asyncio.gather(house.says("/undo 1"), house.says("/undo 1", by="78"))
    assert sorted(answer.status for answer in answers) == [Status.FOUND, Status.INVALID]


# --- while the corpus changes -----------------------------------------------------------------------------


async def test_corrections_hold_for_what_is_taken_in_later(house: House) -> None:
    await house.says("/merge Ada Lind, Adele Lynd")
    await house.put(NEW)
    answer = await house.says("/person Ada Lind")
    assert "005" in {source.article for source in answer.sources}


async def test_a_correction_whose_person_is_gone_is_kept_without_effect(house: House) -> None:
    await house.says("/hide Polarfox")
    await house.put(removed=[MISSILE])
    (line,) = (await house.says("/corrections")).lines
    assert line.detail.endswith("without effect now")
    await house.put(MISSILE)
    (line,) = (await house.says("/corrections")).lines
    assert "without effect" not in line.detail
    assert (await house.says("/person Polarfox")).status is Status.NONE


async def test_a_correction_need_not_wait_for_a_running_ingest_and_neither_undoes_the_other(
    database: Database, tmp_path: Path
) -> None:
    house = await House.open(database, ADA, ADELE)
    location = tmp_path / "new.txt"
    location.write_text("Ice\nAdele Lynd skated.")

    def split(document: Document) -> tuple[Article, ...]:
        article = replace(NEW.article, document=document)
        house.analyst.ready[article.id] = NEW.analysis
        return (article,)

    house.split = split
    running = asyncio.create_task(house.ingest.take_in([location]))
    await house.analyst.reached.wait()
    assert (await house.says("/merge Ada Lind, Adele Lynd")).status is Status.FOUND
    house.analyst.gate.set()
    assert (await running).new
    (person,) = await house.store.people()
    assert person.corrections == (1,)
    assert [place.article for place in person.appearances] == ["001", "002", "005"]


class Overtaken(WhoIsWho):
    """Lets somebody else change the corpus, before the people told are stored, as often as it is told to."""

    def __init__(self, house: House, times: int) -> None:
        super().__init__(house.store)
        self.house = house
        self.left = times
        self.told = 0

    async def after(self, *given: Any, **options: Any) -> CorpusChange:
        change = await super().after(*given, **options)
        self.told += 1
        if self.told <= self.left:
            await self.house.put(NEW)
        return change


async def test_people_are_told_again_when_another_process_was_faster(database: Database) -> None:
    house = await House.open(database, ADA, ADELE)
    house.ingest._who_is_who = overtaken = Overtaken(house, 1)
    answer = await house.says("/merge Ada Lind, Adele Lynd")
    assert overtaken.told == 2
    assert [line.detail for line in answer.lines] == ["3 articles: 001, 002, 005"]
    assert [one.number for one in await house.log.corrections()] == [1]


async def test_a_correction_gives_up_when_others_change_the_corpus_all_the_time(database: Database) -> None:
    house = await House.open(database, ADA, ADELE)
    house.ingest._who_is_who = Overtaken(house, 99)
    with pytest.raises(CorpusMoved):
        await house.says("/merge Ada Lind, Adele Lynd")
    assert await house.log.corrections() == []


async def test_a_correction_keeps_the_index_of_the_documents(house: House) -> None:
    engine = house.answers.library.engine
    await house.says("/merge Ada Lind, Adele Lynd")
    assert house.answers.library.engine is engine
    assert house.answers.library.revision == await house.store.revision()


async def test_a_correction_to_a_corpus_that_has_more_documents_by_now_shows_them(house: House) -> None:
    put = {NEW.article.document.location: (NEW.article.document, (NEW,))}
    await house.store.apply(CorpusChange(put, (), ()))
    assert house.answers.library.corpus.articles == 4
    answer = await house.says("/merge Ada Lind, Adele Lynd")
    assert answer.corpus.articles == 5
    assert (await house.says("/topic skated")).status is Status.FOUND


async def test_a_correction_nobody_waited_for_shows_in_the_next_answer(house: House) -> None:
    """Whoever asks may give up between the correction and the loading of the corpus it made."""
    refresh = house.answers.refresh

    corrected = asyncio.Event()

    async def never() -> None:
        corrected.set()
        await asyncio.Event().wait()

    house.answers.refresh = never  # type: ignore[method-assign]
    asking = asyncio.create_task(house.says("/merge Ada Lind, Adele Lynd"))
    await corrected.wait()
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    house.answers.refresh = refresh  # type: ignore[method-assign]
    assert (await house.says("/person Lynd")).title == "Ada Lind"
