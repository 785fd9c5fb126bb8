"""Recurrent layers over short sequences."""
import numpy as np

from operators.register import operator, some

HIDDEN = 3
GATES = {"RNN": 1, "GRU": 3, "LSTM": 4}


@operator("RNN", "GRU", "LSTM", rank=3)
def recurrent(g, kind):
    x = g.settled(g.pick(rank=3, fits=lambda s: max(s) <= 8 and np.prod(s) <= 64), 2.0)
    if g.shape(x)[0] == 1:
        x = g.node("Transpose", [x], perm=[1, 0, 2])
    length, batch, width = g.shape(x)
    direction = some(g, "forward", "reverse", "bidirectional")
    directions, rows = (2 if direction == "bidirectional" else 1), GATES[kind] * HIDDEN
    operands = [x] + [g.constant(g.random.standard_normal([directions, rows, n]) / np.sqrt(n))
                      for n in (width, HIDDEN)]
    if g.chance():
        operands.append(g.constant(g.random.uniform(-1, 1, [directions, 2 * rows])))
        operands.append(g.constant(g.random.integers(1, length + 1, batch), "int32") if g.chance() else "")
    attributes = {"linear_before_reset": int(g.chance())} if kind == "GRU" else {}
    outputs = 3 if kind == "LSTM" and g.chance() else 2
    return g.node(kind, operands, outputs, hidden_size=HIDDEN, direction=direction, **attributes)
