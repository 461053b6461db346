//! What people are told: the inbox is the legal record, mail points to it and is sent until it is taken.
mod account;
mod inbox;
mod letter;
mod send;
mod store;
mod tell;

pub use account::TellAccountNews;
pub use letter::{Item, Leave, Letter, erase, post, post_as};
pub use send::{SendMail, check_server};
pub use tell::{Notice, tell};

use crate::http::Routes;

/// The inbox's routes.
pub fn routes(routes: &mut Routes) {
    routes.add(inbox::__path_list_inbox, inbox::list_inbox, &[]);
    routes.add(inbox::__path_count_unread, inbox::count_unread, &[]);
    routes.add(inbox::__path_mark_read, inbox::mark_read, &[]);
}
