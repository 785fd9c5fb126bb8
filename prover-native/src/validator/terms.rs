//! Of each term LENGTH, REFERENCE, COEFFICIENT, INDEX_MAP, INDEX_BOUND, RESULT_INDEX, DEGREE, INDEX_TABLE.

use super::refusal::{Checked, InvalidCircuit, Rule, require};
use crate::circuit::limits::{MAX_BOX_AXES, MAX_INDEX};
use crate::circuit::{BoxTerm, Circuit, IndexEntry, IndexTerm, Tensor, Term};
use ark_ff::Zero;

/// Also tells for each tensor whether it is affine: a source, or derived without 2-operand terms.
pub(super) fn check(circuit: &Circuit) -> Result<Vec<bool>, InvalidCircuit> {
    let mut affine = Vec::with_capacity(circuit.tensors.len());
    for tensor in &circuit.tensors {
        let rules = TermRules {
            circuit,
            affine: &affine,
            tensor,
        };
        for term in tensor.terms() {
            match term {
                Term::Box(term) => rules.box_term(term)?,
                Term::Index(term) => rules.index_term(term)?,
            }
        }
        let is_affine = |term: &Term| {
            let product = matches!(term, Term::Box(term) if term.operands.len() == 2);
            !product && term.operand_tensors().all(|operand| affine[operand])
        };
        let is_affine = tensor.terms().iter().all(is_affine);
        affine.push(is_affine);
    }
    Ok(affine)
}

/// The terms of one tensor, whose number is that of the tensors before it.
struct TermRules<'c> {
    circuit: &'c Circuit,
    affine: &'c [bool],
    tensor: &'c Tensor,
}

impl TermRules<'_> {
    fn box_term(&self, term: &BoxTerm) -> Checked {
        let (name, lengths, operands) = (&self.tensor.name, &term.lengths, term.operands.len());
        require(lengths.len() <= MAX_BOX_AXES.into(), Rule::Length, || {
            format!("tensor {name} has a box of {} axes", lengths.len())
        })?;
        require(lengths.iter().all(|length| *length >= 1), Rule::Length, || {
            format!("tensor {name} has a box {lengths:?}")
        })?;
        for operand in &term.operands {
            self.earlier(operand.tensor)?;
        }
        require(!term.coefficient.is_zero(), Rule::Coefficient, || {
            format!("tensor {name}")
        })?;
        let operand_maps = term.operands.iter().map(|operand| {
            let rank = self.circuit.tensors[operand.tensor].shape.len();
            (&operand.map[..], rank)
        });
        let result = (&term.result[..], self.tensor.shape.len());
        let maps = || std::iter::once(result).chain(operand_maps.clone());
        let entries = || maps().flat_map(|(map, _)| map);
        let mut parts = entries().flat_map(|entry| &entry.parts);
        require(parts.all(|part| part.coefficient != 0), Rule::Coefficient, || {
            format!("tensor {name}: an index coefficient of 0")
        })?;
        maps().try_for_each(|(map, rank)| self.map(map, rank, lengths.len()))?;
        for (axis, entry) in term.result.iter().enumerate() {
            let parts = entry.parts.len();
            require(parts <= 1, Rule::IndexMap, || {
                format!("axis {axis} of tensor {name} depends on {parts} box axes")
            })?;
        }
        for entry in entries() {
            let (least, most) = reach(entry, lengths);
            let holds = -MAX_INDEX < least && most < MAX_INDEX;
            require(holds, Rule::IndexBound, || format!("tensor {name}"))?;
        }
        for (axis, (entry, length)) in term.result.iter().zip(&self.tensor.shape).enumerate() {
            let (least, most) = reach(entry, lengths);
            let holds = 0 <= least && most < *length as i128;
            require(holds, Rule::ResultIndex, || {
                format!("axis {axis} of tensor {name}")
            })?;
        }
        require(operands <= 2, Rule::Degree, || {
            format!("tensor {name} has a term of {operands} operands")
        })?;
        for operand in term.operands.iter().filter(|_| operands == 2) {
            require(self.affine[operand.tensor], Rule::Degree, || {
                format!(
                    "tensor {name} multiplies {}",
                    self.circuit.tensors[operand.tensor].name
                )
            })?;
        }
        Ok(())
    }

    fn index_term(&self, term: &IndexTerm) -> Checked {
        let name = &self.tensor.name;
        self.earlier(term.tensor)?;
        require(!term.coefficient.is_zero(), Rule::Coefficient, || {
            format!("tensor {name}")
        })?;
        let operand = &self.circuit.tensors[term.tensor];
        require(self.affine[term.tensor], Rule::Degree, || {
            format!("tensor {name} indexes {}", operand.name)
        })?;
        let inside = |cell: i64, size: u64| u64::try_from(cell).is_ok_and(|cell| cell < size);
        let (cells, operand_cells) = (self.tensor.size(), operand.size());
        for (number, pair) in term.pairs.iter().enumerate() {
            let ascending = number == 0 || term.pairs[number - 1] <= *pair;
            let holds = inside(pair.0, cells) && inside(pair.1, operand_cells) && ascending;
            require(holds, Rule::IndexTable, || {
                format!("tensor {name}, pair {number}")
            })?;
        }
        Ok(())
    }

    fn earlier(&self, tensor: usize) -> Checked {
        let (name, own) = (&self.tensor.name, self.affine.len());
        require(tensor < own, Rule::Reference, || {
            format!("tensor {name} (number {own}) uses tensor number {tensor}")
        })
    }

    /// One entry an axis; box axes that exist, ascending, each in one entry at most.
    fn map(&self, map: &[IndexEntry], rank: usize, box_axes: usize) -> Checked {
        let name = &self.tensor.name;
        require(map.len() == rank, Rule::IndexMap, || {
            format!("tensor {name}: a map of {} entries for {rank} axes", map.len())
        })?;
        let mut seen = vec![false; box_axes];
        for entry in map {
            let mut before = None;
            for part in &entry.parts {
                let (axis, ascending) = (part.axis, before.is_none_or(|before| before < part.axis));
                require(ascending && axis < box_axes, Rule::IndexMap, || {
                    let before = before.map_or_else(String::new, |before| format!(" after {before}"));
                    format!("tensor {name}: box axis {axis}{before}, of {box_axes}")
                })?;
                let repeated = std::mem::replace(&mut seen[axis], true);
                require(!repeated, Rule::IndexMap, || {
                    format!("tensor {name}: box axis {axis} stands in two entries")
                })?;
                before = Some(axis);
            }
        }
        Ok(())
    }
}

/// Least and greatest value of an index over its box.
fn reach(entry: &IndexEntry, lengths: &[usize]) -> (i128, i128) {
    let start = i128::from(entry.offset);
    entry.parts.iter().fold((start, start), |(least, most), part| {
        let end = i128::from(part.coefficient) * (lengths[part.axis] as i128 - 1);
        (least + end.min(0), most + end.max(0))
    })
}
