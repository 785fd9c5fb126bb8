"""For each challenge an attack that wins if the challenge is known in advance, and is rejected with
the true one.

python3 -m attacks.predict"""

from attacks.direct import AS_THE_TREE, direct_sum
from attacks.forced import Forced, square_root, value
from cases.build import Net
from spec import curve
from spec.circuit import Term
from spec.field import R, dot, eq_vec, fold, inv
from spec.lookup import halves, round_values, tree
from spec.prover import Prover
from spec.rng import Stream
from spec.sigma import form_of
from spec.transcript import Reject
from spec.verifier import verify


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
    """alpha = 1 is the key of row 0, where v = 0: row 1 alone balances the key 9, −1/(9·beta) =
    m·(−1/beta), and row 0 may count what it likes."""
    n = Net(2)
    n.src("k", (1,), "OUTPUT", [9])
    n.lookup(["k"], n.range_table("t", 2, direct=True))
    n.finish()
    n.val["t.m"] = [5, inv(9)]
    return n


def zero_beside_sum():
    """alpha, beta and mu known: the root is true with the tree's S; mu²·z makes up for mu³ times
    its distance to what the multiplicities give."""
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
    """The fractions sum to p_root, but the claim is S·q_root (0 without direct tables): the error
    is repaired where a challenge is known. err_p, err_q: claim − truth."""

    where = "lambda"

    def lookup(self):
        self.ch.alpha, self.ch.beta = self.tr.challenge("alpha"), self.tr.challenge("beta")
        layers = tree(*self.leaves())
        (p_true,), (q_true,) = layers[0]
        q, total = q_true, direct_sum(self)
        if self.where == "lambda":  # S·q + lambda·q = p_true + lambda·q_true
            known = value("lambda")
            q = (p_true + known * q_true) * inv((total + known) % R) % R
        self.root(q)
        self.direct()
        self.err_p, self.err_q, z = (total * q - p_true) % R, (q - q_true) % R, []
        for p, q in layers[1:]:
            z = self.layer(z, p, q)
        self.ch.rho = z

    def layer(self, z, p, q):
        lam, point, number = self.tr.challenge("lambda"), [], len(z)
        err = (self.err_p + lam * self.err_q) % R
        children = halves(p) + halves(q)
        for i in range(number):
            d, e = round_values(children, z[i + 1 :], lam)
            repair = 0
            if err and self.where == "round" and number == 1:
                repair = -err * inv(value("lookups") - z[i])
            self.hidden("lookups", d + repair)
            self.hidden("lookups", e)
            r = self.tr.challenge("lookups")
            err = (err + (r - z[i]) * repair) % R
            children = [fold(v, r) for v in children]
            point.append(r)
        p0, p1, q0, q1 = (v[0] for v in children)
        d_p0, d_p1 = self.repaired_children(err, number, q0, q1)
        for v in (p0 + d_p0 + lam * q0, p1 + d_p1, q1, q0):
            self.hidden("lookups", v)
        tau = self.tr.challenge("tau")
        self.err_p, self.err_q = ((1 - tau) * d_p0 + tau * d_p1) % R, 0
        return [tau] + point

    def repaired_children(self, err, number, q0, q1):
        """d_p0·q1 + d_p1·q0 = err, and where tau is known (1 − tau)·d_p0 + tau·d_p1 = 0."""
        if not err:
            return 0, 0
        if self.where == "tau" and number == 0:
            k = value("tau") * inv(1 - value("tau"))
            d_p1 = err * inv((q0 - k * q1) % R) % R
            return -k * d_p1 % R, d_p1
        return err * inv(q1) % R, 0


def two_zeros():
    n = Net(2)
    for name, v in (("a", 5), ("b", -5 * inv(value("mu")))):
        n.circ.zeros.append(n.src(name, (), "OUTPUT", [v]))
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
    """Lin is the truth, so Prod is false by mu² (products), or Prod is the truth, so Lin is false
    (opening); m(0) of the first round repairs it."""

    label, repaired = "products", False

    def hidden(self, label, v):
        error = pow(self.ch.mu, 2, R)
        if label == "prod" and self.label == "products":
            v += error
        if label == self.label and not self.repaired:
            self.repaired = True
            r = value(label)
            v -= error * r * inv(1 - 2 * r)
        super().hidden(label, v)


def dense_twice():
    """As dense, and <w, x'> = y' holds."""
    n = dense()
    x = n.rand("x'", (5,), "OUTPUT", -3, 3)
    acc = n.der("acc'", (), Term(1, dict(i=5), [], [("w", ["i"]), (x, ["i"])]))
    n.equal("z'", acc, n.public_out("y'", (), [n.val[acc][0]]))
    return n.finish()


class FirstTermRound(Prover):
    """Prod is false by mu²; m(0) of the first round over the terms repairs what is left of it."""

    repaired = False

    def hidden(self, label, v):
        if label == "prod":
            self.error = pow(self.ch.mu, 2, R)
            v += self.error
        if label == "terms" and not self.repaired:
            self.repaired = True
            r = value(label)
            v -= self.error * r * inv(1 - 2 * r)
        super().hidden(label, v)

    def sumcheck(self, pairs, n, label):
        point = super().sumcheck(pairs, n, label)
        if label == "products":
            for r in point:
                self.error = self.error * r % R
        return point


