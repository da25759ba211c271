"""What somebody said, dated; quotations by and about them; events in time; two sides; what is new."""

import re
from dataclasses import replace

import pytest

from bot.briefing.composing import compose
from bot.briefing.plans import plan
from bot.briefing.said.said import read_said
from bot.dialogue import parse
from bot.words.answers import Briefing, Status
from bot.words.documents import Basis, Precision
from bot.words.findings import Attribution, DateMention, Quotation, Sentence
from bot.words.spans import Span
from tests.briefing.telling import ask as asked
from tests.briefing.telling import telling
from tests.makers import make_article, make_library

EARLY = make_article(
    "001",
    "Lind on fish\nThe sanctions were discussed.\n"
    "“Our sanctions will stay for as long as needed,” Ada Lind said.\n"
    "“We need a new port in the north of Bergen,” Lind said.",
    people={"Ada Lind": ["Lind"]},
    says="Ada Lind",
    published="2023-05-01",
)
LATE = make_article(
    "002",
    "Lind again\n“The sanctions are lifted as of today, all of them,” Ada Lind said.",
    people={"Ada Lind": ["Lind"]},
    says="Ada Lind",
    published="2024-05-01",
)
OTHER = make_article(
    "003",
    "Ek replies\n“Sanctions hurt our fishermen more than anybody, and Lind knows that well,” Bo Ek said.",
    people={"Bo Ek": ["Ek"], "Ada Lind": ["Lind"]},
    says="Bo Ek",
    published="2024-06-01",
)


def ask(message: str) -> Briefing:
    library, read = make_library(EARLY, LATE, OTHER)
    request = parse(message)
    assert request is not None
    planned = plan(request, library)
    return compose(planned, library, {id_: read[id_] for id_ in planned.articles})


def dates(briefing: Briefing) -> list[str | None]:
    return [item.date for section in briefing.sections for item in section.items]


def test_the_ledger_is_newest_first_and_oldest_first_on_request() -> None:
    assert dates(ask("/said Lind")) == ["2024-05-01", "2023-05-01", "2023-05-01"]
    assert dates(ask("/said Lind oldest first")) == ["2023-05-01", "2023-05-01", "2024-05-01"]


def test_the_ledger_on_a_subject_holds_only_that() -> None:
    answer = ask("/said Lind on sanctions")
    assert [item.article for item in answer.sections[0].items] == ["002", "001"]
    assert all(item.speaker == "Ada Lind" for item in answer.sections[0].items)


def test_a_statement_on_a_subject_nobody_spoke_of_is_none() -> None:
    answer = ask("/said Lind on whaling")
    assert answer.status is Status.NONE
    assert "Ada Lind" in str(answer.message)


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("“The dredging of the old canal has to wait,” Ada Lind said.", "/said Lind on canal"),
        ("“Новый порт строить рано”, — сказала Ada Lind.", "/said Lind о новом порте"),
    ],
)
def test_the_ledger_on_a_subject_looks_into_every_article_of_somebody_much_quoted(
    line: str, asked: str
) -> None:
    people, many = {"Ada Lind": ["Lind"]}, 60
    often = "“We want peace and work,” Ada Lind said. Lind went on. Lind sat down."
    articles = [
        make_article(f"{n:03}", f"Day {n}\n{often}", people=people, says="Ada Lind", published="2024-05-01")
        for n in range(many)
    ]
    once = make_article(
        f"{many:03}", f"Canal\n{line}", people=people, says="Ada Lind", published="2020-01-01"
    )
    library, read = make_library(*articles, once)
    request = parse(asked)
    assert request is not None
    planned = plan(request, library)
    answer = compose(planned, library, {id_: read[id_] for id_ in planned.articles})
    assert [item.verbatim for section in answer.sections for item in section.items] == [line]


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("Lind", ("Lind", "", False)),
        ("Ada Lind on fish quotas", ("Ada Lind", "fish quotas", False)),
        ("Lind about fish, oldest first", ("Lind", "fish", True)),
        ("Линд о рыбе", ("Линд", "рыбе", False)),
    ],
)
def test_the_words_of_said(words: str, read: tuple[str, str, bool]) -> None:
    assert read_said(words) == read


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("/said Lind sanctions", "/said Lind on sanctions"),
        ("/quotes Ada Lind sanctions", "/said Ada Lind on sanctions"),
        ("/said Lind sanctions oldest", "/said Lind on sanctions oldest"),
        ("/said Линд санкции", "/said Линд о санкции"),
    ],
)
def test_a_subject_may_follow_a_name_without_a_word_between(short: str, whole: str) -> None:
    answer = ask(short)
    assert answer.sections
    assert (answer.title, answer.sections) == (ask(whole).title, ask(whole).sections)


