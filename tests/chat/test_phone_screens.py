"""What a phone shows of an answer before anything is tapped: one screen, whatever is asked."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat.answering.pages import LAYOUTS, answer_page
from bot.dialogue import parse
from bot.languages.saying import speaking
from bot.services.answering.answer import Answers
from bot.views.telegram_html import render
from bot.words.chats import Excerpts
from storage.database import open_database
from storage.kept.answers import KeptAnswers
from storage.kept.articles import StoredCorpus
from tests.telegram_server.markup import parsed_html

MOST_LINES = 26
CHARACTERS_A_LINE = 40
VIEWS = [
    "/person Tokayev", "/person Rosenblum", "/person Putin", "/person Dubnov", "/person Donald",
    "/topic sanctions", "/topic trade", "/topic human rights", "/topic whaling", "/said Rosenblum",
    "/said Rosenblum on sanctions", "/said Tokayev", "/quotes Tokayev", "/quotes Japarof",
    "/timeline Taliban", "/timeline Tokayev", "/compare Tokayev | Putin", "/brief", "/brief sanctions",
    "/compare trade | sanctions",
    '/search "human rights"', "/article 004", "/article 003-1", "/sources", "/people", "/topics", "/help",
    "/start", "when does the resignation take effect", "how many political prisoners", "hello", "/person",
]  # fmt: skip


@pytest.fixture
async def answers(starter_corpus: Path, tmp_path: Path) -> AsyncIterator[Answers]:
    path = Path(shutil.copy(starter_corpus, tmp_path / "aide.db"))
    async with open_database(f"sqlite:///{path}") as opened:
        yield await Answers.open(StoredCorpus(opened), KeptAnswers(opened, "1"))


def lines_before_a_tap(html: str) -> int:
    """Return how many lines of a phone a message takes while its folds are closed."""
    text, entities = parsed_html(html)
    units = bytearray(text.encode("utf-16-le"))
    for entity in sorted(entities, key=lambda one: -one["offset"]):
        if entity["type"] == "expandable_blockquote":
            del units[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2]
    rows = bytes(units).decode("utf-16-le").split("\n")
    # Where a fold stood, one gap is left of the two around it.
    kept = [row for place, row in enumerate(rows) if row or (place and rows[place - 1])]
    return sum(max(1, -(-len(row) // CHARACTERS_A_LINE)) for row in kept)


async def test_no_first_screen_is_longer_than_a_phones(answers: Answers) -> None:
    too_long = {}
    for language in ("en", "ru", "kk"):
        for view in VIEWS:
            request = parse(view, language=language)
            assert request is not None
            briefing = await answers.answer(request)
            with speaking(language):
                shown = [answer_page(briefing, 0, LAYOUTS[excerpts]).html for excerpts in Excerpts]
                shown.append(render(briefing))
            longest = max(map(lines_before_a_tap, shown))
            if longest > MOST_LINES:
                too_long[language, view] = longest
    assert too_long == {}


async def test_what_is_folded_is_in_the_message_all_the_same(answers: Answers) -> None:
    request = parse("/person Tokayev")
    assert request is not None
    briefing = await answers.answer(request)
    text, entities = parsed_html(render(briefing))
    assert any(entity["type"] == "expandable_blockquote" for entity in entities)
    assert "The Security Council is in a deadlock" in text
    assert "Sources" in text
