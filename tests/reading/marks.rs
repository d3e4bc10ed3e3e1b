//! Texts in which YAML sees marks of its own.

use crate::site::{Mishap, REPORT, text};

pub fn mishaps() -> Vec<Mishap> {
    let value = |name, to: &str| {
        let to = format!("    年度指标值: {to}\n");
        text(name, REPORT, ("    年度指标值: ≥95%\n", &to), "ZP001")
    };
    let remark =
        |name, to: &str, code| text(name, REPORT, ("备注: 无\n", &format!("备注: {to}\n")), code);
    vec![
        value("大于等于号打成两个字符", ">=95%"),
        value("大于号加数", ">3"),
        value("大于号加百分数", ">95%"),
        value("竖线开头", "|95%"),
        remark("星号开头", "*重点项目", "ZP007"),
        remark("加粗的字", "**重点**项目", "ZP007"),
        remark("与号开头", "&附件一", "ZP007"),
        remark("叹号开头", "!注意", "ZP007"),
        remark("@开头", "@财政局", "ZP001"),
        remark("百分号开头", "%为单位", "ZP001"),
        remark("反引号开头", "`附件`", "ZP001"),
        remark("横线加空格开头", "- 无", "ZP001"),
        remark("只有一条横线", "-", "ZP001"),
        remark("问号加空格开头", "? 待查", "ZP001"),
        remark("内容里有冒号加空格", "依据: 财预〔2020〕10号", "ZP001"),
        remark("内容以冒号结尾", "依据:", "ZP001"),
        remark("井号后的字会丢", "完成 #1 楼", "ZP001"),
        remark("井号加汉字", "见 #附件一", "ZP001"),
        remark("引号之后还有字", "\"望岳\"街道", "ZP001"),
        remark("单引号之后还有字", "'望岳'街道", "ZP001"),
        remark("引号没有成对", "\"望岳街道", "ZP001"),
        remark("单引号没有成对", "'望岳街道", "ZP001"),
        remark("一边直引号一边弯引号", "\"望岳街道”", "ZP001"),
        remark("方括号开头", "[附件1]说明", "ZP001"),
        remark("方括号没有成对", "[附件1", "ZP001"),
        remark("方括号括起的一句话", "[附件1，附件2]", "ZP004"),
        remark("花括号开头", "{附件}说明", "ZP001"),
        remark("花括号括起的一句话", "{附件}", "ZP004"),
        remark("逗号开头", ",见附件", "ZP001"),
        remark("双引号里有反斜杠", "\"D:\\报表\"", "ZP001"),
        remark("分行文字没有缩进", "|\n第一行", "ZP001").at(67, 1),
        remark("竖线后面接着写字", "| 第一行", "ZP001"),
        text(
            "用了锚点",
            REPORT,
            ("预算执行:\n", "预算执行: &甲\n"),
            "ZP007",
        ),
        text("用了别名", REPORT, ("总分: 98", "总分: *甲"), "ZP007"),
        text(
            "用了合并",
            REPORT,
            ("预算执行:\n", "预算执行:\n  <<: {分值: 10}\n"),
            "ZP007",
        ),
        text(
            "用了类型标签",
            REPORT,
            ("总分: 98", "总分: !!str 98"),
            "ZP007",
        ),
        text(
            "两份内容",
            REPORT,
            ("总分: 98\n", "---\n总分: 98\n"),
            "ZP001",
        ),
        text(
            "短横线画的分隔线",
            REPORT,
            ("总分: 98\n", "--------\n总分: 98\n"),
            "ZP001",
        ),
        text(
            "等号画的分隔线",
            REPORT,
            ("总分: 98\n", "========\n总分: 98\n"),
            "ZP001",
        ),
        text(
            "双斜杠的注释",
            REPORT,
            ("总分: 98\n", "// 合计\n总分: 98\n"),
            "ZP001",
        ),
        remark("接着写的一行没有缩进", "第一行\n第二行", "ZP001").at(67, 1),
    ]
}
