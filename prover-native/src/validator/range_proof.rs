//! INPUT_RANGE: hidden inputs are proven by lookups to lie in their declared ranges (protocol.md §11, rules 31 and 33).

use super::refusal::{Checked, Rule, require};
use super::shifted_tensor::{ShiftedTensor, Values};
use crate::circuit::{Body, Circuit, CommittedKind, Lookup};

pub(super) fn check(circuit: &Circuit) -> Checked {
    let proven = range_proven(circuit);
    for (tensor, proven) in circuit.tensors.iter().zip(proven) {
        let is_input = matches!(
            tensor.body,
            Body::Committed {
                kind: CommittedKind::Input,
                ..
            }
        );
        require(proven || !is_input, Rule::InputRange, || {
            format!("input {} is not range-proven", tensor.name)
        })?;
    }
    Ok(())
}

/// T lies in its declared range if U, where there is one, does.
struct Fact {
    proven: usize,
    limb: Option<usize>,
}

/// The least set of committed tensors that the circuit's lookups prove to lie in their declared ranges.
fn range_proven(circuit: &Circuit) -> Vec<bool> {
    let facts: Vec<Fact> = circuit
        .lookups
        .iter()
        .flat_map(|lookup| facts(circuit, lookup))
        .collect();
    let mut proven = vec![false; circuit.tensors.len()];
    loop {
        let mut grows = false;
        for fact in &facts {
            if !proven[fact.proven] && fact.limb.is_none_or(|limb| proven[limb]) {
                proven[fact.proven] = true;
                grows = true;
            }
        }
        if !grows {
            return proven;
        }
    }
}

fn facts(circuit: &Circuit, lookup: &Lookup) -> Vec<Fact> {
    let table = &circuit.tables[lookup.table];
    let positions = lookup.keys.iter().zip(&table.columns).take(table.arguments);
    positions
        .filter_map(|(key, column)| {
            let values = Values::of(circuit, *column)?;
            let key = ShiftedTensor::of(circuit, *key)?;
            proves(circuit, &values, &key).then(|| Fact {
                proven: key.tensor,
                limb: key.limb.map(|limb| limb.tensor),
            })
        })
        .collect()
}

/// Whether a key among the column's values gives T exactly its declared range.
fn proves(circuit: &Circuit, values: &Values, key: &ShiftedTensor) -> bool {
    let tensor = &circuit.tensors[key.tensor];
    let (Some(range), true) = (tensor.range(), tensor.committed()) else {
        return false;
    };
    let least = values.first - key.shift;
    let (mut lo, mut hi) = (least, least + values.count - 1);
    if let Some(limb) = &key.limb {
        let size = 1i128 << limb.bits;
        let Body::Witness { range } = circuit.tensors[limb.tensor].body else {
            return false;
        };
        if size != values.count {
            return false;
        }
        lo += size * i128::from(range.lo);
        hi += size * i128::from(range.hi);
    }
    i128::from(range.lo) == lo && i128::from(range.hi) == hi
}
