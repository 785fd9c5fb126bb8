"""Optionals that are filled and read inside the graph."""
from operators.register import operator


@operator("Optional", "OptionalGetElement")
def content(g, kind):
    return g.node("OptionalGetElement", [g.defer("Optional", [g.pick()])])


@operator("OptionalHasElement")
def filled(g, kind):
    x = g.settled(g.pick())
    has = g.node(kind, [g.defer("Optional", [x])])
    return g.node("Where", [has, x, g.like(x)])
