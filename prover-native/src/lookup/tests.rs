//! The argument against its plain form (`reference`), message by message.

use super::*;
use crate::equation::Equations;
use crate::equation::tests::{conversation, sent};
use crate::field::ELEMENT_BYTES;
use proptest::prelude::*;

/// Lengths of the axes, keys and multiplicities of one block.
#[derive(Clone, Debug)]
pub(super) struct Spec {
    pub(super) lengths: Vec<usize>,
    pub(super) columns: Vec<Vec<i64>>,
    pub(super) multiplicities: Option<Vec<i64>>,
}

fn bits(length: usize) -> u32 {
    length.next_power_of_two().ilog2()
}

/// Blocks in the order and at the bases of protocol.md §11, rule 15.
pub(super) fn place(specs: &[Spec]) -> (Vec<Block<'_>>, u32) {
    let mut blocks: Vec<Block<'_>> = specs
        .iter()
        .map(|spec| Block {
            axes: spec
                .lengths
                .iter()
                .map(|&length| Axis {
                    length,
                    bits: bits(length),
                })
                .collect(),
            base: 0,
            tag: 1 + spec.columns.len() as u64,
            columns: spec.columns.iter().map(|column| Column::Small(column)).collect(),
            multiplicities: spec.multiplicities.as_deref(),
        })
        .collect();
    blocks.sort_by_key(|block| std::cmp::Reverse(block.bits()));
    let mut base = 0;
    for block in &mut blocks {
        block.base = base;
        base += 1 << block.bits();
    }
    let n = bits(base as usize);
    (blocks, n)
}

/// What a run sent, before it is masked and after, and what it left.
pub(super) struct Outcome {
    /// By number; there is no message 0.
    pub(super) messages: Vec<F>,
    pub(super) proof: Vec<u8>,
    pub(super) leaf: LeafClaim,
    pub(super) equations: Equations,
}

