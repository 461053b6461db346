//! Why a log is not signed: signing would contradict what the public may already hold.
use crate::kernel::Text;

/// Each has a text for the public; the operator's handbook says what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The checkpoint kept outside the database is ahead of the tree: an older backup was restored.
    DatabaseOlder,
    /// The tree at the size of a published checkpoint has another root.
    RootDiffers,
    /// Checkpoints were published, and none is kept outside the database: nothing tells whether it is older.
    OutsideMissing,
    /// What is kept outside is not signed by a key of this log.
    OutsideUnknown,
    /// There is no key file for this log.
    KeyMissing,
    /// The key file is not the key that this log has signed with.
    KeyOther,
}

impl Refusal {
    const ALL: [Self; 6] = [
        Self::DatabaseOlder,
        Self::RootDiffers,
        Self::OutsideMissing,
        Self::OutsideUnknown,
        Self::KeyMissing,
        Self::KeyOther,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::DatabaseOlder => "database_older",
            Self::RootDiffers => "root_differs",
            Self::OutsideMissing => "outside_missing",
            Self::OutsideUnknown => "outside_unknown",
            Self::KeyMissing => "key_missing",
            Self::KeyOther => "key_other",
        }
    }

    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|refusal| refusal.code() == code)
    }

    pub fn text(self) -> Text {
        match self {
            Self::DatabaseOlder => Text::new(
                "Basis data lebih tua daripada catatan yang sudah diumumkan. Penandatanganan dihentikan.",
                "The database is older than the record that was published. Signing has stopped.",
            ),
            Self::RootDiffers => Text::new(
                "Isi catatan berbeda dari yang sudah diumumkan. Penandatanganan dihentikan.",
                "The record differs from what was published. Signing has stopped.",
            ),
            Self::OutsideMissing | Self::OutsideUnknown => Text::new(
                "Salinan terakhir di luar basis data tidak ada atau tidak dikenali. Penandatanganan dihentikan.",
                "The last copy outside the database is missing or not known. Signing has stopped.",
            ),
            Self::KeyMissing | Self::KeyOther => Text::new(
                "Kunci catatan tidak ada atau bukan kunci yang benar. Penandatanganan dihentikan.",
                "The record's key is missing or is not the right one. Signing has stopped.",
            ),
        }
    }

    /// What the operator does first; the handbook has the rest.
    pub fn act(self) -> &'static str {
        match self {
            Self::DatabaseOlder => "terang restore, from a newer backup",
            Self::RootDiffers => "keep both as evidence; terang restore, from the latest backup that agrees",
            Self::OutsideMissing => "put the last checkpoint of the witnesses into the store of documents",
            Self::OutsideUnknown => {
                "put the right checkpoint back; was the key changed after this backup was made?"
            }
            Self::KeyMissing | Self::KeyOther => {
                "bring the key's files from its custodians; where both copies are gone, terang log-key for each of the \
                 two custodians, and two administrators replace the lost key"
            }
        }
    }

    /// Whether the tree itself is in doubt: nothing is added to it then.
    pub fn doubts_the_tree(self) -> bool {
        !matches!(self, Self::KeyMissing | Self::KeyOther)
    }
}
