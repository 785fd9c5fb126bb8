"""Proofs that are accepted, lies that are rejected, and what a proof hides."""

import secrets
import unittest
from cases import nets
from cases.build import Net, same
from collections import Counter
from spec import curve
from spec.batch import verify_batch
from spec.circuit import Term, size
from spec.covector import Cov
from spec.field import R, dot, eq_vec, inv
from spec.layout import Committed, Layout
from spec.plan import Plan
from spec.prover import Prover
from spec.statement import Statement, absorb_statement
from spec.transcript import Reader, Reject, Transcript
from spec.verifier import Verifier, verify

NETS = nets.ALL


def random_scalar():
    return secrets.randbelow(R)


def prove(n, st, held, cls=Prover):
    return cls(n.circ, st, n.val, held).prove()


def false_net(n, changes):
    m = Net(0)
    m.circ, m.val = n.circ, {k: list(v) for k, v in n.val.items()}
    for name, i, v in changes:
        m.val[name][i] = v % R
    n.circ.evaluate(m.val)
    return m


class Case(unittest.TestCase):
    def rejects(self, circ, st, proof, why="QUADRATIC_FORM"):
        with self.assertRaises(Reject) as e:
            verify(circ, st, proof)
        self.assertEqual(why, e.exception.reason)

    def accepts(self, n, **kw):
        self.assertTrue(n.circ.satisfied(n.val))
        st, held = n.setup(**kw)
        proof = prove(n, st, held)
        verify(n.circ, st, proof)
        return st, held, proof


