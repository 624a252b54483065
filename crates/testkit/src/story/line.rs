//! One person's network line: a browser that is given a [`NetworkLine`] has no other connection, and the line can be
//! cut.

use std::{
    io::{Read, Result, Write},
    net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex, PoisonError},
    thread,
};

/// A SOCKS proxy to addresses of this machine. Cutting the line closes what is open and refuses new connections.
pub struct NetworkLine {
    address: SocketAddr,
    ends: Arc<Mutex<Ends>>,
    heard: Arc<Mutex<Vec<u8>>>,
}

/// The open connections; `None` while the line is cut.
type Ends = Option<Vec<TcpStream>>;

impl NetworkLine {
    /// Starts the proxy.
    pub fn lay() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("its address");
        let ends = Arc::new(Mutex::new(Some(Vec::new())));
        let heard = Arc::<Mutex<Vec<u8>>>::default();
        let (kept, tape) = (Arc::clone(&ends), Arc::clone(&heard));
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let (ends, tape) = (Arc::clone(&kept), Arc::clone(&tape));
                // A connection that fails on the way needs no handling.
                thread::spawn(move || carry(client, &ends, &tape));
            }
        });
        Self { address, ends, heard }
    }

    /// The proxy's address.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Closes everything that is open and refuses new connections.
    pub fn cut(&self) {
        let open = self.ends.lock().unwrap_or_else(PoisonError::into_inner).take();
        for end in open.into_iter().flatten() {
            // It may be closed already.
            let _ = end.shutdown(Shutdown::Both);
        }
    }

    /// Everything that the browser received. (What it sends is masked, as WebSocket requires, so it cannot be read
    /// here.)
    pub fn heard(&self) -> Vec<u8> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Accepts connections again.
    pub fn mend(&self) {
        self.ends.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_default();
    }
}

fn carry(mut client: TcpStream, ends: &Mutex<Ends>, tape: &Mutex<Vec<u8>>) -> Result<()> {
    let to = asked_for(&mut client)?;
    let mut server = TcpStream::connect(to)?;
    if let Some(open) = ends.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
        open.extend([client.try_clone()?, server.try_clone()?]);
    } else {
        return client.shutdown(Shutdown::Both);
    }
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    client.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0])?;
    let (mut from, mut back) = (client.try_clone()?, server.try_clone()?);
    thread::spawn(move || {
        std::io::copy(&mut from, &mut back)?;
        back.shutdown(Shutdown::Write)
    });
    let mut bytes = [0; 16 * 1024];
    loop {
        match server.read(&mut bytes)? {
            0 => return client.shutdown(Shutdown::Write),
            read => {
                tape.lock().unwrap_or_else(PoisonError::into_inner).extend(&bytes[..read]);
                client.write_all(&bytes[..read])?;
            }
        }
    }
}

/// Reads the greeting of SOCKS 5, without a password; returns the address that the client wants to reach.
fn asked_for(client: &mut TcpStream) -> Result<SocketAddr> {
    let mut head = [0; 2];
    client.read_exact(&mut head)?;
    client.read_exact(&mut vec![0; head[1].into()])?;
    client.write_all(&[5, 0])?;
    let mut request = [0; 4];
    client.read_exact(&mut request)?;
    let name = match request[3] {
        1 => {
            let mut address = [0; 4];
            client.read_exact(&mut address)?;
            Ipv4Addr::from(address).to_string()
        }
        _ => {
            let mut length = [0; 1];
            client.read_exact(&mut length)?;
            let mut name = vec![0; length[0].into()];
            client.read_exact(&mut name)?;
            String::from_utf8_lossy(&name).into_owned()
        }
    };
    let mut port = [0; 2];
    client.read_exact(&mut port)?;
    let here = name.parse().unwrap_or(Ipv4Addr::LOCALHOST);
    Ok(SocketAddr::from((here, u16::from_be_bytes(port))))
}
