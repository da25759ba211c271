"""A chat is told each thing once, whoever tells it again and in whatever form, and loses nothing by that."""

from __future__ import annotations

import random
import re
from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.views.telegram_html import plain_text
from bot.words.deliveries import Delivery
from bot.words.findings import AnalysedArticle
from storage.database import open_database
from tests.makers import make_article
from tests.services.test_deliveries import ALICE, House, opened

BRIDGE = (
    "{0}\nEngineer Nora Falk closed the bridge at Vik on Tuesday: two cables are torn. "
    "Lorries with timber will take the ferry at Lund until the autumn.\n"
    "The council of Vik meets on the repair next week. Nobody was hurt."
)
МОСТ = (
    "{0}\nИнженер Нора Фальк закрыла во вторник мост в посёлке Вик: два троса порваны. "
    "Грузовики с лесом до осени будут ездить через паром в посёлке Лунд.\n"
    "Совет посёлка обсудит ремонт на следующей неделе. Никто не пострадал."
)

BRIDGES = re.compile(r"Ost\d+")


@pytest.fixture
async def house(database_file: Path) -> AsyncGenerator[House, None]:
    async with open_database(f"sqlite:///{database_file}") as database:
        yield await opened(database)


def told_by(id_: str, outlet: str, text: str, title: str) -> AnalysedArticle:
    people = {"Nora Falk": ["Falk"]} if "Nora Falk" in text else {}
    made = make_article(id_, text.format(title), people=people, outlet=outlet, published="2025-01-05")
    words = made.article.document.text
    document = replace(made.article.document, digest=f"{id_} {words}")  # other words are other bytes
    return replace(made, article=replace(made.article, document=document))


def another(number: int) -> AnalysedArticle:
    text = f"Village {number}\nThe school of village {number} got new windows from firm {number * 7}."
    return make_article(f"9{number:02}", text)


async def written(house: House, **time: float) -> list[Delivery]:
    """Let time pass and return what is written down, messages and changes of them, taking each as sent."""
    house.now += timedelta(**time)
    await house.deliveries.plan(house.now)
    found = await house.outbox.due(int(house.now.timestamp()), 10)
    for one in found:
        await house.outbox.leaves(one.id, one.version)
        await house.outbox.arrived(one.id, 1)
    return list(found)


# --- the same article once more ---------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "words"), [(BRIDGE, "bridge"), (МОСТ, "мост")])
async def test_another_headline_of_what_was_told_is_no_news(house: House, text: str, words: str) -> None:
    await house.gets(another(1))
    await house.watches(words)
    await house.gets(told_by("010", "Vik Herald", text, "Closed"))
    assert len(await house.after(minutes=11)) == 1
    for title in ("Closed until autumn", "Cables torn, traffic by ferry"):
        await house.gets(told_by("010", "Vik Herald", text, title))
        assert await house.after(minutes=11) == []
    await house.gets(told_by("011", "Lund Post", text, "A copy of it"))
    (change,) = await house.after(minutes=11)
    assert "Lund Post" in change[1]


async def test_another_headline_and_another_lead_are_told_as_what_was_corrected(house: House) -> None:
    await house.watches("bridge")
    await house.gets(told_by("010", "Vik Herald", BRIDGE, "Closed"))
    await house.after(minutes=11)
    await house.gets(
        told_by("010", "Vik Herald", BRIDGE.replace("on Tuesday", "on Wednesday"), "Cables torn")
    )
    ((_, text),) = await house.after(minutes=11)
    assert text.startswith("Corrected")
    assert "on Wednesday: two cables are torn" in text


async def test_what_takes_the_place_of_another_on_a_page_is_told(house: House) -> None:
    await house.watches("bridge")
    await house.gets(told_by("010-1", "Vik Herald", BRIDGE, "Closed"))
    await house.after(minutes=11)
    text = "{0}\nThe old bridge of Stad was painted green by pupils. Nobody was hurt."
    await house.gets(told_by("010-1", "Vik Herald", text, "Green"))
    ((_, told),) = await house.after(minutes=11)
    assert "painted green" in told
    assert "Corrected" not in told


