//! Stage times of proofs whose tables are larger than what is looked up in them, with the table in the tree and direct:
//! `cargo bench --bench tables [-- THREADS]`.

use std::time::Instant;
use vouch_prover::circuit::{self, Body, Circuit, Lookup, Range, Table, Tensor};
use vouch_prover::progress::Progress;
use vouch_prover::session::{GivenBlinders, Options, Session};

const STAGES: [&str; 8] = [
    "import", "commit", "lookups", "equation", "products", "opening", "sigma", "finish",
];
const RUNS: usize = 101;
/// Values that are looked up.
const CELLS: usize = 64;
/// c.
const WIDTH_BITS: u32 = 10;

fn main() {
    let threads = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .next()
        .unwrap_or(0);
    for bits in [10, 13, 16] {
        for direct in [false, true] {
            run(bits, direct, threads);
        }
    }
}

/// Some values in a range of 2^bits.
fn circuit(bits: u32, direct: bool) -> Circuit {
    let witness = |name: &str, length: usize, hi: i64| Tensor {
        name: name.to_owned(),
        shape: vec![length],
        body: Body::Witness {
            range: Range { lo: 0, hi },
        },
    };
    let rows = 1usize << bits;
    let column = Tensor {
        name: "column".to_owned(),
        shape: vec![rows],
        body: Body::Iota { start: 0 },
    };
    Circuit {
        semantics_version: 1,
        public_weights: false,
        width_bits: WIDTH_BITS,
        tensors: vec![
            witness("values", CELLS, rows as i64 - 1),
            column,
            witness("multiplicity", rows, 1 << 40),
        ],
        tables: vec![Table {
            columns: vec![1],
            arguments: 1,
            direct,
            multiplicity: 2,
        }],
        lookups: vec![Lookup {
            table: 0,
            keys: vec![0],
        }],
        zeros: Vec::new(),
        inputs: Vec::new(),
        outputs: Vec::new(),
    }
}

fn run(bits: u32, direct: bool, threads: usize) {
    let session = Session::open(&circuit::encode(&circuit(bits, direct)), threads).unwrap();
    let values: Vec<i64> = (0..CELLS as i64).map(|i| i * 40_503 % (1 << bits)).collect();
    let (options, progress) = (Options::new(), Progress::new());
    let mut times: Vec<(u64, Vec<u64>)> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            let proof = session
                .prove(&[], &values, GivenBlinders::NONE, &options, &progress)
                .unwrap();
            (
                start.elapsed().as_nanos() as u64,
                proof.report.iter().map(|(_, nanoseconds)| *nanoseconds).collect(),
            )
        })
        .collect();
    times.remove(0);
    times.sort();
    let kind = if direct { "direct" } else { "in the tree" };
    println!(
        "2^{bits} rows {kind}: {} proof bytes, prove {:.2} ms (median; least {:.2})",
        session.message_bytes(),
        times[times.len() / 2].0 as f64 / 1e6,
        times[0].0 as f64 / 1e6
    );
    let parts: Vec<String> = STAGES
        .iter()
        .enumerate()
        .map(|(stage, name)| {
            let least = times.iter().map(|(_, stages)| stages[stage]).min().unwrap_or(0);
            format!("{name} {:.2}", least as f64 / 1e6)
        })
        .collect();
    println!("  least of each stage: {}", parts.join(", "));
}
