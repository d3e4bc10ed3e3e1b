//! What the fuzzing begins with.

use crate::payloads::{PARAGRAPHS, TARGETS, TEXTS};
use crate::targets::{UNIT, packed};

/// Pieces that mean something to one reader or another.
pub const PIECES: &[&str] = &[
    "",
    "[",
    "{",
    "- ",
    "? ",
    ": ",
    "&a ",
    "*a ",
    "!!",
    "|\n",
    ">-\n",
    "'",
    "\"",
    "\\",
    "#",
    "%",
    "---\n",
    "...\n",
    "\t",
    "\r\n",
    "\r",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "\0",
    "：",
    "，",
    "　",
    "不公开:\n",
    "  ",
    "\n",
    "\n\n",
    "## ",
    "### ",
    "> ",
    "1. ",
    "| a ",
    "|---|\n",
    "```\n",
    "~~~",
    "![",
    "](",
    "[a]: ",
    "[^1]",
    "<",
    "<!--",
    "]]>",
    "&#x41;",
    "&amp;",
    "{{ ",
    " }}",
    "{% ",
    "*",
    "**",
    "_",
    "$",
    "`",
    "0",
    "1",
    "9",
    ".",
    ",",
    "-",
    "+",
    "１",
    "〇",
    "三",
    "十",
    "百",
    "万",
    "亿",
    "99999999999999999999999999999",
    "0.0000000000000000000000000001",
    "1e9",
    "≥",
    "≤",
    "=",
    "±",
    "100%",
    "％",
    "‰",
    "/",
    "~",
    "至",
    "以上",
    "不低于",
    "每",
    "扣",
    "分",
    "得满分",
    "（",
    "）",
    "“",
    "\t甲",
    "甲,",
    "\",",
    "年",
    "月",
    "2023",
    "=1+1",
    "@",
    "<w:tbl>",
    "<w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:p>",
    "</w:p>",
    "<w:t>",
    "<w:gridSpan w:val=\"9999\"/>",
    "<w:vMerge/>",
    "<c r=\"",
    "A1:B2",
    "XFD1048576",
    "<row r=\"",
    " s=\"9\"",
    "t=\"s\"",
    "<mergeCell ref=\"A1:XFD1048576\"/>",
    "一、",
    "（一）",
    "1、",
    "产出指标（50分）",
    "其中：",
    "三级指标",
    "总分",
    "得分",
    "执行率",
];

const AMOUNTS: &[&str] = &[
    "0",
    "-0",
    "4591.73",
    "4,591.73",
    "４５９１.７３",
    "1_000",
    "+1",
    ".5",
    "5.",
    "1e3",
    "0x1F",
    "010",
    "1,23",
    "7,00.0,77",
    ".nan",
    "~",
    "—",
    "",
    "79228162514264337593543950335",
    "-79228162514264337593543950335 79228162514264337593543950335",
    "0.0000000000000000000000000001 3",
    "1 3 7 0 0.1 -2.345",
];

const QUANTITIES: &[&str] = &[
    "≥95%",
    "100%",
    "不少于 3 次",
    "2023年12月底前",
    "3-5个",
    "≤1284.5万元",
    "三场次",
    "1/4",
    "10:30",
    "无",
    "—",
    "优",
    "达到 98 % 以上",
    "一百二十万元",
    "1.5万亩",
    "５０％",
    "约300人",
    "前十名",
    "±3%",
];

const CRITERIA: &[&str] = &[
    "达到目标值得满分，每降低1%扣0.5分，扣完为止。\n≥95%\n93%",
    "完成得10分，未完成不得分\n100%\n100%",
    "每少一次扣 2 分\n12次\n9次",
    "按比例得分\n1284.5万元\n1300万元",
    "≥90%得满分；80%～90%得8分；60%—80%得6分；低于60%不得分\n90%\n85%",
    "得分=实际完成值/目标值×分值\n0\n0",
];

