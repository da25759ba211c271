"""The dossier of a person."""

from dataclasses import replace

import pytest

from bot.words.answers import ItemKind, Status
from bot.words.documents import Basis, Precision, PublicationDate
from bot.words.findings import AnalysedArticle, Tenure
from tests.briefing.telling import ask, section, telling, texts
from tests.makers import make_article

FIRST = make_article(
    "001",
    "Lind opens fish market\n"
    "Ambassador Ada Lind opened a fish market in Bergen on Monday. Crowds came from the islands.\n"
    "“This market belongs to everyone who works at sea,” Lind said. Bo Ek, the mayor, thanked her warmly.",
    people={"Ada Lind": ["Lind"], "Bo Ek": ["Ek"]},
    roles={"Ada Lind": "Ambassador", "Bo Ek": "mayor"},
    says="Ada Lind",
    published="2024-01-02",
)
SECOND = make_article(
    "002",
    "Treaty signed\nThe treaty was signed by Ada Lind in Oslo last week. Rain fell.",
    people={"Ada Lind": []},
    published="2024-06-02",
)
CAPTION = make_article(
    "003",
    "A photo\nThe fair was loud and long.\nEva Moe at the fair.",
    people={"Eva Moe": []},
    captions=["Eva Moe at the fair."],
)
NAMESAKE = make_article(
    "004", "Painter\nThe painter Olga Lind showed nine works in Turku.", people={"Olga Lind": []}
)


def test_a_dossier_says_who_somebody_is_the_latest_and_their_own_words_first() -> None:
    answer = ask("/person Lind", FIRST, SECOND)
    assert (answer.title, answer.subtitle) == ("Ada Lind", "Ambassador")
    assert [one.heading for one in answer.sections[:3]] == [
        "Who they are",
        "The latest",
        "In their own words",
    ]
    sections = {section.heading: [item.verbatim for item in section.items] for section in answer.sections}
    assert sections["Who they are"] == ["Ambassador"]
    assert sections["The latest"] == [
        "The treaty was signed by Ada Lind in Oslo last week.",
        "Ambassador Ada Lind opened a fish market in Bergen on Monday.",
    ]
    assert sections["In their own words"] == [
        "Crowds came from the islands.\n“This market belongs to everyone who works at sea,” Lind said."
    ]
    assert {source.article for source in answer.sources} == {"001", "002"}


def test_nobody_is_given_words_of_somebody_else() -> None:
    answer = ask("/person Ek", FIRST, SECOND)
    assert all(
        item.speaker != "Bo Ek"
        for section in answer.sections
        for item in section.items
        if item.kind is ItemKind.QUOTATION
    )
    assert "In their own words" not in [section.heading for section in answer.sections]


def test_the_name_is_marked() -> None:
    answer = ask("/person Lind", SECOND)
    item = answer.sections[0].items[0]
    assert [mark.of(item.text) for mark in item.marks] == ["Ada Lind"]


def test_no_line_stands_there_twice() -> None:
    answer = ask("/person Lind", FIRST, SECOND, CAREER)
    sentences = [
        (item.article, item.span)
        for section in answer.sections
        for item in section.items
        if item.kind is not ItemKind.FACT
    ]
    assert len(sentences) == len(set(sentences))


CAREER = telling(
    make_article(
        "005",
        "Lind resigns\n"
        "Harbour minister Ada Lind resigned on 3 May 2025 after the flood. Lind took office in June 2021.\n"
        "Lind’s predecessor, Bo Ek, is a judge. Eva Moe will act as minister until a successor is named.\n"
        "Lind, a former mayor of Turku, will teach. Moe thanked Lind for a steady hand in bad weather.",
        people={"Ada Lind": ["Lind"], "Bo Ek": [], "Eva Moe": ["Moe"]},
        published="2025-05-04",
    ),
    dates={"3 May 2025": "2025-05-03", "June 2021": "2021-06"},
    reports={"Moe thanked Lind for a steady hand in bad weather.": "Eva Moe"},
    roles={
        "Ada Lind": [("Harbour minister", Tenure.CURRENT), ("a former mayor of Turku", Tenure.FORMER)],
    },
)


