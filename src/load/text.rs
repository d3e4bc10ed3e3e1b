//! A file's bytes → [`Source`]: the encoding, the size and the line ends.

use super::{codes, private};
use crate::diagnostic::{Diagnostic, Label, LineSpan};
use crate::source::{INVISIBLE, Source};
use std::fs;
use std::io::Read;
use std::path::Path;

/// The largest YAML or Markdown file, in bytes: 2 MiB.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;

/// Reads a file that is printed as `printed`. Only a regular file is opened: a
/// symlink, a FIFO or a device is refused unopened, so that nothing hangs.
///
/// # Errors
/// ZP008 for the encoding, ZP009 for the size, ZP011 when it cannot be read,
/// ZP017 when it is not a regular file, ZP019 when there is nothing in it.
pub fn read(file: &Path, printed: &str) -> Result<Source, Vec<Diagnostic>> {
    decode(printed, &bytes(file, printed)?)
}

/// The bytes of a file for [`decode`]; of one that is too large no more than shows it.
///
/// # Errors
/// Of [`read`] those of a file that is not to be had.
pub fn bytes(file: &Path, printed: &str) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let unreadable = |error: std::io::Error| {
        let message = format!("读不了这个文件（{}）", reason(error.kind()));
        vec![
            whole(codes::LAYOUT, printed, message)
                .with_help("请检查文件是否还在、是否有读取权限。"),
        ]
    };
    let found = fs::symlink_metadata(file).map_err(unreadable)?;
    let kind = found.file_type();
    if !kind.is_file() {
        return Err(vec![special(kind, printed)]);
    }
    // One more than there is, so that the end is seen without a larger buffer.
    let size = usize::try_from(found.len()).unwrap_or(MAX_BYTES);
    let mut bytes = Vec::with_capacity(size.min(MAX_BYTES) + 1);
    fs::File::open(file)
        .and_then(|opened| opened.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    Ok(bytes)
}

/// The bytes of a file as text: without a byte order mark and other marks that
/// nobody sees, with LF line ends.
///
/// # Errors
/// ZP008 for the encoding and characters that may not stand in a file, ZP009 for
/// the size, ZP019 when there is nothing but white space.
pub fn decode(printed: &str, bytes: &[u8]) -> Result<Source, Vec<Diagnostic>> {
    if bytes.len() > MAX_BYTES {
        let message = "文件超过 2 MiB（2097152 字节）的上限";
        return Err(vec![
            whole(codes::LIMIT, printed, message)
                .with_help("请把附件放进 files/ 文件夹，正文只留文字与数据。"),
        ]);
    }
    if let Some(name) = document(bytes) {
        let message = format!("这是{name}文件，不是文本文件");
        return Err(vec![whole(codes::ENCODING, printed, message).with_help(
            "请把内容录入用记事本新建的文本文件；原件可以放进年度文件夹的 files/，作附件发布。",
        )]);
    }
    if let Some(name) = utf16(bytes) {
        let message = format!("不是 UTF-8：这是 {name}编码的文件");
        let help = format!("{SAVE_AS}；或运行 iconv -f UTF-16 -t UTF-8 转换。");
        return Err(vec![
            whole(codes::ENCODING, printed, message).with_help(help),
        ]);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        let valid = String::from_utf8_lossy(&bytes[..offset]);
        let (suspect, convert) = if looks_like_gbk(bytes) {
            ("（疑似 GBK）", "；或运行 iconv -f GBK -t UTF-8 转换")
        } else {
            ("", "")
        };
        // where it cannot be decoded nobody can tell what is private
        let place = Label {
            line: String::new(),
            marked: LineSpan::default(),
            ..Label::at(&Source::new(printed, valid), offset..offset, "")
        };
        let nth = offset + 1;
        let message = format!("不是 UTF-8{suspect}：从第 {nth} 个字节起读不懂");
        vec![
            Diagnostic::error(codes::ENCODING, place, message)
                .with_help(format!("{SAVE_AS}{convert}。")),
        ]
    })?;
    let is_plain = is_plain(bytes);
    let text = if is_plain {
        text.to_owned()
    } else {
        as_seen(text)
    };
    let mut characters = text.char_indices();
    if !is_plain && let Some((at, refused)) = characters.find(|(_, char)| is_refused(*char)) {
        let mut source = Source::new(printed, text);
        source.private_lines = private::lines(&source.text);
        let mut place = Label::at(&source, at..at + refused.len_utf8(), "这里");
        if !place.line.is_empty() {
            place.line = place.line.replace(is_refused, STAND_IN);
            place.marked.end = place.marked.start + STAND_IN.len();
        }
        let code = u32::from(refused);
        let message = format!("这里有一个看不见的控制字符（U+{code:04X}）");
        return Err(vec![
            Diagnostic::error(codes::ENCODING, place, message).with_help(
                "多半是从网页或别的软件粘贴时带进来的：请把光标前后的几个字删去，重新输入。",
            ),
        ]);
    }
    if text.trim().is_empty() {
        return Err(vec![
            whole(codes::EMPTY, printed, "文件是空的")
                .with_help("请填写内容；用不着这个文件，就把它删去。"),
        ]);
    }
    Ok(Source::new(printed, text))
}

