"""Sequences that are built and read inside the graph."""
import numpy as np

from graph import Rejected, info
from operators.control import grown, last
from operators.register import axis_of, operator


def position(g, count):
    return g.constant(np.int64(g.random.integers(-count, count)))


def parts(g):
    """A sequence of values of one shape, and how many they are."""
    x = g.settled(g.pick(least_rank=2))
    members = [x] + [g.settled(g.like(x)) for _ in range(int(g.random.integers(1, 3)))]
    return g.defer("SequenceConstruct", members), members


@operator("SequenceConstruct", "SequenceAt")
def member(g, kind):
    found, members = parts(g)
    return g.node("SequenceAt", [found, position(g, len(members))])


@operator("ConcatFromSequence")
def joined(g, kind):
    found, members = parts(g)
    return g.node(kind, [found], axis=axis_of(g, members[0]), new_axis=int(g.chance()))


@operator("SequenceEmpty", "SequenceInsert")
def inserted(g, kind):
    x = g.pick(least_rank=2)
    other = g.like(x)
    empty = g.defer("SequenceEmpty", [], dtype=1)
    first = g.defer("SequenceInsert", [empty, x])
    second = g.defer("SequenceInsert", [first, other] + [g.constant(np.int64(0))] * int(g.chance()))
    return g.node("ConcatFromSequence", [second], axis=axis_of(g, x))


@operator("SequenceErase")
def erased(g, kind):
    found, members = parts(g)
    rest = g.defer(kind, [found, position(g, len(members))])
    return g.node("ConcatFromSequence", [rest], axis=1)


@operator("SequenceLength")
def length(g, kind):
    found, members = parts(g)
    count = g.node("Cast", [g.node(kind, [found])], to=1)
    return g.node("Mul", [members[-1], count])


@operator("SplitToSequence")
def split(g, kind):
    x = g.pick(least_rank=2)
    axis = axis_of(g, x)
    length = g.shape(x)[axis]
    if length < 2:
        raise Rejected("nothing to split")
    found = g.defer(kind, [x, g.constant(np.array([1, length - 1]))], axis=axis)
    return g.node("SequenceAt", [found, position(g, 2)])


@operator("SequenceMap")
def mapped(g, kind):
    found, members = parts(g)
    entry, body = grown(g, {"entry": g.values[members[0]]})
    result = last(body)
    proto = body.proto("each", [info(entry["entry"], "float32", g.shape(members[0]))],
                       [info(result, "float32", body.shape(result))])
    return g.node("ConcatFromSequence", [g.defer(kind, [found], body=proto)], axis=0)
