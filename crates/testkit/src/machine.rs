//! A Debian machine with systemd, as far as a package needs one to be installed and run: this machine's files, with changes that
//! are dropped at the end, and processes, mounts and users of its own. It shares the network with this machine.
//!
//! It takes root, and a kernel with overlays.

#![allow(clippy::disallowed_methods, reason = "nothing tells when a machine has started")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    thread,
    time::Duration,
};

use tempfile::TempDir;

/// A machine that runs. Dropping this ends it with everything on it.
pub struct Machine {
    child: Child,
    folder: TempDir,
    init: u32,
}

impl Machine {
    /// Starts one, and waits until it has started.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for part in ["changes", "work", "root"] {
            fs::create_dir(folder.path().join(part)).expect("a folder");
        }
        let log = fs::File::create(folder.path().join("log")).expect("a log");
        let mut command = Command::new("unshare");
        command.args([
            "--mount",
            "--propagation",
            "private",
            "--pid",
            "--fork",
            "--kill-child",
            "--cgroup",
            "--uts",
            "--ipc",
        ]);
        command.args(["sh", "-ec", BOOT, "boot"]).arg(folder.path());
        let quiet = log.try_clone().expect("a log");
        let child = command.stdin(Stdio::null()).stdout(quiet).stderr(log).spawn();
        let mut machine = Self { child: child.expect("`unshare` of util-linux"), folder, init: 0 };
        for _ in 0..600 {
            thread::sleep(Duration::from_millis(100));
            machine.init = child_of(machine.child.id()).unwrap_or_default();
            if machine.init > 0 && machine.run("systemctl is-active basic.target").status.success() {
                return machine;
            }
            assert!(machine.child.try_wait().expect("a child process").is_none(), "no machine: {}", machine.log());
        }
        panic!("the machine does not start: {}", machine.log());
    }

    /// Runs a command of the shell on it.
    pub fn run(&self, script: &str) -> Output {
        let mut command = Command::new("nsenter");
        command.args([
            "--target",
            &self.init.to_string(),
            "--mount",
            "--pid",
            "--uts",
            "--ipc",
            "--cgroup",
            "--root",
            "--wd=/",
        ]);
        command.args(["sh", "-c", script]).stdin(Stdio::null()).env("DEBIAN_FRONTEND", "noninteractive");
        command.output().expect("`nsenter` of util-linux")
    }

    /// The same, for a command that succeeds; what it has said.
    pub fn must(&self, script: &str) -> String {
        let Output { status, stdout, stderr } = self.run(script);
        let said = String::from_utf8_lossy(&stdout).into_owned();
        assert!(status.success(), "{script}: {said}{}", String::from_utf8_lossy(&stderr));
        said
    }

    /// Where this machine has a file of it: what was written there, or will be found there.
    pub fn file(&self, path: &str) -> PathBuf {
        let root = Path::new("/proc").join(self.init.to_string()).join("root");
        root.join(path.trim_start_matches('/'))
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        // With the first process of a machine all others end.
        let _ = Command::new("kill").args(["-9", &self.init.to_string()]).status();
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn child_of(process: u32) -> Option<u32> {
    let children = fs::read_to_string(format!("/proc/{process}/task/{process}/children")).ok()?;
    children.split_whitespace().next()?.parse().ok()
}

/// Mounts what a machine needs and becomes its systemd. What is this machine's, `/proc/sys` and `/sys`, can only be read.
const BOOT: &str = r#"
cd "$1"
mount -t overlay overlay -o lowerdir=/,upperdir=changes,workdir=work root
cd root
# Where this machine is a container that starts no services, that one does.
rm -f usr/sbin/policy-rc.d
mount -t proc proc proc
mount --bind proc/sys proc/sys
mount -o remount,bind,ro proc/sys
mount -t sysfs -o ro sysfs sys
mount -t tmpfs tmpfs sys/fs/cgroup
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs tmpfs run
mount -t tmpfs tmpfs tmp
mount -t tmpfs tmpfs dev
for node in null zero full random urandom tty; do touch dev/$node; mount --bind /dev/$node dev/$node; done
mkdir dev/shm dev/pts
mount -t tmpfs tmpfs dev/shm
mount -t devpts devpts dev/pts -o newinstance,ptmxmode=0666
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
touch dev/console "$1/console"
mount --bind "$1/console" dev/console
exec env -i container=alongside PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot . /lib/systemd/systemd --unit=basic.target --show-status=no
"#;