def test_a_career_shows_what_is_held_how_it_was_taken_and_left_and_what_is_past() -> None:
    answer = ask("/person Lind", CAREER)
    assert texts(answer, "Who they are") == ["Harbour minister"]
    assert (
        texts(answer, "The latest")[0] == "Harbour minister Ada Lind resigned on 3 May 2025 after the flood."
    )
    assert "Lind took office in June 2021." in texts(answer, "The latest")
    shown = [item.verbatim for one in answer.sections for item in one.items]
    assert shown.count("Harbour minister") == 1
    assert any("a former mayor of Turku" in text for text in shown)


def test_who_came_before_and_that_nobody_is_named_after_is_shown_where_a_text_says_so() -> None:
    around = texts(ask("/person Lind", CAREER), "Before and after them")
    assert around == [
        "Eva Moe will act as minister until a successor is named.",
        "Lind’s predecessor, Bo Ek, is a judge.",
    ]
    assert section(ask("/person Lind", FIRST), "Before and after them") == []


def test_an_office_that_is_past_by_the_newest_source_is_marked_so() -> None:
    later = telling(
        make_article(
            "006",
            "Lecture\nAda Lind, once harbour minister, teaches.",
            people={"Ada Lind": []},
            published="2026-01-01",
        ),
        roles={"Ada Lind": [("harbour minister", Tenure.FORMER)]},
    )
    answer = ask("/person Lind", CAREER, later)
    assert answer.subtitle in ("[former] Harbour minister", "[former] harbour minister")
    first = section(answer, "Who they are")[0]
    assert first.text == answer.subtitle
    assert first.note == "2 articles"


def test_what_others_say_of_the_person_is_theirs() -> None:
    answer = ask("/person Lind", CAREER)
    spoken = [item for one in answer.sections for item in one.items if item.speaker]
    assert [item.speaker for item in spoken] == ["Eva Moe"]
    assert section(answer, "In their own words") == []


def test_the_speaker_of_a_report_is_put_in_brackets_where_the_sentence_does_not_name_them() -> None:
    told = telling(
        make_article(
            "007",
            "Rain\n"
            "Bo Ek spoke in Oslo. In the view of the judge, Ada Lind was a good minister in hard years.",
            people={"Ada Lind": [], "Bo Ek": []},
        ),
        reports={"In the view of the judge, Ada Lind was a good minister in hard years.": "Bo Ek"},
    )
    busy = make_article(
        "015",
        "Lind at work\n"
        "Ada Lind opened a school in Turku. Lind closed a quarry in Vaasa. Lind bought three ferries.\n"
        "Lind sold a lighthouse to Sweden. Lind hired forty pilots. Lind banned nets near the coast.",
        people={"Ada Lind": ["Lind"]},
        published="2024-03-02",
    )
    (line,) = section(ask("/person Ada Lind", told, busy), "Said about them")
    assert line.text == "[Bo Ek:] In the view of the judge, Ada Lind was a good minister in hard years."
    assert [mark.of(line.text) for mark in line.marks] == ["Ada Lind"]


QUOTED = telling(
    make_article(
        "008",
        "Lind speaks\n"
        "“The sanctions on timber hurt the small mills of the north,” Lind said.\n"
        "“Nobody who works in a mill will miss the sanctions,” Lind said.\n"
        "“A third winter of sanctions would close the last of the mills,” Lind said.\n"
        "“The sanctions are the only law that every miller knows by heart,” Lind said.\n"
        "“Human rights are not a matter of the weather in any country,” Lind said.\n"
        "Rain fell. “He is wrong about the price of timber and knows it,” Lind said.",
        people={"Ada Lind": ["Lind"]},
        published="2024-01-02",
    ),
    says=dict.fromkeys(
        (
            "The sanctions on timber hurt the small mills of the north,",
            "Nobody who works in a mill will miss the sanctions,",
            "A third winter of sanctions would close the last of the mills,",
            "The sanctions are the only law that every miller knows by heart,",
            "Human rights are not a matter of the weather in any country,",
            "He is wrong about the price of timber and knows it,",
        ),
        "Ada Lind",
    ),
)


def test_at_most_two_quotations_are_on_one_subject() -> None:
    own = texts(ask("/person Lind", QUOTED), "In their own words")
    assert sum("sanctions" in text for text in own) == 2
    assert any("Human rights" in text for text in own)


def test_what_somebody_stands_for_has_its_subject_above() -> None:
    stands = section(ask("/person Lind", QUOTED), "What they stand for")
    assert [item.under for item in stands if "sanctions" in item.text] == ["Sanctions"]


