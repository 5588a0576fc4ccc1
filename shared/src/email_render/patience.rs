//! Nobody waits for a template for ever (EML-NEW-03).

use std::time::Duration;

use super::Problem;
use crate::mail::Class;

/// Making a message, or a preview, may take so long. Fuel bounds the template, and the limits of a body what is made of it; this is
/// for what nobody has thought of.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// Does `work`, which may take its time and panic, in a thread of its own, so that others go on meanwhile.
///
/// # Errors
/// [`Class::TooLarge`] when it has not come to an end within five seconds; the thread is left to itself then.
/// [`Class::Internal`] when it panics.
pub async fn in_time<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    within(PATIENCE, work).await
}

async fn within<T: Send + 'static>(patience: Duration, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    match tokio::time::timeout(patience, tokio::task::spawn_blocking(work)).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(_)) => Err(Problem::new(Class::Internal, "Filling it in panicked.")),
        Err(_) => Err(Problem::new(Class::TooLarge, "Filling it in takes too long.")),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[tokio::test]
    async fn eml_new_03_what_takes_too_long_or_panics_is_told_and_holds_nobody_up() {
        assert_eq!(in_time(|| 1).await, Ok(1));
        let (end, ended) = channel::<()>();
        let late = within(Duration::from_millis(20), move || ended.recv()).await;
        assert_eq!(late.unwrap_err().class, Class::TooLarge);
        drop(end);
        assert_eq!(in_time(|| panic!("as it was told to")).await.unwrap_err().class, Class::Internal);
    }
}
