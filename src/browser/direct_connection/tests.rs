//! Tests with both ends in one page, whose signals the test carries.

use crate::browser::direct_connection::*;

#[test]
fn a_server_is_named_with_who_may_use_it() {
    let named = NamedServer::from("turn:al:s3:cr@t@relay.example:3478?transport=udp");
    let url = "turn:relay.example:3478?transport=udp".to_owned();
    assert_eq!(named, NamedServer { url, who: Some(("al", "s3:cr@t")) });
    assert_eq!(
        NamedServer::from("stun:relay.example"),
        NamedServer { url: "stun:relay.example".to_owned(), who: None }
    );
}

#[cfg(target_arch = "wasm32")]
mod in_a_browser {
    use js_sys::Promise;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    use super::*;

    wasm_bindgen_test_configure!(run_in_browser);

    type Events = Rc<RefCell<Vec<DirectEvent>>>;

    /// The impolite end and the polite one, the signals of each that were not carried yet, and the events of each.
    struct ConnectedPair {
        ends: [DirectConnection; 2],
        said: [Events; 2],
        happened: [Events; 2],
        /// How many offers of each end were carried.
        offers: [Cell<usize>; 2],
    }

    impl ConnectedPair {
        fn new() -> Self {
            let (said, happened): ([Events; 2], [Events; 2]) = Default::default();
            let end = |at: usize| {
                let (said, happened) = (Rc::clone(&said[at]), Rc::clone(&happened[at]));
                let end = DirectConnection::open(at == 1, &[], move |event| match event {
                    event @ DirectEvent::Says(_) => said.borrow_mut().push(event),
                    event => happened.borrow_mut().push(event),
                });
                end.unwrap()
            };
            Self { ends: [end(0), end(1)], said, happened, offers: Default::default() }
        }

        /// Makes both ends offer before either has received the other's offer.
        async fn both_offer(&self) {
            let offers = |said: &Events| {
                said.borrow().iter().any(|event| matches!(event, DirectEvent::Says(SignalBody::Offer(_))))
            };
            while !self.said.iter().all(offers) {
                a_moment().await;
            }
        }

        /// Carries signals until both ends have had this event.
        async fn until(&self, wanted: &DirectEvent) {
            while !self.happened.iter().all(|happened| happened.borrow().contains(wanted)) {
                for (from, to) in [(0, 1), (1, 0)] {
                    for event in self.said[from].take() {
                        if let DirectEvent::Says(said) = event {
                            let offers = usize::from(matches!(said, SignalBody::Offer(_)));
                            self.offers[from].update(|made| made + offers);
                            self.ends[to].hear(said);
                        }
                    }
                }
                a_moment().await;
            }
        }

        async fn carries(&self, bytes: &[u8]) {
            self.happened.iter().for_each(|happened| happened.borrow_mut().clear());
            self.ends.iter().for_each(|end| end.send(bytes));
            self.until(&DirectEvent::Arrived(bytes.to_vec())).await;
        }
    }

    async fn a_moment() {
        let passed = Promise::new(&mut |done, _| {
            gloo::utils::window().set_timeout_with_callback_and_timeout_and_arguments_0(&done, 5).unwrap();
        });
        JsFuture::from(passed).await.unwrap();
    }

    #[wasm_bindgen_test]
    async fn only_one_end_begins() {
        let pair = ConnectedPair::new();
        pair.until(&DirectEvent::Opened).await;
        pair.carries(b"there and back").await;
        assert_eq!(pair.offers.map(|made| made.get()), [1, 0]);
    }

    #[wasm_bindgen_test]
    async fn a_connection_carries_on_when_both_ends_restart_ice_at_once() {
        let pair = ConnectedPair::new();
        pair.until(&DirectEvent::Opened).await;
        for end in &pair.ends {
            end.negotiation.restart_ice().unwrap();
        }
        pair.both_offer().await;
        pair.carries(b"still there").await;
        let closed = |happened: &Events| happened.borrow().contains(&DirectEvent::Closed);
        assert!(!pair.happened.iter().any(closed));
        // Both agreed on the new candidates: neither waits for an answer any more.
        while !pair.ends.iter().all(|end| end.negotiation.connection.signaling_state() == RtcSignalingState::Stable) {
            pair.carries(b"until it is settled").await;
        }
    }

    #[wasm_bindgen_test]
    async fn dropping_one_end_closes_the_other() {
        let ConnectedPair { ends: [one, other], said, happened, .. } = {
            let pair = ConnectedPair::new();
            pair.until(&DirectEvent::Opened).await;
            pair
        };
        drop(one);
        while !happened[1].borrow().contains(&DirectEvent::Closed) {
            a_moment().await;
        }
        drop((other, said));
        assert!(!happened[0].borrow().contains(&DirectEvent::Closed), "a dropped end gets no more events");
    }
}
