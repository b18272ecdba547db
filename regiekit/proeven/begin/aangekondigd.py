"""De aangekondigde vorm tegenover de echte: vertrouwen dat blijft of wegvalt."""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from regiekit.cases import Party
from regiekit.cases.reading import needed
from regiekit.models import announced_form as model
from regiekit.plots.svg import wrap
from regiekit.proeven import Board, Card, Case, Choice, Measure, Proef, Slider, Table, capital, dutch, form, listed, number_word, say
from regiekit.widgets.say import does, phrase

START = {"voor": 0.7, "afwachtend": 0.5, "tegen": 0.35}
GAIN = 0.2
WEIGHT = 3  # how much heavier a loss is than a gain, at the start
ENOUGH = 0.5  # trust from which a party takes part the next time
MOST = 4  # parties at the table
#: The story of the prediction: all is given, all is said to be open, and it comes out.
BLUFF = model.Story("gegeven", "vrij", "overnemen", "ontwijken", True)
LONG = 8  # times that the word is kept, at most in the prediction: what it takes at a table that is all in favour
STAGES = ("Start", "Aankondiging", "Bezwaar", "Vraag", "Afloop")

REAL = (
    ("vrij", "Niets. Er is nog geen besluit genomen."),
    ("kader", "De grenzen. Het budget en de einddatum zijn besloten, de rest niet."),
    ("gegeven", "Alles. Het plan is besloten en gaat door."),
)
ANNOUNCED = (
    ("vrij", "‘Alles ligt open. Wij bepalen samen wat er komt.’"),
    ("kader", "‘Het budget en de einddatum liggen vast. Daarbinnen bepalen wij samen wat er komt.’"),
    ("gegeven", "‘Het plan ligt vast. Ik leg uit waarom, en ik wil horen wat het voor u betekent.’"),
)
REPLY = (
    ("overnemen", "‘Goed plan. Dat nemen wij over.’"),
    ("uitleggen", "‘Dit kan wel, dat kan niet, en dit is waarom.’"),
    ("doorgaan", "‘Dank u wel.’ Daarna gaat u door met de agenda."),
)
ANSWER = (
    ("open", "U zegt precies wat vastligt en wat niet."),
    ("ontwijken", "‘Daar wil ik nu niet op vooruitlopen.’"),
)
OUT = (
    ("ja", "Ja. De stukken van het begin worden openbaar."),
    ("nee", "Nee. Niemand vraagt de stukken op."),
)
FORM = {"vrij": "de inhoud is vrij", "kader": "de inhoud is ingekaderd", "gegeven": "de inhoud is gegeven"}
SAID = {"vrij": "alles openligt", "kader": "er binnen grenzen te kiezen valt", "gegeven": "alles al vastligt"}
IS = {"vrij": "ligt alles open", "kader": "valt er binnen grenzen te kiezen", "gegeven": "ligt alles al vast"}
FIRST = "Beantwoord eerst de kaarten hiervoor."
SITUATION = {
    "vrij": "Vorm 1: proces en inhoud zijn vrij.",
    "kader": "Vorm 2: er is een kader, en daarbinnen is het proces vrij.",
    "gegeven": "Vorm 3: de inhoud is gegeven. Het proces dient om die uit te leggen en te legitimeren. Dat is een gewone, eerlijke vorm, als u "
    "het maar zegt.",
}
MOOD = {
    "vrij": "De zaal is blij: er valt iets te kiezen.",
    "kader": "De zaal weet wat er kan, en er valt nog iets te kiezen.",
    "gegeven": "De zaal is wat teleurgesteld, maar weet wat er kan.",
}
#: What an answer to the objection does: by what there is really (`overnemen`), or by what was announced.
REPLIED = {
    "overnemen": {
        "vrij": "Dat kan ook echt. De partijen zien dat hun inbreng telt.",
        "kader": "U neemt over wat binnen de grenzen past. De partijen zien dat hun inbreng telt.",
        "gegeven": "Het vertrouwen stijgt. Maar het plan ligt vast: u belooft iets wat u niet kunt doen.",
    },
    "uitleggen": {
        "vrij": "‘Maar alles lag toch open?’ Uw uitleg klinkt nu als terugkrabbelen.",
        "kader": "De partijen herkennen de grenzen die u noemde. Uw uitleg past daarbij.",
        "gegeven": "Dit had u aangekondigd. Wie een echte reden hoort, voelt zich serieus genomen.",
    },
    "doorgaan": {
        "vrij": "Inspraak zonder invloed. Juist omdat u zei dat alles open lag, valt dit hard.",
        "kader": "Binnen het kader zou er iets te kiezen zijn. Daar merkt niemand nu iets van.",
        "gegeven": "Het plan lag vast, dat was gezegd. Maar u zou luisteren, en daar leek het niet op.",
    },
}

