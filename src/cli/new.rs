//! `ziping new`: asks what it needs and begins a site, a unit, a year or a project.

mod flags;

pub use flags::Arguments;

use super::ask::{Asker, Fault, NoAnswer};
use super::{CLEAN, FINDINGS, TROUBLE, output, usage};
use flags::{Filling, ProjectFlags, RegionFlags, SiteFlags, UnitFlags, What, YearFlags};
use std::path::{Path, PathBuf};
use ziping::diagnostic::Severity;
use ziping::form::Scope;
use ziping::load;
use ziping::model::{Year, is_web_address};
use ziping::pipeline::{self, NewError, Place};
use ziping::scaffold::{NewFile, RegionAnswers, SiteAnswers, UnitAnswers};

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
            let help = format!(
                "不在终端里运行时不提问，要用的都写成选项；{}",
                usage::help()
            );
            output::trouble(&message, &help);
            TROUBLE
        }
        Err(Stopped::NoAnswer(NoAnswer::Wrong(flag, why))) => {
            output::trouble(&format!("{flag}：{why}"), &usage::help());
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
    written(&flags.folder, &files.written);
    if !files.kept.is_empty() {
        let kept: Vec<&str> = files.kept.iter().map(|file| file.path.as_str()).collect();
        output::error_line(&format!("已经有的保持原样：{}", kept.join("、")));
    }
    let enter = match flags.folder.as_os_str().is_empty() || flags.folder == Path::new(".") {
        true => String::new(),
        false => format!("cd {}，", flags.folder.display()),
    };
    output::error_line(&format!("下一步：{enter}再运行 ziping new unit 添一个单位"));
    Ok(())
}

fn unit(flags: &UnitFlags) -> Result<(), Stopped> {
    let asker = Asker::new();
    let place = Place::open(&flags.root.folder)?;
    need(
        asker,
        &[
            ("--region", flags.region.region.is_some()),
            ("--name", flags.name.is_some()),
            ("--address", flags.address.is_some()),
        ],
    )?;
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
    written(&flags.root.folder, &files);
    output::error_line(&format!(
        "下一步：运行 ziping new year --unit {} 开始写一年的报告",
        unit.address
    ));
    Ok(())
}

fn year(flags: &YearFlags) -> Result<(), Stopped> {
    let asker = Asker::new();
    let filling = &flags.filling;
    let place = Place::open(&filling.root.folder)?;
    given_is_right(filling, &place)?;
    let has_form = filling.form.is_some() || filling.from.is_some();
    need(
        asker,
        &[
            ("--unit", filling.unit.is_some()),
            ("--year", filling.year.is_some()),
            ("--form", has_form),
        ],
    )?;
    let (unit, year) = unit_and_year(asker, filling, &place)?;
    let (form, from) = form_and_before(asker, filling, &place, (&unit, year), None)?;
    let base = base_form(asker, flags.base.as_deref(), &place)?;
    let files = place.new_year(&unit, year, &form, base.as_deref(), from)?;
    written(&filling.root.folder, &files);
    if !files.iter().any(|file| file.path.ends_with(".md")) {
        output::error_line(
            "这个表式没有规定正文的章；要写正文的，自己在旁边建 report.md，每章以“## ”开头",
        );
    }
    next_is_to_fill();
    Ok(())
}

fn project(flags: &ProjectFlags) -> Result<(), Stopped> {
    let asker = Asker::new();
    let filling = &flags.filling;
    let place = Place::open(&filling.root.folder)?;
    given_is_right(filling, &place)?;
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
    let (unit, year) = unit_and_year(asker, filling, &place)?;
    let name = asker.text("--name", flags.name.as_deref(), "项目的名称", required)?;
    let question = "项目的网址代号，如 road（沿用往年的，写那一年的代号）";
    let years = place.years(&unit)?;
    let is_known = |slug: &str| {
        let mut years = years.iter();
        years.any(|year| place.form_of(&unit, *year, Some(slug)).is_some())
    };
    let slug = asker.text("--address", flags.address.as_deref(), question, |text| {
        let fault = slug_fault(text, false);
        fault.filter(|_| !is_known(text))
    })?;
    let (form, from) = form_and_before(asker, filling, &place, (&unit, year), Some(&slug))?;
    let files = place.new_project(&unit, year, &slug, &name, &form, from)?;
    written(&filling.root.folder, &files);
    next_is_to_fill();
    Ok(())
}

