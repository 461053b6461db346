//! Anybody checks a certificate at its random address.
use actix_web::web;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::store;
use crate::{
    http::{Answer, Place},
    identity::Guard,
    kernel::{Problem, State, drawing, permission::Public, problem::NOT_FOUND},
    record::log::proof::{self, PROOF_NOT_YET},
};

/// That and why a certificate does not stand any more.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct CertificateRevocation {
    /// `issued_by_mistake`, `wrong_data` or `result_reversed`.
    #[schema(example = "wrong_data")]
    pub reason: String,
    #[schema(example = "2026-12-20T03:00:00Z")]
    pub revoked_at: DateTime<Utc>,
    /// Commitment of the revocation's leaf in the public record, as hexadecimal.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub leaf_commit: String,
}

/// A square code that leads to the certificate's page: `path` draws its dark modules on a grid of `size`.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct CertificateCode {
    #[schema(example = 33)]
    pub size: usize,
    #[schema(example = "M0 0h1v1h-1z")]
    pub path: String,
}

/// The card of the certificate's leaf: place and promise of the public record, with nothing of what it says.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct CertificateProof {
    /// At most 500 bytes; what the code holds.
    #[schema(example = "terang/card/v1\nindex 1203\n…")]
    pub text: String,
    pub code: CertificateCode,
}

/// What a certificate says, and whether it stands.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct Certificate {
    #[schema(example = "7QK4-M2XN-8HJ3-PW5T-9ZRB-4CVD")]
    pub address: String,
    #[schema(example = "Contoh Rekaan")]
    pub holder_name: String,
    #[schema(example = "Pelayanan publik yang ramah dan efisien")]
    pub course_title: String,
    /// Hours of training (JP) that were attended.
    #[schema(example = 8)]
    pub hours: i32,
    #[schema(example = "2026-12-07")]
    pub first_day: NaiveDate,
    #[schema(example = "2026-12-08")]
    pub last_day: NaiveDate,
    #[schema(example = "Pemerintah Kota Sawahlunto")]
    pub issuer_name: String,
    #[schema(example = "Asia/Jakarta")]
    pub zone: String,
    #[schema(example = "2026-12-10T03:00:00Z")]
    pub issued_at: DateTime<Utc>,
    /// Commitment of the certificate's leaf in the public record, as hexadecimal.
    #[schema(example = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae")]
    pub leaf_commit: String,
    /// Nothing while the record has no key here.
    pub proof: Option<CertificateProof>,
    pub revocation: Option<CertificateRevocation>,
    /// Where people read this page.
    #[schema(example = "https://terang.example/sertifikat/7QK4-M2XN-8HJ3-PW5T-9ZRB-4CVD")]
    pub page: String,
    pub code: CertificateCode,
}

fn code(text: &str) -> Result<CertificateCode, Problem> {
    let drawing::QrDrawing { size, path } = drawing::qr(text)?;
    Ok(CertificateCode { size, path })
}

/// Check a certificate.
///
/// Nothing leads from one certificate to another: who knows the address may read it.
#[utoipa::path(get, path = "/api/v1/certificates/{address}", operation_id = "check_certificate", tag = "training",
    params(("address" = String, Path, example = "7QK4-M2XN-8HJ3-PW5T-9ZRB-4CVD")),
    responses((status = 200, body = Certificate, description = "The certificate, standing or revoked")))]
pub async fn check_certificate(
    _guard: Guard<Public>,
    state: web::Data<State>,
    place: Place<String>,
) -> Result<Answer<Certificate>, Problem> {
    let address = place.0.to_ascii_uppercase();
    let mut connection = state.read().await?;
    let found = store::certificate_at(&mut connection, &address).await?;
    let found = found.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let proof = match proof::card(&state, &mut connection, &found.agency_id, found.leaf_id).await {
        Ok(text) => Some(CertificateProof { code: code(&text)?, text }),
        Err(problem) if problem.code.code == PROOF_NOT_YET.code => None,
        Err(problem) => return Err(problem),
    };
    let hex = |bytes: &[u8]| data_encoding::HEXLOWER.encode(bytes);
    let page = format!("{}/sertifikat/{}", state.settings().public_address, found.address);
    let revocation = match (found.revoked_reason, found.revoked_at, found.revocation_leaf_commit) {
        (Some(reason), Some(revoked_at), Some(commit)) => {
            Some(CertificateRevocation { reason, revoked_at, leaf_commit: hex(&commit) })
        }
        _ => None,
    };
    Ok(Answer::ok(Certificate {
        code: code(&page)?,
        page,
        address: found.address,
        holder_name: found.holder_name,
        course_title: found.course_title,
        hours: found.hours,
        first_day: found.first_day,
        last_day: found.last_day,
        issuer_name: found.issuer_name,
        zone: found.zone,
        issued_at: found.issued_at,
        leaf_commit: hex(&found.leaf_commit),
        proof,
        revocation,
    }))
}
