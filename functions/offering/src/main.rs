//! The function `offering` in Lambda.

fn main() -> std::process::ExitCode {
    web::main(offering::routes())
}
