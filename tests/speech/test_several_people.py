"""Several people in one sentence: each has the words that are said to be theirs, and nobody another's."""

import pytest

from tests.speech.speaking import read, read_cyrillic

EN = "Minister Omar Haddad met deputy Lena Vogt. "


def speakers(sentence: str) -> list[str | None]:
    said = read(EN + sentence, "Omar Haddad m", "Lena Vogt f")
    return [said.speaker(quotation.parts[0].of(said.text)) for quotation in said.quotations]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "“The dam is sound,” Haddad said. “Rubbish,” came the reply from Vogt.",
            ["Omar Haddad", "Lena Vogt"],
        ),
        ("“The dam is sound,” Haddad said. “It leaks,” was Vogt's answer.", ["Omar Haddad", "Lena Vogt"]),
        ("“The dam is sound,” Haddad said. “It leaks,” was the answer of the hall.", ["Omar Haddad", None]),
        (
            "“The dam is sound,” Haddad said. “It leaks, all of it,” and Vogt walked out.",
            ["Omar Haddad", None],
        ),
        (
            "While Haddad says “the dam is sound,” Vogt insists “it leaks in three places.”",
            ["Omar Haddad", "Lena Vogt"],
        ),
        ("Haddad said, “the dam is sound,” and Vogt, “it leaks in three places.”", ["Omar Haddad", None]),
        ("Haddad called it “a sound dam,” Vogt “a sieve made of stone.”", ["Omar Haddad", None]),
        ("“The dam is sound,” Haddad said, which drew a “what nonsense” from Vogt.", ["Omar Haddad", None]),
    ],
)
def test_two_quotations_of_one_sentence_are_each_their_own_speakers(
    sentence: str, expected: list[str | None]
) -> None:
    assert speakers(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Neither Haddad nor Vogt called the dam “a sieve of stone.”",
        "Either Haddad or Vogt said “it leaks in three places.”",
        "Haddad urged Vogt to say publicly, “I was wrong about the dam.”",
        "Haddad wants Vogt to admit: “I was wrong about the dam.”",
        "Vogt plans to say, “I was wrong about the dam.”",
        "No minister said “it leaks in three places.”",
    ],
)
def test_what_neither_said_or_somebody_is_yet_to_say_is_nobodys(sentence: str) -> None:
    assert set(speakers(sentence)) <= {None}


@pytest.mark.parametrize(
    "sentence",
    [
        "Haddad went on to say, “I was wrong about the dam.”",
        "Haddad took the floor to say, “I was wrong about the dam.”",
    ],
)
def test_what_somebody_gets_to_say_is_said(sentence: str) -> None:
    assert speakers(sentence) == ["Omar Haddad"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Haddad, not Vogt, said that the dam leaks.", ["Omar Haddad"]),
        ("Haddad and not Vogt said that the dam leaks.", ["Omar Haddad"]),
        ("Not Vogt but Haddad said that the dam leaks.", ["Omar Haddad"]),
        ("Haddad rather than Vogt said that the dam leaks.", ["Omar Haddad"]),
        ("It was Haddad, not Vogt, who said that the dam leaks.", ["Omar Haddad"]),
        ("Haddad and Vogt said that the dam leaks.", ["Omar Haddad", "Lena Vogt"]),
        ("Neither Haddad nor Vogt said that the dam leaks.", []),
        ("Vogt shared a video of the dam.", []),
    ],
)
def test_of_two_who_are_set_against_one_another_one_speaks(sentence: str, expected: list[str]) -> None:
    said = read(EN + sentence, "Omar Haddad m", "Lena Vogt f")
    assert [name for name, _ in said.reports() if name] == expected


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“It leaks in three places,” Haddad's adviser said.", "Haddad's adviser"),
        ("“It leaks in three places,” Minister Haddad's adviser said.", "Minister Haddad's adviser"),
        ("According to Haddad's adviser, “it leaks in three places.”", "Haddad's adviser"),
        (
            "The manager for Haddad, who left in May, said “it leaks in three places.”",
            "The manager for Haddad",
        ),
    ],
)
def test_whose_somebody_is_does_not_speak_for_them(sentence: str, speaker: str) -> None:
    said = read(EN + sentence, "Omar Haddad m", "Lena Vogt f")
    assert said.speaker("leaks in three places") == speaker


