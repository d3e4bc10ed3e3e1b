//! Slips of the pen that are never right: words with wrong or doubled characters
//! as they are met in published reports, and what they should be.

mod lookalikes;

use lookalikes::LOOKALIKES;

/// The wrong words in a text, each with what it should be. A word is told once.
pub fn wrong_words(text: &str) -> Vec<(&'static str, &'static str)> {
    let mut found: Vec<(&str, &str)> = Vec::new();
    let mut previous = None;
    let mut told = 0;
    for (at, c) in text.char_indices() {
        let before = previous.replace(c);
        let rest = &text[at..];
        let candidates = beginning_with(SLIPS, c).chain(beginning_with(LOOKALIKES, c));
        for (wrong, right, not_after, not_before) in candidates {
            let Some(after) = rest.strip_prefix(wrong) else {
                continue;
            };
            let excused = before.is_some_and(|c| not_after.contains(c))
                || after.chars().next().is_some_and(|c| not_before.contains(c));
            // what lies over a slip that was told is the same slip
            if excused || at < told {
                continue;
            }
            told = at + wrong.len();
            if !found.iter().any(|(known, _)| known == wrong) {
                found.push((wrong, right));
            }
        }
    }
    found
}

/// The slips of a table that begin with a character. The table is sorted: they lie
/// together.
fn beginning_with(table: &'static [Slip], c: char) -> impl Iterator<Item = &'static Slip> {
    let first = table.partition_point(|slip| first_of(slip) < Some(c));
    let rest = table[first..].iter();
    rest.take_while(move |slip| first_of(slip) == Some(c))
}

/// What an activity lacks its second half before: `实践活不少于`.
const AFTER_ACTIVITY: [&str; 10] = [
    "不少于",
    "不低于",
    "达",
    "共",
    "次",
    "场",
    "，",
    "。",
    "；",
    "、",
];

/// `实践活不少于` for `实践活动不少于`: what is held is an activity.
pub fn cut_activity(text: &str) -> Option<&str> {
    const HELD: [&str; 11] = [
        "实践", "宣传", "文体", "志愿", "主题", "党日", "公益", "培训", "帮扶", "慰问", "科普",
    ];
    text.match_indices('活').find_map(|(at, life)| {
        let held = HELD.iter().find(|word| text[..at].ends_with(**word))?;
        let rest = &text[at + life.len()..];
        let end = AFTER_ACTIVITY.iter().find(|end| rest.starts_with(**end))?;
        Some(&text[at - held.len()..at + life.len() + end.len()])
    })
}

/// Marks of which two in a row are one too many.
const MARKS: [char; 5] = ['，', '。', '；', '、', '：'];

/// Two marks of punctuation where one belongs, with nothing or spaces between
/// them. Three full stops are somebody's way to write an ellipsis.
pub fn doubled_marks(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    let mut last: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        if MARKS.contains(&c) {
            if let Some((start, _)) = last.filter(|(_, before)| is_doubled(*before, c)) {
                let words = &text[start..at + c.len_utf8()];
                let ellipsis = text[..at].ends_with("。。") || text[at..].starts_with("。。");
                if !ellipsis && !found.contains(&words) {
                    found.push(words);
                }
            }
            last = Some((at, c));
        } else if c != ' ' {
            last = None;
        }
    }
    found
}

/// Whether a mark cannot follow that one.
fn is_doubled(before: char, mark: char) -> bool {
    before == mark || mark != '：' && before != '：'
}

/// What text in one encoding looks like when read in another.
const GARBLED: [&str; 8] = ["锟斤拷", "烫烫烫", "屯屯屯", "锛", "銆", "ï¼", "ã€", "â€"];

/// The first garbled word.
pub fn garbled(text: &str) -> Option<&str> {
    let found = GARBLED
        .iter()
        .filter_map(|word| text.find(word).map(|at| (at, word)));
    let (at, word) = found.min()?;
    Some(&text[at..at + word.len()])
}

