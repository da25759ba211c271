"""`@bot words` in any chat: what is offered, page by page, over real HTTP with the real answers."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.briefing.composing import compose
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.briefing.plans import plan
from bot.briefing.proof.verification import stands
from bot.chat.answering.offers import MOST_OFFERS, Offers
from bot.words.answers import Briefing, Kind, Request
from bot.words.deep_links import read_start
from tests.chat.conftest import LogLines, RunningBot, StartBot
from tests.makers import make_article, make_library
from tests.telegram_server.chats import Person
from tests.telegram_server.facts import JSON
from tests.telegram_server.markup import parsed_html
from tests.telegram_server.server import Fault, TelegramServer

BORDER = make_article(
    "001",
    "Border talks open\nAnn Marsh, the U.S. envoy, met Tom Reed on Monday. "
    "“We want <trade> & peace,” Marsh said.\n"
    "The border trade has doubled, said Reed. Border guards watched the border trade.",
    people={"Ann Marsh": ["Marsh"], "Tom Reed": ["Reed"]},
    roles={"Ann Marsh": "U.S. envoy"},
    says="Ann Marsh",
    published="2024-11-26",
)
HARVEST = make_article(
    "002",
    "Harvest <b>fails</b>\nThe harvest failed. Border trade fell, too. Marsh was absent."
    "\nBorder trade matters.",
    people={"Ann Marsh": ["Marsh"]},
    published="2024-12-01",
)


class MadeAnswers:
    """Answers from a small corpus, as the service does but for its database."""

    def __init__(self, library: Library, articles: Mapping[str, ReadArticle]) -> None:
        self.library = library
        self.articles = articles
        self.asked: list[Request] = []

    async def answer(self, request: Request) -> Briefing:
        self.asked.append(request)
        planned = plan(request, self.library)
        return compose(planned, self.library, {id_: self.articles[id_] for id_ in planned.articles})


@pytest.fixture
def answers() -> MadeAnswers:
    return MadeAnswers(*make_library(BORDER, HARVEST))


pytestmark = pytest.mark.usefixtures("bot")


async def titles(person: Person, words: str) -> list[str]:
    return [result["title"] for result in await person.asks_inline(words).results()]


async def test_nothing_typed_offers_the_most_mentioned_people_and_the_newest_articles(alice: Person) -> None:
    assert await titles(alice, "") == ["Ann Marsh", "Harvest <b>fails</b>", "Tom Reed", "Border talks open"]


@pytest.mark.parametrize("typed", ["m", "ma", "MARSH", "ann ma", "марш", "ann marsh"])
async def test_a_person_is_offered_from_the_first_letter_on(alice: Person, typed: str) -> None:
    assert (await titles(alice, typed))[0] == "Ann Marsh"


async def test_what_is_sent_is_a_whole_answer_in_telegrams_own_markup(alice: Person) -> None:
    result = (await alice.asks_inline("marsh").results())[0]
    assert result["type"] == "article"
    assert result["description"] == "U.S. envoy"
    text, _ = parsed_html(result["input_message_content"]["message_text"])
    assert text.startswith("Ann Marsh\nU.S. envoy")
    assert "<trade> & peace" in text
    assert "2 articles" in text
    assert result["input_message_content"]["link_preview_options"] == {"is_disabled": True}


async def test_excerpts_stand_in_their_article_and_name_it(alice: Person, answers: MadeAnswers) -> None:
    results = await alice.asks_inline("border guards").results()
    excerpts = [one for one in results if one["title"] == "Border talks open"]
    assert excerpts
    text, _ = parsed_html(excerpts[0]["input_message_content"]["message_text"])
    assert "Border guards watched the border trade." in text
    assert "[1] Border talks open" in text
    search = await answers.answer(Request(Kind.SEARCH, "border guards"))
    for section in search.sections:
        assert all(stands(item, answers.articles[item.article].article.text) for item in section.items)


async def test_words_between_plus_signs_become_links_in_a_text_of_ones_own(alice: Person) -> None:
    (result,) = await alice.asks_inline("Lunch <today> with +Marsh+ on +border trade+ & +quails+").results()
    assert result["title"] == "With links"
    text, entities = parsed_html(result["input_message_content"]["message_text"])
    assert text == "Lunch <today> with Marsh on border trade & +quails+"
    assert [one["type"] for one in entities] == ["text_link", "text_link"]
    assert all(one["url"].startswith("https://t.me/AideMemoireBot?start=") for one in entities)


async def test_in_russian_letters_the_links_are_the_same(alice: Person) -> None:
    (result,) = await alice.asks_inline("Обед с +Марш+").results()
    (entity,) = parsed_html(result["input_message_content"]["message_text"])[1]
    (english,) = await alice.asks_inline("+Ann Marsh+").results()
    assert entity["url"] in english["input_message_content"]["message_text"]


@pytest.mark.parametrize("words", ["1+1+1", "C++ and border", "+quails+"])
async def test_plus_signs_that_lead_nowhere_change_nothing(alice: Person, words: str) -> None:
    assert "With links" not in await titles(alice, words)


@pytest.mark.parametrize("typed", ["xylophone qwzx", "ксилофон щщщ"])
async def test_words_nobody_wrote_may_be_asked_in_private(alice: Person, typed: str) -> None:
    ask = alice.asks_inline(typed)
    assert await ask.results() == []
    assert ask.answer is not None
    button = ask.answer["button"]
    assert button["text"] == "Nothing to send; ask me in private"
    assert read_start(button["start_parameter"]) == (Kind.QUESTION, typed)


async def test_what_fits_no_link_has_no_button(alice: Person) -> None:
    ask = alice.asks_inline("xylophone " * 10)
    assert await ask.results() == []
    assert ask.answer is not None
    assert "button" not in ask.answer


async def test_more_than_a_page_is_given_page_by_page_up_to_fifty(
    telegram: TelegramServer, alice: Person, answers: MadeAnswers
) -> None:
    names = [f"Mara Lind{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(70)]
    text = "Many people met\n" + "\n".join(f"{name} spoke about the border." for name in names)
    answers.library, answers.articles = make_library(
        make_article("003", text, people={name: [] for name in names})
    )
    seen: list[str] = []
    offset = ""
    for _ in range(9):
        ask = alice.asks_inline("mar", offset=offset)
        results = await ask.results()
        assert len(results) <= 50
        seen += [result["id"] for result in results]
        assert ask.answer is not None
        offset = ask.answer.get("next_offset", "")
        if not offset:
            break
    assert len(seen) == len(set(seen))
    assert 20 < len(seen) <= MOST_OFFERS
    assert not offset


async def test_results_are_cached_and_made_once(alice: Person, answers: MadeAnswers) -> None:
    ask = alice.asks_inline("reed")
    await ask.results()
    asked = len([one for one in answers.asked if one.kind is not Kind.SEARCH])
    again = alice.asks_inline("reed")
    await again.results()
    assert len([one for one in answers.asked if one.kind is not Kind.SEARCH]) == asked
    assert ask.answer is not None
    assert ask.answer["cache_time"] == 300
    assert ask.answer["is_personal"]  # the next who types the same may speak another language


async def test_strangers_are_offered_nothing_and_others_nothing_of_theirs(
    bot: RunningBot, start_bot: StartBot, telegram: TelegramServer, alice: Person
) -> None:
    await bot.stop()
    eve = telegram.user("Eve")
    async with start_bot(allowed=frozenset({alice.id})):
        for_eve, for_alice = eve.asks_inline("marsh"), alice.asks_inline("marsh")
        assert await for_eve.results() == []
        assert await for_alice.results() != []
    for ask in (for_eve, for_alice):
        assert ask.answer is not None
        assert ask.answer["is_personal"] is True


@pytest.mark.parametrize(
    ("words", "offset"),
    [
        ("border " * 60, ""),
        ("\u202e\u0301\ufeff", ""),
        ('<b>Marsh</b> & "sons"', ""),
        ("\ud83d", ""),
        ("marsh", "-1"),
        ("marsh", "9" * 60),
        ("marsh", "१"),
        ("/hide Marsh", ""),
        ('"marsh', ""),
        ("from: since: until:", ""),
    ],
)
async def test_hostile_queries_are_answered_like_any_other(
    alice: Person, log: LogLines, words: str, offset: str
) -> None:
    await alice.asks_inline(words, offset=offset).results()
    assert (await titles(alice, "marsh"))[0] == "Ann Marsh"
    assert log.lines == []


async def test_a_query_that_fails_is_answered_with_nothing_that_is_not_kept(
    alice: Person, answers: MadeAnswers, monkeypatch: pytest.MonkeyPatch, log: LogLines
) -> None:
    async def broken(request: Request) -> Briefing:
        raise RuntimeError("the index is gone")

    with monkeypatch.context() as patched:
        patched.setattr(answers, "answer", broken)
        ask = alice.asks_inline("marsh")
        assert await ask.results() == []
    assert ask.answer is not None
    assert ask.answer["cache_time"] == 0
    assert "An inline query failed" in log.lines
    assert await titles(alice, "marsh") != []


async def test_a_query_too_old_to_answer_is_no_error(
    telegram: TelegramServer, alice: Person, log: LogLines
) -> None:
    telegram.next_time("answerInlineQuery", Fault(400, "Bad Request: query is too old"))
    alice.asks_inline("marsh")
    await telegram.until(lambda: telegram.times("answerInlineQuery") == 1, "the answer")
    assert await titles(alice, "reed") != []
    assert log.lines == []


def test_topics_are_found_by_the_beginning_of_any_of_their_words() -> None:
    library, _ = make_library(BORDER, HARVEST)
    topic = next(iter(library.subjects))
    last = topic.split()[-1]
    offers = Offers(library).typed(last[:3], "en")
    assert Request(Kind.TOPIC, topic) in [offer.request for offer in offers]


def test_names_are_found_by_their_beginnings_in_whatever_order_they_came_and_left() -> None:
    harvest = make_article(
        "003", "Урожай\nАгроном Ада Лундберг показала поле.", people={"Ада Лундберг": ["Лундберг"]}
    )
    before, _ = make_library(BORDER, HARVEST)
    after, _ = make_library(HARVEST, harvest)
    led = Offers(after, Offers(before))
    back = Offers(before, led)
    words = [
        word for library in (before, after) for one in library.directory.people for word in one.name.split()
    ]
    for typed in {word[:length] for word in words for length in (1, 2, 4)}:
        assert led.typed(typed, "en") == Offers(after).typed(typed, "en")
        assert back.typed(typed, "ru") == Offers(before).typed(typed, "ru")
    assert [offer.request.words for offer in led.typed("лунд", "ru")] == ["Ада Лундберг"]


async def test_typing_counts_once_and_who_asks_too_much_is_told_so(
    start_bot: StartBot, answers: MadeAnswers, bot: RunningBot, telegram: TelegramServer
) -> None:
    """Telegram sends what is typed letter by letter: that is one request, and so are its further results."""
    bob = telegram.user("Bob")
    for words in ("b", "bo", "bord", "border", "border t", "border", "border tr"):
        assert "button" not in await answered(bob, words)
    for number in range(19):
        assert (await answered(bob, f"{number} harvest"))["cache_time"] > 0
    refused = await answered(bob, "marsh")
    assert (refused["results"], refused["cache_time"]) == ([], 0)
    assert refused["button"] == {"text": "Enough for a minute", "start_parameter": "inline"}
    alice = telegram.user("Alice")
    assert (await alice.asks_inline("marsh").results())[0]["title"] == "Ann Marsh"


async def answered(person: Person, words: str) -> JSON:
    ask = person.asks_inline(words)
    await ask.results()
    assert ask.answer is not None
    return ask.answer
