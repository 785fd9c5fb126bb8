use super::dyadic::Dyadic;
use super::nest::{Accumulator, Source, accumulate};
use super::{Assignment, Small, Values, constant};
use crate::circuit::{Circuit, IndexTerm, Tensor, Term};
use crate::field::{F, from_i64, from_i128};
use ark_ff::{Field, Zero};
use rayon::prelude::*;

/// Fills in the constants and derived tensors that `needed` names and those they are derived from.
///
/// Derived values are exact integers where all coefficients are n·2^-k and the sums are integers; else elements of F.
///
/// # Panics
/// If a needed source that is neither constant nor closed form has no values.
pub fn evaluate<'a>(
    circuit: &'a Circuit,
    needed: impl IntoIterator<Item = usize>,
    values: &mut Assignment<'a>,
) {
    let mut wanted = vec![false; circuit.tensors.len()];
    needed.into_iter().for_each(|tensor| wanted[tensor] = true);
    for (index, tensor) in circuit.tensors.iter().enumerate().rev() {
        if wanted[index] && values[index].is_none() {
            tensor
                .terms()
                .iter()
                .flat_map(Term::operand_tensors)
                .for_each(|operand| wanted[operand] = true);
        }
    }
    for (index, tensor) in circuit.tensors.iter().enumerate() {
        if wanted[index] && values[index].is_none() {
            let derived = constant(tensor).unwrap_or_else(|| derive(circuit, tensor, values));
            values[index] = Some(derived);
        }
    }
}

fn derive<'a>(circuit: &Circuit, tensor: &Tensor, values: &Assignment<'_>) -> Values<'a> {
    match Exact::new(tensor, values) {
        Some(exact) if exact.bound < 1 << 62 => exact.derive::<i64>(circuit, tensor, values),
        Some(exact) if exact.bound < 1 << 126 => exact.derive::<i128>(circuit, tensor, values),
        _ => Values::Field(derive_in_field(circuit, tensor, values)),
    }
}

/// A derived tensor in integers over a common denominator: value = (Σ factor·term) / 2^shift.
struct Exact {
    shift: u32,
    factors: Vec<i128>,
    /// No sum of a cell exceeds this in magnitude.
    bound: u128,
}

impl Exact {
    fn new(tensor: &Tensor, values: &Assignment<'_>) -> Option<Self> {
        let coefficients = tensor.terms().iter().map(|term| {
            Dyadic::of(match term {
                Term::Box(term) => &term.coefficient,
                Term::Index(term) => &term.coefficient,
            })
        });
        let coefficients: Vec<Dyadic> = coefficients.collect::<Option<_>>()?;
        let shift = coefficients.iter().map(|c| c.shift).max().unwrap_or(0);
        let factor = |c: &Dyadic| i128::from(c.numerator) << (shift - c.shift);
        let factors: Vec<i128> = coefficients.iter().map(factor).collect();
        let mut bound = 0u128;
        for (term, factor) in tensor.terms().iter().zip(&factors) {
            let mut term_bound = factor.unsigned_abs().checked_mul(overlap(term).into())?;
            for operand in term.operand_tensors() {
                let Some(Values::Small(small)) = &values[operand] else {
                    return None;
                };
                term_bound = term_bound.checked_mul(u128::from(small.magnitude()).max(1))?;
            }
            bound = bound.checked_add(term_bound)?;
        }
        Some(Self {
            shift,
            factors,
            bound,
        })
    }

    fn derive<'a, A>(&self, circuit: &Circuit, tensor: &Tensor, values: &Assignment<'_>) -> Values<'a>
    where
        A: Accumulator<Operand = i64> + TryFrom<i128> + Into<i128>,
    {
        let mut sums = vec![A::default(); tensor.size() as usize];
        for (term, factor) in tensor.terms().iter().zip(&self.factors) {
            let factor = A::try_from(*factor).unwrap_or_else(|_| unreachable!("factors are below the bound"));
            let data = |operand: usize| -> &[i64] {
                let operand = values[operand].as_ref().and_then(Values::small);
                operand.expect("integer operands, in declaration order")
            };
            add_term(circuit, tensor, term, factor, &data, &mut sums);
        }
        let divides = |sum: i128| sum & ((1 << self.shift) - 1) == 0;
        let fits = |sum: i128| i64::try_from(sum >> self.shift).is_ok();
        if sums
            .par_iter()
            .all(|sum| divides((*sum).into()) && fits((*sum).into()))
        {
            let data = sums
                .par_iter()
                .map(|sum| ((*sum).into() >> self.shift) as i64)
                .collect::<Vec<_>>();
            return Values::Small(Small::new(data));
        }
        let unit = from_i64(2)
            .inverse()
            .expect("2 is not 0")
            .pow([u64::from(self.shift)]);
        Values::Field(sums.iter().map(|sum| from_i128((*sum).into()) * unit).collect())
    }
}

/// At most how many box positions meet in one result cell.
fn overlap(term: &Term) -> u64 {
    match term {
        Term::Index(term) => term.pairs.len() as u64,
        Term::Box(term) => {
            let in_result = |axis: usize| {
                term.result
                    .iter()
                    .any(|entry| entry.parts.iter().any(|p| p.axis == axis))
            };
            let summed = term
                .lengths
                .iter()
                .enumerate()
                .filter(|(axis, _)| !in_result(*axis));
            summed.fold(1, |product, (_, length)| product.saturating_mul(*length as u64))
        }
    }
}

fn derive_in_field(circuit: &Circuit, tensor: &Tensor, values: &Assignment<'_>) -> Vec<F> {
    let mut sums = vec![F::zero(); tensor.size() as usize];
    let operands = tensor.terms().iter().flat_map(Term::operand_tensors);
    let mut elements: Vec<Option<Vec<F>>> = vec![None; circuit.tensors.len()];
    for operand in operands {
        let operand_values = values[operand].as_ref().expect("operands, in declaration order");
        elements[operand].get_or_insert_with(|| {
            (0..operand_values.len())
                .map(|cell| operand_values.at(cell))
                .collect()
        });
    }
    let data = |operand: usize| elements[operand].as_deref().expect("an operand");
    for term in tensor.terms() {
        let factor = match term {
            Term::Box(term) => term.coefficient,
            Term::Index(term) => term.coefficient,
        };
        add_term(circuit, tensor, term, factor, &data, &mut sums);
    }
    sums
}

fn add_term<'v, A: Accumulator<Operand: 'v>>(
    circuit: &Circuit,
    tensor: &Tensor,
    term: &Term,
    factor: A,
    data: &impl Fn(usize) -> &'v [A::Operand],
    sums: &mut [A],
) {
    match term {
        Term::Index(IndexTerm {
            tensor: operand,
            pairs,
            ..
        }) => {
            let data = data(*operand);
            for (result, cell) in pairs {
                let sum = &mut sums[*result as usize];
                *sum = sum.add_product(factor, data[*cell as usize], A::ONE);
            }
        }
        Term::Box(term) => {
            let sources = term.operands.iter().map(|operand| Source {
                data: data(operand.tensor),
                shape: &circuit.tensors[operand.tensor].shape,
                map: &operand.map,
            });
            accumulate(term, factor, &tensor.shape, &sources.collect::<Vec<_>>(), sums);
        }
    }
}
