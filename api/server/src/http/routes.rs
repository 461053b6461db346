//! Routes: one registration feeds router, guard and OpenAPI document. A handler without a guard does not compile here.
use std::{
    collections::{BTreeMap, BTreeSet},
    future::Future,
};

use actix_web::{
    Error, FromRequest, Handler, HttpRequest, Responder,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    middleware::{Next, from_fn},
    web,
};
use serde_json::json;
use utoipa::openapi::{
    Components, ContentBuilder, OpenApi, Ref, RefOr,
    extensions::ExtensionsBuilder,
    path::{HttpMethod, Operation},
    schema::Schema,
};

use super::{
    answer::{ProblemAnswer, ProblemField},
    limit::TOO_MANY_REQUESTS,
};
use crate::kernel::{
    Code, Problem,
    permission::Permission,
    problem::{INTERNAL, UNAVAILABLE},
};

/// The guard among a handler's arguments.
pub trait Guards {
    type Permission: Permission;

    /// Whether the caller may use the route; runs before anything else of the request is read.
    fn admit(request: &HttpRequest) -> impl Future<Output = Result<(), Problem>>;
}

/// An argument of a handler that adds what it asks for to the document.
pub trait Documented {
    fn document(operation: &mut Operation);

    /// What reading this argument may answer.
    fn problems() -> Vec<&'static Code> {
        Vec::new()
    }
}

/// A handler's arguments, the first of which is its guard.
pub trait Arguments {
    type Guard: Guards;
    fn document(operation: &mut Operation);
    fn problems() -> Vec<&'static Code>;
}

macro_rules! arguments {
    ($($name:ident)*) => {
        impl<G: Guards + Documented, $($name: Documented),*> Arguments for (G, $($name,)*) {
            type Guard = G;
            fn document(operation: &mut Operation) {
                G::document(operation);
                $($name::document(operation);)*
            }
            fn problems() -> Vec<&'static Code> {
                [G::problems(), $($name::problems()),*].concat()
            }
        }
    };
}
arguments!();
arguments!(A);
arguments!(A B);
arguments!(A B C);
arguments!(A B C D);
arguments!(A B C D E);
arguments!(A B C D E F);

impl<T> Documented for web::Data<T> {
    fn document(_operation: &mut Operation) {}
}

/// Collects handlers and their documentation.
pub struct Routes<'a> {
    router: Option<&'a mut web::ServiceConfig>,
    pub document: OpenApi,
    collisions: BTreeSet<String>,
    codes: BTreeMap<&'static str, &'static Code>,
    disputed: BTreeSet<&'static str>,
}

impl<'a> Routes<'a> {
    /// With a router, routes are served; without, only documented.
    pub fn new(router: Option<&'a mut web::ServiceConfig>) -> Self {
        let mut document = OpenApi::default();
        let schemas = vec![
            (
                <ProblemAnswer as utoipa::ToSchema>::name().into(),
                <ProblemAnswer as utoipa::PartialSchema>::schema(),
            ),
            (
                <ProblemField as utoipa::ToSchema>::name().into(),
                <ProblemField as utoipa::PartialSchema>::schema(),
            ),
        ];
        document.components = Some(Components::new());
        let mut routes = Self {
            router,
            document,
            collisions: BTreeSet::new(),
            codes: BTreeMap::new(),
            disputed: BTreeSet::new(),
        };
        routes.add_schemas(schemas);
        routes
    }

