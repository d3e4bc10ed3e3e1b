//! A language server: an editor is told what `ziping check` finds while its user
//! types, what a place means, what may be written there, and how to mend it.
//!
//! ```text
//! editor ──wire──▶ Server ──open texts──▶ pipeline::Draft ──▶ findings, hover, …
//! ```
//!
//! Knows nothing by itself: the checks, the schemas, the places and the fixes are those
//! of the rest of the program. Work that nobody asked for, the checks, is done when no
//! message waits, so that quick typing is checked once.

mod acceptance;
mod actions;
mod address;
mod completion;
mod definition;
mod documents;
mod findings;
mod hover;
mod place;
mod rename;
mod wire;

use documents::Documents;
use findings::Findings;
use gen_lsp_types::{
    CodeActionKind, CodeActionOptions, CompletionOptions, DidChangeTextDocumentParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, ErrorCodes, InitializeResult,
    RenameOptions, ServerCapabilities, ServerInfo, TextDocumentContentChangeEvent,
    TextDocumentSyncKind, TextDocumentSyncOptions, Uri,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{self, BufRead, Write};
use std::path::PathBuf;
use std::sync::mpsc::{self, TryRecvError};
use std::thread;
use wire::Incoming;

/// Answers one editor until it says `exit` or is gone; whether it took its leave as the
/// protocol asks for.
pub fn serve(mut input: impl BufRead + Send + 'static, output: impl Write) -> bool {
    let (sender, messages) = mpsc::channel();
    thread::spawn(move || {
        while let Ok(Some(message)) = wire::read(&mut input) {
            if sender.send(message).is_err() {
                return;
            }
        }
    });
    let mut server = Server {
        output,
        phase: Phase::Before,
        documents: Documents::default(),
        findings: Findings::default(),
        stale: BTreeSet::new(),
    };
    loop {
        let next = match messages.try_recv() {
            Err(TryRecvError::Empty) => server.settle().map(|()| messages.recv().ok()),
            next => Ok(next.ok()),
        };
        let taken = match next {
            Ok(Some(Incoming::Notification(method, _))) if method == "exit" => {
                return server.phase == Phase::After;
            }
            Ok(Some(message)) => server.take(message),
            Ok(None) => return false,
            Err(gone) => Err(gone),
        };
        if taken.is_err() {
            return false;
        }
    }
}

/// Where a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// `initialize` has not come.
    Before,
    During,
    /// `shutdown` has come.
    After,
}

struct Server<W> {
    output: W,
    phase: Phase,
    documents: Documents,
    findings: Findings,
    /// Sites to check again.
    stale: BTreeSet<PathBuf>,
}

/// What stands in the way of an answer.
struct Refusal(ErrorCodes, String);

impl<W: Write> Server<W> {
    fn take(&mut self, message: Incoming) -> io::Result<()> {
        match message {
            Incoming::Request(id, method, params) => {
                let answer = match self.answer(&method, params)? {
                    Ok(result) => json!({"jsonrpc": "2.0", "id": id, "result": result}),
                    Err(refusal) => refused(&id, refusal),
                };
                wire::write(&mut self.output, &answer)
            }
            Incoming::Notification(method, params) => {
                if self.phase == Phase::During {
                    self.note(&method, params);
                }
                Ok(())
            }
            Incoming::Answer => Ok(()),
            Incoming::Unreadable => {
                let message = "读不懂这条消息".to_owned();
                let refusal = Refusal(ErrorCodes::ParseError, message);
                wire::write(&mut self.output, &refused(&Value::Null, refusal))
            }
        }
    }

    fn answer(&mut self, method: &str, params: Value) -> io::Result<Result<Value, Refusal>> {
        match (self.phase, method) {
            (Phase::Before, "initialize") => {
                self.phase = Phase::During;
                return Ok(result(&greeting()));
            }
            (Phase::Before, _) => {
                let message = "还没有 initialize".to_owned();
                return Ok(Err(Refusal(ErrorCodes::ServerNotInitialized, message)));
            }
            (Phase::During, "shutdown") => {
                self.phase = Phase::After;
                return Ok(Ok(Value::Null));
            }
            (Phase::During, "initialize") | (Phase::After, _) => {
                let message = format!("这时不能 {method}");
                return Ok(Err(Refusal(ErrorCodes::InvalidRequest, message)));
            }
            (Phase::During, _) => {}
        }
        // what is said of findings is said of the text as it is now
        if matches!(method, "textDocument/hover" | "textDocument/codeAction") {
            self.settle()?;
        }
        let (documents, findings) = (&self.documents, &self.findings);
        Ok(match method {
            "textDocument/hover" => answered(params, |params| {
                Ok(hover::answer(documents, findings, &params))
            }),
            "textDocument/completion" => {
                answered(params, |params| Ok(completion::answer(documents, &params)))
            }
            "textDocument/codeAction" => answered(params, |params| {
                Ok(actions::answer(documents, findings, &params))
            }),
            "textDocument/definition" => {
                answered(params, |params| Ok(definition::answer(documents, &params)))
            }
            "textDocument/prepareRename" => {
                answered(params, |params| Ok(rename::prepare(documents, &params)))
            }
            "textDocument/rename" => answered(params, |params| {
                let failed = |message| Refusal(ErrorCodes::InvalidParams, message);
                rename::answer(documents, &params).map_err(failed)
            }),
            _ => {
                let message = format!("没有 {method} 这个请求");
                Err(Refusal(ErrorCodes::MethodNotFound, message))
            }
        })
    }

