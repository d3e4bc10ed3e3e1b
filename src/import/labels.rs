//! Labels of forms as people type them, and what they mean.

use crate::model::MoneyUnit;

/// A label without what varies from file to file: white space, brackets with a
/// unit or a weight, colons, marks of footnotes.
pub fn plain(label: &str) -> String {
    let mut plain = String::with_capacity(label.len());
    let mut depth = 0_u32;
    for letter in label.chars() {
        match letter {
            '（' | '(' | '【' | '[' => depth += 1,
            '）' | ')' | '】' | ']' => depth = depth.saturating_sub(1),
            '：' | ':' | '*' | '＊' | '、' => {}
            _ if letter.is_whitespace() || depth > 0 => {}
            _ => plain.push(letter),
        }
    }
    plain
}

/// What stands in brackets in a label as a weight in 分: 产出指标（50分） gives 50.
pub fn weight(label: &str) -> Option<String> {
    let compact: String = label.chars().filter(|c| !c.is_whitespace()).collect();
    let compact = super::words::narrow(&compact);
    let open = compact.rfind('(')?;
    let inner = compact[open..].trim_start_matches('(');
    let close = inner.find(')')?;
    // 产出指标(50) is met with too.
    let of_level = compact[..open].ends_with("指标");
    let weight = match inner[..close].strip_suffix('分') {
        Some(weight) => weight,
        None if of_level => &inner[..close],
        None => return None,
    };
    let digits = |c: char| c.is_ascii_digit() || c == '.';
    (!weight.is_empty() && weight.chars().all(digits)).then(|| weight.to_owned())
}

/// A label without its weight in brackets and without white space.
pub fn without_weight(label: &str) -> String {
    let compact: String = label.chars().filter(|c| !c.is_whitespace()).collect();
    match (weight(label), compact.rfind(['（', '('])) {
        (Some(_), Some(open)) => compact[..open].to_owned(),
        _ => compact,
    }
}

/// A name without the number that forms print before it: 指标1：路灯.
pub fn without_number(name: &str) -> &str {
    let rest = name.strip_prefix("指标").map(|rest| {
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        (digits.len() < rest.len()).then(|| digits.strip_prefix(['：', ':']))
    });
    match rest.flatten().flatten() {
        Some(rest) if !rest.is_empty() => rest,
        _ => name,
    }
}

/// 万元, as a form names the unit of its amounts.
pub fn money_unit(word: &str) -> Option<MoneyUnit> {
    const UNITS: [MoneyUnit; 3] = [
        MoneyUnit::Yuan,
        MoneyUnit::TenThousandYuan,
        MoneyUnit::HundredMillionYuan,
    ];
    let word = word.trim().trim_start_matches("人民币");
    UNITS.into_iter().find(|unit| unit.chinese() == word)
}

/// The unit that a heading names in brackets: 项目资金（元）.
pub fn money_unit_of(heading: &str) -> Option<MoneyUnit> {
    let compact: String = heading.chars().filter(|c| !c.is_whitespace()).collect();
    let inner = compact.split(['（', '(', '）', ')']).skip(1);
    let mut words = inner.map(|inner| inner.rsplit(['：', ':']).next().unwrap_or(inner));
    words.find_map(money_unit)
}

/// Above this many letters it is no heading of a column.
const LONGEST_HEADING: usize = 20;

/// Above this many letters it is no label of the indicators.
const LONGEST_LABEL: usize = 12;

/// Whether a text is the form's own and asks for nothing: 附件1, 年度绩效指标6 and
/// pieces of it, which stand at the left of the indicators.
pub fn is_of_the_form(text: &str) -> bool {
    let letters: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !"（）()：:0123456789".contains(*c))
        .take_while(|c| *c != '分')
        .collect();
    let is_piece = letters.chars().count() > 1 && "项目年度绩效指标".contains(&letters);
    let annex = ["附件", "附表"].contains(&letters.as_str());
    let is_label = letters.contains("绩效指标") && letters.chars().count() <= LONGEST_LABEL;
    is_piece || is_label || annex
}

/// What forms call the columns of an indicator table, by the key of a row. Where
/// one label is part of another the longer one stands first.
const COLUMNS: &[(&str, &[&str])] = &[
    ("一级指标", &["一级指标"]),
    ("二级指标", &["二级指标"]),
    (
        "三级指标",
        &["三级指标", "指标名称", "指标内容", "绩效指标", "具体指标"],
    ),
    ("计量单位", &["计量单位", "度量单位", "单位"]),
    ("指标性质", &["指标性质", "性质", "指标方向", "运算符号"]),
    (
        "年度指标值",
        &[
            "年度指标值",
            "年初目标值",
            "年度目标值",
            "全年指标值",
            "预期指标值",
            "目标值",
            "指标值",
            "年初指标值",
        ],
    ),
    (
        "实际完成值",
        &[
            "实际完成值",
            "全年完成值",
            "全年实际完成值",
            "全年实际值",
            "实际完成情况",
            "完成值",
            "实际值",
            "实际完成",
        ],
    ),
    (
        "评分标准",
        &["评分标准", "评扣分标准", "评分规则", "计分标准", "评分办法"],
    ),
    (
        "分值",
        &["分值", "指标权重", "权重", "指标分值", "标准分", "分值权重"],
    ),
    (
        "得分",
        &["得分", "自评得分", "指标得分", "自评分", "评价得分"],
    ),
    (
        "偏差原因+改进措施",
        &[
            "偏差原因分析及改进措施",
            "未完成原因分析及改进措施",
            "未完成原因和改进措施",
            "未完成原因及拟采取的改进措施",
            "偏差原因及改进措施",
        ],
    ),
    (
        "偏差原因",
        &[
            "偏差原因",
            "偏差原因分析",
            "未完成原因分析",
            "未完成原因",
            "扣分原因",
        ],
    ),
    ("改进措施", &["改进措施"]),
    ("说明", &["说明", "备注"]),
];

