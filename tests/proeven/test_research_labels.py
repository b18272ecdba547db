"""What the words of all proeven say of a source is the same everywhere, and no more than was seen of it."""

import re

from regiekit.widgets.declaration import keys, proef_class

HEARSAY = re.compile(r"naar verluidt|de titel", re.IGNORECASE)
FOUND = [(key, finding) for key in keys() for finding in proef_class(key).research]


def test_what_was_seen_of_a_source_and_how_sure_it_is_are_one_over_the_collection():
    """Rows with one source; a row with several is as sure as they are together. The direction is about the idea of each proef."""
    labels = {}
    for _, finding in FOUND:
        if len(finding.get("bron", ())) == 1:
            labels.setdefault(finding["bron"][0], set()).add((finding.get("zekerheid"), finding.get("gezien")))
    assert labels
    assert {source: said for source, said in labels.items() if len(said) > 1} == {}


def test_a_finding_of_which_only_the_title_was_seen_is_told_as_hearsay():
    told = [(key, f["vondst"]) for key, f in FOUND if f.get("gezien") == "alleen titel"]
    assert told
    assert [one for one in told if not HEARSAY.search(one[1])] == []


def test_a_source_is_as_wide_in_each_proef():
    """Words may differ; but what is mostly from somewhere is not from many countries elsewhere, and a theory has no place."""
    places = {}
    for _, finding in FOUND:
        if len(finding.get("bron", ())) == 1:
            places.setdefault(finding["bron"][0], set()).add(finding.get("waar") or "")
    mostly = {source for source, said in places.items() if any("vooral" in one and "Verenigde Staten" in one for one in said)}
    theory = {source for source, said in places.items() if any(one.startswith("theorie") for one in said)}
    assert {"ansell2008", "provan2008"} <= mostly | theory
    assert {s: places[s] for s in mostly if any("Verenigde Staten" not in one for one in places[s])} == {}
    assert {s: places[s] for s in theory if len(places[s]) > 1} == {}
