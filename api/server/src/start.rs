//! The parent process: owns a PostgreSQL in the data folder, migrates it, fills it, catches mail in the demo, and
//! runs the serving process with the restricted role only.
use std::{
    fs, io,
    net::{Ipv4Addr, SocketAddr},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
};

use clap::Args;
use mailbox::Mailbox;
use postgres::{Cluster, Options};

use crate::{database, kernel, kernel::Clock};

pub const DATABASE: &str = "terang";
/// Below the data folder.
pub const POSTGRES: &str = "postgres";
pub const KEYS: &str = "keys";
/// Lies there while a restore fills the folder.
pub const RESTORING: &str = "restore.unfinished";

#[derive(Args, Clone, Debug)]
pub struct Arguments {
    /// Port on 127.0.0.1; the page with the caught mail takes the next one
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Folder of database, documents and keys
    #[arg(long, default_value = ".terang")]
    pub data_dir: PathBuf,
    /// Throw the data folder away first
    #[arg(long)]
    pub fresh: bool,
    /// Load reference data only, without the demo city
    #[arg(long)]
    pub empty: bool,
    /// Folder of the built app
    #[arg(long)]
    pub app: Option<PathBuf>,
    /// Folder of the data files
    #[arg(long, default_value = "data")]
    pub data_files: PathBuf,
}

/// Runs until SIGINT or SIGTERM; stops what it started.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let folder = &arguments.data_dir;
    if arguments.fresh && folder.exists() {
        postgres::erase(&folder.join(POSTGRES)).map_err(|error| error.to_string())?;
        fs::remove_dir_all(folder).map_err(|error| format!("cannot remove {}: {error}", folder.display()))?;
    }
    fs::create_dir_all(folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    let folder = fs::canonicalize(folder).map_err(|error| error.to_string())?;
    if folder.join(RESTORING).exists() {
        return Err(format!("a restore into {} did not end: remove it, and restore again", folder.display()));
    }
    let cluster =
        Cluster::start(&Options::durable(folder.join(POSTGRES))).map_err(|error| error.to_string())?;
    let password = server_password(&folder).map_err(|error| error.to_string())?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    runtime.block_on(prepare(&cluster, &password))?;
    let mail = catch_mail(&folder)?;
    let pages = mail.serve_pages(mail_pages(arguments)?).map_err(|error| error.to_string())?;
    let serving = Serving {
        arguments,
        folder: &folder,
        database_url: cluster.url(DATABASE, database::SERVER_ROLE, &password),
        smtp_port: mail.port(),
    };
    fill(&serving)?;
    let mut serve = serving.command("serve");
    // The serving process ends when this pipe does, also when this process is killed.
    serve.arg("--end-with-parent").stdin(Stdio::piped());
    let mut child = serve.spawn().map_err(|error| error.to_string())?;
    announce(arguments, pages.port());
    let ended = runtime.block_on(wait(&mut child));
    cluster.stop().map_err(|error| error.to_string())?;
    ended
}

async fn prepare(cluster: &Cluster, password: &str) -> Result<(), String> {
    database::create(&cluster.superuser_url("postgres"), DATABASE).await?;
    let owner = cluster.superuser_url(DATABASE);
    database::migrate(&owner).await?;
    database::set_server_password(&owner, password).await
}

/// The restricted role's password, made once; it lies beside the keys and not in the database.
fn server_password(folder: &Path) -> io::Result<String> {
    let path = folder.join("server.password");
    if !path.exists() {
        let password = data_encoding::HEXLOWER.encode(&kernel::random::<24>());
        let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
        io::Write::write_all(&mut file, password.as_bytes())?;
    }
    fs::read_to_string(path)
}

/// Where the documents of a data folder lie.
pub fn documents_address(folder: &Path) -> String {
    format!("file://{}", folder.join("documents").display())
}

fn local(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

/// Where the caught mail is shown: the port after the app's, unless the environment says otherwise.
fn mail_pages(arguments: &Arguments) -> Result<SocketAddr, String> {
    match std::env::var("TERANG_MAIL_PAGES") {
        Err(_) => Ok(local(arguments.port.saturating_add(1))),
        Ok(text) => text.parse().map_err(|_| "TERANG_MAIL_PAGES must be an address with a port".into()),
    }
}

/// Nothing of the demo leaves this machine: every mail ends here.
fn catch_mail(folder: &Path) -> Result<Mailbox, String> {
    let clock = Clock::system();
    let mut options = mailbox::Options::new(Arc::new(move || clock.now()));
    options.folder = Some(folder.join("mail"));
    Mailbox::start(options).map_err(|error| error.to_string())
}

/// Reference data and demo city, by processes that have the restricted role only.
fn fill(serving: &Serving) -> Result<(), String> {
    let mut load = serving.command("load");
    load.arg("--data-files").arg(&serving.arguments.data_files);
    run_to_end(load, "loading the reference data")?;
    if serving.arguments.empty {
        return Ok(());
    }
    run_to_end(serving.command("demo"), "making the demo city")
}

fn run_to_end(mut command: Command, what: &str) -> Result<(), String> {
    let status = command.status().map_err(|error| format!("{what} could not begin: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{what} did not succeed; the lines above say why")) }
}

/// How this program is started again with the restricted role.
struct Serving<'a> {
    arguments: &'a Arguments,
    folder: &'a Path,
    database_url: String,
    smtp_port: u16,
}

impl Serving<'_> {
    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(std::env::current_exe().unwrap_or_else(|_| "terang".into()));
        command
            .arg(name)
            .env("TERANG_LISTEN", local(self.arguments.port).to_string())
            .env("DATABASE_URL", &self.database_url)
            .env("TERANG_KEYS", self.folder.join(KEYS))
            .env("TERANG_DOCUMENTS", documents_address(self.folder))
            .env("TERANG_SMTP", local(self.smtp_port).to_string());
        // One machine for oneself: the demo and the browser tests come from one address.
        if std::env::var_os("TERANG_RATE_LIMIT").is_none() {
            command.env("TERANG_RATE_LIMIT", "off");
        }
        if let Some(app) = &self.arguments.app {
            command.env("TERANG_APP", app);
        }
        if !self.arguments.empty {
            command.env("TERANG_DEMO", "true");
        }
        command
    }
}

fn announce(arguments: &Arguments, mail_port: u16) {
    let port = arguments.port;
    println!("\nTerang is ready.\n");
    println!("  App and API      http://127.0.0.1:{port}/");
    println!("  API documents    http://127.0.0.1:{port}/docs/");
    println!("  Caught mail      http://127.0.0.1:{mail_port}/");
    if !arguments.empty {
        println!(
            "  Demo accounts    http://127.0.0.1:{port}/demo  (addresses, password, current authenticator codes)"
        );
        println!(
            "\n  Everybody in the demo city is made up. One password opens all demo accounts: {}",
            crate::demo::PASSWORD
        );
        for account in crate::demo::ACCOUNTS {
            println!("    {:<42} {}", account.email, account.purpose.en);
        }
    }
    println!("\n  Ctrl-C stops everything. The data stays in {}.\n", arguments.data_dir.display());
}

async fn wait(child: &mut Child) -> Result<(), String> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).map_err(|error| error.to_string())?;
    loop {
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            return if status.success() {
                Ok(())
            } else {
                Err(format!("the serving process ended: {status}"))
            };
        }
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {},
            _ = terminate.recv() => {},
            () = tokio::time::sleep(std::time::Duration::from_millis(300)) => continue,
        }
        let _gone_already = Command::new("kill").arg("-TERM").arg(child.id().to_string()).status();
    }
}
