//! Files that go with emails: out of the bucket, or made right before sending (EML-NEW-12).

use std::sync::Arc;
use std::time::Duration;

use aws_config::timeout::TimeoutConfig;
use aws_sdk_s3::Client;
use aws_sdk_s3::error::{DisplayErrorContext, SdkError};
use aws_sdk_s3::operation::get_object::GetObjectError;
use chrono::NaiveDate;
use tokio::sync::{OnceCell, Semaphore, SemaphorePermit};
use uuid::Uuid;

use crate::award::Details;
use crate::db::Db;
use crate::mail::{Class, File, MailError};
use crate::{Result, attachment, aws};

/// A file may take so long.
const PATIENCE: Duration = Duration::from_secs(10);
/// So many KiB of files are in memory at once: those of one email that has as many as it may, or of several with fewer. Each is there
/// a few times over while its message is made.
const ROOM: u32 = 25 * 1024;
/// A certificate takes so many KiB.
const CERTIFICATE: u32 = 256;
/// What a file without a name is called.
const UNNAMED: &str = "attachment";

/// Draws certificates: a crate of its own, since it carries its fonts.
pub trait Certify: Send + Sync + std::fmt::Debug + 'static {
    /// The certificate of who was awarded a badge on that day, as PDF.
    ///
    /// # Errors
    /// Why there is none.
    fn certificate(&self, name: &str, awarded: NaiveDate) -> Result<Vec<u8>, String>;
}

/// Draws none.
#[derive(Debug, Clone, Copy, Default)]
pub struct Uncertified;

impl Certify for Uncertified {
    fn certificate(&self, _name: &str, _awarded: NaiveDate) -> Result<Vec<u8>, String> {
        Err("certificates are not drawn here".to_owned())
    }
}

/// A file that an email goes with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) email: Uuid,
    filename: String,
    s3_path: String,
    s3_bucket: String,
    /// In bytes, where it is known.
    size: Option<i64>,
    pub(super) is_pending: bool,
}

impl Wanted {
    /// The KiB of [`ROOM`] that it takes: all where nobody knows.
    fn room(&self) -> u32 {
        match self.size {
            _ if self.is_pending => CERTIFICATE,
            Some(size) => u32::try_from(size / 1024 + 1).unwrap_or(ROOM),
            None => ROOM,
        }
    }
}

/// Where files come from.
#[derive(Debug)]
pub struct Files {
    bucket: Option<String>,
    endpoint: Option<String>,
    largest: usize,
    client: OnceCell<Client>,
    certify: Arc<dyn Certify>,
    room: Semaphore,
}

impl Files {
    /// Files of rows that name no bucket are in `bucket`; `endpoint` is another S3 than AWS's. A file of over `largest` bytes is
    /// not read, since it goes with no email (EML-NEW-07).
    #[must_use]
    pub fn new(bucket: Option<String>, endpoint: Option<String>, largest: usize, certify: Arc<dyn Certify>) -> Self {
        Self { bucket, endpoint, largest, client: OnceCell::new(), certify, room: Semaphore::new(ROOM as usize) }
    }

    /// The files that some emails go with: one statement.
    pub(super) async fn wanted(db: &mut Db, emails: &[Uuid]) -> Result<Vec<Wanted>> {
        Ok(sqlx::query_as!(
            Wanted,
            "SELECT email_id AS email, filename, s3_path, s3_bucket, size, is_pending FROM attachment WHERE email_id = ANY($1) ORDER BY created_at, id",
            emails
        )
        .fetch_all(db)
        .await?)
    }

