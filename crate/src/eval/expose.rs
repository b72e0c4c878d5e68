//! Ports of `EXPOSE`: `[ip:][host port:]port[-end][/protocol]`.

use std::net::IpAddr;

use crate::text::go::{atoi, quote};

/// What one word of an `EXPOSE` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exposed {
    /// `port/protocol`, or the message of the reference.
    pub ports: Result<Vec<String>, String>,
    /// Whether the protocol is not in lower case.
    pub proto_casing: bool,
    /// Whether there is an address or a port of the host.
    pub has_host_part: bool,
}

/// Reads one word.
pub fn read(text: &str) -> Exposed {
    let mut parts: Vec<&str> = text.split(':').collect();
    let container = parts.pop().unwrap_or_default();
    let host = parts.pop().unwrap_or_default();
    let ip = parts.join(":");
    let (port, proto) = container.split_once('/').unwrap_or((container, ""));
    let mut exposed = Exposed { ports: Ok(Vec::new()), proto_casing: false, has_host_part: false };
    let lower = proto.to_ascii_lowercase();
    if port.is_empty() {
        exposed.ports = Err(format!("invalid port: {}: no port specified", quote(text)));
        return exposed;
    }
    if !matches!(lower.as_str(), "" | "tcp" | "udp" | "sctp") {
        exposed.ports = Err(format!("invalid port: {}: invalid proto: {proto}", quote(text)));
        return exposed;
    }
    exposed.proto_casing = proto != lower;
    exposed.has_host_part = !ip.is_empty() || !host.is_empty();
    let proto = if lower.is_empty() { "tcp" } else { &lower };
    exposed.ports = ports(&ip, host, port).map(|ports| ports.map(|port| format!("{port}/{proto}")).collect());
    exposed
}

fn ports(ip: &str, host: &str, port: &str) -> Result<std::ops::RangeInclusive<u16>, String> {
    let address = match ip.strip_prefix('[') {
        Some(rest) => {
            in_brackets(rest).map_err(|what| format!("invalid IP address {ip}: address {ip}:: {what}"))?
        }
        None => ip,
    };
    if !address.is_empty() && address.parse::<IpAddr>().is_err() {
        return Err(format!("invalid IP address: {address}"));
    }
    let (start, end) = range(port).ok_or_else(|| format!("invalid containerPort: {port}"))?;
    if !host.is_empty() {
        let (from, to) = range(host).ok_or_else(|| format!("invalid hostPort: {host}"))?;
        if end - start != to - from && end != start {
            return Err(format!("invalid ranges specified for container and host Ports: {port} and {host}"));
        }
    }
    Ok(start..=end)
}

/// The address before the bracket that must end the text.
fn in_brackets(text: &str) -> Result<&str, &'static str> {
    match text.split_once(']') {
        None => Err("missing ']' in address"),
        Some((_, rest)) if rest.starts_with(':') => Err("too many colons in address"),
        Some((_, rest)) if !rest.is_empty() => Err("missing port in address"),
        Some((address, _)) if address.contains('[') => Err("unexpected '[' in address"),
        Some((address, _)) => Ok(address),
    }
}

fn range(text: &str) -> Option<(u16, u16)> {
    let number = |text: &str| atoi(text).and_then(|number| u16::try_from(number).ok());
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let start = number(from)?;
    if from == to {
        return Some((start, start));
    }
    let end = number(to)?;
    (end >= start).then_some((start, end))
}

#[cfg(test)]
mod tests {
    use super::read;

    fn ports(text: &str) -> Result<Vec<String>, String> {
        read(text).ports
    }

    #[test]
    fn forms() {
        assert_eq!(ports("80").unwrap(), ["80/tcp"]);
        assert_eq!(ports("80-82/UDP").unwrap(), ["80/udp", "81/udp", "82/udp"]);
        assert_eq!(ports("127.0.0.1:8080:80").unwrap(), ["80/tcp"]);
        assert_eq!(ports("[::1]:80:81/sctp").unwrap(), ["81/sctp"]);
        assert!(read("80/TCP").proto_casing);
        assert!(read("80:80").has_host_part);
        assert!(!read("80").has_host_part);
    }

    #[test]
    fn faults() {
        for (text, message) in [
            ("80/http", "invalid port: \"80/http\": invalid proto: http"),
            ("", "invalid port: \"\": no port specified"),
            ("70000", "invalid containerPort: 70000"),
            ("82-80", "invalid containerPort: 82-80"),
            ("x:80", "invalid hostPort: x"),
            ("80-82:90-91", "invalid ranges specified for container and host Ports: 90-91 and 80-82"),
            ("1.2.3:80:80", "invalid IP address: 1.2.3"),
            ("[::1:80:80", "invalid IP address [::1: address [::1:: missing ']' in address"),
            ("[::1]x:80:80", "invalid IP address [::1]x: address [::1]x:: missing port in address"),
            ("[::1]:1:80:80", "invalid IP address [::1]:1: address [::1]:1:: too many colons in address"),
            ("[[::1]:80:80", "invalid IP address [[::1]: address [[::1]:: unexpected '[' in address"),
        ] {
            assert_eq!(ports(text).unwrap_err(), message, "{text}");
        }
    }
}