class Accept(Case):
    def test_all(self):
        for n in [make() for make in NETS] + [
            nets.tiny(5),
            nets.mlp(6),
            nets.attention(6),
            nets.index_table(5, True),
            nets.index_table(4, True),
        ]:
            self.accepts(n)

    def test_all_mixes(self):
        for kin in ("INPUT", "public"):
            for kout in ("OUTPUT", "public"):
                for pub in (False, True):
                    self.accepts(nets.mlp(5, kin, kout, public_weights=pub))

    def test_zero_weight_row(self):
        """A row of zeros of public weights is h: the public blinder is 1, infinity never occurs."""
        n = nets.tiny(public_weights=True)
        n.val["w"][0:3] = [0, 0, 0]
        n.circ.evaluate(n.val)
        n.val["y.r"][0], n.val["y"][0] = 2, 0
        n.circ.evaluate(n.val)
        st, held, proof = self.accepts(n.finish())
        self.assertIn(curve.generator("blinder", 0), st.points["w"].values())
        st.points["w"][0] = None
        self.rejects(n.circ, st, bytes(len(proof)), "POINT")

    def test_only_weights_committed(self):
        n = Net(2)
        w, x = n.rand("w", (3, 5), "MODEL", -3, 3), n.rand("x", (5,), "public", -3, 3)
        y = n.der("y", (3,), Term(1, dict(o=3, i=5), ["o"], [(w, ["o", "i"]), (x, ["i"])]))
        n.equal("z", y, n.public_out("out", (3,), n.val[y]))
        st, held, proof = self.accepts(n.finish())
        st.public["out"][2] += 1
        self.rejects(n.circ, st, proof)
        self.rejects(n.circ, st, prove(n, st, held))

    def test_chaining_other_width(self):
        """OUTPUT of one circuit is INPUT of another with another C: equal tensor ids."""
        n1 = nets.mlp(5)
        n1.circ.tensors["y2"].range, n1.circ.tensors["y2"].scale = (0, 15), 4
        st1, held1, _ = self.accepts(n1)
        n2 = nets.mlp(6, chain=n1.val["y2"])
        x1 = held1["y2"]
        wide = Committed(
            Layout(n2.circ), "x", n2.val["x"], lambda b=iter(x1.blinders.values()): next(b)
        )
        self.assertEqual(
            Layout(n2.circ).matrix["x"].id(wide.points), Layout(n1.circ).matrix["y2"].id(x1.points)
        )
        st2, held2 = n2.setup()
        held2["x"], st2.points["x"] = wide, wide.points
        verify(n2.circ, st2, prove(n2, st2, held2))

    def test_certificate(self):
        n = nets.mlp()
        st, held, _ = self.accepts(n)
        for bad in (None, ("w2", 4), ("b1", 5)):
            m = Net(5)
            rt = {k: m.range_table(f"rt{k}", 2 * k + 1, -k) for k in (3, 7)}
            for name in ("w1", "b1", "w2", "b2"):
                t = n.circ.tensors[name]
                m.src(name, t.shape, "MODEL", n.val[name], *t.range, ct=t.ct, scale=t.scale)
                m.lookup([name], rt[t.range[1]])
            if bad:
                m.val[bad[0]][bad[1]] = 9
            m.finish()
            if bad:
                st2, held2 = m.setup()
                self.rejects(m.circ, st2, prove(m, st2, held2))
            else:
                st2, held2 = m.setup(model={k: held[k] for k in m.circ.of("MODEL")})
                verify(m.circ, st2, prove(m, st2, held2))

    def test_row_scalars(self):
        """V(row, s) by axes = the dense definition, with the column cut inside an axis."""
        n = Net(4)
        n.rand("w", (3, 5, 3), "MODEL", 0, 1)
        for ct in range(5):
            lay = Layout(n.circ)
            m = lay.matrix["w"]
            m.ct = ct
            m.rows = sorted({a >> ct for _, a in m.space.cells()})
            cov = Cov(7, [[random_scalar() for _ in range(d)] for d in (3, 5, 3)])
            s = [random_scalar() for _ in range(4)]
            self.assertEqual(
                m.row_scalars(cov, s), m.row_scalars(Cov(dense=cov.to_dense((3, 5, 3))), s)
            )

    def test_reproducible(self):
        """A proof is a function of circuit, values, context and the bytes of the operating
        system."""
        n, proofs = nets.tiny(), set()
        for seed, context in ((1, b""), (1, b""), (2, b""), (1, b"nonce")):
            st, held = n.setup(bytes([seed]) * 32, context)
            proofs.add(Prover(n.circ, st, n.val, held, bytes([seed]) * 32).prove())
        self.assertEqual(len(proofs), 3)

    def test_batch(self):
        all_, nets_ = [], (nets.tiny(), nets.mlp(kout="public"), nets.tiny(), nets.outer())
        for n in nets_:
            st, held = n.setup()
            all_.append((n.circ, st, prove(n, st, held)))
        verify_batch(all_)
        for i in (0, 2):
            for at in (-32, -64):  # ζ of the pads, ζ of x
                circ, st, proof = all_[i]
                v = (int.from_bytes(proof[at:][:32], "little") + 1) % R
                bad = proof[:at] + v.to_bytes(32, "little") + proof[len(proof) + at + 32 :]
                with self.assertRaises(Reject) as e:
                    verify_batch(all_[:i] + [(circ, st, bad)] + all_[i + 1 :])
                self.assertEqual(e.exception.reason, "BATCH")


