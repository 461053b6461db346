//! The guard: a handler's first argument, whose type names the permission that the route needs.
use std::{
    future::{Ready, ready},
    marker::PhantomData,
};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, http::header, web};
use utoipa::openapi::{path::Operation, security::SecurityRequirement};
use uuid::Uuid;

use super::{
    machines::Machine,
    model::{Grant, Scope, Signed},
    store, token,
};
use crate::{
    http::{
        layer::{language, trace_id},
        routes::{Documented, Guards},
    },
    kernel::{
        Code, Language, Problem, State, limit,
        permission::{Permission, Role, Who},
        problem::NOT_FOUND,
        reading,
    },
    record::Actor,
};

pub static SIGN_IN_REQUIRED: Code = Code::new(
    "sign_in_required",
    401,
    "Anda perlu masuk dulu. Masuk, lalu ulangi; isian Anda tetap tersimpan di layar ini.",
    "You need to sign in first. Sign in and try again; what you typed stays on this screen.",
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

/// Who sent the request.
#[derive(Clone, Debug)]
pub enum Caller {
    Person(Signed),
    Machine(Machine),
}

/// Proof that the caller may use the route. Public routes have one too, without a signed-in account.
pub struct Guard<P> {
    caller: Option<Caller>,
    agency: Option<String>,
    pub language: Language,
    pub trace_id: String,
    permission: PhantomData<P>,
}

impl<P: Permission> Guard<P> {
    /// The signed-in account; a machine has none.
    pub fn signed(&self) -> Result<&Signed, Problem> {
        match &self.caller {
            Some(Caller::Person(signed)) => Ok(signed),
            Some(Caller::Machine(_)) | None => Err(Problem::new(&SIGN_IN_REQUIRED)),
        }
    }

    /// The agency of the route; grants of other agencies are already out of sight.
    pub fn agency(&self) -> Result<&str, Problem> {
        self.agency.as_deref().ok_or_else(|| Problem::new(&NOT_FOUND))
    }

    /// Grants with a role that this permission accepts, in the agency of the route.
    pub fn grants(&self) -> impl Iterator<Item = &Grant> {
        self.caller.iter().flat_map(|caller| accepted::<P>(caller, self.agency.as_deref()))
    }

    /// Refuses, as if it did not exist, an object that no grant of the caller covers.
    pub fn covers(&self, object: Scope) -> Result<(), Problem> {
        let covered = self.grants().any(|grant| grant.scope.covers(object));
        if covered { Ok(()) } else { Err(Problem::new(&NOT_FOUND)) }
    }

    /// Who acts, for the record: the role that opened this route.
    pub fn actor(&self) -> Actor {
        let (account_id, machine_id, role) = match (&self.caller, self.grants().next()) {
            (Some(Caller::Machine(machine)), _) => (None, Some(machine.client_id), "machine"),
            (Some(Caller::Person(signed)), Some(grant)) => (Some(signed.account_id), None, grant.role.code()),
            (Some(Caller::Person(signed)), None) => (Some(signed.account_id), None, "applicant"),
            (None, _) => (None, None, "visitor"),
        };
        Actor { account_id, machine_id, role: role.to_owned(), trace_id: self.trace_id.clone() }
    }

    /// The account or machine client, where it matters only whether two are the same.
    pub fn caller_id(&self) -> Result<Uuid, Problem> {
        self.actor().caller().ok_or_else(|| Problem::new(&SIGN_IN_REQUIRED))
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

/// A machine's grants count only where its scopes name this very permission, and in its own agency.
fn accepted<'a, P: Permission>(
    caller: &'a Caller,
    agency: Option<&'a str>,
) -> impl Iterator<Item = &'a Grant> {
    let (grants, anywhere) = match caller {
        Caller::Person(signed) => (signed.grants.as_slice(), agency.is_none()),
        Caller::Machine(machine) if machine.scopes.iter().any(|scope| scope == P::NAME) => {
            (machine.grants.as_slice(), false)
        }
        Caller::Machine(_) => (&[][..], false),
    };
    grants.iter().filter(move |grant| {
        roles(P::WHO).contains(&grant.role) && (anywhere || agency == Some(grant.agency_id.as_str()))
    })
}

impl<P: Permission> Guards for Guard<P> {
    type Permission = P;

    async fn admit(request: &HttpRequest) -> Result<(), Problem> {
        if P::WHO == Who::Anyone {
            return Ok(());
        }
        reading::personal();
        let caller = look_up(request).await?.ok_or_else(|| Problem::new(&SIGN_IN_REQUIRED))?;
        check::<P>(request, &caller)?;
        request.extensions_mut().insert(caller);
        Ok(())
    }
}

impl<P: Permission> FromRequest for Guard<P> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    /// `admit` has let this request in and left behind who is signed in.
    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let caller = request.extensions().get::<Caller>().cloned();
        if caller.is_none() && P::WHO != Who::Anyone {
            return ready(Err(Problem::new(&SIGN_IN_REQUIRED)));
        }
        ready(Ok(Self {
            caller,
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

/// What a token of ours says, if the request carries one that is still valid.
fn claims(request: &HttpRequest) -> Option<(&web::Data<State>, token::Claims)> {
    let state = request.app_data::<web::Data<State>>()?;
    let bearer = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")?;
    Some((state, token::read(state.keys(), bearer, state.clock().now())?))
}

/// Who a request is counted for, by its token alone.
pub fn counted(request: &HttpRequest) -> Option<(limit::Kind, Uuid)> {
    let (_, claims) = claims(request)?;
    let kind = if claims.scopes.is_some() { limit::Kind::Machine } else { limit::Kind::Account };
    Some((kind, claims.sub))
}

/// Sessions and grants are looked up on each request, so that an ended one ends at once.
async fn look_up(request: &HttpRequest) -> Result<Option<Caller>, Problem> {
    let Some((state, claims)) = claims(request) else { return Ok(None) };
    let mut connection = state.primary().await?;
    if let Some(scopes) = &claims.scopes {
        let machine = Machine::look_up(&mut connection, state, &claims, scopes).await?;
        return Ok(machine.map(Caller::Machine));
    }
    let (now, demo) = (state.clock().now(), state.settings().demo);
    let signed = store::signed(&mut connection, claims.sub, claims.sid, now, demo).await?;
    Ok(signed.map(Caller::Person))
}

fn check<P: Permission>(request: &HttpRequest, caller: &Caller) -> Result<(), Problem> {
    let in_force = accepted::<P>(caller, agency(request).as_deref()).next().is_some();
    let signed = match caller {
        Caller::Person(_) if P::WHO == Who::SignedIn => return Ok(()),
        Caller::Machine(_) if P::WHO == Who::SignedIn => return Err(Problem::new(&SIGN_IN_REQUIRED)),
        Caller::Machine(_) if in_force && P::WHO.for_machines() => return Ok(()),
        Caller::Person(signed) if in_force => signed,
        Caller::Person(_) | Caller::Machine(_) => return Err(Problem::new(&NOT_FOUND)),
    };
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
            operation.security = Some(Vec::new());
            return;
        }
        let mut ways = vec![SecurityRequirement::new("access_token", Vec::<String>::new())];
        if P::WHO.for_machines() {
            ways.push(SecurityRequirement::new("machine", [P::NAME]));
        }
        operation.security = Some(ways);
    }

    fn problems() -> Vec<&'static Code> {
        match P::WHO {
            Who::Anyone => vec![],
            Who::SignedIn => vec![&SIGN_IN_REQUIRED],
            Who::Roles(_) => vec![&SIGN_IN_REQUIRED, &NOT_FOUND, &SECOND_FACTOR_REQUIRED],
            Who::RolesFresh(_) => {
                vec![&SIGN_IN_REQUIRED, &NOT_FOUND, &SECOND_FACTOR_REQUIRED, &STEP_UP_REQUIRED]
            }
        }
    }
}
