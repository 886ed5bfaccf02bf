"""JSON Lines and CSV."""

import csv
import io
import json

from kb.export import csv as csv_export
from kb.export import jsonl, records


def test_record(known):
    """A record has the fields of the contract, in its order, and its offsets find its words in the article."""
    record = next(one for one in records(known) if one["sources"] == 2)
    assert list(record) == ["id", "label", "type", "status", "time", "participants", "places", "sources", "claims"]
    assert record["time"] == {
        "edtf": "2023-05-03",
        "begin": ["2023-05-03", "2023-05-03"],
        "end": ["2023-05-03", "2023-05-03"],
        "basis": "explicit",
    }
    assert [(one["role"], one["label"], one["kind"]) for one in record["participants"]] == [
        ("agent", "Halvik Dockers' Union", "organisation")
    ]
    assert [(one["label"], one["lat"], one["lon"]) for one in record["places"]] == [("Halvik", 59.1275, 11.3875)]
    claim = record["claims"][1]
    assert list(claim) == [
        *("id", "article", "quote", "start", "end", "trigger", "trigger_start", "trigger_end"),
        *("status", "attributed_to", "time", "confidence"),
    ]
    assert list(claim["article"]) == ["id", "title", "url", "published"]
    assert (claim["trigger"], claim["attributed_to"]) == ("walkout", ["their union"])
    assert claim["time"] == {"text": "on Wednesday", "edtf": "2023-05-03", "basis": "relative"}
    text = next(article.text for article in known.articles if claim["article"]["id"].endswith(article.id))
    assert text[claim["start"] : claim["end"]] == claim["quote"]
    assert text[claim["trigger_start"] : claim["trigger_end"]] == claim["trigger"]


def test_open_bounds(known):
    """Open bounds and unknown coordinates are null."""
    record = next(one for one in records(known) if one["label"] == "the town repaired the crane")
    assert record["time"]["begin"] == [None, "2023-06-16"]
    assert record["time"]["edtf"] is None


def test_lines(known, hostile):
    """JSON Lines holds one record a line, whatever a reader takes for a line end."""
    for knowledge in (known, hostile):
        lines = "".join(jsonl.write(knowledge)).splitlines()
        assert len(lines) == len(knowledge.events)
        assert [json.loads(line) for line in lines] == records(knowledge)


def test_csv(known):
    """CSV has a head, a row an event, CR LF at line ends, and open bounds as empty cells."""
    written = "".join(csv_export.write(known))
    rows = list(csv.DictReader(io.StringIO(written, newline="")))
    assert written.count("\r\n") == written.count("\n") == 11
    assert [row["label"] for row in rows] == [event.label for event in known.events]
    crane = next(row for row in rows if row["label"] == "the town repaired the crane")
    assert (crane["when"], crane["earliest_begin"], crane["latest_end"]) == ("by 16 June 2023", "", "2023-06-16")


def test_no_formulas(hostile):
    """No cell begins with what a spreadsheet calculates, and none spans lines."""
    row = next(csv.DictReader(io.StringIO("".join(csv_export.write(hostile)), newline="")))
    assert row["label"].startswith("'=</script>")
    assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r")) or "\n" in cell]
    assert row["url"] == ""
