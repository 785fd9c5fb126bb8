use super::{ProveError, Session};

impl Session {
    /// Refuses before work begins what the allocator would refuse (by aborting) in the middle of it.
    pub(crate) fn check_memory(&self) -> Result<(), ProveError> {
        let bytes = self.working_bytes();
        let available =
            usize::try_from(bytes).is_ok_and(|bytes| Vec::<u8>::new().try_reserve_exact(bytes).is_ok());
        if available {
            Ok(())
        } else {
            Err(ProveError::OutOfMemory { bytes })
        }
    }

    /// About what a proof allocates: derived values, levels of the tree with their folded copies, and of direct tables as
    /// much. Without what commitments take: tables of up to 64 MiB, a few MB for each thread.
    fn working_bytes(&self) -> u64 {
        let cells = |tensor: &usize| self.circuit.tensors[*tensor].size();
        let derived = self.needed.iter().map(cells).fold(0u64, u64::saturating_add);
        let lookups = self.circuit.lookups.iter().map(|lookup| cells(&lookup.keys[0]));
        let leaves = lookups.chain(self.circuit.tables.iter().map(|table| cells(&table.multiplicity)));
        let leaves = leaves.fold(0u64, u64::saturating_add);
        derived
            .saturating_mul(16)
            .saturating_add(leaves.saturating_mul(192))
    }
}
