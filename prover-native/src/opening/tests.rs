use super::*;
use crate::covector::Covector;
use crate::equation::tests::{conversation, sent};
use crate::field::dot;
use crate::product::OperandClaim;
use crate::progress::Progress;
use crate::values::example::{A, B, Example, W};
use ark_ff::Field;
use std::sync::Arc;

fn element(seed: usize) -> F {
    from_i64(seed as i64 * 7919 + 3).pow([9])
}

/// x is a combination of rows: where the blinder of each is <row, t>, that of x is <x, t>.
#[test]
fn x_is_the_rows_combination_and_satisfies_the_equation() {
    let example = Example::new();
    let witness = example.witness();
    let (layout, columns) = (witness.layout, 1 << witness.circuit.width_bits);
    let t: Vec<F> = (900..900 + columns).map(element).collect();
    let blinders: Vec<Option<Vec<F>>> = layout
        .matrices
        .iter()
        .zip(&witness.values)
        .map(|(matrix, values)| {
            let (matrix, values) = (matrix.as_ref()?, values.as_ref()?);
            let blinder = |row| {
                let cells = matrix.cells(row).zip(matrix.columns());
                cells
                    .map(|(cell, column)| values.at(cell) * t[*column as usize])
                    .sum()
            };
            Some((0..matrix.rows()).map(blinder).collect())
        })
        .collect();
    let blinders: Vec<Option<&[F]>> = blinders.iter().map(|own| own.as_deref()).collect();

    let dense = |tensor: usize, seed: usize| SourceClaim {
        tensor,
        covector: Covector::Dense {
            coefficient: element(seed),
            values: Arc::new(
                (0..witness.circuit.tensors[tensor].size() as usize)
                    .map(|i| element(seed + i))
                    .collect(),
            ),
        },
    };
    let axes = |tensor: usize, seed: usize| {
        let axis = |(i, length): (usize, &usize)| {
            let values = (0..*length).map(|j| element(seed + 10 * i + j)).collect();
            Arc::new(crate::covector::AxisVector::Values(values))
        };
        let shape = &witness.circuit.tensors[tensor].shape;
        SourceClaim {
            tensor,
            covector: Covector::Axes {
                coefficient: element(seed),
                axes: shape.iter().enumerate().map(axis).collect(),
            },
        }
    };
    let value = |claim: &SourceClaim| {
        let (coefficient, cells) = claim.covector.dense();
        let values = witness.values[claim.tensor].as_ref().unwrap();
        coefficient
            * cells
                .iter()
                .enumerate()
                .map(|(cell, v)| *v * values.at(cell))
                .sum::<F>()
    };
    let linear = vec![axes(A, 100), dense(A, 200), axes(W, 300)];
    let factor = axes(B, 400);

    let progress = Progress::new();
    let mut talk = conversation(2 + 2 * 3, &progress);
    let lin = AffineForm::of(talk.send("lin", &linear.iter().map(value).sum()));
    let factors = vec![FactorClaim {
        message: talk.send("joined", &value(&factor)),
        claims: vec![OperandClaim {
            claim: factor,
            contraction: None,
        }],
    }];
    let opened = prove(&mut talk, &witness, &blinders, Some(3), lin, linear, factors);
    let opened = opened.unwrap().unwrap();
    let messages = sent(&talk.channel);
    assert_eq!(talk.equations.values(&messages, &opened.x), [from_i64(0)]);
    assert_eq!(*opened.blinder, dot(&opened.x, &t));
}

#[test]
fn where_nothing_is_opened_the_claim_itself_is_zero() {
    let example = Example::new();
    let witness = example.witness();
    let progress = Progress::new();
    let mut talk = conversation(1, &progress);
    let lin = AffineForm::of(talk.send("lin", &from_i64(5)));
    let opened = prove(&mut talk, &witness, &[], None, lin, Vec::new(), Vec::new()).unwrap();
    assert!(opened.is_none());
    assert_eq!(talk.equations.values(&sent(&talk.channel), &[]), [from_i64(5)]);
}
