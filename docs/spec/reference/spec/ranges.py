"""§11 rule 33: which committed tensors a circuit's lookups prove to lie in their declared range."""
from spec.circuit import COMMITTED, size
from spec.field import signed

LIMIT = 1 << 62


def whole(box, imap, shape):
    """Every axis: offset 0 and one box axis of its length with coefficient 1; or length 1 and index 0. The box axes used, or None."""
    used = set()
    for (offset, parts), d in zip(imap, shape):
        if offset or len(parts) > 1 or any(k != 1 or box[a] != d for a, k in parts.items()) or not parts and d != 1:
            return None
        used |= set(parts)
    return used


def long_axes(box):
    return {a for a, d in box.items() if d > 1}


def constant(t, terms):
    """Sum of the constants of terms without operands, each of which fills t; None if one does not."""
    total = 0
    for x in terms:
        used = whole(x.box, x.res, t.shape)
        if used is None or not long_axes(x.box) <= used:
            return None
        total += signed(x.coef)
    return total if -LIMIT <= total <= LIMIT else None


def split(t):
    """A derived tensor's terms with an operand, and its constant; None if it has another shape."""
    if any(x.table is not None or len(x.ops) > 1 for x in t.terms):
        return None
    e = constant(t, [x for x in t.terms if not x.ops])
    return None if e is None else ([x for x in t.terms if x.ops], e)


def closed_form(circ, name):
    """(first value, number of values) of a closed-form column, or None."""
    t = circ.tensors[name]
    if t.kind == "iota":
        return t.start, size(t.shape)
    parts = split(t) if t.kind == "derived" else None
    if not parts or len(parts[0]) != 1:
        return None
    (x,), e = parts
    source = circ.tensors[x.ops[0][0]]
    fills = whole(x.box, x.res, t.shape)
    reads = whole(x.box, x.ops[0][1], source.shape)
    if source.kind != "iota" or x.coef != 1 or fills is None or reads is None or not long_axes(x.box) <= fills:
        return None
    return source.start + e, size(source.shape)


def reads_whole(circ, x):
    used = whole(x.box, x.ops[0][1], circ.tensors[x.ops[0][0]].shape)
    return used is not None and long_axes(x.box) <= {a for _, e in x.res for a in e}


def key_forms(circ, key):
    """[(T, U or None, b, e)]: the ways to read the key as T + e or T − 2^b·U + e."""
    t = circ.tensors[key]
    if t.kind != "derived":
        return [(key, None, 0, 0)]
    parts = split(t)
    if not parts or len(parts[0]) not in (1, 2):
        return []
    terms, e = parts
    out = []
    for x in terms:
        if x.coef != 1 or not reads_whole(circ, x):
            continue
        if len(terms) == 1:
            out.append((x.ops[0][0], None, 0, e))
        else:
            y = terms[1] if x is terms[0] else terms[0]
            k = -signed(y.coef)
            same = list(y.box.values()) == list(x.box.values()) and relabel(y) == relabel(x)
            if k >= 2 and k & k - 1 == 0 and same and circ.tensors[y.ops[0][0]].shape == circ.tensors[x.ops[0][0]].shape:
                out.append((x.ops[0][0], y.ops[0][0], k.bit_length() - 1, e))
    return out


def relabel(x):
    """The index maps with box axes by position."""
    number = {a: i for i, a in enumerate(x.box)}
    return [[(o, {number[a]: k for a, k in e.items()}) for o, e in m] for m in (x.res, x.ops[0][1])]


def range_proven(circ):
    """The least set of rule 33."""
    facts = []                                           # (T, U, lo, hi) with the range that T has if U's is proven
    for lk in circ.lookups:
        tb = circ.tables[lk.table]
        for key, column in list(zip(lk.keys, tb.columns))[:tb.arguments]:
            values = closed_form(circ, column)
            for T, U, b, e in key_forms(circ, key) if values else []:
                s, n = values
                if U is None:
                    facts.append((T, None, s - e, s + n - 1 - e))
                elif n == 1 << b and circ.tensors[U].kind == "WITNESS":
                    lo, hi = circ.tensors[U].range
                    facts.append((T, U, (lo << b) + s - e, (hi << b) + s - e + n - 1))
    proven, grows = set(), True
    while grows:
        grows = False
        for T, U, lo, hi in facts:
            t = circ.tensors[T]
            if T not in proven and t.kind in COMMITTED and (U is None or U in proven) and t.range == (lo, hi):
                proven.add(T)
                grows = True
    return proven
