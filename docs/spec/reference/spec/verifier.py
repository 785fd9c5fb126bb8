"""The verifier, stage by stage (§3). It sees quadratic forms in the pads and x; never a hidden value."""
from spec.circuit import size
from spec.circuit_codec import digest
from spec.counts import Rounds, message_bytes
from spec.covector import Challenges, Collected, assertions
from spec.field import Form, R, eq_vec
from spec.layout import Layout
from spec.transcript import Reader, Reject, Transcript
from spec.validator import validate
from spec.wire import i64, u32
from spec import curve

FIXED = ("MODEL", "INPUT", "OUTPUT")                     # commitments of the statement


class Statement:
    """points: {committed tensor: {row: point}}; public: {name of a 'public' tensor: signed integers}; context: application bytes."""

    def __init__(self, points, public, context=b""):
        self.points, self.public, self.context = points, public, context


def absorb_statement(tr, circ, lay, st):
    tr.absorb("context", st.context)
    tr.absorb("circuit", digest(circ))
    for n in circ.of("MODEL"):
        tr.absorb("model tensor", lay.matrix[n].id(st.points[n]))
    for n in circ.of("public"):
        tr.absorb("public", b"".join(map(i64, st.public[n])))
    for n in circ.of("INPUT", "OUTPUT"):
        tr.absorb("hidden tensor", lay.matrix[n].id(st.points[n]))


def check_statement(circ, lay, st):
    if set(st.points) != set(circ.of(*FIXED)) or set(st.public) != set(circ.of("public")) or len(st.context) > 65536:
        raise Reject("STATEMENT", "tensors or context")
    for n, rows in st.points.items():
        if sorted(rows) != lay.matrix[n].rows or not all(curve.on_curve(p) for p in rows.values()):
            raise Reject("POINT", "rows of " + n)
    for n, values in st.public.items():
        t = circ.tensors[n]
        if len(values) != size(t.shape) or not all(type(v) is int and t.range[0] <= v <= t.range[1] for v in values):
            raise Reject("PUBLIC_VALUE", n)


