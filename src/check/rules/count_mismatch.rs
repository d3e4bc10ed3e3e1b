//! 写明的个数与列出的个数不一样。
//!
//! # 检查什么
//! “设6个股室：……”“内设机构7个（……）”“……4个事业单位”这样写明个数又逐一列名的，数一数列了几个。列在前、列在后都数；括号里的另有名称不算；“等6个”列得少的不算错；列在最后的“甲和乙中心”可以数作一个、也可以数作两个，两种数法都不对才报；“人事和财务科”是一个科。
//! “危桥5座（甲桥、乙桥……）”括号里逐个列名的，名字的末字与所数的东西相同，也数。
//! 以“……八项：”引出列表的，与列表的条数核对。
//!
//! # 依据
//! 个数与名称说的是同一件事，读者数得出来。
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
//!   按收入性质:
//!     一般公共预算: 2706.79
//!   按支出性质:
//!     基本支出: 1275.43
//!     项目支出: 1431.36
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```
//!
//! ```markdown
//! ## 一、单位基本情况
//!
//! 机关设3个股室：党政办公室、经济发展办公室、社会事务办公室、应急管理办公室。街道辖望岳、七里山、鹰山3个社区。
//!
//! ## 二、一般公共预算支出情况
//!
//! 详见自评表。
//!
//! ## 三、单位整体支出绩效情况
//!
//! 详见自评表。
//!
//! ## 四、存在的问题及原因分析
//!
//! 详见自评表。
//!
//! ## 五、下一步改进措施
//!
//! 详见自评表。
//!
//! ## 六、绩效自评结果拟应用和公开情况
//!
//! 详见自评表。
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
//!   按收入性质:
//!     一般公共预算: 2706.79
//!   按支出性质:
//!     基本支出: 1275.43
//!     项目支出: 1431.36
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```
//!
//! ```markdown
//! ## 一、单位基本情况
//!
//! 机关设3个股室：党政办公室、经济发展办公室、社会事务办公室。街道辖望岳、七里山、鹰山3个社区。
//!
//! ## 二、一般公共预算支出情况
//!
//! 详见自评表。
//!
//! ## 三、单位整体支出绩效情况
//!
//! 详见自评表。
//!
//! ## 四、存在的问题及原因分析
//!
//! 详见自评表。
//!
//! ## 五、下一步改进措施
//!
//! 详见自评表。
//!
//! ## 六、绩效自评结果拟应用和公开情况
//!
//! 详见自评表。
//! ```

use crate::check::prose::{
    Block, Counted, Kind, announced, bracketed, counts, counts_anything, sentences,
};
use crate::check::{Check, FiledProse, Findings, Rule};
use crate::diagnostic::Severity;
use std::ops::Range;

pub static RULE: Rule = Rule {
    code: "ZP306",
    name: "count_mismatch",
    title: "个数与所列不符",
    severity: Severity::Warning,
    file: include_str!("count_mismatch.rs"),
    check: Check::Prose(check),
};

fn check(filed: &FiledProse<'_>, findings: &mut Findings) {
    let blocks = &filed.prose.blocks;
    for (at, block) in blocks.iter().enumerate() {
        let text = &block.text.plain;
        let (named, in_brackets) = (counts_anything(block), block.says("（"));
        if block.is_text() && (named || in_brackets) {
            for sentence in sentences(text) {
                let words = &text[sentence.clone()];
                let listed = if named { counts(words) } else { Vec::new() };
                let inside = if in_brackets {
                    bracketed(words)
                } else {
                    Vec::new()
                };
                let fresh = inside.into_iter().filter(|one| {
                    !listed
                        .iter()
                        .any(|other| other.words.start == one.words.start)
                });
                for counted in fresh.collect::<Vec<_>>().iter().chain(&listed) {
                    let words = &counted.words;
                    let words = sentence.start + words.start..sentence.start + words.end;
                    add(filed, block, words, counted, findings);
                }
            }
        }
        if block.kind == Kind::Paragraph
            && let Some((words, stated)) = announced(text)
        {
            let items = blocks[at + 1..].iter();
            let items = items.take_while(|next| matches!(next.kind, Kind::Item { .. }));
            let top = |item: &&Block| item.kind == Kind::Item { nested: false };
            let listed = items.filter(top).count();
            let counted = Counted {
                words: words.clone(),
                stated,
                listed: listed..=listed,
            };
            if listed > 1 {
                add(filed, block, words, &counted, findings);
            }
        }
    }
}

