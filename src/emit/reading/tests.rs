#![allow(clippy::unwrap_used)]

use insta::assert_snapshot;

use super::reading;
use crate::emit::fixture::*;
use crate::rule::*;

const WORDS: Words = Words(
    "ANC platelets creatinine creatinine clearance ANA titer NYHA class C3 SLEDAI-2K total bilirubin FVC \
     1.5 ×10⁹/L 60 mL/min 7 days 2 months 4 weeks 3 half-lives 8 points 1:80 III or IV 30 mg \
     SLE infection malignancy basal cell carcinoma prednisone hydroxychloroquine rituximab immunosuppressant \
     heart failure lymphodepletion screening dose 2 2019 EULAR/ACR room air signs the consent form",
);

fn read(node: impl Into<Node>) -> String {
    let names = [("anc", "ANC"), ("nyha", "NYHA class"), ("sle", "SLE"), ("prednisone", "prednisone")];
    reading(&node.into(), &concepts(&names))
}

fn measured(words: &str, bounds: Bounds, unit: &str, code: &str) -> Leaf {
    let mut leaf = WORDS.leaf(LeafKind::Measurement, "", words);
    leaf.value = Some(WORDS.value("1.5", bounds, unit, code).into());
    leaf
}

fn with_value(words: &str, change: impl FnOnce(&mut Value)) -> Leaf {
    let mut leaf = measured(words, Bounds::default(), "", "");
    change(leaf.value.as_mut().unwrap());
    leaf
}

fn timed(time: Time) -> Leaf {
    let mut leaf = WORDS.leaf(LeafKind::Condition, "sle", "SLE");
    leaf.time = vec![time];
    leaf
}

fn condition(words: &str) -> Leaf {
    WORDS.leaf(LeafKind::Condition, "", words)
}

fn within_week() -> Time {
    WORDS.time(TimeKind::Window, "7 days", le("7"), "days", "d")
}

fn anchored(mut time: Time, direction: Direction, words: &str) -> Time {
    time.direction = Some(direction);
    time.anchor = Some(Anchor::Point(WORDS.mention("", words)));
    time
}

#[test]
fn logic() {
    let creatinine = with_value("creatinine", |v| (v.bounds, v.relative_to) = (le("1.5"), Some(Reference::Uln)));
    let clearance = measured("creatinine clearance", ge("60"), "mL/min", "mL/min");
    assert_snapshot!(
        read(any(vec![creatinine.clone().into(), clearance.into()])),
        @"any(creatinine ≤ 1.5 ×ULN, creatinine clearance ≥ 60 mL/min)"
    );
    let of = vec![WORDS.leaf(LeafKind::Drug, "", "immunosuppressant").into()];
    let two = |bounds, distinct| Node::AtLeast {
        count: WORDS.value("2", bounds, "", "").into(),
        distinct,
        of: of.clone(),
        span: NodeSpan::default(),
    };
    assert_snapshot!(read(two(ge("2"), false)), @"2-of(drug immunosuppressant)");
    assert_snapshot!(read(two(ge("2"), true)), @"2-of distinct(drug immunosuppressant)");
    assert_snapshot!(read(two(eq("2"), false)), @"exactly 2-of(drug immunosuppressant)");
    assert_snapshot!(read(two(le("2"), false)), @"(≤ 2)-of(drug immunosuppressant)");
    let when = |then: Node, otherwise| Node::If {
        when: Box::new(condition("SLE").into()),
        then: Box::new(then),
        otherwise: Box::new(otherwise),
        span: NodeSpan::default(),
    };
    let refer = || Node::Ref { to: "I7.1".into(), span: NodeSpan::default() };
    assert_snapshot!(read(when(refer(), constant(true))), @"if condition SLE: I7.1");
    assert_snapshot!(read(when(refer(), constant(false))), @"if condition SLE: I7.1 else false");
    assert_snapshot!(
        read(when(when(refer(), constant(true)), not(condition("infection")))),
        @"if condition SLE: (if condition SLE: I7.1) else not(condition infection)"
    );
}

