"""Zero knowledge, exactly: for a proof made with one witness there is randomness with which another
witness of the same statement makes the same bytes. In the toy group such randomness can be
computed.

python3 -m attacks.equivocation"""

import itertools
from attacks.cheats import recounted
from attacks.toy import ToyGroup
from cases import nets
from cases.build import Net, relu
from spec import curve
from spec.circuit import Term
from spec.field import R, signed
from spec.layout import Committed, Layout
from spec.prover import Prover
from spec.sigma import form_of
from spec.verifier import verify


class Equivocator(Prover):
    """Follows the elements of an existing proof and solves for the randomness
    that explains each."""

    def follow(self, proof):
        self.elements = [
            int.from_bytes(proof[i : i + 32], "little") for i in range(0, len(proof), 32)
        ]
        self.at = 0
        return self.prove()

    def next(self, n=1):
        self.at += n
        return self.elements[self.at - n : self.at]

    def commitment(self):
        for name in self.circ.of("WITNESS"):
            committed = Committed(self.lay, name, self.values[name], lambda: 0)
            for row, values in committed.rows.items():
                (point,) = self.next()
                committed.points[row] = point
                committed.blinders[row] = (point - curve.commit(values, 0)) % R
                self.tr.point("witness rows", point)
            self.held[name] = committed
        (self.pads_point,) = self.next()
        self.tr.point("pads", self.pads_point)
        self.pad = [None]  # ψ is solved last

    def hidden(self, label, value):
        (masked,) = self.next()
        self.pad.append((value - masked) % R)
        super().hidden(label, value)

    def sigma(self):
        replay, form = form_of(self)
        assert 0 not in form.w and 0 not in form.multiplied()  # ψ masks no message
        vectors, (x, x_blinder) = replay.vectors(), self.combined_row(replay.rows)
        masks, (l1, l0) = self.next(len(vectors)), self.next(2)
        c = self.repeat(masks, (l1, l0))
        z, zeta = [self.next(vector.length) for vector in vectors], self.next(len(vectors))
        for v in [v for row in z for v in row] + zeta:
            self.tr.scalar("sigma z", v)
        w, z_w = self.pad, z[-1]
        d_w = [0] + [(z_k - c * w_k) % R for z_k, w_k in zip(z_w[1:], w[1:])]
        d_x = [(z_j - c * x_j) % R for z_j, x_j in zip(z[0], x)]
        w[0] = (l1 - form.linear(d_x, d_w) - form.mixed(w, d_w)) % R
        d_w[0] = (z_w[0] - c * w[0]) % R
        pads_blinder = (self.pads_point - curve.commit(w, 0)) % R
        openings = [(d_w, (zeta[-1] - c * pads_blinder) % R)]
        if len(vectors) > 1:
            openings.insert(0, (d_x, (zeta[0] - c * x_blinder) % R))
        self.d_x, self.d_blinders = d_x, [blinder for _, blinder in openings]
        self.explained = [curve.commit(*opening) == mask for opening, mask in zip(openings, masks)]
        self.explained.append((form.quadratic(d_w) + d_w[0] - l0) % R == 0)

    def repeat(self, masks, scalars):
        """Challenge c."""
        for point in masks:
            self.tr.point("sigma D", point)
        for v in scalars:
            self.tr.scalar("sigma l", v)
        return self.tr.challenge("c")


def load(n, witness):
    for name, values in witness.items():
        n.val[name] = [v % R for v in values]
    n.circ.evaluate(n.val)
    assert n.circ.satisfied(recounted(n).val)


def equivocates(n, a, b, prover=Prover, fulfils=lambda solved: True):
    """Whether a proof by `prover` with the witness a is explained by randomness of that prover with
    the witness b, of the same public values."""
    with ToyGroup():
        load(n, a)
        st, held = n.setup()
        proof = prover(n.circ, st, n.val, held).prove()
        verify(n.circ, st, proof)
        load(n, b)
        lay = Layout(n.circ)
        other = {name: reopened(lay, name, n.val[name], com.points) for name, com in held.items()}
        solved = Equivocator(n.circ, st, n.val, other)
        same_bytes = solved.follow(proof) == proof
        return same_bytes and all(solved.explained) and fulfils(solved)


def reopened(lay, name, values, points):
    """The same points, opened to other values."""
    out = Committed(lay, name, values, lambda: 0)
    out.points = dict(points)
    out.blinders = {row: (points[row] - curve.commit(out.rows[row], 0)) % R for row in out.rows}
    return out


def tiny_witness(x, w):
    """Witness of nets.tiny and its outputs, or None if a value leaves its table."""
    acc = [sum(w[3 * o + i] * x[i] for i in range(3)) for o in range(2)]
    q = [v + 2 >> 2 for v in acc]
    if not all(-1 <= v < 2 for v in q):
        return None
    return {"x": x, "w": w, "y.r": [v + 2 & 3 for v in acc]}, [relu(v) for v in q]


