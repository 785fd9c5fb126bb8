"""What follows from the circuit alone: covectors and work (§11 rule 32), rounds, messages, proof length. Nothing here grows with the number of covectors."""
from spec.circuit import COMMITTED, size
from spec.field import bits_of
from spec.layout import column_bits, leaf_blocks, space


def assertions_on(circ):
    """How many assertions name each tensor; the columns of a direct table get no covector."""
    n = dict.fromkeys(circ.tensors, 0)
    for name in [k for lk in circ.lookups for k in lk.keys] + [k for t in circ.tables for k in t.columns * (not t.direct) + [t.mult]] + circ.zeros:
        n[name] += 1
    return n


def reach(circ):
    """({tensor: covectors that reach it}, {tensors that a dense covector can reach}), adding along the DAG from its end."""
    n, dense = assertions_on(circ), {t.mult for t in circ.tables if t.direct}
    for name, t in reversed(circ.tensors.items()):
        for term in t.terms:
            for o, _ in term.ops:
                n[o] += n[name]
                if term.table is not None or name in dense:
                    dense.add(o)
    return n, dense


def product_axes(circ, term):
    """(batch axes, contraction axes) of a 2-operand term, in box order."""
    in_a, in_b = [{a for _, e in m for a in e} for _, m in term.ops]
    in_r = {a for _, e in term.res for a in e}
    shared = [a for a in term.box if a in in_a and a in in_b]
    return [a for a in shared if a in in_r], [a for a in shared if a not in in_r]


def product_bits(circ, t, term):
    """n_g"""
    return sum(bits_of(term.box[a]) for axes in product_axes(circ, term) for a in axes)


def covectors_and_work(circ):
    n, dense = reach(circ)
    work = sum(size(circ.tensors[t.mult].shape) * len(t.columns) for t in circ.tables if t.direct)
    for name, t in circ.tensors.items():
        if name in dense and t.kind != "derived" or t.kind in ("const", "public"):
            one = size(t.shape)
        elif t.kind != "derived":
            one = sum(t.shape) + (space(t.shape).row_count(column_bits(t, circ.c)) if t.kind in COMMITTED else 0)
        else:
            one = sum(term_work(circ, name, t, term, name in dense) for term in t.terms)
        work += n[name] * one
    return sum(n.values()), work


def derived_entries(circ):
    """§11 rule 32: entries of the covectors on derived tensors."""
    n, dense = reach(circ)
    return sum(n[name] * (size(t.shape) if name in dense else sum(t.shape)) for name, t in circ.tensors.items() if t.kind == "derived")


def term_work(circ, name, t, term, dense):
    if term.table is not None:
        return len(term.table) + size(t.shape) + size(circ.tensors[term.ops[0][0]].shape)
    if dense:
        return size(term.box.values())
    return 1 + sum(term.box.values()) + sum(size(term.box[a] for a in e) for _, m in term.ops for _, e in m)


class Rounds:
    """Rounds and messages of §3–§8; terms: the number of (term, covector) pairs; opened: committed tensors that some covector reaches."""

    def __init__(self, circ):
        n, _ = reach(circ)
        prods = [(name, x) for name, t in circ.tensors.items() for x in t.terms if len(x.ops) == 2 and n[name]]
        self.n_leaf = leaf_blocks(circ)[1] if circ.lookups else 0
        self.n_prod = max([product_bits(circ, circ.tensors[name], x) for name, x in prods], default=0)
        self.n_zero = max([space(circ.tensors[z].shape).bits for z in circ.zeros], default=0)
        self.n_terms = sum(n[name] for name, _ in prods)
        self.opened = [name for name in circ.of(*COMMITTED) if n[name]]
        self.messages = (self.n_leaf * (self.n_leaf - 1) + 4 * self.n_leaf + 2 + circ.has_direct() if circ.lookups else 0) + \
            (1 + 2 * self.n_prod + 2 * self.n_terms if prods else 0) + (2 * circ.c if self.opened else 0)
        self.n_pads = self.messages + 1


def message_bytes(circ):
    """The exact length of the protocol's messages."""
    p = Rounds(circ)
    rows = sum(space(circ.tensors[k].shape).row_count(column_bits(circ.tensors[k], circ.c)) for k in circ.of("WITNESS"))
    vectors = [1 << circ.c] * bool(p.opened) + [p.n_pads]
    return 32 * (rows + 1 + p.messages + len(vectors) + 2 + sum(vectors) + len(vectors))
