//! What is left of HTML in criteria text: entities and tags. Comparators written as entities are read with the others.

use std::sync::LazyLock;

use regex::Regex;

use super::scan::Shape;

static MARKUP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?xi:
        (?<power> <sup>(?<exponent>[-−]?[0-9]{1,3})</sup> | &sup(?<sup>[123]);)
      | (?<layout> &(?:nbsp|ensp|emsp|thinsp|zwnj|bull|middot|\#160|\#xa0|\#8226);
          | </?(?:br|p|b|i|u|em|strong|ul|ol|li|sub|sup|div|span)\ ?/?>)
      | (?<dash> &(?:ndash|mdash|minus|hyphen|\#8211|\#8212|\#8722|\#x2013|\#x2014|\#x2212);)
      | (?<times> &(?:times|\#215|\#xd7);)
      | (?<degree> &(?:deg|\#176|\#xb0);)
      | (?<plusminus> &(?:plusmn|\#177|\#xb1);)
      | (?<quote> &(?:apos|rsquo|lsquo|\#0?39|\#x27|\#8217|\#x2019);)
      | (?<ampersand> &amp;)
      | (?<other> &(?:[a-z]{2,8}[0-9]{0,2}|\#[0-9]{2,6}|\#x[0-9a-f]{2,5});)
    )",
    )
    .expect("a constant pattern")
});

/// The entity or tag at the start of `rest` and its length in bytes; without a shape where it is layout alone.
pub fn markup(rest: &str) -> Option<(Option<Shape>, usize)> {
    let found = MARKUP.captures(rest)?;
    let len = found.get(0)?.len();
    if found.name("layout").is_some() {
        return Some((None, len));
    }
    let exponent = found.name("exponent").or_else(|| found.name("sup"));
    if let Some(exponent) = exponent {
        return Some((Some(Shape::Superscript(exponent.as_str().replace('−', "-").parse().ok()?)), len));
    }
    let shapes = [
        ("dash", Shape::Dash),
        ("times", Shape::Times),
        ("degree", Shape::Sign('°')),
        ("plusminus", Shape::Sign('±')),
        ("quote", Shape::Sign('\'')),
        ("ampersand", Shape::Sign('&')),
        ("other", Shape::Sign('&')),
    ];
    let shape = shapes.into_iter().find(|(name, _)| found.name(name).is_some())?.1;
    Some((Some(shape), len))
}
