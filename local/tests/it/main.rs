//! AMY as its users see it: requests through the gateway, a real database, the real DynamoDB API.
