"""Who says what in languages that are read by their phrases alone."""

from __future__ import annotations

import pytest

from tests.speech.speaking import Said, read_cyrillic

CLAIRE, HENRI = "Claire Morvan f", "Henri Galtier m"
TARAS, OKSANA = "Тарас Гнатенко m Гнатенка", "Оксана Литвин f"


def french(text: str) -> Said:
    return read_cyrillic(text, CLAIRE, HENRI, language="fr")


def ukrainian(text: str) -> Said:
    return read_cyrillic(text, TARAS, OKSANA, language="uk")


@pytest.mark.parametrize(
    ("language", "text", "words", "speaker"),
    [
        ("fr", "« Nous attendons », a déclaré Claire Morvan à Brest.", "attendons", "Claire Morvan"),
        (
            "fr",
            "« Nous attendons », a assuré la ministre des Ports, Claire Morvan.",
            "attend",
            "Claire Morvan",
        ),
        (
            "fr",
            "« Nous attendons », précise à la presse la maire Claire Morvan.",
            "attend",
            "Claire Morvan",
        ),
        (
            "fr",
            "Claire Morvan, maire, a répondu : « Le port reste ouvert. »",
            "port",
            "Claire Morvan",
        ),
        (
            "es",
            "“No firmaremos”, afirmó el canciller, Julio Barrientos.",
            "firm",
            "Julio Barrientos",
        ),
        ("es", "Julio Barrientos ha dicho que “el puerto seguirá abierto”.", "puerto", "Julio Barrientos"),
        ("it", "«Il porto resta aperto», ha detto il ministro Carlo Benassi.", "porto", "Carlo Benassi"),
        ("pt", "“O porto fica aberto”, disse a ministra Rita Sampaio.", "porto", "Rita Sampaio"),
        ("de", "„Der Hafen bleibt offen“, sagte Minister Karl Wiesner in Kiel.", "Hafen", "Karl Wiesner"),
        ("de", "Karl Wiesner erklärte am Montag: „Der Hafen bleibt offen.“", "Hafen", "Karl Wiesner"),
        ("uk", "«Порт відкрито», — сказав міністр Тарас Гнатенко.", "Порт", "Тарас Гнатенко"),
        ("uk", "– Порт відкрито, – зазначила Оксана Литвин. – Кораблі йдуть.", "Порт", "Оксана Литвин"),
        ("tr", "Kemal Aksoy, “Liman açık kalacak” dedi.", "Liman", "Kemal Aksoy"),
        ("tr", "“Liman açık kalacak” diyen Kemal Aksoy gazetecilere konuştu.", "Liman", "Kemal Aksoy"),
        ("uz", "“Port ochiq qoladi”, – dedi vazir Botir Salimov.", "Port", "Botir Salimov"),
        ("ky", "«Порт ачык калат», — деди министр Азамат Токоев.", "Порт", "Азамат Токоев"),
    ],
)
def test_who_stands_as_the_subject_beside_the_marks_speaks(
    language: str, text: str, words: str, speaker: str
) -> None:
    assert read_cyrillic(text, f"{speaker} ?", language=language).speaker(words) == speaker