def test_no_line_opens_with_a_pronoun_that_nobody_resolves() -> None:
    answer = ask("/person Lind", QUOTED)
    shown = [item.text for one in answer.sections for item in one.items]
    assert not any(text.lstrip("“").startswith(("He ", "This ")) for text in shown)
    assert any(text.startswith("Rain fell. “He is wrong") for text in shown)


def test_people_named_together_are_counted_and_shown_by_a_sentence() -> None:
    one = make_article(
        "011",
        "Talks\n"
        "Ada Lind opened a school in Turku. Lind closed a quarry in Vaasa. Lind bought three ferries.\n"
        "Lind sold a lighthouse to Sweden. Lind hired forty pilots. Lind banned nets near the coast.\n"
        "Ada Lind met Bo Ek in Oslo. Lind and Ek ate fish together afterwards.",
        people={"Ada Lind": ["Lind"], "Bo Ek": ["Ek"]},
    )
    two = make_article(
        "012",
        "More talks\nAda Lind and Bo Ek signed a treaty on herring in Bergen.",
        people={"Ada Lind": [], "Bo Ek": []},
    )
    together = section(ask("/person Lind", one, two), "Named together with")
    assert [item.under for item in together] == ["Bo Ek (3 sentences, 2 articles)"]
    assert all("Lind" in item.verbatim and "Ek" in item.verbatim for item in together)


def test_nobody_whom_only_a_caption_names_is_named_together_with_anybody() -> None:
    article = make_article(
        "013",
        "A photo\nAda Lind opened the fair.\nAda Lind and Eva Moe at the fair.",
        people={"Ada Lind": [], "Eva Moe": []},
        captions=["Ada Lind and Eva Moe at the fair."],
    )
    assert section(ask("/person Lind", article), "Named together with") == []


def test_the_newest_articles_are_read_even_where_others_name_the_person_more() -> None:
    often = [
        make_article(
            f"1{number:02}",
            f"Day {number}\nAda Lind swam. Lind ran. Lind slept. Lind woke.",
            people={"Ada Lind": ["Lind"]},
            published=f"2020-01-{number % 28 + 1:02}",
        )
        for number in range(45)
    ]
    newest = make_article(
        "200", "Prize\nThe prize went to Ada Lind of Turku.", people={"Ada Lind": []}, published="2024-06-01"
    )
    assert (
        texts(ask("/person Lind", *often, newest), "The latest")[0] == "The prize went to Ada Lind of Turku."
    )


def test_where_not_every_article_is_dated_the_latest_says_so() -> None:
    undated = make_article("014", "Rumours\nAda Lind bought a boat in Turku.", people={"Ada Lind": []})
    answer = ask("/person Lind", SECOND, undated)
    (latest,) = [one for one in answer.sections if one.heading == "The latest"]
    assert "Not every source is dated" in str(latest.note)


def test_several_people_behind_one_name_are_all_named() -> None:
    answer = ask("/person Lind", FIRST, NAMESAKE)
    assert answer.status is Status.AMBIGUOUS
    assert {candidate.name for candidate in answer.candidates} == {"Ada Lind", "Olga Lind"}
    assert all(candidate.hint for candidate in answer.candidates)


def test_a_person_only_in_a_caption_is_known_but_nothing_is_shown_of_the_caption() -> None:
    answer = ask("/person Moe", CAPTION)
    assert answer.status is Status.FOUND
    assert answer.sections == ()
    assert "caption" in str(answer.message)
    assert [source.article for source in answer.sources] == ["003"]


def test_a_name_no_source_has_finds_nothing_and_suggests_only_near_names() -> None:
    assert ask("/person Zubrowka", FIRST).status is Status.NONE
    assert ask("/person Bergen", FIRST).status is Status.NONE


def test_the_news_of_an_undated_article_comes_before_what_it_dates_as_past() -> None:
    made = make_article(
        "007",
        "Lind leaves\nAda Lind resigned on Thursday over the treaty.\n"
        "Ada Lind was confirmed as ambassador on 20 January 2017.",
        people={"Ada Lind": ["Lind"]},
    )
    made = telling(made, dates={"20 January 2017": "2017-01-20"})
    bounds = PublicationDate(None, Precision.DAY, Basis.BOUND, "2017-01-20", None)
    made = replace(made, article=replace(made.article, published=bounds))
    assert [item.verbatim[:17] for item in section(ask("/person Lind", made), "The latest")] == [
        "Ada Lind resigned",
        "Ada Lind was conf",
    ]


