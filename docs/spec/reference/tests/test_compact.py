"""The compact form (§8.1)."""

import unittest
from cases import nets
from spec import compact as module
from spec.compact import Open, compact, compact_bytes, verify_compact
from spec.field import R, inv
from spec.prover import Prover
from spec.transcript import Reject
from vectors.proofs import Log


def proven(make, cls=Prover):
    n = make()
    st, held = n.setup()
    return n, st, cls(n.circ, st, n.val, held).prove()


class Lie(Prover):
    """l0 is one too large: the equation of §8 is false, the openings fit."""

    def sigma(self):
        scalar, seen = self.tr.scalar, []

        def lying(label, v):
            seen.append(label)
            scalar(label, v + (label == "sigma l" and seen.count(label) == 2))

        self.tr.scalar = lying
        super().sigma()


class Test(unittest.TestCase):
    def rejects(self, circ, st, messages, why):
        with self.assertRaises(Reject) as e:
            verify_compact(circ, st, messages)
        self.assertEqual(why, e.exception.reason)

    def test_accepts_with_exact_length(self):
        for make in nets.ALL:
            n, st, messages = proven(make)
            if compact_bytes(n.circ) is not None:
                small = compact(n.circ, st, messages)
                self.assertEqual(compact_bytes(n.circ), len(small))
                verify_compact(n.circ, st, small)

    def test_every_element(self):
        n, st, messages = proven(nets.tiny)
        small = compact(n.circ, st, messages)
        for at in range(0, len(small), 32):
            bad = bytearray(small)
            bad[at] ^= 1
            with self.assertRaises(Reject):
                verify_compact(n.circ, st, bytes(bad))
        self.rejects(n.circ, st, small[:-32], "MESSAGES_LENGTH")
        self.rejects(n.circ, st, small + bytes(32), "MESSAGES_LENGTH")

    def test_sigma_keeps_sent_pads_out_of_the_argument(self):
        """The lie is hidden in z_w[i], i ∈ S, with the difference in z':
        only the powers of σ notice."""
        n, st, messages = proven(nets.tiny, Lie)
        dishonest = self.hide(n.circ, st, messages)
        self.rejects(n.circ, st, dishonest, "GROUP_EQUATIONS")
        honest = module.vectors

        def blind(shape, form, sigma):
            a, b = honest(shape, form, sigma)
            return a, [0 if j in shape.S else v for j, v in enumerate(b)]

        module.vectors = blind
        try:
            verify_compact(
                n.circ, st, self.hide(n.circ, st, messages)
            )  # a verifier without σ believes it
        finally:
            module.vectors = honest

    def hide(self, circ, st, messages):
        p = Open(circ, st, messages)
        p.equations()
        c = next(v for label, v in replay(circ, st, messages) if label == "c")
        form, z_w, i = p.form, p.z[-1], min(p.form.multiplied())
        unit = [int(j == i) for j in range(len(z_w))]
        slope = c * form.w.get(i, 0) + form.mixed(z_w, unit)
        self.assertFalse(any(a == b for _, a, b in form.quad))
        return compact(circ, st, messages, sent={i: (z_w[i] + inv(slope)) % R})


def replay(circ, st, messages):
    p = Open(circ, st, messages, Log)
    p.equations()
    return [
        (label, int.from_bytes(bytes.fromhex(v), "little")) for label, v in p.tr.challenges_seen
    ]
