//! The function `emails` in Lambda.

fn main() -> std::process::ExitCode {
    web::main(emails::routes())
}