@pytest.mark.parametrize(
    ("language", "text", "person"),
    [
        ("fr", "« Nous attendons », a déclaré le porte-parole de Claire Morvan.", "Claire Morvan"),
        ("fr", "« Nous attendons », a dit au ministre Claire Morvan un pêcheur.", "Claire Morvan"),
        (
            "fr",
            "« Nous attendons », a déclaré un pêcheur devant chez Claire Morvan.",
            "Claire Morvan",
        ),
        ("es", "“No firmaremos”, dijo a Julio Barrientos un pescador.", "Julio Barrientos"),
        ("es", "“No firmaremos”, dijo el abogado de Julio Barrientos.", "Julio Barrientos"),
        ("it", "«Il porto resta aperto», ha detto la moglie di Carlo Benassi.", "Carlo Benassi"),
        ("pt", "“O porto fica aberto”, disse a assessora de Rita Sampaio.", "Rita Sampaio"),
        ("de", "„Der Hafen bleibt offen“, sagte ein Sprecher von Karl Wiesner.", "Karl Wiesner"),
        ("de", "„Der Hafen bleibt offen“, sagte eine Fischerin neben Karl Wiesner.", "Karl Wiesner"),
        ("uk", "«Порт відкрито», — сказав речник Оксани Литвин.", "Литвин"),
        ("uk", "«Порт відкрито», — сказала Тарас Гнатенко.", "Тарас Гнатенко m"),
        ("tr", "Kemal Aksoy ile görüşen balıkçı, “Liman açık kalacak” dedi.", "Kemal Aksoy"),
        ("tr", "Kemal Aksoy’un danışmanı, “Liman açık kalacak” dedi.", "Kemal Aksoy"),
        ("uz", "Botir Salimov bilan uchrashgan baliqchi: “Port ochiq qoladi”, – dedi.", "Botir Salimov"),
        ("ky", "«Порт ачык калат», — деди Азамат Токоевдин кеңешчиси.", "Азамат Токоев"),
    ],
)
def test_whoever_is_named_otherwise_beside_the_marks_says_nothing(
    language: str, text: str, person: str
) -> None:
    named = person if person[-2:] in (" m", " f") else f"{person} ?"
    said = read_cyrillic(text, named, language=language)
    assert [quotation.figure for quotation in said.quotations if quotation.figure is not None] == []


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("fr", "La ministre Claire Morvan a annoncé mardi que le port rouvrira.", "Claire Morvan"),
        ("fr", "Selon la ministre des Ports, Claire Morvan, le port rouvrira.", None),
        ("fr", "Selon Mme Claire Morvan, le port rouvrira.", "Claire Morvan"),
        ("fr", "Selon l'entourage de Claire Morvan, le port rouvrira.", None),
        ("fr", "Le port que Claire Morvan visite a rouvert.", None),
        ("es", "Según Julio Barrientos, el puerto reabrirá.", "Julio Barrientos"),
        ("es", "Como señaló Julio Barrientos, el puerto reabrirá.", "Julio Barrientos"),
        ("de", "Karl Wiesner sagte am Montag, der Hafen werde geöffnet.", "Karl Wiesner"),
        ("de", "Laut Karl Wiesner wird der Hafen geöffnet.", "Karl Wiesner"),
        ("de", "Karl Wiesner zufolge wird der Hafen geöffnet.", "Karl Wiesner"),
        ("uk", "Міністр Тарас Гнатенко заявив у вівторок, що порт відкриють.", "Тарас Гнатенко"),
        ("uk", "Як повідомив Тарас Гнатенко, порт відкриють.", "Тарас Гнатенко"),
        ("tr", "Bakan Kemal Aksoy salı günü limanın açılacağını söyledi.", "Kemal Aksoy"),
        ("tr", "Kemal Aksoy’a göre liman açılacak.", "Kemal Aksoy"),
        ("uz", "Vazir Botir Salimov port ochilishini aytdi.", "Botir Salimov"),
        ("uz", "Botir Salimovning so‘zlariga ko‘ra, port ochiladi.", "Botir Salimov"),
        ("ky", "Азамат Токоевдин айтымында, порт ачылат.", "Азамат Токоев"),
    ],
)
def test_a_sentence_reports_what_its_subject_says(language: str, text: str, speaker: str | None) -> None:
    name = speaker or next(
        name for name in ("Claire Morvan", "Julio Barrientos", "Karl Wiesner") if name in text
    )
    said = read_cyrillic(text, f"{name} ?", language=language)
    assert said.reports() == ([(speaker, text)] if speaker else [])


