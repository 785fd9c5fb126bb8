//! Tensors that are another one plus a constant, or that and a multiple of a third (protocol.md §11, rule 33).

use crate::circuit::{Body, BoxTerm, Circuit, IndexEntry, Tensor, Term};
use crate::field::{F, from_i128};
use ark_ff::{One, PrimeField};

/// T − 2^b·U + shift, cell by cell, where every cell of T is read.
pub(super) struct ShiftedTensor {
    /// T.
    pub tensor: usize,
    /// U and b ≥ 1, if there is a U: its term is like T's.
    pub limb: Option<Limb>,
    /// Within ±2^62.
    pub shift: i128,
}

pub(super) struct Limb {
    pub tensor: usize,
    pub bits: u32,
}

/// Values first, first + 1, … of a closed-form column, perhaps repeated.
pub(super) struct Values {
    pub first: i128,
    pub count: i128,
}

impl Values {
    /// Those of an IOTA tensor, or of a derived I + e' whose term fills it.
    pub fn of(circuit: &Circuit, column: usize) -> Option<Self> {
        let tensor = &circuit.tensors[column];
        if let Body::Iota { start } = tensor.body {
            return Some(Self {
                first: start.into(),
                count: tensor.size().into(),
            });
        }
        let sum = Sum::of(tensor)?;
        let [term] = sum.terms[..] else { return None };
        let operand = &term.operands[0];
        let source = &circuit.tensors[operand.tensor];
        let Body::Iota { start } = source.body else {
            return None;
        };
        let whole = fills(tensor, term) && reads_whole(source, &operand.map, term);
        (whole && term.coefficient.is_one()).then(|| Self {
            first: i128::from(start) + sum.constant,
            count: source.size().into(),
        })
    }
}

impl ShiftedTensor {
    /// How to read a key, if it can be read so.
    pub fn of(circuit: &Circuit, key: usize) -> Option<Self> {
        let tensor = &circuit.tensors[key];
        if tensor.committed() {
            return Some(Self {
                tensor: key,
                limb: None,
                shift: 0,
            });
        }
        let sum = Sum::of(tensor)?;
        let (whole, upper) = match sum.terms[..] {
            [whole] => (whole, None),
            [first, second] if first.coefficient.is_one() => (first, Some(second)),
            [first, second] => (second, Some(first)),
            _ => return None,
        };
        let operand = &whole.operands[0];
        let read = &circuit.tensors[operand.tensor];
        let holds = whole.coefficient.is_one() && reads_whole(read, &operand.map, whole);
        holds.then_some(())?;
        let limb = match upper {
            None => None,
            Some(upper) => Some(Limb::of(circuit, whole, upper)?),
        };
        Some(Self {
            tensor: operand.tensor,
            limb,
            shift: sum.constant,
        })
    }
}

impl Limb {
    /// U of a term that is `whole` but for operand and coefficient.
    fn of(circuit: &Circuit, whole: &BoxTerm, upper: &BoxTerm) -> Option<Self> {
        let (own, other) = (&upper.operands[0], &whole.operands[0]);
        let alike = upper.lengths == whole.lengths && upper.result == whole.result && own.map == other.map;
        let shape = |tensor: usize| &circuit.tensors[tensor].shape;
        (alike && shape(own.tensor) == shape(other.tensor)).then_some(())?;
        Some(Self {
            tensor: own.tensor,
            bits: negative_power_of_two(&upper.coefficient)?,
        })
    }
}

/// A derived tensor of box terms: those with one operand, and the constant that the others add to every cell.
struct Sum<'c> {
    terms: Vec<&'c BoxTerm>,
    constant: i128,
}

impl<'c> Sum<'c> {
    fn of(tensor: &'c Tensor) -> Option<Self> {
        let mut sum = Self {
            terms: Vec::new(),
            constant: 0,
        };
        for term in tensor.terms() {
            let Term::Box(term) = term else { return None };
            match term.operands.len() {
                0 if fills(tensor, term) => sum.constant += small_integer(&term.coefficient)?,
                1 => sum.terms.push(term),
                _ => return None,
            }
        }
        (sum.constant.abs() <= 1 << 62).then_some(sum)
    }
}

/// A scalar as a signed integer within ±2^62.
fn small_integer(value: &F) -> Option<i128> {
    let magnitude = |value: &F| {
        let limbs = value.into_bigint().0;
        (limbs[1..] == [0; 3] && limbs[0] <= 1 << 62).then_some(i128::from(limbs[0]))
    };
    magnitude(value).or_else(|| magnitude(&-*value).map(|m| -m))
}

/// b ≥ 1 with coefficient = −2^b.
fn negative_power_of_two(coefficient: &F) -> Option<u32> {
    (1..=62).find(|bits| *coefficient == from_i128(-(1i128 << bits)))
}

/// Whether a term adds to every cell of its tensor once.
fn fills(result: &Tensor, term: &BoxTerm) -> bool {
    takes_whole(result, &term.result, term)
}

/// Whether a term reads every cell of its operand, into cells of its own.
fn reads_whole(source: &Tensor, map: &[IndexEntry], term: &BoxTerm) -> bool {
    takes_whole(source, map, term)
}

/// Whether a map takes each axis of a tensor whole, and every box axis longer than 1 stands in the result.
fn takes_whole(tensor: &Tensor, map: &[IndexEntry], term: &BoxTerm) -> bool {
    let mut axes = tensor.shape.iter().zip(map);
    axes.all(|(length, entry)| whole_axis(*length, entry, &term.lengths)) && in_result(term)
}

/// One box axis of the axis's length with coefficient 1 and offset 0, or length 1 and index 0.
fn whole_axis(length: usize, entry: &IndexEntry, lengths: &[usize]) -> bool {
    entry.offset == 0
        && match entry.parts[..] {
            [] => length == 1,
            [part] => part.coefficient == 1 && lengths[part.axis] == length,
            _ => false,
        }
}

fn in_result(term: &BoxTerm) -> bool {
    let stands = |axis: usize| {
        let mut parts = term.result.iter().flat_map(|entry| &entry.parts);
        parts.any(|part| part.axis == axis)
    };
    (0..term.lengths.len()).all(|axis| term.lengths[axis] == 1 || stands(axis))
}
