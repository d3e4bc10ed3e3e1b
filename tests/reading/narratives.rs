//! Narratives that are not plain Markdown.

use crate::site::{Mishap, NARRATIVE, text};

pub fn mishaps() -> Vec<Mishap> {
    let line = |name, to: &str, code| {
        let to = format!("{to}\n");
        text(name, NARRATIVE, ("1. 抓拆违。\n", &to), code)
    };
    let plain = "望岳街道办事处为街道机关。\n";
    let body = |name, to: &str, code| {
        let to = format!("{to}\n");
        text(name, NARRATIVE, (plain, &to), code)
    };
    vec![
        text(
            "文前的 front matter",
            NARRATIVE,
            ("## 一、", "---\n标题: 自评报告\n---\n\n## 一、"),
            "ZP020",
        ),
        text("一级标题", NARRATIVE, ("## 一、", "# 一、"), "ZP020"),
        text("井号后没有空格", NARRATIVE, ("## 二、", "##二、"), "ZP020"),
        text("全角井号", NARRATIVE, ("## 二、", "＃＃ 二、"), "ZP020"),
        body("HTML 的加粗", "这是<b>重点</b>。", "ZP012"),
        body("HTML 的换行", "第一行<br>第二行", "ZP012"),
        body(
            "HTML 的表格",
            "<table>\n<tr><td>甲</td></tr>\n</table>",
            "ZP012",
        ),
        body("HTML 的注释", "<!-- 待补充 -->", "ZP012"),
        body("HTML 的空格", "甲&nbsp;<span>乙</span>", "ZP012"),
        body("脚本", "<script>alert(1)</script>", "ZP012"),
        body("写错的路径", "{{ 预算执行.执行数 }}", "ZP014"),
        body(
            "没有写完的引用",
            "全年执行数为 {{ 预算执行.全年执行数 万元",
            "ZP014",
        ),
        body(
            "只有一个括号",
            "全年执行数为 {{ 预算执行.全年执行数 } 万元",
            "ZP014",
        ),
        body("模板语言", "{% include \"a\" %}", "ZP014"),
        body("算式", "{{ 7*7 }}", "ZP014"),
        body("空的引用", "{{ }}", "ZP014"),
        body(
            "全角的花括号",
            "全年执行数为｛｛预算执行.全年执行数｝｝",
            "ZP014",
        ),
        body("没有这个表", "{{ 表 资金表 }}", "ZP014"),
        body("没有这个图", "{{ 图 资金图 }}", "ZP014"),
        body("表没有单独成段", "见 {{ 表 绩效指标 }} 所示", "ZP014"),
        body("没有的图片", "![照片](files/none.png)", "ZP013"),
        body("没有的附件", "见[附件](files/附件1.pdf)", "ZP013"),
        body("附件放错了地方", "见[照片](../files/photo.png)", "ZP013"),
        body("本机的图片", "![照片](C:\\图\\1.png)", "ZP013"),
        body("外站的图片", "![照片](https://example.org/1.png)", "ZP013"),
        body("脚本的链接", "[详情](javascript:alert(1))", "ZP013"),
        line("任务框", "- [ ] 抓拆违", "ZP020"),
    ]
}