async def test_another_headline_is_no_news_for_a_briefing_either(house: House) -> None:
    await house.gets(told_by("010", "Vik Herald", BRIDGE, "Closed"))
    await house.schedules("09:00")
    assert len(await house.after(hours=1)) == 1
    await house.gets(told_by("010", "Vik Herald", BRIDGE, "Cables torn, traffic by ferry"))
    ((_, text),) = await house.after(hours=24)
    assert "Nothing new since your last briefing" in text


async def test_a_correction_that_is_taken_back_is_told_as_well(house: House) -> None:
    await house.watches("bridge")
    first = told_by("010", "Vik Herald", BRIDGE, "Closed")
    await house.gets(first)
    await house.after(minutes=11)
    for text, now, before in (
        (BRIDGE.replace("two cables", "four cables"), "four cables are torn", "two cables are torn"),
        (BRIDGE, "two cables are torn", "four cables are torn"),
        (BRIDGE.replace("two cables", "four cables"), "four cables are torn", "two cables are torn"),
    ):
        await house.gets(told_by("010", "Vik Herald", text, "Closed"))
        ((_, told),) = await house.after(minutes=11)
        assert told.startswith("Corrected")
        assert now in told.partition("told before")[0]
        assert before in told.partition("told before")[2]


async def test_what_was_taken_back_and_is_there_again_is_told_again(house: House) -> None:
    await house.watches("bridge")
    first = told_by("010", "Vik Herald", BRIDGE, "Closed")
    await house.gets(first)
    await house.after(minutes=11)
    await house.gets(told_by("010", "Vik Herald", "{0}\nThe bridge is open, says the council.", "Closed"))
    ((_, text),) = await house.after(minutes=11)
    assert "Taken back by its source" in text
    await house.gets(first)
    ((_, text),) = await house.after(minutes=11)
    assert "two cables are torn" in text
    assert await house.after(minutes=11) == []


async def test_an_article_that_changes_bit_by_bit_stays_the_one_that_was_told(house: House) -> None:
    """Also when nothing is left of it but what was told, and its headline is another one each time."""
    sentences = [f"The council heard speaker number {n} on the matter of the road." for n in range(8)]
    await house.watches("cables")
    for step in range(9):
        text = " ".join([f"The clerk wrote down remark {n} in full." for n in range(step)] + sentences[step:])
        article = told_by(
            "010", "Vik Herald", "{0}\nTwo cables of the bridge at Vik are torn. " + text, f"No {step}"
        )
        await house.gets(article)
        assert len(await house.after(minutes=11)) == (step == 0)


async def test_what_a_briefing_has_named_is_named_once_also_under_another_headline(house: House) -> None:
    await house.gets(another(1))
    await house.schedules("09:00")
    await house.after(hours=1)
    await house.watches("bridge")
    await house.gets(told_by("010", "Vik Herald", BRIDGE, "Closed"))
    await house.after(minutes=11)
    ((_, text),) = await house.after(hours=24)
    assert "“Closed”" in text
    await house.gets(told_by("010", "Vik Herald", BRIDGE, "Torn"))
    ((_, text),) = await house.after(hours=24)
    assert "Torn" not in text
    assert "Nothing new since your last briefing" in text


# --- the same news of another outlet ----------------------------------------------------------------------


@pytest.mark.parametrize(("text", "words"), [(BRIDGE, "bridge"), (МОСТ, "мост")])
@pytest.mark.parametrize("others", [0, 1, 2, 8, 25, 47])
async def test_copies_are_added_to_the_alert_however_small_the_corpus(
    house: House, others: int, text: str, words: str
) -> None:
    if others:
        await house.gets(*map(another, range(others)))
    await house.watches(words)
    await house.gets(told_by("010", "Vik Herald", text, "Closed"))
    assert len(await house.after(minutes=11)) == 1
    for number, outlet in enumerate(("Lund Post", "Fjord Gazette", "Coast Mail"), 11):
        await house.gets(told_by(f"0{number}", outlet, text, f"As {outlet} tells it"))
        changes = await written(house, minutes=11)
        assert [(one.amends, outlet in plain_text(one.html)) for one in changes] == [(1, True)]


