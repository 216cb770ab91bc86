//! One trial against another.
