"""How an office was taken, left and handed over: only what a sentence says of the person."""

import pytest

from bot.briefing.lines.quotable import ReadArticle
from bot.briefing.person.career import CareerEvent, Turn, career_events
from bot.words.findings import AnalysedArticle
from tests.briefing.telling import telling
from tests.makers import make_article


def events(
    article: AnalysedArticle, name: str = "Ada Lind", *, main: bool | None = None
) -> list[CareerEvent]:
    """Return the events of somebody who is not in the title, is, or is and nobody is named more often."""
    read = ReadArticle(article)
    number = [figure.name for figure in article.analysis.figures].index(name)
    return list(career_events([(read, number)], main={} if main is None else {article.article.id: main}))


def turns(sentence: str, name: str = "Ada Lind", *, dates: dict[str, str] | None = None) -> list[str]:
    made = make_article("001", f"News\n{sentence}", people={"Ada Lind": ["Lind"], "Bo Ek": ["Ek"]})
    return [event.turn.value for event in events(telling(made, dates=dates), name)]


@pytest.mark.parametrize(
    ("sentence", "turn"),
    [
        ("Ada Lind took office on Monday.", "began"),
        ("Ada Lind, a former judge, was sworn in as mayor of Turku.", "began"),
        ("Lind, who became mayor in spring, has two deputies.", "began"),
        ("The council appointed Ada Lind as harbour master.", "began"),
        ("The council elected Ada Lind mayor.", "began"),
        ("Harbour master Ada Lind has announced her resignation.", "ended"),
        ("Ada Lind resigned on Monday after the flood.", "ended"),
        ("Ada Lind was dismissed by the council.", "ended"),
        ("The council sacked harbour master Ada Lind.", "ended"),
        ("Ada Lind, whom the council sacked as harbour master last spring, is a guest there now.", "ended"),
        ("Ada Lind plans to step down in spring.", "ended"),
        ("Ada Lind will take office in June.", "to_come"),
        ("Ada Lind succeeds Bo Ek.", "before"),
        ("Bo Ek replaced Ada Lind.", "after"),
        ("Lind’s predecessor, Bo Ek, moved to Turku.", "before"),
        ("Lind’s successor is not known.", "after"),
    ],
)
def test_a_sentence_that_says_so_is_an_event(sentence: str, turn: str) -> None:
    assert turns(sentence) == [turn]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ada Lind denied that she resigned.",
        "Ada Lind never took office.",
        "The union demanded that Ada Lind was dismissed.",
        "Bo Ek fired at Ada Lind in the debate.",
        "Guards fired on Ada Lind and her driver.",
        "Lind could be appointed as harbour master.",
        "Fishermen called for the resignation of Ada Lind.",
        "Ada Lind named Bo Ek as her adviser.",
        "Ada Lind said Bo Ek resigned on Monday.",
        "Ada Lind left the hall early.",
        "Ada Lind became angry.",
        "A report by Lind was appointed reading.",
    ],
)
def test_what_is_denied_wished_or_said_of_another_is_no_event(sentence: str) -> None:
    assert turns(sentence) == []


def test_one_sentence_may_tell_of_two_people() -> None:
    sentence = "Ada Lind took over as harbour master in May from Bo Ek, whose term ended in April."
    assert turns(sentence) == ["began", "before"]
    assert turns(sentence, "Bo Ek") == ["ended", "after"]


@pytest.mark.parametrize(
    ("sentence", "dates"),
    [
        ("Ada Lind has served as harbour master since May 2021.", {"May 2021": "2021-05"}),
        ("Ada Lind has held the post since May 2021.", {"May 2021": "2021-05"}),
    ],
)
def test_a_time_in_office_counts_with_its_date(sentence: str, dates: dict[str, str]) -> None:
    assert turns(sentence, dates=dates) == ["began"]
    assert turns(sentence) == []


def test_until_with_a_date_ends_an_office() -> None:
    sentence = "Ada Lind was harbour master until May 2021."
    assert turns(sentence, dates={"May 2021": "2021-05"}) == ["ended"]
    assert turns("Ada Lind was angry until supper.") == []


def test_nothing_inside_a_quotation_is_an_event() -> None:
    made = make_article(
        "001",
        "News\n“Ada Lind resigned on Monday,” Ek said.",
        people={"Ada Lind": [], "Bo Ek": ["Ek"]},
        says="Bo Ek",
    )
    assert events(made) == []


