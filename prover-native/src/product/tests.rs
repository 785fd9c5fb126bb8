use super::*;
use crate::collection;
use crate::equation::tests::{conversation, sent};
use crate::field::eq_at;
use crate::values::example::{Example, Z};

#[test]
fn factors_are_the_operands_under_their_covectors() {
    let example = Example::new();
    let mut circuit = example.circuit.clone();
    circuit.lookups.clear();
    circuit.tables.clear();
    let witness = example.witness();
    let witness = Witness {
        circuit: &circuit,
        ..witness
    };
    let progress = Progress::new();
    let mut talk = conversation(1 + 2 * 2 + 2, &progress);
    let collection = collection::prove(&mut talk, &witness, 2, None).unwrap();
    assert_eq!(collection.products.len(), 1);
    let prod = collection.prod.unwrap();
    let rounds = collection.products[0].bits();
    assert_eq!(rounds, 2, "k is the contracted axis of 4");
    let claims = prove(
        &mut talk,
        &witness,
        &collection.products,
        collection.factors,
        prod,
        rounds,
    )
    .unwrap();

    let messages = sent(&talk.channel);
    assert_eq!(messages.len(), 1 + 7, "Prod, two a round, A and B");
    assert_eq!(talk.equations.values(&messages, &[]), [from_i64(0)]);
    assert_eq!(claims.len(), 2);
    for factor in claims {
        let [OperandClaim { claim, .. }] = &factor.claims[..] else {
            panic!("one term");
        };
        let SourceClaim { tensor, covector } = claim;
        let (coefficient, cells) = covector.dense();
        let values = witness.values[*tensor].as_ref().unwrap();
        let sum: F = cells
            .iter()
            .enumerate()
            .map(|(cell, v)| *v * values.at(cell))
            .sum();
        assert_eq!(messages[factor.message.number()], coefficient * sum, "{tensor}");
    }
    // Zero(z) holds, so that Prod is what the linear terms of z take off.
    assert_eq!(witness.values[Z].as_ref().unwrap().at(0), from_i64(0));
    assert_eq!(collection.lin.value(&messages), -messages[prod.number()]);
}

#[test]
fn late_factors_embed_at_zero() {
    let r = [from_i64(5), from_i64(7), from_i64(11)];
    for (i, late) in late_factors(&r).into_iter().enumerate() {
        assert_eq!(late, eq_at(&r[i..], 0), "{i}");
    }
}