def test_what_somebody_said_is_news_of_them_where_only_their_role_is_named() -> None:
    made = make_article(
        "008",
        "Назначение\nПрезидент заявил, что уволит министра порта.\nАда Линд прибыла в Берген.",
        people={"Ада Линд": []},
    )
    made = replace(made, article=replace(made.article, title="Ада Линд", title_span=made.article.title_span))
    reports = {"Президент заявил, что уволит министра порта.": "Ада Линд"}
    answer = ask("/person Ада Линд", telling(made, reports=reports))
    assert "Президент заявил, что уволит министра порта." in [
        item.verbatim for item in section(answer, "The latest")
    ]


def test_who_is_often_quoted_has_two_quotations_on_the_first_screen_and_others_one() -> None:
    deeds = (
        "opened a school",
        "closed the port",
        "left for Oslo",
        "signed the fishing treaty",
        "met the king",
    )
    said = (
        "We build boats.",
        "Fish are scarce this year.",
        "Nobody will be left behind.",
        "Ice is coming.",
        "Wait.",
    )

    def article(number: int, *, quoted: bool) -> AnalysedArticle:
        words = (
            f"“{said[number]} It is what we have always told everyone,” Lind said."
            if quoted
            else "Rain fell."
        )
        text = f"Lind {deeds[number]}\nAda Lind {deeds[number]} on Monday.\n{words}"
        return make_article(str(number), text, people={"Ada Lind": ["Lind"]}, says="Ada Lind")

    def quotations_first(often: int) -> int:
        made = [article(number, quoted=number < often) for number in range(len(deeds))]
        items = [item for one in ask("/person Lind", *made).sections for item in one.items][:6]
        return sum(item.kind is ItemKind.QUOTATION for item in items)

    assert quotations_first(1) == 1
    assert quotations_first(5) == 2


def test_words_count_although_no_sentence_that_can_be_read_by_itself_names_their_speaker() -> None:
    quoting = make_article(
        "007",
        "Harbours counted\nThe counting took a month. Boats were weighed. Nets were weighed.\n"
        "“They will not buy a single harbour of ours as long as I live,” Lind said.",
        people={"Lind": []},
        says="Lind",
        published="2024-07-02",
    )
    shown = section(ask("/person Lind", FIRST, SECOND, quoting), "In their own words")
    assert "001" in {item.article for item in shown}


@pytest.mark.parametrize(
    ("text", "people", "asked", "told", "of_others"),
    [
        (
            "Notes\nMayor Ola Dahl resigned. Captain Siv Aune sailed. Pilot Ivo Lang won a race.",
            {"Ola Dahl": ["Dahl"], "Siv Aune": ["Aune"], "Ivo Lang": ["Lang"]},
            "/person Siv Aune",
            ["Captain Siv Aune sailed."],
            ["Mayor Ola Dahl resigned.", "Pilot Ivo Lang won a race."],
        ),
        (
            "Заметки\nМэр Ола Даль ушёл. Капитан Сив Ауне вышла в море. Лоцман Иво Ланг выиграл гонку.",
            {"Ола Даль": ["Даль"], "Сив Ауне": ["Ауне"], "Иво Ланг": ["Ланг"]},
            "/person Сив Ауне",
            ["Капитан Сив Ауне вышла в море."],
            ["Мэр Ола Даль ушёл.", "Лоцман Иво Ланг выиграл гонку."],
        ),
    ],
)
def test_a_sentence_that_opens_with_somebody_else_is_not_told_of_the_person(
    text: str, people: dict[str, list[str]], asked: str, told: list[str], of_others: list[str]
) -> None:
    answer = ask(asked, make_article("001", text, people=people))
    lines = [item.verbatim for section in answer.sections for item in section.items]
    assert set(told) <= set(lines)
    assert set(of_others).isdisjoint(lines)


@pytest.mark.parametrize(
    ("deed", "naming", "people", "asked"),
    [
        (
            "The envoy of Iceland paid a sudden visit to Bergen.",
            "The visit by Ola Dahl was the first for years.",
            {"Ola Dahl": ["Dahl"]},
            "/person Ola Dahl",
        ),
        (
            "Посланник Исландии совершил внезапную поездку в Берген.",
            "Поездка Олы Даля стала первой за годы.",
            {"Ола Даль": ["Олы Даля", "Даль"]},
            "/person Ола Даль",
        ),
    ],
)
def test_what_an_article_opens_with_of_a_post_is_told_of_whom_it_names_next(
    deed: str, naming: str, people: dict[str, list[str]], asked: str
) -> None:
    article = make_article("001", f"Bergen\n{deed}\n{naming}", people=people)
    assert f"{deed}\n{naming}" in texts(ask(asked, article), "The latest")


