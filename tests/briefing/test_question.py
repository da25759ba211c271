"""Questions in plain words."""

from dataclasses import replace

import pytest

from bot.briefing.composing import compose
from bot.briefing.lines.asked_words import Expected, expected
from bot.briefing.plans import plan
from bot.dialogue import parse
from bot.words.answers import Briefing, Kind, Status
from bot.words.findings import Attribution, DateMention, Quotation, ReportedStatement
from bot.words.spans import Span
from tests.briefing.telling import ask as ask_telling
from tests.briefing.telling import telling
from tests.makers import make_article, make_library

TALKS = make_article(
    "001",
    "Envoy to Norway leaves\n"
    "Ada Lind, ambassador of Iceland to Norway, will leave Oslo on 4 May. The embassy confirmed this.\n"
    "Her predecessor, Bo Ek, served as ambassador for six years. The ambassador's house has 12 rooms.\n"
    "“The fjords are deep,” Lind said. Ek said nothing on the fjords.\n"
    "Eva Moe will lead the embassy until a new ambassador arrives.",
    people={"Ada Lind": ["Lind"], "Bo Ek": ["Ek"], "Eva Moe": []},
    roles={"Ada Lind": "ambassador of Iceland to Norway"},
    says="Ada Lind",
)


def ask(message: str) -> Briefing:
    library, read = make_library(TALKS)
    request = parse(message)
    assert request is not None
    planned = plan(request, library)
    return compose(planned, library, {id_: read[id_] for id_ in planned.articles})


def first(message: str) -> str:
    return ask(message).sections[0].items[0].verbatim


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("who was ambassador before Lind?", "Her predecessor, Bo Ek, served as ambassador for six years."),
        ("how many rooms has the house of the ambassador", "The ambassador's house has 12 rooms."),
        ("what did Lind say about the fjords", "“The fjords are deep,” Lind said."),
    ],
)  # fmt: skip
def test_the_sentence_that_answers_comes_first(question: str, answer: str) -> None:
    assert first(question) == answer


def test_who_came_next_is_told_by_who_takes_the_office_over_and_not_by_who_was_only_looked_for() -> None:
    left = make_article(
        "004",
        "Lind to leave\n"
        "Ada Lind, the harbour minister, will be leaving the government in May, the premier announced.\n"
        "Bo Ek will serve as acting minister.\n"
        "The premier denied that he had been looking to replace Lind.",
        people={"Ada Lind": ["Lind"], "Bo Ek": []},
    )
    for message in ("who replaced Lind", "who will succeed Ada Lind as minister", "who took over from Lind"):
        answer = ask_telling(message, left)
        assert answer.sections[0].heading == "Answer"
        assert answer.sections[0].items[0].verbatim == "Bo Ek will serve as acting minister."
    sought = make_article(
        "005",
        "Lind stays\nThe premier, Lars Holm, denied that he had been looking to replace Ada Lind.",
        people={"Ada Lind": ["Lind"], "Lars Holm": []},
    )
    assert ask_telling("who replaced Lind", sought).message == "No source says who in so many words."


def test_an_answer_is_called_so_only_where_something_in_particular_is_asked() -> None:
    made = make_article(
        "004",
        "Harbour\nThe harbour report was sent on Monday. Ada Lind wrote the harbour report.",
        people={"Ada Lind": []},
    )
    assert ask_telling("what is in the harbour report", made).sections[0].heading == "What is known"
    assert ask_telling("who wrote the harbour report", made).sections[0].heading == "Answer"


def test_what_somebody_does_does_not_say_who_does_it_to_them() -> None:
    made = make_article(
        "004",
        "Harbour\nAda Lind criticised the withdrawal from the harbour. Ada Lind left.",
        people={"Ada Lind": ["Lind"]},
    )
    answer = ask_telling("who criticised Lind", made)
    assert answer.sections[0].heading != "Answer" if answer.sections else answer.status is Status.NONE
    scolded = make_article(
        "005", "Harbour\nDockers criticised Ada Lind over the harbour.", people={"Ada Lind": ["Lind"]}
    )
    assert ask_telling("who criticised Lind", scolded).sections[0].heading == "Answer"


