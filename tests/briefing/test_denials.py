"""Nothing is denied that a line says in other words; no line answers that only names what is asked about."""

from dataclasses import replace

import pytest

from bot.words.answers import Briefing
from bot.words.findings import AnalysedArticle, Attribution, ReportedStatement
from bot.words.spans import Span
from tests.briefing.telling import ask, telling
from tests.makers import make_article

DENIALS = ("No source", "Nothing")


def denied(answer: Briefing) -> bool:
    """Say whether an answer opens with a denial; that no source has all of it together is none."""
    message = answer.message or ""
    return message.startswith(DENIALS) and not message.startswith("No source has all of it together")


def first(answer: Briefing) -> str:
    """Return the first line of an answer."""
    return answer.sections[0].items[0].verbatim


def _spoken_by(article: AnalysedArticle, statement: str, name: str) -> AnalysedArticle:
    """Let a statement be reported of somebody who is named in it."""
    text = article.article.text
    start, at = text.index(statement), text.rindex(name)
    span, mention = Span(start, start + len(statement)), Span(at, at + len(name))
    number = [one.name for one in article.analysis.figures].index(name)
    told = ReportedStatement(span, Attribution.NAMED, figure=number, mention=mention)
    return replace(article, analysis=replace(article.analysis, reported=(told,)))


@pytest.mark.parametrize(
    ("question", "text", "line"),
    [
        (
            "who succeeds Ada Lind?",
            "Harbour\nAda Lind leaves the harbour board in May. She will be succeeded by Bo Ek.",
            "She will be succeeded by Bo Ek.",
        ),
        (
            "who resigned in Estmark?",
            "Turmoil\nEstmark was shaken by the resignation of its water minister. Shops were shut.",
            "Estmark was shaken by the resignation of its water minister.",
        ),
        (
            "кто ушёл в отставку в Эстмарке?",
            "Смута\nЭстмарк потрясла отставка министра водного хозяйства. Магазины закрыты.",
            "Эстмарк потрясла отставка министра водного хозяйства.",
        ),
        (
            "how many people died in the crash off Orna?",
            "Crash\nOne man has died in a crash off Orna. The sea was rough.",
            "One man has died in a crash off Orna.",
        ),
        (
            "who won the vote in Estmark?",
            "Vote\nAda Lind thanked her friends on the steps, declared the winner of the vote in Estmark.",
            "Ada Lind thanked her friends on the steps, declared the winner of the vote in Estmark.",
        ),
        (
            "how many smiths will strike?",
            "Smiths\nSome 700 smiths will walk off the job on Friday. The inn is open.",
            "Some 700 smiths will walk off the job on Friday.",
        ),
        (
            "who captured the smuggler of Orna?",
            "Cave\nThe smuggler of Orna, arrested by the coast guard in May, said little. It rained.",
            "The smuggler of Orna, arrested by the coast guard in May, said little.",
        ),
        (
            "почему началось наводнение в Орне?",
            "Вода\nВ Орне из-за прорыва старой дамбы началось наводнение. Шёл дождь.",
            "В Орне из-за прорыва старой дамбы началось наводнение.",
        ),
        (
            "how many volunteers take part in Orna?",
            "Help\nThe number of volunteers who take part in the long clearing works in Orna reached 640.",
            "The number of volunteers who take part in the long clearing works in Orna reached 640.",
        ),
        (
            "is Estmark in the Amber Union?",
            "Amber\nThe Amber Union met. Its newest member, Estmark, officially joined in May.",
            "Its newest member, Estmark, officially joined in May.",
        ),
        (
            "is Estmark a member of the Amber Union?",
            "Amber\nTwo lands have withdrawn from the Amber Union: Orna and Estmark. It rained.",
            "Two lands have withdrawn from the Amber Union: Orna and Estmark.",
        ),
        (
            "who called on Ada Lind to resign?",
            "Inn\nBo Ek is not calling on Ada Lind to resign. Some smiths have called on Ada Lind to resign.",
            "Some smiths have called on Ada Lind to resign.",
        ),
        (
            "who dissolved the board of Orna?",
            "Harbour\nThe mayor announced on Monday the dissolution of the board of Orna. It rained.",
            "The mayor announced on Monday the dissolution of the board of Orna.",
        ),
        (
            "кто распустил совет Орны?",
            "Порт\nМэр объявил в понедельник о роспуске совета Орны. Шёл дождь.",
            "Мэр объявил в понедельник о роспуске совета Орны.",
        ),
        (
            "who attacked the lighthouse of Orna?",
            "Night\nTwo men are accused of staging an attack on the lighthouse of Orna. It was dark.",
            "Two men are accused of staging an attack on the lighthouse of Orna.",
        ),
        (
            "why are the smiths of Orna leaving?",
            "Smiths\nThe smiths of Orna are fleeing because coal is dear. The market is empty.",
            "The smiths of Orna are fleeing because coal is dear.",
        ),
        (
            "what caused the fire in Orna?",
            "Mill Burns\nA fire in Orna left nothing of the mill. The fire began when a lamp fell over.",
            "The fire began when a lamp fell over.",
        ),
        (
            "что вызвало пожар в Орне?",
            "Мельница\nПожар в Орне уничтожил мельницу. Пожар начался из-за упавшей лампы.",
            "Пожар начался из-за упавшей лампы.",
        ),
        (
            "how many people were evacuated at Orna?",
            "Flood\nThe river rose at Orna. About 340 villagers left their homes at Orna by noon.",
            "About 340 villagers left their homes at Orna by noon.",
        ),
        (
            "сколько процентов границы согласовали Орна и Эстмарк?",
            "Граница\nОрна и Эстмарк согласовали 71% границы. Остаток спорный.",
            "Орна и Эстмарк согласовали 71% границы.",
        ),
        (
            "why did Estmark impose sanctions on Orna?",
            "Salt\nEstmark announced retaliatory sanctions against Orna on Monday. The port is open.",
            "Estmark announced retaliatory sanctions against Orna on Monday.",
        ),
    ],
)
def test_what_a_line_says_in_other_words_is_its_answer(question: str, text: str, line: str) -> None:
    people = {name: list[str]() for name in ("Ada Lind", "Bo Ek") if name in text}
    article = make_article("201", text, people=people)
    if "She will" in text:
        article = telling(article, pronouns={"She will": "Ada Lind"})
    answer = ask(question, article)
    assert not denied(answer)
    assert first(answer) == line


