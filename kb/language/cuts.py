"""A chunk, what stands between two white spaces, → its tokens.

The conventions are those of Universal Dependencies' English treebanks, which the model was trained on: clitics ("do|n't",
"Turkey|'s"), hyphens ("full|-|scale", except after prefixes as in "co-chair") and currency and percent signs stand alone.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator


def words(listed: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(listed.split())


TITLES: Final = words(
    """
    mr mrs ms messrs mme mlle dr drs prof sen sens rep reps gov govs gen col maj capt lt sgt cpl adm cmdr rev hon ste
    mt ft det insp supt pres min amb atty spc pvt vs no nos fig figs vol vols approx sts ps cf al ext
    """
)  # their stop never ends a sentence
_SHORTENED: Final = words(
    """
    inc ltd co corp bros llc plc jr sr est st dept univ assn ave blvd rd jan feb mar apr jun jul aug sep sept oct nov
    dec mon tue tues wed thu thurs fri sat ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn
    miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo
    """
)
_SMALL: Final = words("vs approx est cf al ext")  # are abbreviations in small letters too
_NUMBERED: Final = words("no nos mar sat miss mass ill ind fig figs")  # words too, but not before a number: "No. 5"
COUNTED: Final = words("no nos b c ca d p pp v")  # the same in small letters: "c. 1820", "v. Wade"
_PREFIXES: Final = words(
    """
    agro ante anti arch be bi bio co counter cross cyber de e ex extra inter intra macro mega micro mid mini multi non
    over para peri post pre pro pseudo re semi sub super tri ultra un uni vice
    """
)
_SUFFIXES: Final = words("esque ette fest fold gate itis less most rama wise")
_GLUED: Final = {
    "cannot": 3, "gonna": 3, "gotta": 3, "wanna": 3, "lemme": 3, "gimme": 3, "kinda": 4, "sorta": 4, "outta": 3,
    "alot": 1, "im": 1, "ive": 1, "thats": 4, "whats": 4, "youre": 3, "theyre": 4, "youve": 3, "theyve": 4,
    "cant": 2, "dont": 2, "didnt": 3, "doesnt": 4, "isnt": 2, "arent": 3, "wasnt": 3, "werent": 4, "hasnt": 3,
    "havent": 4, "hadnt": 3, "wouldnt": 5, "couldnt": 5, "shouldnt": 6,
}  # fmt: skip
_LONGEST_GLUED: Final = max(map(len, _GLUED))
_GLUE: Final = frozenset(".-")  # behind a word, may be a part of it
_ADDRESSED: Final = re.compile(r"[@/:;=]|\w\.\w")
_ADDRESS: Final = re.compile(
    r"""
    (?:https?://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?')\]’]
  | [\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+
  | [^\W\d_][\w-]{0,63}(?:\.[\w-]{1,63}){0,6}\.(?:[cC]om|org|net|edu|gov|mil|int|info|biz|co|eu|uk|de|fr|ca|au|nz|jp|cn
      |ru|ua|tv|html?|php|pdf|docx?|xlsx?|pptx?|txt|jpe?g|png|gif)(?!\w)
  | [a-z][\w-]{0,63}(?:\.[a-z][\w-]{1,63}){2,6}(?!\w)
  | (?<![\w)])(?:[:;]-?|=)[)(DPp](?!\w)|[:;]-[)(DP](?!\w)
  | [bB]/c(?!\w)|w/o?(?!\w)
    """,
    re.VERBOSE,
)
_TOKEN: Final = re.compile(
    r"""
    [@\#](?=[^\W\d])\w+
  | (?:Ph\.D|[BM]\.(?:Sc|Ed))\.?(?!\w)
  | [^\W\d_](?:\.[^\W\d_])+(?!\w)\.?
  | (?<!\d)(?:\d-)?(?:\d{3}-){1,2}\d{4}(?!\d)
  | \d++(?<=0)['’]s(?!\w)|(?<!\w)['’]\d\ds?(?!\w)|(?<=\d)['’]s(?!\w)|(?<!\w)['’](?:s|re|ve|ll|d|m|em|til|cause)(?!\w)
  | (?:\d++|(?<![\w.])\.\d++)(?:[.,:/]\d++)*+(?:(?:st|nd|rd|th|s)(?!\w))?
  | [^\W\d_]+(?:\d+[^\W_]*)+
  | (?:US|HK|NZ|[ACS])\$
  | [^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W\d_]*)*(?:(?:['’]|&(?=[A-Z]))[^\W\d_]+)*
  | \[(?:\.\.\.|…)\]|[.!?]{2,}|[-=_*~+]{2,}|([<>$#/])\1+
  | [^\W\s]|[^\w\s]|_
    """,
    re.VERBOSE,
)
_CLITIC: Final = re.compile(r"(?i)(?:n['’]t|['’](?:s|re|ve|ll|d|m))$")


class Next(Enum):
    """What follows a chunk in its paragraph, as far as it matters."""

    NOTHING = auto()
    NUMBER = auto()
    LARGE = auto()
    OTHER = auto()


def cuts(text: str, follows: Next) -> Iterator[int]:
    """Yield where the tokens of `text` end."""
    match_token = _TOKEN.match
    addressed = _ADDRESSED.search(text) is not None
    at, length = 0, len(text)
    while at < length:
        match = (addressed and _ADDRESS.match(text, at)) or match_token(text, at)
        if not match:
            raise ValueError(text)  # a chunk has no white space, and the pattern takes any other character
        start, at = at, match.end()
        if text[start].isalnum():
            if text[at : at + 1] in _GLUE:
                at = _glued(text, start, at, follows)
            yield from _clitics(text[start:at], start)
        else:
            yield at


def _glued(text: str, start: int, end: int, follows: Next) -> int:
    """Return the end of the token [start, end), where the full stop or hyphen behind it glues more to it."""
    word = text[start:end]
    if text[end] == ".":
        return end + _abbreviates(word, text[end + 1 : end + 2], follows)
    joined = _TOKEN.match(text, end + 1)
    return joined.end() if joined and _prefixes(word, joined.group()) else end


def _abbreviates(word: str, after: str, follows: Next) -> bool:
    """Say whether the full stop right after the word is a part of it; `after` is the character behind the stop."""
    low = word.lower()
    numbered = after.isdigit() or (not after and follows is Next.NUMBER)
    if low in _NUMBERED and word[0].isupper():
        return numbered or after == ","
    if word in COUNTED:
        return numbered or (len(word) == 1 and follows is Next.LARGE)
    if low == "etc":
        return bool(after) or follows in {Next.OTHER, Next.NUMBER}
    if low in TITLES or low in _SHORTENED:
        capitals = len(word) == 2 and word.isupper() and low in _SHORTENED  # "LA." is the city
        return low in _SMALL or (word[0].isupper() and not capitals)
    initial = len(word) == 1 and word.isupper() and word != "I"
    return initial and (after in {",", ";", ")", "-"} or (not after and follows is not Next.NOTHING))


def _prefixes(word: str, following: str) -> bool:
    """Say whether `word` and a hyphen are glued to the next word: "co-chair", "e-mail", "three-fold"."""
    low = following.lower()
    return (word.lower() in _PREFIXES and following[0].isalpha()) or low in _SUFFIXES


def _clitics(word: str, at: int) -> Iterator[int]:
    """Yield the ends of the tokens that one written word is made of, which starts `at`."""
    if len(word) <= _LONGEST_GLUED and word.lower() in _GLUED and not word.isupper():
        yield at + _GLUED[word.lower()]
    elif "'" in word or "’" in word:
        ends, end = [], len(word)
        while (clitic := _CLITIC.search(word, max(0, end - 3), end)) and clitic.start() > 0:
            end = clitic.start()
            ends.append(at + end)
        yield from reversed(ends)
    yield at + len(word)
