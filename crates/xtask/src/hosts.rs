//! The programs in whose pages the stories show the widget: two wikis and a blog, with what runs them.

use std::path::Path;

use crate::{
    error::{Error, Result},
    system::{self, Packages},
};

/// A file, and the Debian packages that bring it. What is looked for is what `crates/testkit/src/story/intranet.rs` runs.
const HOSTS: [(&str, &[&str]); 7] = [
    ("/usr/sbin/nginx", &["nginx-light"]),
    ("/usr/bin/php", &["php-cli", "php-mbstring", "php-mysql", "php-sqlite3", "php-xml"]),
    ("/usr/share/dokuwiki/doku.php", &["dokuwiki"]),
    ("/usr/share/mediawiki/index.php", &["mediawiki"]),
    ("/usr/share/wordpress/wp-load.php", &["wordpress"]),
    ("/usr/share/wordpress/wp-content/themes/twentytwentythree/style.css", &["wordpress-theme-twentytwentythree"]),
    ("/usr/sbin/mariadbd", &["mariadb-server"]),
];

/// Finds them, or installs them by the system's package manager if we may.
pub(crate) fn ensure() -> Result<()> {
    let wanted = missing();
    if !wanted.is_empty()
        && let Packages::As(prefix) = system::packages()
    {
        system::install(prefix, "wikis, and nginx in front of them", &wanted)?;
    }
    match missing().as_slice() {
        [] => Ok(()),
        missing => Err(Error::Missing {
            what: format!("Of the wikis that show the widget: {}", missing.join(", ")),
            how: format!("Debian: sudo apt-get install {}.", missing.join(" ")),
        }),
    }
}

fn missing() -> Vec<&'static str> {
    let missing = HOSTS.iter().filter(|(file, _)| !Path::new(file).is_file());
    missing.flat_map(|(_, packages)| packages.iter().copied()).collect()
}
