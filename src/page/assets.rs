//! What all pages have around them: the head, the style sheet, the scripts, and a policy that lets nothing else in.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// The look of all pages.
const STYLE: &str = concat!(
    include_str!("assets/base.css"),
    include_str!("assets/text.css"),
    include_str!("assets/review.css"),
    include_str!("assets/table.css"),
    include_str!("assets/print.css"),
);

/// What the review page does.
pub const REVIEW: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("assets/dom.js"),
    include_str!("assets/links.js"),
    include_str!("assets/decisions.js"),
    include_str!("assets/filters.js"),
    include_str!("assets/keys.js"),
    include_str!("assets/review.js"),
    "})();\n",
);

/// What the index does.
pub const INDEX: &str =
    concat!("(() => {\n\"use strict\";\n", include_str!("assets/dom.js"), include_str!("assets/index.js"), "})();\n",);

/// A whole page. `script` is one of the constants here, or empty; `data` is what it works on.
pub fn page(title: &str, body: &Markup, script: &str, data: Option<&impl Serialize>) -> String {
    // Hashes name exactly this style sheet and this script: mark-up that came in by mistake could run nothing.
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(script)
    );
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content=(concat!("trial-extract ", env!("CARGO_PKG_VERSION")));
                link rel="icon" href="data:,";
                @if script == REVIEW {
                    // Laid out once, when its rows are there, not again for each part of it that has come.
                    link rel="expect" href="#data" blocking="render";
                }
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (body)
                @if let Some(data) = data {
                    script type="application/json" id="data" { (PreEscaped(json(data))) }
                }
                @if !script.is_empty() {
                    script { (PreEscaped(script)) }
                }
            }
        }
    }
    .into_string()
}

fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// JSON that can stand in a page: no "<" is left in it, so that no text of a criterion ends the element.
pub fn json(data: &impl Serialize) -> String {
    // Serialising types of this crate has no cause to fail; a page without its data is still a page.
    serde_json::to_string(data)
        .unwrap_or_else(|_| "null".to_owned())
        .replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}
