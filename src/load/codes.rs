//! The codes of reading: ZP001–ZP021. A code is never reused; ZP015, ZP016
//! and ZP022 are rules of the checks.

use crate::diagnostic::Severity;

/// 写法读不懂.
pub const SYNTAX: &str = "ZP001";
/// 没有这个栏目.
pub const UNKNOWN_KEY: &str = "ZP002";
/// 栏目重复.
pub const DUPLICATE_KEY: &str = "ZP003";
/// 内容的形式不对.
pub const TYPE: &str = "ZP004";
/// 数字读不懂.
pub const NUMBER: &str = "ZP005";
/// 内容的写法不对.
pub const VALUE: &str = "ZP006";
/// 用了锚点、别名或标签.
pub const ANCHOR: &str = "ZP007";
/// 编码不对.
pub const ENCODING: &str = "ZP008";
/// 超过上限.
pub const LIMIT: &str = "ZP009";
/// 表式不存在或有误.
pub const FORM: &str = "ZP010";
/// 文件放的位置不对.
pub const LAYOUT: &str = "ZP011";
/// 正文里有 HTML.
pub const RAW_HTML: &str = "ZP012";
/// 链接不安全.
pub const LINK: &str = "ZP013";
/// 引用的数据不存在.
pub const REFERENCE: &str = "ZP014";
/// 不是普通文件.
pub const SPECIAL: &str = "ZP017";
/// 名称不能用作网址.
pub const ADDRESS: &str = "ZP018";
/// 文件是空的.
pub const EMPTY: &str = "ZP019";

/// 正文的写法不能用.
pub const MARKDOWN: &str = "ZP020";

/// 数字的写法不统一.
pub const NOTATION: &str = "ZP021";

/// All codes of reading with their Chinese titles.
pub const CODES: &[(&str, &str)] = &[
    (SYNTAX, "写法读不懂"),
    (UNKNOWN_KEY, "没有这个栏目"),
    (DUPLICATE_KEY, "栏目重复"),
    (TYPE, "内容的形式不对"),
    (NUMBER, "数字读不懂"),
    (VALUE, "内容的写法不对"),
    (ANCHOR, "用了锚点、别名或标签"),
    (ENCODING, "编码不对"),
    (LIMIT, "超过上限"),
    (FORM, "表式不存在或有误"),
    (LAYOUT, "文件放的位置不对"),
    (RAW_HTML, "正文里有 HTML"),
    (LINK, "链接不安全"),
    (REFERENCE, "引用的数据不存在"),
    (SPECIAL, "不是普通文件"),
    (ADDRESS, "名称不能用作网址"),
    (EMPTY, "文件是空的"),
    (MARKDOWN, "正文的写法不能用"),
    (NOTATION, "数字的写法不统一"),
];

/// How much a code weighs: all stop publication but the one that only tells of
/// another way to write.
pub fn severity(code: &str) -> Severity {
    match code {
        NOTATION => Severity::Note,
        _ => Severity::Error,
    }
}

/// The title of a code; empty for a code that is not of reading.
pub fn title(code: &str) -> &'static str {
    CODES
        .iter()
        .find(|(known, _)| *known == code)
        .map_or("", |(_, title)| title)
}

/// The documentation of a code, in Markdown and in the parts that the rules have
/// too: 检查什么, 错例, 改法.
pub fn documentation(code: &str) -> Option<&'static str> {
    DOCUMENTATION
        .iter()
        .find(|(known, _)| *known == code)
        .map(|(_, text)| *text)
}

