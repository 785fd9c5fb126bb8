//! Stage times of whole proofs of generated multilayer perceptrons: `cargo bench --bench networks [-- THREADS]`.

#[path = "../tests/support/dense.rs"]
mod dense;

use std::time::Instant;
use vouch_prover::circuit;
use vouch_prover::progress::Progress;
use vouch_prover::session::{GivenBlinders, Options, Session};

const STAGES: [&str; 8] = [
    "import", "commit", "lookups", "equation", "products", "opening", "sigma", "finish",
];
const RUNS: usize = 15;

fn main() {
    let threads = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .next()
        .unwrap_or(0);
    run("784-56-10", &[784, 56, 10], 8, threads);
    run("784-56-10, C = 1024", &[784, 56, 10], 10, threads);
    run("1024-1536-1024-10", &[1024, 1536, 1024, 10], 10, threads);
}

fn run(name: &str, widths: &[usize], width_bits: u32, threads: usize) {
    let network = dense::network(widths, width_bits);
    let (options, progress) = (Options::new(), Progress::new());
    let start = Instant::now();
    let session = Session::open(&circuit::encode(&network.circuit), threads).unwrap();
    let opened = start.elapsed();
    let start = Instant::now();
    let commitment = session.commit_model(&network.model, &options, &progress).unwrap();
    let committed = start.elapsed();
    session
        .load_model(&network.model, &commitment.points, &commitment.blinders)
        .unwrap();
    let mut times: Vec<(u64, Vec<u64>)> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            let proof = session
                .prove(&[], &network.witness, GivenBlinders::NONE, &options, &progress)
                .unwrap();
            (
                start.elapsed().as_nanos() as u64,
                proof.report.iter().map(|(_, nanoseconds)| *nanoseconds).collect(),
            )
        })
        .collect();
    times.remove(0);
    times.sort();
    let median = times[times.len() / 2].0;
    let least = |stage: usize| times.iter().map(|(_, stages)| stages[stage]).min().unwrap_or(0);
    println!(
        "{name}: {} weights, {} proof bytes; open {:.1} ms, commit model {:.1} ms",
        network.model.len(),
        session.message_bytes(),
        opened.as_secs_f64() * 1e3,
        committed.as_secs_f64() * 1e3
    );
    println!(
        "  prove {:.2} ms (median of {}; least {:.2})",
        median as f64 / 1e6,
        times.len(),
        times[0].0 as f64 / 1e6
    );
    let parts: Vec<String> = STAGES
        .iter()
        .enumerate()
        .map(|(stage, name)| format!("{name} {:.2}", least(stage) as f64 / 1e6))
        .collect();
    println!("  least of each stage: {}", parts.join(", "));
}
