"""§11 rules 31–34: what both sides refuse before anything else.
One file for each group of rules."""
from spec.validator import assertions, ports, range_proof, sizes, sources, support, terms
from spec.validator.refusal import InvalidCircuit  # noqa: F401  for callers


def validate(circ):
    """Raises InvalidCircuit unless every rule holds."""
    sources.check(circ)
    terms.check(circ)
    assertions.check(circ)
    ports.check(circ)
    sizes.check(circ)
    range_proof.check(circ)
    support.check(circ)
