//! The parent process: owns a PostgreSQL in the data folder, migrates it, and runs the serving process with the
//! restricted role only.
use std::{
    fs, io,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    process::{Child, Command},
};

use clap::Args;
use postgres::{Cluster, Options};

use crate::{database, kernel};

const DATABASE: &str = "terang";

#[derive(Args, Clone, Debug)]
pub struct Arguments {
    /// Port on 127.0.0.1
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
        postgres::erase(folder).map_err(|error| error.to_string())?;
    }
    fs::create_dir_all(folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    let folder = fs::canonicalize(folder).map_err(|error| error.to_string())?;
    let cluster =
        Cluster::start(&Options::durable(folder.join("postgres"))).map_err(|error| error.to_string())?;
    let password = server_password(&folder).map_err(|error| error.to_string())?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    runtime.block_on(prepare(&cluster, &password))?;
    let server_url = cluster.url(DATABASE, database::SERVER_ROLE, &password);
    load(arguments, &folder, &server_url)?;
    let mut child = serve(arguments, &folder, &server_url).map_err(|error| error.to_string())?;
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

/// Reference data, loaded by the restricted role.
fn load(arguments: &Arguments, folder: &Path, database_url: &str) -> Result<(), String> {
    let mut command = command("load", arguments, folder, database_url).map_err(|error| error.to_string())?;
    command.arg("--data-files").arg(&arguments.data_files);
    let status = command.status().map_err(|error| error.to_string())?;
    if status.success() { Ok(()) } else { Err("the reference data could not be loaded".into()) }
}

/// This program again, as a process that knows only the restricted role.
fn command(name: &str, arguments: &Arguments, folder: &Path, database_url: &str) -> io::Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command
        .arg(name)
        .env("TERANG_LISTEN", format!("127.0.0.1:{}", arguments.port))
        .env("DATABASE_URL", database_url)
        .env("TERANG_KEYS", folder.join("keys"))
        .env("TERANG_DOCUMENTS", format!("file://{}", folder.join("documents").display()))
        .env("TERANG_SMTP", "127.0.0.1:2525");
    Ok(command)
}

fn serve(arguments: &Arguments, folder: &Path, database_url: &str) -> io::Result<Child> {
    let mut command = command("serve", arguments, folder, database_url)?;
    if let Some(app) = &arguments.app {
        command.env("TERANG_APP", app);
    }
    command.spawn()
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
