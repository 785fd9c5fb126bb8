//! A multilayer perceptron as a circuit, with honest values: each layer requantises in limbs with saturation
//! (q = h·2^8 + l, r = acc + 2^(s−1) − 2^s·q, y = g·q + σ with (h, g, σ) in a table).
#![allow(dead_code)]

use vouch_prover::circuit::{
    Body, BoxTerm, Circuit, CommittedKind, IndexEntry, Lookup, Operand, Port, Range, Table, Tensor, Term,
    bits_of,
};
use vouch_prover::field::{F, from_i64};

/// Bits of l: the low limb of q.
const LOW_BITS: u32 = 8;
/// Activations and weights are signed bytes.
const BYTE: Range = Range { lo: -128, hi: 127 };

/// A circuit and what the ABI takes with it.
pub struct Network {
    pub circuit: Circuit,
    pub model: Vec<i64>,
    pub witness: Vec<i64>,
}

struct Builder {
    circuit: Circuit,
    model: Vec<i64>,
    witness: Vec<i64>,
    random: u64,
}

/// An MLP with these widths, first the inputs'; `width_bits` is c.
pub fn network(widths: &[usize], width_bits: u32) -> Network {
    let mut b = Builder {
        circuit: Circuit {
            semantics_version: 1,
            public_weights: false,
            width_bits,
            tensors: Vec::new(),
            tables: Vec::new(),
            lookups: Vec::new(),
            zeros: Vec::new(),
            inputs: Vec::new(),
            outputs: Vec::new(),
        },
        model: Vec::new(),
        witness: Vec::new(),
        random: 0x9e37_79b9_7f4a_7c15,
    };
    let mut values: Vec<i64> = (0..widths[0]).map(|_| b.random_byte()).collect();
    let mut x = b.port("x", CommittedKind::Input, &values);
    let bytes = b.range_table("byte", -128, 8);
    b.lookup(bytes, &[x]);
    for (layer, pair) in widths.windows(2).enumerate() {
        let last = layer + 2 == widths.len();
        (x, values) = b.layer(layer, x, &values, pair[1], last, bytes);
    }
    Network {
        circuit: b.circuit,
        model: b.model,
        witness: b.witness,
    }
}

