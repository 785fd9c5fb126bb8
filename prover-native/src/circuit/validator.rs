//! The refusals of protocol.md §11, rule 31, in its order.

use super::layout::{column_bits, row_count};
use super::refusal::{Checked, InvalidCircuit, Rule, require};
use super::work::Counts;
use super::{
    Body, BoxTerm, Circuit, CommittedKind, IndexEntry, Plan, Port, Range, Tensor, Term, range_proof, support,
};
use ark_ff::Zero;
use std::collections::HashSet;

const SEMANTICS_VERSION: u32 = 1;
const MAX_MAGNITUDE: i64 = 1 << 62;
const MAX_INDEX: i128 = 1 << 40;
const MAX_BITS: u32 = 40;
const MAX_CONSTANTS: u64 = 1 << 24;
const MAX_LEAF_BITS: u32 = 34;
const MAX_ROWS: u64 = 1 << 25;
const MAX_PROOF_BYTES: u64 = 1 << 30;
const MAX_COVECTORS: u64 = 1 << 16;
const MAX_WORK: u64 = 1 << 26;
pub(super) const MULTIPLICITY_RANGE: Range = Range { lo: 0, hi: 1 << 40 };

/// Checks every rule; a circuit that passes can be laid out and proven in bounded time and memory.
///
/// # Errors
/// The first broken rule, in the order of §11, rule 31.
pub fn validate(circuit: &Circuit) -> Result<(), InvalidCircuit> {
    let version = circuit.semantics_version;
    require(version == SEMANTICS_VERSION, Rule::Semantics, || {
        format!("version {version}, this prover knows 1")
    })?;
    let v = Validator { circuit };
    v.width()?;
    v.names()?;
    v.lengths()?;
    v.each(Rule::Bits, |tensor| tensor.bits() <= MAX_BITS)?;
    v.each(Rule::Range, |tensor| {
        tensor
            .range()
            .is_none_or(|r| r.lo <= r.hi && bounded(r.lo) && bounded(r.hi))
    })?;
    v.each(Rule::Constants, constants)?;
    v.references()?;
    v.coefficients()?;
    v.each_box(Rule::IndexMap, |tensor, term| v.index_maps(tensor, term))?;
    v.each_box(Rule::IndexBound, |_, term| {
        let entries = term
            .operands
            .iter()
            .flat_map(|operand| &operand.map)
            .chain(&term.result);
        entries.into_iter().all(|entry| {
            let (least, greatest) = reach(entry, &term.lengths);
            -MAX_INDEX < least && greatest < MAX_INDEX
        })
    })?;
    v.each_box(Rule::ResultIndex, |tensor, term| {
        tensor.shape.iter().zip(&term.result).all(|(length, entry)| {
            let (least, greatest) = reach(entry, &term.lengths);
            0 <= least && greatest < *length as i128
        })
    })?;
    let affine = v.affine();
    v.degrees(&affine)?;
    v.index_tables()?;
    v.tables(&affine)?;
    v.multiplicities()?;
    v.lookups()?;
    v.ports()?;
    v.sizes()?;
    range_proof::check(circuit)?;
    support::check(circuit)
}

struct Validator<'a> {
    circuit: &'a Circuit,
}

fn bounded(value: i64) -> bool {
    (-MAX_MAGNITUDE..=MAX_MAGNITUDE).contains(&value)
}

/// Least and greatest value of an index map over its box.
fn reach(entry: &IndexEntry, lengths: &[usize]) -> (i128, i128) {
    let start = i128::from(entry.offset);
    entry
        .parts
        .iter()
        .fold((start, start), |(least, greatest), part| {
            let end = i128::from(part.coefficient) * (lengths[part.axis] as i128 - 1);
            (least + end.min(0), greatest + end.max(0))
        })
}

fn constants(tensor: &Tensor) -> bool {
    match &tensor.body {
        Body::Const { values } => {
            values.len() as u64 == tensor.size()
                && tensor.size() <= MAX_CONSTANTS
                && values.iter().all(|value| bounded(*value))
        }
        Body::Iota { start } => {
            let last = i128::from(*start) + i128::from(tensor.size()) - 1;
            bounded(*start) && last <= MAX_MAGNITUDE.into()
        }
        _ => true,
    }
}

