"""What chats are told by themselves, through the real database: once, in order, and never twice."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import SubscriptionRefused
from bot.people.resolver import resolve
from bot.services.answering.answer import Answers
from bot.services.telling.planning import ALERT_WINDOW, Deliveries
from bot.services.telling.subscription_rules import MOST, Subscriptions
from bot.views.telegram_html import plain_text, render
from bot.words.changes import CorpusChange
from bot.words.deliveries import Delivery, DeliveryState, Place, SubscriptionKind
from bot.words.documents import Article
from bot.words.findings import AnalysedArticle, Analysis
from bot.words.spans import Span
from storage.database import Database, open_database
from storage.kept.answers import KeptAnswers
from storage.kept.articles import StoredCorpus
from storage.kept.chats import StoredChats
from storage.kept.deliveries import StoredDeliveries
from storage.kept.subscriptions import StoredSubscriptions
from tests.makers import make_article

FISH = make_article(
    "001", "Fish\nThe fish market of Bergen opened. Ada Lind cut the ribbon.", people={"Ada Lind": ["Lind"]}
)
OIL = make_article("002", "Oil\nOil was found near Bergen. The ministry of energy said nothing.")
TALKS = make_article(
    "003",
    "Talks\nMinister Lind went to Oslo for talks on fishing quotas. Nobody else came.",
    people={"Ada Lind": ["Lind"]},
)
ALICE = Place(1001)
GROUP, OTHERS = Place(-500, 7), Place(-600)
ADMITTED, STRANGER = 42, 43
MONDAY = datetime(2025, 1, 6, 8, 0, tzinfo=UTC)


@dataclass
class House:
    """Everything a serving process has, but for Telegram, on a clock that stands still."""

    database: Database
    corpus: StoredCorpus
    answers: Answers
    subscriptions: Subscriptions
    outbox: StoredDeliveries
    deliveries: Deliveries
    now: datetime = MONDAY
    articles: tuple[AnalysedArticle, ...] = ()

    async def gets(self, *articles: AnalysedArticle) -> None:
        kept = {one.article.id: one for one in (*self.articles, *articles)}
        self.articles = tuple(kept.values())
        put = {one.article.document.location: (one.article.document, (one,)) for one in articles}
        await self.corpus.apply(CorpusChange(put, (), resolve(self.articles)))
        await self.answers.refresh()
        await self.deliveries.arrivals.notice()

    async def after(self, **time: float) -> list[tuple[Place, str]]:
        """Let time pass and return the messages written down, taking each as sent."""
        self.now += timedelta(**time)
        await self.deliveries.plan(self.now)
        messages = []
        for one in await self.outbox.due(int(self.now.timestamp()), 100):
            await self.outbox.leaves(one.id, one.version)
            await self.outbox.arrived(one.id, 1)
            messages.append((one.place, plain_text(one.html)))
        return messages

    async def watches(self, words: str, place: Place = ALICE) -> int:
        return (await self.subscriptions.watch(place, words)).subscription.id

    async def schedules(self, text: str, place: Place = ALICE, zone: str = "UTC") -> int:
        return (await self.subscriptions.schedule(place, text, zone, self.now)).subscription.id


@pytest.fixture
async def house(database_file: Path) -> AsyncGenerator[House, None]:
    async with open_database(f"sqlite:///{database_file}") as database:
        yield await opened(database)


async def opened(database: Database) -> House:
    corpus = StoredCorpus(database)
    answers = await Answers.open(corpus, KeptAnswers(database))
    stored, outbox = StoredSubscriptions(database), StoredDeliveries(database)
    deliveries = Deliveries(answers, corpus, stored, outbox, default_zone="UTC", render=render)
    return House(database, corpus, answers, Subscriptions(stored, answers), outbox, deliveries)


async def test_a_chat_is_told_what_somebody_asked_for_who_may_be_told(house: House) -> None:
    """Where only some may use the bot, who asked decides in a chat that is not one of them."""
    house.deliveries = Deliveries(
        house.answers,
        house.corpus,
        StoredSubscriptions(house.database),
        house.outbox,
        default_zone="UTC",
        render=render,
        allowed=(ADMITTED, ALICE.chat),
    )
    await house.gets(FISH)
    await house.watches("oil", ALICE)
    for place, words, person in (
        (GROUP, "oil", ADMITTED),
        (GROUP, "Lind", STRANGER),
        (OTHERS, "oil", STRANGER),
    ):
        await house.subscriptions.watch(place, words, asked_by=person)
    await house.subscriptions.schedule(OTHERS, "10:00", "UTC", house.now, asked_by=STRANGER)
    await house.gets(OIL, TALKS)
    told = await house.after(hours=3)
    assert sorted(place for place, _ in told) == [GROUP, ALICE]
    assert all("Oil was found" in text and "Minister Lind" not in text for _, text in told)
    assert [await house.deliveries.admits(one.chat) for one in (ALICE, GROUP, OTHERS)] == [True, True, False]


# --- watches ----------------------------------------------------------------------------------------------


async def test_a_watch_tells_what_is_new_and_why(house: House) -> None:
    await house.gets(FISH)
    await house.watches("oil")
    await house.gets(OIL)
    ((place, text),) = await house.after(seconds=1)
    assert place == ALICE
    assert "You watch “oil”; 1 new article with “Oil”." in text
    assert "Oil was found near Bergen. [1]" in text
    assert "2 articles" in text


async def test_what_was_there_before_the_watch_is_not_told(house: House) -> None:
    await house.gets(FISH, OIL)
    await house.watches("oil")
    assert await house.after(days=1) == []


async def test_a_person_is_watched_under_every_form(house: House) -> None:
    await house.gets(FISH)
    await house.watches("Lind")
    await house.gets(TALKS, OIL)
    ((_, text),) = await house.after(seconds=1)
    assert "You watch “Ada Lind”; 1 new article with “Lind”." in text
    assert "Minister Lind went to Oslo" in text
    assert "Oil" not in text


async def test_nothing_is_told_twice_also_when_its_words_are_corrected(house: House) -> None:
    await house.gets(FISH)
    await house.watches("oil")
    await house.gets(OIL)
    assert len(await house.after(seconds=1)) == 1
    changed = make_article("002", "Oil\nOil was found near Bergen. The ministry of energy is silent.")
    document = replace(changed.article.document, digest="other bytes")
    await house.gets(replace(changed, article=replace(changed.article, document=document)))
    assert await house.after(days=1) == []


async def test_the_same_words_under_another_name_are_not_new(house: House) -> None:
    await house.gets(OIL)
    await house.watches("oil")
    await house.gets(
        make_article("009", "Oil\nOil was found near Bergen. The ministry of energy said nothing.")
    )
    assert await house.after(seconds=1) == []


HARBOUR = (
    "Harbour of {0}\nThe harbour master Ada Lind closed the northern quay of Bergen on Friday: its beams "
    "are rotten. Ships with fish will unload at the yard of the old rope factory until the spring.{1}"
)


def of_harbour(id_: str, title: str, more: str = "") -> AnalysedArticle:
    return make_article(id_, HARBOUR.format(title, more), people={"Ada Lind": ["Lind"]})


async def test_the_copy_of_another_outlet_is_no_new_alert(house: House) -> None:
    await house.gets(OIL)
    await house.watches("harbour")
    await house.gets(of_harbour("005", "Bergen"))
    assert len(await house.after(seconds=0)) == 1
    await house.gets(of_harbour("006", "the north"))
    ((_, changed),) = await house.after(seconds=ALERT_WINDOW)
    assert "its beams are rotten. [1] also [2]" in changed
    assert [one.amends for one in await house.outbox.told_in([1, 2])] == [None]


async def test_an_alert_that_has_not_left_yet_goes_out_with_the_copy_it_gets(house: House) -> None:
    await house.gets(OIL)
    await house.watches("harbour")
    await house.gets(of_harbour("005", "Bergen"))
    await house.deliveries.plan(house.now)
    await house.gets(of_harbour("006", "the north"))
    ((_, text),) = await house.after(seconds=ALERT_WINDOW)
    assert "its beams are rotten. [1] also [2]" in text


async def test_a_text_told_before_with_as_much_again_is_news(house: House) -> None:
    more = (
        "\nThe council of Bergen voted money for forty new beams that evening, against the advice of its own "
        "treasurer, who wants the quay sold to the shipyard. Work is to begin when the ice has gone."
    )
    await house.gets(OIL)
    await house.watches("harbour")
    await house.gets(of_harbour("005", "Bergen"))
    assert len(await house.after(seconds=0)) == 1
    await house.gets(of_harbour("006", "Bergen", more))
    assert len(await house.after(seconds=ALERT_WINDOW)) == 1


async def test_a_chat_that_was_not_told_the_first_is_told_the_copy(house: House) -> None:
    await house.gets(OIL, of_harbour("005", "Bergen"))
    await house.watches("harbour")
    await house.gets(of_harbour("006", "the north"))
    assert len(await house.after(seconds=0)) == 1


async def test_a_document_read_anew_by_a_newer_program_is_not_new(house: House) -> None:
    await house.gets(OIL)
    await house.watches("oil")
    shorter = replace(OIL, article=replace(OIL.article, paragraphs=OIL.article.paragraphs[:1], title="Oil!"))
    await house.gets(shorter)
    assert await house.after(seconds=1) == []


async def test_several_watches_of_a_chat_share_one_message(house: House) -> None:
    await house.gets(FISH)
    for words in ("oil", "Lind", "energy"):
        await house.watches(words)
    await house.watches("oil", GROUP)
    await house.gets(OIL, TALKS)
    messages = await house.after(seconds=1)
    assert [place for place, _ in messages] == [GROUP, ALICE]
    assert "You watch “Ada Lind”" in messages[1][1]
    assert messages[1][1].count("Oil was found near Bergen.") == 1


async def test_what_comes_in_the_same_window_waits_for_the_next(house: House) -> None:
    await house.gets(FISH)
    await house.watches("Bergen")
    await house.gets(OIL)
    assert len(await house.after(seconds=1)) == 1
    await house.gets(make_article("004", "Ships\nShips left Bergen."))
    assert await house.after(seconds=1) == []
    assert "Ships left Bergen." in (await house.after(seconds=ALERT_WINDOW))[0][1]


async def test_many_at_once_are_a_digest(house: House) -> None:
    await house.gets(FISH)
    await house.watches("ferries")
    await house.gets(
        *(make_article(f"1{n:02}", f"Ferry {n}\nThe ferries of town {n} sail.") for n in range(9))
    )
    ((_, text),) = await house.after(seconds=1)
    assert "9 new articles with “ferries”, the newest 5 here." in text
    assert text.count("sail.") == 5


async def test_words_no_source_has_are_waited_for_and_not_taken_for_near_ones(house: House) -> None:
    await house.gets(FISH)
    made = await house.subscriptions.watch(ALICE, "quotaz")
    assert made.unknown == ("quotaz",)
    await house.gets(TALKS)
    assert await house.after(seconds=1) == []
    await house.gets(make_article("005", "Later\nThe quotaz were agreed."))
    assert len(await house.after(seconds=ALERT_WINDOW)) == 1


async def test_a_muted_watch_is_quiet_for_a_day_and_then_tells_it_all(house: House) -> None:
    await house.gets(FISH)
    watch = await house.watches("oil")
    await house.subscriptions.mute(ALICE.chat, [watch], house.now)
    await house.gets(OIL)
    assert await house.after(hours=23) == []
    assert len(await house.after(hours=1)) == 1


async def test_what_came_while_the_program_was_down_is_told_once(house: House) -> None:
    await house.gets(FISH)
    await house.watches("oil")
    put = {OIL.article.document.location: (OIL.article.document, (OIL,))}
    await house.corpus.apply(CorpusChange(put, (), resolve([FISH, OIL])))
    again = await opened(house.database)
    await again.deliveries.arrivals.notice()
    assert len(await again.after(seconds=1)) == 1
    assert await again.after(days=1) == []


async def test_a_document_of_many_articles_arrives_whole(house: House) -> None:
    lines = [f"Bulletin {number} tells of oil." for number in range(60)]
    document = replace(
        OIL.article.document, key="009", location="bulletin", digest="of the bulletin", text="\n".join(lines)
    )
    articles = []
    for number, line in enumerate(lines):
        span = Span(document.text.index(line), document.text.index(line) + len(line))
        article = Article(f"009-{number}", document, span, line, None, (span,))
        articles.append(AnalysedArticle(article, Analysis(article.id, ())))
    await house.gets(FISH)
    await house.watches("oil")
    await house.corpus.apply(CorpusChange({"bulletin": (document, tuple(articles))}, (), ()))
    await house.answers.refresh()
    assert await house.deliveries.arrivals.notice() == 60
    assert await house.deliveries.arrivals.notice() == 0


async def test_a_chat_that_may_not_be_written_to_rests_until_it_may(house: House) -> None:
    chats = StoredChats(house.database)
    await house.gets(FISH)
    await house.watches("oil")
    await house.schedules("08:30 fish")
    await chats.bar(ALICE.chat, "blocked", 0)
    await house.gets(OIL)
    assert await house.after(days=3) == []
    assert await house.deliveries.next_time() is None
    await chats.admit(ALICE.chat)
    assert len(await house.after(seconds=1)) == 2


# --- schedules ----------------------------------------------------------------------------------------------


async def test_the_first_briefing_is_the_newest_and_later_ones_what_is_new(house: House) -> None:
    await house.gets(FISH)
    await house.schedules("08:30")
    assert await house.after(minutes=29) == []
    ((_, first),) = await house.after(minutes=1)
    assert "Your first briefing" in first
    assert "The fish market of Bergen opened." in first
    await house.gets(OIL)
    ((_, second),) = await house.after(days=1)
    assert "New since your last briefing, 6 January 2025, 08:30." in second
    assert "Oil was found" in second
    assert "fish market" not in second
    assert "2 articles" in second


async def test_a_briefing_with_nothing_new_says_so_in_one_line(house: House) -> None:
    await house.gets(FISH)
    await house.schedules("08:30 oil")
    ((_, first),) = await house.after(minutes=30)
    assert first.splitlines()[0] == "Nothing new on oil so far."
    ((_, second),) = await house.after(days=1)
    assert second.splitlines()[0] == "Nothing new on oil since your last briefing, 6 January 2025, 08:30."
    assert len(second.splitlines()) == 3


async def test_a_briefing_on_a_person_tells_only_what_is_new(house: House) -> None:
    await house.gets(FISH)
    await house.schedules("08:30 Lind")
    await house.after(minutes=30)
    await house.gets(TALKS)
    ((_, text),) = await house.after(days=1)
    assert text.startswith("Ada Lind")
    assert "went to Oslo" in text
    assert "ribbon" not in text


async def test_two_schedules_of_a_chat_at_one_time_are_one_message(house: House) -> None:
    await house.gets(FISH, OIL)
    await house.schedules("08:30 oil")
    await house.schedules("08:30 Lind")
    await house.schedules("08:30 whaling")
    ((_, text),) = await house.after(minutes=30)
    assert "Oil was found near Bergen." in text
    assert "Ada Lind cut the ribbon." in text
    assert "Nothing new on whaling." in text


async def test_after_downtime_one_briefing_catches_up(house: House) -> None:
    await house.gets(FISH)
    await house.schedules("08:30")
    assert len(await house.after(days=5)) == 1
    assert await house.after(minutes=1) == []
    assert len(await house.after(minutes=30)) == 1


async def test_a_schedule_follows_the_time_zone_of_its_chat(house: House) -> None:
    await house.gets(FISH)
    await house.schedules("08:30", zone="UTC")
    await StoredChats(house.database).choose(ALICE.chat, timezone="Asia/Tashkent")
    assert await house.after(minutes=30) == []
    assert len(await house.after(hours=19)) == 1


async def test_planning_twice_writes_a_message_once(house: House) -> None:
    await house.gets(FISH)
    await house.schedules("08:30")
    house.now += timedelta(minutes=30)
    assert await house.deliveries.plan(house.now) == 1
    assert await house.deliveries.plan(house.now) == 0


async def test_a_message_that_cannot_be_composed_stops_no_other_and_is_tried_again(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await house.gets(FISH)
    await house.schedules("08:30 oil")
    await house.schedules("08:30", GROUP)
    breaking = True

    def broken(words: str, *rest: object) -> object:
        if words and breaking:
            raise ZeroDivisionError
        return rule_for(words, *rest)  # type: ignore[arg-type]

    from bot.briefing.arriving.whatsnew import rule_for

    monkeypatch.setattr("bot.services.telling.planning.rule_for", broken)
    with caplog.at_level(logging.ERROR):
        assert [place for place, _ in await house.after(minutes=30)] == [GROUP]
    assert "could not be composed" in caplog.text
    breaking = False
    house.deliveries._resting.clear()  # five minutes later
    assert [place for place, _ in await house.after(minutes=6)] == [ALICE]


# --- asking and ending --------------------------------------------------------------------------------------


async def test_a_name_is_kept_in_full_and_asked_for_once(house: House) -> None:
    await house.gets(FISH)
    first = await house.subscriptions.watch(ALICE, "Линд")
    again = await house.subscriptions.watch(ALICE, "ada  lind")
    assert first.subscription.words == "Ada Lind"
    assert (again.already, again.subscription.id) == (True, first.subscription.id)


@pytest.mark.parametrize("words", ["", "the of", "x" * 500, "since:whenever oil"])
async def test_what_cannot_be_watched_is_refused_in_a_sentence(house: House, words: str) -> None:
    await house.gets(FISH)
    with pytest.raises(SubscriptionRefused):
        await house.subscriptions.watch(ALICE, words)


async def test_a_name_several_bear_has_to_be_told_in_full(house: House) -> None:
    other = make_article("006", "Prize\nErik Lind won a prize.", people={"Erik Lind": ["Lind"]})
    await house.gets(FISH, other)
    with pytest.raises(SubscriptionRefused, match="Ada Lind"):
        await house.subscriptions.watch(ALICE, "Lind")


async def test_a_chat_has_no_more_than_so_many(house: House) -> None:
    await house.gets(FISH)
    for number in range(MOST):
        await house.watches(f"subject{number}")
    with pytest.raises(SubscriptionRefused, match="20 watches"):
        await house.watches("oil")
    await house.watches("oil", GROUP)


@pytest.mark.parametrize(
    ("which", "left"),
    [("2", ["fish", "quotas"]), ("1 3", ["Oslo"]), ("oslo", ["fish", "quotas"]), ("all", [])],
)
async def test_watches_are_ended_by_number_words_or_all(house: House, which: str, left: list[str]) -> None:
    await house.gets(FISH)
    for words in ("fish", "Oslo", "quotas"):
        await house.watches(words)
    await house.subscriptions.end(ALICE.chat, SubscriptionKind.WATCH, which)
    kept = await house.subscriptions.of_chat(ALICE.chat, SubscriptionKind.WATCH)
    assert [one.words for one in kept] == left


async def test_ending_what_is_not_there_is_refused(house: House) -> None:
    await house.gets(FISH)
    await house.watches("fish")
    for which in ("7", "whaling", ""):
        with pytest.raises(SubscriptionRefused):
            await house.subscriptions.end(ALICE.chat, SubscriptionKind.WATCH, which)


async def test_the_watch_of_another_chat_cannot_be_ended(house: House) -> None:
    await house.gets(FISH)
    watch = await house.watches("fish")
    assert await house.subscriptions.drop(GROUP.chat, [watch]) == []
    assert len(await house.subscriptions.of_chat(ALICE.chat, SubscriptionKind.WATCH)) == 1


async def test_a_forgotten_chat_is_told_nothing(house: House) -> None:
    await house.gets(FISH)
    await house.watches("oil")
    await house.schedules("08:30")
    await StoredChats(house.database).forget(ALICE.chat)
    await house.gets(OIL)
    assert await house.after(days=1) == []


async def test_a_chat_that_moves_takes_its_subscriptions_along(house: House) -> None:
    await house.gets(FISH)
    await house.schedules("08:30", GROUP)
    await StoredChats(house.database).move(GROUP.chat, -1000500)
    assert [place for place, _ in await house.after(minutes=30)] == [Place(-1000500, 7)]


# --- the outbox ---------------------------------------------------------------------------------------------


async def one_due(house: House) -> Delivery:
    await house.gets(FISH)
    await house.schedules("08:30")
    house.now += timedelta(minutes=30)
    await house.deliveries.plan(house.now)
    return (await house.outbox.due(int(house.now.timestamp()), 10))[0]


async def test_a_crash_before_a_message_leaves_repeats_nothing_and_loses_nothing(house: House) -> None:
    due = await one_due(house)
    for _ in range(3):
        assert await house.outbox.recover() == 0
    assert (await house.outbox.due(due.not_before, 10))[0].doubts == 0


async def test_a_crash_while_a_message_leaves_sends_it_once_more_and_never_a_third_time(house: House) -> None:
    due = await one_due(house)
    await house.outbox.leaves(due.id, due.version)
    assert await house.outbox.recover() == 1
    assert (await house.outbox.due(due.not_before, 10))[0].doubts == 1
    await house.outbox.leaves(due.id, due.version)
    assert await house.outbox.recover() == 1
    assert await house.outbox.due(due.not_before, 10) == []
    assert (await house.outbox.counts())[DeliveryState.SENT] == 1


async def test_old_deliveries_are_forgotten_and_waiting_ones_are_not(house: House) -> None:
    due = await one_due(house)
    later = int(house.now.timestamp()) + 100 * 86_400
    await house.outbox.forget_old(later)
    assert len(await house.outbox.due(later, 10)) == 1
    await house.outbox.arrived(due.id, 5)
    await house.outbox.forget_old(later)
    assert sum((await house.outbox.counts()).values()) == 0
