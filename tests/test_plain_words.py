"""Which view a message in plain words asks for, in each language."""

import pytest

from bot.plain_words import View, brief_on, chat_view, corpus_views, sides_of, whole_view


@pytest.mark.parametrize(
    ("message", "view"),
    [
        ("send me a pdf on Lindqvist, please", View("export pdf", "Lindqvist")),
        ("Lindqvist as a pdf", View("export pdf", "Lindqvist")),
        ("pdf по Линдквист", View("export pdf", "Линдквист")),
        ("Линдквист в формате pdf, пожалуйста", View("export pdf", "Линдквист")),
        ("Линдквист туралы pdf жіберші", View("export pdf", "Линдквист")),
        ("stop watching the border talks", View("unwatch", "the border talks")),
        ("подпишите меня на переговоры", View("watch", "переговоры")),
        ("баптаулар", View("settings")),
    ],
)
def test_a_view_of_the_chat_is_asked_for_in_any_language(message: str, view: View) -> None:
    assert chat_view(message) == view


@pytest.mark.parametrize(
    ("message", "view"),
    [
        ("Lindqvist quotes", View("quotes", "Lindqvist")),
        ("Lindqvist quotes on the harbour", View("quotes", "Lindqvist on the harbour")),
        ("цитаты Линдквиста о порте", View("quotes", "Линдквиста о порте")),
        ("statements by Lindqvist", View("said", "Lindqvist")),
        ("Lindqvist's remarks about the harbour", View("said", "Lindqvist on the harbour")),
        ("заявления Линдквиста о порте", View("said", "Линдквиста on порте")),
        ("Линдквисттің порт туралы мәлімдемелері", View("said", "Линдквист on порт")),
        ("хронология Афганистана", View("timeline", "Афганистана")),
        ("Линдквисттің сөздері", View("quotes", "Линдквист")),
        ("что нового по границе", View("newest", "границе")),
    ],
)
def test_a_view_of_the_corpus_is_the_likeliest(message: str, view: View) -> None:
    assert corpus_views(message)[0] == view


def test_a_briefing_is_asked_for_with_its_subject_or_without() -> None:
    assert brief_on("a briefing on the border talks") == "the border talks"
    assert brief_on("шекара туралы брифинг") == "шекара"
    assert [str(whole_view(words)) for words in ("что нового", "дереккөздер")] == ["brief", "sources"]


@pytest.mark.parametrize(
    "words", ["Oslo vs. Bergen", "Oslo | Bergen", "Oslo против Bergen", "Oslo and Bergen", "Oslo және Bergen"]
)
def test_the_sides_of_a_comparison_are_told_apart(words: str) -> None:
    assert sides_of(words) == ("Oslo", "Bergen")
