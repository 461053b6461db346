//! What the values that rules compute are called: rules name stages and components, and the steps say the rest.
use std::collections::BTreeMap;

use selection::{Criterion, Rules, Step, StepForm, Text};

/// What a value of a run is called.
pub struct ValueName {
    pub text: Text,
    /// Computed on the way from marks to the total.
    pub between: bool,
}

/// Every value of a run by its code: components, stages, the total, and what the steps make of them.
pub fn value_names(rules: &Rules) -> BTreeMap<&str, ValueName> {
    let mut names = Names::new();
    let stated = |text: Text| ValueName { text, between: false };
    for component in &rules.components {
        names.insert(&component.code, stated(component.name.clone()));
    }
    // A stage and the component that it consists of may share a code; the stage is what people know.
    for stage in &rules.stages {
        names.insert(&stage.code, stated(stage.name.clone()));
    }
    if let Some(Criterion::Higher(total)) = rules.ranking.order.first() {
        names.entry(total).or_insert_with(|| stated(both("Nilai akhir", "Final mark")));
    }
    for step in rules.stages.iter().flat_map(|stage| &stage.steps) {
        if let StepForm::WeightedSum { parts, by_post, .. } = &step.form {
            for part in parts.iter().chain(by_post.values().flatten()) {
                let of = name(&names, &part.of);
                let text =
                    both(&format!("{}, sesudah dibobot", of.id), &format!("{}, after weighting", of.en));
                names.entry(&part.out).or_insert(ValueName { text, between: true });
            }
        }
        let text = made(&names, step);
        names.entry(&step.out).or_insert(ValueName { text, between: true });
    }
    names
}

type Names<'r> = BTreeMap<&'r str, ValueName>;

fn made(names: &Names, step: &Step) -> Text {
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

fn name(names: &Names, key: &str) -> Text {
    names.get(key).map(|name| name.text.clone()).unwrap_or_else(|| both(key, key))
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
                assert_ne!(name.text.id, code, "{id}");
            }
        }
        let rules = selection::shipped("cpns-2024").unwrap();
        let names = value_names(&rules);
        let said = |code: &str| (names[code].text.id.as_str(), names[code].between);
        assert_eq!(said("final"), ("Nilai akhir", false));
        assert!(!said("skb").1);
        assert_eq!(said("skd_100"), ("Seleksi Kompetensi Dasar (SKD), dalam skala 100", true));
        assert_eq!(
            said("skd_weighted"),
            ("Seleksi Kompetensi Dasar (SKD), dalam skala 100, sesudah dibobot", true)
        );
    }
}
