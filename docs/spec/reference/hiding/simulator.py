"""A simulator of §3–§8 for honest verifiers: it is given the circuit, the public values and all challenges in advance,
no witness, and makes a statement's commitments and messages that V accepts with these challenges."""

from itertools import count
from spec import curve
from spec.circuit_codec import digest
from spec.field import R
from spec.layout import Committed, Layout
from spec.plan import Plan
from spec.rng import Stream
from spec.statement import FIXED, Statement
from spec.transcript import Transcript
from spec.verifier import Verifier


class Coins:
    """with Coins(value): the k-th challenge of a label, in any transcript, is value(label, k), whatever was said
    before; the transcript's state moves as usual."""

    def __init__(self, value):
        self.value = value

    def __enter__(self):
        self.real = Transcript.challenge

        def challenge(tr, label):
            self.real(tr, label)
            drawn = tr.__dict__.setdefault("drawn", {})
            drawn[label] = drawn.get(label, -1) + 1
            return self.value(label, drawn[label]) % R

        Transcript.challenge = challenge

    def __exit__(self, *_):
        Transcript.challenge = self.real


class Simulator:
    """coins: as of Coins, needed inside it; draw: a function that gives uniform scalars."""

    def __init__(self, circ, coins, draw):
        self.circ, self.coins, self.draw = circ, coins, draw
        self.lay, self.plan = Layout(circ), Plan(circ)

    def point(self):
        """A commitment to 0: they all look alike."""
        return curve.commit([], self.draw())

    def statement(self, public, weights=None, context=b""):
        """public: {name: integers}, true or not; weights: {MODEL tensor: integers} where they are public."""
        points = {name: {row: self.point() for row in self.lay.matrix[name].rows} for name in self.circ.of(*FIXED)}
        for name, values in (weights or {}).items():
            points[name] = Committed(self.lay, name, values, lambda: 1).points
        return Statement(points, public, context)

    def messages(self, st):
        """Accepted with the coins."""
        points = self.plan.witness_rows + 1
        out = [curve.encode(self.point()) for _ in range(points)]
        out += [self.scalar(self.draw()) for _ in range(self.plan.messages)]
        v = Verifier(self.circ, st, b"".join(out))
        v.reduce()
        return b"".join(out) + self.sigma(v.combine(v.tr), v.vectors())

    def sigma(self, form, vectors):
        """z, ζ and l1 come first: D and l0 follow."""
        c, l1 = self.coins("c", 0), self.draw()
        z = [[self.draw() for _ in range(vector.length)] for vector in vectors]
        zeta, out = [self.draw() for _ in vectors], []
        for values, blinder, vector in zip(z, zeta, vectors):
            k = curve.msm([(-c * s % R, point) for s, point in vector.commitment])
            out.append(curve.encode(curve.add(curve.commit(values, blinder), k)))
        left = c * form.linear(z[0], z[-1]) + form.quadratic(z[-1]) + z[-1][0] + c * c * form.const
        scalars = [l1, left - c * l1] + [s for row in z for s in row] + zeta
        return b"".join(out + [self.scalar(s) for s in scalars])

    @staticmethod
    def scalar(v):
        return (v % R).to_bytes(32, "little")


def drawing(*seed):
    """Uniform scalars, the same each time."""
    stream, index = Stream(b"simulator", *seed), count()
    return lambda: stream.scalar("draw", next(index))


def coins_of(*seed):
    return Stream(b"coins", *seed).scalar


def simulate(circ, public, coins, weights=None, seed=b""):
    """(statement, messages)"""
    simulator = Simulator(circ, coins, drawing(seed, digest(circ)))
    st = simulator.statement(public, weights)
    with Coins(coins):
        return st, simulator.messages(st)
