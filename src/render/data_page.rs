//! The page on the data: everything there is to take away, and what its columns
//! say.

use super::address::{Origin, index};
use super::downloads::DownloadLink;
use super::frame::{Kind, Subject};
use super::{Dataset, Press, RenderError};
use serde::Serialize;

/// Where the data of the whole site stand.
const FOLDER: &str = "data";

/// What the template `data.html` shows.
#[derive(Debug, Serialize)]
struct DataPage<'a> {
    downloads: Vec<DownloadLink>,
    /// Which state of the content this is; may be empty.
    revision: &'a str,
    datasets: &'a [Dataset],
    /// The schema of the JSON files.
    schema: String,
}

/// Fills the page.
pub fn print(press: &mut Press<'_, '_>) -> Result<(), RenderError> {
    let address = index(FOLDER);
    let origin = Origin::Page(&address);
    let page = DataPage {
        downloads: press.downloads(FOLDER, &press.context.site.name, origin),
        revision: &press.context.revision,
        datasets: &press.context.datasets,
        schema: origin.link("data/schema.json"),
    };
    let subject = Subject {
        address: &address,
        title: "数据下载",
        description: "各单位绩效自评的全部数据，可以下载，并说明每一列是什么。",
        kind: Kind::Column {
            keywords: "绩效自评,数据下载,开放数据",
        },
        above: &[],
    };
    press.page("data.html", subject, &page)
}
