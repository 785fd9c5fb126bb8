use super::{Circuit, Term};

/// For each tensor whether a committed value or a product lies behind it. What is public needs no covector: the prover
/// sends nothing that depends on it, and the constant of §5 is the verifier's business.
pub struct HiddenTensors(Vec<bool>);

impl HiddenTensors {
    /// Of a validated circuit.
    pub fn new(circuit: &Circuit) -> Self {
        let mut hidden: Vec<bool> = Vec::with_capacity(circuit.tensors.len());
        for tensor in &circuit.tensors {
            let product = |term: &Term| matches!(term, Term::Box(term) if term.operands.len() == 2);
            let mut terms = tensor.terms().iter();
            let derived =
                terms.any(|term| product(term) || term.operand_tensors().any(|operand| hidden[operand]));
            hidden.push(tensor.committed() || derived);
        }
        Self(hidden)
    }

    /// Whether `tensor` depends on something hidden or contains a product.
    pub fn contains(&self, tensor: usize) -> bool {
        self.0[tensor]
    }
}
