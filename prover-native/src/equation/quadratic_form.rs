use super::Equations;
use crate::field::{F, from_i64};
use crate::transcript::Message;

/// All equations together (protocol.md §8): L(x, w) + Σ κ_ij·w_i·w_j + c_0 = 0, here without its constant and in the hidden
/// values v = v̂ + w themselves: Σ on_messages_k·v_k + Σ κ·v_i·v_j + Σ on_opened_j·x_j + … = 0.
#[derive(Debug)]
pub struct QuadraticForm {
    /// Coefficient of each hidden message by its number; number 0 (ψ) has none.
    pub on_messages: Vec<F>,
    /// (κ, i, j).
    pub products: Vec<(F, Message, Message)>,
    /// Coefficient of each column of x; empty if nothing is opened.
    pub on_opened: Vec<F>,
}

impl QuadraticForm {
    /// Σ θ^i·equation_i over hidden messages 1 … `messages`.
    pub(super) fn combine(equations: Equations, theta: &F, messages: usize) -> Self {
        let mut form = Self {
            on_messages: vec![from_i64(0); messages + 1],
            products: Vec::new(),
            on_opened: Vec::new(),
        };
        let mut power = from_i64(1);
        for equation in equations.into_all() {
            for (coefficient, message) in equation.affine.terms() {
                form.on_messages[message.number()] += power * coefficient;
            }
            let products = equation.products.into_iter();
            form.products
                .extend(products.map(|(factor, first, second)| (-power * factor, first, second)));
            if !equation.opened.is_empty() {
                // One equation, the last.
                form.on_opened = equation.opened;
                form.on_opened.iter_mut().for_each(|own| *own *= -power);
            }
            power *= theta;
        }
        form
    }
}
