//! The notices worker sends mail; the mailbox catches, refuses, keeps and shows it.

#![expect(clippy::unwrap_used, reason = "the helpers of tests may panic as tests do")]

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeZone, Utc};
use lettre::message::MultiPart;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use mailbox::{Error, Mailbox, Options};

const SOON: Duration = Duration::from_secs(5);

fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 24, 12, 0, 0).unwrap()
}

fn options() -> Options {
    Options::new(Arc::new(noon))
}

fn mail(to: &str, subject: &str) -> Message {
    Message::builder()
        .from("Terang <no-reply@terang.test>".parse().unwrap())
        .to(to.parse().unwrap())
        .subject(subject)
        .message_id(Some(format!("<{}@terang.test>", subject.len())))
        .multipart(MultiPart::alternative_plain_html(
            "Halo Siti – buka http://127.0.0.1:8080/confirm?a=1&b=2.\n.titik di awal\n".to_owned(),
            "<p>Halo <b>Siti</b></p><script>alert(1)</script>".to_owned(),
        ))
        .unwrap()
}

fn sender(mailbox: &Mailbox) -> AsyncSmtpTransport<Tokio1Executor> {
    AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("127.0.0.1").port(mailbox.port()).build()
}

#[tokio::test]
async fn siti_finds_her_confirmation_with_both_versions() {
    let mailbox = Mailbox::start(options()).unwrap();
    let sender = sender(&mailbox);
    sender.send(mail("budi@example.test", "Undangan")).await.unwrap();
    sender.send(mail("siti@example.test", "Selesaikan pendaftaran – hari ini")).await.unwrap();
    let found = mailbox.wait_for("SITI@example.test", "Selesaikan pendaftaran", SOON).await.unwrap();
    assert_eq!(found.subject, "Selesaikan pendaftaran – hari ini");
    assert_eq!(found.from, "no-reply@terang.test");
    assert_eq!(found.to, ["siti@example.test"]);
    assert_eq!(found.message_id, "35@terang.test");
    assert_eq!(found.received, noon());
    assert!(found.text.contains("Halo Siti – buka") && found.text.contains("\n.titik di awal"), "{found:?}");
    assert!(found.html.contains("<b>Siti</b>"));
    assert_eq!(mailbox.messages().len(), 2);
}

#[tokio::test]
async fn who_waits_is_told_as_soon_as_the_mail_comes_and_not_for_ever() {
    let mailbox = Mailbox::start(options()).unwrap();
    let never = mailbox.wait_for("siti@example.test", "Hasil", Duration::from_millis(50)).await;
    assert!(matches!(never, Err(Error::NotCaught(_))));
    let sender = sender(&mailbox);
    let (found, sent) = tokio::join!(mailbox.wait_for("siti@example.test", "Hasil", SOON), async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        sender.send(mail("siti@example.test", "Hasil seleksi")).await
    });
    sent.unwrap();
    assert_eq!(found.unwrap().subject, "Hasil seleksi");
}

#[tokio::test]
async fn a_refused_delivery_is_temporary_and_is_not_kept() {
    let mailbox = Mailbox::start(options()).unwrap();
    let sender = sender(&mailbox);
    mailbox.refuse_next(2);
    for _ in 0..2 {
        let refused = sender.send(mail("siti@example.test", "Hasil")).await.unwrap_err();
        assert!(refused.is_transient(), "{refused}");
    }
    assert!(mailbox.messages().is_empty());
    sender.send(mail("siti@example.test", "Hasil")).await.unwrap();
    assert_eq!(mailbox.messages().len(), 1);
}

#[tokio::test]
async fn a_delivery_whose_answer_was_lost_comes_twice_with_one_message_id() {
    let mailbox = Mailbox::start(options()).unwrap();
    let sender = sender(&mailbox);
    mailbox.lose_answer_next(1);
    assert!(sender.send(mail("siti@example.test", "Hasil")).await.unwrap_err().is_transient());
    sender.send(mail("siti@example.test", "Hasil")).await.unwrap();
    let ids: Vec<String> = mailbox.messages().into_iter().map(|message| message.message_id).collect();
    assert_eq!(ids, ["5@terang.test", "5@terang.test"]);
}

