//! A vacancy as schema.org JobPosting, for search engines. Only while one can apply, or will be able to: a posting
//! that is over must not be marked up any more.
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use serde_json::{Map, Value, json};

use crate::{
    catalog,
    kernel::{Problem, state::Settings},
    rounds::VacancyPage,
};

/// The posting, when there is something to apply for.
pub async fn of(
    connection: &mut AsyncPgConnection,
    vacancy: &VacancyPage,
    settings: &Settings,
    now: DateTime<Utc>,
) -> Result<Option<Value>, Problem> {
    let apply = &vacancy.apply;
    let wanted = matches!(apply.how.as_str(), "here" | "sscasn" | "not_yet");
    let (Some(closes), Some(published)) = (apply.closes, vacancy.round.published_at) else { return Ok(None) };
    if !wanted || closes <= now {
        return Ok(None);
    }
    let mut posting = json!({
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": vacancy.post_title,
        "description": description(vacancy),
        "identifier": {"@type": "PropertyValue", "name": vacancy.agency.name, "value": vacancy.id},
        "url": format!("{}/formasi/{}", settings.public_address, vacancy.id),
        "datePosted": published.to_rfc3339(),
        "validThrough": closes.to_rfc3339(),
        "hiringOrganization": {"@type": "GovernmentOrganization", "name": vacancy.agency.name},
        "jobLocation": {"@type": "Place", "address": address(connection, vacancy).await?},
        "totalJobOpenings": vacancy.places,
        "directApply": apply.how == "here",
    });
    if let Some(fields) = posting.as_object_mut() {
        fields.extend(optional(vacancy));
    }
    Ok(Some(posting))
}

fn optional(vacancy: &VacancyPage) -> Map<String, Value> {
    let mut fields = Map::new();
    if let (Some(least), Some(most)) =
        (vacancy.pay_min.or(vacancy.pay_max), vacancy.pay_max.or(vacancy.pay_min))
    {
        let value = json!({"@type": "QuantitativeValue", "minValue": least, "maxValue": most,
            "unitText": "MONTH"});
        let salary = json!({"@type": "MonetaryAmount", "currency": "IDR", "value": value});
        fields.insert("baseSalary".into(), salary);
    }
    let employment = match vacancy.round.kind.as_str() {
        "cpns" => Some("FULL_TIME"),
        "internship" => Some("INTERN"),
        _ => None,
    };
    if let Some(employment) = employment {
        fields.insert("employmentType".into(), json!(employment));
    }
    fields
}

async fn address(connection: &mut AsyncPgConnection, vacancy: &VacancyPage) -> Result<Value, Problem> {
    let mut address = json!({"@type": "PostalAddress", "addressCountry": "ID"});
    let province = match vacancy.region_code.as_deref().and_then(|code| code.split('.').next()) {
        Some(code) => catalog::region_name(connection, code).await?,
        None => None,
    };
    if let Some(fields) = address.as_object_mut() {
        if let Some(name) = &vacancy.region_name {
            fields.insert("addressLocality".into(), json!(name));
        }
        if let Some(name) = province {
            fields.insert("addressRegion".into(), json!(name));
        }
    }
    Ok(address)
}

/// HTML by Google's rules, made of text that is escaped here.
fn description(vacancy: &VacancyPage) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let unit = vacancy.unit_path.replace(" | ", " › ");
    let mut html = format!("<p>{}, {}</p>", escaped(&vacancy.post_title), escaped(&unit));
    if !vacancy.description.is_empty() {
        html.push_str(&format!("<p>{}</p>", escaped(&vacancy.description)));
    }
    let items: String = vacancy
        .requirements
        .iter()
        .map(|requirement| format!("<li>{}</li>", escaped(&requirement.words.id)))
        .collect();
    html.push_str(&format!("<p>Syarat:</p><ul>{items}</ul>"));
    html
}
