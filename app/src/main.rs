//! daiko: one program.

use std::process::ExitCode;

use clap::Parser;
use daiko::config::{Cli, Command};
use kernel::Refused;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("daiko cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(cli)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(Refused::No(no)) => {
            eprintln!("{} ({})", no.english, no.code);
            ExitCode::FAILURE
        }
        Err(Refused::Broken(fault)) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}

/// Carries a command out; false when what it was to show did not hold.
async fn run(cli: Cli) -> Result<bool, Refused> {
    match cli.command {
        None => daiko::demo::run(&cli.demo).await.map(|()| true),
        Some(Command::Serve(args)) => daiko::serve::run(&args).await.map(|()| true),
        Some(Command::Bazaar(args)) => bazaar::main(args).await.map(|()| true),
        Some(Command::Story(args)) => daiko::story::run(&args).await,
        Some(Command::Bench(args)) => daiko::bench::run(&args).await.map(|()| true),
        Some(Command::Hire(args)) => daiko::serve::hire(&args).await.map(|()| true),
        Some(Command::Code(args)) => daiko::serve::code(&args).await.map(|()| true),
        Some(Command::Deposit(args)) => daiko::serve::deposit(&args).await.map(|()| true),
        Some(Command::Mail { what }) => daiko::letters::mail(what).await,
        Some(Command::Policy { what }) => daiko::policy_cli::policy(what).await,
        Some(Command::Api { what }) => daiko::serve::api(what).await,
        Some(Command::Log { what }) => daiko::policy_cli::log(what).await,
        Some(Command::Privacy { what }) => daiko::policy_cli::privacy(what).await,
    }
}
