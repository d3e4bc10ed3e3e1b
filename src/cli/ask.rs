//! Questions at a terminal. Without one nothing is asked: what is missing is said,
//! all of it at once.

use dialoguer::{Input, Select};
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
        let answer = Input::<String>::new()
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
        let words = options.iter().map(|(value, words)| match words.as_str() {
            "" => value.clone(),
            words if value.is_empty() => words.to_owned(),
            words => format!("{value}（{words}）"),
        });
        let answer = Select::new()
            .with_prompt(format!("{question}（用上下键选，回车确定）"))
            .items(words)
            .default(0)
            .max_length(15)
            .interact();
        let chosen = answer.ok().and_then(|at| options.get(at));
        chosen
            .map(|(value, _)| value.clone())
            .ok_or(NoAnswer::BrokenOff)
    }
}
