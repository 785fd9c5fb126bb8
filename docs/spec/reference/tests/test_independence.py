"""Rows that are independent, and rows that are not (§11 rule 39)."""
import unittest
from cases import nets, rows
from spec.field import R
from spec.independence import alike, meeting, row_axes, term_pairs
from spec.validator import validate


class Independence(unittest.TestCase):
    def test_rows_meet_where_they_do(self):
        for make, where in rows.CASES:
            with self.subTest(make.__name__):
                circ = make()
                validate(circ)
                self.assertEqual(where, meeting(circ))
                if where is not None:
                    self.assertIsNone(row_axes(circ))

    def test_rows_are_alike_where_no_place_tells(self):
        found = {make.__name__ for make, _ in rows.CASES if alike(make())}
        self.assertEqual({"layer", "attention", "moved", "of_weights", "outside"}, found)

    def test_one_row_has_no_other(self):
        circ = nets.tiny().circ
        circ.inputs[0].shape, circ.outputs[0].shape = (1, 3), (1, 2)
        self.assertIsNone(meeting(circ))

    def test_what_is_read_is_what_values_are_made_of(self):
        """A cell that a term is said not to read may change without effect, and one that it reads has
        one with random values beside it."""
        n = nets.conv()
        t = n.circ.tensors["acc"]
        (term,) = t.terms
        read = {(i, j) for i, operand, j in term_pairs(n.circ, t, term) if operand == "x"}
        before = n.circ.derive(t, n.val)
        for j in range(0, len(n.val["x"]), 7):
            changed = dict(n.val, x=list(n.val["x"]))
            changed["x"][j] = (changed["x"][j] + 5) % R
            after = n.circ.derive(t, changed)
            moved = {i for i, (a, b) in enumerate(zip(before, after)) if a != b}
            self.assertLessEqual(moved, {i for i, k in read if k == j})
            self.assertTrue(moved)


if __name__ == "__main__":
    unittest.main()
