//! Arguments with direct tables: against their plain form, and against the equations of protocol.md §4.

use super::tests::{Outcome, Spec, balanced, compare, place, ramp, spec};
use super::*;
use crate::field::{ELEMENT_BYTES, eq_vector};
use crate::kernel::simd::on_each;
use crate::transcript::Transcript;
use proptest::prelude::*;

/// Tables that hold each cell of each lookup once; a table's tag follows from its width.
fn tables(specs: &[Spec]) -> Vec<DirectTable<'_>> {
    let tables = specs.iter().map(|spec| DirectTable {
        tag: 1 + spec.columns.len() as u64,
        columns: spec.columns.iter().map(|column| &column[..]).collect(),
        multiplicities: &ONES[..spec.columns[0].len()],
    });
    tables.collect()
}

static ONES: [i64; 10_000] = [1; 10_000];

/// Lookups of all of `specs`, which are looked up in direct tables, and of `others`, whose tables are in the tree.
fn check(specs: &[Spec], others: Vec<Spec>) {
    let direct = tables(specs);
    let mut in_tree = balanced(others);
    in_tree.extend_from_slice(specs);
    let (blocks, n) = place(&in_tree);
    let n = n.max(1);
    let outcome = compare(&blocks, &direct, n);
    replay(&outcome, &blocks, n);
}

/// The verifier's equations, with p_root = S·q_root; and what is left at the leaves. Challenges are drawn anew from the proof.
fn replay(outcome: &Outcome, blocks: &[Block<'_>], n: u32) {
    let mut transcript = Transcript::new();
    let (alpha, beta) = (transcript.challenge("alpha"), transcript.challenge("beta"));
    let mut messages = outcome.messages[1..]
        .iter()
        .zip(outcome.proof.chunks(ELEMENT_BYTES));
    let mut next = |transcript: &mut Transcript| {
        let (message, bytes) = messages.next().unwrap();
        transcript.absorb("lookups", bytes);
        *message
    };
    let one = from_i64(1);
    let [root, inverse, sum] = std::array::from_fn(|_| next(&mut transcript));
    assert_eq!(root * inverse, one);
    let (mut p, mut q) = (sum * root, root);
    let mut point: Vec<F> = Vec::new();
    for layer in 0..n {
        let lambda = transcript.challenge("lambda");
        let mut claim = p + lambda * q;
        let mut rounds = Vec::new();
        for z in &point {
            let [d, e] = std::array::from_fn(|_| next(&mut transcript));
            let r = transcript.challenge("lookups");
            claim += (r - z) * d + r * (r - one) * e;
            rounds.push(r);
        }
        let [a, p1, q1, q0] = std::array::from_fn(|_| next(&mut transcript));
        assert_eq!(claim, a * q1 + p1 * q0, "layer {layer}");
        let tau = transcript.challenge("tau");
        p = (one - tau) * (a - lambda * q0) + tau * p1;
        q = (one - tau) * q0 + tau * q1;
        point = [&[tau], &rounds[..]].concat();
    }
    assert!(messages.next().is_none());
    assert_eq!(point, outcome.leaf.rho);
    let weights = eq_vector(&point, 1 << n);
    let (numerators, denominators) = reference::leaves(blocks, n, &alpha, &beta);
    let at = |values: &[F]| weights.iter().zip(values).map(|(w, v)| *w * v).sum::<F>();
    assert_eq!((p, q), (at(&numerators), at(&denominators)));
    let of = |form: &AffineForm| form.value(&outcome.messages);
    let leaf = &outcome.leaf;
    assert_eq!((of(&leaf.p), of(&leaf.q), of(&leaf.direct)), (p, q, sum));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn random_tables(
        specs in prop::collection::vec(spec(), 1..4),
        others in prop::collection::vec(spec(), 0..3),
    ) {
        check(&specs, others);
    }
}

#[test]
fn long_tables_are_split_between_tasks() {
    check(
        &[ramp(&[2500], 1 << 16), ramp(&[7, 131], 1 << 12)],
        vec![ramp(&[40, 24], 256)],
    );
}

#[test]
fn all_leaves_are_units() {
    for length in 33..=80 {
        check(
            &[ramp(&[length], 70), ramp(&[3, 60], 50), ramp(&[36], 40)],
            vec![],
        );
    }
}

#[test]
fn a_single_lookup_has_a_tree_of_two_leaves() {
    check(&[ramp(&[], 16)], vec![]);
    check(&[ramp(&[1, 1], 16)], vec![]);
}

/// S and v of a table by one engine.
struct Fractions<'a>(&'a DirectTable<'a>, F, F);

impl Kernel for Fractions<'_> {
    type Modulus = FrConfig;
    type Output = (F, Vec<F>);

    fn run<E: Engine<Modulus = FrConfig>>(self, e: E) -> Self::Output {
        let (sum, v) = direct::fractions(e, std::slice::from_ref(self.0), &self.1, &self.2);
        (sum, v[0].to_vec())
    }
}

fn on_all_engines(columns: &[Vec<i64>], multiplicities: &[i64], alpha: F, beta: F) {
    let table = DirectTable {
        tag: 3,
        columns: columns.iter().map(|column| &column[..]).collect(),
        multiplicities,
    };
    let expected = reference::fractions(std::slice::from_ref(&table), &alpha, &beta);
    for (engine, got) in on_each(|| Fractions(&table, alpha, beta)) {
        assert_eq!((got.0, &got.1), (expected.0, &*expected.1[0]), "{engine}");
    }
}

#[test]
fn engines_agree_at_all_lengths_and_magnitudes() {
    let challenge = |seed: i64| from_i64(seed).pow([7]);
    for rows in (1..80).chain([1023, 1024, 1025, 2100]) {
        let ramp = |from: i64, step: i64| {
            (0..rows)
                .map(|i| from.wrapping_add(i * step))
                .collect::<Vec<i64>>()
        };
        for (columns, multiplicities) in [
            (vec![ramp(-40, 1)], ramp(0, 1)),
            (vec![ramp(5, -3), ramp(7, (1 << 31) / 2100)], ramp(1 << 30, 1)),
            (
                vec![ramp(1 << 61, 1), ramp(9, 2), ramp(-(1 << 61), 5)],
                ramp(1 << 39, 1),
            ),
        ] {
            on_all_engines(&columns, &multiplicities, challenge(-123_457), challenge(987_655));
        }
    }
}

#[test]
fn rows_that_alpha_hits_count_nothing() {
    // Tag 3 and β = 2: rows 0, 1, … have the keys 3, 5, ….
    let column: Vec<i64> = (0..1500).collect();
    let multiplicities = vec![5; 1500];
    for row in [0, 7, 1023, 1024, 1499] {
        on_all_engines(
            std::slice::from_ref(&column),
            &multiplicities,
            from_i64(3 + 2 * row),
            from_i64(2),
        );
    }
}
