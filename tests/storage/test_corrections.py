from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import CorpusMoved
from bot.words.changes import CorpusChange
from bot.words.people import Act, Correction, Named
from storage.database import Database
from storage.kept.articles import StoredCorpus
from storage.kept.corrections import StoredCorrections
from tests.storage.sample_corpus import change, person, stored

MERGE = Correction(
    1,
    Act.MERGE,
    (Named("Anna Ivanova", ("001", "002-1"), namesakes=True), Named("Анна Иванова")),
    by="4711",
    made="2024-11-26T08:30:00+00:00",
    changed="They are one person now.",
)
ALIAS = Correction(2, Act.ALIAS, (Named("Anna Ivanova"),), form="A. I. “Anya” = Иванова", by="terminal")


async def test_a_new_database_has_no_corrections(database: Database) -> None:
    assert await StoredCorrections(database).corrections() == []


async def test_corrections_come_back_exactly_oldest_first(database: Database) -> None:
    store = StoredCorpus(database)
    await store.apply(CorpusChange({}, (), (), corrections=(ALIAS,)))
    await store.apply(CorpusChange({}, (), (), corrections=(MERGE,)))
    assert await StoredCorrections(database).corrections() == [MERGE, ALIAS]


async def test_a_correction_put_again_replaces_the_one_of_its_number(database: Database) -> None:
    store = StoredCorpus(database)
    undone = replace(MERGE, undone="2024-11-27T00:00:00+00:00", undone_by="terminal")
    await store.apply(CorpusChange({}, (), (), corrections=(MERGE, ALIAS)))
    await store.apply(CorpusChange({}, (), (), corrections=(undone,)))
    assert await StoredCorrections(database).corrections() == [undone, ALIAS]


async def test_a_correction_and_its_people_are_stored_together_and_change_the_revision(
    database: Database,
) -> None:
    store = StoredCorpus(database)
    anna = replace(
        person("Anna Ivanova", "001"),
        aliases=("Anya",),
        corrections=(1,),
        appearances=(replace(person("Anna Ivanova", "001").appearances[0], also=(2, 5), by_hand=True),),
    )
    hidden = replace(person("Oslo Pact", "001"), hidden=True)
    before = await store.revision()
    after = await store.apply(CorpusChange({}, (), (anna, hidden), corrections=(MERGE,), resolved_on=before))
    assert after != before
    assert await store.people() == [anna, hidden]


async def test_people_resolved_on_another_revision_are_refused_and_nothing_is_stored(
    database: Database,
) -> None:
    store = StoredCorpus(database)
    old = await store.apply(change(stored("001")))
    await store.apply(change(stored("002")))
    late = CorpusChange({}, (), (person("Anna Ivanova", "001"),), corrections=(MERGE,), resolved_on=old)
    with pytest.raises(CorpusMoved):
        await store.apply(late)
    assert await store.people() == []
    assert await StoredCorrections(database).corrections() == []


async def test_documents_and_their_removal_leave_corrections_alone(database: Database) -> None:
    store = StoredCorpus(database)
    await store.apply(CorpusChange({}, (), (), corrections=(MERGE,)))
    await store.apply(change(stored("001")))
    await store.apply(change(removed=["seeds/001.txt"]))
    assert await StoredCorrections(database).corrections() == [MERGE]
