//! A terminal with somebody at it: the program `script` lends one.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use std::{env, thread};

/// How long a question may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(180);

/// The program at a terminal of its own.
pub struct Terminal {
    child: Child,
    keyboard: ChildStdin,
    screen: Receiver<Vec<u8>>,
    bytes: Vec<u8>,
    /// How much of the screen was looked at.
    seen: usize,
}

impl Terminal {
    /// Starts the program in a folder; `None` where there is no terminal to be had and
    /// it may be left out.
    pub fn start(folder: &Path, arguments: &[&str]) -> Option<Self> {
        let quoted: Vec<String> = arguments.iter().map(|one| format!("'{one}'")).collect();
        let command = format!("'{}' {}", env!("CARGO_BIN_EXE_ziping"), quoted.join(" "));
        let started = Command::new("script")
            .args(["-qec", &command, "/dev/null"])
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        assert!(
            started.is_ok() || env::var_os("ZIPING_TEST_ALL").is_none(),
            "ZIPING_TEST_ALL is set, but the program script is not installed"
        );
        let Ok(mut child) = started else {
            eprintln!("skipped: the program script is not installed");
            return None;
        };
        let keyboard = child.stdin.take().unwrap();
        let mut output = child.stdout.take().unwrap();
        let (sender, screen) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(length) = output.read(&mut buffer) {
                if length == 0 || sender.send(buffer[..length].to_vec()).is_err() {
                    return;
                }
            }
        });
        Some(Self {
            child,
            keyboard,
            screen,
            bytes: Vec::new(),
            seen: 0,
        })
    }

    /// Waits for a question and types keys.
    pub fn answer(&mut self, question: &str, keys: &str) {
        self.wait_for(question);
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// Waits for the last words and the end.
    pub fn end(mut self, words: &str) {
        self.wait_for(words);
        drop(self.keyboard);
        self.child.wait().unwrap();
    }

    fn wait_for(&mut self, words: &str) {
        loop {
            let screen = String::from_utf8_lossy(&self.bytes).into_owned();
            if let Some(at) = screen.get(self.seen..).and_then(|new| new.find(words)) {
                self.seen += at + words.len();
                return;
            }
            match self.screen.recv_timeout(PATIENCE) {
                Ok(more) => self.bytes.extend(more),
                Err(_) => panic!("no “{words}” on the screen:\n{screen}"),
            }
        }
    }
}
