//! `ziping verify`.

use super::{CLEAN, FINDINGS, TROUBLE, output};
use clap::Args;
use std::path::{Path, PathBuf};
use ziping::pipeline::{self, Failure, Verified};
use ziping::publish::Difference;

#[derive(Args)]
#[command(disable_help_flag = true, next_help_heading = "选项")]
pub struct Arguments {
    #[arg(
        help_heading = "参数",
        value_name = "目录",
        default_value = "public",
        hide_default_value = true,
        help = "网站文件所在的目录，其中有 SHA256SUMS [默认：public]"
    )]
    folder: PathBuf,
    #[arg(
        long,
        value_name = "公钥",
        help = "清单还要有这把密钥的签名（SHA256SUMS.minisig）：minisign 的公钥文件，或公钥本身"
    )]
    key: Option<String>,
    #[arg(short, long, help = "只列出与发布时不一致的文件")]
    quiet: bool,
}

pub fn run(arguments: &Arguments) -> u8 {
    let folder = &arguments.folder;
    if is_address(folder) {
        output::trouble(
            "只能核对文件夹，不能核对网址",
            "请先把网站下载到文件夹里，再核对那个文件夹；怎样下载见 docs/hosting.md",
        );
        return TROUBLE;
    }
    match pipeline::verify(folder, arguments.key.as_deref()) {
        Ok(verified) => {
            tell(&verified, folder, arguments.quiet);
            code(&verified)
        }
        Err(failure) => {
            output::trouble(&failure.to_string(), failure.help());
            match failure {
                Failure::Verify(error) if error.is_difference() => FINDINGS,
                _ => TROUBLE,
            }
        }
    }
}

fn is_address(folder: &Path) -> bool {
    let text = folder.to_string_lossy();
    text.starts_with("https://") || text.starts_with("http://")
}

/// A file that cannot be read may be whole or not.
fn code(verified: &Verified) -> u8 {
    let is_unknown =
        |(_, difference): &(String, Difference)| matches!(difference, Difference::Unreadable(_));
    match verified.differences.as_slice() {
        [] => CLEAN,
        differences if differences.iter().all(is_unknown) => TROUBLE,
        _ => FINDINGS,
    }
}

fn tell(verified: &Verified, folder: &Path, quiet: bool) {
    for (address, difference) in &verified.differences {
        output::line(&match difference {
            Difference::Missing => format!("缺少：{address}"),
            Difference::Altered => format!("有改动：{address}"),
            Difference::NotRegular => format!("不是普通文件：{address}"),
            Difference::Unreadable(reason) => format!("读不了：{address}（{reason}）"),
        });
    }
    if quiet {
        return;
    }
    if !verified.extra.is_empty() {
        let count = verified.extra.len();
        output::error_line(&format!("另有 {count} 项不在清单里，不影响结论："));
        for name in &verified.extra {
            // Names that others gave may hold anything, also orders to the terminal.
            output::error_line(&format!("  {}", name.escape_debug()));
        }
    }
    match &verified.signed {
        Some(comment) => {
            let comment = comment.replace(char::is_control, " ");
            output::error_line(&format!("清单的签名有效：{comment}"));
        }
        None if verified.has_signature => {
            output::error_line("清单有签名，这次没有核对；要核对，用 --key 写出发布者的公钥");
        }
        None => {}
    }
    output::error_line(&format!("{}：{}", folder.display(), summary(verified)));
}

fn summary(verified: &Verified) -> String {
    let Verified {
        files, differences, ..
    } = verified;
    if differences.is_empty() {
        return format!("清单上的 {files} 个文件都在，与发布时完全一致");
    }
    let count = |is: fn(&Difference) -> bool| differences.iter().filter(|it| is(&it.1)).count();
    let parts = [
        (count(|it| *it == Difference::Missing), "缺少"),
        (count(|it| *it == Difference::Altered), "有改动"),
        (count(|it| *it == Difference::NotRegular), "不是普通文件"),
        (
            count(|it| matches!(it, Difference::Unreadable(_))),
            "读不了",
        ),
    ];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<_> = parts
        .map(|(count, what)| format!("{what} {count} 个"))
        .collect();
    format!(
        "清单上的 {files} 个文件中，{}，其余 {} 个与发布时一致",
        parts.join("，"),
        files - differences.len()
    )
}
