"""Containerbegrip: zestien zinnen labelen; veel steun voor het woord, weinig eensgezindheid over de betekenis."""

from collections import Counter
from functools import cached_property
from math import isnan, nan

from regiekit.cases.vignettes import deck
from regiekit.models import agreement as model
from regiekit.plots.tiles import PITCH, Tile, lay, meter, signs, slots, tray
from regiekit.proeven import Board, Card, Choice, Measure, Proef, Slider, beside, capital, dutch, foremost, form, number_word, say, times
from regiekit.widgets.class_codes import REGIE, code
from regiekit.widgets.say import part, several

CARDS = deck("01_containerbegrip")
TOTAL = len(CARDS.vignettes)
VERBS, MEANS = ({one.key: getattr(one, of) for one in CARDS.labels} for of in ("name", "meaning"))
WORD, VERB = "_regie", "_werkwoord"  # the two controls of a card: key of the vignette + this
YES, NO = "ja", "nee"
DECK = model.pairwise_agreement(Counter(v.fits[0] for v in CARDS.vignettes))  # two sentences at random from the deck: the same verb
NEAR, CLEAR = 0.1, 0.4  # within this of the deck the word singles nothing out; from here on it mostly means one thing
ENOUGH = 4  # labelled vignettes before anything is concluded

