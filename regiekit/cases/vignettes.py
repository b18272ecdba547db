"""Vignettes: short descriptions of what a municipality does, to be labelled; from `data/vignettes/<name>.toml`."""

import tomllib
from functools import cache

import attrs

from regiekit.cases.data import data_path


@attrs.frozen
class Label:
    """An answer one can give to a vignette: its key, the word for it, and what that word means here."""

    key: str
    name: str
    meaning: str


@attrs.frozen
class Vignette:
    """One vignette.

    Attributes:
        key: lower-case word, unique in its deck.
        field: the policy field.
        title: a few words.
        text: one to three sentences on what the municipality does (four at most).
        fits: keys of the labels that fit, the best one first.
        why: label key -> why it fits or does not.
        debatable: why more than one label can be defended; empty where one fits.
        memo: how a policy note would say it with the word ‘regie’; empty where that plays no part.
    """

    key: str
    field: str
    title: str
    text: str
    fits: tuple[str, ...]
    why: dict[str, str]
    debatable: str = ""
    memo: str = ""


@attrs.frozen
class Deck:
    """The labels to choose from and the vignettes, in the order of the file."""

    labels: tuple[Label, ...]
    vignettes: tuple[Vignette, ...]

    def label(self, key: str) -> Label:
        """The label with this key; KeyError when there is none."""
        return {one.key: one for one in self.labels}[key]

    def vignette(self, key: str) -> Vignette:
        """The vignette with this key; KeyError when there is none."""
        return {one.key: one for one in self.vignettes}[key]

    def feedback(self, key: str, label: str) -> str:
        """What to say of a label given to a vignette: whether it fits, why, and what makes the vignette debatable."""
        vignette = self.vignette(key)
        name = self.label(label).name.capitalize()
        verdict = "past" if label in vignette.fits else "past hier minder"
        return " ".join(filter(None, [f"‘{name}’ {verdict}.", vignette.why[label], vignette.debatable]))


@cache
def deck(name: str) -> Deck:
    """The deck in `data/vignettes/<name>.toml`. Raises OSError when it is not there."""
    raw = tomllib.loads((data_path() / "vignettes" / f"{name}.toml").read_text(encoding="utf-8"))
    labels = (Label(a["sleutel"], a["naam"], a["betekenis"]) for a in raw["antwoorden"])
    vignettes = (
        Vignette(v["sleutel"], v["veld"], v["titel"], v["tekst"], tuple(v["past"]), v["uitleg"], v.get("omstreden", ""), v.get("nota", ""))
        for v in raw["vignetten"]
    )
    return Deck(tuple(labels), tuple(vignettes))
