"""What came by itself is read on from: the paragraph around a line, the rest, and back; over real HTTP."""

from __future__ import annotations

import pytest

from bot.chat.subscribing.reading_on import GONE
from bot.chat.subscribing.rescheduling import NOT_SCHEDULED
from bot.words.deliveries import SubscriptionKind
from tests.chat.office import Office
from tests.chat.test_told_again import QUAY, alerted, changed, told_by
from tests.makers import make_article
from tests.telegram_server.chats import BotMessage, Person

pytestmark = pytest.mark.usefixtures("unpaced")


async def press(person: Person, message: BotMessage, label: str) -> None:
    edits = message.edits
    await person.presses(message, label).answered()
    await person.server.until(lambda: message.edits > edits, f"another page after {label}")


async def test_the_paragraph_around_each_line_of_an_alert_is_shown_and_the_alert_again(
    office: Office, alice: Person
) -> None:
    ferry = told_by("011", "Fjord Gazette", "{0}\nNo harbour takes the ferry. It lies at sea.", "A ferry")
    alert = await alerted(office, alice, "harbour", told_by("010", "Harbour Courier"), ferry)
    text, buttons = alert.text, alert.buttons
    assert buttons[0] == "Context"
    await press(alice, alert, "Context")
    shown = [alert.text]
    assert alert.buttons == ["Next", "Back"]
    await press(alice, alert, "Next")
    shown.append(alert.text)
    assert alert.buttons == ["Previous", "Back"]
    assert any("the old rope factory until the spring." in page for page in shown)
    assert any("It lies at sea." in page for page in shown)
    await press(alice, alert, "Back")
    assert (alert.text, alert.buttons) == (text, buttons)


async def test_a_watch_that_was_ended_meanwhile_has_no_buttons_after_back(
    office: Office, alice: Person
) -> None:
    alert = await alerted(office, alice, "harbour", told_by("010", "Harbour Courier"))
    await press(alice, alert, "Context")
    alice.says("/unwatch all")
    await alice.private.reply()
    await press(alice, alert, "Back")
    assert alert.buttons == ["Context", "PDF"]


async def test_a_scheduled_briefing_has_its_rest_behind_a_button(office: Office, alice: Person) -> None:
    goods = ("barley", "timber", "copper", "herring", "cement", "paper", "amber", "wool")
    for good in goods:
        alice.says(f"/schedule 09:00 {good}")
        await alice.private.reply()
    line = "{0}\nOf {1} the quay of {2} has taken in {3} loads, " + ", ".join(["and as many"] * 25) + "."
    await office.gets(
        *(
            make_article(f"{n}{m}1", line.format(f"{town} and {good}", good, town, n * 10 + m))
            for n, good in enumerate(goods, 1)
            for m, town in enumerate(("Molde", "Vardo", "Hamina"), 1)
        )
    )
    await office.later(minutes=61)
    briefing = await alice.private.reply()
    text, buttons = briefing.text, briefing.buttons
    assert buttons == ["More", "Context", "PDF"]
    shown = {good for good in goods if f"Of {good}" in text}
    assert shown < set(goods)
    while "More" in briefing.buttons:
        await press(alice, briefing, "More")
        assert "Back" in briefing.buttons
        shown |= {good for good in goods if f"Of {good}" in briefing.text}
    assert shown == set(goods)
    await press(alice, briefing, "Back")
    assert (briefing.text, briefing.buttons) == (text, buttons)


async def test_what_was_added_to_an_alert_is_there_after_back(office: Office, alice: Person) -> None:
    alert = await alerted(office, alice, "harbour", told_by("010", "Harbour Courier"))
    await changed(office, alert, told_by("011", "Fjord Gazette", title="The quay in the north"))
    await press(alice, alert, "Context")
    await press(alice, alert, "Back")
    assert "also: Fjord Gazette [2]" in alert.text


async def test_of_a_source_that_has_changed_the_paragraph_of_now_is_shown(
    office: Office, alice: Person
) -> None:
    alert = await alerted(office, alice, "harbour", told_by("010", "Harbour Courier"))
    await office.gets(told_by("010", "Harbour Courier", QUAY.replace("until the spring", "until August")))
    await press(alice, alert, "Context")
    assert "until August" in alert.text
    assert "until the spring" not in alert.text


async def test_under_what_is_no_delivery_the_button_is_too_old(office: Office, alice: Person) -> None:
    alice.says("/help")
    message = await alice.private.reply()
    for data in ("d:c:0", "d:c:9999", "d:x:0", "d:"):
        assert (await alice.presses_data(message, data).answered())["text"] == GONE
    assert message.edits == 0


async def test_a_scheduled_briefing_is_ended_by_its_button(office: Office, alice: Person) -> None:
    alice.says("/schedule 09:00")
    await alice.private.reply()
    await office.gets(told_by("010", "Harbour Courier"))
    await office.later(minutes=61)
    briefing = await alice.private.reply()
    await press(alice, briefing, "Context")
    await press(alice, briefing, "Back")
    assert briefing.buttons == ["Context", "PDF", "Change", "Stop this briefing"]
    (data,) = [one["callback_data"] for row in briefing.keyboard for one in row if "Stop" in one["text"]]
    answer = alice.presses(briefing, "Stop this briefing")
    assert (await answer.answered())["text"] == "No longer scheduled: everything."
    assert (await alice.presses_data(briefing, data).answered())["text"] == NOT_SCHEDULED
    await office.telegram.until(lambda: briefing.buttons == ["Context", "PDF"], "the button to go")
    assert await office.stored.of_chat(alice.id, SubscriptionKind.SCHEDULE) == []