    /// Takes what an editor tells of its files; what cannot be read is passed over.
    fn note(&mut self, method: &str, params: Value) {
        let uri = match method {
            "textDocument/didOpen" => read::<DidOpenTextDocumentParams>(params).map(|opened| {
                let document = opened.text_document;
                self.documents.put(document.uri.clone(), document.text);
                document.uri
            }),
            "textDocument/didChange" => {
                read::<DidChangeTextDocumentParams>(params).and_then(|changed| self.change(changed))
            }
            "textDocument/didClose" => read::<DidCloseTextDocumentParams>(params).map(|closed| {
                let uri = closed.text_document.uri;
                self.stale.extend(self.documents.root_of(&uri));
                self.documents.close(&uri);
                uri
            }),
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => {
                self.stale.extend(self.documents.roots());
                None
            }
            _ => None,
        };
        if let Some(uri) = uri {
            self.stale.extend(self.documents.root_of(&uri));
        }
    }

    /// The text after a change: whole, as was agreed upon.
    fn change(&mut self, changed: DidChangeTextDocumentParams) -> Option<Uri> {
        let uri = changed.text_document.text_document_identifier.uri;
        let TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(last) =
            changed.content_changes.into_iter().next_back()?
        else {
            return None;
        };
        self.documents.put(uri.clone(), last.text);
        Some(uri)
    }

    /// Checks what changed and tells what was found.
    fn settle(&mut self) -> io::Result<()> {
        for root in std::mem::take(&mut self.stale) {
            for told in self.findings.renew(&root, &self.documents) {
                let told = json!({
                    "jsonrpc": "2.0",
                    "method": "textDocument/publishDiagnostics",
                    "params": told,
                });
                wire::write(&mut self.output, &told)?;
            }
        }
        Ok(())
    }
}

fn greeting() -> InitializeResult {
    let kinds = vec![CodeActionKind::QuickFix, CodeActionKind::SourceFixAll];
    let capabilities = ServerCapabilities {
        text_document_sync: Some(
            TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::Full),
                save: Some(true.into()),
                ..TextDocumentSyncOptions::default()
            }
            .into(),
        ),
        hover_provider: Some(true.into()),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(vec![" ".to_owned()]),
            ..CompletionOptions::default()
        }),
        code_action_provider: Some(
            CodeActionOptions {
                code_action_kinds: Some(kinds),
                ..CodeActionOptions::default()
            }
            .into(),
        ),
        definition_provider: Some(true.into()),
        rename_provider: Some(
            RenameOptions {
                prepare_provider: Some(true),
                ..RenameOptions::default()
            }
            .into(),
        ),
        ..ServerCapabilities::default()
    };
    let server_info = ServerInfo {
        name: "ziping".to_owned(),
        version: Some(env!("CARGO_PKG_VERSION").to_owned()),
    };
    InitializeResult {
        capabilities,
        server_info: Some(server_info),
    }
}

fn answered<P: DeserializeOwned, R: Serialize>(
    params: Value,
    answer: impl FnOnce(P) -> Result<R, Refusal>,
) -> Result<Value, Refusal> {
    let params = serde_json::from_value(params).map_err(|error| {
        let message = format!("参数不对：{error}");
        Refusal(ErrorCodes::InvalidParams, message)
    })?;
    result(&answer(params)?)
}

fn result(answer: &impl Serialize) -> Result<Value, Refusal> {
    serde_json::to_value(answer)
        .map_err(|error| Refusal(ErrorCodes::InternalError, error.to_string()))
}

fn refused(id: &Value, Refusal(code, message): Refusal) -> Value {
    json!({"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": message}})
}

fn read<P: DeserializeOwned>(params: Value) -> Option<P> {
    serde_json::from_value(params).ok()
}
