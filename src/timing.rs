//! Where the time of a build goes, for whoever asks: the only clock below the
//! command line, and one that nothing made depends on.
//!
//! A room says [`room`] around a piece of its work. That costs a glance where nobody
//! measures. Where somebody does, [`Timing::of`] has told this thread what it works
//! on, and the time counts for the room, without that of the rooms inside it.

use serde::Serialize;
use std::cell::RefCell;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::ThreadId;
use std::time::{Duration, Instant};

/// What a piece of work is, in the order of a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// Telling which units stand as they were.
    Standing,
    /// Files to data.
    Load,
    /// The rules.
    Check,
    /// Templates filled.
    Pages,
    /// Charts drawn.
    Charts,
    /// CSV, JSON and data packages.
    Downloads,
    /// XLSX.
    Workbooks,
    /// The index of the search.
    Search,
    /// Files put packed.
    Pack,
    /// Files written or laid together.
    Write,
    /// The list of sums, the swap, what is kept for the next time.
    Publish,
}

impl Room {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Standing,
        Self::Load,
        Self::Check,
        Self::Pages,
        Self::Charts,
        Self::Downloads,
        Self::Workbooks,
        Self::Search,
        Self::Pack,
        Self::Write,
        Self::Publish,
    ];

    /// What readers of the table call it.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Standing => "比对上次",
            Self::Load => "读入",
            Self::Check => "校验",
            Self::Pages => "页面",
            Self::Charts => "图表",
            Self::Downloads => "数据下载",
            Self::Workbooks => "工作簿",
            Self::Search => "检索",
            Self::Pack => "压缩",
            Self::Write => "写文件",
            Self::Publish => "发布",
        }
    }
}

/// A clock for one run, or none.
#[derive(Debug, Clone, Default)]
pub struct Timing(Option<Arc<Clock>>);

#[derive(Debug)]
struct Clock {
    start: Instant,
    /// Whether each piece of work is kept, not only the sums.
    traces: bool,
    taken: Mutex<Taken>,
}

#[derive(Debug, Default)]
struct Taken {
    sums: [Sum; Room::ALL.len()],
    /// Threads by the order in which they came.
    threads: Vec<ThreadId>,
    spans: Vec<Span>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    time: Duration,
    pieces: u64,
}

/// A piece of work.
#[derive(Debug)]
struct Span {
    room: Room,
    of: Arc<str>,
    thread: usize,
    start: Duration,
    time: Duration,
}

/// What a thread that is measured works on.
struct Work {
    clock: Arc<Clock>,
    of: Arc<str>,
    /// The time of the pieces that are done inside the one that goes on.
    inside: Duration,
}

thread_local! {
    /// What this thread works on; nothing where nobody measures.
    static WORK: RefCell<Option<Work>> = const { RefCell::new(None) };
}

/// Does a piece of work that belongs to a room.
pub fn room<T>(room: Room, work: impl FnOnce() -> T) -> T {
    let Some((clock, outside)) = WORK.with_borrow_mut(begin) else {
        return work();
    };
    let start = clock.start.elapsed();
    let made = work();
    let time = clock.start.elapsed().saturating_sub(start);
    WORK.with_borrow_mut(|on| {
        if let Some(on) = on {
            clock.take(room, on, start, time);
            on.inside = outside + time;
        }
    });
    made
}

/// The clock of this thread, for threads that take over a part of its work.
pub fn here() -> Timing {
    WORK.with_borrow(|on| Timing(on.as_ref().map(|on| on.clock.clone())))
}

fn begin(on: &mut Option<Work>) -> Option<(Arc<Clock>, Duration)> {
    let on = on.as_mut()?;
    Some((on.clock.clone(), std::mem::take(&mut on.inside)))
}

impl Timing {
    /// A clock that starts now. With `traces` it keeps each piece of work.
    pub fn start(traces: bool) -> Self {
        Self(Some(Arc::new(Clock {
            start: Instant::now(),
            traces,
            taken: Mutex::default(),
        })))
    }

