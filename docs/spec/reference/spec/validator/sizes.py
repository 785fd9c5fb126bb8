"""LEAVES, PROOF_LENGTH, COVECTORS, WORK: counted, nothing is built."""
from spec.circuit import COMMITTED
from spec.covector_counts import covectors_and_work, derived_entries, product_bits, rows_of
from spec.layout import leaf_blocks
from spec.plan import Plan
from spec.validator.refusal import demand

MAX_VARIABLES = 34
MAX_ROWS = 1 << 25
MAX_MESSAGE_BYTES = 1 << 30
MAX_COVECTORS = 1 << 16
MAX_WORK = 1 << 26


def check(circ):
    demand(leaf_blocks(circ)[1] <= MAX_VARIABLES, "LEAVES", "tree of the lookups")
    terms = [term for t in circ.tensors.values() for term in t.terms if len(term.ops) == 2]
    demand(all(product_bits(term) <= MAX_VARIABLES for term in terms), "LEAVES", "product")
    rows = sum(rows_of(circ, circ.tensors[name]) for name in circ.of(*COMMITTED))
    demand(rows <= MAX_ROWS, "PROOF_LENGTH", f"{rows} rows")
    length = Plan(circ).message_bytes()
    demand(length <= MAX_MESSAGE_BYTES, "PROOF_LENGTH", f"messages of {length} bytes")
    covectors, work = covectors_and_work(circ)
    demand(covectors <= MAX_COVECTORS, "COVECTORS", f"{covectors} covectors")
    demand(work <= MAX_WORK, "WORK", f"{work} units")
    demand(derived_entries(circ) <= MAX_WORK, "WORK", "entries of covectors on derived tensors")
