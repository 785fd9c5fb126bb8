use super::{ProveError, Session};
use crate::circuit::Tensor;
use crate::field::{ELEMENT_BYTES, F, from_bytes};
use ark_ff::AdditiveGroup;
use zeroize::Zeroizing;

/// Blinders of hidden INPUT and OUTPUT rows that are committed already (native-abi.md, "Given blinders"), as the caller has
/// them.
#[derive(Clone, Copy)]
pub struct GivenBlinders<'a> {
    /// A byte a hidden row: 1 if its blinder is given, else 0. Empty: none is.
    pub given: &'a [u8],
    /// 32 bytes a hidden row, zeros where none is given; or empty.
    pub blinders: &'a [u8],
}

impl GivenBlinders<'_> {
    /// All are to be drawn.
    pub const NONE: GivenBlinders<'static> = GivenBlinders {
        given: &[],
        blinders: &[],
    };

    /// Checks them against the circuit.
    ///
    /// # Errors
    /// [`ProveError::Length`], or [`ProveError::Argument`], which names the row and never what is there.
    pub(crate) fn decode(&self, session: &Session) -> Result<RowsToKeep, ProveError> {
        if self.given.is_empty() && self.blinders.is_empty() {
            return Ok(RowsToKeep(Zeroizing::default()));
        }
        let hidden = session.tensors(Tensor::is_hidden_port);
        let rows: usize = hidden.map(|(index, _)| session.layout.matrix(index).rows()).sum();
        require_length("flags of hidden rows", self.given, rows)?;
        require_length("blinders of hidden rows", self.blinders, ELEMENT_BYTES * rows)?;
        let mut blinders = Zeroizing::new(Vec::with_capacity(rows));
        let rows = self.given.iter().zip(self.blinders.chunks_exact(ELEMENT_BYTES));
        for (row, (flag, bytes)) in rows.enumerate() {
            let refuse = |what| {
                Err(ProveError::Argument(format!(
                    "blinder of hidden row {row} {what}"
                )))
            };
            let Some(blinder) = from_bytes(bytes.try_into().expect("the bytes of an element")) else {
                return refuse("is not canonical");
            };
            match (flag, blinder == F::ZERO) {
                (0, true) | (1, false) => blinders.push(blinder),
                (0, false) => return refuse("is there, but said not to be given"),
                (1, true) => return refuse("is 0, which hides nothing"),
                _ => return refuse("is said neither to be given nor not to be"),
            }
        }
        Ok(RowsToKeep(blinders))
    }
}

fn require_length(what: &'static str, bytes: &[u8], expected: usize) -> Result<(), ProveError> {
    if bytes.len() == expected {
        return Ok(());
    }
    Err(ProveError::Length {
        what,
        expected: expected as u64,
        found: bytes.len() as u64,
    })
}

/// A blinder for each hidden row, 0 where it is to be drawn; empty if all are.
pub(crate) struct RowsToKeep(Zeroizing<Vec<F>>);

impl RowsToKeep {
    /// Puts given blinders in the place of drawn ones.
    pub fn replace(&self, drawn: &mut [F]) {
        for (drawn, given) in drawn.iter_mut().zip(self.0.iter()) {
            if *given != F::ZERO {
                *drawn = *given;
            }
        }
    }
}
