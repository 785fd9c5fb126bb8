"""Building a circuit together with honest values:
for test circuits, attacks and random circuits."""

import random
from spec.circuit import MULT_MAX, Circuit, Lookup, Port, Table, Term, size
from spec.commitment import commit_hidden, commit_model
from spec.field import R, inv, signed
from spec.layout import space
from spec.statement import FIXED, Statement


def axes(shape):
    names = "abcdefgh"[: len(shape)]
    return dict(zip(names, shape)), list(names)


def same(coef, name, shape):
    """coef · tensor, cell by cell."""
    box, ax = axes(shape)
    return Term(coef, box, ax, [(name, ax)])


def filled(coef, shape):
    """A constant in every cell."""
    return Term(coef, *axes(shape))


def relu(v):
    return max(v, 0)


class Net:
    def __init__(self, c, seed=1, public_weights=False):
        self.circ, self.val, self.rng = Circuit(c, public_weights), {}, random.Random(seed)
        self.out = set()  # public tensors that are outputs

    def src(self, name, shape, kind, values, lo=-1 << 20, hi=1 << 20, ct=None, **kw):
        """A public or committed source. An INPUT still needs its range proof."""
        if kind == "MODEL":
            kw["ct"] = min(space(shape).bits, self.circ.c) if ct is None else ct
        if kind in ("MODEL", "INPUT", "OUTPUT"):
            kw["axes"] = tuple(f"d{i}" for i in range(len(shape)))
        self.circ.add(name, shape, kind, range=(lo, hi), **kw)
        self.val[name] = [v % R for v in values]
        return name

    def rand(self, name, shape, kind, lo, hi, **kw):
        values = [self.rng.randint(lo, hi) for _ in range(size(shape))]
        return self.src(name, shape, kind, values, lo, hi, **kw)

    def public_out(self, name, shape, values, **kw):
        self.out.add(name)
        return self.src(name, shape, "public", values, **kw)

    def const(self, name, shape, values):
        self.circ.add(name, shape, "const", values=[int(v) for v in values])
        self.val[name] = [v % R for v in values]
        return name

    def iota(self, name, shape, start=0):
        self.circ.add(name, shape, "iota", start=start)
        self.val[name] = [(start + i) % R for i in range(size(shape))]
        return name

    def der(self, name, shape, *terms):
        self.circ.add(name, shape, "derived", terms=list(terms))
        self.val[name] = self.circ.derive(self.circ.tensors[name], self.val)
        return name

    def table(self, name, columns, arguments=1, direct=False):
        """The table's number."""
        shape = self.circ.tensors[columns[0]].shape
        self.circ.add(name + ".m", shape, "WITNESS", range=(0, MULT_MAX))
        self.circ.tables.append(Table(list(columns), name + ".m", arguments, direct))
        return len(self.circ.tables) - 1

    def lookup(self, keys, table):
        self.circ.lookups.append(Lookup(list(keys), table))

    def range_table(self, name, n, start=0, direct=False):
        return self.table(name, [self.iota(name + ".v", (n,), start)], direct=direct)

    def act_table(self, name, lo, hi, f, direct=False):
        """(q, f(q)) for lo <= q < hi."""
        q = self.iota(name + ".q", (hi - lo,), lo)
        y = self.const(name + ".y", (hi - lo,), [f(v) for v in range(lo, hi)])
        return self.table(name, [q, y], direct=direct)

    def requant(self, name, acc, s, rng_table, act_table, f, kind="WITNESS"):
        """acc = q·2^s + r − 2^(s−1); q is derived, r and y = f(q) are committed."""
        shape, half = self.circ.tensors[acc].shape, 1 << s - 1
        a = [signed(v) + half for v in self.val[acc]]
        r = self.src(name + ".r", shape, "WITNESS", [v & (1 << s) - 1 for v in a], 0, (1 << s) - 1)
        k = inv(1 << s)
        terms = same(k, acc, shape), same(-k, r, shape), filled(half * k, shape)
        q = self.der(name + ".q", shape, *terms)
        y = self.src(name, shape, kind, [f(v >> s) for v in a], -128, 127)
        if kind == "public":
            self.out.add(name)
        self.lookup([r], rng_table)
        self.lookup([q, y], act_table)
        return y

    def equal(self, name, a, b):
        """Zero(a − b)"""
        shape = self.circ.tensors[a].shape
        self.circ.zeros.append(self.der(name, shape, same(1, a, shape), same(-1, b, shape)))

    def finish(self):
        """Counts multiplicities and names the ports: one for each public, INPUT and OUTPUT tensor,
        in order of declaration."""
        c = self.circ
        self.val = {k: [v % R for v in vs] for k, vs in self.val.items()}
        for i, t in enumerate(c.tables):
            self.val[t.mult] = c.multiplicities(i, self.val)
        c.inputs, c.outputs = [], []
        for t in c.tensors.values():
            if t.kind in ("public", "INPUT", "OUTPUT"):
                ports = c.outputs if t.kind == "OUTPUT" or t.name in self.out else c.inputs
                ports.append(Port(t.name, 0 if t.scale else 1, t.shape, t.name))
        return self

    def port(self, name):
        """A port, after `finish`."""
        return next(port for port in self.circ.inputs + self.circ.outputs if port.name == name)

    def slices(self, name, axis, *exponents):
        """Gives a port scales per slice, after `finish`."""
        port = self.port(name)
        port.type, port.slices = 3, (axis, exponents)
        self.circ.tensors[port.tensor].scale = max(exponents)

    def setup(self, os_bytes=None, context=b"", model=None, hidden=None):
        """(statement, {tensor: Committed}); model, hidden: commitments that exist already."""
        if model is None:
            model = commit_model(self.circ, self.val, os_bytes)
        if hidden is None:
            hidden = commit_hidden(self.circ, self.val, context, os_bytes)
        held = {**model, **hidden}
        public = {name: [signed(v) for v in self.val[name]] for name in self.circ.of("public")}
        points = {name: dict(held[name].points) for name in self.circ.of(*FIXED)}
        return Statement(points, public, context), held
