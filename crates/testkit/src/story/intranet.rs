//! An intranet of real programs, from Debian's packages: nginx, in front of a DokuWiki, a MediaWiki and a WordPress that PHP runs, of a relay
//! under a path, and of a portal whose policy is strict. Everything that they write is in a temporary folder.

use std::{
    fs::{self, File},
    io::{Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    os::unix::net::UnixStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use tempfile::TempDir;

use super::patience::until;

/// The programs, and where Debian's packages put them.
const NGINX: &str = "/usr/sbin/nginx";
const PHP: &str = "/usr/bin/php";
const DOKUWIKI: &str = "/usr/share/dokuwiki";
const MEDIAWIKI: &str = "/usr/share/mediawiki";
const WORDPRESS: &str = "/usr/share/wordpress";
const WORDPRESS_CONTENT: &str = "/var/lib/wordpress/wp-content";
const MARIADB: &str = "/usr/sbin/mariadbd";
const MARIADB_INSTALL: &str = "/usr/bin/mariadb-install-db";

/// The intranet, before a relay is there. Dropping it ends what runs.
pub struct Intranet {
    folder: TempDir,
    /// Where nginx serves the wiki and, under a path, the relay.
    wiki: SocketAddr,
    /// Where it serves another team's wiki, and the portal.
    team: SocketAddr,
    programs: Vec<Program>,
}

impl Intranet {
    /// Takes addresses for it.
    pub fn begin() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the intranet");
        Self { folder, wiki: free_address(), team: free_address(), programs: Vec::new() }
    }

    /// The options of a relay behind it, whose widget its pages show.
    pub fn options(&self) -> Vec<String> {
        let [wiki, team] = [self.wiki, self.team].map(|address| address.to_string());
        ["--origin", &wiki, "--trusted-proxy", "--embed-in", &format!("http://{team}")].map(str::to_owned).into()
    }

    /// Where the relay's files are, for pages.
    pub fn relay(&self) -> String {
        format!("http://{}/alongside/", self.wiki)
    }

    /// Starts nginx in front of this relay, and of what was started before.
    pub fn leads_to(&mut self, relay: SocketAddr) {
        let configuration = self.folder.path().join("nginx.conf");
        let (wiki, team, folder) = (self.wiki, self.team, self.folder.path().display());
        let behind = |name: &str| {
            let address = self.programs.iter().find(|program| program.name == name).map(|program| program.address);
            address.map_or(String::new(), |address| {
                format!("location /{name}/ {{ proxy_pass http://{address}/; proxy_set_header Host $http_host; }}")
            })
        };
        // The relay's lines are those of docs/operating.md.
        let text = format!(
            "daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
             events {{}}
             http {{
                access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
                fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
                types {{ text/html html; }}
                server {{
                    listen {wiki};
                    {}
                    location /alongside/ {{
                        proxy_pass http://{relay}/;
                        proxy_http_version 1.1;
                        proxy_set_header Host $http_host;
                        proxy_set_header Upgrade $http_upgrade;
                        proxy_set_header Connection \"upgrade\";
                        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                        proxy_read_timeout 120s;
                    }}
                }}
                server {{
                    listen {team};
                    {}
                    location /portal/ {{
                        root {folder};
                        add_header Content-Security-Policy \"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src http://{wiki}; frame-ancestors 'self'; form-action 'self'; base-uri 'self'\";
                    }}
                }}
             }}",
            behind("wiki"),
            behind("mediawiki") + &*behind("blog"),
        );
        fs::write(&configuration, text).expect("a configuration");
        let mut nginx = Command::new(NGINX);
        nginx.arg("-p").arg(self.folder.path()).arg("-c").arg(&configuration).arg("-e").arg(self.log("nginx"));
        self.run("nginx", self.wiki, &mut nginx);
    }

    /// Starts a DokuWiki with one page, whose raw HTML this is; to be opened once nginx leads to it.
    pub fn dokuwiki(&mut self, html: &str) -> String {
        let [conf, data] = ["dokuwiki-conf", "dokuwiki-data"].map(|name| self.subfolder(name));
        for part in
            ["attic", "cache", "index", "locks", "log", "media", "media_attic", "media_meta", "meta", "pages", "tmp"]
        {
            fs::create_dir(data.join(part)).expect("a folder of the wiki");
        }
        let local = format!(
            "<?php $conf['title'] = 'Handbook'; $conf['savedir'] = '{}'; $conf['basedir'] = '/wiki/'; $conf['useacl'] = 0; $conf['htmlok'] = 1; $conf['updatecheck'] = 0;",
            data.display()
        );
        fs::write(conf.join("local.php"), local).expect("the wiki's settings");
        // Debian's package has a plugin for tests of its own, which warns of itself on every page.
        fs::write(conf.join("plugins.local.php"), "<?php $plugins['testing'] = 0;").expect("the wiki's plugins");
        let prepended = conf.join("prepended.php");
        fs::write(&prepended, format!("<?php define('DOKU_CONF', '{}/');", conf.display())).expect("its folder's name");
        let page =
            format!("====== Our team ======\n\nBefore the room.\n\n<HTML>\n{html}\n</HTML>\n\nAfter the room.\n");
        fs::write(data.join("pages/team.txt"), page).expect("a page");
        let mut php = Command::new(PHP);
        php.arg("-d").arg(format!("auto_prepend_file={}", prepended.display()));
        self.serve("wiki", DOKUWIKI, &mut php);
        format!("http://{}/wiki/doku.php?id=team", self.wiki)
    }

    /// Starts a MediaWiki with one page, whose raw HTML this is; to be opened once nginx leads to it.
    pub fn mediawiki(&mut self, html: &str) -> String {
        let folder = self.subfolder("mediawiki");
        let settings = folder.join("LocalSettings.php");
        let maintain = |script: &str| {
            let mut php = Command::new(PHP);
            php.arg(Path::new(MEDIAWIKI).join("maintenance").join(script));
            php
        };
        let mut install = maintain("install.php");
        install.args(["--dbtype", "sqlite", "--dbname", "wiki", "--dbpath"]).arg(&folder);
        install.arg("--confpath").arg(&folder).arg("--server").arg(format!("http://{}", self.team));
        install.args(["--scriptpath", "/mediawiki", "--pass", "a long password of the tests", "Team wiki", "Admin"]);
        // Debian's own settings would count as an installation.
        succeeds(install.env("MW_CONFIG_FILE", folder.join("none.php")));
        let more = "\n$wgRawHtml = true;\n$wgMainCacheType = CACHE_NONE;\n$wgJobRunRate = 0;\n";
        File::options()
            .append(true)
            .open(&settings)
            .and_then(|mut file| file.write_all(more.as_bytes()))
            .expect("settings");
        let mut edit = maintain("edit.php");
        edit.args(["-u", "Admin", "Team"]).env("MW_CONFIG_FILE", &settings).stdin(Stdio::piped()).stdout(Stdio::null());
        let mut edited = edit.spawn().expect("PHP runs");
        let page = format!("Before the room.\n\n<html>{html}</html>\n\nAfter the room.\n");
        edited.stdin.take().expect("it is piped").write_all(page.as_bytes()).expect("a page is taken");
        assert!(edited.wait().is_ok_and(|status| status.success()), "MediaWiki takes a page");
        let mut php = Command::new(PHP);
        php.env("MW_CONFIG_FILE", &settings);
        self.serve("mediawiki", MEDIAWIKI, &mut php);
        format!("http://{}/mediawiki/index.php?title=Team", self.team)
    }

    /// Starts a WordPress with one page, in which this HTML is a block; to be opened once nginx leads to it.
    pub fn wordpress(&mut self, html: &str) -> String {
        let socket = self.database();
        let folder = self.subfolder("wordpress");
        // Its files, with settings of our own in the place of Debian's.
        for entry in fs::read_dir(WORDPRESS).expect("WordPress").flatten() {
            let name = entry.file_name();
            let content = PathBuf::from(WORDPRESS_CONTENT);
            let to = if name == "wp-content" { content } else { entry.path() };
            if name != "wp-config.php" {
                std::os::unix::fs::symlink(to, folder.join(name)).expect("a link to a file of WordPress");
            }
        }
        let (team, socket) = (self.team, socket.display());
        let settings = format!(
            "<?php define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', ''); define('DB_HOST', 'localhost:{socket}');
             define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', ''); define('WP_HOME', 'http://{team}/blog'); define('WP_SITEURL', WP_HOME);
             define('WP_CONTENT_DIR', '{WORDPRESS_CONTENT}'); define('DISABLE_WP_CRON', true); define('WP_HTTP_BLOCK_EXTERNAL', true);
             $table_prefix = 'wp_'; require_once ABSPATH . 'wp-settings.php';"
        );
        fs::write(folder.join("wp-config.php"), settings).expect("its settings");
        let prepended = self.folder.path().join("wordpress.php");
        fs::write(&prepended, format!("<?php define('ABSPATH', '{}/');", folder.display())).expect("its folder's name");
        let script = self.folder.path().join("install.php");
        let install = format!(
            "<?php define('WP_INSTALLING', true); $_SERVER['HTTP_HOST'] = '{team}'; $_SERVER['REQUEST_URI'] = '/blog/';
             function wp_new_blog_notification() {{}}
             require ABSPATH . 'wp-load.php'; require ABSPATH . 'wp-admin/includes/upgrade.php';
             wp_install('Team blog', 'admin', 'admin@example.org', true, '', 'a long password of the tests');
             kses_remove_filters();
             $page = \"<p>Before the room.</p>\n<!-- wp:html -->\n\" . file_get_contents('php://stdin') . \"\n<!-- /wp:html -->\n<p>After the room.</p>\";
             echo wp_insert_post(['post_type' => 'page', 'post_title' => 'Our team', 'post_status' => 'publish', 'post_content' => $page]);"
        );
        fs::write(&script, install).expect("a script");
        let prepend = format!("auto_prepend_file={}", prepended.display());
        let mut php = Command::new(PHP);
        php.args(["-d", &prepend]).arg(&script).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut installed = php.spawn().expect("PHP runs");
        installed.stdin.take().expect("it is piped").write_all(html.as_bytes()).expect("a page is taken");
        let said = installed.wait_with_output().expect("PHP ends").stdout;
        let said = String::from_utf8_lossy(&said);
        let page: u32 =
            said.trim().parse().unwrap_or_else(|_| panic!("WordPress is installed, and says its page: {said}"));
        let mut php = Command::new(PHP);
        let root = folder.display().to_string();
        self.serve("blog", &root, php.args(["-d", &prepend]));
        format!("http://{team}/blog/?page_id={page}")
    }

    /// Starts a database with nothing in it, and returns where it listens.
    fn database(&mut self) -> PathBuf {
        let (data, socket) = (self.folder.path().join("mariadb"), self.folder.path().join("mariadb.socket"));
        let in_data = format!("--datadir={}", data.display());
        let mut install = Command::new(MARIADB_INSTALL);
        succeeds(
            install
                .args(["--no-defaults", &in_data, "--auth-root-authentication-method=normal", "--skip-test-db"])
                .args(AS_ROOT),
        );
        fs::create_dir(data.join("wordpress")).expect("a database is a folder");
        let mut server = Command::new(MARIADB);
        server.args(["--no-defaults", &in_data, "--skip-networking", "--skip-grant-tables"]).args(AS_ROOT);
        server.arg(format!("--socket={}", socket.display()));
        let log = File::create(self.log("mariadb")).expect("a log");
        let child = server.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn().expect("MariaDB starts");
        self.programs.push(Program { name: "mariadb", address: free_address(), child });
        until("MariaDB listens", || UnixStream::connect(&socket).map(drop).map_err(|error| error.to_string()));
        socket
    }

    /// A page of the portal, whose policy lets it run no script of others and frame the relay alone.
    pub fn portal(&self, html: &str) -> String {
        let folder = self.folder.path().join("portal");
        fs::create_dir_all(&folder).expect("a folder of the portal");
        let page = format!(
            "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Portal</title></head><body><h1>Portal</h1>{html}</body></html>"
        );
        fs::write(folder.join("team.html"), page).expect("a page of the portal");
        format!("http://{}/portal/team.html", self.team)
    }

    fn serve(&mut self, name: &'static str, root: &str, php: &mut Command) {
        let address = free_address();
        self.run(name, address, php.args(["-S", &address.to_string(), "-t", root]));
    }

    fn run(&mut self, name: &'static str, address: SocketAddr, command: &mut Command) {
        let log = File::create(self.log(name)).expect("a log");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        let child = command.spawn().unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
        self.programs.push(Program { name, address, child });
        let log = self.log(name);
        until(format!("{name} listens"), || {
            TcpStream::connect_timeout(&address, Duration::from_secs(1)).map(drop).map_err(|error| {
                let mut said = String::new();
                let _ = File::open(&log).and_then(|mut log| log.read_to_string(&mut said));
                format!("{error}; {said}")
            })
        });
    }

    fn log(&self, name: &str) -> PathBuf {
        self.folder.path().join(format!("{name}.log"))
    }

    fn subfolder(&self, name: &str) -> PathBuf {
        let folder = self.folder.path().join(name);
        fs::create_dir(&folder).expect("a folder");
        folder
    }
}

/// What a database asks for that root starts, and others need not give.
const AS_ROOT: &[&str] = &["--user=root"];

/// A program that runs until it is dropped.
struct Program {
    name: &'static str,
    address: SocketAddr,
    child: Child,
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[track_caller]
fn succeeds(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
    let said = [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).join("\n");
    assert!(output.status.success(), "{command:?} failed:\n{said}");
}

/// An address that nothing listens on.
fn free_address() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("its address")
}
