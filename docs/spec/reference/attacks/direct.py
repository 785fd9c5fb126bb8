"""Lies about direct tables (§4): another S, other multiplicities, keys that are in no row."""

from attacks.cheats import (
    ZeroInverse,
    false_net,
    kinds_of_messages,
    lying,
    other_commitment,
    recounted,
    shifted_net,
)
from cases import nets
from spec.field import R, dot, inv
from spec.lookup import direct_covectors, tree
from spec.prover import Prover


def direct_sum(prover):
    """What the multiplicities give for S."""
    covectors = direct_covectors(prover.circ, prover.ch)
    return sum(dot(prover.values[mult], v) for mult, v in covectors) % R


class OtherSum(Prover):
    """Sends another S; p_root and q_root are those of the tree's true root."""

    def direct(self):
        (p_root,), (q_root,) = tree(*self.leaves())[0]
        self.hidden("lookups", self.other(direct_sum(self), p_root, q_root))


def sending(other):
    """other: S, p_root, q_root -> what is sent for S."""
    return type("OtherSum", (OtherSum,), {"other": lambda self, *given: other(*given)})


# the root is then true, and S is not what the multiplicities give
AS_THE_TREE = sending(lambda s, p, q: p * inv(q))

OTHER_SUMS = (
    ("0", lambda s, p, q: 0),
    ("-S", lambda s, p, q: -s),
    ("p_root", lambda s, p, q: p),
    ("1/S", lambda s, p, q: inv(s)),
)


def false_lone(n):
    """(title, net)"""
    for m in ([0, 0, 0, 0], [0, 0, 2, 0], [0, 1, 0, 0], [1, -1, 1, 0]):
        yield f"lone: multiplicities {m}", false_net(n, *(("rt.m", i, v) for i, v in enumerate(m)))
    for title, x in (("4", 4), ("-1", -1), ("1/2", inv(2))):
        yield f"lone: x = {title}, outside its table", recounted(false_net(n, ("x", 0, x)))


def false_direct(n):
    """(title, net)"""
    for title, *changes in (
        ("an idle table counts", ("idle.m", 0, 1)),
        ("a multiplicity moved to another row", ("rt.m", 0, 1), ("rt.m", 3, -1)),
        ("a multiplicity moved to another direct table", ("rt.m", 2, -1), ("act.m", 8, 1)),
        ("a multiplicity moved from the tree to a direct table", ("tree.m", 1, -1), ("rt.m", 3, 1)),
    ):
        yield f"direct: {title}", shifted_net(n, *changes)
    outside = false_net(n, ("x", 0, 3), ("t", 0, 3))
    yield "direct: x[0] = 3, outside its table", outside


def dishonest():
    """(name, net, prover, None), as in cheats."""
    n = nets.lone()
    for what, number in list(kinds_of_messages(n).items())[:7]:
        yield f"lone: lie in {what}", n, lying(number), None
    yield "lone: inverse 0", n, ZeroInverse, None
    for what, other in OTHER_SUMS:
        yield f"lone: sends {what} for S", n, sending(other), None
    for title, net in false_lone(n):
        yield title, net, Prover, None
        yield f"{title}, S as the tree needs it", net, AS_THE_TREE, None
    yield "lone: commits another rt.m[0] than it uses", n, other_commitment("rt.m", 0), None
    for title, net in false_direct(nets.direct()):
        yield title, net, Prover, None
        yield f"{title}, S as the tree needs it", net, AS_THE_TREE, None
