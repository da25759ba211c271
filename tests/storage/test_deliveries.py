"""The outbox and the subscriptions behind it, in a real database."""

from __future__ import annotations

import asyncio

import pytest

from bot.words.answers import Briefing, CorpusCard, Kind, Status
from bot.words.deliveries import Button, DeliveryState, Place, SubscriptionKind, Telling, Told
from storage.database import Database, open_database
from storage.kept.chats import StoredChats
from storage.kept.deliveries import StoredDeliveries
from storage.kept.subscriptions import StoredSubscriptions

HERE = Place(7)
NOW = 1_000_000


async def test_a_delivery_comes_back_as_it_was_written_also_after_a_restart(url: str) -> None:
    buttons = [[Button("Mute", "w:mute:1")], [Button("Stop “oil”", "w:stop:1")]]
    async with open_database(url) as database:
        assert await StoredDeliveries(database).write(HERE, "one", "<b>Hello</b>", NOW, buttons=buttons)
    async with open_database(url) as database:
        (due,) = await StoredDeliveries(database).due(NOW, 10)
    assert (due.place, due.window, due.html) == (HERE, "one", "<b>Hello</b>")
    assert [list(row) for row in due.buttons] == buttons


async def test_of_many_writers_of_one_window_one_succeeds(database: Database) -> None:
    outbox = StoredDeliveries(database)
    written = await asyncio.gather(*(outbox.write(HERE, "one", f"{n}", NOW) for n in range(20)))
    assert sum(written) == 1
    assert await outbox.write(Place(7, 3), "one", "in a topic", NOW)
    assert await outbox.write(HERE, "two", "later", NOW)


async def test_what_was_given_up_counts_as_not_told(database: Database) -> None:
    subscriptions, outbox = StoredSubscriptions(database), StoredDeliveries(database)
    watch = await subscriptions.add(HERE, SubscriptionKind.WATCH, "oil", seen=3)
    await outbox.write(HERE, "one", "first", NOW, changes=[Told(watch.id, 5, stories=("a",))])
    await outbox.write(HERE, "two", "second", NOW, changes=[Told(watch.id, 9, stories=("b", "c"))])
    assert (await subscriptions.of_chat(7))[0].seen == 9
    assert await outbox.give_up(7, "blocked") == 2
    assert (await subscriptions.of_chat(7))[0].seen == 3
    assert await subscriptions.told_stories([watch.id], "abc") == set()
    assert (await outbox.counts())[DeliveryState.GIVEN_UP] == 2


async def test_a_subscription_that_is_gone_stops_a_delivery_only_when_nobody_else_wants_it(
    database: Database,
) -> None:
    subscriptions, outbox = StoredSubscriptions(database), StoredDeliveries(database)
    gone = Told(99, 5, stories=("a",))
    assert not await outbox.write(HERE, "one", "first", NOW, changes=[gone])
    assert await outbox.due(NOW, 1) == []
    watch = await subscriptions.add(HERE, SubscriptionKind.WATCH, "oil", seen=3)
    assert await outbox.write(HERE, "one", "first", NOW, changes=[gone, Told(watch.id, 5)])


async def test_what_a_window_has_no_message_for_stays_untold(database: Database) -> None:
    """As when a chat moves to a zone where the hour of its last briefing comes once more that day."""
    subscriptions, outbox = StoredSubscriptions(database), StoredDeliveries(database)
    schedule = await subscriptions.add(
        HERE, SubscriptionKind.SCHEDULE, "oil", seen=3, timetable="08:30 0", zone="UTC", due=9
    )
    await outbox.write(HERE, "one", "first", NOW, changes=[Told(schedule.id, 5, 10, ("a",))])
    assert not await outbox.write(HERE, "one", "second", NOW, changes=[Told(schedule.id, 7, 20, ("b",))])
    (kept,) = await subscriptions.of_chat(7)
    assert (kept.seen, kept.due) == (5, 20)
    assert await subscriptions.told_stories([schedule.id], "ab") == {Telling(schedule.id, "a", 1)}


