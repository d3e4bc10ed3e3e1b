//! `ziping import`.

use super::{CLEAN, FINDINGS, Root, TROUBLE, output};
use clap::Args;
use std::path::PathBuf;
use ziping::diagnostic::Diagnostic;
use ziping::import::Filled;
use ziping::model::Year;
use ziping::pipeline::{self, Import, Received, ReceivedFile};

#[derive(Args)]
#[command(disable_help_flag = true, next_help_heading = "选项")]
pub struct Arguments {
    #[arg(
        help_heading = "参数",
        value_name = "文件",
        required = true,
        help = "填好的自评表和自评报告：.docx、.xlsx、.csv、.txt，装了 LibreOffice 的还有 .doc、.xls；写目录就是其中的全部文件"
    )]
    files: Vec<PathBuf>,
    #[arg(
        long,
        value_name = "目录",
        help = "写到哪个单位的哪一年，如 content/某区/某街道/2023"
    )]
    to: PathBuf,
    #[arg(long, value_name = "年度", value_parser = clap::value_parser!(u16).range(1949..=2999),
        help = "目录名里没有年度时写明 [默认：表题里的年度]")]
    year: Option<u16>,
    #[arg(
        long,
        value_name = "编号",
        help = "按这种表式读，如 湖南-整体支出；可以写几次，只在其中选 [默认：从全部表式里选]"
    )]
    form: Vec<String>,
    #[arg(
        long,
        value_name = "代号",
        help = "项目表的文件名，依次对应，可以写几次 [默认：project-1、project-2……]"
    )]
    slug: Vec<String>,
    #[arg(long, help = "只看会读出什么，不写文件")]
    dry_run: bool,
    #[arg(long, help = "替换已有的文件")]
    force: bool,
    #[command(flatten)]
    root: Root,
}

pub fn run(arguments: &Arguments) -> u8 {
    if let Some(file) = arguments.files.iter().find(|file| !file.exists()) {
        let message = format!("没有 {} 这个文件或文件夹", file.display());
        output::trouble(&message, "请检查名称和位置");
        return TROUBLE;
    }
    let request = Import {
        root: &arguments.root.folder,
        files: &arguments.files,
        to: &arguments.to,
        year: arguments.year.map(Year),
        forms: &arguments.form,
        slugs: &arguments.slug,
        trial: arguments.dry_run,
        overwrite: arguments.force,
    };
    let bar = output::files_bar();
    let received = pipeline::import(&request, &|path, nth, count| {
        bar.set_length(count as u64);
        bar.set_position(nth as u64);
        bar.set_message(path.display().to_string());
    });
    bar.finish_and_clear();
    let received = match received {
        Ok(received) => received,
        Err(failure) => {
            output::trouble(&failure.to_string(), failure.help());
            return TROUBLE;
        }
    };
    for file in &received.sources {
        told(file, &received);
    }
    for path in &received.passed_over {
        output::error_line(&format!("{}：不是可以导入的文件，没有读", path.display()));
    }
    for path in &received.added {
        output::error_line(&format!("原来没有 {}，按表上的单位名称写", path.display()));
    }
    let folder = received.folder.display();
    let Some(outcome) = &received.outcome else {
        output::error_line("这次没有写文件");
        return CLEAN;
    };
    output::error_line(&format!(
        "已写到 {folder}；核对：{}",
        output::tally(&outcome.diagnostics)
    ));
    if outcome.diagnostics.is_empty() {
        return CLEAN;
    }
    output::error_line(&format!("逐条查看：ziping check {folder}"));
    let stops = outcome
        .diagnostics
        .iter()
        .any(Diagnostic::stops_publication);
    if stops { FINDINGS } else { CLEAN }
}

/// What a file held, and what became of it.
fn told(file: &ReceivedFile, received: &Received) {
    output::error_line(&file.path.display().to_string());
    for (form, target) in &file.forms {
        output::error_line(&format!("  {} → {}", title(form), target.display()));
        output::error_line(&format!("    {}", choice(form)));
        let other = form
            .year
            .as_ref()
            .filter(|year| **year != received.year.to_string());
        if let Some(other) = other {
            output::error_line(&format!(
                "    表上写的是 {other} 年度，按 {} 年度写，请核对",
                received.year
            ));
        }
        if form.repeated > 0 {
            output::error_line(&format!(
                "    “其中”各行的执行率、分值和得分没有栏目可填：{} 格与算出的或合计行的一致，没有写",
                form.repeated
            ));
        }
        for doubt in form.doubts() {
            output::error_line(&format!("    请核对：{doubt}"));
        }
    }
    if let Some((target, chapters)) = &file.narrative {
        output::error_line(&format!("  正文 {chapters} 章 → {}", target.display()));
    }
    let left: usize = file.left.iter().map(|one| one.cells).sum();
    output::error_line(&format!(
        "  读到 {} 格，填好 {} 格，{}",
        file.read,
        file.read.saturating_sub(left),
        match left {
            0 => "没有剩下的".to_owned(),
            _ => format!("{left} 格没有找到该填的栏目（已抄在 YAML 末尾）："),
        }
    ));
    for one in &file.left {
        output::error_line(&format!("    {}：{}", one.place, shortened(&one.text)));
    }
}

fn title(form: &Filled) -> &str {
    match form.title.as_str() {
        "" => "（没有表题）",
        title => title,
    }
}

fn choice(form: &Filled) -> String {
    if let Some(base) = &form.base {
        return format!("表式 {}：经费 {} 行", form.form, base.spending.len());
    }
    let sure = &form.sure;
    let rival = match &sure.rival {
        Some(rival) => format!("；也像 {rival}，请核对，不对的用 --form 指明"),
        None if sure.found * 2 < sure.labels => "；对上的不多，请核对".to_owned(),
        None => String::new(),
    };
    format!(
        "表式 {}：{} 个栏目对上 {} 个{rival}；指标 {} 行",
        form.form,
        sure.labels,
        sure.found,
        form.all_rows().count()
    )
}

/// One line of a text.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    let line = text.replace(char::is_control, " ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}……", &line[..end]),
        None => line,
    }
}
