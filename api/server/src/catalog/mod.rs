//! Agencies, education codes, regions, posts, holidays, courses: loaded from files, read by everybody.
mod agencies;
mod education;
mod holidays;
pub mod load;
mod regions;
mod unit;
mod words;

pub use agencies::{Agency, agency};
pub use education::{Education, education_names, named_as_listed};
pub use holidays::{HOLIDAYS_UNKNOWN, add_working_days, working_days_between};
pub use regions::region_name;
pub use unit::add_unit;
pub use words::{prefix_query, words};

use crate::http::Routes;

pub fn routes(routes: &mut Routes) {
    routes.add(agencies::__path_agencies, agencies::agencies, &[]);
    routes.add(agencies::__path_one_agency, agencies::one_agency, &[]);
    routes.add(education::__path_education_levels, education::education_levels, &[]);
    routes.add(education::__path_education_codes, education::education_codes, &[]);
    routes.add(regions::__path_regions, regions::regions, &[]);
}
