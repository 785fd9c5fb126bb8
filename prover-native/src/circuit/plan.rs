use super::layout::{column_bits, place, row_count};
use super::product_axes::ProductAxes;
use super::work::Counts;
use super::{Body, Circuit, Term};

/// What can be counted before any challenge, from the circuit alone (protocol.md §11, rules 5, 13, 21, 32).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// n of the lookup tree; `None` without lookups.
    pub leaf_bits: Option<u32>,
    /// Rounds of the product sumcheck.
    pub product_bits: u32,
    /// b: bits of the largest Zero tensor.
    pub zero_bits: u32,
    /// Number of (2-operand term, covector) pairs.
    pub terms: u64,
    /// Whether some covector lies on a committed tensor.
    pub opened: bool,
    /// Hidden messages.
    pub messages: u64,
    /// Rows of WITNESS tensors.
    pub witness_rows: u64,
    /// Length of the protocol's messages in bytes.
    pub proof_bytes: u64,
}

impl Plan {
    /// The plan of a circuit that has passed the validator's checks of form.
    pub fn new(circuit: &Circuit) -> Self {
        let counts = Counts::new(circuit);
        Self::from_counts(circuit, &counts)
    }

    pub(super) fn from_counts(circuit: &Circuit, counts: &Counts) -> Self {
        let leaf_bits = (!circuit.lookups.is_empty()).then(|| place(circuit).1);
        let (mut terms, mut product_bits) = (0u64, 0);
        for (tensor, count) in circuit
            .tensors
            .iter()
            .zip(&counts.covectors)
            .filter(|(_, count)| **count > 0)
        {
            for term in tensor.terms() {
                if let Term::Box(term) = term
                    && term.operands.len() == 2
                {
                    terms = terms.saturating_add(*count);
                    product_bits = product_bits.max(ProductAxes::new(term).bits(term));
                }
            }
        }
        let zero_bits = circuit
            .zeros
            .iter()
            .map(|zero| circuit.tensors[*zero].bits())
            .max()
            .unwrap_or(0);
        let opened = circuit
            .tensors
            .iter()
            .zip(&counts.covectors)
            .any(|(tensor, n)| tensor.committed() && *n > 0);
        let n = u64::from(leaf_bits.unwrap_or(0));
        let direct = u64::from(circuit.direct_tables().next().is_some());
        let lookup_messages = match leaf_bits {
            Some(_) => n * n + 3 * n + 2 + direct,
            None => 0,
        };
        let product_messages = match terms {
            0 => 0,
            _ => terms
                .saturating_mul(2)
                .saturating_add(1 + 2 * u64::from(product_bits)),
        };
        let opening_messages = if opened {
            2 * u64::from(circuit.width_bits)
        } else {
            0
        };
        let messages = (lookup_messages + opening_messages).saturating_add(product_messages);
        let witness_rows = circuit
            .tensors
            .iter()
            .filter(|tensor| matches!(tensor.body, Body::Witness { .. }));
        let witness_rows = witness_rows.fold(0u64, |rows, tensor| {
            let column_bits = column_bits(circuit, tensor).expect("a committed tensor");
            rows.saturating_add(row_count(&tensor.shape, column_bits))
        });
        // D_w, l1, l0, z_w and ζ_w; D_x, z_x and ζ_x.
        let sigma = messages.saturating_add(5) + if opened { 2 + (1 << circuit.width_bits) } else { 0 };
        let elements = witness_rows
            .saturating_add(1)
            .saturating_add(messages)
            .saturating_add(sigma);
        let proof_bytes = elements.saturating_mul(32);
        Self {
            leaf_bits,
            product_bits,
            zero_bits,
            terms,
            opened,
            messages,
            witness_rows,
            proof_bytes,
        }
    }
}
