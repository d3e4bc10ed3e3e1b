//! What the rules on how a report is written and published find in the sample
//! content, line by line with its number in the list of known mistakes of the five
//! originals.

#![allow(clippy::unwrap_used)] // a failure ends the test

use std::path::Path;
use ziping::pipeline;

/// `ZP407 警告 report.yaml message`, for these rules.
fn found_in(folder: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let outcome = pipeline::check(root, &[], Some(1), &|_| {}).unwrap();
    let mut found = outcome.diagnostics;
    found.retain(|one| one.place.path.contains(folder));
    assert!(!found.is_empty(), "{folder}");
    found.retain(|one| ("ZP402".."ZP416").contains(&one.code));
    let lines = found.iter().map(|one| {
        let file = one.place.path.rsplit('/').next().unwrap();
        let weight = one.severity.chinese();
        format!("{} {weight} {file} {}", one.code, one.message)
    });
    lines.collect()
}

#[test]
fn jinmeishan_has_a_foreign_word_and_a_column_cut_off() {
    #[rustfmt::skip]
    let expected = [
        // 000-8
        "ZP415 提示 report.yaml 标题“自评表”里没有年度",
        // 000-3
        "ZP407 警告 report.yaml 中文里夹着外文单词“works”",
        // 000-6
        "ZP408 警告 report.yaml 标点“。 。”重复",
        // 000-5
        "ZP410 提示 report.yaml 止于“余条，整改圈养家”，没有句号，可能没有写完",
        "ZP410 警告 report.yaml 止于“，扣0.5分，扣”，没有写完",
        // 000-6
        "ZP408 警告 report.yaml “实践活不少于”里掉了“动”字，应作“活动”",
        // 000-5
        "ZP410 警告 report.yaml 止于“扣0.2分，扣完”，没有写完",
        "ZP410 警告 report.yaml 止于“扣0.5分，扣完”，没有写完",
        "ZP410 警告 report.yaml 止于“未达到95%，扣”，没有写完",
        "ZP410 警告 report.yaml 止于“未达到90%，扣”，没有写完",
        "ZP410 警告 report.yaml 这一栏多处没有写完，“整的审批程序和手”也像是断了",
        "ZP410 警告 report.yaml 止于“环境一般优化，得”，没有写完",
        "ZP410 警告 report.yaml 这一栏多处没有写完，“出，得5分，无明”也像是断了",
        "ZP410 警告 report.yaml 止于“分，无明显改善，”，没有写完",
        "ZP410 警告 report.yaml 止于“扣1分，80%以”，没有写完",
        "ZP410 警告 report.yaml 这一栏多处没有写完，“三公经费”变动率”也像是断了",
        "ZP410 警告 report.yaml 止于“利，无不良影响，”，没有写完",
    ];
    assert_eq!(found_in("/jinmeishan/"), expected);
}

#[test]
fn wangyue_left_a_form_blank_and_has_two_names() {
    #[rustfmt::skip]
    let expected = [
        // 001-11
        "ZP406 警告 annex-3.yaml 整张表没有填写，10 处只有模板的“/”“……”",
        // 001-14
        "ZP409 警告 report.md 单位名称写作“望岳路街道”（6 处），unit.yaml 里是“望岳街道”",
        // 001-10
        "ZP406 警告 report.md “[bookmark: _GoBack]”是模板留下的，没有填写或没有删去",
        // 001-13
        "ZP408 警告 report.yaml “安全成产”应作“安全生产”",
    ];
    assert_eq!(found_in("/wangyue/"), expected);
}

#[test]
fn xianglushan_is_written_well() {
    assert_eq!(found_in("/xianglushan/"), [""; 0]);
}

#[test]
fn guyuefeng_has_no_year_in_its_title() {
    #[rustfmt::skip]
    let expected = [
        // 004-8
        "ZP415 提示 report.yaml 标题“部门整体支出绩效自评表”里没有年度",
        // 004-6
        "ZP408 警告 report.yaml “经经济”应作“经济”",
    ];
    assert_eq!(found_in("/guyuefeng/"), expected);
}

#[test]
fn hongshan_has_texts_cut_off_and_wrong_words() {
    #[rustfmt::skip]
    let expected = [
        // 002-18
        "ZP410 警告 general-public-services.yaml 止于“强，推动志愿者服”，别处作“服务”，没有写完",
        // 002-16
        "ZP408 警告 general-public-services.yaml “监防系统”应作“监控系统”",
        // 002-18
        "ZP410 警告 general-public-services.yaml 比别处的同一句话少“开展”，没有写完",
        "ZP410 警告 general-public-services.yaml 比别处的同一句话少“区”，没有写完",
        "ZP410 警告 general-public-services.yaml 止于“、保障资金有效使”，没有写完",
        // 002-16
        "ZP411 提示 general-public-services.yaml “信 访”中间有空格",
        // the passage lacks its last full stop
        "ZP410 提示 general-public-services.yaml 止于“维护自己合法权益”，没有句号，可能没有写完",
        // 002-16
        "ZP408 警告 health.yaml “第3方”应作“第三方”",
        "ZP408 警告 social-security.yaml “跟新管理”应作“更新管理”",
        // 002-18
        "ZP410 警告 social-security.yaml 止于“；解决贫困居民的”，没有写完",
        "ZP410 警告 social-security.yaml 比别处的同一句话少“活”，没有写完",
        "ZP410 警告 report.yaml 比别处的同一句话少“观”，没有写完",
        "ZP410 警告 report.yaml 比别处的同一句话少“宜”，没有写完",
        // 002-15
        "ZP407 警告 report.yaml 中文里夹着外文单词“center”",
        // 002-16
        "ZP408 警告 report.yaml “负工作”应作“负责工作”",
    ];
    assert_eq!(found_in("/hongshan-jiedao/"), expected);
}

#[test]
fn the_name_of_a_system_is_no_stray_word() {
    // 002-T1
    let found = found_in("/hongshan-jiedao/");
    assert!(!found.iter().any(|line| line.contains("PADIS")));
}
