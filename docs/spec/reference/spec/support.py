"""§11 rule 34: cells that no assertion reaches. A boolean covector is one list of booleans per axis; index tables make them dense."""
from spec.circuit import at, flat, positions, size


def axis_sets(box, factors, omap, shape):
    """Boolean pull-back by axes: [per operand axis: reached or not], or None if nothing is reached.

    factors = [(index-map entry of the result, booleans)], each with at most one box axis."""
    good = {a: [True] * n for a, n in box.items()}
    for (offset, parts), v in factors:
        if not parts:
            if not v[offset]:
                return None
        for a, k in parts.items():
            good[a] = [g and v[offset + k * i] for i, g in enumerate(good[a])]
    if not all(any(g) for g in good.values()):
        return None
    out = []
    for d, e in zip(shape, omap):
        reached = {e[0]}
        for a, k in e[1].items():
            reached = {r + k * i for r in reached for i, g in enumerate(good[a]) if g}
        out.append([i in reached for i in range(d)])
    return out


def reached(circ):
    """{tensor: its boolean covectors}: a set of tuples of tuples, or of ('dense', cells)."""
    found = {name: set() for name in circ.tensors}
    for name in [k for lk in circ.lookups for k in lk.keys] + [k for t in circ.tables for k in t.columns + [t.mult]] + circ.zeros:
        found[name].add(tuple((True,) * d for d in circ.tensors[name].shape))
    for name, t in reversed(circ.tensors.items()):
        for cov in found[name]:
            for x in t.terms:
                pull(circ, t, x, cov, found)
    return found


def pull(circ, t, x, cov, found):
    is_dense = bool(cov) and cov[0] == "dense"
    if x.table is not None or is_dense:
        cells = cov[1] if is_dense else frozenset(dense(t.shape, cov))
        for o, m in x.ops:
            shape = circ.tensors[o].shape
            if x.table is not None:
                hit = {j for i, j in x.table if i in cells}
            else:
                hit = {flat(shape, [at(e, b) for e in m]) for b in positions(list(x.box), x.box)
                       if flat(t.shape, [at(e, b) for e in x.res]) in cells} - {None}
            if hit:
                found[o].add(("dense", frozenset(hit)))
        return
    for o, m in x.ops:
        sets = axis_sets(x.box, list(zip(x.res, cov)), m, circ.tensors[o].shape)
        if sets is not None:
            found[o].add(tuple(map(tuple, sets)))


def dense(shape, cov):
    cells = [(True, 0)]
    for d, v in zip(shape, cov):
        cells = [(ok and v[i], n * d + i) for ok, n in cells for i in range(d)]
    return {n for ok, n in cells if ok}


def unsupported(circ, name, found):
    """Whether a real cell of the tensor lies in no support."""
    t = circ.tensors[name]
    covs = found[name]
    if any(not (cov and cov[0] == "dense") and all(all(v) for v in cov) for cov in covs):
        return False
    if size(t.shape) > 1 << 26:
        return True
    cells = set()
    for cov in covs:
        cells |= cov[1] if cov and cov[0] == "dense" else dense(t.shape, cov)
    return len(cells) < size(t.shape)
