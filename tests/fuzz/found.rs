//! What made the program panic or wait once, smallest first.

/// The entry point and what it was given.
pub const FOUND: &[(&str, &[u8])] = &[
    // The reader of workbooks counted columns beyond what it can count.
    (
        "xlsx",
        b"<worksheet><sheetData><row r=\"1\"><c r=\"AAAAAAAAAAAA1\"><v>1</v></c></row></sheetData></worksheet>",
    ),
    (
        "xlsx",
        b"<worksheet><sheetData><row r=\"99999999999\"><c><v>1</v></c></row></sheetData></worksheet>",
    ),
    // A range that ends before it begins.
    (
        "xlsx",
        b"<worksheet><dimension ref=\"B2:A1\"/><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>",
    ),
];
