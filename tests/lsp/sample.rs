//! The site that the editor has open.

use std::fs;
use std::path::PathBuf;

/// A report whose rate is wrong, after characters that take two units of UTF-16.
pub const REPORT: &str = "\
表式: 湖南-整体支出
年度: 2023
预算执行:
  全年预算数: 1000
  全年执行数: 968.5
  分值: 10
  执行率: 90%
  得分: 9.69
年度目标:
  - 预期目标: 全年拆除违法建设139处。
    实际完成情况: 全年拆除违法建设139处。
绩效指标:
  - 一级指标: 产出指标
    三级指标: 拆除违法建设数量
    年度指标值: 139处
    实际完成值: 139处
    分值: 50
    得分: 50
  - 一级指标: 效益指标
    三级指标: 𠮷林社区环境
    年度指标值: 明显改善
    实际完成值: 明显改善
    分值: 30
    得分: 30
  - {一级指标: 满意度指标, 三级指标: 群众满意度, 年度指标值: 95%, 实际完成值: 96%, 分值: 10, 得分: 10}
总分: 99.69
";

/// A project that shares an indicator with the report.
pub const PROJECT: &str = "\
表式: 湖南-项目支出
年度: 2023
项目:
  名称: 拆除违法建设
绩效指标:
  - 一级指标: 产出指标
    二级指标: 数量指标
    三级指标: '拆除违法建设数量'
    年度指标值: 139处
    实际完成值: 139处
    分值: 50
    得分: 50
校验说明:
  - 规则: ZP123
    位置: 绩效指标[拆除违法建设数量].得分
    说明: 原表如此
";

pub const FORM: &str = "\
编号: 云南-整体支出
基于: 湖南-整体支出
名称: 整体支出绩效自评表
列:
  - 一级指标
  - 三级指标
  - 键: 年度指标值
    标题: 目标
  - 实际完成值
  - 分值
  - 得分
  - 责任科室
";

pub struct Site {
    pub folder: tempfile::TempDir,
    pub report: PathBuf,
    pub project: PathBuf,
    pub narrative: PathBuf,
    pub form: PathBuf,
}

/// A site in a folder with a Chinese name and a space.
pub fn site() -> Site {
    let folder = tempfile::Builder::new()
        .prefix("自评 站")
        .tempdir()
        .unwrap();
    let content = folder.path().join("content");
    let unit = content.join("某区/望岳街道");
    let site = Site {
        report: unit.join("2023/report.yaml"),
        project: unit.join("2023/projects/chaiwei.yaml"),
        narrative: unit.join("2023/projects/chaiwei.md"),
        form: content.join("forms/yunnan.yaml"),
        folder,
    };
    for (path, text) in [
        (&content.join("site.yaml"), "名称: 绩效自评公开\n"),
        (&unit.join("unit.yaml"), "名称: 望岳街道办事处\n"),
        (
            &unit.join("2022/report.yaml"),
            &REPORT.replace("2023", "2022"),
        ),
        (&site.report, REPORT),
        (&site.project, PROJECT),
        (
            &site.narrative,
            "拆除违法建设数量得{{ 绩效指标[拆除违法建设数量].得分 }}分。\n",
        ),
        (&site.form, FORM),
    ] {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    site
}
