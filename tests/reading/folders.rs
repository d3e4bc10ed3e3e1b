//! Encodings, limits, and files and folders that lie or are named wrong.

use crate::site::{
    BASE, FORM, Mishap, NARRATIVE, PROJECT, Place, REPORT, SITE, UNIT, bytes, folder,
};
use std::fs;
use std::path::Path;

const YEAR: &str = "content/shi/jie/2023";

pub fn mishaps() -> Vec<Mishap> {
    let mut all = encodings();
    all.extend(limits());
    all.extend(names());
    all
}

fn utf16(text: &str, mark: bool) -> Vec<u8> {
    let mark = if mark { "\u{feff}" } else { "" };
    let units: Vec<u16> = format!("{mark}{text}").encode_utf16().collect();
    units.into_iter().flat_map(u16::to_le_bytes).collect()
}

fn encodings() -> Vec<Mishap> {
    let gbk = b"# \xB1\xED\n";
    let text = "表式: 试点-整体支出\n年度: 2023\n";
    vec![
        bytes("GBK 编码", REPORT, gbk, "ZP008", Place::At(1, 3)),
        bytes(
            "正文是 GBK 编码",
            NARRATIVE,
            b"## \xD2\xBB\xA1\xA2\xBB\xF9\n",
            "ZP008",
            Place::At(1, 5),
        ),
        bytes(
            "UTF-16 编码",
            REPORT,
            &utf16(text, true),
            "ZP008",
            Place::Whole,
        ),
        bytes(
            "没有记号的 UTF-16 编码",
            SITE,
            &utf16("a: 1\nb: 2\n", false),
            "ZP008",
            Place::Whole,
        ),
        bytes(
            "Word 文件改了名",
            NARRATIVE,
            b"PK\x03\x04\x14\0",
            "ZP008",
            Place::Whole,
        ),
        bytes(
            "Excel 文件改了名",
            BASE,
            b"\xD0\xCF\x11\xE0\xA1",
            "ZP008",
            Place::Whole,
        ),
        bytes(
            "有 NUL 字符",
            UNIT,
            "名称: 某街\0道\n".as_bytes(),
            "ZP008",
            Place::At(1, 7),
        ),
        bytes(
            "有换行的控制字符",
            UNIT,
            "名称: 某街\u{b}道\n".as_bytes(),
            "ZP008",
            Place::At(1, 7),
        ),
        bytes("空文件", REPORT, b"", "ZP019", Place::Whole),
        bytes("只有空行", REPORT, b"\n\n  \n", "ZP019", Place::Whole),
        bytes(
            "只有注释",
            REPORT,
            "# 待填\n".as_bytes(),
            "ZP019",
            Place::At(1, 1),
        ),
        bytes("空的正文", NARRATIVE, b"", "ZP019", Place::Whole),
        bytes("空的表式", FORM, b"", "ZP019", Place::Whole),
        bytes(
            "是一段话",
            UNIT,
            "某市望岳街道办事处\n".as_bytes(),
            "ZP004",
            Place::At(1, 1),
        ),
        bytes(
            "是一个列表",
            UNIT,
            "- 名称: 某街道\n".as_bytes(),
            "ZP004",
            Place::At(1, 1),
        ),
        bytes(
            "是 JSON",
            UNIT,
            "{\"名字\": \"某街道\"}\n".as_bytes(),
            "ZP002",
            Place::At(1, 2),
        ),
        bytes(
            "从 Excel 里粘贴的表",
            REPORT,
            "一级指标\t分值\n产出指标\t30\n".as_bytes(),
            "ZP004",
            Place::At(1, 1),
        ),
    ]
}