def test_who_only_says_what_was_done_did_not_suffer_it() -> None:
    statement = "Two sailors were drowned in the storm off Orna, said Bo Ek."
    article = make_article(
        "202",
        f"Storm\n{statement} Ada Lind and Cy Marten, a smith of this town, were among the drowned off Orna.",
        people={"Bo Ek": [], "Ada Lind": [], "Cy Marten": []},
    )
    answer = ask("who was drowned off Orna?", _spoken_by(article, statement, "Bo Ek"))
    assert first(answer).startswith("Ada Lind and Cy Marten")


def test_an_office_without_a_name_beside_it_does_not_say_who_holds_it() -> None:
    text = (
        "Trial\nBo Ek left as the salt trial began. "
        "It was long before the judge of the salt trial, Ada Lind, came."
    )
    answer = ask(
        "who is the judge in the salt trial?", make_article("204", text, people={"Ada Lind": [], "Bo Ek": []})
    )
    assert "Ada Lind" in first(answer)


@pytest.mark.parametrize(
    ("question", "text", "line"),
    [
        (
            "is Orna in the Amber Union?",
            "Salt\nOrna and the Amber Union spoke. The members of the Amber Union are Orna and Estmark.",
            "The members of the Amber Union are Orna and Estmark.",
        ),
        (
            "входит ли Орна в Янтарный союз?",
            "Встреча\nОрна и Янтарный союз говорили о соли. В Янтарный союз входят Орна и Эстмарк.",
            "В Янтарный союз входят Орна и Эстмарк.",
        ),
    ],
)
def test_whether_one_belongs_to_another_is_said_by_a_line_on_just_that(
    question: str, text: str, line: str
) -> None:
    assert first(ask(question, make_article("205", text))) == line


def test_a_line_that_only_names_both_does_not_say_that_one_is_in_the_other() -> None:
    article = make_article("206", "Talks\nOrna and the Amber Union spoke of salt. The hall was full.")
    answer = ask("is Orna in the Amber Union?", article)
    assert denied(answer)
    assert answer.sections[0].heading != "Answer"


