//! A crawler finds every public page by the site map that robots.txt names.
use server::{catalog::load::Progress, load};

use super::committee::Committee;
use crate::{
    catalog::Files,
    support::{AGENCY, TestApp},
};

fn locations(xml: &str) -> Vec<String> {
    xml.split("<loc>").skip(1).map(|rest| rest.split("</loc>").next().unwrap().to_owned()).collect()
}

/// The path of an address of ours.
fn path(address: &str) -> &str {
    address.strip_prefix("http://127.0.0.1:8080").unwrap()
}

#[actix_web::test]
async fn from_robots_to_each_vacancy() {
    let (app, files) = (TestApp::start_with_pages().await, Files::new());
    load::all(&app.state, files.path(), Progress::Silent).await.unwrap();
    let (committee, id) = Committee::published(&app).await;
    let robots = app.page("/robots.txt").await.2;
    assert!(robots.contains("Disallow: /petugas\n"));
    let index = robots.lines().find_map(|line| line.strip_prefix("Sitemap: ")).unwrap();
    let (status, headers, index) = app.page(path(index)).await;
    assert_eq!((status, &headers["content-type"]), (200, &"application/xml; charset=utf-8".parse().unwrap()));
    let maps = locations(&index);
    let names: Vec<_> = maps.iter().map(|map| path(map)).collect();
    let wanted = ["/sitemaps/pages.xml", "/sitemaps/current-1.xml", "/sitemaps/archive-1.xml"];
    assert_eq!(names, wanted, "current ones come before the archive");
    let pages = locations(&app.page("/sitemaps/pages.xml").await.2);
    assert!(pages.iter().any(|page| path(page) == format!("/seleksi/{AGENCY}/{}", committee.round)));
    let (_, _, current) = app.page("/sitemaps/current-1.xml").await;
    assert_eq!(locations(&current), [format!("http://127.0.0.1:8080/formasi/{id}")]);
    assert!(current.contains("<lastmod>2026-11-02T02:00:00Z</lastmod>"));
    let archive = locations(&app.page("/sitemaps/archive-1.xml").await.2);
    assert_eq!(archive.len(), 3);
    for page in archive {
        assert_eq!(app.page(path(&page)).await.0, 200, "{page}");
    }
    for none in
        ["/sitemaps/archive-2.xml", "/sitemaps/archive-0.xml", "/sitemaps/x.xml", "/sitemaps/current-1"]
    {
        assert_eq!(app.page(none).await.0, 404, "{none}");
    }
}

#[actix_web::test]
async fn what_is_in_preparation_is_not_on_the_map() {
    let app = TestApp::start_with_pages().await;
    let mut committee = Committee::begin(&app, "internal").await;
    committee.vacancy(super::committee::vacancy()).await;
    assert_eq!(locations(&app.page("/sitemap.xml").await.2).len(), 1, "the pages without an object");
    assert!(!app.page("/sitemaps/pages.xml").await.2.contains(&committee.round));
}
