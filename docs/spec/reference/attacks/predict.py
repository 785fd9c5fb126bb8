"""For each challenge an attack that wins if the challenge is known in advance, and is rejected with the true one.

python3 -m attacks.predict"""
from spec import curve
from attacks.direct import AS_THE_TREE, direct_sum
from attacks.forced import Forced, value
from cases.build import Net
from spec.circuit import Term
from spec.field import R, dot, eq_vec, fold, inv
from spec.prover import Prover
from spec.rng import Stream
from spec.transcript import Reject
from spec.verifier import Verifier, linear, verify


def lookup_net(last=9, direct=False):
    """Three OUTPUT cells looked up in {0, 1}; 9 is not in it."""
    n = Net(2)
    n.src("k", (3,), "OUTPUT", [0, 1, last])
    n.lookup(["k"], n.range_table("t", 2, direct=direct))
    return n.finish()


def direct_net():
    return lookup_net(direct=True)


def solved_multiplicity(direct=False):
    """alpha and beta known: a field-valued multiplicity that balances the sum of fractions."""
    n, a, b = lookup_net(direct=direct), value("alpha"), value("beta")

    def leaf(v):
        return (a - 1 - b * v) % R
    n.val["t.m"] = [sum(inv(leaf(v)) for v in n.val["k"]) * leaf(0) % R, 0]
    return n


def hidden_by_a_pole():
    """alpha = 1 is the key of row 0, where v = 0: row 1 alone balances the key 9, −1/(9·beta) = m·(−1/beta), and row 0 may count what it likes."""
    n = Net(2)
    n.src("k", (1,), "OUTPUT", [9])
    n.lookup(["k"], n.range_table("t", 2, direct=True))
    n.finish()
    n.val["t.m"] = [5, inv(9)]
    return n


def zero_beside_sum():
    """alpha, beta and mu known: the root is true with the tree's S; mu²·z makes up for mu³ times its distance to what the multiplicities give."""
    n, a, b = Net(2), value("alpha"), value("beta")
    n.src("k", (1,), "OUTPUT", [9])
    n.lookup(["k"], n.range_table("t", 2, direct=True))
    n.circ.zeros.append(n.src("z", (), "OUTPUT", [value("mu") * inv(a - 1 - 9 * b)]))
    return n.finish()


def key_of_another_tag(direct=False):
    """1 + beta·k = 2 + beta·row, so k = row + 1/beta."""
    n = Net(2)
    n.src("k", (1,), "OUTPUT", [1 + inv(value("beta"))])
    t = n.range_table("t", 2)
    n.range_table("u", 2, direct=direct)
    n.lookup(["k"], t)
    n.finish()
    n.val["u.m"] = [0, 1]
    return n


def colliding_tuple():
    """(1 + beta, 0) collides with the row (1, 1)."""
    n = Net(2)
    n.src("k", (1,), "OUTPUT", [1 + value("beta")])
    n.src("k2", (1,), "OUTPUT", [0])
    n.lookup(["k", "k2"], n.table("t", [n.iota("p", (2,)), n.const("q", (2,), [0, 1])]))
    n.finish()
    n.val["t.m"] = [0, 1]
    return n


class FalseTree(Prover):
    """The fractions sum to p_root, but the claim is S·q_root (0 without direct tables): the error is repaired where a challenge is known."""
    where = "lambda"

    def s4_lookups(self):
        ch = self.ch
        ch.alpha, ch.beta = self.tr.challenge("alpha"), self.tr.challenge("beta")
        layers = [self.leaves()]
        while len(layers[0][0]) > 1:
            p, q = layers[0]
            layers.insert(0, ([(p[i] * q[i + 1] + p[i + 1] * q[i]) % R for i in range(0, len(p), 2)], [q[i] * q[i + 1] % R for i in range(0, len(q), 2)]))
        p_true, q = layers[0][0][0], layers[0][1][0]
        q_true, total = q, direct_sum(self)
        if self.where == "lambda":                       # S·q + lambda·q = p_true + lambda·q_true
            q = (p_true + value("lambda") * q_true) * inv((total + value("lambda")) % R) % R
        self.root(q)
        self.direct()
        err_p, err_q, z = (total * q - p_true) % R, (q - q_true) % R, []      # claim − truth
        for layer in range(self.plan.n_leaf):
            lam, point = self.tr.challenge("lambda"), []
            err = (err_p + lam * err_q) % R
            p, q = layers[layer + 1]
            p0, p1, q0, q1 = p[::2], p[1::2], q[::2], q[1::2]
            for i in range(layer):
                w = eq_vec(z[i + 1:])

                def t(p0, p1, q0, q1):
                    return dot(w, [a * e + b * d + lam * d * e for a, b, d, e in zip(p0, p1, q0, q1)])
                lo, hi = [[v[k::2] for v in (p0, p1, q0, q1)] for k in (0, 1)]
                d, e = t(*hi) - t(*lo), t(*([y - x for x, y in zip(a, b)] for a, b in zip(lo, hi)))
                repair = -err * inv(value("lookups") - z[i]) if err and self.where == "round" and layer == 1 else 0
                self.hidden("lookups", d + repair)
                self.hidden("lookups", e)
                r = self.tr.challenge("lookups")
                err = (err + (r - z[i]) * repair) % R
                p0, p1, q0, q1 = (fold(v, r) for v in (p0, p1, q0, q1))
                point.append(r)
            dp0 = dp1 = 0                                # dp0·q1 + dp1·q0 = err
            if err and self.where == "tau" and layer == 0:             # and (1 − tau)·dp0 + tau·dp1 = 0
                k = value("tau") * inv(1 - value("tau"))
                dp1 = err * inv((q0[0] - k * q1[0]) % R) % R
                dp0 = -k * dp1 % R
            elif err:
                dp0 = err * inv(q1[0]) % R
            for v in (p0[0] + dp0 + lam * q0[0], p1[0] + dp1, q1[0], q0[0]):
                self.hidden("lookups", v)
            tau = self.tr.challenge("tau")
            err_p, err_q, z = ((1 - tau) * dp0 + tau * dp1) % R, 0, [tau] + point
        ch.rho = z


