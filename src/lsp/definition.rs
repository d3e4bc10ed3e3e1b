//! Where a site's own form is written down: from the name of a form to its file, from a
//! column of a row to the form's column. The built-in forms are in no file.

use super::documents::Documents;
use crate::form::Form;
use crate::load::{self, Places};
use crate::model::{DataPath, Segment};
use crate::source::Source;
use gen_lsp_types::{Definition, DefinitionParams, DefinitionResponse};

/// The answer to a question about a place.
pub fn answer(documents: &Documents, params: &DefinitionParams) -> Option<DefinitionResponse> {
    let asked = documents.asked(&params.text_document_position_params)?;
    let places = Places::of(&asked.source);
    let spot = places.at(asked.offset)?;
    let Some(Segment::Key(key)) = spot.path.0.last() else {
        return None;
    };
    let names_a_form = spot.path.0.len() == 1 && ["表式", "基于"].contains(&key.as_str());
    let id = match names_a_form {
        true => places.text(&spot.path)?,
        false => places.text(&"表式".into())?,
    };
    let (source, form) = form_file(asked.draft.form_sources(), id)?;
    let path = match names_a_form {
        true => "编号".into(),
        false if spot.value.is_none() => column(&form, key)?,
        false => return None,
    };
    let span = load::place(&source, &path);
    let location = documents.location(&asked.root, &source, span);
    Some(Definition::from(location).into())
}

/// The file of the site that a form is written in.
fn form_file(sources: Vec<Source>, id: &str) -> Option<(Source, Form)> {
    let read = |mut source: Source| Some((load::yaml::read(&mut source).ok()?, source));
    let mut forms = sources.into_iter().filter_map(read);
    let (form, source) = forms.find(|(form, _): &(Form, Source)| form.id.trim() == id.trim())?;
    Some((source, form))
}

/// Where a form has its column for a key.
fn column(form: &Form, key: &str) -> Option<DataPath> {
    let mut columns = form.columns().iter();
    let at = columns.position(|column| column.key.split('+').any(|part| part == key))?;
    Some(DataPath::root().key("列").index(at).key("键"))
}
