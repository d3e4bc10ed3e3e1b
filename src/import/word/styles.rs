//! `word/styles.xml`: what a style of paragraphs or letters is for.

use super::numbering::Place;
use super::{attribute, each_event, outline_level};
use crate::import::error::ImportError;
use std::collections::BTreeMap;

/// What a style says.
#[derive(Debug, Clone, Default)]
pub struct Style {
    /// A heading, with its level from 1.
    pub heading: Option<u8>,
    /// A line of the table of contents.
    pub is_contents: bool,
    /// An item of a list, with how many lists it stands in.
    pub item: Option<u8>,
    /// The list that numbers its paragraphs.
    pub list: Option<Place>,
    /// Letters that are bold by their style.
    pub is_strong: bool,
}

/// The styles by their ids.
pub fn read(xml: &str) -> Result<BTreeMap<String, Style>, ImportError> {
    let mut styles: BTreeMap<String, Style> = BTreeMap::new();
    let mut id = String::new();
    each_event(xml, |event| {
        use quick_xml::events::Event;
        let (Event::Start(tag) | Event::Empty(tag)) = event else {
            return Ok(());
        };
        let value = || attribute(tag, "val").unwrap_or_default();
        let name = tag.local_name();
        if name.as_ref() == "style" {
            id = attribute(tag, "styleId").unwrap_or_default();
            return Ok(());
        }
        let style = styles.entry(id.clone()).or_default();
        match name.as_ref() {
            "name" => named(style, &value().to_lowercase()),
            "outlineLvl" => {
                let level = outline_level(tag).filter(|level| *level > 0);
                style.heading = level.or(style.heading);
            }
            "numId" => style.list.get_or_insert_default().list = value(),
            "ilvl" => style.list.get_or_insert_default().level = value().parse().unwrap_or(0),
            _ => {}
        }
        Ok(())
    })?;
    Ok(styles)
}

/// What the name of a built-in style says, which is English in every Word.
fn named(style: &mut Style, name: &str) {
    let level = |prefix: &str| -> Option<u8> {
        match name.strip_prefix(prefix)? {
            "" => Some(1),
            rest => rest.trim().parse().ok(),
        }
    };
    style.heading = level("heading ");
    style.is_contents = name.starts_with("toc ");
    style.item = level("list bullet").or(level("list number"));
    style.item = style.item.map(|level| level.clamp(1, 9) - 1);
    style.is_strong = name == "strong";
}
