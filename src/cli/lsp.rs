//! `ziping lsp`.

use super::{CLEAN, FINDINGS, output};
use clap::Args;
use std::io::{BufReader, IsTerminal, stdin, stdout};
use ziping::lsp;

#[derive(Args)]
#[command(disable_help_flag = true, next_help_heading = "选项")]
pub struct Arguments {
    #[arg(
        long,
        help = "通过标准输入输出说话，这本来就是唯一的办法；有的编辑器要写上"
    )]
    stdio: bool,
}

pub fn run(arguments: &Arguments) -> u8 {
    let Arguments { stdio: _ } = arguments;
    if stdin().is_terminal() {
        output::error_line(
            "这是给编辑器启动的语言服务器，在终端里没有用处；设置见 docs/editors.md。按 Ctrl-C 结束",
        );
    }
    // as the protocol asks: 1 where the editor went without taking its leave
    match lsp::serve(BufReader::new(stdin()), stdout().lock()) {
        true => CLEAN,
        false => FINDINGS,
    }
}