/// What is in every slip, for a quick look at a text.
pub fn telltales() -> Vec<String> {
    let slips = SLIPS
        .iter()
        .chain(LOOKALIKES)
        .map(|(wrong, right, ..)| telltale(wrong, right));
    let garbled = GARBLED.iter().map(|word| word.chars().take(2).collect());
    let activities = AFTER_ACTIVITY.iter().flat_map(|end| end.chars().next());
    let activities = activities.map(|end| format!("活{end}"));
    let after = MARKS.into_iter().chain([' ']);
    let marks = after.flat_map(|before| MARKS.map(|mark| format!("{before}{mark}")));
    slips
        .chain(garbled)
        .chain(activities)
        .chain(marks)
        .collect()
}

/// Two characters of a wrong word that stand in no such order in the right one; its
/// first one or two where there are none.
pub fn telltale(wrong: &str, right: &str) -> String {
    let characters: Vec<char> = wrong.chars().collect();
    let mut pairs = characters.windows(2).map(String::from_iter);
    let telling = pairs.find(|pair| !right.contains(pair.as_str()));
    telling.unwrap_or_else(|| characters.iter().take(2).collect())
}

fn first_of(slip: &Slip) -> Option<char> {
    slip.0.chars().next()
}

/// A wrong word, the right one, and the characters before or after it with which
/// it is a part of something right: `减负工作` for `负工作`.
type Slip = (&'static str, &'static str, &'static str, &'static str);

