//! Writes a site of N synthetic reports for benchmarks and tests: always the
//! same for the same arguments.
//!
//! ```text
//! cargo run --release --example generate -- N DIR [--wrong PERCENT]
//! ```
//!
//! Each report is the size of a real one: a funds table, 26 indicators, about
//! 6 KB of YAML, a narrative of about 2,800 characters. With `--wrong`, so many
//! percent of the reports have one wrong figure.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io, process};

/// Reports of one unit, one a year.
const YEARS: u64 = 2;
const FIRST_YEAR: u64 = 2022;
const UNITS_PER_DISTRICT: u64 = 20;
const DISTRICTS_PER_CITY: u64 = 10;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (count, folder, wrong) = match arguments.as_slice() {
        [count, folder] => (count.parse(), folder, Ok(0)),
        [count, folder, flag, percent] if flag == "--wrong" => {
            (count.parse(), folder, percent.parse())
        }
        _ => usage(),
    };
    let (Ok(count), Ok(wrong)) = (count, wrong) else {
        usage()
    };
    if let Err(error) = site(Path::new(folder), count, wrong) {
        eprintln!("{folder}: {error}");
        process::exit(2);
    }
}

fn usage() -> ! {
    eprintln!("generate N DIR [--wrong PERCENT]");
    process::exit(2);
}

/// Writes the site; also for the tests that want one.
pub fn site(folder: &Path, count: u64, wrong: u64) -> io::Result<()> {
    let content = folder.join("content");
    fs::create_dir_all(&content)?;
    fs::write(
        content.join("site.yaml"),
        "名称: 生成的示例站点\n简介: 由程序生成的内容，用于测量速度。\n主办单位: 示例\n",
    )?;
    let mut made = 0;
    let mut unit = 0;
    while made < count {
        let district = unit / UNITS_PER_DISTRICT;
        let city = district / DISTRICTS_PER_CITY;
        let city_folder = content.join(format!("city-{city:03}"));
        let district_folder = city_folder.join(format!("district-{district:04}"));
        let unit_folder = district_folder.join(format!("unit-{unit:06}"));
        fs::create_dir_all(&unit_folder)?;
        if unit % UNITS_PER_DISTRICT == 0 {
            fs::write(
                city_folder.join("region.yaml"),
                format!("名称: 第{city}市\n"),
            )?;
            fs::write(
                district_folder.join("region.yaml"),
                format!("名称: 第{district}区\n"),
            )?;
        }
        let name = format!("第{district}区第{unit}街道办事处");
        fs::write(
            unit_folder.join("unit.yaml"),
            format!("名称: {name}\n简称: 第{unit}街道\n类型: 街道办事处\n"),
        )?;
        for year in FIRST_YEAR..FIRST_YEAR + YEARS.min(count - made) {
            let mut dice = Dice(made.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66);
            let slip = (dice.below(100) < wrong).then(|| dice.below(4));
            let year_folder = unit_folder.join(year.to_string());
            fs::create_dir_all(&year_folder)?;
            let report = Report::new(&mut dice);
            fs::write(
                year_folder.join("report.yaml"),
                report.yaml(&name, year, slip),
            )?;
            fs::write(year_folder.join("report.md"), report.narrative(&name, year))?;
            made += 1;
        }
        unit += 1;
    }
    Ok(())
}

/// A small generator of pseudo-random numbers (SplitMix64), the same everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % bound
    }
}

/// Why points were lost: another reason each year, since what is copied is found.
const REASONS: [&str; 2] = ["年中任务调整，人手不足", "项目进场比计划晚，人手不足"];

