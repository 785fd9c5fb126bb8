"""A toy group, F itself with h = 1: commitments hide perfectly and bind nothing. It makes equivocation computable (wi, batch)."""
from hashlib import sha3_256
from spec import curve
from spec.field import R


def generator(label, index):
    return 1 if label == "blinder" else int.from_bytes(sha3_256(b"%d" % index).digest(), "little") % R


def msm(pairs):
    return sum(s * (p or 0) for s, p in pairs) % R or None


def add(a, b):
    return ((a or 0) + (b or 0)) % R


def encode(p):
    return (p or 0).to_bytes(32, "little")


def decode(data):
    v = int.from_bytes(data, "little")
    if v >= R:
        raise ValueError("not an element")
    return v


def commit(values, blinder):
    return (sum(v * generator("generator", j) for j, v in enumerate(values)) + blinder) % R


def on_curve(p):
    return p is None or type(p) is int and 0 <= p < R


class ToyGroup:
    """with ToyGroup(): the module curve is the toy group."""

    def __enter__(self):
        self.real = {k: getattr(curve, k) for k in ("generator", "msm", "add", "encode", "decode", "commit", "on_curve")}
        for k in self.real:
            setattr(curve, k, globals()[k])

    def __exit__(self, *_):
        for k, f in self.real.items():
            setattr(curve, k, f)
