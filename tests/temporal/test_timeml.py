"""TimeML: the text survives, and the expressions are where they were."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.temporal import tag
from kb.temporal.timeml import write


def test_document() -> None:
    """The creation time comes first, expressions stand inline with their attributes, markup in the text is escaped."""
    text = "A & B <met> on Friday, every week."
    assert write(text, tag(text, "2023-06-16"), "2023-06-16") == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TimeML>\n'
        '<DCT><TIMEX3 tid="t0" type="DATE" value="2023-06-16" temporalFunction="false"'
        ' functionInDocument="CREATION_TIME">2023-06-16</TIMEX3></DCT>\n'
        '<TEXT>A &amp; B &lt;met&gt; on <TIMEX3 tid="t1" type="DATE" value="2023-06-16" temporalFunction="true" anchorTimeID="t0">Friday</TIMEX3>,'
        ' <TIMEX3 tid="t2" type="SET" value="P1W" quant="EVERY">every week</TIMEX3>.</TEXT>\n</TimeML>\n'
    )


def test_anchors_and_ends() -> None:
    """What an expression was counted from, and the ends of an anchored duration, are named by their expressions."""
    text = "He came on 5 May 2020, left two days later, and was away for the past two years."
    written = ET.fromstring(write(text, tag(text, "2023-06-16"), "2023-06-16"))
    rows = [dict(timex.attrib) for timex in written.iter("TIMEX3")][1:]
    assert [row.get("anchorTimeID") for row in rows] == [None, "t1", "t0"]
    assert [(row.get("beginPoint"), row.get("endPoint")) for row in rows][2] == (None, "t0")


def test_no_creation_time() -> None:
    """Without a creation time there is no DCT element."""
    assert "DCT" not in write("Nothing.", ())


def test_what_xml_forbids() -> None:
    """Control characters and lone surrogates, which XML cannot hold, become U+FFFD; the length of the text stays."""
    text = "a\x00b\x0bc\ud800d on Friday"
    body = ET.fromstring(write(text, tag(text, "2023-06-16"))).find("TEXT")
    assert body is not None
    assert "".join(body.itertext()) == "a\ufffdb\ufffdc\ufffdd on Friday"


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])), st.sampled_from(["\r\n", "\r", "\n", "\t", ""]))
def test_text_is_unchanged(text: str, end: str) -> None:
    """Whatever the text, a reader gets the same characters back, line ends included."""
    whole = f"{text} in May 2023{end}"
    body = ET.fromstring(write(whole, tag(whole))).find("TEXT")
    assert body is not None
    expected = "".join("\ufffd" if char in "\ufffe\uffff" else char for char in whole)
    assert "".join(body.itertext()) == expected
