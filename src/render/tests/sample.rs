//! A small site in memory for the tests: two units, one with two years, a
//! project, base data and a narrative, one with a form of 160 rows.

use crate::check::{Checked, RULES, Rule};
use crate::folder::{Chapter, Document, Narrative, Piece, ProjectFolder, UnitFolder, YearFolder};
use crate::form::{Form, FundsLayout, GoalLayout, Keyed, KeyedList, Scope};
use crate::model::{
    Acceptance, Amount, BaseData, Funds, Goal, Indicator, MoneyUnit, Ordered, Percent, Project,
    Report, Site, SpendingRow, Unit, Year,
};
use crate::render::{RuleText, SiteContext};
use crate::source::Source;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Text that must come out escaped wherever it is printed.
pub const HOSTILE: &str = "<img src=x onerror=alert(1)>\"'&";

pub fn amount(text: &str) -> Option<Amount> {
    Some(Amount::parse(text).unwrap())
}

pub fn context() -> SiteContext {
    SiteContext {
        site: Site {
            name: "绩效自评公开".to_owned(),
            banner: "样例内容：数字取自公开报告，姓名和电话已隐去。".to_owned(),
            organiser: "某市财政局".to_owned(),
            id_code: "4206000001".to_owned(),
            icp: "鄂ICP备00000000号".to_owned(),
            contact: "027-00000000".to_owned(),
            ..Site::default()
        },
        base_url: "https://example.gov.cn/jixiao/".to_owned(),
        regions: BTreeMap::from(
            [
                ("hunan", "湖南省"),
                ("hunan/yueyang", "岳阳市"),
                ("hubei", "湖北省"),
            ]
            .map(|(folder, name)| (folder.to_owned(), name.to_owned())),
        ),
        version: "0.1.0".to_owned(),
        revision: "2024-04-01 v7".to_owned(),
        past: BTreeMap::new(),
        rules: RULES.iter().map(|rule| rule_text(rule)).collect(),
        datasets: crate::download::datasets(),
        pages_only: false,
    }
}

fn rule_text(rule: &Rule) -> RuleText {
    RuleText {
        code: rule.code,
        title: rule.title,
        severity: rule.severity.chinese(),
        documentation: rule.documentation(),
    }
}

pub fn units() -> Vec<Checked> {
    let checked = [wangyue(), hongshan()].map(|unit| {
        crate::check::run(unit, &Site::default()).unwrap_or_else(|refused| {
            let stops = refused.findings.iter().filter(|it| it.stops_publication());
            let stops: Vec<_> = stops
                .map(|it| format!("{} {}", it.rule.code, it.path))
                .collect();
            panic!("{stops:?}")
        })
    });
    checked.into()
}

fn keys<T: Keyed>(keys: &[&str]) -> KeyedList<T> {
    KeyedList(keys.iter().map(|key| T::of_key(key)).collect())
}

fn form(name: &str, grouped: bool) -> Arc<Form> {
    Arc::new(Form {
        id: name.to_owned(),
        name: Some("整体支出绩效自评表".to_owned()),
        scope: Some(Scope::Unit),
        money_unit: Some(MoneyUnit::TenThousandYuan),
        full_marks: amount("100"),
        header: Some(keys(&["单位.名称"])),
        funds: Some(FundsLayout {
            title: "年度预算申请".to_owned(),
            row_title: "年度资金总额".to_owned(),
            columns: keys(&[
                "年初预算数",
                "全年预算数",
                "全年执行数",
                "分值",
                "执行率",
                "得分",
            ]),
            weight: amount(if grouped { "20" } else { "10" }),
            ..FundsLayout::default()
        }),
        goals: Some(GoalLayout {
            title: "年度总体目标".to_owned(),
            grouped,
            columns: keys(&["预期目标", "实际完成情况"]),
            ..GoalLayout::default()
        }),
        columns: Some(keys(if grouped {
            &[
                "一级指标",
                "二级指标",
                "三级指标",
                "年度指标值",
                "实际完成值",
                "得分",
            ]
        } else {
            &[
                "一级指标",
                "二级指标",
                "三级指标",
                "年度指标值",
                "实际完成值",
                "分值",
                "得分",
                "偏差原因+改进措施",
            ]
        })),
        grades: Some(Ordered(
            [("优", "90"), ("良", "80"), ("中", "60")]
                .map(|(name, lowest)| (name.to_owned(), Amount::parse(lowest).unwrap()))
                .into(),
        )),
        ..Form::default()
    })
}

fn row(cells: [&str; 7], reason: &str) -> Indicator {
    let [level1, level2, name, target, actual, weight, score] = cells.map(str::to_owned);
    Indicator {
        level1,
        level2,
        name,
        target,
        actual,
        weight: amount(&weight),
        score: amount(&score),
        reason: reason.to_owned(),
        ..Indicator::default()
    }
}

