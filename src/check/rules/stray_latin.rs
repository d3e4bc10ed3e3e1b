//! 中文里夹着外文单词。
//!
//! # 检查什么
//! 中文的句子里不该有小写的外文单词，如“整治 works”“指挥 center”。
//! 大写的缩写和系统名称（GDP、PADIS）、带数字的（A4、PM2.5）、计量单位（km、kWh）、常见的外来名称（app、wifi）、网址、信箱、书名号或括号里整段的外文都不算；本站还允许哪些词，写在 site.yaml 的“允许的外文词”里。
//!
//! # 依据
//! 《中华人民共和国国家通用语言文字法》第九条、第十一条：国家机关以普通话和规范汉字为公务用语用字，需要使用外国语言文字的应当用国家通用语言文字作必要的注释。
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
//!   - 预期目标: 加强环境整治 works，全年拆除违法建设139处。
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
//!   - 预期目标: 加强环境整治工作，全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```

use crate::check::leftovers::left_over;
use crate::check::texts::{Kind, Text, Texts, is_chinese};
use crate::check::{Check, Findings, Rule};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    code: "ZP407",
    name: "stray_latin",
    title: "中文里夹着外文单词",
    severity: Severity::Warning,
    file: include_str!("stray_latin.rs"),
    check: Check::Texts(check),
};

/// Lowercase words that are at home in Chinese texts: units of measure, files,
/// things of the net, makers and products. Sorted.
const AT_HOME: [&str; 148] = [
    "acrobat",
    "android",
    "app",
    "apps",
    "atm",
    "autocad",
    "avg",
    "bilibili",
    "bim",
    "blog",
    "bot",
    "bps",
    "cad",
    "cbd",
    "chatgpt",
    "citywalk",
    "cm",
    "cosplay",
    "covid",
    "cpu",
    "csv",
    "db",
    "deepseek",
    "dna",
    "doc",
    "docx",
    "dpi",
    "dvd",
    "dvr",
    "email",
    "emba",
    "erp",
    "excel",
    "fax",
    "flash",
    "ftp",
    "gbps",
    "gif",
    "gis",
    "gov",
    "gprs",
    "gps",
    "gwh",
    "hiv",
    "hpa",
    "html",
    "http",
    "https",
    "ios",
    "iot",
    "ipad",
    "iphone",
    "iso",
    "java",
    "jpeg",
    "jpg",
    "json",
    "kbps",
    "kcal",
    "kgce",
    "khz",
    "km",
    "kpa",
    "ktv",
    "kva",
    "kvar",
    "kwh",
    "kwp",
    "led",
    "linux",
    "live",
    "lng",
    "loft",
    "log",
    "logo",
    "lux",
    "max",
    "mba",
    "mbps",
    "mhz",
    "min",
    "mini",
    "mmhg",
    "mmol",
    "mol",
    "mooc",
    "mpa",
    "mph",
    "mwh",
    "mysql",
    "nfc",
    "nvr",
    "ofd",
    "office",
    "online",
    "oppo",
    "oracle",
    "outlook",
    "pcr",
    "pdf",
    "photoshop",
    "plus",
    "png",
    "pos",
    "ppb",
    "ppm",
    "ppp",
    "ppt",
    "pptx",
    "pro",
    "pvc",
    "python",
    "qq",
    "rar",
    "rfid",
    "rmb",
    "rpm",
    "sci",
    "sms",
    "soho",
    "spa",
    "sum",
    "tce",
    "tel",
    "tiktok",
    "tnt",
    "token",
    "txt",
    "ups",
    "usb",
    "vip",
    "vivo",
    "vlog",
    "voc",
    "vocs",
    "vpn",
    "web",
    "wechat",
    "wifi",
    "windows",
    "wlan",
    "word",
    "wps",
    "www",
    "xls",
    "xlsx",
    "xml",
    "zip",
];

fn check(texts: &Texts<'_>, findings: &mut Findings) {
    for text in texts.written().filter(|text| is_checked(text)) {
        let over = left_over(text).unwrap_or_default();
        for word in stray_words(&text.words) {
            let is_allowed = |allowed: &String| allowed.eq_ignore_ascii_case(word);
            if over.contains(word) || texts.site.foreign_words.iter().any(is_allowed) {
                continue;
            }
            findings
                .add(
                    text.file,
                    texts.path(text),
                    format!("中文里夹着外文单词“{word}”"),
                )
                .quote(word)
                .help("删去，或改用中文；确实需要的专名写进 site.yaml 的“允许的外文词”");
        }
    }
}