fn add(
    filed: &FiledProse<'_>,
    block: &Block,
    words: Range<usize>,
    counted: &Counted,
    findings: &mut Findings,
) {
    let stated = counted.stated;
    let Some(listed) = counted.nearest().filter(|listed| *listed != stated) else {
        return;
    };
    let shown = block.text.plain[words.clone()].to_owned();
    let message = format!("写的是“{shown}”，列出的有{listed}个");
    let finding = filed.add(findings, block, (&block.text, words), message);
    finding.help(format!(
        "核对名单：没有漏列、多列的，把 {stated} 改为 {listed}"
    ));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    const OLD: &str = "机关设3个股室：党政办公室、经济发展办公室、社会事务办公室。街道辖望岳、七里山、鹰山3个社区。";

    fn said(text: &str) -> Vec<String> {
        let findings = findings_after(&RULE, &[(OLD, text)]);
        findings.into_iter().map(|one| one.message).collect()
    }

    #[test]
    fn names_after_a_count_are_counted() {
        for text in [
            "机关设6个股室：甲办公室、乙办公室、丙办公室、丁办公室、戊办公室、己办公室、武装部、执法大队；另有两辆车。",
            "内设机构6个，分别是甲办公室、乙办公室、丙办公室、丁办公室、戊办公室、己办公室、武装部、执法大队。",
            "下属6家单位：甲中心、乙中心、丙中心、丁中心、戊中心、己中心、庚中心、辛中心。",
            "内设股室六个（甲办公室、乙办公室、丙办公室、丁办公室、戊办公室、己办公室、武装部、执法大队）。",
            "内设机构6个，都是股级（副科级单位0个）：甲办公室（挂戊办公室、己办公室牌子）、乙办公室、丙办公室、丁办公室、庚办公室、辛办公室、武装部、执法大队。",
        ] {
            let said = said(text);
            assert_eq!(said.len(), 1, "{text}");
            assert!(said[0].ends_with("列出的有8个"), "{said:?}");
        }
    }

    #[test]
    fn names_before_a_count_are_counted() {
        assert_eq!(
            said(
                "下设社会事业服务中心、公共服务和网格化中心、环境卫生服务中心、退役军人服务站3个事业单位。"
            ),
            ["写的是“3个事业单位”，列出的有4个"]
        );
        assert_eq!(
            said("街道辖望岳、七里山、鹰山5个社区。"),
            ["写的是“5个社区”，列出的有3个"]
        );
    }

    #[test]
    fn a_list_of_items_is_counted() {
        let list = "镇政府的职责有三项：\n\n1. 甲。\n2. 乙。\n   - 细目。\n";
        assert_eq!(said(list), ["写的是“三项”，列出的有2个"]);
        assert_eq!(said(&format!("{list}3. 丙。\n")), [""; 0]);
    }

    #[test]
    fn what_can_be_counted_so_is_right() {
        for text in [
            "内设机构3个：党政办公室、经济发展办公室（农业办公室、扶贫办公室）、民政办公室。",
            "望岳、七里山等6个社区。",
            "设有党政办公室、经济发展办公室等6个股室。",
            "下设公共服务中心、网格化和应急中心3个单位。",
            "负责党建、综治、城管工作的5个事业单位。",
            "协调教育、卫生5个部门。",
            "设2个股室、1个中心：党政办公室、经济办公室、便民中心。",
            "设股室2个，事业单位1个：党政办公室、经济办公室、便民中心。",
            "设5个股室：党政、人大、纪检办公室、经济发展办公室、社会事务办公室、应急办公室。",
            "辖12个社区（村）全年正常运转。",
            "设3个股室：党政办公室、经济办公室、综治办公室，均为股级。",
            "3个部门分别负责：一是抓党建、促发展，二是保民生。",
            "街道机关和7个社区。",
            "设3个科室，分别为正科级、副科级。",
            "走访3家公司，分别是甲公司、乙公司等。",
            "辖区有2所学校和3家公司：甲学校、乙学校。",
            "5家单位参加，包括甲局、乙局。",
        ] {
            assert_eq!(found_after(&RULE, &[(OLD, text)]), [""; 0], "{text}");
        }
    }
}