/// The key of a row that a column's heading stands for.
pub fn column(heading: &str) -> Option<&'static str> {
    let label = plain(heading);
    let known = of(COLUMNS, heading).or_else(|| of_values(&label));
    known.or_else(|| of_reasons(&label))
}

/// 年初设定指标值, 实际完成指标值: what was aimed at and what came of it.
fn of_values(label: &str) -> Option<&'static str> {
    let is_any = |words: &[&str]| words.iter().any(|word| label.contains(word));
    if !label.ends_with("指标值") || label.chars().count() > LONGEST_HEADING {
        None
    } else if is_any(&["实际", "完成"]) {
        Some("实际完成值")
    } else {
        is_any(&["年初", "年度", "全年", "设定", "预期", "计划", "目标"]).then_some("年度指标值")
    }
}

/// The column for why a target was missed and what is done about it has many names.
fn of_reasons(label: &str) -> Option<&'static str> {
    let is_label = label.chars().count() <= LONGEST_HEADING;
    match (label.contains("原因"), label.ends_with("措施")) {
        (true, true) if is_label => Some("偏差原因+改进措施"),
        (true, false) if is_label && label.ends_with("分析") => Some("偏差原因"),
        (false, true) if is_label => Some("改进措施"),
        _ => None,
    }
}

/// What forms call the columns of the funds.
const FUNDS: &[(&str, &[&str])] = &[
    ("年初预算数", &["年初预算数", "年初预算", "年初批复数"]),
    (
        "全年预算数",
        &[
            "全年预算数",
            "全年预算",
            "预算数",
            "调整后预算数",
            "调整预算数",
            "全年预算数A",
        ],
    ),
    (
        "全年执行数",
        &[
            "全年执行数",
            "执行数",
            "全年执行",
            "实际支出数",
            "决算数",
            "全年执行数B",
        ],
    ),
    ("分值", &["分值", "权重"]),
    (
        "执行率",
        &[
            "执行率",
            "预算执行率",
            "执行率%",
            "执行率％",
            "预算执行率%",
            "预算执行率％",
        ],
    ),
    ("得分", &["得分", "自评得分"]),
];

/// The key of 预算执行 that a column's heading stands for.
pub fn funds(heading: &str) -> Option<&'static str> {
    of(FUNDS, heading)
}

/// What forms call the columns of the goals.
const GOALS: &[(&str, &[&str])] = &[
    (
        "预期目标",
        &[
            "预期目标",
            "年初设定目标",
            "年初绩效目标",
            "年度预期目标",
            "总体目标",
            "预期绩效目标",
            "年初目标",
            "年初预期目标",
        ],
    ),
    (
        "调整目标",
        &["全年绩效目标", "调整目标", "全年调整绩效目标"],
    ),
    (
        "实际完成情况",
        &[
            "实际完成情况",
            "全年实际完成情况",
            "全年目标实际完成情况",
            "目标实际完成情况",
            "完成情况",
            "年度总体目标完成情况",
            "年度总体目标完成情况综述",
            "年度绩效目标完成情况",
            "全年完成情况",
        ],
    ),
    ("得分", &["得分", "自评得分"]),
];

/// The key of a goal that a column's heading stands for.
pub fn goal(heading: &str) -> Option<&'static str> {
    of(GOALS, heading)
}

/// What forms call the texts below the tables.
const BLOCKS: &[(&str, &[&str])] = &[
    (
        "偏差原因",
        &[
            "偏差原因",
            "偏差原因分析",
            "未完成原因分析",
            "偏差大或目标未完成原因分析",
        ],
    ),
    (
        "改进措施",
        &[
            "改进措施",
            "改进措施及结果应用方案",
            "问题与改进措施",
            "存在问题及改进措施",
            "存在的问题及改进措施",
        ],
    ),
    ("备注", &["备注"]),
    (
        "等级",
        &["等级", "评价等级", "自评等级", "评价结论", "自评结论"],
    ),
];

/// The key of the report that a label below the tables stands for.
pub fn block(label: &str) -> Option<&'static str> {
    of(BLOCKS, label)
}

/// What forms call the fields above and below the tables, by data path; those
/// under 不公开 name people.
const FIELDS: &[(&str, &[&str])] = &[
    (
        "单位.名称",
        &[
            "单位名称",
            "预算单位名称",
            "预算部门名称",
            "部门名称",
            "部门单位名称",
            "填报单位",
        ],
    ),
    ("项目.名称", &["项目名称", "项目支出名称"]),
    (
        "项目.实施单位",
        &["实施单位", "项目实施单位", "资金使用单位"],
    ),
    ("主管部门", &["主管部门", "主管单位", "主管部门及代码"]),
    ("总分", &["自评总分", "自评得分", "总得分"]),
    ("填报.填报日期", &["填报日期", "填表日期", "填报时间"]),
    (
        "不公开.单位负责人",
        &["单位负责人签字", "单位负责人", "负责人"],
    ),
    ("不公开.填表人", &["填表人", "填报人", "经办人"]),
    ("不公开.联系人", &["部门联系人", "联系人", "项目负责人"]),
    ("不公开.联系电话", &["联系电话", "电话", "手机"]),
];

/// The data path that a label stands for.
pub fn field(label: &str) -> Option<&'static str> {
    of(FIELDS, label)
}

fn of(table: &[(&'static str, &[&str])], label: &str) -> Option<&'static str> {
    let label = plain(label);
    let known = |names: &&[&str]| names.contains(&label.as_str());
    table
        .iter()
        .find(|(_, names)| known(names))
        .map(|(key, _)| *key)
}
