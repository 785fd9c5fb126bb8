use crate::field::{F, from_i64};
use crate::transcript::Message;

/// constant + Σ coefficient·v_k over hidden messages k: what V knows of a claim (protocol.md §8). Without its constant: that
/// is V's business, no message depends on it. In the order of addition; a message may occur more than once.
#[derive(Clone, Debug, Default)]
pub struct AffineForm(Vec<(F, Message)>);

impl AffineForm {
    /// A message.
    pub fn of(message: Message) -> Self {
        Self::from([(from_i64(1), message)])
    }

    /// self += coefficient·v_message.
    pub fn add(&mut self, coefficient: F, message: Message) {
        self.0.push((coefficient, message));
    }

    /// self += coefficient·other.
    pub fn add_form(&mut self, coefficient: &F, other: &AffineForm) {
        let terms = other.0.iter();
        self.0
            .extend(terms.map(|(own, message)| (*coefficient * own, *message)));
    }

    /// self *= factor.
    pub fn scale(&mut self, factor: &F) {
        self.0.iter_mut().for_each(|(own, _)| *own *= factor);
    }

    /// (coefficient, message), in the order of addition.
    pub fn terms(&self) -> &[(F, Message)] {
        &self.0
    }
}

impl<const N: usize> From<[(F, Message); N]> for AffineForm {
    fn from(terms: [(F, Message); N]) -> Self {
        Self(terms.to_vec())
    }
}

#[cfg(test)]
impl AffineForm {
    /// The form's value, less its constant, on messages by number.
    pub(crate) fn value(&self, messages: &[F]) -> F {
        let terms = self.0.iter();
        terms
            .map(|(coefficient, message)| *coefficient * messages[message.number()])
            .sum()
    }
}
