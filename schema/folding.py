"""Chinese characters: how they are simplified and how they are read, as rows of the table `glyph`.

OpenCC knows the simplified forms, pypinyin the readings. A migration copies the rows into the database once,
and from then on the database folds what is stored and what is asked with the same functions: the two cannot
differ, whoever writes a name.
"""

from __future__ import annotations

from functools import cache

from opencc import OpenCC
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.contrib.tone_convert import to_normal

Glyph = tuple[str, str | None, str | None]
LAST = 0xFFFF
NAMES = {"长": "chang", "都": "du", "厦": "xia"}
"""Characters that names read otherwise than the dictionary's first reading."""


def glyphs() -> list[Glyph]:
    """Give (glyph, simplified form or None, reading or None), in the order of the glyphs."""
    single = {chr(code): _plain(said.split(",")[0]) for code, said in PINYIN_DICT.items() if code <= LAST}
    single |= NAMES
    simple = _simplified("".join(single))
    rows: list[Glyph] = [
        (glyph, simple[glyph], None) if glyph in simple else (glyph, None, sound)
        for glyph, sound in single.items()
    ]
    return sorted([*rows, *_words(single, simple)])


def _simplified(characters: str) -> dict[str, str]:
    """Simplify each character until it changes no more."""
    found, convert = characters, OpenCC("t2s").convert
    while (again := "".join(convert(character) for character in found)) != found:
        found = again
    return {one: other for one, other in zip(characters, found, strict=True) if one != other}


def _words(single: dict[str, str], simple: dict[str, str]) -> list[Glyph]:
    """Give the words of two characters that are read otherwise than their characters."""
    found: list[Glyph] = []
    stored = single.keys() - simple.keys()
    for word, said in PHRASES_DICT.items():
        if len(word) == 2 and stored.issuperset(word):
            sounds = [_plain(readings[0]) for readings in said]
            if sounds != [single[character] for character in word]:
                found.append((word, None, " ".join(sounds)))
    return found


@cache
def _plain(said: str) -> str:
    return to_normal(said)