def test_what_somebody_else_opens_an_article_with_is_not_told_of_whom_it_names_next() -> None:
    text = "Visits\nBo Ek paid a visit to Bergen.\nThe visit by Ola Dahl came later.\nDahl praised it."
    answer = ask("/person Dahl", make_article("001", text, people={"Ola Dahl": ["Dahl"], "Bo Ek": ["Ek"]}))
    assert not any("Bo Ek" in item.verbatim for one in answer.sections for item in one.items)


def test_an_office_in_an_abbreviation_is_shown_with_the_name_it_stands_before() -> None:
    text = "Harbour\nAlabama Sen. Ola Dahl praised the harbour. Dahl left."
    people = {"Ola Dahl": ["Dahl"]}
    answer = ask("/person Dahl", make_article("001", text, people=people, roles={"Ola Dahl": "Alabama Sen."}))
    assert answer.subtitle is None
    assert texts(answer, "Who they are") == ["Alabama Sen. Ola Dahl"]


@pytest.mark.parametrize(
    ("held", "text", "office", "part"),
    [
        (
            "Harbour Board chair Siv Aune opened the meeting.",
            "The resignation of the chair, Siv Aune, came in July.",
            "Harbour Board chair",
            "chair",
        ),
        (
            "Harbour Board chair Siv Aune opened the meeting.",
            "Members met again after the sudden resignation of the chair, Siv Aune.",
            "Harbour Board chair",
            "chair",
        ),
        (
            "Председатель совета порта Сив Ауне открыла заседание.",
            "Совет собрался после отставки председателя Сив Ауне.",
            "Председатель совета порта",
            "председателя",
        ),
    ],
)
def test_an_office_is_past_where_an_article_tells_of_its_resignation(
    held: str, text: str, office: str, part: str
) -> None:
    name = "Siv Aune" if "Siv" in held else "Сив Ауне"
    before = make_article("001", f"Meeting\n{held}", people={name: []}, published="2016-05-02")
    after = make_article("002", f"July\n{text}", people={name: []}, published="2016-07-30")
    answer = ask(
        f"/person {name}",
        telling(before, roles={name: [(office, Tenure.CURRENT)]}),
        telling(after, roles={name: [(part, Tenure.CURRENT)]}),
    )
    assert str(answer.subtitle).startswith("[former]")


def test_an_office_is_held_where_a_resignation_is_only_called_for() -> None:
    text = "July\nMembers called for the resignation of the chair, Siv Aune, came what may."
    called = make_article("002", text, people={"Siv Aune": []}, published="2016-07-30")
    answer = ask("/person Aune", telling(called, roles={"Siv Aune": [("chair", Tenure.CURRENT)]}))
    assert answer.subtitle == "chair"


def test_of_whom_only_lines_tell_that_lean_on_others_those_are_shown() -> None:
    article = make_article(
        "021",
        "Gunfire in the port\nGunfire was heard.\nLater that day, Colonel Bo Ek seized the tower.",
        people={"Bo Ek": ["Ek"]},
    )
    assert "Later that day, Colonel Bo Ek seized the tower." in texts(
        ask("/person Bo Ek", article), "The latest"
    )


def test_an_article_of_others_does_not_go_on_about_whom_its_lead_only_names() -> None:
    met = make_article(
        "041",
        "Ek in Bergen\nBo Ek, the mayor, came to Bergen. Ek met Ada Lind there.\n"
        "The ferry had been late. The delegation will also see the cannery.",
        people={"Bo Ek": ["Ek"], "Ada Lind": []},
    )
    shown = [item.verbatim for part in ask("/person Ada Lind", met).sections for item in part.items]
    assert "Ek met Ada Lind there." in shown
    assert "The delegation will also see the cannery." not in shown