fn limits() -> Vec<Mishap> {
    let huge = vec![b'a'; 3 * 1024 * 1024];
    let deep = format!("备注: {}{}\n", "[".repeat(5000), "]".repeat(5000));
    let dashes = format!("{}\n", "- ".repeat(5000));
    let many = format!("a: [{}]\n", "1,".repeat(300_000));
    let bomb = "a: &a [x, x]\nb: [*a, *a]\nc: [*a, *a]\n";
    vec![
        bytes("三兆的文件", REPORT, &huge, "ZP009", Place::Whole),
        bytes(
            "五千层的方括号",
            REPORT,
            deep.as_bytes(),
            "ZP009",
            Place::At(1, 105),
        ),
        bytes(
            "五千层的列表",
            REPORT,
            dashes.as_bytes(),
            "ZP009",
            Place::At(1, 201),
        ),
        bytes(
            "三十万项",
            REPORT,
            many.as_bytes(),
            "ZP009",
            Place::At(1, 200_003),
        ),
        bytes(
            "别名炸弹",
            REPORT,
            bomb.as_bytes(),
            "ZP007",
            Place::At(1, 4),
        ),
    ]
}

fn rename(from: &'static str, to: &'static str) -> impl FnOnce(&Path) {
    move |site| {
        let year = site.join(YEAR);
        fs::rename(year.join(from), year.join(to)).unwrap();
    }
}

