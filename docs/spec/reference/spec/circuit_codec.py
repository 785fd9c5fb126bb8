"""formats.md §1: circuit bytes, and the circuit digest of §2."""
from hashlib import sha3_256
from spec.circuit import COMMITTED, KINDS, MAX_WIDTH, Circuit, Lookup, Port, Table, Tensor, Term
from spec.circuit import size
from spec.layout import column_bits, usual_bits
from spec.wire import Cursor, Malformed, deltas, i32, i64, listing, scalar, string, svar
from spec.wire import u8, u32, wrap

VERSION, PORTS_VERSION = 1, 2
LIMIT = 256 << 20
MAX_RANK, MAX_BOX_AXES = 8, 16


def encode(circ):
    return Encoder(circ).circuit()


def digest(circ):
    return sha3_256(encode(circ)).digest()


def decode(data):
    """The circuit; Malformed where the grammar is broken. Rules that need more than the grammar are
    the validator's.

    Names that are used twice, and numbers of tensors that do not exist,
    get stand-ins that the validator refuses."""
    if len(data) > LIMIT:
        raise Malformed("circuit of more than 256 MiB")
    return Decoder(data).circuit()


class Encoder:
    """Methods are named after the productions of the grammar."""

    def __init__(self, circ):
        self.circ = circ
        self.number = {name: i for i, name in enumerate(circ.tensors)}

    def circuit(self):
        c = self.circ
        self.port_widths = any(map(tells_width, c.tensors.values()))
        head = u32(PORTS_VERSION if self.port_widths else VERSION) + u32(c.semantics) + u8(c.public_weights) + u8(c.c)
        lists = (map(self.tensor, c.tensors.values()), map(self.table, c.tables),
                 map(self.lookup, c.lookups), map(self.ref, c.zeros),
                 map(self.port, c.inputs), map(self.port, c.outputs))
        return head + b"".join(map(listing, lists))

    def ref(self, name):
        """What `decode` leaves of an unknown tensor is its number."""
        return u32(self.number.get(name, name))

    def refs(self, names):
        return b"".join(map(self.ref, names))

    def tensor(self, t):
        head = string(t.name) + u8(KINDS.index(t.kind)) + lengths(t.shape)
        if t.kind == "const":
            return head + deltas(t.values)
        if t.kind == "iota":
            return head + i64(t.start)
        if t.kind == "derived":
            return head + listing(map(self.term, t.terms))
        body = i64(t.range[0]) + i64(t.range[1])
        if t.kind != "WITNESS":
            body += i32(t.scale)
        if t.kind == "MODEL" or self.port_widths and t.kind != "WITNESS" and t.kind in COMMITTED:
            body += u8(column_bits(t, self.circ.c))
        if t.kind in ("MODEL", "INPUT", "OUTPUT"):
            body += b"".join(map(string, t.axes))
        return head + body

    def term(self, t):
        if t.table is not None:
            before = [(0, 0)] + list(t.table)
            pairs = [svar(i - i0) + svar(j - j0) for (i, j), (i0, j0) in zip(t.table, before)]
            return u8(1) + scalar(t.coef) + self.ref(t.ops[0][0]) + listing(pairs)
        axis = {name: i for i, name in enumerate(t.box)}
        operands = [self.ref(name) + index_map(entries, axis) for name, entries in t.ops]
        return u8(0) + scalar(t.coef) + lengths(t.box.values()) + index_map(t.res, axis) + \
            u8(len(operands)) + b"".join(operands)

    def table(self, t):
        columns = u8(len(t.columns)) + self.refs(t.columns)
        return columns + u8(t.arguments) + u8(t.direct) + self.ref(t.mult)

    def lookup(self, lookup):
        return u32(lookup.table) + self.refs(lookup.keys)

    def port(self, p):
        return string(p.name) + u8(p.type) + lengths(p.shape) + slices(p) + self.ref(p.tensor)


def tells_width(t):
    """Whether a port has rows of another width than usual."""
    return t.kind in ("INPUT", "OUTPUT") and t.ct not in (None, usual_bits(t))


def slices(port):
    if not port.slices:
        return b""
    axis, exponents = port.slices
    return u8(axis) + b"".join(map(i32, exponents))


def lengths(shape):
    return u8(len(shape)) + b"".join(map(u32, shape))


def index_map(entries, axis):
    """axis: {box axis: number}"""
    return b"".join(entry(offset, parts, axis) for offset, parts in entries)


def entry(offset, parts, axis):
    numbered = sorted((axis.get(a, a), k) for a, k in parts.items())
    return i64(offset) + u8(len(numbered)) + b"".join(u8(a) + i64(k) for a, k in numbered)


