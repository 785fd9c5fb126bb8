"""formats.md §3, §4: verifying keys and proof files."""
from hashlib import sha3_256
from spec import curve
from spec.circuit import size
from spec.circuit_codec import decode as decode_circuit
from spec.circuit_codec import digest
from spec.circuit_codec import encode as encode_circuit
from spec.compact import verify_compact
from spec.layout import Layout, model_id
from spec.statement import Statement
from spec.transcript import Reject
from spec.validator import validate
from spec.verifier import verify
from spec.wire import Cursor, Malformed, listing, signed_width, u8, u32, u64

VERSION = 1
PROOF_VERSION = 3
KEY, PROOF, COMPACT = b"VOUCHKEY", b"VOUCHPRF", b"VOUCHPRC"


def points(rows):
    """list<point> of {row: point}, rows ascending."""
    return listing(curve.encode(p) for _, p in sorted(rows.items()))


def encode_key(circ, model_points, certificate=b""):
    """model_points: {MODEL tensor: {row: point}}"""
    data = encode_circuit(circ)
    rows = listing(points(model_points[name]) for name in circ.of("MODEL"))
    body = KEY + u32(VERSION) + u64(len(data)) + data + rows + u32(len(certificate)) + certificate
    return body + sha3_256(body).digest()


class Key:
    """A verifying key that was decoded and validated."""

    def __init__(self, data):
        if len(data) < 32 or sha3_256(data[:-32]).digest() != data[-32:]:
            raise Malformed("checksum")
        cur = Cursor(data[:-32])
        cur.magic(KEY, VERSION)
        self.circuit = decode_circuit(cur.take(cur.int(8)))
        validate(self.circuit)
        self.layout = Layout(self.circuit)
        self.points = read_points(cur, self.circuit.of("MODEL"), self.layout)
        self.certificate = cur.take(cur.int(4))
        cur.end()
        self.model_id = identify(self.circuit, self.layout, self.points)


def identify(circ, layout, model_points):
    """The model id."""
    ids = [layout.matrix[name].id(model_points[name]) for name in circ.of("MODEL")]
    return model_id(digest(circ), ids)


def read_points(cur, names, layout):
    """list<list<point>>; every count has to be the one that follows from the circuit."""
    if cur.u32() != len(names):
        raise Malformed("number of tensors")
    out = {}
    for name in names:
        rows = layout.matrix[name].rows
        if cur.u32() != len(rows):
            raise Malformed("number of rows of " + name)
        try:
            out[name] = {row: curve.decode(cur.take(32)) for row in rows}
        except ValueError:
            raise Reject("POINT", name)
    return out


def encode_proof(circ, identifier, st, messages, magic=PROOF, version=PROOF_VERSION):
    public = listing(public_values(circ.tensors[name], st.public[name], version)
                     for name in circ.of("public"))
    hidden = listing(points(st.points[name]) for name in circ.of("INPUT", "OUTPUT"))
    head = magic + u32(version) + identifier
    return head + public + hidden + u32(len(messages)) + messages


def public_values(tensor, values, version=PROOF_VERSION):
    """A PUBLIC tensor's values, each in the bytes that its range needs; in version 1 in eight."""
    width = 8 if version == 1 else signed_width(*tensor.range)
    cells = (v.to_bytes(width, "little", signed=True) for v in values)
    return u32(len(values)) + (b"" if version == 1 else u8(width)) + b"".join(cells)


def read_public(cur, circ, version):
    """{PUBLIC tensor: values}"""
    names, out = circ.of("public"), {}
    if cur.u32() != len(names):
        raise Malformed("number of public tensors")
    for name in names:
        cells = size(circ.tensors[name].shape)
        if cur.u32() != cells:
            raise Malformed("number of values of " + name)
        width = 8 if version == 1 else signed_width(*circ.tensors[name].range)
        if version > 1 and cur.int(1) != width:
            raise Malformed("width of the values of " + name)
        out[name] = [cur.int(width, True) for _ in range(cells)]
    return out


def verify_file(key, data, context=b""):
    """The statement that the proof file proves; Malformed or Reject otherwise."""
    cur, circ = Cursor(data), key.circuit
    compact = data[:8] == COMPACT
    version = cur.magic(COMPACT if compact else PROOF, 1, PROOF_VERSION)
    if cur.take(32) != key.model_id:
        raise Reject("MODEL_ID")
    public = read_public(cur, circ, version)
    hidden = read_points(cur, circ.of("INPUT", "OUTPUT"), key.layout)
    messages = cur.take(cur.int(4))
    cur.end()
    st = Statement({**key.points, **hidden}, public, context)
    (verify_compact if compact else verify)(circ, st, messages, joined=version > 2)
    return st
