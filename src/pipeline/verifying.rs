//! A copy of a published site held against its list of sums.

use super::Failure;
use super::workers::Workers;
use crate::publish::{Difference, Key, SiteCopy};
use std::path::Path;

/// What is known of a copy.
#[derive(Debug)]
pub struct Verified {
    /// The files of the list.
    pub files: usize,
    /// Those that differ, in order.
    pub differences: Vec<(String, Difference)>,
    /// Files and folders (with a closing `/`) of the copy that are not in the list.
    pub extra: Vec<String>,
    /// The comment that is signed with the list, where the signature was checked.
    pub signed: Option<String>,
    /// Whether there is a signature, checked or not.
    pub has_signature: bool,
}

/// Reads each file of the copy in a folder and holds it against the copy's list. With a
/// key (a file's path, or the key itself) the list must be signed by it.
///
/// # Errors
/// [`Failure::Verify`] when nothing can be said of the copy, or the signature does not hold.
pub fn verify(folder: &Path, key: Option<&str>) -> Result<Verified, Failure> {
    let key = key.map(Key::given).transpose()?;
    let copy = SiteCopy::open(folder, key.as_ref())?;
    let addresses: Vec<&str> = copy.addresses().collect();
    let differences = Workers::new(None)?.each(&addresses, |address| {
        let difference = copy.difference(address);
        Ok::<_, Failure>(difference.map(|difference| ((*address).to_owned(), difference)))
    })?;
    Ok(Verified {
        files: addresses.len(),
        differences: differences.into_iter().flatten().collect(),
        extra: copy.extra().to_vec(),
        signed: copy.signed.clone(),
        has_signature: copy.has_signature,
    })
}
