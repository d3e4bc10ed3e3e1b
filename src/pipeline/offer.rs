//! What a published unit tells other sites that it is joined into: `unit.ziping` in its
//! folder. It holds nothing that its pages do not say.
//!
//! ```text
//! head │ length and version of the program │ sum │ Offer
//! ```
//!
//! A copy from somebody else is not trusted: what is damaged, of another version or not
//! of this unit is told from what can be used before any of it is.

use super::kept::{Key, Made};
use crate::digest::Sum;
use crate::folder::UnitFolder;
use crate::render::SiteContext;
use crate::stored::{Stored, from_bytes, stored, to_bytes};
use crate::theme::Theme;
use std::collections::BTreeMap;

/// The file's name in the unit's folder.
pub const NAME: &str = "unit.ziping";

/// How large a file is read at most, in bytes: a hundred times that of the largest unit
/// there is.
pub const LARGEST: u64 = 64 << 20;

/// What the file is, and the version of what stands before the offer.
const HEAD: &[u8; 16] = b"ziping unit  1\n\0";

/// The program that can read it: its types are what it is written in.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A unit, as those see it who join sites.
#[derive(Debug)]
pub struct Offer {
    /// The unit's folder.
    pub unit: String,
    /// The regions above it that have a name: folder and name, outermost first.
    pub regions: Vec<(String, String)>,
    /// How many forms were filled.
    pub reports: usize,
    pub look: Look,
    pub made: Made,
}

/// What the pages of a unit show of the site around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// With a closing `/`; may be empty.
    pub base_url: String,
    /// The sums of the theme and of the settings.
    pub theme: Key,
    pub settings: Key,
}

stored!(Offer {
    unit,
    regions,
    reports,
    look,
    made
});

stored!(Look {
    base_url,
    theme,
    settings
});

/// Why an offer cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// Of another version of the program.
    #[error(
        "由 ziping {0} 发布，这里是 ziping {VERSION}，两者的数据不能合并；请用同一版本重新发布"
    )]
    Version(String),
    /// no offer, or a damaged one.
    #[error("已损坏，或不是 ziping 写的；请重新发布，或重新完整复制一份")]
    Damaged,
}

impl Look {
    /// What the units of a site show of it.
    pub fn of(site: &SiteContext, theme: &Theme) -> Self {
        let settings = format!("{:?}", site.site);
        Self {
            base_url: site.base_url.clone(),
            theme: theme.sum(),
            settings: Sum::default().with(settings.as_bytes()).finish(),
        }
    }
}

impl Offer {
    /// That of a unit of a site with these regions.
    pub fn new(
        unit: &UnitFolder,
        look: Look,
        regions: &BTreeMap<String, String>,
        made: Made,
    ) -> Self {
        let folders = unit.address.match_indices('/');
        let named = folders.filter_map(|(at, _)| regions.get_key_value(&unit.address[..at]));
        Self {
            unit: unit.address.clone(),
            regions: named
                .map(|(folder, name)| (folder.clone(), name.clone()))
                .collect(),
            reports: unit.reports(),
            look,
            made,
        }
    }

    /// Where its file stands.
    pub fn address(&self) -> String {
        format!("{}/{NAME}", self.unit)
    }

    /// The bytes of its file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let offer = to_bytes(self);
        let mut bytes = HEAD.to_vec();
        VERSION.to_owned().store(&mut bytes);
        sum_of(&offer).store(&mut bytes);
        bytes.extend(offer);
        bytes
    }

    /// That of the unit in a folder, from the bytes of its file.
    ///
    /// # Errors
    /// [`Unusable`].
    pub fn read(unit: &str, bytes: &[u8]) -> Result<Self, Unusable> {
        let mut rest = bytes.strip_prefix(HEAD).ok_or(Unusable::Damaged)?;
        let version = String::restore(&mut rest).ok_or(Unusable::Damaged)?;
        if version != VERSION {
            let plain = version.chars().filter(|letter| letter.is_ascii_graphic());
            return Err(Unusable::Version(plain.take(LONGEST_VERSION).collect()));
        }
        let sum = Key::restore(&mut rest).ok_or(Unusable::Damaged)?;
        let offer = (sum == sum_of(rest)).then(|| from_bytes::<Self>(rest));
        let offer = offer.flatten().filter(|offer| offer.is_of(unit));
        offer.ok_or(Unusable::Damaged)
    }

    /// Whether all it tells is of the unit in this folder.
    fn is_of(&self, unit: &str) -> bool {
        let Self { made, regions, .. } = self;
        let is_above = |folder: &str| {
            let below = unit.strip_prefix(folder);
            below.is_some_and(|below| below.starts_with('/'))
        };
        self.unit == unit
            && u32::try_from(self.reports).is_ok()
            && regions.iter().all(|(folder, _)| is_above(folder))
            && made.summaries.iter().all(|summary| summary.is_of(unit))
            && made.files.as_ref().is_some_and(|files| files.is_of(unit))
            && made.entry.as_ref().is_some_and(|entry| entry.is_of(unit))
    }
}

/// How much is said of a version that is not known.
const LONGEST_VERSION: usize = 20;

fn sum_of(bytes: &[u8]) -> Key {
    Sum::default().with(bytes).finish()
}
