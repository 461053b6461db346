//! What the values that rules compute are called: rules name stages and components, and the steps say the rest.
use std::collections::BTreeMap;

use selection::{Criterion, Rules, Step, StepForm, Text};

/// Every value of a run by its code: components, stages, and what the steps make of them.
pub fn value_names(rules: &Rules) -> BTreeMap<&str, Text> {
    let mut names = BTreeMap::new();
    for component in &rules.components {
        names.insert(component.code.as_str(), component.name.clone());
    }
    // A stage and the component that it consists of may share a code; the stage is what people know.
    for stage in &rules.stages {
        names.insert(stage.code.as_str(), stage.name.clone());
    }
    if let Some(Criterion::Higher(total)) = rules.ranking.order.first() {
        names.entry(total).or_insert_with(|| both("Nilai akhir", "Final mark"));
    }
    for step in rules.stages.iter().flat_map(|stage| &stage.steps) {
        if let StepForm::WeightedSum { parts, by_post, .. } = &step.form {
            for part in parts.iter().chain(by_post.values().flatten()) {
                let of = name(&names, &part.of);
                let weighed =
                    both(&format!("{}, sesudah dibobot", of.id), &format!("{}, after weighting", of.en));
                names.entry(&part.out).or_insert(weighed);
            }
        }
        let made = made(&names, step);
        names.entry(&step.out).or_insert(made);
    }
    names
}

fn made(names: &BTreeMap<&str, Text>, step: &Step) -> Text {
    let (id, en) = match &step.form {
        StepForm::Sum { of } => {
            let of: Vec<Text> = of.iter().map(|key| name(names, key)).collect();
            let id: Vec<&str> = of.iter().map(|name| name.id.as_str()).collect();
            let en: Vec<&str> = of.iter().map(|name| name.en.as_str()).collect();
            (format!("Jumlah: {}", id.join(", ")), format!("Sum: {}", en.join(", ")))
        }
        StepForm::Scale { of, to, .. } => {
            let of = name(names, of);
            (format!("{}, dalam skala {to}", of.id), format!("{}, on a scale of {to}", of.en))
        }
        StepForm::WeightedSum { .. } => {
            ("Jumlah nilai yang sudah dibobot".into(), "Sum of the weighted marks".into())
        }
        StepForm::WithAddition { of, .. } => {
            let of = name(names, of);
            (format!("{}, dengan tambahan sertifikat", of.id), format!("{}, with certificates", of.en))
        }
    };
    Text { id, en }
}

fn name(names: &BTreeMap<&str, Text>, key: &str) -> Text {
    names.get(key).cloned().unwrap_or_else(|| both(key, key))
}

fn both(id: &str, en: &str) -> Text {
    Text { id: id.to_owned(), en: en.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_of_the_shipped_rules_is_called_by_its_code() {
        for id in ["cpns-2024", "pppk-teknis-2024", "blud-professional"] {
            let rules = selection::shipped(id).unwrap();
            for (code, name) in value_names(&rules) {
                assert_ne!(name.id, code, "{id}");
            }
        }
        let rules = selection::shipped("cpns-2024").unwrap();
        let names = value_names(&rules);
        assert_eq!(names["final"].id, "Nilai akhir");
        assert_eq!(names["skd_100"].id, "Seleksi Kompetensi Dasar (SKD), dalam skala 100");
        assert_eq!(names["skd_weighted"].en, format!("{}, after weighting", names["skd_100"].en));
    }
}
