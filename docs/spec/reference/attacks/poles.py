"""Why the error sum counts rows of direct tables twice for alpha: a false statement of one cell and
two rows, three leaves, with four values of alpha that let it pass: two roots of the sum of
fractions and two keys of rows, where v = 0.

python3 -m attacks.poles"""

from attacks.forced import Forced, square_root, value
from cases.build import Net
from spec.field import R, inv
from spec.prover import Prover
from spec.transcript import Reject
from spec.verifier import verify


def chosen():
    """(cell L outside the rows 0 and 1, their multiplicities, the four y) with alpha = 1 + beta·y:
    1/(y − L) = Σ_rows m(row)·v(row)."""
    for cell in range(2, 100):
        m = [inv(1 - cell), inv(cell)]  # at y = 0 row 1 balances the cell, at y = 1 row 0
        # y(y − 1) − m_0·(y − L)(y − 1) − m_1·(y − L)·y = a·y² + b·y + c
        a = (1 - m[0] - m[1]) % R
        b = (-1 + m[0] * (cell + 1) + m[1] * cell) % R
        c = -m[0] * cell % R
        root = square_root((b * b - 4 * a * c) % R)
        if a and root:
            return cell, m, [0, 1] + [(r - b) * inv(2 * a) % R for r in (root, -root)]
    raise AssertionError


def false_net():
    cell, m, _ = chosen()
    n = Net(2)
    n.src("k", (), "OUTPUT", [cell])
    n.lookup(["k"], n.range_table("t", 2, direct=True))
    n.finish()
    n.val["t.m"] = m
    return n


def accepted(y):
    """Whether a proof of the false statement passes if alpha is 1 + beta·y."""
    n = false_net()
    st, held = n.setup()
    with Forced({"alpha": (1 + value("beta") * y) % R, "beta": value("beta")}):
        try:
            verify(n.circ, st, Prover(n.circ, st, n.val, held).prove())
            return True
        except Reject:
            return False


if __name__ == "__main__":
    cell, _, ys = chosen()
    print("cell", cell, "accepted:", [accepted(y) for y in ys], "another alpha:", accepted(7))
