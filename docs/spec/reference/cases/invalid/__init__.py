"""Circuits that the validator refuses, one for each way to break a rule of §11 rule 31, and valid
neighbours (rule None)."""

from cases.invalid import (
    tensors,
    terms,
    assertions,
    limits,
    input_range,
    reached,
)  # noqa: F401, E401  registration in the order of rule 31
from cases.invalid.registry import CASES  # noqa: F401
