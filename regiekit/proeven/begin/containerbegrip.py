"""Containerbegrip: zestien zinnen labelen; veel steun voor het woord, weinig eensgezindheid over de betekenis."""

from collections import Counter
from functools import cached_property
from math import isnan, nan

from regiekit.cases.vignettes import deck
from regiekit.models import agreement as model
from regiekit.plots.tiles import PITCH, Tile, lay, meter, signs, tray
from regiekit.proeven import Board, Card, Choice, Measure, Proef, Slider, beside, capital, dutch, foremost, number_word, say, times
from regiekit.widgets.class_codes import REGIE, code

CARDS = deck("01_containerbegrip")
TOTAL = len(CARDS.vignettes)
VERBS, MEANS = ({one.key: getattr(one, of) for one in CARDS.labels} for of in ("name", "meaning"))
WORD, VERB = "_regie", "_werkwoord"  # the two controls of a card: key of the vignette + this
YES, NO = "ja", "nee"
ENOUGH = 4  # labelled vignettes before anything is concluded

LEFT, TOP, ROW = 112, 104, 34  # where the tiles begin, the first row, from one to the next


def position(called: bool, verb: str) -> int:
    """The place of an answer in the alphabet of the codes."""
    return list(VERBS).index(verb) + (0 if called else len(VERBS))


