//! What an embedded room costs the page around it, and how soon it is there: one line of script in a page of another origin, an empty
//! browser, a line like a "fast 3G" (1.6 Mbit/s, 150 ms there and back) and a processor slowed down four times.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::panic, reason = "a measurement that goes wrong fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "the slow line is made of real time: it delays bytes by the clock")]

use std::{
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
        mpsc::channel,
    },
    thread,
    time::{Duration, Instant},
};

use alongside_testkit::story::{
    element::Finds,
    host_server::HostServer,
    person::{Person, Story},
};

const RUNS: usize = 5;
const ONE_WAY: Duration = Duration::from_millis(75);
const BYTES_A_SECOND: f64 = 200_000.0;
const SLOWER: u32 = 4;

fn main() {
    let mut figures: [Vec<f64>; 6] = Default::default();
    for _ in 0..RUNS {
        for (figure, measured) in figures.iter_mut().zip(run()) {
            figure.push(measured);
        }
    }
    let [painted, interactive, bytes, shift, host, memory] = figures.map(median);
    let line = "fast 3G, processor ÷ 4, median of 5";
    tell("embed: first paint in the frame", &format!("{painted:.0} ms"), "", None, line);
    tell("embed: “Start a room” can be pressed", &format!("{interactive:.0} ms"), "", None, line);
    tell("embed: bytes from the relay until then", &format!("{:.1} KB", bytes / 1_000.0), "", None, "headers included");
    tell(
        "embed: layout shift of the page around",
        &format!("{shift:.3}"),
        "0",
        Some(shift == 0.0),
        "from load to a room in use; the page's style gives the height",
    );
    tell(
        "embed: main thread of the page around",
        &format!("{host:.1} ms"),
        "≤ 5 ms",
        Some(host <= 5.0),
        "before a touch, processor ÷ 4",
    );
    tell(
        "embed: JavaScript heap of the frame",
        &format!("{:.1} MB", memory / 1e6),
        "",
        None,
        "a room in use; without wasm memory",
    );
}

fn tell(name: &str, measured: &str, target: &str, is_met: Option<bool>, note: &str) {
    let verdict = is_met.map_or("", |is_met| if is_met { "ok" } else { "MISS" });
    println!("BENCH {name}\t{measured}\t{target}\t{verdict}\t{note}");
}

/// One cold start: painted, interactive, bytes, layout shift, main thread of the host, heap.
fn run() -> [f64; 6] {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let line = listener.local_addr().expect("the port");
    let server = HostServer::start();
    let mut options = vec!["--origin".to_owned(), line.to_string()];
    for origin in [server.origin(), server.origin_elsewhere()] {
        options.extend(["--embed-in".to_owned(), origin]);
    }
    let story = Story::begin_with(&options);
    let passed = slow_line(listener, story.relay.address());
    let script = format!("http://{line}/alongside.js");
    let element = "<alongside-room name='Ana'></alongside-room>";
    server.serves("/own.html", &page(&format!("<script type='module' src='{script}'></script>"), element));
    server.serves("/measured.html", &page("", ""));

    // Of one site with the relay, so that the frame is slowed down with the page.
    let ana = story.person("Ana");
    ana.before_each_page(NOTE);
    ana.slows_down(SLOWER);
    ana.goto(&format!("{}/own.html", server.origin()));
    let began = number(&ana, "return performance.timeOrigin");
    ana.page_becomes("the frame", &format!("return Boolean({FRAME})"));
    ana.look_into_frame_of(&format!("return {FRAME}"));
    ana.page_becomes("it can be started", "return self.interactive !== undefined");
    let bytes = passed.load(Ordering::Relaxed) as f64;
    let interactive = number(&ana, "return self.interactive") - began;
    let painted = number(
        &ana,
        "return performance.timeOrigin + performance.getEntriesByName('first-contentful-paint')[0].startTime",
    ) - began;
    ana.slows_down(1);
    ana.button("Start a room").click();
    ana.adds_point("Growth");
    ana.sync().reads("Sent");
    let heap = number(&ana, "return performance.memory.usedJSHeapSize");
    ana.look_at_whole_page();
    let shift = number(&ana, "return self.shift");

    // Of another site, as most are: the frame has a process of its own, and the page's own thread is what is measured.
    ana.slows_down(SLOWER);
    ana.goto(&format!("{}/measured.html", server.origin_elsewhere()));
    let host = number(&ana, &MEASURE.replace("SCRIPT", &script));
    [painted, interactive, bytes, shift, host, heap]
}

