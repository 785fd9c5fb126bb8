//! Rates of the prover's kernels (docs/performance.md) on all cores: field, commitments, MSM, lookup argument, direct
//! tables, contraction, opening. `cargo bench --bench kernels [-- NAME]`. The environment variable VOUCH_ENGINE (ifma, avx2, portable) chooses
//! the engine; the groups are named by the one in use.

use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use std::time::Duration;
use vouch_prover::commit::Committer;
use vouch_prover::engine_name;
use vouch_prover::equation::{AffineForm, Conversation, Embedding, sumcheck};
use vouch_prover::field::{F, dot, from_i64, powers};
use vouch_prover::kernel::combine::{Integers, Row, combine_rows};
use vouch_prover::lookup::{self, Axis, Block, Column, DirectTable};
use vouch_prover::product::Pair;
use vouch_prover::progress::Progress;
use vouch_prover::transcript::{Channel, Transcript};
use zeroize::Zeroizing;

/// Cells, leaves or columns, as powers of 2.
const SIZES: [u32; 3] = [12, 15, 18];
/// Columns of a committed matrix.
const COLUMNS: usize = 256;

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

/// A conversation whose channel masks with zeros.
fn conversation(progress: &Progress) -> Conversation<'_> {
    let mut channel = Channel::new(Transcript::new());
    channel.set_pads(Zeroizing::new(vec![from_i64(0); 4096]));
    Conversation::new(channel, progress)
}

fn group<'a>(c: &'a mut Criterion, name: &str) -> BenchmarkGroup<'a, WallTime> {
    c.benchmark_group(format!("{name} ({})", engine_name()))
}

fn field(c: &mut Criterion) {
    let mut group = group(c, "field");
    let a = elements(1024);
    group.throughput(Throughput::Elements(1024));
    group.bench_function("product chain", |b| {
        b.iter(|| a.iter().fold(a[0], |x, y| x * black_box(y)))
    });
    group.bench_function("dot product", |b| b.iter(|| dot(black_box(&a), &a)));
    group.finish();
}

/// Pedersen commitments to the rows of a matrix.
fn commit(c: &mut Criterion) {
    let mut group = group(c, "commit");
    let committer = Committer::new(COLUMNS);
    for bits in SIZES {
        let cells = integers(1 << bits);
        let rows: Vec<Vec<i64>> = cells.chunks(COLUMNS).map(<[i64]>::to_vec).collect();
        let blinders = elements(rows.len());
        group.throughput(Throughput::Elements(1 << bits));
        group.bench_function(format!("2^{bits} 16-bit cells"), |b| {
            b.iter(|| committer.commit_rows(black_box(&rows[..]), &blinders, &Progress::new()))
        });
    }
    group.finish();
}

/// Multi-scalar multiplication: a commitment to arbitrary scalars. Circuits have rows of at most a few thousand columns.
fn msm(c: &mut Criterion) {
    let mut group = group(c, "MSM");
    for bits in [10, 12, 15] {
        let committer = Committer::new(1 << bits);
        let scalars = elements(1 << bits);
        group.throughput(Throughput::Elements(1 << bits));
        group.bench_function(format!("2^{bits} scalars"), |b| {
            b.iter(|| committer.commit_scalars(black_box(&[(&scalars[..], &scalars[0])])))
        });
    }
    group.finish();
}

/// The tree of fractions and the sumchecks of its layers. The layer at the leaves is half of it, and every other layer half
/// of the one below: a leaf's time is that of two nodes of one layer.
fn lookup_layers(c: &mut Criterion) {
    let mut group = group(c, "LogUp-GKR layers");
    for bits in SIZES {
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
        let progress = Progress::new();
        group.throughput(Throughput::Elements(1 << bits));
        group.bench_function(format!("2^{bits} leaves"), |b| {
            b.iter_batched(
                || conversation(&progress),
                |mut conversation| {
                    let blocks = std::slice::from_ref(black_box(&block));
                    lookup::prove(&mut conversation, blocks, &[], bits)
                },
                BatchSize::SmallInput,
            )
        });
    }
    group.finish();
}

/// A direct table beside a single lookup: v by batch inversion, and S.
fn direct_table(c: &mut Criterion) {
    let mut group = group(c, "direct table");
    for bits in SIZES {
        let rows: Vec<i64> = (0..1 << bits).collect();
        let multiplicities: Vec<i64> = rows.iter().map(|row| row % 5).collect();
        let block = Block {
            axes: Vec::new(),
            base: 0,
            tag: 1,
            columns: vec![Column::Small(&rows[..1])],
            multiplicities: None,
        };
        let table = DirectTable {
            tag: 1,
            columns: vec![&rows],
            multiplicities: &multiplicities,
        };
        let progress = Progress::new();
        group.throughput(Throughput::Elements(1 << bits));
        group.bench_function(format!("2^{bits} rows"), |b| {
            b.iter_batched(
                || conversation(&progress),
                |mut conversation| {
                    let (blocks, tables) = (
                        std::slice::from_ref(&block),
                        std::slice::from_ref(black_box(&table)),
                    );
                    lookup::prove(&mut conversation, blocks, tables, 1)
                },
                BatchSize::SmallInput,
            )
        });
    }
    group.finish();
}

/// Σ weight·row over the rows of 16-bit weights: how a product's axis is summed out, and rows are combined to be opened.
fn contraction(c: &mut Criterion) {
    let mut group = group(c, "product contraction");
    for bits in [12_u32, 15, 18, 20] {
        let cells: Vec<i16> = integers(1 << bits).into_iter().map(|v| v as i16).collect();
        let width = 1 << bits.div_ceil(2);
        let weights = elements(cells.len() / width);
        let rows: Vec<Row<'_>> = cells.chunks(width).map(Integers::Narrow).zip(weights).collect();
        group.throughput(Throughput::Elements(1 << bits));
        group.bench_function(format!("2^{bits} cells"), |b| {
            b.iter(|| combine_rows(black_box(&rows), 1 << 15))
        });
    }
    group.finish();
}

/// The sumcheck that folds the combined columns to one point.
fn opening_fold(c: &mut Criterion) {
    let mut group = group(c, "opening fold");
    for bits in SIZES {
        let (vector, progress) = (elements(1 << bits), Progress::new());
        group.throughput(Throughput::Elements(1 << bits));
        group.bench_function(format!("2^{bits} columns"), |b| {
            b.iter_batched(
                || (conversation(&progress), [Pair::new(&vector, &vector, bits)]),
                |(mut conversation, mut pairs)| {
                    let (claim, embedding) = (AffineForm::default(), Embedding::BothFactors);
                    sumcheck(&mut conversation, claim, "opening", &mut pairs, bits, embedding)
                },
                BatchSize::LargeInput,
            )
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(3))
        .sample_size(20);
    targets = field, commit, msm, lookup_layers, direct_table, contraction, opening_fold
}
criterion_main!(benches);
