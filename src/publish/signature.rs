//! Signatures as minisign makes them. The only module that names the crate.

use super::verify::VerifyError;
use minisign_verify::{Error, PublicKey, Signature};
use std::fs;
use std::path::Path;

/// The key that tells whose a signature is.
#[derive(Debug, Clone)]
pub struct Key(PublicKey);

/// Why a signature does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is none that can be read.
    Damaged,
    /// It was made with another key.
    OtherKey,
    /// It is of other bytes, or was altered itself.
    OtherBytes,
}

impl Key {
    /// The key in a file as minisign writes it, or the key itself: 56 letters, `RW…`.
    ///
    /// # Errors
    /// It is neither.
    pub fn given(text: &str) -> Result<Self, VerifyError> {
        let file = fs::read_to_string(Path::new(text));
        let key = match &file {
            Ok(file) => PublicKey::decode(file),
            Err(_) => PublicKey::from_base64(text),
        };
        key.map(Self)
            .map_err(|_| VerifyError::Key(text.escape_debug().to_string()))
    }

    /// Whether the signature is of these bytes by this key. Gives back the comment that
    /// is signed with them.
    pub(super) fn check(&self, bytes: &[u8], signature: &str) -> Result<String, Fault> {
        let signature = Signature::decode(signature).map_err(|_| Fault::Damaged)?;
        // Old ones sign the bytes themselves, new ones their sum: both hold.
        match self.0.verify(bytes, &signature, true) {
            Ok(()) => Ok(signature.trusted_comment().to_owned()),
            Err(Error::UnexpectedKeyId) => Err(Fault::OtherKey),
            Err(_) => Err(Fault::OtherBytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_is_no_signature_and_no_panic(
            text in ".*",
            lines in prop::collection::vec("[A-Za-z0-9+/=]{0,104}|trusted comment: .*", 0..6),
        ) {
            prop_assert!(Signature::decode(&text).is_err());
            prop_assert!(Signature::decode(&lines.join("\n")).is_err());
            prop_assert!(PublicKey::decode(&text).is_err());
            prop_assert!(PublicKey::from_base64(&text).is_err());
        }
    }
}
