"""Small test circuits built together with honest values (non-power-of-two sizes everywhere)."""

from cases.build import Net, filled, relu, same
from spec.circuit import Term
from spec.field import signed


def tiny(c=2, kin="INPUT", kout="OUTPUT", y_error=0, public_weights=False, given=(1, 2, 1)):
    """x(3) -> W(2,3) -> requantise, ReLU. One row per weight row, one unused column."""
    n = Net(c, public_weights=public_weights)
    x = n.src("x", (3,), kin, given, 0, 3)
    w = n.src("w", (2, 3), "MODEL", [1, 0, -1, 1, 1, -1], -1, 1, ct=2)
    acc = n.der("acc", (2,), Term(1, {"o": 2, "i": 3}, ["o"], [(w, ["o", "i"]), (x, ["i"])]))
    rt, at_ = n.range_table("rt", 4), n.act_table("at", -1, 2, relu)
    if kin == "INPUT":
        n.lookup([x], rt)
    n.requant("y", acc, 2, rt, at_, relu, kout)
    n.val["y"][1] += y_error
    return n.finish()


def mlp(c=5, kin="INPUT", kout="OUTPUT", chain=None, public_weights=False):
    """(a) two dense layers, aligned weights, biases, requantisation, ReLU table, range lookups; y1
    has two rows."""
    n = Net(c, 7, public_weights)
    x = n.src("x", (3, 5), kin, chain or [n.rng.randint(0, 3) for _ in range(15)], 0, 15, scale=4)
    rt, at_ = n.range_table("rt", 16), n.act_table("at", -12, 13, relu)
    if kin == "INPUT":
        n.lookup([x], rt)
    h, d = x, 5
    for k, o in (("1", 11), ("2", 5)):
        w = n.rand("w" + k, (o, d), "MODEL", -3, 3, ct=3)
        b = n.rand("b" + k, (o,), "MODEL", -7, 7, scale=6)
        product = Term(1, dict(n=3, o=o, i=d), ["n", "o"], [(w, ["o", "i"]), (h, ["n", "i"])])
        acc = n.der("acc" + k, (3, o), product, Term(1, dict(n=3, o=o), ["n", "o"], [(b, ["o"])]))
        h, d = n.requant("y" + k, acc, 4, rt, at_, relu, kout if k == "2" else "WITNESS"), o
    return n.finish()


def port_widths(c=5):
    """A circuit of format version 2: a hidden input with one row of data a row, and a hidden output
    with one row of data in two."""
    n = mlp(c)
    n.circ.tensors["x"].ct, n.circ.tensors["y2"].ct = 3, 2
    return n


def conv(c=7, kout="OUTPUT"):
    """(b) convolution 3x3, stride 2, padding 1; depthwise 2x2 (a batch axis); dense over (c, y, x)
    without a flatten."""
    n = Net(c, 3)
    x = n.rand("x", (2, 5, 5), "INPUT", 0, 3)
    rt, at_ = n.range_table("rt", 4), n.act_table("at", -7, 8, relu)
    n.lookup([x], rt)
    w = n.rand("w", (3, 2, 3, 3), "MODEL", -1, 1, ct=5)
    window = [(-1, {"y": 2, "ky": 1}), (-1, {"x": 2, "kx": 1})]
    operands = [(w, ["o", "i", "ky", "kx"]), (x, ["i"] + window)]
    convolution = Term(1, dict(o=3, i=2, y=3, x=3, ky=3, kx=3), ["o", "y", "x"], operands)
    h = n.requant("h", n.der("acc", (3, 3, 3), convolution), 2, rt, at_, relu)
    dw = n.rand("dw", (3, 2, 2), "MODEL", -1, 2, ct=2)  # 2 contraction bits: fewer than c
    window = [(0, {"y": 1, "ky": 1}), (0, {"x": 1, "kx": 1})]
    operands = [(dw, ["ch", "ky", "kx"]), (h, ["ch"] + window)]
    depthwise = Term(1, dict(ch=3, y=2, x=2, ky=2, kx=2), ["ch", "y", "x"], operands)
    g = n.requant("g", n.der("acc2", (3, 2, 2), depthwise), 2, rt, at_, relu)
    fw = n.rand("fw", (5, 3, 2, 2), "MODEL", -1, 1)
    operands = [(fw, ["o", "c", "y", "x"]), (g, ["c", "y", "x"])]
    n.der("acc3", (5,), Term(1, dict(o=5, c=3, y=2, x=2), ["o"], operands))
    n.requant("z", "acc3", 2, rt, at_, relu, kout)
    return n.finish()


