"""formats.md §1: circuit bytes, and the circuit digest of §2."""
from hashlib import sha3_256
from spec.circuit import COMMITTED, KINDS, Circuit, Lookup, Port, Table, Tensor, Term, size
from spec.wire import Cursor, Malformed, deltas, i32, i64, listing, scalar, string, svar, u8, u32, wrap

VERSION = 1
LIMIT = 256 << 20


def encode(circ):
    number = {name: i for i, name in enumerate(circ.tensors)}

    def ref(name):
        return number.get(name, name)                    # what decode leaves of an unknown tensor is its number

    def lengths(shape):
        return u8(len(shape)) + b"".join(u32(d) for d in shape)

    def entry(e, axis):
        parts = sorted((axis.get(a, a), k) for a, k in e[1].items())
        return i64(e[0]) + u8(len(parts)) + b"".join(u8(a) + i64(k) for a, k in parts)

    def term(t):
        if t.table is not None:
            pairs = zip(t.table, [(0, 0)] + list(t.table))
            return u8(1) + scalar(t.coef) + u32(number[t.ops[0][0]]) + \
                listing(svar(i - i0) + svar(j - j0) for (i, j), (i0, j0) in pairs)
        axis = {a: i for i, a in enumerate(t.box)}
        return u8(0) + scalar(t.coef) + lengths(t.box.values()) + b"".join(entry(e, axis) for e in t.res) + \
            u8(len(t.ops)) + b"".join(u32(number[o]) + b"".join(entry(e, axis) for e in m) for o, m in t.ops)

    def tensor(t):
        head = string(t.name) + u8(KINDS.index(t.kind)) + lengths(t.shape)
        if t.kind == "const":
            return head + deltas(t.values)
        if t.kind == "iota":
            return head + i64(t.start)
        if t.kind == "derived":
            return head + listing(term(x) for x in t.terms)
        head += i64(t.range[0]) + i64(t.range[1])
        if t.kind != "WITNESS":
            head += i32(t.scale)
        if t.kind == "MODEL":
            head += u8(t.ct)
        if t.kind in ("MODEL", "INPUT", "OUTPUT"):
            head += b"".join(string(a) for a in t.axes)
        return head

    def port(p):
        return string(p.name) + u8(p.type) + lengths(p.shape) + u32(ref(p.tensor))

    return b"".join([
        u32(VERSION), u32(circ.semantics), u8(circ.public_weights), u8(circ.c),
        listing(tensor(t) for t in circ.tensors.values()),
        listing(u8(len(t.columns)) + b"".join(u32(ref(k)) for k in t.columns) + u8(t.arguments) + u8(t.direct) + u32(ref(t.mult)) for t in circ.tables),
        listing(u32(lk.table) + b"".join(u32(ref(k)) for k in lk.keys) for lk in circ.lookups),
        listing(u32(ref(z)) for z in circ.zeros), listing(map(port, circ.inputs)), listing(map(port, circ.outputs))])


def digest(circ):
    return sha3_256(encode(circ)).digest()


def decode(data):
    """The circuit; Malformed where the grammar is broken. Rules that need more than the grammar are the validator's.

    Names that are used twice, and numbers of tensors that do not exist, get stand-ins that the validator refuses."""
    if len(data) > LIMIT:
        raise Malformed("circuit of more than 256 MiB")
    cur = Cursor(data)
    cur.version(VERSION)
    circ = Circuit(0)
    circ.semantics = cur.int(4)
    circ.public_weights, circ.c = bool(cur.u8(1, "visibility")), cur.u8(16, "c")
    circ.repeated, names = [], []

    def lengths(limit):
        return [cur.length() for _ in range(cur.u8(limit, "rank"))]

    def entry():
        offset, parts, last = cur.int(8, True), {}, -1
        for _ in range(cur.u8()):
            a, k = cur.u8(), cur.int(8, True)
            if a <= last or k == 0:
                raise Malformed("index-map entry")
            parts[a], last = k, a
        return offset, parts

    def term(rank):
        form, coef = cur.u8(1, "form"), cur.scalar()
        if coef == 0:
            raise Malformed("coefficient 0")
        if form == 1:
            ref, i, j, pairs = reference(), 0, 0, []
            for _ in range(cur.count(2)):
                i, j = wrap(i + cur.svar()), wrap(j + cur.svar())
                if pairs and (i, j) < pairs[-1]:
                    raise Malformed("index table not sorted")
                pairs.append((i, j))
            return Term(coef, ops=[(ref, [])], table=pairs)
        box = dict(enumerate(lengths(16)))
        res, ops = [entry() for _ in range(rank)], []
        for _ in range(cur.u8(2, "operands")):
            ref = reference()
            ops.append((ref, [entry() for _ in range(len(ranks[ref]))]))
        return Term(coef, box, res, ops)

    ranks = {}                                           # an operand's entries are counted by its rank: it must be an earlier tensor

    def reference():
        i = cur.u32()
        if i >= len(names):
            raise Malformed("operand is not an earlier tensor")
        return names[i]

    def tensor():
        name, kind = cur.string(), KINDS[cur.u8(7, "kind")]
        t = Tensor(name, tuple(lengths(8)), kind)
        if kind == "const":
            if size(t.shape) > cur.left:
                raise Malformed("count beyond the bytes that are left")
            t.values = cur.deltas(size(t.shape))
        elif kind == "iota":
            t.start = cur.int(8, True)
        elif kind == "derived":
            t.terms = [term(len(t.shape)) for _ in range(cur.count(34))]
        else:
            t.range = (cur.int(8, True), cur.int(8, True))
            if kind != "WITNESS":
                t.scale = cur.int(4, True)
            if kind == "MODEL":
                t.ct = cur.u8()
            if kind != "WITNESS" and kind in COMMITTED:
                t.axes = tuple(cur.string() for _ in t.shape)
        return t

    for i in range(cur.count(6)):
        t = tensor()
        key = t.name
        if key in circ.tensors:
            circ.repeated.append(key)
            key = (key, i)
        circ.tensors[key] = t
        names.append(key)
        ranks[key] = t.shape

    def named():
        i = cur.u32()
        return names[i] if i < len(names) else i         # an unknown tensor: the validator's REFERENCE

    for _ in range(cur.count(11)):
        n = cur.u8()
        columns = [named() for _ in range(n)]
        arguments = cur.u8(n, "argument count")
        if arguments < 1:
            raise Malformed("argument count 0")
        direct = bool(cur.u8(1, "direct"))
        circ.tables.append(Table(columns, named(), arguments, direct))
    for _ in range(cur.count(8)):
        i = cur.u32()
        if i >= len(circ.tables):
            raise Malformed("unknown table")
        circ.lookups.append(Lookup([named() for _ in circ.tables[i].columns], i))
    circ.zeros = [named() for _ in range(cur.count(4))]
    for ports in (circ.inputs, circ.outputs):
        for _ in range(cur.count(7)):
            ports.append(Port(cur.string(), cur.u8(2, "value type"), tuple(lengths(8)), named()))
    cur.end()
    return circ
