"""Small random valid circuits with honest integer values, for differential tests: every kind of
tensor, term, table and range proof."""

import random
from cases.build import Net, filled, same
from spec.circuit import Term, at, size
from spec.field import R, signed
from spec.layout import space
from spec.validator import InvalidCircuit, validate
from spec.validator.support import reached, unsupported

STEPS = (-2, -1, 1, 1, 1, 2)
BOUND = 1 << 40


def index_map(rng, shape, box, is_result):
    """Entries for a shape: each box axis at most once;
    a result stays inside and has one axis an entry."""
    axes, out = list(box), []
    rng.shuffle(axes)
    for d in shape:
        k = rng.choice([0, 1, 1, 1] if is_result else [0, 1, 1, 2, 2])
        mine = [axes.pop() for _ in range(min(k, len(axes)))]
        if not is_result:
            out.append((rng.randint(-3, 3), {a: rng.choice(STEPS) for a in mine}))
            continue
        for _ in range(30):
            e = (rng.randint(-2, d + 1), {a: rng.choice(STEPS) for a in mine})
            if all(
                0 <= at(e, {a: i for a in mine}) < d
                for i in ([0, box[mine[0]] - 1] if mine else [0])
            ):
                break
        else:
            e = (rng.randrange(d), {})
        out.append(e)
    return out


