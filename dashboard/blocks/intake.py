"""Intake: how a workbook is understood, what was found, what came of publishing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from catalog.forms import forms
from catalog.messages import by_kind, message
from dashboard.publishing import Ending, Publishing
from dashboard.words import number, safe, say, texts

MOST, EACH = 200, 20  # lines of the table, and of one kind
SEVERITIES = ("error", "warning", "note")
COUNTS = ("rows_in", "rows_loaded", "rows_quarantined", "rows_other")
ANSWERED_HERE = ("gate.fall", "gate.two_workbooks")
Row = dict[str, Any]


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: str) -> str:
    """A table of safe texts; `numbers` has an `n` for each column that stands to the right."""
    aligned = ["" if kind == "n" else ' class="text"' for kind in numbers]
    head = "".join(
        f'<th scope="col"{a}>{safe(h)}</th>' for h, a in zip(heads, aligned, strict=True)
    )
    body = "".join(
        "<tr>" + "".join(f"<td{a}>{c}</td>" for c, a in zip(row, aligned, strict=True)) + "</tr>"
        for row in rows
    )
    title = f"<caption>{safe(caption)}</caption>" if caption else ""
    return (
        f'<div class="th th-scroll"><table>{title}<thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def verdict(tongue: str, name: str, said: Row | None) -> str:
    """The file, and whether it may go in."""
    text, fine = _verdict(tongue, said)
    return told(f"<h3>{safe(name)}</h3><p>{safe(text)}</p>", fine)


def told(content: str, fine: bool = True) -> str:
    """Something that the officer must not miss."""
    kind = "" if fine else " warn"
    return f'<div class="th"><section class="th-card th-told{kind}" role="status">{content}</section></div>'


def _verdict(tongue: str, said: Row | None) -> tuple[str, bool]:
    if said is None:
        return say(tongue, "intake.lost"), False
    if said["status"] != "loaded":
        twin = said["status"] == "skipped"
        return say(tongue, "intake.twin" if twin else "intake.refused"), twin
    rows = [sum(s[name] or 0 for s in said["sheets"]) for name in COUNTS[1:3]]
    found = [sum(f["severity"] == kind for f in said["findings"]) for kind in SEVERITIES]
    if not sum(found):
        return say(tongue, "intake.clean", rows=rows[0]), True
    errors, warnings, notes = found
    text = say(
        tongue, f"intake.{_state(said)}", rows=rows[0], aside=rows[1], errors=errors,
        warnings=warnings, notes=notes,
    )  # fmt: skip
    return text, not errors


def _state(said: Row) -> str:
    """Whether a gate would stop the file, one that can be answered when it is published, or none."""
    gates = {f["rule"] for f in said["findings"] if _is_gate(f)}
    if not gates:
        return "doubtful"
    return "asked" if gates <= set(ANSWERED_HERE) else "gated"


def _is_gate(found: Row) -> bool:
    return str(found["rule"]).startswith("gate.")


def findings(tongue: str, said: Row) -> str:
    """Every finding of a file: severity, cell, problem and remedy; the worst first."""
    found = sorted(
        said["findings"], key=lambda f: (not _is_gate(f), SEVERITIES.index(f["severity"]))
    )
    if not found:
        return ""
    shown = by_kind(found, lambda f: (f["severity"], f["rule"], f["sheet"], f["field"]), EACH)[
        :MOST
    ]
    caption = say(tongue, "intake.findings", shown=len(shown), number=len(found))
    heads = [say(tongue, k) for k in ("quality.severity", "intake.place", "quality.problem")]
    rows = [
        [
            safe(say(tongue, f"severity.{f['severity']}")),
            safe(" · ".join(f[n] for n in ("sheet", "cell") if f[n]) or "—"),
            safe(sentence(tongue, f) + more_of(tongue, more)),
        ]
        for f, more in shown
    ]
    return table(caption, heads, rows, "ttt")


def more_of(tongue: str, more: int) -> str:
    """That there are more findings of a kind than are shown."""
    return " " + message("more.kind", tongue, {"found": str(more)}) if more > 0 else ""


def sentence(tongue: str, found: Row) -> str:
    """Problem and remedy of a finding, in the reader's language."""
    values = {name: str(found[name] or "") for name in ("found", "expected", "field")}
    return message(found["message_key"], tongue, values)


def sheets(tongue: str, said: Row) -> str:
    """How each sheet was understood: form, header row, rows, headings that were not understood or miss."""
    names = ["quality.sheet", "intake.form", "intake.header_row"]
    names += [f"quality.{name}" for name in COUNTS] + ["intake.unknown", "intake.missing"]
    heads = [say(tongue, name) for name in names]
    return table("", heads, [_sheet(tongue, entry) for entry in said["sheets"]], "ttnnnnntt")


def sheets_title(tongue: str, said: Row) -> tuple[str, bool]:
    """How many sheets were recognised; whether there is something that was not."""
    entries = said["sheets"]
    known = [e for e in entries if e["form"]]
    lacking = any(e["unknown_headings"] or e["missing_fields"] for e in known)
    text = say(tongue, "intake.sheets", known=len(known), number=len(entries))
    return text, lacking or len(known) < len(entries)


def _sheet(tongue: str, entry: Row) -> list[str]:
    form = entry["form"]
    name = say(tongue, f"form.{form}") if form else say(tongue, "intake.no_form")
    edition = f"<br><small>{safe(entry['edition'])}</small>" if form else ""
    counts = ["—" if entry[n] is None else safe(number(tongue, entry[n])) for n in COUNTS]
    missing = [_heading(entry, field) for field in entry["missing_fields"]]
    none = safe(say(tongue, "intake.none"))
    return [
        safe(entry["sheet"]), safe(name) + edition, safe(entry["header_row"] or "—"), *counts,
        "<br>".join(map(safe, entry["unknown_headings"])) or none,
        "<br>".join(map(safe, missing)) or none,
    ]  # fmt: skip


def _heading(entry: Row, field: str) -> str:
    """What the form calls a field."""
    known = (
        column.heading
        for form in forms()
        if (form.form, form.edition) == (entry["form"], entry["edition"])
        for column in form.columns
        if column.field == field
    )
    return next(known, field)


def outcome(tongue: str, job: Publishing) -> str:
    """What came of publishing; a gate with its file, its reason and the remedy."""
    counts = job.report.get("findings", {})
    values = {"errors": counts.get("error", 0), "warnings": counts.get("warning", 0)}
    text = say(tongue, f"ending.{job.ending}", **(values if job.ending is Ending.DOUBTS else {}))
    stops = "".join(f"<li>{safe(_stop(tongue, stop))}</li>" for stop in job.stops)
    listed = f"<ul>{stops}</ul>" if stops else ""
    return told(f"<p><strong>{safe(text)}</strong></p>{listed}", job.went_in)


def _stop(tongue: str, stop: Row) -> str:
    place = " · ".join(stop[n] for n in ("file", "sheet", "cell") if stop[n])
    text = sentence(tongue, stop)
    if (
        stop["rule"] in ANSWERED_HERE
    ):  # the page has a place for the answer; the message names an option
        table = texts(tongue).get(f"form.{stop['field']}", stop["field"])
        values = {"found": stop["found"], "expected": stop["expected"], "table": table}
        text = texts(tongue)[f"intake.{stop['rule'].replace('.', '_')}"].format(**values)
    return f"{place}: {text}" if place else text
