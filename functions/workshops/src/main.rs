//! The function `workshops` in Lambda.

fn main() -> std::process::ExitCode {
    web::main(workshops::routes())
}