class Rejects(Case):
    def test_every_element(self):
        n = nets.tiny()
        st, held = n.setup()
        proof, kinds, why = prove(n, st, held), [], Counter()

        class Spy(Reader):
            def scalar(s, label):
                kinds.append(0)
                return super().scalar(label)

            def point(s, label):
                kinds.append(1)
                return super().point(label)

        Verifier(n.circ, st, proof, Spy).run()
        self.assertEqual(len(kinds) * 32, len(proof))
        for i, point in enumerate(kinds):
            el = proof[32 * i : 32 * i + 32]
            v = int.from_bytes(el, "little")
            bad = (
                [
                    int.from_bytes(
                        curve.encode(curve.add(curve.decode(el), curve.generator("generator", 0))),
                        "little",
                    ),
                    v ^ 1 << 255,
                    0,
                ]
                if point
                else [(v + 1) % R, (v - 1) % R, v + R]
            )
            for b in bad:
                with self.assertRaises(Reject, msg=str(i)) as e:
                    verify(
                        n.circ,
                        st,
                        proof[: 32 * i] + b.to_bytes(32, "little") + proof[32 * i + 32 :],
                    )
                why[e.exception.reason] += 1
        self.assertEqual(set(why), {"QUADRATIC_FORM", "GROUP_EQUATIONS", "SCALAR", "POINT"})
        for p in (proof[:-1], proof[:-32], b""):
            self.rejects(n.circ, st, p, "MESSAGES_LENGTH")
        self.rejects(n.circ, st, proof + bytes(32), "MESSAGES_LENGTH")
        self.rejects(n.circ, Statement(st.points, {}, b"nonce"), proof)
        for name in ("w", "x", "y"):
            other = {k: dict(v) for k, v in st.points.items()}
            other[name][0] = curve.add(other[name][0], curve.generator("generator", 0))
            self.rejects(n.circ, Statement(other, {}), proof)
        m = nets.tiny()
        m.circ.tensors["at.y"].values[0] = 7
        self.rejects(m.circ, st, proof)

    def test_statement_is_absorbed(self):
        """Every part of the statement moves the transcript."""
        n, states = nets.mlp(5, "public", "OUTPUT"), []
        st, _ = n.setup()

        def note(circ, st):
            tr = Transcript()
            absorb_statement(tr, circ, Layout(circ), st)
            states.append(tr.state)

        note(n.circ, st)
        note(n.circ, Statement(st.points, st.public, b"nonce"))
        for name, rows in st.points.items():
            for r in rows:
                note(
                    n.circ,
                    Statement(
                        {**st.points, name: {**rows, r: curve.generator("generator", 0)}}, st.public
                    ),
                )
        for i in range(15):
            note(
                n.circ,
                Statement(st.points, {"x": [v + (i == j) for j, v in enumerate(st.public["x"])]}),
            )
        m = nets.mlp(5, "public", "OUTPUT")
        m.circ.zeros.append("acc1")
        note(m.circ, st)
        self.assertEqual(len(set(states)), len(states))

    def test_public_values(self):
        n = nets.tiny(2, "public", "public")
        st, held, proof = self.accepts(n)
        for name in ("x", "y"):
            for i in range(len(st.public[name])):
                pub = {k: list(v) for k, v in st.public.items()}
                pub[name][i] += 1  # still in the declared range
                self.rejects(n.circ, Statement(st.points, pub), proof)
                self.rejects(
                    n.circ, Statement(st.points, pub), prove(n, Statement(st.points, pub), held)
                )
        for v in (1 << 70, -1 << 63, 4, -1, 1.0, True, "1"):
            pub["x"][0] = v
            self.rejects(n.circ, Statement(st.points, pub), proof, "PUBLIC_VALUE")
        for pub in ({}, {**st.public, "z": [0]}, {"x": [1, 2, 1], "Y": [0, 1]}):
            self.rejects(n.circ, Statement(st.points, pub), proof, "STATEMENT")

    def test_false_cells(self):
        for n, kinds, signs in (
            (nets.tiny(), ("WITNESS", "OUTPUT", "INPUT"), (1, -1)),
            (nets.spread(), ("WITNESS", "OUTPUT"), (1,)),
            (nets.index_table(), ("OUTPUT",), (1,)),
            (nets.direct(), ("WITNESS", "OUTPUT", "INPUT"), (1,)),
            (nets.lone(), ("WITNESS",), (1, -1)),
        ):
            for t in list(n.circ.tensors.values()):
                for i in range(size(t.shape) if t.kind in kinds else 0):
                    for d in signs:
                        m = false_net(n, [(t.name, i, n.val[t.name][i] + d)])
                        st, held = m.setup()
                        self.rejects(n.circ, st, prove(m, st, held))

    def test_false_samples(self):
        for n, cells in (
            (nets.conv(), (("h", 4), ("h.r", 26), ("g", 0), ("z", 4), ("rt.m", 3), ("at.m", 7))),
            (nets.attention(), (("p", 3), ("y", 17), ("e", 9), ("m", 6), ("p.r", 0))),
            (nets.embedding(), (("tok", 1), ("e", 4), ("emb", 0), ("emb_t.m", 20))),
        ):
            for name, i in cells:
                m = false_net(n, [(name, i, n.val[name][i] + 1)])
                st, held = m.setup()
                self.rejects(n.circ, st, prove(m, st, held))
        for mult in ([1, 1], [2, 0], [0, 0], [inv(2), inv(2)]):
            n = Net(2)
            n.lookup([n.src("k", (2,), "WITNESS", [0, 2], 0, 1)], n.range_table("t", 2))
            n.finish()
            n.val["t.m"] = mult
            st, held = n.setup()
            self.rejects(n.circ, st, prove(n, st, held))

    def test_one_lie(self):
        class Liar(Prover):
            def hidden(self, label, v):
                super().hidden(label, v + (self.n_sent == self.lie))

        for n in (nets.tiny(), nets.lone()):
            st, held = n.setup()
            for i in range(Plan(n.circ).messages):
                p = Liar(n.circ, st, n.val, held)
                p.lie = i
                self.rejects(n.circ, st, p.prove())

    def test_commit_one_thing_use_another(self):
        n = nets.tiny()
        for name in ("w", "x", "y", "y.r", "rt.m", "at.m"):
            for i in range(len(n.val[name])):
                other = list(n.val[name])
                other[i] = (other[i] + 1) % R

                class Other(Prover):
                    def commit_witness(self, nm):
                        return Committed(
                            self.lay, nm, other if nm == name else self.values[nm], random_scalar
                        )

                st, held = n.setup()
                if name in held:
                    held[name] = Committed(Layout(n.circ), name, other, random_scalar)
                    st.points[name] = held[name].points
                self.rejects(n.circ, st, prove(n, st, held, Other))
        st, held = n.setup()
        for name in (
            "w",
            "x",
            "y",
        ):  # equal values, other blinders: not an opening of the statement's points
            lie = dict(held)
            lie[name] = Committed(Layout(n.circ), name, n.val[name], random_scalar)
            self.rejects(n.circ, st, prove(n, st, lie), "GROUP_EQUATIONS")

    def test_inverse(self):
        class Cheat(Prover):
            def root(self, q):
                self.hidden("lookups", q)
                self.hidden("lookups", 0)

        n = nets.tiny()
        st, held = n.setup()
        self.rejects(n.circ, st, prove(n, st, held, Cheat))

    def test_cancelling_lies(self):
        """Prod false by Δ, A_1 + e and A_2 − e to satisfy the product equation: only the powers of
        γ tell (with γ = 1 it is accepted)."""

        class Cheat(Prover):
            def hidden(self, label, v):
                if label == "prod":
                    self.shift = pow(self.ch.mu, 2, R) * eq_vec(self.ch.u)[0]
                    v += self.shift
                if label == "factors":
                    v += self.lies.pop(0)
                super().hidden(label, v)

            def sumcheck(self, pairs, n, label):
                point = super().sumcheck(pairs, n, label)
                if label == "products":
                    for r in point:
                        self.shift = self.shift * r % R
                    b1, b2 = (dot(b, eq_vec(point)) for _, b in pairs)
                    e = self.shift * inv(b1 - b2)
                    self.lies = [e, 0, -e, 0]
                return point

        n = Net(2)
        for k in "12":  # one weight tensor twice, so that equal covectors could cancel
            w = n.rand("w", (4,), "MODEL", -3, 3) if k == "1" else "w"
            x = n.rand("x" + k, (4,), "public", -3, 3)
            acc = n.der("acc" + k, (), Term(1, dict(i=4), [], [(w, ["i"]), (x, ["i"])]))
            y = n.public_out("y" + k, (), [n.val[acc][0] + (k == "1")])
            n.circ.zeros.append(n.der("z" + k, (), same(1, acc, ()), same(-1, y, ())))
        n.finish()
        st, held = n.setup()
        self.rejects(n.circ, st, prove(n, st, held, Cheat))

        from spec import transcript

        real = transcript.Transcript.challenge
        try:
            transcript.Transcript.challenge = lambda s, label: (
                1 + 0 * real(s, label) if label == "gamma" else real(s, label)
            )
            verify(n.circ, st, prove(n, st, held, Cheat))
        finally:
            transcript.Transcript.challenge = real


