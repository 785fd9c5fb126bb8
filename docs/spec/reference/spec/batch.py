"""§11 rule 27: many proofs, one combined group equation."""
from spec.sigma import combined
from spec.transcript import Reject, Transcript
from spec.verifier import Verifier
from spec.wire import u32


def batch_equations(instances):
    """[(circuit, statement, messages)] -> all group equations, and their weights,
    which depend on every proof."""
    tr, equations = Transcript(), []
    tr.absorb("batch", u32(len(instances)))
    for circ, st, proof in instances:
        verifier = Verifier(circ, st, proof)
        equations += verifier.equations()
        tr.absorb("proof", verifier.tr.state)
    return equations, [tr.challenge("weight") for _ in equations]


def verify_batch(instances):
    """Raises Reject unless every proof convinces."""
    if combined(*batch_equations(instances)) is not None:
        raise Reject("BATCH")
