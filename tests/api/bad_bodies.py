"""Bodies that are refused: a name, the bytes, the status, and the code of the first error."""

from __future__ import annotations

LIFT = b'{"incident":{"people":[{"ref":"p"}],"acts":[{"id":"a","kind":"lift",%b}]}}'


def _act(facts: str) -> bytes:
    return LIFT % facts.encode()


def _incident(text: str) -> bytes:
    return b'{"incident":{%b}}' % text.encode()


BAD: tuple[tuple[str, bytes, int, str], ...] = (
    # no JSON that can be trusted
    ("nothing", b"", 400, "empty-file"),
    ("spaces", b" \n\t ", 400, "empty-file"),
    ("cut off", b'{"incident":{"acts":[', 400, "json-syntax"),
    ("no JSON", b"incident: {}", 400, "json-syntax"),
    ("comma at the end", b'{"incident":{},}', 400, "json-syntax"),
    ("single quotes", b"{'incident':{}}", 400, "json-syntax"),
    ("two documents", b'{"incident":{}}{"incident":{}}', 400, "json-syntax"),
    ("a key twice", b'{"incident":{"acts":[]},"incident":{}}', 400, "duplicate-key"),
    ("a fact twice", _act('"emergency":"yes","emergency":"no"'), 400, "duplicate-key"),
    ("a fact twice, one escaped", _act('"stage":"given","st\\u0061ge":null'), 400, "duplicate-key"),
    ("NaN", _act('"emergency":NaN'), 400, "not-finite"),
    ("infinity", _act('"emergency":Infinity'), 400, "not-finite"),
    ("minus infinity", _act('"emergency":-Infinity'), 400, "not-finite"),
    ("a number that overflows", _act('"emergency":1e999'), 400, "not-finite"),
    ("a number of 5,000 digits", _act(f'"emergency":{"9" * 5000}'), 400, "long-number"),
    ("a zero byte", b'{"incident":{"id":"a\x00b"}}', 400, "json-syntax"),
    ("an escaped zero", _incident('"id":"a\\u0000b"'), 400, "bad-character"),
    ("a lone surrogate", _incident('"id":"a\\ud800b"'), 400, "bad-character"),
    ("a surrogate as bytes", b'{"incident":{"id":"\xed\xa0\x80"}}', 400, "not-utf-8"),
    ("Latin-1", '{"incident":{"id":"é"}}'.encode("latin-1"), 400, "not-utf-8"),
    ("UTF-16", '{"incident":{}}'.encode("utf-16"), 400, "not-utf-8"),
    ("gzip", b"\x1f\x8b\x08\x00\x00", 400, "not-utf-8"),
    ("41 levels", b"[" * 41 + b"]" * 41, 400, "too-deep"),
    ("100,000 levels", b"[" * 100_000, 400, "too-deep"),
    ("100,000 objects", b'{"a":' * 100_000, 400, "too-deep"),
    # JSON that does not fit
    ("a list", b"[]", 422, "wrong-value"),
    ("a number", b"7", 422, "wrong-value"),
    ("null", b"null", 422, "wrong-value"),
    ("no incident", b"{}", 422, "missing-key"),
    ("the bare incident", b'{"acts":[]}', 422, "unknown-key"),
    ("an incident that is a text", b'{"incident":"he said"}', 422, "wrong-value"),
    ("an incident that is null", b'{"incident":null}', 422, "wrong-value"),
    ("policies that are a word", b'{"incident":{},"policies":"PH"}', 422, "wrong-value"),
    ("policies that are null", b'{"incident":{},"policies":null}', 422, "wrong-value"),
    ("no policies", b'{"incident":{},"policies":[]}', 422, "wrong-value"),
    ("policies that are numbers", b'{"incident":{},"policies":[1]}', 422, "wrong-value"),
    ("a policy of 200 letters", b'{"incident":{},"policies":["%b"]}' % (b"p" * 200), 422, ""),
    ("51 policies", b'{"incident":{},"policies":[%b]}' % b",".join([b'"PH"'] * 51), 422, ""),
    ("acts that are a map", _incident('"acts":{}'), 422, ""),
    ("an act that is a text", _incident('"acts":["lift"]'), 422, ""),
    ("an unknown kind", _incident('"acts":[{"id":"a","kind":"levitation"}]'), 422, "unknown-kind"),
    ("a kind that is a list", _incident('"acts":[{"id":"a","kind":["lift"]}]'), 422, ""),
    ("no kind", _incident('"acts":[{"id":"a"}]'), 422, "unknown-kind"),
    ("no id", _incident('"acts":[{"kind":"lift"}]'), 422, "missing-key"),
    ("an id with spaces", _incident('"acts":[{"id":"a b","kind":"lift"}]'), 422, ""),
    ("a unicode id", _incident('"acts":[{"id":"Ελένη","kind":"lift"}]'), 422, ""),
    ("a unicode reference", _incident('"people":[{"ref":"Ζωή"}]'), 422, ""),
    ("an event that is a sentence", _incident('"events":{"he was there":{}}'), 422, ""),
    ("an unknown fact", _act('"levitated":true'), 422, "unknown-key"),
    ("a fact of another type", _act('"emergency":3'), 422, "wrong-value"),
    ("a fact that is a map", _act('"emergency":{"a":1}'), 422, "wrong-value"),
    ("a day that never was", _act('"on":"2026-02-30"'), 422, ""),
    ("day zero", _act('"on":"0000-00-00"'), 422, ""),
    ("an hour that never was", _act('"on":"2026-03-02T25:00+00:00"'), 422, ""),
    ("a moment without zone", _act('"on":"2026-03-02T10:00"'), 422, ""),
    ("a day as a number", _act('"on":20260302'), 422, ""),
    ("Arabic digits", _act('"on":"٢٠٢٦-٠٣-٠٢"'), 422, ""),
    ("an unknown role", _incident('"people":[{"ref":"p","roles":["pilot"]}]'), 422, ""),
    ("somebody unlisted", _incident('"acts":[{"id":"a","kind":"lift","by":"x"}]'), 422, ""),
    ("an unlisted event", _act('"event":"nowhere"'), 422, "unknown-event"),
    ("a person twice", _incident('"people":[{"ref":"p"},{"ref":"p"}]'), 422, "person-twice"),
    ("1,001 acts", _incident(f'"acts":[{",".join(["1"] * 1001)}]'), 422, "too-long"),
    ("400,000 acts", _incident(f'"acts":[{",".join(["1"] * 400_000)}]'), 422, "too-long"),
    ("50,000 unknown keys", _incident(",".join(f'"k{n}":1' for n in range(50_000))), 422, ""),
    ("a reference of 10,000 letters", _incident(f'"id":"{"x" * 10_000}"'), 422, "too-long"),
    # too much of it
    ("a million acts", _incident(f'"acts":[{",".join(["1"] * 1_000_000)}]'), 413, "body-too-large"),
    ("10 MB", b" " * 10_000_000, 413, "body-too-large"),
)