def test_a_misspelt_word_a_sentence_lacks_is_named() -> None:
    harbour = make_article("002", "Harbour\nThe legacy of peace in the harbour is debated.")
    visit = make_article("003", "Visit\nThe widow Westermann spoke at the market.")
    library, read = make_library(harbour, visit)
    request = parse("what is westermnn legacy harbour peace")
    assert request is not None
    planned = plan(request, library)
    answer = compose(planned, library, {id_: read[id_] for id_ in planned.articles})
    assert (answer.status, answer.missing) == (Status.PARTIAL, ("westermnn",))


def test_a_holder_no_source_names_is_said_to_be_unnamed() -> None:
    answer = ask("who will succeed Bo Ek as bishop of Bergen")
    assert answer.status is Status.NONE or "No source says" in str(answer.message)


@pytest.mark.parametrize("question", ["who is the new ambassador to Norway", "who is the next ambassador?"])
def test_an_office_that_stands_open_has_no_holder_and_the_sentence_that_says_so_is_the_nearest(
    question: str,
) -> None:
    answer = ask(question)
    assert answer.message == "No source says who in so many words."
    assert answer.sections[0].heading == "Nearest"
    assert answer.sections[0].items[0].verbatim == (
        "Eva Moe will lead the embassy until a new ambassador arrives."
    )


def test_a_successor_with_a_name_is_the_answer() -> None:
    change = make_article(
        "004",
        "Change in Bergen\nHarbour master Ola Dahl retired in May. Dahl’s successor, Siv Aune, starts now.",
        people={"Ola Dahl": ["Dahl"], "Siv Aune": []},
    )
    library, read = make_library(change)
    request = parse("who succeeds Dahl")
    assert request is not None
    planned = plan(request, library)
    answer = compose(planned, library, {id_: read[id_] for id_ in planned.articles})
    item = answer.sections[0].items[0]
    assert answer.message is None
    assert item.verbatim == "Dahl’s successor, Siv Aune, starts now."
    assert "Siv Aune" in [mark.of(item.text) for mark in item.marks]


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("how old is Lind", "No source says how old in so many words."),
        ("when was Lind born", "No source says when in so many words."),
    ],
)
def test_of_somebody_nothing_of_the_kind_is_told_of_no_other_line_is_shown(
    question: str, message: str
) -> None:
    answer = ask(question)
    assert (answer.message, answer.sections) == (message, ())


def test_one_word_of_a_strange_name_that_happens_to_stand_somewhere_is_not_the_nearest() -> None:
    assert ask("who is kari room haug").status is Status.NONE


@pytest.mark.parametrize("message", ["/person Lindd", "/quotes Lindd", "lindd"])
def test_a_misspelt_name_is_told_with_whom_it_was_taken_for(message: str) -> None:
    answer = ask(message)
    assert answer.title == "Ada Lind"
    asked = message.split()[-1]
    assert str(answer.message).startswith(f"No source has “{asked}”; shown is “Ada Lind”.")


@pytest.mark.parametrize("message", ["/person Lind", "ada lind", "/person Линд"])
def test_a_name_as_it_is_written_or_in_other_letters_needs_no_note(message: str) -> None:
    assert ask(message).message is None


def test_one_person_on_another_is_what_the_one_said_of_the_other() -> None:
    answer = ask("Lind on Ek")
    assert (answer.kind, answer.title) == (Kind.SAID, "Ada Lind on Ek")


def test_what_is_asked_for_is_marked() -> None:
    item = ask("how many rooms has the house of the ambassador").sections[0].items[0]
    assert "12 rooms" in [mark.of(item.text) for mark in item.marks]


@pytest.mark.parametrize(
    "question", ["who won the world cup", "what is the capital of Peru", "how tall is the mountain"]
)
def test_a_question_the_corpus_cannot_answer_gets_none(question: str) -> None:
    answer = ask(question)
    assert answer.status is Status.NONE
    assert answer.sections == ()


@pytest.mark.parametrize(
    "message",
    ["Lind", "ada lind", "Who is Ada Lind?", "tell me about Lind", "the ambassador of Iceland to Norway"],
)
def test_a_name_or_a_role_in_plain_words_is_a_person(message: str) -> None:
    answer = ask(message)
    assert (answer.kind, answer.title) == (Kind.PERSON, "Ada Lind")


