"""Setting the templates beside this module with typst, for PDF and PNG.

Words go to a template as JSON and are shown as they are: nothing in them is read as markup, so they can
neither change the page nor reach a file. Only the fonts inside typst are used (Latin, Greek, Cyrillic with
the Kazakh letters, Arabic and Hebrew; other letters show as boxes) and no clock is read: the same words are
the same bytes on every machine.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from bot.errors import AideMemoireError
from bot.languages.saying import say

# The blocks of right-to-left letters, their presentation forms and marks (Unicode 16, DerivedBidiClass.txt).
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def typeset(
    template: str, words: Mapping[str, Any], *, as_: Literal["pdf", "png"], pixels_per_inch: int | None = None
) -> bytes:
    """Return `template` set with `words` as a PDF or PNG file.

    It takes some hundredths of a second of the calling thread; other threads run on meanwhile.

    Args:
        template: the name of a `.typ` file in this folder, which finds `words` as JSON in `sys.inputs.given`.
        words: what to show, of types JSON has.
        as_: the format of the file; of a PNG all must fit on one page.
        pixels_per_inch: of a PNG.

    Raises:
        AideMemoireError: typst cannot set these words.
    """
    import typst  # here, not above: most processes never set a page, and it takes 30 MB

    try:
        return typst.compile(
            _read(template),
            format=as_,
            ppi=pixels_per_inch,
            ignore_system_fonts=True,
            sys_inputs={"given": _settable(json.dumps(words, ensure_ascii=False))},
            timestamp=0,
        )
    except BaseException as error:
        # A panic inside typst comes as an exception that is no Exception and has no name to import.
        if isinstance(error, typst.TypstError) or type(error).__name__ == "PanicException":
            raise AideMemoireError(
                say("The letters of this answer cannot be set on a page: ask for it as DOCX or Markdown.")
            ) from error
        raise


def _settable(text: str) -> str:
    """Return `text` without the vowel signs and accents that typst breaks on.

    Combining marks in right-to-left words end typst 0.14 and 0.15 with a panic (typst/typst issue 8667); the
    letters alone are how these languages are mostly printed.
    """
    if not _RIGHT_TO_LEFT.search(text):
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(letter for letter in composed if unicodedata.category(letter) != "Mn")


@cache
def _read(template: str) -> bytes:
    return files("bot.views").joinpath(template).read_bytes()
