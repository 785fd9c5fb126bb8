"""Of each term LENGTH, REFERENCE, COEFFICIENT, INDEX_MAP, INDEX_BOUND, RESULT_INDEX, DEGREE,
INDEX_TABLE."""
from spec.circuit import size
from spec.field import R
from spec.validator.refusal import demand
from spec.validator.sources import lengths_fit

MAX_INDEX = 1 << 40


def check(circ):
    earlier, affine = {}, set()                          # affine: without 2-operand terms
    for key, t in circ.tensors.items():
        for term in t.terms:
            check_term = check_box_term if term.table is None else check_index_term
            check_term(t, term, earlier, affine)
        earlier[key] = t
        if all(len(x.ops) < 2 and all(o in affine for o, _ in x.ops) for x in t.terms):
            affine.add(key)


def check_box_term(t, term, earlier, affine):
    demand(lengths_fit(term.box.values()), "LENGTH", f"box of {t.name}")
    check_operands(t, term, earlier)
    maps = [(t.shape, term.res)] + [(earlier[o].shape, index_map) for o, index_map in term.ops]
    entries = [entry for _, index_map in maps for entry in index_map]
    nonzero = all(k for _, parts in entries for k in parts.values())
    demand(nonzero, "COEFFICIENT", f"index map in {t.name}")
    for shape, index_map in maps:
        demand(well_formed(index_map, shape, term.box), "INDEX_MAP", t.name)
    demand(all(len(parts) <= 1 for _, parts in term.res), "INDEX_MAP", f"result of {t.name}")
    for entry in entries:
        least, most = ends(term.box, entry)
        demand(-MAX_INDEX < least and most < MAX_INDEX, "INDEX_BOUND", t.name)
    for length, entry in zip(t.shape, term.res):
        least, most = ends(term.box, entry)
        demand(0 <= least and most < length, "RESULT_INDEX", t.name)
    multiplied = [o for o, _ in term.ops] if len(term.ops) > 1 else []
    demand(len(term.ops) <= 2 and affine.issuperset(multiplied), "DEGREE", t.name)


def well_formed(index_map, shape, box):
    """One entry per axis; known box axes, each in one axis at most."""
    used = [axis for _, parts in index_map for axis in parts]
    return len(index_map) == len(shape) and set(used) <= set(box) and len(used) == len(set(used))


def ends(box, entry):
    """Smallest and largest value of an index-map entry."""
    offset, parts = entry
    reach = [step * (box[axis] - 1) for axis, step in parts.items()]
    return offset + sum(min(0, r) for r in reach), offset + sum(max(0, r) for r in reach)


def check_index_term(t, term, earlier, affine):
    check_operands(t, term, earlier)
    demand(len(term.ops) == 1 and term.ops[0][0] in affine, "DEGREE", f"index table in {t.name}")
    cells, operand_cells = size(t.shape), size(earlier[term.ops[0][0]].shape)
    inside = all(0 <= i < cells and 0 <= j < operand_cells for i, j in term.table)
    demand(inside and term.table == sorted(term.table), "INDEX_TABLE", t.name)


def check_operands(t, term, earlier):
    known = all(o in earlier for o, _ in term.ops)
    demand(known, "REFERENCE", f"{t.name} uses a tensor that is not declared before it")
    demand(term.coef % R != 0, "COEFFICIENT", f"term in {t.name}")
