"""§2.1 covectors and their pull-backs; §4–§6 what the assertions say about sources. Public: shared by both sides."""
from spec.circuit import PUBLIC, at, constants, flat, positions, size
from spec.field import R, dot, inv
from spec.layout import space


class Cov:
    """coef · ⊗_axis vector of the axis's true length; or dense: one value per cell (static index tables only)."""

    def __init__(self, coef=1, vecs=None, dense=None):
        self.coef, self.vecs, self.dense = coef % R, vecs, dense

    def scaled(self, s):
        return Cov(self.coef * s, self.vecs, None) if self.dense is None else Cov(dense=[v * s % R for v in self.dense])

    def to_dense(self, shape):
        if self.dense is not None:
            return self.dense
        out = [self.coef]
        for v in self.vecs:
            out = [x * y % R for x in out for y in v]
        return out


def pull_axes(box, factors, omap, shape):
    """Σ_box Π factors · [omap(box) = Y], as a scalar and one vector per operand axis. factor = (index-map entry, vector).
    The box axes that meet in one operand axis, directly or through a factor, must meet in no other operand axis."""
    scalar, vecs, used, left = 1, [], set(), list(factors)

    def value(fs, t):
        out = 1
        for e, v in fs:
            i = at(e, t)
            out = out * (v[i] if 0 <= i < len(v) else 0) % R
        return out
    for d, e in zip(shape, omap):
        mine = [f for f in left if set(f[0][1]) & set(e[1])]
        left = [f for f in left if f not in mine]
        axes = list(dict.fromkeys(list(e[1]) + [a for f in mine for a in f[0][1]]))
        assert not used & set(axes), "covector does not split by axes: needs an index table or finer axes"
        used |= set(axes)
        v = [0] * d
        for t in positions(axes, box):
            if 0 <= at(e, t) < d:
                v[at(e, t)] = (v[at(e, t)] + value(mine, t)) % R
        vecs.append(v)
    for f in left:
        assert not used & set(f[0][1]), "covector does not split by axes"
        used |= set(f[0][1])
        scalar = scalar * sum(value([f], t) for t in positions(list(f[0][1]), box)) % R
    for a in box:
        if a not in used:
            scalar = scalar * box[a] % R
    return scalar, vecs


class Collected:
    """constant + Σ <source, covector> + Σ products: what a functional on derived tensors says about sources."""

    def __init__(self, circ):
        self.circ, self.const, self.lin, self.prods = circ, 0, [], []

    def pull(self, name, cov):
        t = self.circ.tensors[name]
        if t.kind != "derived":
            self.lin.append((name, cov))
            return
        for term in t.terms:
            shape = [self.circ.tensors[o].shape for o, _ in term.ops]
            if term.table is not None:                   # static index table: dense, O(size)
                v, w = cov.to_dense(t.shape), [0] * size(shape[0])
                for i, j in term.table:
                    w[j] = (w[j] + term.coef * v[i]) % R
                self.pull(term.ops[0][0], Cov(dense=w))
            elif cov.dense is not None:
                assert len(term.ops) < 2, "a dense covector cannot reach a product"
                w = [0] * (size(shape[0]) if shape else 1)
                for t_ in positions(list(term.box), term.box):
                    i = flat(t.shape, [at(e, t_) for e in term.res])
                    j = flat(shape[0], [at(e, t_) for e in term.ops[0][1]]) if shape else 0
                    if i is not None and j is not None:
                        w[j] = (w[j] + term.coef * cov.dense[i]) % R
                if shape:
                    self.pull(term.ops[0][0], Cov(dense=w))
                else:
                    self.const = (self.const + w[0]) % R
            elif len(term.ops) == 2:
                self.prods.append(Product(self.circ, term, cov))
            else:
                s, vecs = pull_axes(term.box, list(zip(term.res, cov.vecs)), term.ops[0][1] if shape else [], shape[0] if shape else [])
                if shape:
                    self.pull(term.ops[0][0], Cov(cov.coef * term.coef * s, vecs))
                else:
                    self.const = (self.const + cov.coef * term.coef * s) % R

    def move_public(self, public):
        """§7 public sources are evaluated and moved to the constant; what is left are committed sources."""
        kept = []
        for name, cov in self.lin:
            t = self.circ.tensors[name]
            if t.kind in PUBLIC:
                self.const = (self.const + evaluate_public(t, cov, public)) % R
            else:
                kept.append((name, cov))
        self.lin = kept
        return self


def evaluate_public(t, cov, public):
    if t.kind == "iota" and cov.dense is None:           # closed form: Σ_i (start + Σ_axis i_axis·stride)·Π vec
        total, stride = t.start, size(t.shape)
        for v in cov.vecs:
            total = total * sum(v) % R
        for k, d in enumerate(t.shape):
            stride //= d
            part = stride
            for j, v in enumerate(cov.vecs):
                part = part * (sum(i * x for i, x in enumerate(v)) if j == k else sum(v)) % R
            total += part
        return cov.coef * total % R
    return dot(public[t.name] if t.kind == "public" else constants(t), cov.to_dense(t.shape))


