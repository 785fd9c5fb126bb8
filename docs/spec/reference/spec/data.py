"""formats.md §6, §9, §10; §11 rule 37: formats of rows, ids of committed data, openings of rows."""
from dataclasses import dataclass
from functools import reduce
from hashlib import sha3_256
from math import prod
from spec import curve
from spec.field import R
from spec.layout import space
from spec.wire import i32, i64, string, u8, u32, u64


@dataclass(frozen=True)
class RowFormat:
    """Lengths of one row, the first not 1; value_type is the code of formats.md §1."""

    lengths: tuple
    column_bits: int
    lo: int
    hi: int
    scale_exponent: int
    value_type: int
    scales: tuple = ()      # value type 3: (axis, exponents)

    def encode(self):
        out = u8(len(self.lengths)) + b"".join(map(u32, self.lengths)) + u8(self.column_bits)
        out += i64(self.lo) + i64(self.hi) + i32(self.scale_exponent) + u8(self.value_type)
        if self.value_type == 3:
            axis, exponents = self.scales
            out += u8(axis) + b"".join(map(i32, exponents))
        return out

    @property
    def cells(self):
        return prod(self.lengths)

    def vectors(self, values):
        """The columns of each point, points in the order of their addresses."""
        rows = {}
        for cell, address in space(self.lengths).cells():
            row, column = address >> self.column_bits, address % (1 << self.column_bits)
            rows.setdefault(row, [0] * (1 << self.column_bits))[column] = values[cell]
        return [rows[row] for row in sorted(rows)]

    def commit(self, values, blinders):
        """Com(values; blinders): the points of a row, or of a sum of rows."""
        pairs = zip(self.vectors(values), blinders, strict=True)
        return [curve.commit([v % R for v in vector], blinder) for vector, blinder in pairs]


def input_id(form, rows):
    """rows: of each row its points."""
    points = b"".join(curve.encode(p) for row in rows for p in row)
    return sha3_256(b"vouch-1/rows" + form.encode() + points + u64(len(rows))).digest()


def public_row(form, values):
    """The hash of a row that everyone may see; form as of the rows, its column_bits 0."""
    width = next(w for w in range(1, 9) if -(1 << 8 * w - 1) <= form.lo and form.hi < 1 << 8 * w - 1)
    assert form.column_bits == 0 and len(values) == form.cells
    cells = b"".join(v.to_bytes(width, "little", signed=True) for v in values)
    return sha3_256(b"vouch-1/public row" + cells).digest()


def public_input_id(form, rows):
    """rows: of each row its values."""
    hashes = b"".join(public_row(form, row) for row in rows)
    return sha3_256(b"vouch-1/public rows" + form.encode() + hashes + u64(len(rows))).digest()


def data_id(inputs):
    """inputs: {name: input id}, of hidden inputs and public ones."""
    names = sorted(inputs, key=str.encode)
    said = b"".join(string(name) + inputs[name] for name in names)
    return sha3_256(b"vouch-1/data" + u32(len(names)) + said).digest()


def opens(form, rows, values, blinders):
    """Whether values and blinders open a row of these points, or the sum of some rows."""
    count = len(rows)
    in_range = all(
        count * form.lo <= v <= count * form.hi and abs(v) <= 2 ** 62 for v in values)
    if len(values) != form.cells or not in_range:
        return False
    sums = [reduce(curve.add, points) for points in zip(*rows)]
    return len(blinders) == len(sums) and form.commit(values, blinders) == sums
