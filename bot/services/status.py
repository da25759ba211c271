"""How the bot is doing, in rows for whoever runs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from bot.briefing.lines.library import Library
from bot.languages.saying import marked, say, say_count
from bot.services.feeds.feed_keeping import feeds_in_short
from bot.views.provenance import corpus_line
from bot.views.shortening import clipped
from bot.words.answers import Kind, Request
from bot.words.chats import Fault, Judgements
from bot.words.deliveries import DeliveryState, Health
from bot.words.feeds import FeedCard

ALIVE_WITHIN = 120  # seconds; a poll takes thirty, and a failed one is tried again within thirty
_FAULTS = {
    Fault.PERSON: marked("person"),
    Fault.SPEAKER: marked("speaker"),
    Fault.DATE: marked("date"),
    Fault.OFF_TOPIC: marked("off topic"),
}
_WRONG = 5  # requests listed whose answers were found wrong
_LONGEST_ASKED = 80  # characters of the words of one


def status_rows(
    library: Library,
    figures: Health,
    judged: Judgements,
    now: datetime,
    feeds: Sequence[FeedCard] = (),
    *,
    index_size: int = 0,
) -> Mapping[str, str]:
    """Return what there is as rows of a name and a line.

    Args:
        library: the corpus as it is served.
        figures: of chats and deliveries.
        judged: what was thought of answers.
        now: aware.
        feeds: what is followed.
        index_size: bytes the search index takes on disk.
    """
    listed = "; ".join(_asked(request) for request in judged.wrong[:_WRONG])
    count = figures.deliveries.get
    rows = {
        say("corpus"): corpus_line(library.corpus),
        say("revision"): library.revision,
        say("people"): str(len(library.directory.people)),
        say("search engine"): _engine(library, index_size),
        say("feeds"): feeds_in_short(feeds) if feeds else say("none followed"),
        say("chats"): say(
            "{count}, of which {barred} may not be written to", count=figures.chats, barred=figures.barred
        ),
        say("subscriptions"): ", ".join(
            (
                say_count("{count} watch", "{count} watches", figures.watches),
                say_count("{count} schedule", "{count} schedules", figures.schedules),
            )
        ),
        say("deliveries"): say(
            "{due} due, {sent} sent, {failed} failed, {given_up} given up",
            due=count(DeliveryState.DUE, 0) + count(DeliveryState.SENDING, 0),
            sent=count(DeliveryState.SENT, 0),
            failed=count(DeliveryState.FAILED, 0),
            given_up=count(DeliveryState.GIVEN_UP, 0),
        ),
        say("not delivered"): "; ".join(dict.fromkeys(figures.reasons)),
        say("feedback"): say("{useful} useful, {wrong} wrong", useful=judged.useful, wrong=len(judged.wrong))
        + _faults(judged.faults)
        + (f": {listed}" if listed else ""),
        say("heartbeat"): _heard(figures, now),
    }
    return {name: value for name, value in rows.items() if value}


def _faults(faults: Mapping[Fault, int]) -> str:
    """Return in brackets what was said to be wrong, and how often."""
    told = [f"{say(_FAULTS[fault])} {number}" for fault, number in faults.items()]
    return f" ({', '.join(told)})" if told else ""


def _engine(library: Library, size: int) -> str:
    engine, passages = library.engine, library.engine.passages
    told = say_count("{name}, {count} passage", "{name}, {count} passages", passages, name=engine.name)
    return told + (f", {size / 1_000_000:.1f} MB" if engine.name == "tantivy" and size else "")


def _asked(request: Request) -> str:
    """Return a request in short; that of a briefing holds no words anybody wrote."""
    if request.kind is Kind.BRIEF:
        return request.kind.value
    return f"{request.kind} {clipped(request.words, _LONGEST_ASKED)}".strip()


def is_alive(heard: int | None, now: datetime) -> bool:
    """Say whether the serving process heard from Telegram a moment ago; a time to come was none."""
    return heard is not None and 0 <= now.timestamp() - heard <= ALIVE_WITHIN


def _heard(figures: Health, now: datetime) -> str:
    if figures.heard is None:
        return say("Telegram was never reached")
    return say(
        "Telegram answered {seconds} s ago ({time} UTC)",
        seconds=int(now.timestamp()) - figures.heard,
        time=f"{datetime.fromtimestamp(figures.heard, UTC):%Y-%m-%d %H:%M}",
    )
