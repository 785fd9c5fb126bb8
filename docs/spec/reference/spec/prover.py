"""The prover, stage by stage (§3), mirrored with verifier.py. It checks nothing: a wrong witness gives a wrong proof."""
from spec import rng
from spec.circuit import at, flat, positions
from spec.commitments import numbered
from spec.counts import Rounds
from spec.covector import Challenges, Collected, assertions, direct_covectors, leaf_jobs
from spec.field import R, dot, eq_vec, fold, inv
from spec.layout import Committed, Layout
from spec.transcript import Writer
from spec.validator import validate
from spec.verifier import Verifier, absorb_statement, linear
from spec import curve


class Prover:
    def __init__(self, circ, st, values, held, os_bytes=None):
        """values: every tensor; held: {tensor of the statement: Committed} (rows and blinders); os_bytes: 32 bytes of randomness."""
        validate(circ)
        self.circ, self.st, self.values, self.held = circ, st, values, dict(held)
        self.lay, self.os_bytes = Layout(circ), os_bytes or rng.fresh()
        self.plan, self.tr = Rounds(circ), Writer()
        self.n_sent, self.ch = 0, Challenges()
        self.public = {k: [v % R for v in vs] for k, vs in st.public.items()}

    def hidden(self, label, v):
        self.n_sent += 1
        self.tr.scalar(label, v - self.pad[self.n_sent])  # pad[0] = ψ masks no message

    def prove(self):
        absorb_statement(self.tr, self.circ, self.lay, self.st)
        self.s3_commitments()
        self.s4_lookups()
        self.s5_equation()
        claims = self.s6_products() if self.prods else []
        self.s7_opening(claims)
        self.s8_sigma()
        return bytes(self.tr.proof)

    # --- §3 stage 1
    def s3_commitments(self):
        self.rng = self.stream()
        self.row_blinder = numbered(self.rng, "rows")
        for n in self.circ.of("WITNESS"):
            self.held[n] = self.commit_witness(n)
            for r in self.lay.matrix[n].rows:
                self.tr.point("witness rows", self.held[n].points[r])
        self.pad, self.pad_blinder = self.rng.scalars("pads", self.plan.n_pads), self.rng.scalar("pads blinder")
        self.tr.point("pads", curve.commit(self.pad, self.pad_blinder))

    def stream(self):
        model, hidden = ([b for n in self.circ.of(*kinds) for b in self.held[n].blinders.values()] for kinds in (("MODEL",), ("INPUT", "OUTPUT")))
        return rng.proof_stream(self.os_bytes, self.tr.state, rng.values_hash(self.circ, self.values), rng.blinders_hash(model, hidden))

    def commit_witness(self, name):
        return Committed(self.lay, name, self.values[name], self.row_blinder)

    # --- §4 stage 2
    def leaves(self):
        ch, val = self.ch, self.values
        p, q = [0] * (1 << self.lay.n_leaf), [1] * (1 << self.lay.n_leaf)
        for block, (keys, tag, mult) in zip(self.lay.leaves, leaf_jobs(self.circ)):
            for i, a in block.cells():
                kappa = tag + sum(pow(ch.beta, m + 1, R) * val[k][i] for m, k in enumerate(keys))
                p[a], q[a] = (-val[mult][i] if mult else 1) % R, (ch.alpha - kappa) % R
        return p, q

    def s4_lookups(self):
        if not self.circ.lookups:
            return
        ch = self.ch
        ch.alpha, ch.beta = self.tr.challenge("alpha"), self.tr.challenge("beta")
        layers = [self.leaves()]
        while len(layers[0][0]) > 1:
            p, q = layers[0]
            layers.insert(0, ([(p[i] * q[i + 1] + p[i + 1] * q[i]) % R for i in range(0, len(p), 2)],
                              [q[i] * q[i + 1] % R for i in range(0, len(q), 2)]))
        self.root(layers[0][1][0])
        self.direct()
        z = []
        for layer in range(self.plan.n_leaf):
            lam, point = self.tr.challenge("lambda"), []
            p, q = layers[layer + 1]
            p0, p1, q0, q1 = p[::2], p[1::2], q[::2], q[1::2]
            for i in range(layer):
                w = eq_vec(z[i + 1:])

                def t(p0, p1, q0, q1):
                    return dot(w, [a * e + b * d + lam * d * e for a, b, d, e in zip(p0, p1, q0, q1)])
                lo, hi = [[v[k::2] for v in (p0, p1, q0, q1)] for k in (0, 1)]
                self.hidden("lookups", t(*hi) - t(*lo))
                self.hidden("lookups", t(*([y - x for x, y in zip(a, b)] for a, b in zip(lo, hi))))
                r = self.tr.challenge("lookups")
                p0, p1, q0, q1 = (fold(v, r) for v in (p0, p1, q0, q1))
                point.append(r)
            for v in (p0[0] + lam * q0[0], p1[0], q1[0], q0[0]):
                self.hidden("lookups", v)
            z = [self.tr.challenge("tau")] + point
        ch.rho = z

    def root(self, q):
        self.hidden("lookups", q)
        self.hidden("lookups", inv(q))

    def direct(self):
        if self.circ.has_direct():                       # S; the root's p = S·q_root
            self.hidden("lookups", sum(dot(self.values[mult], v) for mult, v in direct_covectors(self.circ, self.ch)))

    # --- §5 stage 3
    def s5_equation(self):
        ch = self.ch
        ch.mu, ch.u = self.tr.challenge("mu"), self.tr.challenges("u", self.plan.n_zero)
        got = assertions(self.circ, self.lay, ch).move_public(self.public)
        self.prods, self.lin = got.prods, got.lin
        if self.prods:
            self.factors = [(self.factor(g, g.in_a, g.amap, g.a, True), self.factor(g, g.in_b, g.bmap, g.b, False)) for g in self.prods]
            self.hidden("prod", sum(dot(a, b) for a, b in self.factors))

    def factor(self, g, axes, omap, name, is_a):
        """A_g or B_g on the 2^n_g padded cells."""
        out, shape = [0] * (1 << g.n), self.circ.tensors[name].shape
        for box in positions(axes, g.box):
            j = flat(shape, [at(e, box) for e in omap])
            if j is not None:
                w = 1 if is_a else g.scale
                for a in axes:
                    if not (is_a and a in g.batch):
                        w = w * g.w[a][box[a]] % R
                k = g.key.address([box[a] for a in g.batch + g.contr])
                out[k] = (out[k] + w * self.values[name][j]) % R
        return out

    def sumcheck(self, pairs, n, label):
        """Σ over pairs Σ_k A[k]·B[k], lowest bit first; a pair that has finished is embedded at 0: (1 − X)·value."""
        point = []
        for _ in range(n):
            m0 = minf = 0
            for a, b in pairs:
                if len(a) > 1:
                    m0 += dot(a[::2], b[::2])
                    minf += dot([y - x for x, y in zip(a[::2], a[1::2])], [y - x for x, y in zip(b[::2], b[1::2])])
                else:
                    m0 += a[0] * b[0]
            self.hidden(label, m0)
            self.hidden(label, minf)
            r = self.tr.challenge(label)
            pairs = [(fold(a, r), fold(b, r)) if len(a) > 1 else (a, [b[0] * (1 - r) % R]) for a, b in pairs]
            point.append(r)
        return point

    # --- §6 stage 4
    def s6_products(self):
        r, claims = self.sumcheck(self.factors, self.plan.n_prod, "products"), []
        for g, (a, b) in zip(self.prods, self.factors):
            e = eq_vec(r[:g.n])
            self.hidden("factors", dot(a, e))
            self.hidden("factors", dot(b, e))
            claims += g.claims(r)
        return claims

    # --- §7 stage 5
    def s7_opening(self, claims):
        gamma, opened = self.tr.challenge("gamma"), list(self.lin)
        for j, (name, cov) in enumerate(claims):
            got = Collected(self.circ)
            got.pull(name, cov.scaled(pow(gamma, j + 1, R)))
            opened += got.move_public(self.public).lin
        if not self.plan.opened:
            return
        V = {(n, r): [0] * self.lay.C for n, _ in opened for r in self.lay.matrix[n].rows}
        for name, cov in opened:
            m = self.lay.matrix[name]
            for (_, a), v in zip(m.space.cells(), cov.to_dense(self.circ.tensors[name].shape)):
                row = V[name, a >> m.ct]
                row[a & (1 << m.ct) - 1] = (row[a & (1 << m.ct) - 1] + v) % R
        self.sumcheck([(self.held[n].rows[r], v) for (n, r), v in V.items()], self.lay.c, "opening")

    # --- §8
    def s8_sigma(self):
        tr, C = self.tr, self.lay.C
        v = Verifier(self.circ, self.st, tr.proof)       # the form is public: replay the verifier up to here
        v.reduce()
        assert v.tr.state == tr.state
        x, lw, quad, _ = v.combine(tr)
        rows = [(self.pad, self.pad_blinder)]
        d = [(self.rng.scalars("d pads", self.plan.n_pads), self.rng.scalar("d pads blinder"))]
        if self.plan.opened:
            vec, blinder = [0] * C, 0
            for (n, r), s in v.rows.items():
                vec = [(a + s * b) % R for a, b in zip(vec, self.held[n].rows[r])]
                blinder += s * self.held[n].blinders[r]
            rows.insert(0, (vec, blinder % R))
            d.insert(0, (self.rng.scalars("d x", C), self.rng.scalar("d x blinder")))
        w, dw = self.pad, d[-1][0]
        for row in d:
            tr.point("sigma D", curve.commit(*row))
        tr.scalar("sigma l", linear(x, lw, d[0][0], dw) + sum(k * (w[i] * dw[j] + w[j] * dw[i]) for k, i, j in quad) + w[0])
        tr.scalar("sigma l", sum(k * dw[i] * dw[j] for k, i, j in quad) + dw[0])
        c = tr.challenge("c")
        for (vec, _), (dv, _) in zip(rows, d):
            for a, b in zip(vec, dv):
                tr.scalar("sigma z", c * a + b)
        for (_, t), (_, dt) in zip(rows, d):
            tr.scalar("sigma z", c * t + dt)
