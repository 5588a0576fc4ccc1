//! The function `fiscal` in Lambda.

fn main() -> std::process::ExitCode {
    web::main(fiscal::routes())
}
