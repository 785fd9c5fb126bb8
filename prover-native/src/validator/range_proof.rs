//! INPUT_RANGE: hidden inputs are proven by lookups to lie in their declared ranges (protocol.md §11, rules 31 and 33).

use super::refusal::{Checked, Rule, require};
use super::shifted_tensor::{ShiftedTensor, Values};
use crate::circuit::{Body, Circuit, CommittedKind};
use std::collections::HashMap;

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

/// The least set of committed tensors that the circuit's lookups prove to lie in their declared ranges; takes time in
/// proportion to the circuit's bytes.
fn range_proven(circuit: &Circuit) -> Vec<bool> {
    let mut facts = Facts::read(circuit);
    while let Some(tensor) = facts.latest.pop() {
        for waiting in facts.waiting.remove(&tensor).unwrap_or_default() {
            facts.prove(waiting);
        }
    }
    facts.proven
}

/// What the lookups say, read so far.
struct Facts {
    proven: Vec<bool>,
    /// Proven, and not yet used.
    latest: Vec<usize>,
    /// By U, the tensors T that are proven as soon as U is.
    waiting: HashMap<usize, Vec<usize>>,
}

impl Facts {
    fn read(circuit: &Circuit) -> Self {
        let mut facts = Self {
            proven: vec![false; circuit.tensors.len()],
            latest: Vec::new(),
            waiting: HashMap::new(),
        };
        // What each tensor is as a column and as a key: worked out once, however often it is used.
        let (mut columns, mut keys) = (HashMap::new(), HashMap::new());
        for lookup in &circuit.lookups {
            let table = &circuit.tables[lookup.table];
            for (key, column) in lookup.keys.iter().zip(&table.columns).take(table.arguments) {
                let values = columns
                    .entry(*column)
                    .or_insert_with(|| Values::of(circuit, *column));
                let key = keys
                    .entry(*key)
                    .or_insert_with(|| ShiftedTensor::of(circuit, *key));
                if let (Some(values), Some(key)) = (values, key)
                    && proves(circuit, values, key)
                {
                    facts.add(key);
                }
            }
        }
        facts
    }

    fn add(&mut self, key: &ShiftedTensor) {
        match &key.limb {
            None => self.prove(key.tensor),
            Some(limb) => self.waiting.entry(limb.tensor).or_default().push(key.tensor),
        }
    }

    fn prove(&mut self, tensor: usize) {
        if !self.proven[tensor] {
            self.proven[tensor] = true;
            self.latest.push(tensor);
        }
    }
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