impl<'a> Validator<'a> {
    fn each(&self, rule: Rule, holds: impl Fn(&Tensor) -> bool) -> Checked {
        self.circuit
            .tensors
            .iter()
            .try_for_each(|tensor| require(holds(tensor), rule, || tensor.name.clone()))
    }

    fn each_term(&self, rule: Rule, holds: impl Fn(&Tensor, &Term) -> bool) -> Checked {
        self.each(rule, |tensor| {
            tensor.terms().iter().all(|term| holds(tensor, term))
        })
    }

    fn each_box(&self, rule: Rule, holds: impl Fn(&Tensor, &BoxTerm) -> bool) -> Checked {
        self.each_term(rule, |tensor, term| match term {
            Term::Box(term) => holds(tensor, term),
            Term::Index(_) => true,
        })
    }

    fn width(&self) -> Checked {
        let c = self.circuit.width_bits;
        require(c <= 16, Rule::Width, || format!("c = {c}"))?;
        self.each(Rule::Width, |tensor| match &tensor.body {
            Body::Committed { column_bits, .. } => *column_bits <= tensor.bits().min(c),
            _ => true,
        })
    }

    fn names(&self) -> Checked {
        let tensors = self.circuit.tensors.iter().map(|tensor| &tensor.name).collect();
        let ports = |ports: &'a [Port]| ports.iter().map(|port| &port.name).collect();
        let lists: [Vec<&String>; 3] = [tensors, ports(&self.circuit.inputs), ports(&self.circuit.outputs)];
        for names in lists {
            let mut seen = HashSet::new();
            for name in names {
                require(!name.is_empty() && seen.insert(name), Rule::Name, || {
                    format!("'{name}'")
                })?;
            }
        }
        Ok(())
    }

    fn lengths(&self) -> Checked {
        let positive = |lengths: &[usize]| lengths.iter().all(|length| *length >= 1);
        self.each(Rule::Length, |tensor| positive(&tensor.shape))?;
        self.each_box(Rule::Length, |_, term| positive(&term.lengths))?;
        let mut ports = self.circuit.inputs.iter().chain(&self.circuit.outputs);
        ports.try_for_each(|port| require(positive(&port.shape), Rule::Length, || port.name.clone()))
    }

    fn references(&self) -> Checked {
        let known = |tensor: &usize| *tensor < self.circuit.tensors.len();
        for (own, tensor) in self.circuit.tensors.iter().enumerate() {
            let mut operands = tensor.terms().iter().flat_map(Term::operand_tensors);
            require(operands.all(|operand| operand < own), Rule::Reference, || {
                tensor.name.clone()
            })?;
        }
        for (index, table) in self.circuit.tables.iter().enumerate() {
            let holds = table.columns.iter().all(known) && known(&table.multiplicity);
            require(holds, Rule::Reference, || format!("table {index}"))?;
        }
        for (index, lookup) in self.circuit.lookups.iter().enumerate() {
            let holds = lookup.keys.iter().all(known) && lookup.table < self.circuit.tables.len();
            require(holds, Rule::Reference, || format!("lookup {index}"))?;
        }
        for (index, zero) in self.circuit.zeros.iter().enumerate() {
            require(known(zero), Rule::Reference, || format!("zero {index}"))?;
        }
        let mut ports = self.circuit.inputs.iter().chain(&self.circuit.outputs);
        ports.try_for_each(|port| {
            require(known(&port.tensor), Rule::Reference, || {
                format!("port {}", port.name)
            })
        })
    }

    fn coefficients(&self) -> Checked {
        self.each_term(Rule::Coefficient, |_, term| match term {
            Term::Index(term) => !term.coefficient.is_zero(),
            Term::Box(term) => {
                let entries = term
                    .operands
                    .iter()
                    .flat_map(|operand| &operand.map)
                    .chain(&term.result);
                !term.coefficient.is_zero()
                    && entries
                        .flat_map(|entry| &entry.parts)
                        .all(|part| part.coefficient != 0)
            }
        })
    }

