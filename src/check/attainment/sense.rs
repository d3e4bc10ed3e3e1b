//! Which of more and less is better, from the comparator, the 指标性质 and the
//! indicator's words.

use crate::check::measures::{Kind, kind, unit_of};
use crate::model::letters::ends;
use crate::model::quantity::{Comparator, Figure, Value};
use crate::model::{Indicator, Letters};

/// What is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// The more, the better.
    More,
    /// The less, the better.
    Less,
}

/// Things of which less is better, where they are what is counted.
#[rustfmt::skip]
const HARMS: &[&str] = &[
    "事故", "死亡", "伤亡", "上访", "信访", "投诉", "举报", "差错", "违规", "违法", "违纪",
    "失误", "案件", "发案", "火灾", "逾期", "拖欠", "失业", "辍学", "流失", "发病", "感染",
    "污染", "返贫",
];

/// Words that make it doubtful whether more is better.
#[rustfmt::skip]
const DOUBTS: &[&str] = &[
    "成本", "费", "支出", "预算", "投入", "错", "延", "超", "纠纷", "矛盾", "隐患", "欠",
    "贫", "排放", "耗", "用水", "用电", "用油", "噪", "患", "空置", "闲置", "结余", "结转",
    "债", "赤字", "损", "漏", "变动", "控制", "时间", "时长", "时限", "天数", "周期", "期限",
    "下降", "降低", "减", "节", "不良", "负", "缺", "误", "病", "罚", "诉", "违", "案", "火",
    "等待", "频率", "浓度", "间隔", "编制", "压", "退", "偏差", "缩", "死", "伤", "发生",
    "占比", "比重", "比例", "流动", "用车", "公务", "接待", "会议", "离职", "价", "利率",
    "密度", "不", "未", "人员", "用工", "聘", "编外", "出国", "团组", "断", "障", "坏", "返工",
    "近视", "堵", "盗", "丢", "泄", "撂荒", "淘汰", "失信", "溺", "毁", "异常", "停", "等级",
    "级别", "评级", "等次", "档次", "类别", "浪费", "滞", "肥胖", "超标",
];

/// Units of a grade, where the first may be the best or the worst.
const GRADES: &[&str] = &["级", "等", "类", "档", "型", "星"];

/// A target in these words is a change downwards, where more of it is better.
const REDUCTIONS: &[&str] = &["下降", "降低", "减少", "压减", "削减", "缩减", "降幅"];

/// Behind them it is the level that is named: 下降至3%.
const DOWN_TO: &[&str] = &["至", "到", "为"];

/// What is done about a harm: then it is not the harm that is counted.
#[rustfmt::skip]
const DEEDS: &[&str] = &[
    "减", "降", "整改", "化解", "处理", "处置", "查处", "办", "结案", "防", "宣传", "演练",
    "培训", "教育", "检查", "排查", "消除", "治理", "整治", "救", "应急", "调解", "调处", "拆",
    "回复", "答复", "响应", "接", "满意", "无", "零", "监测", "监督", "巡", "清", "达到",
    "达标", "规定", "核查", "复", "帮", "扶",
];

/// Endings of a rate of which more is better, whatever it is the rate of.
#[rustfmt::skip]
const GOOD_RATES: &[&str] = &[
    "完成率", "合格率", "达标率", "及时率", "覆盖率", "满意度", "满意率", "整改率", "化解率",
    "办结率", "办理率", "处置率", "处理率", "查处率", "结案率", "到岗率", "参与率", "参保率",
    "知晓率", "通过率", "发放率", "准确率", "利用率", "到位率", "公开率", "回复率", "响应率",
    "解决率", "排查率", "清运率", "修复率", "脱贫率", "就业率", "入学率", "普及率", "完好率",
    "开展率", "落实率", "调处率", "保障率", "兑现率", "征缴率", "缴费率", "收缴率", "优良率",
    "绿化率", "验收率", "处理完成度", "完成度", "认可度", "知晓度", "接种率", "成活率",
    "存活率", "回收率", "巩固率", "签约率", "建档率", "抽检率", "开通率", "使用率", "执行率",
    "支付率", "拨付率", "兑付率", "交付率", "达成率", "成功率", "公示率", "保存率", "保全率",
    "投保率", "受益率", "惠及率", "出勤率", "巡查率", "入户率", "入园率", "毛入园率", "录取率",
    "毕业率", "获奖率", "达产率", "转化率", "综合利用率", "供水保证率", "普惠率", "机械化率",
    "登记率", "审核率", "保洁率", "清扫率", "检查率", "监测率", "安装率", "改造率", "治愈率",
    "救治率", "破案率", "采用率", "更新率", "增长率", "收集率", "无害化率", "治理率", "达到率",
    "保有率", "保护率", "合规率", "规范率", "完整率", "真实率", "一致率", "符合率", "优秀率",
    "良好率", "培训率", "通畅率", "畅通率", "可用率", "在线率",
];