fn document<T>(path: &str, data: T, form: &Arc<Form>) -> Document<T> {
    Document {
        source: Source::new(path, ""),
        data,
        form: Arc::clone(form),
    }
}

fn funds(initial: &str, budget: &str, executed: &str) -> Funds {
    Funds {
        initial_budget: amount(initial),
        budget: amount(budget),
        executed: amount(executed),
        ..Funds::default()
    }
}

/// 望岳街道, with two years.
pub fn wangyue() -> UnitFolder {
    let form = form("湖南-整体支出", false);
    let report = Report {
        title: "2023年度预算单位整体支出绩效自评表".to_owned(),
        disclosure: Ordered(
            [("索引号", "430602/2024-00031"), ("发布日期", "2024-03-28"), ("公开方式", "主动公开"), ("文号", "")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
        ),
        funds: Some(Funds {
            sources: Ordered(vec![
                ("一般公共预算".to_owned(), amount("2502.06")),
                ("政府性基金拨款".to_owned(), None),
                ("其他资金".to_owned(), amount("204.72")),
            ]),
            natures: Ordered(vec![
                ("基本支出".to_owned(), amount("1275.43")),
                ("项目支出".to_owned(), amount("1431.36")),
            ]),
            rate: Some(Percent::parse("10%").unwrap()),
            ..funds("942.79", "2706.79", "2706.79")
        }),
        acceptances: vec![
            Acceptance {
                code: "ZP101".to_owned(),
                place: "预算执行.执行率".to_owned(),
                figure: "10%".to_owned(),
                reason: "原表执行率填10%，按执行数和预算数应为100%。".to_owned(),
            },
            Acceptance {
                code: "ZP207".to_owned(),
                place: "绩效指标[5].偏差原因".to_owned(),
                figure: String::new(),
                reason: "原表没有填写。".to_owned(),
            },
        ],
        goals: vec![Goal {
            expected: "1. 全年拆除违法建设139处；\n2. 开展重点区域环境整治，扎实开展每周大扫除，共270场次。\n3. 完成学法、普法考试70人。".to_owned(),
            achieved: "1. 全年拆除己内酰胺收储项目、岳建小区旧改项目等违法建设139处，共4496平方米；\n2. 对辖区内无人清理的卫生死角、“牛皮癣”、零散建筑垃圾等进行了全面清理。\n3. 共70人完成学法、普法考试，通过率达100%。".to_owned(),
            ..Goal::default()
        }],
        indicators: vec![
            row(["产出指标", "数量指标", "拆除违法建设数量", "139处", "139处", "20", "20"], ""),
            row(["产出指标", "质量指标", "危房处置率达", "100%", "100%", "20", "20"], ""),
            row(
                ["产出指标", "成本指标", "总成本控制", "不超过年初预算投入", "2706.79万元", "10", "9"],
                "只做了年初在编人员的人员经费和公用经费预算，没有包含临聘人员的经费预算。",
            ),
            row(["效益指标", "社会效益指标", HOSTILE, "显著加强", "显著加强", "30", "30"], ""),
            row(["满意度指标", "服务对象满意度指标", "服务对象满意度", "≥95%", "93%", "10", "9.50"], ""),
        ],
        ..Report::default()
    };
    let project = Report {
        project: Project {
            name: "城乡社区环境整治".to_owned(),
            ..Project::default()
        },
        funds: Some(funds("1000.00", "996.05", "987.5")),
        indicators: vec![row(
            [
                "产出指标",
                "数量指标",
                "清扫保洁道路",
                "87条",
                "94条",
                "90",
                "90",
            ],
            "",
        )],
        ..Report::default()
    };
    let before = Report {
        title: "2022年度预算单位整体支出绩效自评表".to_owned(),
        funds: Some(funds("900", "2344.18", "2329.49")),
        total: amount("95"),
        ..Report::default()
    };
    let html = "<p>2023年我单位基本支出是1070.70万元，其中人员经费859.31万元，占基本支出的80.26%，主要包括基本工资、津贴补贴、奖金、伙食补助费、绩效工资和机关事业单位养老保险缴费。</p>";
    let narrative = Narrative {
        source: Source::new("hunan/yueyang/wangyue/2023/report.md", "正文"),
        opening: vec![],
        chapters: vec![
            Chapter {
                title: "一、单位基本情况".to_owned(),
                id: "zhang-1".to_owned(),
                span: 0..0,
                body: vec![Piece::Html("<h3 id=\"zhang-1-1\">（一）职能职责</h3><p>望岳路街道党工委领导本地区政治、经济、文化、社会、生态文明建设等各项工作和基层社会治理。</p>".to_owned())],
                headings: vec![],
                is_empty: false,
            },
            chapter("七、存在的问题", "zhang-7", "<p>招商力量不足。</p>"),
            Chapter {
                title: "二、一般公共预算支出情况".to_owned(),
                id: "zhang-2".to_owned(),
                span: 0..0,
                body: vec![
                    Piece::Html(html.to_owned()),
                    Piece::Chart("支出构成".to_owned(), 0..0),
                    Piece::Chart("支出构成".to_owned(), 0..0),
                    Piece::Table("项目支出".to_owned(), 0..0),
                    Piece::Table("经费控制情况".to_owned(), 0..0),
                ],
                headings: vec![],
                is_empty: false,
            },
        ],
    };
    let base = BaseData {
        year: Some(Year(2023)),
        spending: vec![SpendingRow {
            name: "项目支出".to_owned(),
            last_year: amount("881.00"),
            budget: amount("5.83"),
            executed: amount("1431.36"),
            children: vec![SpendingRow {
                name: "城管专项支出".to_owned(),
                last_year: amount("881.00"),
                budget: amount("5.83"),
                executed: amount("1431.36"),
                children: vec![],
            }],
        }],
        ..BaseData::default()
    };
    UnitFolder {
        address: "hunan/yueyang/wangyue".to_owned(),
        unit: Unit {
            name: "岳阳市岳阳楼区望岳街道办事处".to_owned(),
            short_name: "望岳街道".to_owned(),
            former_names: vec!["望岳路街道".to_owned()],
            kind: "街道办事处".to_owned(),
            ..Unit::default()
        },
        source: Source::new("hunan/yueyang/wangyue/unit.yaml", ""),
        years: vec![
            YearFolder {
                year: Year(2022),
                report: Some(document("2022/report.yaml", before, &form)),
                narrative: Some(narrative_of_2022()),
                base: None,
                projects: vec![],
                attachments: vec![],
            },
            YearFolder {
                year: Year(2023),
                report: Some(document("2023/report.yaml", report, &form)),
                narrative: Some(narrative),
                base: Some(document("2023/base.yaml", base, &form)),
                projects: vec![ProjectFolder {
                    slug: "huanjing".to_owned(),
                    report: document("2023/projects/huanjing.yaml", project, &form),
                    narrative: None,
                }],
                attachments: vec!["自评表 盖章.pdf".to_owned()],
            },
        ],
    }
}

fn narrative_of_2022() -> Narrative {
    let measures = "<p>配齐<strong>招商</strong>专员。</p><ul><li>按月&lt;img src=x onerror=alert(1)&gt;通报。</li></ul>";
    Narrative {
        source: Source::new("hunan/yueyang/wangyue/2022/report.md", "正文"),
        opening: vec![],
        chapters: vec![chapter("八、下一步改进措施", "zhang-8", measures)],
    }
}

fn chapter(title: &str, id: &str, html: &str) -> Chapter {
    Chapter {
        title: title.to_owned(),
        id: id.to_owned(),
        span: 0..0,
        body: vec![Piece::Html(html.to_owned())],
        headings: vec![],
        is_empty: false,
    }
}

/// 洪山街道, with rows grouped by goals.
fn hongshan() -> UnitFolder {
    let form = form("武汉-整体支出", true);
    let group = |at: usize| {
        Goal {
        number: format!("年度目标{}", at + 1),
        expected: "信访维稳、党政党建、统计、劳动保障、招商引资、社区民兵训练、普法、精准扶贫、固定资产配置、编纂街乡志、办公大楼养护及维修、文明创建。".to_owned(),
        indicators: (0..20)
            .map(|row_at| {
                let level1 = if row_at < 12 { "产出指标" } else { "效益指标" };
                let score = if row_at % 9 == 8 { "0.3" } else { "0.5" };
                row([level1, "数量指标", &format!("完成第三方督查整改回复次数（环境整治）{row_at}"), "26个", "26个", "0.5", score], "")
            })
            .collect(),
        ..Goal::default()
    }
    };
    let report = Report {
        title: "2020年度洪山街道办事处整体绩效自评表".to_owned(),
        funds: Some(Funds {
            rate: Some(Percent::parse("99.37%").unwrap()),
            score: amount("19.87"),
            ..funds("20000.00", "20640.80", "20511.36")
        }),
        goals: (0..8).map(group).collect(),
        reason: "招商引资任务没有完成。".to_owned(),
        ..Report::default()
    };
    UnitFolder {
        address: "hubei/hongshan".to_owned(),
        unit: Unit {
            name: "武汉市洪山区人民政府洪山街道办事处".to_owned(),
            ..Unit::default()
        },
        source: Source::new("hubei/hongshan/unit.yaml", ""),
        years: vec![YearFolder {
            year: Year(2020),
            report: Some(document("2020/report.yaml", report, &form)),
            narrative: None,
            base: None,
            projects: vec![],
            attachments: vec![],
        }],
    }
}
