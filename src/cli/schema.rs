//! `ziping schema`.

use super::{CLEAN, FINDINGS, TROUBLE, output};
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};
use ziping::diagnostic::Severity;
use ziping::pipeline;
use ziping::schema;
use ziping::system::reason;

#[derive(Args)]
#[command(disable_help_flag = true, next_help_heading = "选项")]
pub struct Arguments {
    #[arg(
        help_heading = "参数",
        value_name = "目录",
        help = "写到哪个目录 [默认：网站目录下的 schemas/]"
    )]
    folder: Option<PathBuf>,
    #[arg(
        long,
        value_name = "目录",
        default_value_os_t = super::around_here(),
        hide_default_value = true,
        help = "网站所在目录，用其中 content/forms/ 的表式；没有 content/ 的，只用内置的表式 [默认：当前目录，没有就往上找]"
    )]
    root: PathBuf,
}

pub fn run(arguments: &Arguments) -> u8 {
    if !arguments.root.is_dir() {
        let message = format!("没有 {} 这个文件夹", arguments.root.display());
        output::trouble(&message, "在网站目录里运行，或用 --root 指明网站目录");
        return TROUBLE;
    }
    let schemas = match pipeline::schemas(&arguments.root) {
        Ok(schemas) => schemas,
        Err(diagnostics) => {
            output::for_a_person(&diagnostics, Severity::Error);
            output::trouble("网站的设置或表式有错误，没有写文件", "改正以后再运行");
            return FINDINGS;
        }
    };
    let folder = match &arguments.folder {
        Some(folder) => folder.clone(),
        None => arguments.root.join("schemas"),
    };
    let mut changed = 0;
    for (name, text) in &schemas {
        let path = folder.join(schema::file_name(name));
        match put(&path, text) {
            Ok(true) => changed += 1,
            Ok(false) => {}
            Err(error) => {
                let message = format!("写不了 {}：{}", path.display(), reason(&error));
                output::trouble(&message, "请换一个目录，或检查权限和磁盘");
                return TROUBLE;
            }
        }
        output::line(&path.display().to_string());
    }
    output::error_line(&match changed {
        0 => "格式说明没有变化".to_owned(),
        changed => format!("已写 {changed} 份格式说明"),
    });
    CLEAN
}

/// Writes a file where it is another than it should be; whether it was.
fn put(path: &Path, text: &str) -> std::io::Result<bool> {
    if fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes()) {
        return Ok(false);
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)?;
    Ok(true)
}
