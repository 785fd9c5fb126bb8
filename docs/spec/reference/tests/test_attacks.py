"""The attacks win where they have to and lose everywhere else."""

import subprocess
import sys
import unittest
from attacks import (
    absorption,
    cheats,
    direct,
    equivocation,
    free_input,
    poles,
    predict,
    pullback,
    random_statements,
)
from attacks.forced import Forced, value
from cases import nets
from spec.field import R, inv, signed
from spec.files import Key
from spec.prover import Prover
from spec.soundness import error_terms
from spec.transcript import Reject
from spec.validator import InvalidCircuit, validate
from spec.verifier import verify
from vectors.false_proofs import outcome
from vectors.stages import STAGES, made


class Attacks(unittest.TestCase):
    def test_forced_challenges(self):
        for name, labels, net, cls, reason in predict.CASES:
            *_, known, true = predict.winning(name, labels, net, cls)
            self.assertEqual((known, true), ("ACCEPTED", reason), name)

    def test_cheats_of_every_stage(self):
        """Some of each; vectors are made of all."""
        for module in STAGES.values():
            for cheat in list(module.cases())[::4]:
                key, proof = made(cheat)
                refused = outcome(Key(key), proof, b"") in ("QUADRATIC_FORM", "GROUP_EQUATIONS")
                self.assertEqual(refused, not cheat.true, cheat.name)

    def test_absorption(self):
        for make in (nets.tiny, nets.scalars, nets.index_table, nets.outer, nets.lone):
            self.assertEqual(absorption.broken(make()), [])

    def test_pull_back(self):
        self.assertGreater(sum(map(pullback.check, range(100))), 100)

    def test_random_statements(self):
        for seed in range(20):
            random_statements.check(seed)

    def test_equivocation(self):
        found = list(equivocation.cases())
        for name, n, a, b in found:
            self.assertTrue(equivocation.equivocates(n, a, b), name)
        for (_, n, a, b), mutants in (
            (found[0], equivocation.MUTANTS),
            (found[-2], equivocation.MUTANTS + [equivocation.SUM_UNMASKED]),
        ):
            for what, prover, fulfils in mutants:
                self.assertTrue(equivocation.equivocates(n, a, a, prover, fulfils), what)
                self.assertFalse(equivocation.equivocates(n, a, b, prover, fulfils), what)

    def test_free_input(self):
        n = free_input.forge()
        self.assertTrue(n.circ.satisfied(n.val))
        self.assertTrue(free_input.accepted_without_validator(n))
        with self.assertRaises(InvalidCircuit) as e:
            validate(n.circ)
        self.assertEqual(e.exception.rule, "INPUT_RANGE")

    def test_field_valued_input(self):
        """7/4 as an input that is looked up in 0 … 3"""
        n = cheats.recounted(cheats.false_net(nets.tiny(), ("x", 0, 7 * inv(4))))
        st, held = n.setup()
        with self.assertRaises(Reject):
            verify(n.circ, st, Prover(n.circ, st, n.val, held).prove())

    def test_direct_tables(self):
        for name, n, cls, _ in direct.dishonest():
            st, held = n.setup()
            with self.assertRaises(Reject, msg=name):
                verify(n.circ, st, cls(n.circ, st, n.val, held).prove())

    def test_poles(self):
        _, _, found = poles.chosen()
        self.assertEqual([len(set(found)), *map(poles.accepted, found)], [4] + [True] * 4)
        self.assertFalse(poles.accepted(7))
        self.assertLessEqual(len(found), error_terms(poles.false_net().circ)["alpha"])

    def test_alpha_at_the_key_of_a_row(self):
        """v is 0 there: nothing is lost where the row counts nothing; where it counts, a cell has
        the same key and q_root is 0."""
        n = nets.lone()
        st, held = n.setup()
        for row, counts in enumerate(signed(v) for v in n.val["rt.m"]):
            with Forced({"alpha": (1 + value("beta") * row) % R, "beta": value("beta")}):
                if counts:
                    self.assertRaises(
                        ValueError, Prover(n.circ, st, n.val, held).prove
                    )  # no inverse of q_root
                else:
                    verify(n.circ, st, Prover(n.circ, st, n.val, held).prove())

    def test_k_list(self):
        out = subprocess.run(
            [sys.executable, "-m", "attacks.k_list", "20"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        self.assertIn("own weights: ACCEPTED", out)
        self.assertIn("rule 27: BATCH", out)
