//! Files as people send them: scans, photos, torn uploads, and what a stranger might try.
#![allow(clippy::unwrap_used, reason = "a test that cannot build its fixture should stop")]
use std::{
    io::{Cursor, Write},
    process::{Command, Stdio},
};

use image::{ImageFormat, RgbImage};
use inspect::{PAGES_AT_MOST, Refusal, Sound, inspect};
use lopdf::{Document, Object, dictionary};

fn scan(pages: usize, catalog: Option<(&str, Object)>) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let parent = document.new_object_id();
    let page = |document: &mut Document| {
        let page = dictionary! {
            "Type" => "Page", "Parent" => parent,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        };
        Object::from(document.add_object(page))
    };
    let kids: Vec<Object> = (0..pages).map(|_| page(&mut document)).collect();
    let count = i64::try_from(pages).unwrap();
    let tree = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    document.objects.insert(parent, Object::Dictionary(tree));
    let mut root = dictionary! { "Type" => "Catalog", "Pages" => parent };
    if let Some((key, value)) = catalog {
        root.set(key, value);
    }
    let root = document.add_object(root);
    document.trailer.set("Root", root);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn photo(format: ImageFormat) -> Vec<u8> {
    let picture = RgbImage::from_fn(320, 240, |x, y| image::Rgb([(x % 255) as u8, (y % 255) as u8, 90]));
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

#[test]
fn scans_and_photos_are_known_by_their_content() {
    assert_eq!(inspect(&scan(3, None)), Ok(Sound::Pages { media_type: "application/pdf", pages: 3 }));
    for (format, media_type) in [(ImageFormat::Jpeg, "image/jpeg"), (ImageFormat::Png, "image/png")] {
        let seen = inspect(&photo(format));
        assert_eq!(seen, Ok(Sound::Picture { media_type, width: 320, height: 240 }));
    }
}

#[test]
fn what_is_no_document_is_refused() {
    for bytes in [&b""[..], b"GIF89a", b"<html>", b"MZ", b"PK\x03\x04", b" %PDF-1.7"] {
        assert_eq!(inspect(bytes), Err(Refusal::WrongType));
    }
}

#[test]
fn torn_files_are_refused() {
    for bytes in [photo(ImageFormat::Jpeg), photo(ImageFormat::Png), scan(2, None)] {
        let torn = bytes.get(..bytes.len() / 2).unwrap();
        assert_eq!(inspect(torn), Err(Refusal::Damaged));
    }
    assert_eq!(inspect(b"%PDF-1.7 nothing"), Err(Refusal::Damaged));
    assert_eq!(inspect(&scan(0, None)), Err(Refusal::Damaged));
}

#[test]
fn a_book_is_too_long() {
    assert_eq!(inspect(&scan(PAGES_AT_MOST + 1, None)), Err(Refusal::TooManyPages));
}

#[test]
fn what_runs_or_hides_is_refused_wherever_it_lies() {
    let script = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") };
    let launch = dictionary! { "S" => "Launch", "F" => Object::string_literal("cmd.exe") };
    let nested = Object::Array(vec![Object::Array(vec![Object::Dictionary(launch.clone())])]);
    for (key, value) in [
        ("OpenAction", Object::Dictionary(script.clone())),
        ("AA", Object::Dictionary(dictionary! { "O" => launch })),
        ("Names", Object::Dictionary(dictionary! { "EmbeddedFiles" => dictionary! {} })),
        ("AcroForm", Object::Dictionary(dictionary! { "XFA" => Object::string_literal("x") })),
        ("Extra", nested),
    ] {
        assert_eq!(inspect(&scan(1, Some((key, value)))), Err(Refusal::ActiveContent), "{key}");
    }
    let link = dictionary! { "S" => "URI", "URI" => Object::string_literal("https://example.test") };
    assert!(inspect(&scan(1, Some(("OpenAction", Object::Dictionary(link))))).is_ok());
}

#[test]
fn a_picture_that_grows_is_refused_before_it_is_decoded() {
    // A PNG head that promises 100,000 by 100,000 points.
    let mut bytes = photo(ImageFormat::Png);
    bytes.splice(16..24, [0, 1, 0x86, 0xA0, 0, 1, 0x86, 0xA0]);
    let refused = inspect(&bytes).unwrap_err();
    assert!(matches!(refused, Refusal::TooLarge | Refusal::Damaged), "{refused:?}");
}

/// What the program says about `bytes`, and whether it ended well.
fn program(bytes: &[u8]) -> (String, bool) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_terang-inspect"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    let out = child.wait_with_output().unwrap();
    (String::from_utf8(out.stdout).unwrap(), out.status.success())
}

#[test]
fn the_program_answers_in_json_under_its_limits() {
    assert_eq!(program(&scan(2, None)), (r#"{"media_type":"application/pdf","pages":2}"#.into(), true));
    assert_eq!(program(b"hello"), (r#"{"refusal":"wrong_type"}"#.into(), true));
    let seen = r#"{"media_type":"image/jpeg","width":320,"height":240}"#;
    assert_eq!(program(&photo(ImageFormat::Jpeg)), (seen.into(), true));
}