def test_it_is_not_denied_that_something_was_done_above_words_that_it_was_not() -> None:
    text = "Charter\nAda Lind and Bo Ek met in Orna. “We did not sign the charter,” an aide said."
    article = make_article("207", text, people={"Ada Lind": [], "Bo Ek": []})
    answer = ask("did Ada Lind and Bo Ek sign the charter?", article)
    assert not denied(answer)
    assert "did not sign the charter" in first(answer)


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        ("Board\nAda Lind agreed on three steps towards the new harbour. It rained.", False),
        ("Board\nAda Lind is stepping down from the harbour board. It rained.", True),
    ],
)
def test_a_verb_with_a_particle_is_not_the_verb_alone(text: str, *, is_said: bool) -> None:
    answer = ask("did Ada Lind resign?", make_article("208", text, people={"Ada Lind": []}))
    assert denied(answer) is not is_said


def test_a_word_no_source_has_does_not_silence_an_article_that_opens_on_the_rest() -> None:
    text = "Search Goes On\nA ferry accident off Orna killed nine on Sunday. Divers found the wreck."
    answer = ask("fairy accident Orna", make_article("209", text))
    assert answer.missing == ("fairy",)
    assert first(answer) == "A ferry accident off Orna killed nine on Sunday."


def test_what_is_shut_because_of_an_event_does_not_say_why_that_came_about() -> None:
    text = "Quarry\nThe road to Orna is shut because of the landslide. It is a narrow road."
    answer = ask("what caused the landslide near Orna?", make_article("210", text))
    assert [section.heading for section in answer.sections] != ["Answer"]


def test_a_number_of_something_else_does_not_count_whom_is_asked_about() -> None:
    text = "Ferry\nRulanders were seen on the ferry, which made it through two storms. It rained."
    answer = ask("how many Rulanders were on the ferry?", make_article("211", text))
    assert denied(answer)


def test_a_day_of_something_else_does_not_answer_beside_a_line_that_has_all_but_a_day() -> None:
    border = make_article(
        "212", "Border\nThe pact on the border was signed in the old hall of Orna. It rained."
    )
    fish = make_article("213", "Fish\nThe pact on fish was signed on 3 May. It rained.")
    answer = ask(
        "when was the pact on the border signed?", border, telling(fish, dates={"3 May": "2024-05-03"})
    )
    assert answer.sections[0].heading != "Answer"


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("Ada Lind lawsuit", "Court\nAda Lind is suing the water board of Orna. The judge is ill."),
        ("Ада Линд роспуск совета", "Совет\nАда Линд распустила совет Орны. Шёл дождь."),
    ],
)
def test_a_noun_is_told_by_the_verb_it_is_made_of(message: str, text: str) -> None:
    people = {name: list[str]() for name in ("Ada Lind", "Ада Линд") if name in text}
    answer = ask(message, make_article("214", text, people=people))
    assert not denied(answer)


def test_a_month_with_its_year_is_that_of_the_article_of_a_line() -> None:
    text = "Rates\nThe board of Orna cut the harbour fee by 12% on Thursday. It rained."
    answer = ask(
        "by how much did the board of Orna cut the harbour fee in March 2023?",
        make_article("215", text, published="2023-03-09"),
        make_article("216", text.replace("12%", "30%"), published="2023-09-09"),
    )
    assert [source.article for source in answer.sources] == ["215"]


@pytest.mark.parametrize(
    "other",
    [
        "Ada Lind sacked the governor of the mint on Monday.",
        "Ada Lind praised the previous governor of the mint, Cy Marten.",
    ],
)
def test_who_sacked_the_holder_of_an_office_or_held_it_before_does_not_hold_it(other: str) -> None:
    text = f"Mint\n{other} It rained. The governor of the mint, Bo Ek, smiled."
    people = {name: list[str]() for name in ("Ada Lind", "Bo Ek", "Cy Marten") if name in text}
    answer = ask("who is the governor of the mint?", make_article("217", text, people=people))
    assert "Bo Ek" in first(answer)


