//! A headless Chromium that is told what to do, through the pipes of its DevTools
//! protocol: a JSON document each way, ended by a zero byte.

use super::browser::FLAGS;
use serde_json::{Value, json};
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long a page may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(180);

/// One open page of a browser.
pub struct Tab {
    browser: Child,
    to: File,
    from: BufReader<File>,
    session: String,
    asked: u64,
    _profile: TempDir,
}

impl Tab {
    /// Opens an address in a window of this many pixels.
    pub fn open(browser: &str, address: &str, width: u32, height: u32) -> Self {
        let profile = tempfile::tempdir().unwrap();
        let [to, from] = ["to", "from"].map(|name| profile.path().join(name));
        for pipe in [&to, &from] {
            let made = Command::new("mkfifo").arg(pipe).status().unwrap();
            assert!(made.success());
        }
        // The browser speaks on the descriptors 3 and 4, which a shell can give it.
        let browser = Command::new("sh")
            .args(["-c", "exec \"$@\" 3<\"$PIPES/to\" 4>\"$PIPES/from\"", "sh"])
            .arg(browser)
            .args(FLAGS)
            .arg("--remote-debugging-pipe")
            .arg(format!("--window-size={width},{height}"))
            .arg(format!(
                "--user-data-dir={}",
                profile.path().join("data").display()
            ))
            .arg("about:blank")
            .env("PIPES", profile.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let to = OpenOptions::new().write(true).open(to).unwrap();
        let from = BufReader::new(File::open(from).unwrap());
        let mut tab = Self {
            browser,
            to,
            from,
            session: String::new(),
            asked: 0,
            _profile: profile,
        };
        let target = tab.call("Target.createTarget", json!({"url": address}));
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let session = tab.call("Target.attachToTarget", attach);
        session["sessionId"]
            .as_str()
            .unwrap()
            .clone_into(&mut tab.session);
        tab
    }

    /// Calls a method of the protocol and gives back its result.
    pub fn call(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let mut message = json!({"id": self.asked, "method": method, "params": params});
        if !self.session.is_empty() {
            message["sessionId"] = json!(self.session);
        }
        write!(self.to, "{message}\0").unwrap();
        loop {
            let mut bytes = Vec::new();
            self.from.read_until(0, &mut bytes).unwrap();
            assert_eq!(bytes.pop(), Some(0), "the browser has gone");
            let mut answer: Value = serde_json::from_slice(&bytes).unwrap();
            if answer["id"] == json!(self.asked) {
                assert!(answer.get("error").is_none(), "{method}: {answer}");
                return answer["result"].take();
            }
        }
    }

    /// What an expression comes to on the page.
    pub fn ask(&mut self, expression: &str) -> Value {
        let params = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        self.call("Runtime.evaluate", params)["result"]["value"].take()
    }

    /// Waits until an expression is true on the page.
    pub fn wait_until(&mut self, expression: &str) {
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            if self.ask(expression) == json!(true) {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
        panic!("never true: {expression}");
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        let _ = self.browser.kill();
        let _ = self.browser.wait();
    }
}