class Generator:
    def __init__(self, seed):
        self.rng, self.seed = random.Random(seed), seed
        self.n = Net(self.rng.randint(2, 6), seed, self.rng.random() < 0.2)
        self.names, self.count, self.late = [], 0, []

    def name(self, letter):
        self.count += 1
        return f"{letter}{self.count}"

    def shape(self, rank, length):
        return tuple(self.rng.randint(1, length) for _ in range(self.rng.randint(0, rank)))

    def source(self):
        rng, n, name, shape = self.rng, self.n, self.name("s"), self.shape(3, 4)
        kind = rng.choice(["WITNESS", "INPUT", "INPUT", "MODEL", "public", "const", "iota"])
        if kind == "INPUT" and space(shape).bits > n.circ.c:
            kind = "MODEL"
        values = [rng.randint(-5, 5) for _ in range(size(shape))]
        if kind == "const":
            n.const(name, shape, values)
        elif kind == "iota":
            n.iota(name, shape, rng.randint(-9, 9))
        elif kind == "INPUT":
            self.input(name, shape)
        else:
            ct = rng.randint(0, min(space(shape).bits, n.circ.c)) if kind == "MODEL" else None
            scale = {} if kind == "WITNESS" else {"scale": rng.randint(-3, 9)}
            n.src(name, shape, kind, values, -5, 5, ct=ct, **scale)
        self.names.append(name)

    def input(self, name, shape):
        """An INPUT with one of the ways to prove its range."""
        rng, n = self.rng, self.n
        way = rng.choice(["table", "shifted", "limbs", "broadcast"])
        if way == "limbs":
            b, lo_u, count = rng.randint(1, 3), rng.randint(-2, 1), rng.randint(1, 4)
            lo, hi = lo_u << b, (lo_u + count << b) - 1
        else:
            lo = rng.randint(-6, 0)
            hi = lo + rng.randint(0, 9)
        values = [rng.randint(lo, hi) for _ in range(size(shape))]
        n.src(name, shape, "INPUT", values, lo, hi, scale=rng.randint(0, 7))
        if way == "table":
            n.lookup([name], n.range_table(name + ".t", hi - lo + 1, lo))
        if way == "shifted":
            key = n.der(
                name + ".k", shape, same(1, name, shape), filled(3, shape), filled(-1, shape)
            )
            n.lookup([key], n.range_table(name + ".t", hi - lo + 1, lo + 2))
        if way == "broadcast":
            box, axes = dict(zip("abc", shape)) | {"z": 2}, list("abc"[: len(shape)])
            key = n.der(name + ".k", shape + (2,), Term(1, box, axes + ["z"], [(name, axes)]))
            n.lookup([key], n.range_table(name + ".t", hi - lo + 1, lo))
        if way == "limbs":
            high = [signed(v) >> b for v in n.val[name]]
            u = n.src(name + ".u", shape, "WITNESS", high, lo_u, lo_u + count - 1)
            n.lookup([u], n.range_table(name + ".h", count, lo_u))
            low = n.der(name + ".l", shape, same(-(1 << b), u, shape), same(1, name, shape))
            n.lookup([low], n.range_table(name + ".t", 1 << b))

    def derived(self):
        rng, n, shape, terms = self.rng, self.n, self.shape(2, 3), []
        for _ in range(rng.randint(1, 3)):
            affine = sorted(set(self.names) & n.circ.affine(), key=self.names.index)
            if rng.random() < 0.15:
                o = rng.choice(affine)
                cells, operand_cells = size(shape), size(n.circ.tensors[o].shape)
                pairs = [
                    (rng.randrange(cells), rng.randrange(operand_cells))
                    for _ in range(rng.randint(0, 6))
                ]
                terms.append(Term(rng.choice([1, -2]), ops=[(o, [])], table=sorted(pairs)))
                continue
            box = {a: rng.randint(1, 4) for a in "abcde"[: rng.randint(0, 4)]}
            count = rng.choice([0, 1, 2, 2])
            chosen = [rng.choice(affine if count == 2 else self.names) for _ in range(count)]
            coef, result = rng.choice([1, -1, 3]), index_map(rng, shape, box, True)
            operands = [(o, index_map(rng, n.circ.tensors[o].shape, box, False)) for o in chosen]
            terms.append(Term(coef, box, result, operands))
        name = n.der(self.name("d"), shape, *terms)
        if any(abs(signed(v)) > BOUND for v in n.val[name]):
            raise InvalidCircuit("RANGE", "values grow")
        self.names.append(name)

    def requantised(self):
        """A derived tensor divided by 2^s with a remainder (a dyadic coefficient)."""
        rng, n, acc = self.rng, self.n, self.rng.choice(self.names)
        s, values = rng.randint(1, 3), [signed(v) for v in n.val[acc]]
        q = [v + (1 << s - 1) >> s for v in values]
        if max(q) - min(q) > 40 or acc not in n.circ.affine() and rng.random() < 0.3:
            return
        name = self.name("q")
        shift = rng.choice([0, 1, 2])
        act = n.act_table(name + ".t", min(q) - rng.randint(0, 2), max(q) + 1, lambda v: v >> shift)
        remainders = n.range_table(name + ".rt", 1 << s)
        self.names.append(n.requant(name, acc, s, remainders, act, lambda v: v >> shift))

    def output(self):
        """A tensor of integers equals an OUTPUT or public one."""
        rng, n, t = self.rng, self.n, self.names[-1]
        shape, values = n.circ.tensors[t].shape, n.val[t]
        if any(abs(signed(v)) > BOUND for v in values):
            return
        hidden = space(shape).bits <= n.circ.c and rng.random() < 0.6
        name = self.name("out")
        if hidden:
            out = n.src(name, shape, "OUTPUT", values, -BOUND, BOUND, scale=rng.randint(0, 5))
        else:
            out = n.public_out(name, shape, values, lo=-BOUND, hi=BOUND)
        n.equal(self.name("z"), t, out)

    def looked_up(self):
        """Some tensors of one shape looked up in a table of constants and a committed
        or derived column."""
        rng, n, key = self.rng, self.n, self.rng.choice(self.names)
        values = sorted({signed(v) for v in n.val[key]})
        if len(values) > 20 or any(abs(v) > 1 << 50 for v in values):
            return
        shape, name = n.circ.tensors[key].shape, self.name("t")
        rows = values + [max(values) + 1 + i for i in range(rng.randint(0, 2))]
        rng.shuffle(rows)
        columns, keys = [n.const(name + ".c", (len(rows),), rows)], [key]
        if rng.random() < 0.5:
            square = [v * v % 7 for v in rows]
            kind = rng.choice(["WITNESS", "MODEL", "const"])
            if kind == "const":
                columns.append(n.const(name + ".v", (len(rows),), square))
            else:
                columns.append(n.src(name + ".v", (len(rows),), kind, square, 0, 6))
            looked_up = [signed(v) ** 2 % 7 for v in n.val[key]]
            keys.append(n.src(name + ".k", shape, "WITNESS", looked_up, 0, 6))
        constant = columns[-1] in n.circ.of("const")
        n.lookup(keys, n.table(name, columns, rng.randint(1, len(columns)) if constant else 1))

    def pinned(self):
        """What no assertion reaches is set equal to constants or looked up."""
        n = self.n
        found = reached(n.circ)
        for name in n.circ.of("WITNESS", "INPUT", "OUTPUT"):
            if name in {t.mult for t in n.circ.tables} or not unsupported(n.circ, name, found):
                continue
            values, shape = [signed(v) for v in n.val[name]], n.circ.tensors[name].shape
            if self.rng.random() < 0.5:
                n.equal(name + ".z", name, n.const(name + ".pin", shape, values))
            else:
                least = min(values)
                n.lookup([name], n.range_table(name + ".pin", max(values) - least + 1, least))

    def directed(self):
        """Some tables of constants leave the tree."""
        rng, tensors = random.Random(f"direct tables {self.seed}"), self.n.circ.tensors
        for t in self.n.circ.tables:
            t.direct = rng.random() < 0.4 and all(
                tensors[k].kind in ("const", "iota") for k in t.columns
            )

    def net(self):
        rng = self.rng
        for _ in range(rng.randint(1, 3)):
            self.source()
        for _ in range(rng.randint(1, 3)):
            self.derived()
            if rng.random() < 0.3:
                self.source()
            if rng.random() < 0.3:
                self.requantised()
        self.output()
        if rng.random() < 0.6:
            self.looked_up()
        if rng.random() < 0.2:
            self.n.circ.zeros.append(
                self.n.der(self.name("o"), (2,), Term(1, {}, [0]), Term(-1, {}, [0]))
            )
        self.pinned()
        self.directed()
        self.n.finish()
        validate(self.n.circ)
        assert self.n.circ.satisfied(self.n.val)
        return self.n


def random_net(seed):
    """The net of a seed, or None where chance made a circuit that the validator refuses
    or whose numbers grow."""
    try:
        return Generator(seed).net()
    except InvalidCircuit:
        return None


def mutated(n, rng):
    """(copy of the net with one committed cell changed, whether the statement is still true)"""
    m = Net(0)
    m.circ, m.val = n.circ, {k: list(v) for k, v in n.val.items()}
    mults = {t.mult for t in n.circ.tables}
    name = rng.choice(n.circ.of("WITNESS", "OUTPUT", "INPUT", "MODEL"))
    i = rng.randrange(len(m.val[name]))
    m.val[name][i] = (m.val[name][i] + rng.choice([1, -1, 5])) % R
    m.circ.evaluate(m.val)
    true = m.circ.satisfied(m.val) and name not in mults
    if name not in mults:
        for k, t in enumerate(m.circ.tables):
            m.val[t.mult] = m.circ.multiplicities(k, m.val)
    return m, true