def test_a_few_plain_words_are_a_topic() -> None:
    assert ask("fjords").kind is Kind.TOPIC


@pytest.mark.parametrize("message", ["", "of the", "???"])
def test_words_that_ask_nothing_get_a_sentence_on_how_to_ask(message: str) -> None:
    answer = ask(message)
    assert answer.status is Status.INVALID
    assert answer.message


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who spoke?", Expected.PERSON),
        ("when did it end", Expected.DATE),
        ("how long is the border", Expected.DURATION),
        ("how many came", Expected.NUMBER),
        ("сколько стран", Expected.NUMBER),
        ("what happened", None),
        ("Will Smith", None),
        ("is it true that the house was sold", Expected.TRUTH),
        ("how old is she", Expected.AGE),
        ("how much did the house cost", Expected.MONEY),
        ("how many died when it fell", Expected.NUMBER),
        ("lind resignation date", Expected.DATE),
        ("what was the turnout", Expected.SHARE),
        ("почему он ушёл", Expected.REASON),
    ],
)
def test_what_a_question_asks_for(question: str, kind: Expected | None) -> None:
    assert expected(question) is kind


def test_who_holds_an_office_now_is_told_by_the_newest_source() -> None:
    old = make_article("001", "Old\nThe harbour master of Seld is paid by the town.", published="2018-01-02")
    new = make_article("002", "New\nThe harbour master of Seld is paid by the crown.", published="2024-01-02")
    library, read = make_library(old, new)
    request = parse("what is the latest on the pay of the harbour master of Seld")
    assert request is not None
    planned = plan(request, library)
    answer = compose(planned, library, {id_: read[id_] for id_ in planned.articles})
    dates = [item.date for section in answer.sections for item in section.items]
    assert dates[0] == "2024-01-02"


@pytest.mark.parametrize(
    ("question", "said", "day", "set_"),
    [
        ("when will Orna leave the League", "Orna said it would leave the League on Sunday.", "Sunday",
         "The League set 29 January 2025 as the day on which Orna leaves."),
        ("когда Орна выйдет из Лиги", "Орна в воскресенье объявила о выходе из Лиги.", "воскресенье",
         "Лига назначила выход Орны на 29 января 2025 года."),
    ],
)  # fmt: skip
def test_a_day_to_come_is_not_the_one_on_which_it_was_announced(
    question: str, said: str, day: str, set_: str
) -> None:
    russian = "января" in set_
    planned = "29 января 2025 года" if russian else "29 January 2025"
    title = "Лига\n" if russian else "League\n"
    told = telling(make_article("010", title + said, published="2024-01-29"), dates={day: "2024-01-28"})
    later = telling(make_article("011", title + set_, published="2024-12-16"), dates={planned: "2025-01-29"})
    answer = ask_telling(question, told, later)
    assert answer.sections[0].items[0].verbatim == set_
    assert answer.message is None


@pytest.mark.parametrize(
    "words",
    [
        "who is the current ambassador of Japan to China",
        "кто сейчас посол Японии в Китае",
        "кто нынешний посол Японии в Китае",
        "кто такой посол Японии в Китае",
    ],
)
def test_who_holds_an_office_now_is_answered_with_the_person(words: str) -> None:
    article = make_article(
        "002",
        "Envoy\nAda Lind, ambassador of Japan to China, lives in Beijing.",
        people={"Ada Lind": ["Lind"]},
        roles={"Ada Lind": "ambassador of Japan to China"},
    )
    answer = ask_telling(words, article)
    assert (answer.kind, answer.title) == (Kind.PERSON, "Ada Lind")


def test_who_holds_an_office_is_answered_in_kazakh_too() -> None:
    article = make_article(
        "002",
        "President\nBo Ek, president of Kazakhstan, lives in Astana.",
        people={"Bo Ek": ["Ek"]},
        roles={"Bo Ek": "president of Kazakhstan"},
    )
    answer = ask_telling("қазір Қазақстан президенті кім", article)
    assert (answer.kind, answer.title) == (Kind.PERSON, "Bo Ek")


