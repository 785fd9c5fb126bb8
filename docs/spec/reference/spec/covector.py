"""§2.1 covectors and how a term pulls them back. Public: both sides compute them."""
from spec.circuit import at, flat, positions, size
from spec.field import R


class Cov:
    """coef · ⊗_axis vector of the axis's true length; or dense: one value per cell.

    Dense ones come from static index tables and from multiplicities of direct tables only."""

    def __init__(self, coef=1, vecs=None, dense=None):
        self.coef, self.vecs, self.dense = coef % R, vecs, dense

    def scaled(self, s):
        if self.dense is not None:
            return Cov(dense=[v * s % R for v in self.dense])
        return Cov(self.coef * s, self.vecs)

    def to_dense(self, shape):
        if self.dense is not None:
            return self.dense
        out = [self.coef]
        for vec in self.vecs:
            out = [x * y % R for x in out for y in vec]
        return out


class Axes:
    """Σ_box Π factors · [omap(box) = Y], as a scalar and one vector per operand axis.

    A factor is (index-map entry, vector). The box axes that meet in one operand axis, directly or
    through a factor, must meet in no other operand axis."""

    def __init__(self, box, factors, omap, shape):
        self.box, self.left, self.used, self.scalar = box, list(factors), set(), 1
        self.vecs = [self.axis(length, entry) for length, entry in zip(shape, omap)]
        for factor in self.left:
            axes = self.take(factor[0][1])
            total = sum(value_at([factor], position) for position in positions(axes, box))
            self.scalar = self.scalar * total % R
        for axis in box:
            if axis not in self.used:
                self.scalar = self.scalar * box[axis] % R

    def axis(self, length, entry):
        """The vector of one operand axis."""
        mine = [factor for factor in self.left if set(factor[0][1]) & set(entry[1])]
        self.left = [factor for factor in self.left if factor not in mine]
        axes = self.take(list(entry[1]) + [axis for factor in mine for axis in factor[0][1]])
        vec = [0] * length
        for position in positions(axes, self.box):
            i = at(entry, position)
            if 0 <= i < length:
                vec[i] = (vec[i] + value_at(mine, position)) % R
        return vec

    def take(self, axes):
        """The box axes without repetition, now used."""
        axes = list(dict.fromkeys(axes))
        message = "covector does not split by axes: needs an index table or finer axes"
        assert not self.used & set(axes), message
        self.used |= set(axes)
        return axes


def value_at(factors, position):
    """Π of the factors' values at a box position; 0 outside a vector."""
    out = 1
    for entry, vec in factors:
        i = at(entry, position)
        out = out * (vec[i] if 0 <= i < len(vec) else 0) % R
    return out


def pull_axes(box, factors, omap, shape):
    """(scalar, vectors)"""
    axes = Axes(box, factors, omap, shape)
    return axes.scalar, axes.vecs


def pull_back(term, cov, shape, operand_shape):
    """The covector on the operand of a term with at most one;
    on the constant 1, a scalar of shape ()."""
    if term.table is not None:
        return Cov(dense=through_index_table(term, cov.to_dense(shape), size(operand_shape)))
    if cov.dense is not None:
        return Cov(dense=through_box(term, cov.dense, shape, operand_shape))
    factors = list(zip(term.res, cov.vecs))
    scalar, vecs = pull_axes(term.box, factors, term.ops[0][1] if term.ops else [], operand_shape)
    return Cov(cov.coef * term.coef * scalar, vecs)


def through_index_table(term, cells, operand_size):
    out = [0] * operand_size
    for i, j in term.table:
        out[j] = (out[j] + term.coef * cells[i]) % R
    return out


def through_box(term, cells, shape, operand_shape):
    """A dense covector visits every box position."""
    assert len(term.ops) < 2, "a dense covector cannot reach a product"
    omap = term.ops[0][1] if term.ops else []
    out = [0] * size(operand_shape)
    for position in positions(list(term.box), term.box):
        i = flat(shape, [at(entry, position) for entry in term.res])
        j = flat(operand_shape, [at(entry, position) for entry in omap])
        if i is not None and j is not None:
            out[j] = (out[j] + term.coef * cells[i]) % R
    return out
