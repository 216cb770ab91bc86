//! Tokens to phrases: shape only, one file a phrase family.

mod phrase;

pub use phrase::{AnchorPhrase, Bytes, Chunk, ChunkKind, Quantity, QuantityForm, TimePhrase, Unit};
