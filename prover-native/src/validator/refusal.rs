//! How a circuit is refused (protocol.md §11, rule 31).

/// Which rule a circuit breaks; the names of §11, rule 31.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Rule {
    Semantics,
    Width,
    Name,
    Length,
    Bits,
    Range,
    Constants,
    Reference,
    Coefficient,
    IndexMap,
    IndexBound,
    ResultIndex,
    Degree,
    IndexTable,
    Table,
    Argument,
    DirectTable,
    Multiplicity,
    Lookup,
    NoLookup,
    Port,
    Slices,
    Leaves,
    ProofLength,
    Covectors,
    Work,
    InputRange,
    Support,
}

impl Rule {
    /// The name in protocol.md.
    pub fn name(self) -> &'static str {
        match self {
            Rule::Semantics => "SEMANTICS",
            Rule::Width => "WIDTH",
            Rule::Name => "NAME",
            Rule::Length => "LENGTH",
            Rule::Bits => "BITS",
            Rule::Range => "RANGE",
            Rule::Constants => "CONSTANTS",
            Rule::Reference => "REFERENCE",
            Rule::Coefficient => "COEFFICIENT",
            Rule::IndexMap => "INDEX_MAP",
            Rule::IndexBound => "INDEX_BOUND",
            Rule::ResultIndex => "RESULT_INDEX",
            Rule::Degree => "DEGREE",
            Rule::IndexTable => "INDEX_TABLE",
            Rule::Table => "TABLE",
            Rule::Argument => "ARGUMENT",
            Rule::DirectTable => "DIRECT_TABLE",
            Rule::Multiplicity => "MULTIPLICITY",
            Rule::Lookup => "LOOKUP",
            Rule::NoLookup => "NO_LOOKUP",
            Rule::Port => "PORT",
            Rule::Slices => "SLICES",
            Rule::Leaves => "LEAVES",
            Rule::ProofLength => "PROOF_LENGTH",
            Rule::Covectors => "COVECTORS",
            Rule::Work => "WORK",
            Rule::InputRange => "INPUT_RANGE",
            Rule::Support => "SUPPORT",
        }
    }
}

/// A circuit breaks a rule of protocol.md §2 or §11.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("invalid circuit: {}: {subject}", rule.name())]
pub struct InvalidCircuit {
    /// The rule.
    pub rule: Rule,
    /// What breaks it and how: a tensor, table, lookup or port. Never a value of a witness.
    pub subject: String,
}

/// Whether a rule holds.
pub(super) type Checked = Result<(), InvalidCircuit>;

/// Refuses unless `holds`.
pub(super) fn require(holds: bool, rule: Rule, subject: impl FnOnce() -> String) -> Checked {
    if holds {
        Ok(())
    } else {
        Err(InvalidCircuit {
            rule,
            subject: subject(),
        })
    }
}
