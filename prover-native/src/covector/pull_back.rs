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

/// A derived tensor whose terms are being walked.
struct Visit {
    tensor: usize,
    covector: Covector,
    next: usize,
}

/// What a functional on derived tensors says about sources: Σ <committed source, covector> + Σ products, in the order of
/// §11, rule 16; without the public part.
pub struct Functional<'c> {
    circuit: &'c Circuit,
    hidden: &'c HiddenTensors,
    /// Covectors on committed tensors.
    pub linear: Vec<SourceClaim>,
    /// (2-operand term, covector) pairs.
    pub products: Vec<Product<'c>>,
}

impl<'c> Functional<'c> {
    /// Nothing yet.
    pub fn new(circuit: &'c Circuit, hidden: &'c HiddenTensors) -> Self {
        Self {
            circuit,
            hidden,
            linear: Vec::new(),
            products: Vec::new(),
        }
    }

    /// Adds <tensor, covector>, pulled back onto sources: depth first, terms in order, with a stack of its own, for
    /// circuits may be deep.
    pub fn add(&mut self, tensor: usize, covector: Covector) {
        let mut path = Vec::new();
        self.enter(&mut path, tensor, covector);
        while let Some(visit) = path.last_mut() {
            let Some(term) = self.circuit.tensors[visit.tensor].terms().get(visit.next) else {
                path.pop();
                continue;
            };
            visit.next += 1;
            if let Some(SourceClaim { tensor, covector }) = self.pull(visit.tensor, &visit.covector, term) {
                self.enter(&mut path, tensor, covector);
            }
        }
    }

    fn enter(&mut self, path: &mut Vec<Visit>, tensor: usize, covector: Covector) {
        if !self.hidden.contains(tensor) {
            return;
        }
        if self.circuit.tensors[tensor].committed() {
            self.linear.push(SourceClaim { tensor, covector });
        } else {
            path.push(Visit {
                tensor,
                covector,
                next: 0,
            });
        }
    }

    /// What a covector on a derived tensor is on the operand of one of its terms; `None` if that is a product, which is
    /// kept, or public.
    fn pull(&mut self, tensor: usize, covector: &Covector, term: &'c Term) -> Option<SourceClaim> {
        let pulled = |tensor, covector| Some(SourceClaim { tensor, covector });
        match term {
            Term::Index(term) if self.hidden.contains(term.tensor) => {
                pulled(term.tensor, self.pull_index(term, covector))
            }
            Term::Box(term) => match (&term.operands[..], covector) {
                ([_, _], Covector::Axes { coefficient, axes }) => {
                    self.products.push(Product::new(term, coefficient, axes));
                    None
                }
                ([operand], _) if self.hidden.contains(operand.tensor) => {
                    let shape = &self.circuit.tensors[operand.tensor].shape;
                    let onto = match covector {
                        Covector::Axes { coefficient, axes } => {
                            pull_axes(term, operand, shape, coefficient, axes)
                        }
                        Covector::Dense { .. } => {
                            self.pull_dense(&self.circuit.tensors[tensor].shape, term, operand, covector)
                        }
                    };
                    pulled(operand.tensor, onto)
                }
                ([_, _], Covector::Dense { .. }) => unreachable!("index tables have affine operands"),
                _ => None,
            },
            Term::Index(_) => None,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::circuit::{Body, Range, Tensor};
    use ark_ff::Field;

    fn scalar(name: String, body: Body) -> Tensor {
        Tensor {
            name,
            shape: vec![],
            body,
        }
    }

    /// t_0 committed, t_i = 2·t_(i−1).
    fn chain(length: usize) -> Circuit {
        let range = Range { lo: 0, hi: 1 };
        let mut tensors = vec![scalar("t0".into(), Body::Witness { range })];
        for before in 0..length {
            let operand = Operand {
                tensor: before,
                map: vec![],
            };
            let double = BoxTerm {
                coefficient: from_i64(2),
                lengths: vec![],
                result: vec![],
                operands: vec![operand],
            };
            let terms = vec![Term::Box(double)];
            tensors.push(scalar(format!("t{}", before + 1), Body::Derived { terms }));
        }
        Circuit {
            semantics_version: 1,
            public_weights: false,
            width_bits: 0,
            tensors,
            tables: vec![],
            lookups: vec![],
            zeros: vec![],
            inputs: vec![],
            outputs: vec![],
        }
    }

    #[test]
    fn a_deep_circuit_takes_no_deep_stack() {
        let length = 60_000;
        let pulled = move || {
            let circuit = chain(length);
            let hidden = HiddenTensors::new(&circuit);
            let mut functional = Functional::new(&circuit, &hidden);
            let one = Covector::Axes {
                coefficient: from_i64(1),
                axes: vec![],
            };
            functional.add(length, one);
            assert_eq!(functional.linear.len(), 1);
            functional.linear[0].covector.dense().0
        };
        let thread = std::thread::Builder::new().stack_size(128 << 10);
        let coefficient = thread.spawn(pulled).unwrap().join().unwrap();
        assert_eq!(coefficient, from_i64(2).pow([length as u64]));
    }
}
