//! What follows from changed figures.

use super::ValueChange;
use crate::form::Library;
use crate::model::{DataPath, Report};

/// The rate, its score, the total and the grade of a report, where they are others:
/// those that are left out as they are computed.
pub(super) fn effects(
    old: Option<(Report, &Library)>,
    new: Option<(Report, &Library)>,
) -> Vec<ValueChange> {
    let (Some(old), Some(new)) = (old, new) else {
        return Vec::new();
    };
    let rate = |key: &str| DataPath::root().key("预算执行").key(key);
    let places = [
        (rate("执行率"), "执行率"),
        (rate("得分"), "执行率得分"),
        (DataPath::root().key("总分"), "总分"),
        (DataPath::root().key("等级"), "等级"),
    ];
    let changes = places.into_iter().map(|(path, key)| ValueChange {
        old: figure(&old, &path),
        new: figure(&new, &path),
        path: path.to_string(),
        place: String::new(),
        key: key.to_owned(),
        figure: key != "等级",
    });
    changes.filter(|change| change.old != change.new).collect()
}

fn figure((report, forms): &(Report, &Library), path: &DataPath) -> Option<String> {
    let form = forms.get(&report.form);
    if path.to_string() == "等级" {
        return form?.grade_of(report).map(str::to_owned);
    }
    let weight = form.and_then(|form| form.funds.as_ref().and_then(|funds| funds.weight));
    report.figure(path, weight)
}
