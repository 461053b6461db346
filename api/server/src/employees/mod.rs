//! Employees: people in service with their unit, post and head, from when until when.
mod add;
mod answer;
mod list;
mod model;
mod own;
mod period;
mod store;

use diesel_async::AsyncPgConnection;
use uuid::Uuid;

pub use add::{NewEmployee, add};
pub use model::Kind;
pub use period::{NewPeriod, end, move_on};
pub use store::{Agency, Asked, Employee, Member, agency, team};

use crate::{http::Routes, kernel::Problem};

/// Whether the person is in service of the agency, and as what.
pub async fn of_person(
    connection: &mut AsyncPgConnection,
    agency: &str,
    person: Uuid,
) -> Result<Option<Employee>, Problem> {
    store::of_person(connection, agency, person).await
}

/// An employee by id, or nothing.
pub async fn find(
    connection: &mut AsyncPgConnection,
    agency: &str,
    employee: Uuid,
) -> Result<Option<Employee>, Problem> {
    store::find(connection, agency, employee).await
}

/// Adds the routes of this room.
pub fn routes(routes: &mut Routes) {
    let add_problems = &[&model::ALREADY_EMPLOYED, &model::UNIT_HAS_HEAD, &model::UNIT_UNKNOWN];
    routes.add(add::__path_add_employee, add::add_employee, add_problems);
    routes.add(list::__path_list_employees, list::list_employees, &[]);
    let move_problems = &[&model::DATES_CROSS, &model::UNIT_HAS_HEAD, &model::UNIT_UNKNOWN];
    routes.add(period::__path_move_employee, period::move_employee, move_problems);
    routes.add(
        period::__path_end_employment,
        period::end_employment,
        &[&model::DATES_CROSS, &model::NOT_IN_SERVICE],
    );
    routes.add(own::__path_own_employments, own::own_employments, &[]);
}
