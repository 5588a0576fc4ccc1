//! The function `accounts` in Lambda.

fn main() -> std::process::ExitCode {
    web::main(accounts::routes())
}