#[test]
fn limits_and_units() {
    assert_snapshot!(read(measured("ANC", ge("1.5"), "×10⁹/L", "10*9/L")), @"ANC ≥ 1.5 ×10⁹/L");
    assert_snapshot!(read(measured("ANC", ge("1.50"), "per cu mm", "")), @"ANC ≥ 1.50 per cu mm");
    assert_snapshot!(read(measured("ANC", gt("1"), "mm Hg", "mm[Hg]")), @"ANC > 1 mmHg");
    assert_snapshot!(read(measured("SLEDAI-2K", gt("8"), "points", "{score}")), @"SLEDAI-2K > 8 {score}");
    assert_snapshot!(read(measured("ANA titer", ge("80"), "", "{titer}")), @"ANA titer ≥ 1:80");
    assert_snapshot!(read(measured("ANC", eq("2"), "", "")), @"ANC = 2");
    let between = Bounds { ge: number("18"), le: number("70"), ..Bounds::default() };
    let below = Bounds { gt: number("18"), lt: number("70"), ..Bounds::default() };
    assert_snapshot!(read(measured("ANC", between, "", "")), @"ANC 18..70");
    assert_snapshot!(read(measured("ANC", below, "", "")), @"ANC > 18..< 70");
}

#[test]
fn relative_limits() {
    let relative = |bounds: Bounds, code: &str, to| {
        read(with_value("FVC", |v| (v.bounds, v.code, v.relative_to) = (bounds, Some(code.into()), Some(to))))
    };
    assert_snapshot!(relative(ge("60"), "%", Reference::Predicted), @"FVC ≥ 60 % predicted");
    assert_snapshot!(relative(gt("1"), "1", Reference::DetectionLimit), @"FVC > detection limit");
    assert_snapshot!(relative(gt("1"), "%", Reference::Baseline), @"FVC > 1 % baseline");
    assert_snapshot!(relative(ge("10"), "mm[Hg]", Reference::Baseline), @"FVC ≥ 10 mmHg baseline");
}

#[test]
fn classes_and_results() {
    let classes = |name, within: &[&str], bounds: Bounds, scale: Option<&str>| {
        read(with_value(name, |v| {
            v.within = within.iter().map(|&c| c.to_owned()).collect();
            (v.bounds, v.scale) = (bounds, scale.map(str::to_owned));
        }))
    };
    assert_snapshot!(
        classes("NYHA class", &["III", "IV"], Bounds::default(), Some("NYHA")),
        @"NYHA class in {III, IV}"
    );
    assert_snapshot!(classes("NYHA class", &["II", "III", "IV"], ge("2"), Some("NYHA")), @"NYHA class ≥ II");
    assert_snapshot!(classes("infection", &["3", "4", "5"], ge("3"), Some("CTCAE")), @"infection ≥ 3 {CTCAE}");
    assert_snapshot!(read(with_value("C3", |v| v.is = Some("low".into()))), @"C3 low");
    let with_components = with_value("SLEDAI-2K", |v| {
        v.bounds = ge("4");
        v.components = Some(Components { only: vec!["laboratory".into()], without: vec!["CNS".into()] }.into());
    });
    assert_snapshot!(read(with_components), @"SLEDAI-2K ≥ 4 {only: laboratory} {without: CNS}");
    let twice = with_value("total bilirubin", |v| {
        (v.bounds, v.code) = (le("34"), Some("umol/L".into()));
        v.also = Some(Box::new(WORDS.value("30 mg", le("2.0"), "mg/dL", "mg/dL")));
    });
    assert_snapshot!(read(twice), @"total bilirubin ≤ 34 umol/L (also ≤ 2.0 mg/dL)");
    assert_snapshot!(read(with_value("C3", |v| v.text = "as  usual".into())), @"C3 ‹as usual›");
}

#[test]
fn age_and_sex() {
    let mut age = Leaf::new(LeafKind::Age, Span::default());
    let between = Bounds { ge: number("18"), le: number("70"), ..Bounds::default() };
    age.value = Some(WORDS.value("1.5", between, "years", "a").into());
    let mut sex = Leaf::new(LeafKind::Sex, Span::default());
    sex.value = Some(Box::new(Value { is: Some("any".into()), ..Value::default() }));
    assert_snapshot!(read(all(vec![age.into(), sex.into()])), @"all(age 18..70 a, sex any)");
}

