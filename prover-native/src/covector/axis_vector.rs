use crate::field::{F, eq_vector};
use std::sync::{Arc, OnceLock};

/// One factor of a covector: a value for each index of an axis.
#[derive(Clone, Debug)]
pub enum AxisVector {
    /// Part of an eq-vector; its structure lets the opening merge covectors.
    Eq(EqVector),
    /// Any values.
    Values(Vec<F>),
}

/// Which challenges an eq-vector is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EqOrigin {
    /// ρ, the leaves' point (§4).
    Rho,
    /// u, the point of the Zero tensors (§5).
    U,
    /// r, the products' point (§6).
    R,
}

/// eq(point[low ..], i) for i < length: the values are made when somebody asks for them.
#[derive(Clone, Debug)]
pub struct EqVector {
    /// Where the challenges come from.
    pub origin: EqOrigin,
    /// Number of the first challenge.
    pub low: u32,
    /// The challenges of this axis, lowest bit first.
    pub point: Vec<F>,
    /// True length, at most 2^|point|.
    pub length: usize,
    values: OnceLock<Vec<F>>,
}

impl AxisVector {
    /// An eq-vector over the challenges `low` … of `point`, as many as there are `bits`.
    pub fn eq(origin: EqOrigin, point: &[F], low: u32, bits: u32, length: usize) -> Arc<Self> {
        let point = point[low as usize..(low + bits) as usize].to_vec();
        Arc::new(AxisVector::Eq(EqVector {
            origin,
            low,
            point,
            length,
            values: OnceLock::new(),
        }))
    }

    /// A vector of 1s.
    pub fn ones(length: usize) -> Arc<Self> {
        Arc::new(AxisVector::Values(vec![F::from(1u64); length]))
    }

    /// True length of the axis.
    pub fn len(&self) -> usize {
        match self {
            AxisVector::Eq(eq) => eq.length,
            AxisVector::Values(values) => values.len(),
        }
    }

    /// Never: an axis has at least one index.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A value for each index.
    pub fn values(&self) -> &[F] {
        match self {
            AxisVector::Eq(eq) => eq.values.get_or_init(|| eq_vector(&eq.point, eq.length)),
            AxisVector::Values(values) => values,
        }
    }

    /// Sum of all values.
    pub fn sum(&self) -> F {
        match self {
            AxisVector::Eq(eq) if eq.length == 1 << eq.point.len() => F::from(1u64),
            _ => self.values().iter().sum(),
        }
    }
}
