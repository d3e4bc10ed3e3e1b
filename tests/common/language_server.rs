//! A language server and the little of its protocol that a test needs.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use std::{env, thread};

/// How long an answer may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(180);

/// The name of the YAML language server, or `None` where it is not installed and may
/// be left out.
pub fn yaml_language_server() -> Option<&'static str> {
    const NAME: &str = "yaml-language-server";
    let folders = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&folders).any(|folder| folder.join(NAME).is_file());
    assert!(
        found || env::var_os("ZIPING_TEST_ALL").is_none(),
        "ZIPING_TEST_ALL is set, but {NAME} is not installed"
    );
    if !found {
        eprintln!("skipped: {NAME} is not installed");
    }
    found.then_some(NAME)
}

/// A running server.
pub struct Server {
    child: Child,
    /// `None` once it is closed.
    input: Option<ChildStdin>,
    output: Receiver<Value>,
    settings: Value,
    next: u64,
    diagnostics: BTreeMap<String, Value>,
}

impl Server {
    /// Starts a server for a folder, with these settings of the section `yaml`.
    pub fn start(program: &str, folder: &Path, settings: Value) -> Self {
        let mut command = Command::new(program);
        command.arg("--stdio");
        Self::run(command, folder, settings)
    }

    /// Starts a server by a command.
    pub fn run(mut command: Command, folder: &Path, settings: Value) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let input = child.stdin.take();
        let mut reader = BufReader::new(child.stdout.take().unwrap());
        let (sender, output) = channel();
        thread::spawn(move || {
            while let Some(message) = message(&mut reader) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let mut server = Self {
            child,
            input,
            output,
            settings,
            next: 0,
            diagnostics: BTreeMap::new(),
        };
        let root = address(folder);
        server.request(
            "initialize",
            json!({
                "processId": null,
                "rootUri": root,
                "workspaceFolders": [{"uri": root, "name": "site"}],
                "capabilities": {
                    "workspace": {"configuration": true, "workspaceFolders": true},
                    "textDocument": {
                        "completion": {"completionItem": {"snippetSupport": false}},
                        "hover": {"contentFormat": ["markdown"]},
                    },
                },
            }),
        );
        server.notify("initialized", json!({}));
        server.notify(
            "workspace/didChangeConfiguration",
            json!({"settings": null}),
        );
        server
    }

    /// Opens a text as a file and gives back what is said of it: messages by line,
    /// from 0.
    pub fn open(&mut self, path: &Path, text: &str) -> Vec<(u64, String)> {
        let uri = address(path);
        let document = json!({"uri": uri, "languageId": "yaml", "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
        while !self.diagnostics.contains_key(&uri) {
            self.take();
        }
        let told = self.diagnostics.remove(&uri).unwrap();
        told.as_array()
            .unwrap()
            .iter()
            .map(|one| {
                let line = one["range"]["start"]["line"].as_u64().unwrap();
                (line, one["message"].as_str().unwrap().to_owned())
            })
            .collect()
    }

    /// What may be written at a place of an open file.
    pub fn completions(&mut self, path: &Path, line: usize, column: usize) -> Vec<String> {
        let found = self.request("textDocument/completion", place(path, line, column));
        let items = found.get("items").unwrap_or(&found);
        let items = items.as_array().unwrap().iter();
        items
            .map(|item| item["label"].as_str().unwrap().to_owned())
            .collect()
    }

    /// What is said of a place of an open file, in Markdown.
    pub fn hover(&mut self, path: &Path, line: usize, column: usize) -> String {
        let found = self.request("textDocument/hover", place(path, line, column));
        found["contents"]["value"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Asks, and waits for the answer.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        self.ask(method, params)["result"].take()
    }

    /// As [`Self::request`]; the whole answer, which may be an error.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        loop {
            if let Some(answer) = self.take().filter(|answer| answer["id"] == id) {
                return answer;
            }
        }
    }

    /// What is said of a file next, as it is sent.
    pub fn told(&mut self, uri: &str) -> Value {
        loop {
            if let Some(told) = self.diagnostics.remove(uri) {
                return told;
            }
            self.take();
        }
    }

    /// The address of a file of which something was said, and not taken yet.
    pub fn has_told(&self, uri: &str) -> bool {
        self.diagnostics.contains_key(uri)
    }

    /// Sends bytes as they are.
    pub fn send_bytes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    /// The answer to what could not be read.
    pub fn complaint(&mut self) -> Value {
        loop {
            if let Some(answer) = self.take().filter(|answer| answer["id"].is_null()) {
                return answer;
            }
        }
    }

    /// Closes the server's input and gives back its exit code.
    pub fn ended(&mut self) -> Option<i32> {
        self.input = None;
        self.child.wait().unwrap().code()
    }

    /// Tells, and wants no answer.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        let framed = format!("Content-Length: {}\r\n\r\n{text}", text.len());
        self.send_bytes(framed.as_bytes());
    }

    /// Takes the next message: an answer is given back, a question answered.
    fn take(&mut self) -> Option<Value> {
        let mut message = self.output.recv_timeout(PATIENCE).unwrap();
        let method = message["method"].as_str().unwrap_or_default().to_owned();
        match method.as_str() {
            "" => Some(message),
            "textDocument/publishDiagnostics" => {
                let uri = message["params"]["uri"].as_str()?.to_owned();
                let told = message["params"]["diagnostics"].take();
                self.diagnostics.insert(uri, told);
                None
            }
            _ => {
                if let Some(id) = message.get("id") {
                    let asked = message["params"]["items"].as_array();
                    let answers = asked.map(|asked| {
                        let answer = |item: &Value| match item["section"].as_str() {
                            Some("yaml") => self.settings.clone(),
                            _ => json!({}),
                        };
                        asked.iter().map(answer).collect::<Vec<_>>()
                    });
                    self.send(&json!({"jsonrpc": "2.0", "id": id, "result": answers}));
                }
                None
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A file's address.
pub fn address(path: &Path) -> String {
    format!("file://{}", path.display())
}

fn place(path: &Path, line: usize, column: usize) -> Value {
    json!({
        "textDocument": {"uri": address(path)},
        "position": {"line": line, "character": column},
    })
}

/// The next message; `None` when the server is gone.
fn message(reader: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            header => {
                if let Some(digits) = header.strip_prefix("Content-Length: ") {
                    length = digits.parse().ok()?;
                }
            }
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}