@pytest.mark.parametrize("words", ["кто такая Линд", "кто такой Линд", "Кто такая Ада Линд?", "кто это Линд"])
def test_who_somebody_is_is_asked_in_either_gender(words: str) -> None:
    article = make_article("002", "Visit\nAda Lind came to Bergen.", people={"Ada Lind": ["Lind"]})
    answer = ask_telling(words, article)
    assert (answer.kind, answer.title) == (Kind.PERSON, "Ada Lind")


@pytest.mark.parametrize(
    "words", ["what did Lind say about the quotas", "что сказала Линд о quotas", "Lind on quotas"]
)
def test_namesakes_that_are_hardly_named_leave_a_question_with_whoever_is_in_many_articles(
    words: str,
) -> None:
    often = [
        make_article(f"01{n}", f"Visit {n}\nAda Lind came to Bergen.", people={"Ada Lind": ["Lind", "Линд"]})
        for n in range(8)
    ]
    said = make_article(
        "021",
        "Quotas\nAda Lind spoke on Monday. “The quotas are fair,” Lind said.",
        people={"Ada Lind": ["Lind", "Линд"]},
        says="Ada Lind",
    )
    once = [
        make_article(f"03{n}", f"Street {n}\n{name} won a race.", people={name: ["Lind"]})
        for n, name in enumerate(("Eva Lind", "Olga Lind", "Tor Lind", "Max Lind"))
    ]
    answer = ask_telling(words, said, *often, *once)
    assert answer.sections[0].items[0].verbatim == "“The quotas are fair,” Lind said."
    assert not any("came to Bergen" in item.text for section in answer.sections for item in section.items)


HERRING = make_article("002", "Herring\nHerring is dear. Herring is scarce. The herring boats stay in port.")


@pytest.mark.parametrize("words", ["why does Lind like herring", "почему Lind за herring"])
def test_who_is_named_is_said_to_be_known_though_not_from_what_is_asked(words: str) -> None:
    answer = ask_telling(words, TALKS, HERRING)
    assert answer.status is Status.NONE
    assert "Lind, but not in this connection" in (answer.message or "")


def test_a_word_that_was_asked_for_is_not_offered_again() -> None:
    answer = ask_telling("what did Ada Lind say about herring", TALKS, HERRING)
    assert answer.status is Status.NONE
    assert not any("herring" in one.lower() for one in answer.suggestions)


@pytest.mark.parametrize("words", ["who is rosenblm", "кто такой rosenblm"])
def test_who_is_asked_for_may_be_misspelt_and_written_small(words: str) -> None:
    article = make_article("002", "Visit\nAda Rosenblum came to Bergen.", people={"Ada Rosenblum": []})
    answer = ask_telling(words, article)
    assert (answer.kind, answer.title) == (Kind.PERSON, "Ada Rosenblum")
    assert "shown is “Ada Rosenblum”" in (answer.message or "")


@pytest.mark.parametrize("message", ["что заявил Линд?", "what did Ada Lind claim?"])
def test_the_verb_of_saying_need_not_be_that_of_the_text(message: str) -> None:
    article = make_article(
        "031",
        "Quotas\nAda Lind said nothing new. “The quotas are fair,” Lind said.",
        people={"Ada Lind": ["Lind", "Линд"]},
        says="Ada Lind",
    )
    answer = ask_telling(message, article)
    assert answer.kind is Kind.SAID
    assert "“The quotas are fair,” Lind said." in [item.verbatim for item in answer.sections[0].items]


def test_it_is_not_denied_that_somebody_spoke_where_it_is_not_known_who_did() -> None:
    article = make_article(
        "032",
        "Lind on quotas\nAda Lind, the minister, came. “Herring must stay dear,” the minister said.",
        people={"Ada Lind": ["Lind"]},
        says="Ada Lind",
    )
    nobodys = tuple(
        replace(one, figure=None, attribution=Attribution.UNRESOLVED) for one in article.analysis.quotations
    )
    article = replace(article, analysis=replace(article.analysis, quotations=nobodys))
    answer = ask_telling("what did Lind say about herring", article)
    assert "No statement by" not in (answer.message or "")


