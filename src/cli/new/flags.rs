//! What `ziping new` is told on its command line.

use super::super::{Root, usage};
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Args)]
#[command(
    disable_help_flag = true,
    disable_help_subcommand = true,
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    next_help_heading = "选项"
)]
pub struct Arguments {
    #[command(subcommand)]
    pub what: What,
}

#[derive(Subcommand)]
pub enum What {
    #[command(about = "新建一个网站：设置、第一个地区、编辑器和自动核对的配置", override_usage = "ziping new site <目录> [选项]", help_template = usage::TEMPLATE, after_help = usage::NEW_SITE)]
    Site(SiteFlags),
    #[command(about = "新建一个单位", override_usage = "ziping new unit [选项]", help_template = usage::TEMPLATE, after_help = usage::NEW_UNIT)]
    Unit(UnitFlags),
    #[command(about = "开始写一个单位一年的整体支出自评报告", override_usage = "ziping new year [选项]", help_template = usage::TEMPLATE, after_help = usage::NEW_YEAR)]
    Year(YearFlags),
    #[command(about = "开始写一个项目的自评表", override_usage = "ziping new project [选项]", help_template = usage::TEMPLATE, after_help = usage::NEW_PROJECT)]
    Project(ProjectFlags),
}

#[derive(Args)]
#[command(disable_help_flag = true, next_help_heading = "选项")]
pub struct SiteFlags {
    #[arg(
        help_heading = "参数",
        value_name = "目录",
        help = "网站放在哪个目录，可以还没有"
    )]
    pub folder: PathBuf,
    #[arg(long, value_name = "名称", help = "网站的名称，如 望岳区绩效自评公开")]
    pub name: Option<String>,
    #[arg(
        long,
        value_name = "网址",
        help = "网站发布到哪里，如 https://example.org/zp/，可以以后再写"
    )]
    pub url: Option<String>,
    #[arg(long, value_name = "单位", help = "主办单位，可以以后再写")]
    pub organiser: Option<String>,
    #[command(flatten)]
    pub region: RegionFlags,
}

#[derive(Args)]
pub struct RegionFlags {
    #[arg(
        long,
        value_name = "网址代号",
        help = "地区的网址代号，从大到小用 / 隔开，如 hunan/yueyang"
    )]
    pub region: Option<String>,
    #[arg(
        long,
        value_name = "名称",
        help = "新建的地区的名称，与代号一一对应，如 湖南省/岳阳市"
    )]
    pub region_name: Option<String>,
}

#[derive(Args)]
#[command(disable_help_flag = true, next_help_heading = "选项")]
pub struct UnitFlags {
    #[command(flatten)]
    pub region: RegionFlags,
    #[arg(long, value_name = "名称", help = "单位的全称")]
    pub name: Option<String>,
    #[arg(long, value_name = "简称", help = "单位的简称，可以不写")]
    pub short: Option<String>,
    #[arg(
        long,
        value_name = "类型",
        help = "单位的类型，如 街道办事处，可以不写"
    )]
    pub kind: Option<String>,
    #[arg(long, value_name = "代号", help = "单位的网址代号，如 wangyue")]
    pub address: Option<String>,
    #[command(flatten)]
    pub root: Root,
}

#[derive(Args)]
pub struct Filling {
    #[arg(
        long,
        value_name = "单位",
        help = "单位的文件夹，如 hunan/yueyang/wangyue"
    )]
    pub unit: Option<String>,
    #[arg(long, value_name = "年度", help = "四位数字，如 2024")]
    pub year: Option<String>,
    #[arg(
        long,
        value_name = "表式",
        help = "用哪个表式，如 湖南-整体支出 [沿用往年的，默认与那一年相同]"
    )]
    pub form: Option<String>,
    #[arg(
        long,
        value_name = "年度",
        help = "沿用哪一年的指标、指标值和分值；完成值、得分、原因不沿用"
    )]
    pub from: Option<String>,
    #[command(flatten)]
    pub root: Root,
}

#[derive(Args)]
#[command(disable_help_flag = true, next_help_heading = "选项")]
pub struct YearFlags {
    #[command(flatten)]
    pub filling: Filling,
    #[arg(
        long,
        value_name = "表式",
        help = "同时写基础数据表，用哪个表式，如 湖南-基础数据表"
    )]
    pub base: Option<String>,
}

#[derive(Args)]
#[command(disable_help_flag = true, next_help_heading = "选项")]
pub struct ProjectFlags {
    #[arg(long, value_name = "名称", help = "项目的名称")]
    pub name: Option<String>,
    #[arg(long, value_name = "代号", help = "项目的网址代号，如 road")]
    pub address: Option<String>,
    #[command(flatten)]
    pub filling: Filling,
}
