//! Range-proven tensors (protocol.md §11, rule 33) and the demand that hidden inputs are such (rule 31, INPUT_RANGE).

use super::refusal::{InvalidCircuit, Rule};
use super::{Body, BoxTerm, Circuit, CommittedKind, IndexEntry, Lookup, Tensor, Term};
use crate::field::{F, from_i128};
use ark_ff::{One, PrimeField};

/// T + e, or T − 2^b·U + e with both terms alike.
struct Key {
    tensor: usize,
    limb: Option<Limb>,
    constant: i128,
}

struct Limb {
    tensor: usize,
    bits: u32,
}

/// A lookup position that can prove a range.
struct Claim {
    key: Key,
    start: i128,
    length: i128,
}

pub(super) fn check(circuit: &Circuit) -> Result<(), InvalidCircuit> {
    let proven = range_proven(circuit);
    for (tensor, proven) in circuit.tensors.iter().zip(proven) {
        if matches!(
            tensor.body,
            Body::Committed {
                kind: CommittedKind::Input,
                ..
            }
        ) && !proven
        {
            return Err(InvalidCircuit {
                rule: Rule::InputRange,
                subject: tensor.name.clone(),
            });
        }
    }
    Ok(())
}

fn range_proven(circuit: &Circuit) -> Vec<bool> {
    let mut proven = vec![false; circuit.tensors.len()];
    let mut claims: Vec<Claim> = circuit
        .lookups
        .iter()
        .flat_map(|lookup| claims(circuit, lookup))
        .collect();
    loop {
        let before = claims.len();
        claims.retain(|claim| {
            let holds = !proven[claim.key.tensor] && proves(circuit, claim, &proven);
            proven[claim.key.tensor] |= holds;
            !holds
        });
        if claims.len() == before {
            return proven;
        }
    }
}

fn claims(circuit: &Circuit, lookup: &Lookup) -> Vec<Claim> {
    let table = &circuit.tables[lookup.table];
    let positions = lookup.keys.iter().zip(&table.columns).take(table.arguments);
    positions
        .filter_map(|(key, column)| {
            let (start, length) = closed_form(circuit, *column)?;
            Some(Claim {
                key: parse_key(circuit, *key)?,
                start,
                length,
            })
        })
        .collect()
}

fn proves(circuit: &Circuit, claim: &Claim, proven: &[bool]) -> bool {
    let tensor = &circuit.tensors[claim.key.tensor];
    let (Some(range), true) = (tensor.range(), tensor.committed()) else {
        return false;
    };
    let least = claim.start - claim.key.constant;
    let (lo, hi) = match &claim.key.limb {
        None => (least, least + claim.length - 1),
        Some(limb) => {
            let upper = &circuit.tensors[limb.tensor];
            let (Body::Witness { range }, true) = (&upper.body, proven[limb.tensor]) else {
                return false;
            };
            let size = 1i128 << limb.bits;
            if size != claim.length || upper.shape != tensor.shape {
                return false;
            }
            (
                size * i128::from(range.lo) + least,
                size * i128::from(range.hi) + least + size - 1,
            )
        }
    };
    i128::from(range.lo) == lo && i128::from(range.hi) == hi
}

/// (first value, number of values) of an IOTA tensor, or of a derived I + e' whose terms fill it.
fn closed_form(circuit: &Circuit, column: usize) -> Option<(i128, i128)> {
    let tensor = &circuit.tensors[column];
    if let Body::Iota { start } = tensor.body {
        return Some((start.into(), tensor.size().into()));
    }
    let (mut iota, mut constant) = (None, 0i128);
    for term in tensor.terms() {
        let Term::Box(term) = term else { return None };
        match &term.operands[..] {
            [] => constant += filling_constant(tensor, term)?,
            [operand] if iota.is_none() && term.coefficient.is_one() => {
                let source = &circuit.tensors[operand.tensor];
                let Body::Iota { start } = source.body else {
                    return None;
                };
                (fills(tensor, term) && reads_whole(source, &operand.map, term)).then_some(())?;
                iota = Some((i128::from(start), i128::from(source.size())));
            }
            _ => return None,
        }
    }
    bounded(constant).then_some(())?;
    iota.map(|(start, length)| (start + constant, length))
}

fn parse_key(circuit: &Circuit, key: usize) -> Option<Key> {
    let tensor = &circuit.tensors[key];
    if tensor.committed() {
        return Some(Key {
            tensor: key,
            limb: None,
            constant: 0,
        });
    }
    let (mut whole, mut upper, mut constant) = (None, None, 0i128);
    for term in tensor.terms() {
        let Term::Box(term) = term else { return None };
        match &term.operands[..] {
            [] => constant += filling_constant(tensor, term)?,
            [_] if term.coefficient.is_one() && whole.is_none() => whole = Some(term),
            [_] if upper.is_none() => upper = Some((term, negative_power_of_two(&term.coefficient)?)),
            _ => return None,
        }
    }
    bounded(constant).then_some(())?;
    let whole: &BoxTerm = whole?;
    let operand = &whole.operands[0];
    if !reads_whole(&circuit.tensors[operand.tensor], &operand.map, whole) {
        return None;
    }
    let limb = match upper {
        None => None,
        Some((term, bits)) => {
            let alike = term.lengths == whole.lengths
                && term.result == whole.result
                && term.operands[0].map == operand.map;
            alike.then_some(())?;
            Some(Limb {
                tensor: term.operands[0].tensor,
                bits,
            })
        }
    };
    Some(Key {
        tensor: operand.tensor,
        limb,
        constant,
    })
}

/// The coefficient of a constant term that fills its tensor, as a signed integer within ±2^62.
fn filling_constant(tensor: &Tensor, term: &BoxTerm) -> Option<i128> {
    fills(tensor, term).then(|| small_integer(&term.coefficient))?
}

fn bounded(constant: i128) -> bool {
    constant.abs() <= 1 << 62
}

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
        term.result
            .iter()
            .any(|entry| entry.parts.iter().any(|part| part.axis == axis))
    };
    (0..term.lengths.len()).all(|axis| term.lengths[axis] == 1 || stands(axis))
}

fn reads_whole(source: &Tensor, map: &[IndexEntry], term: &BoxTerm) -> bool {
    source
        .shape
        .iter()
        .zip(map)
        .all(|(length, entry)| whole_axis(*length, entry, &term.lengths))
        && in_result(term)
}

fn fills(result: &Tensor, term: &BoxTerm) -> bool {
    result
        .shape
        .iter()
        .zip(&term.result)
        .all(|(length, entry)| whole_axis(*length, entry, &term.lengths))
        && in_result(term)
}
