"""Datelines, and beginnings that only look like one."""

from __future__ import annotations

import pytest

from bot.corpus.origin.datelines import dateline_of

LONG = "The council of the lake met on Monday in the old hall and heard what its keeper had to say."


@pytest.mark.parametrize(
    ("text", "dateline", "agency"),
    [
        ("ASTANA — The council met.", "ASTANA — ", None),
        ("ASTANA –\u00a0The council met.", "ASTANA –\u00a0", None),
        ("NEW YORK (AP) _ The council met.", "NEW YORK (AP) _ ", "AP"),
        ("KYIV, Ukraine (AP) — The council met.", "KYIV, Ukraine (AP) — ", "AP"),
        ("WASHINGTON, D.C. — The council met.", "WASHINGTON, D.C. — ", None),
        ("MOSCOW, April 18 (Reuters) - The council met.", "MOSCOW, April 18 (Reuters) - ", "Reuters"),
        ("(Reuters) - The council met.", "(Reuters) - ", "Reuters"),
        ("MOSCOW (Reuters) -The council met.", "MOSCOW (Reuters) -", "Reuters"),
        ("MOSCOW, April 18 (Reuters)-The council met.", "MOSCOW, April 18 (Reuters)-", "Reuters"),
        ("МОСКВА (Рейтер) -Совет собрался.", "МОСКВА (Рейтер) -", "Рейтер"),
        ("ASTANA, July 5. /TASS/. The council met.", "ASTANA, July 5. /TASS/. ", "TASS"),
        ("ASTANA. KAZINFORM – The council met.", "ASTANA. KAZINFORM – ", "KAZINFORM"),
        ("МОСКВА, 5 июля. /ТАСС/. Совет собрался.", "МОСКВА, 5 июля. /ТАСС/. ", "ТАСС"),
        ("Москва. 5 июля. INTERFAX.RU - Совет собрался.", "Москва. 5 июля. INTERFAX.RU - ", "INTERFAX.RU"),
        ("OSH. KAZINFORM The council met.", "OSH. KAZINFORM ", "KAZINFORM"),
        ("МОСКВА, 17 мар - РИА Новости. Совет собрался.", "МОСКВА, 17 мар - РИА Новости. ", "РИА Новости"),
        ("Osh, Kyrgyzstan, 12 May, 2004 -- The council met.", "Osh, Kyrgyzstan, 12 May, 2004 -- ", None),
        ("Washington (CNN) The council met.", "Washington (CNN) ", "CNN"),
        ("ОШ, 9 фев - Sputnik. Совет собрался.", "ОШ, 9 фев - Sputnik. ", "Sputnik"),
        ("Минск, 30 июня. Совет собрался.", "Минск, 30 июня. ", None),
        ("Минск. 30 июня 2021 года. Совет собрался.", "Минск. 30 июня 2021 года. ", None),
        ("ОШ, 4 марта 2021 — Совет собрался.", "ОШ, 4 марта 2021 — ", None),
        ("ОШ, 4 марта 2021 года. Совет собрался.", "ОШ, 4 марта 2021 года. ", None),
        ("Минск, 4 марта 2021 г. — Совет собрался.", "Минск, 4 марта 2021 г. — ", None),
        ("[Steppe Radio] Osh — The council met.", "[Steppe Radio] Osh — ", "Steppe Radio"),
        ("OSH, April 11, 2014, Lake-Plus – The council met.", "OSH, April 11, 2014, Lake-Plus – ", None),
        ("OSH, 12 March 2024. The council met.", "OSH, 12 March 2024. ", None),
        ("GENEVA (12 March 2024) – The council met.", "GENEVA (12 March 2024) – ", None),
        ("OSH (Lake Post), Aug. 4 - The council met.", "OSH (Lake Post), Aug. 4 - ", "Lake Post"),
        (
            "OSH (Lake Post) March 12, 2024 — The council met.",
            "OSH (Lake Post) March 12, 2024 — ",
            "Lake Post",
        ),
        ("12 March 2024, Tashkent – The council met.", "12 March 2024, Tashkent – ", None),
        ("Tashkent – 12.03.2024 – The council met.", "Tashkent – 12.03.2024 – ", None),
        ("(March 12, 2024, Lake Post) The council met.", "(March 12, 2024, Lake Post) ", None),
        ("Lake City, N.D., March 12, 2024: The council met.", "Lake City, N.D., March 12, 2024: ", None),
        ("Ош, 12 марта 2024 — Совет собрался.", "Ош, 12 марта 2024 — ", None),
        ("ОШ, 12 марта 2024 г., «Вестник». Совет собрался.", "ОШ, 12 марта 2024 г., «Вестник». ", None),
        (f"TEHRAN: {LONG}", "TEHRAN: ", None),
        (f"Brussels: {LONG}", "Brussels: ", None),
        (f"Moscow- {LONG}", "Moscow- ", None),
        ("ALMATYThe council met on Monday in the old hall.", "ALMATY", None),
    ],
)
def test_a_dateline_ends_where_the_sentence_begins(text: str, dateline: str, agency: str | None) -> None:
    found = dateline_of(text, 0, len(text))
    assert found is not None
    assert (found.span.of(text), found.agency) == (dateline, agency)


@pytest.mark.parametrize(
    "text",
    [
        "NATO’s new chief met the council.",
        "OSH. COUNCIL members met.",
        "In Osh, Kyrgyzstan, in May 2004, the council met.",
        "COVID-19 has changed the council.",
        "On 12 March 2024 – The Council Day – it met.",
        "The council met on 12 March 2024. Keepers came.",
        "Karl Sand, born 12 March 1954. Keeper of the lake.",
        "Died: 12 March 2024. He kept the lake.",
        "EU-Central Asia talks went on all day.",
        "The Water Council (WC) met on Monday.",
        f"KEEPER: {LONG}",
        f"Kozak: {LONG}",
        "TEHRAN: We met.",
        "WEEK AT A GLANCE (May 22-28). The council met.",
        "SECRETARY GREY: Good morning to all of you.",
        "The AP – an agency – was there.",
        "U.S. ships were seen.",
        "BRICSNew members were told to wait for another year.",
    ],
)
def test_a_sentence_that_begins_with_capitals_is_no_dateline(text: str) -> None:
    assert dateline_of(text, 0, len(text)) is None


def test_a_place_that_speaks_again_below_is_a_speaker() -> None:
    text = f"TEHRAN: {LONG}\nKEEPER: No.\nTEHRAN: Yes."
    assert dateline_of(text, 0, text.index("\n")) is None


def test_an_agency_s_name_keeps_its_hyphen() -> None:
    text = "HILLTOWN, July 14 (Itar-Tass) — The envoys of ten lakes gave in their papers on Thursday."
    found = dateline_of(text, 0, len(text))
    assert found is not None
    assert found.agency == "Itar-Tass"


def test_the_hour_may_stand_behind_the_day_of_a_dateline() -> None:
    text = "Актау, 16 февраля, 2031, 11:06 — Озеро поднялось за ночь на метр, и никто не знает почему."
    found = dateline_of(text, 0, len(text))
    assert found is not None
    assert found.span.of(text).endswith("11:06 — ")
