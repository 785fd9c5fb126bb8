"""§8 error sum: all challenges of one proof together fail with probability at most error_numerator / |F|. See docs/soundness.md."""
from math import log2
from spec.circuit import size
from spec.counts import Rounds
from spec.field import R


def error_numerator(circ):
    p, tables = Rounds(circ), [circ.tensors[t.mult].shape for t in circ.tables]
    out = {}
    if circ.lookups:
        rows = sum(map(size, tables))
        out["alpha"] = rows + sum(size(circ.tensors[lk.keys[0]].shape) for lk in circ.lookups)         # leaves: the degree of Σ of fractions
        out["alpha"] += sum(size(circ.tensors[t.mult].shape) for t in circ.tables if t.direct)         # their poles, where v = 0
        out["beta"] = rows * max(len(t.columns) for t in circ.tables)                                  # a false tuple collides with some row
        out["lambda, tau"] = 2 * p.n_leaf
        out["lookups"] = 3 * p.n_leaf * (p.n_leaf - 1) // 2
    out["mu"] = 1 + len(circ.zeros) + circ.has_direct()                                                # powers 0 … 1 + zeros, one more for S
    out["u"] = p.n_zero
    out["products"] = 2 * p.n_prod
    out["gamma"] = 2 * p.n_terms
    out["opening"] = 2 * circ.c if p.opened else 0
    out["theta"] = p.n_leaf + 3                                                                        # root, layers, two ends
    out["c"] = 2
    out["weight"] = 1
    return out


def statistical_bits(circ):
    return log2(R) - log2(sum(error_numerator(circ).values()))