def attention(c=5):
    """(c) two heads of split hidden input; scores and mixing are activation × activation;
    elementwise product with Zero; concat and mean."""
    n = Net(c, 5)
    x = n.rand("x", (3, 6), "INPUT", 0, 3)  # t, (h d): splitting reshape
    rt, at_ = n.range_table("rt", 4), n.act_table("at", -2, 30, lambda v: v)
    n.lookup([x], rt)
    heads, box = (2, 3, 3), dict(h=2, t=3, d=3)
    q = n.der("q", heads, Term(1, box, ["h", "t", "d"], [(x, ["t", (0, {"h": 3, "d": 1})])]))
    k = n.der("k", heads, same(1, q, heads), filled(1, heads))  # a constant in an operand
    both = dict(h=2, t=3, s=3, d=3)
    operands = [(q, ["h", "t", "d"]), (k, ["h", "s", "d"])]
    scores = n.der("sc", heads, Term(1, both, ["h", "t", "s"], operands))
    p = n.requant("p", scores, 2, rt, at_, lambda v: v)
    operands = [(p, ["h", "t", "s"]), (q, ["h", "s", "d"])]
    mixed = n.der("mx", heads, Term(1, both, ["h", "t", "d"], operands))
    y = n.requant("y", mixed, 2, rt, at_, lambda v: v)
    e = n.src("e", heads, "OUTPUT", [a * b for a, b in zip(n.val[y], n.val[p])])
    product = Term(1, box, ["h", "t", "d"], [(y, ["h", "t", "d"]), (p, ["h", "t", "d"])])
    n.circ.zeros.append(n.der("zero", heads, product, same(-1, e, heads)))
    mean = Term(1, dict(h=2, d=3, t=3), ["h", "d"], [(e, ["h", "t", "d"])])
    strided = Term(2, dict(h=2, d=2), ["h", (3, {"d": 1})], [(y, ["h", 1, (0, {"d": 2})])])
    cat = n.der("cat", (2, 5), mean, strided)
    n.equal("zero2", cat, n.src("m", (2, 5), "OUTPUT", n.val[cat]))
    return n.finish()


def embedding(c=5):
    """(d) hidden tokens, committed table column; no 2-operand term. The tokens are range-proven by
    the public key column."""
    n = Net(c, 9)
    tok = n.src("tok", (5,), "INPUT", [6, 0, 3, 3, 2], 0, 6)
    emb = n.rand("emb", (7, 3), "MODEL", -9, 9)
    i, d = n.iota("i", (7,)), n.iota("d", (3,))
    col_t = n.der("col_t", (7, 3), Term(1, dict(v=7, d=3), ["v", "d"], [(i, ["v"])]))
    col_d = n.der("col_d", (7, 3), Term(1, dict(v=7, d=3), ["v", "d"], [(d, ["d"])]))
    table = n.table("emb_t", [col_t, col_d, emb], 2)
    k1 = n.der("k1", (5, 3), Term(1, dict(t=5, d=3), ["t", "d"], [(tok, ["t"])]))
    k2 = n.der("k2", (5, 3), Term(1, dict(t=5, d=3), ["t", "d"], [(d, ["d"])]))
    rows = [n.val["emb"][signed(t) * 3 + j] for t in n.val[tok] for j in range(3)]
    n.lookup([k1, k2, n.src("e", (5, 3), "OUTPUT", rows, -9, 9)], table)
    return n.finish()


def index_table(c=5, model=False):
    """(f) an explicit index table (merging reshape + shuffle + a hole) used as an operand and in
    Zero. model: x and the weights are MODEL tensors, so there are no lookups and no WITNESS."""
    n = Net(c, 11)
    x0 = n.rand("x", (3, 5), "MODEL" if model else "INPUT", -4, 4)
    if not model:
        n.lookup([x0], n.range_table("rt", 9, -4))
    box = dict(i=3, j=5)  # the dense covector goes on through 0- and 1-operand terms
    reversed_ = Term(2, box, ["i", "j"], [(x0, ["i", (4, {"j": -1})])])
    x = n.der("xd", (3, 5), reversed_, Term(1, box, ["i", "j"]))
    shuffle = [(i, (7 * i + 2) % 15) for i in range(15)]  # cell 15 stays 0
    f = n.der("f", (16,), Term(3, ops=[(x, [])], table=shuffle))
    w = n.rand("w", (16, 2), "MODEL", -2, 2) if model else n.const("w", (16, 2), range(32))
    y = n.der("y", (2,), Term(1, dict(i=16, o=2), ["o"], [(f, ["i"]), (w, ["i", "o"])]))
    n.equal("z", y, n.public_out("out", (2,), n.val[y]))
    n.equal("z2", f, n.src("g", (16,), "OUTPUT", n.val[f], -30, 30))
    return n.finish()


