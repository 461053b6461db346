//! People, accounts, sessions, second factor, roles and grants; the guard of every route.
mod account;
pub mod administrators;
pub mod attempt;
mod claim;
mod contact;
mod counter;
mod device;
mod grants;
pub mod guard;
mod holders;
pub mod machines;
mod me;
pub mod model;
mod news;
mod password;
mod reset;
mod second_factor;
mod session;
mod sign_in;
mod sign_up;
mod standing;
pub mod store;
pub mod token;

pub use account::{AccountToMake, Identification, MadeAccount, account_exists, import_person, make_account};
pub use contact::{Address, Contact, address, own_persons};
pub use device::Device;
pub use grants::{GrantToMake, make_grant};
pub use guard::Guard;
pub use holders::{Holder, holders};
pub use model::{Grant, ProvenBy, Scope, Signed};
pub use news::{AccountLetter, AccountNews, LINK_HOURS, Message, Telling, telling};
pub use password::hash as hash_password;
pub use second_factor::{code_at, make_second_factor};
pub use standing::prove;

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
    sign_up_routes(routes);
    officer_routes(routes);
    machines::routes(routes);
}

fn sign_up_routes(routes: &mut Routes) {
    use attempt::TOO_MANY_ATTEMPTS;
    use sign_up::LINK_OVER;
    routes.add(sign_up::__path_sign_up, sign_up::sign_up, &[&TOO_MANY_ATTEMPTS]);
    routes.add(
        sign_up::__path_confirm_email,
        sign_up::confirm_email,
        &[&TOO_MANY_ATTEMPTS, &LINK_OVER, &sign_in::WRONG_CREDENTIALS],
    );
    routes.add(reset::__path_forget_password, reset::forget_password, &[&TOO_MANY_ATTEMPTS]);
    routes.add(reset::__path_set_new_password, reset::set_new_password, &[&TOO_MANY_ATTEMPTS, &LINK_OVER]);
    routes.add(claim::__path_claim_imported, claim::claim_imported, &[&TOO_MANY_ATTEMPTS]);
    routes.add(
        claim::__path_confirm_claim,
        claim::confirm_claim,
        &[&LINK_OVER, &standing::NIK_TAKEN, &standing::NOT_UNPROVEN],
    );
}

fn officer_routes(routes: &mut Routes) {
    use counter::{CASE_CLOSED, NO_DISPUTE, OWN_CASE, SAME_OFFICER};
    use grants::{GRANT_SETTLED, NOT_PROVEN, OWN_GRANT, ROLES_CONFLICT, SAME_ADMINISTRATOR};
    use standing::{NIK_TAKEN, NOT_UNPROVEN};
    routes.add(counter::__path_search_accounts, counter::search_accounts, &[]);
    routes.add(
        counter::__path_open_case,
        counter::open_case,
        &[&NIK_TAKEN, &NOT_UNPROVEN, &NO_DISPUTE, &OWN_CASE],
    );
    routes.add(counter::__path_list_cases, counter::list_cases, &[]);
    routes.add(counter::__path_case, counter::case, &[]);
    routes.add(
        counter::__path_decide_case,
        counter::decide_case,
        &[&CASE_CLOSED, &SAME_OFFICER, &OWN_CASE, &NIK_TAKEN, &NOT_UNPROVEN],
    );
    routes.add(grants::__path_list_grants, grants::list_grants, &[]);
    routes.add(grants::__path_give_grant, grants::give_grant, &[&OWN_GRANT, &NOT_PROVEN, &ROLES_CONFLICT]);
    routes.add(
        grants::__path_confirm_grant,
        grants::confirm_grant,
        &[&OWN_GRANT, &SAME_ADMINISTRATOR, &GRANT_SETTLED],
    );
    routes.add(grants::__path_end_grant, grants::end_grant, &[&GRANT_SETTLED]);
}
