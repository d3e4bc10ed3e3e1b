//! Why a file cannot be read.

use super::OldKind;

/// What is wrong with a file that is to be imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The kind of file is not known.
    #[error("不认识这种文件")]
    Kind,
    /// A kind that only office programs read, and there is none.
    #[error("这是旧的 .{} 文件，要由 LibreOffice 转成 .{}，这台电脑上没有找到 LibreOffice", .0.ending(), .0.new_ending())]
    Old(OldKind),
    /// The office program did not save it anew.
    #[error("LibreOffice 没有转成：{0}")]
    Office(String),
    /// A file that asks for a password.
    #[error("文件设了打开密码")]
    Password,
    /// Not a file of its kind, or a damaged one.
    #[error("文件读不懂：{0}")]
    Damaged(String),
    /// Text in another encoding than UTF-8.
    #[error("文字不是 UTF-8（疑似 GBK）")]
    Encoding,
    /// More than is ever filled in.
    #[error("{what}超过上限 {limit}")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// How much is allowed.
        limit: &'static str,
    },
    /// A part whose name leads out of the package.
    #[error("文件里有 ../ 这样的名称，办公软件不会写这样的内容")]
    OutsideName,
    /// A document type with entities of its own.
    #[error("文件里有 DTD 声明，办公软件不会写这样的内容")]
    Entities,
}

impl ImportError {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Kind => {
                "可以导入 .docx、.xlsx、.csv 和 .txt（从 Word 里复制出来的文字）；有 LibreOffice 的，也可以导入 .doc、.xls"
            }
            Self::Old(OldKind::Word(_)) => {
                "用 Word 或 WPS 打开，另存为 .docx 后再导入；装了 LibreOffice 的，可以直接导入"
            }
            Self::Old(OldKind::Workbook(_)) => {
                "用 Excel 或 WPS 打开，另存为 .xlsx 后再导入；装了 LibreOffice 的，可以直接导入"
            }
            Self::Office(_) => "用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx 后再导入",
            Self::Password => "用 Word、Excel 或 WPS 打开，取消密码，另存后再导入",
            Self::Damaged(_) => "用 Word、Excel 或 WPS 打开看看，另存一份后再导入",
            Self::Encoding => "用记事本打开，另存为，编码选 UTF-8；从 Excel 存的，选“CSV UTF-8”",
            Self::TooLarge { .. } => "删去无关的工作表、图片和空行，另存后再导入",
            Self::Entities | Self::OutsideName => "用 Word 或 WPS 打开，另存后再导入",
        }
    }
}
