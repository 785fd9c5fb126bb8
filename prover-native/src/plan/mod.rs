//! What follows from the circuit alone (protocol.md §11, rules 5, 13, 21, 32): rounds, messages and equations of §4–§8, and
//! the exact length of a proof. Each stage says its own numbers; here they are added up.

use crate::circuit::{Body, Circuit, CovectorCounts, ProductAxes, Term, leaf_bits, rows_of};
use crate::field::ELEMENT_BYTES;
use crate::{collection, lookup, opening, product, sigma};

/// All of it, before any challenge. Counts saturate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// n: layers of the lookup tree; `None` without lookups.
    pub leaf_bits: Option<u32>,
    /// Rounds of the product sumcheck.
    pub product_bits: u32,
    /// b: bits of the largest Zero tensor.
    pub zero_bits: u32,
    /// c: rounds of the opening; `None` where no covector lies on a committed tensor.
    pub opening_bits: Option<u32>,
    /// Number of (2-operand term, covector) pairs.
    pub terms: u64,
    /// Hidden messages.
    pub messages: u64,
    /// Equations that θ combines.
    pub equations: u64,
    /// Rows of WITNESS tensors.
    pub witness_rows: u64,
    /// Length of the protocol's messages in bytes.
    pub message_bytes: u64,
}

impl Plan {
    /// The plan of a circuit that has passed the validator's checks of form.
    pub fn new(circuit: &Circuit) -> Self {
        Self::from_counts(circuit, &CovectorCounts::new(circuit))
    }

    /// The same from counts that are known.
    pub fn from_counts(circuit: &Circuit, counts: &CovectorCounts) -> Self {
        let reached = || {
            let tensors = circuit.tensors.iter().zip(&counts.covectors);
            tensors.filter(|(_, count)| **count > 0)
        };
        let (mut terms, mut product_bits) = (0u64, 0);
        for (tensor, count) in reached() {
            for term in tensor.terms() {
                if let Term::Box(term) = term
                    && term.operands.len() == 2
                {
                    terms = terms.saturating_add(*count);
                    product_bits = product_bits.max(ProductAxes::new(term).bits(term));
                }
            }
        }
        let zeros = circuit.zeros.iter().map(|zero| circuit.tensors[*zero].bits());
        let opened = reached().any(|(tensor, _)| tensor.committed());
        let witness_rows = circuit
            .tensors
            .iter()
            .filter(|tensor| matches!(tensor.body, Body::Witness { .. }))
            .filter_map(|tensor| rows_of(circuit, tensor))
            .fold(0u64, u64::saturating_add);
        let mut plan = Self {
            leaf_bits: leaf_bits(circuit),
            product_bits,
            zero_bits: zeros.max().unwrap_or(0),
            opening_bits: opened.then_some(circuit.width_bits),
            terms,
            messages: 0,
            equations: 0,
            witness_rows,
            message_bytes: 0,
        };
        plan.count(circuit.direct_tables().next().is_some());
        plan
    }

    fn count(&mut self, direct: bool) {
        let sum = |parts: &[u64]| parts.iter().fold(0u64, |sum, part| sum.saturating_add(*part));
        self.messages = sum(&[
            lookup::messages(self.leaf_bits, direct),
            collection::messages(self.terms),
            product::messages(self.product_bits, self.terms),
            opening::messages(self.opening_bits),
        ]);
        self.equations = sum(&[
            lookup::equations(self.leaf_bits),
            product::equations(self.terms),
            opening::EQUATIONS,
        ]);
        let elements = sum(&[
            self.witness_rows,
            1, // the pads' commitment
            self.messages,
            sigma::elements(self.columns(), self.pads()),
        ]);
        self.message_bytes = elements.saturating_mul(ELEMENT_BYTES as u64);
    }

    /// Length of the pad vector: ψ and one pad a message.
    pub fn pads(&self) -> u64 {
        self.messages.saturating_add(1)
    }

    /// Length of x, if something is opened.
    pub fn columns(&self) -> Option<u64> {
        self.opening_bits.map(|bits| 1 << bits)
    }
}
