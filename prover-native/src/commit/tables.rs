//! Tables of points for digits 0, 1, …, made when they are wanted and kept for the life of the process.

use crate::curve::Point;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A table for each digit.
pub(super) type Tables = Vec<Arc<[Point]>>;

/// The tables of digits of each width in bits.
pub(super) struct Cache(Mutex<BTreeMap<u32, Tables>>);

impl Cache {
    pub(super) const fn new() -> Self {
        Self(Mutex::new(BTreeMap::new()))
    }

    /// Those of the first `count` digits, each of `length` points or more; `next` makes the one after those it is given.
    pub(super) fn tables(
        &self,
        width: u32,
        count: usize,
        length: usize,
        next: impl Fn(&[Arc<[Point]>]) -> Vec<Point>,
    ) -> Tables {
        let cache = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = cache().get(&width).cloned().unwrap_or_default();
        // Not under the lock: while it waits for its tasks, a thread may take up another that wants tables.
        let mut tables = extended(&known, count, length, next);
        cache().insert(width, tables.clone());
        tables.truncate(count);
        tables
    }
}

/// Of `known` the tables before the first that is too short, all if there are `count` of them, and new ones.
pub(super) fn extended(
    known: &[Arc<[Point]>],
    count: usize,
    length: usize,
    next: impl Fn(&[Arc<[Point]>]) -> Vec<Point>,
) -> Tables {
    let is_long = |table: &&Arc<[Point]>| table.len() >= length;
    let mut tables: Tables = known.iter().take_while(is_long).cloned().collect();
    while tables.len() < count {
        tables.push(next(&tables).into());
    }
    tables
}