def test_a_place_is_nobody_who_bears_its_name() -> None:
    white = make_article("218", "Choir\nAnn White sang. White smiled.", people={"Ann White": ["White"]})
    pact = make_article(
        "219", "Pact\nBo Ek signed the pact at the White House on Monday. It rained.", people={"Bo Ek": []}
    )
    answer = ask("who signed the pact at the White House?", white, pact)
    assert not denied(answer)
    assert first(answer) == "Bo Ek signed the pact at the White House on Monday."


def test_a_common_word_is_not_found_within_the_name_of_a_place() -> None:
    strip = make_article("220", "Walk\nTwo clerks of the West Bank walked out on Monday. It rained.")
    bank = make_article("221", "Walk\nNine clerks of a bank walked out on Monday. It rained.")
    answer = ask("how many clerks of the bank walked out?", strip, bank)
    assert [source.article for source in answer.sources] == ["221"]


def test_of_somebody_known_it_is_not_said_that_there_is_nothing() -> None:
    article = make_article("222", "Choir\nAda Lind sang in Orna. The hall was full.", people={"Ada Lind": []})
    answer = ask("Ada Lind prize", article)
    assert answer.message is not None
    assert "Ada Lind" in answer.message


@pytest.mark.parametrize(
    ("question", "text", "words", "speaker"),
    [
        (
            "who said Ada Lind is lucky?",
            "Luck\nAda Lind left. “Ada Lind is lucky,” Bo Ek said. It rained.",
            "Ada Lind is lucky,",
            "Bo Ek",
        ),
        (
            "кто сказал, что Ада Линд победит?",
            "Удача\nАда Линд ушла. «Ада Линд победит», — сказал Борис Эк. Шёл дождь.",
            "Ада Линд победит",
            "Борис Эк",
        ),
    ],
)
def test_who_said_it_is_its_speaker_and_not_whom_it_is_about(
    question: str, text: str, words: str, speaker: str
) -> None:
    people = {name: list[str]() for name in ("Ada Lind", "Bo Ek", "Ада Линд", "Борис Эк") if name in text}
    answer = ask(question, telling(make_article("223", text, people=people), says={words: speaker}))
    item = answer.sections[0].items[0]
    assert answer.sections[0].heading == "Answer"
    assert item.speaker == speaker


def test_who_says_that_others_did_it_did_not_do_it() -> None:
    statement = "Ada Lind said on Tuesday that the guards arrested the smuggler of Orna."
    article = make_article(
        "224", f"Cave\n{statement} The smuggler was arrested by Bo Ek.", people={"Ada Lind": [], "Bo Ek": []}
    )
    text = article.article.text
    at = text.index("Ada Lind")
    cue = Span(text.index("said"), text.index("said") + len("said"))
    told = ReportedStatement(
        Span(at, at + len(statement)), Attribution.NAMED, figure=0, mention=Span(at, at + 8), cue=cue
    )
    article = replace(article, analysis=replace(article.analysis, reported=(told,)))
    answer = ask("who arrested the smuggler?", article)
    assert first(answer) == "The smuggler was arrested by Bo Ek."


def test_a_reason_of_something_before_the_event_is_none_of_the_event() -> None:
    text = (
        "Река\nБаржа, вышедшая утром из старого порта Орны с солью и углём на борту, ушла на север из-за "
        "тумана, а потом потерпела крушение. Причина крушения баржи не названа."
    )
    answer = ask("какова причина крушения баржи?", make_article("225", text))
    assert first(answer) == "Причина крушения баржи не названа."


@pytest.mark.parametrize(
    ("message", "text", "line"),
    [
        (
            "Ada Lind death",
            "Sea\nAda Lind was killed in May. It rained.",
            "Ada Lind was killed in May.",
        ),
        (
            "did the mill blow up?",
            "Mill\nThe mill blew up on Monday. It rained.",
            "The mill blew up on Monday.",
        ),
    ],
)
def test_a_subject_and_a_verb_are_told_in_their_other_forms(message: str, text: str, line: str) -> None:
    people = {"Ada Lind": list[str]()} if "Ada Lind" in text else {}
    answer = ask(message, make_article("226", text, people=people))
    assert not denied(answer)
    assert first(answer) == line