class Product:
    """§6 one 2-operand term with one covector on its result. scale and the row, column and batch vectors carry V_g."""

    def __init__(self, circ, term, cov):
        self.circ, self.term, self.box = circ, term, term.box
        self.scale, self.w = term.coef * cov.coef % R, {a: [1] * n for a, n in term.box.items()}
        for (off, e), vec in zip(term.res, cov.vecs):
            def pick(i):
                return vec[i] if 0 <= i < len(vec) else 0
            if e:
                (a, k), = e.items()
                self.w[a] = [pick(off + k * i) for i in range(self.box[a])]
            else:
                self.scale = self.scale * pick(off) % R
        in_r = {a for _, e in term.res for a in e}
        (self.a, self.amap), (self.b, self.bmap) = term.ops
        self.in_a, self.in_b = [[a for a in self.box if any(a in e for _, e in m)] for m in (self.amap, self.bmap)]
        for a in self.box:                               # axes of the result alone, or of nothing
            if a not in self.in_a and a not in self.in_b:
                self.scale = self.scale * sum(self.w[a]) % R
        shared = [a for a in self.box if a in self.in_a and a in self.in_b]
        self.batch, self.contr = [a for a in shared if a in in_r], [a for a in shared if a not in in_r]
        # k-space: batch bits high, contraction bits low
        self.key = space([self.box[a] for a in self.batch + self.contr])
        self.n = self.key.bits

    def claims(self, r):
        """[(operand, covector)] of A_g(r) and B_g(r); the term uses the first n_g challenges."""
        eqs = dict(zip(self.batch + self.contr, self.key.axis_points(r)))
        out = []
        for name, omap, axes, is_a in ((self.a, self.amap, self.in_a, True), (self.b, self.bmap, self.in_b, False)):
            vecs = []
            for x in axes:                               # V_batch is on the B side
                w = [1] * self.box[x] if is_a and x in self.batch else self.w[x]
                vecs.append(((0, {x: 1}), [u * e % R for u, e in zip(w, eqs[x])] if x in eqs else w))
            s, v = pull_axes({x: self.box[x] for x in axes}, vecs, omap, self.circ.tensors[name].shape)
            out.append((name, Cov((1 if is_a else self.scale) * s, v)))
        return out


def leaf_jobs(circ):
    """§4 (tensors, tag, multiplicity or None) of each leaf block: lookups, then tables that are not direct; tag = 1 + position of the table."""
    return [(lk.keys, lk.table + 1, None) for lk in circ.lookups] + [(t.columns, i + 1, t.mult) for i, t in enumerate(circ.tables) if not t.direct]


def direct_covectors(circ, ch):
    """§4 (multiplicity, v) of each direct table: v(x) = 1/(alpha − kappa(x)), and 0 where alpha = kappa(x)."""
    for i, t in enumerate(circ.tables):
        if t.direct:
            powers = [pow(ch.beta, m + 1, R) for m in range(len(t.columns))]
            poles = [(ch.alpha - i - 1 - dot(powers, row)) % R for row in zip(*(constants(circ.tensors[k]) for k in t.columns))]
            yield t.mult, [inv(d) if d else 0 for d in poles]


def assertions(circ, lay, ch):
    """§5 p_leaf + mu·q_leaf + Σ_j mu^(2+j)·<Zero_j, eq(u)> + mu^(2+Z)·S as a functional of the sources."""
    out = Collected(circ)
    if circ.lookups:
        out.const = ch.mu
    for block, (keys, tag, mult) in zip(lay.leaves, leaf_jobs(circ)):
        sel = Cov(block.high(ch.rho), block.axis_points(ch.rho))
        total = sel.coef
        for v in sel.vecs:
            total = total * sum(v) % R
        out.const = (out.const + total * ((0 if mult else 1) + ch.mu * (ch.alpha - 1 - tag))) % R
        for m, k in enumerate(keys):
            out.pull(k, sel.scaled(-ch.mu * pow(ch.beta, m + 1, R)))
        if mult:
            out.pull(mult, sel.scaled(-1))
    for j, z in enumerate(circ.zeros):
        out.pull(z, Cov(pow(ch.mu, j + 2, R), space(circ.tensors[z].shape).axis_points(ch.u)))   # the first (lowest) coordinates of u
    for mult, v in direct_covectors(circ, ch):
        out.pull(mult, Cov(dense=v).scaled(pow(ch.mu, 2 + len(circ.zeros), R)))
    return out


class Challenges:
    alpha = beta = mu = 0
    rho = u = ()
