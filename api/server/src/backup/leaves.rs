//! The record's logs as a third party would compute them: the leaves of each agency in order, and their root.
use futures::TryStreamExt;
use ledger::{Hash, Kind, Leaf, Milestone};
use tokio_postgres::{Client, Row};

use super::{database_error, manifest::Agency};

const LEAVES: &str =
    "SELECT log.agency_id, log.name, placed.leaf_index, leaf.kind, leaf.round_id, leaf.at, leaf.commit,
    leaf.milestone_count, leaf.milestone_root
  FROM record_log log
  LEFT JOIN record_order placed ON placed.agency_id = log.agency_id
  LEFT JOIN record_leaf leaf ON leaf.agency_id = placed.agency_id AND leaf.id = placed.leaf_id
  ORDER BY log.agency_id COLLATE \"C\", placed.leaf_index";

/// An agency while its leaves come in.
struct Growing {
    id: String,
    log: String,
    hashes: Vec<Hash>,
}

impl Growing {
    fn done(self) -> Agency {
        Agency {
            id: self.id,
            log: self.log,
            leaves: u64::try_from(self.hashes.len()).unwrap_or(u64::MAX),
            root: ledger::merkle_root(&self.hashes).to_string(),
        }
    }
}

pub async fn agencies(client: &Client) -> Result<Vec<Agency>, String> {
    let none: [&str; 0] = [];
    let mut rows = Box::pin(client.query_raw(LEAVES, none).await.map_err(database_error)?);
    let (mut found, mut growing): (Vec<Agency>, Option<Growing>) = (Vec::new(), None);
    while let Some(row) = rows.try_next().await.map_err(database_error)? {
        let id: String = row.get(0);
        if growing.as_ref().is_none_or(|agency| agency.id != id) {
            let next = Growing { id: id.clone(), log: row.get(1), hashes: Vec::new() };
            found.extend(growing.replace(next).map(Growing::done));
        }
        let (Some(agency), Some(index)) = (growing.as_mut(), row.get::<_, Option<i64>>(2)) else { continue };
        if usize::try_from(index) != Ok(agency.hashes.len()) {
            return Err(format!("the log of agency {id} has a gap before leaf {index}"));
        }
        let wrong = |error: String| format!("leaf {index} of agency {id} cannot be read: {error}");
        agency.hashes.push(leaf_hash(&agency.log, &row).map_err(wrong)?);
    }
    found.extend(growing.map(Growing::done));
    Ok(found)
}

fn leaf_hash(log: &str, row: &Row) -> Result<Hash, String> {
    let hash =
        |bytes: Vec<u8>| <[u8; 32]>::try_from(bytes).map(Hash).map_err(|_| "a hash is short".to_owned());
    let kind: Kind = row.get::<_, String>(3).parse().map_err(|_| "its kind is not known".to_owned())?;
    let milestone = match (row.get::<_, Option<i64>>(7), row.get::<_, Option<Vec<u8>>>(8)) {
        (Some(count), Some(root)) => Some(Milestone {
            count: u64::try_from(count).map_err(|error| error.to_string())?,
            root: hash(root)?,
        }),
        _ => None,
    };
    let leaf = Leaf::new(log, kind, row.get(4), row.get(5), hash(row.get(6))?, milestone);
    leaf.and_then(|leaf| leaf.hash()).map_err(|error| error.to_string())
}
