"""What tells again what a chat was told is added to that message; what a source corrects is told once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.words.findings import AnalysedArticle
from tests.chat.office import FISH, OIL, Office
from tests.makers import make_article
from tests.telegram_server.chats import BotMessage, Person
from tests.telegram_server.markup import covered
from tests.telegram_server.server import Fault, TelegramServer

pytestmark = pytest.mark.usefixtures("unpaced")

QUAY = (
    "{0}\nThe harbour master Ada Lind closed the northern quay of Bergen on Friday: its beams are rotten. "
    "Ships with fish will unload at the yard of the old rope factory until the spring."
)
RETOLD = (
    "{0}\nOn Friday the harbour master of Bergen, Ada Lind, closed the northern quay: beams are rotten. "
    "Until the spring the ships unload their fish at the yard of the rope factory."
)
ПРИЧАЛ = (
    "{0}\nКапитан порта Анна Линд закрыла в пятницу северный причал Актау: его сваи прогнили. "
    "Суда с рыбой до весны будут разгружаться во дворе старой канатной фабрики."
)


def told_by(id_: str, outlet: str, text: str = QUAY, title: str = "A quay is closed") -> AnalysedArticle:
    people = {"Ada Lind": ["Lind"]} if "Ada Lind" in text else {}
    made = make_article(id_, text.format(title), people=people, outlet=outlet, published="2025-01-05")
    document = replace(made.article.document, digest=f"{id_} {text}")  # other words are other bytes
    return replace(made, article=replace(made.article, document=document))


async def alerted(office: Office, alice: Person, words: str, *articles: object) -> BotMessage:
    alice.says(f"/watch {words}")
    await alice.private.reply()
    await office.gets(*articles)
    return await alice.private.reply()


async def changed(office: Office, message: BotMessage, *articles: object) -> None:
    """Let articles come, and wait until a message of ours shows something else."""
    edits = message.edits
    await office.later(minutes=11)
    await office.gets(*articles)
    await office.telegram.until(lambda: message.edits > edits, "a changed message")


async def test_another_outlets_copy_is_added_to_the_alert(office: Office, alice: Person) -> None:
    # In a corpus of a few articles no word of three of them is rare enough to know a story by.
    await office.gets(
        *(make_article(f"1{n:02}", f"Ferry {n}\nThe ferry of town {n} sails.") for n in range(12))
    )
    alert = await alerted(office, alice, "harbour", told_by("010", "Harbour Courier"))
    buttons = alert.buttons
    assert "its beams are rotten. [1]\n" in alert.text
    await changed(office, alert, told_by("011", "Fjord Gazette", title="The quay in the north"))
    assert "its beams are rotten. [1] also: Fjord Gazette [2]\n" in alert.text
    assert "[2] The quay in the north — Fjord Gazette, 5 Jan 2025" in alert.text
    assert "15 articles" in alert.text
    assert alert.buttons == buttons
    await changed(office, alert, told_by("012", "Coast Post", title="No quay"))
    assert "[1] also: Fjord Gazette [2], Coast Post [3]\n" in alert.text
    assert alice.private.replies[-1] is alert


async def test_a_later_telling_in_other_words_is_added_and_one_that_says_more_is_told(
    office: Office, alice: Person
) -> None:
    alert = await alerted(office, alice, "harbour", told_by("010", "Harbour Courier"))
    await changed(office, alert, told_by("011", "Fjord Gazette", RETOLD, "Bergen without its quay"))
    assert "[1] also: Fjord Gazette [2]" in alert.text
    more = RETOLD.replace("closed the northern quay", "closed the northern quay to 40 ships")
    await office.later(minutes=11)
    await office.gets(told_by("012", "Coast Post", more, "Forty ships and no quay"))
    second = await alice.private.reply()
    assert "to 40 ships" in second.text


async def test_the_copy_is_added_in_russian_as_well(office: Office, telegram: TelegramServer) -> None:
    alice = telegram.user("Alice", language_code="ru")
    alert = await alerted(office, alice, "причал", told_by("010", "Порт Актау", ПРИЧАЛ, "Причал закрыт"))
    await changed(office, alert, told_by("011", "Каспий сегодня", ПРИЧАЛ, "Северный причал"))
    assert "[1] также: Каспий сегодня [2]" in alert.text


async def test_a_message_that_was_deleted_is_not_told_again(office: Office, alice: Person) -> None:
    alert = await alerted(office, alice, "harbour", told_by("010", "Harbour Courier"))
    office.telegram.next_time("editMessageText", Fault(400, "Bad Request: message to edit not found"))
    await office.later(minutes=11)
    await office.gets(told_by("011", "Fjord Gazette", title="The quay in the north"))
    await office.noted(SENT=1, FAILED=1)
    assert alice.private.replies[-1] is alert


async def test_the_copy_of_a_scheduled_briefing_is_added_to_it(office: Office, alice: Person) -> None:
    alice.says("/schedule 09:00 harbour")
    await alice.private.reply()
    alice.says("/watch quay")
    await alice.private.reply()
    await office.gets(told_by("010", "Harbour Courier"))
    alert = await alice.private.reply()
    await office.later(minutes=61)
    briefing = await alice.private.reply()
    assert alert is not briefing
    await changed(office, briefing, told_by("011", "Fjord Gazette", title="The quay in the north"))
    await office.telegram.until(lambda: alert.edits == 1, "the alert is added to as well")
    for message in (alert, briefing):
        assert "Fjord Gazette [2]" in message.text


async def test_a_correction_of_a_source_is_told_once_and_how_it_changed(
    office: Office, alice: Person
) -> None:
    alert = await alerted(office, alice, "harbour", told_by("010", "Harbour Courier"))
    corrected = QUAY.replace("on Friday", "on Saturday evening")
    await office.later(minutes=11)
    await office.gets(told_by("010", "Harbour Courier", corrected))
    told = await alice.private.reply()
    assert told.text.startswith("Corrected\n\nCorrected by its source\n")
    assert "closed the northern quay of Bergen on Saturday evening: its beams are rotten." in told.text
    assert (
        "— told before: “The harbour master Ada Lind closed the northern quay of Bergen on Friday"
        in told.text
    )
    assert "Saturday evening" in [covered(told.text, one) for one in told.entities if one["type"] == "bold"]
    await office.later(minutes=11)
    await office.gets(OIL)
    await office.later(minutes=11)
    await office.gets(told_by("010", "Harbour Courier", corrected.replace("spring", "summer")))
    alice.says("/watches")
    assert "harbour" in (await alice.private.reply()).text  # and nothing came before it
    assert alert.edits == 0


async def test_what_a_source_takes_back_is_said_plainly(office: Office, alice: Person) -> None:
    await alerted(office, alice, "harbour", told_by("010", "Harbour Courier"))
    await office.later(minutes=11)
    await office.gets(told_by("010", "Harbour Courier", "{0}\nNothing has happened, the town says."))
    told = await alice.private.reply()
    assert "Taken back by its source" in told.text
    assert "A quay is closed no longer says: “The harbour master Ada Lind closed" in told.text


async def test_another_dash_corrects_nothing(office: Office, alice: Person) -> None:
    await alerted(office, alice, "harbour", told_by("010", "Harbour Courier"))
    await office.later(minutes=11)
    await office.gets(told_by("010", "Harbour Courier", QUAY.replace("Friday: its", "Friday — its")), FISH)
    alice.says("/watches")
    assert "harbour" in (await alice.private.reply()).text


async def test_what_was_corrected_by_an_alert_is_not_corrected_by_a_briefing(
    office: Office, alice: Person
) -> None:
    alice.says("/schedule 10:00 harbour")
    await alice.private.reply()
    await alerted(office, alice, "quay", told_by("010", "Harbour Courier"))
    await office.later(hours=3)
    assert "on Friday" in (await alice.private.reply()).text
    await office.gets(told_by("010", "Harbour Courier", QUAY.replace("on Friday", "on Saturday")))
    assert "Corrected by its source" in (await alice.private.reply()).text
    await office.later(hours=24)
    assert "Corrected" not in (await alice.private.reply()).text
    await office.noted(SENT=4)