def test_a_pronoun_and_a_bare_verb_go_on_with_who_spoke_last() -> None:
    said = french("« Le port rouvre », a dit Claire Morvan. « Il le fallait », a-t-elle ajouté.")
    assert said.speaker("fallait") == "Claire Morvan"
    spoken = "“El puerto reabre”, dijo Julio Barrientos.\n“Era necesario”, agregó."
    assert (
        read_cyrillic(spoken, "Julio Barrientos m", language="es").speaker("necesario") == "Julio Barrientos"
    )
    told = ukrainian("Тарас Гнатенко повідомив, що порт відкрили. «Це було потрібно», — додав він.")
    assert told.speaker("потрібно") == "Тарас Гнатенко"


@pytest.mark.parametrize(
    "text",
    [
        "« Le port rouvre », a dit Claire Morvan. « Il le fallait », a-t-il ajouté.",
        "« Le port rouvre », a dit Claire Morvan à Henri Galtier. « Il le fallait », a-t-elle ajouté.",
        "« Le port rouvre », a dit Claire Morvan. Ysolde Kervran suit. « Il le fallait », a-t-elle ajouté.",
    ],
)
def test_a_pronoun_that_may_be_another_names_nobody(text: str) -> None:
    assert french(text).speaker("fallait") is None


def test_words_parted_by_their_clause_are_one_quotation() -> None:
    said = ukrainian("«Порт відкрито, — сказав Тарас Гнатенко. — Кораблі йдуть».")
    assert said.speaker("Порт відкрито") == "Тарас Гнатенко"
    parted = french("« Le port rouvre », a dit Claire Morvan, « et les navires repartent ».")
    assert parted.words == [["Le port rouvre", "et les navires repartent"]]


def test_titles_in_marks_are_no_speech_and_sentences_without_a_clause_stay_open() -> None:
    assert french("Le navire « Étoile du Nord » est parti.").quotations == ()
    said = french("« Le port rouvre demain matin. »\nLes pêcheurs attendent.")
    assert said.speaker("rouvre") is None


@pytest.mark.parametrize(
    ("language", "text", "words", "speaker"),
    [
        ("fr", "La ministre des Ports, Claire Morvan, a dit : « Le port rouvre. »", "port", "Claire Morvan"),
        ("es", "El canciller, Julio Barrientos, dijo que “el puerto reabre”.", "puerto", "Julio Barrientos"),
        ("it", "«Il porto riapre». Lo ha detto il ministro Carlo Benassi.", "porto", "Carlo Benassi"),
        ("it", "«Il porto riapre». Così il ministro, Carlo Benassi, a Bari.", "porto", "Carlo Benassi"),
        ("tr", "Kemal Aksoy, Can Demir ile görüşmesinde “Liman açık” dedi.", "Liman", "Kemal Aksoy"),
    ],
)
def test_a_name_between_commas_and_behind_the_sentence_is_a_subject(
    language: str, text: str, words: str, speaker: str
) -> None:
    assert read_cyrillic(text, f"{speaker} ?", "Can Demir m", language=language).speaker(words) == speaker


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Venue avec la ministre des Ports, Claire Morvan, a dit : « Le port rouvre. »"),
        ("fr", "Écrivant à la ministre, Claire Morvan, a dit : « Le port rouvre. »"),
        ("es", "Un pescador habló con el canciller, Julio Barrientos, y dijo que “el puerto reabre”."),
    ],
)
def test_a_name_that_explains_another_word_is_no_subject(language: str, text: str) -> None:
    said = read_cyrillic(text, CLAIRE, "Julio Barrientos m", language=language)
    assert [quotation.figure for quotation in said.quotations if quotation.figure is not None] == []


def test_marks_that_no_comma_sets_off_are_no_more_words_of_the_speaker() -> None:
    said = read_cyrillic(
        "„Der Hafen bleibt offen“, sagte Karl Wiesner der „Kieler Woche“.", "Karl Wiesner m", language="de"
    )
    assert said.words == [["Der Hafen bleibt offen"]]
    told = french("« Le port rouvre », a dit Claire Morvan qui cache son « grand ennui ».")
    assert told.words == [["Le port rouvre"]]