    /// Waits until there is room for the files of an email, and keeps it until what it gives is dropped.
    pub(super) async fn room(&self, wanted: &[Wanted]) -> Option<SemaphorePermit<'_>> {
        let room = wanted.iter().fold(0, |sum: u32, wanted| sum.saturating_add(wanted.room())).min(ROOM);
        // It is never closed.
        self.room.acquire_many(room).await.ok()
    }

    /// Gets a file; `award` is what a certificate would be about.
    pub(super) async fn get(&self, wanted: &Wanted, award: Option<&Details>) -> Result<File, MailError> {
        let name = if wanted.filename.trim().is_empty() { UNNAMED } else { &wanted.filename };
        let content = if wanted.is_pending {
            let missing = |why: String| MailError::new(Class::AttachmentMissing, format!("There is no certificate: {why}."));
            let award = award.ok_or_else(|| missing("the award is gone".to_owned()))?;
            self.certify.certificate(&award.person, award.awarded).map_err(missing)?
        } else {
            self.read(wanted).await?
        };
        Ok(File { name: name.to_owned(), media_type: media_type(name).to_owned(), content })
    }

    async fn read(&self, wanted: &Wanted) -> Result<Vec<u8>, MailError> {
        let missing = |why: &str| MailError::new(Class::AttachmentMissing, format!("{}: {why}", wanted.s3_path));
        let bucket = Some(wanted.s3_bucket.as_str()).filter(|bucket| !bucket.is_empty()).or(self.bucket.as_deref());
        let bucket = bucket.ok_or_else(|| missing("there is no bucket for files"))?;
        let client = self.client.get_or_init(|| client(self.endpoint.as_deref())).await;
        let object = Box::pin(client.get_object().bucket(bucket).key(&wanted.s3_path).send()).await.map_err(|error| {
            let is_gone = error.as_service_error().is_some_and(GetObjectError::is_no_such_key);
            let class = if is_gone { Class::AttachmentMissing } else { class(&error) };
            MailError::new(class, format!("{}: {}", wanted.s3_path, DisplayErrorContext(&error)))
        })?;
        let length = object.content_length.and_then(|length| usize::try_from(length).ok()).unwrap_or_default();
        if length > self.largest {
            return Err(MailError::new(Class::TooLarge, format!("{}: {length} bytes", wanted.s3_path)));
        }
        let content = object.body.collect().await;
        let content = content.map_err(|error| MailError::new(Class::Transient, format!("{}: {error}", wanted.s3_path)))?;
        Ok(content.to_vec())
    }
}

/// S3 away is no fault of the file's; nor is that S3 does not let us have it, which whoever looks after the installation can mend:
/// a bucket without a permission, or in another region.
fn class(error: &SdkError<GetObjectError>) -> Class {
    match error {
        SdkError::ServiceError(service) if service.raw().status().as_u16() < 500 => Class::Internal,
        _ => Class::Transient,
    }
}

async fn client(endpoint: Option<&str>) -> Client {
    let timeouts = TimeoutConfig::builder().connect_timeout(Duration::from_secs(2)).operation_timeout(PATIENCE).build();
    let config = aws_sdk_s3::config::Builder::from(&aws::config(endpoint).await)
        .timeout_config(timeouts)
        .force_path_style(endpoint.is_some())
        .build();
    Client::from_conf(config)
}

/// The media type that a file's name stands for, as it was taken ([`attachment::TYPES`]).
fn media_type(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let known = attachment::TYPES.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known));
    known.map_or("application/octet-stream", |(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(size: Option<i64>) -> Wanted {
        let (filename, s3_path, s3_bucket) = Default::default();
        Wanted { email: Uuid::nil(), filename, s3_path, s3_bucket, size, is_pending: false }
    }

    /// EML-NEW-12
    #[tokio::test]
    async fn eml_new_12_large_files_are_in_memory_one_after_the_other() {
        let files = Files::new(None, None, 0, Arc::new(Uncertified));
        let has_room = async |sizes: &[Option<i64>]| {
            let wanted: Vec<Wanted> = sizes.iter().copied().map(wanted).collect();
            tokio::time::timeout(Duration::from_millis(20), files.room(&wanted)).await.is_ok()
        };
        let (one, all) = (attachment::LARGEST, attachment::LARGEST_TOGETHER);
        assert_eq!(i64::from(ROOM) * 1024, all);
        assert!(has_room(&[Some(all), Some(all)]).await, "more than there is room for goes alone");
        let kept = [wanted(Some(one)), wanted(Some(1))];
        let kept = files.room(&kept).await;
        assert!(has_room(&[]).await && has_room(&[Some(one)]).await);
        assert!(!has_room(&[Some(one), Some(one)]).await && !has_room(&[None]).await);
        drop(kept);
        assert!(has_room(&[None]).await);
    }

    /// EML-UI-11
    #[test]
    fn eml_ui_11_each_kind_of_file_that_is_taken_goes_out_as_what_it_is() {
        for (ending, kind) in attachment::TYPES {
            assert_eq!(media_type(&format!("a.b.{}", ending.to_uppercase())), *kind, "{ending}");
        }
        for unknown in ["attachment", "pdf", "x.exe"] {
            assert_eq!(media_type(unknown), "application/octet-stream", "{unknown}");
        }
    }
}
