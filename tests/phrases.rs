//! Phrases to readings, by family: one that fires and a near miss for each rule.

#![allow(clippy::unwrap_used)]

mod phrases {
    mod lists;
    mod numbers;
    mod tuning;
}
