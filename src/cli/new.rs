//! `ziping new`: asks what it needs and begins a site, a unit, a year or a project.

use super::ask::{Asker, Fault, NoAnswer};
use super::{CLEAN, FINDINGS, TROUBLE, output, usage};
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};
use ziping::diagnostic::Severity;
use ziping::form::Scope;
use ziping::load;
use ziping::model::Year;
use ziping::pipeline::{self, NewError, Place};
use ziping::scaffold::{NewFile, RegionAnswers, SiteAnswers, UnitAnswers};

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
    what: What,
}

#[derive(Subcommand)]
enum What {
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
struct SiteFlags {
    #[arg(
        help_heading = "参数",
        value_name = "目录",
        help = "网站放在哪个目录，可以还没有"
    )]
    folder: PathBuf,
    #[arg(long, value_name = "名称", help = "网站的名称，如 望岳区绩效自评公开")]
    name: Option<String>,
    #[arg(
        long,
        value_name = "网址",
        help = "网站发布到哪里，如 https://example.org/zp/，可以以后再写"
    )]
    url: Option<String>,
    #[arg(long, value_name = "单位", help = "主办单位，可以以后再写")]
    organiser: Option<String>,
    #[command(flatten)]
    region: RegionFlags,
}

#[derive(Args)]
struct RegionFlags {
    #[arg(
        long,
        value_name = "网址代号",
        help = "地区的网址代号，从大到小用 / 隔开，如 hunan/yueyang"
    )]
    region: Option<String>,
    #[arg(
        long,
        value_name = "名称",
        help = "新建的地区的名称，与代号一一对应，如 湖南省/岳阳市"
    )]
    region_name: Option<String>,
}

#[derive(Args)]
struct Root {
    #[arg(
        long,
        value_name = "目录",
        default_value = ".",
        hide_default_value = true,
        help = "站点所在目录，其中有 content/ [默认：当前目录]"
    )]
    root: PathBuf,
}

#[derive(Args)]
#[command(disable_help_flag = true, next_help_heading = "选项")]
struct UnitFlags {
    #[command(flatten)]
    region: RegionFlags,
    #[arg(long, value_name = "名称", help = "单位的全称")]
    name: Option<String>,
    #[arg(long, value_name = "简称", help = "单位的简称，可以不写")]
    short: Option<String>,
    #[arg(
        long,
        value_name = "类型",
        help = "单位的类型，如 街道办事处，可以不写"
    )]
    kind: Option<String>,
    #[arg(long, value_name = "代号", help = "单位的网址代号，如 wangyue")]
    address: Option<String>,
    #[command(flatten)]
    root: Root,
}

#[derive(Args)]
struct Filling {
    #[arg(
        long,
        value_name = "单位",
        help = "单位的文件夹，如 hunan/yueyang/wangyue"
    )]
    unit: Option<String>,
    #[arg(long, value_name = "年度", help = "四位数字，如 2024")]
    year: Option<String>,
    #[arg(
        long,
        value_name = "表式",
        help = "用哪个表式，如 湖南-整体支出 [沿用往年的，默认与那一年相同]"
    )]
    form: Option<String>,
    #[arg(
        long,
        value_name = "年度",
        help = "沿用哪一年的指标、指标值和分值；完成值、得分、原因不沿用"
    )]
    from: Option<String>,
    #[command(flatten)]
    root: Root,
}

#[derive(Args)]
#[command(disable_help_flag = true, next_help_heading = "选项")]
struct YearFlags {
    #[command(flatten)]
    filling: Filling,
    #[arg(
        long,
        value_name = "表式",
        help = "同时写基础数据表，用哪个表式，如 湖南-基础数据表"
    )]
    base: Option<String>,
}

#[derive(Args)]
#[command(disable_help_flag = true, next_help_heading = "选项")]
struct ProjectFlags {
    #[arg(long, value_name = "名称", help = "项目的名称")]
    name: Option<String>,
    #[arg(long, value_name = "代号", help = "项目的网址代号，如 road")]
    address: Option<String>,
    #[command(flatten)]
    filling: Filling,
}

