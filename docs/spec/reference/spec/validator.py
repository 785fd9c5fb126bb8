"""§11 rules 31–34: what both sides refuse before anything else. Refusals carry the names of rule 31."""
from spec.circuit import COMMITTED, MULT_MAX, PUBLIC, IO_BITS, size
from spec.field import R
from spec.layout import column_bits, leaf_blocks, space
from spec.ranges import range_proven
from spec.support import reached, unsupported
from spec import counts

LIMIT = 1 << 62


class InvalidCircuit(Exception):
    def __init__(self, rule, message):
        super().__init__(f"{rule}: {message}")
        self.rule = rule


def demand(holds, rule, message):
    if not holds:
        raise InvalidCircuit(rule, message)


def validate(circ):
    """Raises InvalidCircuit unless every rule holds."""
    check_tensors(circ)
    check_terms(circ)
    check_tables(circ)
    check_ports(circ)
    check_limits(circ)
    proven = range_proven(circ)
    for name in circ.of("INPUT"):
        demand(name in proven, "INPUT_RANGE", f"input {name} is not range-proven")
    found = reached(circ)
    for name in circ.of("WITNESS", "INPUT", "OUTPUT"):
        demand(not unsupported(circ, name, found), "SUPPORT", f"a cell of {name} is reached by no assertion")


def check_tensors(circ):
    demand(circ.semantics == 1, "SEMANTICS", f"integer semantics {circ.semantics}, known is 1")
    demand(0 <= circ.c <= 16, "WIDTH", "c")
    names = set()
    for t in circ.tensors.values():
        bits = space(t.shape).bits
        if t.kind == "MODEL":
            demand(0 <= t.ct <= min(bits, circ.c), "WIDTH", t.name)
        if t.kind in ("INPUT", "OUTPUT"):
            demand(min(bits, IO_BITS) <= circ.c, "WIDTH", t.name)
        demand(t.name and t.name not in names, "NAME", "empty or used twice")
        names.add(t.name)
        demand(all(1 <= d < 1 << 31 for d in t.shape), "LENGTH", t.name)
        demand(bits <= 40, "BITS", t.name)
        if t.kind in COMMITTED + ("public",):
            demand(-LIMIT <= t.range[0] <= t.range[1] <= LIMIT, "RANGE", t.name)
        demand(constants_fit(t), "CONSTANTS", t.name)


def constants_fit(t):
    if t.kind == "const":
        return len(t.values) == size(t.shape) <= 1 << 24 and all(-LIMIT <= v <= LIMIT for v in t.values)
    return t.kind != "iota" or -LIMIT <= t.start and t.start + size(t.shape) - 1 <= LIMIT


def check_terms(circ):
    earlier, affine = {}, set()                          # affine: without 2-operand terms
    for key, t in circ.tensors.items():
        for term in t.terms:
            if term.table is None:
                check_box_term(t, term, earlier, affine)
            else:
                check_index_term(t, term, earlier, affine)
        earlier[key] = t
        if all(len(x.ops) < 2 and all(o in affine for o, _ in x.ops) for x in t.terms):
            affine.add(key)


def check_box_term(t, term, earlier, affine):
    demand(all(1 <= d < 1 << 31 for d in term.box.values()), "LENGTH", f"box of {t.name}")
    check_operands(t, term, earlier)
    maps = [(t.shape, term.res)] + [(earlier[o].shape, m) for o, m in term.ops]
    entries = [e for _, imap in maps for e in imap]
    demand(all(k for _, parts in entries for k in parts.values()), "COEFFICIENT", t.name)
    for shape, imap in maps:
        used = [a for _, parts in imap for a in parts]
        fits = len(imap) == len(shape) and set(used) <= set(term.box) and len(used) == len(set(used))
        demand(fits, "INDEX_MAP", t.name)
    demand(all(len(parts) <= 1 for _, parts in term.res), "INDEX_MAP", f"result of {t.name}")
    for e in entries:
        lo, hi = ends(term.box, e)
        demand(-(1 << 40) < lo and hi < 1 << 40, "INDEX_BOUND", t.name)
    for d, e in zip(t.shape, term.res):
        lo, hi = ends(term.box, e)
        demand(0 <= lo and hi < d, "RESULT_INDEX", t.name)
    product = len(term.ops) > 1
    demand(len(term.ops) <= 2 and not (product and any(o not in affine for o, _ in term.ops)), "DEGREE", t.name)


