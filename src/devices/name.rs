//! What a device is called.

use crate::{
    browser::agent::{Agent, agent},
    strings::{Key, fill, t},
};

/// A name that tells this device from the person's others, as far as it can be recognised: "Firefox on Linux".
pub fn device_name() -> String {
    match agent() {
        Agent { browser: Some(browser), system: Some(system) } => {
            fill(Key::DeviceOn, &[("browser", browser), ("system", system)])
        }
        Agent { browser: Some(name), system: None } | Agent { browser: None, system: Some(name) } => name.to_owned(),
        Agent { browser: None, system: None } => t(Key::DeviceUnknown).to_owned(),
    }
}
