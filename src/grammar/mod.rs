//! Tokens to phrases: shape only, one file a phrase family.
