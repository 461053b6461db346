//! Open data: what is published anyway, as whole files for everybody, with licence, source and columns.
mod columns;
mod file;
mod set;
mod store;

use crate::http::Routes;

pub fn routes(routes: &mut Routes) {
    routes.add(set::__path_open_data, set::open_data, &[]);
    routes.add(file::__path_open_data_file, file::open_data_file, &[]);
}
