"""§2 circuits: tensors, terms, assertions. Tensor values are flat row-major lists of elements of F.

Index maps: one entry per tensor axis; an entry is 'ax' (that box axis), an int (constant), or
(offset, {ax: coef}). Tensors are referred to by name, tables and ports by position."""
from dataclasses import dataclass, field
from itertools import product
from spec.field import R

# in the order of the byte of formats.md §1
KINDS = ("const", "iota", "public", "MODEL", "INPUT", "OUTPUT", "WITNESS", "derived")
COMMITTED = ("MODEL", "INPUT", "OUTPUT", "WITNESS")
PUBLIC = ("const", "iota", "public")                     # sources that the verifier knows
MAX_WIDTH = 16                                           # of c
IO_BITS = 8                                              # c_T of INPUT and OUTPUT is min(bits, 8)
MULT_MAX = 1 << 40                                       # end of a multiplicity tensor's range
MAX_SLICE_EXPONENT = 64                                  # magnitude, of a port's slice


def entry(e):
    """(offset, {box axis: coefficient})"""
    if isinstance(e, tuple):
        return e[0], dict(e[1])
    return (0, {e: 1}) if isinstance(e, str) else (e, {})


def at(e, box):
    """Value of an index-map entry at a box position {axis: index}."""
    return e[0] + sum(c * box[a] for a, c in e[1].items())


def positions(axes, lengths):
    for t in product(*(range(lengths[a]) for a in axes)):
        yield dict(zip(axes, t))


def flat(shape, index):
    """Row-major address, or None outside the shape."""
    out = 0
    for d, i in zip(shape, index):
        if not 0 <= i < d:
            return None
        out = out * d + i
    return out


def size(shape):
    n = 1
    for d in shape:
        n *= d
    return n


def constants(t):
    """The values of a 'const' or 'iota'."""
    return t.values if t.kind == "const" else range(t.start, t.start + size(t.shape))


class Term:
    """coef · Σ_box Π operands.

    ops = [(tensor name, index map)], 0 to 2 of them;
    or table = [(result, operand) flat pairs], sorted."""

    def __init__(self, coef, box=None, res=(), ops=(), table=None):
        self.coef, self.box, self.table = coef % R, dict(box or {}), table
        self.res = [entry(e) for e in res]
        self.ops = [(name, [entry(e) for e in m]) for name, m in ops]

    def axes_of(self, operand):
        """The box axes that this operand (0 or 1) depends on, in box order."""
        return [a for a in self.box if any(a in parts for _, parts in self.ops[operand][1])]

    def shared_axes(self):
        """(batch axes, contraction axes) of a 2-operand term, in box order (§6)."""
        of_result = {a for _, parts in self.res for a in parts}
        of_b = self.axes_of(1)
        shared = [a for a in self.axes_of(0) if a in of_b]
        return [a for a in shared if a in of_result], [a for a in shared if a not in of_result]


@dataclass
class Tensor:
    name: str
    shape: tuple
    kind: str                                            # one of KINDS
    terms: list = field(default_factory=list)            # of a derived tensor
    values: list = None                                  # of a 'const'
    start: int = 0                                       # of an 'iota'
    range: tuple = (0, 0)                                # lo, hi of a public or committed tensor
    # value = integer · 2^-scale; PUBLIC, MODEL, INPUT, OUTPUT
    scale: int = 0
    ct: int = None                                       # columnBits of a MODEL tensor, of ports if not usual
    axes: tuple = ()                                     # axis names of MODEL, INPUT, OUTPUT


@dataclass
class Lookup:
    keys: list
    table: int


@dataclass
class Table:
    columns: list
    mult: str
    arguments: int = 1
    direct: bool = False                                 # §4: not in the tree


@dataclass
class Port:
    name: str
    type: int              # 0 real, 1 integer, 2 boolean, 3 real with scales per slice, 4 and 5 orders
    shape: tuple
    tensor: str
    slices: tuple = None                                 # of type 3: (axis, exponents)

    def stride(self):
        """How many cells that follow one another have one scale."""
        return size(self.shape[self.slices[0] + 1:])


class Circuit:
    def __init__(self, c, public_weights=False):
        self.semantics, self.public_weights, self.c = 1, public_weights, c
        self.tensors, self.tables, self.lookups, self.zeros = {}, [], [], []
        self.inputs, self.outputs = [], []

    def add(self, name, shape, kind, **kw):
        assert name not in self.tensors
        self.tensors[name] = Tensor(name, tuple(shape), kind, **kw)
        return name

    def marked_port(self, name):
        """The port of a tensor if its id says how it is read: scales per slice, or an order."""
        ports = [port for port in self.inputs + self.outputs if port.tensor == name and port.type >= 3]
        return ports[0] if ports else None

    def of(self, *kinds):
        """Names of the tensors of these kinds, in declaration order."""
        return [t.name for t in self.tensors.values() if t.kind in kinds]

    def has_direct(self):
        return any(t.direct for t in self.tables)

    def affine(self):
        """Names of the tensors that contain no 2-operand term."""
        out = set()
        for name, t in self.tensors.items():
            if all(len(x.ops) < 2 and all(o in out for o, _ in x.ops) for x in t.terms):
                out.add(name)
        return out

    def evaluate(self, values):
        """Fill in constants and derived tensors, in order of declaration."""
        for t in self.tensors.values():
            if t.kind in ("const", "iota"):
                values[t.name] = [v % R for v in constants(t)]
            elif t.kind == "derived":
                values[t.name] = self.derive(t, values)
            else:
                values[t.name] = [v % R for v in values[t.name]]
                assert len(values[t.name]) == size(t.shape), t.name
        return values

    def derive(self, t, values):
        """The values of a derived tensor."""
        out = [0] * size(t.shape)
        for term in t.terms:
            if term.table is not None:
                operand = values[term.ops[0][0]]
                for i, j in term.table:
                    out[i] += term.coef * operand[j]
                continue
            for box in positions(list(term.box), term.box):
                i = flat(t.shape, [at(e, box) for e in term.res])
                if i is not None:
                    out[i] += self.product(term, box, values)
        return [v % R for v in out]

    def product(self, term, box, values):
        """coef · Π operands at a box position; an operand is 0 outside its shape."""
        out = term.coef
        for name, index_map in term.ops:
            j = flat(self.tensors[name].shape, [at(e, box) for e in index_map])
            out = 0 if j is None else out * values[name][j]
        return out

    def satisfied(self, values):
        """The plain meaning of the assertions; the prover does not use it."""
        def tuples(names):
            return set(zip(*(values[name] for name in names)))
        zeros = all(not any(values[name]) for name in self.zeros)
        return zeros and all(tuples(lookup.keys) <= tuples(self.tables[lookup.table].columns)
                             for lookup in self.lookups)

    def multiplicities(self, table, values):
        """An honest multiplicity tensor: each looked-up tuple counted at the first equal row."""
        columns, mult = self.tables[table].columns, self.tables[table].mult
        first, out = {}, [0] * size(self.tensors[mult].shape)
        for i, row in enumerate(zip(*(values[name] for name in columns))):
            first.setdefault(row, i)
        for lookup in self.lookups:
            if lookup.table == table:
                for key in zip(*(values[name] for name in lookup.keys)):
                    if key in first:
                        out[first[key]] += 1
        return out
