use super::{AxisVector, Covector, Product};
use crate::circuit::{
    BoxTerm, Circuit, HiddenTensors, IndexEntry, IndexTerm, Operand, Term, cell_at, for_each_position,
};
use crate::field::{F, from_i64};
use std::sync::Arc;

/// A claim on <tensor, covector> of a source, or of what it is pulled back from.
pub struct SourceClaim {
    /// The tensor.
    pub tensor: usize,
    /// The covector.
    pub covector: Covector,
}

/// What a functional on derived tensors says about sources: Σ <committed source, covector> + Σ products, in the order of
/// §11, rule 16; without the public part.
pub struct Collected<'c> {
    circuit: &'c Circuit,
    hidden: &'c HiddenTensors,
    /// Covectors on committed tensors.
    pub linear: Vec<SourceClaim>,
    /// (2-operand term, covector) pairs.
    pub products: Vec<Product<'c>>,
}

impl<'c> Collected<'c> {
    /// Nothing yet.
    pub fn new(circuit: &'c Circuit, hidden: &'c HiddenTensors) -> Self {
        Self {
            circuit,
            hidden,
            linear: Vec::new(),
            products: Vec::new(),
        }
    }

    /// Pulls a covector on `tensor` back onto sources, depth first.
    pub fn pull(&mut self, tensor: usize, covector: Covector) {
        if !self.hidden.contains(tensor) {
            return;
        }
        let node = &self.circuit.tensors[tensor];
        if node.committed() {
            self.linear.push(SourceClaim { tensor, covector });
            return;
        }
        for term in node.terms() {
            match term {
                Term::Index(term) if self.hidden.contains(term.tensor) => {
                    let pulled = self.pull_index(term, &covector);
                    self.pull(term.tensor, pulled);
                }
                Term::Box(term) => match (&term.operands[..], &covector) {
                    ([_, _], Covector::Axes { coefficient, axes }) => {
                        self.products.push(Product::new(term, coefficient, axes));
                    }
                    ([operand], Covector::Axes { coefficient, axes })
                        if self.hidden.contains(operand.tensor) =>
                    {
                        let shape = &self.circuit.tensors[operand.tensor].shape;
                        let pulled = pull_axes(term, operand, shape, coefficient, axes);
                        self.pull(operand.tensor, pulled);
                    }
                    ([operand], Covector::Dense { .. }) if self.hidden.contains(operand.tensor) => {
                        let pulled = self.pull_dense(&node.shape, term, operand, &covector);
                        self.pull(operand.tensor, pulled);
                    }
                    ([_, _], Covector::Dense { .. }) => unreachable!("index tables have affine operands"),
                    _ => {}
                },
                Term::Index(_) => {}
            }
        }
    }

    fn pull_index(&self, term: &IndexTerm, covector: &Covector) -> Covector {
        let (coefficient, from) = covector.dense();
        let mut cells = vec![from_i64(0); self.circuit.tensors[term.tensor].size() as usize];
        for (result, operand) in &term.pairs {
            cells[*operand as usize] += from[*result as usize];
        }
        Covector::Dense {
            coefficient: coefficient * term.coefficient,
            values: Arc::new(cells),
        }
    }

    fn pull_dense(
        &self,
        result: &[usize],
        term: &BoxTerm,
        operand: &Operand,
        covector: &Covector,
    ) -> Covector {
        let (coefficient, from) = covector.dense();
        let source = &self.circuit.tensors[operand.tensor];
        let mut cells = vec![from_i64(0); source.size() as usize];
        for_each_position(&term.lengths, |position| {
            let cell = cell_at(&source.shape, &operand.map, position);
            if let (Some(cell), Some(result)) = (cell, cell_at(result, &term.result, position)) {
                cells[cell] += from[result];
            }
        });
        Covector::Dense {
            coefficient: coefficient * term.coefficient,
            values: Arc::new(cells),
        }
    }
}

