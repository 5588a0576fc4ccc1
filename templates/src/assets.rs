//! Addresses of the style sheet, scripts and images: content-hashed names, so that browsers may keep them for ever.

include!(concat!(env!("OUT_DIR"), "/names.rs"));

/// The address of an asset by its plain name (`app.css`, `app.js`, `theme.js`, `favicon.svg`, `logo.svg`) below `base`,
/// which is `/static` or CloudFront's absolute address. An unknown name stays as it is.
#[must_use]
pub fn url(base: &str, name: &str) -> String {
    let hashed = NAMES.iter().find(|(plain, _)| *plain == name).map_or(name, |(_, hashed)| hashed);
    format!("{}/{hashed}", base.trim_end_matches('/'))
}

/// The hashed names of all files, for whoever serves or uploads `assets/dist`.
pub fn files() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(_, hashed)| *hashed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_asset_that_pages_link_to_is_built() {
        for name in ["app.css", "app.js", "theme.js", "favicon.svg", "logo.svg"] {
            let address = url("/static/", name);
            let (stem, ending) = name.split_once('.').expect("a name with an ending");
            assert!(
                address.starts_with(&format!("/static/{stem}.")) && address.ends_with(ending) && address.len() > name.len() + 15,
                "{address}"
            );
        }
    }

    #[test]
    fn the_base_may_be_another_origin() {
        assert!(url("https://assets.example.org", "app.css").starts_with("https://assets.example.org/app."));
    }
}
