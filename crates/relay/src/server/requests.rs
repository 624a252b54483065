//! Counts, by address, the TCP connections that are not WebSockets yet: a client that opens them and sends or reads
//! nothing must not keep others out.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::config::Address;

/// How many such connections each address has.
#[derive(Debug, Clone, Default)]
pub(super) struct Requests(Arc<Mutex<HashMap<Address, u32>>>);

/// One counted connection; dropping this uncounts it.
#[derive(Debug)]
pub(super) struct Counted {
    requests: Requests,
    address: Option<Address>,
}

impl Requests {
    /// Counts one more; `None` if the address has `most` (0: any number) already. An uncounted address may have any
    /// number.
    pub(super) fn count(&self, address: Option<Address>, most: u32) -> Option<Counted> {
        if let Some(address) = address {
            let mut open = self.open();
            let open = open.entry(address).or_default();
            if most > 0 && *open >= most {
                return None;
            }
            *open += 1;
        }
        Some(Counted { requests: self.clone(), address })
    }

    fn open(&self) -> MutexGuard<'_, HashMap<Address, u32>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let Some(address) = self.address else { return };
        let mut open = self.requests.open();
        if let Some(count) = open.get_mut(&address) {
            *count -= 1;
            if *count == 0 {
                open.remove(&address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_limit_of_connections_that_are_no_sockets_and_gets_ended_ones_back() {
        let requests = Requests::default();
        let address = Some(Address::V4([192, 0, 2, 1]));
        let held = [requests.count(address, 2), requests.count(address, 2)];
        assert!(held.iter().all(Option::is_some) && requests.count(address, 2).is_none());
        assert!(requests.count(Some(Address::V4([192, 0, 2, 2])), 2).is_some());
        drop(held);
        assert!(requests.count(address, 2).is_some());
        assert_eq!(requests.open().len(), 0);
    }
}
