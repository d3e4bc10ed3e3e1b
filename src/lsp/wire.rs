//! Messages on the wire: a header that tells the length, then JSON. Whatever comes, the
//! next message is found: what has no right header is passed over line by line.

use serde_json::Value;
use std::io::{self, BufRead, Read, Write};

/// The longest message that is read, in bytes: 64 MiB.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// The longest line of a header that is looked at, in bytes.
const MAX_LINE: u64 = 4096;

/// A message from the editor.
#[derive(Debug, PartialEq)]
pub enum Incoming {
    /// A question: its number, which goes back with the answer, its method and what
    /// goes with it.
    Request(Value, String, Value),
    /// A word that wants no answer.
    Notification(String, Value),
    /// An answer to something that was asked.
    Answer,
    /// No message of the protocol.
    Unreadable,
}

/// The next message; `None` where the editor is gone.
pub fn read(input: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let Some(length) = length(input)? else {
        return Ok(None);
    };
    if length > MAX_BYTES {
        io::copy(&mut input.take(length), &mut io::sink())?;
        return Ok(Some(Incoming::Unreadable));
    }
    let mut body = Vec::new();
    if input.take(length).read_to_end(&mut body)? as u64 != length {
        return Ok(None);
    }
    Ok(Some(message(&body)))
}

/// Sends a message.
pub fn write(output: &mut impl Write, message: &Value) -> io::Result<()> {
    let body = message.to_string();
    write!(output, "Content-Length: {}\r\n\r\n{body}", body.len())?;
    output.flush()
}

/// The length that the next header tells.
fn length(input: &mut impl BufRead) -> io::Result<Option<u64>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if input.take(MAX_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end_matches(['\r', '\n']);
        if line.is_empty() && length.is_some() {
            return Ok(length);
        }
        if let Some((name, value)) = line.split_once(':')
            && name.trim().eq_ignore_ascii_case("Content-Length")
        {
            // what is longer than this is no length
            length = value.trim().parse::<u32>().ok().map(u64::from);
        }
    }
}

fn message(body: &[u8]) -> Incoming {
    let Ok(Value::Object(mut message)) = serde_json::from_slice(body) else {
        return Incoming::Unreadable;
    };
    let params = message.remove("params").unwrap_or_default();
    match (message.remove("method"), message.remove("id")) {
        (Some(Value::String(method)), None) => Incoming::Notification(method, params),
        (Some(Value::String(method)), Some(id)) if id.is_number() || id.is_string() => {
            Incoming::Request(id, method, params)
        }
        (None, Some(_)) => Incoming::Answer,
        _ => Incoming::Unreadable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn all(mut bytes: &[u8]) -> Vec<Incoming> {
        let mut found = Vec::new();
        while let Some(message) = read(&mut bytes).unwrap() {
            found.push(message);
        }
        found
    }

    fn framed(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    #[test]
    fn after_what_cannot_be_read_the_next_message_is_found() {
        let asked = json!({"jsonrpc": "2.0", "id": 1, "method": "甲"});
        let mut bytes = Vec::new();
        bytes.extend_from_slice("垃圾\r\n\r\nContent-Length: -3\r\n\r\n".as_bytes());
        bytes.extend_from_slice(b"\xFF\xFE\nContent-Length: 99999999999999999999\r\n\r\n");
        for body in [
            "{",
            "[]",
            "{\"method\":3}",
            "{\"id\":null,\"method\":\"a\"}",
        ] {
            bytes.extend_from_slice(framed(body).as_bytes());
        }
        bytes.extend_from_slice(b"content-length:2\nContent-Type: x\r\n\r\n\xFF\xFF");
        write(&mut bytes, &asked).unwrap();
        let mut found = all(&bytes);
        let last = Incoming::Request(json!(1), "甲".to_owned(), Value::Null);
        assert_eq!(found.pop(), Some(last));
        assert_eq!(found.len(), 5);
        assert!(found.iter().all(|one| *one == Incoming::Unreadable));
    }

    #[test]
    fn half_a_message_is_none() {
        assert_eq!(all(b"Content-Length: 10\r\n\r\n{}"), []);
        assert_eq!(all(b"Content-Length: 10"), []);
    }

    proptest! {
        #[test]
        fn any_bytes_come_to_an_end(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            all(&bytes);
        }
    }
}
