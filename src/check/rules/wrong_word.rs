//! 文字里有错别字、重字或重复的标点。
//!
//! # 检查什么
//! 常见的错字（“安全成产”“跟新管理”“人居环镜”）、多写一遍的字词（“自身经经济”“进行进行”）、掉了“动”的“活动”（“文明实践活不少于”），以及连着写了两个的标点（“。。”“，，”“，。”）。
//! 只查任何语境里都不对的写法；本站自己的写在 site.yaml 的“错别字”里。校验说明里引用原文的不查。
//!
//! # 依据
//! 《中华人民共和国国家通用语言文字法》第九条：国家机关以普通话和规范汉字为公务用语用字。GB/T 15834《标点符号用法》。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 2706.79
//!   全年执行数: 2706.79
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//! 年度目标:
//!   - 预期目标: 抓好安全成产，全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 2706.79
//!   全年执行数: 2706.79
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//! 年度目标:
//!   - 预期目标: 抓好安全生产，全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```

use crate::check::slips::{cut_activity, doubled_marks, wrong_words};
use crate::check::texts::{Text, Texts};
use crate::check::{Check, Findings, Rule};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    code: "ZP408",
    name: "wrong_word",
    title: "错别字或重复的标点",
    severity: Severity::Warning,
    file: include_str!("wrong_word.rs"),
    check: Check::Texts(check),
};

fn check(texts: &Texts<'_>, findings: &mut Findings) {
    for text in texts.written().filter(|text| text.signs.listed()) {
        let mut say = |words: &str, message: String, help: String| {
            findings
                .add(text.file, texts.path(text), message)
                .quote(words)
                .help(help);
        };
        let own = of_the_site(text, texts);
        for (wrong, right) in wrong_words(&text.words).into_iter().chain(own) {
            let message = format!("“{wrong}”应作“{right}”");
            say(wrong, message, format!("改为“{right}”"));
        }
        if let Some(words) = cut_activity(&text.words) {
            let message = format!("“{words}”里掉了“动”字，应作“活动”");
            say(words, message, "改为“活动”".to_owned());
        }
        for marks in doubled_marks(&text.words) {
            let message = format!("标点“{marks}”重复");
            say(marks, message, "只留一个".to_owned());
        }
    }
}

/// The wrong words of the site in a text, where they are not a part of the right one.
fn of_the_site<'t>(
    text: &'t Text<'_>,
    texts: &'t Texts<'_>,
) -> impl Iterator<Item = (&'t str, &'t str)> {
    let own = texts.site.wrong_words.iter();
    let own = own.map(|(wrong, right)| (wrong, right.as_str()));
    own.filter(|(wrong, right)| {
        let places = |word: &'t str| text.words.matches(word).count();
        !wrong.is_empty()
            && text.words.contains(wrong)
            && places(wrong) > hidden(wrong, right, text)
    })
}

/// How often a wrong word stands only inside its right one: `活` in `活动`.
fn hidden(wrong: &str, right: &str, text: &Text<'_>) -> usize {
    if right.is_empty() {
        return 0;
    }
    text.words.matches(right).count() * right.matches(wrong).count()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, findings_on_site, unit};
    use crate::model::{Ordered, Site};

    #[test]
    fn a_wrong_word_comes_with_the_right_one() {
        let findings = findings_after(&RULE, &[("安全生产", "安全升产")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].message, "“安全升产”应作“安全生产”");
        assert_eq!(findings[0].help, "改为“安全生产”");
    }

    #[test]
    fn a_site_may_have_words_of_its_own() {
        let site = Site {
            wrong_words: Ordered(vec![("违法建设".into(), "违法建筑".into())]),
            ..Site::default()
        };
        let findings = findings_on_site(unit(&RULE.examples().right, None), &site);
        assert_eq!(findings.len(), 2);
        assert_eq!(findings[0].message, "“违法建设”应作“违法建筑”");
    }
}
