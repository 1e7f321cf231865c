"""Findings as SARIF 2.1.0, which tools that collect the results of examinations read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from finsam_xl.findings.finding import Finding
from finsam_xl.version import VERSION

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(
    findings: Sequence[Finding], file: str, *, verb: str, rules: Mapping[str, str]
) -> dict[str, Any]:
    """One run of one verb over one file; `rules` says what each rule is, by its key."""
    keys = list(rules) + [key for key in dict.fromkeys(each.id for each in findings)
                          if key not in rules]
    driver = {
        "name": f"finsam-xl {verb}", "version": VERSION,
        "rules": [{"id": key, "shortDescription": {"text": rules.get(key) or key}}
                  for key in keys],
    }
    results = [_result(each, file, keys.index(each.id)) for each in findings]
    return {"$schema": _SCHEMA, "version": "2.1.0",
            "runs": [{"tool": {"driver": driver}, "results": results}]}


def _result(finding: Finding, file: str, rule: int) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": quote(file.replace("\\", "/"))}}}
    if finding.place:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.place, "kind": "member"}]
    text = " ".join(part for part in (finding.message, finding.cure) if part)
    return {"ruleId": finding.id, "ruleIndex": rule, "level": finding.severity,
            "message": {"text": text}, "locations": [location]}
