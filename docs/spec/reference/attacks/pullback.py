"""Pull-backs of random circuits equal the plain meaning of terms. python3 -m attacks.pullback SEED COUNT"""
import random
import sys
from spec.covector import Collected, Cov
from spec.field import R, dot, eq_vec
from spec.prover import Prover
from cases.random_circuits import random_net


def check(seed):
    """Number of products checked: <T, cov> = constant + Σ <source, cov'> + Σ A·B, and each claim A_g(r), B_g(r) = its covector on sources."""
    n, rng, products = random_net(seed), random.Random(seed), 0
    if n is None:
        return 0
    c, val = n.circ, n.val

    def of_sources(got):
        return (got.const + sum(dot(val[k], cov.to_dense(c.tensors[k].shape)) for k, cov in got.lin)) % R
    p = Prover.__new__(Prover)
    p.circ, p.values = c, val
    for name in c.of("derived"):
        shape = c.tensors[name].shape
        cov, got = Cov(rng.randrange(R), [[rng.randrange(R) for _ in range(d)] for d in shape]), Collected(c)
        got.pull(name, cov)
        total = of_sources(got)
        for g in got.prods:
            factors = p.factor(g, g.in_a, g.amap, g.a, True), p.factor(g, g.in_b, g.bmap, g.b, False)
            total += dot(*factors)
            r = [rng.randrange(R) for _ in range(g.n + 2)]
            for (operand, claim), factor in zip(g.claims(r), factors):
                pulled = Collected(c)
                pulled.pull(operand, claim)
                assert not pulled.prods and of_sources(pulled) == dot(factor, eq_vec(r[:g.n])), (seed, name, operand)
            products += 1
        assert (total - dot(val[name], cov.to_dense(shape))) % R == 0, (seed, name)
    return products


if __name__ == "__main__":
    first, count = int(sys.argv[1]), int(sys.argv[2])
    print(sum(check(seed) for seed in range(first, first + count)), "products")
