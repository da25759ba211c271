"""The buttons under alerts, over real HTTP: narrower, a digest instead, quiet, an end."""

from __future__ import annotations

import pytest

from bot.words.deliveries import Narrowing, Place, SubscriptionKind
from storage.database import Database
from tests.chat.office import FISH, OIL, START, Office
from tests.makers import make_article
from tests.telegram_server.chats import BotMessage, Chat, Person
from tests.telegram_server.server import TelegramServer

UNDER_ALERT = ["Context", "PDF", "Narrower", "Digest instead", "Mute for a day", "Stop watching"]

pytestmark = pytest.mark.usefixtures("unpaced")

LIND = make_article(
    "010",
    "Talks\nAda Lind went to Oslo. “The quota will be raised by a fifth,” Ada Lind said.",
    people={"Ada Lind": ["Lind"]},
    says="Ada Lind",
)
NAMED = make_article("011", "A visit\nThe mayor met Ada Lind in the harbour.", people={"Ada Lind": []})
HEADLINE = make_article("012", "Lind resigns\nMinister Ada Lind left.", people={"Ada Lind": ["Lind"]})
SAYS = make_article(
    "013",
    "Fish\nThe ministry was silent. “We shall see what the spring brings us,” Ada Lind said.",
    people={"Ada Lind": []},
    says="Ada Lind",
)
CRUDE = [
    make_article(f"02{n}", f"Market {n}\nThe crude price rose and the pipeline leak in town {n} went on.")
    for n in range(3)
]
PRICE = make_article("030", "Prices\nThe crude price fell, said the ministry.")


async def alerted(office: Office, alice: Person, words: str, *articles: object) -> BotMessage:
    alice.says(f"/watch {words}")
    await alice.private.reply()
    await office.gets(*articles)
    return await alice.private.reply()


async def press(person: Person, message: BotMessage, label: str) -> str:
    """Press a button and wait until there are others; return what was said."""
    edits = message.edits
    answer = await person.presses(message, label).answered()
    await person.server.until(lambda: message.edits > edits, f"other buttons after {label}")
    return str(answer.get("text", ""))


async def watches(office: Office, chat: Chat) -> list[tuple[str, Narrowing | None]]:
    return [(one.words, one.narrowed) for one in await office.stored.of_chat(chat.id, SubscriptionKind.WATCH)]


async def test_an_alert_comes_as_soon_as_the_corpus_has_changed(office: Office, alice: Person) -> None:
    alert = await alerted(office, alice, "oil", OIL)  # nobody wakes the courier, which would look in 30 s
    assert "You watch “oil”; 1 new article with “Oil”." in alert.text


async def test_a_person_can_be_watched_for_their_own_words_alone(office: Office, alice: Person) -> None:
    alert = await alerted(office, alice, "Ada Lind", LIND)
    assert alert.buttons == UNDER_ALERT
    await press(alice, alert, "Narrower")
    assert alert.buttons == [
        "Only what Ada Lind says",
        "Only when it is in the headline",
        "Digest instead",
        "Back",
    ]
    told = await press(alice, alert, "Only what Ada Lind says")
    assert told == "Watched from now on: “Ada Lind, own words only”."
    assert alert.buttons == UNDER_ALERT
    assert await watches(office, alice.private) == [("Ada Lind", Narrowing.OWN_WORDS)]
    await office.gets(NAMED)
    await office.later(minutes=11)
    await office.gets(SAYS)
    await office.later(minutes=11)
    second = await alice.private.reply()
    assert "You watch “Ada Lind, own words only”; 1 new article" in second.text
    assert "We shall see what the spring brings us" in second.text
    assert "harbour" not in second.text
    alice.says("/watches")
    assert "1. Ada Lind, own words only" in (await alice.private.reply()).text
    await press(alice, second, "Narrower")
    assert "Only what Ada Lind says" not in second.buttons


async def test_a_watch_can_be_kept_to_headlines(office: Office, alice: Person) -> None:
    alert = await alerted(office, alice, "Ada Lind", LIND)
    await press(alice, alert, "Narrower")
    await press(alice, alert, "Only when it is in the headline")
    await office.gets(NAMED)
    await office.later(minutes=11)
    await office.gets(HEADLINE)
    await office.later(minutes=11)
    second = await alice.private.reply()
    assert "Lind resigns" in second.text
    assert "harbour" not in second.text


