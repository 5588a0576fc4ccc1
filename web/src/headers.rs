//! Security headers of every answer.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::config::{Config, Stage};

/// Sets what is not set yet.
pub(crate) fn secure(headers: &mut HeaderMap, config: &Config) {
    let assets =
        url::Url::parse(&config.assets_url).ok().map_or_else(|| "'self'".to_owned(), |url| url.origin().ascii_serialization());
    // Pictures in texts are the site's own, wherever its assets are.
    let pictures = if assets == "'self'" { assets.clone() } else { format!("'self' {assets}") };
    // Files of emails go straight to their bucket.
    let sends = config.attachments.post_origin().map_or_else(|| "'self'".to_owned(), |origin| format!("'self' {origin}"));
    let policy = format!(
        "default-src 'none'; script-src {assets}; style-src {assets}; img-src {pictures} data:; font-src {assets}; \
         connect-src {sends}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    );
    let mut set = |name: HeaderName, value: &str| {
        if let (false, Ok(value)) = (headers.contains_key(&name), HeaderValue::from_str(value)) {
            headers.insert(name, value);
        }
    };
    set(header::CONTENT_SECURITY_POLICY, &policy);
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()");
    // Pages hold personal data and depend on who is signed in.
    set(header::CACHE_CONTROL, "private, no-store");
    if config.stage != Stage::Local {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
}
