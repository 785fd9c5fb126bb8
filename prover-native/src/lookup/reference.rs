//! The argument of protocol.md §4 written out on dense vectors, slow and plain.

use super::{AffineForm, Block, Column, DirectTable, LeafClaim, LookupError};
use crate::equation::Conversation;
use crate::field::{F, eq_vector, from_i64};
use ark_ff::Field;
use std::sync::Arc;

/// Sends the messages and adds no equations: those are checked where the argument adds them.
pub(super) fn prove(
    conversation: &mut Conversation<'_>,
    blocks: &[Block<'_>],
    tables: &[DirectTable<'_>],
    n: u32,
) -> Result<LeafClaim, LookupError> {
    let channel = &mut conversation.channel;
    let (alpha, beta) = (&channel.challenge("alpha"), &channel.challenge("beta"));
    let mut tree = vec![leaves(blocks, n, alpha, beta)];
    while tree[0].0.len() > 1 {
        let (p, q) = &tree[0];
        let parents = p.chunks_exact(2).zip(q.chunks_exact(2));
        let parents = parents
            .map(|(p, q)| (p[0] * q[1] + p[1] * q[0], q[0] * q[1]))
            .unzip();
        tree.insert(0, parents);
    }
    let root = tree[0].1[0];
    channel.hidden("lookups", &root);
    channel.hidden("lookups", &root.inverse().ok_or(LookupError::ZeroDenominator)?);
    let (sum, direct) = fractions(tables, alpha, beta);
    if !direct.is_empty() {
        channel.hidden("lookups", &sum);
    }
    let mut point = Vec::new();
    for (p, q) in &tree[1..] {
        let lambda = channel.challenge("lambda");
        let [mut p0, mut p1] = split(p);
        let [mut q0, mut q1] = split(q);
        let mut rounds = Vec::new();
        for i in 0..point.len() {
            let weights = eq_vector(&point[i + 1..], p0.len() / 2);
            let rest = |p0: &[F], p1: &[F], q0: &[F], q1: &[F]| -> F {
                (0..weights.len())
                    .map(|z| weights[z] * (p0[z] * q1[z] + p1[z] * q0[z] + lambda * q0[z] * q1[z]))
                    .sum()
            };
            let halves = [&p0, &p1, &q0, &q1].map(|v| split(v));
            let [low, high] = [0, 1].map(|side| {
                rest(
                    &halves[0][side],
                    &halves[1][side],
                    &halves[2][side],
                    &halves[3][side],
                )
            });
            let slopes = [&p0, &p1, &q0, &q1].map(|v| {
                v.chunks_exact(2)
                    .map(|pair| pair[1] - pair[0])
                    .collect::<Vec<F>>()
            });
            channel.hidden("lookups", &(high - low));
            channel.hidden("lookups", &rest(&slopes[0], &slopes[1], &slopes[2], &slopes[3]));
            let r = channel.challenge("lookups");
            for v in [&mut p0, &mut p1, &mut q0, &mut q1] {
                *v = v
                    .chunks_exact(2)
                    .map(|pair| pair[0] + r * (pair[1] - pair[0]))
                    .collect();
            }
            rounds.push(r);
        }
        for v in [p0[0] + lambda * q0[0], p1[0], q1[0], q0[0]] {
            channel.hidden("lookups", &v);
        }
        let tau = channel.challenge("tau");
        point = [&[tau], &rounds[..]].concat();
    }
    Ok(LeafClaim {
        beta: *beta,
        rho: point,
        p: AffineForm::default(),
        q: AffineForm::default(),
        direct: AffineForm::default(),
        reciprocals: direct,
    })
}

/// S, and v of each table.
pub(super) fn fractions(tables: &[DirectTable<'_>], alpha: &F, beta: &F) -> (F, Vec<Arc<Vec<F>>>) {
    let v = tables
        .iter()
        .map(|table| Arc::new(reciprocals(table, alpha, beta)));
    let v: Vec<Arc<Vec<F>>> = v.collect();
    let rows = tables
        .iter()
        .zip(&v)
        .flat_map(|(table, v)| table.multiplicities.iter().zip(v.iter()));
    (rows.map(|(m, v)| from_i64(*m) * v).sum(), v)
}

/// 1/(α − κ) of each row, 0 where there is none.
fn reciprocals(table: &DirectTable<'_>, alpha: &F, beta: &F) -> Vec<F> {
    let key = |row: usize| {
        let terms = (1..)
            .zip(&table.columns)
            .map(|(m, column)| beta.pow([m]) * from_i64(column[row]));
        F::from(table.tag) + terms.sum::<F>()
    };
    let rows = 0..table.multiplicities.len();
    rows.map(|row| (*alpha - key(row)).inverse().unwrap_or_default())
        .collect()
}

fn split(v: &[F]) -> [Vec<F>; 2] {
    [0, 1].map(|side| v.iter().skip(side).step_by(2).copied().collect())
}

/// Numerators and denominators of all 2^n leaves.
pub(super) fn leaves(blocks: &[Block<'_>], n: u32, alpha: &F, beta: &F) -> (Vec<F>, Vec<F>) {
    let (mut p, mut q) = (vec![F::from(0u64); 1 << n], vec![F::from(1u64); 1 << n]);
    for block in blocks {
        for cell in 0..block.cells() {
            let address = address(block, cell);
            let mut key = F::from(block.tag);
            let mut power = F::from(1u64);
            for column in &block.columns {
                power *= beta;
                key += power
                    * match column {
                        Column::Small(values) => from_i64(values[cell]),
                        Column::Field(values) => values[cell],
                    };
            }
            p[address] = block.multiplicities.map_or(F::from(1u64), |m| -from_i64(m[cell]));
            q[address] = *alpha - key;
        }
    }
    (p, q)
}

fn address(block: &Block<'_>, cell: usize) -> usize {
    let (mut rest, mut shift, mut address) = (cell, 0, block.base as usize);
    for axis in block.axes.iter().rev() {
        address += (rest % axis.length) << shift;
        rest /= axis.length;
        shift += axis.bits;
    }
    address
}
