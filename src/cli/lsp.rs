//! `ziping lsp`.

use super::{CLEAN, FINDINGS};
use clap::Args;
use std::io::{BufReader, stdin, stdout};
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
    // as the protocol asks: 1 where the editor went without taking its leave
    match lsp::serve(BufReader::new(stdin()), stdout().lock()) {
        true => CLEAN,
        false => FINDINGS,
    }
}
