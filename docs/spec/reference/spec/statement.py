"""§3 the statement of a proof, and what of it is absorbed (§11 rule 8)."""
from spec import curve
from spec.circuit import size
from spec.circuit_codec import digest
from spec.transcript import Reject
from spec.wire import i64

FIXED = ("MODEL", "INPUT", "OUTPUT")                     # tensors whose commitments it holds
MAX_CONTEXT = 65536


class Statement:
    """points: {committed tensor: {row: point}}; context: application bytes;
    public: {name of a 'public' tensor: signed integers}."""

    def __init__(self, points, public, context=b""):
        self.points, self.public, self.context = points, public, context


def absorb_statement(tr, circ, lay, st):
    tr.absorb("context", st.context)
    tr.absorb("circuit", digest(circ))
    for name in circ.of("MODEL"):
        tr.absorb("model tensor", lay.matrix[name].id(st.points[name]))
    for name in circ.of("public"):
        tr.absorb("public", b"".join(map(i64, st.public[name])))
    for name in circ.of("INPUT", "OUTPUT"):
        tr.absorb("hidden tensor", lay.matrix[name].id(st.points[name]))


def check_statement(circ, lay, st):
    """Raises Reject unless the statement is one of this circuit."""
    names = set(st.points) == set(circ.of(*FIXED)) and set(st.public) == set(circ.of("public"))
    if not names or len(st.context) > MAX_CONTEXT:
        raise Reject("STATEMENT", "tensors or context")
    for name, rows in st.points.items():
        if sorted(rows) != lay.matrix[name].rows or not all(map(curve.on_curve, rows.values())):
            raise Reject("POINT", "rows of " + name)
    for name, values in st.public.items():
        t = circ.tensors[name]
        if len(values) != size(t.shape) or not all(in_range(v, *t.range) for v in values):
            raise Reject("PUBLIC_VALUE", name)


def in_range(v, lo, hi):
    return type(v) is int and lo <= v <= hi