def test_a_question_of_who_was_against_something_compares_nothing() -> None:
    article = make_article(
        "033", "Закон\nСенатор Линд проголосовала против закона о сельди.", people={"Линд": []}
    )
    answer = ask_telling("кто голосовал против закона о сельди?", article)
    assert answer.kind is not Kind.COMPARE
    assert answer.sections[0].items[0].verbatim == "Сенатор Линд проголосовала против закона о сельди."


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        (
            "why was the mayor overthrown?",
            "Guards in Orna\nThe guards say they overthrew the mayor because the mills stood still.",
            "The guards say they overthrew the mayor because the mills stood still.",
        ),
        (
            "who resigned over the herring law?",
            "Herring law\nThe herring law has prompted officials to resign, including the consul, Ada Lind.",
            "The herring law has prompted officials to resign, including the consul, Ada Lind.",
        ),
        (
            "кто подал в отставку из-за закона о сельди?",
            "Закон о сельди\nИз-за закона о сельди в отставку ушли трое, в том числе консул Линд.",
            "Из-за закона о сельди в отставку ушли трое, в том числе консул Линд.",
        ),
        (
            "how long did the trawler stay near the pier?",
            "Trawler\nThe trawler was near the pier for about four hours.",
            "The trawler was near the pier for about four hours.",
        ),
        (
            "how many people died in the Orna storm?",
            "Storm\nA 64-strong crew met the deadly 7.2-point storm. Nine people died in the Orna storm.",
            "Nine people died in the Orna storm.",
        ),
        (
            "how large is Orna?",
            "Orna\nTwo envoys spoke of Orna. Orna, 1,200 square kilometres of marsh, has no railway.",
            "Orna, 1,200 square kilometres of marsh, has no railway.",
        ),
        (
            "какова площадь Орны?",
            "Орна\nДва посла говорили об Орне. Орна занимает 1200 кв. км болот.",
            "Орна занимает 1200 кв. км болот.",
        ),
    ],
)
def test_what_answers_in_other_words_is_not_denied(question: str, text: str, answer: str) -> None:
    people = {name: list[str]() for name in ("Ada Lind", "Линд") if name in text}
    article = telling(make_article("051", text, people=people))
    shown = ask_telling(question, article)
    assert shown.message is None
    assert [item.verbatim for item in shown.sections[0].items] == [answer]


@pytest.mark.parametrize(
    ("question", "text", "date"),
    [
        (
            "when was the pact initialled?",
            "Talks\nThe talks, where on 8 August a charter was signed and the pact initialled, went well.",
            "8 August",
        ),
        (
            "когда был парафирован договор?",
            "Встреча\nВстречу, где 8 августа подписали декларацию и парафирован договор, назвали удачной.",
            "8 августа",
        ),
    ],
)
def test_a_day_that_opens_a_clause_is_of_all_that_the_clause_tells(
    question: str, text: str, date: str
) -> None:
    article = telling(make_article("052", text, published="2025-10-27"), dates={date: "2025-08-08"})
    shown = ask_telling(question, article)
    assert shown.message is None
    assert shown.sections[0].heading == "Answer"


@pytest.mark.parametrize(
    ("question", "text", "sentence"),
    [
        (
            "what does the HKB say about herring?",
            "Herring\nThe herring fund is the HKB's. The HKB said herring would be dear.",
            "The HKB said herring would be dear.",
        ),
        (
            "что говорит HKB о сельди?",
            "Сельдь\nФонд сельди создал HKB. HKB сообщил, что цена сельди растёт.",
            "HKB сообщил, что цена сельди растёт.",
        ),
    ],
)
def test_what_a_body_says_is_answered_with_its_statements(question: str, text: str, sentence: str) -> None:
    article = make_article("053", text)
    start = article.article.text.index(sentence)
    named = article.article.text.index("HKB", start)
    said = ReportedStatement(
        Span(start, start + len(sentence)), Attribution.NAMED, organisation=Span(named, named + len("HKB"))
    )
    article = replace(article, analysis=replace(article.analysis, reported=(said,)))
    answer = ask_telling(question, article)
    assert [item.verbatim for item in answer.sections[0].items] == [sentence]
    assert answer.sections[0].heading == "Answer"


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        (
            "where was the herring summit held?",
            "Herring\nThe herring summit is over, Oslo thinks. At the herring summit in Orna nobody slept.",
            "At the herring summit in Orna nobody slept.",
        ),
        (
            "где прошёл саммит по сельди?",
            "Сельдь\nСаммит по сельди ничего не изменит. На саммите по сельди в Орне никто не спал.",
            "На саммите по сельди в Орне никто не спал.",
        ),
    ],
)
def test_a_question_for_a_place_is_answered_with_the_line_that_names_one(
    question: str, text: str, answer: str
) -> None:
    shown = ask_telling(question, make_article("054", text))
    assert shown.sections[0].heading == "Answer"
    assert [item.verbatim for item in shown.sections[0].items] == [answer]


