//! What belongs to people's accounts: terms before everything else, passwords, sessions and ways to sign in.

mod terms;
