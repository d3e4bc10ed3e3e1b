//! All forms a site knows, each completed from the form it is based on.

use super::Form;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The forms by their 编号, inheritance worked out.
#[derive(Debug, Clone, Default)]
pub struct Library(BTreeMap<String, Arc<Form>>);

/// What is wrong with a form file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// 编号 is blank.
    #[error("表式没有编号")]
    NoId,
    /// Two files define the same form.
    #[error("表式“{0}”定义了两次")]
    Twice(String),
    /// 基于 names a form that does not exist.
    #[error("表式“{0}”基于“{1}”，但没有这个表式")]
    UnknownBase(String, String),
    /// 基于 leads back to the form itself.
    #[error("表式“{0}”的“基于”绕回了自己")]
    Circular(String),
}

impl Library {
    /// Completes all forms. Each error comes with the index of the form at fault.
    pub fn new(forms: Vec<Form>) -> Result<Self, Vec<(usize, FormError)>> {
        let mut errors = Vec::new();
        let mut by_id: BTreeMap<&str, &Form> = BTreeMap::new();
        for (at, form) in forms.iter().enumerate() {
            if form.id.is_empty() {
                errors.push((at, FormError::NoId));
            } else if by_id.insert(&form.id, form).is_some() {
                errors.push((at, FormError::Twice(form.id.clone())));
            }
        }
        let mut complete = BTreeMap::new();
        for (at, form) in forms.iter().enumerate() {
            match completed(form, &by_id) {
                Ok(whole) => {
                    complete.insert(form.id.clone(), Arc::new(whole));
                }
                Err(error) => errors.push((at, error)),
            }
        }
        if errors.is_empty() {
            Ok(Self(complete))
        } else {
            Err(errors)
        }
    }

    /// The form with this 编号.
    pub fn get(&self, id: &str) -> Option<Arc<Form>> {
        self.0.get(id).cloned()
    }

    /// All forms, by 编号.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Form>> {
        self.0.values()
    }
}

/// The form with what it leaves out taken from its bases, nearest first.
fn completed(form: &Form, by_id: &BTreeMap<&str, &Form>) -> Result<Form, FormError> {
    let mut whole = form.clone();
    let mut steps = 0;
    while let Some(base) = whole.base.take() {
        let below = by_id
            .get(base.as_str())
            .ok_or_else(|| FormError::UnknownBase(form.id.clone(), base))?;
        whole = whole.over(below);
        steps += 1;
        if steps > by_id.len() {
            return Err(FormError::Circular(form.id.clone()));
        }
    }
    whole.base.clone_from(&form.base);
    Ok(whole)
}

impl Form {
    /// This form with what it leaves out taken from `below`, whose 基于 is the
    /// next to look at.
    fn over(self, below: &Self) -> Self {
        Self {
            id: self.id,
            base: below.base.clone(),
            name: self.name.or_else(|| below.name.clone()),
            scope: self.scope.or(below.scope),
            basis: self.basis.or_else(|| below.basis.clone()),
            money_unit: self.money_unit.or(below.money_unit),
            full_marks: self.full_marks.or(below.full_marks),
            header: self.header.or_else(|| below.header.clone()),
            funds: self.funds.or_else(|| below.funds.clone()),
            rate_row: self.rate_row.or_else(|| below.rate_row.clone()),
            goals: self.goals.or_else(|| below.goals.clone()),
            level1: self.level1.or_else(|| below.level1.clone()),
            columns: self.columns.or_else(|| below.columns.clone()),
            blocks: self.blocks.or_else(|| below.blocks.clone()),
            scoring: self.scoring.or(below.scoring),
            total_row: self.total_row.or(below.total_row),
            grades: self.grades.or_else(|| below.grades.clone()),
            chapters: self.chapters.or_else(|| below.chapters.clone()),
            required: self.required.or_else(|| below.required.clone()),
            base_data: self.base_data.or_else(|| below.base_data.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(id: &str, base: Option<&str>, name: Option<&str>) -> Form {
        Form {
            id: id.into(),
            base: base.map(Into::into),
            name: name.map(Into::into),
            ..Form::default()
        }
    }

    #[test]
    fn what_a_form_leaves_out_comes_from_the_nearest_base() {
        let library = Library::new(vec![
            form("全国", None, Some("全国的名称")),
            form("省", Some("全国"), Some("省的名称")),
            form("市", Some("省"), None),
        ])
        .unwrap();
        assert_eq!(library.get("市").unwrap().name.as_deref(), Some("省的名称"));
        assert_eq!(library.get("县"), None);
    }

    #[test]
    fn a_circle_an_unknown_base_and_a_repetition_are_named() {
        let errors = Library::new(vec![
            form("甲", Some("乙"), None),
            form("乙", Some("甲"), None),
            form("丙", Some("丁"), None),
            form("丙", None, None),
        ])
        .unwrap_err();
        let errors: Vec<FormError> = errors.into_iter().map(|(_, error)| error).collect();
        assert_eq!(
            errors,
            [
                FormError::Twice("丙".into()),
                FormError::Circular("甲".into()),
                FormError::Circular("乙".into()),
                FormError::UnknownBase("丙".into(), "丁".into()),
            ]
        );
    }
}
