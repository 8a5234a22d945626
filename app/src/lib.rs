//! The program: what is wired to what, and the commands.

pub mod bench;
pub mod child;
pub mod config;
pub mod demo;
mod demo_letters;
mod handover_cli;
pub mod holdings;
pub mod house;
mod learning;
pub mod letters;
mod news;
pub mod policy_cli;
pub mod policy_files;
mod providers;
mod record;
mod routes;
mod schedule;
pub mod seed;
pub mod serve;
pub mod story;
