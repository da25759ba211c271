"""Pages that are a statement: the words are those of whom the head names, and nobody else's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.speech.speakers import attribute
from bot.text.sentences import sentences_of
from bot.words.documents import Dropped
from bot.words.findings import Attribution
from bot.words.spans import Span
from tests.speech.speaking import article_of, read, read_cyrillic

HARBOUR = "We are deeply concerned about the harbour.\nRuland stands ready to help. I call for calm."


def page(title: str, *lines: str) -> str:
    return "\n".join((title, *lines))


# --- whose it is -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "Statement from National Security Adviser Ada Lind on Events in Sinia",
        "Remarks by Ada Lind, Minister of Foreign Affairs of Ruland, at the Port Forum",
        "Sinia: Statement by Foreign Minister Ada Lind on the harbour",
        "Op-ed by Ambassador Ada Lind",
        "Statement by the Ambassador of Ruland to Sinia Ada Lind following the storm",
        "Foreign Minister Ada Lind's speech at the Port Forum",
        "Ada Lind – 2021 Speech on the Harbour",
    ],
)
def test_the_words_of_a_page_are_those_of_whom_its_title_names(title: str) -> None:
    said = read(page(title, HARBOUR), "Ada Lind f")
    assert said.words == [["We are deeply concerned about the harbour.", HARBOUR.split("\n")[1]]]
    assert said.speaker("call for calm") == "Ada Lind"
    assert said.quotations[0].attribution is Attribution.NAMED


def test_who_makes_a_statement_together_says_it_each() -> None:
    title = "Joint Statement by President Ada Lind and Prime Minister Otto Berg on the harbour"
    said = read(page(title, HARBOUR), "Ada Lind f", "Otto Berg m")
    assert [said.figures[one.figure or 0].name for one in said.quotations] == ["Ada Lind", "Otto Berg"]
    assert {one.mention.of(said.text) for one in said.quotations if one.mention} == {
        "Ada Lind and Prime Minister Otto Berg"
    }


@pytest.mark.parametrize(
    ("title", "speaker", "attribution"),
    [
        ("Statement by the President on Harvest Day", "the President", Attribution.ROLE),
        (
            "Joint statement by the foreign ministers of Ruland, Sinia and Vesland on the harbour",
            "the foreign ministers of Ruland, Sinia and Vesland",
            Attribution.ROLE,
        ),
        (
            "Statement by the Ministry of Foreign Affairs of Ruland on the harbour",
            "the Ministry of Foreign Affairs of Ruland",
            Attribution.NAMED,
        ),
        ("G7 Leaders’ Statement on the harbour", "G7 Leaders", Attribution.NAMED),
        ("Statement by the Spokesperson for Minister Ada Lind on the harbour", None, Attribution.ROLE),
        ("Message from the President to Prime Minister Ada Lind on the harbour", "the President", None),
    ],
)
def test_who_is_not_named_is_who_is_described(
    title: str, speaker: str | None, attribution: Attribution | None
) -> None:
    said = read(page(title, HARBOUR), "Ada Lind f")
    found = said.quotation("call for calm")
    assert found.figure is None
    assert speaker is None or said.speaker("call for calm") == speaker
    assert attribution is None or found.attribution is attribution


def test_a_statement_may_have_its_speaker_in_a_line_of_their_own() -> None:
    text = page("Remarks at a Briefing on the Harbour", "Ambassador Ada Lind", "Envoy to Sinia", HARBOUR)
    assert read(text, "Ada Lind f").speaker("call for calm") == "Ada Lind"


def test_who_stands_in_the_dropped_head_of_a_page_speaks_by_name() -> None:
    text = page("Harvest Day", "Press Statement", "Ada Lind", "Minister of Trade", HARBOUR)
    article = article_of(text, headings=("Harvest Day",))
    lines = article.paragraphs
    head = replace(
        article, paragraphs=lines[3:], dropped=tuple(Dropped(line, "page header") for line in lines[:3])
    )
    (found,) = attribute(head, sentences_of(head), (), ())
    assert found.organisation is not None
    assert found.organisation.of(text) == "Ada Lind"


def test_whoever_reports_on_a_statement_gives_none() -> None:
    text = page("Remarks at the Port Forum", "Ada Lind, Political Editor", HARBOUR)
    assert not read(text, "Ada Lind f").quotations


# --- how far it goes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "end", ["###", "# # #", "Notes to editors", "Contact: the press office.", "Background", "END"]
)
def test_a_statement_ends_at_its_end_mark(end: str) -> None:
    text = page("Statement by Minister Ada Lind on the harbour", HARBOUR, end, "We have four harbours here.")
    assert not any("four harbours" in part for part in read(text, "Ada Lind f").words[0])


def test_what_introduces_a_statement_is_no_part_of_it() -> None:
    intro = "A spokesperson of the Port Ministry issued the following statement today:"
    said = read(page("Statement by the Port Ministry on the harbour", intro, HARBOUR))
    assert said.words == [HARBOUR.split("\n")]


def test_the_narration_behind_a_statement_is_no_part_of_it() -> None:
    told = "Minister Lind is on a visit to Sinia."
    said = read(page("Statement by Minister Ada Lind on the harbour", HARBOUR, told), "Ada Lind f")
    assert said.words == [HARBOUR.split("\n")]


def test_what_others_say_in_a_statement_stays_theirs() -> None:
    quoted = "We share a sea. As Otto Berg said, “The harbour belongs to all of us.” We agree."
    text = page("Statement by Minister Ada Lind on the harbour", quoted)
    said = read(text, "Ada Lind f", "Otto Berg m")
    assert said.speaker("belongs to all") == "Otto Berg"
    assert said.speaker("share a sea") == said.speaker("We agree") == "Ada Lind"


def test_a_statement_may_stand_whole_in_quotation_marks() -> None:
    words = "“We are deeply concerned about the harbour.", "We stand ready to help.”"
    said = read(page("Statement from Minister Ada Lind on the harbour", *words), "Ada Lind f")
    assert [said.speaker("deeply concerned"), said.speaker("ready to help")] == ["Ada Lind", "Ada Lind"]
    told = page("Statement from Minister Ada Lind on the harbour", *words, "The mayor left early.")
    assert read(told, "Ada Lind f").speaker("ready to help") is None


def test_what_a_journalist_asks_is_not_the_speakers() -> None:
    text = page(
        "Response by Ambassador Ada Lind on the harbour",
        "Question: How do we see the harbour today?",
        "Answer: We see it open. I call for calm.",
    )
    said = read(text, "Ada Lind f")
    assert said.words == [["We see it open. I call for calm."]]


def test_the_questions_of_an_interview_without_labels_make_no_statement() -> None:
    asked = "How do you see our harbour today?"
    text = page("Remarks by Ambassador Ada Lind", asked, "I see it open.", "Do you fear for us?", "I do not.")
    assert not read(text, "Ada Lind f").quotations
    answer = page("Remarks by Ambassador Ada Lind", HARBOUR, "Would you not call for calm with us?")
    assert not any("Would you" in part for part in read(answer, "Ada Lind f").words[0])


def test_a_country_and_a_number_are_no_first_person() -> None:
    told = "US ships entered the harbour in World War I and left it."
    assert not read(page("Statement by Minister Ada Lind on ships", told), "Ada Lind f").quotations


def test_contacts_between_countries_are_no_end_of_a_statement() -> None:
    last = "Contacts between our countries go on."
    said = read(page("Statement by Minister Ada Lind on the harbour", HARBOUR, last), "Ada Lind f")
    assert said.words[0][-1] == last


@pytest.mark.parametrize(
    ("title", "told", "kept"),
    [
        ("Remarks by Deputy Minister Ada Lind", "The deputy minister noted that our harbour is open.", False),
        ("Remarks by Vice President Ada Lind", "The President has asked me to tell us all.", True),
    ],
)
def test_a_lesser_office_is_told_of_by_its_own_name(title: str, told: str, *, kept: bool) -> None:
    assert bool(read(page(title, HARBOUR, told, "We go on."), "Ada Lind f").quotations) is kept


# --- what is none ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        page("Statement by minister draws criticism", "We asked our readers what they think of it."),
        page(
            "Minister Ada Lind's statement on port fees angers fishermen", "We all know Lind. She is wrong."
        ),
        page("Statement by Minister Ada Lind draws criticism", "We asked our readers. They were angry."),
        page("President Lind's speech on the harbour: what we learned", "We learned that it is closed."),
        page("Readout of President Ada Lind's call with Otto Berg", "We are told they spoke of our harbour."),
        page(
            "Statement by Minister Ada Lind on the harbour",
            "The minister noted that our harbour is open.",
            "We must rebuild.",
        ),
        page(
            "Statement by Spokesman Otto Berg on Minister Lind's visit", "The minister met the mayor today."
        ),
        page("Foreign Minister's speech on fees", "We heard it. The minister spoke of fees for our harbour."),
        page(
            "The Prime Minister's statement on fees", "I welcome the Prime Minister's statement. We need it."
        ),
        page("How we read a statement by Minister Ada Lind", "We think that it is long. I call for calm."),
    ],
)
def test_what_tells_of_a_statement_is_none(text: str) -> None:
    assert not any(
        "head of the page" in one.reason for one in read(text, "Ada Lind f", "Otto Berg m").quotations
    )


def test_a_page_that_quotes_its_speaker_by_a_clause_is_told_by_another() -> None:
    text = page(
        "Statement by Minister Ada Lind on the harbour",
        "Our reporter was there.",
        "“The harbour stays open and nobody pays for it,” Lind said.",
        "We waited for more.",
    )
    assert read(text, "Ada Lind f").words == [["The harbour stays open and nobody pays for it,"]]


# --- Russian and Kazakh ------------------------------------------------------------------------------------

ГАВАНЬ = "Выражаем обеспокоенность положением в гавани.\nРуландия готова помочь. Призываем к спокойствию."


@pytest.mark.parametrize(
    "title",
    [
        "Заявление Министра иностранных дел Руландии А. Б. Линдина по положению в гавани",
        "Комментарий официального представителя МИД Руландии А. Б. Линдина в связи с бурей",
        "Выступление посла Руландии в Синии А. Б. Линдина на форуме портов",
    ],
)
def test_the_words_of_a_russian_page_are_those_of_whom_its_title_names(title: str) -> None:
    said = read_cyrillic(page(title, ГАВАНЬ), "А. Б. Линдин m А. Б. Линдина")
    assert said.words == [ГАВАНЬ.split("\n")]
    assert said.speaker("Призываем") == "А. Б. Линдин"


def test_a_ministry_speaks_by_its_name_as_a_subject() -> None:
    first = "Министерство портов Руландии решительно осуждает закрытие гавани."
    title = "Заявление Министерства портов Руландии в связи с закрытием гавани"
    said = read_cyrillic(page(title, first, "Гавань открыта для всех судов."))
    assert said.words == [[first, "Гавань открыта для всех судов."]]
    assert said.speaker("осуждает") == "Министерство портов Руландии"


def test_an_answer_is_that_of_whom_the_title_names() -> None:
    text = page(
        "Ответ официального представителя МИД Руландии А. Б. Линдина на вопрос о гавани",
        "Вопрос: Как мы могли бы понять эти сообщения?",
        "Ответ: Мы видим гавань открытой. Призываем к спокойствию.",
    )
    said = read_cyrillic(text, "А. Б. Линдин m А. Б. Линдина")
    assert said.words == [["Мы видим гавань открытой. Призываем к спокойствию."]]


@pytest.mark.parametrize(
    "text",
    [
        page("Заявление министра Линдина вызвало критику", "Мы спросили наших читателей, что они думают."),
        page("О заявлении министра Линдина", "Мы спросили наших читателей, что они думают."),
        page(
            "Выступление министра Линдина на форуме", "Министр отметил, что наша гавань открыта.", "Мы ждём."
        ),
        page("Заявление посла выслушали в порту", "Мы видим, что посол доволен нашей гаванью."),
    ],
)
def test_what_tells_of_a_russian_statement_is_none(text: str) -> None:
    assert not read_cyrillic(text, "Линдин m Линдина").quotations


def test_what_a_statement_tells_of_others_is_no_report_of_theirs() -> None:
    told = "Мы помним, что министр Берг заявил о закрытии гавани."
    text = page("Заявление посла Руландии А. Б. Линдина по гавани", told)
    said = read_cyrillic(text, "А. Б. Линдин m А. Б. Линдина", "Берг m")
    assert said.speaker("Мы помним") == "А. Б. Линдин"
    assert not said.reports()


def test_a_kazakh_page_says_at_the_end_of_its_title_what_it_is() -> None:
    text = page(
        "Руландия Президенті Ада Линдтің үндеуі",
        "Біз айлақтағы жағдайға алаңдаймыз.",
        "Тараптарды сабырға шақырамыз.",
    )
    said = read_cyrillic(text, "Ада Линд f Ада Линдтің", language="kk")
    assert said.speaker("сабырға шақырамыз") == "Ада Линд"


def test_a_page_of_no_head_is_nobodys() -> None:
    article = article_of(HARBOUR)
    assert not attribute(replace(article, paragraphs=(Span(0, 42),)), sentences_of(article), (), ())
