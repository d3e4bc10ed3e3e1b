//! Texts that are right, in the styles of provinces that are not in the sample
//! content: the rules on privacy and wording say nothing of them.

use crate::check::testing::{findings, found, line, unit};
use crate::check::{Example, Finding};

fn is_ours(line: &str) -> bool {
    ("ZP402".."ZP416").contains(&&line[..5])
}

/// The goals among these in which these rules find something.
fn faulty_goals(texts: &[&'static str]) -> Vec<&'static str> {
    let mut faulty = texts.to_vec();
    faulty.retain(|text| !found_in_goal(text).is_empty());
    faulty
}

fn found_in_goal(text: &str) -> Vec<String> {
    let goal = format!("年度目标: [{{预期目标: '{text}'}}]");
    found_in(&format!("表式: 全国-项目支出\n{goal}\n"))
}

fn found_in(yaml: &str) -> Vec<String> {
    let mut found = found(yaml);
    found.retain(|line| is_ours(line));
    found
}

fn found_in_narrative(name: &str, markdown: &str) -> Vec<String> {
    let example = Example {
        yaml: "表式: 湖南-整体支出\n".into(),
        markdown: markdown.into(),
    };
    let mut folder = unit(&example, None);
    folder.unit.name = name.into();
    let found: Vec<Finding> = findings(folder);
    let lines = found.iter().map(line);
    lines.filter(|line| is_ours(line)).collect()
}

#[test]
fn letters_that_belong_in_chinese_texts() {
    let texts = [
        "2023年度创建AAA级景区2个，5G基站建设12座。",
        "河道水质pH值6.8，COD浓度≤20mg/L，达到Ⅲ类标准；PM2.5年均浓度35μg/m³，VOCs减排12吨。",
        "办理12345热线工单，通过O2O平台、APP、LED屏、WPS文档和微信小程序宣传。",
        "执行GB/T 19001、DB43/T 1234-2019标准，A3图纸、B超、CT各1台。",
        "打击P2P网贷，推广PPP、EPC、EOD模式，KTV、VR设备合格率≥95%。",
        "绿化面积10 km²，节电500 kWh，压减标煤30 tce，噪声≤55 dB(A)。",
        "见https://www.example.gov.cn/zwgk/index.html，信箱bgs@example.gov.cn。",
        "引进iPhone、Windows、Office软件，制作vlog、logo，开展citywalk活动。",
        "采用kV级变电站、24h值守、mm级监测，得分=min(实际/目标,1)×分值。",
        "推广“互联网+”“WiFi全覆盖”，TOP10企业3家，No.1示范点。",
        "参加ChatGPT、DeepSeek等大模型（large language model）培训2期。",
        "（i）编制方案；（ii）组织实施；（iii）验收。",
    ];
    assert_eq!(faulty_goals(&texts), [""; 0]);
}

#[test]
fn words_that_are_rightly_doubled_and_words_that_hold_a_slip() {
    let texts = [
        "天天清扫，人人参与，户户通水，家家受益，一一走访，处处整洁。",
        "群众得到了的的确确的实惠，到社区看看，办办实事，常常回头看。",
        "招商引资资金到位，捐资资金、各项项目进展顺利，12余项项目完工。",
        "财政绩效绩优，为基层减负工作扎实，已经经济普查核实，达到目的的保障。",
        "深入了解民情，完成产值，形成产业，公布署名文章，全部暑期托管。",
        "稳订单、稳就业，大冶安置小区，环镜湖绿道，自己经办，攻坚难点。",
        "安全生产产业园、项项有着落、件件有回音；经经济发展局、住建局会审。",
        "生活，生产，生态“三生”融合；文化活、产业活、人气活。",
        "跟新时代同步，紧跟新形势；提高认识，提升水平，完完全全落实。",
    ];
    assert_eq!(faulty_goals(&texts), [""; 0]);
}

#[test]
fn signs_that_ask_count_or_point() {
    let texts = [
        "群众满意吗？还有哪些困难？逐户问清。",
        "“要不要修?怎么修?”由村民议事会决定。",
        "一、二、三级指标齐全：①数量；②质量；（1）建成；（2）投用。",
        "根据《关于开展……绩效自评工作的通知》（财绩〔2024〕1号），按时完成。",
        "落实“两不愁三保障……”要求，完成危房改造3户。",
        "是否公开：是□否☑；支付方式：☑直接支付□授权支付□其他。",
        "长3×4米的宣传栏5块，XL、XXL号雨衣各20件。",
        "撰写信息（每篇不少于500字）100篇，印制手册（32开，200页以内）。",
        "走访李××等5名老党员，车牌湘A·XX123，联系电话0730-8123456。",
        "序号#1、#2机组，用户_管理模块，区间[0,100]。",
        "按1：3配套，时间9：00—17：00，比例为3∶1。",
        "张某（男，45岁）、王某（女）；标准：（一）优；（二）良。",
    ];
    assert_eq!(faulty_goals(&texts), [""; 0]);
}

#[test]
fn texts_that_end_where_they_end() {
    let texts = [
        "指标未完成的原因：年初目标设置偏高；财政资金下达较晚造成的",
        "有下列情形之一的，不得分；发生安全事故的",
        "全年办理实事56件；普惠性服务全面普及",
        "落实惠民政策；群众积极参与",
        "三公”经费只减不增；“一事一议",
        "保障机构正常运转",
        "依法行使",
        "（一）拆除违建；（二）整治环境",
        "一）拆除违建；二）整治环境",
        "完成",
    ];
    assert_eq!(faulty_goals(&texts), [""; 0]);
}

#[test]
fn a_row_that_begins_like_another_is_no_part_of_it() {
    for (one, other) in [
        ("辖区内道路清扫保洁面积达标", "辖区内道路清扫保洁面积达标率"),
        (
            "完成社区居家养老服务中心建设",
            "完成社区居家养老服务中心建设费",
        ),
        ("按照年初预算控制经费支出", "按照年初预算控制经费支出数"),
        (
            "保障机关日常工作正常开展",
            "保障机关日常工作正常开展，无投诉",
        ),
        ("村民对人居环境改善情况满意", "村民对人居环境改善情况满意度"),
    ] {
        let yaml = format!(
            "表式: 全国-项目支出\n绩效指标:\n  - {{三级指标: 甲, 年度指标值: '{one}'}}\n\
             \u{20} - {{三级指标: 乙, 年度指标值: '{other}'}}\n"
        );
        assert_eq!(found_in(&yaml), [""; 0], "{one}");
    }
}

#[test]
fn values_that_do_not_apply_and_notes_of_the_form() {
    let yaml = "表式: 全国-项目支出\n标题: 2023年度转移支付区域绩效自评表\n\
        填报: {单位负责人: ×××, 填报日期: 2024年3月20日}\n\
        项目: {名称: 城乡居民医保（含大病保险）, 实施单位: 某县医疗保障局}\n\
        公开: {索引号: '000014349/2024-00012', 文号: 财绩〔2024〕1号, 公开方式: 主动公开}\n\
        绩效指标:\n\
        \u{20} - {三级指标: 参保人数, 年度指标值: ≥19000人, 实际完成值: 19012人, 偏差原因: /}\n\
        \u{20} - {三级指标: 生态效益, 年度指标值: 不适用, 实际完成值: —, 改进措施: 无}\n\
        \u{20} - {三级指标: 补助标准, 年度指标值: 380元/人·年, 实际完成值: 380元/人·年}\n\
        备注: 每个项目填一张表（100字以内），如业务工作经费……\n";
    assert_eq!(found_in(yaml), [""; 0]);
}

#[test]
fn narratives_with_lists_tables_and_neighbours() {
    let markdown = "## 一、基本情况\n\n\
        岳麓区望岳街道下辖10个社区，与观沙岭街道、望城坡街道、银盆岭街道相邻。\n\
        望岳街道党工委、办事处设7个内设机构；各街道办事处职责相同。\n\n\
        （一）机构设置\n\n- 党政综合办公室\n- 财政所（挂“审计办”牌子）\n\n\
        | 项目 | 金额 |\n|---|---:|\n| 人员经费 | 1,070.70 |\n| / | / |\n\n\
        ## 二、绩效情况\n\n\
        1. 拆除违法建设139处，\n整治重点区域270场次。\n2. 一是抓党建；二是强治理。\n\n\
        望岳街道人大工委开展视察3次，长沙市岳麓区望岳街道办事处按期答复。\n";
    assert_eq!(
        found_in_narrative("长沙市岳麓区望岳街道办事处", markdown),
        [""; 0]
    );
    let markdown = "## 一、基本情况\n\n\
        古楼镇辖12个村，东接新古楼镇、南邻双古镇，镇党委、镇人民政府共设6个办公室。\n\
        古楼镇人民政府与古楼乡联合办学，全镇党政机关带头过紧日子。\n";
    assert_eq!(found_in_narrative("某县古楼镇人民政府", markdown), [""; 0]);
}
