//! Decoded text to sections and the nested list of criteria. No medicine.
