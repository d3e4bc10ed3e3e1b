//! Questions at a terminal. Without one nothing is asked: what is missing is said,
//! all of it at once.

use super::output;
use dialoguer::Input;
use dialoguer::theme::Theme;
use std::fmt::{self, Write};
use std::io::IsTerminal;

/// Why there is no answer.
#[derive(Debug)]
pub enum NoAnswer {
    /// What was given for a flag cannot be right: the flag, and why.
    Wrong(&'static str, String),
    /// The terminal was closed, or the question broken off.
    BrokenOff,
}

/// What may be wrong with an answer, in words.
pub type Fault = Option<String>;

/// Asks, where there is somebody to ask.
#[derive(Debug, Clone, Copy)]
pub struct Asker {
    is_terminal: bool,
}

impl Asker {
    /// Somebody sits at the terminal when both the keyboard and the screen are theirs.
    pub fn new() -> Self {
        Self {
            is_terminal: std::io::stdin().is_terminal() && std::io::stderr().is_terminal(),
        }
    }

    /// Whether questions can be asked.
    pub fn can_ask(self) -> bool {
        self.is_terminal
    }

    /// The flags that must be given and are not, where nobody can be asked.
    pub fn missing(self, flags: &[(&'static str, bool)]) -> Vec<&'static str> {
        let missing = flags
            .iter()
            .filter(|(_, is_given)| !self.is_terminal && !is_given);
        missing.map(|(flag, _)| *flag).collect()
    }

    /// A text that must be right: as given, or asked for until it is.
    pub fn text(
        self,
        flag: &'static str,
        given: Option<&str>,
        question: &str,
        fault: impl Fn(&str) -> Fault,
    ) -> Result<String, NoAnswer> {
        if let Some(given) = given.map(str::trim) {
            return match fault(given) {
                None => Ok(given.to_owned()),
                Some(why) => Err(NoAnswer::Wrong(flag, why)),
            };
        }
        if !self.is_terminal {
            // What may be left out; the rest was missed before.
            return Ok(String::new());
        }
        let answer = Input::<String>::with_theme(&Plain)
            .with_prompt(question)
            .allow_empty(true)
            .validate_with(|text: &String| fault(text.trim()).map_or(Ok(()), Err))
            .interact_text();
        answer
            .map(|text| text.trim().to_owned())
            .map_err(|_| NoAnswer::BrokenOff)
    }

    /// One of several, by its value; each with words of its own.
    pub fn choice(
        self,
        flag: &'static str,
        given: Option<&str>,
        question: &str,
        options: &[(String, String)],
    ) -> Result<String, NoAnswer> {
        let values = || options.iter().map(|(value, _)| value.as_str());
        if let Some(given) = given {
            return match values().find(|value| *value == given) {
                Some(value) => Ok(value.to_owned()),
                None => {
                    let all = values().filter(|value| !value.is_empty());
                    let all = all.collect::<Vec<_>>().join("、");
                    let why = format!("没有“{given}”，可以写：{all}");
                    Err(NoAnswer::Wrong(flag, why))
                }
            };
        }
        if !self.is_terminal {
            return Ok(String::new());
        }
        for (at, (value, words)) in options.iter().enumerate().take(LISTED) {
            let name = match (value.as_str(), words.as_str()) {
                (value, "") => value.to_owned(),
                ("", words) => words.to_owned(),
                (value, words) => format!("{value}（{words}）"),
            };
            output::error_line(&format!("  {}. {name}", at + 1));
        }
        if options.len() > LISTED {
            output::error_line(&format!("  ……共 {} 个", options.len()));
        }
        // the name goes before the number: a year is both
        let named = |text: &str| options.iter().find(|(value, _)| value == text);
        let numbered = |text: &str| options.get(text.parse::<usize>().ok()?.checked_sub(1)?);
        let chosen = |text: &str| match text {
            "" => None,
            text => named(text).or_else(|| numbered(text)),
        };
        let question = format!("{question}，写序号或名称");
        let answer = self.text(flag, None, &question, |text| match chosen(text) {
            Some(_) => None,
            None => Some(format!(
                "写 1 到 {} 的序号，或者照抄列出的名称",
                options.len()
            )),
        })?;
        let chosen = chosen(&answer).map(|(value, _)| value.clone());
        chosen.ok_or(NoAnswer::BrokenOff)
    }
}

/// How many choices are listed; of more, the others are chosen by their name.
const LISTED: usize = 40;

/// Questions in Chinese, without colours.
struct Plain;

impl Theme for Plain {
    fn format_error(&self, f: &mut dyn Write, error: &str) -> fmt::Result {
        write!(f, "不对：{error}")
    }

    fn format_input_prompt(&self, f: &mut dyn Write, prompt: &str, _: Option<&str>) -> fmt::Result {
        write!(f, "{prompt}：")
    }

    fn format_input_prompt_selection(
        &self,
        f: &mut dyn Write,
        prompt: &str,
        chosen: &str,
    ) -> fmt::Result {
        write!(f, "{prompt}：{chosen}")
    }
}
