//! Working days of civil servants: Monday to Friday without public holidays and joint leave.
use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::{
    kernel::{Code, Problem},
    schema::{holiday, holiday_year},
};

pub static HOLIDAYS_UNKNOWN: Code = Code::new(
    "holidays_unknown",
    409,
    "Hari libur tahun {year} belum ada di sistem ini, jadi hari kerja tidak dapat dihitung. Minta operator memuatnya, lalu ulangi.",
    "The holidays of {year} are not known to this system yet, so working days cannot be computed. Ask the operator to load them, then try again.",
);

/// The holidays of `year`; refuses a year that is not known.
async fn holidays(connection: &mut AsyncPgConnection, year: i32) -> Result<BTreeSet<NaiveDate>, Problem> {
    let known: i64 = holiday_year::table.find(year).count().get_result(connection).await?;
    if known == 0 {
        return Err(Problem::new(&HOLIDAYS_UNKNOWN).with("year", year.to_string()));
    }
    let dates = holiday::table.filter(holiday::year.eq(year)).select(holiday::date);
    Ok(dates.load(connection).await?.into_iter().collect())
}

/// Walks from the day after `from`, telling of each day whether it is a working day, until `enough`.
async fn walk(
    connection: &mut AsyncPgConnection,
    from: NaiveDate,
    mut enough: impl FnMut(NaiveDate, bool) -> bool,
) -> Result<(), Problem> {
    let (mut day, mut year, mut free) = (from, None, BTreeSet::new());
    loop {
        day = day.checked_add_days(Days::new(1)).ok_or_else(|| Problem::new(&HOLIDAYS_UNKNOWN))?;
        if year != Some(day.year()) {
            free = holidays(connection, day.year()).await?;
            year = Some(day.year());
        }
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        if enough(day, !weekend && !free.contains(&day)) {
            return Ok(());
        }
    }
}

/// The day that is `days` working days after `from`; `from` itself does not count.
pub async fn add_working_days(
    connection: &mut AsyncPgConnection,
    from: NaiveDate,
    days: u32,
) -> Result<NaiveDate, Problem> {
    let (mut left, mut reached) = (days, from);
    if days == 0 {
        return Ok(from);
    }
    walk(connection, from, |day, works| {
        left -= u32::from(works);
        reached = day;
        left == 0
    })
    .await?;
    Ok(reached)
}

/// Working days after `from` up to and including `until`.
pub async fn working_days_between(
    connection: &mut AsyncPgConnection,
    from: NaiveDate,
    until: NaiveDate,
) -> Result<u32, Problem> {
    let mut count = 0;
    if until <= from {
        return Ok(0);
    }
    walk(connection, from, |day, works| {
        count += u32::from(works);
        day >= until
    })
    .await?;
    Ok(count)
}
