"""Inline mode: `@bot words` in any chat offers people, topics and excerpts, each as a message ready to send.

What is offered is answers like any other: made, checked against their documents and kept in the same place.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from dataclasses import replace
from functools import partial

from telegram import InlineQuery, InlineQueryResultArticle, InlineQueryResultsButton, Update
from telegram.error import TelegramError

from bot.chat.answering.linked_text import with_links
from bot.chat.answering.offers import (
    LONGEST_QUERY,
    MOST_OFFERS,
    Offer,
    Offers,
    excerpt_alone,
    excerpts_in,
    in_short,
    search_for,
)
from bot.chat.answering.one_message import one_screen, ready_to_send
from bot.chat.answering.showing import Answerer
from bot.chat.chats.access import Access
from bot.chat.chats.limits import Admission, RequestLimit, Typing
from bot.chat.chats.manners import Context, Manners
from bot.chat.delivering.sending import reason
from bot.chat.journal import UpdateOutcome, note
from bot.languages.saying import say, spoken_language
from bot.words.answers import Briefing, Kind
from bot.words.deep_links import start_payload

_LOGGER = logging.getLogger(__name__)
_A_PAGE = 10  # results given at once; Telegram asks for more when somebody scrolls
_CACHE_SECONDS = 300
_MOST_KEPT = 500  # results kept ready, of the newest revision
_LONGEST_DESCRIPTION = 200
_START = "inline"  # what a button over the results sends along to the private chat it leads to
_ANSWER_WITHIN = 10.0  # seconds; Telegram does not wait longer for inline results


class InlineDesk:
    """Answers inline queries."""

    def __init__(self, answerer: Answerer, limit: RequestLimit, access: Access, manners: Manners) -> None:
        self._answerer = answerer
        self._limit = limit
        self._typing = Typing()
        self._access = access
        self._manners = manners
        self._offers: Offers | None = None
        self._kept: OrderedDict[Offer, InlineQueryResultArticle | None] = OrderedDict()

    async def query(self, update: Update, context: Context) -> None:
        """Offer what fits the words typed so far; to strangers, nothing."""
        query = update.inline_query
        assert query is not None
        note(kind="inline")
        if not self._access.admits(None, query.from_user):
            note(UpdateOutcome.REFUSED)
            await self._answer(query, [], "", seconds=_CACHE_SECONDS)
            return
        if not await self._is_within_limit(query):
            note(UpdateOutcome.TOO_MANY)
            enough = InlineQueryResultsButton(say("Enough for a minute"), start_parameter=_START)
            await self._answer(query, [], "", seconds=0, button=enough)
            return
        try:
            async with asyncio.timeout(_ANSWER_WITHIN):
                results, following = await self._page(query, context.bot.username)
        except TimeoutError:
            note(UpdateOutcome.TOO_LONG)
            _LOGGER.warning("An inline query took too long")
            await self._answer(query, [], "", seconds=0)
        except Exception:
            note(UpdateOutcome.FAILED)
            _LOGGER.exception("An inline query failed")
            await self._answer(query, [], "", seconds=0)
        else:
            note(UpdateOutcome.ANSWERED if results else UpdateOutcome.NONE)
            button = None if results or query.offset else _in_private(query.query)
            await self._answer(query, results, following, seconds=_CACHE_SECONDS, button=button)

    async def _is_within_limit(self, query: InlineQuery) -> bool:
        """Count a query as a request, unless it goes on with one: more of its results, or of its words."""
        person, now = query.from_user.id, self._manners.clock()
        if self._typing.goes_on(person, query.query, now):
            return True
        return await self._limit.admit(person, now) is Admission.ANSWERED

    async def _page(self, query: InlineQuery, bot_name: str) -> tuple[list[InlineQueryResultArticle], str]:
        words = " ".join(query.query[:LONGEST_QUERY].split())
        offers = await self._offered()
        linked = with_links(words, partial(offers.meant, language=spoken_language()), bot_name)
        if linked is not None:
            return [ready_to_send(words, say("With links"), linked, words[:_LONGEST_DESCRIPTION])], ""
        start = int(query.offset) if query.offset.isdecimal() and len(query.offset) < 4 else 0
        found = await self._found(offers, words, spoken_language())
        results: list[InlineQueryResultArticle] = []
        at = start
        while at < len(found) and len(results) < _A_PAGE:
            result = await self._result(found[at], bot_name)
            if result is not None and result not in results:
                results.append(result)
            at += 1
        return results, str(at) if at < len(found) else ""

    async def _offered(self) -> Offers:
        """Return what the newest revision has to offer."""
        library = self._answerer.library
        offers = self._offers
        if offers is None or offers.library is not library:
            offers = await asyncio.to_thread(Offers, library, offers)
            self._offers, self._kept = offers, OrderedDict()
        return offers

    async def _found(self, offers: Offers, words: str, language: str) -> list[Offer]:
        if not words:
            return await asyncio.to_thread(offers.nothing_typed, language)
        found = await asyncio.to_thread(offers.typed, words, language)
        search = search_for(words, language)
        if search is not None:
            answer = await self._answerer.answer(search)
            if answer.shows_lines:
                found = [*(found or [Offer(replace(search, kind=Kind.TOPIC))]), *excerpts_in(search, answer)]
        return found[:MOST_OFFERS]

    async def _result(self, offer: Offer, bot_name: str) -> InlineQueryResultArticle | None:
        if offer not in self._kept:
            answer = await self._answerer.answer(offer.request)
            self._kept[offer] = _result(offer, answer, bot_name)
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return self._kept.get(offer)

    async def _answer(
        self,
        query: InlineQuery,
        results: list[InlineQueryResultArticle],
        following: str,
        *,
        seconds: int,
        button: InlineQueryResultsButton | None = None,
    ) -> None:
        try:
            await query.answer(
                results,
                cache_time=seconds,
                # What one person got is not for another who types the same: they may speak another language.
                is_personal=True,
                next_offset=following,
                button=button,
            )
        except TelegramError as error:
            note(UpdateOutcome.UNSENT)
            _LOGGER.info("An inline query was not answered: %s", reason(error))


def _in_private(typed: str) -> InlineQueryResultsButton | None:
    """Return the button over an empty list: it asks for the words typed in a chat with the bot alone."""
    words = " ".join(typed[:LONGEST_QUERY].split())
    payload = start_payload(Kind.QUESTION, words)
    offered = say("Nothing to send; ask me in private")
    return InlineQueryResultsButton(offered, start_parameter=payload) if payload else None


def _result(offer: Offer, answer: Briefing, bot_name: str) -> InlineQueryResultArticle | None:
    if not answer.shows_lines:
        return None
    if offer.item is not None:
        answer = excerpt_alone(answer, offer.item)
    what = (
        f"{offer.request.kind}\n{offer.request.words}\n{offer.item and (offer.item.article, offer.item.span)}"
    )
    description = offer.item.text if offer.item else in_short(answer)
    return ready_to_send(
        what,
        answer.title or offer.request.words,
        one_screen(answer, bot_name),
        " ".join(description.split())[:_LONGEST_DESCRIPTION] or None,
    )
