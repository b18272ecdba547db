from math import nan

from regiekit.plots.diagnosis import LEFT, Strip, picture

KNOWN = Strip("Bekend: maat", 0.5, 0.2, 0.4, 0.3, "50%", "hoger dan toeval")


def drawn(kit, *strips):
    root, _ = kit.elements(picture(strips, title="t", words="w"))
    keys = [e.get("data-key") for e in root.iter() if e.get("data-key")]
    return keys, [e for e in root.iter(f"{kit.svg}text")]


def test_a_known_measure_has_its_band_mean_and_mark(kit):
    keys, texts = drawn(kit, KNOWN)
    assert keys == ["b:0", "m:0", "v:0"]
    assert "50% · hoger dan toeval" in [t.text for t in texts]


def test_what_cannot_be_determined_has_no_mark_and_says_so(kit):
    keys, texts = drawn(kit, KNOWN, Strip("Onbekend: maat", nan, nan, nan, nan, "niet te bepalen", "niet te bepalen"))
    assert keys == ["b:0", "m:0", "v:0"]
    said = [t for t in texts if t.text == "niet te bepalen"]
    assert [float(t.get("x")) for t in said] == [LEFT]


def test_a_value_without_a_band_is_drawn_without_one(kit):
    keys, texts = drawn(kit, Strip("Half: maat", 0.5, nan, nan, nan, "50%", "niet te bepalen"))
    assert keys == ["v:0"]
    assert "50% · niet te bepalen" in [t.text for t in texts]


def test_a_band_without_a_value_is_drawn_without_a_mark(kit):
    keys, _ = drawn(kit, Strip("Half: maat", nan, 0.2, 0.4, 0.3, "niet te bepalen", "niet te bepalen"))
    assert keys == ["b:0", "m:0"]


def test_no_coordinate_is_missing():
    svg = picture([Strip("x", nan, nan, nan, nan, "", "niet te bepalen")], title="t", words="w")
    assert "nan" not in svg
