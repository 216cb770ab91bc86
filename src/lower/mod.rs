//! Phrases to the rule tree: meaning only.
