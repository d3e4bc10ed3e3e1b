//! A narrative in the one way: what a reader of the page cannot see.

/// Lines without spaces at their ends, one blank line round a heading, none at the
/// start, one line end at the end. Two spaces that break a line stay, and so does
/// all that stands in a block of code.
pub(super) fn lay_out(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut fence: Option<String> = None;
    let mut after_heading = false;
    let mut source = text.lines().peekable();
    while let Some(line) = source.next() {
        let in_fence = fence.is_some();
        fence = fence_after(fence, line);
        let bare = line.trim_end_matches([' ', '\t']);
        let above = lines.iter().rfind(|line| !line.trim().is_empty());
        let may_be_code = match bare.is_empty() {
            true => above.is_some_and(|above| is_indented(above)),
            false => is_indented(line),
        };
        if in_fence || fence.is_some() || may_be_code {
            if after_heading {
                lines.push(String::new());
            }
            lines.push(line.to_owned());
            after_heading = false;
            continue;
        }
        if bare.is_empty() && (lines.is_empty() || after_heading) {
            continue;
        }
        let is_heading = is_heading(bare);
        if is_heading {
            while lines.last().is_some_and(|line| line.trim().is_empty()) {
                lines.pop();
            }
        }
        if (is_heading || after_heading) && !lines.is_empty() {
            lines.push(String::new());
        }
        let breaks = line.ends_with("  ") && !is_heading;
        let goes_on = |next: &&str| !next.trim().is_empty() && !self::is_heading(next);
        let runs_on = source.peek().is_some_and(goes_on);
        let end = if breaks && runs_on && !bare.is_empty() {
            "  "
        } else {
            ""
        };
        lines.push(format!("{bare}{end}"));
        after_heading = is_heading;
    }
    while fence.is_none() && lines.last().is_some_and(|line| line.trim().is_empty()) {
        lines.pop();
    }
    lines.push(String::new());
    lines.join("\n")
}

/// Whether a line may belong to a block of code for its indent.
fn is_indented(line: &str) -> bool {
    line.starts_with("    ") || line.trim_start_matches(' ').starts_with('\t')
}

/// Whether a line is a heading with number signs, at the start of the line: one
/// that is indented may belong to an item of a list.
fn is_heading(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    (1..=6).contains(&level) && (rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// The fence that is open after a line.
fn fence_after(open: Option<String>, line: &str) -> Option<String> {
    let body = line.trim_start_matches([' ', '>', '\t']);
    let Some(sign @ ('`' | '~')) = body.chars().next() else {
        return open;
    };
    let rest = body.trim_start_matches(sign);
    let marks = &body[..body.len() - rest.len()];
    match open {
        None => {
            (marks.len() >= 3 && !(sign == '`' && rest.contains('`'))).then(|| marks.to_owned())
        }
        Some(open) => {
            let closes = marks.starts_with(&open) && rest.trim().is_empty();
            (!closes).then_some(open)
        }
    }
}
