"""Lies and changed proofs are rejected, by the check that has to notice."""

from attacks.forced import square_root
from cases import nets
from cases.build import Net, same
from collections import Counter
from spec import curve
from spec.circuit import Term, size
from spec.field import R, dot, eq_vec, inv
from spec.layout import Committed, Layout
from spec.plan import Plan
from spec.prover import Prover
from spec.statement import Statement, absorb_statement
from spec.transcript import Reader, Reject, Transcript
from spec.verifier import Verifier, verify


from tests.case import Case, false_net, prove, random_scalar


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
        """Prod false by Δ, A(y) + e and B(y) − e to satisfy the product equation: only the powers
        of γ tell (with γ = 1 it is accepted). e is a root: not every y has one."""

        class Cheat(Prover):
            def hidden(self, label, v):
                if label == "prod":
                    self.shift = pow(self.ch.mu, 2, R) * eq_vec(self.ch.u)[0]
                    v += self.shift
                if label == "joined":
                    v += self.lies.pop(0)
                super().hidden(label, v)

            def sumcheck(self, pairs, n, label):
                point = super().sumcheck(pairs, n, label)
                for r in point if label in ("products", "terms") else ():
                    self.shift = self.shift * r % R
                if label == "terms":
                    a, b = (dot(vec, eq_vec(point)) for vec in pairs[0])
                    root = square_root(((b - a) ** 2 - 4 * self.shift) % R)
                    e = (b - a + (root or 1)) * inv(2) % R
                    self.lies, self.solved = [e, -e], root is not None
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

        def solved():
            while True:
                cheat = Cheat(n.circ, st, n.val, held)
                proof = cheat.prove()
                if cheat.solved:
                    return proof

        real = transcript.Transcript.challenge
        try:
            transcript.Transcript.challenge = lambda s, label: (
                1 + 0 * real(s, label) if label == "gamma" else real(s, label)
            )
            verify(n.circ, st, solved())
        finally:
            transcript.Transcript.challenge = real