/// Sorted by the wrong word.
#[rustfmt::skip]
const SLIPS: &[Slip] = &[
    ("一如即往", "一如既往", "", ""),
    ("一如继往", "一如既往", "", ""),
    ("一股作气", "一鼓作气", "", ""),
    ("不径而走", "不胫而走", "", ""),
    ("不断跟新", "不断更新", "", "形时"),
    ("乡村正兴", "乡村振兴", "", ""),
    ("乡村震兴", "乡村振兴", "", ""),
    ("了了", "了", "不时", "解然之望却不"),
    ("人民调节", "人民调解", "", "了节控"),
    ("付主任", "副主任", "支交拨给托应垫代预偿兑", ""),
    ("付书记", "副书记", "支交拨给托应垫代预偿兑", ""),
    ("付局长", "副局长", "支交拨给托应垫代预偿兑", ""),
    ("付镇长", "副镇长", "支交拨给托应垫代预偿兑", ""),
    ("以及以及", "以及", "", ""),
    ("众志诚城", "众志成城", "", ""),
    ("信仿", "信访", "通", "佛冒造真古制效照"),
    ("信息跟新", "信息更新", "", "技时形要系政平"),
    ("全力已赴", "全力以赴", "", ""),
    ("内容跟新", "内容更新", "", "技时形要系政平"),
    ("再接再励", "再接再厉", "", ""),
    ("冶安", "治安", "陶大", ""),
    ("冶理", "治理", "陶大", ""),
    ("初见成校", "初见成效", "", ""),
    ("功坚克难", "攻坚克难", "", ""),
    ("加强加强", "加强", "", ""),
    ("卓有成校", "卓有成效", "", ""),
    ("及时跟新", "及时更新", "", "形时要政情"),
    ("反应民意", "反映民意", "", ""),
    ("反应群众", "反映群众", "", ""),
    ("反应诉求", "反映诉求", "", ""),
    ("受益对像", "受益对象", "", ""),
    ("合理按排", "合理安排", "", "名序列队水"),
    ("同时同时", "同时", "", ""),
    ("和协社会", "和谐社会", "", ""),
    ("因地制益", "因地制宜", "", ""),
    ("因地治宜", "因地制宜", "", ""),
    ("坐谈会", "座谈会", "闲静", ""),
    ("坚难", "艰难", "攻中", ""),
    ("垃圾份类", "垃圾分类", "", ""),
    ("基础设失", "基础设施", "", ""),
    ("如实反应", "如实反映", "", ""),
    ("妥善按排", "妥善安排", "", "名序列队水"),
    ("安全升产", "安全生产", "", ""),
    ("安全成产", "安全生产", "", ""),
    ("安全生产产", "安全生产", "", "业值量能品出权线"),
    ("完完成", "完成", "", ""),
    ("完成完成", "完成", "", "率情值时"),
    ("定期跟新", "定期更新", "", ""),
    ("实时跟新", "实时更新", "", ""),
    ("实践活动动", "实践活动", "", "员力态机作"),
    ("工作对像", "工作对象", "", ""),
    ("工作按排", "工作安排", "", "名序列队水"),
    ("巩故", "巩固", "", ""),
    ("己经", "已经", "自知利克律异", ""),
    ("巳经", "已经", "", ""),
    ("布署", "部署", "发公颁宣", ""),
    ("帮扶对像", "帮扶对象", "", ""),
    ("循序渐近", "循序渐进", "", ""),
    ("循序见进", "循序渐进", "", ""),
    ("情况况", "情况", "", "且"),
    ("惯彻", "贯彻", "习", ""),
    ("成校显著", "成效显著", "", ""),
    ("我们我们", "我们", "", ""),
    ("执行律", "执行率", "", "师法条"),
    ("招商引姿", "招商引资", "", ""),
    ("按全生产", "安全生产", "", "周线过流链要"),
    ("提提升", "提升", "前手", ""),
    ("提提高", "提高", "前手", ""),
    ("提高提高", "提高", "", ""),
    ("攻艰克难", "攻坚克难", "", ""),
    ("政冶", "政治", "", "炼金铸"),
    ("救助对像", "救助对象", "", ""),
    ("数据跟新", "数据更新", "", "技时形要系政平"),
    ("整冶", "整治", "", "炼金铸"),
    ("服务对像", "服务对象", "", ""),
    ("步署", "部署", "", "名"),
    ("法冶", "法治", "", "炼金铸"),
    ("满意渡", "满意度", "", "过口"),
    ("满意读", "满意度", "", "者物书"),
    ("环竟", "环境", "循", ""),
    ("环镜", "环境", "", "湖"),
    ("的的", "的", "目标打端中有靶", "确士"),
    ("监防系统", "监控系统", "", ""),
    ("矛盾纠份", "矛盾纠纷", "", ""),
    ("稳订", "稳定", "", "单货"),
    ("穿流不息", "川流不息", "", ""),
    ("第3方", "第三方", "", "面案阵队块程向法式"),
    ("精准扶平", "精准扶贫", "", ""),
    ("纠份", "纠纷", "", ""),
    ("纠纷调节", "纠纷调解", "", ""),
    ("经经济", "经济", "已曾财神未业历几凡，。、；：（须应需目后并可前途流必正东西历", ""),
    ("统一按排", "统一安排", "", "名序列队水"),
    ("绩效自凭", "绩效自评", "", ""),
    ("绩绩效", "绩效", "成业功政战", ""),
    ("综冶", "综治", "", ""),
    ("群众众", "群众", "", "多志口所筹望心人"),
    ("脚塌实地", "脚踏实地", "", ""),
    ("脱贫攻艰", "脱贫攻坚", "", ""),
    ("行之有校", "行之有效", "", ""),
    ("补助对像", "补助对象", "", ""),
    ("调节矛盾纠纷", "调解矛盾纠纷", "", ""),
    ("调节纠纷", "调解纠纷", "", ""),
    ("负工作", "负责工作", "减肩担抱背自辜欺胜正税重降轻增", ""),
    ("贯撤", "贯彻", "", ""),
    ("资资金", "资金", "投融外内出集注筹合独增引物工师巨国民邮薪斥耗川社股创风垫捐募带配减港台侨验贷帮游", ""),
    ("走头无路", "走投无路", "", ""),
    ("跟新完善", "更新完善", "", ""),
    ("跟新思路", "更新思路", "", ""),
    ("跟新换代", "更新换代", "", ""),
    ("跟新理念", "更新理念", "", ""),
    ("跟新管理", "更新管理", "紧", "办规制条"),
    ("跟新维护", "更新维护", "", ""),
    ("跟新观念", "更新观念", "", ""),
    ("进一步进一步", "进一步", "", ""),
    ("进行进行", "进行", "", ""),
    ("迫不急待", "迫不及待", "", ""),
    ("通过通过", "通过", "", "率"),
    ("部暑", "部署", "", "期假运热气天"),
    ("重蹈复辙", "重蹈覆辙", "", ""),
    ("防冶", "防治", "", "炼金铸"),
    ("项项目", "项目", "各多每单专事一二三四五六七八九十百千两几0123456789选立强款该本此奖逐杂义分余来数干大类重子主本０１２３４５６７８９", ""),
    ("预算执形", "预算执行", "", ""),
    ("预算直行", "预算执行", "", ""),
    ("预预算", "预算", "干参", ""),
    ("默守成规", "墨守成规", "", ""),
    ("齐心胁力", "齐心协力", "", ""),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> Vec<&str> {
        wrong_words(text)
            .into_iter()
            .map(|(wrong, _)| wrong)
            .collect()
    }

    #[test]
    fn the_list_is_sorted_and_its_right_words_are_right() {
        for table in [SLIPS, LOOKALIKES] {
            assert!(table.is_sorted_by(|one, next| one.0 < next.0));
        }
        for (word, right, ..) in SLIPS.iter().chain(LOOKALIKES) {
            assert_ne!(word, right);
            assert_eq!(wrong(right), [""; 0], "{right}");
        }
    }

    #[test]
    fn slips_are_found_within_sentences() {
        for (text, word) in [
            ("安全成产事故发生率", "安全成产"),
            ("加强社区党建，跟新管理理念", "跟新管理"),
            ("信访积案化解负工作由主要领导负责", "负工作"),
            ("监防系统安装改造达标率", "监防系统"),
            ("督促第3方整改", "第3方"),
            ("村级自身经经济发展能力", "经经济"),
            ("改善人居环镜", "环镜"),
            ("业务能力有侍提高", "有侍提高"),
            ("资金拔付及时", "资金拔付"),
            ("尚末完成验收", "尚末"),
            ("项目支岀增加", "支岀"),
            ("财政贪金使用规范", "财政贪金"),
        ] {
            assert_eq!(wrong(text), [word], "{text}");
        }
    }

    #[test]
    fn right_words_that_hold_a_slip_pass() {
        for text in [
            "为基层减负工作扎实推进，肩负工作职责",
            "紧跟新时代，跟新形势相适应",
            "第3方面，第三方督查",
            "已经经济独立，财经经济，自己经营",
            "达到目的的同时，为了了解情况，不了了之",
            "完成产值，形成产业",
            "攻坚难题，改变习惯彻底",
            "执行律师收费标准，满意读者",
            "各项项目，3项项目，招商引资资金，投资资金",
            "安全生产产业，公布署名文章",
            "活动动员，天天、人人、种种、项目，户户通，一一走访，看看",
            "的的确确，人人参与，干部暑期培训，稳订单、保就业，途经经济开发区",
            "10余项项目，捐资资金，环镜湖绿道，大冶安全，群众众筹，按全生产周期",
            "项目经经济发展局审核，是指指标值",
            "年末完成验收，“十四五”末完成，自己完成，期末支付",
            "建立覆盖卒中中心，投入员工培训，选拔干部，提拔付出多的同志",
            "工程建没建成，堤高8米，事项日管理，该项自实施以来",
        ] {
            assert_eq!(wrong(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn an_activity_without_its_second_half_is_found() {
        assert_eq!(
            cut_activity("开展新时代文明实践活不少于100次"),
            Some("实践活不少于")
        );
        for text in [
            "文明实践活动不少于100次",
            "文化活力",
            "生活，工作",
            "盘活，用好",
        ] {
            assert_eq!(cut_activity(text), None, "{text}");
        }
    }

    #[test]
    fn doubled_marks_are_found_and_marks_that_belong_together_are_not() {
        assert_eq!(doubled_marks("不少于4000条。 。"), ["。 。"]);
        assert_eq!(
            doubled_marks("一，，二。。三、，四，。"),
            ["，，", "。。", "、，", "，。"]
        );
        for text in [
            "等等……",
            "一。”二",
            "——",
            "一：\n二。\n三；",
            "。。。",
            "“一”，“二”。",
        ] {
            assert_eq!(doubled_marks(text), [""; 0], "{text}");
        }
    }
}
