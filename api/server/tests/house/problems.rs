//! Every problem code speaks both languages, means one thing, and stands on the page of messages.
use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{TestApp, document::DOCUMENT};

/// The `{name}` places of a text.
fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
}

#[test]
fn each_code_has_its_own_text_in_both_languages() {
    for code in server::api::codes() {
        let (id, en) = (code.title.id, code.title.en);
        assert!(id != en, "{} says the same in both languages", code.code);
        for text in [id, en] {
            // What happened and what to do does not fit into three words.
            assert!(text.split(' ').count() > 3, "{} says too little: {text}", code.code);
            assert!(text.ends_with('.'), "{} is no sentence: {text}", code.code);
        }
        assert_eq!(places(id), places(en), "{} fills other places in each language", code.code);
    }
}

#[test]
fn no_code_means_two_things() {
    assert_eq!(server::api::disputed(), Vec::<&str>::new());
}

#[actix_web::test]
async fn the_list_holds_every_code_that_the_document_names() {
    let app = TestApp::start().await;
    let listed = app.get("/api/v1/problems").await.expect(200).body;
    let listed: BTreeSet<_> =
        listed.as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect();
    let operations = DOCUMENT["paths"].as_object().unwrap().values().flat_map(|item| {
        item.as_object().unwrap().values().filter_map(|operation| operation["x-problems"].as_array())
    });
    let documented: BTreeSet<_> =
        operations.flatten().filter_map(Value::as_str).map(ToOwned::to_owned).collect();
    // The log's own addresses are C2SP's, and stand beside the document.
    let beside = ["checkpoint_unknown", "not_a_checkpoint", "not_a_witness"].map(str::to_owned);
    assert_eq!(listed, &documented | &BTreeSet::from(beside));
    assert!(listed.contains("window_closed"));
}
