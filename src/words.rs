//! The closed lists of words that single rules ask for, from `lexicons/words.tsv`: a constant a row, named as its id.

include!(concat!(env!("OUT_DIR"), "/words.rs"));