async def test_a_topic_can_be_kept_to_a_subject_that_goes_with_it(office: Office, alice: Person) -> None:
    alert = await alerted(office, alice, "crude", *CRUDE, PRICE)
    await press(alice, alert, "Narrower")
    assert "Only with “pipeline leak”" in alert.buttons
    told = await press(alice, alert, "Only with “pipeline leak”")
    assert told == 'Watched from now on: “crude "pipeline leak"”.'
    await office.gets(make_article("031", "Once more\nThe crude price fell again."))
    await office.later(minutes=11)
    await office.gets(make_article("032", "At last\nThe crude pipeline leak was stopped."))
    await office.later(minutes=11)
    second = await alice.private.reply()
    assert "stopped" in second.text
    assert "fell again" not in second.text


async def test_back_shows_the_buttons_of_all_watches_of_the_alert(office: Office, alice: Person) -> None:
    alice.says("/watch Bergen")
    await alice.private.reply()
    alert = await alerted(office, alice, "oil", OIL)
    before = alert.buttons
    watches = ["Change “Bergen”", "Stop “Bergen”", "Change “oil”", "Stop “oil”"]
    assert before == ["Context", "PDF", "Mute for a day", *watches]
    await press(alice, alert, "Change “oil”")
    await press(alice, alert, "Back")
    assert alert.buttons == before
    await press(alice, alert, "Change “Bergen”")
    await press(alice, alert, "Digest instead")
    assert alert.buttons == UNDER_ALERT


async def test_a_watch_becomes_a_daily_briefing_on_what_comes_next(office: Office, alice: Person) -> None:
    alice.says("/settings Almaty")
    await alice.private.reply()
    alert = await alerted(office, alice, "oil", OIL)
    told = await press(alice, alert, "Digest instead")
    assert told == "“oil” comes as a briefing now, 08:30 every day; /unschedule ends it."
    assert alert.buttons == ["Context", "PDF"]
    assert await watches(office, alice.private) == []
    await office.gets(make_article("040", "Oil again\nOil was found in the north, too."))
    await office.later(hours=19, minutes=29)
    assert len(alice.private.replies) == 3
    await office.later(minutes=1)
    digest = (await alice.private.reply()).text
    assert "New since your last briefing, 6 January 2025, 13:00." in digest
    assert "in the north" in digest
    assert "near Bergen" not in digest


async def test_stopping_a_watch_does_not_end_the_briefing_it_became(office: Office, alice: Person) -> None:
    alert = await alerted(office, alice, "oil", OIL)
    stop = alert.keyboard[-1][-1]["callback_data"]
    await press(alice, alert, "Digest instead")
    assert (await alice.presses_data(alert, stop).answered())["text"] == "That is no longer watched here."
    assert len(await office.stored.of_chat(alice.id, SubscriptionKind.SCHEDULE)) == 1


async def test_stopping_one_watch_of_an_alert_leaves_the_buttons_of_the_others(
    office: Office, alice: Person
) -> None:
    alice.says("/watch Bergen")
    await alice.private.reply()
    alert = await alerted(office, alice, "oil", OIL)
    assert await press(alice, alert, "Stop “Bergen”") == "No longer watched: “Bergen”."
    assert alert.buttons == UNDER_ALERT
    await press(alice, alert, "Stop watching")
    assert alert.buttons == ["Context", "PDF"]


async def test_a_digest_comes_when_the_briefing_of_the_chat_does(office: Office, alice: Person) -> None:
    alice.says("/schedule 17:15 weekdays fish")
    await alice.private.reply()
    alert = await alerted(office, alice, "oil", OIL)
    assert "17:15 every day" in await press(alice, alert, "Digest instead")


async def test_a_digest_that_is_there_already_only_ends_the_watch(office: Office, alice: Person) -> None:
    alice.says("/schedule 17:15 weekdays oil")
    await alice.private.reply()
    alert = await alerted(office, alice, "oil", OIL)
    assert "17:15 on weekdays" in await press(alice, alert, "Digest instead")
    assert len(await office.stored.of_chat(alice.id)) == 1