@pytest.mark.parametrize(
    ("question", "text", "day"),
    [
        ("when will the rally be held?", "Rally\nThe rally has been planned for Sunday.", "Sunday"),
        ("когда состоится митинг?", "Митинг\nМитинг запланирован на воскресенье.", "воскресенье"),
    ],
)
def test_a_day_that_is_foretold_is_not_over_though_its_week_is_not_known(
    question: str, text: str, day: str
) -> None:
    article = make_article("055", text)
    start = article.article.text.index(day)
    mention = DateMention(Span(start, start + len(day)), None, None, None)
    article = replace(article, analysis=replace(article.analysis, dates=(mention,)))
    shown = ask_telling(question, article)
    assert (shown.message, shown.sections[0].heading) == (None, "Answer")


def test_a_day_answers_before_a_weekday_of_an_unknown_week() -> None:
    article = make_article(
        "056",
        "Strike in Orna\nThe guild met on Sunday over the strike in Orna. On July 26, Orna saw a strike.",
    )
    text = article.article.text
    spans = [Span(text.index(day), text.index(day) + len(day)) for day in ("Sunday", "July 26")]
    dates = tuple(DateMention(span, None, None, None) for span in spans)
    article = replace(article, analysis=replace(article.analysis, dates=dates))
    shown = ask_telling("when did the strike in Orna take place?", article)
    assert shown.sections[0].items[0].verbatim == "On July 26, Orna saw a strike."


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "why did the council veto the law?",
            "Veto\nThe council may veto the law, NTB reports citing an envoy.",
        ),
        (
            "why did the council veto the law?",
            "Veto\nThe council is to veto the law, amid protests on the pier.",
        ),
    ],
)
def test_whom_a_report_cites_and_what_went_on_meanwhile_is_no_reason(question: str, text: str) -> None:
    shown = ask_telling(question, make_article("057", text))
    assert shown.sections[0].heading != "Answer"


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        (
            "how many members does the Orna parliament have?",
            "Orna\nThe Orna parliament has 150 MPs.",
            "The Orna parliament has 150 MPs.",
        ),
        (
            "how many people live in Orna?",
            "Orna\nOrna has a population of 1,250.",
            "Orna has a population of 1,250.",
        ),
        (
            "how big was the loan?",
            "Loan\nThe bank made a loan of $12.5 billion.",
            "The bank made a loan of $12.5 billion.",
        ),
        ("how strong was the quake?", "Quake\nA 7.3 magnitude quake came.", "A 7.3 magnitude quake came."),
        (
            "сколько пунктов предложил Берген?",
            "Пункты\nПять пунктов, предложенных Бергеном, всех устроили.",
            "Пять пунктов, предложенных Бергеном, всех устроили.",
        ),
    ],
)
def test_a_measure_is_told_in_words_of_its_own(question: str, text: str, answer: str) -> None:
    shown = ask_telling(question, make_article("058", text))
    assert shown.message is None
    assert [item.verbatim for item in shown.sections[0].items] == [answer]


