//! Requirements of a vacancy against what is known of a person.
#![expect(clippy::unwrap_used, reason = "helpers of tests should fail the test")]

mod common;

use common::mark;
use selection::{Facts, Finding, Requirement, check};

fn requirement(json: &str) -> Requirement {
    let requirement: Requirement = serde_json::from_str(json).unwrap();
    assert_eq!(requirement.validate(), Ok(()), "{json}");
    requirement
}

fn facts() -> Facts {
    Facts {
        reference_date: "2024-09-06".parse().unwrap(),
        birth_date: "2000-01-31".parse().ok(),
        education: Some("5190068".into()),
        gpa: Some(mark("3.25")),
        disability: Some(false),
        documents: ["diploma".to_owned()].into(),
        statements: ["any_place".to_owned()].into(),
    }
}

fn age(birth: &str, on: &str) -> Finding {
    let between = r#"{"code":"age","operator":"between","value":{"min":18,"max":35},"source":"pasal 23"}"#;
    let facts =
        Facts { birth_date: birth.parse().ok(), reference_date: on.parse().unwrap(), ..Facts::default() };
    check(&requirement(between), &facts)
}

#[test]
fn ages_count_to_the_day() {
    assert_eq!(age("2006-09-06", "2024-09-06"), Finding::Meets);
    assert_eq!(age("2006-09-07", "2024-09-06"), Finding::DoesNotMeet);
    assert_eq!(age("1989-09-06", "2024-09-06"), Finding::Meets, "35 years to the day");
    assert_eq!(
        age("1989-09-05", "2024-09-06"),
        Finding::PersonWillJudge,
        "35 years and a day: read both ways"
    );
    assert_eq!(age("1988-09-07", "2024-09-06"), Finding::PersonWillJudge);
    assert_eq!(age("1988-09-06", "2024-09-06"), Finding::DoesNotMeet, "36 years");
    assert_eq!(age("2030-01-01", "2024-09-06"), Finding::DoesNotMeet, "not born yet");
    assert_eq!(age("2008-02-29", "2026-02-28"), Finding::DoesNotMeet);
    assert_eq!(age("2008-02-29", "2026-03-01"), Finding::Meets);
}

#[test]
fn education_gpa_and_disability_are_compared_exactly() {
    let education = |codes| {
        requirement(&format!(r#"{{"code":"education","operator":"in","value":{codes},"source":"s"}}"#))
    };
    assert_eq!(check(&education(r#"["5190068","1"]"#), &facts()), Finding::Meets);
    assert_eq!(check(&education(r#"["519006"]"#), &facts()), Finding::DoesNotMeet);
    let gpa = |least: &str| {
        requirement(&format!(r#"{{"code":"gpa","operator":"at_least","value":"{least}","source":"s"}}"#))
    };
    assert_eq!(check(&gpa("3.250"), &facts()), Finding::Meets);
    assert_eq!(check(&gpa("3.251"), &facts()), Finding::DoesNotMeet);
    let disabled = requirement(r#"{"code":"disability","operator":"is","value":true,"source":"s"}"#);
    assert_eq!(check(&disabled, &facts()), Finding::DoesNotMeet);
    assert_eq!(check(&disabled, &Facts { disability: Some(true), ..facts() }), Finding::Meets);
}

#[test]
fn a_document_or_statement_is_there_or_not() {
    let present = |code, value| {
        requirement(&format!(r#"{{"code":"{code}","operator":"present","value":"{value}","source":"s"}}"#))
    };
    assert_eq!(check(&present("document", "diploma"), &facts()), Finding::Meets);
    assert_eq!(check(&present("document", "licence"), &facts()), Finding::DoesNotMeet);
    assert_eq!(check(&present("statement", "any_place"), &facts()), Finding::Meets);
    assert_eq!(check(&present("statement", "ten_years"), &facts()), Finding::DoesNotMeet);
}

#[test]
fn what_is_not_known_or_not_countable_is_left_to_a_person() {
    let unknown = Facts { reference_date: facts().reference_date, ..Facts::default() };
    for json in [
        r#"{"code":"education","operator":"in","value":["1"],"source":"s"}"#,
        r#"{"code":"age","operator":"between","value":{"min":18,"max":35},"source":"s"}"#,
        r#"{"code":"gpa","operator":"at_least","value":"3","source":"s"}"#,
        r#"{"code":"disability","operator":"is","value":true,"source":"s"}"#,
        r#"{"code":"residence","operator":"judged","value":"tinggal di Sumatera Barat","source":"s"}"#,
        r#"{"code":"other","operator":"judged","value":"tidak buta warna","source":"s"}"#,
    ] {
        assert_eq!(check(&requirement(json), &unknown), Finding::PersonWillJudge, "{json}");
    }
}

#[test]
fn a_requirement_that_does_not_fit_together_is_refused_and_rejects_nobody() {
    for json in [
        r#"{"code":"education","operator":"in","value":[],"source":"s"}"#,
        r#"{"code":"age","operator":"between","value":{"min":36,"max":35},"source":"s"}"#,
        r#"{"code":"age","operator":"in","value":["18"],"source":"s"}"#,
        r#"{"code":"gpa","operator":"at_least","value":"three","source":"s"}"#,
        r#"{"code":"disability","operator":"is","value":true,"source":""}"#,
        r#"{"code":"other","operator":"present","value":"luck","source":"s"}"#,
    ] {
        let requirement: Requirement = serde_json::from_str(json).unwrap();
        assert!(requirement.validate().is_err(), "{json}");
    }
    let unreadable: Requirement =
        serde_json::from_str(r#"{"code":"gpa","operator":"at_least","value":"three","source":"s"}"#).unwrap();
    assert_eq!(check(&unreadable, &facts()), Finding::PersonWillJudge);
}
