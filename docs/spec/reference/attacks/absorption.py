"""Absorption matrix: each proof element moves every later challenge and no earlier one.

python3 -m attacks.absorption"""

from cases import nets
from spec import curve
from spec.field import R
from spec.prover import Prover
from spec.transcript import Reader, Reject
from spec.verifier import Verifier

POINTS = ("witness rows", "pads", "sigma D")  # labels of points


class Log(Reader):
    def __init__(self, proof):
        super().__init__(proof)
        self.log, self.labels = [], []

    def challenge(self, label):
        v = super().challenge(label)
        self.log.append((self.at // 32, label, v))
        return v

    def _read(self, label):
        self.labels.append(label)
        return super()._read(label)


def changed(proof, i, label):
    """The proof with another element number i."""
    element = proof[32 * i : 32 * i + 32]
    if label in POINTS:
        other = curve.encode(curve.add(curve.decode(element), curve.generator("generator", 0)))
    else:
        other = ((int.from_bytes(element, "little") + 1) % R).to_bytes(32, "little")
    return proof[: 32 * i] + other + proof[32 * i + 32 :]


def broken(n):
    """[(element, its label, challenge)] where a change of the element did not move a later
    challenge, or moved an earlier one."""
    st, held = n.setup()
    proof = Prover(n.circ, st, n.val, held).prove()
    v = Verifier(n.circ, st, proof, Log)
    v.run()
    out = []
    for i, label in enumerate(v.tr.labels):
        w = Verifier(n.circ, st, changed(proof, i, label), Log)
        try:
            w.run()
            out.append((i, label, "accepted"))
        except Reject:
            pass
        out += [
            (i, label, name)
            for (at, name, x), (_, _, y) in zip(v.tr.log, w.tr.log)
            if (x == y) != (at <= i)
        ]
    return out


if __name__ == "__main__":
    for make in nets.ALL:
        print(make.__name__, "broken:", broken(make()))