@pytest.mark.parametrize(("speaker", "figure"), [("Lind", 0), ("Lind's office", None)])
def test_it_is_not_denied_that_somebody_spoke_beside_what_they_or_their_office_said(
    speaker: str, figure: int | None
) -> None:
    article = make_article(
        "059",
        f"Arrest of the herring baron\nThe baron was held. Ada Lind came. “It is a turn,” {speaker} said.",
        people={"Ada Lind": ["Lind"]},
    )
    text = article.article.text
    start, named = text.index("It is a turn"), text.index(f"{speaker} said")
    said = Quotation(
        (Span(start, start + len("It is a turn")),),
        Attribution.NAMED,
        figure=figure,
        organisation=None if figure is not None else Span(named, named + len(speaker)),
    )
    article = replace(article, analysis=replace(article.analysis, quotations=(said,)))
    answer = ask_telling("what did Lind say about the arrest of the baron?", article)
    assert "No statement by" not in (answer.message or "")
    assert any("It is a turn" in item.verbatim for part in answer.sections for item in part.items)


def test_lengths_count_nobody() -> None:
    article = make_article(
        "060", "Orna\nThe police of Orna are 1,600 km away. The police of Orna number 1,500 police."
    )
    shown = ask_telling("how many police does Orna have?", article)
    assert shown.sections[0].items[0].verbatim == "The police of Orna number 1,500 police."


@pytest.mark.parametrize("words", ["ferry -Lind", "/topic ferry -Lind", "паром ferry -Линд"])
def test_a_name_behind_a_minus_is_left_out_as_any_word_is(words: str) -> None:
    people = {"Ada Lind": ["Lind", "Линд"]}
    hers = make_article("051", "Ferry late\nThe ferry of Ada Lind was late.", people=people)
    other = make_article("052", "Ferry sold\nThe ferry of Bergen was sold.")
    shown = [item.verbatim for section in ask_telling(words, hers, other).sections for item in section.items]
    assert shown == ["The ferry of Bergen was sold."]


QUOTAS_AND_PORTS = (
    make_article(
        "061",
        "Quotas\nAda Lind spoke on Monday. “The quotas are fair,” Lind said.",
        people={"Ada Lind": ["Lind", "Линд"]},
        says="Ada Lind",
    ),
    make_article(
        "062",
        "Ports\nAda Lind spoke on Friday. “The ports are full,” Lind said.",
        people={"Ada Lind": ["Lind", "Линд"]},
        says="Ada Lind",
    ),
)


@pytest.mark.parametrize(
    "words",
    [
        "what did Ada Lind say about the quotas and about the ports",
        "what did Ada Lind say about quotas, ports?",
        "что сказала Ада Линд про quotas и про ports",
    ],
)
def test_of_two_subjects_that_nobody_speaks_of_together_each_is_answered(words: str) -> None:
    answer = ask_telling(words, *QUOTAS_AND_PORTS)
    assert answer.status is Status.PARTIAL
    assert [item.verbatim for section in answer.sections for item in section.items] == [
        "“The quotas are fair,” Lind said.",
        "“The ports are full,” Lind said.",
    ]


def test_of_two_subjects_the_one_nobody_speaks_of_is_named() -> None:
    answer = ask_telling("what did Ada Lind say about the quotas and the herring", *QUOTAS_AND_PORTS, HERRING)
    assert answer.missing == ("herring",)
    assert [item.verbatim for section in answer.sections for item in section.items] == [
        "“The quotas are fair,” Lind said."
    ]


def test_the_words_of_one_subject_are_not_answered_apart() -> None:
    answer = ask_telling("what did Ada Lind say about full quotas", *QUOTAS_AND_PORTS)
    assert answer.status is Status.NONE


@pytest.mark.parametrize(
    "words", ["what did ada rosenblm say about ferries", "что сказала ada rosenblm о ferries"]
)
def test_a_name_misspelt_inside_a_question_is_whoever_is_meant(words: str) -> None:
    said = make_article(
        "002",
        "Visit\nAda Rosenblum came to Bergen.\n“The ferries are too slow,” Rosenblum said.",
        people={"Ada Rosenblum": ["Rosenblum"]},
        says="Ada Rosenblum",
    )
    answer = ask_telling(words, said)
    assert [item.speaker for item in answer.sections[0].items] == ["Ada Rosenblum"]
    assert "shown is “Ada Rosenblum”" in (answer.message or "")
