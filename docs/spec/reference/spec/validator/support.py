"""SUPPORT (§11 rule 34): cells that no assertion reaches.

A boolean covector is a tuple of tuples of booleans, one per axis; index tables make them dense: a
frozenset of cells."""
from spec.circuit import at, flat, positions, size
from spec.validator.refusal import demand

# of a tensor that several covectors cover together
MAX_CELLS = 1 << 26


def check(circ):
    found = reached(circ)
    claimed = {port.tensor for port in circ.outputs}         # public ones too
    for name in circ.tensors:
        if name not in claimed and circ.tensors[name].kind not in ("WITNESS", "INPUT"):
            continue
        free = unsupported(circ, name, found)
        demand(not free, "SUPPORT", f"a cell of {name} is reached by no assertion")


def reached(circ):
    """{tensor: its boolean covectors}"""
    found = {name: set() for name in circ.tensors}
    for name in asserted(circ):
        found[name].add(tuple((True,) * length for length in circ.tensors[name].shape))
    for name, t in reversed(circ.tensors.items()):
        for cov in found[name]:
            for term in t.terms:
                pull(circ, t, term, cov, found)
    return found


def asserted(circ):
    for lookup in circ.lookups:
        yield from lookup.keys
    for table in circ.tables:
        yield from table.columns + [table.mult]
    yield from circ.zeros


def is_dense(cov):
    return isinstance(cov, frozenset)


def pull(circ, t, term, cov, found):
    """Adds what the term makes of a covector on its result."""
    for operand, index_map in term.ops:
        shape = circ.tensors[operand].shape
        if term.table is not None:
            cells = dense(t.shape, cov)
            hit = frozenset(j for i, j in term.table if i in cells)
        elif is_dense(cov):
            hit = through_box(t, term, cov, index_map, shape)
        else:
            hit = by_axes(term.box, list(zip(term.res, cov)), index_map, shape)
        if hit is not None and (hit or not is_dense(hit)):
            found[operand].add(hit)


def through_box(t, term, cells, index_map, shape):
    hit = set()
    for box in positions(list(term.box), term.box):
        if flat(t.shape, [at(entry, box) for entry in term.res]) in cells:
            hit.add(flat(shape, [at(entry, box) for entry in index_map]))
    return frozenset(hit - {None})


def by_axes(box, factors, index_map, shape):
    """Per operand axis: reached or not; None if nothing is reached.

    factors = [(index-map entry of the result, booleans)], each with at most one box axis."""
    good = {axis: [True] * length for axis, length in box.items()}
    for (offset, parts), reached_ in factors:
        if not parts and not reached_[offset]:
            return None
        for axis, step in parts.items():
            good[axis] = [g and reached_[offset + step * i] for i, g in enumerate(good[axis])]
    if not all(any(g) for g in good.values()):
        return None
    return tuple(axis_reached(entry, good, length) for entry, length in zip(index_map, shape))


def axis_reached(entry, good, length):
    offset, parts = entry
    cells = {offset}
    for axis, step in parts.items():
        cells = {cell + step * i for cell in cells for i, g in enumerate(good[axis]) if g}
    return tuple(i in cells for i in range(length))


def dense(shape, cov):
    """The covector's cells."""
    if is_dense(cov):
        return cov
    cells = [0]
    for length, reached_ in zip(shape, cov):
        cells = [cell * length + i for cell in cells for i in range(length) if reached_[i]]
    return frozenset(cells)


def unsupported(circ, name, found):
    """Whether a real cell of the tensor lies in no support."""
    t, covectors = circ.tensors[name], found[name]
    if any(not is_dense(cov) and all(map(all, cov)) for cov in covectors):
        return False
    if size(t.shape) > MAX_CELLS:
        return True
    cells = set()
    for cov in covectors:
        cells |= dense(t.shape, cov)
    return len(cells) < size(t.shape)
