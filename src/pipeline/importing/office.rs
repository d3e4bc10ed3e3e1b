//! LibreOffice, where it is installed, saves old files anew: .doc as .docx, .xls as
//! .xlsx.
//!
//! It works in a folder of its own with settings of its own: no macros, no links
//! followed, no network, and a limit of time.

use crate::import::{ImportError, OldKind};
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// What it is called, and where it lies where it is not among the commands.
const PROGRAMS: [&str; 4] = [
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:\\Program Files\\LibreOffice\\program\\soffice.exe",
];

/// How long it may take.
const LONGEST: Duration = Duration::from_secs(120);

/// How much of what it says is repeated, in letters.
const LONGEST_SAYING: usize = 300;

/// How large what it writes may be, in bytes.
const LARGEST: u64 = 50 << 20;

/// Its settings: macros never run, links are never followed, and a proxy that is
/// not there keeps it off the network.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort"><value>9</value></prop></item>
</oor:items>
"#;

/// An old file's bytes as the new kind of file.
///
/// # Errors
/// [`ImportError::Old`] where LibreOffice is not installed; else what it said.
pub(super) fn saved_anew(bytes: &[u8], kind: OldKind) -> Result<Vec<u8>, ImportError> {
    let room = Room::new().map_err(failed)?;
    let (old, new) = (kind.ending(), kind.new_ending());
    let source = room.0.join(format!("old.{old}"));
    fs::write(&source, bytes).map_err(failed)?;
    let profile = room.0.join("profile/user");
    fs::create_dir_all(&profile).map_err(failed)?;
    fs::write(profile.join("registrymodifications.xcu"), SETTINGS).map_err(failed)?;
    let said = room.0.join("said");
    let Some(mut child) = started(&room.0, &source, new, &said)? else {
        return Err(ImportError::Old(kind));
    };
    let in_time = ended(&mut child).map_err(failed)?;
    let target = room.0.join(format!("new/old.{new}"));
    match fs::read(&target) {
        Ok(bytes) if in_time && (bytes.len() as u64) <= LARGEST => Ok(bytes),
        _ if !in_time => Err(ImportError::Office("两分钟还没有转完".to_owned())),
        _ => Err(ImportError::Office(saying(&said, &room.0))),
    }
}

fn failed(error: io::Error) -> ImportError {
    ImportError::Office(error.to_string())
}

/// The program at work; `None` where there is none.
fn started(
    room: &Path,
    source: &Path,
    new: &str,
    said: &Path,
) -> Result<Option<Child>, ImportError> {
    for program in PROGRAMS {
        let output = fs::File::create(said).map_err(failed)?;
        let mut command = Command::new(program);
        command
            .arg("--headless")
            .args(["--norestore", "--nologo", "--nodefault", "--nolockcheck"])
            .arg(format!(
                "-env:UserInstallation={}",
                address(&room.join("profile"))
            ))
            .args(["--convert-to", new, "--outdir"])
            .arg(room.join("new"))
            .arg(source)
            .current_dir(room)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::from(output));
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        match command.spawn() {
            Ok(child) => return Ok(Some(child)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(failed(error)),
        }
    }
    Ok(None)
}

/// Whether it ended in time; if it did not, it is ended with all that it started.
fn ended(child: &mut Child) -> io::Result<bool> {
    let begun = Instant::now();
    while child.try_wait()?.is_none() {
        if begun.elapsed() > LONGEST {
            #[cfg(unix)]
            Command::new("kill")
                .args(["-KILL", "--", &format!("-{}", child.id())])
                .status()?;
            child.kill()?;
            child.wait()?;
            return Ok(false);
        }
        sleep(Duration::from_millis(50));
    }
    Ok(true)
}

/// What it said, as one line, without the folder's name.
fn saying(said: &Path, room: &Path) -> String {
    let mut text = Vec::new();
    let read = fs::File::open(said).and_then(|file| file.take(4096).read_to_end(&mut text));
    let text = match read {
        Ok(_) => String::from_utf8_lossy(&text).replace(&room.display().to_string(), ""),
        Err(error) => error.to_string(),
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.is_empty() {
        true => "没有说明原因".to_owned(),
        false => words.join(" ").chars().take(LONGEST_SAYING).collect(),
    }
}

/// A folder as a `file:` address.
fn address(folder: &Path) -> String {
    let mut address = "file://".to_owned();
    let path = folder.to_string_lossy().replace('\\', "/");
    if !path.starts_with('/') {
        address.push('/');
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' | b':' => {
                address.push(char::from(byte));
            }
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

/// A new folder that only its owner can open, and that goes with this value.
struct Room(PathBuf);

impl Room {
    fn new() -> io::Result<Self> {
        let within = std::env::temp_dir();
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        for nth in 0..1000 {
            let folder = within.join(format!("ziping-{}-{nth}", std::process::id()));
            match builder.create(&folder) {
                Ok(()) => return Ok(Self(folder)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::Error::other("临时目录里没有空位"))
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        // What cannot be removed is the system's to clean up.
        let _ = fs::remove_dir_all(&self.0);
    }
}
