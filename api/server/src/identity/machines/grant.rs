//! `machine_token`: the client credentials grant of RFC 6749 section 4.4, in its own form and with its own errors.
use std::pin::Pin;

use actix_web::{
    FromRequest, HttpMessage, HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    dev::Payload,
    http::{StatusCode, header},
    web,
};
use serde::{Deserialize, Serialize};
use utoipa::{
    ToSchema,
    openapi::{path::Operation, security::SecurityRequirement},
};
use uuid::Uuid;

use super::secret::hash;
use crate::{
    http::{Documented, body::BODY_TOO_LARGE, layer},
    identity::{
        Guard,
        attempt::{self, Limit},
        device::Device,
        model::ACCESS_MINUTES,
        store::machines::{self as store, MachineRow},
        token,
    },
    kernel::{Code, Language, Problem, State, permission::Public},
    record::write,
};

pub static INVALID_CLIENT: Code = Code::new(
    "invalid_client",
    401,
    "Klien atau rahasianya tidak cocok, atau klien ini tidak berlaku lagi. Periksa keduanya, atau minta administrator instansi membuat rahasia baru.",
    "Client or secret do not match, or this client is no longer in force. Check both, or ask the agency's administrator for a new secret.",
);
pub static INVALID_REQUEST: Code = Code::new(
    "invalid_request",
    400,
    "Kirim formulir dengan grant_type, dan kredensial hanya dengan satu cara: HTTP Basic atau isi formulir.",
    "Send a form with grant_type, and the credentials in one way only: HTTP Basic or the form.",
);
pub static INVALID_SCOPE: Code = Code::new(
    "invalid_scope",
    400,
    "Klien ini tidak memegang semua hak yang diminta. Minta hak yang lebih sedikit, atau usulkan klien dengan hak itu.",
    "This client does not hold every scope that was asked for. Ask for fewer, or have a client with that scope proposed.",
);
pub static UNSUPPORTED_GRANT_TYPE: Code = Code::new(
    "unsupported_grant_type",
    400,
    "Di sini hanya ada grant_type client_credentials. Kirim permintaan lagi dengan grant_type itu.",
    "Only grant_type client_credentials is offered here. Send the request again with that grant_type.",
);

/// Wrong secrets of one client from one address within a quarter of an hour: whoever knows an id locks nobody out.
const TRIES: i32 = 20;
/// Tries from one address.
const TRIES_FROM_ADDRESS: i32 = 300;

/// The form of RFC 6749 section 4.4.2. What else is in it is not looked at.
#[derive(Default, Deserialize, ToSchema)]
pub struct TokenRequest {
    #[schema(example = "client_credentials", nullable = false)]
    pub grant_type: Option<String>,
    /// A part of the client's scopes, with spaces between; all of them when absent.
    #[schema(example = "employee.manage", nullable = false)]
    pub scope: Option<String>,
    /// Where HTTP Basic is not used.
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", nullable = false)]
    pub client_id: Option<String>,
    #[schema(example = "terang_Zk2k0bq3m1x5W7y9A1c3E5g7I9k1M3o5Q7s9U1w3Y5a", nullable = false)]
    pub client_secret: Option<String>,
}

/// The answer of RFC 6749 section 5.1.
#[derive(Serialize, ToSchema)]
pub struct MachineToken {
    #[schema(example = "eyJhbGciOiJIUzI1NiJ9.e30.c2ln")]
    pub access_token: String,
    #[schema(example = "Bearer")]
    pub token_type: String,
    /// Seconds that the token is valid.
    #[schema(example = 600)]
    pub expires_in: i64,
    #[schema(example = "employee.manage run.see")]
    pub scope: String,
}

/// The error of RFC 6749 section 5.2, with our `code` and `trace_id` beside it.
#[derive(Serialize, ToSchema)]
pub struct TokenRefusal {
    #[schema(example = "invalid_client")]
    pub error: String,
    /// In the language of `Accept-Language`.
    #[schema(example = "Klien atau rahasianya tidak cocok.")]
    pub error_description: String,
    /// The same as `error`, where problems of other routes have theirs.
    #[schema(example = "invalid_client")]
    pub code: String,
    #[schema(example = "0193a5b2c3d47e5f8a9b0c1d2e3f4a5b")]
    pub trace_id: String,
}

