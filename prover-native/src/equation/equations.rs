use super::AffineForm;
use crate::field::F;
use crate::transcript::Message;

/// affine − Σ factor·v_i·v_j − <x, opened> = 0: one of the equations of protocol.md §8 in the hidden messages and x.
#[derive(Clone, Debug)]
pub struct Equation {
    pub(super) affine: AffineForm,
    /// (factor, i, j).
    pub(super) products: Vec<(F, Message, Message)>,
    /// A coefficient for each column of x; empty if x does not occur.
    pub(super) opened: Vec<F>,
}

impl Equation {
    /// affine = 0.
    pub fn new(affine: AffineForm) -> Self {
        Self {
            affine,
            products: Vec::new(),
            opened: Vec::new(),
        }
    }

    /// Subtracts factor·v_first·v_second.
    pub fn minus_product(mut self, factor: F, first: Message, second: Message) -> Self {
        self.products.push((factor, first, second));
        self
    }

    /// Subtracts <x, vector>; at most once.
    pub fn minus_opened(mut self, vector: Vec<F>) -> Self {
        self.opened = vector;
        self
    }
}

/// The equations of a proof in the order of protocol.md §11, rule 22.
#[derive(Debug, Default)]
pub struct Equations(Vec<Equation>);

impl Equations {
    /// Adds the next one.
    pub fn add(&mut self, equation: Equation) {
        self.0.push(equation);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn into_all(self) -> Vec<Equation> {
        self.0
    }
}

#[cfg(test)]
impl Equations {
    /// What each equation gives, less its constant, on messages by number and on x.
    pub(crate) fn values(&self, messages: &[F], x: &[F]) -> Vec<F> {
        let value = |equation: &Equation| {
            let products = equation.products.iter();
            let products: F = products
                .map(|(factor, i, j)| *factor * messages[i.number()] * messages[j.number()])
                .sum();
            let opened: F = equation.opened.iter().zip(x).map(|(v, x)| *v * x).sum();
            equation.affine.value(messages) - products - opened
        };
        self.0.iter().map(value).collect()
    }
}
