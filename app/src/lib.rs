//! The program: what is wired to what, and the commands.

pub mod bench;
pub mod child;
pub mod config;
pub mod demo;
pub mod house;
mod news;
pub mod policy_cli;
pub mod policy_files;
mod routes;
mod schedule;
pub mod seed;
pub mod serve;
pub mod story;
