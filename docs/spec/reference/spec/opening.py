"""§7 opening: one sumcheck over columns. Both sides, and what follows from the circuit alone."""
from spec.collection import Functional
from spec.equation import Form
from spec.field import R, eq_vec


def messages(c, opened):
    """m(0) and m(∞) a round, if something is opened."""
    return 2 * c if opened else 0


EQUATIONS = 1                                            # the opening's end, or the claim itself


def pulled(circ, name, cov, weight, public):
    """A claim's covector on committed sources, and its constant."""
    got = Functional(circ)
    got.pull(name, cov.scaled(weight))
    return got.move_public(public)


class OpeningProver:
    def opening(self, claims):
        gamma = self.tr.challenge("gamma")               # V -> P: gamma
        opened = list(self.lin)
        for j, of_factor in enumerate(claims):
            for name, cov in of_factor:
                weight = pow(gamma, j + 1, R)
                opened += pulled(self.circ, name, cov, weight, self.public).lin
        if self.plan.opened:
            self.sumcheck(self.row_pairs(opened), self.lay.c, "opening")

    def row_pairs(self, opened):
        """(W[row], V[row]) of every row of the tensors that are opened."""
        rows = {}
        for name, cov in opened:
            matrix = self.lay.matrix[name]
            for row in matrix.rows:
                rows.setdefault((name, row), [0] * self.lay.C)
            cells = cov.to_dense(self.circ.tensors[name].shape)
            for (_, address), v in zip(matrix.space.cells(), cells):
                row, column = matrix.split(address)
                rows[name, row][column] = (rows[name, row][column] + v) % R
        return [(self.held[name].rows[row], v) for (name, row), v in rows.items()]


class OpeningVerifier:
    def opening(self, claim, claims):
        """claim: Lin; claims: those of §6. Sets rows: {(tensor, row): c_row}."""
        gamma = self.tr.challenge("gamma")               # V -> P: gamma
        opened = list(self.lin)
        for j, (form, of_factor) in enumerate(claims):
            weight = pow(gamma, j + 1, R)
            claim = claim + form * weight
            for name, cov in of_factor:
                got = pulled(self.circ, name, cov, weight, self.public)
                claim = claim - Form.const(got.const)
                opened += got.lin
        if self.plan.opened:
            claim, s = self.sumcheck(claim, self.lay.c, "opening")
            self.collect_rows(opened, s)
            claim = claim - Form({(("x", j),): v for j, v in enumerate(eq_vec(s))})
        self.checks.append(claim)

    def collect_rows(self, opened, s):
        for name, cov in opened:
            for row, v in self.lay.matrix[name].row_scalars(cov, s).items():
                self.rows[name, row] = (self.rows.get((name, row), 0) + v) % R
