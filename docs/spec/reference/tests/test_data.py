"""Ids of committed data, and openings of rows and of sums."""
import unittest
from spec.data import RowFormat, data_id, input_id, opens, public_input_id
from vectors.data import blinder


class Data(unittest.TestCase):
    form = RowFormat((3, 2), 1, -4, 9, 0, 1)
    values = [[1, 2, -4, 0, 9, 5], [0, 0, 1, 1, 0, 9], [1, 2, -4, 0, 9, 5]]

    def setUp(self):
        self.blinders = [[blinder("x", row, i) for i in range(3)] for row in range(3)]
        self.points = [self.form.commit(v, b) for v, b in zip(self.values, self.blinders)]

    def test_equal_rows_look_unlike(self):
        self.assertFalse(set(self.points[0]) & set(self.points[2]))

    def test_an_id_is_that_of_rows_in_order_and_format(self):
        first = input_id(self.form, self.points)
        other = RowFormat((3, 2), 1, -4, 10, 0, 1)
        others = [
            input_id(self.form, self.points[::-1]),
            input_id(self.form, self.points[:2]),
            input_id(other, self.points),
        ]
        self.assertEqual(4, len({first, *others}))
        ids = [data_id({"a": first}), data_id({"b": first}), data_id({"a": first, "b": first})]
        self.assertEqual(3, len(set(ids)))
        self.assertEqual(data_id({"a": first, "b": others[0]}), data_id({"b": others[0], "a": first}))

    def test_public_rows_have_ids_of_their_own_kind(self):
        form = RowFormat((3, 2), 0, -4, 9, 0, 1)
        ids = [
            public_input_id(form, self.values),
            public_input_id(form, self.values[:2]),
            public_input_id(form, self.values[1:] + self.values[:1]),
            public_input_id(RowFormat((2, 3), 0, -4, 9, 0, 1), self.values),
            public_input_id(RowFormat((3, 2), 0, -4, 200, 0, 1), self.values),
            public_input_id(form, [self.values[0], self.values[1], [1, 2, -4, 0, 9, 4]]),
            input_id(self.form, self.points),
        ]
        self.assertEqual(len(ids), len(set(ids)))
        self.assertEqual(ids[0], public_input_id(form, [list(row) for row in self.values]))

    def test_a_row_is_opened_and_nothing_else(self):
        rows = self.points[:1]
        self.assertTrue(opens(self.form, rows, self.values[0], self.blinders[0]))
        self.assertFalse(opens(self.form, rows, self.values[1], self.blinders[0]))
        self.assertFalse(opens(self.form, rows, self.values[0], self.blinders[1]))
        self.assertFalse(opens(self.form, rows, self.values[0][:5], self.blinders[0]))
        self.assertFalse(opens(self.form, rows, self.values[0], self.blinders[0][:2]))

    def test_a_sum_is_opened_within_its_range(self):
        total = [sum(cell) for cell in zip(*self.values)]
        blinders = [sum(column) for column in zip(*self.blinders)]
        self.assertTrue(opens(self.form, self.points, total, blinders))
        self.assertFalse(opens(self.form, self.points[:2], total, blinders))
        more = RowFormat((3, 2), 1, -2, 9, 0, 1)      # -7 is below 3 * -2
        self.assertFalse(opens(more, self.points, total, blinders))


if __name__ == "__main__":
    unittest.main()
