//! The real program, started as an operator starts it, and killed without a chance to tidy up.
use std::{
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::support::TestApp;

const PATIENCE: Duration = Duration::from_secs(30);

/// How the program is started over the test's database, keys and documents; always on the same port.
pub struct Serving {
    listen: String,
    settings: Vec<(&'static str, String)>,
}

impl Serving {
    pub fn new(app: &TestApp) -> Self {
        Self::with(app, Vec::new())
    }

    /// With `more` settings, which win over the usual ones.
    pub fn with(app: &TestApp, more: Vec<(&'static str, String)>) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let documents = format!("file://{}", app.folder.join("documents").display());
        let mut settings = vec![
            ("TERANG_LISTEN", free.to_string()),
            ("DATABASE_URL", app.database.server_url.clone()),
            ("TERANG_KEYS", app.folder.join("keys").display().to_string()),
            ("TERANG_DOCUMENTS", documents),
            ("TERANG_SMTP", format!("127.0.0.1:{}", app.mailbox.port())),
            ("TERANG_LOG", "error".to_owned()),
            ("TERANG_METRICS_LISTEN", "off".to_owned()),
            ("TERANG_RATE_LIMIT", "off".to_owned()),
        ];
        settings.extend(more);
        Self { listen: free.to_string(), settings }
    }

    /// One more setting; the last one of a name wins.
    pub fn set(&mut self, name: &'static str, value: String) {
        self.settings.push((name, value));
    }

    pub fn address(&self) -> String {
        format!("http://{}", self.listen)
    }

    /// Waits until somebody listens.
    pub async fn answers(&self) {
        let began = Instant::now();
        while TcpStream::connect(&self.listen).is_err() {
            assert!(began.elapsed() < PATIENCE, "the server does not start");
            actix_web::rt::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// With `--end-with-parent`, so that it does not outlive a test that stops half-way.
    pub fn start(&self) -> Process {
        self.process("serve")
    }

    /// As `start`, without serving.
    pub fn work(&self) -> Process {
        self.process("work")
    }

    /// A command of the owner with the same settings: whether it went well, and what it says.
    pub fn run(&self, arguments: &[&str]) -> (bool, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_terang"));
        command.args(arguments).envs(self.settings.iter().map(|(name, value)| (*name, value)));
        let output = command.output().unwrap();
        (output.status.success(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
    }

    fn process(&self, part: &str) -> Process {
        let mut command = Command::new(env!("CARGO_BIN_EXE_terang"));
        command.args([part, "--end-with-parent"]).stdin(Stdio::piped());
        command.envs(self.settings.iter().map(|(name, value)| (*name, value)));
        Process(command.spawn().unwrap())
    }
}

pub struct Process(Child);

impl Process {
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// SIGKILL: no handler runs, no connection is closed in order.
    pub fn kill(mut self) {
        use std::os::unix::process::ExitStatusExt;
        self.0.kill().unwrap();
        let status = self.0.wait().unwrap();
        assert_eq!(status.signal(), Some(9), "it had ended by itself before: {status}");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _gone_already = self.0.kill();
        let _collected = self.0.wait();
    }
}