    /// Has what this thread does count as work on a unit, or on the whole site.
    pub fn of<T>(&self, whose: &str, work: impl FnOnce() -> T) -> T {
        let Some(clock) = &self.0 else {
            return work();
        };
        let on = Work {
            clock: clock.clone(),
            of: whose.into(),
            inside: Duration::ZERO,
        };
        let before = WORK.replace(Some(on));
        let made = work();
        WORK.set(before);
        made
    }

    /// The time of each room over all threads, and from start to end; empty without a
    /// clock.
    pub fn table(&self) -> String {
        let Some(clock) = &self.0 else {
            return String::new();
        };
        let wall = clock.start.elapsed();
        let taken = clock.taken();
        let all: Duration = taken.sums.iter().map(|sum| sum.time).sum();
        let mut table = String::from("时间用在哪里（各线程相加，等文件系统的也算在内）：\n");
        for (room, sum) in Room::ALL.iter().zip(&taken.sums) {
            let share = sum.time.as_micros() * 1000 / all.as_micros().max(1);
            table += &format!(
                "  {}{}{} 秒{:>4}.{}%{:>9} 次\n",
                room.chinese(),
                "　".repeat(4_usize.saturating_sub(room.chinese().chars().count())),
                seconds(sum.time),
                share / 10,
                share % 10,
                sum.pieces
            );
        }
        table += &format!("  合计　　{} 秒\n", seconds(all));
        table += &format!(
            "  历时　　{} 秒，{} 个线程",
            seconds(wall),
            taken.threads.len()
        );
        table
    }

    /// Writes each piece of work as a trace event, which chrome://tracing and Perfetto
    /// show; nothing without a clock.
    ///
    /// # Errors
    /// What the writer cannot take.
    pub fn trace(&self, into: &mut impl Write) -> io::Result<()> {
        let Some(clock) = &self.0 else {
            return Ok(());
        };
        let taken = clock.taken();
        let names = (0..taken.threads.len()).map(Event::thread);
        let spans = taken.spans.iter().map(Event::span);
        into.write_all(b"{\"displayTimeUnit\":\"ms\",\"traceEvents\":[")?;
        for (at, event) in names.chain(spans).enumerate() {
            into.write_all(if at == 0 { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut *into, &event)?;
        }
        into.write_all(b"\n]}\n")
    }
}

impl Clock {
    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self, room: Room, on: &Work, start: Duration, time: Duration) {
        let thread = std::thread::current().id();
        let mut taken = self.taken();
        let sum = &mut taken.sums[room as usize];
        sum.time += time.saturating_sub(on.inside);
        sum.pieces += 1;
        let known = taken.threads.iter().position(|known| *known == thread);
        let thread = known.unwrap_or_else(|| {
            taken.threads.push(thread);
            taken.threads.len() - 1
        });
        if self.traces {
            taken.spans.push(Span {
                room,
                of: on.of.clone(),
                thread,
                start,
                time,
            });
        }
    }
}

/// As <https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU>
/// has it: times in microseconds.
#[derive(Serialize)]
struct Event<'a> {
    name: &'a str,
    ph: &'static str,
    pid: u32,
    tid: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    ts: Option<u128>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dur: Option<u128>,
    args: Arguments<'a>,
}

#[derive(Serialize)]
struct Arguments<'a> {
    name: std::borrow::Cow<'a, str>,
}

impl<'a> Event<'a> {
    fn thread(at: usize) -> Self {
        Self {
            name: "thread_name",
            ph: "M",
            pid: 1,
            tid: at + 1,
            ts: None,
            dur: None,
            args: Arguments {
                name: format!("线程 {}", at + 1).into(),
            },
        }
    }

    fn span(span: &'a Span) -> Self {
        let end = (span.start + span.time).as_micros();
        let start = span.start.as_micros();
        Self {
            name: span.room.chinese(),
            ph: "X",
            pid: 1,
            tid: span.thread + 1,
            ts: Some(start),
            dur: Some(end - start),
            args: Arguments {
                name: (&*span.of).into(),
            },
        }
    }
}

fn seconds(time: Duration) -> String {
    let hundredths = time.as_millis() / 10;
    format!("{:>6}.{:02}", hundredths / 100, hundredths % 100)
}
