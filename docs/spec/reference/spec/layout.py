"""§2.1 padded index space, §2.2 tensor commitments, §4 leaf blocks."""
from hashlib import sha3_256
from spec.circuit import COMMITTED, IO_BITS
from spec.field import R, bits_of, dot, eq_at, eq_vec
from spec.wire import i32, i64, string, u8, u32
from spec import curve


class Block:
    """A padded index space at an aligned base. axes = [(true length, bits)], first axis most significant."""

    def __init__(self, axes, base=0):
        self.axes, self.bits, self.base = axes, sum(b for _, b in axes), base

    def address(self, index):
        a = 0
        for (_, b), i in zip(self.axes, index):
            a = a << b | i
        return self.base + a

    def cells(self):
        """(flat row-major cell number, address) of every real cell."""
        out = [0]
        for d, b in self.axes:
            out = [a << b | i for a in out for i in range(d)]
        return list(enumerate(self.base + a for a in out))

    def axis_points(self, point):
        """Split the low coordinates by axis (last axis lowest): eq-vectors of the true lengths, in axis order."""
        out, p = [], list(point)
        for d, b in reversed(self.axes):
            out.insert(0, eq_vec(p[:b], d))
            p = p[b:]
        return out

    def high(self, point):
        return eq_at(point[self.bits:], self.base >> self.bits)

    def row_count(self, ct):
        """How many rows of 2^ct columns hold a real cell."""
        left, n = ct, 1
        for d, b in reversed(self.axes):
            k = min(b, left)
            n, left = n * (d + (1 << k) - 1 >> k), left - k
        return n


def space(shape):
    return Block([(d, bits_of(d)) for d in shape])


def place(blocks):
    """Larger first, ties in order, at aligned offsets; returns the number of address bits used."""
    base = 0
    for b in sorted(blocks, key=lambda b: -b.bits):
        b.base = base
        base += 1 << b.bits
    return bits_of(base)


def leaf_blocks(circ):
    """The blocks of the lookup tree, lookups then the tables that are not direct, and n."""
    blocks = [space(circ.tensors[k].shape) for k in [lk.keys[0] for lk in circ.lookups] + [tb.mult for tb in circ.tables if not tb.direct]]
    return blocks, max(place(blocks), int(circ.has_direct()))


def column_bits(t, c):
    """c_T"""
    if t.kind == "MODEL":
        return t.ct
    return min(space(t.shape).bits, IO_BITS if t.kind in ("INPUT", "OUTPUT") else c)


class Matrix:
    """A committed tensor: columns = the low ct bits of the padded address; rows with a real cell, ascending."""

    def __init__(self, circ, t):
        self.t, self.space, self.ct = t, space(t.shape), column_bits(t, circ.c)
        self.rows = sorted({a >> self.ct for _, a in self.space.cells()})

    def row_scalars(self, cov, s):
        """{row: V(row, s)}: V is 0 on structural zeros and where the column bits ct… are not 0."""
        unused = eq_at(s[self.ct:], 0)
        e = eq_vec(s[:self.ct])
        out = dict.fromkeys(self.rows, 0)
        if cov.dense is not None:
            for v, (_, a) in zip(cov.dense, self.space.cells()):
                out[a >> self.ct] = (out[a >> self.ct] + v * e[a & (1 << self.ct) - 1] * unused) % R
            return out
        left, p, pieces, scale = self.ct, list(s), [], cov.coef * unused % R
        for vec, (d, b) in zip(reversed(cov.vecs), reversed(self.space.axes)):
            k = min(b, left)                             # this axis has k bits among the columns
            v, e = vec + [0] * ((1 << b) - d), eq_vec(p[:k])
            pieces.insert(0, [dot(v[h << k:(h + 1) << k], e) for h in range(1 << b - k)])
            left, p = left - k, p[k:]
        coefs = [scale]
        for v in pieces:
            coefs = [x * y % R for x in coefs for y in v]
        return {r: coefs[r] for r in self.rows}

    def id(self, points):
        """§11 rule 10: the tensor id; points = {row: point}."""
        t = self.t
        head = b"vouch-1/tensor" + u8(len(t.shape)) + b"".join(u32(d) + string(a) for d, a in zip(t.shape, t.axes)) + \
            u8(self.ct) + i64(t.range[0]) + i64(t.range[1]) + i32(t.scale) + u32(len(self.rows))
        return sha3_256(head + b"".join(curve.encode(points[r]) for r in self.rows)).digest()


class Layout:
    def __init__(self, circ):
        self.c, self.C = circ.c, 1 << circ.c
        self.matrix = {t.name: Matrix(circ, t) for t in circ.tensors.values() if t.kind in COMMITTED}
        self.leaves, self.n_leaf = leaf_blocks(circ)


class Committed:
    """One tensor committed: row number -> C values (only 2^ct used), blinder, point."""

    def __init__(self, lay, name, values, blinder):
        m = lay.matrix[name]
        self.rows = {r: [0] * lay.C for r in m.rows}
        for i, a in m.space.cells():
            self.rows[a >> m.ct][a & (1 << m.ct) - 1] = values[i]
        self.blinders = {r: blinder() for r in self.rows}
        self.seal()

    def seal(self):
        self.points = {r: curve.commit(v, self.blinders[r]) for r, v in self.rows.items()}


def model_id(circuit_digest, ids):
    """§11 rule 10: ids of the MODEL tensors in order of declaration."""
    return sha3_256(b"vouch-1/model" + circuit_digest + u32(len(ids)) + b"".join(ids)).digest()
