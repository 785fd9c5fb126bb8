//! Covectors and their pull-backs (protocol.md §2.1).

mod axis_vector;
mod product;
mod pull_back;

pub use axis_vector::{AxisVector, EqOrigin, EqVector};
pub use product::{Product, Role, Side};
pub use pull_back::{Functional, SourceClaim};

use crate::field::F;
use std::borrow::Cow;
use std::sync::Arc;

/// A linear functional on the cells of a tensor.
#[derive(Clone, Debug)]
pub enum Covector {
    /// coefficient · ⊗ of one vector per axis, of the axis's true length.
    Axes {
        /// Factor of the whole.
        coefficient: F,
        /// One vector per axis.
        axes: Vec<Arc<AxisVector>>,
    },
    /// coefficient · one value per cell: behind static index tables, and on multiplicities of direct tables.
    Dense {
        /// Factor of the whole.
        coefficient: F,
        /// Row-major.
        values: Arc<Vec<F>>,
    },
}

impl Covector {
    /// The covector times a scalar.
    pub fn scaled(&self, scalar: &F) -> Self {
        match self {
            Covector::Axes { coefficient, axes } => Covector::Axes {
                coefficient: *coefficient * scalar,
                axes: axes.clone(),
            },
            Covector::Dense { coefficient, values } => Covector::Dense {
                coefficient: *coefficient * scalar,
                values: values.clone(),
            },
        }
    }

    /// The factor of the whole, and one value per cell, row-major.
    pub fn dense(&self) -> (F, Cow<'_, [F]>) {
        match self {
            Covector::Axes { coefficient, axes } => {
                let mut cells = vec![F::from(1u64)];
                for axis in axes {
                    cells = cells
                        .iter()
                        .flat_map(|cell| axis.values().iter().map(move |v| *cell * v))
                        .collect();
                }
                (*coefficient, cells.into())
            }
            Covector::Dense { coefficient, values } => (*coefficient, values[..].into()),
        }
    }
}
