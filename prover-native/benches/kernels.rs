//! Rates of the prover's kernels (docs/performance.md): field, commitments, lookup argument, contraction, sumcheck.
//! The environment variable VOUCH_ENGINE (ifma, avx2, portable) chooses the engine.

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use vouch_prover::combine::{Integers, Row, combine_rows};
use vouch_prover::curve::Committer;
use vouch_prover::field::{F, dot, from_i64, powers};
use vouch_prover::lookup::{self, Axis, Block, Column};
use vouch_prover::product::{Embedding, Pair, sumcheck};
use vouch_prover::progress::Progress;
use vouch_prover::transcript::{Channel, Transcript};
use zeroize::Zeroizing;

/// Elements without structure.
fn elements(count: usize) -> Vec<F> {
    powers(&from_i64(0x1234_5678_9abc), count + 9).split_off(9)
}

/// Integers of 16 bits without structure.
fn integers(count: usize) -> Vec<i64> {
    (0..count as i64)
        .map(|i| (i * 40_503 + (i * i) % 7919) % 65_536 - 32_768)
        .collect()
}

/// A channel that masks with zeros.
fn channel() -> Channel {
    let mut channel = Channel::new(Transcript::new());
    channel.set_pads(Zeroizing::new(vec![from_i64(0); 4096]));
    channel
}

fn field(c: &mut Criterion) {
    let a = elements(1024);
    c.bench_function("field/product chain 1024", |b| {
        b.iter(|| a.iter().fold(a[0], |x, y| x * black_box(y)))
    });
    c.bench_function("field/dot 1024", |b| b.iter(|| dot(black_box(&a), &a)));
}

fn commit(c: &mut Criterion) {
    let mut group = c.benchmark_group("commit");
    let committer = Committer::new(1024);
    let rows: Vec<Vec<i64>> = integers(256 * 256).chunks(256).map(<[i64]>::to_vec).collect();
    let blinders = elements(256);
    group.throughput(Throughput::Elements(256 * 256));
    group.bench_function("256 rows of 256 16-bit cells", |b| {
        b.iter(|| committer.commit_rows(&rows[..], &blinders, &Progress::new()))
    });
    let scalars = elements(1024);
    group.throughput(Throughput::Elements(1024));
    group.bench_function("MSM of 1024 scalars", |b| {
        b.iter(|| committer.commit_scalars(&scalars, &blinders[0]))
    });
    group.finish();
}

fn lookups(c: &mut Criterion) {
    let mut group = c.benchmark_group("lookup");
    for bits in [12, 15] {
        let keys = integers(1 << bits);
        let block = Block {
            axes: vec![Axis {
                length: keys.len(),
                bits,
            }],
            base: 0,
            tag: 1,
            columns: vec![Column::Small(&keys)],
            multiplicities: None,
        };
        let [alpha, beta] = [0, 1].map(|i| elements(2)[i]);
        group.throughput(Throughput::Elements(1 << bits));
        group.bench_function(format!("LogUp-GKR, all layers over 2^{bits} leaves"), |b| {
            b.iter(|| {
                let blocks = std::slice::from_ref(&block);
                lookup::prove(&mut channel(), blocks, bits, &alpha, &beta, &Progress::new())
            })
        });
    }
    group.finish();
}

fn contraction(c: &mut Criterion) {
    let mut group = c.benchmark_group("product");
    let cells: Vec<i16> = integers(1024 * 1024).into_iter().map(|v| v as i16).collect();
    let weights = elements(1024);
    let rows: Vec<Row<'_>> = cells.chunks(1024).map(Integers::Narrow).zip(weights).collect();
    group.throughput(Throughput::Elements(1024 * 1024));
    group.bench_function("contraction of 1024 × 1024 weights", |b| {
        b.iter(|| combine_rows(black_box(&rows), 1 << 15))
    });
    group.finish();
}

fn opening(c: &mut Criterion) {
    let mut group = c.benchmark_group("opening");
    let vector = elements(1 << 12);
    group.throughput(Throughput::Elements(1 << 12));
    group.bench_function("sumcheck of 2^12 columns", |b| {
        b.iter_batched(
            || vec![Pair::new(vector.clone(), vector.clone(), 12)],
            |mut pairs| {
                let embedding = Embedding::BothFactors;
                sumcheck(
                    &mut channel(),
                    "opening",
                    &mut pairs,
                    12,
                    embedding,
                    &Progress::new(),
                )
            },
            BatchSize::SmallInput,
        )
    });
    group.finish();
}

criterion_group!(benches, field, commit, lookups, contraction, opening);
criterion_main!(benches);
