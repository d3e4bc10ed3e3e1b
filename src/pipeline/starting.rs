//! New files in a site that exists, and new sites: what `ziping new` knows and does.

use super::schemas::schemas_of;
use crate::diagnostic::Diagnostic;
use crate::folder::YearFolder;
use crate::form::{Form, Library, Scope};
use crate::load::{self, UnitEntry};
use crate::model::{Site, Year};
use crate::scaffold::{
    self, NewFile, RegionAnswers, ScaffoldError, Sheet, SiteAnswers, UnitAnswers,
};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Why nothing new was written.
#[derive(Debug, thiserror::Error)]
pub enum NewError {
    /// There is no site here.
    #[error("{}没有 content 目录", super::place(.0))]
    NoContent(PathBuf),
    /// What is there already has faults that stand in the way.
    #[error("已有的内容有错误")]
    Content(Vec<Diagnostic>),
    /// A unit that is not there.
    #[error("没有单位 {0}")]
    NoUnit(String),
    /// A place for a unit that lies in another unit.
    #[error("{0} 是一个单位，里面不能再建单位")]
    InsideUnit(String),
    /// There is no unit at all.
    #[error("还没有单位")]
    NoUnits,
    /// A year that a unit has no such report of.
    #[error("{unit} 的 {year} 年没有{what}，无从沿用")]
    NothingBefore {
        /// The unit's address.
        unit: String,
        /// The year that was named.
        year: Year,
        /// What is missing, in words.
        what: String,
    },
    /// A form that is not there, or not for this.
    #[error("没有“{0}”这个表式，或者不能用在这里")]
    NoForm(String),
    /// The files.
    #[error(transparent)]
    Scaffold(#[from] ScaffoldError),
}

impl NewError {
    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Self::NoContent(_) => {
                "在网站目录里运行，或用 --root 指明；还没有网站的，先运行 ziping new site 目录"
                    .into()
            }
            Self::Content(_) => "改正以后再运行".into(),
            Self::NoUnit(_) => {
                "写 content/ 下有 unit.yaml 的文件夹；还没有的，先运行 ziping new unit".into()
            }
            Self::InsideUnit(_) => "写地区的文件夹，如 hunan/yueyang".into(),
            Self::NoUnits => "先运行 ziping new unit 添一个单位".into(),
            Self::NothingBefore { .. } => "改正 --from，或去掉它，从空表写起".into(),
            Self::NoForm(_) => {
                "可用的表式见 docs/format.md 的“表式”，或者在终端里运行，从列表里选".into()
            }
            Self::Scaffold(ScaffoldError::Exists(_)) => "另起一个名称，或者先把已有的移开".into(),
            Self::Scaffold(ScaffoldError::OtherCase { .. }) => {
                "有的电脑和网站会把它们当成一个，请另起一个名称".into()
            }
            Self::Scaffold(ScaffoldError::Disk { .. }) => "请检查权限和磁盘".into(),
        }
    }
}

/// What came of beginning a site.
#[derive(Debug)]
pub struct NewSite {
    /// The files that were written.
    pub written: Vec<NewFile>,
    /// Those that were there, a README for instance, and stay as they are.
    pub kept: Vec<NewFile>,
}

/// Writes a new site into a folder that has no content yet, beside what is there.
///
/// # Errors
/// [`NewError::Scaffold`] where there is content, or where the disk is at fault.
pub fn new_site(folder: &Path, answers: &SiteAnswers) -> Result<NewSite, NewError> {
    let content = folder.join("content");
    if content.symlink_metadata().is_ok() {
        return Err(ScaffoldError::Exists(content).into());
    }
    let forms = load::forms(folder).map_err(NewError::Content)?;
    let schemas = schemas_of(&forms, &Site::default());
    let is_there = |file: &NewFile| folder.join(&file.path).symlink_metadata().is_ok();
    let files = scaffold::site(answers, &schemas).into_iter();
    let (kept, written): (Vec<NewFile>, Vec<NewFile>) = files.partition(is_there);
    scaffold::write(folder, &written)?;
    Ok(NewSite { written, kept })
}

