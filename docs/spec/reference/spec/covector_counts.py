"""§11 rule 32: covectors and work, counted by adding along the DAG.
Nothing here grows with the covectors."""
from spec.circuit import COMMITTED, size
from spec.field import bits_of
from spec.layout import column_bits, space


def assertions_on(circ):
    """How many assertions name each tensor; the columns of a direct table get no covector."""
    count = dict.fromkeys(circ.tensors, 0)
    for name in asserted(circ):
        count[name] += 1
    return count


def asserted(circ):
    for lookup in circ.lookups:
        yield from lookup.keys
    for table in circ.tables:
        if not table.direct:
            yield from table.columns
        yield table.mult
    yield from circ.zeros


def reach(circ):
    """({tensor: covectors that reach it}, {tensors that a dense covector can reach})."""
    count, dense = assertions_on(circ), {t.mult for t in circ.tables if t.direct}
    for name, t in reversed(circ.tensors.items()):
        for term in t.terms:
            for operand, _ in term.ops:
                count[operand] += count[name]
                if term.table is not None or name in dense:
                    dense.add(operand)
    return count, dense


def product_bits(term):
    """n_g of a 2-operand term."""
    batch, contraction = term.shared_axes()
    return sum(bits_of(term.box[axis]) for axis in batch + contraction)


def rows_of(circ, t):
    """Rows of a committed tensor."""
    return space(t.shape).row_count(column_bits(t, circ.c))


def covectors_and_work(circ):
    count, dense = reach(circ)
    work = sum(size(circ.tensors[t.mult].shape) * len(t.columns) for t in circ.tables if t.direct)
    work += sum(count[name] * tensor_work(circ, name, name in dense) for name in circ.tensors)
    return sum(count.values()), work


def tensor_work(circ, name, dense):
    """work(T)"""
    t = circ.tensors[name]
    if t.kind == "derived":
        return sum(term_work(circ, t, term, dense) for term in t.terms)
    if dense or t.kind in ("const", "public"):
        return size(t.shape)
    return sum(t.shape) + (rows_of(circ, t) if t.kind in COMMITTED else 0)


def term_work(circ, t, term, dense):
    if term.table is not None:
        return len(term.table) + size(t.shape) + size(circ.tensors[term.ops[0][0]].shape)
    if dense:
        return size(term.box.values())
    entries = [parts for _, index_map in term.ops for _, parts in index_map]
    meeting = sum(size(term.box[axis] for axis in parts) for parts in entries)
    return 1 + sum(term.box.values()) + meeting


def derived_entries(circ):
    """Entries of the covectors on derived tensors."""
    count, dense = reach(circ)
    return sum(count[name] * (size(t.shape) if name in dense else sum(t.shape))
               for name, t in circ.tensors.items() if t.kind == "derived")
