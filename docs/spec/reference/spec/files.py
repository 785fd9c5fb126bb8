"""formats.md §3, §4: verifying keys and proof files."""
from hashlib import sha3_256
from spec.circuit import size
from spec.circuit_codec import decode as decode_circuit, digest, encode as encode_circuit
from spec.compact import verify_compact
from spec.layout import Layout, model_id
from spec.transcript import Reject
from spec.validator import validate
from spec.verifier import Statement, verify
from spec.wire import Cursor, Malformed, i64, listing, u32, u64
from spec import curve

VERSION = 1
COMPACT = b"VOUCHPRC"


def points(rows):
    """list<point> of {row: point}, rows ascending."""
    return listing(curve.encode(p) for _, p in sorted(rows.items()))


def encode_key(circ, model_points, certificate=b""):
    """model_points: {MODEL tensor: {row: point}}"""
    data = encode_circuit(circ)
    body = b"VOUCHKEY" + u32(VERSION) + u64(len(data)) + data + \
        listing(points(model_points[n]) for n in circ.of("MODEL")) + u32(len(certificate)) + certificate
    return body + sha3_256(body).digest()


class Key:
    """A verifying key that was decoded and validated."""

    def __init__(self, data):
        if len(data) < 32 or sha3_256(data[:-32]).digest() != data[-32:]:
            raise Malformed("checksum")
        cur = Cursor(data[:-32])
        cur.magic(b"VOUCHKEY", VERSION)
        self.circuit = decode_circuit(cur.take(cur.int(8)))
        validate(self.circuit)
        self.layout = Layout(self.circuit)
        self.points = read_points(cur, self.circuit.of("MODEL"), self.layout)
        self.certificate = cur.take(cur.int(4))
        cur.end()
        self.model_id = identify(self.circuit, self.layout, self.points)


def identify(circ, layout, model_points):
    return model_id(digest(circ), [layout.matrix[n].id(model_points[n]) for n in circ.of("MODEL")])


def read_points(cur, names, layout):
    """list<list<point>>; every count has to be the one that follows from the circuit."""
    if cur.u32() != len(names):
        raise Malformed("number of tensors")
    out = {}
    for n in names:
        rows = layout.matrix[n].rows
        if cur.u32() != len(rows):
            raise Malformed("number of rows of " + n)
        try:
            out[n] = {r: curve.decode(cur.take(32)) for r in rows}
        except ValueError:
            raise Reject("POINT", n)
    return out


def encode_proof(circ, identifier, st, messages, magic=b"VOUCHPRF"):
    return magic + u32(VERSION) + identifier + listing(listing(map(i64, st.public[n])) for n in circ.of("public")) + \
        listing(points(st.points[n]) for n in circ.of("INPUT", "OUTPUT")) + u32(len(messages)) + messages


def verify_file(key, data, context=b""):
    """The statement that the proof file proves; Malformed or Reject otherwise."""
    cur, circ = Cursor(data), key.circuit
    compact = data[:8] == COMPACT
    cur.magic(COMPACT if compact else b"VOUCHPRF", VERSION)
    if cur.take(32) != key.model_id:
        raise Reject("MODEL_ID")
    names, public = circ.of("public"), {}
    if cur.u32() != len(names):
        raise Malformed("number of public tensors")
    for n in names:
        if cur.u32() != size(circ.tensors[n].shape):
            raise Malformed("number of values of " + n)
        public[n] = [cur.int(8, True) for _ in range(size(circ.tensors[n].shape))]
    hidden = read_points(cur, circ.of("INPUT", "OUTPUT"), key.layout)
    messages = cur.take(cur.int(4))
    cur.end()
    st = Statement({**key.points, **hidden}, public, context)
    (verify_compact if compact else verify)(circ, st, messages)
    return st
