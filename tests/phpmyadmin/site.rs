//! A real phpMyAdmin on PHP's own server, in front of the private MariaDB, and a browser without a screen.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::support::process::{Keeper, Owner, free_port};
use crate::support::{Server, mariadb};

/// Where Debian puts it.
const PHPMYADMIN: &str = "/usr/share/phpmyadmin";

/// phpMyAdmin and a browser.
pub struct Site {
    url: String,
    browser: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
    _keeper: Keeper,
}

/// What a page says.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Page {
    #[serde(default)]
    pub errors: Vec<String>,
    #[serde(default)]
    pub tables: Vec<Table>,
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub dialogs: Vec<String>,
    #[serde(default)]
    failure: Option<String>,
}

/// A table of results.
#[derive(Debug, Clone, Deserialize)]
pub struct Table {
    pub head: Vec<String>,
    pub rows: Vec<Vec<Option<String>>>,
}

/// What of all this is missing here, if anything.
pub fn missing() -> Option<String> {
    if !Path::new(PHPMYADMIN).join("index.php").is_file() {
        return Some(format!("there is no phpMyAdmin in {PHPMYADMIN}"));
    }
    for name in ["php", "node"] {
        if found(&[name]).is_none() {
            return Some(format!("there is no `{name}`"));
        }
    }
    if chromium().is_none() {
        return Some("there is no chromium".to_owned());
    }
    let package = folder().join("node_modules/playwright-core");
    (!package.is_dir()).then(|| "playwright-core is not installed: `npm ci` in tests/phpmyadmin does it".to_owned())
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/phpmyadmin")
}

fn found(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|file| file.is_file())
}

fn chromium() -> Option<PathBuf> {
    found(&["chromium", "chromium-browser", "google-chrome"])
}

