//! Lighthouse's view of five public pages on a phone.
use std::{path::Path, process::Command};

use serde_json::Value;

use crate::{
    Outcome,
    city::Serving,
    figures::{Fact, median},
    text,
};

const TRIES: usize = 3;
/// Points of a hundred.
const PERFORMANCE: f64 = 95.0;
const ACCESSIBILITY: f64 = 100.0;
/// The browser of a bench talks to nobody else.
const BROWSER: &str = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run \
                       --disable-background-networking --disable-component-update --disable-sync";

/// Front, search, a vacancy, a round and a result: name and address. `ask` gives an answer of the API.
pub fn pages(ask: impl Fn(&str) -> Outcome<Value>) -> Outcome<Vec<(String, String)>> {
    let field = |value: &Value, pointer: &str| {
        let found = value.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
        found.ok_or_else(|| format!("the demo city has no {pointer}: run with --fresh"))
    };
    let open = ask("/api/v1/vacancies?show=open&limit=1")?;
    let (vacancy, agency) = (field(&open, "/items/0/id")?, field(&open, "/items/0/agency_id")?);
    let round = field(&open, "/items/0/round_id")?;
    let told = ask("/api/v1/announcements?limit=1")?;
    let result = ["agency_id", "round_id", "id"]
        .map(|name| field(&told, &format!("/items/0/{name}")))
        .into_iter()
        .collect::<Outcome<Vec<_>>>()?
        .join("/");
    Ok(vec![
        ("front".into(), "/".into()),
        ("search".into(), "/formasi?text=perawat".into()),
        ("vacancy".into(), format!("/formasi/{vacancy}")),
        ("round".into(), format!("/seleksi/{agency}/{round}")),
        ("result".into(), format!("/pengumuman/{result}")),
    ])
}

/// Scores of the pages, each the median of three.
pub fn run(
    serving: &Serving,
    program: &Path,
    browser: &Path,
    pages: &[(String, String)],
) -> Outcome<Vec<Fact>> {
    let mut facts = Vec::new();
    for (name, path) in pages {
        let url = format!("http://{}{path}", serving.address);
        let (mut performance, mut accessibility) = (Vec::new(), Vec::new());
        for _ in 0..TRIES {
            let look = || look(program, browser, &url);
            // Chromium loses a trace now and then (NO_NAVSTART); a score is never asked for twice.
            let report = look().or_else(|_lost| look())?;
            performance.push(score(&report, "performance")?);
            accessibility.push(score(&report, "accessibility")?);
        }
        let (performance, accessibility) = (median(performance), median(accessibility));
        facts.push(Fact {
            name: format!("Lighthouse, mobile: {name}"),
            value: format!("performance {performance:.0}, accessibility {accessibility:.0}"),
            goal: format!("{PERFORMANCE}, {ACCESSIBILITY}"),
            reached: Some(performance >= PERFORMANCE && accessibility >= ACCESSIBILITY),
        });
    }
    Ok(facts)
}

fn look(program: &Path, browser: &Path, url: &str) -> Outcome<Value> {
    let output = Command::new("node")
        .arg(program)
        .arg(url)
        .args(["--only-categories=performance,accessibility", "--output=json", "--quiet"])
        .arg(format!("--chrome-flags={BROWSER}"))
        .env("CHROME_PATH", browser)
        .output()
        .map_err(text)?;
    if !output.status.success() {
        return Err(format!("Lighthouse failed: {}", String::from_utf8_lossy(&output.stderr)));
    }
    serde_json::from_slice(&output.stdout).map_err(text)
}

fn score(report: &Value, category: &str) -> Outcome<f64> {
    let score = report.pointer(&format!("/categories/{category}/score")).and_then(Value::as_f64);
    score
        .map(|score| (score * 100.0).round())
        .ok_or_else(|| format!("Lighthouse gave no score for {category}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{pages, score};

    #[test]
    fn five_pages_are_found_in_the_city() {
        let ask = |path: &str| match path.starts_with("/api/v1/announcements") {
            true => Ok(json!({"items": [{"agency_id": "5473", "round_id": "R", "id": "A"}]})),
            false => Ok(json!({"items": [{"id": "V", "agency_id": "5473", "round_id": "O"}]})),
        };
        let found = pages(ask).unwrap();
        let found: Vec<_> = found.iter().map(|(_, path)| path.as_str()).collect();
        let expected =
            ["/", "/formasi?text=perawat", "/formasi/V", "/seleksi/5473/O", "/pengumuman/5473/R/A"];
        assert_eq!(found, expected);
        assert!(pages(|_| Ok(json!({"items": []}))).is_err());
    }

    #[test]
    fn a_report_without_a_score_is_an_error() {
        let report =
            json!({"categories": {"performance": {"score": 0.955}, "accessibility": {"score": null}}});
        assert_eq!(score(&report, "performance"), Ok(96.0));
        assert!(score(&report, "accessibility").is_err());
    }
}
