//! The verifier's equations in the hidden messages and x (protocol.md §8; §11, rule 22). The prover derives them from the
//! same public data: each stage adds its own beside the messages that it sends. No stage is known here.

mod affine_form;
mod conversation;
mod equations;
mod quadratic_form;
mod sumcheck;
#[cfg(test)]
pub(crate) mod tests;

pub use affine_form::AffineForm;
pub use conversation::Conversation;
pub use equations::{Equation, Equations};
pub use quadratic_form::QuadraticForm;
pub use sumcheck::{Embedding, Sumcheck, Summand, sumcheck};
