"""Greetings, thanks and the like are told from questions."""

import pytest

from bot.courtesies import Courtesy, courtesy_in


@pytest.mark.parametrize(
    ("text", "courtesy"),
    [
        ("Hello!", Courtesy.GREETING),
        ("hi there 👋", Courtesy.GREETING),
        ("Good afternoon, colleagues", Courtesy.GREETING),
        ("Привет всем!", Courtesy.GREETING),
        ("Сәлеметсіз бе", Courtesy.GREETING),
        ("Good morning", Courtesy.MORNING),
        ("доброе утро, коллеги", Courtesy.MORNING),
        ("Thanks a lot!", Courtesy.THANKS),
        ("ok, thank you very much.", Courtesy.THANKS),
        ("Большое спасибо", Courtesy.THANKS),
        ("рахмет сізге", Courtesy.THANKS),
        ("👍", Courtesy.NOD),
        ("👏🏽👏🏽", Courtesy.NOD),
        ("понятно", Courtesy.NOD),
        ("hahaha", Courtesy.NOD),
        ("ого!", Courtesy.NOD),
        ("Stop!", Courtesy.STOP),
        ("хватит", Courtesy.STOP),
        ("this is wrong", Courtesy.WRONG),
        ("That's not true.", Courtesy.WRONG),
        ("Это неправда", Courtesy.WRONG),
        ("Not what I asked for", Courtesy.WRONG),
        ("это не то", Courtesy.WRONG),
    ],
)
def test_a_courtesy_is_understood(text: str, courtesy: Courtesy) -> None:
    assert courtesy_in(text) is courtesy


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "?",
        "/stop",
        "stop the war",
        "thanks to whom was it signed",
        "hello, who is Rosenblum?",
        "good morning Vietnam treaty",
        "неправда ли, что Рахмон приехал",
        "привет от Путина",
        "thank you " * 40,
    ],
)
def test_what_says_more_is_no_courtesy(text: str) -> None:
    assert courtesy_in(text) is None
