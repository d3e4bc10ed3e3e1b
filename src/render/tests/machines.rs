//! What programs read: addresses, tags, the site map, the feed, the downloads.

use super::*;

#[test]
fn what_can_be_taken_away_is_linked_with_its_format_and_size() {
    let pages = site();
    let page = Html::parse_document(&pages[REPORT]);
    let links = all(&page, "ul.downloads a[download]");
    assert_eq!(links.len(), 1);
    assert_eq!(links[0].attr("href"), Some("indicators.csv"));
    let name = links[0].attr("download").unwrap();
    assert_eq!(name, "望岳街道2023年度-绩效指标.csv");
    let text: String = links[0].text().collect();
    assert_eq!(text, "绩效指标（CSV，3 KB）");
}

#[test]
fn pages_say_what_they_are_about_in_words_for_programs() {
    let pages = site();
    let about = |address: &str| -> serde_json::Value {
        let page = Html::parse_document(&pages[address]);
        let found = all(&page, "script[type='application/ld+json']");
        serde_json::from_str(&found[0].text().collect::<String>()).unwrap()
    };
    let report = about(REPORT);
    assert_eq!(report["@type"], "Dataset");
    assert_eq!(report["datePublished"], "2024-03-28");
    assert_eq!(
        report["distribution"][0]["contentUrl"],
        "https://example.gov.cn/jixiao/hunan/yueyang/wangyue/2023/indicators.csv"
    );
    assert_eq!(report["creator"]["name"], "岳阳市岳阳楼区望岳街道办事处");
    assert_eq!(about("index.html")["@type"], "WebSite");
    let unit = about("hunan/yueyang/wangyue/index.html");
    assert_eq!(unit["@type"], "GovernmentOrganization");
}

#[test]
fn the_site_map_names_every_page_but_the_missing_one() {
    let pages = site();
    let named: BTreeSet<String> = pages["sitemap.xml"]
        .split("<loc>")
        .skip(1)
        .map(|rest| rest.split("</loc>").next().unwrap().to_owned())
        .collect();
    let all = pages.keys().filter_map(|address| {
        let folder = address.strip_suffix("index.html")?;
        Some(format!("https://example.gov.cn/jixiao/{folder}"))
    });
    assert_eq!(named, all.collect());
}

#[test]
fn the_feed_names_the_reports_that_bear_a_date() {
    let feed = &site()["feed.xml"];
    assert_eq!(feed.matches("<entry>").count(), 1);
    assert!(feed.contains("<updated>2024-03-28T00:00:00+08:00</updated>"));
    assert!(
        feed.contains("自评98.50分（优），预算执行率100%，2项扣分。"),
        "{feed}"
    );
}

#[test]
fn the_tags_of_government_sites_are_there_when_there_is_something_to_say() {
    let pages = site();
    let tag = |address: &str, name: &str| {
        let page = Html::parse_document(&pages[address]);
        let found = all(&page, &format!("meta[name={name}]"));
        found
            .first()
            .map(|meta| meta.attr("content").unwrap().to_owned())
    };
    for address in [REPORT, "index.html", "hunan/index.html", "404.html"] {
        assert_eq!(tag(address, "SiteName").as_deref(), Some("绩效自评公开"));
        assert_eq!(
            tag(address, "SiteDomain").as_deref(),
            Some("example.gov.cn")
        );
        assert_eq!(tag(address, "SiteIDCode").as_deref(), Some("4206000001"));
    }
    assert_eq!(tag(REPORT, "PubDate").as_deref(), Some("2024-03-28 00:00"));
    assert_eq!(
        tag(REPORT, "ContentSource").as_deref(),
        Some("岳阳市岳阳楼区望岳街道办事处")
    );
    assert_eq!(tag("hubei/hongshan/2020/index.html", "PubDate"), None);
    assert_eq!(
        tag("hunan/index.html", "ColumnName").as_deref(),
        Some("湖南省")
    );
    assert_eq!(tag("index.html", "ArticleTitle"), None);
}

#[test]
fn without_a_base_url_pages_name_no_address_of_their_own() {
    let nowhere = SiteContext {
        base_url: String::new(),
        ..context()
    };
    let pages = printed(&nowhere, &Theme::new(Files::new()).unwrap());
    for (address, text) in &pages {
        assert!(!text.contains("rel=\"canonical\""), "{address}");
    }
    assert!(pages["404.html"].contains(&format!(
        "href=\"/{}\"",
        fingerprinted(&pages, "style", "css")
    )));
    assert!(
        site()[REPORT].contains("\"https://example.gov.cn/jixiao/hunan/yueyang/wangyue/2023/\"")
    );
}