/// A site that something is added to.
#[derive(Debug)]
pub struct Place {
    root: PathBuf,
    forms: Library,
    site: Site,
    units: Vec<UnitEntry>,
    /// Folders above units with their names, where they have one.
    regions: Vec<(String, Option<PathBuf>)>,
}

impl Place {
    /// Opens the site below `root`.
    ///
    /// # Errors
    /// [`NewError::NoContent`], and what is wrong in its settings, its forms and the
    /// places of its files.
    pub fn open(root: &Path) -> Result<Self, NewError> {
        if !root.join("content").is_dir() {
            return Err(NewError::NoContent(root.to_owned()));
        }
        let tree = load::tree(root).map_err(NewError::Content)?;
        Ok(Self {
            root: root.to_owned(),
            forms: load::forms(root).map_err(NewError::Content)?,
            site: load::settings(root).map_err(NewError::Content)?,
            units: tree.units,
            regions: tree.regions,
        })
    }

    /// The addresses of all units.
    pub fn units(&self) -> impl Iterator<Item = &str> {
        self.units.iter().map(|unit| unit.address.as_str())
    }

    /// All units, for a person to choose from: address, and name where it can be read.
    pub fn named_units(&self) -> Vec<(String, String)> {
        let named = |unit: &UnitEntry| {
            let name = load::unit_label(&self.root, unit).unwrap_or_default();
            (unit.address.clone(), name)
        };
        self.units.iter().map(named).collect()
    }

    /// All regions, for a person to choose from: address, and name where there is one.
    pub fn named_regions(&self) -> Vec<(String, String)> {
        let named = |(address, file): &(String, Option<PathBuf>)| {
            let region = file.as_ref().map(|file| load::region(&self.root, file));
            let name = region.and_then(Result::ok).map(|region| region.name);
            (address.clone(), name.unwrap_or_default())
        };
        self.regions.iter().map(named).collect()
    }

    /// The years that a unit has, ascending.
    ///
    /// # Errors
    /// [`NewError::NoUnit`].
    pub fn years(&self, unit: &str) -> Result<Vec<Year>, NewError> {
        Ok(self
            .entry(unit)?
            .years
            .iter()
            .map(|year| year.year)
            .collect())
    }

    /// The forms for reports of these scopes: 编号 and 名称.
    pub fn forms(&self, scopes: &[Scope]) -> Vec<(String, String)> {
        let fits = |form: &&Arc<Form>| form.scope.is_none_or(|scope| scopes.contains(&scope));
        let named = |form: &Arc<Form>| (form.id.clone(), form.name.clone().unwrap_or_default());
        self.forms.iter().filter(fits).map(named).collect()
    }

    /// Whether a folder above units is there and has a name.
    pub fn has_region(&self, address: &str) -> bool {
        let folder = self.root.join("content").join(address);
        folder.join("region.yaml").symlink_metadata().is_ok()
    }

    /// The form that a unit's last year before `year` was filled on: of its overall
    /// report, or of the project of this slug.
    pub fn form_of(&self, unit: &str, year: Year, slug: Option<&str>) -> Option<String> {
        let folder = self.year_folder(unit, year).ok()??;
        let report = match slug {
            None => folder.report,
            Some(slug) => {
                let mut projects = folder.projects.into_iter();
                projects.find(|one| one.slug == slug).map(|one| one.report)
            }
        };
        report.map(|report| report.data.form)
    }

    /// Writes `unit.yaml`, and `region.yaml` for the folders above it that are new.
    ///
    /// # Errors
    /// [`NewError::InsideUnit`], [`NewError::Scaffold`].
    pub fn new_unit(
        &self,
        unit: &UnitAnswers,
        regions: &[RegionAnswers],
    ) -> Result<Vec<NewFile>, NewError> {
        let is_around = |other: &&str| unit.address.starts_with(&format!("{other}/"));
        if let Some(other) = self.units().find(is_around) {
            return Err(NewError::InsideUnit(other.to_owned()));
        }
        let mut files: Vec<NewFile> = regions
            .iter()
            .map(|region| scaffold::region(region, self.has_schemas()))
            .collect();
        files.push(scaffold::unit(unit, self.has_schemas()));
        self.write(files)
    }