LEFT, TOP, ROW = 140, 104, 34  # where the explanations begin, the first row, from one to the next
EARLY = (16, 46)  # the first row and from one to the next, as long as there is nothing to measure
PLACES, SLOTS = 316, 8  # where the tiles begin, and how many have a place beside the explanation


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

    @property
    def half(self) -> int:
        """How many vignettes got one of the two answers."""
        return sum(self._half(v.key) for v in CARDS.vignettes)

    def _half(self, key: str) -> bool:
        return bool(self.settings[key + WORD]) != bool(self.settings[key + VERB])

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
            Measure("Hoe vaak twee regie-zinnen hetzelfde werkwoord hebben", DECK, self.meaning, "%", 0, 100),
            Measure("Deel van de zinnen met een werkwoord dat past", luck, self.fitting, "%", 0, 100),
        ]

    def compared(self, guess):
        guessed = f"U dacht {dutch(guess)} van de 100 keer."
        if isnan(self.meaning):
            return f"{guessed} Noem eerst twee zinnen regie; dan staat hier uw eigen uitkomst."
        now, number = round(100 * self.meaning), len(self.given)
        return say(
            f"{guessed} In uw eigen antwoorden is het {now} van de 100 keer.",
            beside(now, guess, "Dat is ook wat u dacht.", 5),
            f"Dat is na {number_word(number)} van de {number_word(TOTAL)} zinnen." if number < TOTAL else "",
            f"Neemt u twee zinnen bij toeval uit de stapel, dan is het {times(DECK)}: de stapel is zo gemaakt.",
            "Kijk in het plaatje op welke rijen uw regie-zinnen liggen.",
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
        if self.given:
            self._meters(b)
        top, high = (TOP, ROW) if self.given else EARLY
        for i, (verb, name) in enumerate(VERBS.items()):
            tiles, y = self.tiles[verb], top + high * (i + 0.5)
            if i % 2 == 0:
                b.rect(6, y - high / 2, b.width - 12, high, 6, fill="tint")
            b.text(16, y + 5, name, 15, weight=650)
            many = len(tiles) > SLOTS  # then they take the room of the explanation
            left = LEFT if many else PLACES
            if not many:
                b.text(LEFT, y + 5, MEANS[verb], 15, fill="soft")
                slots(b, SLOTS - len(tiles), PLACES + len(tiles) * PITCH, y)
            if tiles:
                b.text(b.width - 14, y + 5, f"{self.regie[verb]}× regie", 13, "end", fill="soft")
            lay(b, tiles, left, y, pitch=min(PITCH, (b.width - 84 - left) / max(1, len(tiles))))
        tray(b, self.tiles[None], "Nog te labelen:", "Alle zinnen zijn gelabeld.", TOP + ROW * len(VERBS) + 24)
        signs(b, [("strong", "noemt u regie"), ("plain", "noemt u geen regie")])
        return b

    def _meters(self, b):
        """The two shares."""
        number = f"{self.regie.total()} van de {form(len(self.given), '1 zin', f'{len(self.given)} zinnen')}"
        meter(b, 22, "steun", "Steun: zoveel noemt u regie", self.support, number)
        often = "nog niet bekend" if isnan(self.meaning) else times(self.meaning)
        meter(b, 64, "betekenis", "Betekenis: twee regie-zinnen, hetzelfde werkwoord", self.meaning, often)

    def headline(self):
        number, called = len(self.given), self.regie.total()
        if not number and self.half:
            some = form(self.half, "één zin telt", f"{number_word(self.half)} zinnen tellen")
            return f"U bent begonnen, maar {some} nog niet mee: daar hebt u pas één van de twee vragen beantwoord."
        if not number:
            return f"{capital(number_word(TOTAL))} zinnen liggen klaar. Zeg bij elke zin of u het regie noemt, en wat de gemeente er vooral doet."
        if called < 2:
            return f"U noemt nog {'geen enkele zin' if not called else 'maar één zin'} ‘regie’, dus er valt nog niets te vergelijken."
        kinds = len([verb for verb in VERBS if self.regie[verb]])
        if kinds == called:
            return f"U noemt {number_word(called)} zinnen regie, en in geen twee daarvan doet de gemeente hetzelfde."
        if kinds == 1:
            return f"U noemt {number_word(called)} zinnen regie, en daarin doet de gemeente steeds hetzelfde: {self._most('{}')}."
        if len(self.given) >= ENOUGH and self.support >= 0.6:
            return f"U noemt {part(called, number, 'zinnen')} regie, en daarin doet de gemeente {number_word(kinds)} verschillende dingen: het woord past bijna overal."
        return f"U noemt {part(called, number, 'zinnen')} regie. Daarin doet de gemeente {number_word(kinds)} verschillende dingen."

    def words(self):
        number = len(self.given)
        if not number:
            if self.half:
                titles = several([f"‘{v.title}’" for v in CARDS.vignettes if self._half(v.key)], 2, "andere zinnen")
                both = "Een zin telt mee als u beide vragen beantwoordt: noemt u dit regie, en wat doet de gemeente vooral?"
                return f"Bij {titles} ontbreekt {form(self.half, 'nog', 'telkens')} één antwoord. {both}"
            return f"U hebt nog geen zin gelabeld: alle {number_word(TOTAL)} liggen onder de zeven werkwoorden klaar. Elke zin die u labelt, schuift naar het werkwoord dat u kiest."
        left = TOTAL - number
        return say(
            f"{capital(number_word(left))} {form(left, 'zin is', 'zinnen zijn')} nog niet af." if left else "",
            "Vanaf twee zinnen die u ‘regie’ noemt, valt er iets te vergelijken." if self.regie.total() < 2 else self._same(),
            self.conclusion,
            f"Uw code voor de klas is {self.code}." if 2 * number >= TOTAL else "",
        )

    def _same(self):
        """How often the municipality does the same in two of those called regie."""
        if self.meaning in (0, 1):
            return ""  # the headline
        return f"Legt u telkens twee van uw regie-zinnen naast elkaar, dan doet de gemeente daarin {times(self.meaning)} hetzelfde."

    @cached_property
    def conclusion(self) -> str:
        """What the two shares say together, once there is enough to say something."""
        if len(self.given) < ENOUGH or isnan(self.meaning):
            return ""
        if self.meaning > CLEAR:
            return (
                f"Regie betekent bij u vaak hetzelfde, namelijk {self._most('{}')}. De vraag is of een ander er hetzelfde onder verstaat."
            )
        if self.meaning > DECK + NEAR:
            return "U gebruikt het woord voor enkele soorten handelen, en voor andere niet. Spreek af welke dat zijn."
        few = (
            "U bent zuinig met het woord, maar ook"
            if self.support < 0.35
            else "Het woord past bij u bijna overal op, en"
            if self.support >= 0.6
            else "U noemt niet alles regie, maar ook"
        )
        return f"{few} uw regie-zinnen verschillen onderling net zoveel als de stapel. Het woord maakt geen onderscheid."

    def _most(self, said: str) -> str:
        return foremost({k: self.regie[k] for k in VERBS}, VERBS.__getitem__, said, "Alle even vaak.", "één van {} werkwoorden", last="of")

    def report(self):
        if len(self.given) < ENOUGH or not self.regie:
            return ""
        often, total = max(self.regie.values()), self.regie.total()
        return say(
            f"{capital(part(total, len(self.given), 'voorbeeldzinnen'))} over gemeenten {form(total, 'kreeg', 'kregen')} de naam ‘regie’.",
            self._most(f"Het vaakst doet de gemeente daarin dit: {{}} ([|elk ]{number_word(often)} keer)."),
            "In de andere gevallen betekent het iets anders." if often * list(self.regie.values()).count(often) < total else "",
        )

    def note(self, key):
        if key not in self.given:
            return ""
        called, verb = self.given[key]
        said = "U noemt dit regie. Een nota zou" if called else "U noemt dit geen regie. Toch zou een nota kunnen"
        return f"{CARDS.feedback(key, verb)} {said} schrijven: ‘{CARDS.vignette(key).memo}’"