def test_a_name_of_several_words_is_not_taken_apart() -> None:
    assert ask("/said Ada Lind").title == "Ada Lind"
    assert ask("/said Nobody Lind").status is Status.NONE


def test_quotations_about_a_person_are_those_of_others_that_name_them() -> None:
    answer = ask("/quotes Lind")
    by_heading = {section.heading: section.items for section in answer.sections}
    assert len(by_heading["In their own words"]) == 3
    assert [item.speaker for item in by_heading["Said about them"]] == ["Bo Ek"]


def test_the_briefing_is_the_newest_first() -> None:
    assert [source.article for source in ask("/brief").sources] == ["003", "002", "001"]


def test_events_are_ordered_by_when_they_happened() -> None:
    text = "Port\nThe port was closed in 2022. It had been opened in May 1999 by Lind. Lind left it."
    article = make_article("009", text, people={"Ada Lind": ["Lind"]})
    dates_told = tuple(
        DateMention(Span(text.index(words), text.index(words) + len(words)), value, precision, Basis.STATED)
        for words, value, precision in (
            ("2022", "2022", Precision.YEAR),
            ("May 1999", "1999-05", Precision.MONTH),
        )
    )
    object.__setattr__(article.analysis, "dates", dates_told)
    library, read = make_library(article)
    request = parse("/timeline port")
    assert request is not None
    planned = plan(request, library)
    answer = compose(planned, library, {id_: read[id_] for id_ in planned.articles})
    assert [
        (item.date, [mark.of(item.text) for mark in item.marks]) for item in answer.sections[0].items
    ] == [
        ("1999-05", ["May 1999"]),
        ("2022", ["2022"]),
    ]


def test_a_question_about_words_nobody_said_gets_nobody_elses() -> None:
    answer = ask("what did Ek say about the port")
    assert answer.status is Status.NONE
    assert "Bo Ek" in str(answer.message)


def test_two_names_are_compared() -> None:
    assert ask("Lind and Ek").title == "Ada Lind | Bo Ek"
    assert ask("/compare Lind | Ada Lind").status is Status.INVALID


def test_questions_about_the_corpus_are_answered_from_its_card() -> None:
    assert ask("what is new?").query == "/brief"
    assert len(ask("how many articles do you have").sources) == 3


def test_an_organisation_is_on_record_too() -> None:
    text = (
        "Fund\nThe Harbour Fund was founded in 1999. "
        "“We will lend to every port that asks us,” the Harbour Fund said."
    )
    article = make_article("008", text)
    start = text.index("“We") + 1
    organisation = Span(text.rindex("Harbour"), text.rindex("Harbour") + len("Harbour Fund"))
    quotation = Quotation(
        (Span(start, text.index("us,”") + 3),),
        Attribution.NAMED,
        organisation=organisation,
        mention=organisation,
    )
    object.__setattr__(article.analysis, "quotations", (quotation,))
    library, read = make_library(article)
    for message in ("/said Harbour Fund", "/quotes harbour fund"):
        request = parse(message)
        assert request is not None
        planned = plan(request, library)
        answer = compose(planned, library, {id_: read[id_] for id_ in planned.articles})
        assert [item.speaker for item in answer.sections[0].items] == ["Harbour Fund"]


