//! The refusals of protocol.md §11, rule 31: one file for each group of rules, named as those of the verifier. Work and memory
//! are bounded by the circuit's own size: whatever would cost more is counted first and refused.

mod assertions;
mod ports;
mod range_proof;
mod refusal;
mod shifted_tensor;
mod sizes;
mod sources;
mod support;
mod terms;
#[cfg(test)]
mod tests;

pub use refusal::{InvalidCircuit, Rule};

use crate::circuit::Circuit;

/// Checks every rule; a circuit that passes can be laid out and proven in bounded time and memory.
///
/// # Errors
/// A broken rule; within one place of the circuit the first of the table of §11, rule 31.
pub fn validate(circuit: &Circuit) -> Result<(), InvalidCircuit> {
    sources::check(circuit)?;
    let affine = terms::check(circuit)?;
    assertions::check(circuit, &affine)?;
    ports::check(circuit)?;
    sizes::check(circuit)?;
    range_proof::check(circuit)?;
    support::check(circuit)
}
