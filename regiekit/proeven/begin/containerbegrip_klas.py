"""Containerbegrip in de klas: de codes van deelnemers naast elkaar; steun voor het woord naast eensgezindheid over de betekenis."""

from collections import Counter
from functools import cached_property
from math import isnan, nan

from regiekit.cases.vignettes import deck
from regiekit.models import agreement as model
from regiekit.plots.svg import wrap
from regiekit.plots.tiles import meter, signs
from regiekit.proeven import (
    Board,
    Measure,
    Proef,
    Slider,
    Table,
    Text,
    beside,
    capital,
    dutch,
    foremost,
    form,
    number_word,
    roughly,
    say,
    times,
)
from regiekit.widgets.class_codes import REGIE, Codes, read

CARDS = deck("01_containerbegrip")
VERBS = [one.name for one in CARDS.labels]
#: Eight invented participants, so that there is something to see without a class.
EXAMPLE = """Anouk: DDBE CSGD CAGF DCEB
Bram: AFBE PFTQ BAES QADS
Chaima: CSBE BFTD GAEF DAEB
Dirk: ADBE CCTD BACS SCEB
Esra: NDBE CSQB FAGS DASB
Femke: BQBR CBTE BARF DAES
Gijs: NBBE CBGD QAEF DAXX
Hanna: APTC PSGQ BDQF QAES"""

LEFT, RIGHT, TOP = 168, 64, 146  # where the columns begin and (from the right) end, the first row
MORE, CLEAR = 0.15, 0.4  # so much more agreement on a sentence than on the word; from here on the word mostly means one thing

Judgment = tuple[bool, int]  # whether it is called regie, and the number of the verb


def often(share: float) -> str:
    return "nog niet bekend" if isnan(share) else times(share)


