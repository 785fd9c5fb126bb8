"""How each operator joins a random graph: a module a family."""
from operators import (activation, arithmetic, attention, bitwise, constant, control, estimator, feature,
                       indexing, linear, logic, loss, normalisation, optional, pooling, qlinear,
                       quantisation, recurrent, reduction, resampling, scatter, sequence, shape, signal,
                       tree)
from operators.register import FEATURES, OPERATORS, OPSET, RANK, attempt

__all__ = ["FEATURES", "OPERATORS", "OPSET", "RANK", "attempt"]
