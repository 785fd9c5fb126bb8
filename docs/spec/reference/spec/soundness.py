"""§8 error sum: all challenges of one proof together fail with probability at most E/|F|. See
docs/soundness.md."""
from math import log2
from spec import product
from spec.circuit import size
from spec.field import R
from spec.plan import Plan


def error_terms(circ):
    """{challenge: what E gains}"""
    plan = Plan(circ)
    terms = lookup_terms(circ, plan) if circ.lookups else {}
    return terms | {
        "mu": 1 + len(circ.zeros) + plan.direct,         # powers 0 … 1 + zeros, one more for S
        "u": plan.n_zero,
        "products": 2 * (plan.n_prod + plan.term_bits),
        "gamma": product.multiplied(plan.n_terms, plan.joined),
        "opening": 2 * circ.c if plan.opened else 0,
        "theta": plan.n_leaf + 3,                        # root, layers, two ends
        "c": 2,
        "weight": 1}


def rounds(circ):
    """[(challenge, what E gains)] in the order of §12: the rounds of docs/soundness.md."""
    plan, terms = Plan(circ), error_terms(circ)
    out = []
    if circ.lookups:
        out += [(label, terms[label]) for label in ("alpha", "beta")]
        for layer in range(plan.n_leaf):
            out += [("lambda", 1)] + [("lookups", 3)] * layer + [("tau", 1)]
    out += [("mu", terms["mu"])] + [("u", 1)] * plan.n_zero
    out += [("products", 2)] * plan.n_prod + [("terms", 2)] * plan.term_bits
    out += [("gamma", terms["gamma"])] + [("opening", 2)] * (circ.c if plan.opened else 0)
    return out + [(label, terms[label]) for label in ("theta", "c", "weight")]


def lookup_terms(circ, plan):
    rows = sum(table_rows(circ, table) for table in circ.tables)
    direct_rows = sum(table_rows(circ, table) for table in circ.tables if table.direct)
    cells = sum(size(circ.tensors[lookup.keys[0]].shape) for lookup in circ.lookups)
    return {
        # degree of Σ of fractions; poles where v = 0
        "alpha": cells + rows + direct_rows,
        # a false tuple collides
        "beta": rows * max(len(table.columns) for table in circ.tables),
        "lambda, tau": 2 * plan.n_leaf,
        "lookups": 3 * plan.n_leaf * (plan.n_leaf - 1) // 2}


def table_rows(circ, table):
    return size(circ.tensors[table.mult].shape)


def error_numerator(circ):
    """E"""
    return sum(error_terms(circ).values())


def statistical_bits(circ):
    return log2(R) - log2(error_numerator(circ))
