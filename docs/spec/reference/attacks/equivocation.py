"""Zero knowledge, exactly: for a proof made with one witness there is randomness with which another witness of the same statement makes the same bytes.

In the toy group such randomness can be computed. python3 -m attacks.equivocation"""
import itertools
from spec import curve
from cases import nets
from attacks.toy import ToyGroup
from cases.build import Net, relu
from spec.circuit import Term
from spec.field import R, signed
from spec.layout import Committed, Layout
from spec.prover import Prover
from spec.verifier import Verifier, linear, verify


class Equivocator(Prover):
    """Follows the elements of an existing proof and solves for the randomness that explains each."""

    def follow(self, proof):
        self.elements = [int.from_bytes(proof[i:i + 32], "little") for i in range(0, len(proof), 32)]
        self.at = 0
        return self.prove()

    def next(self, n=1):
        self.at += n
        return self.elements[self.at - n:self.at]

    def s3_commitments(self):
        for name in self.circ.of("WITNESS"):
            com = Committed(self.lay, name, self.values[name], lambda: 0)
            for r in com.rows:
                point, = self.next()
                com.points[r], com.blinders[r] = point, (point - curve.commit(com.rows[r], 0)) % R
                self.tr.point("witness rows", point)
            self.held[name] = com
        self.pads_point, = self.next()
        self.tr.point("pads", self.pads_point)
        self.pad = [None]                                # ψ is solved last

    def hidden(self, label, v):
        masked, = self.next()
        self.pad.append((v - masked) % R)
        super().hidden(label, v)

    def s8_sigma(self):
        tr, w = self.tr, self.pad
        v = Verifier(self.circ, self.st, tr.proof)
        v.reduce()
        x, lw, quad, _ = v.combine(tr)
        assert 0 not in lw and all(0 not in (i, j) for _, i, j in quad)                # ψ masks no message
        K, vec, blinder = v.vectors(), [0] * self.lay.C, 0
        for (name, r), q in v.rows.items():
            vec = [(a + q * y) % R for a, y in zip(vec, self.held[name].rows[r])]
            blinder += q * self.held[name].blinders[r]
        D, (l1, l0) = self.next(len(K)), self.next(2)
        for p in D:
            tr.point("sigma D", p)
        for s in (l1, l0):
            tr.scalar("sigma l", s)
        c = tr.challenge("c")
        z, zeta = [self.next(n) for n, _ in K], self.next(len(K))
        for s in [s for row in z for s in row] + zeta:
            tr.scalar("sigma z", s)
        zw = z[-1]
        dw = [0] + [(zw[k] - c * w[k]) % R for k in range(1, len(w))]
        dx = [(a - c * y) % R for a, y in zip(z[0], vec)]
        w[0] = (l1 - linear(x, lw, dx, dw) - sum(k * (w[i] * dw[j] + w[j] * dw[i]) for k, i, j in quad)) % R
        dw[0] = (zw[0] - c * w[0]) % R
        pads_blinder = (self.pads_point - curve.commit(w, 0)) % R
        openings = ([(dx, zeta[0] - c * blinder)] if len(K) > 1 else []) + [(dw, zeta[-1] - c * pads_blinder)]
        self.dx, self.d_blinders = dx, [b % R for _, b in openings]
        self.explained = [curve.commit(d, b) == p for (d, b), p in zip(openings, D)] + [(sum(k * dw[i] * dw[j] for k, i, j in quad) + dw[0] - l0) % R == 0]


def load(n, witness):
    for k, v in witness.items():
        n.val[k] = [x % R for x in v]
    n.circ.evaluate(n.val)
    for i, t in enumerate(n.circ.tables):
        n.val[t.mult] = n.circ.multiplicities(i, n.val)
    assert n.circ.satisfied(n.val)


def equivocates(n, a, b, prover=Prover, fulfils=lambda solved: True):
    """Whether a proof by `prover` with the witness a is explained by randomness of that prover with the witness b, of the same public values."""
    with ToyGroup():
        load(n, a)
        st, held = n.setup()
        proof = prover(n.circ, st, n.val, held).prove()
        verify(n.circ, st, proof)
        load(n, b)
        other, lay = {}, Layout(n.circ)
        for k, h in held.items():                        # the same points, opened to b
            com = other[k] = Committed(lay, k, n.val[k], lambda: 0)
            com.points = dict(h.points)
            com.blinders = {r: (h.points[r] - curve.commit(com.rows[r], 0)) % R for r in com.rows}
        p = Equivocator(n.circ, st, n.val, other)
        same_bytes = p.follow(proof) == proof
        return same_bytes and all(p.explained) and fulfils(p)