class Decoder:
    """Methods are named after the productions of the grammar."""

    def __init__(self, data):
        self.cur, self.circ = Cursor(data), Circuit(0)
        self.names = []                                  # of the tensors so far

    def circuit(self):
        cur, circ = self.cur, self.circ
        self.port_widths = cur.version(VERSION, PORTS_VERSION) == PORTS_VERSION
        circ.semantics = cur.int(4)
        circ.public_weights, circ.c = bool(cur.u8(1, "visibility")), cur.u8(MAX_WIDTH, "c")
        for number in range(cur.count(6)):
            self.add(number, self.tensor())
        for _ in range(cur.count(11)):
            circ.tables.append(self.table())
        for _ in range(cur.count(8)):
            circ.lookups.append(self.lookup())
        circ.zeros = [self.named() for _ in range(cur.count(4))]
        circ.inputs = [self.port() for _ in range(cur.count(7))]
        circ.outputs = [self.port() for _ in range(cur.count(7))]
        cur.end()
        if self.port_widths != any(map(tells_width, circ.tensors.values())):
            raise Malformed("a circuit of version 1 as one of version 2")
        return circ

    def add(self, number, t):
        key = (t.name, number) if t.name in self.circ.tensors else t.name
        self.circ.tensors[key] = t
        self.names.append(key)

    def tensor(self):
        cur = self.cur
        name, kind = cur.string(), KINDS[cur.u8(len(KINDS) - 1, "kind")]
        t = Tensor(name, tuple(self.lengths(MAX_RANK)), kind)
        if kind == "const":
            if size(t.shape) > cur.left:
                raise Malformed("count beyond the bytes that are left")
            t.values = cur.deltas(size(t.shape))
        elif kind == "iota":
            t.start = cur.int(8, True)
        elif kind == "derived":
            t.terms = [self.term(len(t.shape)) for _ in range(cur.count(34))]
        else:
            self.header(t)
        return t

    def header(self, t):
        """Of a public or committed tensor."""
        cur = self.cur
        t.range = (cur.int(8, True), cur.int(8, True))
        if t.kind != "WITNESS":
            t.scale = cur.int(4, True)
        if t.kind == "MODEL" or self.port_widths and t.kind in ("INPUT", "OUTPUT"):
            t.ct = cur.u8()
        if t.kind != "WITNESS" and t.kind in COMMITTED:
            t.axes = tuple(cur.string() for _ in t.shape)

    def term(self, rank):
        form, coef = self.cur.u8(1, "form"), self.cur.scalar()
        if coef == 0:
            raise Malformed("coefficient 0")
        if form == 1:
            return Term(coef, ops=[(self.earlier(), [])], table=self.pairs())
        box = dict(enumerate(self.lengths(MAX_BOX_AXES)))
        result = self.index_map(rank)
        return Term(coef, box, result, [self.operand() for _ in range(self.cur.u8(2, "operands"))])

    def pairs(self):
        i, j, out = 0, 0, []
        for _ in range(self.cur.count(2)):
            i, j = wrap(i + self.cur.svar()), wrap(j + self.cur.svar())
            if out and (i, j) < out[-1]:
                raise Malformed("index table not sorted")
            out.append((i, j))
        return out

    def operand(self):
        """Its entries are counted by its rank, so it must be an earlier tensor."""
        name = self.earlier()
        return name, self.index_map(len(self.circ.tensors[name].shape))

    def earlier(self):
        number = self.cur.u32()
        if number >= len(self.names):
            raise Malformed("operand is not an earlier tensor")
        return self.names[number]

    def index_map(self, rank):
        return [self.entry() for _ in range(rank)]

    def entry(self):
        offset, parts, last = self.cur.int(8, True), {}, -1
        for _ in range(self.cur.u8()):
            axis, k = self.cur.u8(), self.cur.int(8, True)
            if axis <= last or k == 0:
                raise Malformed("index-map entry")
            parts[axis], last = k, axis
        return offset, parts

    def lengths(self, limit):
        return [self.cur.length() for _ in range(self.cur.u8(limit, "rank"))]

    def named(self):
        """An unknown tensor stays a number: the validator's REFERENCE."""
        number = self.cur.u32()
        return self.names[number] if number < len(self.names) else number

    def table(self):
        count = self.cur.u8()
        columns = [self.named() for _ in range(count)]
        arguments = self.cur.u8(count, "argument count")
        if arguments < 1:
            raise Malformed("argument count 0")
        direct = bool(self.cur.u8(1, "direct"))
        return Table(columns, self.named(), arguments, direct)

    def lookup(self):
        number = self.cur.u32()
        if number >= len(self.circ.tables):
            raise Malformed("unknown table")
        return Lookup([self.named() for _ in self.circ.tables[number].columns], number)

    def port(self):
        name, value_type = self.cur.string(), self.cur.u8(5, "value type")
        shape = tuple(self.lengths(MAX_RANK))
        scales = self.slices(shape) if value_type == 3 else None
        return Port(name, value_type, shape, self.named(), scales)

    def slices(self, shape):
        axis = self.cur.u8(len(shape) - 1, "axis of scales")
        if 4 * shape[axis] > self.cur.left:
            raise Malformed("scales beyond the bytes that are left")
        return axis, tuple(self.cur.int(4, True) for _ in range(shape[axis]))
