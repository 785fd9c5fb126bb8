"""§8 hedged randomness, §11 rules 28, 29: seeds, and one labelled stream per purpose."""
import secrets
from hashlib import sha3_256, shake_256
from spec.field import R, signed
from spec.transcript import sized
from spec.wire import u64

BUILD = b"vouch-1.0"
PROOF_BUILD = b"vouch-1.1"                               # of proofs with joined factors


def fresh():
    """32 bytes of the operating system."""
    return secrets.token_bytes(32)


class Stream:
    def __init__(self, *fields):
        self.seed = shake_256(b"".join(map(sized, fields))).digest(32)

    def scalar(self, label, index=0):
        out = shake_256(self.seed + sized(label.encode()) + u64(index)).digest(64)
        return int.from_bytes(out, "little") % R

    def scalars(self, label, n):
        return [self.scalar(label, i) for i in range(n)]


def values_bytes(circ, values, *kinds):
    """8 bytes little-endian two's complement each,
    in order of declaration (only false witnesses do not fit)."""
    return b"".join(u64(signed(v) % (1 << 64)) for name in circ.of(*kinds) for v in values[name])


def model_hash(circ, values):
    """M: hashed once a model."""
    return sha3_256(values_bytes(circ, values, "MODEL")).digest()


def values_hash(circ, values):
    """The values digest."""
    others = values_bytes(circ, values, "INPUT", "OUTPUT", "WITNESS")
    return sha3_256(model_hash(circ, values) + others).digest()


def blinders_hash(model, hidden):
    """The blinders digest: of the MODEL rows, and of the hidden INPUT and OUTPUT rows."""
    def joined(blinders):
        return b"".join(b.to_bytes(32, "little") for b in blinders)
    return sha3_256(sha3_256(joined(model)).digest() + joined(hidden)).digest()


def model_stream(os_bytes, digest, values):
    """Label 'model rows'. values: M."""
    return Stream(b"vouch-1/rng-model", os_bytes, digest, BUILD, values)


def hidden_stream(os_bytes, context, digest, values):
    """Label 'hidden rows'. values: the values digest."""
    return Stream(b"vouch-1/rng-hidden", os_bytes, context, digest, BUILD, values)


def proof_stream(os_bytes, state, values, blinders, joined=True):
    """Labels 'rows', 'pads', 'pads blinder', 'd x', 'd x blinder', 'd pads', 'd pads blinder'.

    state: the transcript's after the statement; values, blinders: their digests."""
    build = PROOF_BUILD if joined else BUILD
    return Stream(b"vouch-1/rng", os_bytes, state, build, values, blinders)
