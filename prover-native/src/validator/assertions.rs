//! Of each table REFERENCE, TABLE, ARGUMENT, DIRECT_TABLE, MULTIPLICITY; of each lookup REFERENCE, LOOKUP; NO_LOOKUP.

use super::refusal::{Checked, Rule, require};
use crate::circuit::limits::MAX_MULTIPLICITY;
use crate::circuit::{Body, Circuit, Lookup, Range, Table, Tensor, Term};

/// Of a multiplicity tensor.
const MULTIPLICITY_RANGE: Range = Range {
    lo: 0,
    hi: MAX_MULTIPLICITY,
};

pub(super) fn check(circuit: &Circuit, affine: &[bool]) -> Checked {
    let rules = AssertionRules {
        circuit,
        affine,
        of_public: of_public(circuit),
    };
    for (number, table) in circuit.tables.iter().enumerate() {
        rules.table(number, table)?;
    }
    for (number, lookup) in circuit.lookups.iter().enumerate() {
        rules.lookup(number, lookup)?;
    }
    for zero in &circuit.zeros {
        require(rules.exists(*zero), Rule::Reference, || {
            format!("zero names tensor number {zero}")
        })?;
    }
    rules.multiplicities_unshared()?;
    let tables = circuit.tables.len();
    require(tables == 0 || !circuit.lookups.is_empty(), Rule::NoLookup, || {
        format!("{tables} tables")
    })
}

/// Which tensors are public, or derived from such only.
fn of_public(circuit: &Circuit) -> Vec<bool> {
    let mut of_public = Vec::with_capacity(circuit.tensors.len());
    for tensor in &circuit.tensors {
        let mut operands = tensor.terms().iter().flat_map(Term::operand_tensors);
        let derived = matches!(tensor.body, Body::Derived { .. });
        let holds = tensor.public_source() || derived && operands.all(|operand| of_public[operand]);
        of_public.push(holds);
    }
    of_public
}

struct AssertionRules<'c> {
    circuit: &'c Circuit,
    affine: &'c [bool],
    of_public: Vec<bool>,
}

impl AssertionRules<'_> {
    fn table(&self, number: usize, table: &Table) -> Checked {
        for (i, column) in table.columns.iter().enumerate() {
            require(self.exists(*column), Rule::Reference, || {
                format!("column {i} of table {number} names tensor number {column}")
            })?;
        }
        require(self.exists(table.multiplicity), Rule::Reference, || {
            format!("table {number} counts in tensor number {}", table.multiplicity)
        })?;
        let (columns, arguments) = (table.columns.len(), table.arguments);
        let counts = columns <= u8::MAX.into() && (1..=columns).contains(&arguments);
        require(counts, Rule::Table, || {
            format!("table {number} has {columns} columns, {arguments} arguments")
        })?;
        self.columns(number, table)?;
        let multiplicity = self.tensor(table.multiplicity);
        let counted = multiplicity.body
            == Body::Witness {
                range: MULTIPLICITY_RANGE,
            };
        require(counted, Rule::Multiplicity, || {
            format!(
                "tensor {} of table {number} is not WITNESS in [0, 2^40]",
                multiplicity.name
            )
        })
    }

    fn columns(&self, number: usize, table: &Table) -> Checked {
        let shape = &self.tensor(table.multiplicity).shape;
        let (arguments, values) = table.columns.split_at(table.arguments);
        let name = |column: &usize| &self.tensor(*column).name;
        for column in &table.columns {
            require(self.tensor(*column).shape == *shape, Rule::Table, || {
                format!(
                    "column {} of table {number} has another shape than its multiplicity",
                    name(column)
                )
            })?;
        }
        for column in values {
            require(self.affine[*column], Rule::Table, || {
                format!("value column {} of table {number}", name(column))
            })?;
        }
        for column in arguments {
            let holds = self.affine[*column] && self.of_public[*column];
            require(holds, Rule::Argument, || {
                format!("argument column {} of table {number}", name(column))
            })?;
        }
        for column in table.columns.iter().filter(|_| table.direct) {
            let tensor = self.tensor(*column);
            let constant = matches!(tensor.body, Body::Const { .. } | Body::Iota { .. });
            require(constant, Rule::DirectTable, || {
                let kind = tensor.kind();
                format!("column {} of direct table {number} is {kind}", tensor.name)
            })?;
        }
        Ok(())
    }

    fn lookup(&self, number: usize, lookup: &Lookup) -> Checked {
        require(lookup.table < self.circuit.tables.len(), Rule::Reference, || {
            format!("lookup {number} names table {}", lookup.table)
        })?;
        for key in &lookup.keys {
            require(self.exists(*key), Rule::Reference, || {
                format!("lookup {number} names tensor number {key}")
            })?;
        }
        let (keys, columns) = (lookup.keys.len(), self.circuit.tables[lookup.table].columns.len());
        require(keys == columns, Rule::Lookup, || {
            format!("lookup {number} has {keys} keys for {columns} columns")
        })?;
        let shape = &self.tensor(lookup.keys[0]).shape;
        for key in &lookup.keys {
            let own = &self.tensor(*key).shape;
            require(own == shape, Rule::Lookup, || {
                format!("keys of lookup {number} have shapes {shape:?} and {own:?}")
            })?;
        }
        Ok(())
    }

    /// A multiplicity tensor belongs to one table and to nothing else.
    fn multiplicities_unshared(&self) -> Checked {
        let circuit = self.circuit;
        let mut is_multiplicity = vec![false; circuit.tensors.len()];
        for table in &circuit.tables {
            let shared = std::mem::replace(&mut is_multiplicity[table.multiplicity], true);
            require(!shared, Rule::Multiplicity, || {
                format!("two tables count in {}", self.tensor(table.multiplicity).name)
            })?;
        }
        let columns = circuit.tables.iter().flat_map(|table| &table.columns);
        let keys = circuit.lookups.iter().flat_map(|lookup| &lookup.keys);
        for used in columns.chain(keys).chain(&circuit.zeros) {
            require(!is_multiplicity[*used], Rule::Multiplicity, || {
                format!(
                    "tensor {} is a multiplicity and used elsewhere",
                    self.tensor(*used).name
                )
            })?;
        }
        for tensor in &circuit.tensors {
            let mut operands = tensor.terms().iter().flat_map(Term::operand_tensors);
            require(
                !operands.any(|operand| is_multiplicity[operand]),
                Rule::Multiplicity,
                || format!("tensor {} uses a multiplicity", tensor.name),
            )?;
        }
        Ok(())
    }

    fn exists(&self, tensor: usize) -> bool {
        tensor < self.circuit.tensors.len()
    }

    fn tensor(&self, number: usize) -> &Tensor {
        &self.circuit.tensors[number]
    }
}
