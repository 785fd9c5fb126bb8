"""Vectors of batches of proofs of net_*.json, some with a scalar changed at an offset from the end
of the proof file."""

from attacks.forced import Forced
from cases import nets
from spec.batch import batch_equations, verify_batch
from spec.field import R
from spec.transcript import Reject
from vectors.proofs import hexes, prove

X, PADS = -64, -32  # the blinders of x and of the pads

# (title, nets, [(number in the batch, offset, difference)])
CASES = [
    ("one", ["tiny"], []),
    ("none", [], []),
    ("all", ["tiny", "tiny_input_public_model", "outer", "limbs", "public_only"], []),
    ("one proof twice", ["tiny", "tiny"], []),
    ("order", ["outer", "tiny"], []),
    ("order, the other way", ["tiny", "outer"], []),
    ("x of the first + 1", ["tiny", "outer"], [(0, X, 1)]),
    ("pads of the last + 1", ["tiny", "public_only"], [(1, PADS, 1)]),
    ("+ 1 and - 1 on x of two proofs", ["tiny", "outer"], [(0, X, 1), (1, X, -1)]),
    ("+ 1 and - 1 on x of one proof twice", ["tiny", "tiny"], [(0, X, 1), (1, X, -1)]),
    ("+ 1 and - 1 on x and pads of one proof", ["tiny", "outer"], [(0, X, 1), (0, PADS, -1)]),
    (
        "+ 1, + 1 and - 2 on the pads of three",
        ["tiny", "outer", "limbs"],
        [(0, PADS, 1), (1, PADS, 1), (2, PADS, -2)],
    ),
]


def proven():
    """{net: (circuit, statement, messages)}"""
    made = {
        "tiny": nets.tiny(),
        "tiny_input_public_model": nets.tiny(2, "INPUT", "public"),
        "outer": nets.outer(),
        "limbs": nets.limbs(),
        "public_only": nets.public_only(),
    }
    out = {}
    for name, n in made.items():
        context = b"mix" if name == "tiny_input_public_model" else b""
        st, _, _, messages = prove(name, n, context)
        out[name] = n.circ, st, messages
    return out


def shifted(proof, at, d):
    """The messages with d added to the scalar at a negative offset."""
    v = (int.from_bytes(proof[at:][:32], "little") + d) % R
    return proof[:at] + v.to_bytes(32, "little") + proof[len(proof) + at + 32 :]


def verdict(instances):
    try:
        verify_batch(instances)
        return "ACCEPTED"
    except Reject as e:
        return e.reason


def entry(made, title, names, changes):
    instances = [made[name] for name in names]
    for i, at, d in changes:
        circ, st, proof = instances[i]
        instances[i] = circ, st, shifted(proof, at, d)
    _, weights = batch_equations(instances)
    with Forced(("weight",)):
        equal = verdict(instances)
    proofs = [
        {"net": name, "add": [[at, d] for j, at, d in changes if j == i]}
        for i, name in enumerate(names)
    ]
    return {
        "name": title,
        "proofs": proofs,
        "weights": hexes(weights),
        "expected": verdict(instances),
        "expectedWithEqualWeights": equal,
    }


def batches():
    made = proven()
    return [entry(made, *case) for case in CASES]


FILES = {"batches": batches}