/// Heading, sub-heading, name, unit, weight in 分.
const ROWS: [(&str, &str, &str, &str, u64); 26] = [
    ("产出指标", "数量指标", "开展安全检查次数", "次", 4),
    ("产出指标", "数量指标", "拆除违法建设处数", "处", 4),
    ("产出指标", "数量指标", "开展周末大扫除场次", "场次", 4),
    ("产出指标", "数量指标", "提供就业服务人次", "人次", 4),
    ("产出指标", "数量指标", "开展文明实践活动场次", "场次", 3),
    ("产出指标", "数量指标", "走访困难家庭户数", "户", 3),
    ("产出指标", "质量指标", "矛盾纠纷按期办结率", "%", 4),
    ("产出指标", "质量指标", "隐患整改率", "%", 4),
    ("产出指标", "质量指标", "补助发放准确率", "%", 3),
    ("产出指标", "质量指标", "工程验收合格率", "%", 3),
    ("产出指标", "时效指标", "补贴发放及时率", "%", 4),
    ("产出指标", "时效指标", "来信来访回复及时率", "%", 3),
    ("产出指标", "时效指标", "项目按期完成率", "%", 3),
    ("产出指标", "成本指标", "三公经费控制率", "%", 4),
    ("效益指标", "经济效益指标", "协税护税完成率", "%", 4),
    ("效益指标", "经济效益指标", "招商项目落地数", "个", 4),
    ("效益指标", "社会效益指标", "新增就业人数", "人", 4),
    ("效益指标", "社会效益指标", "安全生产知识知晓率", "%", 3),
    ("效益指标", "社会效益指标", "医保参保率", "%", 3),
    ("效益指标", "生态效益指标", "空气质量优良天数", "天", 3),
    ("效益指标", "生态效益指标", "垃圾分类覆盖率", "%", 3),
    ("效益指标", "可持续影响指标", "长效管理制度数", "项", 3),
    ("效益指标", "可持续影响指标", "志愿者队伍人数", "人", 3),
    ("满意度指标", "服务对象满意度指标", "居民满意度", "%", 4),
    ("满意度指标", "服务对象满意度指标", "企业满意度", "%", 3),
    ("满意度指标", "服务对象满意度指标", "职工满意度", "%", 3),
];

/// Money in hundredths of 万元, scores in tenths of 分.
struct Report {
    initial: u64,
    budget: u64,
    basic: u64,
    fund: u64,
    /// Target, actual and lost tenths of 分 of each row.
    rows: Vec<(u64, u64, u64)>,
}

fn hundredths(value: u64) -> String {
    format!("{}.{:02}", value / 100, value % 100)
}

fn tenths(value: u64) -> String {
    if value.is_multiple_of(10) {
        (value / 10).to_string()
    } else {
        format!("{}.{}", value / 10, value % 10)
    }
}

impl Report {
    fn new(dice: &mut Dice) -> Self {
        let initial = 80_000 + dice.below(400_000);
        let budget = initial + dice.below(100_000);
        let basic = budget / 2 + dice.below(budget / 4);
        let fund = dice.below(budget / 10);
        let rows = ROWS
            .iter()
            .map(|&(_, _, _, unit, _)| {
                let target = if unit == "%" {
                    90 + dice.below(11)
                } else {
                    10 + dice.below(300)
                };
                let short = dice.below(8) == 0;
                let lost = if short { 5 * (1 + dice.below(3)) } else { 0 };
                let actual = if short {
                    target - 1 - dice.below(5)
                } else {
                    target
                };
                (target, actual, lost)
            })
            .collect();
        Self {
            initial,
            budget,
            basic,
            fund,
            rows,
        }
    }

    /// The total in tenths of 分: everything was spent, so 10 分 for execution.
    fn total(&self) -> u64 {
        1000 - self.rows.iter().map(|row| row.2).sum::<u64>()
    }

