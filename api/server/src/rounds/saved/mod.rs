//! Saved searches: whoever confirmed an address hears of new vacancies by mail, until they stop it.
mod ask;
mod leave;
mod mail;
mod own;
mod query;
mod store;

pub use mail::MailSavedSearches;

use crate::{
    http::Routes,
    identity::attempt::TOO_MANY_ATTEMPTS,
    kernel::{Code, Problem, State, key::Keys},
};

/// Hours that the confirming link is good.
const LINK_HOURS: i64 = 48;
/// Searches of one address.
const SEARCHES: i64 = 20;

/// Purposes of the links, and of the address's hash and seal.
const CONFIRM: &str = "saved_search.confirm";
const LEAVE: &str = "saved_search.leave";
const ADDRESS: &str = "saved_search.address";

pub static SEARCH_LINK_OVER: Code = Code::new(
    "search_link_over",
    410,
    "Tautan ini sudah lewat 48 jam atau pencariannya sudah dihentikan. Simpan pencarian Anda sekali lagi.",
    "This link is older than 48 hours, or the search was stopped. Save your search once more.",
);
pub static SEARCHES_FULL: Code = Code::new(
    "searches_full",
    409,
    "Alamat ini sudah menyimpan 20 pencarian. Hentikan salah satu lewat tautan di surelnya atau di halaman akun, lalu coba lagi.",
    "This address has saved 20 searches already. Stop one by the link in its mail or on the account page, then try again.",
);
pub static ADDRESS_UNCONFIRMED: Code = Code::new(
    "address_unconfirmed",
    409,
    "Akun Anda belum punya alamat surel yang terkonfirmasi. Simpan pencarian dengan mengisi alamat surel.",
    "Your account has no confirmed e-mail address. Save the search by entering an address.",
);

pub fn routes(routes: &mut Routes) {
    routes.add(ask::__path_save_search, ask::save_search, &[&TOO_MANY_ATTEMPTS]);
    routes.add(
        ask::__path_confirm_search,
        ask::confirm_search,
        &[&TOO_MANY_ATTEMPTS, &SEARCH_LINK_OVER, &SEARCHES_FULL],
    );
    routes.add(own::__path_save_own_search, own::save_own_search, &[&ADDRESS_UNCONFIRMED, &SEARCHES_FULL]);
    routes.add(own::__path_own_searches, own::own_searches, &[]);
    routes.add(own::__path_stop_own_search, own::stop_own_search, &[]);
    routes.add(leave::__path_stop_search, leave::stop_search, &[]);
}

fn look_up(keys: &Keys, email: &str) -> Vec<u8> {
    keys.look_up(ADDRESS, email)
}

fn seal(state: &State, email: &str) -> Result<Vec<u8>, Problem> {
    state.keys().seal_text(ADDRESS, email)
}
