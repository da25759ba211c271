"""How the bot is doing, in rows for whoever runs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from bot.briefing.library import Library
from bot.models import DeliveryState, Figures, Request
from bot.views.provenance import corpus_line

ALIVE_WITHIN = 120  # seconds; a poll takes thirty, and a failed one is tried again within thirty
_WRONG = 5  # requests listed whose answers were found wrong


def status_rows(
    library: Library, figures: Figures, judged: tuple[int, Sequence[Request]], now: datetime
) -> Mapping[str, str]:
    """Return what there is as rows of a name and a line.

    Args:
        library: the corpus as it is served.
        figures: of chats and deliveries.
        judged: how many answers were found useful, and the requests whose answers were found wrong.
        now: aware.
    """
    useful, wrong = judged
    listed = "; ".join(f"{request.kind} {request.words}".strip() for request in wrong[:_WRONG])
    count = figures.deliveries.get
    rows = {
        "corpus": corpus_line(library.corpus),
        "revision": library.revision,
        "people": str(len(library.directory.people)),
        "chats": f"{figures.chats}, of which {figures.barred} may not be written to",
        "subscriptions": f"{figures.watches} watches, {figures.schedules} schedules",
        "deliveries": (
            f"{count(DeliveryState.DUE, 0) + count(DeliveryState.SENDING, 0)} due, "
            f"{count(DeliveryState.SENT, 0)} sent, {count(DeliveryState.FAILED, 0)} failed, "
            f"{count(DeliveryState.GIVEN_UP, 0)} given up"
        ),
        "not delivered": "; ".join(dict.fromkeys(figures.reasons)),
        "feedback": f"{useful} useful, {len(wrong)} wrong" + (f": {listed}" if listed else ""),
        "heartbeat": _heard(figures, now),
    }
    return {name: value for name, value in rows.items() if value}


def is_alive(figures: Figures, now: datetime) -> bool:
    """Say whether the serving process heard from Telegram a moment ago."""
    return figures.heard is not None and now.timestamp() - figures.heard <= ALIVE_WITHIN


def _heard(figures: Figures, now: datetime) -> str:
    if figures.heard is None:
        return "Telegram was never reached"
    ago = int(now.timestamp()) - figures.heard
    return f"Telegram answered {ago} s ago ({datetime.fromtimestamp(figures.heard, UTC):%Y-%m-%d %H:%M} UTC)"
