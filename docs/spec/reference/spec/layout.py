"""§2.1 padded index space, §2.2 tensor commitments, §4 leaf blocks."""
from hashlib import sha3_256
from spec import curve
from spec.circuit import COMMITTED, IO_BITS
from spec.field import R, bits_of, dot, eq_at, eq_vec
from spec.wire import i32, i64, listing, string, u8, u32, u64


class Block:
    """A padded index space at an aligned base.

    axes = [(true length, bits)], first axis most significant."""

    def __init__(self, axes, base=0):
        self.axes, self.bits, self.base = axes, sum(b for _, b in axes), base

    def address(self, index):
        out = 0
        for (_, bits), i in zip(self.axes, index):
            out = out << bits | i
        return self.base + out

    def cells(self):
        """(flat row-major cell number, address) of every real cell."""
        out = [0]
        for length, bits in self.axes:
            out = [address << bits | i for address in out for i in range(length)]
        return list(enumerate(self.base + address for address in out))

    def axis_points(self, point):
        """The low coordinates by axis (last axis lowest):
        eq-vectors of the true lengths, in axis order."""
        out, left = [], list(point)
        for length, bits in reversed(self.axes):
            out.insert(0, eq_vec(left[:bits], length))
            left = left[bits:]
        return out

    def high(self, point):
        """eq of the coordinates above the block's own bits: the selector of the block."""
        return eq_at(point[self.bits:], self.base >> self.bits)

    def row_count(self, ct):
        """How many rows of 2^ct columns hold a real cell."""
        left, rows = ct, 1
        for length, bits in reversed(self.axes):
            # this axis has so many bits among the columns
            low = min(bits, left)
            rows *= length + (1 << low) - 1 >> low
            left -= low
        return rows


def space(shape):
    return Block([(length, bits_of(length)) for length in shape])


def place(blocks):
    """Larger first, ties in order, at aligned offsets; the number of address bits used."""
    base = 0
    for block in sorted(blocks, key=lambda block: -block.bits):
        block.base = base
        base += 1 << block.bits
    return bits_of(base)


def leaf_blocks(circ):
    """§4 the blocks of the lookup tree, lookups then the tables that are not direct, and n."""
    names = [lookup.keys[0] for lookup in circ.lookups]
    names += [table.mult for table in circ.tables if not table.direct]
    blocks = [space(circ.tensors[name].shape) for name in names]
    return blocks, max(place(blocks), int(circ.has_direct()))


def column_bits(t, c):
    """c_T"""
    if t.ct is not None:
        return t.ct
    return usual_bits(t) if t.kind in ("INPUT", "OUTPUT") else min(space(t.shape).bits, c)


def usual_bits(t):
    """c_T of a port in a circuit of version 1"""
    return min(space(t.shape).bits, IO_BITS)


class Matrix:
    """A committed tensor: columns = the low ct bits of the padded address;
    rows with a real cell, ascending."""

    def __init__(self, circ, t):
        self.t, self.space, self.ct = t, space(t.shape), column_bits(t, circ.c)
        self.port = circ.marked_port(t.name)             # None if integers and scale say all
        self.rows = sorted({a >> self.ct for _, a in self.space.cells()})

    def split(self, address):
        """(row, column)"""
        return address >> self.ct, address & (1 << self.ct) - 1

    def row_scalars(self, cov, s):
        """{row: V(row, s)}: V is 0 on structural zeros and where the column bits ct… are not 0."""
        unused = eq_at(s[self.ct:], 0)
        if cov.dense is not None:
            return self.dense_row_scalars(cov.dense, eq_vec(s[:self.ct]), unused)
        left, point, axes = self.ct, list(s), []
        for vec, (length, bits) in zip(reversed(cov.vecs), reversed(self.space.axes)):
            # this axis has so many bits among the columns
            low = min(bits, left)
            padded, eq = vec + [0] * ((1 << bits) - length), eq_vec(point[:low])
            axes.insert(0, [dot(padded[high << low:(high + 1) << low], eq)
                            for high in range(1 << bits - low)])
            left, point = left - low, point[low:]
        scalars = [cov.coef * unused % R]
        for axis in axes:
            scalars = [x * y % R for x in scalars for y in axis]
        return {row: scalars[row] for row in self.rows}

    def dense_row_scalars(self, cells, eq, unused):
        out = dict.fromkeys(self.rows, 0)
        for v, (_, address) in zip(cells, self.space.cells()):
            row, column = self.split(address)
            out[row] = (out[row] + v * eq[column] * unused) % R
        return out

    def id(self, points):
        """§11 rule 10: the tensor id; points = {row: point}."""
        t = self.t
        axes = b"".join(u32(length) + string(name) for length, name in zip(t.shape, t.axes))
        head = b"vouch-1/tensor" + u8(len(t.shape)) + axes + u8(self.ct) + \
            i64(t.range[0]) + i64(t.range[1]) + i32(t.scale) + u32(len(self.rows))
        rows = b"".join(curve.encode(points[row]) for row in self.rows)
        return sha3_256(head + rows + self.reading()).digest()

    def reading(self):
        if not self.port:
            return b""
        if not self.port.slices:
            return u64(0) + u32(self.port.type)
        return u64(self.port.stride()) + listing(map(i32, self.port.slices[1]))


class Layout:
    def __init__(self, circ):
        self.c, self.C = circ.c, 1 << circ.c
        self.matrix = {name: Matrix(circ, circ.tensors[name]) for name in circ.of(*COMMITTED)}
        self.leaves, self.n_leaf = leaf_blocks(circ)


class Committed:
    """One tensor committed: row number -> C values (only 2^ct used), blinder, point."""

    def __init__(self, lay, name, values, blinder):
        matrix = lay.matrix[name]
        self.rows = {row: [0] * lay.C for row in matrix.rows}
        for cell, address in matrix.space.cells():
            row, column = matrix.split(address)
            self.rows[row][column] = values[cell]
        self.blinders = {row: blinder() for row in self.rows}
        self.seal()

    def seal(self):
        self.points = {row: curve.commit(values, self.blinders[row])
                       for row, values in self.rows.items()}


def model_id(circuit_digest, ids):
    """§11 rule 10: ids of the MODEL tensors in order of declaration."""
    data = b"vouch-1/model" + circuit_digest + u32(len(ids)) + b"".join(ids)
    return sha3_256(data).digest()