def test_what_two_outlets_quote_is_on_record_once_with_its_other_wording() -> None:
    again = make_article(
        "004",
        "Lind\nThe fleet slept. The port was calm. Gulls cried. The tide came in.\n"
        "“Our sanctions will remain for as long as needed,” Ada Lind said.\n"
        "“need a new port in the north of Bergen,” Lind said.",
        people={"Ada Lind": ["Lind"]},
        says="Ada Lind",
        published="2023-05-02",
    )
    for question in ("/said Lind", "/quotes Lind"):
        library, read = make_library(EARLY, LATE, again)
        request = parse(question)
        assert request is not None
        planned = plan(request, library)
        answer = compose(planned, library, {id_: read[id_] for id_ in planned.articles})
        items = answer.sections[0].items
        assert [item.article for item in items] == ["002", "001", "004", "001"]
        assert [mark.of(items[1].text) for mark in items[1].marks] == ["stay"]
        assert [mark.of(items[2].text) for mark in items[2].marks] == ["remain"]
        assert items[3].note == "also in 1 further article"


def test_a_year_that_only_names_a_thing_dates_no_event() -> None:
    text = "Port\nThe port is bound by the 1951 treaty. In the 1994 vote the port was sold."
    article = make_article("009", text)
    found = tuple(
        DateMention(Span(text.index(year), text.index(year) + 4), year, Precision.YEAR, Basis.STATED)
        for year in ("1951", "1994")
    )
    object.__setattr__(article.analysis, "dates", found)
    library, read = make_library(article)
    request = parse("/timeline port")
    assert request is not None
    planned = plan(request, library)
    answer = compose(planned, library, {id_: read[id_] for id_ in planned.articles})
    assert [item.date for item in answer.sections[0].items] == ["1994"]


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("“No ferry sails,” Ada Lind said.", True),
        ("«Паром не идёт», — said Ada Lind.", True),
        ("Her “floating palace” stays in port, Ada Lind said.", False),
        ("Ada Lind said the ferry is a “Floating palace” of old.", False),
        ("“No,” Ada Lind said.", False),
    ],
)
def test_a_short_quotation_is_shown_where_it_is_a_sentence_of_its_own(sentence: str, shown: bool) -> None:
    quoted = re.split("[“”«»]", sentence)[1]
    made = make_article("004", f"Ferry\n{sentence}", people={"Ada Lind": []})
    answer = asked("/quotes Lind", telling(made, says={quoted: "Ada Lind"}, cue="said"))
    assert (answer.status is Status.FOUND) == shown


def test_what_only_opens_with_a_subject_stands_beside_what_is_on_it_and_never_alone() -> None:
    text = "Boats wait\nThe strike in Bergen goes on.\n“I will talk with all who are ready,” Ada Lind said."
    opening = make_article("005", text, people={"Ada Lind": ["Lind"]}, says="Ada Lind")
    on_it = make_article(
        "006",
        "Ferries\n“The strike will be over before the herring comes,” Ada Lind said.",
        people={"Ada Lind": ["Lind"]},
        says="Ada Lind",
    )
    assert [one.heading for one in asked("/said Lind on strike", opening, on_it).sections] == [
        "On record",
        "In articles that open with it",
    ]
    assert asked("/said Lind on strike", opening).status is Status.NONE


def test_who_speaks_on_a_subject_goes_on_about_it_in_the_next_sentences() -> None:
    fog = "The fog lay over the bay. " * 6
    text = (
        f"Ferries\n{fog}\n“The strike will be over before the herring comes,” Ada Lind said.\n"
        f"“Nobody goes hungry here,” Ada Lind said.\n{fog}\n“I like my tea black,” Ada Lind said."
    )
    made = make_article("006", text, people={"Ada Lind": ["Lind"]}, says="Ada Lind")
    found = asked("/said Lind on strike", made)
    shown = {section.heading: [item.verbatim for item in section.items] for section in found.sections}
    assert shown["Right beside it"] == ["“Nobody goes hungry here,” Ada Lind said."]
    assert not any("tea" in line for lines in shown.values() for line in lines)


