//! The registry behind the C ABI: handles are numbers, never addresses, so a stale or foreign one is found out.

use crate::session::Session;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard};
use zeroize::Zeroizing;

/// The outcome of a call: numbered byte sections, zeroised on drop.
pub type Sections = Vec<Zeroizing<Vec<u8>>>;

/// Why a handle could not be used or closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandleError {
    /// Unknown, closed, or of another kind.
    Unknown,
    /// A call is using it.
    Busy,
}

/// Handles of one kind of object.
pub struct Registry<T>(Mutex<Option<HashMap<u64, Arc<T>>>>);

/// Open sessions.
pub static SESSIONS: Registry<Session> = Registry::new();
/// Results not yet closed.
pub static RESULTS: Registry<Sections> = Registry::new();

/// Numbers are unique over all kinds, so a handle of the wrong kind is unknown.
static NEXT: AtomicU64 = AtomicU64::new(1);

impl<T> Registry<T> {
    const fn new() -> Self {
        Self(Mutex::new(None))
    }

    fn lock(&self) -> MutexGuard<'_, Option<HashMap<u64, Arc<T>>>> {
        self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Registers an object.
    pub fn insert(&self, object: T) -> u64 {
        let handle = NEXT.fetch_add(1, Relaxed);
        self.lock()
            .get_or_insert_default()
            .insert(handle, Arc::new(object));
        handle
    }

    /// The object, kept alive and busy while the caller holds it.
    ///
    /// # Errors
    /// [`HandleError::Unknown`].
    pub fn get(&self, handle: u64) -> Result<Arc<T>, HandleError> {
        let objects = self.lock();
        objects
            .as_ref()
            .and_then(|objects| objects.get(&handle))
            .cloned()
            .ok_or(HandleError::Unknown)
    }

    /// Unregisters the object and drops it.
    ///
    /// # Errors
    /// [`HandleError::Unknown`], or [`HandleError::Busy`] while someone holds it.
    pub fn close(&self, handle: u64) -> Result<(), HandleError> {
        let removed = {
            let mut objects = self.lock();
            let objects = objects.as_mut().ok_or(HandleError::Unknown)?;
            match objects.get(&handle) {
                None => return Err(HandleError::Unknown),
                Some(object) if Arc::strong_count(object) > 1 => return Err(HandleError::Busy),
                Some(_) => objects.remove(&handle),
            }
        };
        drop(removed);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_used_once() {
        let registry: Registry<u8> = Registry::new();
        assert_eq!(registry.close(1), Err(HandleError::Unknown));
        let (first, second) = (registry.insert(7), registry.insert(8));
        assert_ne!(first, second);
        let held = registry.get(first).unwrap();
        assert_eq!((*held, registry.close(first)), (7, Err(HandleError::Busy)));
        drop(held);
        assert_eq!(registry.close(first), Ok(()));
        assert_eq!(registry.close(first), Err(HandleError::Unknown));
        assert_eq!(registry.get(first).err(), Some(HandleError::Unknown));
        assert_eq!(registry.close(second), Ok(()));
    }
}
