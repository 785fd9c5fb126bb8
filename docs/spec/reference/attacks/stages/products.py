"""Stages 3 to 5 (§5–§7): claims of other terms, tensors that are not those of the circuit, another
opening."""

from attacks.stages.cheat import Cheat
from cases import nets
from spec.field import R, dot, eq_vec
from spec.product import joined, late_factor
from spec.prover import Prover


class OtherEnds(Prover):
    """After r the factors A_g(r), B_g(r) are other ones; all that follows fits them."""

    def other(self, a, b):
        """The lists that are used in the place of A[g] and B[g]."""
        return a, b

    def late(self, r, prod):
        return late_factor(r, prod.n)

    def product(self):
        r = self.sumcheck(self.factors, self.plan.n_prod, "products")
        ends = [
            [dot(vec, eq_vec(r[: prod.n])) for vec in pair]
            for prod, pair in zip(self.prods, self.factors)
        ]
        a = [end * self.late(r, prod) for prod, (end, _) in zip(self.prods, ends)]
        a, b = self.other(a, [end for _, end in ends])
        pair = [vec + [0] * ((1 << self.plan.term_bits) - len(vec)) for vec in (a, b)]
        y = eq_vec(self.sumcheck([pair], self.plan.term_bits, "terms"))
        for vec in pair:
            self.hidden("joined", dot(vec, y))
        return joined(self.prods, r, y)


class TermsRotated(OtherEnds):
    """Each term's B is the next one's."""

    def other(self, a, b):
        return a, b[1:] + b[:1]


class TermsReversed(OtherEnds):
    """A and B of the terms in reverse order: their products have the same sum."""

    def other(self, a, b):
        return a[::-1], b[::-1]


class FactorsExchanged(OtherEnds):
    """A for B and B for A: their products are the same."""

    def other(self, a, b):
        return b, a


class Shifted(OtherEnds):
    """One term's factor is doubled and its other one halved: the product is the same."""

    def other(self, a, b):
        half = (R + 1) // 2
        return [2 * a[0] % R] + a[1:], [half * b[0] % R] + b[1:]


class NoLateFactor(OtherEnds):
    """A term that has finished early counts as if it had not."""

    def late(self, r, prod):
        return 1


class OneTermLess(Prover):
    """The last term is 0 throughout."""

    def collection(self):
        super().collection()
        a, b = self.factors[-1]
        self.factors[-1] = [0] * len(a), [0] * len(b)


def multiplying(name, values):
    """The products read other values of one tensor."""

    class Multiplying(Prover):
        def collection(self):
            true = self.values
            self.values = true | {name: values}
            super().collection()
            self.values = true

    return Multiplying


class PowersExchanged(Prover):
    """gamma goes with B(y) and gamma² with A(y)."""

    def opening(self, claims):
        super().opening(claims[::-1])


class ClaimLess(Prover):
    """B(y) is not opened."""

    def opening(self, claims):
        super().opening(claims[:1])


class OtherTensorOpened(Prover):
    """What is claimed of one committed tensor is opened on another of its shape."""

    pair = ("y1", "y1.r")

    def row_pairs(self, opened):
        one, other = self.pair
        swap = {one: other, other: one}
        return super().row_pairs([(swap.get(name, name), cov) for name, cov in opened])


class LinearPartLess(Prover):
    """The first covector of Lin is left out of the opening."""

    def opening(self, claims):
        self.lin = self.lin[1:]
        super().opening(claims)


def cases():
    n = nets.attention()
    for what, cls in (
        ("claims of the next term", TermsRotated),
        ("terms in reverse order", TermsReversed),
        ("A and B exchanged", FactorsExchanged),
        ("a factor doubled, the other halved", Shifted),
        ("finished terms without their late factor", NoLateFactor),
        ("a term left out", OneTermLess),
    ):
        yield Cheat(f"attention: {what}", n, cls)
    tiny = nets.tiny()
    other = [1] + tiny.val["w"][1:][::-1]
    yield Cheat("tiny: products of other weights than are committed", tiny, multiplying("w", other))
    yield Cheat("tiny: powers of gamma exchanged", tiny, PowersExchanged)
    yield Cheat("tiny: B(y) is not opened", tiny, ClaimLess)
    yield Cheat("tiny: a covector left out of the opening", tiny, LinearPartLess)
    yield Cheat("mlp: opened on another tensor", nets.mlp(), OtherTensorOpened)
