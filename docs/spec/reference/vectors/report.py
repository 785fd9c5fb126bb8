"""Counts for the test circuits: messages, products of two messages, proof bytes by section.

python3 -m vectors.report"""

from cases import nets
from spec.prover import Prover

COUNTS = ["circuit", "C", "leaf", "prod", "terms", "messages", "products"]


def products(plan):
    """Products of two messages: q_root·inv, S·q_root, two a layer, A(y)·B(y)."""
    tree = 1 + plan.direct + 2 * plan.n_leaf if plan.n_leaf else 0
    return tree + min(plan.n_terms, 1)


def row(make):
    """(counts, transcript)"""
    n = make()
    st, held = n.setup()
    prover = Prover(n.circ, st, n.val, held)
    prover.prove()
    plan = prover.plan
    return [
        make.__name__,
        prover.lay.C,
        plan.n_leaf,
        plan.n_prod,
        plan.n_terms,
        plan.messages,
        products(plan),
    ], prover.tr


def table():
    rows = [row(make) for make in nets.ALL]
    labels = list(dict.fromkeys(label for _, tr in rows for label in tr.sizes))
    cells = [COUNTS + labels + ["total"]]
    for counts, tr in rows:
        cells.append(counts + [tr.sizes.get(label, 0) for label in labels] + [len(tr.proof)])
    widths = [max(len(str(cell)) for cell in column) for column in zip(*cells)]
    return "\n".join(
        " ".join(str(cell).rjust(w) for cell, w in zip(line, widths)) for line in cells
    )


if __name__ == "__main__":
    print(table())
