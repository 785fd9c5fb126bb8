//! Rates of the prover's kernels (docs/performance): field, commitment, lookup layer.
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use vouch_prover::field::{F, dot, from_i64};

fn field(c: &mut Criterion) {
    let a: Vec<F> = (0..1024)
        .map(|i| from_i64(i * 0x1234_5678_9abc + 7).pow4())
        .collect();
    c.bench_function("field/product chain 1024", |b| {
        b.iter(|| a.iter().fold(a[0], |x, y| x * black_box(y)))
    });
    c.bench_function("field/dot 1024", |b| b.iter(|| dot(black_box(&a), &a)));
}

trait Spread {
    fn pow4(self) -> Self;
}
impl Spread for F {
    fn pow4(self) -> Self {
        let square = self * self;
        square * square
    }
}

criterion_group!(benches, field);
criterion_main!(benches);
