//! What one core does of each unit that a proof's cost is counted in (docs/performance.md, "Floor"): one JSON object,
//! nanoseconds by unit, the least of several runs. `cargo bench --bench rates`.

use std::hint::black_box;
use std::time::Instant;
use vouch_prover::commit::Committer;
use vouch_prover::field::{F, from_i64};
use vouch_prover::kernel::combine::{Integers, Row, combine_rows};
use vouch_prover::progress::Progress;
use vouch_prover::transcript::Transcript;

const RUNS: usize = 25;
const FIELD: usize = 4096;
const COLUMNS: usize = 512;
const ROWS: usize = 512;

fn main() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let rates = pool.install(|| {
        let (a, b) = (elements(3), elements(5));
        let mut sums = a.clone();
        let integers: Vec<i16> = (0..ROWS * COLUMNS).map(|i| (i * 7919) as u16 as i16).collect();
        let cells = integers.chunks(COLUMNS).map(Integers::Narrow);
        let cells: Vec<Row<'_>> = cells.zip(a.iter().copied()).collect();
        let committer = Committer::new(COLUMNS);
        let (matrix, narrow) = (rows(COLUMNS), rows(1));
        let digits = matrix.iter().flatten().filter(|v| **v != 0).count();
        let blinders = &a[..ROWS];
        let row = least(ROWS, || commit(&committer, &narrow, blinders));
        let whole = least(1, || commit(&committer, &matrix, blinders));
        [
            (
                "multiplication",
                least(FIELD, || {
                    sums.iter_mut()
                        .zip(&a)
                        .zip(&b)
                        .for_each(|((s, x), y)| *s = *x * y);
                }),
            ),
            (
                "addition",
                least(FIELD, || {
                    sums.iter_mut()
                        .zip(&a)
                        .zip(&b)
                        .for_each(|((s, x), y)| *s = *x + y);
                }),
            ),
            (
                "multiplyAdd",
                least(ROWS * COLUMNS, || {
                    black_box(combine_rows(black_box(&cells), 1 << 15));
                }),
            ),
            ("digit", (whole - ROWS as f64 * row) / digits as f64),
            ("row", row),
            (
                "scalar",
                least(COLUMNS, || {
                    black_box(committer.commit_scalars(&[(&a[..COLUMNS], &b[0])]).unwrap());
                }),
            ),
            ("round", least(100, rounds)),
        ]
    });
    let fields: Vec<String> = rates
        .iter()
        .map(|(unit, ns)| format!("\"{unit}\": {ns:.3}"))
        .collect();
    println!("{{{}}}", fields.join(", "));
}

/// Nanoseconds of each of `count` units of the quickest run; the first run warms up.
fn least(count: usize, mut run: impl FnMut()) -> f64 {
    run();
    (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_nanos()
        })
        .min()
        .unwrap() as f64
        / count as f64
}

fn elements(seed: i64) -> Vec<F> {
    let mut x = from_i64(seed);
    (0..FIELD)
        .map(|_| {
            x = x * x + from_i64(seed);
            x
        })
        .collect()
}

/// Signed digits, none of them 0.
fn rows(width: usize) -> Vec<Vec<i64>> {
    (0..ROWS as i64)
        .map(|row| {
            (0..width as i64)
                .map(|column| (row * 89 + column * 151) % 127 + 1)
                .collect()
        })
        .collect()
}

fn commit(committer: &Committer, rows: &[Vec<i64>], blinders: &[F]) {
    black_box(committer.commit_rows(rows, blinders, &Progress::new()).unwrap());
}

/// The transcript of 100 sumcheck rounds: a message of three values, a challenge.
fn rounds() {
    let mut transcript = Transcript::new();
    for _ in 0..100 {
        for label in ["a", "b"] {
            transcript.absorb(label, &[7; 32]);
        }
        black_box(transcript.challenge("c"));
    }
}
