use crate::covector::{Covector, Functional, SourceClaim};
use crate::equation::AffineForm;
use crate::field::{F, from_i64};
use crate::product::{Contraction, FactorClaim, OperandClaim};
use crate::values::Witness;

/// A claim on a committed tensor, with its power of γ.
pub struct CommittedClaim {
    /// The tensor.
    pub tensor: usize,
    /// The covector.
    pub covector: Covector,
    /// What the sumcheck of §6 began with, if it helps to open the tensor.
    pub contraction: Option<Contraction>,
}

impl From<SourceClaim> for CommittedClaim {
    fn from(claim: SourceClaim) -> Self {
        Self {
            tensor: claim.tensor,
            covector: claim.covector,
            contraction: None,
        }
    }
}

/// lin + Σ γ^j·factor_j, and what it is a claim about: factors are pulled back onto sources; what lies on public ones is V's
/// business.
pub(super) fn combine(
    witness: &Witness<'_>,
    gamma: &F,
    lin: AffineForm,
    linear: Vec<SourceClaim>,
    factors: Vec<FactorClaim>,
) -> (AffineForm, Vec<CommittedClaim>) {
    let mut claim = lin;
    let mut claims: Vec<CommittedClaim> = linear.into_iter().map(CommittedClaim::from).collect();
    let mut rest = Functional::new(witness.circuit, witness.hidden);
    let mut power = from_i64(1);
    for factor in factors {
        power *= gamma;
        claim.add(power, factor.message);
        for OperandClaim { claim, contraction } in factor.claims {
            let SourceClaim { tensor, covector } = claim;
            let covector = covector.scaled(&power);
            match contraction {
                None => rest.add(tensor, covector),
                contraction => claims.push(CommittedClaim {
                    tensor,
                    covector,
                    contraction,
                }),
            }
        }
    }
    claims.extend(rest.linear.into_iter().map(CommittedClaim::from));
    (claim, claims)
}