def cases():
    """(name, net, witness, other witness)"""
    yield from tiny_cases()
    yield sum_of_squares()
    yield swapped_tokens()
    yield three_terms()
    yield other_input()
    yield "lone: x = 0", nets.lone(), {"x": [2]}, {"x": [0]}


def tiny_cases():
    n = nets.tiny(kout="public")
    a, y = tiny_witness([1, 2, 1], [1, 0, -1, 1, 1, -1])
    assert y == [signed(v) for v in n.val["y"]]
    inputs, weights = itertools.product(range(4), repeat=3), list(
        itertools.product((-1, 0, 1), repeat=6)
    )
    all_ = (tiny_witness(list(x), list(w)) for x in inputs for w in weights)
    others = (found[0] for found in all_ if found and found[1] == y and found[0] != a)
    for b in itertools.islice(others, 3):
        yield f"tiny: x = {b['x']}, w = {b['w']}", n, a, b


def sum_of_squares():
    n = Net(2)
    n.src("x", (3,), "OUTPUT", [1, 2, 3])
    n.der("q", (), Term(1, dict(i=3), [], [("x", ["i"]), ("x", ["i"])]))
    n.equal("z", "q", n.public_out("y", (), [14]))
    return "sum of squares", n.finish(), {"x": [1, 2, 3]}, {"x": [-3, 2, 1]}


def three_terms():
    """<w, x_g> = 4 for each g: factors joined over four terms, the last of them padding."""
    n, names = Net(2), ("x0", "x1", "x2")
    n.src("w", (3,), "MODEL", [1, 2, 0], -3, 3)
    for x in names:
        n.src(x, (3,), "OUTPUT", [2, 1, 0], -3, 3)
        acc = n.der("acc " + x, (), Term(1, dict(i=3), [], [("w", ["i"]), (x, ["i"])]))
        n.equal("z " + x, acc, n.public_out("y " + x, (), [4]))
    a = {"w": [1, 2, 0]} | {x: [2, 1, 0] for x in names}
    b = {"w": [2, 1, 1], "x0": [2, 0, 0], "x1": [1, 2, 0], "x2": [2, 0, 0]}
    return "three terms", n.finish(), a, b


def swapped_tokens():
    n = nets.embedding()
    emb = [signed(v) for v in n.val["emb"]]
    swapped = emb[18:21] + emb[3:18] + emb[0:3]
    name = "embedding: two rows and their tokens swapped, hidden output the same"
    return name, n, {"tok": [6, 0, 3, 3, 2], "emb": emb}, {"tok": [0, 6, 3, 3, 2], "emb": swapped}


def other_input():
    n = nets.direct()
    w, e, x, y = ([signed(v) for v in n.val[name]] for name in ("w", "e", "x", "y"))

    def output(values):
        sums = (sum(a * b for a, b in zip(w[3 * o :], values)) for o in range(2))
        return [relu(e[0] + total) for total in sums]

    inputs = map(list, itertools.product(range(-2, 3), repeat=3))
    other = next(v for v in inputs if output(v) == y and v != x)
    return f"direct: x = {other}", n, {"x": x, "t": x}, {"x": other, "t": other}


def leaking(change):
    """A prover whose stream gives change(label, index, value, stream's function) instead
    of each value."""

    class Leaking(Prover):
        def stream(self):
            out = super().stream()
            real = out.scalar
            out.scalar = lambda label, index=0: change(label, index, real(label, index), real)
            return out

    return Leaking


def zero(*places):
    """0 at these (label, index) or labels."""
    return leaking(lambda label, i, v, _: 0 if label in places or (label, i) in places else v)


def repeated_pad(label, i, v, real):
    return real("pads", 1) if (label, i) == ("pads", 2) else v


def shared_blinder(label, i, v, real):
    return real("rows", 0) if label == "rows" else v


def one_blinder(solved):
    return len(set(solved.blinders("WITNESS"))) == 1


# (name, prover that leaks, what its randomness always fulfils):
# the only randomness that explains another witness does not fulfil it
MUTANTS = [
    ("psi = 0", zero(("pads", 0)), lambda s: s.pad[0] == 0),
    ("pad 2 = pad 1", leaking(repeated_pad), lambda s: s.pad[1] == s.pad[2]),
    ("D not blinded", zero("d x blinder", "d pads blinder"), lambda s: not any(s.d_blinders)),
    ("d_x = 0", zero("d x"), lambda s: not any(s.d_x)),
    ("rows share a blinder", leaking(shared_blinder), one_blinder),
]
SUM_UNMASKED = ("S not masked", zero(("pads", 3)), lambda s: s.pad[3] == 0)  # with direct tables


if __name__ == "__main__":
    for name, n, a, b in cases():
        print(name, "-> explained:", equivocates(n, a, b))
    name, n, a, b = next(cases())
    for what, prover, fulfils in MUTANTS:
        print(what, "-> explained within its randomness:", equivocates(n, a, b, prover, fulfils))