    /// The form; `slip` plants one wrong figure.
    fn yaml(&self, name: &str, year: u64, slip: Option<u64>) -> String {
        let off = |which: u64, value: u64| {
            if slip == Some(which) {
                value + 1
            } else {
                value
            }
        };
        let mut text = String::with_capacity(8 << 10);
        let budget = hundredths(self.budget);
        let _ = write!(
            text,
            "表式: 湖南-整体支出\n年度: {year}\n标题: {year}年度部门整体支出绩效自评表\n金额单位: 万元\n\n\
             公开:\n  发布日期: {}-03-28\n  公开方式: 主动公开\n\n\
             填报:\n  填报日期: {}年3月20日\n\n\
             预算执行:\n  年初预算数: {}\n  全年预算数: {budget}\n  全年执行数: {budget}\n  \
             分值: 10\n  执行率: {}%\n  得分: 10\n  按收入性质:\n    一般公共预算: {}\n    政府性基金拨款: {}\n  \
             按支出性质:\n    基本支出: {}\n    项目支出: {}\n\n\
             年度目标:\n  - 预期目标: |\n      {name}全年完成各项工作任务，保障辖区运转。\n    \
             实际完成情况: |\n      {name}完成了年初确定的主要任务，保障了辖区运转。\n\n绩效指标:\n",
            year + 1,
            year + 1,
            hundredths(self.initial),
            if slip == Some(0) { 90 } else { 100 },
            hundredths(off(1, self.budget - self.fund) + 99 * u64::from(slip == Some(1))),
            hundredths(self.fund),
            hundredths(off(2, self.basic) + 99 * u64::from(slip == Some(2))),
            hundredths(self.budget - self.basic),
        );
        for (&(level1, level2, indicator, unit, weight), &(target, actual, lost)) in
            ROWS.iter().zip(&self.rows)
        {
            let _ = write!(
                text,
                "  - 一级指标: {level1}\n    二级指标: {level2}\n    三级指标: {indicator}\n    \
                 年度指标值: {target}{unit}\n    实际完成值: {actual}{unit}\n    分值: {weight}\n    得分: {}\n",
                tenths(weight * 10 - lost)
            );
            if lost > 0 {
                let reason = REASONS[year as usize % REASONS.len()];
                let _ = write!(
                    text,
                    "    偏差原因: {reason}\n    改进措施: 提前安排，逐月核对进度\n"
                );
            }
        }
        let _ = write!(text, "\n总分: {}\n", tenths(off(3, self.total())));
        text
    }

    fn narrative(&self, name: &str, year: u64) -> String {
        let (budget, basic) = (hundredths(self.budget), hundredths(self.basic));
        let project = hundredths(self.budget - self.basic);
        let mut text = format!(
            "## 一、单位基本情况\n\n{name}负责辖区的经济发展、公共服务、综合治理和平安建设。\n\n\
             ## 二、一般公共预算支出情况\n\n{year}年全年预算{budget}万元，全年支出{{{{ 预算执行.全年执行数 }}}}万元，\
             其中基本支出{basic}万元，项目支出{project}万元。\n\n\
             | 项目 | 金额（万元） |\n|---|---:|\n| 基本支出 | {basic} |\n| 项目支出 | {project} |\n\n\
             ## 三、单位整体支出绩效情况\n\n"
        );
        for (&(_, _, indicator, unit, _), &(target, actual, _)) in ROWS.iter().zip(&self.rows) {
            let _ = write!(
                text,
                "**{indicator}。**全年目标{target}{unit}，实际完成{actual}{unit}。街道把这项工作列入月度清单，\
                 由分管负责人按周调度，社区和网格逐项落实，年底由财政所会同业务科室核对了台账和凭证，结果在公开栏公示。\n\n"
            );
        }
        text.push_str(
            "## 四、存在的问题及原因分析\n\n1. 部分任务在年中调整，进度前松后紧。\n2. 专业力量不足，少数指标未达到目标值。\n\n\
             ## 五、下一步改进措施\n\n1. 按季度核对预算执行和指标进度。\n2. 加强培训，补充专业力量。\n\n\
             ## 六、绩效自评结果拟应用和公开情况\n\n自评结果作为编制下一年度预算的依据，并按规定公开。\n",
        );
        text
    }
}