/// What the client says it is, and what it wants; whatever is wrong with the form is told in RFC 6749's way.
pub struct Asked {
    form: Option<TokenRequest>,
    /// Present when the header is; empty when it is not Basic.
    basic: Option<Option<(String, String)>>,
    language: Language,
    trace_id: String,
}

impl FromRequest for Asked {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (language, trace_id) = (layer::language(request), layer::trace_id(request));
        let header = request.headers().get(header::AUTHORIZATION);
        let basic = header.map(|value| value.to_str().ok().and_then(basic));
        let is_form = request.content_type().eq_ignore_ascii_case("application/x-www-form-urlencoded");
        let bytes = web::Bytes::from_request(request, payload);
        Box::pin(async move {
            let bytes = bytes.await.map_err(|_| Problem::new(&BODY_TOO_LARGE))?;
            let text = std::str::from_utf8(&bytes).ok().filter(|_| is_form);
            let form = text.and_then(|text| web::Query::from_query(text).ok()).map(web::Query::into_inner);
            Ok(Self { form, basic, language, trace_id })
        })
    }
}

impl Documented for Asked {
    fn document(operation: &mut Operation) {
        operation.security = Some(vec![SecurityRequirement::new("machine_secret", Vec::<String>::new())]);
    }

    fn problems() -> Vec<&'static Code> {
        vec![&BODY_TOO_LARGE]
    }
}

/// Id and secret of HTTP Basic, each in the form's own encoding (RFC 6749 section 2.3.1).
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, code) = header.split_once(' ')?;
    let text = String::from_utf8(data_encoding::BASE64.decode(code.trim().as_bytes()).ok()?).ok()?;
    let (id, secret) = text.split_once(':').filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let plain = |text: &str| {
        let decoded = url::form_urlencoded::parse(text.as_bytes()).next();
        decoded.map(|(name, _)| name.into_owned()).unwrap_or_default()
    };
    Some((plain(id), plain(secret)))
}

impl Asked {
    /// The form, and the credentials that came in exactly one way.
    fn parts(self) -> Result<(TokenRequest, String, String), &'static Code> {
        let form = self.form.ok_or(&INVALID_REQUEST)?;
        match form.grant_type.as_deref() {
            None => return Err(&INVALID_REQUEST),
            Some("client_credentials") => {}
            Some(_) => return Err(&UNSUPPORTED_GRANT_TYPE),
        }
        let (id, secret) = match (self.basic, form.client_id.clone(), form.client_secret.clone()) {
            (Some(_), _, Some(_)) => return Err(&INVALID_REQUEST),
            (Some(basic), _, None) => basic.ok_or(&INVALID_CLIENT)?,
            (None, Some(id), Some(secret)) => (id, secret),
            (None, ..) => return Err(&INVALID_CLIENT),
        };
        Ok((form, id, secret))
    }
}

/// A token, or a refusal that OAuth libraries understand.
pub enum TokenAnswer {
    Given(MachineToken),
    Refused(TokenRefusal, StatusCode),
}

impl TokenAnswer {
    fn refused(code: &Code, language: Language, trace_id: String) -> Self {
        let refusal = TokenRefusal {
            error: code.code.into(),
            error_description: code.title.get(language).into(),
            code: code.code.into(),
            trace_id,
        };
        Self::Refused(refusal, StatusCode::from_u16(code.status).unwrap_or(StatusCode::BAD_REQUEST))
    }
}

impl Responder for TokenAnswer {
    type Body = BoxBody;

    fn respond_to(self, _request: &HttpRequest) -> HttpResponse {
        match self {
            Self::Given(token) => HttpResponse::Ok().json(token),
            Self::Refused(refusal, status) => {
                let mut response = HttpResponse::build(status);
                if status == StatusCode::UNAUTHORIZED {
                    response.insert_header((header::WWW_AUTHENTICATE, "Basic realm=\"terang\""));
                }
                response.json(refusal)
            }
        }
    }
}