class Verifier:
    def __init__(self, circ, st, proof, reader=Reader):
        validate(circ)
        self.circ, self.st, self.lay = circ, st, Layout(circ)
        self.plan, self.tr = Rounds(circ), reader(proof)
        self.n_sent, self.checks, self.ch = 0, [], Challenges()
        self.rows, self.states = {}, {}                  # (tensor, row) -> c_row; stage -> transcript state

    def hidden(self, label):
        """§8 message k = 1, 2, … is v̂_k + w_k."""
        self.n_sent += 1
        return Form({(): self.tr.scalar(label), (self.n_sent,): 1})

    def sumcheck(self, c, n, label):
        """§6, §7: m(0) and m(∞); lowest bit first."""
        point = []
        for _ in range(n):
            m0, minf = self.hidden(label), self.hidden(label)
            r = self.tr.challenge(label)
            c = c * r + m0 * (1 - 2 * r) + minf * (r * (r - 1))
            point.append(r)
        return c, point

    def run(self):
        self.check_group(self.equations(), [self.tr.challenge("weight") for _ in self.vectors()])

    def equations(self):
        """Everything but the group equations, which are returned: Com(z; ζ) = c·K + D for x, if anything is opened, and for the pads."""
        if len(self.tr.proof) != self.length():
            raise Reject("MESSAGES_LENGTH")
        self.reduce()
        assert self.n_sent == self.plan.messages
        group = self.s8_sigma(self.combine(self.tr))
        self.tr.end()
        return group

    def length(self):
        return message_bytes(self.circ)

    def mark(self, stage):
        """The transcript's state at the end of a stage, for test vectors."""
        self.states[stage] = self.tr.state

    def reduce(self):
        check_statement(self.circ, self.lay, self.st)
        self.public = {k: [v % R for v in vs] for k, vs in self.st.public.items()}
        absorb_statement(self.tr, self.circ, self.lay, self.st)
        self.mark("statement")
        self.s3_commitments()
        self.mark("commitments")
        leaf = self.s4_lookups()
        self.mark("lookups")
        lin, prod = self.s5_equation(leaf)
        self.mark("equation")
        claims = self.s6_products(prod) if self.prods else []
        self.mark("products")
        self.s7_opening(lin, claims)
        self.mark("opening")

    # --- §3 stage 1
    def s3_commitments(self):
        self.points = dict(self.st.points)
        for n in self.circ.of("WITNESS"):
            self.points[n] = {r: self.tr.point("witness rows") for r in self.lay.matrix[n].rows}
        self.pads = self.tr.point("pads")

    # --- §4 stage 2
    def s4_lookups(self):
        if not self.circ.lookups:
            return None
        ch = self.ch
        ch.alpha, ch.beta = self.tr.challenge("alpha"), self.tr.challenge("beta")
        q, inv_q = self.hidden("lookups"), self.hidden("lookups")
        self.checks.append(q * inv_q - Form.const(1))
        total = self.hidden("lookups") if self.circ.has_direct() else Form()     # S
        p, z = total * q, []
        for layer in range(self.plan.n_leaf):
            lam = self.tr.challenge("lambda")
            c, point = p + q * lam, []
            for i in range(layer):
                d, e = self.hidden("lookups"), self.hidden("lookups")
                r = self.tr.challenge("lookups")
                c = c + d * (r - z[i]) + e * (r * (r - 1))
                point.append(r)
            a, p1, q1, q0 = (self.hidden("lookups") for _ in range(4))
            self.checks.append(c - a * q1 - p1 * q0)
            tau, p0 = self.tr.challenge("tau"), a - q0 * lam
            p, q, z = p0 + (p1 - p0) * tau, q0 + (q1 - q0) * tau, [tau] + point
        ch.rho = z
        return p, q, total

    # --- §5 stage 3
    def s5_equation(self, leaf):
        ch = self.ch
        ch.mu, ch.u = self.tr.challenge("mu"), self.tr.challenges("u", self.plan.n_zero)
        got = assertions(self.circ, self.lay, ch).move_public(self.public)
        self.prods, self.lin = got.prods, got.lin
        p, q, total = leaf or [Form()] * 3
        lin = p + q * ch.mu + total * pow(ch.mu, 2 + len(self.circ.zeros), R) - Form.const(got.const)
        prod = self.hidden("prod") if got.prods else Form()
        return lin - prod, prod

    # --- §6 stage 4
    def s6_products(self, prod):
        c, r = self.sumcheck(prod, self.plan.n_prod, "products")
        claims = []
        for g in self.prods:
            a, b = self.hidden("factors"), self.hidden("factors")
            late = 1
            for rj in r[g.n:]:
                late = late * (1 - rj) % R
            c = c - a * b * late
            claims += zip((a, b), g.claims(r))
        self.checks.append(c)
        return claims

    # --- §7 stage 5
    def s7_opening(self, c, claims):
        gamma, opened = self.tr.challenge("gamma"), list(self.lin)
        for j, (form, (name, cov)) in enumerate(claims):
            w = pow(gamma, j + 1, R)
            got = Collected(self.circ)
            got.pull(name, cov.scaled(w))
            got.move_public(self.public)
            c = c + form * w - Form.const(got.const)
            opened += got.lin
        if self.plan.opened:
            c, s = self.sumcheck(c, self.lay.c, "opening")
            for name, cov in opened:
                for row, v in self.lay.matrix[name].row_scalars(cov, s).items():
                    self.rows[name, row] = (self.rows.get((name, row), 0) + v) % R
            c = c - Form({(("x", j),): v for j, v in enumerate(eq_vec(s))})
        self.checks.append(c)

    # --- §8
    def combine(self, tr):
        """L(x, w) + Σ κ_ij w_i w_j + c_0 = 0, as ({x column: coef}, {pad: coef}, [(κ, i, j)], c_0)."""
        theta, form = tr.challenge("theta"), Form()
        for i, check in enumerate(self.checks):
            form = form + check * pow(theta, i, R)
        x, w, quad, const = {}, {}, [], form.t.pop((), 0)
        for k, v in form.t.items():
            if len(k) == 2:
                quad.append((v, *k))
            elif isinstance(k[0], tuple):
                x[k[0][1]] = v
            else:
                w[k[0]] = v
        return x, w, quad, const

    def vectors(self):
        """(length, commitment as [(scalar, point)]) of x, if anything is opened, and of the pads."""
        x = [(self.lay.C, [(v, self.points[n][r]) for (n, r), v in self.rows.items()])] if self.plan.opened else []
        return x + [(self.plan.n_pads, [(1, self.pads)])]

    def s8_sigma(self, form):
        tr, (x, w, quad, const), K = self.tr, form, self.vectors()
        D = [tr.point("sigma D") for _ in K]
        l1, l0 = tr.scalar("sigma l"), tr.scalar("sigma l")
        c = tr.challenge("c")
        z = [[tr.scalar("sigma z") for _ in range(n)] for n, _ in K]
        zeta = [tr.scalar("sigma z") for _ in K]
        self.mark("sigma")
        zw = z[-1]
        if (c * linear(x, w, z[0], zw) + sum(k * zw[i] * zw[j] for k, i, j in quad) + zw[0] + c * c * const - c * l1 - l0) % R:
            raise Reject("QUADRATIC_FORM")
        return [(vec, t, [(-c * s % R, pt) for s, pt in k] + [(R - 1, d)]) for vec, t, (_, k), d in zip(z, zeta, K, D)]

    def check_group(self, group, weights):
        if combined(group, weights) is not None:
            raise Reject("GROUP_EQUATIONS")


def combined(group, weights):
    """Σ weight·(Com(z; ζ) − c·K − D), one MSM; infinity (None) if all hold."""
    g, h, rest = [0] * max([len(z) for z, _, _ in group], default=0), 0, []
    for (z, zeta, others), wt in zip(group, weights):
        for j, v in enumerate(z):
            g[j] += wt * v
        h += wt * zeta
        rest += [(wt * s % R, pt) for s, pt in others]
    gens = [curve.generator("generator", j) for j in range(len(g))] + [curve.generator("blinder", 0)]
    return curve.msm(list(zip(g + [h], gens)) + rest)


def linear(x, w, vx, vw):
    return sum(c * vx[j] for j, c in x.items()) + sum(c * vw[j] for j, c in w.items())


def verify(circ, st, proof):
    """Raises Reject unless the proof convinces."""
    Verifier(circ, st, proof).run()


def batch_equations(instances):
    """§11 rule 27: [(circuit, statement, messages)] -> all group equations, and their weights, which depend on every proof."""
    tr, group = Transcript(), []
    tr.absorb("batch", u32(len(instances)))
    for circ, st, proof in instances:
        v = Verifier(circ, st, proof)
        group += v.equations()
        tr.absorb("proof", v.tr.state)
    return group, [tr.challenge("weight") for _ in group]


def verify_batch(instances):
    """One combined group equation for all proofs."""
    if combined(*batch_equations(instances)) is not None:
        raise Reject("BATCH")
