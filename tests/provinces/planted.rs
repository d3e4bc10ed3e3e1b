//! The mistakes: one a line, as a clerk makes them.

/// One mistake in one report.
pub struct Planted {
    /// The file below content, without its ending.
    pub file: &'static str,
    /// What is written otherwise: the indicator, or `预算执行`, or nothing for the
    /// head and foot; the key; the value.
    pub changes: &'static [(&'static str, &'static str, &'static str)],
    /// The rule that finds it.
    pub code: &'static str,
    /// The indicator and the key where it is found.
    pub at: (&'static str, &'static str),
    /// Whether it is worth a note only.
    pub is_note: bool,
}

/// One value is wrong, and found there.
const fn one(
    file: &'static str,
    change: &'static [(&'static str, &'static str, &'static str)],
    code: &'static str,
) -> Planted {
    at(file, change, code, (change[0].0, change[0].1))
}

/// The mistake is found elsewhere.
const fn at(
    file: &'static str,
    changes: &'static [(&'static str, &'static str, &'static str)],
    code: &'static str,
    at: (&'static str, &'static str),
) -> Planted {
    Planted {
        file,
        changes,
        code,
        at,
        is_note: false,
    }
}

/// It may be right, and is a note.
const fn note(
    file: &'static str,
    changes: &'static [(&'static str, &'static str, &'static str)],
    code: &'static str,
) -> Planted {
    Planted {
        file,
        changes,
        code,
        at: (changes[0].0, changes[0].1),
        is_note: true,
    }
}

impl Planted {
    /// It is found at another key of the same indicator or block.
    const fn under(mut self, key: &'static str) -> Self {
        self.at.1 = key;
        self
    }
}

const LONG: &str = "围绕全年任务保障机构正常运转，按时完成各项重点工作，资金使用规范有效，群众满意度不断提高，社会效益明显。";

const FUNDS: &str = "预算执行";

