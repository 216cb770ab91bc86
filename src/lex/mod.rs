//! One criterion to tokens, with the vocabulary of `lexicons/`.