#[tokio::test]
async fn a_message_too_large_is_refused_for_good_and_the_next_one_comes_through() {
    let mailbox = Mailbox::start(options()).unwrap();
    let sender = sender(&mailbox);
    let large = Message::builder()
        .from("no-reply@terang.test".parse().unwrap())
        .to("siti@example.test".parse().unwrap())
        .body("x".repeat(9 * 1024 * 1024))
        .unwrap();
    assert!(sender.send(large).await.unwrap_err().is_permanent());
    sender.send(mail("siti@example.test", "Hasil")).await.unwrap();
    assert_eq!(mailbox.messages().len(), 1);
}

#[tokio::test]
async fn only_the_newest_are_kept_and_a_folder_outlives_a_restart() {
    let home = tempfile::tempdir().unwrap();
    let folder = Some(home.path().join("mail"));
    let first = Mailbox::start(Options { keep: 2, folder: folder.clone(), ..options() }).unwrap();
    let sending = sender(&first);
    for subject in ["satu", "dua", "tiga"] {
        sending.send(mail("siti@example.test", subject)).await.unwrap();
    }
    drop(first);
    let again = Mailbox::start(Options { keep: 2, folder, ..options() }).unwrap();
    let subjects: Vec<String> = again.messages().into_iter().map(|message| message.subject).collect();
    assert_eq!(subjects, ["dua", "tiga"]);
    sender(&again).send(mail("siti@example.test", "empat")).await.unwrap();
    assert_eq!(again.messages().iter().map(|message| message.number).collect::<Vec<_>>(), [3, 4]);
}

#[tokio::test]
async fn the_pages_show_the_mail_without_running_anything_in_it() {
    let mailbox = Mailbox::start(options()).unwrap();
    let pages = mailbox.serve_pages(([127, 0, 0, 1], 0).into()).unwrap();
    let base = format!("http://127.0.0.1:{}", pages.port());
    let empty = reqwest::get(&base).await.unwrap().text().await.unwrap();
    assert!(empty.contains("Belum ada surat"));
    sender(&mailbox).send(mail("siti@example.test", "Hasil <b>tebal</b>")).await.unwrap();

    let list = reqwest::get(&base).await.unwrap();
    assert!(list.headers()["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"));
    let list = list.text().await.unwrap();
    assert!(list.contains("href=\"/messages/1\"") && list.contains("Hasil &lt;b&gt;tebal"), "{list}");

    let page = reqwest::get(format!("{base}/messages/1")).await.unwrap().text().await.unwrap();
    let link = "<a href=\"http://127.0.0.1:8080/confirm?a=1&amp;b=2\">";
    assert!(page.contains(link), "{page}");
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script"), "{page}");
    assert!(page.contains("sandbox=\"allow-popups allow-popups-to-escape-sandbox\""));
    assert_eq!(reqwest::get(format!("{base}/messages/2")).await.unwrap().status(), 404);
}

#[test]
fn an_address_that_others_can_reach_is_refused() {
    let open = Options { address: ([0, 0, 0, 0], 0).into(), ..options() };
    assert!(matches!(Mailbox::start(open), Err(Error::NotLoopback(_))));
    let mailbox = Mailbox::start(options()).unwrap();
    assert!(matches!(mailbox.serve_pages(([0, 0, 0, 0], 0).into()), Err(Error::NotLoopback(_))));
}

#[tokio::test]
async fn a_dropped_mailbox_frees_its_port() {
    let mailbox = Mailbox::start(options()).unwrap();
    let port = mailbox.port();
    let sending = sender(&mailbox);
    sending.send(mail("siti@example.test", "Hasil")).await.unwrap();
    drop((mailbox, sending));
    let began = std::time::Instant::now();
    while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
        assert!(began.elapsed() < SOON, "the port is still served");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