def test_what_somebody_says_elsewhere_is_not_on_a_subject_for_being_theirs() -> None:
    on_it = make_article(
        "006",
        "Lind on salt tax\nThe salt tax is new.\n“The salt tax goes before the herring comes,” Lind said.",
        people={"Ada Lind": ["Lind"]},
        says="Ada Lind",
    )
    elsewhere = make_article(
        "007",
        f"Roads\nAda Lind opened a road. {'Gravel lay on it. ' * 5}No tax was paid.\n"
        "“I like my tea black and my roads wide and straight,” Lind said.",
        people={"Ada Lind": ["Lind"]},
        says="Ada Lind",
    )
    found = asked("/said Lind on salt tax", on_it, elsewhere)
    assert {item.article for section in found.sections for item in section.items} == {"006"}


def test_a_sentence_that_only_announces_words_is_no_statement() -> None:
    made = make_article("006", "Note\nAda Lind said on Monday:\nThe port is open.", people={"Ada Lind": []})
    reports = {"Ada Lind said on Monday:": "Ada Lind"}
    assert asked("/said Lind", telling(made, reports=reports)).status is Status.NONE


def test_a_short_sentence_in_marks_is_a_statement_and_a_quoted_term_is_none() -> None:
    bus = make_article(
        "004",
        "Lind on ferries\nAda Lind met us.\n“There is no ferry,” Lind said.\nLind spoke of “red lines.”",
        people={"Ada Lind": ["Lind"]},
        says="Ada Lind",
    )
    library, read = make_library(bus)
    for message in ("/said Ada Lind", "/quotes Ada Lind"):
        request = parse(message)
        assert request is not None
        answer = compose(plan(request, library), library, read)
        shown = [item.verbatim for section in answer.sections for item in section.items]
        assert any("no ferry" in words for words in shown)
        assert not any("red lines" in words for words in shown)


def test_what_stands_between_single_marks_is_shown_whole() -> None:
    words = "'People were ill. I was scared. Nobody told us anything,'"
    article = make_article("009", f"Nurse\n{words} Ada Lind said.", people={"Ada Lind": ["Lind"]})
    start = article.article.text.index(words) + 1
    quotation = Quotation((Span(start, start + len(words) - 2),), Attribution.NAMED, 0)
    object.__setattr__(article.analysis, "quotations", (quotation,))
    library, read = make_library(article)
    request = parse("/said Lind")
    assert request is not None
    answer = compose(plan(request, library), library, read)
    assert [item.verbatim for item in answer.sections[0].items] == [f"{words} Ada Lind said."]


def speakers(answer: Briefing) -> list[str | None]:
    return [item.speaker for one in answer.sections for item in one.items]


@pytest.mark.parametrize(
    "message",
    ["quotes on sanctions", "any quotes about sanctions?", "цитаты про санкции", "/quotes sanctions"],
)
def test_quotes_on_a_subject_are_those_of_whoever_speaks_on_it(message: str) -> None:
    answer = ask(message)
    assert answer.status is Status.FOUND
    assert set(speakers(answer)) == {"Ada Lind", "Bo Ek"}
    assert answer.message == "Nobody of this name speaks; these are statements on it."


def test_a_name_that_nobody_bears_gets_no_statements_that_only_mention_it() -> None:
    assert ask("/said Bergen").status is Status.NONE
    assert ask("quotes on whaling").status is Status.NONE


@pytest.mark.parametrize(
    ("message", "speaker"),
    [
        ('who said "stay for as long as needed"', "Ada Lind"),
        ("who said 'hurt our fishermen more than anybody'", "Bo Ek"),
        ("кто сказал «lifted as of today»", "Ada Lind"),
        ("who used the words “hurt our fishermen”?", "Bo Ek"),
        ('did Lind say "we need a new port"', "Ada Lind"),
    ],
)
def test_the_words_in_quotation_marks_are_looked_for_as_they_stand(message: str, speaker: str) -> None:
    answer = ask(message)
    assert answer.sections[0].heading == "Answer"
    assert speakers(answer) == [speaker]


def test_words_that_nobody_said_so_are_given_to_nobody() -> None:
    assert ask('who said "stay as long as it is needed"').status is Status.NONE
    assert ask('did Ek say "we need a new port"').status is Status.NONE


