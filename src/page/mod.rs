//! Pages to look at, each one file that loads nothing: a trial to review, the differences between two, and an index.
//!
//! They are made from a [`Trial`] and the text it came from, and stand at the end of the pipeline: nothing imports them.
//! The style sheet and the scripts are in `assets/`, joined when the program is compiled.

mod about;
mod assets;
mod bar;
mod card;
mod changes;
mod height;
mod index;
mod legend;
mod notes;
mod outline;
mod paint;
mod partial;
mod review;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
mod text;

pub use changes::changes;
pub use index::{Entry, index};
pub use review::review;

#[cfg(doc)]
use crate::rule::Trial;
