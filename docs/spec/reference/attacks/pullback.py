"""Pull-backs of random circuits equal the plain meaning of terms.

python3 -m attacks.pullback SEED COUNT"""

import random
import sys
from cases.random_circuits import random_net
from spec.collection import Functional
from spec.covector import Cov
from spec.field import R, dot, eq_vec


def check(seed):
    """Number of products checked: <T, cov> = constant + Σ <source, cov'> + Σ A·B, and each claim
    A_g(r), B_g(r) = its covector on sources."""
    n, rng, products = random_net(seed), random.Random(seed), 0
    if n is None:
        return 0
    for name in n.circ.of("derived"):
        shape = n.circ.tensors[name].shape
        cov = Cov(rng.randrange(R), [[rng.randrange(R) for _ in range(d)] for d in shape])
        got = pulled(n, name, cov)
        total = of_sources(n, got)
        for prod in got.prods:
            total += dot(*prod.factors(n.val))
            check_claims(n, prod, [rng.randrange(R) for _ in range(prod.n + 2)], (seed, name))
            products += 1
        assert (total - dot(n.val[name], cov.to_dense(shape))) % R == 0, (seed, name)
    return products


def pulled(n, name, cov):
    out = Functional(n.circ)
    out.pull(name, cov)
    return out


def of_sources(n, got):
    """constant + Σ <source, covector>"""
    lin = ((n.val[name], cov.to_dense(n.circ.tensors[name].shape)) for name, cov in got.lin)
    return (got.const + sum(dot(*pair) for pair in lin)) % R


def check_claims(n, prod, r, where):
    for (operand, claim), factor in zip(prod.claims(r), prod.factors(n.val)):
        got = pulled(n, operand, claim)
        assert not got.prods, (*where, operand)
        assert of_sources(n, got) == dot(factor, eq_vec(r[: prod.n])), (*where, operand)


if __name__ == "__main__":
    first, count = int(sys.argv[1]), int(sys.argv[2])
    print(sum(check(seed) for seed in range(first, first + count)), "products")