@pytest.mark.parametrize(
    ("message", "days"),
    [
        ("/said Lind since:2024", ["2024-05-01"]),
        ("/said Lind until:2023", ["2023-05-01", "2023-05-01"]),
        ("/quotes Ek since:2024-06", ["2024-06-01"]),
    ],
)
def test_what_somebody_said_can_be_asked_for_of_a_time(message: str, days: list[str]) -> None:
    assert dates(ask(message)) == days


def test_somebody_with_nothing_in_the_time_asked_for_is_not_called_unknown() -> None:
    answer = ask("/person Lind since:2025")
    assert answer.status is Status.NONE
    assert "names a person" not in str(answer.message)
    assert ask("/person Lind since:2024").title == "Ada Lind"
    assert "I cannot read the date" in str(ask("/person Lind since:soon").message)


@pytest.mark.parametrize("when", ["this year", "last month", "recently", "in the past few weeks"])
def test_the_time_somebody_asks_about_is_no_subject(when: str) -> None:
    assert dates(ask(f"/said Lind on sanctions {when}")) == dates(ask("/said Lind on sanctions"))


def test_the_time_is_no_subject_in_russian_either() -> None:
    assert ask("что сказала Линд о санкциях в этом году").sections


def test_words_right_behind_a_sentence_on_the_subject_are_on_it() -> None:
    article = make_article(
        "020",
        "Lind meets the press\n"
        "Ada Lind spoke of the harvest for an hour.\n"
        "And she spoke warmly of the painter Bo Ek.\n"
        "“He is a bright and patient man, and nobody shouts less,” Lind said. “He could lead a school.”\n"
        "The hall was cold and half of the seats were empty.\n"
        "“The wheat stands well in the north, and we need no more of it,” Lind said.",
        people={"Ada Lind": ["Lind"], "Bo Ek": ["Ek"]},
        published="2024-05-01",
    )
    told = telling(
        article,
        says={
            "He is a bright and patient man, and nobody shouts less,": "Ada Lind",
            "He could lead a school.": "Ada Lind",
            "The wheat stands well in the north, and we need no more of it,": "Ada Lind",
        },
        cue="said",
    )
    shown = [item.verbatim for item in asked("/said Lind on Ek", told).sections[0].items]
    assert any("bright and patient" in line for line in shown)
    assert not any("wheat" in line for line in shown)


def test_what_the_holder_of_an_office_says_is_not_on_its_name_for_that() -> None:
    article = make_article(
        "021",
        "Deputies write letters\n"
        "Harbour Committee Chairwoman Ada Lind asked for a new school in the north of the island.\n"
        "“The harbour needs a second crane before the winter storms come,” Lind said.",
        people={"Ada Lind": ["Lind"]},
        roles={"Ada Lind": "Harbour Committee Chairwoman"},
        published="2024-05-01",
    )
    letter = "Harbour Committee Chairwoman Ada Lind asked for a new school in the north of the island."
    told = telling(
        article,
        says={"The harbour needs a second crane before the winter storms come,": "Ada Lind"},
        reports={letter: "Ada Lind"},
        cue="said",
    )
    shown = [item.verbatim for item in asked("/said Lind on harbour", told).sections[0].items]
    assert any("second crane" in line for line in shown)
    assert letter not in shown


def test_a_short_sentence_behind_a_dateline_is_said_and_stands_under_the_whole_name() -> None:
    full = make_article("030", "Lind opens fair\nAda Lind opened the fair.", people={"Ada Lind": []})
    short = make_article(
        "031",
        "Fair\nTURKU, March 4, 2024 — “The toll stays,” Lind said in the chamber on the island.",
        people={"Lind": []},
    )
    text = short.article.text
    start = text.index("“")
    cut = replace(
        short,
        analysis=replace(short.analysis, sentences=(Sentence(Span(start, len(text)), 0),)),
    )
    answer = asked("/said Lind", full, telling(cut, says={"The toll stays,": "Lind"}, cue="said"))
    items = [item for section in answer.sections for item in section.items]
    assert [(item.verbatim[:11], item.speaker) for item in items] == [("“The toll s", "Ada Lind")]