    fn index_maps(&self, tensor: &Tensor, term: &BoxTerm) -> bool {
        let well_formed = |map: &[IndexEntry], rank: usize| {
            let mut seen = vec![false; term.lengths.len()];
            let known = |entry: &IndexEntry| entry.parts.iter().all(|part| part.axis < term.lengths.len());
            map.len() == rank
                && map.iter().all(known)
                && map
                    .iter()
                    .all(|entry| entry.parts.windows(2).all(|pair| pair[0].axis < pair[1].axis))
                && map
                    .iter()
                    .flat_map(|entry| &entry.parts)
                    .all(|part| !std::mem::replace(&mut seen[part.axis], true))
        };
        let rank = |operand: usize| self.circuit.tensors[operand].shape.len();
        well_formed(&term.result, tensor.shape.len())
            && term.result.iter().all(|entry| entry.parts.len() <= 1)
            && term.operands.len() <= 2
            && term
                .operands
                .iter()
                .all(|operand| well_formed(&operand.map, rank(operand.tensor)))
    }

    /// Which tensors are sources, or derived without 2-operand terms.
    fn affine(&self) -> Vec<bool> {
        self.inherited(
            |_| true,
            |term| !matches!(term, Term::Box(term) if term.operands.len() == 2),
        )
    }

    /// Which tensors are sources with a property, or derived by terms with a property from such.
    fn inherited(&self, source: impl Fn(&Tensor) -> bool, by: impl Fn(&Term) -> bool) -> Vec<bool> {
        let mut has = Vec::with_capacity(self.circuit.tensors.len());
        for tensor in &self.circuit.tensors {
            let derived = matches!(tensor.body, Body::Derived { .. });
            let mut terms = tensor.terms().iter();
            let holds = terms.all(|term| by(term) && term.operand_tensors().all(|operand| has[operand]));
            has.push(if derived { holds } else { source(tensor) });
        }
        has
    }

    fn degrees(&self, affine: &[bool]) -> Checked {
        self.each_term(Rule::Degree, |_, term| match term {
            Term::Box(term) if term.operands.len() < 2 => true,
            _ => term.operand_tensors().all(|operand| affine[operand]),
        })
    }

    fn index_tables(&self) -> Checked {
        self.each_term(Rule::IndexTable, |tensor, term| match term {
            Term::Box(_) => true,
            Term::Index(term) => {
                let inside = |cell: i64, size: u64| u64::try_from(cell).is_ok_and(|cell| cell < size);
                let (result, operand) = (tensor.size(), self.circuit.tensors[term.tensor].size());
                term.pairs
                    .iter()
                    .all(|pair| inside(pair.0, result) && inside(pair.1, operand))
                    && term.pairs.is_sorted()
            }
        })
    }

    fn tables(&self, affine: &[bool]) -> Checked {
        let shape = |tensor: usize| &self.circuit.tensors[tensor].shape;
        for (index, table) in self.circuit.tables.iter().enumerate() {
            let holds = (1..=table.columns.len()).contains(&table.arguments)
                && table
                    .columns
                    .iter()
                    .all(|column| shape(*column) == shape(table.multiplicity))
                && table.columns[table.arguments..]
                    .iter()
                    .all(|column| affine[*column]);
            require(holds, Rule::Table, || format!("table {index}"))?;
        }
        let affine_in_public = self.inherited(
            Tensor::public_source,
            |term| !matches!(term, Term::Box(term) if term.operands.len() == 2),
        );
        for (index, table) in self.circuit.tables.iter().enumerate() {
            let mut arguments = table.columns[..table.arguments].iter();
            let holds = arguments.all(|column| affine_in_public[*column]);
            require(holds, Rule::Argument, || format!("table {index}"))?;
        }
        let written_out = |column: &usize| {
            matches!(
                self.circuit.tensors[*column].body,
                Body::Const { .. } | Body::Iota { .. }
            )
        };
        for (index, table) in self.circuit.direct_tables() {
            let holds = table.columns.iter().all(written_out);
            require(holds, Rule::DirectTable, || format!("table {index}"))?;
        }
        Ok(())
    }

