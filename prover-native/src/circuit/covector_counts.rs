use super::layout::rows_of;
use super::{Circuit, Tensor, Term};

/// Structural counts of §11, rule 32, found by adding along the DAG. All counts saturate.
pub struct CovectorCounts {
    /// n(T): covectors that arrive at each tensor.
    pub covectors: Vec<u64>,
    /// δ(T): whether a dense covector can arrive.
    pub dense: Vec<bool>,
}

impl CovectorCounts {
    /// Of a circuit that has passed the checks of form.
    pub fn new(circuit: &Circuit) -> Self {
        let mut covectors = vec![0u64; circuit.tensors.len()];
        let lookups = circuit.lookups.iter().flat_map(|lookup| &lookup.keys);
        let columns = circuit.tree_tables().flat_map(|(_, table)| &table.columns);
        let multiplicities = circuit.tables.iter().map(|table| &table.multiplicity);
        for tensor in lookups.chain(columns).chain(multiplicities).chain(&circuit.zeros) {
            covectors[*tensor] += 1;
        }
        let mut dense = vec![false; circuit.tensors.len()];
        for (_, table) in circuit.direct_tables() {
            dense[table.multiplicity] = true;
        }
        for (tensor, node) in circuit.tensors.iter().enumerate().rev() {
            for term in node.terms() {
                for operand in term.operand_tensors() {
                    covectors[operand] = covectors[operand].saturating_add(covectors[tensor]);
                    dense[operand] |= dense[tensor] || matches!(term, Term::Index(_));
                }
            }
        }
        Self { covectors, dense }
    }

    /// Covectors: Σ n(T).
    pub fn total(&self) -> u64 {
        self.covectors.iter().fold(0, |sum, n| sum.saturating_add(*n))
    }

    /// Σ_T n(T)·work(T), and the keys of the direct tables.
    pub fn work(&self, circuit: &Circuit) -> u64 {
        let keys = circuit.direct_tables().fold(0u64, |sum, (_, table)| {
            let rows = circuit.tensors[table.multiplicity].size();
            sum.saturating_add(rows.saturating_mul(table.columns.len() as u64))
        });
        let each = circuit.tensors.iter().enumerate();
        each.fold(keys, |sum, (tensor, node)| {
            let work = work(circuit, node, self.dense[tensor]);
            sum.saturating_add(self.covectors[tensor].saturating_mul(work))
        })
    }

    /// Entries of the covectors on derived tensors: Σ n(T)·(Σ lengths, or size if δ(T)).
    pub fn derived_entries(&self, circuit: &Circuit) -> u64 {
        let derived = |tensor: &Tensor| matches!(tensor.body, super::Body::Derived { .. });
        let tensors = circuit
            .tensors
            .iter()
            .enumerate()
            .filter(|(_, tensor)| derived(tensor));
        tensors.fold(0, |total, (index, tensor)| {
            let entries = if self.dense[index] {
                tensor.size()
            } else {
                sum(&tensor.shape)
            };
            total.saturating_add(self.covectors[index].saturating_mul(entries))
        })
    }
}

fn work(circuit: &Circuit, tensor: &Tensor, dense: bool) -> u64 {
    use super::Body::*;
    let lengths = sum(&tensor.shape);
    match &tensor.body {
        Const { .. } | Public { .. } => tensor.size(),
        _ if dense && !matches!(tensor.body, Derived { .. }) => tensor.size(),
        Iota { .. } => lengths,
        Committed { .. } | Witness { .. } => {
            lengths.saturating_add(rows_of(circuit, tensor).expect("a committed tensor"))
        }
        Derived { terms } => terms.iter().fold(0, |total, term| {
            total.saturating_add(term_work(circuit, tensor, term, dense))
        }),
    }
}

fn term_work(circuit: &Circuit, result: &Tensor, term: &Term, dense: bool) -> u64 {
    match term {
        Term::Index(term) => {
            let sizes = result.size().saturating_add(circuit.tensors[term.tensor].size());
            sizes.saturating_add(term.pairs.len() as u64)
        }
        Term::Box(term) if dense => product(term.lengths.iter().copied()),
        Term::Box(term) => {
            let entries = term.operands.iter().flat_map(|operand| &operand.map);
            entries.fold(sum(&term.lengths).saturating_add(1), |total, entry| {
                total.saturating_add(product(entry.parts.iter().map(|part| term.lengths[part.axis])))
            })
        }
    }
}

fn sum(lengths: &[usize]) -> u64 {
    lengths
        .iter()
        .fold(0u64, |total, length| total.saturating_add(*length as u64))
}

fn product(lengths: impl Iterator<Item = usize>) -> u64 {
    lengths.fold(1u64, |total, length| total.saturating_mul(length as u64))
}

/// For each tensor whether some covector arrives at it.
pub fn reached(circuit: &Circuit) -> Vec<bool> {
    CovectorCounts::new(circuit)
        .covectors
        .iter()
        .map(|count| *count > 0)
        .collect()
}

/// Covectors and work of §11, rule 32.
pub fn covectors_and_work(circuit: &Circuit) -> (u64, u64) {
    let counts = CovectorCounts::new(circuit);
    (counts.total(), counts.work(circuit))
}