def spread(c=4):
    """Transposed convolution (zero-stuffing is a 1-operand term), grouped convolution with dilation
    (the result keeps its axes (g, o)), average pooling, a residual sum,
    a table over two axes in closed form."""
    n = Net(c, 6)
    x = n.rand("x", (4, 3), "INPUT", -2, 2)
    n.lookup([x], n.range_table("rt", 5, -2))
    stuffing = Term(1, dict(i=4, y=3), ["i", (0, {"y": 2})], [(x, ["i", "y"])])
    z = n.der("stuffed", (4, 5), stuffing)
    w = n.rand("w", (3, 4, 3), "MODEL", -2, 2)
    operands = [(w, ["o", "i", "k"]), (z, ["i", (-1, {"y": 1, "k": 1})])]
    t = n.der("t", (3, 5), Term(1, dict(o=3, i=4, y=5, k=3), ["o", "y"], operands))
    gw = n.rand("gw", (2, 3, 2, 2), "MODEL", -2, 2, ct=0)  # g, o | i, k; one cell a row
    operands = [(gw, ["g", "o", "i", "k"]), (z, [(0, {"g": 2, "i": 1}), (0, {"y": 1, "k": 2})])]
    grouped = Term(1, dict(g=2, o=3, i=2, y=3, k=2), ["g", "o", "y"], operands)
    g = n.der("g", (2, 3, 3), grouped)
    pooling = Term(1, dict(g=2, o=3, y=3), ["g", "o"], [(g, ["g", "o", "y"])])
    residual = Term(5, dict(g=2, o=3), ["g", "o"], [(t, ["o", (0, {"g": 4})])])
    s = n.der("sum", (2, 3), pooling, residual)
    n.equal("zero", s, n.src("out", (2, 3), "OUTPUT", n.val[s], -999, 999))
    numbers = n.iota("two.v", (3, 5))
    table = n.table("two", [numbers, n.const("two.w", (3, 5), [v * v for v in range(15)])])
    k = n.src("k", (3,), "WITNESS", [14, 3, 3], 0, 14)
    square = n.der("k2", (3,), Term(1, dict(i=3), ["i"], [(k, ["i"]), (k, ["i"])]))  # as a key
    n.lookup([k, square], table)
    return n.finish()


def outer(c=2):
    """An outer product: no contraction and no batch axis, so a sumcheck of 0 rounds; scalar-shaped
    tensors; no lookups; everything public but a."""
    n = Net(c, 2)
    a, b = n.rand("a", (3,), "MODEL", -5, 5), n.rand("b", (5,), "public", -5, 5)
    o = n.der("o", (3, 5), Term(2, dict(i=3, j=5), ["i", "j"], [(a, ["i"]), (b, ["j"])]))
    n.equal("z", o, n.public_out("y", (3, 5), n.val[o]))
    s = n.der("s", (), Term(1, dict(i=3), [], [(a, ["i"])]))
    n.equal("z0", s, n.public_out("t", (), n.val[s]))
    return n.finish()


def limbs(c=3):
    """A range proof in limbs (rule 33): x = 16·u + v with v in a table of 16 and u in a table of
    16; y = 1 − x, declared order output first."""
    n, shape = Net(c, 4), (2, 3)
    y = n.src("y", shape, "OUTPUT", [0] * 6, -126, 129)
    x = n.src("x", shape, "INPUT", [-128, 127, 0, -1, 15, 16], -128, 127, scale=7)
    u = n.src("u", shape, "WITNESS", [signed(v) >> 4 for v in n.val[x]], -8, 7)
    n.lookup([u], n.range_table("high", 16, -8))
    low = n.der("v", shape, same(1, x, shape), same(-16, u, shape), filled(1, shape))
    n.lookup([low], n.range_table("low", 16, 1))
    n.val[y] = [1 - v for v in n.val[x]]
    zero = n.der("zero", shape, same(1, y, shape), same(1, x, shape), filled(-1, shape))
    n.circ.zeros.append(zero)
    return n.finish()


def wide(c=8):
    """An INPUT of 300 cells: 9 bits, c_T = 8, two rows. Mean over 100 cells with the sum's
    remainder; a bias without a product."""
    n = Net(c, 8)
    x = n.rand("x", (3, 100), "INPUT", 0, 1)
    n.lookup([x], n.range_table("bit", 2))
    b = n.rand("b", (3,), "MODEL", -3, 3)
    mean = Term(1, dict(o=3, i=100), ["o"], [(x, ["o", "i"])])
    s = n.der("s", (3,), mean, Term(1, dict(o=3), ["o"], [(b, ["o"])]))
    n.equal("zero", s, n.src("y", (3,), "OUTPUT", n.val[s], -3, 103))
    return n.finish()