class ContainerTerm(Proef, situated=False):
    """What one person calls regie; a card counts when both its questions are answered."""

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 0, 100, 50, 5, "van de 100 keer")

    @classmethod
    def controls(cls, case):
        verbs = [(one.key, one.name) for one in CARDS.labels]
        words = [(YES, "ja, regie"), (NO, "nee, geen regie")]
        asked = ((WORD, "Noemt u dit regie?", words), (VERB, "Wat doet de gemeente vooral?", verbs))
        return [
            Choice(v.key + ending, label, options, None, columns=1 + (ending == VERB))
            for v in CARDS.vignettes
            for ending, label, options in asked
        ]

    @classmethod
    def cards(cls, case):
        return [Card(v.key, v.title, v.text, (v.key + WORD, v.key + VERB)) for v in CARDS.vignettes]

    @cached_property
    def given(self) -> dict[str, tuple[bool, str]]:
        """Vignette -> whether it is called regie, and the verb."""
        answers = {v.key: (self.settings.get(v.key + WORD), self.settings.get(v.key + VERB)) for v in CARDS.vignettes}
        return {key: (word == YES, verb) for key, (word, verb) in answers.items() if word and verb}

    @cached_property
    def regie(self) -> Counter[str]:
        """How often each verb was given to what is called regie."""
        return Counter(verb for called, verb in self.given.values() if called)

    @cached_property
    def support(self) -> float:
        """The share that is called regie; nan without labels."""
        return self.regie.total() / len(self.given) if self.given else nan

    @cached_property
    def meaning(self) -> float:
        """The chance that two vignettes called regie have the same verb; nan with fewer than two."""
        return model.pairwise_agreement(self.regie)

    @cached_property
    def fitting(self) -> float:
        """The share of verbs that fit; nan without labels."""
        fits = {v.key: v.fits for v in CARDS.vignettes}
        return sum(verb in fits[key] for key, (_, verb) in self.given.items()) / len(self.given) if self.given else nan

    @cached_property
    def code(self) -> str:
        """The code for the class."""
        return code([position(*self.given[v.key]) if v.key in self.given else None for v in CARDS.vignettes], REGIE)

    def measures(self):
        luck = sum(len(v.fits) for v in CARDS.vignettes) / TOTAL / len(VERBS)
        return [
            Measure("Steun: deel van de zinnen dat u regie noemt", 0.5, self.support, "%", 0, 100),
            Measure("Betekenis: kans dat twee regie-zinnen hetzelfde werkwoord hebben", 1 / len(VERBS), self.meaning, "%", 0, 100),
            Measure("Werkwoorden die passen", luck, self.fitting, "%", 0, 100),
        ]

    def compared(self, guess):
        guessed = f"U voorspelde {dutch(guess)} van de 100 keer."
        if isnan(self.meaning):
            return f"{guessed} Noem eerst twee zinnen regie; dan staat hier uw eigen uitkomst."
        now, number = round(100 * self.meaning), len(self.given)
        return say(
            f"{guessed} In uw eigen antwoorden is het {now} van de 100 keer.",
            beside(now, guess, "Dat is ook wat u dacht.", 5),
            f"Dat is na {number} van de {TOTAL} zinnen." if number < TOTAL else "",
            f"Wie lukraak uit zeven werkwoorden kiest, komt op {round(100 / len(VERBS))}.",
        )

    @cached_property
    def tiles(self) -> dict[str | None, list[Tile]]:
        """Verb -> the vignettes that got it; None: those not labelled yet."""
        out: dict[str | None, list[Tile]] = {verb: [] for verb in (*VERBS, None)}
        for number, v in enumerate(CARDS.vignettes, 1):
            called, verb = self.given.get(v.key, (None, None))
            out[verb].append(Tile(v.key, number, v.title, "faded" if verb is None else "strong" if called else "plain"))
        return out

    def picture(self):
        """A row of tiles per verb below the two shares: support for the word, agreement on its meaning."""
        b = Board(660, 430, "begin")
        number = f"{self.regie.total()} van de {len(self.given)} zinnen" if self.given else "nog niets gelabeld"
        meter(b, 22, "steun", "Steun: zoveel noemt u regie", self.support, number)
        often = "nog niet te bepalen" if isnan(self.meaning) else times(self.meaning)
        meter(b, 64, "betekenis", "Betekenis: twee regie-zinnen, hetzelfde werkwoord", self.meaning, often)
        for i, (verb, name) in enumerate(VERBS.items()):
            tiles, y = self.tiles[verb], TOP + ROW * (i + 0.5)
            if i % 2 == 0:
                b.rect(6, y - ROW / 2, b.width - 12, ROW, 6, fill="tint")
            b.text(16, y + 5, name, 15, weight=650)
            if not tiles:
                b.text(LEFT, y + 5, MEANS[verb], 15, fill="soft")
            else:
                b.text(LEFT + len(tiles) * PITCH + 6, y + 5, f"{self.regie[verb]}× regie", 13, fill="soft")
            lay(b, tiles, LEFT, y)
        tray(b, self.tiles[None], "Nog te labelen:", "Alle zinnen zijn gelabeld.", TOP + ROW * len(VERBS) + 24)
        signs(b, [("strong", "noemt u regie"), ("plain", "noemt u geen regie")])
        return b

    def headline(self):
        number, called = len(self.given), self.regie.total()
        if not number:
            return f"{capital(number_word(TOTAL))} zinnen liggen klaar. Zeg bij elke zin of u het regie noemt, en wat de gemeente er vooral doet."
        if called < 2:
            return f"U noemt nog {'geen enkele zin' if not called else 'maar één zin'} regie: dan valt er nog niets te vergelijken."
        kinds = len([verb for verb in VERBS if self.regie[verb]])
        if kinds == called:
            return f"U noemt {number_word(called)} zinnen regie, en in geen twee daarvan doet de gemeente hetzelfde."
        if kinds == 1:
            return f"U noemt {number_word(called)} zinnen regie, en steeds doet de gemeente er hetzelfde: {self._most('{}')}."
        if len(self.given) >= ENOUGH and self.support >= 0.6:
            return f"U noemt {number_word(called)} van de {number_word(number)} zinnen regie, en daarin doet de gemeente {number_word(kinds)} verschillende dingen: het woord past bijna overal."
        return f"U noemt {number_word(called)} van de {number_word(number)} zinnen regie. Daarin doet de gemeente {number_word(kinds)} verschillende dingen."

    def words(self):
        number = len(self.given)
        if not number:
            return f"U hebt nog geen zin gelabeld. De {TOTAL} zinnen liggen onder de zeven werkwoorden klaar."
        used = Counter(verb for _, verb in self.given.values())
        per_verb = "; ".join(f"{name} {used[verb]}, waarvan {self.regie[verb]} regie" for verb, name in VERBS.items() if used[verb])
        same = f"Neem twee van die regie-zinnen: dan doet de gemeente volgens u {times(self.meaning)} hetzelfde."
        return say(
            f"U hebt {number} van de {TOTAL} zinnen gelabeld" + (f"; nog {TOTAL - number} te gaan." if number < TOTAL else "."),
            f"U noemt er {self.regie.total()} regie ({dutch(100 * self.support, 0)}%).",
            "" if isnan(self.meaning) else same,
            self.conclusion,
            f"Per werkwoord: {per_verb}.",
            f"Uw werkwoord past bij {dutch(100 * self.fitting, 0)}% van de zinnen.",
            f"Uw code voor de klas: {self.code}.",
        )

    @cached_property
    def conclusion(self) -> str:
        """What the two shares say together, once there is enough to say something."""
        if len(self.given) < ENOUGH or isnan(self.meaning):
            return ""
        if self.meaning > 0.4:
            most = self._most("{}")
            return f"Regie betekent bij u vaak hetzelfde, namelijk {most}. De vraag is of een ander er hetzelfde onder verstaat."
        if self.support >= 0.6:
            return "Het woord past bijna overal op en betekent telkens iets anders: regie is een containerbegrip."
        if self.support >= 0.35:
            return "U gebruikt het woord niet voor alles, maar het staat wel voor verschillend handelen."
        return "U bent zuinig met het woord. Ook dan staat het voor verschillend handelen; vraag een ander of die dezelfde zinnen kiest."

    def _most(self, said: str) -> str:
        return foremost({k: self.regie[k] for k in VERBS}, VERBS.__getitem__, said, "Alle even vaak.", "één van {} werkwoorden", last="of")

    def report(self):
        if len(self.given) < ENOUGH or not self.regie:
            return ""
        often, total = max(self.regie.values()), self.regie.total()
        return say(
            f"Van {len(self.given)} voorbeeldzinnen over de gemeente kregen er {total} de naam ‘regie’.",
            self._most(f"Het vaakst doet de gemeente daarin dit: {{}} ([|elk ]{often} keer)."),
            "In de andere gevallen betekent het iets anders." if often * list(self.regie.values()).count(often) < total else "",
        )

    def note(self, key):
        if key not in self.given:
            return ""
        called, verb = self.given[key]
        said = "U noemt dit regie. Een nota zou" if called else "U noemt dit geen regie. Toch zou een nota kunnen"
        return f"{CARDS.feedback(key, verb)} {said} schrijven: ‘{CARDS.vignette(key).memo}’"