fn names() -> Vec<Mishap> {
    let put = |path: &'static str, text: &'static str| {
        move |site: &Path| {
            let file = site.join("content").join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
    };
    let renamed = |from: &'static str, to: &'static str| {
        move |site: &Path| {
            fs::rename(
                site.join("content").join(from),
                site.join("content").join(to),
            )
            .unwrap()
        }
    };
    let year = |name: &str| format!("{YEAR}/{name}");
    vec![
        folder(
            "Report.yaml",
            rename("report.yaml", "Report.yaml"),
            "ZP011",
            &year("Report.yaml"),
        ),
        folder(
            "report.yml",
            rename("report.yaml", "report.yml"),
            "ZP011",
            &year("report.yml"),
        ),
        folder(
            "report.yaml.txt",
            rename("report.yaml", "report.yaml.txt"),
            "ZP011",
            &year("report.yaml.txt"),
        ),
        folder(
            "report .yaml",
            rename("report.yaml", "report .yaml"),
            "ZP011",
            &year("report .yaml"),
        ),
        folder(
            "report(1).yaml",
            put("shi/jie/2023/report(1).yaml", "总分: 1\n"),
            "ZP011",
            &year("report(1).yaml"),
        ),
        folder(
            "report - 副本.yaml",
            put("shi/jie/2023/report - 副本.yaml", "总分: 1\n"),
            "ZP011",
            &year("report - 副本.yaml"),
        ),
        folder(
            "自评报告.docx",
            put("shi/jie/2023/自评报告.docx", "PK"),
            "ZP011",
            &year("自评报告.docx"),
        ),
        folder(
            "没有 report.yaml",
            |site| fs::remove_file(site.join(REPORT)).unwrap(),
            "ZP011",
            YEAR,
        ),
        folder(
            "report.yaml 是文件夹",
            |site| {
                fs::remove_file(site.join(REPORT)).unwrap();
                fs::create_dir(site.join(REPORT)).unwrap();
            },
            "ZP011",
            REPORT,
        ),
        folder(
            "unit.yaml 是文件夹",
            |site| {
                fs::remove_file(site.join(UNIT)).unwrap();
                fs::create_dir(site.join(UNIT)).unwrap();
            },
            "ZP011",
            UNIT,
        ),
        folder(
            "没有 unit.yaml",
            |site| fs::remove_file(site.join(UNIT)).unwrap(),
            "ZP011",
            "content/shi/jie",
        ),
        folder(
            "Unit.yaml",
            renamed("shi/jie/unit.yaml", "shi/jie/Unit.yaml"),
            "ZP011",
            "content/shi/jie/Unit.yaml",
        ),
        folder(
            "unit.yml",
            renamed("shi/jie/unit.yaml", "shi/jie/unit.yml"),
            "ZP011",
            "content/shi/jie/unit.yml",
        ),
        folder(
            "年度文件夹带年字",
            renamed("shi/jie/2023", "shi/jie/2023年"),
            "ZP011",
            "content/shi/jie/2023年",
        ),
        folder(
            "年度文件夹带年度",
            renamed("shi/jie/2023", "shi/jie/2023年度"),
            "ZP011",
            "content/shi/jie/2023年度",
        ),
        folder(
            "年度文件夹是全角数字",
            renamed("shi/jie/2023", "shi/jie/２０２３"),
            "ZP011",
            "content/shi/jie/２０２３",
        ),
        folder(
            "Site.yaml",
            renamed("site.yaml", "Site.yaml"),
            "ZP011",
            "content/Site.yaml",
        ),
        folder(
            "表式文件的后缀不对",
            renamed("forms/shidian.yaml", "forms/shidian.yml"),
            "ZP011",
            "content/forms/shidian.yml",
        ),
        folder(
            "项目表的后缀不对",
            renamed(
                "shi/jie/2023/projects/road.yaml",
                "shi/jie/2023/projects/road.yml",
            ),
            "ZP011",
            &year("projects/road.yml"),
        ),
        folder(
            "有项目的文字没有项目的表",
            put("shi/jie/2023/projects/bridge.md", "## 一\n"),
            "ZP011",
            &year("projects/bridge.md"),
        ),
        folder(
            "Projects 文件夹",
            rename("projects", "Projects"),
            "ZP011",
            &year("Projects"),
        ),
        folder(
            "附件又分文件夹",
            put("shi/jie/2023/files/照片/1.png", "x"),
            "ZP011",
            &year("files/照片"),
        ),
        folder(
            "附件放在单位的文件夹里",
            put("shi/jie/附件1.pdf", "%PDF"),
            "ZP011",
            "content/shi/jie/附件1.pdf",
        ),
        folder(
            "附件放在地区的文件夹里",
            put("shi/附件1.pdf", "%PDF"),
            "ZP011",
            "content/shi/附件1.pdf",
        ),
        folder(
            "名称有井号",
            put("shi/jie/2023/files/附件#1.pdf", "%PDF"),
            "ZP018",
            &year("files/附件#1.pdf"),
        ),
        folder(
            "名称有百分号",
            put("shi/jie/2023/files/完成50%.pdf", "%PDF"),
            "ZP018",
            &year("files/完成50%.pdf"),
        ),
        folder(
            "名称开头有空格",
            put("shi/jie/2023/files/ 附件.pdf", "%PDF"),
            "ZP018",
            &year("files/ 附件.pdf"),
        ),
        folder(
            "两个只有大小写不同的附件",
            put("shi/jie/2023/files/Photo.png", "x"),
            "ZP018",
            &year("files/photo.png"),
        ),
        folder(
            "两个只有大小写不同的项目",
            |site| {
                fs::copy(
                    site.join(PROJECT),
                    site.join(YEAR).join("projects/Road.yaml"),
                )
                .unwrap();
            },
            "ZP018",
            PROJECT,
        ),
        folder(
            "单位叫 about",
            renamed("shi", "about"),
            "ZP018",
            "content/about",
        ),
        folder(
            "保留的名称",
            put("shi/jie/2023/projects/con.yaml", "总分: 1\n"),
            "ZP018",
            &year("projects/con.yaml"),
        ),
        folder(
            "快捷方式",
            |site| {
                let photo = site.join(YEAR).join("files/photo.png");
                fs::rename(&photo, site.join("photo.png")).unwrap();
                std::os::unix::fs::symlink(site.join("photo.png"), photo).unwrap();
            },
            "ZP017",
            &year("files/photo.png"),
        ),
        folder(
            "文件夹太深",
            |site| {
                let deep = site.join("content").join("a/".repeat(20));
                fs::create_dir_all(&deep).unwrap();
                fs::write(deep.join("unit.yaml"), "名称: 某街道\n").unwrap();
            },
            "ZP009",
            &format!("content/{}", ["a"; 17].join("/")),
        ),
    ]
}
