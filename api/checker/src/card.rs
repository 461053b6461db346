//! Checks a card: that the log has promised, and where the log is at hand, that it kept the promise.

use ledger::checkpoint::Checkpoint;
use ledger::note::NoteError;
use ledger::policy::Policy;
use ledger::tile::{TileLevel, tiles_of};
use ledger::tree::check_inclusion;
use ledger::{Card, Leaf, Promise, PromiseError, leaf_hash};

use crate::receipt::current;
use crate::source::{CHECKPOINT, Source, bundle_of};
use crate::trust::{self, different};
use crate::{Fault, Message, Verdict};

pub const FIRST_LINE: &[u8] = b"terang/card/v1\n";

pub fn check(
    file: &str,
    bytes: &[u8],
    policy: Option<&Policy>,
    log: Option<&Source>,
) -> Result<Verdict, Verdict> {
    // Whoever copies the text of a code by hand may leave out the last line's end.
    let ended = [bytes, b"\n"].concat();
    let card = Card::parse(bytes).or_else(|_| Card::parse(&ended));
    let card =
        card.map_err(|error| Fault::new(file, Message::new("bukan kartu yang benar", error.to_string())))?;
    let promise: Promise = card.promise.unverified_text().parse().map_err(|error: PromiseError| {
        Fault::new(file, Message::new("bukan janji catatan", error.to_string()))
    })?;
    if let Some(policy) = policy {
        signed(file, &card, &promise, policy)?;
    }
    let kept = log.map(|log| kept(&card, &promise, log, policy)).transpose()?;
    let at = promise.at.format("%Y-%m-%dT%H:%M:%SZ");
    let (origin, commit) = (&promise.origin, promise.commit);
    let said = Message::new(
        format!("{origin} berjanji pada {at} mencatat {commit}"),
        format!("{origin} promised at {at} to record {commit}"),
    );
    if policy.is_none() {
        let kept = kept.map_or_else(
            || said.clone(),
            |kept| Message::new(format!("{}; {}", said.id, kept.id), format!("{}; {}", said.en, kept.en)),
        );
        return Err(trust::keys_unchecked(file, &kept.id, &kept.en));
    }
    let mut notes = vec![Message::new(format!("SAMA. {}.", said.id), format!("THE SAME. {}.", said.en))];
    notes.push(kept.unwrap_or_else(|| {
        Message::new(
            "Kartu hanya membuktikan janji itu. Dengan --log diperiksa apakah janji ditepati.",
            "A card proves the promise only. With --log it is checked whether it was kept.",
        )
    }));
    Ok(Verdict::Same(notes))
}

fn signed(file: &str, card: &Card, promise: &Promise, policy: &Policy) -> Result<(), Verdict> {
    if policy.log(&promise.origin).is_none() {
        let origin = &promise.origin;
        let id = format!("kebijakan tidak menyebut catatan {origin}");
        return Err(
            Fault::new(file, Message::new(id, format!("the policy does not list the log {origin}"))).into()
        );
    }
    match policy.open_promise(&card.promise) {
        Ok(_) => Ok(()),
        Err(
            error @ (PromiseError::NotByLog
            | PromiseError::Note(NoteError::Signature | NoteError::NoKnownKey)),
        ) => {
            let what = Message::new("janji tidak ditandatangani kunci catatan", error.to_string());
            Err(different(file, what, "tanda tangan/signature", &promise.origin))
        }
        Err(error) => Err(Fault::new(file, Message::new("bukan janji catatan", error.to_string())).into()),
    }
}

/// Whether a leaf with the promised commitment stands in the log.
fn kept(card: &Card, promise: &Promise, log: &Source, policy: Option<&Policy>) -> Result<Message, Verdict> {
    let head = current(log, &promise.origin, policy)?;
    let found = match card.index {
        Some(index) if index < head.size => Some(index),
        Some(_) => None,
        None => search(promise, log, &head)?,
    };
    let Some(index) = found else {
        let message = Message::new(
            format!("janji belum ditepati: catatan memuat {} isian, dan isian ini belum ada", head.size),
            format!("the promise is not kept yet: the log has {} entries, and not this one", head.size),
        );
        return Err(Fault::new(CHECKPOINT, message).into());
    };
    at_place(index, promise, log, &head)?;
    Ok(Message::new(
        format!("Janji ditepati: isiannya ada di nomor {index}."),
        format!("The promise was kept: the entry stands at place {index}."),
    ))
}

fn at_place(index: u64, promise: &Promise, log: &Source, head: &Checkpoint) -> Result<(), Verdict> {
    let bundle = bundle_of(index, head.size);
    let bundle = bundle.ok_or_else(|| Fault::new(CHECKPOINT, Message::new("tidak ada", "is missing")))?;
    let entry =
        log.entries(bundle)?.into_iter().nth(usize::try_from(index % 256).unwrap_or(0)).unwrap_or_default();
    let commit =
        Leaf::decode(&entry).map_or_else(|error| error.to_string(), |leaf| leaf.commit().to_string());
    if commit != promise.commit.to_string() {
        let what = Message::new("di nomor itu ada isian lain", "another entry stands at that place");
        return Err(different(&bundle.to_string(), what, &commit, &promise.commit.to_string()));
    }
    let proof = log.inclusion(index, head.size)?;
    check_inclusion(&leaf_hash(&entry), index, head.size, &proof, &head.root).map_err(|error| {
        let what = Message::new("isian tidak termasuk dalam tanda batas", error.to_string());
        different(&bundle.to_string(), what, &commit, &head.root.to_string())
    })
}

/// Looks through all entries; a card from the first moment knows no place.
fn search(promise: &Promise, log: &Source, head: &Checkpoint) -> Result<Option<u64>, Fault> {
    let bundles = tiles_of(head.size).take_while(|tile| tile.level() == TileLevel::Entries);
    for bundle in bundles {
        for (index, entry) in (bundle.index() * 256..).zip(log.entries(bundle)?) {
            if Leaf::decode(&entry).is_ok_and(|leaf| *leaf.commit() == promise.commit) {
                return Ok(Some(index));
            }
        }
    }
    Ok(None)
}
