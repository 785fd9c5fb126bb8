"""What follows from the circuit alone: rounds, messages and equations of §3–§8, and the exact
length of a proof.

Each stage says its own numbers; here they are added up."""
from spec import collection, lookup, opening, product
from spec.circuit import COMMITTED
from spec.covector_counts import product_bits, reach, rows_of
from spec.layout import leaf_blocks, space

ELEMENT_BYTES = 32


class Plan:
    """n_leaf: layers of the tree of §4, 0 without lookups; n_prod, term_bits: rounds of §6 over
    k and over the terms; n_zero: bits of the largest zero; n_terms: number of (term, covector)
    pairs; opened: committed tensors that some covector reaches; messages: hidden scalars; pads:
    these and ψ. joined: whether the terms' factors are joined (§6)."""

    def __init__(self, circ, joined=True):
        count, _ = reach(circ)
        reached = [(name, term) for name, t in circ.tensors.items() if count[name]
                   for term in t.terms if len(term.ops) == 2]
        self.c, self.direct, self.joined = circ.c, circ.has_direct(), joined
        self.n_leaf = leaf_blocks(circ)[1] if circ.lookups else 0
        self.n_prod = max([product_bits(term) for _, term in reached], default=0)
        self.n_zero = max([space(circ.tensors[z].shape).bits for z in circ.zeros], default=0)
        self.n_terms = sum(count[name] for name, _ in reached)
        self.term_bits = product.term_rounds(self.n_terms, joined)
        self.opened = [name for name in circ.of(*COMMITTED) if count[name]]
        self.witness_rows = sum(rows_of(circ, circ.tensors[name]) for name in circ.of("WITNESS"))
        self.messages = lookup.messages(self.n_leaf, self.direct) \
            + collection.messages(self.n_terms) \
            + product.messages(self.n_prod, self.n_terms, joined) \
            + opening.messages(self.c, self.opened)
        self.pads = self.messages + 1

    def equations(self):
        """Those that theta combines."""
        return lookup.equations(self.n_leaf) + product.equations(self.n_terms) + opening.EQUATIONS

    def multiplied(self):
        """Hidden messages that occur in products of two."""
        return lookup.multiplied(self.n_leaf, self.direct) \
            + product.multiplied(self.n_terms, self.joined)

    def vector_lengths(self):
        """Of x, if anything is opened, and of the pads."""
        return [1 << self.c] * bool(self.opened) + [self.pads]

    def before_z(self):
        """Elements of the messages up to challenge c: commitments, hidden messages, D, l1, l0."""
        return self.witness_rows + 1 + self.messages + len(self.vector_lengths()) + 2

    def message_bytes(self):
        """The exact length of the protocol's messages."""
        lengths = self.vector_lengths()
        return ELEMENT_BYTES * (self.before_z() + sum(lengths) + len(lengths))

    # --- §8.1
    def compact_rounds(self):
        """k: the least with 2^k ≥ max(C, pads)."""
        return (max(1 << self.c, self.pads) - 1).bit_length()

    def compact_bytes(self):
        """The exact length of a compact proof's messages; None if there is no compact form."""
        if not self.opened or self.c == 0:
            return None
        revealed = 1 + self.multiplied()                 # |S|: ψ, and the messages in products
        return ELEMENT_BYTES * (self.before_z() + 2 + revealed + 3 + 2 * self.compact_rounds() + 1)
