"""The server reads HTML as Telegram does: the same text, the same entities, the same complaints."""

from __future__ import annotations

import pytest

from tests.telegram_server.facts import Refused
from tests.telegram_server.markup import covered, found_entities, parsed_html, trimmed


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("plain", "plain", []),
        ("&lt;&gt;&amp;&quot;&#39;&#x27;", "<>&\"''", []),
        ("&laquo;&nbsp;&copy", "&laquo;&nbsp;&copy", []),
        ("&lt b", "< b", []),
        ("<b>x</b>", "x", [("bold", "x")]),
        ("<strong>x</strong><em>y</em>", "xy", [("bold", "x"), ("italic", "y")]),
        ("<ins>x</ins><del>y</del>", "xy", [("underline", "x"), ("strikethrough", "y")]),
        ("<B>x</B>", "x", [("bold", "x")]),
        ("<b>x</>", "x", [("bold", "x")]),
        ("<b></b>", "", []),
        ("😀<b>😀 x</b>", "😀😀 x", [("bold", "😀 x")]),
        ("<b>x<i>y</i></b>", "xy", [("bold", "xy"), ("italic", "y")]),
        ("<span class='tg-spoiler'>x</span>", "x", [("spoiler", "x")]),
        ("<tg-spoiler>x</tg-spoiler>", "x", [("spoiler", "x")]),
        ('<a href="https://a.example/?b=1&amp;c">x</a>', "x", [("text_link", "x")]),
        ("<a href='nothing at all'>x</a>", "x", []),
        ("<blockquote>x</blockquote>", "x", [("blockquote", "x")]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", "x")]),
        ('<pre><code class="language-python">x</code></pre>', "x", [("pre", "x"), ("code", "x")]),
    ],
)
def test_html_becomes_text_with_entities(html: str, text: str, entities: list[tuple[str, str]]) -> None:
    shown, found = parsed_html(html)

    assert shown == text
    assert [(entity["type"], covered(shown, entity)) for entity in found] == entities


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("é<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b x>y</b>", "Expected equal sign in declaration of an attribute"),
        ("<b =x>y</b>", 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<a href=a/b>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<a href='x>y</a>", "Unclosed start tag at byte offset 0"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>x", 'can\'t find end tag corresponding to start tag "b"'),
        ("&#xD83D;", "invalid Unicode characters"),
        ("<blockquote>x<blockquote>y</blockquote></blockquote>", "blockquote inside a blockquote"),
    ],
)
def test_what_telegram_cannot_read_is_refused(html: str, complaint: str) -> None:
    with pytest.raises(Refused) as raised:
        parsed_html(html)

    assert raised.value.code == 400
    assert raised.value.description.startswith("Bad Request: can't parse entities: ")
    assert complaint in raised.value.description


def test_commands_and_mentions_are_found_in_what_people_write() -> None:
    text = "😀 /person@AideBot and @alice, not a@b, a/b, //x or /x@ but /y"

    found = [(entity["type"], covered(text, entity)) for entity in found_entities(text)]
    assert found == [("bot_command", "/person@AideBot"), ("mention", "@alice"), ("bot_command", "/y")]


def test_white_space_at_the_ends_is_taken_off_with_its_share_of_the_entities() -> None:
    text, entities = trimmed(" \n ab \n", [{"type": "bold", "offset": 0, "length": 5}])

    assert (text, covered(text, entities[0])) == ("ab", "ab")
