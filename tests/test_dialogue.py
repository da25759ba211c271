"""Messages: which request each becomes."""

import pytest

from bot.dialogue import COMMANDS, Export, export_asked, nearest_command, parse
from bot.words.answers import Kind, Request


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ("/person Rosenblum", Request(Kind.PERSON, "Rosenblum")),
        ("/PERSON  Daniel\n Rosenblum ", Request(Kind.PERSON, "Daniel Rosenblum")),
        ("/topic@AideBot sanctions", Request(Kind.TOPIC, "sanctions")),
        ("/sources", Request(Kind.SOURCES)),
        ("what did he say", Request(Kind.QUESTION, "what did he say")),
        ("", Request(Kind.QUESTION, "")),
    ],
)
def test_a_message_becomes_a_request(text: str, request_: Request) -> None:
    assert parse(text, bot_name="aidebot") == request_


@pytest.mark.parametrize("text", ["/person@OtherBot Rosenblum", "/nosuchthing", "/weather Astana"])
def test_a_command_for_nobody_here_is_no_request(text: str) -> None:
    assert parse(text, bot_name="AideBot") is None


def test_a_mistyped_command_has_a_nearest_one() -> None:
    nearest = nearest_command("/persn Rosenblum")
    assert nearest is not None
    assert nearest.name == "person"
    assert nearest_command("/xyzzyq") is None


@pytest.mark.parametrize("text", ["/latest", "/latest Marel dam", "/news"])
def test_a_command_that_is_only_a_plain_word_for_a_view_leads_there(text: str) -> None:
    nearest = nearest_command(text)
    assert nearest is not None
    assert nearest.name == "brief"


def test_every_example_of_the_table_is_understood_as_its_command() -> None:
    for command in COMMANDS:
        request = parse(command.example)
        assert request is not None
        assert request.kind is command.kind
        words = request.words
        if command.kind in (Kind.CHAT, Kind.CURATION, Kind.FEEDS):
            assert words.split()[0] == command.name
            words = words.removeprefix(command.name)
        assert bool(words) == (command.argument is not None)


def test_a_very_long_message_is_read_from_its_beginning() -> None:
    request = parse("/search " + "word " * 100_000)
    assert request is not None
    assert len(request.words) <= 2000


def test_what_nobody_can_see_is_not_read() -> None:
    request = parse("/person Ro\u00adsen\u200bblum\x1b[31m \ud83d")
    assert request is not None
    assert request.words == "Rosenblum[31m"


def test_a_text_to_be_checked_keeps_its_paragraphs_and_is_read_to_its_end() -> None:
    text = "First paragraph.\n\nSecond  one.\n" + "word " * 1000 + "the end."
    assert parse(f"/check {text}") == Request(Kind.CHECK, text)


FORMS = ("pdf", "docx", "md", "ics", "csv")


@pytest.mark.parametrize(
    ("words", "export"),
    [
        ("pdf /person Rosenblum", Export("pdf", False, Request(Kind.PERSON, "Rosenblum"))),
        ("DOCX note person Rosenblum", Export("docx", True, Request(Kind.PERSON, "Rosenblum"))),
        ("md справка санкции", Export("md", True, Request(Kind.QUESTION, "санкции"))),
        ("csv /said Rosenblum on visas", Export("csv", False, Request(Kind.SAID, "Rosenblum on visas"))),
        ("ics", Export("ics", False, None)),
        ("pdf note", Export("pdf", True, None)),
        ("pdf /help", Export("pdf", False, None)),
        ("txt /person Rosenblum", None),
    ],
)
def test_what_is_exported_is_a_form_and_an_answer(words: str, export: Export | None) -> None:
    assert export_asked(words, "en", FORMS) == export