@pytest.mark.parametrize(
    ("question", "text", "line"),
    [
        (
            "who is the mint governor?",
            "Mint\nThe mint governor is a former smith of this town, Bo Ek. It rained.",
            "The mint governor is a former smith of this town, Bo Ek.",
        ),
        (
            "кто назначен хранителем музея?",
            "Музей\nХранителем музея назначен прежний помощник мэра Борис Эк. Шёл дождь.",
            "Хранителем музея назначен прежний помощник мэра Борис Эк.",
        ),
    ],
)
def test_who_held_another_office_before_holds_the_one_asked_for(question: str, text: str, line: str) -> None:
    people = {name: list[str]() for name in ("Bo Ek", "Борис Эк") if name in text}
    answer = ask(question, make_article("227", text, people=people))
    assert not denied(answer)
    assert first(answer) == line


def test_whether_one_left_another_is_not_said_by_their_being_named_as_members() -> None:
    text = "Salt\nThe Amber Union hailed its member Orna. The chair of the Amber Union heard of Orna's exit."
    answer = ask("did Orna leave the Amber Union?", make_article("228", text))
    assert first(answer) == "The chair of the Amber Union heard of Orna's exit."


@pytest.mark.parametrize(
    ("question", "text", "line"),
    [
        (
            "how many rifles were found in Orna?",
            "Arms\nPolice in Orna uncovered 26 rifles in a cellar. It rained.",
            "Police in Orna uncovered 26 rifles in a cellar.",
        ),
        (
            "сколько винтовок нашли в Орне?",
            "Оружие\nВ Орне обнаружены 26 винтовок. Шёл дождь.",
            "В Орне обнаружены 26 винтовок.",
        ),
        (
            "how many families were displaced when the dyke of Orna gave way?",
            "Dyke\nThe dyke of Orna burst on Friday and 40 families of Vetland were displaced. It rained.",
            "The dyke of Orna burst on Friday and 40 families of Vetland were displaced.",
        ),
        (
            "за сколько выкупили мельницу Орны?",
            "Мельница\nМельницу Орны город приобрёл за 3 млн тенге. Шёл дождь.",
            "Мельницу Орны город приобрёл за 3 млн тенге.",
        ),
        (
            "сколько лет служил смотритель мельницы Орны?",
            "Мельница\nСмотритель мельницы Орны служил семь лет. Ему 60 лет. Шёл дождь.",
            "Смотритель мельницы Орны служил семь лет.",
        ),
        (
            "what price was paid for the mill of Orna?",
            "Mill\nThe mill of Orna was sold for $3 million. It rained.",
            "The mill of Orna was sold for $3 million.",
        ),
        (
            "why was the bell auction taken down?",
            "Bell\nThe site pulled the bell auction because it broke its rules. It rained.",
            "The site pulled the bell auction because it broke its rules.",
        ),
        (
            "почему отложили выборы в Орне?",
            "Выборы\nВыборы в Орне перенесены из-за наводнения. Шёл дождь.",
            "Выборы в Орне перенесены из-за наводнения.",
        ),
    ],
)
def test_what_news_tells_in_another_verb_is_told(question: str, text: str, line: str) -> None:
    answer = ask(question, make_article("229", text))
    assert not denied(answer)
    assert first(answer) == line


@pytest.mark.parametrize(
    ("question", "text", "line"),
    [
        (
            "how long is the Orna Vetland border?",
            (
                "Treaty\nThe presidents of Orna and Vetland signed a border treaty.\nThere was music.\n"
                "Guests drank tea.\nThe sun was out.\nThe border is 1,006 kilometres long."
            ),
            "The border is 1,006 kilometres long.",
        ),
        (
            "почему закрыли мост в Орне?",
            (
                "Мост\nВ Орне закрыт мост через Вету.\nИграла музыка.\nГости пили чай.\nСветило солнце.\n"
                "Причиной закрытия стала ржавчина."
            ),
            "Причиной закрытия стала ржавчина.",
        ),
    ],
)
def test_what_is_asked_for_may_stand_apart_from_whose_it_is(question: str, text: str, line: str) -> None:
    answer = ask(question, make_article("230", text))
    assert not denied(answer)
    assert first(answer) == line


