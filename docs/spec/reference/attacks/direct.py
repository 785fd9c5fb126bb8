"""Lies about direct tables (§4): another S, other multiplicities, keys that are in no row."""
from cases import nets
from attacks.cheats import ZeroInverse, false_net, kinds_of_messages, lying, other_commitment, recounted
from spec.covector import direct_covectors
from spec.field import R, dot, inv
from spec.prover import Prover


def direct_sum(prover):
    """What the multiplicities give for S."""
    return sum(dot(prover.values[mult], v) for mult, v in direct_covectors(prover.circ, prover.ch)) % R


class OtherSum(Prover):
    """Sends another S; p_root and q_root are those of the tree's true root."""

    def direct(self):
        p, q = self.leaves()
        while len(p) > 1:
            p, q = [(p[i] * q[i + 1] + p[i + 1] * q[i]) % R for i in range(0, len(p), 2)], [q[i] * q[i + 1] % R for i in range(0, len(q), 2)]
        self.hidden("lookups", self.other(direct_sum(self), p[0], q[0]))


def sending(other):
    """other: S, p_root, q_root -> what is sent for S."""
    return type("OtherSum", (OtherSum,), {"other": lambda self, *given: other(*given)})


AS_THE_TREE = sending(lambda s, p, q: p * inv(q))        # the root is then true, and S is not what the multiplicities give


def dishonest():
    """(name, net, prover, None), as in cheats."""
    n = nets.lone()
    for what, i in list(kinds_of_messages(n).items())[:7]:
        yield f"lone: lie in {what}", n, lying(i), None
    yield "lone: inverse 0", n, ZeroInverse, None
    for what, other in (("0", lambda s, p, q: 0), ("-S", lambda s, p, q: -s), ("p_root", lambda s, p, q: p), ("1/S", lambda s, p, q: inv(s))):
        yield f"lone: sends {what} for S", n, sending(other), None
    for m in ([0, 0, 0, 0], [0, 0, 2, 0], [0, 1, 0, 0], [1, -1, 1, 0]):
        other = false_net(n, *(("rt.m", i, v) for i, v in enumerate(m)))
        yield f"lone: multiplicities {m}", other, Prover, None
        yield f"lone: multiplicities {m}, S as the tree needs it", other, AS_THE_TREE, None
    for title, x in (("4", 4), ("-1", -1), ("1/2", inv(2))):
        other = recounted(false_net(n, ("x", 0, x)))
        yield f"lone: x = {title}, outside its table", other, Prover, None
        yield f"lone: x = {title}, outside its table, S as the tree needs it", other, AS_THE_TREE, None
    yield "lone: commits another rt.m[0] than it uses", n, other_commitment("rt.m", 0), None
    n = nets.direct()
    for title, changes in (
            ("an idle table counts", [("idle.m", 0, 1)]), ("a multiplicity moved to another row", [("rt.m", 0, 1), ("rt.m", 3, -1)]),
            ("a multiplicity moved to another direct table", [("rt.m", 2, -1), ("act.m", 8, 1)]),
            ("a multiplicity moved from the tree to a direct table", [("tree.m", 1, -1), ("rt.m", 3, 1)]),
            ("x[0] = 3, outside its table", [("x", 0, 3 - n.val["x"][0]), ("t", 0, 3 - n.val["t"][0])])):
        other = false_net(n, *((k, i, n.val[k][i] + d) for k, i, d in changes))
        yield f"direct: {title}", other, Prover, None
        yield f"direct: {title}, S as the tree needs it", other, AS_THE_TREE, None
