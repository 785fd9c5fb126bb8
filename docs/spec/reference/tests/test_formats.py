"""Codec, validator, range proofs, support, counts, files."""

import random
import unittest
from cases import invalid, malformed, nets, two_faults
from spec.circuit_codec import decode, digest, encode
from spec.collection import Challenges, assertions
from spec.covector_counts import covectors_and_work
from spec.files import Key, encode_key, encode_proof, identify, verify_file
from spec.layout import Layout, space
from spec.plan import Plan
from spec.prover import Prover
from spec.soundness import statistical_bits
from spec.transcript import Reject
from spec.validator import InvalidCircuit, validate
from spec.validator.range_proof import range_proven
from spec.wire import Cursor, Malformed, deltas, svar, uvar
from vectors import make_vectors, soundness, walkthrough


class Codec(unittest.TestCase):
    def test_round_trip(self):
        for make in nets.ALL:
            n = make()
            again = decode(encode(n.circ))
            self.assertEqual(encode(again), encode(n.circ))
            values = {k: list(v) for k, v in n.val.items()}
            self.assertEqual(again.evaluate(values), n.val)  # the same meaning

    def test_malformed(self):
        for name, data in malformed.cases():
            if name.startswith("+"):
                self.assertEqual(encode(decode(data)), data)
            else:
                with self.assertRaises(Malformed, msg=name):
                    decode(data)

    def test_every_truncation(self):
        data = encode(nets.tiny().circ)
        for i in range(len(data)):
            with self.assertRaises(Malformed):
                decode(data[:i])

    def test_every_bit(self):
        """A changed bit is refused, or gives another circuit that is written back
        as it was read."""
        data, rng = encode(nets.tiny().circ), random.Random(1)
        for _ in range(3000):
            i = rng.randrange(len(data) * 8)
            other = bytearray(data)
            other[i // 8] ^= 1 << i % 8
            try:
                circ = decode(bytes(other))
                self.assertEqual(encode(circ), bytes(other))
                if (
                    max(
                        [
                            d
                            for t in circ.tensors.values()
                            for x in [t.shape, *(y.box.values() for y in t.terms)]
                            for d in x
                        ]
                    )
                    < 1 << 16
                ):
                    validate(circ)  # larger ones are only slow here
            except (Malformed, InvalidCircuit):
                pass

    def test_integers(self):
        rng = random.Random(2)
        for _ in range(500):
            v = rng.getrandbits(rng.randint(1, 64))
            self.assertEqual(Cursor(uvar(v)).uvar(), v)
            w = v - (1 << 64) if v >> 63 else v
            self.assertEqual(Cursor(svar(w)).svar(), w)
        vs = [rng.randrange(-(2**63), 2**63) for _ in range(50)]
        self.assertEqual(Cursor(deltas(vs)).deltas(50), vs)


def refusal(circ):
    try:
        validate(circ)
    except InvalidCircuit as e:
        return e.rule
    return None


class Validator(unittest.TestCase):
    def test_rules(self):
        for rule, name, make in invalid.CASES:
            self.assertEqual(refusal(make()), rule, name)

    def test_two_faults(self):
        """Each fault alone breaks its rule; of two, one that may be named is;
        bytes and built circuit agree."""
        self.assertIsNone(refusal(two_faults.sound()))
        for fault, rule in two_faults.FAULTS.items():
            self.assertEqual(refusal(two_faults.broken(fault)), rule, fault.__name__)
        for rules, name, circ in two_faults.cases():
            self.assertIn(refusal(circ), rules, name)
            self.assertEqual(refusal(decode(encode(circ))), refusal(circ), name)

    def test_nets_prove_their_inputs(self):
        for make in nets.ALL:
            c = make().circ
            validate(c)
            self.assertLessEqual(set(c.of("INPUT")), range_proven(c))

    def test_counts(self):
        """Covectors, products and opened tensors counted on the DAG = those
        that the pull-back makes."""
        for make in nets.ALL:
            c = make().circ
            plan, lay, ch = Plan(c), Layout(c), Challenges()
            ch.alpha, ch.beta, ch.mu, ch.rho, ch.u = (
                3,
                5,
                7,
                list(range(lay.n_leaf)),
                list(range(64)),
            )
            got = assertions(c, lay, ch)
            self.assertEqual(plan.n_terms, len(got.prods))
            self.assertEqual(plan.n_prod, max([p.n for p in got.prods], default=0))
            for p in got.prods:
                for name, cov in p.claims([9] * p.n):
                    got.pull(name, cov)
            self.assertEqual(set(plan.opened), {n for n, _ in got.lin if n in lay.matrix})
            self.assertLess(covectors_and_work(c)[1], 20000)

    def test_row_count(self):
        rng = random.Random(3)
        for _ in range(200):
            shape = [rng.randint(1, 9) for _ in range(rng.randint(0, 3))]
            s = space(shape)
            for ct in range(s.bits + 1):
                self.assertEqual(s.row_count(ct), len({a >> ct for _, a in s.cells()}))


class Files(unittest.TestCase):
    def setUp(self):
        self.n = nets.tiny(2, "public", "OUTPUT")
        st, held = self.n.setup(context=b"nonce")
        c = self.n.circ
        self.key = encode_key(c, st.points)
        self.proof = encode_proof(
            c,
            identify(c, Layout(c), {"w": st.points["w"]}),
            st,
            Prover(c, st, self.n.val, held).prove(),
        )

    def test_accept(self):
        st = verify_file(Key(self.key), self.proof, b"nonce")
        self.assertEqual(st.public["x"], [1, 2, 1])
        with self.assertRaises(Reject):
            verify_file(Key(self.key), self.proof)

    def test_length_follows_from_the_circuit(self):
        for make in nets.ALL:
            n = make()
            st, held = n.setup()
            messages = Prover(n.circ, st, n.val, held).prove()
            self.assertEqual(len(messages), Plan(n.circ).message_bytes())

    def test_key(self):
        rng = random.Random(4)
        for _ in range(300):
            i = rng.randrange(len(self.key) * 8)
            other = bytearray(self.key)
            other[i // 8] ^= 1 << i % 8
            self.assertRaises(Malformed, Key, bytes(other))
        for i in (0, 1, 31, 32, 60, len(self.key) - 1):
            self.assertRaises(Malformed, Key, self.key[:i])

    def test_proof(self):
        key, header = Key(self.key), 8 + 4 + 32
        for i, flipped, reason in (
            (0, 255, Malformed),
            (8, 255, Malformed),
            (12, 255, "MODEL_ID"),
            (header, 255, Malformed),
            (header + 4, 255, Malformed),
            (header + 8, 255, Malformed),
            (header + 9, 64, "PUBLIC_VALUE"),
            (header + 9 + 3, 255, Malformed),
            (len(self.proof) - 1, 255, "SCALAR"),
        ):
            other = bytearray(self.proof)
            other[i] ^= flipped
            with self.assertRaises(Malformed if reason is Malformed else Reject) as e:
                verify_file(key, bytes(other), b"nonce")
            if reason is not Malformed:
                self.assertEqual(e.exception.reason, reason)
        for other in (self.proof[:-1], self.proof + b"\0", b""):
            self.assertRaises(Malformed, verify_file, key, other, b"nonce")

    def test_digest_binds(self):
        digests = {digest(make().circ) for make in nets.ALL}
        self.assertEqual(len(digests), len(nets.ALL))
        self.assertNotEqual(digest(nets.tiny().circ), digest(nets.tiny(public_weights=True).circ))


class Documents(unittest.TestCase):
    def test_example_is_current(self):
        self.assertEqual(walkthrough.TARGET.read_text(encoding="utf-8"), walkthrough.text())

    def test_vectors_are_current(self):
        circuits = ("circuits_invalid", "circuits_two_faults")
        for name in ("net_tiny", "randomness", *circuits, "soundness", "forced", "chains"):
            committed = (make_vectors.TARGET / f"{name}.json").read_text(encoding="utf-8")
            self.assertEqual(committed, make_vectors.text(make_vectors.all_files()[name]()), name)

    def test_soundness_table_is_current(self):
        page = make_vectors.TARGET.parents[1] / "soundness.md"
        self.assertIn(soundness.table(), page.read_text(encoding="utf-8"))

    def test_soundness(self):
        for make in nets.ALL:
            self.assertGreater(statistical_bits(make().circ), 240)
