//! A member of the committee fixes a draw: list, who takes part, and until when. Nothing of it can be changed later.
use std::collections::BTreeSet;

use actix_web::web;
use chrono::{DateTime, Duration, Utc};
use data_encoding::HEXLOWER;
use ledger::Kind;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    answer::DrawSummary,
    candidates::role,
    files,
    model::{Office, State as Standing},
    purpose,
    standing::{Seen, inside, stands_in_for},
    store::{self, DrawRow, SeatRow},
};
use crate::{
    applications,
    http::{Answer, IdempotencyKey, Json, Place},
    identity::{Guard, Scope, holders},
    kernel::{Code, Problem, State, Text, new_id, permission::DrawPrepare, problem::BAD_INPUT},
    notices::{self, Notice},
    record::{self, Fact, Once, Write, write_once},
    verification::{self, Schedule, schedule},
};

pub static NOTHING_TO_DRAW: Code = Code::new(
    "nothing_to_draw",
    409,
    "Tidak ada lamaran tersegel yang menunggu dibaca. Tunggu beberapa menit setelah pendaftaran ditutup, lalu ulangi.",
    "No sealed application waits to be read. Wait a few minutes after registration has closed and try again.",
);
pub static DRAW_EXISTS: Code = Code::new(
    "draw_exists",
    409,
    "Seleksi ini sudah punya undian urutan baca. Buka undian itu; mengulang undian yang selesai tidak dapat.",
    "This round has a draw of its reading order already. Open that one; a finished draw cannot be repeated.",
);
pub static DRAWER_NOT_ELIGIBLE: Code = Code::new(
    "drawer_not_eligible",
    409,
    "Salah satu akun tidak memegang peran kantornya untuk seleksi ini. Muat ulang daftarnya, lalu pilih lagi.",
    "One account does not hold its office's role for this round. Reload the list and choose again.",
);

/// Reveals need the signed places of all commitments, which take two minutes.
const REVEAL_MINUTES: i64 = 15;
const DAYS_AT_MOST: i64 = 30;
const TIMES: Text = Text::new(
    "Beri waktu: tenggat janji di masa depan, tenggat buka paling cepat 15 menit sesudahnya, semuanya dalam 30 hari.",
    "Give time: a deadline for commitments in the future, one for reveals 15 minutes later or more, all within 30 days.",
);
const TWICE: Text = Text::new(
    "Satu akun hanya boleh dipilih sekali. Ganti dengan akun lain.",
    "An account can be chosen only once. Choose another one.",
);

/// Who draws for each office: the first account is the drawer, the others stand in, in this order.
#[derive(Debug, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct FixDraw {
    #[schema(example = "2026-12-02T03:00:00Z")]
    pub commit_until: DateTime<Utc>,
    #[schema(example = "2026-12-03T03:00:00Z")]
    pub reveal_until: DateTime<Utc>,
    #[schema(example = json!(["0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5c"]))]
    #[validate(length(
        min = 2,
        max = 5,
        code = "stand_in_needed",
        message = "Pilih satu pengundi dan satu sampai empat cadangan.|Choose one drawer and one to four stand-ins."
    ))]
    pub committee: Vec<Uuid>,
    #[schema(example = json!(["0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5d", "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5e"]))]
    #[validate(length(
        min = 2,
        max = 5,
        code = "stand_in_needed",
        message = "Pilih satu pengundi dan satu sampai empat cadangan.|Choose one drawer and one to four stand-ins."
    ))]
    pub inspectorate: Vec<Uuid>,
    #[schema(example = json!(["0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5f", "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a60"]))]
    #[validate(length(
        min = 2,
        max = 5,
        code = "stand_in_needed",
        message = "Pilih satu pengundi dan satu sampai empat cadangan.|Choose one drawer and one to four stand-ins."
    ))]
    pub observer: Vec<Uuid>,
}

impl FixDraw {
    fn of(&self, office: Office) -> &[Uuid] {
        match office {
            Office::Committee => &self.committee,
            Office::Inspectorate => &self.inspectorate,
            Office::Observer => &self.observer,
        }
    }