async def test_buttons_of_a_watch_that_is_gone_say_so(office: Office, alice: Person) -> None:
    alert = await alerted(office, alice, "oil", OIL)
    alice.says("/unwatch all")
    await alice.private.reply()
    for label in alert.buttons[2:]:
        assert (await alice.presses(alert, label).answered())["text"] == "That is no longer watched here."


@pytest.mark.parametrize(
    "data",
    [
        "w:",
        "w:narrow:",
        "w:narrow:x",
        "w:with.0123456789:1",
        "w:own:1",
        "w:nonsense:1",
        "w:back:1,x",
        "w:digest:" + "9" * 40,
    ],
)
async def test_data_of_somebody_elses_making_changes_nothing(
    office: Office, alice: Person, data: str
) -> None:
    alert = await alerted(office, alice, "oil", OIL)
    assert (await alice.presses_data(alert, data).answered())["text"] == "That is no longer watched here."
    assert await watches(office, alice.private) == [("oil", None)]


async def test_another_chats_watch_cannot_be_changed(
    office: Office, alice: Person, telegram: TelegramServer
) -> None:
    made = await office.subscriptions.watch(Place(telegram.user("Bob").id), "oil")
    alert = await alerted(office, alice, "Bergen", OIL)
    for action in ("narrow", "headlines", "digest", "stop"):
        answer = await alice.presses_data(alert, f"w:{action}:{made.subscription.id}").answered()
        assert answer["text"] == "That is no longer watched here."


# --- whom the bot may tell anything ------------------------------------------------------------------------


async def test_a_chat_that_is_no_longer_allowed_is_told_nothing_until_it_is_again(
    telegram: TelegramServer, database: Database
) -> None:
    alice, group, desk = telegram.user("Alice"), telegram.group("Desk"), telegram.group("Other desk")
    alice.says("/start")
    boss = 9001
    for office in (Office(telegram, database, allowed=frozenset({boss, desk.id})),):
        await office.open()
        await office.gets(FISH)
        await office.subscriptions.schedule(Place(alice.id), "08:30", "UTC", START, alice.id)
        await office.subscriptions.schedule(Place(group.id), "08:30", "UTC", START, boss)
        await office.subscriptions.schedule(Place(desk.id), "08:30", "UTC", START, alice.id)
        await office.subscriptions.watch(Place(alice.id), "oil", alice.id)
        await office.outbox.write(Place(alice.id), "before", "Written before", int(START.timestamp()))
        async with office.working():
            await office.noted(GIVEN_UP=1)
            await office.gets(OIL)
            await office.later(minutes=30)
            assert "fish market" in (await group.reply()).text
            assert "fish market" in (await desk.reply()).text
            await office.noted(GIVEN_UP=1, SENT=2)
        assert alice.private.replies == []
        assert "no longer among those allowed" in (await office.outbox.figures()).reasons[0]
    again = Office(telegram, database, clock=office.clock)
    await again.open()
    async with again.working():
        assert "Oil was found" in (await alice.private.reply()).text
        await again.later(days=1)
        assert "fish market" in (await alice.private.reply()).text


async def test_in_quiet_hours_an_alert_comes_without_a_sound_and_a_briefing_with_one(
    office: Office, alice: Person
) -> None:
    """By the clock of the chat, also past midnight: 08:00 UTC is 13:00 in Almaty."""
    for chosen in ("Almaty", "quiet 22:30-13:05"):
        alice.says(f"/settings {chosen}")
        await alice.private.reply()
    alice.says("/schedule 13:00 fish")
    await alice.private.reply()
    quiet = await alerted(office, alice, "oil", OIL)
    assert quiet.sent.get("disable_notification") is True
    await office.gets(make_article("050", "A fire\nThe oil pier of Molde burned down."))
    await office.later(minutes=11)
    loud = await alice.private.reply()
    await office.later(hours=24)
    briefing = await alice.private.reply()
    for message in (loud, briefing):
        assert not message.sent.get("disable_notification")