HEARING = {"bezwaar": 0, "vraag": 1}  # who speaks in a round, by its number at the table; in the others all do
LEFT, TOP, WIDE, HIGH = 56, 12, 436, 376
MARKS = {"voor": "+", "tegen": "−", "afwachtend": "?"}
ROW, NAME = 19, 16  # least distance between names at the right, characters of a name


def table_of(case: Case) -> tuple[Party, ...]:
    """Who sits at the table beside the director: first the parties that cannot be missed. The first of them objects, the second asks."""
    must = [p for p in needed(case, 3, 7) if p.key != case.director]
    others = sorted((p for p in case.parties if p.key != case.director and p not in must), key=lambda p: -p.size)
    chosen = (must + others)[: max(min(len(must), MOST), 3)]
    return tuple(sorted(chosen, key=lambda p: ("tegen", "afwachtend", "voor").index(p.position)))


def told(story: model.Story, parties: Sequence[Party], weight: float) -> list[list[float]]:
    """The trust of each party over the rounds of a story."""
    out = []
    for i, p in enumerate(parties):
        strengths = [r.strength * (1 if HEARING.get(r.whom, i) == i else model.HEARSAY) for r in model.rounds(story)]
        out.append(model.path(START[p.position], strengths, GAIN, min(1.0, GAIN * weight)))
    return out


def averages(trust: Sequence[Sequence[float]]) -> list[float]:
    """The mean over the parties, per round."""
    return [sum(column) / len(column) for column in zip(*trust, strict=True)]


def per_cent(trust: float) -> str:
    return f"{dutch(100 * trust, 0)} procent"


