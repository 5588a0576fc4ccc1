//! The function `people` in Lambda.

fn main() -> std::process::ExitCode {
    web::main(people::routes())
}