def test_a_pronoun_counts_where_it_is_resolved() -> None:
    made = make_article("001", "News\nAda Lind smiled. She took office in May.", people={"Ada Lind": []})
    assert events(made) == []
    (event,) = events(telling(made, pronouns={"She took": "Ada Lind"}))
    assert event.item().text == "[Ada Lind] took office in May."


def test_an_event_shows_its_date_marked_and_is_ordered_by_it() -> None:
    made = make_article(
        "001",
        "News\nAda Lind took office in May 2021. Lind resigned in June 2023.",
        people={"Ada Lind": ["Lind"]},
    )
    found = events(telling(made, dates={"May 2021": "2021-05", "June 2023": "2023-06"}))
    assert [(event.turn, event.day) for event in found] == [(Turn.ENDED, "2023-06"), (Turn.BEGAN, "2021-05")]
    item = found[0].item()
    assert [mark.of(item.text) for mark in item.marks] == ["June 2023"]


def test_that_nobody_is_named_yet_counts_in_an_article_about_who_leaves() -> None:
    made = make_article(
        "001",
        "Lind leaves\nAda Lind resigned on Monday. Bo Ek will run the harbour until a successor is named.",
        people={"Ada Lind": [], "Bo Ek": []},
    )
    assert [event.turn for event in events(made)] == [Turn.ENDED]
    assert {event.turn for event in events(made, main=True)} == {Turn.ENDED, Turn.AFTER}


@pytest.mark.parametrize(
    "announced",
    [
        "“Bo Ek will assume the title of Acting Minister in May,” Holm wrote.",
        "Holm named his old friend Bo Ek as interim minister.",
    ],
)
def test_an_article_that_opens_with_who_leaves_says_who_comes_next(announced: str) -> None:
    people = {"Ada Lind": [], "Bo Ek": [], "Lars Holm": ["Holm"]}
    opening = "Premier Holm announced on Monday that Ada Lind will be leaving the government."
    made = make_article("001", f"Lind to leave\n{opening} {announced}", people=people, says="Lars Holm")
    (coming,) = (event for event in events(made, main=False) if event.turn is Turn.AFTER)
    assert coming.item().verbatim == announced
    own = {("001", [figure.name for figure in made.analysis.figures].index("Ada Lind"))}
    assert [name.of(made.article.text) for name in coming.others_named(own)][-1:] == ["Bo Ek"]
    far = " ".join(["The sea was calm."] * 9)
    made = make_article("001", f"Lind and Holm\n{far} {opening} {announced}", people=people, says="Lars Holm")
    assert Turn.AFTER not in {event.turn for event in events(made, main=False)}


def test_russian_sentences_are_read_too() -> None:
    made = make_article(
        "001",
        "Новости\nАда Линд подала в отставку. Бу Эк сменил Аду Линд.",
        people={"Ада Линд": ["Аду Линд"], "Бу Эк": []},
    )
    assert {event.turn for event in events(made, "Ада Линд")} == {Turn.ENDED, Turn.AFTER}


def test_death_is_an_event_and_a_wish_to_follow_somebody_is_none() -> None:
    assert turns("Ada Lind, who opened the port, died on Sunday.") == ["died"]
    assert turns("Bo Ek sought to portray himself as Lind’s successor.") == []
    assert turns("Ada Lind became the first candidate to win in the north.") == []


def test_a_date_in_an_apposition_is_not_that_of_the_event() -> None:
    made = make_article(
        "001", "News\nAda Lind, mayor since 2019, was dismissed in May.", people={"Ada Lind": []}
    )
    (event,) = [one for one in events(telling(made, dates={"2019": "2019"})) if one.turn is Turn.ENDED]
    assert (event.over, event.date) == (True, None)


@pytest.mark.parametrize(
    ("sentence", "office"),
    [
        ("Ada Lind resigned as chairwoman of the harbour board.", {"chairwoman", "harbour", "board"}),
        ("Ada Lind was dismissed on Monday as Berger's harbour master.", {"berger", "harbour", "master"}),
        ("Ada Lind, whom the council sacked as harbour master, is a guest.", {"harbour", "master"}),
        ("The council sacked the unlucky Ada Lind as harbour master.", {"harbour", "master"}),
        ("Ada Lind announced her resignation as harbour master.", {"harbour", "master"}),
    ],
)
def test_an_ending_says_which_office_is_over(sentence: str, office: set[str]) -> None:
    made = make_article("001", f"News\n{sentence}", people={"Ada Lind": [], "Bo Ek": []})
    assert office in [event.ended_words for event in events(telling(made))]