def two_zeros():
    n = Net(2)
    n.circ.zeros += [n.src("a", (), "OUTPUT", [5]), n.src("b", (), "OUTPUT", [-5 * inv(value("mu"))])]
    return n.finish()


def cancelling_cells():
    n, u = Net(2), value("u")
    n.circ.zeros.append(n.src("a", (2,), "OUTPUT", [-u * inv(1 - u), 1]))
    return n.finish()


def dense():
    """<w, x> = y, and y is off by one."""
    n = Net(3)
    w, x = n.rand("w", (5,), "MODEL", -3, 3), n.rand("x", (5,), "OUTPUT", -3, 3)
    acc = n.der("acc", (), Term(1, dict(i=5), [], [(w, ["i"]), (x, ["i"])]))
    n.equal("z", acc, n.public_out("y", (), [n.val[acc][0] + 1]))
    return n.finish()


class FirstRound(Prover):
    """Lin is the truth, so Prod is false by mu² (products) or Prod is the truth, so Lin is false (opening); m(0) of the first round repairs it."""
    label = "products"

    def hidden(self, label, v):
        error = pow(self.ch.mu, 2, R)
        if label == "prod" and self.label == "products":
            v += error
        if label == self.label and not self.__dict__.get("repaired"):
            self.repaired = True
            r = value(label)
            v -= error * r * inv(1 - 2 * r)
        super().hidden(label, v)


class Factors(Prover):
    """Prod false by e; (A + e1)·(B + e2) makes up for it with gamma·e1 + gamma²·e2 = 0."""

    def hidden(self, label, v):
        if label == "prod":
            self.error = pow(self.ch.mu, 2, R)
            v += self.error
        if label == "factors":
            v += self.lies.pop(0)
        super().hidden(label, v)

    def sumcheck(self, pairs, n, label):
        point = super().sumcheck(pairs, n, label)
        if label == "products":
            e = self.error
            for r in point:
                e = e * r % R
            a, b = (dot(v, eq_vec(point)) for v in pairs[0])
            g = value("gamma")                           # −g·e2² + (a − g·b)·e2 − e = 0
            root = square_root(((a - g * b) ** 2 - 4 * g * e) % R)
            e2 = (g * b - a + root) * inv(-2 * g % R) % R if root is not None else 1
            self.lies = [-g * e2, e2]
        return point