async def test_a_copy_with_another_figure_in_the_line_is_told(house: House) -> None:
    await house.watches("bridge")
    await house.gets(told_by("010", "Vik Herald", BRIDGE, "Closed"))
    await house.after(minutes=11)
    text = BRIDGE.replace("closed the bridge at Vik", "closed the bridge at Vik to 60 lorries a day")
    await house.gets(told_by("011", "Lund Post", text, "No lorries"))
    ((_, told),) = await house.after(minutes=11)
    assert "to 60 lorries a day" in told


async def test_a_copy_of_what_a_briefing_told_is_added_to_it_and_not_told_by_the_next(house: House) -> None:
    await house.gets(told_by("010", "Vik Herald", BRIDGE, "Closed"))
    await house.schedules("09:00 bridge")
    await house.after(hours=1)
    await house.gets(told_by("011", "Lund Post", BRIDGE, "A copy of it"))
    change, briefing = await written(house, hours=24)
    assert change.amends == 1
    assert "Lund Post" in plain_text(change.html)
    assert "Nothing new on bridge since your last briefing" in plain_text(briefing.html)


async def test_a_line_whose_source_has_changed_stays_when_another_outlet_is_added(house: House) -> None:
    await house.watches("bridge")
    tunnel = "{0}\nThe bridge of Aker is to become a tunnel by 2031. Its owner has found the money."
    first, second = (
        told_by("010", "Vik Herald", BRIDGE, "Closed"),
        told_by("020", "Aker News", tunnel, "Tunnel"),
    )
    await house.gets(first, second)
    await house.after(minutes=11)
    changed = told_by("020", "Aker News", tunnel.replace("2031", "2034"), "Tunnel")
    await house.gets(changed, told_by("011", "Lund Post", BRIDGE, "A copy of it"))
    change, correction = [text for _, text in await house.after(minutes=11)]
    assert correction.startswith("Corrected")
    assert "by 2034" in correction
    assert "Lund Post" in change
    assert (
        "a tunnel by 2031. [1] — as it was told; its source has changed since" in change or "2031" in change
    )


async def test_a_line_that_has_moved_in_its_source_is_shown_as_it_stands(house: House) -> None:
    await house.watches("bridge")
    await house.gets(told_by("010", "Vik Herald", BRIDGE, "Closed"))
    await house.after(minutes=11)
    moved = told_by("010", "Vik Herald", BRIDGE, "A longer headline than before")
    await house.gets(moved, told_by("011", "Lund Post", BRIDGE, "A copy of it"))
    ((_, change),) = await house.after(minutes=11)
    assert "Lund Post" in change
    assert "its source has changed" not in change


# --- alerts and briefings of one chat ---------------------------------------------------------------------


async def test_what_an_alert_has_told_is_only_named_by_the_next_briefing(house: House) -> None:
    await house.gets(another(1))
    await house.schedules("09:00")
    await house.after(hours=1)
    await house.watches("bridge")
    await house.gets(told_by("010", "Vik Herald", BRIDGE, "Closed"))
    assert len(await house.after(minutes=11)) == 1
    await house.gets(another(2))
    ((_, text),) = await house.after(hours=24)
    assert "windows from firm 14" in text
    assert "cables" not in text
    assert "Alerts have told here already: “Closed”." in text
    ((_, text),) = await house.after(hours=24)
    assert "Closed" not in text


async def test_a_briefing_with_nothing_else_says_so_and_names_what_alerts_have_told(house: House) -> None:
    await house.gets(another(1))
    await house.schedules("09:00 bridge")
    await house.after(hours=1)
    await house.watches("cables")
    await house.gets(told_by("010", "Vik Herald", BRIDGE, "Closed"))
    await house.after(minutes=11)
    ((_, text),) = await house.after(hours=24)
    assert "Nothing new on bridge since your last briefing" in text
    assert "Alerts have told here already: “Closed”." in text


