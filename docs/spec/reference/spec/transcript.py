"""§1 transcript. A prover message is absorbed by the call that writes or reads it."""
from hashlib import sha3_256, shake_256
from spec import curve
from spec.field import R
from spec.wire import u64


class Reject(Exception):
    """A proof that does not convince; reason is a name of §11 rule 35."""

    def __init__(self, reason, message=""):
        super().__init__(f"{reason}: {message}" if message else reason)
        self.reason = reason


def sized(data):
    return u64(len(data)) + data


class Transcript:
    def __init__(self):
        self.state = sha3_256(b"vouch-1").digest()

    def absorb(self, label, data):
        self.state = sha3_256(self.state + sized(label.encode()) + sized(data)).digest()

    def challenge(self, label):
        out = shake_256(self.state + sized(label.encode())).digest(64)
        self.absorb(label, out)                          # the ratchet
        return int.from_bytes(out, "little") % R

    def challenges(self, label, n):
        return [self.challenge(label) for _ in range(n)]


class Writer(Transcript):
    def __init__(self):
        super().__init__()
        self.proof, self.sizes = bytearray(), {}         # sizes: bytes by label, for the report

    def _write(self, label, data):
        self.absorb(label, data)
        self.proof += data
        self.sizes[label] = self.sizes.get(label, 0) + len(data)

    def scalar(self, label, v):
        self._write(label, (v % R).to_bytes(32, "little"))

    def point(self, label, pt):
        self._write(label, curve.encode(pt))


class Reader(Transcript):
    def __init__(self, proof):
        super().__init__()
        self.proof, self.at = bytes(proof), 0

    def _read(self, label):
        data = self.proof[self.at:self.at + 32]
        if len(data) < 32:
            raise Reject("MESSAGES_LENGTH", "truncated")
        self.at += 32
        self.absorb(label, data)
        return data

    def scalar(self, label):
        v = int.from_bytes(self._read(label), "little")
        if v >= R:
            raise Reject("SCALAR", "not canonical")
        return v

    def point(self, label):
        try:
            return curve.decode(self._read(label))
        except ValueError as e:
            raise Reject("POINT", str(e))

    def end(self):
        if self.at != len(self.proof):
            raise Reject("MESSAGES_LENGTH", "bytes left")
