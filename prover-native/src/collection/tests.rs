use super::*;
use crate::circuit::Space;
use crate::covector::Covector;
use crate::equation::tests::{conversation, sent};
use crate::field::{ELEMENT_BYTES, dot, eq_at};
use crate::progress::Progress;
use crate::transcript::Transcript;
use crate::values::example::{self, Example};
use std::sync::Arc;

fn challenge(seed: i64) -> F {
    from_i64(seed * 7919 + 3).pow([9])
}

/// Claims of a tree with 2^n leaves that nobody has built.
fn leaf(n: usize) -> LeafClaim {
    LeafClaim {
        beta: challenge(1),
        rho: (0..n as i64).map(|i| challenge(10 + i)).collect(),
        p: AffineForm::default(),
        q: AffineForm::default(),
        direct: AffineForm::default(),
        reciprocals: vec![Arc::new((0..6).map(|i| challenge(50 + i)).collect())],
    }
}

/// <tensor, covector>.
fn value(witness: &Witness<'_>, tensor: usize, covector: &Covector) -> F {
    let (coefficient, cells) = covector.dense();
    let values = witness.values[tensor].as_ref().unwrap();
    coefficient
        * cells
            .iter()
            .enumerate()
            .map(|(cell, v)| *v * values.at(cell))
            .sum::<F>()
}

/// <tensor, eq(point)> on the leaves from `base` on.
fn at(witness: &Witness<'_>, tensor: usize, base: u64, point: &[F]) -> F {
    let values = witness.values[tensor].as_ref().unwrap();
    let addresses = Space::new(&witness.circuit.tensors[tensor].shape).addresses();
    let cells = addresses.iter().enumerate();
    cells
        .map(|(cell, address)| values.at(cell) * eq_at(point, base + u64::from(*address)))
        .sum()
}

#[test]
fn the_functional_on_sources_is_that_on_the_asserted_tensors() {
    let example = Example::new();
    let witness = example.witness();
    let (layout, leaf) = (witness.layout, leaf(witness.layout.leaf_bits as usize));
    let (mu, u) = (challenge(2), [challenge(3), challenge(4)]);
    let collected = assertions(witness.circuit, layout, witness.hidden, Some(&leaf), &mu, &u);

    let linear: F = collected
        .linear
        .iter()
        .map(|claim| value(&witness, claim.tensor, &claim.covector))
        .sum();
    let factors = product::factors(&witness, &collected.products, &Progress::new()).unwrap();
    // q_leaf of the two lookups and of the tree's table, p_leaf of the table, Zero and S.
    let [first, second, table] = [0, 1, 2].map(|block| layout.leaves[block].base);
    let q = [
        (example::KEY, first),
        (example::W, second),
        (example::COLUMN, table),
    ]
    .map(|(tensor, base)| -leaf.beta * at(&witness, tensor, base, &leaf.rho));
    let p = -at(&witness, example::COUNTS, table, &leaf.rho);
    let zero = at(&witness, example::Z, 0, &u);
    let counts = witness.values[example::DIRECT_COUNTS].as_ref().unwrap();
    let counts: Vec<F> = (0..counts.len()).map(|cell| counts.at(cell)).collect();
    let direct = dot(&counts, &leaf.reciprocals[0]);
    let expected = p + mu * q.iter().sum::<F>() + mu.pow([2]) * zero + mu.pow([3]) * direct;
    assert_eq!(linear + product::total(&factors), expected);
    assert_eq!(zero, from_i64(0));
}

#[test]
fn lin_is_the_leaves_claims_less_prod() {
    let example = Example::new();
    let witness = example.witness();
    let progress = Progress::new();
    let mut talk = conversation(4, &progress);
    let [p, q, direct] = [20, 21, 22].map(|seed| AffineForm::of(talk.send("lookups", &challenge(seed))));
    let leaf = LeafClaim {
        p,
        q,
        direct,
        ..leaf(witness.layout.leaf_bits as usize)
    };
    let mut transcript = Transcript::new();
    for bytes in talk.channel.proof().chunks(ELEMENT_BYTES) {
        transcript.absorb("lookups", bytes);
    }
    let mu = transcript.challenge("mu");
    let collection = prove(&mut talk, &witness, 2, Some(&leaf)).unwrap();

    let messages = sent(&talk.channel);
    assert_eq!(messages.len(), 5);
    let prod = messages[collection.prod.unwrap().number()];
    assert_eq!(prod, product::total(&collection.factors));
    let expected = challenge(20) + mu * challenge(21) + mu.pow([3]) * challenge(22) - prod;
    assert_eq!(collection.lin.value(&messages), expected);
    assert!(talk.equations.is_empty());
}
