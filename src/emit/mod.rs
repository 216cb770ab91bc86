//! Rules to JSON, facts and every target.
