"""Who is answered where: private chats, groups, topics, over real HTTP."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.chat.delivering.sending import Pace
from bot.dialogue import COMMANDS
from bot.words.answers import Briefing, CorpusCard, Kind, Request, Status
from tests.chat.conftest import CannedAnswers, RunningBot, StartBot, about
from tests.telegram_server.chats import Chat, Person
from tests.telegram_server.server import TelegramServer

pytestmark = pytest.mark.usefixtures("bot")


async def only_answers(person: Person, chat: Chat) -> None:
    """Prove silence: of everything said so far in `chat`, nothing was answered before this question is.

    A chat's messages are answered in order, so the answer to a later question shows that the earlier ones
    got none.
    """
    person.says("/person@AideMemoireBot Probe", chat)
    reply = await chat.reply()
    assert reply.text.startswith("Probe"), reply.text


# --- private ----------------------------------------------------------------------------------------------


async def test_a_command_in_private_is_answered(telegram: TelegramServer, answers: CannedAnswers) -> None:
    alice = telegram.user("Alice")
    alice.says("/person Marsh")

    reply = await alice.private.reply()
    assert reply.text.startswith("Marsh\n\nSummary\n• undated: The envoy")
    assert reply.words("bold") == ["Marsh", "Summary", "Sources"]
    assert reply.reply_to is None
    assert reply.sent["link_preview_options"] == {"is_disabled": True}
    assert answers.asked[0].kind is Kind.PERSON


async def test_plain_words_in_private_are_a_question(
    telegram: TelegramServer, answers: CannedAnswers
) -> None:
    alice = telegram.user("Alice")
    alice.says("what about the border?")

    assert (await alice.private.reply()).text.startswith("what about the border?")
    assert answers.asked[0].kind is Kind.QUESTION


async def test_a_caption_counts_as_what_its_picture_says(telegram: TelegramServer) -> None:
    alice = telegram.user("Alice")
    alice.sends_photo("/person Marsh")

    assert (await alice.private.reply()).text.startswith("Marsh")


async def test_a_picture_without_words_is_told_so(telegram: TelegramServer) -> None:
    alice = telegram.user("Alice")
    alice.sends_photo()

    assert "only text" in (await alice.private.reply()).text


async def test_an_album_is_not_answered_picture_by_picture(telegram: TelegramServer) -> None:
    alice = telegram.user("Alice")
    for _ in range(3):
        alice.sends_photo(media_group_id="7")

    await only_answers(alice, alice.private)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("/persn", "I do not know /persn; did you mean /person, as in /person Rosenblum?"),
        ("/watchh Marsh", "I do not know /watchh; did you mean /watch"),
        ("/qqqqqqq", "I do not know /qqqqqqq; /help lists what I understand."),
    ],
)
async def test_a_command_nobody_knows_is_told_the_nearest(
    telegram: TelegramServer, typed: str, wanted: str
) -> None:
    alice = telegram.user("Alice")
    alice.says(typed)

    assert (await alice.private.reply()).text.startswith(wanted)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 100_000,
        "/person " + "ab " * 30_000,
        "\u202e\u0301\ufeff",
        "\U0001f3df\ufe0f" * 500,
        "/person <b>&amp;</b> 'quoted\" \\",
        "/",
        "//",
        "\n\n/person\nMarsh\n",
        "/PERSON Marsh",
    ],
)
async def test_odd_messages_are_answered_like_any_other(telegram: TelegramServer, text: str) -> None:
    alice = telegram.user("Alice")
    alice.says(text)

    assert (await alice.private.reply()).text


async def test_a_message_sent_through_the_bot_itself_is_no_question(telegram: TelegramServer) -> None:
    alice = telegram.user("Alice")
    alice.says("Rosenblum, U.S. Ambassador", via_bot=telegram.me.json)

    await only_answers(alice, alice.private)


async def test_an_edited_message_is_not_answered_again(telegram: TelegramServer) -> None:
    telegram.asked_updates = ["message", "edited_message"]  # as an earlier setting may still have it
    alice = telegram.user("Alice")
    said = alice.says("/person Marsh")
    await alice.private.reply()
    alice.edits(said, "/person Reed")

    await only_answers(alice, alice.private)


# --- groups -----------------------------------------------------------------------------------------------


async def test_a_group_is_answered_in_reply_to_the_asking_message(telegram: TelegramServer) -> None:
    alice, group = telegram.user("Alice"), telegram.group("Delegation")
    asked = alice.says("/person Marsh", group)

    reply = await group.reply()
    assert reply.reply_to == asked.id
    assert reply.sent["reply_parameters"] == {"message_id": asked.id, "allow_sending_without_reply": True}


async def test_a_group_with_privacy_mode_hears_only_what_is_for_the_bot(telegram: TelegramServer) -> None:
    alice, bob, group = telegram.user("Alice"), telegram.user("Bob"), telegram.group("Delegation")

    assert not alice.says("I met Marsh yesterday", group).delivered
    assert not alice.says("@AideMemoireBot who is Marsh?", group).delivered
    assert not alice.says("/weather@OtherBot Astana", group).delivered
    assert alice.says("/person Marsh", group).delivered
    answer = await group.reply()
    assert bob.says("and Reed?", group, reply_to=answer).delivered
    assert (await group.reply()).text.startswith("and Reed?")


async def test_a_mention_is_answered_where_the_bot_hears_it(
    telegram: TelegramServer, answers: CannedAnswers
) -> None:
    alice, group = telegram.user("Alice"), telegram.group("Delegation", privacy=False)
    alice.says("😀 @aidememoirebot, who is Marsh?", group)

    await group.reply()
    assert answers.asked[0].words == "😀 , who is Marsh?"


async def test_a_bare_mention_is_an_empty_question(telegram: TelegramServer, answers: CannedAnswers) -> None:
    hint = Briefing("", Kind.ERROR, Status.INVALID, CorpusCard(1, 1, None, "1"), message="Send a name.")
    answers.answers[""] = hint
    alice, group = telegram.user("Alice"), telegram.group("Delegation", privacy=False)
    alice.says("@AideMemoireBot", group)

    assert (await group.reply()).text == "Send a name."
    assert answers.asked[0] == Request(Kind.QUESTION)


async def test_a_command_after_a_mention_is_a_command(
    telegram: TelegramServer, answers: CannedAnswers
) -> None:
    alice, group = telegram.user("Alice"), telegram.group("Delegation", bot_is_admin=True)
    alice.says("@AideMemoireBot /topic sanctions", group)

    await group.reply()
    assert (answers.asked[0].kind, answers.asked[0].words) == (Kind.TOPIC, "sanctions")


async def test_a_group_without_privacy_mode_is_not_talked_into(telegram: TelegramServer) -> None:
    alice, bob = telegram.user("Alice"), telegram.user("Bob", username="bobby")
    group = telegram.group("Delegation", privacy=False)
    other = telegram.user("Other", username="OtherBot", is_bot=True)
    alice.says("/person@AideMemoireBot Marsh", group)
    ours = await group.reply()

    alice.says("I met Marsh yesterday", group)
    alice.says("/weather@OtherBot Astana", group)
    alice.says("/weather Astana", group)
    alice.says("ask @AideMemoireBotFan instead", group)
    alice.says("@bobby have you seen this?", group, reply_to=ours)
    alice.says("/weather@OtherBot and @AideMemoireBot", group)
    bob.says("sure", group, reply_to=alice.says("shall we?", group))
    other.says("/person Marsh", group)
    alice.sends_photo("look", group)
    alice.sends_photo(None, group)
    telegram.user("Telegram").says(
        "/person Marsh", group, is_automatic_forward=True, sender_chat={"id": -100, "type": "channel"}
    )
    await only_answers(alice, group)


async def test_an_unknown_command_in_a_group_is_answered_only_when_it_names_the_bot(
    telegram: TelegramServer,
) -> None:
    alice, group = telegram.user("Alice"), telegram.group("Delegation")
    alice.says("/persn", group)
    alice.says("/persn@AideMemoireBot", group)

    assert "did you mean /person" in (await group.reply()).text
    await only_answers(alice, group)


async def test_an_anonymous_administrator_is_answered(telegram: TelegramServer) -> None:
    group = telegram.group("Delegation", supergroup=True)
    anonymous = telegram.user("Group", username="GroupAnonymousBot", is_bot=True)
    anonymous.says("/person@AideMemoireBot Marsh", group, sender_chat=group.json)

    assert (await group.reply()).text.startswith("Marsh")


async def test_a_topic_is_answered_in_the_topic(telegram: TelegramServer) -> None:
    alice, forum = telegram.user("Alice"), telegram.group("Embassy", forum=True)
    visas, trade = forum.topic("Visas"), forum.topic("Trade")
    alice.says("/person Marsh", forum, topic=visas)
    alice.says("/topic tariffs", forum, topic=trade)
    alice.says("/person Reed", forum)

    replies = [await forum.reply() for _ in range(3)]
    assert [reply.thread for reply in replies] == [visas.id, trade.id, None]


async def test_speaking_in_a_topic_the_bot_opened_is_not_replying_to_it(telegram: TelegramServer) -> None:
    alice, forum = telegram.user("Alice"), telegram.group("Embassy", forum=True, privacy=False)
    visas = forum.topic("Visas")
    visas.created["from"] = telegram.me.json
    alice.says("good morning", forum, topic=visas)

    await only_answers(alice, forum)


async def test_a_reply_in_a_supergroup_without_topics_is_answered_there(telegram: TelegramServer) -> None:
    alice, group = telegram.user("Alice"), telegram.group("Mission", supergroup=True)
    alice.says("/person Marsh", group)
    first = await group.reply()
    alice.says("and Reed?", group, reply_to=first)

    reply = await group.reply()
    assert (reply.thread, reply.text[:9]) == (None, "and Reed?")


# --- the answer -------------------------------------------------------------------------------------------


async def test_a_long_answer_is_one_message(telegram: TelegramServer, answers: CannedAnswers) -> None:
    answers.answers["Marsh"] = about("Marsh", sentences=300)
    alice = telegram.user("Alice")
    alice.says("/person Marsh")

    reply = await alice.private.reply()
    assert "more are not shown" in reply.text
    assert 3000 < len(reply.text) <= 4096
    await only_answers(alice, alice.private)


async def test_names_full_of_markup_are_shown_as_they_are(telegram: TelegramServer) -> None:
    alice = telegram.user("Alice")
    alice.says('/person <b>Marsh</i> & "sons" &lt;')

    assert (await alice.private.reply()).text.startswith('<b>Marsh</i> & "sons" &lt;\n')


@pytest.mark.presented
async def test_the_menu_is_set_from_the_command_table_for_private_chats_and_groups(
    telegram: TelegramServer,
) -> None:
    await telegram.until(lambda: len(telegram.menus) == 2, "both menus")

    wanted = [command.name for command in COMMANDS if command.in_menu]
    for scope in ("all_private_chats", "all_group_chats"):
        assert [command["command"] for command in telegram.menus[scope, ""]] == wanted


async def test_the_chats_of_one_bot_do_not_wait_for_each_other(
    telegram: TelegramServer, answers: CannedAnswers
) -> None:
    gate = answers.hold("slow")
    alice, bob = telegram.user("Alice"), telegram.user("Bob")
    alice.says("/person slow")
    for n in range(3):
        alice.says(f"/person later {n}")
    bob.says("/person quick")

    assert (await bob.private.reply()).text.startswith("quick")
    assert alice.private.replies == []
    gate.set()
    order = [(await alice.private.reply()).text.split("\n")[0] for _ in range(4)]
    assert order == ["slow", "later 0", "later 1", "later 2"]


async def test_an_answer_that_fails_is_owned_up_to(
    telegram: TelegramServer, answers: CannedAnswers, caplog: pytest.LogCaptureFixture
) -> None:
    answers.answers["Marsh"] = RuntimeError("the index is gone")
    alice = telegram.user("Alice")
    alice.says("/person Marsh")

    assert "Something went wrong on my side" in (await alice.private.reply()).text
    assert "the index is gone" in caplog.text
    assert not [record for record in caplog.records if "Marsh" in record.getMessage()]
    await only_answers(alice, alice.private)


# --- with other manners -----------------------------------------------------------------------------------


async def test_typing_shows_while_an_answer_takes_its_time(
    bot: RunningBot, start_bot: StartBot, telegram: TelegramServer, answers: CannedAnswers
) -> None:
    await bot.stop()
    gate = answers.hold("slow")
    alice, forum = telegram.user("Alice"), telegram.group("Embassy", forum=True)
    visas = forum.topic("Visas")
    async with start_bot(pace=Pace(typing_after=0)):
        alice.says("/person slow", forum, topic=visas)
        await telegram.until(lambda: bool(forum.actions), "a chat action")
        gate.set()
        await forum.reply()
    assert [(call["action"], call["message_thread_id"]) for call in forum.actions] == [("typing", visas.id)]


async def test_an_answer_that_never_comes_is_given_up(
    bot: RunningBot, start_bot: StartBot, telegram: TelegramServer, answers: CannedAnswers
) -> None:
    await bot.stop()
    answers.hold("endless")
    alice = telegram.user("Alice")
    async with start_bot(answer_within=0.02):
        alice.says("/person endless")
        assert "took too long" in (await alice.private.reply()).text


async def test_strangers_are_turned_away_once(
    bot: RunningBot, start_bot: StartBot, telegram: TelegramServer, answers: CannedAnswers
) -> None:
    await bot.stop()
    alice, eve = telegram.user("Alice"), telegram.user("Eve")
    ours, theirs = telegram.group("Delegation"), telegram.group("Elsewhere")
    async with start_bot(allowed=frozenset({alice.id, ours.id})):
        eve.sends_photo()
        eve.says("/person Marsh")
        assert str(eve.id) in (await eve.private.reply()).text
        eve.says("/person Marsh")
        eve.says("/person Reed", theirs)
        assert "answer only the chats" in (await theirs.reply()).text
        eve.says("/person Marsh", ours)
        assert (await ours.reply()).text.startswith("Marsh")
        alice.says("/person Reed", theirs)
        assert (await theirs.reply()).text.startswith("Reed")
        await telegram.polled()
    assert len(eve.private.replies) == 1


async def test_after_downtime_private_questions_are_answered_and_old_group_messages_left(
    bot: RunningBot, start_bot: StartBot, telegram: TelegramServer
) -> None:
    await bot.stop()
    alice, group = telegram.user("Alice"), telegram.group("Delegation")
    alice.says("/person Yesterday", ago=80_000)
    alice.says("/person Yesterday", group, ago=301)
    alice.says("/person Lately", group, ago=240)
    async with start_bot(now=lambda: datetime.fromtimestamp(telegram.date(), UTC)):
        assert (await alice.private.reply()).text.startswith("Yesterday")
        assert (await group.reply()).text.startswith("Lately")


async def test_check_takes_the_message_it_replies_to(alice: Person, answers: CannedAnswers) -> None:
    text = "The harbour was closed on 3 March.\nSeventeen ships lie idle."
    pasted = alice.says(text)
    await alice.private.reply()
    alice.says("/check", reply_to=pasted)
    await alice.private.reply()
    assert answers.asked[-1] == Request(Kind.CHECK, text)
    alice.says("/check This one.", reply_to=pasted)
    await alice.private.reply()
    assert answers.asked[-1] == Request(Kind.CHECK, "This one.")
