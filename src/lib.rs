//! Compiles the eligibility criteria of clinical trials from free text into rules a program can run.
//!
//! The stages are the modules, in this order, each importing only what stands before it:
//! [`source`], [`outline`], [`lex`], [`grammar`], [`lower`], [`rule`], and on the rules [`check`], [`emit`],
//! [`evaluate`] and [`diff`].

pub mod check;
pub mod diff;
pub mod emit;
pub mod evaluate;
pub mod grammar;
pub mod lex;
pub mod lower;
pub mod outline;
pub mod rule;
pub mod source;