async def test_a_number_is_never_given_again(database: Database) -> None:
    subscriptions = StoredSubscriptions(database)
    first = await subscriptions.add(HERE, SubscriptionKind.WATCH, "oil", seen=0)
    await subscriptions.remove(7, [first.id])
    assert (await subscriptions.add(HERE, SubscriptionKind.WATCH, "gas", seen=0)).id > first.id


async def test_words_with_half_a_character_are_stored(database: Database) -> None:
    subscriptions = StoredSubscriptions(database)
    assert (await subscriptions.add(HERE, SubscriptionKind.WATCH, "oil\ud83d", seen=0)).words == "oil?"


async def test_articles_arrive_once_by_their_words(database: Database) -> None:
    subscriptions = StoredSubscriptions(database)
    assert await subscriptions.arrive([("001", "words", "d1"), ("002", "others", "d1")]) == 2
    assert await subscriptions.arrive([("009", "words", "d2")]) == 0
    assert [one.article for one in await subscriptions.arrivals_after(0)] == ["009", "002"]
    assert await subscriptions.known_digests(["d1", "d2", "d3", "d1"]) == {"d1", "d2"}


async def test_the_figures_count_what_there_is(database: Database) -> None:
    subscriptions, outbox = StoredSubscriptions(database), StoredDeliveries(database)
    await StoredChats(database).bar(8, "blocked", NOW)
    await subscriptions.add(HERE, SubscriptionKind.WATCH, "oil", seen=0)
    await subscriptions.add(
        HERE, SubscriptionKind.SCHEDULE, "", seen=0, timetable="08:30 0", zone="UTC", due=9
    )
    await outbox.write(HERE, "one", "first", NOW)
    await outbox.fail((await outbox.due(NOW, 1))[0].id, "too long")
    await outbox.heard(NOW)
    await outbox.heard(NOW + 30)
    figures = await outbox.figures()
    assert (figures.chats, figures.barred, figures.watches, figures.schedules) == (1, 1, 1, 1)
    assert figures.deliveries[DeliveryState.FAILED] == 1
    assert (figures.reasons, figures.heard) == (("too long",), NOW + 30)


async def test_what_was_told_is_forgotten_after_a_month(database: Database) -> None:
    subscriptions, outbox = StoredSubscriptions(database), StoredDeliveries(database)
    watch = await subscriptions.add(HERE, SubscriptionKind.WATCH, "oil", seen=3)
    await outbox.write(HERE, "one", "first", NOW, changes=[Told(watch.id, 5, stories=("a", "b"))])
    later = NOW + 20 * 86_400
    await outbox.write(HERE, "two", "second", later, changes=[Told(watch.id, 6, stories=("b",))])
    await subscriptions.forget_old(NOW + 31 * 86_400 + 1)
    assert await subscriptions.told_stories([watch.id], "ab") == {Telling(watch.id, "b", 2)}


