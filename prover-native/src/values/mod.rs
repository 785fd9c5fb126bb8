//! Values of tensors: those the caller gives, those derived from them where the prover needs them, and multiplicities.

mod derive;
mod dyadic;
#[cfg(test)]
pub(crate) mod example;
mod multiplicity;
mod nest;
mod witness;

pub use derive::evaluate;
pub use multiplicity::{OnMissing, Unsatisfied, multiplicities};
pub use witness::Witness;

use crate::circuit::{Body, Circuit, Tensor};
use crate::field::{F, from_i64};
use crate::kernel::combine::Integers;
use std::borrow::Cow;
use zeroize::Zeroize;

/// Values of one tensor, row-major.
#[derive(Clone, Debug)]
pub enum Values<'a> {
    /// Signed integers.
    Small(Small<'a>),
    /// Elements of F, where some value is no 64-bit integer. Only false witnesses need this, or keys beyond 62 bits.
    Field(Vec<F>),
}

/// Signed integers with a bound on their magnitude. Owned ones are zeroised.
#[derive(Clone, Debug)]
pub struct Small<'a> {
    data: Cow<'a, [i64]>,
    magnitude: u64,
    narrow: Option<&'a [i16]>,
}

impl<'a> Small<'a> {
    /// Wraps integers and finds their largest magnitude.
    pub fn new(data: impl Into<Cow<'a, [i64]>>) -> Self {
        let data = data.into();
        let (least, greatest) = data.iter().fold((0, 0), |(lo, hi), v| (lo.min(*v), hi.max(*v)));
        Self {
            magnitude: least.unsigned_abs().max(greatest.unsigned_abs()),
            data,
            narrow: None,
        }
    }

    /// Borrows integers with a known bound, and the same integers in 16 bits where there are such.
    pub fn with_narrow(data: &'a [i64], magnitude: u64, narrow: Option<&'a [i16]>) -> Self {
        Self {
            data: Cow::Borrowed(data),
            magnitude,
            narrow,
        }
    }

    /// Row-major integers in the least width that they are kept in.
    pub fn integers(&self) -> Integers<'_> {
        self.narrow.map_or(Integers::Wide(&self.data), Integers::Narrow)
    }

    /// Row-major integers.
    pub fn data(&self) -> &[i64] {
        &self.data
    }

    /// An upper bound on |v|.
    pub fn magnitude(&self) -> u64 {
        self.magnitude
    }
}

impl Drop for Small<'_> {
    fn drop(&mut self) {
        if let Cow::Owned(data) = &mut self.data {
            data.zeroize();
        }
    }
}

impl Values<'_> {
    /// Number of cells.
    pub fn len(&self) -> usize {
        match self {
            Values::Small(small) => small.data.len(),
            Values::Field(data) => data.len(),
        }
    }

    /// Whether there are no cells; never, for a tensor.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One cell as an element of F.
    pub fn at(&self, cell: usize) -> F {
        match self {
            Values::Small(small) => from_i64(small.data[cell]),
            Values::Field(data) => data[cell],
        }
    }

    /// The integers, if all cells are such.
    pub fn small(&self) -> Option<&[i64]> {
        match self {
            Values::Small(small) => Some(small.data()),
            Values::Field(_) => None,
        }
    }
}

/// The values of a circuit's tensors by index; `None` where nothing needs them.
pub type Assignment<'a> = Vec<Option<Values<'a>>>;

/// What is wrong with values from the caller.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// Not as many values as the circuit's tensors have cells.
    #[error("{found} values where the circuit has {expected} cells")]
    Count {
        /// What follows from the circuit.
        expected: u64,
        /// What was given.
        found: u64,
    },
    /// A value lies outside its tensor's declared range.
    #[error("cell {cell} of tensor '{tensor}' lies outside the declared range")]
    Range {
        /// Name of the tensor.
        tensor: String,
        /// Row-major cell number.
        cell: usize,
    },
}

/// Cuts `data` into the tensors that `selected` names, in declaration order, and checks their declared ranges.
///
/// # Errors
/// [`ValueError`].
pub fn import<'a>(
    circuit: &Circuit,
    selected: impl Fn(usize, &Tensor) -> bool,
    data: &'a [i64],
    out_of_range: OnMissing,
    into: &mut Assignment<'a>,
) -> Result<(), ValueError> {
    let tensors = || {
        circuit
            .tensors
            .iter()
            .enumerate()
            .filter(|(index, tensor)| selected(*index, tensor))
    };
    let expected = tensors().fold(0u64, |sum, (_, tensor)| sum.saturating_add(tensor.size()));
    if expected != data.len() as u64 {
        return Err(ValueError::Count {
            expected,
            found: data.len() as u64,
        });
    }
    let mut rest = data;
    for (index, tensor) in tensors() {
        let (own, after) = rest.split_at(tensor.size() as usize);
        rest = after;
        if matches!(out_of_range, OnMissing::Refuse)
            && let Some(range) = tensor.range()
            && let Some(cell) = own
                .iter()
                .position(|value| *value < range.lo || *value > range.hi)
        {
            return Err(ValueError::Range {
                tensor: tensor.name.clone(),
                cell,
            });
        }
        into[index] = Some(Values::Small(Small::new(own)));
    }
    Ok(())
}

/// Which tensors the caller of a proof gives: PUBLIC, INPUT, OUTPUT and WITNESS without multiplicities.
pub fn is_witness_value(multiplicity: &[bool], index: usize, tensor: &Tensor) -> bool {
    !multiplicity[index] && !tensor.is_model() && tensor.range().is_some()
}

/// For each tensor whether it is some table's multiplicity.
pub fn multiplicity_tensors(circuit: &Circuit) -> Vec<bool> {
    let mut is = vec![false; circuit.tensors.len()];
    circuit
        .tables
        .iter()
        .for_each(|table| is[table.multiplicity] = true);
    is
}

/// The values of a constant or closed-form tensor.
fn constant(tensor: &Tensor) -> Option<Values<'_>> {
    match &tensor.body {
        Body::Const { values } => Some(Values::Small(Small::new(&values[..]))),
        Body::Iota { start } => {
            let values: Vec<i64> = (0..tensor.size() as i64).map(|cell| start + cell).collect();
            Some(Values::Small(Small::new(values)))
        }
        _ => None,
    }
}
