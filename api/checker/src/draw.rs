//! Repeats a draw from its folder: `list.txt`, `draw.json`, `order.txt`, `drawn.json`.

use std::path::Path;

use selection::{Ceremony, DrawError, Drawn, Replaced};
use serde::{Deserialize, Serialize};

use crate::files::read_text;
use crate::{Difference, Fault, Message, Verdict};

/// What was drawn from: one item a line, sorted, the last line ended too.
pub const LIST: &str = "list.txt";
/// The ceremony: commitments, stand-ins and reveals.
pub const DRAW: &str = "draw.json";
/// The announced order, one item a line.
pub const ORDER: &str = "order.txt";
/// The announced seed, and who was replaced.
pub const DRAWN: &str = "drawn.json";

/// What `drawn.json` holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finished {
    pub seed: String,
    pub replaced: Vec<Replaced>,
}

pub fn draw(folder: &Path) -> Verdict {
    repeat(folder).unwrap_or_else(|fault| Verdict::CouldNotTell(vec![fault]))
}

fn repeat(folder: &Path) -> Result<Verdict, Fault> {
    let list = lines(folder, LIST)?;
    let ceremony: Ceremony = json(folder, DRAW)?;
    let finished: Finished = json(folder, DRAWN)?;
    let order = lines(folder, ORDER)?;
    let drawn = match ceremony.draw(&list) {
        Ok(drawn) => drawn,
        Err(error) => return broken(&ceremony, error),
    };
    Ok(match first_difference(&drawn, &finished, &order) {
        Some(difference) => Verdict::NotTheSame(Box::new(difference)),
        None => Verdict::Same(notes(&ceremony, &drawn)),
    })
}

/// The lines of a text file that ends with a line feed. Anything else would have another hash.
fn lines(folder: &Path, name: &str) -> Result<Vec<String>, Fault> {
    let text = read_text(&folder.join(name))?;
    match text.strip_suffix('\n') {
        Some(text) => Ok(text.split('\n').map(str::to_owned).collect()),
        None => {
            let message =
                Message::new("baris terakhir tidak diakhiri ganti baris", "the last line is not ended");
            Err(Fault::new(name, message))
        }
    }
}

fn json<T: for<'de> Deserialize<'de>>(folder: &Path, name: &str) -> Result<T, Fault> {
    let text = read_text(&folder.join(name))?;
    serde_json::from_str(&text).map_err(|error| Fault {
        row: u64::try_from(error.line()).ok(),
        ..Fault::new(name, Message::new("isinya tidak sesuai bentuk yang ditentukan", error.to_string()))
    })
}

/// A ceremony that cannot be repeated: either somebody broke its rules, or it is not whole.
fn broken(ceremony: &Ceremony, error: DrawError) -> Result<Verdict, Fault> {
    let en = error.to_string();
    let different = |file: &str, id: &str, in_file: &str, computed: String| {
        let (file, what) = (file.to_owned(), Message::new(id, en.clone()));
        let in_file = in_file.to_owned();
        Ok(Verdict::NotTheSame(Box::new(Difference { file, row: None, what, in_file, computed })))
    };
    let unclear = |file: &str, id: &str| Err(Fault::new(file, Message::new(id, en.clone())));
    match &error {
        DrawError::OtherList => {
            different(LIST, "daftar bukan yang sidiknya dicatat", "list.txt", ceremony.list_hash.clone())
        }
        DrawError::DoesNotOpen { name } => {
            different(DRAW, "rahasia yang dibuka bukan yang dijanjikan", name, "commitment".into())
        }
        DrawError::CommittedOutOfTurn { name } => {
            different(DRAW, "janji tidak pada gilirannya", name, "list, commitments, reveals".into())
        }
        DrawError::Copied { name } => {
            different(DRAW, "janji atau rahasia sama dengan yang lain", name, "own".into())
        }
        DrawError::Stranger { name } => different(DRAW, "membuka rahasia tanpa janji", name, "(none)".into()),
        DrawError::NoStandIn { .. } => {
            unclear(DRAW, "ada yang tidak membuka rahasianya dan tidak ada pengganti")
        }
        DrawError::List => unclear(LIST, "daftar kosong, tidak urut, atau menyebut sesuatu dua kali"),
        DrawError::TooFewDrawers => unclear(DRAW, "pengundi kurang dari tiga"),
        DrawError::Name { .. } => unclear(DRAW, "nama pengundi kosong atau disebut dua kali"),
        DrawError::Hex { .. } => unclear(DRAW, "janji dan rahasia adalah 64 angka heksadesimal kecil"),
    }
}

fn first_difference(drawn: &Drawn, finished: &Finished, order: &[String]) -> Option<Difference> {
    let found = |file: &str, row, what, in_file: String, computed: String| {
        Some(Difference { file: file.to_owned(), row, what, in_file, computed })
    };
    if finished.seed != drawn.seed {
        let what = Message::new("benih undian", "the seed");
        return found(DRAWN, None, what, finished.seed.clone(), drawn.seed.clone());
    }
    if finished.replaced != drawn.replaced {
        let what = Message::new("siapa menggantikan siapa", "who stood in for whom");
        return found(DRAWN, None, what, replaced(&finished.replaced), replaced(&drawn.replaced));
    }
    let longest = order.len().max(drawn.order.len());
    let row = (0..longest).find(|index| order.get(*index) != drawn.order.get(*index))?;
    let cell = |list: &[String]| list.get(row).cloned().unwrap_or_else(|| "(kosong/empty)".to_owned());
    let what = Message::new("urutan undian", "the order drawn");
    found(ORDER, u64::try_from(row + 1).ok(), what, cell(order), cell(&drawn.order))
}

fn replaced(pairs: &[Replaced]) -> String {
    let pairs: Vec<String> = pairs.iter().map(|pair| format!("{} <- {}", pair.drawer, pair.by)).collect();
    if pairs.is_empty() { "(tidak ada/nobody)".to_owned() } else { pairs.join(", ") }
}

fn notes(ceremony: &Ceremony, drawn: &Drawn) -> Vec<Message> {
    let (count, purpose) = (drawn.order.len(), &ceremony.purpose);
    let mut notes = vec![Message::new(
        format!("SAMA. Undian \"{purpose}\" atas {count} baris diulang: urutannya sama."),
        format!("THE SAME. The draw over {count} lines was repeated: the same order."),
    )];
    notes.extend(drawn.replaced.iter().map(|pair| {
        Message::new(
            format!(
                "{} tidak menjanjikan atau tidak membuka rahasianya, digantikan {}.",
                pair.drawer, pair.by
            ),
            format!("{} did not commit or did not reveal, and was replaced by {}.", pair.drawer, pair.by),
        )
    }));
    notes.push(Message::new(
        "Nomor urut catatan dan janji yang tidak dibuka dibaca dari draw.json; cocokkan dengan catatan publik.",
        "Places in the record and unopened commitments are as draw.json states them; compare them with the record.",
    ));
    notes
}
