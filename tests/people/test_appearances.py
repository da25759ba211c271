"""Where somebody appears in one article is found among all their appearances."""

from __future__ import annotations

from bot.words.people import Appearance, Person


def test_the_appearances_in_an_article_are_found_in_their_order() -> None:
    places = (Appearance("003", 2, 1), Appearance("003", 4, 2), Appearance("010-2", 0, 5))
    lind = Person("lind", "Ada Lind", "Lind", ("Ada Lind",), (), places)
    assert lind.in_article("003") == places[:2]
    assert lind.in_article("010-2") == places[2:]
    assert lind.in_article("010") == lind.in_article("999") == ()
