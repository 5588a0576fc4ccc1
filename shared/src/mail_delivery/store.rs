//! The table.

use aws_sdk_dynamodb::Client;

/// Deliveries and suppressed addresses, in the one DynamoDB table of AMY.
#[derive(Debug, Clone)]
pub struct Store {
    pub(super) client: Client,
    pub(super) table: String,
}

impl Store {
    /// Uses `table` through `client`.
    #[must_use]
    pub fn new(client: Client, table: String) -> Self {
        Self { client, table }
    }
}