class Factors(Prover):
    """Prod false by e; (A + e1)·(B + e2) makes up for it with gamma·e1 + gamma²·e2 = 0."""

    def hidden(self, label, v):
        if label == "prod":
            self.error = pow(self.ch.mu, 2, R)
            v += self.error
        if label == "joined":
            v += self.lies.pop(0)
        super().hidden(label, v)

    def sumcheck(self, pairs, n, label):
        point = super().sumcheck(pairs, n, label)
        if label == "products":
            e = self.error
            for r in point:
                e = e * r % R
            a, b = (dot(v, eq_vec(point)) for v in pairs[0])
            g = value("gamma")  # −g·e2² + (a − g·b)·e2 − e = 0
            root = square_root(((a - g * b) ** 2 - 4 * g * e) % R)
            e2 = (g * b - a + root) * inv(-2 * g % R) % R if root is not None else 1
            self.lies = [-g * e2, e2]
        return point


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
                r, power = value("opening"), pow(value("theta"), 1 + self.plan.n_leaf, R)
                v -= self.q * inv(power) * inv(r * (r - 1))
        super().hidden(label, v)


class Simulator(Prover):
    """c known: z is chosen first, D and l0 follow."""

    def sigma(self):
        replay, form = form_of(self)
        vectors, c, fresh = replay.vectors(), value("c"), Stream(b"simulator")
        z = [fresh.scalars(f"z {i}", vector.length) for i, vector in enumerate(vectors)]
        zeta, l1 = fresh.scalars("zeta", len(vectors)), fresh.scalar("l1")
        for values, blinder, vector in zip(z, zeta, vectors):
            k = curve.msm([(-c * s, point) for s, point in vector.commitment])
            self.tr.point("sigma D", curve.add(curve.commit(values, blinder), k))
        z_x, z_w = z[0], z[-1]
        left = c * form.linear(z_x, z_w) + form.quadratic(z_w) + z_w[0] + c * c * form.const
        self.tr.scalar("sigma l", l1)
        self.tr.scalar("sigma l", left - c * l1)
        self.tr.challenge("c")
        for v in [v for row in z for v in row] + zeta:
            self.tr.scalar("sigma z", v)


class CancellingOpenings(Prover):
    """Both group equations are false, and cancel when the weights are equal."""

    def sigma(self):
        super().sigma()
        proof = bytearray(self.tr.proof)
        for at, d in ((len(proof) - 64, 1), (len(proof) - 32, -1)):
            v = (int.from_bytes(proof[at : at + 32], "little") + d) % R
            proof[at : at + 32] = v.to_bytes(32, "little")
        self.tr.proof = proof


def false_tree(where):
    return type("FalseTree", (FalseTree,), {"where": where})


def first_round(label):
    return type("FirstRound", (FirstRound,), {"label": label})


FORM, GROUP = "QUADRATIC_FORM", "GROUP_EQUATIONS"
ALPHA_BETA = ("alpha", "beta")

# (name, forced labels, net, prover, reason with the true challenges)
CASES = [
    ("alpha: multiplicity solved", ALPHA_BETA, solved_multiplicity, Prover, FORM),
    ("beta: key of another tag", ("beta",), key_of_another_tag, Prover, FORM),
    ("beta: colliding tuple", ("beta",), colliding_tuple, Prover, FORM),
    ("lambda: q_root makes up for p_root", ("lambda",), lookup_net, false_tree("lambda"), FORM),
    ("lookups: a round repairs the claim", ("lookups",), lookup_net, false_tree("round"), FORM),
    ("tau: errors of p0 and p1 cancel", ("tau",), lookup_net, false_tree("tau"), FORM),
    (
        "alpha: multiplicity of a direct table solved",
        ALPHA_BETA,
        lambda: solved_multiplicity(True),
        Prover,
        FORM,
    ),
    ("alpha: the key of a direct table's row", {"alpha": 1}, hidden_by_a_pole, Prover, FORM),
    (
        "beta: key of a direct table's tag",
        ("beta",),
        lambda: key_of_another_tag(True),
        Prover,
        FORM,
    ),
    ("lambda: q_root makes up for S", ("lambda",), direct_net, false_tree("lambda"), FORM),
    (
        "lookups: a round repairs the claim beside S",
        ("lookups",),
        direct_net,
        false_tree("round"),
        FORM,
    ),
    ("tau: errors of p0 and p1 cancel beside S", ("tau",), direct_net, false_tree("tau"), FORM),
    ("mu: a zero makes up for S", ("alpha", "beta", "mu"), zero_beside_sum, AS_THE_TREE, FORM),
    ("mu: two zeros cancel", ("mu",), two_zeros, Prover, GROUP),
    ("u: two cells cancel", ("u",), cancelling_cells, Prover, GROUP),
    ("products: the first round repairs Prod", ("products",), dense, first_round("products"), FORM),
    ("terms: the first round repairs Prod", ("terms",), dense_twice, FirstTermRound, FORM),
    ("opening: the first round repairs Lin", ("opening",), dense, first_round("opening"), FORM),
    ("gamma: errors of A and B cancel", ("gamma",), dense, Factors, FORM),
    (
        "theta: two equations cancel",
        ("theta", "opening"),
        lambda: lookup_net(1),
        TwoEquations,
        FORM,
    ),
    ("c: simulator", ("c",), lookup_net, Simulator, FORM),
    ("weight: two openings cancel", ("weight",), lambda: lookup_net(1), CancellingOpenings, GROUP),
]


def attempt(labels, net, cls, os_bytes):
    """(net, statement, proof made with the forced challenges, verdict with them, verdict
    without)"""
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
    """The attempt of the first randomness with
    which the attack works (gamma's needs a square root)."""
    for k in range(20):
        got = attempt(labels, net, cls, Stream(b"predict", name.encode(), bytes([k])).seed)
        if got[3] == "ACCEPTED":
            return got
    return got


if __name__ == "__main__":
    for name, labels, net, cls, reason in CASES:
        *_, known, true = winning(name, labels, net, cls)
        print(f"{name:40s} known: {known:16s} true: {true}", flush=True)