impl Builder {
    fn random_byte(&mut self) -> i64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        (self.random >> 40) as u8 as i8 as i64
    }

    fn tensor(&mut self, name: String, shape: &[usize], body: Body) -> usize {
        self.circuit.tensors.push(Tensor {
            name,
            shape: shape.to_vec(),
            body,
        });
        self.circuit.tensors.len() - 1
    }

    fn witness(&mut self, name: String, range: Range, values: &[i64]) -> usize {
        assert!(values.iter().all(|v| (range.lo..=range.hi).contains(v)), "{name}");
        self.witness.extend_from_slice(values);
        self.tensor(name, &[values.len()], Body::Witness { range })
    }

    fn port(&mut self, name: &str, kind: CommittedKind, values: &[i64]) -> usize {
        self.witness.extend_from_slice(values);
        let column_bits = bits_of(values.len()).min(8);
        let axis_names = vec!["i".to_owned()];
        let body = Body::Committed {
            kind,
            range: BYTE,
            scale_exponent: 7,
            column_bits,
            axis_names,
        };
        let tensor = self.tensor(name.to_owned(), &[values.len()], body);
        let port = Port {
            name: name.to_owned(),
            value_type: 0,
            shape: vec![1, values.len()],
            slices: None,
            tensor,
        };
        match kind {
            CommittedKind::Input => self.circuit.inputs.push(port),
            _ => self.circuit.outputs.push(port),
        }
        tensor
    }

    fn model(&mut self, name: String, shape: &[usize], column_bits: u32, values: &[i64]) -> usize {
        self.model.extend_from_slice(values);
        let range = Range {
            lo: -(1 << 15),
            hi: (1 << 15) - 1,
        };
        let axis_names = vec![String::new(); shape.len()];
        let kind = CommittedKind::Model;
        self.tensor(
            name,
            shape,
            Body::Committed {
                kind,
                range,
                scale_exponent: 7,
                column_bits,
                axis_names,
            },
        )
    }

    fn derived(&mut self, name: String, length: usize, terms: Vec<BoxTerm>) -> usize {
        let terms = terms.into_iter().map(Term::Box).collect();
        self.tensor(name, &[length], Body::Derived { terms })
    }

    fn table(&mut self, name: &str, columns: Vec<usize>, arguments: usize) -> usize {
        let shape = self.circuit.tensors[columns[0]].shape.clone();
        let multiplicity = self.tensor(
            format!("{name}.m"),
            &shape,
            Body::Witness {
                range: Range { lo: 0, hi: 1 << 40 },
            },
        );
        self.circuit.tables.push(Table {
            columns,
            arguments,
            direct: false,
            multiplicity,
        });
        self.circuit.tables.len() - 1
    }

    fn range_table(&mut self, name: &str, start: i64, bits: u32) -> usize {
        let column = self.tensor(format!("{name}.v"), &[1 << bits], Body::Iota { start });
        self.table(name, vec![column], 1)
    }

    fn lookup(&mut self, table: usize, keys: &[usize]) {
        self.circuit.lookups.push(Lookup {
            table,
            keys: keys.to_vec(),
        });
    }

    fn layer(
        &mut self,
        number: usize,
        x: usize,
        input: &[i64],
        outputs: usize,
        last: bool,
        bytes: usize,
    ) -> (usize, Vec<i64>) {
        let inputs = input.len();
        // |acc| < inputs·2^14 + 2^15; the standard deviation is about √inputs·2^12.
        let bits = bits_of(inputs) + 15;
        let s = bits_of(inputs) / 2 + 6;
        let weights: Vec<i64> = (0..outputs * inputs).map(|_| self.random_byte()).collect();
        let bias: Vec<i64> = (0..outputs).map(|_| self.random_byte() << 7).collect();
        let c_t = bits_of(inputs).min(self.circuit.width_bits);
        let w = self.model(format!("w{number}"), &[outputs, inputs], c_t, &weights);
        let b = self.model(
            format!("b{number}"),
            &[outputs],
            bits_of(outputs).min(self.circuit.width_bits),
            &bias,
        );
        let acc: Vec<i64> = weights
            .chunks(inputs)
            .zip(&bias)
            .map(|(row, b)| row.iter().zip(input).map(|(w, x)| w * x).sum::<i64>() + b)
            .collect();
        let half = 1i64 << (s - 1);
        let q: Vec<i64> = acc.iter().map(|acc| (acc + half) >> s).collect();
        let (h, l): (Vec<i64>, Vec<i64>) = q.iter().map(|q| (q >> LOW_BITS, q & 255)).unzip();
        // y = clamp(q, −128, 127) by h alone would need a finer limb; here q·1 or saturation by blocks of 2^8.
        let table: Vec<(i64, i64, i64)> = {
            let h_bits = bits - s - LOW_BITS + 1;
            let least = -(1i64 << (h_bits - 1));
            (least..-least).map(|h| match h {
                0 => (h, 1, -128),
                h if h < 0 => (h, 0, -128),
                _ => (h, 0, 127),
            })
        }
        .collect();
        let entry = |h: i64| table[(h - table[0].0) as usize];
        let g: Vec<i64> = h.iter().map(|h| entry(*h).1).collect();
        let sigma: Vec<i64> = h.iter().map(|h| entry(*h).2).collect();
        let y: Vec<i64> = (0..outputs).map(|i| g[i] * q[i] + sigma[i]).collect();

        let name = |part: &str| format!("{part}{number}");
        let h_range = Range {
            lo: table[0].0,
            hi: table[table.len() - 1].0,
        };
        let [th, tl, tg, ts] = [
            self.witness(name("h"), h_range, &h),
            self.witness(name("l"), Range { lo: 0, hi: 255 }, &l),
            self.witness(name("g"), Range { lo: 0, hi: 1 }, &g),
            self.witness(name("sigma"), BYTE, &sigma),
        ];
        let ty = match last {
            true => self.port("y", CommittedKind::Output, &y),
            false => self.witness(name("y"), BYTE, &y),
        };
        let acc_term = BoxTerm {
            coefficient: from_i64(1),
            lengths: vec![outputs, inputs],
            result: vec![IndexEntry::axis(0)],
            operands: vec![
                Operand {
                    tensor: w,
                    map: vec![IndexEntry::axis(0), IndexEntry::axis(1)],
                },
                Operand {
                    tensor: x,
                    map: vec![IndexEntry::axis(1)],
                },
            ],
        };
        let terms = vec![acc_term, same(1, b, outputs)];
        let acc = self.derived(name("acc"), outputs, terms);
        let q = self.derived(
            name("q"),
            outputs,
            vec![same(1 << LOW_BITS, th, outputs), same(1, tl, outputs)],
        );
        let r_terms = vec![
            same(1, acc, outputs),
            fill(half, outputs),
            same(-(1 << s), q, outputs),
        ];
        let r = self.derived(name("r"), outputs, r_terms);
        let product = BoxTerm {
            coefficient: from_i64(-1),
            lengths: vec![outputs],
            result: vec![IndexEntry::axis(0)],
            operands: [tg, q]
                .map(|tensor| Operand {
                    tensor,
                    map: vec![IndexEntry::axis(0)],
                })
                .to_vec(),
        };
        let zero_terms = vec![same(1, ty, outputs), product, same(-1, ts, outputs)];
        let zero = self.derived(name("zero"), outputs, zero_terms);
        self.circuit.zeros.push(zero);

        let r_table = self.range_table(&name("r.t"), 0, s);
        let column = self.tensor(name("h.v"), &[table.len()], Body::Iota { start: table[0].0 });
        let values = |pick: fn(&(i64, i64, i64)) -> i64| Body::Const {
            values: table.iter().map(pick).collect(),
        };
        let g_column = self.tensor(name("g.v"), &[table.len()], values(|row| row.1));
        let s_column = self.tensor(name("sigma.v"), &[table.len()], values(|row| row.2));
        let h_table = self.table(&name("h.t"), vec![column, g_column, s_column], 1);
        self.lookup(r_table, &[r]);
        self.lookup(h_table, &[th, tg, ts]);
        let l_key = self.derived(
            name("l.k"),
            outputs,
            vec![same(1, tl, outputs), fill(-128, outputs)],
        );
        self.lookup(bytes, &[l_key]);
        (ty, y)
    }
}

/// coefficient · tensor, cell by cell.
fn same(coefficient: i64, tensor: usize, length: usize) -> BoxTerm {
    BoxTerm {
        coefficient: from_i64(coefficient),
        lengths: vec![length],
        result: vec![IndexEntry::axis(0)],
        operands: vec![Operand {
            tensor,
            map: vec![IndexEntry::axis(0)],
        }],
    }
}

fn fill(value: i64, length: usize) -> BoxTerm {
    let coefficient: F = from_i64(value);
    BoxTerm {
        coefficient,
        lengths: vec![length],
        result: vec![IndexEntry::axis(0)],
        operands: Vec::new(),
    }
}