impl Site {
    /// Starts both, with a user who has rights on a few databases only, as on shared hosting.
    pub fn start() -> Self {
        let server = mariadb();
        server.load(
            "",
            "CREATE USER hosting@'127.0.0.1' IDENTIFIED BY 'hosting';
             GRANT ALL ON `new\\_%`.* TO hosting@'127.0.0.1';
             GRANT ALL ON `db\\_%`.* TO hosting@'127.0.0.1';
             GRANT SELECT ON `old\\_%`.* TO hosting@'127.0.0.1';",
        );
        let (url, keeper) = serve(server);
        let mut browser = Command::new("node")
            .arg(folder().join("drive.mjs"))
            .arg(chromium().expect("it was looked for"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node can be started");
        let requests = browser.stdin.take().expect("the pipe was asked for");
        let answers = BufReader::new(browser.stdout.take().expect("the pipe was asked for"));
        let mut site = Self { url, browser, requests, answers, _keeper: keeper };
        assert!(site.answer().contains("ready"), "the browser does not start");
        site
    }

    fn answer(&mut self) -> String {
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("the driver answers");
        line
    }

    fn ask(&mut self, request: &Value) -> Page {
        writeln!(self.requests, "{request}").and_then(|()| self.requests.flush()).expect("the driver listens");
        let answer = self.answer();
        let page: Page = serde_json::from_str(&answer).unwrap_or_else(|e| panic!("{e}: {answer}"));
        if let Some(failure) = &page.failure {
            panic!("the browser fails: {failure}");
        }
        page
    }

    /// Pastes a text into the tab SQL of a database, and presses Go.
    pub fn paste(&mut self, database: &str, text: &str) -> Page {
        let request = json!({ "url": self.url, "db": database, "paste": text });
        self.ask(&request)
    }

    /// The same, with a photograph.
    pub fn paste_and_photograph(&mut self, database: &str, text: &str, photo: &Path) -> Page {
        let request = json!({ "url": self.url, "db": database, "paste": text, "photo": photo });
        self.ask(&request)
    }

    /// Uploads a file in the tab Import of a database, and presses Go.
    pub fn upload(&mut self, database: &str, file: &Path) -> Page {
        let request = json!({ "url": self.url, "db": database, "upload": file });
        self.ask(&request)
    }

    /// Opens a page and clicks some of what is on it.
    pub fn open(&mut self, file: &Path, click: &[&str], photo: Option<&Path>) -> Page {
        self.ask(&json!({ "page": format!("file://{}", file.display()), "click": click, "photo": photo }))
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = self.browser.kill();
        let _ = self.browser.wait();
    }
}

/// Debian fixes where the settings are, so a copy is served whose settings are here.
fn serve(server: &Server) -> (String, Keeper) {
    let owner = Owner::me();
    let dir = owner.folder();
    let at = |name: &str| dir.join(name).display().to_string();
    let copied = Command::new("cp").args(["-aL", PHPMYADMIN]).arg(dir.join("www")).status();
    assert!(copied.is_ok_and(|status| status.success()), "phpMyAdmin cannot be copied");
    for name in ["tmp", "sessions", "uploads"] {
        fs::create_dir(dir.join(name)).expect("a folder can be made");
    }
    let vendor = dir.join("www/libraries/vendor_config.php");
    let text = fs::read_to_string(&vendor).expect("phpMyAdmin says where its settings are");
    let text: String = text
        .lines()
        .map(|line| match line.trim_start().split(' ').next() {
            Some("'configFile'") => format!("'configFile' => '{}',\n", at("config.inc.php")),
            Some("'tempDir'") => format!("'tempDir' => '{}/',\n", at("tmp")),
            _ => format!("{line}\n"),
        })
        .collect();
    fs::write(&vendor, text).expect("a copy can be changed");
    let config = format!(
        "<?php
$cfg['blowfish_secret'] = 'only-for-tests-0123456789abcdef!';
$cfg['Servers'][1] = ['auth_type' => 'config', 'host' => '127.0.0.1', 'port' => '{}', 'user' => 'hosting', 'password' => 'hosting'];
$cfg['ServerDefault'] = 1;
$cfg['VersionCheck'] = false;
$cfg['SendErrorReports'] = 'never';
$cfg['PmaNoRelation_DisableWarning'] = true;
$cfg['TempDir'] = '{}/';
",
        server.port(),
        at("tmp")
    );
    fs::write(dir.join("config.inc.php"), config).expect("settings can be written");
    // Debian's limits for production: 8 MB a request, 2 MB a file.
    let inis = fs::read_dir("/usr/lib/php").into_iter().flatten().flatten();
    let ini = inis.map(|entry| entry.path().join("php.ini-production")).filter(|file| file.is_file()).max();
    let mut settings = ini.and_then(|file| fs::read_to_string(file).ok()).unwrap_or_default();
    for (name, value) in [
        ("session.save_path", at("sessions")),
        ("upload_tmp_dir", at("uploads")),
        ("sys_temp_dir", at("tmp")),
        ("error_log", at("php-error.log")),
    ] {
        settings.push_str(&format!("\n{name}={value}"));
    }
    fs::write(dir.join("php.ini"), settings).expect("settings can be written");
    // PHP's server lets a browser keep nothing, and each page has dozens of scripts.
    let router = "<?php
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$types = ['js' => 'text/javascript', 'css' => 'text/css', 'svg' => 'image/svg+xml', 'png' => 'image/png', 'gif' => 'image/gif'];
$type = $types[pathinfo($path, PATHINFO_EXTENSION)] ?? null;
$file = $_SERVER['DOCUMENT_ROOT'] . $path;
if ($type === null || !is_file($file)) { return false; }
header('Cache-Control: max-age=86400');
header('Content-Type: ' . $type);
readfile($file);
";
    fs::write(dir.join("router.php"), router).expect("a script can be written");
    let port = free_port();
    let php = found(&["php"]).expect("it was looked for").display().to_string();
    let address = format!("127.0.0.1:{port}");
    let keeper = Keeper::server(
        &owner,
        &dir,
        &[php, "-c".into(), at("php.ini"), "-S".into(), address.clone(), "-t".into(), at("www"), at("router.php")],
    );
    for _ in 0..200 {
        if std::net::TcpStream::connect(&address).is_ok() {
            return (format!("http://{address}/"), keeper);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("PHP's server does not start: {}", fs::read_to_string(dir.join("log")).unwrap_or_default());
}
