//! The preview as a user starts it, and a client as plain as one can be.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// How long a busy machine may take.
const PATIENCE: Duration = Duration::from_secs(180);

/// A running `ziping serve`.
pub struct Preview {
    child: Child,
    pub port: u16,
    lines: Receiver<String>,
    /// What the terminal showed so far.
    pub terminal: Vec<String>,
}

/// An answer of the server.
pub struct Answer {
    pub status: u16,
    /// The lines of the head, in small letters.
    pub head: String,
    pub body: String,
}

/// A port that nobody has.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

impl Preview {
    /// Starts the preview of a site, on a free port where none is given, and waits until
    /// it says where it stands.
    pub fn start(site: &Path, arguments: &[&str]) -> Self {
        let port = free_port().to_string();
        let mut command = Command::new(env!("CARGO_BIN_EXE_ziping"));
        command.arg("serve").args(arguments).current_dir(site);
        if !arguments.contains(&"--port") {
            command.args(["--port", &port]);
        }
        Self::run(command)
    }

    /// Starts a preview by a command.
    pub fn run(mut command: Command) -> Self {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let output = BufReader::new(child.stderr.take().unwrap());
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let mut preview = Self {
            child,
            port: 0,
            lines,
            terminal: Vec::new(),
        };
        let line = preview.wait_for("预览：http://127.0.0.1:");
        let port = line.split("127.0.0.1:").nth(1).unwrap();
        preview.port = port.split('/').next().unwrap().parse().unwrap();
        preview
    }

    /// Waits until the terminal shows a line with these words.
    pub fn wait_for(&mut self, words: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(PATIENCE);
            let line = line.unwrap_or_else(|_| panic!("{words}: {:#?}", self.terminal));
            self.terminal.push(line.clone());
            if line.contains(words) {
                return line;
            }
        }
    }

    /// Asks as a browser does.
    pub fn get(&self, path: &str) -> Answer {
        let host = format!("127.0.0.1:{}", self.port);
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n"))
    }

    /// Sends a head as it stands, to which only its end is added.
    pub fn send(&self, head: &str) -> Answer {
        let mut stream = self.connect();
        write!(stream, "{head}Connection: close\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|word| word.parse().ok());
        Answer {
            status: status.unwrap_or_else(|| panic!("no answer: {text}")),
            head: head.to_lowercase(),
            body: body.to_owned(),
        }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// What the panel of a folder's page says.
    pub fn panel(&self, folder: &str) -> serde_json::Value {
        let answer = self.get(&format!("/__ziping/findings/{folder}"));
        assert_eq!(answer.status, 200);
        serde_json::from_str(&answer.body).unwrap()
    }

    /// Follows the news.
    pub fn follow(&self) -> News {
        let mut stream = self.connect();
        let port = self.port;
        write!(
            stream,
            "GET /__ziping/events HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"
        )
        .unwrap();
        News(BufReader::new(stream))
    }

    /// Asks the preview to end, as Ctrl-C does.
    pub fn end(mut self) -> ExitStatus {
        self.interrupt();
        self.child.wait().unwrap()
    }

    /// Ends the preview; all that the terminal showed.
    pub fn all_lines(mut self) -> Vec<String> {
        self.interrupt();
        while let Ok(line) = self.lines.recv_timeout(PATIENCE) {
            self.terminal.push(line);
        }
        std::mem::take(&mut self.terminal)
    }

    fn interrupt(&self) {
        let process = self.child.id().to_string();
        let asked = Command::new("kill").args(["-INT", &process]).status();
        assert!(asked.unwrap().success());
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The stream of events.
pub struct News(BufReader<TcpStream>);

impl News {
    /// The next event: how many builds have ended, and which edition the pages are.
    pub fn next(&mut self) -> (u64, String) {
        loop {
            let mut line = String::new();
            assert_ne!(self.0.read_line(&mut line).unwrap(), 0, "the stream ended");
            if let Some(data) = line.strip_prefix("data: ") {
                let data: serde_json::Value = serde_json::from_str(data).unwrap();
                let edition = data["edition"].as_str().unwrap().to_owned();
                return (data["build"].as_u64().unwrap(), edition);
            }
        }
    }
}