    /// Writes the report of a unit's year, and its base data where a form is named
    /// for them, with names and targets `from` another year.
    ///
    /// # Errors
    /// [`NewError`].
    pub fn new_year(
        &self,
        unit: &str,
        year: Year,
        form: &str,
        base: Option<&str>,
        from: Option<Year>,
    ) -> Result<Vec<NewFile>, NewError> {
        self.entry(unit)?;
        let form = self.form(form, load::UNIT_FORMS)?;
        let before = self.before(unit, from)?;
        let report = before.as_ref().and_then(|before| before.report.as_ref());
        self.must_have(unit, from, report.is_some(), "整体支出绩效自评表")?;
        let mut files = scaffold::year(unit, self.sheet(&form, year), report.map(|one| &one.data));
        if let Some(base) = base {
            let form = self.form(base, &[Scope::BaseData])?;
            let last = before.as_ref().and_then(|before| before.base.as_ref());
            let sheet = self.sheet(&form, year);
            files.push(scaffold::base(unit, sheet, last.map(|one| &one.data)));
        }
        self.write(files)
    }

    /// Writes the report of a project, with names and targets `from` another year.
    ///
    /// # Errors
    /// [`NewError`].
    pub fn new_project(
        &self,
        unit: &str,
        year: Year,
        slug: &str,
        name: &str,
        form: &str,
        from: Option<Year>,
    ) -> Result<Vec<NewFile>, NewError> {
        self.entry(unit)?;
        let form = self.form(form, load::PROJECT_FORMS)?;
        let before = self.before(unit, from)?;
        let mut projects = before.iter().flat_map(|before| &before.projects);
        let last = projects.find(|one| one.slug == slug);
        let what = format!("项目 {slug} 的自评表");
        self.must_have(unit, from, last.is_some(), &what)?;
        let sheet = self.sheet(&form, year);
        let last = last.map(|one| &one.report.data);
        self.write(scaffold::project(unit, slug, name, sheet, last))
    }

    fn write(&self, files: Vec<NewFile>) -> Result<Vec<NewFile>, NewError> {
        scaffold::write(&self.root, &files)?;
        Ok(files)
    }

    fn has_schemas(&self) -> bool {
        self.root.join("schemas").is_dir()
    }

    fn sheet<'a>(&'a self, form: &'a Form, year: Year) -> Sheet<'a> {
        Sheet {
            form,
            year,
            disclosure: &self.site.required_disclosure,
            has_schemas: self.has_schemas(),
        }
    }

    fn entry(&self, unit: &str) -> Result<&UnitEntry, NewError> {
        let mut units = self.units.iter();
        units
            .find(|entry| entry.address == unit)
            .ok_or_else(|| NewError::NoUnit(unit.to_owned()))
    }

    fn form(&self, id: &str, scopes: &[Scope]) -> Result<Arc<Form>, NewError> {
        let fits = |form: &Arc<Form>| form.scope.is_none_or(|scope| scopes.contains(&scope));
        let form = self.forms.get(id).filter(fits);
        form.ok_or_else(|| NewError::NoForm(id.to_owned()))
    }

    fn before(&self, unit: &str, from: Option<Year>) -> Result<Option<YearFolder>, NewError> {
        let Some(from) = from else { return Ok(None) };
        self.year_folder(unit, from)
    }

    fn must_have(
        &self,
        unit: &str,
        from: Option<Year>,
        is_there: bool,
        what: &str,
    ) -> Result<(), NewError> {
        match from {
            Some(year) if !is_there => Err(NewError::NothingBefore {
                unit: unit.to_owned(),
                year,
                what: what.to_owned(),
            }),
            _ => Ok(()),
        }
    }

    /// A unit's folder of a year, as it is.
    fn year_folder(&self, unit: &str, year: Year) -> Result<Option<YearFolder>, NewError> {
        let mut entry = self.entry(unit)?.clone();
        entry.years.retain(|one| one.year == year);
        let unit = load::unit(&self.root, &entry, &self.forms).map_err(NewError::Content)?;
        Ok(unit.years.into_iter().next())
    }
}
