"""Words that are passed on, read out, denied or asked for are not those of who stands beside them."""

import pytest

from bot.speech import relayed
from tests.speech.speaking import read

EN = "Minister Omar Haddad met deputy Lena Vogt. "


@pytest.mark.parametrize(
    "sentence",
    [
        "“You are a great fraud,” Haddad read in a letter from Vogt.",
        "Haddad denied having said “I do not care at all”.",
        "Vogt accused Haddad of saying “the poor can wait”.",
        "Quoting the late president Samuel Orr, Haddad said: “We are all thieves here.”",
        "Called “a traitor to all” by Vogt, Haddad said he would sue.",
        "Haddad complained that she calls him “a crook and a liar”.",
    ],
)
def test_words_passed_on_are_not_those_of_who_passes_them_on(sentence: str) -> None:
    said = read(EN + sentence, "Omar Haddad m", "Lena Vogt f")
    quoted = sentence.split("“")[1].split("”")[0]
    assert said.speaker(quoted.strip(",.")) is None


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Haddad was quoted as saying: “We will pay them all.”", "Omar Haddad"),
        ("Omar Haddad quoted Lena Vogt as saying: “We will pay them all.”", "Lena Vogt"),
        ("Haddad quoted her as saying: “We will pay them all.”", "Lena Vogt"),
        ("“We will pay them all,” Haddad said of the letter.", "Omar Haddad"),
    ],
)
def test_words_that_are_somebodys_stay_theirs(sentence: str, speaker: str) -> None:
    assert read(EN + sentence, "Omar Haddad m", "Lena Vogt f").speaker("We will pay") == speaker


@pytest.mark.parametrize(
    "after", ["The minister did not answer.", "Haddad did not reply.", "Haddad never replied."]
)
def test_who_does_not_answer_has_not_said_what_stands_before(after: str) -> None:
    said = read(EN + f"“You are a great fraud.” {after}", "Omar Haddad m", "Lena Vogt f")
    assert said.speaker("great fraud") is None


def test_who_said_a_few_words_has_not_said_the_answer_to_them() -> None:
    said = read(
        EN + "“Sit down, Lena,” said Haddad.\n“Minister, you are a great fraud.” Vogt then left the hall.",
        "Omar Haddad m",
        "Lena Vogt f",
    )
    assert said.speaker("Sit down") == "Omar Haddad"
    assert said.speaker("great fraud") != "Omar Haddad"


def test_a_long_sentence_of_many_quotations_is_gone_through_in_proportion(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    searched: list[int] = []

    class Counting:
        def search(self, words: str) -> None:
            searched.append(len(words))

    monkeypatch.setattr(relayed, "_relaying", Counting)

    def work(quotations: int) -> int:
        searched.clear()
        read(EN + ", ".join(["Haddad said “it leaks in three places”"] * quotations), "Omar Haddad m")
        return sum(searched)

    assert 0 < work(200) < 2.5 * work(100)
