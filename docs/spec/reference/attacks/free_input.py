"""Why a hidden INPUT needs its range proof (§11 rule 1): without it, small accumulators of the
attacker's choice are solved for a field-valued input.

python3 -m attacks.free_input"""

from cases import nets
from cases.build import relu
from spec import prover, verifier
from spec.circuit import size
from spec.field import R, inv, signed
from spec.transcript import Reject

CELLS, SUMS = size((2, 5, 5)), size((3, 3, 3))  # of the input and of its convolution


def convolved(n, x):
    return n.circ.derive(n.circ.tensors["acc"], {**n.val, "x": x})


def solved_input(n):
    """x with conv(x) = target, cell by cell."""
    columns = [convolved(n, [int(i == j) for i in range(CELLS)]) for j in range(CELLS)]
    target = [(3 * i) % 13 - 1 for i in range(SUMS)]
    return solve([[column[i] for column in columns] + [target[i]] for i in range(SUMS)])


def solve(a):
    """Gaussian elimination: some x with A·x = b; rows of a are those of (A | b)."""
    width, pivots = len(a[0]) - 1, []
    for column in range(width):
        row = len(pivots)
        found = next((i for i in range(row, len(a)) if a[i][column] % R), None)
        if found is None:
            continue
        a[row], a[found] = a[found], a[row]
        k = inv(a[row][column] % R)
        a[row] = [v * k % R for v in a[row]]
        for i in range(len(a)):
            if i != row:
                a[i] = [(v - a[i][column] * w) % R for v, w in zip(a[i], a[row])]
        pivots.append(column)
    x = [0] * width
    for i, column in enumerate(pivots):
        x[column] = a[i][-1]
    return x


def forge():
    """A satisfied net with a field-valued input, its range lookup left out."""
    n = nets.conv()
    n.circ.lookups = [lookup for lookup in n.circ.lookups if lookup.keys != ["x"]]
    n.val["x"] = solved_input(n)
    n.circ.evaluate(n.val)
    for name, acc in (("h", "acc"), ("g", "acc2"), ("z", "acc3")):
        sums = [signed(v) + 2 for v in n.val[acc]]
        n.val[name + ".r"], n.val[name] = [v & 3 for v in sums], [relu(v >> 2) for v in sums]
        n.circ.evaluate(n.val)
    return n.finish()


def accepted_without_validator(n):
    real = prover.validate
    try:
        prover.validate = verifier.validate = lambda circ: None
        st, held = n.setup()
        verifier.verify(n.circ, st, prover.Prover(n.circ, st, n.val, held).prove())
        return True
    except Reject:
        return False
    finally:
        prover.validate = verifier.validate = real


if __name__ == "__main__":
    n = forge()
    print("satisfied:", n.circ.satisfied(n.val))
    print("first accumulators:", [signed(v) for v in n.val["acc"]][:6])
    print("an input cell:", hex(max(n.val["x"]))[:20])
    print("accepted if the validator is left out:", accepted_without_validator(n))
