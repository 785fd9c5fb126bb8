"""Proofs of true statements are accepted, and what else has to be."""

from cases import nets
from cases.build import Net
from spec import curve
from spec.batch import verify_batch
from spec.circuit import Term
from spec.covector import Cov
from spec.field import R
from spec.layout import Committed, Layout
from spec.prover import Prover
from spec.transcript import Reject
from spec.verifier import verify


from tests.case import Case, prove, random_scalar


class Accept(Case):
    def test_all(self):
        for n in [make() for make in nets.ALL] + [
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
        """A proof is a function of circuit, values,
        context and the bytes of the operating system."""
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


class Junk(Case):
    def junk(self, com, m, C, v=12345):
        used = {a for _, a in m.space.cells()}
        for r, row in com.rows.items():
            for j in range(C):
                if j >= 1 << m.ct or (r << m.ct) + j not in used:
                    row[j], v = v, v + 1
        com.seal()

    def test_junk(self):
        """Unused cells and unused columns:
        accepted beside a true statement, useless for a false one."""
        for make, true in [(k, True) for k in nets.ALL] + [
            (lambda: nets.tiny(3, y_error=1), False)
        ]:
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