def square_root(a):
    if pow(a, (R - 1) // 2, R) != 1:
        return None
    q = (R - 1) >> 32
    z = next(z for z in range(2, 50) if pow(z, (R - 1) // 2, R) != 1)
    c, x, b, m = pow(z, q, R), pow(a, (q + 1) // 2, R), pow(a, q, R), 32
    while b != 1:
        i, t = 0, b
        while t != 1:
            t, i = t * t % R, i + 1
        g = pow(c, 1 << (m - i - 1), R)
        x, c, m = x * g % R, g * g % R, i
        b = b * c % R
    return x


class TwoEquations(Prover):
    """Root off by q, opening end off by −q/theta^k through the last m(∞)."""

    def root(self, q):
        self.q = q
        self.hidden("lookups", q)
        self.hidden("lookups", inv(q) + 1)

    def sumcheck(self, pairs, n, label):
        self.left = 2 * n
        return super().sumcheck(pairs, n, label)

    def hidden(self, label, v):
        if label == "opening":
            self.left -= 1
            if self.left == 0:
                r, k = value("opening"), 1 + self.plan.n_leaf
                v -= self.q * inv(pow(value("theta"), k, R)) * inv(r * (r - 1))
        super().hidden(label, v)


class Simulator(Prover):
    """c known: z is chosen first, D and l0 follow."""

    def s8_sigma(self):
        tr, v = self.tr, Verifier(self.circ, self.st, self.tr.proof)
        v.reduce()
        x, lw, quad, const = v.combine(tr)
        K, c, fresh = v.vectors(), value("c"), Stream(b"simulator")
        z = [fresh.scalars(f"z {i}", n) for i, (n, _) in enumerate(K)]
        zeta, l1, zw = fresh.scalars("zeta", len(K)), fresh.scalar("l1"), z[-1]
        for a, b, (_, k) in zip(z, zeta, K):
            tr.point("sigma D", curve.add(curve.commit(a, b), curve.msm([(-c * s, p) for s, p in k])))
        tr.scalar("sigma l", l1)
        tr.scalar("sigma l", c * linear(x, lw, z[0], zw) + sum(k * zw[i] * zw[j] for k, i, j in quad) + zw[0] + c * c * const - c * l1)
        tr.challenge("c")
        for s in [s for row in z for s in row] + zeta:
            tr.scalar("sigma z", s)


class CancellingOpenings(Prover):
    """Both group equations are false, and cancel when the weights are equal."""

    def s8_sigma(self):
        super().s8_sigma()
        p = bytearray(self.tr.proof)
        for at, d in ((len(p) - 64, 1), (len(p) - 32, -1)):
            p[at:at + 32] = ((int.from_bytes(p[at:at + 32], "little") + d) % R).to_bytes(32, "little")
        self.tr.proof = p


def tree(where):
    return type("FalseTree", (FalseTree,), {"where": where})


# (name, forced labels, net, prover, reason with the true challenges)
CASES = [
    ("alpha: multiplicity solved", ("alpha", "beta"), solved_multiplicity, Prover, "QUADRATIC_FORM"),
    ("beta: key of another tag", ("beta",), key_of_another_tag, Prover, "QUADRATIC_FORM"),
    ("beta: colliding tuple", ("beta",), colliding_tuple, Prover, "QUADRATIC_FORM"),
    ("lambda: q_root makes up for p_root", ("lambda",), lookup_net, tree("lambda"), "QUADRATIC_FORM"),
    ("lookups: a round repairs the claim", ("lookups",), lookup_net, tree("round"), "QUADRATIC_FORM"),
    ("tau: errors of p0 and p1 cancel", ("tau",), lookup_net, tree("tau"), "QUADRATIC_FORM"),
    ("alpha: multiplicity of a direct table solved", ("alpha", "beta"), lambda: solved_multiplicity(True), Prover, "QUADRATIC_FORM"),
    ("alpha: the key of a direct table's row", {"alpha": 1}, hidden_by_a_pole, Prover, "QUADRATIC_FORM"),
    ("beta: key of a direct table's tag", ("beta",), lambda: key_of_another_tag(True), Prover, "QUADRATIC_FORM"),
    ("lambda: q_root makes up for S", ("lambda",), direct_net, tree("lambda"), "QUADRATIC_FORM"),
    ("lookups: a round repairs the claim beside S", ("lookups",), direct_net, tree("round"), "QUADRATIC_FORM"),
    ("tau: errors of p0 and p1 cancel beside S", ("tau",), direct_net, tree("tau"), "QUADRATIC_FORM"),
    ("mu: a zero makes up for S", ("alpha", "beta", "mu"), zero_beside_sum, AS_THE_TREE, "QUADRATIC_FORM"),
    ("mu: two zeros cancel", ("mu",), two_zeros, Prover, "GROUP_EQUATIONS"),
    ("u: two cells cancel", ("u",), cancelling_cells, Prover, "GROUP_EQUATIONS"),
    ("products: the first round repairs Prod", ("products",), dense, type("P", (FirstRound,), {"label": "products"}), "QUADRATIC_FORM"),
    ("opening: the first round repairs Lin", ("opening",), dense, type("O", (FirstRound,), {"label": "opening"}), "QUADRATIC_FORM"),
    ("gamma: errors of A and B cancel", ("gamma",), dense, Factors, "QUADRATIC_FORM"),
    ("theta: two equations cancel", ("theta", "opening"), lambda: lookup_net(1), TwoEquations, "QUADRATIC_FORM"),
    ("c: simulator", ("c",), lookup_net, Simulator, "QUADRATIC_FORM"),
    ("weight: two openings cancel", ("weight",), lambda: lookup_net(1), CancellingOpenings, "GROUP_EQUATIONS")]


def attempt(labels, net, cls, os_bytes):
    """(net, statement, proof made with the forced challenges, verdict with them, verdict without)"""
    n = net()
    st, held = n.setup(os_bytes)

    def verdict():
        try:
            verify(n.circ, st, proof)
            return "ACCEPTED"
        except Reject as e:
            return e.reason
    with Forced(labels):
        proof = cls(n.circ, st, n.val, held, os_bytes).prove()
        known = verdict()
    return n, st, proof, known, verdict()


def winning(name, labels, net, cls):
    """The attempt of the first randomness with which the attack works (gamma's needs a square root)."""
    for k in range(20):
        got = attempt(labels, net, cls, Stream(b"predict", name.encode(), bytes([k])).seed)
        if got[3] == "ACCEPTED":
            return got
    return got


if __name__ == "__main__":
    for name, labels, net, cls, reason in CASES:
        *_, known, true = winning(name, labels, net, cls)
        print(f"{name:40s} known: {known:16s} true: {true}", flush=True)
