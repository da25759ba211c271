"""Who says the words in quotation marks, and when nobody does."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.speech.speakers import attribute
from bot.speech.statements import reported_statements
from bot.text.sentences import sentences_of
from bot.words.findings import Attribution, Figure, Mention, MentionKind, Token
from bot.words.spans import Span
from tests.speech.speaking import article_of, figure, read


@pytest.mark.parametrize(
    "text",
    [
        "“We will build the road,” said Farida Amin.",
        "“We will build the road,” Farida Amin said.",
        "“We will build the road,” Farida Amin, a former minister of transport, told reporters on Monday.",
        "Farida Amin said, “We will build the road.”",
        "Farida Amin told the newspaper: “We will build the road.”",
        "Asked about the plan, Farida Amin replied: “We will build the road.”",
        "Farida Amin continued:\n“We will build the road.”",
        "According to Farida Amin, “we will build the road.”",
        "«We will build the road», – says Farida Amin.",
        "“We will build the road,” Farida Amin was quoted as saying by a local newspaper.",
        "Farida Amin has warned that the region “will build the road” with or without help.",
        "Farida Amin: “We will build the road.”",
        "“We will build the road.” Farida Amin said.",
        "“We will build the road,” said Harbour Board ranking member Farida Amin.",
        "“We will build the road,” said roads committee sitting chair Farida Amin (North).",
    ],
)
def test_a_named_speaker_is_found_wherever_the_reporting_clause_stands(text: str) -> None:
    said = read(text, "Farida Amin f")
    assert said.speaker("will build the road") == "Farida Amin"
    assert said.quotation("will build the road").attribution is Attribution.NAMED


def test_a_clause_between_two_halves_makes_one_quotation_of_them() -> None:
    text = "“The talks were long,” Omar Haddad said. “They were also useful.” The delegations left."
    said = read(text, "Omar Haddad m")
    assert said.words == [["The talks were long,", "They were also useful."]]
    assert said.speaker("useful") == "Omar Haddad"


def test_two_speakers_in_one_paragraph_are_not_joined() -> None:
    text = "“The talks were long,” Omar Haddad said. “They were useless,” Lena Vogt replied."
    said = read(text, "Omar Haddad m", "Lena Vogt f")
    assert said.speaker("long") == "Omar Haddad"
    assert said.speaker("useless") == "Lena Vogt"


def test_a_new_clause_before_the_second_half_begins_a_new_quotation() -> None:
    text = "“The talks were long,” Omar Haddad said. Turning to trade, he added, “Exports doubled.”"
    said = read(text, "Omar Haddad m")
    assert said.words == [["The talks were long,"], ["Exports doubled."]]


def test_a_person_known_by_role_speaks_by_role() -> None:
    text = "Lena Vogt arrived on Monday. “We remain hopeful,” the ambassador said."
    said = read(text, vogt=figure(text, "Lena Vogt", gender="female", roles=("the ambassador",)))
    assert said.speaker("hopeful") == "Lena Vogt"
    assert said.quotation("hopeful").attribution is Attribution.ROLE


def test_organisations_speak() -> None:
    said = read(
        "“The border remains closed,” the ministry said in a statement. Amnesty International disagreed."
    )
    assert said.speaker("border") == "the ministry"
    assert said.quotation("border").attribution is Attribution.ROLE
    said = read("“Hundreds were detained,” Amnesty International said in its report.")
    assert said.speaker("detained") == "Amnesty International"
    assert said.quotation("detained").attribution is Attribution.NAMED


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“Nobody told us anything,” a senior official said.", "a senior official"),
        (
            "“Nobody told us anything,” said a spokesman for the harbour authority.",
            "a spokesman for the harbour authority",
        ),
        (
            "A top aide to President Omar Haddad warned: “Nobody told us.”",
            "A top aide to President Omar Haddad",
        ),
    ],
)
def test_an_unnamed_speaker_is_shown_as_described_to_the_end_of_the_phrase(text: str, speaker: str) -> None:
    said = read(text, "Omar Haddad m")
    assert said.speaker("Nobody") == speaker
    assert said.quotation("Nobody").attribution is Attribution.ROLE
    assert said.quotation("Nobody").figure is None


@pytest.mark.parametrize(
    "text",
    [
        "The mayor of Port Ada, Lena Vogt, said: “We will build the road.”",
        "“We will build the road,” said the envoy for Aland and the north, Lena Vogt.",
        "“We will build the road,” the union's deputy director for legal matters, Lena Vogt, told the court.",
        "“We will build the road,” said Haddad's head of communications, Lena Vogt.",
        "“We will build the road,” said Haddad supporter Lena Vogt.",
        "The league chief at the time, Lena Vogt, said: “We will build the road.”",
        "The judge, Ms Justice Vogt, said: “We will build the road.”",
        "Minister of Roads and Bridges Lena Vogt said: “We will build the road.”",
        "In what was seen as a blow to Omar Haddad, Lena Vogt said: “We will build the road.”",
        "Lena Vogt, whom Haddad named in May, said: “We will build the road.”",
        "Omar Haddad quoted Lena Vogt as saying: “We will build the road.”",
        "Omar Haddad, quoting Lena Vogt: “We will build the road.”",
        "“We will build the road,” said an ally of Omar Haddad, Lena Vogt.",
        "Omar Haddad denied reports that Lena Vogt had said that they “will build the road and the bridge.”",
    ],
)
def test_the_name_at_the_end_of_the_phrase_speaks_and_not_one_on_the_way(text: str) -> None:
    assert read(text, "Omar Haddad m", "Lena Vogt f").speaker("will build") == "Lena Vogt"


def test_what_is_put_on_a_speech_is_not_the_word_of_whose_speech_it_is() -> None:
    text = "Sen. Lena Vogt (L-Pa.) called Haddad’s speech “a cheap bit of theatre.” Omar Haddad smiled."
    assert read(text, "Omar Haddad m", "Lena Vogt f").speaker("theatre") == "Lena Vogt"


def test_one_of_a_list_does_not_speak_for_all() -> None:
    text = (
        "Most kept silent, but a few — including Lena Vogt of Aland; Senator Omar Haddad of Skarne, the "
        "chairman; and Senator Paul Baker — asked the cabinet to be “far tougher than before.”"
    )
    speaker = read(text, "Omar Haddad m", "Lena Vogt f", "Paul Baker m").speaker("tougher")
    assert speaker not in ("Omar Haddad", "Lena Vogt", "Paul Baker")


def test_an_object_of_the_verb_shows_that_it_does_not_report_the_words_before_it() -> None:
    text = "In his talk, “Bridges and Borders: A New Order for Small Nations,” Omar Haddad stressed risks."
    assert read(text, "Omar Haddad m").quotations == ()


def test_what_a_dash_sets_apart_is_no_object() -> None:
    text = "“We should have done so earlier,” Omar Haddad admitted—an admission few of his rivals dared make."
    assert read(text, "Omar Haddad m").speaker("done so earlier") == "Omar Haddad"


@pytest.mark.parametrize(
    "text",
    [
        "Omar Haddad signed a declaration entitled “Joint Statement on Trade and Friendship.”",
        "Omar Haddad unveiled the “Falcon” missile system.",
        "Omar Haddad attended the “Seven Rivers” summit in the capital.",
        "A banner that greeted Omar Haddad as “Your Highness” angered the crowd.",
        "The so-called “silent majority” stayed at home.",
        "Her last film, “The Long Winter,” won a prize.",
        "The visit was framed by references to “strategic partnership” and “mutual trust.”",
        "Omar Haddad wrote “The Long Winter” in May.",
        "Omar Haddad is considering firing a judge, as he tries to quell “the greatest crisis of all.”",
    ],
)
def test_titles_names_and_scare_quotes_are_nobodys_words(text: str) -> None:
    said = read(text, "Omar Haddad m")
    assert all(quotation.attribution is Attribution.UNRESOLVED for quotation in said.quotations)


def test_a_statement_without_any_clause_is_kept_but_given_to_nobody() -> None:
    text = "The square was full.\n“We have waited for ten years and we will wait no more.”\nThen it rained."
    said = read(text, "Omar Haddad m")
    assert said.quotation("waited").attribution is Attribution.UNRESOLVED


def test_an_unclosed_quotation_over_paragraphs_has_one_speaker() -> None:
    text = "“The first task is money.\n“The second task is time,” Omar Haddad told parliament."
    said = read(text, "Omar Haddad m")
    assert said.words == [["The first task is money.", "The second task is time,"]]
    assert said.speaker("money") == "Omar Haddad"


def test_the_clause_at_the_end_of_a_long_quotation_outweighs_the_sentence_before_it() -> None:
    text = (
        "Lena Vogt described the new budget at length.\n“The first task is money and nothing else.\n"
        "“The second task is time,” Omar Haddad told parliament."
    )
    assert read(text, "Omar Haddad m", "Lena Vogt f").speaker("money") == "Omar Haddad"


def test_a_paragraph_of_quoted_words_goes_on_with_the_speaker_right_before_it() -> None:
    text = "“The first task is money,” Omar Haddad told parliament.\n“The second task is surely time.”"
    assert read(text, "Omar Haddad m").speaker("time") == "Omar Haddad"


def test_a_paragraph_of_quoted_words_after_other_matter_goes_on_with_nobody() -> None:
    text = (
        "“The first task is money,” Omar Haddad told parliament. Crowds gathered outside. Shops were shut."
        "\n“The second task is surely time.”"
    )
    assert read(text, "Omar Haddad m").speaker("time") is None


def test_what_somebody_is_said_to_want_inside_a_statement_is_the_speakers_word() -> None:
    text = "Lena Vogt said that her rival Omar Haddad wants to “turn back the clock.”"
    assert read(text, "Lena Vogt f", "Omar Haddad m").speaker("clock") == "Lena Vogt"


def test_a_statement_is_given_to_who_issued_it() -> None:
    text = "Lena Vogt issued a statement saying the vote was “neither free nor fair.”"
    assert read(text, "Lena Vogt f").speaker("neither") == "Lena Vogt"


@pytest.mark.parametrize(
    "text",
    [
        "Lena Vogt did not say “never again” on Monday.",
        "Lena Vogt declined to call it “an open war.”",
        "Lena Vogt was told that “the road is closed.”",
        "If Lena Vogt says “the road is closed,” nobody will believe it.",
        "Lena Vogt might say “enough is enough” one day.",
        "Lena Vogt dismissed claims that the road was “a disgrace.”",
    ],
)
def test_words_somebody_did_not_say_are_not_given_to_her(text: str) -> None:
    said = read(text, "Lena Vogt f")
    assert all(quotation.attribution is Attribution.UNRESOLVED for quotation in said.quotations)


def test_the_words_of_a_claim_are_its_owners() -> None:
    text = "Lena Vogt dismissed claims by Omar Haddad that the road was “a disgrace to the city.”"
    assert read(text, "Lena Vogt f", "Omar Haddad m").speaker("disgrace") == "Omar Haddad"


def test_the_turns_of_a_transcript_go_to_the_names_before_the_colon() -> None:
    text = (
        "The spokesman, Paul Baker, took questions.\n"
        "MR BAKER: Good afternoon. I have nothing to announce.\n"
        "QUESTION: Will the envoy travel?\n"
        "MR BAKER: He will.\nHe leaves on Monday.\n"
        "QUESTION: Thank you.\n"
    )
    said = read(text, "Paul Baker m")
    assert said.speaker("Good afternoon") == "Paul Baker"
    assert said.words[2] == ["He will.", "He leaves on Monday."]
    assert said.quotation("Will the envoy").attribution is Attribution.UNRESOLVED


def test_a_list_of_facts_is_no_transcript() -> None:
    text = "Venue: The old theatre.\nDate: Monday.\nPrice: Free of charge.\nLanguage: English and French."
    assert read(text).quotations == ()


# --- any text at all ---------------------------------------------------------------------------------------

WORDS = [
    "Haddad",
    "Vogt",
    "he",
    "she",
    "it",
    "said",
    "told",
    "according",
    "to",
    "in",
    "his",
    "words",
    "that",
    ",",
    ".",
    ":",
    "“",
    "”",
    '"',
    "‘",
    "’",
    "ministry",
    "the",
    "Q:",
    "A:",
    "HADDAD:",
    "No.",
    "…",
    "?",
    "May",
    "2020",
]


@st.composite
def readings(draw: st.DrawFn) -> tuple[str, list[int], list[str]]:
    words = draw(st.lists(st.sampled_from([*WORDS, "\n"]), max_size=60))
    heads = draw(st.lists(st.integers(0, 60), min_size=len(words), max_size=len(words)))
    relations = draw(
        st.lists(
            st.sampled_from(
                ["nsubj", "ROOT", "ccomp", "advcl", "acl", "relcl", "conj", "dobj", "pobj", "poss", "appos"]
            ),
            min_size=len(words),
            max_size=len(words),
        )
    )
    return " ".join(words), heads, relations


@settings(max_examples=150)
@given(readings())
def test_any_text_and_any_parse_give_exact_spans_that_do_not_overlap(
    made: tuple[str, list[int], list[str]],
) -> None:
    text, heads, relations = made
    article = article_of(text)
    sentences = sentences_of(article)
    tokens = _tokens(text, heads, relations)
    figures = [_figure(text, "Haddad"), _figure(text, "Vogt")]
    quotations = attribute(article, sentences, tokens, figures)
    parts = [part for quotation in quotations for part in quotation.parts]
    assert all(0 <= part.start < part.end <= len(text) for part in parts)
    assert all(before.end <= after.start for before, after in pairwise(parts))
    for quotation in quotations:
        if quotation.attribution is Attribution.UNRESOLVED:
            assert quotation.figure is None
            assert quotation.organisation is None
        else:
            assert (quotation.figure is None) != (quotation.organisation is None)
            assert quotation.reason
    reported = reported_statements(article, sentences, tokens, figures, quotations)
    assert {statement.span for statement in reported} <= {sentence.span for sentence in sentences}


def _tokens(text: str, heads: list[int], relations: list[str]) -> tuple[Token, ...]:
    """Return a token a word with a made-up parse: a tree, since every head stands before its token."""
    tokens: list[Token] = []
    start = 0
    for number, word in enumerate(text.split(" ") if text else []):
        part = {"said": "VERB", "told": "VERB", "he": "PRON", "she": "PRON", "it": "PRON"}.get(word, "NOUN")
        part = "PROPN" if word.istitle() else part
        if word.strip():
            head = min(heads[number], max(0, len(tokens) - 1))
            lemma = {"said": "say", "told": "tell"}.get(word, word)
            tag = "VBD" if part == "VERB" else "NN"
            span = Span(start, start + len(word))
            tokens.append(Token(span, word, lemma, tag, part, relations[number], head))
        start += len(word) + 1
    return tuple(tokens)


def _figure(text: str, name: str) -> Figure:
    places = [place for place in range(len(text)) if text.startswith(name, place)]
    mentions = (Mention(Span(place, place + len(name)), MentionKind.SURNAME) for place in places)
    return Figure(name, tuple(mentions), family_name=name)


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("“It was a gift to the smugglers,” said Haddad supporter Nils Berg.", "gift", None),
        ("Mayor Omar Haddad (R-OX), said, “We will cross the bridge on foot.”", "bridge", "Omar Haddad"),
        (
            "Jane Doe said that Haddad begged her for a post and “would have crawled to the door” for it.",
            "crawled",
            "Jane Doe",
        ),
    ],
)
def test_a_name_that_only_stands_near_is_not_the_speaker(text: str, words: str, speaker: str | None) -> None:
    assert read(text, "Omar Haddad m", "Jane Doe f").speaker(words) == speaker


def test_one_word_after_a_quotation_is_no_clause_of_speech_and_breaks_nothing() -> None:
    assert read("“We will cross the bridge.” .\nThe end.", "Omar Haddad m").quotations


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "“We will build it,” Omar Haddad and Lena Vogt said in a joint letter.",
            "Omar Haddad and Lena Vogt",
        ),
        ("“We will build it,” said Omar Haddad and Lena Vogt nodded.", "Omar Haddad"),
        ("Candidates Omar Haddad and Lena Vogt promised: “We will build it.”", "Omar Haddad and Lena Vogt"),
    ],
)
def test_words_of_several_stand_under_all_of_them(text: str, speaker: str) -> None:
    assert read(text, "Omar Haddad m", "Lena Vogt f").speaker("will build it") == speaker


def test_a_transcript_between_marks_has_turns_and_neither_its_headline_nor_its_footer_is_one() -> None:
    text = (
        "Haddad: The Road Will Be Built.\nOn Sunday Omar Haddad spoke on the radio.\n"
        "“VOGT: Let us begin with the road. Will it be built?\n“HADDAD: Well, look, it will.\n“(CROSSTALK.)\n"
        "“VOGT: If I may, we have little time.\n“HADDAD: That is why I hurry.\n“And that is all.\n"
        "“Follow Tom Key on Twitter @tomkey.”"
    )
    said = read(
        text, "Omar Haddad m", "Lena Vogt f", haddad=figure(text, "HADDAD"), vogt=figure(text, "VOGT")
    )
    assert said.words == [
        ["Let us begin with the road. Will it be built?"],
        ["Well, look, it will."],
        ["If I may, we have little time."],
        ["That is why I hurry.", "And that is all."],
    ]


def test_newswire_marks_around_two_halves_make_one_quotation() -> None:
    said = read("``We shall keep the mill,'' Lena Vogt told reporters. ``It is ours.''", "Lena Vogt f")
    assert said.words == [["We shall keep the mill,", "It is ours."]]


def test_an_inverted_clause_between_subject_and_verb_names_the_speaker() -> None:
    text = (
        "Her remarks, said Omar Haddad, the press secretary, are “wholly in line with what was said before.”"
    )
    assert read(text, "Omar Haddad m").speaker("wholly in line") == "Omar Haddad"
    told = "Lena Vogt, “on many days” in May, told Omar Haddad that he should “go at once.”"
    assert read(told, "Omar Haddad m", "Lena Vogt f").speaker("go at once") != "Omar Haddad"


def test_what_somebody_considers_doing_holds_no_words_of_his() -> None:
    text = "Rumour has it that Omar Haddad is considering firing ‘the great mover of mountains’ Paul Baker."
    assert all(one.figure is None for one in read(text, "Omar Haddad m", "Paul Baker m").quotations)


def test_a_few_turns_of_an_official_briefing_are_turns() -> None:
    text = (
        "QUESTION: Secretary Haddad, did you discuss it?\nSECRETARY HADDAD: We talked about it at length.\n"
        "MR VOGT: Thanks, everybody."
    )
    said = read(text, haddad=figure(text, "HADDAD"))
    assert said.speaker("at length") == "HADDAD"


def test_whom_a_line_is_about_and_who_is_told_it_do_not_speak() -> None:
    topic = "Of Lena Vogt: “She never paid for anything at all.”"
    assert all(one.figure is None for one in read(topic, "Lena Vogt f").quotations)
    told = "“You are wrong about it,” Omar Haddad was told by Lena Vogt."
    assert read(told, "Omar Haddad m", "Lena Vogt f").speaker("wrong about") == "Lena Vogt"


def test_the_turns_of_a_talk_among_given_names_go_to_whom_the_article_names() -> None:
    text = (
        "A talk with Omar Haddad.\nIan: How was the road?\nOmar: It was long and dusty.\nIan: And dear?\n"
        "Omar: No, not at all."
    )
    assert read(text, "Omar Haddad m").speaker("dusty") == "Omar Haddad"


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "Commentator Lena Vogt imagined that Omar Haddad was thinking: “My God what have I done here?”",
            "what have I done",
            None,
        ),
        (
            "Omar Haddad said he could not join because the premier cast him as “stupid and wrong”.",
            "stupid and wrong",
            "the premier",
        ),
        (
            "The report notes guards have “full impunity” and states that the “utter failure suggests it.”",
            "utter failure",
            "The report",
        ),
        (
            "A source at the prison Haddad Hill told the paper: “The place is run by gangs these days.”",
            "run by gangs",
            "A source at the prison Haddad Hill",
        ),
    ],
)
def test_the_words_of_another_clause_are_not_the_nearest_names(
    text: str, words: str, speaker: str | None
) -> None:
    said = read(text, "Omar Haddad m", "Lena Vogt f").speaker(words)
    assert (said.casefold() if said else None) == (speaker.casefold() if speaker else None)


def test_a_participle_after_a_list_of_objects_is_of_the_subject() -> None:
    text = (
        "The board revoked the licences of Capt. Omar Haddad and First Officer Paul Baker, "
        "saying their lapse was “wholly unacceptable.”"
    )
    assert read(text, "Omar Haddad m", "Paul Baker m").speaker("wholly unacceptable") == "The board"


@pytest.mark.parametrize(
    "text",
    [
        "Omar Haddad was accused of calling the board “a travelling circus”.",
        "Omar Haddad denied calling the board “a travelling circus”.",
        "Lena Vogt wants Omar Haddad to call the board “a travelling circus”.",
        "Omar Haddad allegedly called the board “a travelling circus”.",
        "Omar Haddad reportedly said the board was “a travelling circus”.",
    ],
)
def test_a_name_somebody_need_not_have_put_on_a_thing_is_nobodys_word(text: str) -> None:
    assert read(text, "Omar Haddad m", "Lena Vogt f").speaker("travelling circus") is None


def test_a_sentence_after_a_statement_that_opens_with_who_was_asked_gives_it_to_nobody() -> None:
    text = "Omar Haddad hit back: “She knows nothing of it.” Asked about Lena Vogt, he laughed."
    assert read(text, "Omar Haddad m", "Lena Vogt f").speaker("knows nothing") == "Omar Haddad"


def test_who_passes_a_writing_on_did_not_write_it() -> None:
    assert read("Omar Haddad liked a tweet saying “down with all of them”.", "Omar Haddad m").speaker(
        "down with"
    ) != ("Omar Haddad")
    text = "Omar Haddad issued a statement saying “we are with all of them”."
    assert read(text, "Omar Haddad m").speaker("are with") == "Omar Haddad"


def test_what_others_chant_where_somebody_stops_is_not_hers() -> None:
    text = (
        "Omar Haddad stopped at the gate, where protesters had gathered, chanting “no bread, no peace now”."
    )
    assert all(quotation.figure is None for quotation in read(text, "Omar Haddad m").quotations)


def test_words_joined_by_hyphens_are_not_cut() -> None:
    text = "“We are proud of her,” said the 53-year-old father."
    assert read(text).speaker("proud of her") == "the 53-year-old father"


@pytest.mark.parametrize(
    "text",
    [
        "“The dam leaks,” Omar Haddad QC said.",
        "“The dam leaks,” said Omar Haddad MP.",
        "Citing Lena Vogt, Omar Haddad said: “The dam leaks.”",
        "In a letter to Lena Vogt, Omar Haddad wrote: “The dam leaks.”",
        "The agency quoted Omar Haddad as saying: “The dam leaks.”",
        "Omar Haddad left at noon. “The dam leaks,” the agency quotes him as saying.",
        "Speaking after Lena Vogt, Omar Haddad said: “The dam leaks.”",
    ],
)
def test_the_one_who_speaks_is_neither_who_is_cited_nor_who_cites(text: str) -> None:
    assert read(text, "Omar Haddad m", "Lena Vogt f").speaker("dam leaks") == "Omar Haddad"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The dam leaks,” the state-run news agency said.", "the state-run news agency"),
        ("“The dam leaks,” the 20-page report said.", "the 20-page report"),
        ("“The dam leaks,” the Sorvik-based Press Union said.", "the Sorvik-based Press Union"),
        ("“The dam leaks,” French officials said.", "French officials"),
        ("“The dam leaks,” the Dutch and Danish ministers said.", "the Dutch and Danish ministers"),
    ],
)
def test_who_is_not_named_is_described_by_the_whole_phrase(text: str, speaker: str) -> None:
    assert read(text).speaker("dam leaks") == speaker


def test_words_a_readout_gives_are_the_readouts() -> None:
    text = (
        "Omar Haddad spoke with Lena Vogt “to stress that the dam is safe,” according to a readout. "
        "Haddad said the dam was “a ruin,” according to a report."
    )
    said = read(text, "Omar Haddad m", "Lena Vogt f")
    assert said.speaker("dam is safe") == "a readout"
    assert said.speaker("a ruin") == "Omar Haddad"


def test_an_agency_of_a_persons_name_is_the_agency_where_it_reports() -> None:
    text = "Lena Bloomberg left. The dam leaks, according to Bloomberg. “It does,” Bloomberg said."
    named = replace(
        figure(text, "Lena Bloomberg", gender="female"),
        mentions=tuple(
            Mention(Span(*match.span()), MentionKind.FULL)
            for match in re.finditer(r"Lena Bloomberg|Bloomberg(?= said)", text)
        ),
    )
    said = read(text, bloomberg=named)
    assert [name for name, _ in said.reports()] == ["Bloomberg"]
    assert said.speaker("It does") == "Lena Bloomberg"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Officials at the Harbour Board said the wall is “older than the town.”",
            "Officials at the Harbour Board",
        ),
        ("Western envoys call the wall “older than the town.”", "Western envoys"),
        (
            "“The wall is older than the town,” a person close to the board said.",
            "a person close to the board",
        ),
        ("The clip says the wall is “older than the town.”", "The clip"),
        ("The former first lady said the wall is “older than the town.”", "The former first lady"),
        ("Analysts said the wall is “older than the town.”", None),
    ],
)
def test_several_people_and_recordings_are_described_where_the_text_tells_which(
    text: str, speaker: str | None
) -> None:
    assert read(text).speaker("older than the town") == speaker


def test_they_are_those_who_as_described_spoke_before() -> None:
    text = "“The wall will fall,” the two villagers wrote. “It is older than the hill,” they wrote."
    assert read(text).speaker("older than the hill") == "the two villagers"
    asked = (
        "Two villagers said it may fall. Omar Haddad said it holds. “It is older than the hill,” they said."
    )
    assert read(asked, "Omar Haddad m").speaker("older than the hill") is None


def test_a_no_among_the_quoted_words_does_not_deny_the_clause_of_speech() -> None:
    text = "“Will it hold? Probably not,” Lena Vogt said. “Will it be mended? Never.”"
    assert read(text, "Lena Vogt f").speaker("Will it hold") == "Lena Vogt"


def test_who_a_view_is_according_to_is_whom_a_pronoun_goes_back_to() -> None:
    text = "According to Omar Haddad, the wall is Pavel Zorin's.\n“It is older than the town,” he said."
    assert read(text, "Omar Haddad m", "Pavel Zorin m").speaker("older than") == "Omar Haddad"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "As Omar Haddad condemned the “brutal and vile act”, Lena Vogt said help would come.",
            "Omar Haddad",
        ),
        ("Lena Vogt denounced Omar Haddad’s remarks as “brutal and vile act” upon act.", "Lena Vogt"),
        ("Lena Vogt said Omar Haddad “had no plan,” adding, “It is a brutal and vile act.”", "Lena Vogt"),
        ("The engineer stated that Omar Haddad’s “brutal and vile act” remarks help nobody.", "The engineer"),
        ("Lena Vogt emailed supporters saying: “It is a brutal and vile act of theirs.”", "Lena Vogt"),
        ("Omar Haddad noted that, in the words of Lena Vogt, “it is a brutal and vile act.”", "Lena Vogt"),
        ("The Red Hill Resort offers a real “brutal and vile act” tour.", None),
        ("Lena Vogt referred to towns of the south, which are called “brutal and vile act” towns.", None),
    ],
)
def test_words_within_a_sentence_go_to_who_says_them(text: str, speaker: str | None) -> None:
    said = read(text, "Lena Vogt f", "Omar Haddad m")
    found = {said._name(one) for one in said.quotations if "brutal and vile" in one.parts[-1].of(text)}
    assert found <= {speaker}


@pytest.mark.parametrize(
    "clause", ["Vogt shared.", "Vogt smiled as the gate rose.", "she shrugged.", "Lena Vogt nods."]
)
def test_a_sentence_in_marks_with_a_comma_is_said_by_who_does_whatever_stands_behind_it(clause: str) -> None:
    text = f"Lena Vogt opened the dam. “We did not know how high the water was,” {clause}"
    assert read(text, "Lena Vogt f").speaker("the water") == "Lena Vogt"


@pytest.mark.parametrize(
    "sentence",
    [
        "After watching “The Water We Did Not Know,” Vogt smiled.",
        "“The High Water of the Old Dam,” Vogt filmed.",
        "“We did not know how high the water was,” Vogt knows Omar Haddad well.",
    ],
)
def test_what_may_be_a_name_or_another_sentence_is_given_to_nobody(sentence: str) -> None:
    text = f"Lena Vogt met Omar Haddad. {sentence}"
    said = read(text, "Lena Vogt f", "Omar Haddad m")
    assert all(quotation.attribution is Attribution.UNRESOLVED for quotation in said.quotations)


def test_words_that_go_on_outside_their_marks_are_said_by_who_is_named_behind_the_last_sentence() -> None:
    text = (
        "The dam was opened. “The keepers did nothing while the water rose... South Dam has failed to answer "
        "the request for help” of the mayor, said the judge Lena Vogt."
    )
    assert read(text, "Lena Vogt f").speaker("has failed") == "Lena Vogt"


@pytest.mark.parametrize("family", ["So", "As", "Do"])
def test_a_family_name_that_is_a_word_besides_speaks_right_before_the_verb(family: str) -> None:
    text = f"Linh {family} leads the talks. “We start on Tuesday,” {family} said."
    assert read(text, f"Linh {family} f").speaker("We start") == f"Linh {family}"


@pytest.mark.parametrize(
    "text",
    [
        "Earlier Friday, Rep. Lena Vogt said “the gate stays shut”.",
        "“The gate stays shut,” Ministry of Roads spokeswoman Lena Vogt said.",
        "“The gate stays shut,” the spokeswoman for Mr. Haddad, Lena Vogt, said.",
    ],
)
def test_neither_a_day_nor_a_body_nor_somebody_spoken_for_speaks_for_who_is_named(text: str) -> None:
    assert read(text, "Lena Vogt f", "Omar Haddad m").speaker("gate stays shut") == "Lena Vogt"


@pytest.mark.parametrize(
    "text",
    [
        "Omar Haddad asked what it was. “Is it Monday, right?” Lena Vogt went on, as if he had not come.",
        "“Which boat sails on Monday?” Lena Vogt asked during a talk with the captains of both boats in May.",
        "“It is Monday or it is Tuesday, and nobody knows,” an angry Lena Vogt shot back.",
        "“First, it was the ice. In this case it was a clash of two boats out of necessity,” Vogt notes.",
    ],
)
def test_the_clause_right_behind_the_words_tells_whose_they_are(text: str) -> None:
    said = read(f"Lena Vogt was there. {text}", "Omar Haddad m", "Lena Vogt f")
    assert [said._name(one) for one in said.quotations] == ["Lena Vogt"]


def test_what_a_sentence_behind_a_question_tells_of_itself_leaves_the_question_open() -> None:
    said = read("“Which boat is to sail on Monday?” Lena Vogt said that she did not know.", "Lena Vogt f")
    assert said.speaker("Which boat") is None


def test_words_behind_a_term_worked_into_the_clause_go_on() -> None:
    text = "“All of it is on the table,” Lena Vogt said of the “odd” plan. “Every single thing is on it.”"
    assert read(text, "Lena Vogt f").speaker("Every single") == "Lena Vogt"


def test_a_sentence_that_tells_how_somebody_drew_back_by_saying_so_leads_to_the_words() -> None:
    text = (
        "Lena Vogt left the camp by saying that she would help the port. “I am going to help it, and gladly.”"
    )
    assert read(text, "Lena Vogt f").speaker("I am going") == "Lena Vogt"


@pytest.mark.parametrize("words", ["It is in row F", "He is, I am not"])
def test_short_words_with_small_verbs_among_them_are_no_title(words: str) -> None:
    said = read(f"“{words},” Farida Amin said.", "Farida Amin f")
    assert said.speaker(words) == "Farida Amin"
