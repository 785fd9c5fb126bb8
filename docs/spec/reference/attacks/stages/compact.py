"""The compact form (§8.1): lies in the argument that takes the place of the openings."""

from attacks.stages.cheat import Cheat
from attacks.stages.commitments import BeyondTheColumns
from cases import nets
from spec import compact as form_of_proof
from spec import curve
from spec.compact import compact
from spec.field import R
from spec.plan import Plan
from spec.transcript import Writer


class Lying(Writer):
    """One element with the label "compact" is another; all later ones follow from it."""

    lie = 0

    def __init__(self):
        super().__init__()
        self.sent = 0

    def scalar(self, label, v):
        super().scalar(label, v + self.its_turn(label))

    def point(self, label, point):
        if self.its_turn(label):
            point = curve.add(point, curve.generator("generator", 0))
        super().point(label, point)

    def its_turn(self, label):
        if label != "compact":
            return 0
        self.sent += 1
        return int(self.sent == self.lie + 1)


def lying(number):
    """Makes a proof compact with a lie in one element."""

    def end(circ, st, messages):
        writer = form_of_proof.Writer
        form_of_proof.Writer = type("Lying", (Lying,), {"lie": number})
        try:
            return compact(circ, st, messages)
        finally:
            form_of_proof.Writer = writer

    return end


class LongerOpen(form_of_proof.Open):
    """Opens the column that `BeyondTheColumns` has more, too."""

    def sigma(self, form):
        draw, drawn = self.tr.challenge, []
        self.tr.challenge = lambda label: drawn.append(draw(label)) or drawn[-1]
        out = super().sigma(form)
        first = [(name, min(self.lay.matrix[name].rows)) for name in self.circ.of("WITNESS")]
        self.z[0].append(drawn[-1] * sum(self.rows.get(row, 0) for row in first) % R)
        return out


def longer(circ, st, messages):
    """z_x has an entry beyond the columns; only the powers of σ tell."""
    true = form_of_proof.Open
    form_of_proof.Open = LongerOpen
    try:
        return compact(circ, st, messages)
    finally:
        form_of_proof.Open = true


def other_revealed(circ, st, messages):
    """Another z_w[0] than the argument is about."""
    return compact(circ, st, messages, {0: 12345})


def elements(plan):
    """{what: number of its element}; of the revealed openings the first two and the last."""
    revealed = [f"opening {i} that is revealed" for i in range(1 + plan.multiplied())]
    names = ["ζ_x", "ζ_w"] + revealed + ["t", "u", "v"]
    for i in range(plan.compact_rounds()):
        names += [f"L of round {i}", f"R of round {i}"]
    numbers = {name: i for i, name in enumerate(names + ["Z"])}
    return {name: i for name, i in numbers.items() if name not in revealed[2:-1]}


def cases():
    n = nets.tiny()
    for what, number in elements(Plan(n.circ)).items():
        yield Cheat(f"tiny, compact: lie in {what}", n, end=lying(number))
    yield Cheat("tiny, compact: another ψ revealed", n, end=other_revealed)
    yield Cheat("tiny, compact: rows with a column more", n, BeyondTheColumns, end=longer)
    wrong = nets.tiny(3, y_error=1)
    yield Cheat("tiny, compact: false output", wrong, end=compact)
