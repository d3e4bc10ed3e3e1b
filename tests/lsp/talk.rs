//! The protocol itself.

use super::*;

#[test]
fn nonsense_is_refused_and_the_talk_goes_on() {
    let site = site();
    let mut server = server(&site);
    server.send_bytes("垃圾\r\n\r\nContent-Length: 3\r\n\r\n{x}".as_bytes());
    assert_eq!(server.complaint()["error"]["code"], -32700);
    let code = |answer: Value| answer["error"]["code"].clone();
    assert_eq!(
        code(server.ask("textDocument/foldingRange", json!({}))),
        -32601
    );
    assert_eq!(
        code(server.ask("textDocument/hover", json!([1, "甲"]))),
        -32602
    );
    assert_eq!(code(server.ask("textDocument/rename", Value::Null)), -32602);
    assert_eq!(code(server.ask("initialize", json!({}))), -32600);
    for method in [
        "$/甲",
        "textDocument/didOpen",
        "textDocument/didChange",
        "甲",
    ] {
        server.notify(method, json!({"textDocument": 3}));
    }
    let far = json!({"line": u32::MAX, "character": u32::MAX});
    open(&mut server, &site.report, REPORT);
    assert_eq!(
        server.request("textDocument/hover", at(&site.report, far)),
        Value::Null
    );
}

#[test]
fn the_leave_is_taken_as_the_protocol_asks() {
    let site = site();
    let mut polite = server(&site);
    assert_eq!(polite.request("shutdown", Value::Null), Value::Null);
    let late = polite.ask("textDocument/hover", json!({}));
    assert_eq!(late["error"]["code"], -32600);
    polite.notify("exit", Value::Null);
    assert_eq!(polite.ended(), Some(0));

    let mut rude = server(&site);
    rude.notify("exit", Value::Null);
    assert_eq!(rude.ended(), Some(1));
    assert_eq!(server(&site).ended(), Some(1));

    let run = ziping(site.folder.path(), &["lsp", "多余"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("多余"), "{}", run.stderr);
}