class Junk(Case):
    def junk(self, com, m, C, v=12345):
        used = {a for _, a in m.space.cells()}
        for r, row in com.rows.items():
            for j in range(C):
                if j >= 1 << m.ct or (r << m.ct) + j not in used:
                    row[j], v = v, v + 1
        com.seal()

    def test_junk(self):
        """Unused cells and unused columns: accepted beside a true statement, useless for a false
        one."""
        for make, true in [(k, True) for k in NETS] + [(lambda: nets.tiny(3, y_error=1), False)]:
            n, case = make(), self
            lay = Layout(n.circ)

            class JunkWitness(Prover):
                def commit_witness(self, name):
                    com = super().commit_witness(name)
                    case.junk(com, self.lay.matrix[name], self.lay.C)
                    return com

            st, held = n.setup()
            for name, com in held.items():
                self.junk(com, lay.matrix[name], lay.C)
                st.points[name] = com.points
            if true:
                verify(n.circ, st, prove(n, st, held, JunkWitness))
            else:
                self.rejects(n.circ, st, prove(n, st, held, JunkWitness))


class ZeroKnowledge(Case):
    def test_pads_once(self):
        class Counting(Prover):
            def hidden(self, label, v):
                self.used.append(self.n_sent)
                super().hidden(label, v)

        for make in NETS:
            n = make()
            st, held = n.setup()
            p = Counting(n.circ, st, n.val, held)
            p.used = []
            p.prove()
            self.assertEqual(
                p.used, list(range(p.plan.messages))
            )  # pads 1 … messages; ψ = w[0] is none of them

    def test_two_proofs_share_nothing(self):
        n = nets.tiny()
        st, held = n.setup()
        a, b = (prove(n, st, held) for _ in range(2))
        els = [{p[i : i + 32] for i in range(0, len(p), 32)} for p in (a, b)]
        self.assertEqual(len(els[0]), len(a) // 32)
        self.assertFalse(els[0] & els[1])

    def test_simulator(self):
        for make in (nets.tiny, nets.attention, nets.index_table, nets.direct, nets.lone):
            n = make()
            st, held = n.setup()
            proof, c = simulate(n.circ, st)

            class Programmed(Reader):
                def challenge(self, label):
                    v = super().challenge(label)
                    return c if label == "c" else v

            Verifier(n.circ, st, proof, Programmed).run()
            self.rejects(n.circ, st, proof)


def simulate(circ, st):
    """(proof, c): accepted if the challenge c is known; z is chosen first, D and l0 follow."""
    lay, plan = Layout(circ), Plan(circ)
    rows = sum(len(lay.matrix[name].rows) for name in circ.of("WITNESS"))
    out = [curve.encode(curve.commit([], random_scalar())) for _ in range(rows + 1)]
    out += [random_scalar().to_bytes(32, "little") for _ in range(plan.messages)]
    v = Verifier(circ, st, b"".join(out))
    v.reduce()
    form, vectors, c, l1 = v.combine(v.tr), v.vectors(), random_scalar(), random_scalar()
    z = [[random_scalar() for _ in range(vector.length)] for vector in vectors]
    zeta = [random_scalar() for _ in vectors]
    for values, blinder, vector in zip(z, zeta, vectors):
        k = curve.msm([(-c * s, point) for s, point in vector.commitment])
        out.append(curve.encode(curve.add(curve.commit(values, blinder), k)))
    left = c * form.linear(z[0], z[-1]) + form.quadratic(z[-1]) + z[-1][0] + c * c * form.const
    scalars = [l1, (left - c * l1) % R] + [s for row in z for s in row] + zeta
    return b"".join(out + [s.to_bytes(32, "little") for s in scalars]), c