class AnnouncedForm(Proef, asks=("size", "position", "power", "replaceable")):
    """The story as far as it is told; `weight` is how much heavier a loss of trust is than a gain."""

    weight: float

    @classmethod
    def ready(cls, case):
        return None if len(table_of(case)) > 1 else "Vul hieronder ten minste twee partijen in naast de regisseur."

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw voorspelling", 0, LONG, 2, 1, "keer")

    @classmethod
    def answer(cls, case):
        """How often the word must be kept to make good the breach at this table."""
        mean = averages(told(BLUFF, table_of(case), WEIGHT))
        return min(LONG, model.times_to_return(mean[-1], mean[0], GAIN * model.KEPT))

    @classmethod
    def explain(cls, case, answer):
        mean = averages(told(BLUFF, table_of(case), WEIGHT))
        fall = f"Het vertrouwen valt in één keer van {dutch(100 * mean[0], 0)} naar {per_cent(mean[-1])} en komt in kleine stappen terug."
        why = (
            "Wie u al weinig vertrouwde, had weinig te verliezen."
            if mean[0] < ENOUGH
            else "Wie u het meest vertrouwde, verliest het meeste vertrouwen."
        )
        return f"{fall} {why} Speel de kaarten en kijk waar de lijn breekt."

    @classmethod
    def controls(cls, case):
        return [
            Choice("real", "Wat ligt er in werkelijkheid vast?", REAL, None),
            Choice("announced", "U zegt:", ANNOUNCED, None),
            Choice("reply", "Uw antwoord op het bezwaar:", REPLY, None),
            Choice("answer", "Uw antwoord op de vraag:", ANSWER, None),
            Choice("out", "Komt het op tafel?", OUT, None),
            Slider("weight", "Zo veel zwaarder telt verlies dan winst", 1, 5, WEIGHT, 0.5, "keer"),
        ]

    @classmethod
    def cards(cls, case):
        parties = [phrase(p) for p in table_of(case)]
        texts = (
            ("vooraf", "Wat ligt er vast?", "real", f"Aan tafel komen {listed(parties)}. Wat heeft de raad, of een ander, al besloten? Kies uw situatie."),
            ("aankondiging", "De aankondiging", "announced",
             "De eerste bijeenkomst. Iedereen wil weten hoeveel er nog te kiezen valt. Wat zegt u?"),
            ("bezwaar", "Het bezwaar", "reply", f"{capital(does(table_of(case)[0], 'legt', 'leggen'))} een ander plan op tafel. Het is goed uitgewerkt. "
             "De anderen kijken naar u. Wat zegt u?"),
            ("vraag", "De vraag", "answer", f"De derde bijeenkomst. {capital(does(table_of(case)[1], 'vraagt', 'vragen'))}: ‘Ligt dit eigenlijk al vast?’ Wat doet u?"),
            ("afloop", "De afloop", "out", "Een half jaar later is het besluit er. Een raadslid vraagt wat u in het begin zei. Komen de "
             "stukken van het begin op tafel?"),
        )  # fmt: skip
        return [Card(key, title, text, (control,)) for key, title, control, text in texts]

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        return table_of(self.case)

    @cached_property
    def names(self) -> list[str]:
        return [phrase(p) for p in self.parties]

    @property
    def forms(self) -> tuple[str, str]:
        """The form there really is and the one announced; "" until it is chosen."""
        return self.settings["real"] or "", self.settings["announced"] or ""

    @property
    def gap(self) -> int:
        """By how much more room was announced than there is; less when below 0."""
        real, announced = self.forms
        return model.FREEDOM[announced] - model.FREEDOM[real]

    @cached_property
    def story(self) -> model.Story:
        real, announced, reply, said, out = (self.settings[k] for k in ("real", "announced", "reply", "answer", "out"))
        return model.Story(real, announced, reply, said, None if out is None else out == "ja")

    @cached_property
    def rounds(self) -> list[model.Round]:
        return list(model.rounds(self.story))

    @cached_property
    def trust(self) -> list[list[float]]:
        return told(self.story, self.parties, self.weight)

    @cached_property
    def mean(self) -> list[float]:
        return averages(self.trust)

    @cached_property
    def honest(self) -> list[float]:
        """The mean for an honest director with the same content, as far as the story is told."""
        trust = told(model.honest(self.forms[0]), self.parties, self.weight) if self.rounds else self.trust
        return averages([t[: len(self.rounds) + 1] for t in trust])

    def measures(self):
        first = self.trust[0]
        before, after = (sum(t[at] >= ENOUGH for t in self.trust) for at in (0, -1))
        kept = model.times_to_return(self.mean[-1], self.mean[0], GAIN * model.KEPT)
        return [
            Measure("Vertrouwen, gemiddeld over de partijen", self.mean[0], self.mean[-1], "%", 0, 100),
            Measure("Vertrouwen van de partij die straks bezwaar maakt", first[0], first[-1], "%", 0, 100),
            Measure(f"Partijen die de volgende keer meedoen (vertrouwen {dutch(100 * ENOUGH)}% of meer)", before, after, digits=0),
            Measure("Zo vaak moet u woord houden tot het gemiddelde terug is op dat van het begin", 0, kept, digits=0),
        ]

    def picture(self):
        b = Board(660, 430, "begin")
        _draw_frame(b, len(self.mean))
        for p, trust in zip(self.parties, self.trust, strict=True):
            b.run(_road(trust), key=f"l:{p.key}:{len(trust)}", stroke="line", width=1.6)
            b.circle(*_road(trust)[-1], 3.5, key=f"d:{p.key}", fill="line", shape=True)
        best = self.honest if self.rounds else []
        if best:
            b.run(_road(best), key=f"eerlijk:{len(best)}", stroke="ink", width=2.6, dash="10 6")
        for i, (x, y) in enumerate(_road(best)):
            b.circle(x, y, 6.5, key=f"e{i}", fill="paper", stroke="ink", width=2.2, shape=True)
        b.run(_road(self.mean), key=f"eigen:{len(self.mean)}", stroke="accent", width=4.5)
        for i, (x, y) in enumerate(_road(self.mean)):
            b.rect(x - 6.5, y - 6.5, 13, 13, key=f"o{i}", fill="accent", stroke="paper", width=1.5, shape=True)
        self._draw_names(b, best)
        _draw_legend(b)
        return b

    def _draw_names(self, b, best):
        """Names at the ends of the lines, apart, each with a thread to its end."""
        trusting = zip(self.parties, self.trust, strict=True)
        ends = [(t[-1], f"{MARKS[p.position]} {wrap(p.label, NAME, 1)[0]}", 400, "ink", p.key) for p, t in trusting]
        ends.append((self.mean[-1], "wat u doet", 700, "accent", "eigen"))
        if best:
            ends.append((best[-1], "eerlijk", 700, "ink", "eerlijk"))
        x, last = LEFT + WIDE + 14, _at(len(self.mean) - 1)
        for (trust, label, weight, fill, key), place in zip(ends, apart([_up(end[0]) for end in ends]), strict=True):
            b.line(last + 9, _up(trust), x - 4, place, key=f"w:{key}:{len(self.mean)}", width=0.8, dash="2 3")
            b.text(x, place + 5, label, 14.5, "start", weight, fill, f"t:{key}", "paper")

    @cached_property
    def low(self) -> list[int]:
        """Who trusts too little to take part the next time."""
        return [i for i, trust in enumerate(self.trust) if trust[-1] < ENOUGH]

    def headline(self):
        real, announced = self.forms
        if not self.rounds:
            return self._beginning(real, announced)
        secret, done = model.breach(self.story), len(self.rounds) == len(STAGES) - 1
        if self.story.answer == "open" and secret:
            return "U zegt zelf dat er minder te kiezen is dan u beloofde: dat kost vertrouwen, maar er kan niets meer uitkomen."
        if done:
            return self._ended()
        if secret and self.mean[-1] > self.mean[0]:
            return "U belooft meer ruimte dan er is. Toch stijgt het vertrouwen, want dat weten de partijen nog niet."
        if secret:
            return "U belooft meer ruimte dan er is. Het vertrouwen daalt al, want u doet iets anders dan u zegt."
        if self.gap < 0:
            return "U kondigt minder ruimte aan dan er is: niemand voelt zich bedrogen, maar goede ideeën blijven thuis."
        moved = self.mean[-1] - self.mean[0]
        if moved < -0.005:
            if self._blow == "aankondiging":
                return (
                    "U zegt eerlijk hoe het zit. Dat kost nu wat vertrouwen, want het nieuws valt tegen. Later kan er niets meer uitkomen."
                )
            why = "u ontwijkt de vraag" if self._blow == "vraag" else "de partijen merken niets van hun inbreng"
            return f"U zegt eerlijk hoe het zit. Toch daalt het vertrouwen, want {why}."
        why = "u doet wat u zegt" if real == "gegeven" else "er valt voor de partijen iets te kiezen"
        return f"U zegt eerlijk hoe het zit. Het vertrouwen {'stijgt' if moved > 0.005 else 'blijft op peil'}, want {why}."

    @property
    def _blow(self):
        """The card at which most trust was lost."""
        steps = [after - before for before, after in pairwise(self.mean)]
        return self.rounds[min(range(len(steps)), key=steps.__getitem__)].name

    def _beginning(self, real, announced):
        """The headline before anything was announced on what there is."""
        if announced:
            return "Of uw aankondiging klopt, is nog niet te zeggen. Kies eerst op kaart 1 wat er in werkelijkheid vastligt."
        if real:
            lies = {"vrij": "Er is nog niets besloten", "kader": "De grenzen liggen al vast", "gegeven": "Alles ligt al vast"}[real]
            return f"{lies}, maar dat weten de partijen aan tafel nog niet. Nu telt wat u aankondigt."
        n = len(self.low)
        if not n:
            return "Aangenomen is dat alle partijen u genoeg vertrouwen om een volgende keer mee te doen. Nu telt wat u aankondigt."
        who = f"{number_word(n)} van de {number_word(len(self.trust))} partijen" if n < len(self.trust) else "alle partijen"
        trust = form(n, "vertrouwt", "vertrouwen")
        return f"Aangenomen is dat {who} u te weinig {trust} om een volgende keer mee te doen. Nu telt wat u aankondigt."

    def _ended(self):
        """The headline when the story is told."""
        better = self.mean[-1] > self.honest[-1] + 0.005
        if model.hidden(self.story) and self.story.out:
            won = "meer vertrouwen dan u had gewonnen" if self.mean[-1] < self.mean[0] else "een groot deel van het gewonnen vertrouwen"
            return f"Het komt uit dat u meer ruimte beloofde dan er was. In één keer verliest u {won}."
        if model.hidden(self.story):
            if better:
                return "Het komt niet uit. U eindigt met meer vertrouwen dan met een eerlijk verhaal, maar alleen doordat niemand de stukken opvroeg."
            return "Het komt niet uit. Toch had een eerlijk verhaal meer opgeleverd, want wie zegt wat er is, kan steeds woord houden."
        if self.gap < 0:
            return "Er was meer ruimte dan u zei. Niemand voelt zich bedrogen, want u beloofde niets wat er niet was."
        if self.mean[-1] < self.mean[0]:
            why = "u ontweek de vraag" if self._blow == "vraag" else "de partijen merkten niets van hun inbreng"
            return f"Wat u zei, bleek te kloppen. Toch daalde het vertrouwen, want {why}."
        return "Wat u zei, bleek te kloppen. Elke keer dat u woord houdt, groeit het vertrouwen een beetje."

    def words(self):
        real, announced = self.forms
        if not self.rounds:
            then = "Wat u zegt en daarna doet, laat het vertrouwen groeien of slinken."
            if announced:
                return say(f"U zegt dat {SAID[announced]}. Of dat waar is, hebt u op kaart 1 nog niet gekozen.", *self._seated())
            if real:
                return say(f"In werkelijkheid {IS[real]}, maar dat hebt u nog niet verteld.", *self._seated(), then)
            return say(*self._seated(), "U hebt nog niets aangekondigd.", then)
        told = f"U zegt dat {SAID[announced]}, {'en zo is het ook' if real == announced else f'maar in werkelijkheid {IS[real]}'}."
        ended = len(self.rounds) == len(STAGES) - 1
        return say(
            told,
            self._moved(),
            f"Had u steeds gezegd en gedaan wat kon, dan was het vertrouwen nu {per_cent(self.honest[-1])}."
            if self.mean != self.honest
            else "",
            f"Bij het volgende proces {self._next()}." if ended else "",
        )

    @property
    def least(self) -> list[Party]:
        """Who trusts least at first; nobody where all trust as much."""
        first = [t[0] for t in self.trust]
        return [p for p, t in zip(self.parties, first, strict=True) if t < max(first) - 0.005 and t == min(first)]

    def _seated(self):
        """Who sits at the table, and who trusts least."""
        least, n = self.least, len(self.trust)
        seated = f"Aan tafel zitten {listed(self.names)}."
        if not least:
            return seated, f"Zij vertrouwen u {'allebei' if n == 2 else f'alle {number_word(n)}'} evenveel."
        many = len(least) > 1 or least[0].plural
        little = "te weinig" if least == [self.parties[i] for i in self.low] else "het minst"
        again = " om nog eens mee te doen" if little == "te weinig" else ""
        who = "zij" if many else "die partij"
        why = {
            "tegen": f"{capital(who)} {'zijn' if many else 'is'} namelijk tegen deze regie.",
            "afwachtend": f"{capital(who)} {'wachten' if many else 'wacht'} namelijk nog af.",
        }
        return (
            seated,
            f"Aangenomen is dat {listed(map(phrase, least))} u {little} {'vertrouwen' if many else 'vertrouwt'}{again}. {why[least[0].position]}",
        )

    def _moved(self):
        """How far their trust moved, and at which card most of it was lost."""
        first, now = self.mean[0], self.mean[-1]
        moved = f"Het vertrouwen van de partijen {'steeg' if now > first else 'daalde'} van gemiddeld {dutch(100 * first, 0)} naar {per_cent(now)}."
        if abs(now - first) < 0.005:
            moved = f"Het vertrouwen van de partijen bleef gemiddeld {per_cent(now)}."
        if len(self.mean) < 3 or now > first - 0.005 or min(after - before for before, after in pairwise(self.mean)) > -0.05:
            return moved
        name = self._blow
        where = "toen de stukken op tafel kwamen" if name == "afloop" else f"bij {'het' if name == 'bezwaar' else 'de'} {name}"
        return f"{moved} Het meeste ging verloren {where}."

    def _form(self, same, other):
        """What was announced beside what there is."""
        real, announced = self.forms
        if real == announced:
            return f"{same}: {FORM[real]}."
        the, _, what = FORM[announced].rpartition(" is ")
        return f"{other} {the} {what} is. In werkelijkheid is {the} {FORM[real].rpartition(' ')[2]}."

    def _next(self):
        low = [self.parties[i] for i in self.low]
        if len(low) == len(self.trust):
            return "doet niemand van deze tafel nog mee"
        if not low:
            return "doen alle partijen weer mee"
        return f"{'doen' if len(low) > 1 or low[0].plural else 'doet'} {listed(map(phrase, low))} niet mee"

    def report(self):
        if not self.rounds:
            return ""
        better = self.honest[-1] - self.mean[-1] >= 0.005
        beside = f"Met een eerlijk verhaal was dat {per_cent(self.honest[-1])}." if better else ""
        change = f"Het vertrouwen van {listed(self.names)} gaat daarmee van gemiddeld {dutch(100 * self.mean[0], 0)} naar {per_cent(self.mean[-1])}."
        assumed = f"Aangenomen is dat wie tegen is, ook weinig vertrouwt, en dat verlies {dutch(self.weight)} keer zo zwaar telt als winst."
        return say(self._form("Aangekondigd wordt wat er is", "Aangekondigd wordt dat"), change, beside, assumed)

    def tables(self):
        rows = [(p.called, *map(per_cent, trust)) for p, trust in zip(self.parties, self.trust, strict=True)]
        return [Table("Vertrouwen in de regisseur", ("Partij", *STAGES[: len(self.rounds) + 1]), rows)]

    def note(self, key):
        """What a choice does, under its card; a later card waits for the earlier ones."""
        (real, announced), reply = self.forms, self.settings["reply"]
        cards = {
            "vooraf": lambda: SITUATION[real],
            "aankondiging": self._announced,
            "bezwaar": lambda: REPLIED[reply][real if reply == "overnemen" else announced],
            "vraag": self._answer,
            "afloop": self._after,
        }
        if key not in cards:
            return ""
        return cards[key]() if len(self.rounds) >= list(cards).index(key) else FIRST

    def _announced(self):
        more = "Maar u belooft meer ruimte dan er is. Dat weet nu alleen u."
        fewer = "Er was meer ruimte dan u zei. Dat schaadt het vertrouwen niet, maar goede ideeën blijven nu thuis."
        return say(MOOD[self.forms[1]], more if self.gap > 0 else fewer if self.gap < 0 else "U zegt wat er is.")

    def _answer(self):
        secret = model.breach(self.story)
        if self.story.answer != "open":
            hurt = "U had niets te verbergen, maar uw ontwijken wekt wel die indruk."
            return "Niemand merkt iets. Voorlopig blijft het verschil verborgen." if secret else hurt
        if secret:
            return (
                "U geeft toe dat er minder ruimte was dan u zei. Dat kost vertrouwen, maar het komt nu van u zelf, en er is niets meer dat kan "
                "uitkomen."
            )
        more = "Er blijkt meer te kiezen dan u zei. Dat valt mee, al vragen de partijen zich af waarom zij dat nu pas horen."
        return more if self.gap < 0 else "Uw antwoord klopt met wat u eerder zei. Dat geeft vertrouwen."

    def _after(self):
        breach = model.breach(self.story)
        if self.gap < 0 and not breach:
            return "Er was meer ruimte dan u zei. Niemand voelt zich bedrogen, maar voor goede ideeën is het nu te laat."
        if not model.hidden(self.story):
            kept = "De stukken zeggen hetzelfde als u. Of iemand ze leest of niet: u hield woord."
            return "Wat in de stukken staat, had u zelf al verteld. Daarna hield u woord." if breach else kept
        stories = (self.story._replace(out=False), self.story._replace(out=True), model.honest(self.forms[0]))
        lucky, caught, good = (averages(told(story, self.parties, self.weight))[-1] for story in stories)
        chance = model.break_even(good, lucky, caught)
        odds = f"Verzwijgen wint het in dit denkmodel alleen van eerlijk zijn als het minder dan {dutch(100 * chance, 0)} van de 100 keer uitkomt."
        came = (
            "Het komt uit. Iedereen weet nu dat u meer ruimte beloofde dan er was." if self.story.out else "Het komt niet uit, deze keer."
        )
        return say(came, odds if chance else "Ook als niets uitkomt, eindigt eerlijk zijn in dit denkmodel hoger.")


