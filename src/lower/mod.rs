//! Phrases to the rule tree: who a value is said of, what a window governs, how and / or / unless nest.
//!
//! From the outside in: [`document`](self) numbers the criteria and combines them, `block` reads a criterion's
//! sentences and lists, `clause` its conditions and exceptions, `coordination` and `share` the items of a list, `atom`
//! and `group` one item, and `build` makes its node. `coverage` then checks that nothing was lost, and `named` keeps the
//! drugs that no leaf came to be about, with the words that `drug_extent` finds to be of their names.

mod age_group;
mod allergy;
mod alternatives;
mod arms;
mod atom;
mod beside;
mod block;
mod build;
mod clause;
pub(crate) mod concept;
mod context;
mod convert;
mod coordination;
mod coverage;
mod denied_pair;
mod direction;
mod distribute;
mod document;
mod drinking;
mod drug_extent;
mod effect;
mod elided;
mod event;
mod except;
mod exemplified;
mod explained;
mod filler;
mod found;
mod found_by;
mod fragment;
mod group;
mod group_item;
mod head;
mod headless;
mod inherited;
mod items;
mod joins;
mod joint;
mod kinds;
mod last_pair;
mod leaves;
mod listed;
mod lost_limit;
mod may;
mod mixed_joins;
mod moments;
mod named;
mod narrative;
mod not_asked;
mod note;
mod other_class;
mod other_than;
mod others;
mod pair;
mod partial;
mod people;
mod plain;
mod population;
mod reason;
mod result_sign;
mod risk;
mod sense;
mod set_apart;
mod share;
mod since;
mod spare_number;
mod stage_beside;
mod target;
mod tense;
mod time;
mod tolerance;
mod type_names;
mod unheard;
mod unknown_name;
mod unplaced;
mod used;
mod value;
mod which_drug;
mod wording;

pub use document::{Lowered, lower};