    /// Problems of routes that stand beside the document, so that the list of all problems has them too.
    pub fn beside(&mut self, problems: &[&'static Code]) {
        self.note(problems);
    }

    /// Registers `handler` under the path, method and texts of its `#[utoipa::path]`; `problems` are those that it
    /// may answer beside the ones of its arguments.
    pub fn add<P, F, Args>(&mut self, _path: P, handler: F, problems: &[&'static Code])
    where
        P: utoipa::Path + utoipa::__dev::SchemaReferences + utoipa::__dev::Tags<'static>,
        F: Handler<Args>,
        Args: FromRequest + Arguments + 'static,
        F::Output: Responder + 'static,
    {
        let path = P::path();
        let mut operation = P::operation();
        operation.tags = Some(P::tags().into_iter().map(str::to_owned).collect());
        Args::document(&mut operation);
        let mut all = Args::problems();
        all.extend(problems);
        all.extend([&INTERNAL, &UNAVAILABLE, &TOO_MANY_REQUESTS]);
        document_problems(&mut operation, &all);
        self.note(&all);
        let permission = <<Args::Guard as Guards>::Permission as Permission>::NAME;
        extend(&mut operation, "x-permission", json!(permission));
        for method in P::methods() {
            if let Some(router) = self.router.as_mut() {
                let route = web::method(actix_method(&method)).to(handler.clone());
                router.route(&path, route.wrap(from_fn(guarded::<Args::Guard, _>)));
            }
            self.document.paths.add_path_operation(&path, vec![method], operation.clone());
        }
        let mut schemas = Vec::new();
        P::schemas(&mut schemas);
        self.add_schemas(schemas);
    }

    fn note(&mut self, problems: &[&'static Code]) {
        for problem in problems {
            let known = self.codes.entry(problem.code).or_insert(problem);
            if *known != *problem {
                self.disputed.insert(problem.code);
            }
        }
    }

    /// Every problem code that some route may answer, in the order of the alphabet.
    pub fn codes(&self) -> Vec<&'static Code> {
        self.codes.values().copied().collect()
    }

    /// Codes that two rooms use for two different things: a program could not tell them apart.
    pub fn disputed(&self) -> &BTreeSet<&'static str> {
        &self.disputed
    }

    fn add_schemas(&mut self, schemas: Vec<(String, RefOr<Schema>)>) {
        let components = self.document.components.get_or_insert_with(Components::new);
        for (name, schema) in schemas {
            match components.schemas.get(&name) {
                Some(known) if *known != schema => drop(self.collisions.insert(name)),
                Some(_) => {}
                None => drop(components.schemas.insert(name, schema)),
            }
        }
    }

    /// Names under which two different schemas came: the document would describe one of them wrongly.
    pub fn collisions(&self) -> &BTreeSet<String> {
        &self.collisions
    }
}

/// Nobody learns from a complaint about the body of a request that he may not make.
async fn guarded<G: Guards, B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    match G::admit(request.request()).await {
        Ok(()) => next.call(request).await.map(ServiceResponse::map_into_boxed_body),
        Err(problem) => Ok(request.error_response(problem)),
    }
}

fn actix_method(method: &HttpMethod) -> actix_web::http::Method {
    use actix_web::http::Method;
    match method {
        HttpMethod::Get => Method::GET,
        HttpMethod::Post => Method::POST,
        HttpMethod::Put => Method::PUT,
        HttpMethod::Delete => Method::DELETE,
        HttpMethod::Patch => Method::PATCH,
        HttpMethod::Head => Method::HEAD,
        HttpMethod::Options | HttpMethod::Trace => Method::OPTIONS,
    }
}

/// Adds problem codes to an operation: `x-problems` lists them, and each status has a response.
fn document_problems(operation: &mut Operation, problems: &[&'static Code]) {
    for problem in problems {
        let status = problem.status.to_string();
        let known = match operation.responses.responses.remove(&status) {
            Some(RefOr::T(response)) => Some(response),
            Some(RefOr::Ref(_)) | None => None,
        };
        let mut response = known.unwrap_or_default();
        if !response.description.split(", ").any(|code| code == problem.code) {
            let between = if response.description.is_empty() { "" } else { ", " };
            response.description = format!("{}{between}{}", response.description, problem.code);
        }
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("ProblemAnswer"))).build();
        response.content.entry("application/problem+json".into()).or_insert(content.into());
        operation.responses.responses.insert(status, RefOr::T(response));
    }
    let mut all: Vec<serde_json::Value> = operation
        .extensions
        .as_ref()
        .and_then(|extensions| extensions.get("x-problems"))
        .and_then(|codes| codes.as_array().cloned())
        .unwrap_or_default();
    all.extend(problems.iter().map(|problem| json!(problem.code)));
    all.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
    all.dedup();
    extend(operation, "x-problems", json!(all));
}

fn extend(operation: &mut Operation, name: &str, value: serde_json::Value) {
    let added = ExtensionsBuilder::new().add(name, value).build();
    match operation.extensions.as_mut() {
        Some(extensions) => extensions.merge(added),
        None => operation.extensions = Some(added),
    }
}

#[cfg(test)]
mod tests {
    use utoipa::openapi::{
        ObjectBuilder, RefOr,
        schema::{Schema, Type},
    };

    use super::Routes;

    fn schema(name: &str, of: Type) -> (String, RefOr<Schema>) {
        (name.to_owned(), RefOr::T(ObjectBuilder::new().schema_type(of).into()))
    }

    #[test]
    fn a_name_may_come_again_but_not_for_another_schema() {
        let mut routes = Routes::new(None);
        routes.add_schemas(vec![schema("Round", Type::String), schema("Vacancy", Type::String)]);
        routes.add_schemas(vec![schema("Round", Type::String)]);
        assert!(routes.collisions().is_empty());
        routes.add_schemas(vec![schema("Round", Type::Integer)]);
        assert_eq!(routes.collisions().iter().collect::<Vec<_>>(), ["Round"]);
    }
}
