"""The link of an answer that leads back to the bot, to ask it on the same."""

from __future__ import annotations

from bot.words.answers import Briefing, Kind
from bot.words.deep_links import start_link


def subject_link(briefing: Briefing, bot: str) -> str | None:
    """Return the link that asks a bot, by its user name, for what an answer is on; None for none."""
    if briefing.kind is Kind.PERSON:
        return start_link(bot, Kind.PERSON, briefing.title)
    if briefing.kind is Kind.ARTICLE and len(briefing.sources) == 1:
        return start_link(bot, Kind.ARTICLE, briefing.sources[0].article)
    about_one = "," not in briefing.query and not briefing.query.startswith("/")
    if briefing.kind is Kind.TOPIC and about_one:
        return start_link(bot, Kind.TOPIC, briefing.query)
    if briefing.kind is Kind.BRIEF and about_one:
        return start_link(bot, Kind.QUESTION, briefing.query)
    return None