def scalars(c=0):
    """C = 1: every tensor a scalar; a table of one row; an unused table beside it; an empty WITNESS
    but for the multiplicities."""
    n = Net(c)
    a, b = n.src("a", (), "INPUT", [0], 0, 0), n.src("b", (1, 1), "OUTPUT", [0], 0, 0)
    n.lookup([a], n.range_table("one", 1))
    n.range_table("idle", 1, 7)
    n.circ.zeros.append(b)
    return n.finish()


def public_only(c=1):
    """Nothing is hidden and nothing committed is reached: no §7, the claim itself is 0."""
    n = Net(c)
    x = n.src("x", (3,), "public", [1, -2, 3])
    y = n.public_out("y", (3,), [2, -4, 6])
    n.circ.zeros.append(n.der("z", (3,), same(2, x, (3,)), same(-1, y, (3,))))
    return n.finish()


def direct(c=3):
    """Direct tables around one in the tree: a range table with two lookups, a table over two axes
    that is idle, an embedding, an activation; a product, two zeros."""
    n = Net(c, 10)
    x = n.rand("x", (3,), "INPUT", -2, 2, scale=2)
    tok = n.src("tok", (), "INPUT", [1], 0, 2)
    rt = n.range_table("rt", 5, -2, direct=True)
    i = n.iota("i", (2, 3), 4)
    n.table("idle", [i, n.const("j", (2, 3), [7, 7, -1, 0, 2**62, -(2**62)])], direct=True)
    emb = n.rand("emb", (3,), "MODEL", -2, 2)
    tree = n.table("tree", [n.iota("v", (3,)), emb])
    act = n.act_table("act", -8, 9, relu, direct=True)
    w = n.rand("w", (2, 3), "MODEL", -2, 2)
    e = n.src("e", (), "WITNESS", [n.val[emb][1]], -2, 2)
    product = Term(1, dict(o=2, i=3), ["o"], [(w, ["o", "i"]), (x, ["i"])])
    acc = n.der("acc", (2,), product, Term(1, dict(o=2), ["o"], [(e, [])]))
    y = n.src("y", (2,), "OUTPUT", [relu(signed(v)) for v in n.val[acc]], 0, 8)
    n.lookup([x], rt)
    n.lookup([tok, e], tree)
    n.lookup([acc, y], act)
    n.lookup([e], rt)
    n.equal("z0", y, n.public_out("p", (2,), n.val[y]))
    t = n.src("t", (3,), "OUTPUT", n.val[x], -2, 2)
    n.circ.zeros.append(n.der("z1", (3,), same(1, x, (3,)), same(-1, t, (3,))))
    return n.finish()


def lone(c=3, given=2):
    """One lookup cell and a direct table: without the table the tree would be one leaf, so n is
    forced to 1."""
    n = Net(c)
    n.lookup([n.src("x", (), "INPUT", [given], 0, 3)], n.range_table("rt", 4, direct=True))
    return n.finish()


def sliced(c=3):
    """Scales per slice, along an axis of a port's shape that is not its tensor's, of a hidden
    input, a hidden output and a public one: y = x + 1, p = −y."""
    n, shape = Net(c, 12), (2, 3)
    x = n.rand("x", shape, "INPUT", -2, 2)
    n.lookup([x], n.range_table("rt", 5, -2))
    d = n.der("d", shape, same(1, x, shape), filled(1, shape))
    y = n.src("y", shape, "OUTPUT", n.val[d], -1, 3)
    n.equal("z0", d, y)
    n.equal("z1", n.der("e", shape, same(-1, d, shape)),
            n.public_out("p", shape, [-signed(v) for v in n.val[d]]))
    n.finish().circ.inputs[0].shape = (1, 2, 3)
    n.slices("x", 1, 4, -2)
    n.slices("y", 1, -3, 64, -64)
    n.slices("p", 0, 0, 1)
    return n


def ordered(c=3):
    """Places of floating-point numbers, hidden and public; a lookup in a table whose values are
    weights: y = T[x]."""
    n = Net(c, 13)
    x = n.rand("x", (3,), "INPUT", -1, 2)
    n.lookup([x], n.range_table("rt", 4, -1))
    table = n.rand("T", (4,), "MODEL", -9, 9)
    y = n.src("y", (3,), "OUTPUT", [n.val[table][(signed(v) + 1)] for v in n.val[x]])
    n.lookup([x, y], n.table("t", [n.iota("i", (4,), -1), table]))
    n.equal("z", y, n.public_out("p", (3,), [signed(v) for v in n.val[y]]))
    n.finish()
    for name, value_type in (("x", 4), ("y", 5), ("p", 4)):
        n.port(name).type = value_type
    return n


ALL = [
    tiny,
    mlp,
    conv,
    attention,
    embedding,
    index_table,
    outer,
    spread,
    limbs,
    wide,
    scalars,
    public_only,
    direct,
    lone,
    sliced,
    ordered,
]
