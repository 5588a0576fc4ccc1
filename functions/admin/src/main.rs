//! The function `admin` in Lambda.

fn main() -> std::process::ExitCode {
    web::main(admin::routes())
}
