//! The first HTML of an announcement: whether it stands, since when, how many, and what the codes mean.
use minijinja::{Value, context};
use serde_json::Map;
use uuid::Uuid;

use super::shell::{Page, framed};
use crate::{
    announcements::{AnnouncementDetail, LegendEntry, WithheldPart, public_announcement},
    kernel::{
        Language, Problem, State, moment,
        problem::{INTERNAL, NOT_FOUND},
    },
    rounds::words,
};

/// The page, or 404.
pub async fn page(state: &State, agency: &str, round: &str, id: &str) -> Result<Page, Problem> {
    let unknown = |_| Problem::new(&NOT_FOUND);
    let (round, id): (Uuid, Uuid) = (round.parse().map_err(unknown)?, id.parse().map_err(unknown)?);
    let detail = public_announcement(state, (agency.to_owned(), round, id)).await?;
    let told = &detail.summary;
    let instant = |at| moment::said(at, &told.zone, Language::Id);
    let heading = stage(&told.stage);
    let lead = format!("{}, {}", told.round_name, told.agency_name);
    let count = |one: &crate::announcements::CountOfStatus| format!("{} {}", number(one.count), one.status);
    // Some may be withheld.
    let shown = detail.counts.iter().map(|one| one.count).sum();
    let counts: Vec<String> = detail.counts.iter().map(count).collect();
    let body = framed(
        "announcement.html",
        state.settings(),
        context! {
            crumb_label => "Hasil dan pengumuman",
            crumb_to => "/hasil",
            crumb => &told.letter,
            heading => heading,
            lead => &lead,
            standing => standing(&detail),
            newest => detail.replaced_by.map(|newest| address(&detail, newest)),
            published => told.published_at.map(instant),
            letter => &told.letter,
            objections => told.objections_close_at.map(|at| moment::said_closing(at, &told.zone, Language::Id)),
            national => detail.door == "national",
            reason => &told.reason,
            checked => told.stage != "administrative" && told.bundle_hash.is_some(),
            rules => &detail.rules_hash,
            withheld => detail.withheld.as_ref().map(withheld),
            counts => format!("{} peserta: {}.", number(shown), counts.join(", ")),
            legend => detail.legend.iter().map(legend).collect::<Vec<Value>>(),
            bundle => format!("/api/v1/agencies/{agency}/rounds/{round}/announcements/{id}/bundle.zip"),
            csv => format!("/api/v1/agencies/{agency}/rounds/{round}/announcements/{id}/rows.csv"),
            hash => &told.content_hash,
            all => format!("/pengumuman/{agency}/{round}"),
        },
    )?;
    let answer = serde_json::to_value(&detail).map_err(|error| Problem::new(&INTERNAL).inside(error))?;
    Ok(Page {
        title: format!("{heading}: {lead}"),
        description: format!("{heading}, {lead}: {}", standing(&detail)),
        path: address(&detail, id),
        json_ld: None,
        answers: Map::from_iter([(format!("announcement {agency} {round} {id}"), answer)]),
        body,
    })
}

fn address(detail: &AnnouncementDetail, id: Uuid) -> String {
    format!("/pengumuman/{}/{}/{id}", detail.summary.agency_id, detail.summary.round_id)
}

fn stage(code: &str) -> &'static str {
    match code {
        "administrative" => "Hasil seleksi administrasi",
        "shortlist" => "Peserta tahap berikutnya",
        _ => "Hasil akhir",
    }
}

fn number(count: i64) -> String {
    words::number(count, Language::Id)
}

fn standing(detail: &AnnouncementDetail) -> String {
    if detail.replaced_by.is_some() {
        return "Pengumuman ini sudah dibetulkan.".into();
    }
    format!("Ini pengumuman yang berlaku untuk {} peserta.", number(detail.summary.row_count.into()))
}

fn withheld(part: &WithheldPart) -> String {
    let (vacancies, participants) = (number(part.vacancies.into()), number(part.participants.into()));
    let below = part.below;
    format!(
        "{vacancies} formasi dengan {participants} peserta tidak ditampilkan, karena pesertanya kurang dari {below}."
    )
}

fn legend(entry: &LegendEntry) -> Value {
    context! { code => &entry.code, words => &entry.legend.id }
}
