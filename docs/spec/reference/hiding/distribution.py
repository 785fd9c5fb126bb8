"""Distributions of transcripts, for challenges that are fixed.

Exactly, in the field of two elements: all values of all secret scalars are gone through, and each transcript, with the
commitments of the statement, has to come as often from one witness as from another and from the simulator. Provers
that leave a pad out do not. The protocol hides in any field; in this one it proves nothing.

By sampling, in the real field: each element of honest messages against uniform ones, by Pearson's chi-squared.

python3 -m hiding.distribution [--short]"""

import sys

if __name__ == "__main__":
    from spec import field

    field.R = 2  # before any other module takes it

from collections import Counter
from itertools import product
from attacks.equivocation import MUTANTS, load
from attacks.toy import ToyGroup
from cases.build import Net
from fractions import Fraction
from hiding.simulator import Coins, Simulator, coins_of
from spec import prover, rng, verifier
from spec.circuit import Term
from spec.prover import Prover


def coins(label, _):
    """1, but gamma, so that not all is 0 or cancels."""
    return int(label != "gamma")


class Scalars:
    """with Scalars(): the secret scalar of a place, (label, index), is the one of `values` that belongs to it."""

    def __init__(self):
        self.places, self.values, self.drawn = {}, None, 0

    def __enter__(self):
        self.real = rng.Stream.scalar
        rng.Stream.scalar = lambda stream, label, index=0: self.at((label, index))
        return self

    def __exit__(self, *_):
        rng.Stream.scalar = self.real

    def at(self, place):
        number = self.places.setdefault(place, len(self.places))
        return self.values[number] if self.values else 0

    def draw(self):
        """As at, of places in order."""
        self.drawn += 1
        return self.at(self.drawn)

    def set(self, values):
        self.values, self.drawn = values, 0


def hidden_sum():
    """x0 + x1 = 1, in one row of two columns."""
    n = Net(1)
    n.src("x", (2,), "OUTPUT", [1, 0])
    n.der("s", (), Term(1, dict(i=2), [], [("x", ["i"])]))
    n.equal("z", "s", n.public_out("y", (), [1]))
    return n.finish(), {"x": [1, 0]}, {"x": [0, 1]}


def hidden_product():
    """a·b = 0"""
    n = Net(0)
    n.src("a", (), "OUTPUT", [1])
    n.src("b", (), "OUTPUT", [0])
    n.der("p", (), Term(1, {}, [], [("a", []), ("b", [])]))
    n.equal("z", "p", n.public_out("y", (), [0]))
    return n.finish(), {"a": [1], "b": [0]}, {"a": [0], "b": [1]}


def of_prover(n, cls=Prover):
    """transcript() with the scalars that are set."""

    def transcript():
        st, held = n.setup(bytes(32))
        with Coins(coins):
            messages = cls(n.circ, st, n.val, held, bytes(32)).prove()
        return tuple(tuple(rows.values()) for rows in st.points.values()), messages

    return transcript


def of_simulator(n, public, draw):
    def transcript():
        simulator = Simulator(n.circ, coins, draw)
        st = simulator.statement(public)
        with Coins(coins):
            messages = simulator.messages(st)
        return tuple(tuple(rows.values()) for rows in st.points.values()), messages

    return transcript


def shares(transcript, scalars):
    """The share of each transcript in all values of the scalars, in the field of two elements."""
    out = Counter()
    with scalars:
        transcript()
        number = len(scalars.places)
        for values in product((0, 1), repeat=number):
            scalars.set(values)
            out[transcript()] += 1
    return {found: Fraction(times, 1 << number) for found, times in out.items()}


def proven(n, witness, cls=Prover):
    load(n, witness)
    return shares(of_prover(n, cls), Scalars())


def simulated(n):
    scalars = Scalars()
    return shares(of_simulator(n, {"y": n.val["y"]}, scalars.draw), scalars)


def least_uniform(n, proofs, cls=Prover):
    """(chi-squared of the last hexadecimal digit, element) of the element that is least uniform over proofs with
    fresh randomness; 15 is expected."""
    digits = None
    with ToyGroup():
        for number in range(proofs):
            os_bytes = number.to_bytes(32, "little")
            st, held = n.setup(os_bytes)
            with Coins(coins_of(b"uniform")):
                messages = cls(n.circ, st, n.val, held, os_bytes).prove()
            digits = digits or [Counter() for _ in range(len(messages) // 32)]
            for seen, low in zip(digits, messages[::32]):
                seen[low & 15] += 1
    expected = proofs / 16
    return max((sum((seen[digit] - expected) ** 2 / expected for digit in range(16)), element)
               for element, seen in enumerate(digits))


def main():
    for module in (prover, verifier):  # of one circuit, thousands of times
        module.validate = lambda circ: None
    with ToyGroup():
        n, a, b = hidden_sum()
        expected = simulated(n)
        for witness in (a, b):
            print("sum, a witness as simulated:", proven(n, witness) == expected, flush=True)
        for name, leak, _ in MUTANTS[:4]:
            print(f"sum, {name}, as simulated:", proven(n, a, leak) == expected, flush=True)
        if "--short" not in sys.argv:
            n, a, b = hidden_product()
            expected = simulated(n)
            for witness in (a, b):
                print("product, a witness as simulated:", proven(n, witness) == expected, flush=True)


if __name__ == "__main__":
    main()
