//! A policy shown to people: the page, the notice beside a form, the letter about a change, the
//! record of processing. All are renderings of the one policy that binds.

mod letter;
mod notice;
mod page;
mod record;
mod show;
mod speak;

pub use letter::{Letter, change_letter, change_lines, describe};
pub use notice::{Notice, NoticeChoice, NoticeLine, form_notice};
pub use page::{Block, Page, Section, page};
pub use record::record_of_processing;
pub use show::{show, show_changes};
