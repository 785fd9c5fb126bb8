"""Which function of a graph adds which operator, and what the graph has to be for that."""
from graph import Rejected

OPERATORS, OPSET, FEATURES, RANK = {}, {}, {}, {}


def operator(*kinds, opset=None, features=None, rank=None):
    """Registers a function of the graph and the operator's name that adds a node of that operator.

    ``opset`` and ``features`` are the only versions of ai.onnx and ai.onnx.ml that onnxruntime has
    the operator in, ``rank`` that of the values it needs.
    """
    def register(function):
        for kind in kinds:
            OPERATORS[kind] = lambda g, kind=kind: function(g, kind)
            OPSET.update({kind: opset} if opset else {})
            FEATURES.update({kind: features} if features else {})
            RANK.update({kind: rank} if rank else {})
        return function
    return register


def attempt(g, kind):
    """Whether the operator could join the graph, which stays as it was if not."""
    before = len(g.nodes)
    try:
        if OPSET.get(kind, g.opset) != g.opset or FEATURES.get(kind, g.features) != g.features:
            raise Rejected(f"{kind}: not in this version")
        OPERATORS[kind](g)
        return True
    except Rejected as rejected:
        g.rejected = rejected
        g.undo(before)
        return False


def axis_of(g, x):
    """Any axis of a value but the first."""
    if len(g.shape(x)) < 2:
        raise Rejected("no axis but the first")
    return int(g.random.integers(1, len(g.shape(x))))


def some(g, *choices):
    """One of the choices."""
    return choices[int(g.random.integers(len(choices)))]