/// What is wrong with what was given is told before what is missing.
fn given_is_right(flags: &Filling, place: &Place) -> Result<(), Stopped> {
    if let Some(unit) = flags.unit.as_deref().map(below_content)
        && !place.units().any(|known| known == unit)
    {
        return Err(NewError::NoUnit(unit.to_owned()).into());
    }
    for (flag, given) in [("--year", &flags.year), ("--from", &flags.from)] {
        if let Some(why) = given.as_deref().and_then(year_fault) {
            return Err(NoAnswer::Wrong(flag, why).into());
        }
    }
    Ok(())
}

/// Which unit a report is of, and which year.
fn unit_and_year(asker: Asker, flags: &Filling, place: &Place) -> Result<(String, Year), Stopped> {
    let unit = match flags.unit.as_deref().map(below_content) {
        Some(given) if place.units().any(|unit| unit == given) => given.to_owned(),
        Some(given) => return Err(NewError::NoUnit(given.to_owned()).into()),
        None if place.units().next().is_none() => return Err(NewError::NoUnits.into()),
        None => asker.choice("--unit", None, "哪个单位", &place.named_units())?,
    };
    let year = "哪一年的报告，四位数字，如 2024";
    let year = asker.text("--year", flags.year.as_deref(), year, year_fault)?;
    // The fault was looked for just now.
    Ok((unit, Year::parse(&year).unwrap_or_default()))
}

/// Which form a report is begun on, and which year names and targets are taken from;
/// `slug` is that of a project.
fn form_and_before(
    asker: Asker,
    flags: &Filling,
    place: &Place,
    (unit, year): (&str, Year),
    slug: Option<&str>,
) -> Result<(String, Option<Year>), Stopped> {
    let scopes = match slug {
        None => load::UNIT_FORMS,
        Some(_) => load::PROJECT_FORMS,
    };
    let from = match &flags.from {
        Some(from) => asker.text("--from", Some(from), "", year_fault)?,
        None => {
            let years = place.years(unit)?.into_iter().rev();
            let years = years.filter(|other| *other != year);
            let years = years.filter(|other| place.form_of(unit, *other, slug).is_some());
            let mut options = vec![(String::new(), "不沿用，从空表写起".to_owned())];
            options.extend(years.map(|year| (year.to_string(), String::new())));
            match options.len() {
                1 => String::new(),
                _ => asker.choice("--from", None, "沿用哪一年的指标、指标值和分值", &options)?,
            }
        }
    };
    let from = Year::parse(&from);
    let of_before = from.and_then(|from| place.form_of(unit, from, slug));
    let given = flags.form.as_deref().or(of_before.as_deref());
    let form = asker.choice("--form", given, "用哪个表式", &place.forms(scopes))?;
    if form.is_empty() {
        // Only `--from` was given, and there is nothing to take over.
        return Err(NewError::NothingBefore {
            unit: unit.to_owned(),
            year: from.unwrap_or_default(),
            what: "可以沿用的自评表".to_owned(),
        }
        .into());
    }
    Ok((form, from))
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
        let path = below_content(text);
        if is_there(path) {
            return None;
        }
        let mut steps = path.split('/').enumerate();
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
    let is_right = text.is_empty() || is_web_address(text);
    (!is_right).then(|| "以 https:// 或 http:// 开头，写作 https://example.org/ 的样子".to_owned())
}

fn year_fault(text: &str) -> Fault {
    let is_right = Year::parse(text).is_some_and(|year| (1949..=2999).contains(&year.0));
    (!is_right).then(|| "写四位数字，如 2024".to_owned())
}

fn slug_fault(text: &str, is_top: bool) -> Fault {
    if text.split('/').any(|part| [".", ".."].contains(&part)) {
        return Some("只写一个名称，用小写字母、数字和连字符，如 wangyue".to_owned());
    }
    load::folder_fault(text, is_top).or_else(|| {
        let better = address_of(text);
        (text != better).then(|| match better.as_str() {
            "" => "用小写字母、数字和连字符，如 wangyue".to_owned(),
            better => format!("“{text}”作网址不好用，用小写字母、数字和连字符，如 {better}"),
        })
    })
}

/// A name as it is easily typed as part of an address: small letters, figures, hyphens;
/// other scripts as they are.
fn address_of(text: &str) -> String {
    let plain = |letter: char| match letter {
        'A'..='Z' => letter.to_ascii_lowercase(),
        letter if letter.is_alphanumeric() || letter == '_' => letter,
        _ => '-',
    };
    let plain: String = text.chars().map(plain).collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    parts.join("-")
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
