"""Provers that lie, and false witnesses: each has to end in a rejection."""

from cases import nets
from cases.build import Net
from spec import lookup
from spec.field import R
from spec.layout import Committed, Layout
from spec.plan import Plan
from spec.prover import Prover


def copied(n):
    """The net with values of its own."""
    out = Net(0)
    out.circ, out.val = n.circ, {name: list(values) for name, values in n.val.items()}
    return out


def false_net(n, *changes):
    """The net with other values in some cells of sources;
    derived tensors follow, multiplicities stay."""
    out = copied(n)
    for name, i, v in changes:
        out.val[name][i] = v % R
    n.circ.evaluate(out.val)
    return out


def shifted_net(n, *changes):
    """As false_net, with differences instead of values."""
    return false_net(n, *((name, i, n.val[name][i] + d) for name, i, d in changes))


def recounted(n):
    """As false_net, and the multiplicities count what can be counted."""
    for i, table in enumerate(n.circ.tables):
        n.val[table.mult] = n.circ.multiplicities(i, n.val)
    return n


class Liar(Prover):
    """One hidden message is off by 1."""

    lie = 0

    def hidden(self, label, value):
        super().hidden(label, value + (self.n_sent == self.lie))


class ZeroInverse(Prover):
    def root(self, q_root):
        self.hidden("lookups", q_root)
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


def lying(number):
    return type("Liar", (Liar,), {"lie": number})


def kinds_of_messages(n):
    """One message number of every kind: {what: number}."""
    plan = Plan(n.circ)
    out = lookup_messages(plan)
    at = lookup.messages(plan.n_leaf, plan.direct)
    names = product_messages(plan) if plan.n_terms else []
    names += [f"opening round {i}: {k}" for i in range(n.circ.c) for k in ("m(0)", "m(inf)")]
    assert at + len(names) == plan.messages
    return out | {name: at + i for i, name in enumerate(names)}


def lookup_messages(plan):
    names = ["q_root", "inverse"] + ["S"] * plan.direct
    out = {name: i for i, name in enumerate(names)}
    at = len(names)
    for layer in range(plan.n_leaf):
        if layer:
            out |= {f"d of layer {layer}": at, f"e of layer {layer}": at + 1}
        at += 2 * layer
        for name in ("a", "p1", "q1", "q0"):
            out[f"{name} of layer {layer}"] = at
            at += 1
    return out


def product_messages(plan):
    rounds = [f"product round {i}: {k}" for i in range(plan.n_prod) for k in ("m(0)", "m(inf)")]
    rounds += [f"round {i} of the terms: {k}" for i in range(plan.term_bits) for k in ("m(0)", "m(inf)")]
    return ["Prod"] + rounds + ["A(y)", "B(y)"]


TINY_CELLS = (
    ("x", 0, 1),
    ("y", 0, -1),
    ("y.r", 0, 1),
    ("y.r", 1, -1),
    ("y.r", 0, 4),
    ("rt.m", 0, 1),
    ("rt.m", 3, -1),
    ("at.m", 2, 1),
    ("w", 5, 1),
)


def false_witnesses():
    """(name, net)"""
    yield "tiny: output off by one", nets.tiny(y_error=1)
    yield "tiny: public output off by one", nets.tiny(2, "public", "public", 1)
    for name, i, d in TINY_CELLS:
        yield f"tiny: {name}[{i}] {d:+}, multiplicities as before", shifted_net(
            nets.tiny(), (name, i, d)
        )
    n = nets.tiny()
    yield "tiny: x[0] = 4, outside its table, recounted", recounted(false_net(n, ("x", 0, 4)))
    yield "tiny: x[0] = -1, recounted", recounted(false_net(n, ("x", 0, -1)))
    n = nets.limbs()
    above = false_net(n, ("x", 0, 128), ("u", 0, 8), ("y", 0, -127))
    yield "limbs: x[0] = 128 = 16·8, recounted", recounted(above)
    yield "limbs: another high limb, recounted", recounted(false_net(n, ("u", 2, 1)))
    yield "embedding: value of another row", recounted(shifted_net(nets.embedding(), ("e", 0, 1)))
    yield "spread: wrong sum", shifted_net(nets.spread(), ("out", 5, 1))
    yield "index_table: the hole is not 0", false_net(nets.index_table(), ("g", 15, 1))


def dishonest():
    """(name, net, prover, change to statement and commitments or None)"""
    for name, net in false_witnesses():
        yield name, net, Prover, None
    n = nets.tiny()
    for what, number in kinds_of_messages(n).items():
        yield f"tiny: lie in {what}", n, lying(number), None
    attention = nets.attention()
    for what, number in kinds_of_messages(attention).items():
        if "product" in what or "terms" in what or what in ("Prod", "A(y)", "B(y)"):
            yield f"attention: lie in {what}", attention, lying(number), None
    yield "tiny: inverse 0", n, ZeroInverse, None
    for name in ("y.r", "rt.m", "at.m"):
        yield f"tiny: commits another {name}[0] than it uses", n, other_commitment(name, 0), None
    for name in ("w", "x", "y"):
        what = f"tiny: the commitment of {name} holds another value"
        yield what, n, Prover, other_values(n, name)
        yield f"tiny: opens {name} with other blinders", n, Prover, other_blinders(n, name)


def other_values(n, name):
    def change(st, held):
        values = [v + (i == 0) for i, v in enumerate(n.val[name])]
        held[name] = Committed(Layout(n.circ), name, values, lambda: 5)
        st.points[name] = held[name].points

    return change


def other_blinders(n, name):
    def change(st, held):
        held[name] = Committed(Layout(n.circ), name, n.val[name], lambda: 7)

    return change
