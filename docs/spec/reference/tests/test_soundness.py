"""The rounds of docs/soundness.md are the challenges that V draws, and their errors add up to E."""

from cases import nets
from spec.soundness import error_numerator, rounds
from spec.verifier import Verifier
from tests.case import Case, prove
from vectors.proofs import Log


class Rounds(Case):
    def test_are_those_of_a_proof(self):
        for make in nets.ALL:
            n = make()
            st, held = n.setup()
            verifier = Verifier(n.circ, st, prove(n, st, held), Log)
            verifier.run()
            drawn = [label for label, _ in verifier.tr.challenges_seen]
            # the weights of the group equations are one round
            weights = drawn.index("weight")
            self.assertEqual(drawn[:weights + 1], [label for label, _ in rounds(n.circ)])

    def test_add_up_to_the_error_sum(self):
        for make in nets.ALL:
            circ = make().circ
            self.assertEqual(error_numerator(circ), sum(error for _, error in rounds(circ)))
