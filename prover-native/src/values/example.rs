//! A small circuit with values, for the tests of stages.

use super::{Assignment, Small, Values, Witness, evaluate};
use crate::circuit::{
    Body, BoxTerm, Circuit, CommittedKind, HiddenTensors, IndexEntry, Layout, Lookup, Operand, Range, Table,
    Tensor, Term,
};
use crate::field::from_i64;

/// Numbers of the tensors.
pub(crate) const A: usize = 0;
pub(crate) const B: usize = 1;
pub(crate) const W: usize = 2;
pub(crate) const Z: usize = 3;
pub(crate) const KEY: usize = 4;
pub(crate) const COLUMN: usize = 5;
pub(crate) const COUNTS: usize = 6;
pub(crate) const ROWS: usize = 7;
pub(crate) const DIRECT_COUNTS: usize = 8;

/// Zero(z) with z\[i\] = Σ_j a\[i, j\]·b\[j\] − w\[i\]; a lookup of 2·w in a table of the tree, and one of w in a direct table.
pub(crate) struct Example {
    pub circuit: Circuit,
    layout: Layout,
    hidden: HiddenTensors,
}

impl Example {
    pub fn new() -> Self {
        let circuit = circuit();
        Self {
            layout: Layout::new(&circuit),
            hidden: HiddenTensors::new(&circuit),
            circuit,
        }
    }

    /// z is 0; counts and the table's column are arbitrary.
    pub fn witness(&self) -> Witness<'_> {
        let a: Vec<i64> = (0..12).map(|i| i * 37 % 11 - 5).collect();
        let b = vec![3, -2, 7, 1];
        let w: Vec<i64> = a
            .chunks(4)
            .map(|row| row.iter().zip(&b).map(|(a, b)| a * b).sum())
            .collect();
        let mut values: Assignment<'_> = self.circuit.tensors.iter().map(|_| None).collect();
        let given = [
            (A, a),
            (B, b),
            (W, w),
            (COLUMN, vec![4, 0, -6, 9, 2]),
            (COUNTS, vec![1, 0, 2, 5, 3]),
            (DIRECT_COUNTS, vec![0, 3, 1, 1, 0, 2]),
        ];
        for (tensor, data) in given {
            values[tensor] = Some(Values::Small(Small::new(data)));
        }
        evaluate(&self.circuit, [Z, KEY, ROWS], &mut values);
        Witness {
            circuit: &self.circuit,
            layout: &self.layout,
            hidden: &self.hidden,
            values,
        }
    }
}

fn circuit() -> Circuit {
    let range = Range { lo: -100, hi: 100 };
    let witness = || Body::Witness { range };
    let model = Body::Committed {
        kind: CommittedKind::Model,
        range,
        scale_exponent: 0,
        column_bits: 1,
        axis_names: vec![String::new()],
    };
    let term = |coefficient, lengths: &[usize], operands: &[(usize, &[usize])]| {
        let map = |axes: &[usize]| axes.iter().map(|axis| IndexEntry::axis(*axis)).collect();
        Term::Box(BoxTerm {
            coefficient: from_i64(coefficient),
            lengths: lengths.to_vec(),
            result: vec![IndexEntry::axis(0)],
            operands: operands
                .iter()
                .map(|(tensor, axes)| Operand {
                    tensor: *tensor,
                    map: map(axes),
                })
                .collect(),
        })
    };
    let z = vec![
        term(1, &[3, 4], &[(A, &[0, 1]), (B, &[1])]),
        term(-1, &[3], &[(W, &[0])]),
    ];
    let key = vec![term(2, &[3], &[(W, &[0])])];
    let tensors: [(&str, &[usize], Body); 9] = [
        ("a", &[3, 4], witness()),
        ("b", &[4], model),
        ("w", &[3], witness()),
        ("z", &[3], Body::Derived { terms: z }),
        ("key", &[3], Body::Derived { terms: key }),
        ("column", &[5], witness()),
        ("counts", &[5], witness()),
        ("rows", &[6], Body::Iota { start: 0 }),
        ("direct counts", &[6], witness()),
    ];
    let table = |column, multiplicity, direct| Table {
        columns: vec![column],
        arguments: 1,
        direct,
        multiplicity,
    };
    Circuit {
        semantics_version: 1,
        public_weights: false,
        width_bits: 3,
        tensors: tensors
            .into_iter()
            .map(|(name, shape, body)| Tensor {
                name: name.to_owned(),
                shape: shape.to_vec(),
                body,
            })
            .collect(),
        tables: vec![table(COLUMN, COUNTS, false), table(ROWS, DIRECT_COUNTS, true)],
        lookups: vec![
            Lookup {
                table: 0,
                keys: vec![KEY],
            },
            Lookup {
                table: 1,
                keys: vec![W],
            },
        ],
        zeros: vec![Z],
        inputs: Vec::new(),
        outputs: Vec::new(),
    }
}
