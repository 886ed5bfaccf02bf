"""Bytes to text, the same on every machine."""

from __future__ import annotations

import gzip

import pytest

from kb.read.decode import LARGEST, decode, inflate

TEXT = "Le ministre — “très déçu” — a quitté\u00a0Orléans pour 5 €. " * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    """Text comes back exactly from every common encoding, its quotes, dashes and hard blanks kept."""
    assert decode(TEXT.encode(encoding), "x").text == TEXT


def test_declared_wrongly() -> None:
    """A page that declares Latin-1 but is UTF-8 is read as UTF-8."""
    assert decode(TEXT.encode(), "x", declared="iso-8859-1").text == TEXT


def test_declared_rightly() -> None:
    """Where UTF-8 fails, the declared encoding counts."""
    assert (
        decode("Срочно: встреча прошла в Киеве".encode("koi8-r"), "x", declared="koi8-r").text
        == "Срочно: встреча прошла в Киеве"
    )


@pytest.mark.parametrize("declared", ["", "none-such", "\ud800", "idna", "base64"])
def test_declared_nonsense(declared: str) -> None:
    """An encoding that does not exist, or is none of text, is passed over."""
    assert (
        decode("“Très” déçu, dit-elle à Orléans".encode("cp1252"), "x", declared=declared).text
        == "“Très” déçu, dit-elle à Orléans"
    )


def test_cut_in_a_character() -> None:
    """UTF-8 that ends inside a character stays UTF-8, with one mark of loss and a problem."""
    decoded = decode((TEXT + "é").encode()[:-1], "x")
    assert decoded.text == TEXT + "\ufffd"
    assert "1 place" in decoded.problems[0].message


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7 abc", b"PK\x03\x04abc", b"\x89PNG\r\n", b"abc\0def" * 30, bytes(range(32)) * 9, b"{\\rtf1\\ansi The"],
)
def test_binary(data: bytes) -> None:
    """What is no text is refused with a reason."""
    decoded = decode(data, "x")
    assert decoded.text is None
    assert decoded.problems[0].message.startswith("not text: ")


MAIL = "Received: from a.example\n  by b.example\nSubject: Dam\nMIME-Version: 1.0\n\nThe dam =\nfailed."
MARKED = [
    '{"title": "Dam fails"}',
    '\ufeff\n{ "text": "The dam failed." }\n{ "text": "It was close." }',
    '[ {"text": "The dam failed."} ]',
    "<?xml version='1.0'?>\n<rss version='2.0'><channel/></rss>",
    "<feed xmlns='http://www.w3.org/2005/Atom'/>",
    MAIL,
    MAIL.replace("\n", "\r\n").replace("MIME-Version: 1.0", "content-transfer-encoding: quoted-printable"),
]


@pytest.mark.parametrize("text", MARKED)
def test_marked_up_otherwise(text: str) -> None:
    """Text whose story stands between the marks of another format is refused, so that no mark is taken for a word."""
    decoded = decode(text.encode(), "x")
    assert decoded.text is None
    assert decoded.problems[0].message.startswith("not text: this is ")


@pytest.mark.parametrize(
    "text",
    [
        "[“We won,” he said.]",
        "{Corrected} The dam failed.",
        "Subject: Dam fails\nFrom: the desk\n\nThe dam failed. MIME-Version: is a header.",
        "Dam fails\n\nMIME-Version: 1.0 is what the message said.",
        "Feed for 2,000 cows was lost.",
    ],
)
def test_marks_in_text(text: str) -> None:
    """An article that only opens or speaks like another format is text."""
    assert decode(text.encode(), "x").text == text


def test_gzip() -> None:
    """Gzip is undone, a cut archive gives what was whole, a broken one a problem."""
    packed = gzip.compress(TEXT.encode() * 50, mtime=0)
    assert inflate(packed, "x") == (TEXT.encode() * 50, ())
    cut, problems = inflate(packed[:-12], "x")
    assert cut is not None
    assert (TEXT.encode() * 50).startswith(cut)
    assert len(problems) == 1
    broken, problems = inflate(b"\x1f\x8b" + b"x" * 30, "x")
    assert broken is None
    assert len(problems) == 1


def test_gzip_bomb() -> None:
    """Neither a large file nor a small archive of a large one is read past the limit."""
    for data in (b"a" * (LARGEST + 5), gzip.compress(b"a" * (3 * LARGEST), mtime=0)):
        read, problems = inflate(data, "x")
        assert read is not None
        assert len(read) == LARGEST
        assert "10 MB" in problems[0].message
