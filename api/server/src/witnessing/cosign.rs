//! Witnesses bring their cosignatures. What lets one in is the signature itself, by a key that the policy names.
use actix_web::{HttpResponse, web};
use chrono::{DateTime, Duration, Utc};
use ledger::{
    Algorithm,
    checkpoint::CheckpointError,
    note::{Note, NoteError, Signer},
};

use crate::{
    http::Place,
    kernel::{Code, Problem, State, problem::NOT_FOUND},
    record::{
        Actor, Write,
        log::{checkpoint, key, policy},
        write,
    },
};

pub static NOT_A_CHECKPOINT: Code = Code::new(
    "not_a_checkpoint",
    400,
    "Isi kiriman bukan checkpoint yang ditandatangani. Kirim catatan lengkap beserta tanda tangan Anda.",
    "This is not a signed checkpoint. Send the whole note with your signature.",
);
pub static NOT_A_WITNESS: Code = Code::new(
    "not_a_witness",
    403,
    "Tidak ada tanda tangan yang sah dari saksi dalam kebijakan catatan ini. Periksa kunci Anda dengan kebijakan yang diumumkan.",
    "No valid signature of a witness in this log's policy. Compare your key with the published policy.",
);
pub static CHECKPOINT_UNKNOWN: Code = Code::new(
    "checkpoint_unknown",
    409,
    "Checkpoint ini tidak pernah kami umumkan. Simpan dan beri tahu pengawas: catatan mungkin bercabang.",
    "We never published this checkpoint. Keep it and tell the overseers: the log may have forked.",
);

/// What a witness may be answered.
pub static PROBLEMS: [&Code; 3] = [&NOT_A_CHECKPOINT, &NOT_A_WITNESS, &CHECKPOINT_UNKNOWN];

/// How far a witness's clock may be ahead.
const AHEAD: Duration = Duration::minutes(5);

/// `POST /ledger/{agency}/cosignatures`: the checkpoint with the witness's line.
pub async fn cosignatures(
    state: web::Data<State>,
    agency: Place<String>,
    body: web::Bytes,
) -> Result<HttpResponse, Problem> {
    let agency = agency.0;
    write(&state, Actor::system("witness"), async |write| take(&state, write, &agency, &body).await).await?;
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n"))
}

async fn take(state: &State, write: &mut Write<'_>, agency: &str, body: &[u8]) -> Result<(), Problem> {
    let now = write.now;
    let connection = write.connection();
    let nothing = || Problem::new(&NOT_FOUND);
    let origin = key::name(connection, agency).await?.ok_or_else(nothing)?;
    let policy = policy::newest(state, connection, agency).await?.ok_or_else(nothing)?;
    let judged = policy.open(body, &origin).map_err(refused)?;
    let head = &judged.opened.checkpoint;
    let known = checkpoint::of_size(connection, agency, head.size).await?;
    let known = match known {
        Some(row) if row.root()? == head.root => row,
        _ => {
            // Signed by our key, and not ours: whoever sees this must know.
            tracing::error!(agency, size = head.size, root = %head.root, "A CHECKPOINT BY OUR KEY THAT WE NEVER PUBLISHED");
            return Err(Problem::new(&CHECKPOINT_UNKNOWN));
        }
    };
    let mut taken = false;
    for signer in &judged.opened.signers {
        let (Some(at), Some(line)) = (when(signer, now), line_of(&judged.opened.note, signer)) else {
            continue;
        };
        checkpoint::add_cosignature(connection, agency, head.size, (&signer.key.to_string(), &line, at))
            .await?;
        taken = true;
    }
    if !taken {
        return Err(Problem::new(&NOT_A_WITNESS));
    }
    let whole = checkpoint::with_cosignatures(connection, agency, &known).await?;
    let whole = policy.open(whole.as_bytes(), &origin).map_err(refused)?;
    if policy.needs_witnesses() && whole.quorum_met {
        checkpoint::set_witnessed(connection, agency, head.size).await?;
        policy::settle(state, connection, agency, now).await?;
    }
    Ok(())
}

/// The time of a witness's signature; none for the log's own, and for one that lies in the future.
fn when(signer: &Signer, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let seconds = signer.time.filter(|time| *time > 0 && signer.key.algorithm() != Algorithm::Ed25519)?;
    let at = DateTime::from_timestamp(i64::try_from(seconds).ok()?, 0)?;
    (at <= now + AHEAD).then_some(at)
}

fn line_of(note: &Note, signer: &Signer) -> Option<String> {
    let lines = note.signatures().iter();
    let mut own = lines.filter(|line| line.name == signer.key.name() && line.id == signer.key.id());
    own.next().map(ToString::to_string)
}

fn refused(error: CheckpointError) -> Problem {
    let code = match error {
        CheckpointError::Retired => {
            tracing::error!("A CHECKPOINT BY A KEY OF OURS THAT WAS RETIRED BEFORE");
            &CHECKPOINT_UNKNOWN
        }
        CheckpointError::Origin
        | CheckpointError::NotByLog
        | CheckpointError::Note(NoteError::Signature | NoteError::NoKnownKey) => &NOT_A_WITNESS,
        _ => &NOT_A_CHECKPOINT,
    };
    Problem::new(code).inside(error)
}
