"""What a proof hides: simulated transcripts, pads, lengths, distributions."""

import subprocess
import sys
from attacks import equivocation
from attacks.equivocation import Equivocator, leaking, repeated_pad, reopened, zero
from attacks.toy import ToyGroup
from cases import nets
from hiding import distribution, pads
from hiding.simulator import Coins, coins_of, simulate
from spec.compact import compact, compact_bytes, verify_compact
from spec.commitment import commit_hidden, commit_model, rows
from spec.field import signed
from spec.layout import Layout
from spec.prover import Prover
from spec.transcript import Reject
from spec.verifier import Verifier, verify
from tests.case import Case, prove

MIXES = [nets.tiny(2, kin, kout, public_weights=shown)
         for kin in ("INPUT", "public") for kout in ("OUTPUT", "public") for shown in (False, True)]


def weights(n):
    """Only where they are public."""
    names = n.circ.of("MODEL") if n.circ.public_weights else []
    return {name: n.val[name] for name in names}


def public(n):
    return {name: [signed(v) for v in n.val[name]] for name in n.circ.of("public")}


class Simulated(Case):
    def test_accepted_with_its_coins_only(self):
        for n in [make() for make in nets.ALL] + MIXES:
            coins = coins_of(b"accepted")
            st, messages = simulate(n.circ, public(n), coins, weights(n))
            with Coins(coins):
                verify(n.circ, st, messages)
                if compact_bytes(n.circ) is not None:
                    verify_compact(n.circ, st, compact(n.circ, st, messages))
            self.rejects(n.circ, st, messages)
            with Coins(coins_of(b"others")), self.assertRaises(Reject):
                verify(n.circ, st, messages)

    def test_needs_no_true_statement(self):
        """What it makes says nothing about the statement: it makes it for a false one too."""
        n, coins = nets.tiny(kout="public"), coins_of(b"false")
        self.assertEqual(n.circ.of("public"), ["y"])
        st, messages = simulate(n.circ, {"y": [1, 0]}, coins)
        self.assertNotEqual([1, 0], public(n)["y"])
        with Coins(coins):
            verify(n.circ, st, messages)

    def test_is_what_an_honest_prover_says(self):
        """For each simulated transcript there is exactly one randomness with which the honest prover, who has a
        witness, says just that with these coins: both are equally likely."""
        with ToyGroup():
            for n in [make() for make in nets.ALL] + MIXES:
                coins = coins_of(b"explained")
                st, messages = simulate(n.circ, public(n), coins, weights(n))
                lay = Layout(n.circ)
                held = {name: reopened(lay, name, n.val[name], points) for name, points in st.points.items()}
                solved = Equivocator(n.circ, st, n.val, held)
                with Coins(coins):
                    self.assertEqual(messages, solved.follow(messages))
                self.assertTrue(all(solved.explained))
                if n.circ.public_weights:
                    self.assertEqual({1}, set(solved.blinders("MODEL")))


class Pads(Case):
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

    def test_given_blinders_share_no_mask(self):
        """Two statements about the same committed rows, from a source that repeats itself: nothing but
        the commitments is the same."""
        n, raw, els, points = nets.tiny(), bytes(32), [], []
        model = commit_model(n.circ, n.val, raw)
        kept = {row: 3 + i for i, row in enumerate(rows(n.circ, n.circ.of("INPUT", "OUTPUT")))}
        for context in (b"one", b"two"):
            hidden = commit_hidden(n.circ, n.val, context, raw, kept)
            st, held = n.setup(raw, context, model, hidden)
            p = Prover(n.circ, st, n.val, held, raw).prove()
            verify(n.circ, st, p)
            els.append({p[i : i + 32] for i in range(0, len(p), 32)})
            points.append([st.points[name] for name in n.circ.of("INPUT", "OUTPUT")])
        self.assertEqual(points[0], points[1])
        self.assertFalse(els[0] & els[1])

    def test_each_masks_its_own_elements(self):
        for make in (nets.tiny, nets.direct, nets.attention, nets.outer, nets.lone, nets.scalars, nets.public_only):
            self.assertEqual([], pads.broken(make()), make.__name__)

    def test_control(self):
        """Provers that leave a pad out, or use one twice."""
        cases = [
            (zero(("pads", 2)), {("pads", 2)}),
            (zero(("pads", 0)), {("pads", 0)}),
            (leaking(repeated_pad), {("pads", 1), ("pads", 2)}),
            (zero("d pads blinder"), {("d pads blinder", 0)}),
            (zero(("d x", 1)), {("d x", 1)}),
        ]
        for prover, expected in cases:
            self.assertEqual(expected, {wrong[:2] for wrong in pads.broken(nets.tiny(), prover)})


class Distributions(Case):
    def test_exactly_in_the_field_of_two_elements(self):
        out = subprocess.run(
            [sys.executable, "-m", "hiding.distribution", "--short"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        found = [line.rsplit(": ", 1) for line in out.splitlines()]
        self.assertEqual(2 * ["True"] + 4 * ["False"], [equal for _, equal in found], out)
        self.assertTrue(all("witness" in name for name, _ in found[:2]))

    def test_elements_are_uniform(self):
        n = nets.tiny()
        self.assertLess(distribution.least_uniform(n, 128)[0], 60)
        chi_squared, element = distribution.least_uniform(n, 128, zero(("pads", 2)))
        self.assertGreater(chi_squared, 1000)
        self.assertEqual(pads.Layout(n.circ).message(2), element)


class Lengths(Case):
    def test_of_other_witnesses_of_one_statement(self):
        """Plain and compact."""
        for name, n, a, b in equivocation.cases():
            found = []
            for witness in (a, b):
                equivocation.load(n, witness)
                st, held = n.setup()
                proof = Prover(n.circ, st, n.val, held).prove()
                verify(n.circ, st, proof)
                small = compact(n.circ, st, proof) if compact_bytes(n.circ) is not None else b""
                found.append((len(proof), len(small)))
            self.assertEqual(found[0], found[1], name)
            self.assertEqual(Verifier(n.circ, st, proof).length(), len(proof), name)
