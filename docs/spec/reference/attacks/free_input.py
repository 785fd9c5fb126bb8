"""Why a hidden INPUT needs its range proof (§11 rule 1): without it, small accumulators of the attacker's choice are solved for a field-valued input.

python3 -m attacks.free_input"""
from cases import nets
from spec import prover
from spec import verifier
from cases.build import relu
from spec.circuit import size
from spec.field import R, inv, signed


def solved_input(n):
    """Gaussian elimination: x with conv(x) = target, cell by cell."""
    c, cells, rows = n.circ, size((2, 5, 5)), size((3, 3, 3))

    def acc_of(x):
        return c.derive(c.tensors["acc"], {**n.val, "x": x})
    columns = [acc_of([int(i == j) for i in range(cells)]) for j in range(cells)]
    a, pivots = [[columns[j][i] for j in range(cells)] + [(3 * i) % 13 - 1] for i in range(rows)], []
    for col in range(cells):
        r = len(pivots)
        p = next((i for i in range(r, rows) if a[i][col] % R), None)
        if p is None or r == rows:
            continue
        a[r], a[p] = a[p], a[r]
        k = inv(a[r][col] % R)
        a[r] = [v * k % R for v in a[r]]
        a = [row if i == r else [(v - row[col] * w) % R for v, w in zip(row, a[r])] for i, row in enumerate(a)]
        pivots.append(col)
    x = [0] * cells
    for i, col in enumerate(pivots):
        x[col] = a[i][-1]
    return x


def forge():
    """A satisfied net with a field-valued input, its range lookup left out."""
    n = nets.conv()
    n.circ.lookups = [lk for lk in n.circ.lookups if lk.keys != ["x"]]
    n.val["x"] = solved_input(n)
    n.circ.evaluate(n.val)
    for name, acc in (("h", "acc"), ("g", "acc2"), ("z", "acc3")):
        a = [signed(v) + 2 for v in n.val[acc]]
        n.val[name + ".r"], n.val[name] = [v & 3 for v in a], [relu(v >> 2) for v in a]
        n.circ.evaluate(n.val)
    return n.finish()


def accepted_without_validator(n):
    real = prover.validate
    try:
        prover.validate = verifier.validate = lambda circ: None
        st, held = n.setup()
        verifier.verify(n.circ, st, prover.Prover(n.circ, st, n.val, held).prove())
        return True
    except verifier.Reject:
        return False
    finally:
        prover.validate = verifier.validate = real


if __name__ == "__main__":
    n = forge()
    print("satisfied:", n.circ.satisfied(n.val), "first accumulators:", [signed(v) for v in n.val["acc"]][:6], "an input cell:", hex(max(n.val["x"]))[:20])
    print("accepted if the validator is left out:", accepted_without_validator(n))