def tiny_witness(x, w):
    """Witness of nets.tiny and its outputs, or None if a value leaves its table."""
    acc = [sum(w[3 * o + i] * x[i] for i in range(3)) for o in range(2)]
    q = [v + 2 >> 2 for v in acc]
    if not all(-1 <= v < 2 for v in q):
        return None
    return {"x": x, "w": w, "y.r": [v + 2 & 3 for v in acc]}, [relu(v) for v in q]


def cases():
    """(name, net, witness, other witness)"""
    n = nets.tiny(kout="public")
    a, y = tiny_witness([1, 2, 1], [1, 0, -1, 1, 1, -1])
    assert y == [signed(v) for v in n.val["y"]]
    others = (tiny_witness(list(x), list(w)) for x in itertools.product(range(4), repeat=3) for w in itertools.product((-1, 0, 1), repeat=6))
    for b, _ in itertools.islice((k for k in others if k and k[1] == y and k[0] != a), 3):
        yield f"tiny: x = {b['x']}, w = {b['w']}", n, a, b
    m = Net(2)
    m.src("x", (3,), "OUTPUT", [1, 2, 3])
    m.der("q", (), Term(1, dict(i=3), [], [("x", ["i"]), ("x", ["i"])]))
    m.equal("z", "q", m.public_out("y", (), [14]))
    yield "sum of squares", m.finish(), {"x": [1, 2, 3]}, {"x": [-3, 2, 1]}
    e = nets.embedding()
    emb = [signed(v) for v in e.val["emb"]]
    swapped = emb[18:21] + emb[3:18] + emb[0:3]
    yield "embedding: two rows and their tokens swapped, hidden output the same", e, {"tok": [6, 0, 3, 3, 2], "emb": emb}, \
        {"tok": [0, 6, 3, 3, 2], "emb": swapped}
    d, values = nets.direct(), itertools.product(range(-2, 3), repeat=3)
    w, e, y = ([signed(v) for v in d.val[k]] for k in ("w", "e", "y"))
    same = [list(x) for x in values if [relu(e[0] + sum(a * b for a, b in zip(w[3 * o:], x))) for o in range(2)] == y]
    x = [signed(v) for v in d.val["x"]]
    other = next(v for v in same if v != x)
    yield f"direct: x = {other}", d, {"x": x, "t": x}, {"x": other, "t": other}
    yield "lone: x = 0", nets.lone(), {"x": [2]}, {"x": [0]}


def leaking(change):
    """A prover whose stream gives change(label, index, value) instead of each value."""
    class Leaking(Prover):
        def stream(self):
            out = super().stream()
            real = out.scalar
            out.scalar = lambda label, index=0: change(label, index, real(label, index), real)
            return out
    return Leaking


# (name, prover that leaks, what its randomness always fulfils): the only randomness that explains another witness does not fulfil it
MUTANTS = [
    ("psi = 0", leaking(lambda label, i, v, _: 0 if (label, i) == ("pads", 0) else v), lambda s: s.pad[0] == 0),
    ("pad 2 = pad 1", leaking(lambda label, i, v, real: real("pads", 1) if (label, i) == ("pads", 2) else v), lambda s: s.pad[1] == s.pad[2]),
    ("D not blinded", leaking(lambda label, i, v, _: 0 if label in ("d x blinder", "d pads blinder") else v), lambda s: not any(s.d_blinders)),
    ("d_x = 0", leaking(lambda label, i, v, _: 0 if label == "d x" else v), lambda s: not any(s.dx)),
    ("rows share a blinder", leaking(lambda label, i, v, real: real("rows", 0) if label == "rows" else v),
     lambda s: len({b for k in s.circ.of("WITNESS") for b in s.held[k].blinders.values()}) == 1)]
SUM_UNMASKED = ("S not masked", leaking(lambda label, i, v, _: 0 if (label, i) == ("pads", 3) else v), lambda s: s.pad[3] == 0)      # of circuits with direct tables


if __name__ == "__main__":
    for name, n, a, b in cases():
        print(name, "-> explained:", equivocates(n, a, b))
    name, n, a, b = next(cases())
    for what, prover, fulfils in MUTANTS:
        print(what, "-> explained within its randomness:", equivocates(n, a, b, prover, fulfils))
