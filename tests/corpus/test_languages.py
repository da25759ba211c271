"""Languages are told by script and common words."""

from __future__ import annotations

import pytest

from bot.corpus.text_language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The keeper of the lake has counted its water for thirty years.", "en"),
        ("Министры двух соседних стран договорились о зимних пастбищах вдоль реки.", "ru"),
        (
            "Екі көрші елдің министрлері қысқы жайылымдар туралы келісті, деп хабарлады баспасөз қызметі.",
            "kk",
        ),
        ("Келісім үшін жиын өтті, деп ескертті министр Дина Серова. Біз бүгін жаңа жол күтеміз.", "kk"),
        ("Министр Ерлан Тұрғымбеков приехал в Тараз. По словам Ғалыма Әбдіқасова, мост не готов.", "ru"),
        ("Министр Ерлан Тұрғымбеков Таразға келді. Көпір әлі дайын емес.", "kk"),
        ("Айыл кеңеши жаңы көпүрө үчүн акча бөлдү.", "ky"),
        ("Міністри двох країн домовилися про зимові пасовища, її підпис і є угодою.", "uk"),
        ("Die Minister der beiden Länder haben sich auf die Weiden am Fluss geeinigt.", "de"),
        ("Les ministres des deux pays sont d’accord sur les pâturages de la rivière.", "fr"),
        ("Смотритель обещал, что площадь будет открыта для лодок на Троицу.", "ru"),
        ("Съезд лодочников объявил о начале работ для дамбы в Осло.", "ru"),
        ("Пазачът каза, че договорът за езерото ще бъде готов утре.", "bg"),
        ("Рада села вирішила відкрити новий пірс до літа, коли вода піде.", "uk"),
        ("Савет вёскі вырашыў адкрыць новы пірс да лета, калі вада пойдзе.", "be"),
        ("Қишлоқ кенгаши ёзгача янги кўприк очишга қарор қилди.", "uz"),
        ("Qishloq kengashi yozgacha yangi koʻprik ochishga qaror qildi.", "uz"),
        ("Qishloq kengashi bu yil yangi ko'prik ochishga qaror qildi va bog' uchun pul berdi.", "uz"),
        ("Köy meclisi yaza kadar yeni bir iskele açmaya karar verdi.", "tr"),
        ("İstasyonda trenler yine durdu.", "tr"),
        (
            "Congress named Ines de la Vega Marlo as ombudsman on Friday. She was in the room.",
            "en",
        ),
        ("Die Gesandte Ines de la Vega del Río traf am Montag den Minister.", "de"),
        ("Ines de la Vega fue elegida presidenta de la cámara el lunes, según el diario.", "es"),
        ("12345", "en"),
        ("", "en"),
    ],
)
def test_a_language_is_told(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_stated_language_is_believed_where_the_script_allows_it() -> None:
    assert language_of("Bir ikki", "uz-UZ") == "uz"
    assert language_of("Министры договорились о пастбищах", "en") == "ru"
