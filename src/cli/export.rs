//! `ziping export`.

use super::{CLEAN, FINDINGS, Root, TROUBLE, output};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use ziping::diagnostic::Severity;
use ziping::export::Formats;
use ziping::pipeline::{self, Export};

#[derive(Args)]
#[command(disable_help_flag = true, next_help_heading = "选项")]
pub struct Arguments {
    #[arg(
        help_heading = "参数",
        value_name = "路径",
        required = true,
        help = "content/ 下的单位、年度，或其中的一个文件（report.yaml、report.md、base.yaml、projects/ 下的）；写地区就是其中的全部单位"
    )]
    paths: Vec<PathBuf>,
    #[arg(
        long,
        value_name = "目录",
        default_value = "export",
        hide_default_value = true,
        help = "写到哪个目录，没有就新建 [默认：export]"
    )]
    to: PathBuf,
    #[arg(
        long = "format",
        value_name = "格式",
        value_delimiter = ',',
        hide_possible_values = true,
        help = "xlsx（自评表）、docx（自评表和自评报告），可以用逗号连写 [默认：xlsx,docx]"
    )]
    formats: Vec<FileFormat>,
    #[arg(long, help = "替换已有的文件")]
    force: bool,
    #[command(flatten)]
    root: Root,
}

/// What is written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FileFormat {
    /// Workbooks.
    #[value(help = "Excel：自评表")]
    Xlsx,
    /// Word files.
    #[value(help = "Word：自评表和自评报告")]
    Docx,
}

pub fn run(arguments: &Arguments) -> u8 {
    let has = |format| arguments.formats.is_empty() || arguments.formats.contains(&format);
    let request = Export {
        root: &arguments.root.folder,
        paths: &arguments.paths,
        to: &arguments.to,
        formats: Formats {
            xlsx: has(FileFormat::Xlsx),
            docx: has(FileFormat::Docx),
        },
        overwrite: arguments.force,
    };
    let handed_in = match pipeline::export(&request, &|_| {}) {
        Ok(handed_in) => handed_in,
        Err(failure) => {
            output::trouble(&failure.to_string(), failure.help());
            return TROUBLE;
        }
    };
    let outcome = &handed_in.outcome;
    if handed_in.files.is_empty() {
        output::for_a_person(&outcome.diagnostics, Severity::Error);
        output::error_line(&format!(
            "一个文件也没有写：{} 个单位没有全部通过核对（{}）。改正以后再导出；原表就是这样的，写校验说明",
            outcome.units,
            output::tally(&outcome.diagnostics)
        ));
        output::unread(outcome.unread);
        return FINDINGS;
    }
    for file in &handed_in.files {
        output::line(&file.display().to_string());
    }
    let below = |file: &&PathBuf| file.parent() != Some(arguments.to.as_path());
    let apart = handed_in.files.iter().filter(below).count();
    if apart > 0 {
        output::error_line(&format!(
            "有单位同名，文件名也一样：{apart} 个文件按单位的目录分开放"
        ));
    }
    output::error_line(&format!(
        "已写 {} 个文件到 {}；核对：{}",
        handed_in.files.len(),
        arguments.to.display(),
        output::tally(&outcome.diagnostics)
    ));
    CLEAN
}
