"""Control flow with random bodies, whose conditions and counts are known beforehand."""
import numpy as np
from onnx import helper

from graph import Rejected, info
from operators.register import OPERATORS, attempt, operator

STEPS, TRIES = 2, 12
KEEP_SHAPE = ("Relu", "LeakyRelu", "Abs", "Neg", "Sigmoid", "Tanh", "Erf", "Softsign", "Sin", "Atan", "Clip",
              "Add", "Sub", "Mul", "Max", "Min", "Sum", "Mean", "Where", "Div", "Elu", "Gelu", "HardSwish")


def grown(g, inputs, kinds=None, outer=()):
    """A body over inputs of those roles and values that it sees outside, with some nodes."""
    kinds = list(kinds or OPERATORS)
    body = g.body({name: g.values[name] for name in outer})
    names = {role: body._name(role) for role in inputs}
    body.values.update({names[role]: values for role, values in inputs.items()})
    steps = 0
    for kind in g.random.choice(kinds, TRIES):
        steps += attempt(body, str(kind))
        if steps == STEPS:
            break
    return names, body


def last(body, shape=None):
    """The latest real result of a body's nodes, of a shape if one is given."""
    made = [n for node in body.nodes for n in node.output if n in body.values]
    fits = [n for n in made if str(body.values[n].dtype) == "float32" and shape in (None, body.shape(n))]
    if not fits:
        raise Rejected("a body without results")
    return fits[-1]


@operator("If")
def branch(g, kind):
    x = g.pick()
    branches = {}
    for name in ("then_branch", "else_branch"):
        _, body = grown(g, {}, outer=[x])
        result = last(body)
        branches[name] = body.proto(name, [], [info(result, "float32", body.shape(result))])
    if g.chance():
        condition = g.constant(bool(g.chance()))
    else:
        condition = g.node("Greater", [g.node("Size", [x]), g.constant(np.int64(g.random.integers(1, 90)))])
    return g.node(kind, [condition], **branches)


@operator("Loop")
def loop(g, kind):
    x = g.settled(g.pick())
    names, body = grown(g, {"state": g.values[x]}, KEEP_SHAPE, outer=[x])
    state, count, going, more = names["state"], *(body._name(role) for role in ("i", "going", "more"))
    result = last(body, g.shape(x))
    stop = body.constant(np.int64(g.random.integers(0, 3)))
    conditional = g.chance()
    body.nodes.append(helper.make_node("Less", [count, stop], [more]) if conditional
                      else helper.make_node("Identity", [going], [more]))
    inputs = [info(count, "int64", []), info(going, "bool", []), info(state, "float32", g.shape(x))]
    # a scan output has to be another value than the state
    body.nodes.append(helper.make_node("Neg", [result], [body._name("row")]))
    outputs = [info(more, "bool", []), info(result, "float32", g.shape(x)),
               info(body.nodes[-1].output[0], "float32", g.shape(x))]
    trips = g.constant(np.int64(g.random.integers(2, 5)))
    # without a condition beforehand those of iterations do not count, but onnxruntime heeds them
    first = g.constant(True) if conditional else ""
    return g.node(kind, [trips, first, x], outputs=2, body=body.proto("repeated", inputs, outputs))


@operator("Scan")
def scan(g, kind):
    x = g.settled(g.pick(least_rank=2, fits=lambda s: s[1] <= 6))
    row = g.values[x][:, :, 0]
    start = g.random.uniform(-1, 1, row.shape[1:]).astype(np.float32)
    names, body = grown(g, {"state": np.broadcast_to(start, row.shape), "row": row}, KEEP_SHAPE)
    shape = list(row.shape[1:])
    joined = body.node("Add", [last(body, shape), names["row"]])
    seen = body.node("Mul", [joined, body.constant(np.float32(g.random.uniform(-1, 1)))])
    inputs = [info(names[role], "float32", shape) for role in ("state", "row")]
    outputs = [info(name, "float32", shape) for name in (joined, seen)]
    return g.node(kind, [g.constant(start), x], outputs=2, num_scan_inputs=1, scan_input_axes=[1],
                  scan_output_axes=[1], body=body.proto("scanned", inputs, outputs))
