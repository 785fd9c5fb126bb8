//! SEMANTICS; of each tensor WIDTH, NAME, LENGTH, BITS, RANGE, CONSTANTS.

use super::refusal::{Checked, Rule, require};
use crate::circuit::limits::{
    MAX_CONSTANTS, MAX_MAGNITUDE, MAX_NAME_BYTES, MAX_RANK, MAX_TENSOR_BITS, MAX_WIDTH_BITS,
    SEMANTICS_VERSION,
};
use crate::circuit::{Body, Circuit, Tensor, is_writable};
use std::collections::HashSet;

pub(super) fn check(circuit: &Circuit) -> Checked {
    let (version, c) = (circuit.semantics_version, circuit.width_bits);
    require(version == SEMANTICS_VERSION, Rule::Semantics, || {
        format!("version {version}, known is {SEMANTICS_VERSION}")
    })?;
    require(c <= MAX_WIDTH_BITS, Rule::Width, || format!("c = {c}"))?;
    let mut names = HashSet::new();
    for tensor in &circuit.tensors {
        columns(tensor, c)?;
        name(&tensor.name, "tensor")?;
        axis_names(tensor)?;
        require(names.insert(&tensor.name), Rule::Name, || {
            format!("tensor {}", tensor.name)
        })?;
        shape(&tensor.shape, || format!("tensor {}", tensor.name))?;
        require(tensor.bits() <= MAX_TENSOR_BITS, Rule::Bits, || {
            format!("tensor {} has shape {:?}", tensor.name, tensor.shape)
        })?;
        range(tensor)?;
        constants(tensor)?;
    }
    Ok(())
}

fn columns(tensor: &Tensor, c: u32) -> Checked {
    let Body::Committed { column_bits, .. } = &tensor.body else {
        return Ok(());
    };
    let bits = tensor.bits();
    require(*column_bits <= bits.min(c), Rule::Width, || {
        format!(
            "tensor {} of {bits} bits has {column_bits} column bits, c = {c}",
            tensor.name
        )
    })
}

/// A name that is not empty and can be written down.
pub(super) fn name(name: &str, what: &str) -> Checked {
    require(!name.is_empty(), Rule::Name, || format!("a {what} without name"))?;
    writable(name, what)
}

fn writable(name: &str, what: &str) -> Checked {
    let holds = name.len() <= MAX_NAME_BYTES && is_writable(name);
    require(holds, Rule::Name, || {
        format!("a {what} name is longer than {MAX_NAME_BYTES} bytes or has forbidden characters")
    })
}

fn axis_names(tensor: &Tensor) -> Checked {
    let Body::Committed { axis_names, .. } = &tensor.body else {
        return Ok(());
    };
    let (axes, names) = (tensor.shape.len(), axis_names.len());
    require(axes == names, Rule::Name, || {
        format!("tensor {} has {axes} axes and {names} axis names", tensor.name)
    })?;
    axis_names.iter().try_for_each(|name| writable(name, "axis"))
}

/// The lengths of a tensor or a port.
pub(super) fn shape(shape: &[usize], what: impl Fn() -> String) -> Checked {
    require(shape.len() <= MAX_RANK.into(), Rule::Length, || {
        format!("{} has {} axes", what(), shape.len())
    })?;
    require(shape.iter().all(|length| *length >= 1), Rule::Length, || {
        format!("{} has shape {shape:?}", what())
    })
}

fn range(tensor: &Tensor) -> Checked {
    let Some(range) = tensor.range() else {
        return Ok(());
    };
    let holds = range.lo <= range.hi && bounded(range.lo) && bounded(range.hi);
    require(holds, Rule::Range, || {
        format!("tensor {} declares [{}, {}]", tensor.name, range.lo, range.hi)
    })
}

fn constants(tensor: &Tensor) -> Checked {
    let name = &tensor.name;
    match &tensor.body {
        Body::Const { values } => {
            let count = values.len() as u64;
            require(count == tensor.size(), Rule::Constants, || {
                format!("tensor {name} of shape {:?} has {count} constants", tensor.shape)
            })?;
            require(count <= MAX_CONSTANTS, Rule::Constants, || {
                format!("tensor {name} has {count} constants")
            })?;
            require(
                values.iter().all(|value| bounded(*value)),
                Rule::Constants,
                || format!("tensor {name}"),
            )
        }
        Body::Iota { start } => {
            let last = i128::from(*start) + i128::from(tensor.size()) - 1;
            let holds = bounded(*start) && last <= MAX_MAGNITUDE.into();
            require(holds, Rule::Constants, || {
                format!("tensor {name} starts at {start}")
            })
        }
        _ => Ok(()),
    }
}

fn bounded(value: i64) -> bool {
    (-MAX_MAGNITUDE..=MAX_MAGNITUDE).contains(&value)
}
