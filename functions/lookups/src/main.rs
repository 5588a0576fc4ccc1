//! The function `lookups` in Lambda.

fn main() -> std::process::ExitCode {
    web::main(lookups::routes())
}
