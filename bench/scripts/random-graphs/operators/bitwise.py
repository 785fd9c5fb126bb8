"""Operators on the bits of integers, which are real numbers cut off."""
from operators.register import operator, some


def bits(g):
    """Integers of some type, and that type."""
    dtype, least, most = some(g, ("uint8", 0, 255), ("int32", -500, 500), ("uint16", 0, 3000), ("int8", -100, 100))
    return g.whole(g.pick(), least, most, dtype), dtype


def read(g, whole):
    """What follows sees real numbers half of the time."""
    return g.node("Cast", [whole], to=1) if g.chance() else whole


@operator("BitwiseAnd", "BitwiseOr", "BitwiseXor")
def combined(g, kind):
    x, dtype = bits(g)
    if g.chance():
        other = g.constant(g.random.integers(0, 100, g.shape(x)), dtype)
    else:
        other = g.whole(g.pick(fits=lambda s: s == g.shape(x)), 0, 99, dtype)
    return read(g, g.node(kind, [x, other]))


@operator("BitwiseNot")
def complement(g, kind):
    return read(g, g.node(kind, [bits(g)[0]]))


@operator("BitShift")
def shifted(g, kind):
    dtype, most = some(g, ("uint8", 255), ("uint32", 5000))
    x = g.whole(g.pick(), 0, most, dtype)
    if g.chance():
        places = g.constant(g.random.integers(0, 6, g.shape(x)), dtype)
    else:
        places = g.whole(g.pick(fits=lambda s: s == g.shape(x)), 0, 5, dtype)
    return read(g, g.node(kind, [x, places], direction=some(g, "LEFT", "RIGHT")))