@pytest.mark.parametrize("name", ["Ada Lind", "Ада Линд"])
def test_the_newest_article_about_somebody_is_never_left_out_of_the_latest(name: str) -> None:
    """Older articles that many outlets tell outweigh it by far."""
    surname = name.split()[1]
    deeds = (
        *("signed the herring treaty", "opened the northern lock", "sacked nine pilots", "banned drift nets"),
        *("launched two ferries", "won the harbour vote", "halted the dredging", "ended the salt levy"),
    )
    old = [
        make_article(
            f"02{outlet}{number}",
            f"{surname} {deed}\n{name} {deed} on Monday, with {number}00 captains looking on.",
            people={name: [surname]},
            outlet=f"Outlet {outlet}",
            published=f"2024-08-2{number}",
        )
        for number, deed in enumerate(deeds, 1)
        for outlet in range(4)
    ]
    newest = make_article(
        "031",
        f"A quiet week for {surname}\nIt rained.\n{'Nobody came. ' * 20}In the end {name} met a friend.",
        people={name: [surname]},
        published="2024-09-02",
    )
    answer = ask(f"/person {surname}", *old, newest)
    assert f"In the end {name} met a friend." in texts(answer, "The latest")


@pytest.mark.parametrize(
    ("lead", "told"),
    [
        ("The presidents of Norway and Vetland signed a treaty on salt.", True),
        ("A treaty on salt was signed in the old harbour.", True),
        ("It rained for three days in the old harbour.", False),
        ("Bo Ek signed a treaty on salt in the old harbour.", False),
    ],
)
def test_a_lead_that_tells_of_somebody_by_office_is_among_the_latest(lead: str, told: bool) -> None:
    made = make_article(
        "001",
        f"Lind and Ek sign treaty on salt\n{lead}\nPresident of Norway Ada Lind wore blue.\nLind likes tea.",
        people={"Ada Lind": ["Lind"], "Bo Ek": []},
    )
    made = telling(made, roles={"Ada Lind": [("President of Norway", Tenure.CURRENT)]})
    latest = next(one for one in ask("/person Lind", made).sections if one.heading == "The latest")
    assert any(item.verbatim.startswith(lead) for item in latest.items) == told


def test_words_that_open_with_this_stand_alone_where_somebody_else_speaks_before_them() -> None:
    text = (
        "Peace\n“We are very tired of it all,” Bo Ek said.\n"
        "“This is not the end of the quarrel,” Ada Lind said."
    )
    made = telling(
        make_article("001", text, people={"Ada Lind": [], "Bo Ek": []}),
        says={"We are very tired of it all,": "Bo Ek", "This is not the end of the quarrel,": "Ada Lind"},
    )
    parts = {one.heading: [item.verbatim for item in one.items] for one in ask("/person Lind", made).sections}
    assert parts["In their own words"] == ["“This is not the end of the quarrel,” Ada Lind said."]


def test_what_another_says_without_being_named_stands_in_nobodys_dossier() -> None:
    text = (
        "Lind takes over\nAda Lind came to Bergen. Eva Roth left.\n"
        "Nobody had expected, she said, that the herring would stay away."
    )
    report = "Nobody had expected, she said, that the herring would stay away."
    made = telling(
        make_article("001", text, people={"Ada Lind": ["Lind"], "Eva Roth": []}), reports={report: "Eva Roth"}
    )
    shown = [item.verbatim for part in ask("/person Lind", made).sections for item in part.items]
    assert report not in shown


def test_that_somebody_left_office_is_among_the_latest_whatever_the_article_is_about() -> None:
    deeds = (
        "Ada Lind signed the port treaty with Vetland after two years of talks.",
        "Ada Lind banned night fishing in the sound from Monday on.",
        "Ada Lind imposed a toll of nine crowns on every foreign barge.",
        "Ada Lind rejected a plan of the guilds for a second canal.",
        "Ada Lind announced a reform of the pilots' school in Turku.",
        "Ada Lind opened the longest quay of the northern coast.",
    )
    about_her = make_article(
        "010",
        "\n".join(("Lind in the news", *deeds)),
        people={"Ada Lind": ["Lind"]},
        roles={"Ada Lind": "harbour chairwoman"},
        published="2024-06-01",
    )
    leaving = "On Friday, Ada Lind resigned as chairwoman of the harbour board, in part over her barges."
    in_passing = make_article(
        "011",
        "Grain prices rise in Turku\nGrain rose again on the exchange. Mills asked for help.\n"
        "Bakers closed early on both sides of the river.\n" + leaving,
        people={"Ada Lind": []},
        published="2024-05-06",
    )
    answer = ask("/person Lind", about_her, in_passing)
    assert leaving in texts(answer, "The latest")