#[test]
fn times() {
    let screening = |time| anchored(time, Direction::Before, "screening");
    assert_snapshot!(read(timed(screening(within_week()))), @"condition SLE [within 7 d before screening]");
    assert_snapshot!(read(timed(within_week())), @"condition SLE [within 7 d]");
    let past = Time { direction: Some(Direction::Before), ..within_week() };
    assert_snapshot!(read(timed(past)), @"condition SLE [within past 7 d]");
    let ago = Time { direction: Some(Direction::Before), bounds: gt("7"), ..within_week() };
    assert_snapshot!(read(timed(ago)), @"condition SLE [> 7 d ago]");
    let open = Time { bounds: Bounds::default(), ..screening(within_week()) };
    assert_snapshot!(read(timed(open)), @"condition SLE [before screening]");
    let long = WORDS.time(TimeKind::Duration, "2 months", ge("2"), "months", "mo");
    assert_snapshot!(read(timed(long)), @"condition SLE [for ≥ 2 mo]");
    let mut stable = WORDS.time(TimeKind::Stability, "4 weeks", gt("2"), "weeks", "wk");
    stable.of = Some(WORDS.mention("", "dose"));
    assert_snapshot!(read(timed(stable)), @"condition SLE [dose stable > 2 wk]");
    let mut stable = WORDS.time(TimeKind::Stability, "4 weeks", gt("2"), "weeks", "wk");
    stable.of = Some(Mention { text: "stable dose".into(), ..WORDS.mention("", "dose") });
    assert_snapshot!(read(timed(stable)), @"condition SLE [dose stable > 2 wk]");
    let often = WORDS.time(TimeKind::Frequency, "7 days", le("7"), "days", "d");
    assert_snapshot!(read(timed(often)), @"condition SLE [every ≤ 7 d]");
    let mut at = Time::new(TimeKind::At, "at screening", Span::default());
    assert_snapshot!(read(timed(at.clone())), @"condition SLE [‹at screening›]");
    at.anchor = Some(Anchor::Point(WORDS.mention("", "screening")));
    assert_snapshot!(read(timed(at)), @"condition SLE [at screening]");
}

#[test]
fn the_longer_of_two_and_windows_from_events() {
    let mut longer = Time::new(TimeKind::Window, "", Span::default());
    longer.longest_of = vec![
        WORDS.time(TimeKind::Window, "4 weeks", le("4"), "weeks", "wk"),
        WORDS.time(TimeKind::Window, "3 half-lives", le("3"), "half-lives", "{half-life}"),
    ];
    assert_snapshot!(read(timed(longer.clone())), @"condition SLE [within longer of 4 wk, 3 half-lives]");
    assert_snapshot!(
        read(timed(anchored(longer, Direction::Before, "lymphodepletion"))),
        @"condition SLE [within longer of 4 wk, 3 half-lives before lymphodepletion]"
    );
    let mut after = within_week();
    after.direction = Some(Direction::After);
    after.anchor = Some(Anchor::Event(Box::new(condition("heart failure").into())));
    assert_snapshot!(read(timed(after)), @"condition SLE [within 7 d after condition heart failure]");
}

#[test]
fn relations() {
    let mut malignancy = condition("malignancy");
    malignancy.having = Some(Box::new(not(condition("basal cell carcinoma"))));
    assert_snapshot!(read(malignancy), @"condition malignancy other than condition basal cell carcinoma");
    let mut failure = condition("heart failure");
    let class = with_value("NYHA class", |v| v.within = vec!["III".into()]);
    failure.having = Some(Box::new(class.into()));
    failure.due_to = Some(Box::new(condition("infection").into()));
    failure.permits = vec![any(vec![condition("SLE").into()])];
    assert_snapshot!(
        read(failure),
        @"condition heart failure due to condition infection having (NYHA class in {III}) permits any(condition SLE)"
    );
}

