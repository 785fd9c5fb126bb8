"""§8 equations between hidden scalars, the messages that carry them, and the sumcheck of §6, §7.

P sends a hidden scalar under a pad; V computes with forms in the pads and never sees the scalar."""
from spec.field import R, dot, fold


class Form:
    """A quadratic form in the pads and x: {(): constant, (k,): coefficient, (k, l): coefficient}.

    A key k is the number of a pad or ("x", column)."""

    def __init__(self, terms=None):
        self.terms = dict(terms or {})

    @staticmethod
    def const(v):
        return Form({(): v % R})

    def __add__(self, other):
        out = dict(self.terms)
        for key, v in other.terms.items():
            out[key] = (out.get(key, 0) + v) % R
        return Form(out)

    def __mul__(self, other):
        """By a scalar, or by a form where both are affine."""
        if not isinstance(other, Form):
            return Form({key: v * other % R for key, v in self.terms.items()})
        out = Form()
        for k, v in self.terms.items():
            for l, w in other.terms.items():
                out = out + Form({k + l: v * w % R})
        return out

    def __sub__(self, other):
        return self + other * (R - 1)


class Sending:
    """P's side. tr: its transcript; pad: the pads, of which pad[0] = ψ masks no message."""

    n_sent = 0                                           # hidden messages so far

    def hidden(self, label, value):
        self.n_sent += 1
        self.tr.scalar(label, value - self.pad[self.n_sent])

    def sumcheck(self, pairs, rounds, label):
        """Σ over the pairs (A, B) of Σ_k A[k]·B[k], lowest bit first: the point r.

        A pair that has finished is embedded at 0: (1 − X)·A·B."""
        point = []
        for _ in range(rounds):
            at_0, at_inf = round_values(pairs)
            self.hidden(label, at_0)                     # P -> V: m(0)
            self.hidden(label, at_inf)                   # P -> V: m(∞)
            r = self.tr.challenge(label)                 # V -> P: r
            pairs = [bound(a, b, r) for a, b in pairs]
            point.append(r)
        return point


def round_values(pairs):
    """m(0) and m(∞)"""
    at_0 = at_inf = 0
    for a, b in pairs:
        if len(a) == 1:
            at_0 += a[0] * b[0]
            continue
        at_0 += dot(a[::2], b[::2])
        at_inf += dot(steps(a), steps(b))
    return at_0, at_inf


def steps(values):
    return [odd - even for even, odd in zip(values[::2], values[1::2])]


def bound(a, b, r):
    return (fold(a, r), fold(b, r)) if len(a) > 1 else (a, [b[0] * (1 - r) % R])


class Receiving:
    """V's side. tr: its transcript; checks: the equations so far, forms that have to be 0."""

    n_sent = 0

    def hidden(self, label):
        """Message k = 1, 2, … is v̂_k + w_k."""
        self.n_sent += 1
        return Form({(): self.tr.scalar(label), (self.n_sent,): 1})

    def sumcheck(self, claim, rounds, label):
        """The claim at the end, and the point r."""
        point = []
        for _ in range(rounds):
            at_0 = self.hidden(label)                    # P -> V: m(0)
            at_inf = self.hidden(label)                  # P -> V: m(∞)
            r = self.tr.challenge(label)                 # V -> P: r
            claim = claim * r + at_0 * (1 - 2 * r) + at_inf * (r * (r - 1))
            point.append(r)
        return claim, point
