"""§11, rule 39: whether the rows of data that a circuit takes at once are independent.

By the letter: every box position joins a result cell and the operand cells that it reads."""
from spec.circuit import at, constants, flat, positions, size
from spec.field import R


def rows(circ):
    """How many rows of data the circuit takes at once (rule 36)."""
    firsts = {port.shape[0] if port.shape else 1 for port in circ.inputs + circ.outputs}
    return firsts.pop() if len(firsts) == 1 else 1


def fixed(circ):
    """Names of the tensors that circuit and weights give their values."""
    out = set()
    for name, t in circ.tensors.items():
        operands = [operand for term in t.terms for operand, _ in term.ops]
        known = t.kind == "derived" and all(operand in out for operand in operands)
        if known or t.kind in ("const", "iota", "MODEL"):
            out.add(name)
    return out


def constant_values(circ):
    """{name: values} of the tensors that the circuit alone gives their values."""
    out = {}
    for name, t in circ.tensors.items():
        if t.kind in ("const", "iota"):
            out[name] = [v % R for v in constants(t)]
        elif t.kind == "derived" and all(operand in out for term in t.terms for operand, _ in term.ops):
            out[name] = circ.derive(t, out)
    return out


def term_pairs(circ, t, term):
    """(result cell, operand, operand cell) of everything that a term reads."""
    if term.table is not None:
        yield from ((i, term.ops[0][0], j) for i, j in term.table)
        return
    for box in positions(list(term.box), term.box):
        i = flat(t.shape, [at(e, box) for e in term.res])
        for operand, index_map in term.ops:
            j = flat(circ.tensors[operand].shape, [at(e, box) for e in index_map])
            if i is not None and j is not None:
                yield i, operand, j


def joined(circ):
    """(tensor that is told of, cell, cell) in the order of the circuit; a cell is (tensor, number)."""
    known = fixed(circ)

    def free(names):
        return [name for name in names if name not in known]

    for name, t in circ.tensors.items():
        for term in t.terms:
            for i, operand, j in term_pairs(circ, t, term):
                if operand not in known:
                    yield name, (name, i), (operand, j)
    values = constant_values(circ)
    for lookup in circ.lookups:
        table = circ.tables[lookup.table]
        keys, columns, where = free(lookup.keys), free(table.columns), lookup.keys[0]
        both = [pair for pair in zip(lookup.keys, table.columns) if all(name in values for name in pair)]
        for i in range(size(circ.tensors[where].shape)):
            yield from ((where, (keys[0], i), (key, i)) for key in keys)
            if columns:
                rows_of_i = [
                    j
                    for j in range(size(circ.tensors[columns[0]].shape))
                    if all(values[key][i] == values[column][j] for key, column in both)
                ]
                cells = [(key, i) for key in keys] + [(column, j) for j in rows_of_i for column in columns]
                yield from ((where, cells[0], cell) for cell in cells)


def meeting(circ):
    """The tensor in which two rows meet first; None if the rows are independent."""
    count, sets, row_of = rows(circ), {}, {}     # sets: the cells of the set that a cell is in
    for port in circ.inputs + circ.outputs:
        cells = size(circ.tensors[port.tensor].shape)
        row_of |= {(port.tensor, i): i * count // cells for i in range(cells)}
    for name, a, b in joined(circ):
        first, second = sets.setdefault(a, {a}), sets.setdefault(b, {b})
        if first is not second:
            first |= second
            sets |= {cell: first for cell in second}
            if len({row_of[cell] for cell in first if cell in row_of}) > 1:
                return name
    return None


def row_axes(circ):
    """The shorter way: {tensor: (axis, block)} for every tensor that has to do with a port, or None where
    no such axes are found."""
    count, known, links = rows(circ), fixed(circ), []
    for name, t in circ.tensors.items():
        if name not in known:
            links += [(name, o, term, m) for term in t.terms for o, m in term.ops if o not in known]
    for lookup in circ.lookups:
        if any(name not in known for name in circ.tables[lookup.table].columns):
            return None
        keys = [name for name in lookup.keys if name not in known]
        links += [(keys[0], key, None, None) for key in keys[1:]]

    def candidates(name):
        shape = circ.tensors[name].shape
        return [(axis, length // count) for axis, length in enumerate(shape) if length % count == 0]

    def keeps_rows(link, places):
        result, operand, term, index_map = link
        (axis, block), (other, other_block) = places[result], places[operand]
        if term is None:
            return places[result] == places[operand]
        if term.table is not None:
            return all(
                row(circ.tensors[result].shape, axis, block, i)
                == row(circ.tensors[operand].shape, other, other_block, j)
                for i, j in term.table
            )
        entries, length = (term.res[axis], index_map[other]), circ.tensors[operand].shape[other]
        moving = sorted({a for _, parts in entries for a in parts})
        indices = ([at(e, box) for e in entries] for box in positions(moving, term.box))
        return all(i // block == j // other_block for i, j in indices if 0 <= j < length)

    out = {}
    for port in circ.inputs + circ.outputs:
        shape = circ.tensors[port.tensor].shape
        first = [c for c in candidates(port.tensor) if size(shape[: c[0]]) == 1]
        if not first:
            return None
        out[port.tensor] = first[-1]
    left = list(out)
    while left:
        name = left.pop(0)
        for link in links:
            if name in link[:2]:
                other = link[1] if link[0] == name else link[0]
                if other not in out:
                    fit = [c for c in candidates(other) if keeps_rows(link, out | {other: c})]
                    if not fit:
                        return None
                    out[other] = fit[0]
                    left.append(other)
                if not keeps_rows(link, out):
                    return None
    return out


def row(shape, axis, block, cell):
    return cell // size(shape[axis + 1:]) % shape[axis] // block


def alike(circ):
    """Whether it is known, the shorter way, that all rows are computed alike."""
    if rows(circ) == 1:
        return True
    places = row_axes(circ)
    if places is None or any(port.slices and port.slices[0] == 0 for port in circ.inputs + circ.outputs):
        return False
    terms = [(name, term) for name in places for term in circ.tensors[name].terms]
    mixed_keys = any(len({key in places for key in lookup.keys}) > 1 for lookup in circ.lookups)
    return not mixed_keys and all(is_alike(circ, places, name, term) for name, term in terms)


def is_alike(circ, places, name, term):
    """Whether one box axis goes through the rows of the result and of what is not fixed alone."""
    axis, block = places[name]
    offset, parts = term.res[axis] if term.table is None else (0, {})
    if offset or list(parts.values()) != [1]:
        return False
    (step,) = parts
    if term.box[step] != circ.tensors[name].shape[axis]:
        return False
    for operand, index_map in term.ops:
        own, own_block = places.get(operand, (None, None))
        for k, (_, moving) in enumerate(index_map):
            if moving.get(step, 0) * block != (own_block if k == own else 0):
                return False
    return True
