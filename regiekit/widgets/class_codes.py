"""A learner's answers as a short code that can be read aloud, and the codes of a class read back."""

from collections.abc import Sequence
from typing import NamedTuple

OPEN = "X"  # no answer; no alphabet of a code holds it
GROUP = 4
#: A letter for what is said of a vignette of ‘containerbegrip’: the seven verbs with ‘regie’, then the seven without.
REGIE = "ABCDEFGNOPQRST"


class Codes(NamedTuple):
    """The answers of a class: per member a position in the alphabet (None: open) for each question, and what is wrong with which line."""

    members: tuple[tuple[int | None, ...], ...]
    problems: tuple[str, ...]

    def by_question(self) -> list[tuple[int | None, ...]]:
        """Per question the answers of all members."""
        return list(zip(*self.members, strict=True))

    def said(self) -> str:
        """What is wrong, in sentences; empty when all is well."""
        return " ".join(self.problems)


def code(answers: Sequence[int | None], alphabet: str) -> str:
    """The answers (positions in the alphabet, None: open) as letters in groups of four."""
    letters = "".join(OPEN if a is None else alphabet[a] for a in answers)
    return " ".join(letters[i : i + GROUP] for i in range(0, len(letters), GROUP))


def read(text: str, length: int, alphabet: str) -> Codes:
    """The codes in a text, one to a line; a name and a colon may stand before it, spaces do not count, nor does case.

    A line that is no code is left out, and named with its number and the remedy (Dutch, for the learner).
    """
    members, problems = [], []
    for number, line in enumerate(text.splitlines(), 1):
        typed = "".join(line.rpartition(":")[2].split())
        letters = typed.upper()
        if not letters:
            if line.strip():
                problems.append(f"In regel {number} staat na de dubbele punt geen code.")
            continue
        strange = [f"‘{c}’" for c in sorted({c for c in typed if c.upper() != OPEN and c.upper() not in alphabet})]
        if strange:
            what = (
                f"staat {'de letter' if strange[0][1].isalpha() else 'het teken'} {strange[0]}, en {'die' if strange[0][1].isalpha() else 'dat'} komt"
                if len(strange) == 1
                else f"staan de tekens {', '.join(strange[:3])}, en die komen"
            )
            problems.append(f"In regel {number} {what} in geen enkele code voor. Kijk of de code goed is overgenomen.")
        elif len(letters) != length:
            letter = "letter" if len(letters) == 1 else "letters"
            problems.append(f"In regel {number} heeft de code {len(letters)} {letter}, en het moeten er {length} zijn.")
        else:
            members.append(tuple(None if c == OPEN else alphabet.index(c) for c in letters))
    return Codes(tuple(members), tuple(problems))
