"""What one cheating prover is."""

from dataclasses import dataclass
from spec.prover import Prover
from typing import Any, Callable


@dataclass
class Cheat:
    """name: what it does, after the name of its net;
    net: circuit and values, false ones where the lie is to prove something false;
    prover: the class of the prover;
    change: what it does to statement and commitments beforehand, for all to see or not;
    end: what makes the messages compact, or None;
    true: it gives nothing away that is false, so it is accepted."""

    name: str
    net: Any
    prover: type = Prover
    change: Callable = None
    end: Callable = None
    true: bool = False