class ContainerTermInClass(Proef, situated=False):
    """What a class calls regie, from the codes of its members."""

    codes: str

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 0, 100, 50, 5, "van de 100 keer")

    @classmethod
    def controls(cls, case):
        where = "Ieders code staat in de vorige proef, onder het plaatje. Een naam met een dubbele punt ervoor mag."
        return [Text("codes", "Plak hier de codes van de klas, één per regel", EXAMPLE, limit=8000, rows=8, help=where)]

    @cached_property
    def example(self) -> bool:
        return self.codes.strip() == EXAMPLE

    @cached_property
    def found(self) -> Codes:
        return read(self.codes, len(CARDS.vignettes), REGIE)

    @cached_property
    def members(self) -> int:
        return len(self.found.members)

    @cached_property
    def judgments(self) -> list[list[Judgment | None]]:
        """Per vignette what each member said of it; None: left open."""
        rows = self.found.by_question() if self.members else [()] * len(CARDS.vignettes)
        return [[None if a is None else (a < len(VERBS), a % len(VERBS)) for a in row] for row in rows]

    @cached_property
    def given(self) -> list[list[Judgment]]:
        """The same without those left open."""
        return [[j for j in row if j] for row in self.judgments]

    @cached_property
    def pooled(self) -> list[Judgment]:
        return [j for row in self.given for j in row]

    @cached_property
    def support(self) -> float:
        """The share of judgments that say regie."""
        return sum(called for called, _ in self.pooled) / len(self.pooled) if self.pooled else nan

    @cached_property
    def meaning(self) -> float:
        """The chance that two judgments that say regie, of whomever about whatever, have the same verb."""
        return model.pairwise_agreement(Counter(verb for called, verb in self.pooled if called))

    @cached_property
    def anyhow(self) -> float:
        """The same of any two judgments, whether they say regie or not: what it would be if the word singled nothing out."""
        return model.pairwise_agreement(Counter(verb for _, verb in self.pooled))

    def fleiss(self, which: int) -> model.Agreement:
        """Fleiss on whether it is called regie (0) or on the verb (1), over the vignettes that every member labelled."""
        categories = range(len(VERBS)) if which else (True, False)
        answers = [[j and j[which] for j in row] for row in self.judgments]
        return model.fleiss(model.counted(answers, categories)) if self.members > 1 else model.NOTHING

    @cached_property
    def alpha(self) -> model.Agreement:
        """Krippendorff on the verb, over all judgments."""
        return model.krippendorff([verb for _, verb in row] for row in self.given)

    def measures(self):
        return [
            Measure("Steun: deel van de oordelen dat zegt ‘dit is regie’", 0.5, self.support, "%", 0, 100),
            Measure("Betekenis: twee keer ‘regie’ met hetzelfde werkwoord", self.anyhow, self.meaning, "%", 0, 100),
            Measure("Lezen: dezelfde zin met hetzelfde werkwoord", self.alpha.expected, self.alpha.observed, "%", 0, 100),
            Measure("Werkwoord: kappa van Fleiss", 0, self.fleiss(1).coefficient),
            Measure("Werkwoord: alfa van Krippendorff", 0, self.alpha.coefficient),
            Measure("Wel of geen regie: kappa van Fleiss", 0, self.fleiss(0).coefficient),
        ]

    def compared(self, guess):
        guessed = f"U dacht {dutch(guess)} van de 100 keer."
        if isnan(self.meaning):
            return f"{guessed} Plak minstens twee codes; dan staat hier de uitkomst."
        now = round(100 * self.meaning)
        return say(
            f"{guessed} Bij deze deelnemers is het {now} van de 100 keer.",
            beside(now, guess, "Dat is ook wat u dacht.", 5),
            f"Neemt u twee oordelen waarbij het woord geen rol speelt, dan is het {often(self.anyhow)}.",
            "Vergelijk in het plaatje de tweede balk met de derde.",
        )

    def picture(self):
        """Vignettes in rows, verbs in columns: how many chose a verb, filled as far as they call it regie."""
        b = Board(660, 430, "begin")
        meter(b, 18, "steun", "Steun: zegt ‘dit is regie’", self.support, often(self.support))
        meter(b, 54, "betekenis", "Betekenis: twee keer ‘regie’ met hetzelfde werkwoord", self.meaning, often(self.meaning))
        meter(b, 90, "lezen", "Lezen: dezelfde zin met hetzelfde werkwoord", self.alpha.observed, often(self.alpha.observed))
        step = (b.width - LEFT - RIGHT) / len(VERBS)
        for j, verb in enumerate(VERBS):
            first = TOP - 8 - 14 * (len(wrap(verb, 9, 2)) - 1)
            b.texts(LEFT + step * (j + 0.5), first, verb, 9, step=14, size=12.5, anchor="middle")
        b.text(b.width - 12, TOP - 8, "regie?", 12.5, "end", 650)
        chosen = [Counter(verb for _, verb in row) for row in self.given]
        unit = (step - 28) / max([1, *(n for row in chosen for n in row.values())])
        pitch = (b.height - TOP - 2) / len(chosen)
        for i, (v, row) in enumerate(zip(CARDS.vignettes, self.given, strict=True)):
            y, regie = TOP + pitch * i, Counter(verb for called, verb in row if called)
            if i % 2 == 0:
                b.rect(6, y, b.width - 12, pitch, 6, fill="tint")
            low = y + pitch / 2 + 4.5
            b.text(14, low, wrap(f"{i + 1}. {v.field}", 22, 1)[0], 12.5)
            for j in range(len(VERBS)):
                x, number = LEFT + step * j + 4, chosen[i][j]
                b.rect(x, y + 3, unit * number, pitch - 6, key=f"c:{v.key}|{j}", fill="paper", stroke="ink" if number else "", width=1.5)
                b.rect(x, y + 3, unit * regie[j], pitch - 6, key=f"f:{v.key}|{j}", fill="accent")
                if number:
                    b.text(x + unit * number + 4, low, number, 12.5)
            b.text(b.width - 12, low, f"{regie.total()} van {len(row)}", 12.5, "end", 650)
        signs(b, [("strong", "zegt erbij: dit is regie"), ("plain", "zegt erbij: dit is geen regie")])
        return b

    def headline(self):
        if self.members < 2:
            wrong = len(self.found.problems)
            lacks = f"{number_word(wrong)} {form(wrong, 'regel is', 'regels zijn')} niet te lezen" if wrong else ""
            only = "er is pas één code" if self.members else "er staat nog geen code"
            return f"Nog niet te zeggen: {lacks or only}, en pas bij twee leesbare codes valt er iets te vergelijken."
        if isnan(self.meaning):
            return "In deze groep noemt bijna niemand iets regie, dus valt er over de betekenis van het woord niets te zeggen."
        if isnan(self.alpha.observed):
            return "Nog niet te zeggen: geen enkele zin is door twee deelnemers gelabeld, dus valt er niets te vergelijken."
        if self.alpha.observed > self.meaning + MORE:
            return "In dezelfde zin zien de deelnemers vaak hetzelfde gebeuren. Toch zeggen zij ‘regie’ bij heel verschillende dingen."
        if self.meaning > CLEAR:
            return "In deze groep betekent ‘regie’ meestal hetzelfde, want bijna iedereen kiest daarbij hetzelfde werkwoord."
        return "De deelnemers lezen de zinnen zelf al verschillend. Dat zij ‘regie’ verschillend gebruiken, zegt daarom nog weinig over het woord."

    def words(self):
        if self.members < 2:
            return self.found.said() or "Plak in het vak de codes van uw klas, elke code op een eigen regel."
        who = f"{number_word(self.members)} {'verzonnen ' if self.example else ''}deelnemers"
        most = "Alle" if self.support == 1 else "Bijna alle" if self.support > 0.92 else ""
        share = most or ("Geen van de" if not self.support else f"{capital(roughly(self.support))} van de")
        pairs = f"Twee deelnemers die dezelfde zin lezen, kiezen {often(self.alpha.observed)} hetzelfde werkwoord."
        if not isnan(self.meaning) and not isnan(self.alpha.observed):
            pairs = f"Bij twee oordelen over dezelfde zin is dat {often(self.alpha.observed)}."
        return say(
            f"{share} oordelen van {who} {form(bool(most), 'zeggen', 'zegt')} ‘dit is regie’."
            if self.pooled
            else f"Dit zijn de codes van {who}.",
            ""
            if isnan(self.meaning)
            else f"Legt u telkens twee van die oordelen naast elkaar, dan staat er {often(self.meaning)} hetzelfde werkwoord bij.",
            "" if isnan(self.alpha.observed) else pairs,
            self.advice,
            self.found.said(),
        )

    @property
    def advice(self) -> str:
        """What follows from it."""
        if isnan(self.meaning) or isnan(self.alpha.observed):
            return ""
        if self.alpha.observed > self.meaning + MORE:
            return "Het woord ‘regie’ zegt dus niet wát de gemeente doet."
        if self.meaning > CLEAR:
            return "Leg die betekenis vast, want buiten de groep hoeft het niet zo te zijn."
        return "Bespreek eerst wat er in een zin gebeurt, en dan pas hoe u het noemt."

    @cached_property
    def conclusion(self) -> str:
        """What the shares say together."""
        if isnan(self.meaning) or isnan(self.alpha.observed):
            return ""
        if self.alpha.observed > self.meaning + MORE:
            return "De deelnemers zien vaak hetzelfde gebeuren. Maar het woord ‘regie’ plakken ze op van alles: het zegt niet wát de gemeente doet."
        if self.meaning > CLEAR:
            return "In deze groep staat ‘regie’ meestal voor hetzelfde. Dat is een afspraak waard, want buiten de groep hoeft het niet zo te zijn."
        return "De deelnemers lezen de zinnen zelf al verschillend. Bespreek eerst wat er gebeurt, en dan pas hoe u het noemt."

    def report(self):
        if self.example or self.members < 2 or isnan(self.meaning):
            return ""
        return say(
            f"Neem in een groep van {number_word(self.members)} deelnemers twee oordelen ‘dit is regie’: {often(self.meaning)} staat daar hetzelfde werkwoord bij.",
            "" if "u " in self.conclusion else self.conclusion,
        )

    def note(self, key):
        if self.example:
            return say("Dit zijn acht verzonnen codes. Vervang ze door de codes van uw klas.", self.found.said())
        return say(
            f"Er {form(self.members, 'is één code', f'zijn {number_word(self.members)} codes' if self.members else 'is nog geen code')} gelezen.",
            self.found.said(),
        )

    def tables(self):
        rows = []
        for number, (v, said) in enumerate(zip(CARDS.vignettes, self.given, strict=True), 1):
            counts = Counter(verb for _, verb in said)
            most = max(counts.values(), default=0)
            chosen = foremost({k: counts[k] for k in range(len(VERBS))}, VERBS.__getitem__, "{}", "alle", "{} werkwoorden")
            agreed = f"{sum(called for called, _ in said)} van {len(said)}"
            rows.append((f"{number}. {v.title}", agreed, f"{chosen} ({most}×)" if most else "geen"))
        return [Table("De klas per zin", ("Zin", "Zegt regie", "Meest gekozen werkwoord"), rows)] if self.pooled else []