/// What is shown for a character that may not be.
const STAND_IN: &str = "·";

const SAVE_AS: &str = "请在记事本或 WPS 里选“另存为”，编码选 UTF-8";

/// An error about a file as a whole.
pub(super) fn whole(code: &'static str, printed: &str, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(code, Label::file(printed), message)
}

/// The refusal of what is not a regular file.
pub(super) fn special(kind: fs::FileType, printed: &str) -> Diagnostic {
    let what = if kind.is_symlink() {
        "符号链接（快捷方式）"
    } else if kind.is_dir() {
        "文件夹"
    } else {
        "特殊文件（管道、设备之类）"
    };
    whole(
        codes::SPECIAL,
        printed,
        format!("这里应是普通文件，却是{what}"),
    )
    .with_help("请把真正的文件复制到这里。")
}

/// The text as it looks in an editor: with LF line ends and without invisible
/// marks.
fn as_seen(text: &str) -> String {
    let mut seen = text.replace(INVISIBLE, "");
    if seen.contains('\r') {
        seen = seen.replace("\r\n", "\n").replace('\r', "\n");
    }
    seen
}

/// Whether the bytes of a text tell at once that there is no carriage return, no
/// invisible mark and nothing that [`is_refused`] in it: nearly always so.
fn is_plain(bytes: &[u8]) -> bool {
    let next = |at: usize| (bytes.get(at + 1), bytes.get(at + 2));
    !bytes.iter().enumerate().any(|(at, byte)| match byte {
        b'\t' | b'\n' => false,
        0..=0x1F | 0x7F | 0xC2 => true,
        // of U+2000–U+207F all but the dashes, quotation marks and dots
        0xE2 => match next(at) {
            (Some(0x80), Some(third)) => !matches!(third, 0x90..=0xA7),
            (second, _) => second == Some(&0x81),
        },
        0xEF => matches!(next(at), (Some(0xBB | 0xBF), Some(0xBE | 0xBF))),
        _ => false,
    })
}

/// Control characters, line ends that only some programs see, and marks that
/// turn the direction of text.
fn is_refused(char: char) -> bool {
    match char {
        '\t' | '\n' => false,
        '\u{2028}' | '\u{2029}' | '\u{FFFE}' | '\u{FFFF}' => true,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        _ => char.is_control(),
    }
}

/// The name of the document that is no text and got a text's name.
fn document(bytes: &[u8]) -> Option<&'static str> {
    const SIGNS: [(&[u8], &str); 5] = [
        (b"PK\x03\x04", " Word、Excel 或压缩"),
        (b"\xD0\xCF\x11\xE0", "旧版 Word 或 Excel "),
        (b"{\\rtf", "写字板（RTF）"),
        (b"%PDF", " PDF "),
        (b"\x89PNG", "图片"),
    ];
    SIGNS
        .iter()
        .find(|(sign, _)| bytes.starts_with(sign))
        .map(|(_, name)| *name)
}

/// The name of the UTF-16 that the bytes seem to be.
fn utf16(bytes: &[u8]) -> Option<&'static str> {
    let has_zeros = bytes.contains(&0);
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|b| **b == 0);
    let half = bytes.len() / 2;
    if bytes.starts_with(b"\xFF\xFE") || has_zeros && half > 2 && zeros(1).count() * 3 > half {
        Some("UTF-16（小端，记事本里叫 Unicode）")
    } else if bytes.starts_with(b"\xFE\xFF") || has_zeros && half > 2 && zeros(0).count() * 3 > half
    {
        Some("UTF-16（大端）")
    } else {
        None
    }
}

/// Whether all bytes beyond ASCII come in the pairs of GBK.
fn looks_like_gbk(bytes: &[u8]) -> bool {
    let mut rest = bytes.iter();
    while let Some(lead) = rest.next() {
        if *lead < 0x80 {
            continue;
        }
        let paired = (0x81..=0xFE).contains(lead)
            && rest
                .next()
                .is_some_and(|trail| (0x40..=0xFE).contains(trail) && *trail != 0x7F);
        if !paired {
            return false;
        }
    }
    true
}

