//! The function `dashboard` in Lambda.

fn main() -> std::process::ExitCode {
    web::main(dashboard::routes())
}