type Prover =
    fn(&mut Conversation<'_>, &[Block<'_>], &[DirectTable<'_>], u32) -> Result<LeafClaim, LookupError>;

fn outcome(blocks: &[Block<'_>], direct: &[DirectTable<'_>], n: u32, prove: Prover) -> Outcome {
    let messages = messages(Some(n), !direct.is_empty()) as usize;
    let progress = Progress::new();
    let mut conversation = conversation(messages, &progress);
    let leaf = prove(&mut conversation, blocks, direct, n).unwrap();
    let Conversation {
        channel, equations, ..
    } = conversation;
    assert_eq!(channel.masked().len(), messages);
    assert_eq!(leaf.rho.len(), n as usize);
    Outcome {
        messages: sent(&channel),
        proof: channel.into_proof(),
        leaf,
        equations,
    }
}

/// Compares with the plain form, and puts the messages into the equations.
pub(super) fn compare(blocks: &[Block<'_>], direct: &[DirectTable<'_>], n: u32) -> Outcome {
    let expected = outcome(blocks, direct, n, reference::prove);
    let got = outcome(blocks, direct, n, prove);
    assert_eq!(got.proof.len(), expected.proof.len());
    let elements = got
        .proof
        .chunks(ELEMENT_BYTES)
        .zip(expected.proof.chunks(ELEMENT_BYTES));
    let first = elements.enumerate().find(|(_, (got, expected))| got != expected);
    let first = first.map(|(i, _)| i);
    assert_eq!(
        first,
        None,
        "first message that differs, of {}",
        got.messages.len()
    );
    assert_eq!(got.leaf.rho, expected.leaf.rho);
    assert_eq!(got.leaf.reciprocals, expected.leaf.reciprocals);
    // q_root·inv = 1, whose constant P leaves out; then one equation a layer.
    assert_eq!(got.equations.len() as u64, equations(Some(n)));
    let values = got.equations.values(&got.messages, &[]);
    let expected: Vec<F> = (0..=n).map(|layer| from_i64(i64::from(layer == 0))).collect();
    assert_eq!(values, expected);
    got
}

/// The fractions must sum to 0, or the honest sums are not the claims: the last block balances the others.
pub(super) fn balanced(mut specs: Vec<Spec>) -> Vec<Spec> {
    for spec in &mut specs {
        spec.multiplicities = None;
    }
    let mirrored: Vec<Spec> = specs
        .iter()
        .map(|spec| Spec {
            multiplicities: Some(vec![1; spec.lengths.iter().product()]),
            ..spec.clone()
        })
        .collect();
    specs.extend(mirrored);
    specs
}

fn check(specs: &[Spec]) {
    let (blocks, n) = place(specs);
    compare(&blocks, &[], n);
}

fn key() -> impl Strategy<Value = i64> {
    prop_oneof![8 => -40_000i64..40_000, 1 => any::<i64>(), 1 => Just(0)]
}

pub(super) fn spec() -> impl Strategy<Value = Spec> {
    (prop::collection::vec(1usize..8, 0..4), 1usize..4).prop_flat_map(|(lengths, width)| {
        let cells: usize = lengths.iter().product();
        let column = prop::collection::vec(key(), cells);
        prop::collection::vec(column, width).prop_map(move |columns| Spec {
            lengths: lengths.clone(),
            columns,
            multiplicities: None,
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn random_blocks(specs in prop::collection::vec(spec(), 1..4)) {
        check(&balanced(specs));
    }
}

pub(super) fn ramp(lengths: &[usize], modulus: i64) -> Spec {
    let cells: usize = lengths.iter().product();
    Spec {
        lengths: lengths.to_vec(),
        columns: vec![
            (0..cells as i64)
                .map(|i| i * 7919 % modulus - modulus / 2)
                .collect(),
        ],
        multiplicities: None,
    }
}

#[test]
fn long_rows_are_split_between_tasks() {
    check(&balanced(vec![
        ramp(&[3, 1001], 1 << 16),
        ramp(&[40, 24], 256),
        ramp(&[5], 16),
    ]));
}

#[test]
fn units_of_all_row_lengths() {
    for length in 16..=72 {
        check(&balanced(vec![
            ramp(&[3, length], 1 << 10),
            ramp(&[2, 3], 5),
            ramp(&[length], 7),
        ]));
    }
    check(&balanced(vec![ramp(&[5, 8, 4], 100), ramp(&[2, 3, 37], 90)]));
}

#[test]
fn the_last_leaves_are_a_unit() {
    let table = |length| Spec {
        multiplicities: Some(vec![1; length]),
        ..ramp(&[length], 64)
    };
    for last in 33..64 {
        // Only the lengths matter to how leaves are read: these fractions do not sum to 0.
        let specs = [table(64), ramp(&[64], 60), ramp(&[last], 60)];
        let (blocks, n) = place(&specs);
        assert_eq!(blocks.last().map(Block::cells), Some(last));
        let (progress, alpha, beta) = (Progress::new(), F::from(20_000u64), F::from(3u64));
        let leaf = prove_at(&mut conversation(200, &progress), &blocks, &[], n, &alpha, &beta);
        assert_eq!(leaf.unwrap().rho.len(), n as usize);
    }
}

#[test]
fn one_leaf_each() {
    check(&balanced(vec![ramp(&[], 16)]));
    check(&balanced(vec![ramp(&[1, 1], 16), ramp(&[2], 16), ramp(&[1], 16)]));
}

#[test]
fn a_zero_denominator_is_reported() {
    let specs = balanced(vec![ramp(&[2], 16)]);
    let (blocks, n) = place(&specs);
    // tag 2 and β = 0: α = 2 is a pole of every fraction.
    let (progress, alpha, beta) = (Progress::new(), F::from(2u64), F::from(0u64));
    let error = prove_at(&mut conversation(20, &progress), &blocks, &[], n, &alpha, &beta);
    assert_eq!(error.unwrap_err(), LookupError::ZeroDenominator);
}

#[test]
fn cancellation_stops_it() {
    let specs = balanced(vec![ramp(&[64], 16)]);
    let (blocks, n) = place(&specs);
    let progress = Progress::new();
    progress.cancel();
    let error = prove(&mut conversation(200, &progress), &blocks, &[], n).unwrap_err();
    assert_eq!(error, LookupError::Cancelled(Cancelled));
}
