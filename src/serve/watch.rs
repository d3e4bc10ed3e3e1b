//! Waits until something that pages are made of has changed. The only place that
//! names notify.

use super::ServeError;
use crate::load;
use notify::event::{AccessKind, AccessMode};
use notify::{
    Config, ErrorKind, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher,
};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// What a site is made from, below its root.
const WATCHED: [&str; 2] = ["content", "themes"];
/// How long nothing may happen after a change before it counts as made: an editor
/// that saves writes, renames and removes.
const QUIET: Duration = Duration::from_millis(30);
/// How often folders are looked through where the system does not tell.
const POLLING: Duration = Duration::from_secs(1);
/// A folder in which something happens all the time is built in spite of it.
const MOST_AT_ONCE: usize = 100_000;

/// What was seen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// A file or folder has changed.
    Change,
    /// One of the watched folders came or went.
    Top,
    /// The system tells of no more folders.
    Limit,
}

/// Who tells of changes.
#[derive(Debug)]
enum Teller {
    System(RecommendedWatcher),
    Polling(PollWatcher),
}

/// What is watched, and what was seen of it.
pub(super) struct Watch {
    root: PathBuf,
    teller: Teller,
    seen: Receiver<Seen>,
    sender: Sender<Seen>,
}

impl Watch {
    /// Watches a site: its root as a real path.
    pub(super) fn start(root: &Path) -> Result<Self, ServeError> {
        let (sender, seen) = channel();
        let failed = |error: notify::Error| ServeError::Watch(root.into(), error.to_string());
        let system = notify::recommended_watcher(handler(root, sender.clone()))
            .map(Teller::System)
            .and_then(|mut teller| teller.watch_site(root).map(|()| teller));
        let teller = match system {
            Ok(teller) => teller,
            Err(_) => polling(root, &sender).map_err(failed)?,
        };
        Ok(Self {
            root: root.to_owned(),
            teller,
            seen,
            sender,
        })
    }

    /// Whether the folders are looked through now and then.
    pub(super) fn is_polling(&self) -> bool {
        matches!(self.teller, Teller::Polling(_))
    }

    /// Waits for a change and until it is made; whether there can be another.
    pub(super) fn wait(&mut self) -> bool {
        let Ok(first) = self.seen.recv() else {
            return false;
        };
        let mut all = vec![first];
        while all.len() < MOST_AT_ONCE {
            match self.seen.recv_timeout(QUIET) {
                Ok(more) => all.push(more),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
        let is_limited = match all.contains(&Seen::Top) {
            // What cannot be watched for another reason is gone again.
            true => (self.teller.watch_site(&self.root)).is_err_and(|error| is_limit(&error)),
            false => false,
        };
        if (is_limited || all.contains(&Seen::Limit))
            && !self.is_polling()
            && let Ok(teller) = polling(&self.root, &self.sender)
        {
            self.teller = teller;
        }
        true
    }
}

impl Teller {
    /// Watches the site's folders, and its root for such that come later.
    fn watch_site(&mut self, root: &Path) -> Result<(), notify::Error> {
        match self {
            Self::System(watcher) => watch_site(watcher, root),
            Self::Polling(watcher) => watch_site(watcher, root),
        }
    }
}

fn watch_site(watcher: &mut impl Watcher, root: &Path) -> Result<(), notify::Error> {
    watcher.watch(root, RecursiveMode::NonRecursive)?;
    for name in WATCHED {
        let folder = root.join(name);
        if folder.is_dir() {
            watcher.watch(&folder, RecursiveMode::Recursive)?;
        }
    }
    Ok(())
}

fn polling(root: &Path, sender: &Sender<Seen>) -> Result<Teller, notify::Error> {
    let config = Config::default().with_poll_interval(POLLING);
    let mut teller = Teller::Polling(PollWatcher::new(handler(root, sender.clone()), config)?);
    teller.watch_site(root)?;
    Ok(teller)
}

fn is_limit(error: &notify::Error) -> bool {
    matches!(error.kind, ErrorKind::MaxFilesWatch)
}

/// Passes on what a site is made from.
fn handler(
    root: &Path,
    sender: Sender<Seen>,
) -> impl Fn(Result<notify::Event, notify::Error>) + Send + 'static {
    let root = root.to_owned();
    move |event| {
        let seen = match event {
            Ok(event) => seen(&root, &event),
            Err(error) if is_limit(&error) => Some(Seen::Limit),
            Err(_) => Some(Seen::Change),
        };
        if let Some(seen) = seen {
            // Nobody waits any more: the preview is ending.
            let _ = sender.send(seen);
        }
    }
}

fn seen(root: &Path, event: &notify::Event) -> Option<Seen> {
    if event.need_rescan() {
        return Some(Seen::Change);
    }
    // A build reads every file: reading is no change.
    let is_change = match event.kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        _ => true,
    };
    if !is_change {
        return None;
    }
    let below = event.paths.iter().filter_map(|path| {
        let below = path.strip_prefix(root).ok()?;
        let names: Vec<_> = below.iter().map(|name| name.to_string_lossy()).collect();
        let is_watched = names.first().is_some_and(|top| WATCHED.contains(&&**top));
        let is_leftover = names.iter().any(|name| load::is_leftover(name));
        (is_watched && !is_leftover).then_some(names.len())
    });
    below.min().map(|depth| match depth {
        1 => Seen::Top,
        _ => Seen::Change,
    })
}