const DOCUMENTATION: &[(&str, &str)] = &[
    (
        SYNTAX,
        r#"## 检查什么

YAML 的写法：冒号、缩进、引号、列表项。多半是中文输入法的习惯，例如全角冒号，或内容里有 YAML 的记号。

## 错例

```yaml
预算执行:
  分值：10
```

## 改法

```yaml
预算执行:
  分值: 10
```
"#,
    ),
    (
        UNKNOWN_KEY,
        r#"## 检查什么

每个栏目名都要是格式里有的，或表式的“列”里声明过的。写错一个字也不放过，免得数字写了却没有公开。

## 错例

```yaml
预算执行:
  得份: 10
```

## 改法

```yaml
预算执行:
  得分: 10
```
"#,
    ),
    (
        DUPLICATE_KEY,
        r#"## 检查什么

同一处一个栏目只能写一次，免得两个数字不知用哪一个。

## 错例

```yaml
总分: 96
总分: 97
```

## 改法

```yaml
总分: 97
```
"#,
    ),
    (
        TYPE,
        r#"## 检查什么

该写一段文字、一个列表还是一组栏目，要与格式一致。

## 错例

```yaml
绩效指标: 产出指标
```

## 改法

```yaml
绩效指标:
  - 一级指标: 产出指标
```
"#,
    ),
    (
        NUMBER,
        r#"## 检查什么

金额、分值、得分和比率要是明确的数。千分位（4,591.73）和全角数字读得懂；含糊的一律不猜。

## 错例

```yaml
总分: 约一百
```

## 改法

```yaml
总分: 100
```
"#,
    ),
    (
        VALUE,
        r#"## 检查什么

年度、日期、选项和“是否”要用规定的写法。日期要是日历上有的一天。

## 错例

```yaml
年度: 二〇二三
```

## 改法

```yaml
年度: 2023
```
"#,
    ),
    (
        ANCHOR,
        r#"## 检查什么

YAML 的锚点（&）、别名（*）、标签（!）、合并（<<）和指令（%）一律不用：读的人看不到实际的数。正文里的这些记号请放进引号。

## 错例

```yaml
备注: *号为必填项
```

## 改法

```yaml
备注: "*号为必填项"
```
"#,
    ),
    (
        ENCODING,
        r#"## 检查什么

文件要是 UTF-8 编码，没有看不见的控制字符。记事本和 WPS 里选“另存为”，编码选 UTF-8；也可运行 iconv -f GBK -t UTF-8。

## 错例

```yaml
# 用 GBK 编码存的文件
```

## 改法

```yaml
# 另存为 UTF-8
```
"#,
    ),
    (
        LIMIT,
        r#"## 检查什么

单个文件不超过 2 MiB、20 万项，嵌套不超过 100 层，文件夹不超过 16 层。

## 错例

```yaml
备注: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
```

## 改法

```yaml
备注: 一段文字
```
"#,
    ),
    (
        FORM,
        r#"## 检查什么

报告的“表式”要是内置的或 content/forms/ 里的编号。整体支出的报告、项目的报告和基础数据各用自己范围的表式。网站自己的表式要有编号，不能与内置的重复，“基于”要指向存在的表式；表头、列、必填里写的“键”，要是报告里有的栏目。

## 错例

```yaml
表式: 湖南整体
```

## 改法

```yaml
表式: 湖南-整体支出
```
"#,
    ),
    (
        LAYOUT,
        r#"## 检查什么

单位的文件夹里有 unit.yaml 和四位数字的年度文件夹；年度文件夹里有 report.yaml、report.md、base.yaml、projects/、files/。文件里的年度要与文件夹一致。名称只差一点的（Report.yaml、report.yml、2023年），会说明应改成什么。

## 错例

```yaml
# 2023/report.yaml
年度: 2022
```

## 改法

```yaml
# 2023/report.yaml
年度: 2023
```
"#,
    ),
    (
        RAW_HTML,
        r#"## 检查什么

自评报告只用 Markdown，不收 HTML 标签与注释。

## 错例

```markdown
<b>重点</b>
```

## 改法

```markdown
**重点**
```
"#,
    ),
    (
        LINK,
        r#"## 检查什么

链接和图片只能是 https、http、mailto 或本站的相对地址；指向 files/ 的，那里要有这个附件。

## 错例

```markdown
[详情](javascript:alert(1))
```

## 改法

```markdown
[详情](files/附件1.pdf)
```
"#,
    ),
    (
        REFERENCE,
        r#"## 检查什么

“{{ … }}”里的路径要在同一年的表里存在；“{{ 表 名称 }}”“{{ 图 名称 }}”里的名称，要是这份报告有的表或图。

## 错例

```markdown
{{ 预算执行.执行数 }}
```

## 改法

```markdown
{{ 预算执行.全年执行数 }}
```
"#,
    ),
    (
        SPECIAL,
        r#"## 检查什么

content 里只放普通的文件和文件夹，不跟随符号链接，也不打开管道和设备。

## 错例

```yaml
# report.yaml 是指向别处的符号链接
```

## 改法

```yaml
# 把真正的文件复制过来
```
"#,
    ),
    (
        ADDRESS,
        r#"## 检查什么

文件和文件夹的名称会成为网址：不能只有大小写不同，不能是 CON 之类的保留名，不能含 < > : " | ? * \ % #，不能有附加在字母上的符号（同样的字有的电脑另有写法），不超过 200 字节。

content/ 下的地区和单位不能叫 about、assets、checks、years、404.html、index.html，这些是网站自己的网址。

## 错例

```yaml
# projects/Road.yaml 与 projects/road.yaml
```

## 改法

```yaml
# projects/road-1.yaml 与 projects/road-2.yaml
```
"#,
    ),
    (
        EMPTY,
        r#"## 检查什么

文件里要有内容；用不着的文件请删去。

## 错例

```yaml
# 只有注释
```

## 改法

```yaml
表式: 湖南-整体支出
```
"#,
    ),
    (
        MARKDOWN,
        r#"## 检查什么

正文从章（##）写起：报告的标题在 report.yaml 的“标题”里，不在正文里再写一遍。任务框等写法、文前用“---”括起来的设置，正文里不用。井号用半角，后面空一格，才是标题。

## 错例

```markdown
# 2023年度自评报告
```

## 改法

```markdown
## 一、单位基本情况
```
"#,
    ),
    (
        NOTATION,
        r#"## 检查什么

数字栏里的全角数字、全角逗号和百分号、千分位逗号、多余的空格都读得懂，这里只作提示。ziping check --fix 把它们统一写成半角、不带逗号和空格的数字，数值和小数位数不变。

## 错例

```yaml
预算执行:
  全年预算数: ２，７０６.79
  执行率: 100 ％
```

## 改法

```yaml
预算执行:
  全年预算数: 2706.79
  执行率: 100%
```
"#,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_unique_titled_and_documented() {
        let mut codes: Vec<&str> = CODES.iter().map(|(code, _)| *code).collect();
        codes.dedup();
        assert_eq!(codes.len(), CODES.len());
        for (code, title) in CODES {
            assert!(!title.is_empty());
            let text = documentation(code).unwrap();
            for part in ["## 检查什么", "## 错例", "## 改法"] {
                assert!(text.contains(part), "{code} {part}");
            }
        }
    }
}
