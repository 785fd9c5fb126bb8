"""Stage 1 and the statement (§2.2, §3): junk, swapped tensors, rows of other models."""

from attacks.cheats import false_net
from attacks.stages.cheat import Cheat
from cases import nets
from spec import curve
from spec.layout import Committed, Layout
from spec.prover import Prover


def fill(com, matrix, columns, v=12345):
    """Other values in all cells and columns that no cell of the tensor uses."""
    used = {address for _, address in matrix.space.cells()}
    for number, row in com.rows.items():
        for column in range(columns):
            if column >= 1 << matrix.ct or (number << matrix.ct) + column not in used:
                row[column], v = v, v + 1
    com.seal()


class JunkRows(Prover):
    """Unused cells and columns of WITNESS rows hold something."""

    def commit_witness(self, name):
        com = super().commit_witness(name)
        fill(com, self.lay.matrix[name], self.lay.C)
        return com


def junk_statement(n):
    def change(st, held):
        lay = Layout(n.circ)
        for name, com in held.items():
            fill(com, lay.matrix[name], lay.C)
            st.points[name] = com.points

    return change


def moved(point, number):
    """A commitment that holds 1 more at a generator."""
    return curve.add(point, curve.generator("generator", number))


class BeyondTheColumns(Prover):
    """The first row of every WITNESS tensor has one column more than the circuit is wide."""

    def commit_witness(self, name):
        com = super().commit_witness(name)
        row = min(com.points)
        com.points[row] = moved(com.points[row], self.lay.C)
        return com


class BeyondThePads(Prover):
    """The vector of pads is one longer than it may be."""

    def commitment(self):
        send = self.tr.point

        def point(label, value):
            send(label, moved(value, self.plan.pads) if label == "pads" else value)

        self.tr.point = point
        super().commitment()
        self.tr.point = send


def exchanging(one, other):
    """Commits two WITNESS tensors of one shape in each other's place."""

    class Exchanging(Prover):
        def commit_witness(self, name):
            instead = {one: other, other: one}.get(name, name)
            return Committed(self.lay, name, self.values[instead], self.row_blinder)

    return Exchanging


def reversed_rows(name):
    """The points of a tensor's rows in another order than its rows."""

    def change(st, held):
        rows = sorted(held[name].points)
        points = [held[name].points[row] for row in rows]
        st.points[name] = dict(zip(rows, reversed(points)))

    return change


def of_another_model(n, name, row, held_too):
    """One row's commitment is that of another model's weights; whether the prover opens that one, or
    its own."""

    def change(st, held):
        other = Committed(Layout(n.circ), name, [v + 1 for v in n.val[name]], lambda: 11)
        points = dict(st.points[name])
        points[row] = other.points[row]
        st.points[name] = points
        if held_too:
            held[name].rows[row], held[name].blinders[row] = other.rows[row], other.blinders[row]

    return change


def committed_anew(n, name):
    """The statement has the same values under other blinders than the proof."""

    def change(st, held):
        other = Committed(Layout(n.circ), name, n.val[name], lambda: 13)
        st.points[name] = other.points

    return change


def honest_key(n):
    """The key and what is opened of the weights are those of a net; the prover computes with what
    its own holds."""

    def change(st, held):
        true, rows = n.setup(bytes(32))
        for name in n.circ.of("MODEL"):
            st.points[name], held[name] = true.points[name], rows[name]

    return change


def cases():
    n = nets.tiny()
    yield Cheat("tiny: junk in unused cells and columns", n, JunkRows, junk_statement(n), true=True)
    wrong = nets.tiny(3, y_error=1)
    yield Cheat(
        "tiny: junk in unused cells and columns beside a false output",
        wrong,
        JunkRows,
        junk_statement(wrong),
    )
    yield Cheat("tiny: rows with a column more", n, BeyondTheColumns)
    yield Cheat("tiny: the pads' vector is one longer", n, BeyondThePads)
    limbs = nets.limbs()
    yield Cheat("limbs: multiplicities of two tables swapped", *swapped_multiplicities(limbs))
    mlp = nets.mlp()
    yield Cheat("mlp: two witness tensors swapped", mlp, exchanging("y1", "y1.r"))
    yield Cheat("tiny: rows of the weights in another order", n, change=reversed_rows("w"))
    yield Cheat("tiny: a row of another model", n, change=of_another_model(n, "w", 1, False))
    yield Cheat(
        "tiny: a row of another model, opened", n, change=of_another_model(n, "w", 1, True)
    )
    other = false_net(n, ("w", 5, n.val["w"][5] + 1))
    yield Cheat("tiny: computed with other weights", other, change=honest_key(n))
    for name in ("x", "y"):
        yield Cheat(f"tiny: {name} committed anew", n, change=committed_anew(n, name))


def swapped_multiplicities(n):
    """(net, prover)"""
    of_one_shape = {}
    for table in n.circ.tables:
        of_one_shape.setdefault(n.circ.tensors[table.mult].shape, []).append(table.mult)
    pairs = [names for names in of_one_shape.values() if len(names) > 1]
    assert pairs, "no two tables of one shape"
    return n, exchanging(*pairs[0][:2])
