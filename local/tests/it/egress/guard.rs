//! What the function refuses to be used for, and what it does not wait for (server-side request forgery).

use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::atomic::{AtomicUsize, Ordering};

use egress::{Egress, Network, Settings};
use shared::egress::{Answer, Failed, Reply, Repository, Request};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// Counts as the public internet here.
const PUBLIC: Ipv4Addr = Ipv4Addr::LOCALHOST;
/// Counts as a private address.
const PRIVATE: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);

/// A server that answers every request with the same bytes, then with nothing more, until whoever asked has gone.
async fn server(at: Ipv4Addr, answer: impl Fn(u16) -> Vec<u8> + Send + Sync + 'static) -> u16 {
    let listener = TcpListener::bind((at, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let answer = answer(port);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            read_request(&mut stream).await;
            let _ = stream.write_all(&answer).await;
            let _ = stream.shutdown().await;
        }
    });
    port
}

async fn read_request(stream: &mut TcpStream) {
    let mut seen = Vec::new();
    let mut buffer = [0; 1024];
    while !seen.windows(4).any(|window| window == b"\r\n\r\n") {
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return,
            Ok(read) => seen.extend_from_slice(&buffer[..read]),
        }
    }
}

fn page(body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn redirect(to: &str) -> Vec<u8> {
    format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n").into_bytes()
}

/// Asks for the website of somebody on a server at `port`. Names that begin with `private` lead to a private address.
async fn ask(port: u16) -> Reply {
    ask_where(port, |name| Ok(vec![if name.starts_with("private") { PRIVATE.into() } else { PUBLIC.into() }])).await
}

async fn ask_where(port: u16, look_up: impl Fn(&str) -> io::Result<Vec<IpAddr>> + Send + Sync + 'static) -> Reply {
    let settings =
        Settings { pages: format!("http://{{owner}}.github.io:{port}"), ..Settings::new(String::new(), String::new()) };
    let network = Network::stand_ins(look_up, |address| address == IpAddr::V4(PUBLIC));
    let egress = Egress::start(settings, network).unwrap();
    egress.answer(Request::Website(Repository::new("user", "site").unwrap())).await
}

fn url(port: u16) -> String {
    format!("http://user.github.io:{port}/site/")
}

#[tokio::test]
async fn a_page_is_read_also_where_it_leads_on_to_a_public_name() {
    let there = server(PUBLIC, |_| page("hello")).await;
    assert_eq!(ask(there).await, Ok(Answer::Page("hello".to_owned())));
    let here = server(PUBLIC, move |_| redirect(&format!("http://own-name.example:{there}/"))).await;
    assert_eq!(ask(here).await, Ok(Answer::Page("hello".to_owned())));
}

#[tokio::test]
async fn a_redirect_to_a_private_address_is_not_followed() {
    let secret = server(PRIVATE, |_| page("secret")).await;
    for to in [
        format!("http://private.example:{secret}/"),
        format!("http://127.0.0.2:{secret}/"),
        format!("http://127.0.0.1:{secret}/"),
        format!("http://2130706434:{secret}/"),
        format!("http://0x7f.0.0.2:{secret}/"),
        format!("http://[::ffff:127.0.0.2]:{secret}/"),
        format!("http://user:word@own-name.example:{secret}/"),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "file:///etc/passwd".to_owned(),
        "gopher://own-name.example/".to_owned(),
    ] {
        let sent_to = to.clone();
        let here = server(PUBLIC, move |_| redirect(&sent_to)).await;
        assert_eq!(ask(here).await, Err(Failed::Refused { url: url(here) }), "{to}");
    }
}

#[tokio::test]
async fn a_name_that_leads_to_a_private_address_is_refused_also_among_public_ones() {
    let port = server(PRIVATE, |_| page("secret")).await;
    for addresses in [vec![PRIVATE], vec![PUBLIC, PRIVATE], vec![PRIVATE, PUBLIC]] {
        let found: Vec<IpAddr> = addresses.into_iter().map(IpAddr::V4).collect();
        assert_eq!(ask_where(port, move |_| Ok(found.clone())).await, Err(Failed::Refused { url: url(port) }));
    }
}

/// A name that is public when it is looked at, and private when it is connected to.
#[tokio::test]
async fn a_name_that_changes_its_mind_is_looked_up_once_a_connection_and_checked_each_time() {
    let here = server(PUBLIC, |port| redirect(&format!("http://user.github.io:{port}/site/again/"))).await;
    let asked = std::sync::Arc::new(AtomicUsize::new(0));
    let counted = asked.clone();
    let reply = ask_where(here, move |_| {
        let before = counted.fetch_add(1, Ordering::SeqCst);
        Ok(vec![if before == 0 { PUBLIC.into() } else { PRIVATE.into() }])
    })
    .await;
    assert_eq!(reply, Err(Failed::Refused { url: url(here) }));
    assert_eq!(asked.load(Ordering::SeqCst), 2, "no look-up but those that connections were made from");
}

#[tokio::test]
async fn a_loop_of_redirects_ends() {
    let here = server(PUBLIC, |port| redirect(&format!("http://user.github.io:{port}/site/"))).await;
    assert_eq!(ask(here).await, Err(Failed::Refused { url: url(here) }));
}

#[tokio::test]
async fn what_is_too_large_is_not_read_to_its_end() {
    let told = server(PUBLIC, |_| b"HTTP/1.1 200 OK\r\ncontent-length: 104857600\r\n\r\n".to_vec()).await;
    assert_eq!(ask(told).await, Err(Failed::TooLarge { url: url(told) }));
    let untold = server(PUBLIC, |_| {
        let mut answer = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n".to_vec();
        answer.resize(100 * 1024 * 1024, b'x');
        answer
    })
    .await;
    assert_eq!(ask(untold).await, Err(Failed::TooLarge { url: url(untold) }));
}

#[tokio::test]
async fn what_was_compressed_unasked_is_not_unpacked() {
    let here = server(PUBLIC, |_| b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 4\r\n\r\nbomb".to_vec()).await;
    assert_eq!(ask(here).await, Err(Failed::Unreachable { url: url(here) }));
}

#[tokio::test]
async fn an_error_is_told_with_its_status_and_nobody_there_is_told_as_such() {
    let missing = server(PUBLIC, |_| b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n".to_vec()).await;
    assert_eq!(ask(missing).await, Err(Failed::Status { url: url(missing), status: 404 }));
    let nowhere = TcpListener::bind((PUBLIC, 0)).await.unwrap().local_addr().unwrap().port();
    assert_eq!(ask(nowhere).await, Err(Failed::Unreachable { url: url(nowhere) }));
    let unknown = ask_where(nowhere, |_| Err(io::ErrorKind::NotFound.into())).await;
    assert_eq!(unknown, Err(Failed::Unreachable { url: url(nowhere) }));
}

/// Real time passes here: nothing but waiting shows that nobody waits for ever.
#[tokio::test]
async fn a_server_that_never_answers_is_given_up() {
    let listener = TcpListener::bind((PUBLIC, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    assert_eq!(ask(port).await, Err(Failed::TooSlow { url: url(port) }));
    drop(listener);
}
