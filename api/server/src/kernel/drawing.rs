//! A QR code as the path of a drawing.
use std::fmt::Write as _;

use fast_qr::QRBuilder;

use super::{Problem, problem::INTERNAL};

/// Width and height in modules, and an SVG path of the dark ones.
pub struct QrDrawing {
    pub size: usize,
    pub path: String,
}

pub fn qr(text: &str) -> Result<QrDrawing, Problem> {
    let made = QRBuilder::new(text).build();
    let made = made.map_err(|error| Problem::new(&INTERNAL).inside(format!("no code: {error:?}")))?;
    let mut path = String::new();
    for (at, module) in made.data.iter().take(made.size * made.size).enumerate() {
        if module.value() {
            let (x, y) = (at % made.size, at / made.size);
            write!(path, "M{x} {y}h1v1h-1z").map_err(|error| Problem::new(&INTERNAL).inside(error))?;
        }
    }
    Ok(QrDrawing { size: made.size, path })
}
