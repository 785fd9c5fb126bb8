//! What the entries that prove have in common.
#![allow(unsafe_code)]

use super::code::Failure;
use super::handles::{RESULTS, SESSIONS};
use super::pointer::{control, input, output};
use crate::progress::Progress;
use crate::session::{GivenBlinders, Options};
use zeroize::Zeroizing;

/// The arguments of a call, checked.
pub(super) struct ProveCall<'a> {
    session: u64,
    context: &'a [u8],
    values: &'a [i64],
    given: GivenBlinders<'a>,
    progress: &'a Progress,
    result: &'a mut u64,
}

impl ProveCall<'_> {
    /// From arrays with their lengths.
    ///
    /// # Safety
    /// As native-abi.md demands: pointers are valid for the lengths given, during the call.
    pub unsafe fn new(
        session: u64,
        context: (*const u8, u64),
        values: (*const i64, u64),
        given: (*const u8, u64),
        blinders: (*const u8, u64),
        control_block: *mut u8,
        result: *mut u64,
    ) -> Result<Self, Failure> {
        // SAFETY: the caller's promise.
        let (context, values) = unsafe { (input(context.0, context.1)?, input(values.0, values.1)?) };
        // SAFETY: the caller's promise.
        let (given, blinders) = unsafe { (input(given.0, given.1)?, input(blinders.0, blinders.1)?) };
        // SAFETY: the caller's promise.
        let (progress, result) = unsafe { (control(control_block)?, output(result)?) };
        Ok(Self {
            session,
            context,
            values,
            given: GivenBlinders { given, blinders },
            progress,
            result,
        })
    }

    /// Proves. The result's sections: hidden points, messages, hidden blinders, report.
    pub fn run(self, options: &Options) -> Result<(), Failure> {
        let session = SESSIONS.get(self.session)?;
        let proof = session.prove(self.context, self.values, self.given, options, self.progress)?;
        let report = proof.report.iter().flat_map(|(stage, nanoseconds)| {
            stage.to_le_bytes().into_iter().chain(nanoseconds.to_le_bytes())
        });
        *self.result = RESULTS.insert(vec![
            Zeroizing::new(proof.hidden_points),
            Zeroizing::new(proof.messages),
            proof.hidden_blinders,
            Zeroizing::new(report.collect()),
        ]);
        Ok(())
    }
}
