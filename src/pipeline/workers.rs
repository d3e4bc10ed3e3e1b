//! Who does the work on the units: several threads side by side or, where one alone
//! is asked for, the caller's own. A program of one thread has its memory without
//! locks.

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

/// Those who work.
#[derive(Debug)]
pub struct Workers(Option<ThreadPool>);

impl Workers {
    /// So many; as many as there are processors where left out.
    pub fn new(jobs: Option<usize>) -> Result<Self, ThreadPoolBuildError> {
        if jobs == Some(1) {
            return Ok(Self(None));
        }
        let pool = ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0));
        Ok(Self(Some(pool.build()?)))
    }

    /// Does something with each, and gives back the results in their order.
    pub fn each<I: Sync, T: Send, E: Send>(
        &self,
        items: &[I],
        work: impl Fn(&I) -> Result<T, E> + Sync,
    ) -> Result<Vec<T>, E> {
        match &self.0 {
            None => items.iter().map(work).collect(),
            Some(pool) => pool.install(|| items.par_iter().map(&work).collect()),
        }
    }

    /// Does something where the units were worked on: what memory was free there is
    /// used again.
    pub fn one<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.0 {
            None => work(),
            Some(pool) => pool.install(work),
        }
    }

    /// Does two things, side by side where there is more than one to do them.
    pub fn both<A: Send, B: Send>(
        &self,
        one: impl FnOnce() -> A + Send,
        other: impl FnOnce() -> B + Send,
    ) -> (A, B) {
        match &self.0 {
            None => (one(), other()),
            Some(pool) => pool.join(one, other),
        }
    }
}