#[rustfmt::skip]
pub const PLANTED: &[Planted] = &[
    // ZP101: the rate
    one("yunnan/2022/projects/yanglao", &[(FUNDS, "执行率", "98.87%")], "ZP101"),
    one("sichuan/2022/projects/jiuye", &[(FUNDS, "执行率", "8%")], "ZP101"),
    one("guangxi/2022/projects/yimiao", &[(FUNDS, "执行率", "100%")], "ZP101"),
    one("ningxia/2022/projects/zaolin", &[(FUNDS, "执行率", "95.2%")], "ZP101"),
    one("transfer/2023/projects/chengxiang", &[(FUNDS, "执行率", "96.65%")], "ZP101"),
    at("wuhan/2021/report", &[(FUNDS, "全年预算数", "3536.2")], "ZP101", (FUNDS, "执行率")),
    // the rate against the budget at the start of the year
    one("anhui/2023/report", &[(FUNDS, "执行率", "106.75%")], "ZP101"),
    // ZP102: its score
    one("yunnan/2022/projects/daolu", &[(FUNDS, "得分", "7.6"), ("", "总分", "96.6")], "ZP102"),
    one("fujian/2021/projects/haiyang", &[(FUNDS, "得分", "8"), ("", "总分", "97.22")], "ZP102"),
    one("henan/2023/projects/weixiu", &[(FUNDS, "得分", "10"), ("", "总分", "97")], "ZP102"),
    one("wuhan/2021/report", &[(FUNDS, "得分", "9.5"), ("", "总分", "88")], "ZP102"),
    one("chongqing/2023/report", &[("全年预算执行率", "得分", "9.9"), ("", "总分", "99.81")], "ZP102"),
    note("xinjiang/2023/projects/zhuangxiang", &[(FUNDS, "得分", "10"), ("", "总分", "99.73")], "ZP102"),
    // ZP103, ZP104: sources and natures
    one("hunan/2023/report", &[(FUNDS, "按收入性质", "{一般公共预算: 1508.37, 政府性基金拨款: 0, 纳入专户管理的非税收入拨款: , 其他资金: 75}")], "ZP103"),
    one("zhuzhou/2022/report", &[(FUNDS, "按收入性质", "{一般公共预算: 1386.2, 政府性基金拨款: 143.4, 纳入专户管理的非税收入拨款: 0, 其他资金: 0}")], "ZP103"),
    one("yueyang/2024/report", &[(FUNDS, "按收入性质", "{一般公共预算: 1002.45, 政府性基金拨款: 10, 纳入专户管理的非税收入拨款: 0, 其他资金: 0}")], "ZP103"),
    one("hunan/2023/report", &[(FUNDS, "按支出性质", "{基本支出: 1102.66, 项目支出: 564.36}")], "ZP104"),
    one("wuhan/2021/report", &[(FUNDS, "按支出性质", "{基本支出: 2100.19, 项目支出: 1188.2}")], "ZP104"),
    one("zhuzhou/2022/report", &[(FUNDS, "按支出性质", "{基本支出: 884.13, 项目支出: 63.647}")], "ZP104"),
    // ZP105: the rows under the total
    at("yunnan/2022/projects/yanglao", &[(FUNDS, "上年结转资金", "{年初预算数: 0, 全年预算数: 20000, 全年执行数: 200000.00}")], "ZP105", (FUNDS, "全年预算数")),
    at("xinjiang/2023/projects/zhuangxiang", &[(FUNDS, "当年财政拨款", "{年初预算数: 2560, 全年预算数: 2560, 全年执行数: 2419.68}")], "ZP105", (FUNDS, "全年执行数")),
    at("anhui/2023/projects/mianfei", &[(FUNDS, "财政拨款", "{全年预算数: 865.40, 全年执行数: 856.40}")], "ZP105", (FUNDS, "全年执行数")),
    at("transfer/2023/projects/chengxiang", &[(FUNDS, "中央财政资金", "{全年预算数: 5271, 全年执行数: 5204.2}")], "ZP105", (FUNDS, "全年预算数")),
    // ZP108: more than the budget
    one("beijing/2023/projects/laojiu", &[(FUNDS, "全年执行数", "1967.22"), (FUNDS, "执行率", "111.72%"), (FUNDS, "得分", "10"), ("", "总分", "96.75")], "ZP108"),
    one("guizhou/2023/report", &[(FUNDS, "全年执行数", "11523641.18")], "ZP108"),
    at("neimenggu/2022/projects/caoyuan", &[(FUNDS, "全年预算数", "8362.4")], "ZP108", (FUNDS, "全年执行数")),
    // ZP109: a large change without a word
    note("anhui/2023/report", &[(FUNDS, "全年预算数", "7230.18"), (FUNDS, "执行率", "77.22%"), (FUNDS, "得分", "7.72"), ("", "总分", "97.72")], "ZP109"),
    note("shandong/2022/projects/huanwei", &[(FUNDS, "年初预算数", "2300")], "ZP109").under("全年预算数"),
    note("jilin/2023/report", &[(FUNDS, "年初预算数", "5652184.00")], "ZP109").under("全年预算数"),
    // ZP110: 元 and 万元
    one("guangdong/2023/projects/gaozhi", &[(FUNDS, "年初预算数", "18000000")], "ZP110"),
    one("shanghai/2022/projects/xinxi", &[(FUNDS, "年初预算数", "6523000")], "ZP110"),
    one("zhejiang/2023/projects/shuili", &[("工程总投资", "实际完成值", "498.6元")], "ZP110"),
    one("sichuan/2022/projects/jiance", &[("项目成本", "实际完成值", "118.53元")], "ZP110"),
    one("jilin/2023/report", &[("公用经费支出", "实际完成值", "48.53元")], "ZP110"),
    // ZP201–203: weights
    at("yunnan/2022/projects/yanglao", &[("参保率", "分值", "11"), ("参保率", "得分", "11"), ("", "总分", "100.95")], "ZP201", ("", "绩效指标")),
    at("hebei/2023/projects/sifa", &[("案件质量合格率", "分值", "10"), ("案件质量合格率", "折算得分", "10"), ("", "总分", "93.2")], "ZP201", ("", "绩效指标")),
    at("chongqing/2023/report", &[("河道保洁成本", "分值", "8"), ("河道保洁成本", "得分", "8"), ("", "总分", "97.65")], "ZP201", ("", "绩效指标")),
    at("guangxi/2022/projects/yimiao", &[("冷链设备", "分值", "10"), ("冷链设备", "得分", "10"), ("", "总分", "104")], "ZP202", ("接种剂次", "分值")),
    at("zhuzhou/2022/report", &[("群体性事件", "分值", "5"), ("群体性事件", "得分", "5"), ("", "总分", "94.9")], "ZP202", ("", "一级指标分值")),
    at("shenzhen/2023/report", &[("新增学位", "分值", "15"), ("新增学位", "得分", "15"), ("", "总分", "102")], "ZP202", ("公用经费控制率", "分值")),
    one("wuhan/2021/report", &[("年度目标2（30分）", "分值", "35")], "ZP203"),
    // ZP204: the total
    one("yunnan/2022/projects/yanglao", &[("", "总分", "99.59")], "ZP204"),
    one("sichuan/2022/projects/jiance", &[("", "总分", "100")], "ZP204"),
    one("hubei/2022/projects/keji", &[("", "总分", "95.5")], "ZP204"),
    one("jiangsu/2022/report", &[("", "总分", "84.42")], "ZP204"),
    one("wuhan/2021/projects/jiedao", &[("", "总分", "98")], "ZP204"),
    // ZP205, ZP206
    one("anhui/2023/projects/mianfei", &[("教师满意度", "得分", "10")], "ZP205"),
    one("hunan/2023/projects/nongji", &[("补贴机具抽检合格率", "得分", "15")], "ZP205"),
    one("ningxia/2022/projects/zaolin", &[("制度健全性", "得分", "50")], "ZP205"),
    one("jiangsu/2022/report", &[("旅游总收入增长", "得分", "-2"), ("", "总分", "79.42")], "ZP206"),
    one("hainan/2022/projects/lvyou", &[("旅游收入", "得分", "-1"), ("", "总分", "55")], "ZP206"),
    one("yueyang/2024/report", &[("水电费", "得分", "-2"), ("水电费", "偏差原因", "超支6万元。"), ("水电费", "实际完成值", "12万元"), ("", "总分", "87"), ("", "等级", "良")], "ZP206"),
    // ZP207: no reason
    at("yunnan/2022/projects/yanglao", &[("养老金发放及时率", "偏差原因", "无")], "ZP207", ("养老金发放及时率", "偏差原因")),
    at("guangdong/2023/projects/gaozhi", &[("在校生满意度", "说明", "/")], "ZP207", ("在校生满意度", "说明")),
    at("jiangsu/2022/report", &[("大型文旅活动", "说明", "0")], "ZP207", ("大型文旅活动", "说明")),
    at("shenzhen/2023/report", &[("财务合规性", "得分", "4"), ("", "总分", "96")], "ZP207", ("财务合规性", "三级指标")),
    at("fujian/2021/projects/haiyang", &[("渔民满意度", "偏差原因", "已完成")], "ZP207", ("渔民满意度", "偏差原因")),
    // ZP208: nothing achieved, yet scored
    at("beijing/2023/projects/laojiu", &[("整治小区个数", "实际完成值", "—")], "ZP208", ("整治小区个数", "实际完成值")),
    at("henan/2023/projects/weixiu", &[("受益学生", "实际完成值", "/")], "ZP208", ("受益学生", "实际完成值")),
    at("shenzhen/2023/report", &[("公众满意度", "实际完成值", "---")], "ZP208", ("公众满意度", "实际完成值")),
    // ZP209: met, yet points lost
    one("shandong/2022/projects/huanwei", &[("环卫投诉办结率", "得分", "9"), ("环卫投诉办结率", "偏差原因", "办结不够快。"), ("", "总分", "99")], "ZP209"),
    one("yunnan/2022/projects/daolu", &[("路面完好率", "得分", "11"), ("路面完好率", "偏差原因", "个别路段破损。"), ("", "总分", "94.2")], "ZP209"),
    one("chongqing/2023/report", &[("水质达标率", "得分", "9"), ("水质达标率", "说明", "有待提高"), ("", "总分", "98.65")], "ZP209"),
    one("wuhan/2021/report", &[("矛盾纠纷调解成功率", "得分", "8"), ("", "总分", "95.5")], "ZP209"),
    // ZP210: missed, yet full marks
    one("sichuan/2022/projects/jiuye", &[("职业技能培训", "实际完成值", "2111人次"), ("职业技能培训", "得分", "10"), ("", "总分", "97")], "ZP210").under("得分"),
    one("anhui/2023/report", &[("教师培训人次", "实际完成值", "8000人次")], "ZP210").under("得分"),
    one("hubei/2022/projects/keji", &[("企业满意度", "实际完成值", "70%")], "ZP210").under("得分"),
    one("chongqing/2023/report", &[("河道保洁成本", "实际完成值", "423.5")], "ZP210").under("得分"),
    one("jilin/2023/report", &[("档案完好率", "实际完成值", "75%")], "ZP210").under("得分"),
    one("henan/2023/projects/weixiu", &[("完工时间", "实际完成值", "2023年11月25日")], "ZP210").under("得分"),
    one("yunnan/2022/projects/daolu", &[("工程完工时间", "实际完成值", "2022年12月18日")], "ZP210").under("得分"),
    one("neimenggu/2022/projects/caoyuan", &[("资金发放时间", "实际完成值", "9月28日")], "ZP210").under("得分"),
    // in another unit of the same measure, among words, among several figures
    one("yunnan/2022/projects/daolu", &[("安防工程", "实际完成值", "10.2公里")], "ZP210").under("得分"),
    one("beijing/2023/projects/laojiu", &[("居民满意度", "实际完成值", "72%（满意1253户）")], "ZP210").under("得分"),
    one("sichuan/2022/projects/jiance", &[("新建检测点、改造检测点", "实际完成值", "新建2个、改造4个")], "ZP210").under("得分"),
    one("zhejiang/2023/projects/shuili", &[("工程合格率", "实际完成值", "不合格")], "ZP210").under("得分"),
    // ZP211: an inequality
    one("transfer/2023/projects/chengxiang", &[("学生满意度", "实际完成值", "≥90%")], "ZP211"),
    one("ningxia/2022/projects/zaolin", &[("每亩造林成本", "实际完成值", "≤500元")], "ZP211"),
    one("gansu/2023/projects/feihou", &[("农户满意度", "实际完成值", "\">90%\"")], "ZP211"),
    // ZP212: the unit
    one("neimenggu/2022/projects/caoyuan", &[("禁牧面积", "实际完成值", "100%")], "ZP212"),
    one("hunan/2023/projects/gaobiao", &[("机耕路", "实际完成值", "36.5亩")], "ZP212"),
    one("zhejiang/2023/projects/fengxian", &[("转贷笔数", "实际完成值", "236%")], "ZP212"),
    note("yueyang/2024/report", &[("综治巡逻次数", "实际完成值", "236")], "ZP212"),
    // ZP213: no target, yet scored
    at("zhejiang/2023/projects/shuili", &[("水质", "年度指标值", "无"), ("水质", "实际完成值", "逐步提升")], "ZP213", ("水质", "得分")),
    at("shaanxi/2022/projects/jiuzhu", &[("困难群众收入", "年度指标值", "不适用")], "ZP213", ("困难群众收入", "得分")),
    at("wuhan/2021/report", &[("社区安全感", "年度指标值", "无社会效益")], "ZP213", ("社区安全感", "得分")),
    // ZP214: far above
    note("guangxi/2022/projects/yimiao", &[("接种剂次", "实际完成值", "25.3万剂次")], "ZP214"),
    note("xinjiang/2023/projects/zhuangxiang", &[("开展为民办实事", "实际完成值", "3010件")], "ZP214"),
    note("jiangsu/2022/report", &[("文化惠民演出", "实际完成值", "1312场")], "ZP214"),
    // ZP215: no answer
    one("anhui/2023/projects/mianfei", &[("学生家长满意度", "实际完成值", "逐步提升")], "ZP215"),
    one("shanghai/2022/projects/xinxi", &[("巡检次数", "实际完成值", "不定期")], "ZP215"),
    one("hainan/2022/projects/lvyou", &[("游客满意度", "实际完成值", "较为满意")], "ZP215"),
    // ZP216: the goal copied
    at("shandong/2022/projects/huanwei", &[("年度目标", "预期目标", LONG), ("年度目标", "实际完成情况", LONG)], "ZP216", ("年度目标", "实际完成情况")),
    at("jilin/2023/report", &[("年度目标", "预期目标", LONG), ("年度目标", "实际完成情况", LONG)], "ZP216", ("年度目标", "实际完成情况")),
    at("chongqing/2023/report", &[("年度目标", "调整目标", LONG), ("年度目标", "实际完成情况", LONG)], "ZP216", ("年度目标", "实际完成情况")),
    // ZP217: the grade
    one("jiangsu/2022/report", &[("", "等级", "优秀")], "ZP217"),
    one("hainan/2022/projects/lvyou", &[("", "等级", "中")], "ZP217"),
    one("shenzhen/2023/report", &[("", "等级", "二等")], "ZP217"),
    one("guangdong/2023/projects/gaozhi", &[("", "等级", "良")], "ZP217"),
    // ZP106, ZP107: base data
    one("yueyang/2024/base", &[("三公经费", "本年决算数", "2.68")], "ZP106"),
    at("yueyang/2024/base", &[("公务接待费", "上年决算数", "11")], "ZP106", ("三公经费", "上年决算数")),
    at("yueyang/2024/base", &[("办公费", "本年决算数", "123")], "ZP106", ("办公费", "本年决算数")),
    one("yueyang/2024/base", &[("财政供养人员", "控制率", "100%")], "ZP107"),
    one("yueyang/2024/base", &[("综合楼", "规模控制率", "89.33%")], "ZP107"),
    // ZP501: the projects and the whole
    one("hunan/2023/report", &[(FUNDS, "按支出性质", "{基本支出: 1202.66, 项目支出: 446.36}")], "ZP501"),
    one("hunan/2023/report", &[(FUNDS, "按支出性质", "{基本支出: 1097.66, 项目支出: 551.36}")], "ZP501"),
    one("wuhan/2021/report", &[(FUNDS, "按支出性质", "{基本支出: 2127.19, 项目支出: 1061.2}")], "ZP501"),
    // ZP502: one indicator in two forms
    one("wuhan/2021/projects/jiedao", &[("道路机械化清扫率", "实际完成值", "96%")], "ZP502"),
    one("wuhan/2021/projects/jiedao", &[("市容考核排名", "实际完成值", "第3名")], "ZP502"),
    one("wuhan/2021/projects/jiedao", &[("清扫道路面积", "年度指标值", "53.6万平方米"), ("清扫道路面积", "实际完成值", "53.6万平方米")], "ZP502"),
    // ZP503, ZP504: base data
    one("yueyang/2024/base", &[("项目支出", "本年决算数", "229.33")], "ZP503"),
    one("yueyang/2024/base", &[("项目支出", "上年决算数", "208.5")], "ZP504"),
    one("yueyang/2024/base", &[("公务接待费", "上年决算数", "1.3"), ("三公经费", "上年决算数", "3.4")], "ZP504"),
    // ZP505: the cost target and the budget
    one("yunnan/2022/projects/daolu", &[("不超过预算金额", "年度指标值", "380")], "ZP505"),
    one("yunnan/2022/projects/daolu", &[("不超过预算金额", "年度指标值", "306")], "ZP505"),
];

