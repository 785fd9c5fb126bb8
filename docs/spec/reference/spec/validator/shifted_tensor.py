"""§11 rule 33: tensors that are another one plus a constant, or that and a multiple of a third."""
from typing import NamedTuple
from spec.circuit import size
from spec.field import signed
from spec.validator.sources import MAX_MAGNITUDE


def whole(box, index_map, shape):
    """The box axes that the map uses, or None unless it meets every cell of the shape once:
    on each axis offset 0 and one box axis of its length with coefficient 1;
    or length 1 and index 0."""
    used = set()
    for (offset, parts), length in zip(index_map, shape):
        one = len(parts) == 1 and all(k == 1 and box[a] == length for a, k in parts.items())
        if offset or not (one or not parts and length == 1):
            return None
        used |= set(parts)
    return used


def long_axes(box):
    return {axis for axis, length in box.items() if length > 1}


def fills(term, shape):
    """The term adds to every cell of its tensor once."""
    used = whole(term.box, term.res, shape)
    return used is not None and long_axes(term.box) <= used


def reads_whole(circ, term):
    """Every cell of the operand, into cells of its own."""
    used = whole(term.box, term.ops[0][1], circ.tensors[term.ops[0][0]].shape)
    result_axes = {axis for _, parts in term.res for axis in parts}
    return used is not None and long_axes(term.box) <= result_axes


class Split(NamedTuple):
    """A derived tensor's terms with one operand,
    and the constant e that its other terms add to each cell."""

    terms: list
    constant: int


def split(t):
    """None if the tensor has another shape than `Split` describes."""
    if any(term.table is not None or len(term.ops) > 1 for term in t.terms):
        return None
    constants = [term for term in t.terms if not term.ops]
    if not all(fills(term, t.shape) for term in constants):
        return None
    total = sum(signed(term.coef) for term in constants)
    if not -MAX_MAGNITUDE <= total <= MAX_MAGNITUDE:
        return None
    return Split([term for term in t.terms if term.ops], total)


def closed_form(circ, name):
    """(first value, number of values) of a closed-form column, or None."""
    t = circ.tensors[name]
    if t.kind == "iota":
        return t.start, size(t.shape)
    parts = split(t) if t.kind == "derived" else None
    if not parts or len(parts.terms) != 1:
        return None
    term, = parts.terms
    source = circ.tensors[term.ops[0][0]]
    reads = whole(term.box, term.ops[0][1], source.shape) is not None
    if source.kind != "iota" or term.coef != 1 or not reads or not fills(term, t.shape):
        return None
    return source.start + parts.constant, size(source.shape)


class Shifted(NamedTuple):
    """T + constant where u is None, else T − 2^bits·U + constant."""

    t: str
    u: str | None
    bits: int
    constant: int


def key_forms(circ, key):
    """The ways to read the key as shifted tensor."""
    t = circ.tensors[key]
    if t.kind != "derived":
        return [Shifted(key, None, 0, 0)]
    parts = split(t)
    if not parts:
        return []
    if len(parts.terms) == 1:
        term, = parts.terms
        plain = term.coef == 1 and reads_whole(circ, term)
        return [Shifted(term.ops[0][0], None, 0, parts.constant)] if plain else []
    if len(parts.terms) != 2:
        return []
    first, second = parts.terms
    return limb_forms(circ, first, second, parts.constant) + \
        limb_forms(circ, second, first, parts.constant)


def limb_forms(circ, term, high, constant):
    """T − 2^bits·U + constant with T of `term` and U of `high`; none if they are no such pair."""
    name, u = term.ops[0][0], high.ops[0][0]
    step = -signed(high.coef)
    power = step >= 2 and step & step - 1 == 0
    alike = same_maps(term, high) and circ.tensors[u].shape == circ.tensors[name].shape
    if term.coef != 1 or not reads_whole(circ, term) or not power or not alike:
        return []
    return [Shifted(name, u, step.bit_length() - 1, constant)]


def same_maps(x, y):
    """Equal boxes and maps, box axes by position."""
    return list(x.box.values()) == list(y.box.values()) and by_position(x) == by_position(y)


def by_position(term):
    number = {axis: i for i, axis in enumerate(term.box)}
    return [[(offset, {number[axis]: k for axis, k in parts.items()})
             for offset, parts in index_map]
            for index_map in (term.res, term.ops[0][1])]
