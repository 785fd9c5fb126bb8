"""§6 products: one batched sumcheck. Both sides, and what follows from the circuit alone.

joined: the terms' factors are joined by a sumcheck over the terms; proof files of versions 1 and 2
have all of them instead."""
from math import prod as times
from spec.circuit import at, flat, positions
from spec.covector import Cov, pull_axes
from spec.field import R, dot, eq_vec
from spec.layout import space


# --- counts
def term_rounds(terms, joined):
    """m: the bits of g."""
    return max(terms - 1, 0).bit_length() if joined else 0


def messages(n_prod, terms, joined):
    """m(0) and m(∞) a round, and the factors."""
    return 2 * (n_prod + term_rounds(terms, joined)) + multiplied(terms, joined)


def equations(terms):
    return 1 if terms else 0


def multiplied(terms, joined):
    """Messages in products of two: the factors A(y) and B(y); or A_g(r) and B_g(r) of all terms."""
    return 2 * (min(terms, 1) if joined else terms)


class Product:
    """One 2-operand term g with one covector V_g on its result.

    w: one vector per box axis, from V_g;
    scale: the coefficient, and sums over axes of no operand."""

    def __init__(self, circ, term, cov):
        self.circ, self.term, self.box = circ, term, term.box
        self.scale = term.coef * cov.coef % R
        self.w = {axis: [1] * length for axis, length in term.box.items()}
        for entry, vec in zip(term.res, cov.vecs):
            self.spread(entry, vec)
        (self.a, self.amap), (self.b, self.bmap) = term.ops
        self.in_a, self.in_b = [term.axes_of(operand) for operand in (0, 1)]
        for axis in self.box:
            if axis not in self.in_a and axis not in self.in_b:
                self.scale = self.scale * sum(self.w[axis]) % R
        self.batch, self.contr = term.shared_axes()
        # k: batch bits high, contraction bits low
        self.key = space([self.box[axis] for axis in self.batch + self.contr])
        self.n = self.key.bits

    def spread(self, entry, vec):
        """A result axis's vector becomes one of the box axis that it depends on."""
        offset, parts = entry

        def pick(i):
            return vec[i] if 0 <= i < len(vec) else 0
        if not parts:
            self.scale = self.scale * pick(offset) % R
        for axis, step in parts.items():
            self.w[axis] = [pick(offset + step * i) for i in range(self.box[axis])]

    def factors(self, values):
        """A_g and B_g on the 2^n_g padded cells."""
        a = self.factor(self.in_a, self.amap, self.a, values, self.weights_a(), 1)
        b = self.factor(self.in_b, self.bmap, self.b, values, self.w, self.scale)
        return a, b

    def weights_a(self):
        """V_batch is on the B side."""
        ones = {axis: [1] * self.box[axis] for axis in self.batch}
        return self.w | ones

    def factor(self, axes, omap, name, values, weights, scale):
        out, shape = [0] * (1 << self.n), self.circ.tensors[name].shape
        for position in positions(axes, self.box):
            j = flat(shape, [at(entry, position) for entry in omap])
            if j is None:
                continue
            w = scale
            for axis in axes:
                w = w * weights[axis][position[axis]] % R
            k = self.key.address([position[axis] for axis in self.batch + self.contr])
            out[k] = (out[k] + w * values[name][j]) % R
        return out

    def claims(self, r):
        """[(operand, covector)] of A_g(r) and B_g(r); the term uses the first n_g challenges."""
        eqs = dict(zip(self.batch + self.contr, self.key.axis_points(r)))
        return [self.claim(self.a, self.amap, self.in_a, self.weights_a(), 1, eqs),
                self.claim(self.b, self.bmap, self.in_b, self.w, self.scale, eqs)]

    def claim(self, name, omap, axes, weights, scale, eqs):
        factors = []
        for axis in axes:
            vec = weights[axis]
            if axis in eqs:
                vec = [u * e % R for u, e in zip(vec, eqs[axis])]
            factors.append(((0, {axis: 1}), vec))
        box = {axis: self.box[axis] for axis in axes}
        scalar, vecs = pull_axes(box, factors, omap, self.circ.tensors[name].shape)
        return name, Cov(scale * scalar, vecs)


def late_factor(r, n):
    """Π_{j > n} (1 − r_j)"""
    return times(1 - r_j for r_j in r[n:]) % R


def scaled(claim, weight):
    name, cov = claim
    return name, cov.scaled(weight)


class ProductProver:
    def product(self):
        """[[(operand, covector)]]: of each factor what is claimed."""
        r = self.sumcheck(self.factors, self.plan.n_prod, "products")
        ends = [[dot(vec, eq_vec(r[:prod.n])) for vec in pair]
                for prod, pair in zip(self.prods, self.factors)]
        if not self.plan.joined:
            return self.separate(ends, r)
        a = [end * late_factor(r, prod.n) for prod, (end, _) in zip(self.prods, ends)]
        b = [end for _, end in ends]
        pair = [vec + [0] * ((1 << self.plan.term_bits) - len(vec)) for vec in (a, b)]
        y = eq_vec(self.sumcheck([pair], self.plan.term_bits, "terms"))
        for vec in pair:
            self.hidden("joined", dot(vec, y))           # P -> V: A(y), B(y)
        return joined(self.prods, r, y)

    def separate(self, ends, r):
        for a, b in ends:
            self.hidden("factors", a)                    # P -> V: A_g(r)
            self.hidden("factors", b)                    # P -> V: B_g(r)
        return [[claim] for prod in self.prods for claim in prod.claims(r)]


def joined(prods, r, y):
    """What is claimed of A(y) and of B(y); y: eq(y, g) of each g."""
    of_a, of_b = [], []
    for prod, weight in zip(prods, y):
        a, b = prod.claims(r)
        of_a.append(scaled(a, weight * late_factor(r, prod.n)))
        of_b.append(scaled(b, weight))
    return [of_a, of_b]


class ProductVerifier:
    def product(self, claim):
        """[(form, [(operand, covector)])]: of each factor what is claimed; claim: Prod."""
        claim, r = self.sumcheck(claim, self.plan.n_prod, "products")
        if not self.plan.joined:
            return self.separate(claim, r)
        claim, y = self.sumcheck(claim, self.plan.term_bits, "terms")
        a, b = self.hidden("joined"), self.hidden("joined")                  # P -> V: A(y), B(y)
        self.checks.append(claim - a * b)
        return list(zip((a, b), joined(self.prods, r, eq_vec(y))))

    def separate(self, claim, r):
        claims = []
        for prod in self.prods:
            a = self.hidden("factors")                   # P -> V: A_g(r)
            b = self.hidden("factors")                   # P -> V: B_g(r)
            claim = claim - a * b * late_factor(r, prod.n)
            claims += [(form, [own]) for form, own in zip((a, b), prod.claims(r))]
        self.checks.append(claim)
        return claims
