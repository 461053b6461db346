//! People, accounts, sessions, second factor, roles and grants; the guard of every route.
mod account;
pub mod attempt;
mod contact;
mod device;
pub mod guard;
mod me;
pub mod model;
mod password;
mod second_factor;
mod session;
mod sign_in;
pub mod store;
pub mod token;

pub use account::{AccountToMake, Identification, MadeAccount, import_person, make_account};
pub use contact::{Address, Contact, address, own_persons};
pub use guard::Guard;
pub use model::{Grant, ProvenBy, Scope, Signed};
pub use password::hash as hash_password;
pub use second_factor::{code_at, make_second_factor};

use crate::http::Routes;

/// The routes of identity.
pub fn routes(routes: &mut Routes) {
    use attempt::TOO_MANY_ATTEMPTS;
    use session::SESSION_ENDED;
    routes.add(
        sign_in::__path_sign_in,
        sign_in::sign_in,
        &[&TOO_MANY_ATTEMPTS, &sign_in::WRONG_CREDENTIALS, &sign_in::ACCOUNT_SUSPENDED],
    );
    routes.add(sign_in::__path_refresh_session, sign_in::refresh_session, &[&SESSION_ENDED]);
    routes.add(sign_in::__path_sign_out, sign_in::sign_out, &[]);
    routes.add(me::__path_me, me::me, &[]);
    routes.add(me::__path_set_preferences, me::set_preferences, &[]);
    routes.add(me::__path_list_sessions, me::list_sessions, &[]);
    routes.add(me::__path_end_session, me::end_session, &[]);
    routes.add(me::__path_list_personal_reads, me::list_personal_reads, &[]);
    routes.add(
        second_factor::__path_set_up_second_factor,
        second_factor::set_up_second_factor,
        &[&second_factor::ALREADY_SET_UP],
    );
    routes.add(
        second_factor::__path_give_second_factor,
        second_factor::give_second_factor,
        &[&TOO_MANY_ATTEMPTS, &second_factor::WRONG_CODE, &second_factor::NOT_SET_UP],
    );
}