@pytest.mark.parametrize(
    ("language", "text", "words", "speaker"),
    [
        ("de", "Minister Karl Wiesner besuchte Kiel. „Es war nötig“, sagte er.", "nötig", "Karl Wiesner m"),
        ("fr", "Claire Morvan visite Brest. « Il le fallait », a-t-elle dit.", "fallait", CLAIRE),
        (
            "es",
            "Julio Barrientos visitó Cádiz. “Era necesario”, dijo en la radio.",
            "neces",
            "Julio Barrientos m",
        ),
        ("uk", "Тарас Гнатенко відвідав Одесу. «Це потрібно», — додав він.", "потрібно", TARAS),
        ("ky", "Азамат Токоев Ошко барды. «Бул керек», — деди ал.", "керек", "Азамат Токоев m"),
    ],
)
def test_a_pronoun_means_the_only_one_whom_the_sentence_before_is_about(
    language: str, text: str, words: str, speaker: str
) -> None:
    assert read_cyrillic(text, speaker, language=language).speaker(words) == " ".join(speaker.split()[:2])


@pytest.mark.parametrize(
    ("language", "text", "person"),
    [
        ("de", "Minister Karl Wiesner besuchte Kiel. „Wie nötig!“, sagte sie.", "Karl Wiesner m"),
        ("es", "Julio Barrientos llegó. “Era necesario”, dijo en Cádiz una vecina.", "Julio Barrientos m"),
        ("es", "Julio Barrientos llegó. “Era necesario”, dijo en Cádiz Pedro.", "Julio Barrientos m"),
        (
            "es",
            "“Fue horrible lo que vimos”. Julio Barrientos llegó. “Sí, fue”, dijo la gente.",
            "Julio Barrientos m",
        ),
        ("uk", "Речник Тараса Гнатенка прибув. «Це потрібно», — додав він.", TARAS),
    ],
)
def test_a_verb_that_may_have_another_subject_does_not_go_on(language: str, text: str, person: str) -> None:
    said = read_cyrillic(text, person, language=language)
    assert [quotation.figure for quotation in said.quotations if quotation.figure is not None] == []


def test_an_office_alone_means_who_holds_it_and_spoke_last() -> None:
    opened = "El canciller, Julio Barrientos, dijo que el puerto reabre. “Era necesario”, añadió"
    spanish = [
        read_cyrillic(f"{opened} {end}", "Julio Barrientos m", language="es")
        for end in (
            "el canciller.",
            "el alcalde.",
            "el canciller de Lerna.",
        )
    ]
    assert [said.speaker("necesario") for said in spanish] == ["Julio Barrientos", None, None]
    told = "Міністр Тарас Гнатенко повідомив, що порт відкрили. «Це потрібно», — додав міністр."
    assert ukrainian(told).speaker("потрібно") == "Тарас Гнатенко"
    seen = (
        "El canciller vio a Julio Barrientos. Julio Barrientos dijo que no. “Sí, fue así”, dijo el canciller."
    )
    assert read_cyrillic(seen, "Julio Barrientos m", language="es").speaker("fue así") is None


def test_a_clause_that_ends_a_sentence_reports_it() -> None:
    text = "Der Hafen werde geöffnet, sagte Karl Wiesner."
    assert read_cyrillic(text, "Karl Wiesner m", language="de").reports() == [("Karl Wiesner", text)]
    told = "Порт відкрили, заявив у вівторок міністр Тарас Гнатенко."
    assert ukrainian(told).reports() == [("Тарас Гнатенко", told)]


@pytest.mark.parametrize("language", ["fr", "es", "de", "uk", "tr"])
def test_marks_and_verbs_without_end_are_gone_through_once(language: str) -> None:
    assert (
        read_cyrillic("« " * 3000 + "dit dijo sagte dedi сказав, " * 300, CLAIRE, language=language).reports()
        == []
    )
