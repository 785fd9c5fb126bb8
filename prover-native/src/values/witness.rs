use super::Assignment;
use crate::circuit::{Circuit, HiddenTensors, Layout};

/// The values of a circuit's tensors and where they lie: what a proof is about.
pub struct Witness<'a> {
    /// The circuit.
    pub circuit: &'a Circuit,
    /// Where committed tensors and lookups lie.
    pub layout: &'a Layout,
    /// What a covector can say something hidden about.
    pub hidden: &'a HiddenTensors,
    /// Of all sources, and of the derived tensors that a proof needs.
    pub values: Assignment<'a>,
}
