"""A process design checked against what a good process creates.

De Bruijn & Groenleer name eight things that a good process creates (`GOODS`) and five elements of its design (`ELEMENTS`). Here a design is
an answer to two questions per element (`QUESTIONS`); each answer serves some of the eight and may work against others (`RULES`). A good is
served when more answers serve it than work against it. One rule comes from the source itself: parties are willing to take risks only when
all are committed to the process, so that good asks for representatives who can bind their organisation, whatever else is chosen.

Assumption: the table. It is ours, made in the spirit of [bruijn2010]; it is there to be read and argued with. Every answer counts the
same, and answers do not change one another's effect.
"""

from collections.abc import Mapping
from typing import NamedTuple

#: What a good process creates: trust, a common interest, mutual dependence, quick exchange of information, learning about the
#: matter, learning about one another's position, willingness to take risks, new networks.
GOODS = ("vertrouwen", "belang", "afhankelijkheid", "informatie", "inhoud", "positie", "risico", "netwerk")
#: Who takes part, who represents them, the agenda, deliberation and decision, when there are results.
ELEMENTS = ("wie", "namens", "agenda", "overleg", "resultaat")


class Effect(NamedTuple):
    """The goods that an answer serves, and those it works against."""

    serves: tuple[str, ...] = ()
    hinders: tuple[str, ...] = ()


#: Question -> the element it belongs to.
QUESTIONS = {
    "uitnodigen": "wie", "uitstappen": "wie", "niveau": "namens", "achterban": "namens", "breedte": "agenda", "agendamacht": "agenda",
    "vorm": "overleg", "besluit": "overleg", "eerste": "resultaat", "einddatum": "resultaat",
}  # fmt: skip
#: Question -> answer -> its effect.
RULES: dict[str, dict[str, Effect]] = {
    "uitnodigen": {
        "voorstanders": Effect(("vertrouwen",), ("afhankelijkheid", "positie")),
        "nodig": Effect(("afhankelijkheid", "positie")),
        "ruim": Effect(("afhankelijkheid", "positie", "inhoud"), ("informatie",)),
    },
    "uitstappen": {
        "vast": Effect(("vertrouwen",), ("risico", "netwerk")),
        "moment": Effect(("risico", "netwerk")),
        "altijd": Effect(("netwerk", "inhoud"), ("vertrouwen", "risico")),
    },
    "niveau": {
        "vakmensen": Effect(("inhoud", "informatie"), ("risico",)),
        "binden": Effect(("vertrouwen", "risico")),
        "bestuurders": Effect(("belang", "risico"), ("inhoud", "informatie")),
    },
    "achterban": {
        "besloten": Effect(("vertrouwen", "positie"), ("informatie",)),
        "afgesproken": Effect(("informatie",)),
        "alles": Effect(("informatie", "belang"), ("vertrouwen",)),
    },
    "breedte": {
        "een": Effect(("informatie", "inhoud"), ("belang", "afhankelijkheid")),
        "regisseur": Effect(("afhankelijkheid",), ("vertrouwen",)),
        "breed": Effect(("belang", "afhankelijkheid"), ("inhoud",)),
    },
    "agendamacht": {
        "regisseur": Effect(("informatie",), ("vertrouwen", "inhoud")),
        "start": Effect(("vertrouwen", "belang")),
        "onderweg": Effect(("vertrouwen", "inhoud"), ("risico",)),
    },
    "vorm": {
        "apart": Effect(("vertrouwen",), ("positie", "netwerk")),
        "werkgroepen": Effect(("inhoud", "informatie"), ("positie",)),
        "gemengd": Effect(("inhoud", "positie", "netwerk")),
        "plenair": Effect(("positie", "belang"), ("informatie",)),
    },
    "besluit": {
        "apart": Effect(("vertrouwen", "informatie"), ("afhankelijkheid", "risico")),
        "tussen": Effect(("vertrouwen", "afhankelijkheid")),
        "pakket": Effect(("afhankelijkheid", "risico"), ("vertrouwen",)),
    },
    "eerste": {
        "eind": Effect(("inhoud",), ("vertrouwen",)),
        "vroeg": Effect(("vertrouwen", "belang")),
        "ronde": Effect(("vertrouwen", "informatie"), ("inhoud",)),
    },
    "einddatum": {
        "geen": Effect(("inhoud",), ("risico",)),
        "stoppen": Effect(("afhankelijkheid",), ("netwerk",)),
        "regisseur": Effect(("afhankelijkheid",), ("vertrouwen",)),
    },
}
#: Answers to `niveau` by which all parties can commit themselves to the process.
BINDING = ("binden", "bestuurders")
#: A design that is often chosen: a kick-off with whoever is needed, then working groups of experts.
KICK_OFF = {
    "uitnodigen": "nodig", "uitstappen": "altijd", "niveau": "vakmensen", "achterban": "afgesproken", "breedte": "regisseur",
    "agendamacht": "regisseur", "vorm": "werkgroepen", "besluit": "apart", "eerste": "eind", "einddatum": "geen",
}  # fmt: skip


