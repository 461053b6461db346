//! The guard: a handler's first argument, whose type names the permission that the route needs.
use std::{
    future::{Ready, ready},
    marker::PhantomData,
};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, http::header, web};
use utoipa::openapi::{path::Operation, security::SecurityRequirement};
use uuid::Uuid;

use super::{
    model::{Grant, Scope, Signed},
    store, token,
};
use crate::{
    http::{
        layer::{language, trace_id},
        routes::{Documented, Guards, document_problems},
    },
    kernel::{
        Code, Language, Problem, State,
        permission::{Permission, Role, Who},
        problem::NOT_FOUND,
        reading,
    },
    record::Actor,
};

pub static SIGN_IN_REQUIRED: Code = Code::new(
    "sign_in_required",
    401,
    "Anda perlu masuk dulu. Isian Anda tetap tersimpan di layar ini.",
    "You need to sign in first. What you typed stays on this screen.",
);
pub static SECOND_FACTOR_REQUIRED: Code = Code::new(
    "second_factor_required",
    403,
    "Tugas petugas memerlukan kode dari aplikasi autentikator. Masukkan kode itu, lalu ulangi.",
    "Officer work needs a code from your authenticator app. Enter it and try again.",
);
pub static STEP_UP_REQUIRED: Code = Code::new(
    "step_up_required",
    403,
    "Tindakan ini memerlukan kode autentikator yang baru (10 menit terakhir). Masukkan kode itu, lalu ulangi.",
    "This act needs a fresh authenticator code (last 10 minutes). Enter it and try again.",
);

/// Proof that the caller may use the route. Public routes have one too, without a signed-in account.
pub struct Guard<P> {
    signed: Option<Signed>,
    agency: Option<String>,
    pub language: Language,
    pub trace_id: String,
    permission: PhantomData<P>,
}

impl<P: Permission> Guard<P> {
    /// The signed-in account.
    pub fn signed(&self) -> Result<&Signed, Problem> {
        self.signed.as_ref().ok_or_else(|| Problem::new(&SIGN_IN_REQUIRED))
    }

    /// The agency of the route; grants of other agencies are already out of sight.
    pub fn agency(&self) -> Result<&str, Problem> {
        self.agency.as_deref().ok_or_else(|| Problem::new(&NOT_FOUND))
    }

    /// Grants with a role that this permission accepts, in the agency of the route.
    pub fn grants(&self) -> impl Iterator<Item = &Grant> {
        self.signed.iter().flat_map(|signed| accepted::<P>(signed, self.agency.as_deref()))
    }

    /// Refuses, as if it did not exist, an object that no grant of the caller covers.
    pub fn covers(&self, object: Scope) -> Result<(), Problem> {
        let covered = self.grants().any(|grant| grant.scope.covers(object));
        if covered { Ok(()) } else { Err(Problem::new(&NOT_FOUND)) }
    }

    /// Who acts, for the record: the role that opened this route.
    pub fn actor(&self) -> Actor {
        let role = match (self.grants().next(), &self.signed) {
            (Some(grant), _) => grant.role.code(),
            (None, Some(_)) => "applicant",
            (None, None) => "visitor",
        };
        Actor {
            account_id: self.signed.as_ref().map(|signed| signed.account_id),
            role: role.to_owned(),
            trace_id: self.trace_id.clone(),
        }
    }

    /// The signed-in account's id.
    pub fn account_id(&self) -> Result<Uuid, Problem> {
        Ok(self.signed()?.account_id)
    }

    /// The signed-in account's person.
    pub fn person_id(&self) -> Result<Uuid, Problem> {
        Ok(self.signed()?.person_id)
    }
}

fn roles(who: Who) -> &'static [Role] {
    match who {
        Who::Roles(roles) | Who::RolesFresh(roles) => roles,
        Who::Anyone | Who::SignedIn => &[],
    }
}

fn accepted<'a, P: Permission>(
    signed: &'a Signed,
    agency: Option<&'a str>,
) -> impl Iterator<Item = &'a Grant> {
    signed.grants.iter().filter(move |grant| {
        roles(P::WHO).contains(&grant.role) && agency.is_none_or(|agency| agency == grant.agency_id)
    })
}

impl<P: Permission> Guards for Guard<P> {
    type Permission = P;

    async fn admit(request: &HttpRequest) -> Result<(), Problem> {
        if P::WHO == Who::Anyone {
            return Ok(());
        }
        reading::personal();
        let signed = look_up(request).await?.ok_or_else(|| Problem::new(&SIGN_IN_REQUIRED))?;
        check::<P>(request, &signed)?;
        request.extensions_mut().insert(signed);
        Ok(())
    }
}

impl<P: Permission> FromRequest for Guard<P> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    /// `admit` has let this request in and left behind who is signed in.
    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let signed = request.extensions().get::<Signed>().cloned();
        if signed.is_none() && P::WHO != Who::Anyone {
            return ready(Err(Problem::new(&SIGN_IN_REQUIRED)));
        }
        ready(Ok(Self {
            signed,
            agency: agency(request),
            language: language(request),
            trace_id: trace_id(request),
            permission: PhantomData,
        }))
    }
}

/// The agency in the route's address.
fn agency(request: &HttpRequest) -> Option<String> {
    request.match_info().get("agency").map(str::to_owned)
}

/// Sessions and grants are looked up on each request, so that an ended one ends at once.
async fn look_up(request: &HttpRequest) -> Result<Option<Signed>, Problem> {
    let Some(state) = request.app_data::<web::Data<State>>() else { return Ok(None) };
    let bearer = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let Some(text) = bearer.and_then(|value| value.strip_prefix("Bearer ")) else { return Ok(None) };
    let now = state.clock().now();
    let Some(claims) = token::read(state.keys(), text, now) else { return Ok(None) };
    let mut connection = state.primary().await?;
    store::signed(&mut connection, claims.sub, claims.sid, now, state.settings().demo).await
}

fn check<P: Permission>(request: &HttpRequest, signed: &Signed) -> Result<(), Problem> {
    if P::WHO == Who::SignedIn {
        return Ok(());
    }
    if accepted::<P>(signed, agency(request).as_deref()).next().is_none() {
        return Err(Problem::new(&NOT_FOUND));
    }
    if signed.second_factor_at.is_none() {
        return Err(Problem::new(&SECOND_FACTOR_REQUIRED));
    }
    let now = request.app_data::<web::Data<State>>().map(|state| state.clock().now());
    let fresh = now.is_some_and(|now| signed.stepped_up(now));
    match P::WHO {
        Who::RolesFresh(_) if !fresh => Err(Problem::new(&STEP_UP_REQUIRED)),
        _ => Ok(()),
    }
}

impl<P: Permission> Documented for Guard<P> {
    fn document(operation: &mut Operation) {
        if P::WHO == Who::Anyone {
            return;
        }
        operation.security = Some(vec![SecurityRequirement::new("access_token", Vec::<String>::new())]);
        document_problems(operation, &[&SIGN_IN_REQUIRED]);
        if matches!(P::WHO, Who::Roles(_) | Who::RolesFresh(_)) {
            document_problems(operation, &[&NOT_FOUND, &SECOND_FACTOR_REQUIRED]);
        }
        if matches!(P::WHO, Who::RolesFresh(_)) {
            document_problems(operation, &[&STEP_UP_REQUIRED]);
        }
    }
}
