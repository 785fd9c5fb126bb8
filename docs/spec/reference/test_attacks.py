"""The attacks win where they have to and lose everywhere else."""
import subprocess
import sys
import unittest
import nets
from attacks import absorption, cheats, equivocation, free_input, predict, pullback, random_statements
from field import inv
from prover import Prover
from transcript import Reject
from validator import InvalidCircuit, validate
from verifier import verify


class Attacks(unittest.TestCase):
    def test_forced_challenges(self):
        for name, labels, net, cls, reason in predict.CASES:
            *_, known, true = predict.winning(name, labels, net, cls)
            self.assertEqual((known, true), ("ACCEPTED", reason), name)

    def test_absorption(self):
        for make in (nets.tiny, nets.scalars, nets.index_table, nets.outer):
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
        _, n, a, b = found[0]
        for what, prover, fulfils in equivocation.MUTANTS:
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

    def test_k_list(self):
        out = subprocess.run([sys.executable, "-m", "attacks.k_list", "20"], capture_output=True, text=True, check=True).stdout
        self.assertIn("own weights: ACCEPTED", out)
        self.assertIn("rule 27: BATCH", out)


if __name__ == "__main__":
    unittest.main()