fn page(script: &str, element: &str) -> String {
    format!(
        "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>A wiki</title>
         <style>alongside-room {{ display: block; height: 480px }}</style>{script}</head>
         <body><h1>A wiki</h1><p>Before</p>{element}<p>After</p></body></html>"
    )
}

fn number(person: &Person, script: &str) -> f64 {
    person.ask_page(script).as_f64().unwrap_or_else(|| panic!("no number from {script}"))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A line to this address, as slow as one that many have; counts the bytes that came over it.
fn slow_line(listener: TcpListener, to: SocketAddr) -> Arc<AtomicU64> {
    let passed = Arc::new(AtomicU64::new(0));
    let free_at = Arc::new(Mutex::new(Instant::now()));
    let counted = Arc::clone(&passed);
    thread::spawn(move || {
        for near in listener.incoming().flatten() {
            let (counted, free_at) = (Arc::clone(&counted), Arc::clone(&free_at));
            thread::spawn(move || {
                // A connection costs one way there and back before the first byte.
                thread::sleep(2 * ONE_WAY);
                let far = TcpStream::connect(to).expect("the relay");
                let (up_from, up_to) = (near.try_clone().expect("a socket"), far.try_clone().expect("a socket"));
                carry(up_from, up_to, |_| Instant::now() + ONE_WAY);
                carry(far, near, move |bytes| {
                    counted.fetch_add(bytes as u64, Ordering::Relaxed);
                    // All connections share the line.
                    let mut free_at = free_at.lock().unwrap_or_else(PoisonError::into_inner);
                    *free_at = (*free_at).max(Instant::now()) + Duration::from_secs_f64(bytes as f64 / BYTES_A_SECOND);
                    *free_at + ONE_WAY
                });
            });
        }
    });
    passed
}

/// Carries bytes one way, each at its time.
fn carry(mut from: TcpStream, mut to: TcpStream, mut arrives: impl FnMut(usize) -> Instant + Send + 'static) {
    let (send, receive) = channel::<(Instant, Vec<u8>)>();
    thread::spawn(move || {
        let mut bytes = [0; 1460];
        while let Ok(read @ 1..) = from.read(&mut bytes) {
            if send.send((arrives(read), bytes[..read].to_vec())).is_err() {
                break;
            }
        }
    });
    thread::spawn(move || {
        for (at, bytes) in receive {
            thread::sleep(at.saturating_duration_since(Instant::now()));
            if to.write_all(&bytes).is_err() {
                break;
            }
        }
        // The other side may be closed already.
        let _ = to.shutdown(Shutdown::Write);
    });
}

const FRAME: &str = "document.querySelector('alongside-room')?.shadowRoot?.querySelector('iframe')";

/// When a room can be started, and what moved.
const NOTE: &str = "
    self.shift = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (self.shift += entry.value))).observe({ type: 'layout-shift', buffered: true });
    const look = () => {
        const root = document.querySelector('alongside-room[frame]')?.shadowRoot;
        if (root?.querySelector('.lobby button.primary')) self.interactive = performance.timeOrigin + performance.now();
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);";

/// The time that the page's own thread spends on the script, on the element, and on what both hear later. The script is fetched and
/// compiled beforehand, as a browser does off that thread.
const MEASURE: &str = "return (async () => {
    let spent = 0;
    const timed = (act) => function (...given) {
        const began = performance.now();
        try { return act.apply(this, given); } finally { spent += performance.now() - began; }
    };
    const listen = EventTarget.prototype.addEventListener;
    EventTarget.prototype.addEventListener = function (name, act, ...rest) { return listen.call(this, name, timed(act), ...rest); };
    const { set } = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage');
    Object.defineProperty(MessagePort.prototype, 'onmessage', { set(act) { set.call(this, timed(act)); } });
    const link = Object.assign(document.createElement('link'), { rel: 'modulepreload', href: 'SCRIPT' });
    const fetched = new Promise((done) => (link.onload = done));
    document.head.append(link);
    await fetched;
    const began = performance.now();
    await import('SCRIPT');
    spent += performance.now() - began;
    const room = document.createElement('alongside-room');
    const ready = new Promise((done) => (room.addEventListener('alongside:ready', done)));
    timed(() => document.body.append(room))();
    await ready;
    await new Promise((done) => setTimeout(done, 2000));
    return spent;
})()";