class Mark(NamedTuple):
    """How many answers within an element serve a good, how many work against it, and whether any answer there could serve it."""

    serves: int
    hinders: int
    possible: bool


def marks(design: Mapping[str, str | None]) -> dict[tuple[str, str], Mark]:
    """Return (good, element) -> mark, for all 8 x 5. A question that is absent or None is not answered yet.

    Raises ValueError for a question or an answer that is not in `RULES`.

    >>> len(marks({}))
    40
    """
    chosen = effects(design)
    found = {}
    for good in GOODS:
        for element in ELEMENTS:
            inside = [question for question, at in QUESTIONS.items() if at == element]
            done = [chosen[q] for q in inside if q in chosen]
            found[good, element] = Mark(
                sum(good in e.serves for e in done),
                sum(good in e.hinders for e in done),
                any(good in e.serves for q in inside for e in RULES[q].values()),
            )
    return found


def effects(design: Mapping[str, str | None]) -> dict[str, Effect]:
    """Return question -> effect of its answer, for the questions that are answered. Raises ValueError as `marks` does.

    >>> effects({})
    {}
    """
    for question, answer in design.items():
        if question not in RULES or (answer is not None and answer not in RULES[question]):
            raise ValueError(f"design must answer questions of RULES with answers of RULES, not {question!r}: {answer!r}")
    return {question: RULES[question][answer] for question, answer in design.items() if answer is not None}


def balance(design: Mapping[str, str | None]) -> dict[str, int]:
    """Return good -> answers that serve it minus answers that work against it, -10 to 10. Raises ValueError as `marks` does.

    >>> balance({})[GOODS[0]]
    0
    """
    chosen = effects(design).values()
    return {good: sum((good in e.serves) - (good in e.hinders) for e in chosen) for good in GOODS}


def state(design: Mapping[str, str | None]) -> dict[str, str]:
    """Return good -> "geregeld" (more for than against), "gemengd" (as much or more against than for, but something for it),
    "tegengewerkt" (only against) or "nog niet" (nothing at all).

    Willingness to take risks is at most "gemengd" while the representatives cannot bind their organisations. Raises ValueError as
    `marks` does.

    >>> sorted(set(state({}).values()))
    ['nog niet']
    """
    chosen = effects(design).values()
    serves, hinders = [good for e in chosen for good in e.serves], [good for e in chosen for good in e.hinders]
    found = {}
    for good in GOODS:
        enough = serves.count(good) > hinders.count(good) and (good != "risico" or design.get("niveau") in BINDING)
        found[good] = "geregeld" if enough else "gemengd" if good in serves else "tegengewerkt" if good in hinders else "nog niet"
    return found


def served(design: Mapping[str, str | None]) -> tuple[str, ...]:
    """Return the goods that a design serves, in the order of `GOODS`. Raises ValueError as `marks` does.

    >>> served({})
    ()
    """
    return tuple(good for good, how in state(design).items() if how == "geregeld")