def _at(stage: int) -> float:
    return LEFT + 16 + stage * (WIDE - 32) / (len(STAGES) - 1)


def _up(trust: float) -> float:
    return TOP + (1 - trust) * HIGH


def _road(trust: Sequence[float]) -> list[tuple[float, float]]:
    return [(_at(i), _up(t)) for i, t in enumerate(trust)]


def _draw_frame(b, played):
    b.rect(LEFT, _up(ENOUGH), WIDE, TOP + HIGH - _up(ENOUGH), fill="tint")
    b.path(f"M{LEFT} {TOP}V{TOP + HIGH}H{LEFT + WIDE}", stroke="line", width=1.5)
    b.path(f"M{LEFT} {_up(ENOUGH):.1f}H{LEFT + WIDE}", stroke="ink", width=1.5, dash="8 5")
    b.text(LEFT + 10, TOP + HIGH - 12, f"onder {dutch(100 * ENOUGH)}%: doet de volgende keer niet mee", fill="soft")
    for share in (0, 0.25, 0.5, 0.75, 1):
        b.text(LEFT - 8, _up(share) + 5, f"{dutch(100 * share)}%", 14, "end", fill="soft")
    for i, name in enumerate(STAGES):
        weight, fill = (650, "ink") if i < played else (400, "soft")
        b.texts(_at(i), TOP + HIGH + 20, name, 13, anchor="middle", weight=weight, fill=fill)


def _draw_legend(b):
    b.legend(
        (),
        (),
        [
            ("strong", "vierkant: wat u doet"),
            ("plain", "rond: eerlijk over dezelfde inhoud"),
            ("faded", "een partij: + voor, − tegen, ? wacht af"),
        ],
    )


def apart(wanted: Sequence[float]) -> list[float]:
    """Heights for names, as near to the wanted ones as can be: at least `ROW` apart and inside the picture."""
    order, places = sorted(range(len(wanted)), key=wanted.__getitem__), sorted(wanted)
    for _ in range(60):
        for i in range(len(places) - 1):
            short = ROW - (places[i + 1] - places[i])
            if short > 0:
                places[i] -= short / 2
                places[i + 1] += short / 2
        places = [min(max(p, TOP + i * ROW), TOP + HIGH - (len(places) - 1 - i) * ROW) for i, p in enumerate(places)]
    return [place for _, place in sorted(zip(order, places, strict=True))]
