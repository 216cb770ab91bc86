//! Bytes of a file to decoded text: encodings, containers, registry fields. No medicine.