#[test]
fn what_else_is_said_of_an_event() {
    let mut drug = WORDS.leaf(LeafKind::Drug, "", "immunosuppressant");
    drug.status = Some(Status::History);
    drug.qualifiers = vec!["long_term".into()];
    drug.route = Some("oral".into());
    drug.dose = Some(WORDS.value("30 mg", le("30"), "mg/day", "mg/d").into());
    drug.equivalent_to = Some(WORDS.concept("prednisone", "prednisone").into());
    drug.subject = Some("partner".into());
    drug.outcome = Some("failed".into());
    drug.count = Some(WORDS.value("2", ge("2"), "", "").into());
    drug.setting = vec![WORDS.mention("", "room air")];
    drug.concept.as_mut().unwrap().examples = vec![WORDS.mention("", "rituximab")];
    assert_snapshot!(
        read(drug.clone()),
        @"drug history of long term immunosuppressant {examples: rituximab} [of partner] [route: oral] [dose ≤ 30 mg/d prednisone-equivalent] [count ≥ 2] [outcome: failed] [setting: room air]"
    );
    drug.concept.as_mut().unwrap().open = true;
    assert!(read(drug).contains(" {open: rituximab} "));
    let mut sle = condition("SLE");
    sle.method = vec![WORDS.mention("", "2019 EULAR/ACR")];
    assert_snapshot!(read(sle), @"condition SLE [by 2019 EULAR/ACR]");
}

#[test]
fn selection_and_derivation() {
    let mut leaf = measured("creatinine", ge("20"), "%", "%");
    leaf.derive = Some(Box::new(Derive {
        kind: DeriveKind::PercentChange,
        increase: Some(true),
        against: Some(WORDS.mention("", "screening")),
        text: String::new(),
        span: Span::default(),
    }));
    leaf.select = Some(Box::new(Select {
        kind: SelectKind::Each,
        count: Some(WORDS.value("2", eq("2"), "", "")),
        apart: Some(WORDS.time(TimeKind::Window, "7 days", ge("7"), "days", "d")),
        text: String::new(),
        span: Span::default(),
    }));
    assert_snapshot!(read(leaf), @"creatinine ≥ 20 % [percent increase from screening] [each of 2, ≥ 7 d apart]");
}

#[test]
fn words_that_are_no_rule() {
    let mut consent = Leaf::new(LeafKind::Narrative, Span::default());
    (consent.category, consent.text) = (Some("consent".into()), Some("signs the\n consent form".into()));
    consent.quantities = vec![WORDS.value("1.5", le("3"), "months", "mo")];
    assert_snapshot!(read(consent), @"«consent: signs the consent form» {≤ 3 mo}");
    let mut unparsed = Leaf::new(LeafKind::Unparsed, Span::default());
    (unparsed.text, unparsed.reason) = (Some("12-ish".into()), Some("number outside any rule".into()));
    assert_snapshot!(read(unparsed), @"‹12-ish: number outside any rule›");
}

/// Two rules that differ in one field that matters never read the same.
#[test]
fn every_field_that_matters_shows() {
    let plain = condition("SLE");
    let changes: Vec<fn(&mut Leaf)> = vec![
        |l| l.kind = LeafKind::Procedure,
        |l| l.status = Some(Status::Ever),
        |l| l.subject = Some("donor".into()),
        |l| l.qualifiers = vec!["severe".into()],
        |l| l.value = Some(Box::new(Value { is: Some("positive".into()), ..Value::default() })),
        |l| l.dose = Some(Box::new(Value { bounds: le("3"), ..Value::default() })),
        |l| l.equivalent_to = Some(WORDS.concept("", "prednisone").into()),
        |l| l.route = Some("oral".into()),
        |l| l.count = Some(Box::new(Value { bounds: le("3"), ..Value::default() })),
        |l| l.outcome = Some("failed".into()),
        |l| l.method = vec![WORDS.mention("", "1:80")],
        |l| l.setting = vec![WORDS.mention("", "1:80")],
        |l| l.time = vec![within_week()],
        |l| l.due_to = Some(Box::new(constant(true))),
        |l| l.having = Some(Box::new(constant(true))),
        |l| l.having = Some(Box::new(not(constant(true)))),
        |l| l.defined_by = Some(Box::new(constant(true))),
        |l| l.permits = vec![constant(true)],
        |l| l.concept.as_mut().unwrap().open = true,
        |l| l.concept.as_mut().unwrap().examples = vec![WORDS.mention("", "1:80")],
    ];
    let mut readings: Vec<String> = vec![read(plain.clone())];
    for change in changes {
        let mut leaf = plain.clone();
        change(&mut leaf);
        readings.push(read(leaf));
    }
    let count = readings.len();
    readings.sort();
    readings.dedup();
    assert_eq!(readings.len(), count, "{readings:#?}");
}
