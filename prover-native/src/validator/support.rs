//! SUPPORT: which cells some assertion reaches (protocol.md §11, rule 34): a pull-back over booleans. Without index tables the
//! cells that one covector reaches are a product of sets of indices, one for each axis.

use super::refusal::{Checked, Rule, require};
use crate::circuit::{
    Body, BoxTerm, Circuit, CommittedKind, IndexTerm, Operand, Tensor, Term, cell_at, for_each_position,
};
use std::collections::HashSet;

/// Above this many cells one covector alone has to cover a tensor.
const MAX_CELLS: u64 = 1 << 26;

/// A product of index sets, one membership vector per axis.
type Rectangle = Vec<Vec<bool>>;

#[derive(Clone, Default)]
struct Support {
    full: bool,
    rectangles: HashSet<Rectangle>,
    /// Single cells, from index tables; empty if there are none.
    cells: Vec<bool>,
}

impl Support {
    fn add(&mut self, rectangle: Rectangle) {
        if rectangle.iter().all(|axis| axis.iter().all(|member| *member)) {
            *self = Support {
                full: true,
                ..Support::default()
            };
        } else if !self.full && rectangle.iter().all(|axis| axis.contains(&true)) {
            self.rectangles.insert(rectangle);
        }
    }

    fn add_cells(&mut self, cells: Vec<bool>) {
        if cells.iter().all(|cell| *cell) {
            *self = Support {
                full: true,
                ..Support::default()
            };
        } else if !self.full {
            if self.cells.is_empty() {
                self.cells = cells;
            } else {
                self.cells
                    .iter_mut()
                    .zip(cells)
                    .for_each(|(own, other)| *own |= other);
            }
        }
    }

    fn is_empty(&self) -> bool {
        !self.full && self.rectangles.is_empty() && self.cells.is_empty()
    }

    /// Membership of every cell.
    fn to_cells(&self, tensor: &Tensor) -> Vec<bool> {
        let size = tensor.size() as usize;
        if self.full {
            return vec![true; size];
        }
        let mut cells = if self.cells.is_empty() {
            vec![false; size]
        } else {
            self.cells.clone()
        };
        for rectangle in &self.rectangles {
            let mut starts = vec![0];
            for axis in rectangle {
                let members = || (0..axis.len()).filter(|i| axis[*i]);
                starts = starts
                    .iter()
                    .flat_map(|start| members().map(move |i| start * axis.len() + i))
                    .collect();
            }
            starts.iter().for_each(|cell: &usize| cells[*cell] = true);
        }
        cells
    }

    fn covers(&self, tensor: &Tensor) -> bool {
        self.full || (tensor.size() <= MAX_CELLS && self.to_cells(tensor).iter().all(|cell| *cell))
    }
}

pub(super) fn check(circuit: &Circuit) -> Checked {
    let mut supports = vec![Support::default(); circuit.tensors.len()];
    let keys = circuit.lookups.iter().flat_map(|lookup| &lookup.keys);
    let tables = circuit
        .tables
        .iter()
        .flat_map(|table| table.columns.iter().chain([&table.multiplicity]));
    for tensor in keys.chain(tables).chain(&circuit.zeros) {
        supports[*tensor] = Support {
            full: true,
            ..Support::default()
        };
    }
    let outputs: HashSet<usize> = circuit.outputs.iter().map(|port| port.tensor).collect();
    for (index, tensor) in circuit.tensors.iter().enumerate().rev() {
        let support = std::mem::take(&mut supports[index]);
        let must = outputs.contains(&index)
            || match tensor.body {
                Body::Committed { kind, .. } => kind != CommittedKind::Model,
                Body::Witness { .. } => true,
                _ => false,
            };
        require(!must || support.covers(tensor), Rule::Support, || {
            format!(
                "some cell of tensor {} is in no assertion, or it takes too long to tell",
                tensor.name
            )
        })?;
        if support.is_empty() {
            continue;
        }
        for term in tensor.terms() {
            match term {
                Term::Index(term) => pull_index(circuit, tensor, term, &support, &mut supports[term.tensor]),
                Term::Box(term) => {
                    for operand in &term.operands {
                        let source = &circuit.tensors[operand.tensor];
                        pull_box(
                            tensor,
                            term,
                            operand,
                            source,
                            &support,
                            &mut supports[operand.tensor],
                        );
                    }
                }
            }
        }
    }
    Ok(())
}

fn pull_index(
    circuit: &Circuit,
    result: &Tensor,
    term: &IndexTerm,
    support: &Support,
    operand: &mut Support,
) {
    let from = support.to_cells(result);
    let mut cells = vec![false; circuit.tensors[term.tensor].size() as usize];
    for (result_cell, operand_cell) in &term.pairs {
        cells[*operand_cell as usize] |= from[*result_cell as usize];
    }
    operand.add_cells(cells);
}

fn pull_box(
    result: &Tensor,
    term: &BoxTerm,
    operand: &Operand,
    source: &Tensor,
    support: &Support,
    into: &mut Support,
) {
    if into.full {
        return;
    }
    let full: Rectangle = result.shape.iter().map(|length| vec![true; *length]).collect();
    let full = support.full.then_some(&full);
    for rectangle in full.into_iter().chain(&support.rectangles) {
        if let Some(rectangle) = pull_rectangle(term, operand, source, rectangle) {
            into.add(rectangle);
        }
    }
    if !support.cells.is_empty() {
        into.add_cells(pull_cells(result, term, operand, source, &support.cells));
    }
}

fn pull_rectangle(
    term: &BoxTerm,
    operand: &Operand,
    source: &Tensor,
    rectangle: &Rectangle,
) -> Option<Rectangle> {
    let mut allowed: Rectangle = term.lengths.iter().map(|length| vec![true; *length]).collect();
    for (entry, members) in term.result.iter().zip(rectangle) {
        match entry.parts[..] {
            [part] => {
                for (i, allowed) in allowed[part.axis].iter_mut().enumerate() {
                    *allowed = members[(entry.offset + part.coefficient * i as i64) as usize];
                }
            }
            _ => members[entry.offset as usize].then_some(())?,
        }
    }
    allowed.iter().all(|axis| axis.contains(&true)).then_some(())?;
    let axes = source.shape.iter().zip(&operand.map).map(|(length, entry)| {
        let mut reached = vec![entry.offset];
        for part in &entry.parts {
            let steps = || (0i64..).zip(&allowed[part.axis]).filter(|(_, allowed)| **allowed);
            reached = reached
                .iter()
                .flat_map(|at| steps().map(move |(i, _)| at + part.coefficient * i))
                .collect();
        }
        let mut members = vec![false; *length];
        for index in reached {
            if let Some(member) = usize::try_from(index)
                .ok()
                .and_then(|index| members.get_mut(index))
            {
                *member = true;
            }
        }
        members
    });
    Some(axes.collect())
}

fn pull_cells(
    result: &Tensor,
    term: &BoxTerm,
    operand: &Operand,
    source: &Tensor,
    from: &[bool],
) -> Vec<bool> {
    let mut cells = vec![false; source.size() as usize];
    for_each_position(&term.lengths, |position| {
        let reached = cell_at(&result.shape, &term.result, position).is_some_and(|cell| from[cell]);
        if let Some(cell) = cell_at(&source.shape, &operand.map, position)
            && reached
        {
            cells[cell] = true;
        }
    });
    cells
}
