"""From a list to a name, from an article to the one beside it, from a link into the chat: over real HTTP."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from bot.words.answers import Kind
from bot.words.deep_links import start_link
from bot.words.findings import AnalysedArticle
from tests.chat.office import Office
from tests.makers import make_article
from tests.telegram_server.chats import BotMessage, Person
from tests.telegram_server.markup import covered
from tests.telegram_server.server import TelegramServer

pytestmark = pytest.mark.usefixtures("unpaced")

PAGE = "https://courier.example/talks"


def with_address(article: AnalysedArticle, url: str) -> AnalysedArticle:
    document = replace(article.article.document, given=replace(article.article.document.given, url=url))
    return replace(article, article=replace(article.article, document=document))


TALKS = with_address(
    make_article(
        "010",
        "Talks\nAda Lind went to Oslo. “The quota will be raised by a fifth,” Ada Lind said.\n"
        "Ivo Marsh met Ada Lind there.",
        people={"Ada Lind": ["Lind"], "Ivo Marsh": []},
        says="Ada Lind",
        outlet="The Courier",
        published="2025-01-04",
    ),
    PAGE,
)
QUIET = make_article("011", "Quiet\nNobody spoke in the harbour of Bergen that day.", published="2025-01-05")


async def asked(person: Person, words: str) -> BotMessage:
    person.says(words)
    return await person.private.reply()


async def press(person: Person, message: BotMessage, label: str) -> None:
    edits = message.edits
    person.presses(message, label)
    await person.server.until(lambda: message.edits > edits, f"something else after {label}")


def links(message: BotMessage) -> list[tuple[str, str]]:
    return [(covered(message.text, one), one["url"]) for one in message.entities if "url" in one]


async def test_people_are_buttons_that_open_them_and_lead_back(office: Office, alice: Person) -> None:
    await office.gets(TALKS, QUIET)
    message = await asked(alice, "/people")
    assert message.buttons == ["Ada Lind", "Ivo Marsh", "PDF"]
    await press(alice, message, "Ivo Marsh")
    assert message.text.startswith("Ivo Marsh\n")
    await press(alice, message, "Back")
    assert message.text.startswith("People\n")


async def test_topics_are_buttons_a_few_at_a_time(office: Office, telegram: TelegramServer) -> None:
    alice = telegram.user("Alice", language_code="ru")
    names = ["cod", "herring", "salmon", "crab", "eel", "squid", "shrimp", "tuna", "pike", "carp", "bass",
             "perch", "trout", "roach"]  # fmt: skip
    await office.gets(
        *(
            make_article(
                f"{number}{half}", f"A {name} price\nThe {name} fishery met. The {name} fishery paid."
            )
            for number, name in enumerate(names, 30)
            for half in (1, 2)
        )
    )
    message = await asked(alice, "/topics")
    first = [label for label in message.buttons if "fishery" in label]
    await press(alice, message, "Ещё")
    second = [label for label in message.buttons if "fishery" in label]
    assert len(first) == 12
    assert second
    assert not set(first) & set(second)
    await press(alice, message, second[0])
    assert second[0].split()[0] in message.text


async def test_an_article_leads_to_those_beside_it_its_people_its_quotations_and_its_page(
    office: Office, alice: Person
) -> None:
    await office.gets(TALKS, QUIET)
    message = await asked(alice, "/article_010")
    assert message.text.startswith("Talks\n\nAda Lind went to Oslo. “The quota")
    assert "said.\n\nIvo Marsh met Ada Lind there.\n" in message.text
    assert message.buttons[:5] == ["Previous", "Next", "People", "Quotes", "Read it at The Courier"]
    assert [one["url"] for row in message.keyboard for one in row if "url" in one] == [PAGE]
    await press(alice, message, "Quotes")
    assert "“The quota will be raised by a fifth,” Ada Lind said." in message.text
    assert "— Ada Lind, 4 Jan 2025 [1]" in message.text
    assert "Ivo Marsh met" not in message.text
    assert ("[1]", PAGE) in links(message)
    await press(alice, message, "Back")
    await press(alice, message, "People")
    assert "Ada Lind — named 3 times" in message.text
    await press(alice, message, "Ivo Marsh")
    assert message.text.startswith("Ivo Marsh\n")
    await press(alice, message, "Back")
    await press(alice, message, "Back")
    await press(alice, message, "Previous")
    assert message.text.startswith("Quiet\n")
    assert "Previous" not in message.buttons
    assert "Read it" not in " ".join(message.buttons)
    await press(alice, message, "Quotes")
    assert "Nobody is quoted in this article." in message.text


async def test_what_is_said_in_an_article_is_asked_for_in_words_as_well(
    office: Office, alice: Person
) -> None:
    await office.gets(TALKS, QUIET)
    assert "— Ada Lind, 4 Jan 2025 [1]" in (await asked(alice, "/article_010 quotes")).text
    assert "Ivo Marsh — named 1 time" in (await asked(alice, "/article 10 people")).text
    await asked(alice, "/article 010")
    assert "— Ada Lind, 4 Jan 2025 [1]" in (await asked(alice, "quotes")).text


@pytest.mark.parametrize(
    ("kind", "words", "shown"),
    [
        (Kind.PERSON, "Ada Lind", "Ada Lind\n"),
        (Kind.TOPIC, "quota", "Quota\n"),
        (Kind.ARTICLE, "010", "Talks\n"),
        (Kind.QUESTION, "Marsh", "Ivo Marsh\n"),
    ],
)
async def test_a_link_opens_the_chat_with_its_answer(
    office: Office, telegram: TelegramServer, kind: Kind, words: str, shown: str
) -> None:
    await office.gets(TALKS, QUIET)
    link = start_link(str(telegram.me.username), kind, words)
    assert link is not None
    alice = telegram.user("Alice")
    assert (await asked(alice, f"/start {link.partition('=')[2]}")).text.startswith(shown)


async def test_what_comes_unasked_leads_back_to_the_bot(office: Office, alice: Person) -> None:
    bot = alice.server.me.username
    await asked(alice, "/watch harbour")
    await office.gets(QUIET)
    alert = await alice.private.reply()
    assert ("New: harbour", f"https://t.me/{bot}?start=q_aGFyYm91cg") in links(alert)
    assert ("Quiet", f"https://t.me/{bot}?start=a_011") in links(alert)
    assert "[1]" not in dict(links(alert))  # where it can be read is not known


async def test_a_document_leads_back_to_the_bot(office: Office, alice: Person) -> None:
    await office.gets(TALKS, QUIET)
    bot = alice.server.me.username
    alice.says("/export pdf /topic harbour")
    document = (await alice.private.reply()).document
    assert document is not None
    annotations: Any = PdfReader(io.BytesIO(document.data)).pages[0]["/Annots"]
    addresses = {one.get_object().get("/A", {}).get("/URI") for one in annotations}
    assert f"https://t.me/{bot}?start=t_aGFyYm91cg" in addresses
    assert f"https://t.me/{bot}?start=a_011" in addresses
