"""What is for us and what is not, message by message, without a bot."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Chat, Message, MessageEntity, User

from bot.chat.addressing import Question, question_in
from tests.telegram_server.markup import found_entities

ME = User(1, "Aide", is_bot=True, username="AideBot")
ADA = User(2, "Ada", is_bot=False)
NOW = datetime(2025, 1, 2, tzinfo=UTC)


def message(text: str | None, kind: str = "supergroup", **fields: Any) -> Message:
    entities = [MessageEntity(**entity) for entity in found_entities(text or "")]
    given = {"from_user": ADA, "text": text, "entities": entities} | fields
    return Message(5, NOW, Chat(-9 if kind != "private" else 2, kind), **given)


def ours(text: str = "An answer") -> Message:
    return message(text, from_user=ME)


@pytest.mark.parametrize(
    ("asked", "question"),
    [
        (message("hello", "private"), Question("hello", by_name=True)),
        (message("@AideBot hello", "private"), Question("hello", by_name=True)),
        (message("/help", "private"), Question("/help", by_name=True)),
        (message("/help@OtherBot", "private"), None),
        (message(None, "private"), None),
        (message("hello", "group"), None),
        (message("/help"), Question("/help", by_name=False)),
        (message("/help@aidebot"), Question("/help@aidebot", by_name=True)),
        (message("/help@OtherBot"), None),
        (message("well, /help"), None),
        (message("/help!"), None),
        (message("/12"), None),
        (message("@AideBot: who is Marsh?"), Question("who is Marsh?", by_name=True)),
        (message("who is Marsh, @aidebot"), Question("who is Marsh", by_name=True)),
        (message("😀 @AideBot 😀 Marsh"), Question("😀  😀 Marsh", by_name=True)),
        (message("@AideBot"), Question("", by_name=True)),
        (message("@AideBot @AideBot Marsh"), Question("Marsh", by_name=True)),
        (message("@AideBotFan Marsh"), None),
        (message("@AideBot /help@OtherBot"), None),
        (message("@AideBot /help"), Question("/help", by_name=True)),
        (message("mail@AideBot.example"), None),
        (message("and Reed?", reply_to_message=ours()), Question("and Reed?", by_name=True)),
        (message("/persn", reply_to_message=ours()), Question("/persn", by_name=True)),
        (message("/help@OtherBot", reply_to_message=ours()), None),
        (message("@bob look at this", reply_to_message=ours()), None),
        (message("ask @bob", reply_to_message=ours()), Question("ask @bob", by_name=True)),
        (message("sure", reply_to_message=message("shall we?")), None),
        (message("/help", "channel"), None),
        (message("/help", edit_date=NOW), None),
        (message("/help", is_automatic_forward=True, sender_chat=Chat(-7, "channel")), None),
        (message("/help", from_user=User(8, "Other", is_bot=True)), None),
        (message("/help", from_user=None), None),
        (message("/help", from_user=None, sender_chat=Chat(-9, "supergroup")), Question("/help", False)),
        (message("Marsh, envoy", "private", via_bot=ME), None),
    ],
)
def test_what_is_for_us(asked: Message, question: Question | None) -> None:
    assert question_in(asked, ME) == question


def test_the_caption_of_a_picture_is_its_words() -> None:
    caption = "@AideBot who is this?"
    entities = [MessageEntity(**entity) for entity in found_entities(caption)]
    asked = message(None, caption=caption, caption_entities=entities)

    assert question_in(asked, ME) == Question("who is this?", by_name=True)


def test_a_mention_by_name_alone_counts() -> None:
    mention = MessageEntity(MessageEntity.TEXT_MENTION, 0, 4, user=ME)

    assert question_in(message("Aide who is Marsh?", entities=[mention]), ME) == Question(
        "who is Marsh?", by_name=True
    )