/// Pulls a covector back through a 1-operand box term.
fn pull_axes(
    term: &BoxTerm,
    operand: &Operand,
    shape: &[usize],
    coefficient: &F,
    axes: &[Arc<AxisVector>],
) -> Covector {
    let (constant, weights) = box_weights(term, axes);
    let mut coefficient = *coefficient * term.coefficient * constant;
    let mut read = vec![false; term.lengths.len()];
    operand
        .map
        .iter()
        .flat_map(|entry| &entry.parts)
        .for_each(|part| read[part.axis] = true);
    for (axis, weight) in weights.iter().enumerate().filter(|(axis, _)| !read[*axis]) {
        coefficient *= axis_sum(weight, term.lengths[axis]);
    }
    Covector::Axes {
        coefficient,
        axes: pull_weights(&operand.map, shape, &term.lengths, &weights),
    }
}

/// A covector on the result as a constant and a weight for each box axis; no weight is a weight of 1s.
pub(super) fn box_weights(term: &BoxTerm, axes: &[Arc<AxisVector>]) -> (F, Vec<Option<Arc<AxisVector>>>) {
    let mut constant = from_i64(1);
    let mut weights = vec![None; term.lengths.len()];
    for (entry, vector) in term.result.iter().zip(axes) {
        match entry.parts[..] {
            [part] => {
                let length = term.lengths[part.axis];
                let identity = entry.offset == 0 && part.coefficient == 1 && vector.len() == length;
                weights[part.axis] = Some(if identity {
                    vector.clone()
                } else {
                    let values = vector.values();
                    let at = |i: usize| values[(entry.offset + part.coefficient * i as i64) as usize];
                    Arc::new(AxisVector::Values((0..length).map(at).collect()))
                });
            }
            _ => constant *= vector.values()[entry.offset as usize],
        }
    }
    (constant, weights)
}

/// Σ over an axis of its weight.
pub(super) fn axis_sum(weight: &Option<Arc<AxisVector>>, length: usize) -> F {
    weight
        .as_ref()
        .map_or_else(|| from_i64(length as i64), |weight| weight.sum())
}

/// Σ_box Π weights · [map(box) = Y], one vector per operand axis. Box axes that meet in one operand axis are summed out
/// together: V_Y[Y] = Σ_{offset + Σ coefficient·axis = Y} Π weights.
pub(super) fn pull_weights(
    map: &[IndexEntry],
    shape: &[usize],
    lengths: &[usize],
    weights: &[Option<Arc<AxisVector>>],
) -> Vec<Arc<AxisVector>> {
    map.iter()
        .zip(shape)
        .map(|(entry, length)| pull_axis(entry, *length, lengths, weights))
        .collect()
}

fn pull_axis(
    entry: &IndexEntry,
    length: usize,
    lengths: &[usize],
    weights: &[Option<Arc<AxisVector>>],
) -> Arc<AxisVector> {
    if let [part] = entry.parts[..]
        && (entry.offset, part.coefficient, lengths[part.axis]) == (0, 1, length)
    {
        return weights[part.axis]
            .clone()
            .unwrap_or_else(|| AxisVector::ones(length));
    }
    let mut reached = vec![(entry.offset, from_i64(1))];
    for part in &entry.parts {
        let weight = weights[part.axis].as_deref().map(AxisVector::values);
        let steps = |(at, value): (i64, F)| {
            (0..lengths[part.axis]).map(move |i| {
                let value = weight.map_or(value, |weight| value * weight[i]);
                (at + part.coefficient * i as i64, value)
            })
        };
        reached = reached.into_iter().flat_map(steps).collect();
    }
    let mut values = vec![from_i64(0); length];
    for (index, value) in reached {
        if let Some(sum) = usize::try_from(index)
            .ok()
            .and_then(|index| values.get_mut(index))
        {
            *sum += value;
        }
    }
    Arc::new(AxisVector::Values(values))
}