@pytest.mark.parametrize(
    ("question", "text", "line"),
    [
        (
            "how long is Lind's posting at the mill?",
            (
                "Mill\nAda Lind came to the mill of Orna in the rain. Tea was served.\n"
                "Lind has agreed a three year contract with the mill."
            ),
            "Lind has agreed a three year contract with the mill.",
        ),
        (
            "how much money did heaving the ferry of Orna eat up?",
            (
                "Ferry\nThe ferry of Orna lies in the harbour again. It rained.\n"
                "The work on the ferry came to $2 million."
            ),
            "The work on the ferry came to $2 million.",
        ),
        (
            "когда сдвинут паром Орны?",
            "Паром\nПаром Орны лежит на мели. Шёл дождь.\nПаром перевезут 4 мая 2023 года.",
            "Паром перевезут 4 мая 2023 года.",
        ),
    ],
)
def test_what_may_answer_in_words_of_its_own_stands_among_what_is_nearest(
    question: str, text: str, line: str
) -> None:
    people = {"Ada Lind": ["Lind"]} if "Ada Lind" in text else {}
    dates = {"4 мая 2023 года": "2023-05-04"} if "мая" in text else {}
    answer = ask(question, telling(make_article("231", text, people=people), dates=dates))
    assert not (answer.message or "").startswith(("No source says", "No source gives", "Nothing"))
    assert line in [item.verbatim for item in answer.sections[0].items]


def test_what_no_source_has_is_only_how_a_question_is_worded() -> None:
    text = "Fight\nA couple fought on the pier of Orna. A child saw the fight on the pier."
    answer = ask("did a child witness the couple's brawl on the pier of Orna?", make_article("232", text))
    assert answer.sections
    assert "pier" in first(answer)


def test_a_name_no_source_has_is_what_a_question_is_about() -> None:
    text = "Fight\nA couple fought on the pier of Orna. A child saw the fight on the pier."
    assert not ask("who owns the pier of Zembla?", make_article("232", text)).sections


@pytest.mark.parametrize(
    ("question", "text", "line"),
    [
        (
            "why did the tyre barn burn?",
            "Barn burns\nA tyre barn burned all night.\nInspectors named a heater as the cause of the fire.",
            "Inspectors named a heater as the cause of the fire.",
        ),
        (
            "почему горел склад шин?",
            "Пожар\nСклад шин горел всю ночь.\nПричиной пожара следователи назвали неисправный обогреватель.",
            "Причиной пожара следователи назвали неисправный обогреватель.",
        ),
    ],
)
def test_a_cause_right_behind_what_happened_is_no_silence(question: str, text: str, line: str) -> None:
    answer = ask(question, make_article("001", text))
    assert not denied(answer)
    assert line in [item.verbatim for section in answer.sections for item in section.items]


@pytest.mark.parametrize(
    ("question", "text", "line"),
    [
        (
            "when does Ada Lind hang up her apron?",
            (
                "Mill\nAda Lind has baked at the mill of Orna for ten years.\nThe rain is over.\n"
                "Her last loaf comes out of the oven on 4 May 2023."
            ),
            "Her last loaf comes out of the oven on 4 May 2023.",
        ),
        (
            "когда Ада Линд повесит фартук?",
            (
                "Мельница\nАда Линд печёт хлеб на мельнице десять лет.\nДождь кончился.\n"
                "Последний хлеб она испечёт 4 мая 2023 года."
            ),
            "Последний хлеб она испечёт 4 мая 2023 года.",
        ),
    ],
)
def test_of_somebody_few_articles_tell_of_what_may_answer_in_other_words_is_shown(
    question: str, text: str, line: str
) -> None:
    name, day, value = (
        ("Ada Lind", "4 May 2023", "2023-05-04")
        if "Ada" in text
        else ("Ада Линд", "4 мая 2023 года", "2023-05-04")
    )
    article = make_article("250", text, people={name: []})
    answer = ask(question, telling(article, dates={day: value}))
    assert not (answer.message or "").startswith("Nothing")
    assert line in [item.verbatim for item in answer.sections[0].items]


def test_of_somebody_many_articles_tell_of_no_line_is_near_for_the_name_alone() -> None:
    text = "Mill\nAda Lind has baked at the mill for ten years.\nThe rain is over."
    many = [make_article(f"25{number}", text, people={"Ada Lind": []}) for number in range(5)]
    assert not ask("when did Ada Lind juggle torches?", *many).sections
