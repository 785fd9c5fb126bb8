"""Vectors of pull-backs: what the assertions say about sources, for given challenges (§5–§7)."""
import random
from hashlib import sha3_256
from spec.covector import Challenges, assertions
from spec.field import R, signed
from spec.layout import Layout
from cases import nets


def le(v):
    return (v % R).to_bytes(32, "little").hex()


def described(circ, lay, name, cov, s):
    """A covector: by axes or dense, the digest of all its cells, and its row coefficients at s."""
    t = circ.tensors[name]
    cells = cov.to_dense(t.shape)
    out = {"tensor": name, "cells": sha3_256(b"".join(bytes.fromhex(le(v)) for v in cells)).hexdigest()}
    if cov.dense is None:
        out |= {"coefficient": le(cov.coef), "axes": [[le(x) for x in v] for v in cov.vecs]}
    else:
        out["dense"] = [le(v) for v in cells]
    if name in lay.matrix:
        out["rows"] = {str(r): le(v) for r, v in lay.matrix[name].row_scalars(cov, s).items()}
    return out


def pulled(name, n):
    rng, c, lay, ch = random.Random(name), n.circ, Layout(n.circ), Challenges()
    ch.alpha, ch.beta, ch.mu = (rng.randrange(R) for _ in range(3))
    ch.rho, ch.u = [rng.randrange(R) for _ in range(lay.n_leaf)], [rng.randrange(R) for _ in range(8)]
    got = assertions(c, lay, ch)
    r, s = [rng.randrange(R) for _ in range(8)], [rng.randrange(R) for _ in range(lay.c)]
    public = {k: [signed(v) for v in n.val[k]] for k in c.of("public")}
    lin, const = list(got.lin), got.const
    got.move_public(public)
    return {"net": name, "alpha": le(ch.alpha), "beta": le(ch.beta), "mu": le(ch.mu), "rho": [le(v) for v in ch.rho], "u": [le(v) for v in ch.u],
            "r": [le(v) for v in r], "s": [le(v) for v in s],
            "constant": le(const), "constantWithPublic": le(got.const), "linear": [described(c, lay, k, cov, s) for k, cov in lin],
            "products": [{"a": p.a, "b": p.b, "bits": p.n, "claimA": described(c, lay, *p.claims(r)[0], s), "claimB": described(c, lay, *p.claims(r)[1], s)}
                         for p in got.prods]}


def pull_backs():
    return [pulled(make.__name__, make()) for make in (nets.tiny, nets.attention, nets.embedding, nets.index_table, nets.outer, nets.spread, nets.limbs, nets.direct)]


FILES = {"covectors": pull_backs}
