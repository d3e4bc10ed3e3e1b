//! What the last build found, for all who want to know.

use crate::diagnostic::Diagnostic;
use crate::pipeline::{Failure, Outcome};
use std::process;
use std::sync::Arc;
use tokio::sync::watch;

/// What is known after a build.
#[derive(Debug, Default)]
pub(super) struct News {
    /// Builds that have ended.
    pub(super) build: u64,
    /// Builds that changed a page.
    pub(super) pages: u64,
    /// What was found and is not accepted.
    pub(super) findings: Vec<Diagnostic>,
    /// Units with files that cannot be read, so that nothing more of them was looked at.
    pub(super) unread: usize,
    /// What stopped the build, and what to do about it.
    pub(super) failure: Option<(String, &'static str)>,
    /// Whether the pages stayed as they were because of it.
    pub(super) is_stopped: bool,
}

impl News {
    /// Which state of the pages this is; of no two runs of the program the same.
    pub(super) fn edition(&self) -> String {
        format!("{}-{}", process::id(), self.pages)
    }
}

/// Where the news stand.
#[derive(Debug)]
pub(super) struct Board(watch::Sender<Arc<News>>);

impl Board {
    pub(super) fn new() -> Self {
        Self(watch::Sender::default())
    }

    /// The news of a build.
    pub(super) fn put(&self, built: &Result<Outcome, Failure>) {
        let last = self.now();
        let mut news = News {
            build: last.build + 1,
            pages: last.pages,
            is_stopped: true,
            ..News::default()
        };
        match built {
            Ok(outcome) => {
                let open = outcome.diagnostics.iter();
                let open = open.filter(|one| one.accepted.is_none());
                news.findings = open.cloned().collect();
                news.unread = outcome.unread;
                if let Some(published) = &outcome.published {
                    news.is_stopped = false;
                    // The pages of an earlier preview count as changed once.
                    if !published.nothing_changed || last.pages == 0 {
                        news.pages += 1;
                    }
                }
            }
            Err(failure) => news.failure = Some((failure.to_string(), failure.help())),
        }
        self.0.send_replace(Arc::new(news));
    }

    pub(super) fn now(&self) -> Arc<News> {
        Arc::clone(&self.0.borrow())
    }

    /// The news from now on, the present ones first.
    pub(super) fn follow(&self) -> watch::Receiver<Arc<News>> {
        self.0.subscribe()
    }
}
