//! The lock of one backup: a key made for it alone, which only the operator's recipients or passphrase open.
use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
};

use age::{
    Decryptor, Encryptor, Identity, Recipient,
    secrecy::{ExposeSecret, SecretString},
    stream::{StreamReader, StreamWriter},
};
use clap::Args;

use super::{
    file_error,
    part::{Part, write_whole},
};

const FILE: &str = "lock.age";
/// Shorter ones are guessed.
const SHORTEST: usize = 16;
/// A slow machine may open what a fast one has locked.
const MOST_WORK: u8 = 22;

/// To whom a backup is locked.
#[derive(Args, Clone, Debug)]
#[group(required = true, multiple = true)]
pub struct LockArguments {
    /// Public key (age1…) of who may open the backup; may be given more than once
    #[arg(long, conflicts_with = "passphrase_file")]
    pub recipient: Vec<String>,
    /// File with the passphrase that opens the backup, on its first line
    #[arg(long)]
    pub passphrase_file: Option<PathBuf>,
}

/// What opens a backup.
#[derive(Args, Clone, Debug)]
#[group(required = true, multiple = false)]
pub struct OpenArguments {
    /// File with the private key (AGE-SECRET-KEY-…) of one of its recipients
    #[arg(long)]
    pub identity: Option<PathBuf>,
    /// File with the passphrase, on its first line
    #[arg(long)]
    pub passphrase_file: Option<PathBuf>,
}

pub struct Lock(age::x25519::Identity);

impl Lock {
    /// A new key, kept in the backup for those who are named.
    pub fn make(folder: &Path, arguments: &LockArguments) -> Result<(Self, Part), String> {
        let key = age::x25519::Identity::generate();
        let mut recipients: Vec<Box<dyn Recipient>> = Vec::new();
        for text in &arguments.recipient {
            let recipient: age::x25519::Recipient =
                text.trim().parse().map_err(|error| format!("{text} is not a recipient (age1…): {error}"))?;
            recipients.push(Box::new(recipient));
        }
        if let Some(file) = &arguments.passphrase_file {
            recipients.push(Box::new(age::scrypt::Recipient::new(passphrase(file)?)));
        }
        let text = key.to_string();
        let sealed = seal(recipients.iter().map(AsRef::as_ref), Vec::new())?;
        let sealed = write_and_finish(sealed, text.expose_secret().as_bytes())?;
        let part = write_whole(folder, FILE, &sealed)?;
        Ok((Self(key), part))
    }

    pub fn unlock(folder: &Path, part: &Part, arguments: &OpenArguments) -> Result<Self, String> {
        let place = part.place(folder)?;
        let sealed = fs::read(&place).map_err(file_error(&place))?;
        let identity: Box<dyn Identity> = match (&arguments.identity, &arguments.passphrase_file) {
            (Some(file), _) => Box::new(identity(file)?),
            (None, Some(file)) => {
                let mut opener = age::scrypt::Identity::new(passphrase(file)?);
                opener.set_max_work_factor(MOST_WORK);
                Box::new(opener)
            }
            (None, None) => return Err("give --identity or --passphrase-file".into()),
        };
        let refused = "this key or passphrase does not open the backup";
        let mut text = String::new();
        let opened = Decryptor::new(sealed.as_slice())
            .and_then(|decryptor| decryptor.decrypt(std::iter::once(identity.as_ref())));
        let mut opened = opened.map_err(|_| refused.to_owned())?;
        opened.read_to_string(&mut text).map_err(|_| refused.to_owned())?;
        text.parse().map(Self).map_err(|_| format!("{FILE} holds no key"))
    }

    pub fn seal<W: Write>(&self, output: W) -> Result<StreamWriter<W>, String> {
        let recipient = self.0.to_public();
        seal(std::iter::once(&recipient as &dyn Recipient), output)
    }

    pub fn open<R: Read>(&self, input: R) -> Result<StreamReader<R>, String> {
        let decryptor = Decryptor::new(input).map_err(|error| error.to_string())?;
        decryptor.decrypt(std::iter::once(&self.0 as &dyn Identity)).map_err(|error| error.to_string())
    }
}

fn seal<'a, W: Write>(
    recipients: impl Iterator<Item = &'a dyn Recipient>,
    output: W,
) -> Result<StreamWriter<W>, String> {
    let encryptor = Encryptor::with_recipients(recipients).map_err(|error| error.to_string())?;
    encryptor.wrap_output(output).map_err(|error| error.to_string())
}

fn write_and_finish(mut writer: StreamWriter<Vec<u8>>, bytes: &[u8]) -> Result<Vec<u8>, String> {
    writer.write_all(bytes).and_then(|()| writer.finish()).map_err(|error| error.to_string())
}

fn passphrase(file: &Path) -> Result<SecretString, String> {
    let text = fs::read_to_string(file).map_err(file_error(file))?;
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() < SHORTEST {
        return Err(format!(
            "the passphrase in {} is too short: {SHORTEST} characters at least",
            file.display()
        ));
    }
    Ok(SecretString::from(line.to_owned()))
}

/// The first line that is a key; `age-keygen` puts comments before it.
fn identity(file: &Path) -> Result<age::x25519::Identity, String> {
    let text = fs::read_to_string(file).map_err(file_error(file))?;
    let found = text.lines().find_map(|line| line.trim().parse().ok());
    found.ok_or_else(|| format!("{} holds no private key (AGE-SECRET-KEY-…)", file.display()))
}

/// Makes a key pair for backups: the private half into a new file, the public half as the answer.
pub fn make_identity(file: &Path) -> Result<String, String> {
    use std::os::unix::fs::OpenOptionsExt;
    let key = age::x25519::Identity::generate();
    let recipient = key.to_public().to_string();
    let text = format!("# public key: {recipient}\n{}\n", key.to_string().expose_secret());
    let made = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
    made.and_then(|mut made| made.write_all(text.as_bytes())).map_err(file_error(file))?;
    Ok(recipient)
}
