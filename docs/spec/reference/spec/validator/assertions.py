"""Of each table REFERENCE, TABLE, ARGUMENT, DIRECT_TABLE, MULTIPLICITY;
of each lookup REFERENCE, LOOKUP; NO_LOOKUP."""
from spec.circuit import MULT_MAX, PUBLIC
from spec.validator.refusal import demand


def check(circ):
    affine = circ.affine()
    constant = affine & of_public(circ)
    for number, table in enumerate(circ.tables):
        check_table(circ, number, table, affine, constant)
    for number, lookup in enumerate(circ.lookups):
        check_lookup(circ, number, lookup)
    known(circ, circ.zeros, "zero")
    check_uses(circ)
    demand(circ.lookups or not circ.tables, "NO_LOOKUP", "tables without any lookup")


def known(circ, names, what):
    """The tensors of these names."""
    demand(all(name in circ.tensors for name in names), "REFERENCE", f"{what}: unknown tensor")
    return [circ.tensors[name] for name in names]


def of_public(circ):
    """Tensors that are public or derived from such only."""
    out = set()
    for name, t in circ.tensors.items():
        operands = [o for term in t.terms for o, _ in term.ops]
        if t.kind in PUBLIC or t.kind == "derived" and out.issuperset(operands):
            out.add(name)
    return out


def check_table(circ, number, table, affine, constant):
    what = f"table {number}"
    *columns, mult = known(circ, table.columns + [table.mult], what)
    shaped = len({t.shape for t in columns + [mult]}) == 1
    demand(1 <= table.arguments <= len(columns) and shaped, "TABLE", f"{what}: shapes or arguments")
    arguments, values = table.columns[:table.arguments], table.columns[table.arguments:]
    demand(affine.issuperset(values), "TABLE", f"{what}: value column that is not affine")
    demand(constant.issuperset(arguments), "ARGUMENT", f"{what}: argument column")
    direct = all(t.kind in ("const", "iota") for t in columns)
    demand(direct or not table.direct, "DIRECT_TABLE", f"{what}: column that is not constant")
    counts = mult.kind == "WITNESS" and mult.range == (0, MULT_MAX)
    demand(counts, "MULTIPLICITY", f"{what}: {mult.name} is not WITNESS in [0, 2^40]")


def check_lookup(circ, number, lookup):
    what = f"lookup {number}"
    demand(0 <= lookup.table < len(circ.tables), "REFERENCE", f"{what}: unknown table")
    keys = known(circ, lookup.keys, what)
    one_each = len(keys) == len(circ.tables[lookup.table].columns)
    demand(one_each, "LOOKUP", f"{what}: not one key per column")
    demand(len({t.shape for t in keys}) == 1, "LOOKUP", f"{what}: keys of different shapes")


def check_uses(circ):
    """A multiplicity tensor belongs to one table and to nothing else."""
    used = [o for t in circ.tensors.values() for term in t.terms for o, _ in term.ops]
    used += [name for table in circ.tables for name in table.columns]
    used += [name for lookup in circ.lookups for name in lookup.keys]
    mults = [table.mult for table in circ.tables]
    unshared = len(set(mults)) == len(mults) and set(mults).isdisjoint(used + circ.zeros)
    demand(unshared, "MULTIPLICITY", "used elsewhere")
