"""True random statements are accepted, false ones rejected.

python3 -m attacks.random_statements SEED COUNT"""

import random
import sys
from cases.random_circuits import mutated, random_net
from collections import Counter
from spec.prover import Prover
from spec.transcript import Reject
from spec.verifier import verify


def accepted(n):
    st, held = n.setup()
    try:
        verify(n.circ, st, Prover(n.circ, st, n.val, held).prove())
        return True
    except Reject:
        return False


def check(seed):
    """What happened to one seed; an assertion fails where the verdict is wrong."""
    n = random_net(seed)
    if n is None or not n.circ.of("WITNESS", "OUTPUT", "INPUT", "MODEL"):
        return "no circuit"
    assert accepted(n), seed
    m, true = mutated(n, random.Random(seed))
    assert accepted(m) == true, seed
    return "another true witness" if true else "false witness rejected"


if __name__ == "__main__":
    first, count = int(sys.argv[1]), int(sys.argv[2])
    print(Counter(check(seed) for seed in range(first, first + count)))
