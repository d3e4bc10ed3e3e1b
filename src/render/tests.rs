//! What is true of every page of the default theme.

mod machines;
mod overviews;
mod reports;
mod sample;

use super::*;
use crate::model::{Level, Percent, RuleLevel};
use crate::theme::Files;
use sample::{HOSTILE, context, units};
use scraper::{ElementRef, Html, Selector};
use std::collections::BTreeSet;

type Pages = BTreeMap<String, String>;

/// All that a site gives away, by address. Of the downloads those that belong to
/// one folder, to see that they are linked.
fn printed(context: &SiteContext, theme: &Theme) -> Pages {
    let mut pages = Pages::new();
    let mut emit = |address: &str, bytes: &[u8]| {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        assert!(
            pages.insert(address.to_owned(), text).is_none(),
            "{address} twice"
        );
        Ok(())
    };
    let downloads = Downloads::from([(folder_of(REPORT).to_owned(), vec![download()])]);
    emit(&download().address, b"").unwrap();
    emit("data/schema.json", b"{}").unwrap();
    let mut summaries = Vec::new();
    for unit in &units() {
        summaries.extend(
            unit_pages(
                unit,
                &FiledForms::of(unit.unit()),
                &downloads,
                context,
                theme,
                &mut emit,
            )
            .unwrap(),
        );
    }
    let summaries: Vec<&Summary> = summaries.iter().collect();
    site_pages(
        &summaries,
        &downloads,
        &search_index(),
        context,
        theme,
        &mut emit,
    )
    .unwrap();
    pages
}

fn search_index() -> SearchIndex {
    SearchIndex {
        units_a_file: 128,
        pair_files: 2,
        figure_files: 4,
        years: vec!["2023".to_owned(), "2022".to_owned()],
    }
}

fn folder_of(address: &str) -> &str {
    address.strip_suffix("/index.html").unwrap()
}

fn download() -> Download {
    Download {
        title: "绩效指标",
        format: "CSV",
        address: format!("{}/indicators.csv", folder_of(REPORT)),
        bytes: 2049,
    }
}

fn site() -> Pages {
    printed(&context(), &Theme::new(Files::new()).unwrap())
}

/// The theme of this repository that is laid over the default one.
fn red() -> Theme {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/red");
    Theme::new(crate::theme::read_files(&folder).unwrap()).unwrap()
}

/// The site in each theme of this repository.
fn sites() -> [Pages; 2] {
    [site(), printed(&context(), &red())]
}

