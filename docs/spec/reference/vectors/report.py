"""Counts for the test circuits: messages, products of two messages, proof bytes by section.

python3 -m vectors.report"""
from cases import nets
from spec.prover import Prover


def table():
    rows, labels = [], []
    for make in nets.ALL:
        n = make()
        st, held = n.setup()
        p = Prover(n.circ, st, n.val, held)
        p.prove()
        labels += [k for k in p.tr.sizes if k not in labels]
        q = p.plan
        rows.append([make.__name__, p.lay.C, q.n_leaf, q.n_prod, q.n_terms, q.messages, (2 * q.n_leaf + 1 + n.circ.has_direct() if n.circ.lookups else 0) + q.n_terms, p.tr])
    head = ["circuit", "C", "leaf", "prod", "terms", "messages", "products"] + labels + ["total"]
    body = [r[:-1] + [r[-1].sizes.get(k, 0) for k in labels] + [len(r[-1].proof)] for r in rows]
    width = [max(len(str(r[i])) for r in [head] + body) for i in range(len(head))]
    return "\n".join(" ".join(str(v).rjust(w) for v, w in zip(r, width)) for r in [head] + body)


if __name__ == "__main__":
    print(table())
