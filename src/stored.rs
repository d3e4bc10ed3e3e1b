//! Values as bytes that a later run of the same program reads back: exact, small, and
//! read without a panic whatever the bytes are. No format to exchange with others: a
//! changed program reads nothing of another's.
//!
//! Not `postcard`, which packs alike: serde's derive on these types is what templates see
//! of them, with fields left out, and what reads the forms' Chinese keys, and names that
//! live as long as the program would need an implementation by hand all the same.

use std::ops::Range;

/// What can be kept as bytes.
pub trait Stored: Sized {
    /// Adds its bytes.
    fn store(&self, into: &mut Vec<u8>);

    /// Reads it from the front of these bytes, of which the rest is left; `None` where
    /// they are none of [`Stored::store`].
    fn restore(from: &mut &[u8]) -> Option<Self>;
}

/// A value's bytes.
pub fn to_bytes(value: &impl Stored) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.store(&mut bytes);
    bytes
}

/// The value of these bytes, all of them; `None` where they are of none.
pub fn from_bytes<T: Stored>(mut bytes: &[u8]) -> Option<T> {
    let value = T::restore(&mut bytes)?;
    bytes.is_empty().then_some(value)
}

/// A struct by its fields in turn, all of which are named.
macro_rules! stored {
    ($type:ident { $($field:ident),+ $(,)? }) => {
        impl $crate::stored::Stored for $type {
            fn store(&self, into: &mut Vec<u8>) {
                let Self { $($field),+ } = self;
                $($crate::stored::Stored::store($field, into);)+
            }

            fn restore(from: &mut &[u8]) -> Option<Self> {
                Some(Self { $($field: $crate::stored::Stored::restore(from)?),+ })
            }
        }
    };
}

/// A struct of one value without a name.
macro_rules! stored_within {
    ($type:ident) => {
        impl $crate::stored::Stored for $type {
            fn store(&self, into: &mut Vec<u8>) {
                $crate::stored::Stored::store(&self.0, into);
            }

            fn restore(from: &mut &[u8]) -> Option<Self> {
                $crate::stored::Stored::restore(from).map(Self)
            }
        }
    };
}

pub(crate) use {stored, stored_within};

/// Splits off so many bytes.
fn split<'b>(from: &mut &'b [u8], length: usize) -> Option<&'b [u8]> {
    let (bytes, rest) = from.split_at_checked(length)?;
    *from = rest;
    Some(bytes)
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
impl Stored for u64 {
    fn store(&self, into: &mut Vec<u8>) {
        let mut rest = *self;
        while rest > 0x7f {
            into.push(rest.to_le_bytes()[0] | 0x80);
            rest >>= 7;
        }
        into.push(rest.to_le_bytes()[0]);
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        let mut number = 0_u64;
        for shift in (0..).step_by(7) {
            let byte = u64::from(split(from, 1)?[0]);
            let bits = byte & 0x7f;
            let moved = bits.checked_shl(shift)?;
            if moved >> shift != bits {
                return None;
            }
            number |= moved;
            if byte < 0x80 {
                break;
            }
        }
        Some(number)
    }
}

/// Integers by way of [`u64`], by their bits.
macro_rules! integers {
    ($($type:ty),+) => {$(
        impl Stored for $type {
            fn store(&self, into: &mut Vec<u8>) {
                (*self as u64).store(into);
            }

            fn restore(from: &mut &[u8]) -> Option<Self> {
                u64::restore(from)?.try_into().ok()
            }
        }
    )+};
}

integers!(u16, u32, usize);

impl Stored for i64 {
    fn store(&self, into: &mut Vec<u8>) {
        self.cast_unsigned().store(into);
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        u64::restore(from).map(u64::cast_signed)
    }
}

impl Stored for bool {
    fn store(&self, into: &mut Vec<u8>) {
        into.push(u8::from(*self));
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        match split(from, 1)? {
            [0] => Some(false),
            [1] => Some(true),
            _ => None,
        }
    }
}

impl<const N: usize> Stored for [u8; N] {
    fn store(&self, into: &mut Vec<u8>) {
        into.extend(self);
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        split(from, N)?.try_into().ok()
    }
}

impl Stored for String {
    fn store(&self, into: &mut Vec<u8>) {
        self.len().store(into);
        into.extend(self.bytes());
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        let length = usize::restore(from)?;
        let text = str::from_utf8(split(from, length)?).ok()?;
        Some(text.to_owned())
    }
}

impl<T: Stored> Stored for Option<T> {
    fn store(&self, into: &mut Vec<u8>) {
        self.is_some().store(into);
        if let Some(value) = self {
            value.store(into);
        }
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        match bool::restore(from)? {
            true => T::restore(from).map(Some),
            false => Some(None),
        }
    }
}

/// How many values of a list memory is taken for before they are read.
const AT_FIRST: usize = 1 << 12;

impl<T: Stored> Stored for Vec<T> {
    fn store(&self, into: &mut Vec<u8>) {
        self.len().store(into);
        for value in self {
            value.store(into);
        }
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        let length = usize::restore(from)?;
        // A value takes a byte at least, and may take far more memory: what says that
        // it is longer than it is gets no memory for it.
        let mut values = Vec::with_capacity(length.min(from.len()).min(AT_FIRST));
        for _ in 0..length {
            values.push(T::restore(from)?);
        }
        values.shrink_to_fit();
        Some(values)
    }
}

impl<A: Stored, B: Stored> Stored for (A, B) {
    fn store(&self, into: &mut Vec<u8>) {
        self.0.store(into);
        self.1.store(into);
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        Some((A::restore(from)?, B::restore(from)?))
    }
}

impl<T: Stored> Stored for Range<T> {
    fn store(&self, into: &mut Vec<u8>) {
        self.start.store(into);
        self.end.store(into);
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        Some(T::restore(from)?..T::restore(from)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Sample = (Vec<(String, Option<u64>)>, (i64, Range<usize>));

    #[test]
    fn a_number_too_large_for_its_type_is_not_read() {
        assert_eq!(from_bytes::<u16>(&to_bytes(&65_536_u64)), None);
        assert_eq!(from_bytes::<u64>(&[0xff; 11]), None);
        assert_eq!(from_bytes::<u64>(&to_bytes(&u64::MAX)), Some(u64::MAX));
    }

    proptest! {
        #[test]
        fn what_is_stored_is_restored(
            texts in prop::collection::vec((".*", prop::option::of(any::<u64>())), 0..5),
            number: i64,
            range in 0..usize::MAX,
        ) {
            let sample: Sample = (texts, (number, range..range + 1));
            let bytes = to_bytes(&sample);
            prop_assert_eq!(from_bytes::<Sample>(&bytes), Some(sample));
            for end in 0..bytes.len() {
                prop_assert_eq!(from_bytes::<Sample>(&bytes[..end]), None);
            }
        }

        #[test]
        fn any_bytes_are_read_without_a_panic(bytes: Vec<u8>) {
            let _ = from_bytes::<Sample>(&bytes);
        }
    }
}