    fn check(&self, now: DateTime<Utc>) -> Result<(), Problem> {
        let earliest = self.commit_until + Duration::minutes(REVEAL_MINUTES);
        let latest = now + Duration::days(DAYS_AT_MOST);
        if self.commit_until <= now {
            return Err(Problem::new(&BAD_INPUT).field("/commit_until", "deadline", TIMES));
        }
        if self.reveal_until < earliest || self.reveal_until > latest {
            return Err(Problem::new(&BAD_INPUT).field("/reveal_until", "deadline", TIMES));
        }
        let mut seen = BTreeSet::new();
        for office in Office::ALL {
            if !self.of(office).iter().all(|account| seen.insert(*account)) {
                let pointer = format!("/{}", office.code());
                return Err(Problem::new(&BAD_INPUT).field(pointer, "chosen_twice", TWICE));
            }
        }
        Ok(())
    }
}

/// Fix a draw of the reading order.
///
/// The list is the set of sealed applications that wait for a reading, by their random tokens. Each chosen officer is
/// told; nothing can be changed any more.
#[utoipa::path(
    post, path = "/api/v1/agencies/{agency}/rounds/{round}/draws", operation_id = "fix_draw", tag = "draws",
    request_body = FixDraw, params(("agency" = String, Path), ("round" = Uuid, Path)),
    responses((status = 201, body = DrawSummary, description = "The draw"))
)]
pub async fn fix_draw(
    guard: Guard<DrawPrepare>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    key: IdempotencyKey,
    json: Json<FixDraw>,
) -> Result<Answer<DrawSummary>, Problem> {
    let (agency, round) = place.0;
    guard.covers(Scope::Round(round))?;
    let author = guard.account_id()?;
    let asked = json.value;
    let once = Once { operation: "fix_draw", key: &key, body_hash: json.hash };
    write_once(&state, guard.actor(), once, async |write| {
        let schedule = schedule(write.connection(), &agency, round).await?;
        asked.check(write.now)?;
        schedule.open_for_verification(write.now)?;
        let (seats, people) = seats(write, &agency, round, &asked).await?;
        let row = list(write, &agency, round, author, &asked, &seats, &schedule).await?;
        let seats: Vec<SeatRow> = seats.into_iter().map(|seat| SeatRow { draw_id: row.id, ..seat }).collect();
        store::insert_seats(write.connection(), &seats).await?;
        for person in people {
            notices::tell(&state, write, person, notice(&row, &schedule)).await?;
        }
        let now = write.now;
        let seen = Seen::load(write.connection(), row).await?;
        Ok(Answer::created(DrawSummary::of(&seen, &schedule, now)?))
    })
    .await
}

/// One seat for each chosen account, and the persons to be told.
async fn seats(
    write: &mut Write<'_>,
    agency: &str,
    round: Uuid,
    asked: &FixDraw,
) -> Result<(Vec<SeatRow>, Vec<Uuid>), Problem> {
    let (mut drawers, mut people) = (Vec::new(), Vec::new());
    let now = write.now;
    for office in Office::ALL {
        let may = holders(write.connection(), agency, role(office), Scope::Round(round), now).await?;
        for (turn, account) in asked.of(office).iter().enumerate() {
            let holder = may.iter().find(|one| one.account_id == *account);
            people.push(holder.ok_or_else(|| Problem::new(&DRAWER_NOT_ELIGIBLE))?.person_id);
            drawers.push((turn, office, *account));
        }
    }
    // Drawers first; then the first stand-in of each office, the second of each, and so on.
    drawers.sort_by_key(|(turn, ..)| *turn);
    let seat = |(position, (turn, office, account)): (i16, (usize, Office, Uuid))| SeatRow {
        agency_id: agency.to_owned(),
        draw_id: Uuid::nil(),
        position,
        name: match turn {
            0 => office.name().to_owned(),
            turn => format!("cadangan-{}-{turn}", office.name()),
        },
        office: office.code().into(),
        stand_in: turn > 0,
        account_id: account,
        commitment: None,
        commit_leaf: None,
        committed_at: None,
        secret: None,
        reveal_leaf: None,
        revealed_at: None,
    };
    Ok(((1..).zip(drawers).map(seat).collect(), people))
}

