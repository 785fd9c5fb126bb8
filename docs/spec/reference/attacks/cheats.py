"""Provers that lie, and false witnesses: each has to end in a rejection."""
from cases import nets
from cases.build import Net
from spec.counts import Rounds
from spec.field import R
from spec.layout import Committed, Layout
from spec.prover import Prover


def false_net(n, *changes):
    """The net with other values in some cells of sources; derived tensors follow, multiplicities stay."""
    m = Net(0)
    m.circ, m.val = n.circ, {k: list(v) for k, v in n.val.items()}
    for name, i, v in changes:
        m.val[name][i] = v % R
    n.circ.evaluate(m.val)
    return m


def recounted(n):
    """As false_net, and the multiplicities count what can be counted."""
    for i, t in enumerate(n.circ.tables):
        n.val[t.mult] = n.circ.multiplicities(i, n.val)
    return n


class Liar(Prover):
    """One hidden message is off by 1."""
    lie = 0

    def hidden(self, label, v):
        super().hidden(label, v + (self.n_sent == self.lie))


class ZeroInverse(Prover):
    def root(self, q):
        self.hidden("lookups", q)
        self.hidden("lookups", 0)


def other_commitment(tensor, cell):
    """Commits another value of a WITNESS cell than it uses."""
    class Other(Prover):
        def commit_witness(self, name):
            values = list(self.values[name])
            if name == tensor:
                values[cell] += 1
            return Committed(self.lay, name, values, self.row_blinder)
    return Other


def lying(i):
    return type("Liar", (Liar,), {"lie": i})


def kinds_of_messages(n):
    """One message number of every kind: {what: number}."""
    plan, at = Rounds(n.circ), 2
    out = {"q_root": 0, "inverse": 1}
    if n.circ.has_direct():
        out, at = out | {"S": 2}, 3
    for layer in range(plan.n_leaf):
        out |= {f"d of layer {layer}": at, f"e of layer {layer}": at + 1} if layer else {}
        at += 2 * layer
        out |= {f"{k} of layer {layer}": at + j for j, k in enumerate(("a", "p1", "q1", "q0"))}
        at += 4
    names = ["Prod"] + [f"product round {i}: {k}" for i in range(plan.n_prod) for k in ("m(0)", "m(inf)")] + \
        [f"{k} of term {g}" for g in range(plan.n_terms) for k in "AB"] if plan.n_terms else []
    names += [f"opening round {i}: {k}" for i in range(n.circ.c) for k in ("m(0)", "m(inf)")]
    out |= {k: at + j for j, k in enumerate(names)}
    assert at + len(names) == plan.messages
    return out


def dishonest():
    """(name, net, prover, change to statement and commitments or None)"""
    yield "tiny: output off by one", nets.tiny(y_error=1), Prover, None
    yield "tiny: public output off by one", nets.tiny(2, "public", "public", 1), Prover, None
    for name, i, d in (("x", 0, 1), ("y", 0, -1), ("y.r", 0, 1), ("y.r", 1, -1), ("y.r", 0, 4), ("rt.m", 0, 1), ("rt.m", 3, -1), ("at.m", 2, 1), ("w", 5, 1)):
        n = nets.tiny()
        yield f"tiny: {name}[{i}] {d:+}, multiplicities as before", false_net(n, (name, i, n.val[name][i] + d)), Prover, None
    n = nets.tiny()
    yield "tiny: x[0] = 4, outside its table, recounted", recounted(false_net(n, ("x", 0, 4))), Prover, None
    yield "tiny: x[0] = -1, recounted", recounted(false_net(n, ("x", 0, -1))), Prover, None
    n = nets.limbs()
    yield "limbs: x[0] = 128 = 16·8, recounted", recounted(false_net(n, ("x", 0, 128), ("u", 0, 8), ("y", 0, -127))), Prover, None
    yield "limbs: another high limb, recounted", recounted(false_net(n, ("u", 2, 1))), Prover, None
    n = nets.embedding()
    yield "embedding: value of another row", recounted(false_net(n, ("e", 0, n.val["e"][0] + 1))), Prover, None
    n = nets.spread()
    yield "spread: wrong sum", false_net(n, ("out", 5, n.val["out"][5] + 1)), Prover, None
    n = nets.index_table()
    yield "index_table: the hole is not 0", false_net(n, ("g", 15, 1)), Prover, None
    n = nets.tiny()
    for what, i in kinds_of_messages(n).items():
        yield f"tiny: lie in {what}", n, lying(i), None
    yield "tiny: inverse 0", n, ZeroInverse, None
    for name in ("y.r", "rt.m", "at.m"):
        yield f"tiny: commits another {name}[0] than it uses", n, other_commitment(name, 0), None

    def other_values(name):
        def change(st, held):
            values = [v + (i == 0) for i, v in enumerate(n.val[name])]
            held[name] = Committed(Layout(n.circ), name, values, lambda: 5)
            st.points[name] = held[name].points
        return change

    def other_blinders(name):
        def change(st, held):
            held[name] = Committed(Layout(n.circ), name, n.val[name], lambda: 7)
        return change
    for name in ("w", "x", "y"):
        yield f"tiny: the commitment of {name} holds another value", n, Prover, other_values(name)
        yield f"tiny: opens {name} with other blinders", n, Prover, other_blinders(name)
