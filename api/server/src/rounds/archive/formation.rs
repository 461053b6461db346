//! One row of the formations file as a vacancy.
use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use selection::{Operator, Requirement, RequirementCode, RequirementValue};
use uuid::Uuid;

use super::{rounds, store};
use crate::{
    catalog::load::{Dataset, Fault, Row},
    kernel::Problem,
    record::Write,
    schema::{agency, education},
};

pub struct Formations;

/// What a formation refers to.
pub struct Known {
    pub agencies: HashMap<String, Agency>,
    /// Level and name of each education code.
    pub education: HashMap<String, (String, String)>,
}

pub struct Agency {
    pub name: String,
    pub region_code: Option<String>,
}

pub struct Formation {
    pub agency_id: String,
    pub id: Uuid,
    pub external_id: String,
    pub post_title: String,
    pub post_title_original: String,
    pub unit_path: String,
    pub agency_name: String,
    pub pool: String,
    pub pool_original: String,
    pub places: i32,
    pub open_to_disabled: bool,
    pub pay_min: Option<i64>,
    pub pay_max: Option<i64>,
    pub eligible_count: Option<i32>,
    pub education_codes: Vec<String>,
    pub level_ids: Vec<String>,
    pub education_names: Vec<String>,
    pub region_code: Option<String>,
    pub requirements: Vec<Requirement>,
}

/// Pool codes of the file, and the pools of the rules (`selection`).
const POOLS: &[(&str, &str)] = &[
    ("general", "general"),
    ("oap", "native_papuan"),
    ("general_non_oap", "general_non_papuan"),
    ("disability", "disability"),
    ("cum_laude", "cum_laude"),
    ("kalimantan", "kalimantan"),
    ("papua", "papua"),
    ("remote_region", "underdeveloped_region"),
    ("diaspora", "diaspora"),
];

const NUMBER: &str = "a whole number";

impl Dataset for Formations {
    type Row = Formation;
    type Known = Known;
    const NAME: &'static str = "formations-2024-cpns";
    const ANALYZED: Option<&'static str> = Some("vacancy");
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "selection",
        "agency_code",
        "agency_name_original",
        "pool_code",
        "pool_original",
        "post_title",
        "post_title_original",
        "unit_path",
        "unit_original",
        "education_codes",
        "places",
        "applicants_passed_administration",
        "open_to_disability",
        "pay_min",
        "pay_max",
        "flags",
        "snapshot",
    ];

    async fn known(&self, write: &mut Write<'_>) -> Result<Known, Problem> {
        let agencies: Vec<(String, String, Option<String>)> = agency::table
            .select((agency::id, agency::name, agency::region_code))
            .load(write.connection())
            .await?;
        let educations: Vec<(String, String, String)> = education::table
            .select((education::code, education::level_id, education::name))
            .load(write.connection())
            .await?;
        Ok(Known {
            agencies: agencies
                .into_iter()
                .map(|(id, name, region_code)| (id, Agency { name, region_code }))
                .collect(),
            education: educations.into_iter().map(|(code, level, name)| (code, (level, name))).collect(),
        })
    }

    fn row(&self, row: &Row<'_>, known: &Known) -> Result<Formation, Fault> {
        row.one_of("selection", &["CPNS"])?;
        let agency_id = row.text("agency_code")?;
        let Some(agency) = known.agencies.get(&agency_id) else {
            return Err(row.fault("agency_code", "is no agency of agencies"));
        };
        let external_id = row.text("id")?;
        // Ids of 32 hexadecimal digits are the same bits without hyphens.
        let id = Uuid::parse_str(&external_id).map_err(|_| row.fault("id", "is not a UUID"))?;
        let education_codes = row.list("education_codes")?;
        let (mut level_ids, mut education_names) = (Vec::new(), Vec::new());
        for code in &education_codes {
            let found = known.education.get(code);
            let (level, name) = found
                .ok_or_else(|| row.fault("education_codes", "holds a code that education-codes has not"))?;
            education_names.push(name.clone());
            if !level_ids.contains(level) {
                level_ids.push(level.clone());
            }
        }
        let pool = row.text("pool_code")?;
        let pool = POOLS.iter().find(|(theirs, _)| *theirs == pool).map(|(_, ours)| *ours);
        let pool = pool.ok_or_else(|| row.fault("pool_code", "is no known pool"))?;
        let places = row.parsed::<u16>("places", NUMBER)?;
        Ok(Formation {
            agency_id,
            id,
            external_id,
            post_title: row.text("post_title")?,
            post_title_original: row.text("post_title_original")?,
            unit_path: row.optional("unit_path")?.unwrap_or_default(),
            agency_name: agency.name.clone(),
            pool: pool.to_owned(),
            pool_original: row.text("pool_original")?,
            places: i32::from(places),
            open_to_disabled: row.flag("open_to_disability")?,
            pay_min: row.parsed_or_empty("pay_min", NUMBER)?,
            pay_max: row.parsed_or_empty("pay_max", NUMBER)?,
            eligible_count: row.parsed_or_empty("applicants_passed_administration", NUMBER)?,
            requirements: requirements(pool, &education_codes),
            education_codes,
            level_ids,
            education_names,
            region_code: agency.region_code.clone(),
        })
    }

    fn key(&self, row: &Formation) -> String {
        row.id.to_string()
    }

    async fn store(&self, write: &mut Write<'_>, rows: &[Formation]) -> Result<(), Problem> {
        rounds::add(write, rows).await?;
        store::upsert(write, rows).await
    }

    /// Applications may point to a vacancy, so none is taken away.
    async fn finish(&self, _write: &mut Write<'_>, _rows: &[Formation]) -> Result<(), Problem> {
        Ok(())
    }
}

/// What the portal published of a formation, with the ages that the regulation sets for all.
fn requirements(pool: &str, education: &[String]) -> Vec<Requirement> {
    let of = |code, operator, value, evidence: &str, source: &str| Requirement {
        code,
        operator,
        value,
        evidence: Some(evidence.to_owned()),
        source: source.to_owned(),
    };
    let mut all = Vec::new();
    if !education.is_empty() {
        let codes = RequirementValue::Codes(education.to_vec());
        let source = "Rincian formasi CPNS 2024 di SSCASN; PermenPANRB 6/2024 pasal 22";
        all.push(of(RequirementCode::Education, Operator::In, codes, "certificate_of_education", source));
    }
    let ages = RequirementValue::Years { min: 18, max: 35 };
    let source = "PermenPANRB 6/2024 pasal 23";
    all.push(of(RequirementCode::Age, Operator::Between, ages, "identity_card", source));
    if pool == "disability" {
        let yes = RequirementValue::Bool(true);
        let source = "KepmenPANRB 320/2024 diktum kesepuluh";
        all.push(of(RequirementCode::Disability, Operator::Is, yes, "disability_certificate", source));
    }
    all
}