/// Writes list and draw, and the fact that names both and who takes part.
async fn list(
    write: &mut Write<'_>,
    agency: &str,
    round: Uuid,
    author: Uuid,
    asked: &FixDraw,
    seats: &[SeatRow],
    schedule: &Schedule,
) -> Result<DrawRow, Problem> {
    // A national round is sealed by the first act that needs it; an own one when its registration closes.
    if schedule.door == "national" {
        applications::seal_once(write, agency, round).await?;
    }
    let seal = record::milestone(write.connection(), agency, round, Kind::RegistrationClosed).await?;
    let seal = seal.ok_or_else(|| Problem::new(&NOTHING_TO_DRAW))?.id;
    let tokens = verification::sealed_and_waiting(write.connection(), agency, round, seal).await?;
    if tokens.is_empty() {
        return Err(Problem::new(&NOTHING_TO_DRAW));
    }
    let mut items: Vec<String> = tokens.iter().map(|token| HEXLOWER.encode(token)).collect();
    items.sort();
    let earlier = store::of_round(write.connection(), agency, round).await?;
    if earlier.iter().any(|draw| draw.state != Standing::Failed.code()) {
        return Err(Problem::new(&DRAW_EXISTS));
    }
    let (id, list_hash) = (new_id(), selection::list_hash(&items));
    let number = earlier.iter().map(|draw| draw.number).max().unwrap_or(0) + 1;
    let named = |seat: &SeatRow| json!({"name": seat.name, "stands_in_for": stands_in_for(seat)});
    let fact = Fact {
        agency,
        kind: Kind::DrawListed,
        round: Some(round),
        noun: "draw",
        subject: id,
        payload: json!({
            "purpose": "reading_order", "number": number, "list": list_hash, "items": items.len(),
            "seal": seal, "drawers": seats.iter().map(named).collect::<Vec<_>>(),
            "commit_until": asked.commit_until.to_rfc3339(), "reveal_until": asked.reveal_until.to_rfc3339(),
        }),
    };
    let listed_leaf = write.fact(fact).await?;
    let row = DrawRow {
        agency_id: agency.to_owned(),
        id,
        round_id: round,
        purpose: "reading_order".into(),
        number,
        state: Standing::Open.code().into(),
        seal_leaf: seal,
        list_hash: HEXLOWER.decode(list_hash.as_bytes()).map_err(inside)?,
        item_count: i32::try_from(items.len()).map_err(inside)?,
        commit_until: asked.commit_until,
        reveal_until: asked.reveal_until,
        listed_leaf,
        prepared_by: author,
        prepared_at: write.now,
        over_leaf: None,
        over_by: None,
        over_at: None,
        seed: None,
    };
    if !store::insert(write.connection(), &row).await? {
        return Err(Problem::new(&DRAW_EXISTS));
    }
    files::keep(write.connection(), &row, files::LIST, &files::lines(&items)).await?;
    Ok(row)
}

/// Tells an officer that he was chosen.
fn notice(row: &DrawRow, schedule: &Schedule) -> Notice {
    let (words, round) = (purpose(&row.purpose), &schedule.name);
    Notice {
        kind: "draw_fixed",
        agency: Some(row.agency_id.clone()),
        subject: (format!("Anda ikut mengundi: {round}"), format!("You take part in a draw: {round}")),
        body: (
            format!(
                "{}, {round}. Berikan janji Anda sebelum tenggatnya, lalu buka rahasianya. Pakai perangkat yang sama untuk keduanya.",
                words.id
            ),
            format!(
                "{}, {round}. Give your commitment before its deadline, then reveal the secret. Use the same device for both.",
                words.en
            ),
        ),
        link: Some("/petugas/undian".into()),
    }
}
