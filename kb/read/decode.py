"""Bytes to text: byte-order marks, UTF-8, what the page declares, then detection; always the same answer."""

from __future__ import annotations

import codecs
import re
import zlib
from dataclasses import dataclass

from kb.model import Problem

_HEAD = 4096  # bytes in which a format shows itself
LARGEST = 10_000_000  # bytes of one article: the longest live blogs are below 3 MB; past it time is not bounded

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# English news in one byte is nearly always Windows-1252; free detection takes its quotes for Greek or Chinese.
_ONE_BYTE = ["cp1252", "cp1250", "cp1251", "mac_roman"]
_MANY_BYTES = ["gb18030", "big5", "shift_jis", "euc_kr"]
_KINDS = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (rb"%PDF", "a PDF"),
        (rb"PK\x03\x04", "a ZIP archive or office document"),
        (rb"\x89PNG|\xff\xd8\xff|GIF8", "a picture"),
        (rb"\xd0\xcf\x11\xe0|\{\\rtf", "an office document"),
        (rb"SQLite format 3", "a database"),
        # Text, too, but what is told in it stands between marks that would be taken for words.
        (rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*\"|\[\s*\{)", "JSON"),
        (rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:rss|feed|rdf:RDF)\b", "a feed"),
        (
            rb"(?i)(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:mime-version|content-transfer-encoding):",
            "an e-mail as sent",
        ),
    )
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with its newlines as they were, or `None` when the bytes are not text; and what was wrong."""

    text: str | None
    problems: tuple[Problem, ...] = ()


def inflate(data: bytes, name: str) -> tuple[bytes | None, tuple[Problem, ...]]:
    """Undo gzip and cut at `LARGEST`; a broken archive gives what could be read of it, or `None`."""
    if data.startswith(b"\x1f\x8b"):
        engine = zlib.decompressobj(wbits=31)
        try:
            data = engine.decompress(data, LARGEST + 1)
        except zlib.error as error:
            return None, (_problem(name, f"gzip data cannot be read: {error}"),)
        if not engine.eof and len(data) <= LARGEST:
            return data, (_problem(name, "gzip data ends too early: the article may be cut"),)
    if len(data) > LARGEST:
        return data[:LARGEST], (_problem(name, f"larger than {LARGEST // 1_000_000} MB: only the first part was read"),)
    return data, ()


def decode(data: bytes, name: str, *, declared: str = "") -> Decoded:
    """Decode an article; `declared` is the encoding that the document names, which counts only where UTF-8 fails."""
    for pattern, kind in _KINDS:
        if pattern.match(data, 0, _HEAD):
            return Decoded(None, (_problem(name, f"not text: this is {kind}; give it as text or as a web page"),))
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_replaced(data[len(mark) :], encoding, name), name)
    wide = _unmarked_utf16(data)
    if wide:
        return _checked(_replaced(data, wide, name), name)
    try:
        return _checked(Decoded(data.decode()), name)
    except UnicodeDecodeError:
        return _checked(_damaged_utf8(data, name) or _legacy(data, name, declared), name)


def _problem(name: str, message: str) -> Problem:
    return Problem(stage="read", article=name, message=message)


def _checked(decoded: Decoded, name: str) -> Decoded:
    """Refuse what decodes but is no text: NUL, or more than 2 % control characters."""
    text = decoded.text or ""
    if "\0" in text or len(_CONTROL.findall(text)) * 50 > len(text):
        return Decoded(None, (_problem(name, "not text: it holds binary data"),))
    return decoded


def _replaced(data: bytes, encoding: str, name: str) -> Decoded:
    """Decode with U+FFFD for what is damaged, and say how much that was."""
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd") - data.count("\ufffd".encode(encoding))
    message = f"damaged {encoding.upper()}: {lost} place(s) could not be read"
    return Decoded(text, (_problem(name, message),) if lost > 0 else ())


def _unmarked_utf16(data: bytes) -> str:
    """Tell UTF-16 without a mark by its zeros: English has one in every other byte, always on the same side."""
    sample = data[:2000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if min(even, odd) * 20 > max(even, odd) or max(even, odd) * 3 < len(sample):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _damaged_utf8(data: bytes, name: str) -> Decoded | None:
    """Take text as UTF-8 when more of its high characters are whole than broken: a cut file, one bad byte."""
    text = data.decode("utf-8", "replace")
    whole = sum(character > "\x7f" for character in text) - text.count("\ufffd")
    return _replaced(data, "utf-8", name) if whole > text.count("\ufffd") else None


def _legacy(data: bytes, name: str, declared: str) -> Decoded:
    try:
        return Decoded(data.decode(codecs.lookup(declared).name))
    except (LookupError, UnicodeDecodeError, ValueError):
        return _detected(data, name)


def _detected(data: bytes, name: str) -> Decoded:
    """Ask charset-normalizer among the likely encodings, one-byte ones first; of equally clean ones the commoner."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 30 ms, and needed for one article in a thousand

    for candidates in (_ONE_BYTE, _MANY_BYTES):
        matches = from_bytes(data, cp_isolation=candidates, preemptive_behaviour=False)
        if matches:
            least = min(match.chaos for match in matches)
            clean = {name for match in matches if match.chaos == least for name in match.could_be_from_charset}
            encoding = next(name for name in candidates if name in clean)
            return Decoded(data.decode(encoding, "replace"))
    return _replaced(data, "utf-8", name)