@pytest.mark.parametrize(
    "sentence",
    [
        "Haddad was told “get out of this hall” by Vogt.",
        "Haddad was accused of saying “the poor can simply wait.”",
        "Haddad denied that he had said “the poor can simply wait.”",
        "Haddad has yet to say “the poor can simply wait.”",
        "Haddad would have said “the poor can simply wait” had Vogt not left.",
        "Haddad joked that Vogt would say “the poor can simply wait.”",
        "A poster showed Haddad saying “the poor can simply wait.”",
        "Rumours that Haddad said “the poor can simply wait” went round.",
    ],
)
def test_what_nothing_tells_was_said_is_nobodys(sentence: str) -> None:
    assert set(speakers(sentence)) <= {None}


def test_what_a_recording_shows_was_said() -> None:
    assert speakers("A video showed Haddad saying “the poor can simply wait.”") == ["Omar Haddad"]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("«Дамба течёт в трёх местах», — процитировал Гостев Штольц.", None),
        ("Штольц попросила Гостева сказать: «Дамба течёт в трёх местах».", None),
        ("Штольц хочет, чтобы Гостев признал: «Дамба течёт в трёх местах».", None),
        ("Штольц собирается заявить: «Дамба течёт в трёх местах».", None),
        ("Штольц поспешила заявить: «Дамба течёт в трёх местах».", "Анна Штольц"),
        ("Гостева обвинили в том, что он сказал: «Дамба течёт в трёх местах».", None),
        ("Слухи о том, что Гостев сказал: «Дамба течёт в трёх местах», Штольц опровергла.", None),
        ("Если Гостев скажет: «Дамба течёт в трёх местах», Штольц уйдёт.", None),
        ("Гостев якобы заявил: «Дамба течёт в трёх местах».", None),
        ("«Дамба течёт в трёх местах», — сказал бы Гостев.", None),
        ("«Дамба течёт в трёх местах», — сказал не Гостев, а Штольц.", None),
        ("Штольц, а не Гостев, сказала: «Дамба течёт в трёх местах».", "Анна Штольц"),
        ("Гостев считает дамбу «старой и прочной», Штольц — «течёт в трёх местах».", None),
    ],
)
def test_words_that_stand_beside_several_people_in_russian(sentence: str, speaker: str | None) -> None:
    text = f"Министр Андрей Гостев принял депутата Анну Штольц. {sentence}"
    said = read_cyrillic(text, "Андрей Гостев m Гостева", "Анна Штольц f Анну Штольц")
    found = [said.speaker("трёх местах") for one in said.quotations if "трёх" in one.parts[0].of(text)]
    assert set(found) <= {speaker}
    assert found or speaker is None


def test_one_of_a_person_and_somebody_not_named_is_nobody() -> None:
    said = read(EN + "Haddad or an adviser said that the dam leaks.", "Omar Haddad m", "Lena Vogt f")
    assert [name for name, _ in said.reports() if name] == []


def test_they_are_the_two_who_spoke_together_before() -> None:
    text = "“The wall will fall,” Omar Haddad and Lena Vogt said. “It is older than the hill,” they added."
    said = read(text, "Omar Haddad m", "Lena Vogt f")
    assert said.speaker("older than the hill") == "Omar Haddad and Lena Vogt"


def test_what_is_vowed_in_the_clause_before_is_not_hers_whom_the_sentence_is_about() -> None:
    clause = "In a year in which Karl Berg has fought the banks and Tor Moe has insulted sailors"
    vow = "and pledged to end the strike, Ada Lind has said little."
    said = read(f"{clause}, {vow}", "Ada Lind f", "Karl Berg m", "Tor Moe m")
    assert "pledged" not in [one.cue.of(said.text) for one in said.reported if one.cue is not None]
