"""Vectors of pull-backs: what the assertions say about sources, for given challenges (§5–§7)."""

import random
from cases import nets
from hashlib import sha3_256
from spec.collection import Challenges, assertions
from spec.field import R, signed
from spec.layout import Layout

NETS = (
    nets.tiny,
    nets.attention,
    nets.embedding,
    nets.index_table,
    nets.outer,
    nets.spread,
    nets.limbs,
    nets.direct,
)


def le(v):
    return (v % R).to_bytes(32, "little").hex()


def les(values):
    return list(map(le, values))


def described(circ, lay, name, cov, s):
    """A covector: by axes or dense, the digest of all its cells, and its row coefficients at s."""
    cells = cov.to_dense(circ.tensors[name].shape)
    digest = sha3_256(b"".join((v % R).to_bytes(32, "little") for v in cells))
    out = {"tensor": name, "cells": digest.hexdigest()}
    if cov.dense is None:
        out |= {"coefficient": le(cov.coef), "axes": list(map(les, cov.vecs))}
    else:
        out["dense"] = les(cells)
    if name in lay.matrix:
        rows = lay.matrix[name].row_scalars(cov, s)
        out["rows"] = {str(row): le(v) for row, v in rows.items()}
    return out


def challenges(rng, lay):
    def scalars(n):
        return [rng.randrange(R) for _ in range(n)]

    ch = Challenges()
    ch.alpha, ch.beta, ch.mu = scalars(3)
    ch.rho, ch.u = scalars(lay.n_leaf), scalars(8)
    return ch, scalars(8), scalars(lay.c)


def pulled(name, n):
    circ, lay = n.circ, Layout(n.circ)
    ch, r, s = challenges(random.Random(name), lay)
    got = assertions(circ, lay, ch)
    lin, const = list(got.lin), got.const
    got.move_public({tensor: [signed(v) for v in n.val[tensor]] for tensor in circ.of("public")})
    out = {
        "net": name,
        "alpha": le(ch.alpha),
        "beta": le(ch.beta),
        "mu": le(ch.mu),
        "rho": les(ch.rho),
        "u": les(ch.u),
        "r": les(r),
        "s": les(s),
        "constant": le(const),
        "constantWithPublic": le(got.const),
    }
    out["linear"] = [described(circ, lay, tensor, cov, s) for tensor, cov in lin]
    out["products"] = [product(circ, lay, prod, r, s) for prod in got.prods]
    return out


def product(circ, lay, prod, r, s):
    claim_a, claim_b = (described(circ, lay, *claim, s) for claim in prod.claims(r))
    return {"a": prod.a, "b": prod.b, "bits": prod.n, "claimA": claim_a, "claimB": claim_b}


def pull_backs():
    return [pulled(make.__name__, make()) for make in NETS]


FILES = {"covectors": pull_backs}