/// Money of which spending it may be what was wanted.
const SPENDING: &[&str] = &["执行", "支付", "支出", "拨付", "使用", "完成"];

/// Money of which more is better.
#[rustfmt::skip]
const EARNINGS: &[&str] = &[
    "税收", "收入", "引资", "产值", "营收", "销售", "争取", "筹集", "筹措", "增收", "到位资金",
];

/// What may stand behind a harm that is counted.
const COUNTS: &[&str] = &[
    "发生", "次数", "起数", "件数", "人数", "人次", "数量", "总数", "率", "数", "量",
];

/// Which of more and less is better, where it is certain.
pub fn sense(row: &Indicator, target: &Figure) -> Option<Sense> {
    let by_column = Comparator::read(&row.nature)
        .and_then(of_comparator)
        .or_else(|| of_nature(&row.nature));
    let by_figure = target.comparator.and_then(of_comparator);
    let name = row.name.trim();
    if GRADES.contains(&target.unit.as_str()) && target.comparator.is_none() {
        return None;
    }
    match (by_figure, by_column) {
        (Some(one), Some(other)) if one != other => None,
        (Some(written), _) | (None, Some(written)) => {
            let is_slip = match written {
                Sense::More => counts_harm(name),
                Sense::Less => is_good_rate(name),
            };
            (!is_slip).then_some(written)
        }
        (None, None) => by_words(row, target),
    }
}

fn of_comparator(comparator: Comparator) -> Option<Sense> {
    match comparator {
        Comparator::AtLeast | Comparator::Over => Some(Sense::More),
        Comparator::AtMost | Comparator::Under => Some(Sense::Less),
        Comparator::Equal => None,
    }
}

/// 正向指标 and 反向指标, as some forms have it.
fn of_nature(nature: &str) -> Option<Sense> {
    let says = |words: &[&str]| words.iter().any(|word| nature.contains(word));
    if says(&["反向", "逆向", "逆指标", "负向"]) {
        Some(Sense::Less)
    } else {
        says(&["正向", "正指标"]).then_some(Sense::More)
    }
}

fn by_words(row: &Indicator, target: &Figure) -> Option<Sense> {
    let name = row.name.trim();
    let texts = [name, &row.target].map(Letters::of);
    let says = |words: &[&str]| texts.iter().any(|text| text.hold_any(words));
    if texts[1].hold_any(REDUCTIONS) {
        let are_both = is_reduction(&row.target) && is_reduction(&row.actual);
        return are_both.then_some(Sense::More);
    }
    if target.rank || says(&["排名", "名次", "位次"]) {
        return Some(Sense::Less);
    }
    if matches!(target.value, Value::One(amount) if amount.is_zero()) {
        return (!says(&["增", "提"])).then_some(Sense::Less);
    }
    match kind(&unit_of(row, target)) {
        Kind::Time => None,
        Kind::Money if is_cost(row) || says(&["成本", "不超", "不高于", "控制", "预算"]) =>
        {
            let is_doubtful =
                says(EARNINGS) || says(SPENDING) || says(&["节", "减", "降", "不少于", "不低于"]);
            (!is_doubtful).then_some(Sense::Less)
        }
        Kind::Money => (says(EARNINGS) && !says(DOUBTS)).then_some(Sense::More),
        _ if is_good_rate(name) => Some(Sense::More),
        _ if counts_harm(name) => Some(Sense::Less),
        _ if says(HARMS) || says(DOUBTS) || is_cost(row) => None,
        // there are rates of every harm
        Kind::Ratio if name.ends_with('率') => None,
        _ => Some(Sense::More),
    }
}

/// Whether a text names a change downwards, and not the level that it ends at.
fn is_reduction(text: &str) -> bool {
    let mut words = REDUCTIONS.iter();
    words.any(|word| {
        text.split_once(word)
            .is_some_and(|(_, rest)| !DOWN_TO.iter().any(|to| rest.starts_with(to)))
    })
}

fn is_good_rate(name: &str) -> bool {
    let is_negated = ["不", "未", "非"].iter().any(|no| name.contains(no));
    !is_negated && GOOD_RATES.iter().any(|rate| ends(name, rate))
}

/// Whether a harm is what is counted: 安全生产事故发生率, not 减少上访 nor
/// 事故隐患整改率.
fn counts_harm(name: &str) -> bool {
    let mut counted = name;
    while let Some(left) = COUNTS.iter().find_map(|word| counted.strip_suffix(word)) {
        counted = left;
    }
    let is_harm = HARMS.iter().any(|harm| ends(counted, harm));
    is_harm && !DEEDS.iter().any(|deed| name.contains(deed))
}

fn is_cost(row: &Indicator) -> bool {
    row.level1.contains("成本") || row.level2.contains("成本")
}
