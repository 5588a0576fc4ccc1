//! Where to go next, when the request says so (GLB-07).

/// `next` if it is safe to follow: a path on this site, or an address at one of the site's own `hosts`. Else `default`.
#[must_use]
pub fn safe_next(next: &str, hosts: &[String], default: &str) -> String {
    for candidate in [next, default] {
        if is_safe(candidate, hosts) {
            return candidate.to_owned();
        }
    }
    "/".to_owned()
}

fn is_safe(address: &str, hosts: &[String]) -> bool {
    if address.is_empty() || address.starts_with("///") || address.chars().any(char::is_control) {
        return false;
    }
    let has_safe_host = |address: &str| {
        if let Some(path) = address.strip_prefix('/') {
            return !path.starts_with('/');
        }
        hosts.iter().any(|host| {
            address == host || address.strip_prefix(host.as_str()).is_some_and(|rest| rest.starts_with(['/', '?', '#']))
        })
    };
    has_safe_host(address) && has_safe_host(&address.replace('\\', "/"))
}

#[cfg(test)]
mod tests {
    use super::safe_next;

    #[test]
    fn glb_07_only_this_site_is_followed() {
        let hosts = ["https://amy.example.org".to_owned()];
        for safe in ["/a/?b=c#d", "https://amy.example.org/x", "https://amy.example.org"] {
            assert_eq!(safe_next(safe, &hosts, "/d/"), safe);
        }
        for unsafe_ in [
            "",
            "//evil.org",
            "///evil.org",
            "https://evil.org",
            "https://amy.example.org.evil.org/",
            "/\\evil.org",
            "\\\\evil.org",
            "javascript:alert(1)",
            "\u{1}/a",
            "/a\n",
            "http://amy.example.org/",
            "a/b",
            "https://amy.example.org@evil.org",
        ] {
            assert_eq!(safe_next(unsafe_, &hosts, "/d/"), "/d/", "{unsafe_}");
        }
        assert_eq!(safe_next("", &hosts, "//evil.org"), "/");
    }
}