def check_index_term(t, term, earlier, affine):
    check_operands(t, term, earlier)
    demand(len(term.ops) == 1 and term.ops[0][0] in affine, "DEGREE", f"index table in {t.name}")
    n, m = size(t.shape), size(earlier[term.ops[0][0]].shape)
    inside = all(0 <= i < n and 0 <= j < m for i, j in term.table)
    demand(inside and term.table == sorted(term.table), "INDEX_TABLE", t.name)


def check_operands(t, term, earlier):
    known = all(o in earlier for o, _ in term.ops)
    demand(known, "REFERENCE", f"{t.name} uses a tensor that is not declared before it")
    demand(term.coef % R != 0, "COEFFICIENT", t.name)


def ends(box, e):
    """Smallest and largest value of an index-map entry."""
    return e[0] + sum(min(0, k * (box[a] - 1)) for a, k in e[1].items()), e[0] + sum(max(0, k * (box[a] - 1)) for a, k in e[1].items())


def check_tables(circ):
    def known(*names):
        demand(all(n in circ.tensors for n in names), "REFERENCE", "unknown tensor")
        return [circ.tensors[n] for n in names]

    affine, constant = circ.affine(), set()              # constant: public, or derived from public sources
    for name, t in circ.tensors.items():
        if t.kind in PUBLIC or t.kind == "derived" and all(o in constant for x in t.terms for o, _ in x.ops):
            constant.add(name)
    for tb in circ.tables:
        tensors = known(*tb.columns, tb.mult)
        demand(tb.columns and 1 <= tb.arguments <= len(tb.columns) and len({t.shape for t in tensors}) == 1, "TABLE", "shapes or argument count")
        demand(all(name in affine for name in tb.columns[tb.arguments:]), "TABLE", "value column that is not affine")
        demand(all(name in affine and name in constant for name in tb.columns[:tb.arguments]), "ARGUMENT", "column")
        demand(not tb.direct or all(t.kind in ("const", "iota") for t in tensors[:-1]), "DIRECT_TABLE", "column that is not constant")
        mult = tensors[-1]
        demand(mult.kind == "WITNESS" and mult.range == (0, MULT_MAX), "MULTIPLICITY", tb.mult)
    for lk in circ.lookups:
        demand(0 <= lk.table < len(circ.tables), "REFERENCE", "unknown table")
        shapes = {t.shape for t in known(*lk.keys)}
        demand(len(lk.keys) == len(circ.tables[lk.table].columns), "LOOKUP", "not one key per column")
        demand(len(shapes) == 1, "LOOKUP", "keys of different shapes")
    known(*circ.zeros)
    used = [o for t in circ.tensors.values() for x in t.terms for o, _ in x.ops] + [c for tb in circ.tables for c in tb.columns] + \
        [k for lk in circ.lookups for k in lk.keys] + circ.zeros
    mults = [tb.mult for tb in circ.tables]
    demand(len(set(mults)) == len(mults) and not set(mults) & set(used), "MULTIPLICITY", "used elsewhere")
    demand(circ.lookups or not circ.tables, "NO_LOOKUP", "tables without any lookup")


def check_ports(circ):
    seen = []
    for ports, kinds in ((circ.inputs, ("public", "INPUT")), (circ.outputs, ("public", "OUTPUT"))):
        names = set()
        for p in ports:
            demand(p.name and p.name not in names, "NAME", "empty or used twice")
            names.add(p.name)
            demand(all(d >= 1 for d in p.shape), "LENGTH", f"port {p.name}")
            demand(p.tensor in circ.tensors, "REFERENCE", f"port {p.name}")
            t = circ.tensors[p.tensor]
            demand(t.kind in kinds and size(p.shape) == size(t.shape), "PORT", p.name)
            seen.append(p.tensor)
    demand(sorted(seen, key=str) == sorted(circ.of("public", "INPUT", "OUTPUT"), key=str), "PORT", "not exactly one port per tensor")


def check_limits(circ):
    demand(leaf_blocks(circ)[1] <= 34, "LEAVES", "lookups")
    demand(all(counts.product_bits(circ, t, x) <= 34 for t in circ.tensors.values() for x in t.terms if len(x.ops) == 2), "LEAVES", "products")
    covectors, work = counts.covectors_and_work(circ)
    rows = sum(space(t.shape).row_count(column_bits(t, circ.c)) for t in circ.tensors.values() if t.kind in COMMITTED)
    demand(rows <= 1 << 25 and counts.message_bytes(circ) <= 1 << 30, "PROOF_LENGTH", "rows or messages")
    demand(covectors <= 1 << 16, "COVECTORS", str(covectors))
    demand(work <= 1 << 26 and counts.derived_entries(circ) <= 1 << 26, "WORK", str(work))