fn html_pages(pages: &Pages) -> Vec<(&str, Html)> {
    let html = pages
        .iter()
        .filter(|(address, _)| address.ends_with(".html"));
    html.map(|(address, text)| (address.as_str(), Html::parse_document(text)))
        .collect()
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

const REPORT: &str = "hunan/yueyang/wangyue/2023/index.html";

/// The address of an asset, which bears the fingerprint of its bytes.
fn fingerprinted(pages: &Pages, name: &str, ending: &str) -> String {
    let start = format!("assets/{name}.");
    let mut found = pages
        .keys()
        .filter(|address| address.starts_with(&start) && address.ends_with(ending));
    let address = found.next().unwrap().clone();
    let sum = crate::digest::sha256(pages[&address].as_bytes());
    assert_eq!(address, format!("{start}{}.{ending}", &sum[..8]));
    address
}

#[test]
fn every_kind_of_page_stands_at_its_address() {
    let pages = site();
    let style = fingerprinted(&pages, "style", "css");
    let tables = fingerprinted(&pages, "tables", "js");
    let script = fingerprinted(&pages, "search", "js");
    let is_figure = |address: &&str| address.rsplit('/').next().unwrap().starts_with("tu-");
    let addresses = pages.keys().map(String::as_str);
    let addresses: Vec<&str> = addresses.filter(|address| !is_figure(address)).collect();
    assert_eq!(
        addresses,
        [
            "404.html",
            "about/index.html",
            "assets/icon.svg",
            &script,
            &style,
            &tables,
            "checks/index.html",
            "data/index.html",
            "data/schema.json",
            "deductions/index.html",
            "feed.xml",
            "hubei/hongshan/2020/index.html",
            "hubei/hongshan/index.html",
            "hubei/index.html",
            "hunan/index.html",
            "hunan/yueyang/index.html",
            "hunan/yueyang/wangyue/2022/index.html",
            "hunan/yueyang/wangyue/2023/index.html",
            "hunan/yueyang/wangyue/2023/indicators.csv",
            "hunan/yueyang/wangyue/2023/projects/huanjing/index.html",
            "hunan/yueyang/wangyue/index.html",
            "index.html",
            "map/index.html",
            "robots.txt",
            "search/index.html",
            "sitemap.xml",
            "years/2020/index.html",
            "years/2022/index.html",
            "years/2023/index.html",
            "years/index.html",
        ]
    );
}

#[test]
fn the_sites_own_pages_are_under_names_that_no_unit_may_bear() {
    let mut own = BTreeSet::new();
    let mut emit = |address: &str, _: &[u8]| {
        own.insert(address.split('/').next().unwrap().to_owned());
        Ok(())
    };
    let theme = Theme::new(Files::new()).unwrap();
    let units = units();
    let none = Downloads::new();
    let mut ignore = |_: &str, _: &[u8]| Ok(());
    let summaries = unit_pages(
        &units[0],
        &FiledForms::of(units[0].unit()),
        &none,
        &context(),
        &theme,
        &mut ignore,
    )
    .unwrap();
    let summaries: Vec<&Summary> = summaries.iter().collect();
    site_pages(
        &summaries,
        &none,
        &search_index(),
        &context(),
        &theme,
        &mut emit,
    )
    .unwrap();
    own.remove("hunan");
    assert_eq!(own, crate::model::RESERVED.map(str::to_owned).into());
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    assert_eq!(site(), site());
}

#[test]
fn every_link_leads_to_a_page_and_every_fragment_to_an_element() {
    for pages in sites() {
        links_lead_somewhere(&pages);
    }
}

fn links_lead_somewhere(pages: &Pages) {
    for (address, page) in html_pages(pages) {
        for link in all(&page, "a[href], link[rel=stylesheet]") {
            let href = link.attr("href").unwrap();
            let (path, fragment) = href.split_once('#').unwrap_or((href, ""));
            let target = match path {
                "" => address.to_owned(),
                path => followed(address, path),
            };
            // Attachments, and the list of sums that stands beside the pages.
            if target.contains("/files/") || target == "SHA256SUMS" {
                continue;
            }
            let text = pages.get(&target);
            let text = text.unwrap_or_else(|| panic!("{address}: {href} → {target}"));
            if !fragment.is_empty() {
                let marked = format!(" id=\"{fragment}\"");
                assert!(text.contains(&marked), "{address}: {href}");
            }
        }
    }
}

/// Where a link leads; the 404 page's links start with the site's path.
fn followed(address: &str, link: &str) -> String {
    if let Some(path) = link.strip_prefix("/jixiao/") {
        assert_eq!(address, "404.html");
        return path.to_owned();
    }
    let mut place: Vec<&str> = address.split('/').collect();
    place.pop();
    for step in link.split('/') {
        if step == ".." {
            place.pop().unwrap();
        } else {
            place.push(step);
        }
    }
    place.join("/")
}

#[test]
fn every_page_has_one_heading_a_title_and_no_script_or_inline_style() {
    let sites = sites();
    for (address, page) in sites.iter().flat_map(html_pages) {
        assert_eq!(all(&page, "h1").len(), 1, "{address}");
        assert_eq!(all(&page, "html[lang=zh-CN]").len(), 1, "{address}");
        assert_eq!(all(&page, "main#main").len(), 1, "{address}");
        assert_eq!(
            all(
                &page,
                "script:not([type='application/ld+json']):not([src]), style, [style], [onclick]"
            )
            .len(),
            0,
            "{address}"
        );
        let title: String = all(&page, "title")[0].text().collect();
        assert!(title.contains("绩效自评公开"), "{address}: {title}");
        assert_eq!(
            all(&page, "nav.breadcrumbs").is_empty(),
            !address.contains('/'),
            "{address}"
        );
    }
}

/// docs/hosting.md promises it: its policy refuses whatever a page says inline.
#[test]
fn every_page_satisfies_the_policy_that_operators_are_given() {
    let hosting = include_str!("../../docs/hosting.md");
    let policies: Vec<&str> = hosting
        .lines()
        .filter(|line| line.contains("default-src"))
        .collect();
    assert_eq!(policies.len(), 3);
    for policy in policies {
        assert!(policy.contains("style-src 'self'; script-src 'self';"));
        assert!(!policy.contains("unsafe"), "{policy}");
    }
    let sites = sites();
    for (address, page) in sites.iter().flat_map(html_pages) {
        for element in all(&page, "*") {
            for (name, value) in element.value().attrs() {
                let inline = name == "style" || name.starts_with("on");
                let executed = value.trim_start().starts_with("javascript:");
                assert!(!inline && !executed, "{address}: {name}={value}");
            }
        }
        for none in ["base", "iframe", "object", "embed", "style"] {
            assert!(all(&page, none).is_empty(), "{address}: {none}");
        }
    }
}

#[test]
fn nothing_is_fetched_from_elsewhere() {
    let sites = sites();
    for (address, page) in sites.iter().flat_map(html_pages) {
        for element in all(&page, "[src], link[rel=stylesheet]") {
            let target = element.attr("src").or(element.attr("href")).unwrap();
            assert!(!target.contains("//"), "{address}: {target}");
        }
    }
    let assets = sites.iter().flatten();
    for (address, style) in assets.filter(|(address, _)| address.ends_with(".css")) {
        assert!(
            !style.contains("url(") && !style.contains("@import"),
            "{address}"
        );
    }
}

#[test]
fn addresses_within_a_page_are_unique() {
    let sites = sites();
    for (address, page) in sites.iter().flat_map(html_pages) {
        let mut seen = BTreeSet::new();
        for element in all(&page, "[id]") {
            let id = element.attr("id").unwrap();
            assert!(seen.insert(id), "{address}: #{id}");
        }
    }
}

#[test]
fn every_table_has_a_caption_and_headers_with_a_scope() {
    let sites = sites();
    for (address, page) in sites.iter().flat_map(html_pages) {
        for table in all(&page, "table.form, table.list") {
            let has = |selector| {
                table
                    .select(&Selector::parse(selector).unwrap())
                    .next()
                    .is_some()
            };
            assert!(has("caption"), "{address}");
            assert!(has("th"), "{address}");
            assert!(!has("th:not([scope])"), "{address}");
        }
    }
}

#[test]
fn what_an_author_writes_is_escaped() {
    for (address, text) in sites().iter().flatten() {
        assert!(!text.contains("<img"), "{address}");
    }
    assert!(site()[REPORT].contains("&lt;img"));
    let hostile = SiteContext {
        site: Site {
            name: HOSTILE.to_owned(),
            summary: HOSTILE.to_owned(),
            banner: HOSTILE.to_owned(),
            organiser: HOSTILE.to_owned(),
            id_code: HOSTILE.to_owned(),
            ..Site::default()
        },
        ..context()
    };
    for theme in [Theme::new(Files::new()).unwrap(), red()] {
        for (address, text) in printed(&hostile, &theme) {
            assert!(!text.contains("<img"), "{address}");
        }
    }
}

#[test]
fn a_report_shows_its_figures_as_they_were_filed() {
    let pages = site();
    let page = Html::parse_document(&pages[REPORT]);
    let headline: Vec<String> = all(&page, ".headline .figure-number")
        .iter()
        .map(|figure| figure.text().collect())
        .collect();
    // 10 of the execution rate and 88.50 of the rows
    assert_eq!(headline, ["98.50", "100%", "2706.79", "2706.79", "2"]);
    assert_eq!(all(&page, ".deductions > li").len(), 2);
    let project = &pages["hunan/yueyang/wangyue/2023/projects/huanjing/index.html"];
    assert!(project.contains("987.5") && !project.contains("987.50"));
}

#[test]
fn a_figure_bears_the_numbers_of_its_notes_which_are_listed_below() {
    let pages = site();
    let page = Html::parse_document(&pages[REPORT]);
    let marks = all(&page, "table .note-mark a");
    assert!(!marks.is_empty());
    for mark in &marks {
        let id = mark.attr("href").unwrap().strip_prefix('#').unwrap();
        assert_eq!(all(&page, &format!("ol.notes > li#{id}")).len(), 1);
    }
    let notes: String = all(&page, "ol.notes")[0].text().collect();
    assert!(notes.contains("说明：原表执行率填10%，按执行数和预算数应为100%。"));
    assert!(notes.contains("ZP101"));
}

#[test]
fn the_page_on_the_checks_explains_every_rule_with_its_examples() {
    let page = Html::parse_document(&site()["checks/index.html"]);
    let rules = all(&page, "section.rule");
    assert_eq!(rules.len(), crate::check::RULES.len());
    for rule in rules {
        let parts: Vec<String> = rule
            .select(&Selector::parse("h3, summary").unwrap())
            .map(|part| part.text().collect())
            .collect();
        assert_eq!(parts, crate::check::PARTS);
        assert!(rule.select(&Selector::parse("pre").unwrap()).count() >= 2);
    }
}

#[test]
fn the_page_on_the_checks_shows_what_the_site_has_set_and_accepted() {
    let text =
        |page: &str| -> String { Html::parse_document(page).root_element().text().collect() };
    let plain = &site()["checks/index.html"];
    assert!(text(plain).contains("没有改动"));
    assert!(text(plain).contains("年初调整幅度超过 30% 须说明（ZP109）"));
    // what wangyue accepts, with the way to its report
    assert!(text(plain).contains("原表执行率填10%，按执行数和预算数应为100%。"));
    assert!(plain.contains("href=\"../hunan/yueyang/wangyue/2023/index.html\""));

    let mut set = context();
    set.site.levels.push(RuleLevel {
        code: "ZP109".to_owned(),
        level: Some(Level::Error),
        reason: HOSTILE.to_owned(),
    });
    set.site.limits.budget_change = Some(Percent::parse("20%").unwrap());
    set.site.limits.reason = HOSTILE.to_owned();
    let pages = printed(&set, &Theme::new(Files::new()).unwrap());
    let page = &pages["checks/index.html"];
    assert!(!page.contains("<img"));
    assert_eq!(text(page).matches(HOSTILE).count(), 2);
    assert!(text(page).contains("年初调整幅度超过 20% 须说明（ZP109，通常为 30%）"));
    let page = Html::parse_document(page);
    let row: Vec<String> = all(&page, "section[aria-labelledby=settings] td")
        .iter()
        .map(|cell| cell.text().collect())
        .collect();
    assert_eq!(row, ["提示", "错误", HOSTILE]);
}

#[test]
fn a_figure_placed_in_the_text_stands_only_there() {
    let page = Html::parse_document(&site()[REPORT]);
    let titles: Vec<String> = all(&page, "figure h3")
        .iter()
        .map(|title| title.text().collect())
        .collect();
    assert_eq!(titles, ["得分构成", "资金构成", "支出构成", "支出构成"]);
    assert_eq!(all(&page, ".narrative figure").len(), 2);
}

#[test]
fn a_row_of_base_data_is_placed_with_the_rows_below_it() {
    let page = Html::parse_document(&site()[REPORT]);
    let tables = all(&page, ".narrative table");
    let placed = tables.iter().find(|table| {
        let caption = table.select(&Selector::parse("caption").unwrap()).next();
        caption.unwrap().text().collect::<String>() == "项目支出"
    });
    let rows: Vec<String> = placed
        .unwrap()
        .select(&Selector::parse("tbody tr").unwrap())
        .map(|row| row.text().collect::<Vec<_>>().join("|"))
        .collect();
    assert_eq!(
        rows,
        [
            "项目支出|881.00|5.83|1431.36",
            "其中：城管专项支出|881.00|5.83|1431.36"
        ]
    );
}

#[test]
fn a_name_that_no_table_or_figure_has_is_found_with_its_place() {
    use crate::folder::{Narrative, Piece};
    use crate::source::Source;
    let narrative = Narrative {
        source: Source::new("a/report.md", "一\n{{ 表 没有 }}"),
        opening: vec![Piece::Table("没有".to_owned(), 4..20)],
        chapters: vec![],
    };
    let table = table::Table {
        caption: "得分构成".to_owned(),
        ..table::Table::default()
    };
    let placeable = narrative::Placeable {
        tables: vec![&table, &table],
        figures: &[],
    };
    let unknown = placeable.unknown(&narrative);
    assert_eq!(unknown.len(), 1);
    assert_eq!(unknown[0].to_string(), "没有名为“没有”的表");
    assert_eq!(unknown[0].known, ["得分构成"]);
    let position = unknown[0].place.position.unwrap();
    assert_eq!((position.line, position.column), (2, 1));
    let error = narrative::NarrativeView::new(&narrative, &placeable).unwrap_err();
    assert_eq!(*error, unknown[0]);
}

#[test]
fn a_themes_own_style_sheet_is_linked_after_the_built_in_one() {
    let pages = printed(&context(), &red());
    let own = fingerprinted(&pages, "site", "css");
    let page = Html::parse_document(&pages["index.html"]);
    let links = all(&page, "link[rel=stylesheet]");
    let hrefs: Vec<_> = links.iter().filter_map(|link| link.attr("href")).collect();
    assert_eq!(hrefs, [fingerprinted(&pages, "style", "css"), own]);
    let page = Html::parse_document(&site()["index.html"]);
    assert_eq!(all(&page, "link[rel=stylesheet]").len(), 1);
}

#[test]
fn a_theme_changes_single_templates_and_leaves_the_others() {
    let (plain, red) = (site(), printed(&context(), &red()));
    assert!(red["index.html"].contains("class=\"red-home\""));
    assert!(!plain["index.html"].contains("class=\"red-home\""));
    let main = |pages: &Pages| {
        let page = Html::parse_document(&pages["about/index.html"]);
        all(&page, "main")[0].html()
    };
    assert_eq!(main(&red), main(&plain));
}

#[test]
fn the_page_that_maps_the_site_has_units_below_their_regions() {
    let page = Html::parse_document(&site()["map/index.html"]);
    let nested = "li > ul > li > ul > li > a[href='../hunan/yueyang/wangyue/index.html']";
    assert_eq!(all(&page, nested).len(), 1);
    let footer = Html::parse_document(&site()[REPORT]);
    let link = all(&footer, "footer a[href$='map/index.html']");
    assert_eq!(link.len(), 1);
}

#[test]
fn a_page_that_cannot_be_written_is_named() {
    let theme = Theme::new(Files::new()).unwrap();
    let mut full = |_: &str, _: &[u8]| Err(io::Error::other("磁盘已满"));
    let error = site_pages(
        &[],
        &Downloads::new(),
        &search_index(),
        &context(),
        &theme,
        &mut full,
    )
    .unwrap_err();
    assert_eq!(error.to_string(), "写不了 index.html：磁盘已满");
}

/// Every template of the theme is filled by some page: what no page fills, no
/// test would find broken.
#[test]
fn every_template_is_filled_by_some_page() {
    let theme = Theme::new(Files::new()).unwrap();
    let pages: BTreeSet<&str> = theme
        .templates()
        .into_iter()
        .filter(|name| !name.starts_with("parts/") && *name != "frame.html")
        .collect();
    for name in pages {
        let broken = format!("templates/{name}");
        let own = Files::from([(broken, b"{{ no_such_variable }}".to_vec())]);
        let theme = Theme::new(own).unwrap();
        let mut ignore = |_: &str, _: &[u8]| Ok(());
        let of_units = units()
            .iter()
            .map(|unit| {
                let filed = FiledForms::of(unit.unit());
                unit_pages(
                    unit,
                    &filed,
                    &Downloads::new(),
                    &context(),
                    &theme,
                    &mut ignore,
                )
            })
            .collect::<Result<Vec<_>, _>>();
        let outcome = of_units.and_then(|summaries| {
            site_pages(
                &summaries.iter().flatten().collect::<Vec<_>>(),
                &Downloads::new(),
                &search_index(),
                &context(),
                &theme,
                &mut ignore,
            )
        });
        assert!(outcome.is_err(), "{name} is never filled");
    }
}