/// Texts with Latin letters that are mostly Chinese.
fn is_checked(text: &Text<'_>) -> bool {
    if !text.signs.lowercase() || text.kind == Kind::Catalogue {
        return false;
    }
    let bytes = text.words.as_bytes();
    let has_word = |three: &[u8]| three.iter().all(u8::is_ascii_lowercase);
    let latin = || bytes.iter().filter(|byte| byte.is_ascii_alphabetic());
    let chinese = || text.words.chars().filter(|c| is_chinese(*c));
    bytes.windows(3).any(has_word) && chinese().count() * 2 > latin().count()
}

/// The lowercase words of three letters and more that are not at home in Chinese.
fn stray_words(text: &str) -> Vec<&str> {
    let is_mark = |c: char| ",.;:!?()[]\"'*~`|".contains(c);
    let mut found = Vec::new();
    let mut end = 0;
    while let Some(start) = text[end..].find(|c: char| c.is_ascii_graphic()) {
        let start = end + start;
        let length = text[start..].find(|c: char| !c.is_ascii_graphic());
        end = length.map_or(text.len(), |length| start + length);
        let token = &text[start..end];
        let word = token.trim_matches(is_mark);
        let is_numeral = word.bytes().all(|byte| b"ivx".contains(&byte));
        let is_word = word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_lowercase());
        let at = start + token.len() - token.trim_start_matches(is_mark).len();
        if is_word
            && !is_numeral
            && AT_HOME.binary_search(&word).is_err()
            && !is_foreign_phrase(text, at, word)
        {
            found.push(word);
        }
    }
    found
}

/// Whether the word at `at` stands among other foreign words, or as a foreign name
/// in brackets or quotation marks.
fn is_foreign_phrase(text: &str, at: usize, word: &str) -> bool {
    let before = text[..at].trim_end();
    let after = text[at + word.len()..].trim_start();
    let is_latin =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || ".&-'_/".contains(c));
    let opened = before.ends_with(['“', '《', '（', '(', '‘', '"', '「', '『', '^', '&', '<']);
    let closed = after.starts_with(['”', '》', '）', ')', '’', '"', '」', '』', ']', ';', '>']);
    is_latin(before.chars().next_back()) || is_latin(after.chars().next()) || opened && closed
}

#[cfg(test)]
mod tests {
    use super::{AT_HOME, RULE, stray_words};
    use crate::check::testing::{findings_after, findings_on_site, unit};
    use crate::model::Site;

    #[test]
    fn a_foreign_word_among_chinese_ones_is_stray() {
        assert_eq!(stray_words("加强环境整治 works，周末大扫除"), ["works"]);
        assert_eq!(stray_words("民呼我应指挥 center，整合"), ["center"]);
        assert_eq!(stray_words("推进service工作, test。"), ["service", "test"]);
    }

    #[test]
    fn names_units_and_addresses_are_not() {
        for text in [
            "流动人口PADIS对接平台、GDP、APP、KTV、PM2.5、A4纸、C、D级危房",
            "新修道路3.5 km，节电500 kWh、200kwh，扩建100 m²",
            "用app、wifi和h5页面宣传，提供pdf文件",
            "网址www.yueyang.gov.cn/zwgk，https://example.org/works，信箱works@example.gov.cn",
            "iPhone、WeChat、Wi-Fi、e-mail",
            "世界卫生组织（World Health Organization）",
            "除治互花米草（Spartina alterniflora）",
            "“works”一词",
            "一家名为the north face的商户",
            "全年x次，y户",
        ] {
            assert_eq!(stray_words(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_site_may_allow_words_of_its_own() {
        let edit = [("环境整治工作", "环境整治works")];
        assert_eq!(findings_after(&RULE, &edit).len(), 1);
        let site = Site {
            foreign_words: vec!["Works".into()],
            ..Site::default()
        };
        let example = RULE.examples().wrong;
        assert!(findings_on_site(unit(&example, None), &site).is_empty());
    }

    #[test]
    fn the_words_at_home_are_sorted() {
        assert!(AT_HOME.is_sorted());
    }
}