/// The reason of a failed read, in Chinese.
fn reason(kind: std::io::ErrorKind) -> &'static str {
    match kind {
        std::io::ErrorKind::NotFound => "文件不在了",
        std::io::ErrorKind::PermissionDenied => "没有读取权限",
        _ => "系统报错",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_encoding_is_named_with_the_offset_and_the_mend() {
        let gbk = b"a: 1\nb: \xC4\xFA\xBA\xC3\n";
        let error = decode("a.yaml", gbk).unwrap_err().remove(0);
        assert_eq!(error.code, "ZP008");
        assert_eq!(
            error.message,
            "不是 UTF-8（疑似 GBK）：从第 9 个字节起读不懂"
        );
        let position = error.place.position.unwrap();
        assert_eq!((position.line, position.column), (2, 4));
        assert!(error.help.contains("iconv -f GBK -t UTF-8"));
        assert_eq!(error.place.line, "");
    }

    #[test]
    fn bytes_that_no_clerk_means_are_refused() {
        let cases: [(&[u8], &str, &str); 10] = [
            (b"PK\x03\x04\x14", "ZP008", "Word"),
            (b"%PDF-1.7", "ZP008", "PDF"),
            (b"\xFF\xFEa\0", "ZP008", "UTF-16（小端"),
            (b"\xFE\xFF\0a", "ZP008", "UTF-16（大端"),
            (b"a\0:\0 \x001\0", "ZP008", "UTF-16（小端"),
            (b"a: \0", "ZP008", "U+0000"),
            (b"a: \x1B[31m", "ZP008", "U+001B"),
            ("a: \u{202E}b".as_bytes(), "ZP008", "U+202E"),
            (b"\xEF\xBB\xBF \n", "ZP019", "空的"),
            (b"", "ZP019", "空的"),
        ];
        for (bytes, code, fragment) in cases {
            let error = decode("a.yaml", bytes).unwrap_err().remove(0);
            assert_eq!(error.code, code);
            assert!(error.message.contains(fragment), "{}", error.message);
        }
        let error = decode("a.yaml", &vec![b'a'; MAX_BYTES + 1])
            .unwrap_err()
            .remove(0);
        assert_eq!(error.code, "ZP009");
        assert!(error.message.contains("2 MiB"));
        assert!(decode("a.yaml", &vec![b'a'; MAX_BYTES]).is_ok());
    }

    #[test]
    fn a_mark_that_nobody_sees_is_not_there() {
        let pasted = "总\u{200B}分: \u{FEFF}1\u{2060}0\u{200E}\n";
        assert_eq!(
            decode("a.yaml", pasted.as_bytes()).unwrap().text,
            "总分: 10\n"
        );
    }

    #[test]
    fn a_line_under_what_is_private_is_not_shown() {
        let shown = decode("a.yaml", "备注: 甲\u{202E}乙\n".as_bytes()).unwrap_err();
        assert_eq!(shown[0].place.line, "备注: 甲·乙");
        let hidden = decode("a.yaml", "不公开:\n  人: 甲\u{202E}\n".as_bytes()).unwrap_err();
        assert_eq!(hidden[0].place.line, "");
    }

    #[cfg(unix)]
    #[test]
    fn a_symlink_and_a_socket_are_refused_unopened() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::write(&real, "a: 1\n").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let socket = folder.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert_eq!(read(&real, "real").unwrap().text, "a: 1\n");
        assert_eq!(read(&link, "link").unwrap_err()[0].code, "ZP017");
        assert_eq!(read(&socket, "socket").unwrap_err()[0].code, "ZP017");
        assert_eq!(read(folder.path(), "folder").unwrap_err()[0].code, "ZP017");
    }

    proptest! {
        #[test]
        fn a_mark_and_crlf_change_nothing(text in "[a-z甲乙：: \n\"|-]{0,60}x") {
            let plain = decode("a", text.as_bytes()).unwrap().text;
            let windows = format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
            prop_assert_eq!(decode("a", windows.as_bytes()).unwrap().text, plain);
        }

        #[test]
        fn what_is_plain_has_nothing_hidden(text in "[\\u{0}-\\u{20AC}\\u{FE00}-\\u{FFFF}]{0,3}") {
            let hidden = |c| c == '\r' || INVISIBLE.contains(&c) || is_refused(c);
            prop_assert!(!is_plain(text.as_bytes()) || !text.contains(hidden));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            let _ = decode("a", &bytes);
        }
    }
}