/// Get a token for a machine client.
///
/// RFC 6749 section 4.4, with HTTP Basic or with the credentials in the form. The token is good for ten minutes; there
/// is no refresh token. What the form or the client lacks is refused in the shape of RFC 6749, all else as a problem.
#[utoipa::path(post, path = "/api/v1/oauth/token", operation_id = "machine_token", tag = "identity",
    request_body(content = TokenRequest, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, body = MachineToken, description = "A token"),
        (status = 400, body = TokenRefusal, description = "The request cannot be answered"),
        (status = 401, body = TokenRefusal, description = "The client is not let in")))]
pub async fn machine_token(
    guard: Guard<Public>,
    state: web::Data<State>,
    device: Device,
    asked: Asked,
) -> Result<TokenAnswer, Problem> {
    let (language, trace_id) = (asked.language, asked.trace_id.clone());
    let refused = |code: &Code| Ok(TokenAnswer::refused(code, language, trace_id));
    let (form, id, secret) = match asked.parts() {
        Ok(parts) => parts,
        Err(code) => return refused(code),
    };
    let bucket = format!("{id} {}", device.address);
    let limits = [
        Limit { name: "machine.client", value: &bucket, times: TRIES, minutes: 15 },
        Limit { name: "machine.address", value: &device.address, times: TRIES_FROM_ADDRESS, minutes: 15 },
    ];
    attempt::count(&state, &guard.actor(), &limits).await?;
    let Some((client, secret_id)) = known(&state, &id, &secret).await? else {
        return refused(&INVALID_CLIENT);
    };
    let Some(scopes) = chosen(&client, form.scope.as_deref()) else { return refused(&INVALID_SCOPE) };
    attempt::forget(&state, &guard.actor(), "machine.client", &bucket).await?;
    let now = state.clock().now();
    write(&state, guard.actor(), async |write| {
        store::used(write.connection(), &client.agency_id, client.id, now).await
    })
    .await?;
    Ok(TokenAnswer::Given(MachineToken {
        access_token: token::issue_machine(state.keys(), client.id, secret_id, &scopes, now)?,
        token_type: "Bearer".into(),
        expires_in: ACCESS_MINUTES * 60,
        scope: scopes.join(" "),
    }))
}

/// The client whose secret this is, with the secret's id. An unknown client costs the same comparison.
async fn known(state: &State, id: &str, secret: &str) -> Result<Option<(MachineRow, Uuid)>, Problem> {
    let (now, given) = (state.clock().now(), hash(secret));
    let mut connection = state.primary().await?;
    let client = match Uuid::parse_str(id) {
        Ok(id) => store::in_force(&mut connection, id, now, state.settings().demo).await?,
        Err(_) => None,
    };
    let Some(client) = client else {
        token::same(state.keys(), &given, &[0; 32]);
        return Ok(None);
    };
    let working = store::working_secrets(&mut connection, &client.agency_id, &[client.id], now).await?;
    let right = working.iter().rfind(|known| token::same(state.keys(), &given, &known.hash));
    Ok(right.map(|secret| secret.id).map(|secret| (client, secret)))
}

/// All scopes of the client, or those asked for when it holds each of them.
fn chosen(client: &MachineRow, asked: Option<&str>) -> Option<Vec<String>> {
    let asked: Vec<&str> = asked.unwrap_or_default().split_whitespace().collect();
    if asked.is_empty() {
        return Some(client.scopes.clone());
    }
    let held = asked.iter().all(|scope| client.scopes.iter().any(|held| held == scope));
    let wanted = client.scopes.iter().filter(|held| asked.contains(&held.as_str()));
    held.then(|| wanted.cloned().collect())
}

#[cfg(test)]
mod tests {
    use super::basic;

    #[test]
    fn basic_credentials_are_read_as_rfc_6749_writes_them() {
        let header = |text: &str| format!("Basic {}", data_encoding::BASE64.encode(text.as_bytes()));
        let pair = |id: &str, secret: &str| Some((id.to_owned(), secret.to_owned()));
        assert_eq!(basic(&header("abc:terang_x-y")), pair("abc", "terang_x-y"));
        assert_eq!(basic(&header("a%3Ab:c+d%25")), pair("a:b", "c d%"));
        assert_eq!(basic("Bearer abc"), None);
        assert_eq!(basic("Basic ???"), None);
    }
}
