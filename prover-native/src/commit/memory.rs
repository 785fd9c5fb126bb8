use std::any::Any;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Memory lent to one task at a time and kept for later ones: fresh pages from the system cost as much as additions.
#[derive(Default)]
pub(super) struct Kept(Mutex<Vec<Box<dyn Any + Send>>>);

impl Kept {
    /// Lends a `T` as an earlier task left it, or a new one.
    pub(super) fn lend<T: Default + Send + 'static, R>(&self, task: impl FnOnce(&mut T) -> R) -> R {
        let mut memory: Box<T> = self.take().unwrap_or_default();
        let result = task(&mut memory);
        self.kept().push(memory);
        result
    }

    fn take<T: 'static>(&self) -> Option<Box<T>> {
        let mut kept = self.kept();
        let place = kept.iter().position(|memory| memory.is::<T>())?;
        kept.swap_remove(place).downcast().ok()
    }

    fn kept(&self) -> MutexGuard<'_, Vec<Box<dyn Any + Send>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
