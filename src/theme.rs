//! A theme: templates and assets. The default one is built into the program; a
//! site's own lies over it, file by file. The only module that knows of Tera.
//!
//! A theme's folder holds `templates/**.html` and `assets/**`. Templates are
//! trusted, what they print is not: everything is escaped that is not marked
//! `safe`.

use crate::digest::{Sum, sha256};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};
use tera::{Context, ErrorKind, Tera};

static DEFAULT: include_dir::Dir<'_> =
    include_dir::include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// A theme's files by their path in its folder, with `/`.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Parsed templates, and the assets that go beside the pages.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    /// By the address that they are published at.
    assets: Files,
    /// From the asset's own path to that address.
    addresses: BTreeMap<String, String>,
    /// Of all its files.
    sum: [u8; 32],
}

/// What is wrong with a theme.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// A template cannot be parsed or filled.
    #[error("主题模板 {file} 第 {line} 行第 {column} 列有误：{message}")]
    Template {
        /// The template below `templates/`.
        file: String,
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
        /// What is wrong: with the fields there are, where one is misspelt.
        message: String,
    },
    /// The templates do not fit together.
    #[error("主题模板有误：{0}")]
    Templates(String),
    /// A file that is neither a template nor an asset.
    #[error("主题文件 {0} 用不上：模板放在 templates/（.html），样式和图片放在 assets/")]
    Misplaced(String),
    /// A template that is not UTF-8.
    #[error("主题模板 {0} 不是 UTF-8")]
    NotUtf8(String),
    /// A file or folder that cannot be read.
    #[error("读不了主题文件 {path}：{source}")]
    Read {
        /// The path.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Something in the folder that is neither a file nor a folder.
    #[error("主题里的 {0} 不是普通文件（不接受符号链接）")]
    NotAFile(PathBuf),
}

impl Theme {
    /// The built-in theme with a site's own files over it.
    ///
    /// # Errors
    /// A file out of place, or a template that cannot be parsed.
    pub fn new(own: Files) -> Result<Self, ThemeError> {
        let mut files = Files::new();
        collect_builtin(&DEFAULT, &mut files);
        files.extend(own);

        let sum = files.iter().fold(Sum::default(), |sum, (path, bytes)| {
            sum.with(path.as_bytes()).with(bytes)
        });
        let mut templates = Vec::new();
        let mut assets = Files::new();
        let mut addresses = BTreeMap::new();
        for (path, bytes) in files {
            match path.strip_prefix("templates/") {
                Some(name) if name.ends_with(".html") => {
                    let text = String::from_utf8(bytes)
                        .map_err(|_| ThemeError::NotUtf8(name.to_owned()))?;
                    templates.push((name.to_owned(), text));
                }
                None if path.starts_with("assets/") => {
                    let address = published_address(&path, &bytes);
                    addresses.insert(path, address.clone());
                    assets.insert(address, bytes);
                }
                _ => return Err(ThemeError::Misplaced(path)),
            }
        }
        let mut tera = Tera::new();
        tera.add_raw_templates(templates)?;
        Ok(Self {
            tera,
            assets,
            addresses,
            sum: sum.finish(),
        })
    }

    /// What tells this theme from one with other files.
    pub fn sum(&self) -> [u8; 32] {
        self.sum
    }

    /// The templates' names in order.
    pub fn templates(&self) -> Vec<&str> {
        let mut names: Vec<_> = self.tera.get_template_names().collect();
        names.sort_unstable();
        names
    }

    /// Where an asset is published: `assets/style.0f343b09.css` for
    /// `assets/style.css`. The path itself where there is no such asset.
    pub fn address<'a>(&'a self, path: &'a str) -> &'a str {
        self.addresses.get(path).map_or(path, String::as_str)
    }

    /// Where an asset is published that a theme need not have; `None` without it.
    pub fn optional_address(&self, path: &str) -> Option<&str> {
        self.addresses.get(path).map(String::as_str)
    }

    /// The assets by the address they are published at, in order.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.assets
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// A template filled with values, in UTF-8: the fields of `values` are its variables.
    ///
    /// # Errors
    /// The place in the template, where it asks for what is not there.
    pub fn fill(&self, template: &str, values: &impl Serialize) -> Result<Vec<u8>, ThemeError> {
        const USUAL_BYTES: usize = 32 * 1024;
        let context = Context::from_serialize(values)?;
        let mut page = Vec::with_capacity(USUAL_BYTES);
        self.tera.render_to(template, &context, &mut page)?;
        Ok(page)
    }
}

/// Writes text as templates print it between tags.
///
/// # Errors
/// The writer's own.
pub fn escape(text: &str, mut html: impl io::Write) -> io::Result<()> {
    tera::escape_html(text, &mut html)
}

/// Style sheets and scripts bear the fingerprint of their bytes, so that a
/// browser may keep them for good. Whatever they name themselves (pictures,
/// fonts) keeps its name.
fn published_address(path: &str, bytes: &[u8]) -> String {
    const LENGTH: usize = 8;
    match path.rsplit_once('.') {
        Some((stem, ending @ ("css" | "js"))) => {
            let sum = sha256(bytes);
            format!("{stem}.{}.{ending}", &sum[..LENGTH])
        }
        _ => path.to_owned(),
    }
}

/// The files of a theme's folder, for [`Theme::new`].
///
/// # Errors
/// A file or folder that cannot be read, or that is neither.
pub fn read_files(folder: &Path) -> Result<Files, ThemeError> {
    let mut files = Files::new();
    collect_files(folder, "", &mut files)?;
    Ok(files)
}

