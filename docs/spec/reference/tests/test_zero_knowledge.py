"""What a proof hides: pads, and a simulator that knows the challenge."""

from cases import nets
from spec import curve
from spec.field import R
from spec.layout import Layout
from spec.plan import Plan
from spec.prover import Prover
from spec.transcript import Reader
from spec.verifier import Verifier


from tests.case import Case, prove, random_scalar


class ZeroKnowledge(Case):
    def test_pads_once(self):
        class Counting(Prover):
            def hidden(self, label, v):
                self.used.append(self.n_sent)
                super().hidden(label, v)

        for make in nets.ALL:
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