const PASTED: &str = "2023年度项目支出绩效自评表\n项目名称\t某项目\n\t全年预算数\t全年执行数\t分值\t执行率\t得分\n年度资金总额\t120\t100\t10\t83.33%\t8.33\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n产出指标（50分）\t数量指标\t培训场次\t≥3\t3\t20\t20\n总分\t\t\t\t\t100\t98.33\n2023年度自评报告\n一、基本情况\n略。\n";

const CELLS: &str = "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>三级指标</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>分值</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>20</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";

const SHEET: &str = "<worksheet><dimension ref=\"A1:C3\"/><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\" s=\"1\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>分值</t></is></c></row><row r=\"2\"><c r=\"A2\" s=\"1\"><v>0.995</v></c><c r=\"B2\"><f>1+1</f><v>2</v></c><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c></row></sheetData><mergeCells count=\"1\"><mergeCell ref=\"A1:A2\"/></mergeCells></worksheet>\0<styleSheet><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"0.00%\"/></numFmts><fonts/><fills/><borders/><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>\0<sst count=\"1\"><si><t>三级指标</t></si></sst>";

fn all(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// The files of the sample unit whose names end so.
fn files(ending: &str) -> Vec<Vec<u8>> {
    let named = UNIT.iter().filter(|(name, _)| name.ends_with(ending));
    named.map(|(_, bytes)| bytes.to_vec()).collect()
}

/// The known texts of a target.
pub fn of(target: &str) -> Vec<Vec<u8>> {
    match target {
        "amount" => all(AMOUNTS),
        "quantity" => [all(QUANTITIES), all(AMOUNTS)].concat(),
        "criterion" => all(CRITERIA),
        "yaml" => {
            let hostile = TEXTS
                .iter()
                .map(|text| format!("名称: {text}\n").into_bytes());
            files(".yaml").into_iter().chain(hostile).collect()
        }
        "form" => {
            let forms = ziping::form::builtin();
            forms.map(|(_, text)| text.as_bytes().to_vec()).collect()
        }
        "narrative" => {
            let links = TARGETS
                .iter()
                .map(|target| format!("[文字]({target})").into_bytes());
            let narratives = [files(".md"), all(PARAGRAPHS), all(TEXTS)].concat();
            narratives.into_iter().chain(links).collect()
        }
        "pasted" => [
            all(&[PASTED]),
            all(QUANTITIES),
            files(".yaml"),
            files(".md"),
        ]
        .concat(),
        "csv" => {
            let commas = PASTED.replace('\t', ",").into_bytes();
            [vec![commas], all(QUANTITIES)].concat()
        }
        "docx" => {
            let document = format!(
                "<w:document><w:body>{CELLS}<w:p><w:r><w:t>一、基本情况</w:t></w:r></w:p></w:body></w:document>"
            );
            let package = packed(&[("word/document.xml", document.as_bytes())]);
            [
                vec![document.into_bytes(), package],
                all(&[CELLS, "", "<w:p>"]),
            ]
            .concat()
        }
        "xlsx" => [all(&[SHEET, "", "<worksheet/>"]), vec![workbook()]].concat(),
        "pipeline" => {
            let files = UNIT.iter().enumerate();
            files
                .map(|(at, (_, bytes))| [&[u8::try_from(at).unwrap()], *bytes].concat())
                .collect()
        }
        other => panic!("no seeds for {other}"),
    }
}

/// A workbook as the program itself publishes it.
fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in PASTED.lines().enumerate() {
        for (column, cell) in line.split('\t').enumerate() {
            let place = (u32::try_from(row).unwrap(), u16::try_from(column).unwrap());
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(place.0, place.1, number).unwrap(),
                Err(_) => sheet.write_string(place.0, place.1, cell).unwrap(),
            };
        }
    }
    sheet.set_freeze_panes(1, 0).unwrap();
    book.save_to_buffer().unwrap()
}