fn collect_files(folder: &Path, prefix: &str, files: &mut Files) -> Result<(), ThemeError> {
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        move |source| ThemeError::Read { path, source }
    };
    for entry in fs::read_dir(folder).map_err(unreadable(folder))? {
        let entry = entry.map_err(unreadable(folder))?;
        let path = entry.path();
        let kind = entry.file_type().map_err(unreadable(&path))?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if kind.is_dir() {
            collect_files(&path, &format!("{name}/"), files)?;
        } else if kind.is_file() {
            files.insert(name, fs::read(&path).map_err(unreadable(&path))?);
        } else {
            return Err(ThemeError::NotAFile(path));
        }
    }
    Ok(())
}

fn collect_builtin(folder: &include_dir::Dir<'_>, files: &mut Files) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        files.insert(path, file.contents().to_vec());
    }
    for folder in folder.dirs() {
        collect_builtin(folder, files);
    }
}

impl From<tera::Error> for ThemeError {
    fn from(error: tera::Error) -> Self {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Self::Template {
                file: report.filename().to_owned(),
                line: report.span().start_line,
                column: report.span().start_col + 1,
                message: in_chinese(report.message()),
            },
            other => Self::Templates(other.to_string()),
        }
    }
}

/// What theme authors get wrong most, in their language: a name that is not
/// there, with the names that are. Anything else as the template engine says it.
fn in_chinese(message: &str) -> String {
    let kinds = [
        ("Field `", " Available fields: ", "字段"),
        ("Variable `", " Available variables: ", "变量"),
    ];
    for (start, list, kind) in kinds {
        let name = message.strip_prefix(start);
        let Some((name, rest)) = name.and_then(|rest| rest.split_once("` is not defined")) else {
            continue;
        };
        let known = rest.split_once(list).map_or("", |(_, known)| known);
        let mut known: Vec<&str> = known.split(", ").filter(|it| !it.is_empty()).collect();
        known.sort_unstable();
        return match known.as_slice() {
            [] => format!("没有{kind} {name}"),
            known => format!("没有{kind} {name}；这里有的{kind}：{}", known.join("、")),
        };
    }
    message.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(path: &str, text: &str) -> Files {
        Files::from([(path.to_owned(), text.as_bytes().to_vec())])
    }

    #[derive(Serialize)]
    struct Greeting {
        name: &'static str,
    }

    #[test]
    fn a_sites_own_file_takes_the_place_of_the_built_in_one() {
        let theme = Theme::new(own("templates/about.html", "关于{{ name }}")).unwrap();
        let page = theme
            .fill("about.html", &Greeting { name: "<我>" })
            .unwrap();
        assert_eq!(page, "关于&lt;我&gt;".as_bytes());
        assert!(theme.templates().contains(&"report.html"));
    }

    #[test]
    fn an_unknown_variable_is_reported_with_file_and_line() {
        let theme = Theme::new(own("templates/about.html", "一\n二 {{ nam }}\n")).unwrap();
        let error = theme
            .fill("about.html", &Greeting { name: "" })
            .unwrap_err()
            .to_string();
        assert!(error.starts_with("主题模板 about.html 第 2 行"), "{error}");
    }

    #[test]
    fn a_misspelt_field_is_told_with_the_fields_there_are() {
        #[derive(Serialize)]
        struct Page {
            page: Greeting,
        }
        let theme = Theme::new(own("templates/about.html", "{{ page.nam }}")).unwrap();
        let page = Page {
            page: Greeting { name: "" },
        };
        let error = theme.fill("about.html", &page).unwrap_err().to_string();
        assert!(
            error.contains("没有字段 nam；这里有的字段：name"),
            "{error}"
        );
        let theme = Theme::new(own("templates/about.html", "{{ pag.name }}")).unwrap();
        let error = theme.fill("about.html", &page).unwrap_err().to_string();
        assert!(
            error.contains("没有变量 pag；这里有的变量：page"),
            "{error}"
        );
    }

    #[test]
    fn a_template_that_cannot_be_parsed_is_reported_with_file_and_line() {
        let error = Theme::new(own("templates/about.html", "一\n{% if %}")).unwrap_err();
        assert!(
            error.to_string().starts_with("主题模板 about.html 第 2 行"),
            "{error}"
        );
    }

    #[test]
    fn a_circular_include_and_an_unknown_component_are_errors() {
        for text in ["{% include \"about.html\" %}", "{{ <no_such_part /> }}"] {
            assert!(Theme::new(own("templates/about.html", text)).is_err());
        }
    }

    #[test]
    fn a_file_out_of_place_is_refused() {
        let error = Theme::new(own("about.html", "")).unwrap_err();
        assert!(matches!(error, ThemeError::Misplaced(_)), "{error}");
    }

    #[test]
    fn a_theme_folder_is_read_with_its_folders() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("templates/parts")).unwrap();
        fs::write(folder.path().join("templates/parts/a.html"), "甲").unwrap();
        let files = read_files(folder.path()).unwrap();
        assert_eq!(files.keys().collect::<Vec<_>>(), ["templates/parts/a.html"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_symbolic_link_in_a_theme_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("/etc", folder.path().join("assets")).unwrap();
        let error = read_files(folder.path()).unwrap_err();
        assert!(matches!(error, ThemeError::NotAFile(_)), "{error}");
    }
}