    fn multiplicities(&self) -> Checked {
        let mut uses = vec![0usize; self.circuit.tensors.len()];
        let terms = self
            .circuit
            .tensors
            .iter()
            .flat_map(|tensor| tensor.terms())
            .flat_map(Term::operand_tensors);
        let keys = self
            .circuit
            .lookups
            .iter()
            .flat_map(|lookup| lookup.keys.iter().copied());
        let tables = self.circuit.tables.iter();
        let columns = tables.flat_map(|table| table.columns.iter().copied().chain([table.multiplicity]));
        let ports = self
            .circuit
            .inputs
            .iter()
            .chain(&self.circuit.outputs)
            .map(|port| port.tensor);
        let zeros = self.circuit.zeros.iter().copied();
        terms
            .chain(keys)
            .chain(columns)
            .chain(ports)
            .chain(zeros)
            .for_each(|tensor| uses[tensor] += 1);
        for (index, table) in self.circuit.tables.iter().enumerate() {
            let body = &self.circuit.tensors[table.multiplicity].body;
            let holds = uses[table.multiplicity] == 1
                && *body
                    == Body::Witness {
                        range: MULTIPLICITY_RANGE,
                    };
            require(holds, Rule::Multiplicity, || format!("table {index}"))?;
        }
        Ok(())
    }

    fn lookups(&self) -> Checked {
        let shape = |tensor: usize| &self.circuit.tensors[tensor].shape;
        for (index, lookup) in self.circuit.lookups.iter().enumerate() {
            let holds = lookup.keys.len() == self.circuit.tables[lookup.table].columns.len()
                && lookup.keys.iter().all(|key| shape(*key) == shape(lookup.keys[0]));
            require(holds, Rule::Lookup, || format!("lookup {index}"))?;
        }
        let holds = self.circuit.tables.is_empty() || !self.circuit.lookups.is_empty();
        require(holds, Rule::NoLookup, || "tables, but no lookup".to_owned())
    }

    fn ports(&self) -> Checked {
        let mut named = vec![0usize; self.circuit.tensors.len()];
        let mut check = |port: &Port, kind: CommittedKind| {
            named[port.tensor] += 1;
            let tensor = &self.circuit.tensors[port.tensor];
            let right_kind = match tensor.body {
                Body::Public { .. } => true,
                Body::Committed { kind: found, .. } => found == kind,
                _ => false,
            };
            let cells = port
                .shape
                .iter()
                .fold(1u64, |size, length| size.saturating_mul(*length as u64));
            require(right_kind && cells == tensor.size(), Rule::Port, || {
                port.name.clone()
            })
        };
        self.circuit
            .inputs
            .iter()
            .try_for_each(|port| check(port, CommittedKind::Input))?;
        self.circuit
            .outputs
            .iter()
            .try_for_each(|port| check(port, CommittedKind::Output))?;
        for (tensor, count) in self.circuit.tensors.iter().zip(named) {
            let expected = usize::from(tensor.is_hidden_port() || matches!(tensor.body, Body::Public { .. }));
            require(count == expected, Rule::Port, || tensor.name.clone())?;
        }
        Ok(())
    }

    fn sizes(&self) -> Checked {
        let counts = Counts::new(self.circuit);
        let plan = Plan::from_counts(self.circuit, &counts);
        let leaf_bits = plan.leaf_bits.unwrap_or(0);
        let holds = leaf_bits <= MAX_LEAF_BITS && plan.product_bits <= MAX_LEAF_BITS;
        require(holds, Rule::Leaves, || {
            format!("n = {leaf_bits} and {}", plan.product_bits)
        })?;
        let rows = self
            .circuit
            .tensors
            .iter()
            .filter_map(|tensor| Some(row_count(&tensor.shape, column_bits(self.circuit, tensor)?)));
        let rows = rows.fold(0u64, u64::saturating_add);
        let holds = rows <= MAX_ROWS && plan.proof_bytes <= MAX_PROOF_BYTES;
        require(holds, Rule::ProofLength, || {
            format!("{rows} rows, {} bytes", plan.proof_bytes)
        })?;
        let covectors = counts.total();
        require(covectors <= MAX_COVECTORS, Rule::Covectors, || {
            format!("{covectors} covectors")
        })?;
        let work = counts.work(self.circuit);
        require(work <= MAX_WORK, Rule::Work, || format!("{work} units"))?;
        let entries = counts.derived_entries(self.circuit);
        require(entries <= MAX_WORK, Rule::Work, || {
            format!("{entries} entries of covectors on derived tensors")
        })
    }
}