async def test_what_was_told_in_another_chat_is_told_in_this_one(house: House) -> None:
    elsewhere = ALICE._replace(chat=1002)
    await house.gets(another(1))
    await house.schedules("09:00 bridge", elsewhere)
    await house.after(hours=1)
    await house.watches("bridge")
    await house.gets(told_by("010", "Vik Herald", BRIDGE, "Closed"))
    await house.after(minutes=11)
    ((place, text),) = await house.after(hours=24)
    assert place == elsewhere
    assert "two cables are torn" in text


async def test_a_watch_does_not_alert_what_a_briefing_told_while_it_was_quiet(house: House) -> None:
    await house.gets(another(1))
    await house.schedules("09:00")
    await house.after(hours=1)
    watch = await house.watches("bridge")
    await house.subscriptions.mute(ALICE.chat, [watch], house.now)
    await house.gets(told_by("010", "Vik Herald", BRIDGE, "Closed"))
    ((_, text),) = await house.after(hours=24)
    assert "two cables are torn" in text
    assert await house.after(hours=2) == []


async def test_what_a_watch_told_that_was_ended_since_is_not_told_by_the_next_briefing(house: House) -> None:
    await house.gets(another(1))
    await house.schedules("09:00")
    await house.after(hours=1)
    watch = await house.watches("bridge")
    await house.gets(told_by("010", "Vik Herald", BRIDGE, "Closed"))
    await house.after(minutes=11)
    await house.subscriptions.drop(ALICE.chat, [watch])
    ((_, text),) = await house.after(hours=24)
    assert "Nothing new since your last briefing" in text


async def test_two_briefings_of_a_chat_are_each_on_all_that_is_new(house: House) -> None:
    await house.gets(another(1))
    await house.schedules("09:00")
    await house.schedules("10:00 bridge")
    await house.after(hours=3)
    await house.gets(told_by("010", "Vik Herald", BRIDGE, "Closed"))
    for hours in (22, 1):
        ((_, text),) = await house.after(hours=hours)
        assert "two cables are torn" in text


# --- whatever happens -------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_becomes_of_articles_no_alert_tells_a_line_twice_and_none_is_lost(
    house: House, seed: int
) -> None:
    """They are copied, given other headlines, corrected and changed back, in any order."""
    chance = random.Random(seed)
    stages: list[list[tuple[str, str]]] = []  # of each article its titles and texts, the newest last

    def next_stage() -> int:
        kind = chance.choice(("new", "copy", "headline", "correction", "back"))
        if kind == "new" or not stages:
            text = f"The bridge of Ost{len(stages)} costs {chance.randrange(100, 999)} crowns, said a clerk."
            stages.append([(f"No {len(stages)}", "{0}\n" + text)])
            return len(stages) - 1
        one = chance.randrange(len(stages))
        first, last = stages[one][0], stages[one][-1]
        if kind == "copy":
            stages.append([(f"Copy {len(stages)}", last[1])])
            return len(stages) - 1
        title = f"{last[0]}, again" if kind == "headline" else last[0]
        text = last[1].replace("a clerk", "a clerk of the town") if kind == "correction" else last[1]
        stages[one].append(first if kind == "back" else (title, text))
        return one

    await house.watches("bridge")
    news: list[str] = []
    for _ in range(30):
        number = next_stage()
        title, text = stages[number][-1]
        await house.gets(told_by(f"{number:03}", f"Outlet {number}", text, title))
        for one in await written(house, minutes=11):
            if one.amends is None and one.answer is not None and one.answer.title.startswith("New"):
                news += [item.verbatim for section in one.answer.sections for item in section.items]
    there = {bridge for its in stages for bridge in BRIDGES.findall(its[0][1])}
    assert sorted(bridge for line in news for bridge in BRIDGES.findall(line)) == sorted(there)