async def test_what_came_long_ago_and_has_left_is_forgotten_but_for_the_newest(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.kept.subscriptions._MOST_LEFT", 2)
    subscriptions = StoredSubscriptions(database)
    await subscriptions.arrive([(f"{n}", f"words {n}", f"document {n}") for n in range(5)])
    await subscriptions.forget_old(NOW)
    assert [one.number for one in await subscriptions.arrivals_after(0)] == [3, 4, 5]
    assert await subscriptions.arrive([("9", "words 9", "document 9")]) == 1
    assert await subscriptions.newest_arrival() == 6


def shown(title: str) -> Briefing:
    return Briefing("oil", Kind.BRIEF, Status.FOUND, CorpusCard(1, 0, None, "1"), title=title)


async def test_what_was_sent_is_changed_by_a_delivery_of_its_own_and_what_waits_in_place(
    database: Database,
) -> None:
    subscriptions, outbox = StoredSubscriptions(database), StoredDeliveries(database)
    watch = await subscriptions.add(HERE, SubscriptionKind.WATCH, "oil", seen=3)
    told = [Told(watch.id, 5, stories=("a",))]
    await outbox.write(HERE, "one", "first", NOW, changes=told, answer=shown("first"))
    assert await outbox.amend(1, shown("more"), "more", NOW, changes=[Told(watch.id, None, stories=("b",))])
    (waits,) = await outbox.due(NOW, 10)
    assert (waits.id, waits.html, waits.amends, waits.answer) == (1, "more", None, shown("more"))
    await outbox.leaves(1, waits.version)
    await outbox.arrived(1, 77)
    for number in (1, 2):
        assert await outbox.amend(1, shown(f"again {number}"), f"again {number}", NOW)
        (change,) = await outbox.due(NOW, 10)
        assert (change.html, change.amends, change.message) == (f"again {number}", 1, 77)
    assert [one.answer for one in await outbox.told_in([1, change.id])] == [shown("again 2")]
    assert (await subscriptions.of_chat(7))[0].seen == 5
    both = {Telling(watch.id, "a", 1), Telling(watch.id, "b", 1)}
    assert await subscriptions.told_stories([watch.id], "ab") == both


async def test_what_never_goes_out_or_is_gone_is_not_changed(database: Database) -> None:
    outbox = StoredDeliveries(database)
    assert not await outbox.amend(99, shown("more"), "more", NOW)
    await outbox.write(HERE, "one", "first", NOW, answer=shown("first"))
    await outbox.give_up(HERE.chat, "blocked")
    assert await outbox.told_in([1]) == []


async def test_what_was_changed_since_it_was_read_does_not_leave_as_it_was(database: Database) -> None:
    outbox = StoredDeliveries(database)
    await outbox.write(HERE, "one", "first", NOW, answer=shown("first"))
    (read,) = await outbox.due(NOW, 10)
    assert await outbox.amend(read.id, shown("more"), "more", NOW)
    assert not await outbox.leaves(read.id, read.version)
    (again,) = await outbox.due(NOW, 10)
    assert again.html == "more"
    assert await outbox.leaves(again.id, again.version)


async def test_a_change_waits_until_what_it_changes_has_arrived(database: Database) -> None:
    outbox = StoredDeliveries(database)
    await outbox.write(HERE, "one", "first", NOW, answer=shown("first"))
    await outbox.leaves(1, 0)
    assert await outbox.amend(1, shown("more"), "more", NOW)
    assert await outbox.due(NOW, 10) == []
    await outbox.postpone(1, NOW + 5, "not there")
    assert await outbox.due(NOW, 10) == []
    assert [one.amends for one in await outbox.due(NOW + 5, 10)] == [None]
    await outbox.leaves(1, 0)
    await outbox.arrived(1, 77)
    (change,) = await outbox.due(NOW, 10)
    assert (change.amends, change.html, change.message) == (1, "more", 77)


async def test_the_number_of_a_delivery_that_was_deleted_is_never_given_again(database: Database) -> None:
    outbox = StoredDeliveries(database)
    for window in ("one", "two"):
        await outbox.write(HERE, window, window, NOW)
    await StoredChats(database).forget(HERE.chat)
    await outbox.write(Place(8), "one", "theirs", NOW)
    assert [one.id for one in await outbox.due(NOW, 10)] == [3]


async def test_an_article_that_has_its_former_words_again_comes_once_more(database: Database) -> None:
    subscriptions = StoredSubscriptions(database)
    other = ("001-2", "others", "d1")
    assert await subscriptions.arrive([("001-1", "first", "d1"), other]) == 2
    assert await subscriptions.known_digests(["d1"]) == {"d1"}
    assert await subscriptions.arrive([("001-1", "second", "d2"), (*other[:2], "d2")]) == 1
    assert await subscriptions.known_digests(["d1", "d2"]) == {"d2"}
    assert await subscriptions.arrive([("001-1", "first", "d1"), other]) == 1
    assert [one.fingerprint for one in await subscriptions.arrivals_after(0)] == ["others", "second", "first"]
    assert await subscriptions.known_digests(["d1"]) == {"d1"}
    assert await subscriptions.arrive([("001-1", "first", "d1"), other]) == 0


async def test_articles_that_move_on_their_page_do_not_come_again(database: Database) -> None:
    subscriptions = StoredSubscriptions(database)
    assert await subscriptions.arrive([("003-1", "a", "d1"), ("003-2", "b", "d1")]) == 2
    above = [("003-1", "new", "d2"), ("003-2", "a", "d2"), ("003-3", "b", "d2")]
    assert await subscriptions.arrive(above) == 1
    for digest in ("d3", "d4"):  # what stood above is gone again
        assert await subscriptions.arrive([("003-1", "a", digest), ("003-2", "b", digest)]) == 0
        assert await subscriptions.known_digests([digest]) == {digest}


async def test_a_story_whose_message_was_refused_counts_as_not_told(database: Database) -> None:
    """So that another outlet's copy of it is told."""
    subscriptions, outbox = StoredSubscriptions(database), StoredDeliveries(database)
    watch = await subscriptions.add(HERE, SubscriptionKind.WATCH, "oil", seen=3)
    for window, stories in (("one", ("a",)), ("two", ("b",))):
        await outbox.write(HERE, window, window, NOW, changes=[Told(watch.id, 5, stories=stories)])
    await outbox.fail(1, "refused")
    assert await subscriptions.told_stories([watch.id], "ab") == {Telling(watch.id, "b", 2)}


async def test_the_schedules_of_a_place_know_what_a_watch_told_that_is_gone(database: Database) -> None:
    subscriptions, outbox = StoredSubscriptions(database), StoredDeliveries(database)
    watch = await subscriptions.add(HERE, SubscriptionKind.WATCH, "oil", seen=3)
    here, elsewhere = [
        await subscriptions.add(
            place, SubscriptionKind.SCHEDULE, "", seen=0, timetable="08:30 0", zone="UTC", due=9
        )
        for place in (HERE, Place(7, 2))
    ]
    told = [Told(watch.id, 5, stories=("a", "b")), Told(here.id, 5, stories=("b",))]
    await outbox.write(HERE, "one", "first", NOW, changes=told)
    assert await subscriptions.remove(7, [watch.id, here.id + 100]) == 1
    ids = [watch.id, here.id, elsewhere.id]
    assert await subscriptions.told_stories(ids, "ab") == {Telling(here.id, one, 1) for one in "ab"}


async def test_a_message_is_found_again_by_its_chat_and_number(database: Database) -> None:
    outbox = StoredDeliveries(database)
    await outbox.write(HERE, "one", "first", NOW, answer=shown("first"))
    await outbox.write(HERE, "two", "a line", NOW)  # nothing to read on in
    await outbox.leaves(1, 0)
    await outbox.arrived(1, 501)
    await outbox.arrived(2, 502)
    found = await outbox.shown_in(HERE.chat, 501)
    assert found is not None
    assert (found.id, found.answer) == (1, shown("first"))
    assert await outbox.shown_in(HERE.chat, 502) is None
    assert await outbox.shown_in(HERE.chat, 503) is None
    assert await outbox.shown_in(8, 501) is None


async def test_what_was_not_tried_yet_goes_before_what_failed_and_is_older(database: Database) -> None:
    outbox = StoredDeliveries(database)
    await outbox.write(HERE, "old", "old", NOW)
    await outbox.write(Place(8), "new", "new", NOW + 10)
    await outbox.postpone(1, NOW, "slow down")
    assert [one.html for one in await outbox.due(NOW + 20, 10)] == ["new", "old"]
