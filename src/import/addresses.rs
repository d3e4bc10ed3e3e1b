//! Places of cells in a sheet's XML, looked over before the sheet is read: its reader
//! counts their letters and digits without looking at how far it counts.

/// No sheet has columns or rows with more letters or digits: XFD1048576.
const MOST_LETTERS: usize = 3;
const MOST_DIGITS: usize = 7;

/// The first value of an attribute `r` or `ref` with a place that no sheet has, or a
/// range that ends before it begins.
pub fn beyond_any_sheet(xml: &str) -> Option<&str> {
    let assigned = xml.match_indices('=');
    let mut values = assigned.filter_map(|(at, _)| {
        let before = xml[..at].trim_end();
        let is_place = [" r", " ref"].iter().any(|name| {
            let name_at = before.len().checked_sub(name.len());
            name_at.is_some_and(|at| {
                let (space, name) = name.split_at(1);
                before.is_char_boundary(at + space.len())
                    && before.ends_with(name)
                    && before.as_bytes()[at].is_ascii_whitespace()
            })
        });
        let quoted = xml[at + 1..].trim_start();
        let quote = quoted.chars().next().filter(|sign| "\"'".contains(*sign))?;
        let (value, _) = quoted[1..].split_once(quote)?;
        is_place.then_some(value)
    });
    values.find(|value| !is_within_a_sheet(value))
}

/// The places of formulas whose result was never worked out: a program wrote the file
/// and none has opened it since.
pub fn uncomputed(xml: &str) -> Vec<&str> {
    let cells = xml.split("<c ").skip(1);
    let cells = cells.map(|cell| cell.split("</c>").next().unwrap_or(cell));
    let has_result = |cell: &str| {
        let value = cell.split_once("<v>").map_or("", |(_, value)| value);
        !value.is_empty() && !value.starts_with('<')
    };
    // A text that is empty is a result too.
    let is_text = |cell: &str| cell.split('>').next().unwrap_or(cell).contains("t=\"str\"");
    let open = cells.filter(|cell| {
        if cell.split('>').next().is_some_and(|tag| tag.ends_with('/')) {
            return false;
        }
        let has_formula = cell.contains("<f>") || cell.contains("<f ");
        has_formula && !has_result(cell) && !is_text(cell)
    });
    let place = |cell: &'_ str| -> Option<(usize, usize)> {
        let from = cell.find("r=\"")? + 3;
        Some((from, from + cell[from..].find('"')?))
    };
    open.filter_map(|cell| place(cell).map(|(from, to)| &cell[from..to]))
        .collect()
}

fn is_within_a_sheet(value: &str) -> bool {
    let places: Option<Vec<(u32, u32)>> = value.split(':').map(place).collect();
    match places.as_deref() {
        Some([from, to]) => from.0 <= to.0 && from.1 <= to.1,
        Some(_) => true,
        None => false,
    }
}

/// Column and row as far as they are given; `None` beyond any sheet. What is no place
/// at all is left to the reader.
fn place(text: &str) -> Option<(u32, u32)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, rest) = text.split_at(letters);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if letters.len() > MOST_LETTERS || digits > MOST_DIGITS {
        return None;
    }
    let column = letters.bytes().fold(0, |column, letter| {
        column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    Some((column, rest[..digits].parse().unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_without_a_result_are_named() {
        let xml = "<c r=\"A1\"><f>1+1</f><v>2</v></c><c r=\"A2\" s=\"1\"><f>B1*2</f><v></v></c>\
            <c r=\"A3\"><f t=\"shared\" si=\"0\"/><v/></c><c r=\"A4\" t=\"str\"><f>\"\"</f><v></v></c>\
            <c r=\"A5\"><v>3</v></c><c r=\"A6\"/><c><f>1</f></c>";
        assert_eq!(uncomputed(xml), ["A2", "A3"]);
        assert_eq!(uncomputed("<c <c r=\"<f>"), [""; 0]);
    }

    #[test]
    fn places_of_a_sheet_pass_and_others_are_named() {
        for (xml, beyond) in [
            ("<row r=\"1048576\"><c r=\"XFD1048576\" s='1'/>", None),
            ("<dimension ref=\"A1:XFD1048576\"/>", None),
            ("<a ref=\"\"/><b r='表'/><c r/>", None),
            ("<c rr=\"AAAAAAAA1\" x:r=\"AAAAAAAA1\"/>", None),
            ("<c r=\"AAAA1\"/>", Some("AAAA1")),
            ("<c\nr = 'A99999999'/>", Some("A99999999")),
            ("<row r=\"4294967296\"/>", Some("4294967296")),
            ("<mergeCell ref=\"B2:A2\"/>", Some("B2:A2")),
            ("<mergeCell ref=\"A2:A1\"/>", Some("A2:A1")),
        ] {
            assert_eq!(beyond_any_sheet(xml), beyond, "{xml}");
        }
    }
}