/// Why nothing was begun.
enum Stopped {
    Missing(Vec<&'static str>),
    NoAnswer(NoAnswer),
    New(NewError),
}

impl From<NoAnswer> for Stopped {
    fn from(none: NoAnswer) -> Self {
        Self::NoAnswer(none)
    }
}

impl From<NewError> for Stopped {
    fn from(error: NewError) -> Self {
        Self::New(error)
    }
}

pub fn run(arguments: &Arguments) -> u8 {
    let done = match &arguments.what {
        What::Site(flags) => site(flags),
        What::Unit(flags) => unit(flags),
        What::Year(flags) => year(flags),
        What::Project(flags) => project(flags),
    };
    match done {
        Ok(()) => CLEAN,
        Err(Stopped::Missing(flags)) => {
            let message = format!("缺少 {}", flags.join("、"));
            let help = "不在终端里运行时不提问，要用的都写成选项；加 --help 查看说明";
            output::trouble(&message, help);
            TROUBLE
        }
        Err(Stopped::NoAnswer(NoAnswer::Wrong(flag, why))) => {
            output::trouble(&format!("{flag}：{why}"), "加 --help 查看说明");
            TROUBLE
        }
        Err(Stopped::NoAnswer(NoAnswer::BrokenOff)) => {
            output::trouble("没有答完，什么也没有写", "");
            TROUBLE
        }
        Err(Stopped::New(NewError::Content(diagnostics))) => {
            output::for_a_person(&diagnostics, Severity::Error);
            let error = NewError::Content(Vec::new());
            output::trouble(&error.to_string(), &error.help());
            FINDINGS
        }
        Err(Stopped::New(error)) => {
            output::trouble(&error.to_string(), &error.help());
            TROUBLE
        }
    }
}

fn site(flags: &SiteFlags) -> Result<(), Stopped> {
    let asker = Asker::new();
    need(
        asker,
        &[
            ("--name", flags.name.is_some()),
            ("--region", flags.region.region.is_some()),
            ("--region-name", flags.region.region_name.is_some()),
        ],
    )?;
    let name = asker.text("--name", flags.name.as_deref(), "网站的名称", required)?;
    let url = "网站的网址，如 https://example.org/zp/（可以以后再写，直接回车）";
    let base_url = asker.text("--url", flags.url.as_deref(), url, web_address)?;
    let organiser = "主办单位（可以以后再写，直接回车）";
    let organiser = asker.text(
        "--organiser",
        flags.organiser.as_deref(),
        organiser,
        optional,
    )?;
    let regions = regions(asker, &flags.region, |_| false)?;
    let answers = SiteAnswers {
        name,
        base_url,
        organiser,
        regions,
    };
    let files = pipeline::new_site(&flags.folder, &answers)?;
    written(&flags.folder, &files);
    let enter = match flags.folder.as_os_str().is_empty() || flags.folder == Path::new(".") {
        true => String::new(),
        false => format!("cd {}，", flags.folder.display()),
    };
    output::error_line(&format!("下一步：{enter}再运行 ziping new unit 添一个单位"));
    Ok(())
}

fn unit(flags: &UnitFlags) -> Result<(), Stopped> {
    let asker = Asker::new();
    need(
        asker,
        &[
            ("--region", flags.region.region.is_some()),
            ("--name", flags.name.is_some()),
            ("--address", flags.address.is_some()),
        ],
    )?;
    let place = Place::open(&flags.root.root)?;
    let mut known = place.named_regions();
    known.push((String::new(), "新的地区".to_owned()));
    let chosen = match &flags.region.region {
        None if known.len() > 1 => asker.choice("--region", None, "单位在哪个地区", &known)?,
        given => given.clone().unwrap_or_default(),
    };
    let region = RegionFlags {
        region: Some(chosen).filter(|chosen| !chosen.is_empty()),
        region_name: flags.region.region_name.clone(),
    };
    let regions = regions(asker, &region, |address| place.has_region(address))?;
    let above = regions.last().map(|region| region.address.clone());
    let above = above.unwrap_or_default();
    let new = regions
        .into_iter()
        .filter(|region| !place.has_region(&region.address))
        .collect::<Vec<_>>();
    let name = asker.text("--name", flags.name.as_deref(), "单位的全称", required)?;
    let short = "单位的简称，用在标题和图上（没有就回车）";
    let short_name = asker.text("--short", flags.short.as_deref(), short, optional)?;
    let kind = "单位的类型，如 街道办事处（可以不写，直接回车）";
    let kind = asker.text("--kind", flags.kind.as_deref(), kind, optional)?;
    let question = "单位的网址代号，用小写字母、数字和连字符，如 wangyue";
    let slug = asker.text("--address", flags.address.as_deref(), question, |text| {
        slug_fault(text, false)
    })?;
    let unit = UnitAnswers {
        address: format!("{above}/{slug}"),
        name,
        short_name,
        kind,
    };
    let files = place.new_unit(&unit, &new)?;
    written(&flags.root.root, &files);
    output::error_line(&format!(
        "下一步：运行 ziping new year --unit {} 开始写一年的报告",
        unit.address
    ));
    Ok(())
}

fn year(flags: &YearFlags) -> Result<(), Stopped> {
    let asker = Asker::new();
    let filling = &flags.filling;
    let has_form = filling.form.is_some() || filling.from.is_some();
    need(
        asker,
        &[
            ("--unit", filling.unit.is_some()),
            ("--year", filling.year.is_some()),
            ("--form", has_form),
        ],
    )?;
    let place = Place::open(&filling.root.root)?;
    let answers = filled(asker, filling, &place, load::UNIT_FORMS, None)?;
    let base = base_form(asker, flags.base.as_deref(), &place)?;
    let files = place.new_year(
        &answers.unit,
        answers.year,
        &answers.form,
        base.as_deref(),
        answers.from,
    )?;
    written(&filling.root.root, &files);
    next_is_to_fill();
    Ok(())
}

fn project(flags: &ProjectFlags) -> Result<(), Stopped> {
    let asker = Asker::new();
    let filling = &flags.filling;
    let has_form = filling.form.is_some() || filling.from.is_some();
    need(
        asker,
        &[
            ("--unit", filling.unit.is_some()),
            ("--year", filling.year.is_some()),
            ("--name", flags.name.is_some()),
            ("--address", flags.address.is_some()),
            ("--form", has_form),
        ],
    )?;
    let place = Place::open(&filling.root.root)?;
    let name = asker.text("--name", flags.name.as_deref(), "项目的名称", required)?;
    let question = "项目的网址代号，用小写字母、数字和连字符，如 road；沿用往年的，要与那一年相同";
    let slug = asker.text("--address", flags.address.as_deref(), question, |text| {
        slug_fault(text, false)
    })?;
    let answers = filled(asker, filling, &place, load::PROJECT_FORMS, Some(&slug))?;
    let Answers {
        unit,
        year,
        form,
        from,
    } = &answers;
    let files = place.new_project(unit, *year, &slug, &name, form, *from)?;
    written(&filling.root.root, &files);
    next_is_to_fill();
    Ok(())
}

/// What a report is begun with.
struct Answers {
    unit: String,
    year: Year,
    form: String,
    from: Option<Year>,
}

fn filled(
    asker: Asker,
    flags: &Filling,
    place: &Place,
    scopes: &[Scope],
    slug: Option<&str>,
) -> Result<Answers, Stopped> {
    let unit = match flags.unit.as_deref().map(below_content) {
        Some(given) if place.units().any(|unit| unit == given) => given.to_owned(),
        Some(given) => return Err(NewError::NoUnit(given.to_owned()).into()),
        None if place.units().next().is_none() => return Err(NewError::NoUnits.into()),
        None => asker.choice("--unit", None, "哪个单位", &place.named_units())?,
    };
    let year = "哪一年的报告，四位数字，如 2024";
    let year = asker.text("--year", flags.year.as_deref(), year, year_fault)?;
    // The fault was looked for just now.
    let year = Year::parse(&year).unwrap_or_default();
    let earlier: Vec<(String, String)> =
        std::iter::once((String::new(), "不沿用，从空表写起".into()))
            .chain(
                place
                    .years(&unit)?
                    .into_iter()
                    .rev()
                    .filter(|other| *other != year && place.form_of(&unit, *other, slug).is_some())
                    .map(|other| (other.to_string(), String::new())),
            )
            .collect();
    let from = match &flags.from {
        Some(from) => asker.text("--from", Some(from), "", year_fault)?,
        None if earlier.len() > 1 => {
            asker.choice("--from", None, "沿用哪一年的指标、指标值和分值", &earlier)?
        }
        None => String::new(),
    };
    let from = Year::parse(&from);
    let of_before = from.and_then(|from| place.form_of(&unit, from, slug));
    let given = flags.form.as_deref().or(of_before.as_deref());
    let form = asker.choice("--form", given, "用哪个表式", &place.forms(scopes))?;
    if form.is_empty() {
        // Only `--from` was given, and there is nothing to take over.
        let year = from.unwrap_or_default();
        let what = "可以沿用的自评表".to_owned();
        return Err(NewError::NothingBefore { unit, year, what }.into());
    }
    Ok(Answers {
        unit,
        year,
        form,
        from,
    })
}

fn base_form(asker: Asker, given: Option<&str>, place: &Place) -> Result<Option<String>, Stopped> {
    let mut options = place.forms(&[Scope::BaseData]);
    if options.is_empty() || given.is_none() && !asker.can_ask() {
        return Ok(None);
    }
    options.insert(0, (String::new(), "不写".to_owned()));
    let base = asker.choice("--base", given, "同时写基础数据表吗", &options)?;
    Ok(Some(base).filter(|base| !base.is_empty()))
}

/// The regions of an address, each below the one before. The names of those that are
/// there are not asked for.
fn regions(
    asker: Asker,
    flags: &RegionFlags,
    is_there: impl Fn(&str) -> bool,
) -> Result<Vec<RegionAnswers>, Stopped> {
    let question = "地区的网址代号，从大到小用 / 隔开，如 hunan/yueyang";
    let path = asker.text("--region", flags.region.as_deref(), question, |text| {
        let mut steps = below_content(text).split('/').enumerate();
        steps.find_map(|(at, step)| slug_fault(step, at == 0))
    })?;
    let steps: Vec<&str> = below_content(&path).split('/').collect();
    let addresses: Vec<String> = (1..=steps.len())
        .map(|end| steps[..end].join("/"))
        .collect();
    let given: Option<Vec<&str>> = flags
        .region_name
        .as_deref()
        .map(|names| names.split('/').collect());
    let new = addresses.iter().filter(|address| !is_there(address));
    let new: Vec<&String> = new.collect();
    if let Some(given) = &given
        && ![addresses.len(), new.len()].contains(&given.len())
    {
        let why = format!("有 {} 级地区，写了 {} 个名称", addresses.len(), given.len());
        return Err(NoAnswer::Wrong("--region-name", why).into());
    }
    if given.is_none() && !new.is_empty() {
        need(asker, &[("--region-name", false)])?;
    }
    let skipped = given
        .as_ref()
        .map_or(0, |given| addresses.len() - given.len());
    let mut regions = Vec::new();
    for (at, address) in addresses.iter().enumerate() {
        let name = if is_there(address) {
            String::new()
        } else {
            let given = given.as_ref().and_then(|given| {
                let new = new.iter().position(|one| *one == address)?;
                given.get(if skipped == 0 { at } else { new }).copied()
            });
            let question = format!("{address} 这个地区的名称，如 湖南省、岳阳市");
            asker.text("--region-name", given, &question, required)?
        };
        let address = address.clone();
        regions.push(RegionAnswers { address, name });
    }
    Ok(regions)
}

fn need(asker: Asker, flags: &[(&'static str, bool)]) -> Result<(), Stopped> {
    let missing = asker.missing(flags);
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Stopped::Missing(missing))
    }
}

fn required(text: &str) -> Fault {
    match text {
        "" => Some("不能空着".to_owned()),
        text => optional(text),
    }
}

fn optional(text: &str) -> Fault {
    let is_one_line = !text.contains(char::is_control);
    (!is_one_line).then(|| "只写一行，不用制表符".to_owned())
}

fn web_address(text: &str) -> Fault {
    let is_right = text.is_empty() || text.starts_with("https://") || text.starts_with("http://");
    (!is_right).then(|| "以 https:// 或 http:// 开头".to_owned())
}

fn year_fault(text: &str) -> Fault {
    let is_right = Year::parse(text).is_some();
    (!is_right).then(|| "写四位数字，如 2024".to_owned())
}

fn slug_fault(text: &str, is_top: bool) -> Fault {
    load::folder_fault(text, is_top)
}

/// A folder as a person gives it, with or without `content/` before it.
fn below_content(text: &str) -> &str {
    let text = text.trim().trim_matches('/');
    text.strip_prefix("content/").unwrap_or(text)
}

/// Lists what was written.
fn written(root: &Path, files: &[NewFile]) {
    for file in files {
        let path = match root == Path::new(".") {
            true => PathBuf::from(&file.path),
            false => root.join(&file.path),
        };
        output::line(&path.display().to_string());
    }
    output::error_line(&format!("已写 {} 个文件", files.len()));
}

fn next_is_to_fill() {
    output::error_line("下一步：打开上面的文件填写，然后运行 ziping check 核对");
}