/// A mistake in a narrative.
pub struct Misread {
    /// The file below content.
    pub file: &'static str,
    /// The words that are right.
    pub right: &'static str,
    /// What stands there instead.
    pub wrong: &'static str,
    /// The rule that finds it.
    pub code: &'static str,
}

const fn words(
    file: &'static str,
    right: &'static str,
    wrong: &'static str,
    code: &'static str,
) -> Misread {
    Misread {
        file,
        right,
        wrong,
        code,
    }
}

/// Each is found once, in the line where it stands.
#[rustfmt::skip]
pub const MISREAD: &[Misread] = &[
    words("dianjiaoju/2023/report.md", "下降12.28%", "下降13.28%", "ZP312"),
    words("qianzhen/2024/report.md", "增长7.38%", "增长8.38%", "ZP312"),
    words("dianjiaoju/2023/report.md", "2023年部门年初预算", "2022年部门年初预算", "ZP308"),
    words("dianjiaoju/2023/report.md", "全年执行35906.12万元", "全年执行35960.12万元", "ZP303"),
    words("shuweijian/2023/report.md", "支出合计11886.56万元", "支出合计1188.56万元", "ZP305"),
    words("wanshijian/2022/report.md", "| 3406.70 |", "| 3046.70 |", "ZP305"),
    words("yuekeji/2024/report.md", "| 550 |", "| 560 |", "ZP305"),
    words("shuweijian/2023/report.md", "占65.28%", "占62.58%", "ZP304"),
    words("wanshijian/2022/report.md", "9个股室", "8个股室", "ZP306"),
    words("wanshijian/2022/report.md", "整改率100%。", "整改率100%。。", "ZP408"),
    words("qianzhen/2024/report.md", "### （三）满意度指标", "### （二）满意度指标", "ZP307"),
    words("ganshuili/2023/report.md", "水质检测合格率", "水质检测合\u{fffd}率", "ZP412"),
    words("heinongye/2022/report.md", "扩种12.6万亩", "扩种12.6万亩（联系电话13800001234）", "ZP402"),
    // counts, lists and sums
    words("dianjiaoju/2023/report.md", "小学17206人、初中9212人", "小学17206人、初中9221人", "ZP305"),
    words("dianjiaoju/2023/report.md", "年末实有在职人员2431人", "年末实有在职人员2341人", "ZP305"),
    words("shuweijian/2023/report.md", "其中行政编制26名", "其中行政编制62名", "ZP305"),
    words("qianzhen/2024/report.md", "已消除风险98户391人", "已消除风险89户391人", "ZP305"),
    words("ganshuili/2023/report.md", "小（2）型98座，总", "小（2）型89座，总", "ZP305"),
    words("xiangjie/2023/report.md", "其他60.00万元", "其他66.00万元", "ZP305"),
    words("guixuexiao/2023/report.md", "高三798人", "高三789人", "ZP305"),
    words("guixuexiao/2023/report.md", "合计656人次", "合计665人次", "ZP305"),
    words("luweijian/2021/report.md", "合计47名", "合计49名", "ZP305"),
    words("shanjiaotong/2023/projects/qiao.md", "其他费用29.00万元", "其他费用39.00万元", "ZP305"),
    words("heinongye/2022/report.md", "杂粮8.4万亩", "杂粮9.4万亩", "ZP305"),
    words("eyiyuan/2022/projects/shebei.md", "医院自筹223.6万元", "医院自筹232.6万元", "ZP305"),
    words("ganshuili/2023/report.md", "| 5218.34 | 38.78% |", "| 5218.34 | 37.88% |", "ZP304"),
    words("dianjiaoju/2023/report.md", "教育督导室6个机构", "教育督导室7个机构", "ZP306"),
    words("qianzhen/2024/report.md", "坪子4个村", "坪子5个村", "ZP306"),
    words("luweijian/2021/report.md", "内设5个科室", "内设6个科室", "ZP306"),
    words("yuekeji/2024/report.md", "内设机构8个", "内设机构9个", "ZP306"),
    words("ganshuili/2023/report.md", "即1.56亿元", "即1.65亿元", "ZP319"),
    words("yuekeji/2024/report.md", "平均资助46.8万元", "平均资助48.6万元", "ZP318"),
    words("eyiyuan/2022/projects/shebei.md", "共171.6万元", "共176.1万元", "ZP318"),
    words("dianjiaoju/2023/report.md", "占总支出的78.58%", "占总支出的75.88%", "ZP304"),
    words("dianjiaoju/2023/report.md", "## 五、绩效", "## 六、绩效", "ZP307"),
    words("dianjiaoju/2023/report.md", "九年义务教育巩固率96.31%", "九年义务教育巩固率96.13%", "ZP316"),
    words("dianjiaoju/2023/report.md", "有待提高", "有侍提高", "ZP408"),
    words("shuweijian/2023/report.md", "减少176.43万元", "减少167.43万元", "ZP312"),
    words("shuweijian/2023/report.md", "力争2024年新招录30人。", "力争2024年新招录XX人。", "ZP406"),
    words("shuweijian/2023/report.md", "合格率95.51%", "合格率99.51%", "ZP324"),
    words("wanshijian/2022/report.md", "完成预算的87.86%", "完成预算的78.86%", "ZP304"),
    words("wanshijian/2022/report.md", "较年初增加313.45万元", "较年初增加331.45万元", "ZP312"),
    words("wanshijian/2022/report.md", "增长10.09%", "增长19.09%", "ZP312"),
    words("wanshijian/2022/report.md", "全年完成食品抽检2436批次", "全年完成食品抽检2463批次", "ZP316"),
    words("qianzhen/2024/report.md", "通组路于2024年11月20日完工", "通组路于2024年11月31日完工", "ZP418"),
    words("ganshuili/2023/report.md", "信江县水利局主管", "信江市水利局主管", "ZP409"),
    words("xiangjie/2023/report.md", "控制率87.43%", "控制率84.73%", "ZP324"),
    words("xiangjie/2023/report.md", "控制率98.28%", "控制率89.28%", "ZP324"),
    words("xiangjie/2023/report.md", "满意度96.8%", "满意度98.6%", "ZP324"),
    words("xiangjie/2023/report.md", "办结率99.6%", "办结率96.9%", "ZP324"),
    words("luweijian/2021/report.md", "提高8.05%", "提高9.05%", "ZP323"),
    words("heinongye/2022/report.md", "执行率92%", "执行率95%", "ZP324"),
    words("eyiyuan/2022/projects/shebei.md", "缩短37.78%", "缩短73.78%", "ZP323"),
];
