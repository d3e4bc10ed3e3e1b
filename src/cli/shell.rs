//! `ziping completions` and `ziping man`: for the shell, made from the commands
//! themselves.

use super::{CLEAN, Cli, TROUBLE, output, usage};
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;
use std::fs;
use std::io;
use std::path::PathBuf;
use ziping::system::reason;

#[derive(Args)]
#[command(disable_help_flag = true, next_help_heading = "选项")]
pub struct Completions {
    #[arg(
        help_heading = "参数",
        value_name = "命令行程序",
        hide_possible_values = true,
        help = "bash、zsh、fish、elvish 或 powershell"
    )]
    shell: Shell,
}

#[derive(Args)]
#[command(disable_help_flag = true, next_help_heading = "选项")]
pub struct Manual {
    #[arg(
        help_heading = "参数",
        value_name = "目录",
        help = "把每个命令的手册写到这个目录，一个命令一份 [默认：把总的一份写到标准输出]"
    )]
    folder: Option<PathBuf>,
}

pub fn completions(arguments: &Completions) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "ziping", &mut script);
    output::document(&script);
    CLEAN
}

pub fn manual(arguments: &Manual) -> u8 {
    let written = match &arguments.folder {
        None => page(Cli::command(), "ziping").map(|text| output::document(&text)),
        Some(folder) => pages(folder),
    };
    match written {
        Ok(()) => CLEAN,
        Err(error) => {
            output::trouble(
                &format!("写不了手册：{}", reason(&error)),
                "请换一个目录，或检查权限和磁盘",
            );
            TROUBLE
        }
    }
}

/// A page for each command, `ziping-build.1` for `ziping build`.
fn pages(folder: &std::path::Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut root = Cli::command();
    root.build();
    let mut open = vec![("ziping".to_owned(), root)];
    while let Some((name, command)) = open.pop() {
        for below in command.get_subcommands() {
            open.push((format!("{name}-{}", below.get_name()), below.clone()));
        }
        let path = folder.join(format!("{name}.1"));
        fs::write(&path, page(command, &name)?)?;
        output::line(&path.display().to_string());
    }
    Ok(())
}

/// A command's page, its headings in Chinese.
fn page(command: clap::Command, name: &str) -> io::Result<Vec<u8>> {
    let manual = Man::new(command)
        .title(name)
        .source(concat!("ziping ", env!("CARGO_PKG_VERSION")));
    let mut text = Vec::new();
    manual.render(&mut text)?;
    let mut lines = Vec::new();
    for line in text.split(|byte| *byte == b'\n') {
        let heading = usage::MANUAL_HEADINGS
            .iter()
            .find(|(english, _)| line == format!(".SH {english}").as_bytes());
        match heading {
            Some((_, chinese)) => lines.push(format!(".SH {chinese}").into_bytes()),
            None => lines.push(line.to_vec()),
        }
    }
    Ok(lines.join(&b'\n'))
}
