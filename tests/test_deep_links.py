"""Links that open a chat with the bot and ask it for something."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue import parse
from bot.words.answers import Kind, Request
from bot.words.deep_links import read_start, start_link

LONGEST_PAYLOAD = 64  # Bot API, deep linking


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Kind.PERSON, "Ada Lind"),
        (Kind.PERSON, "Касым-Жомарт Токаев"),
        (Kind.TOPIC, "human rights"),
        (Kind.QUESTION, "права человека"),
        (Kind.ARTICLE, "003-1"),
    ],
)
def test_a_link_asks_for_what_it_was_made_of(kind: Kind, words: str) -> None:
    link = start_link("aide_bot", kind, words)
    assert link is not None
    address, _, payload = link.partition("?start=")
    assert address == "https://t.me/aide_bot"
    assert parse(f"/start {payload}", language="ru") == Request(kind, words, "ru")


@given(st.text(max_size=80))
def test_whatever_fits_no_payload_has_no_link(words: str) -> None:
    link = start_link("aide_bot", Kind.TOPIC, words)
    if link is None:
        assert not words or len(words.encode(errors="replace")) > 46
    else:
        payload = link.partition("=")[2]
        assert re.fullmatch(r"[A-Za-z0-9_-]+", payload)
        assert len(payload) <= LONGEST_PAYLOAD
        assert read_start(payload) == (Kind.TOPIC, words.encode(errors="replace").decode())


@pytest.mark.parametrize("payload", ["", "hello", "p_", "x_QWRh", "p_////", "p_gA", "t_" + "A" * 63])
def test_what_no_link_of_ours_wrote_only_starts(payload: str) -> None:
    assert parse(f"/start {payload}") == Request(Kind.START, payload)


def test_nobody_and_nothing_have_no_link() -> None:
    assert start_link("", Kind.PERSON, "Ada Lind") is None
    assert start_link("aide_bot", Kind.PERSON, "") is None
    assert start_link("aide_bot", Kind.COMPARE, "Lind | Marsh") is None
