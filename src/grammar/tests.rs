//! Phrases and what they give, one line each.

#![allow(clippy::unwrap_used)]

use insta::assert_snapshot;

use super::*;
use crate::rule::Bounds;

fn bounds(b: &Bounds) -> String {
    let mut out = Vec::new();
    for (sign, n) in [(">=", b.ge), (">", b.gt), ("<=", b.le), ("<", b.lt), ("=", b.eq)] {
        if let Some(n) = n {
            out.push(format!("{sign}{n}"));
        }
    }
    out.join(" ")
}

fn unit(text: &str, u: &Option<Unit>) -> String {
    u.as_ref().map_or(String::new(), |u| format!(" «{}» {}", &text[u.span.clone()], u.code.as_deref().unwrap_or("-")))
}

fn quantity(text: &str, q: &Quantity) -> String {
    let mut out = format!("{:?}[{}: {}{}", q.form, &text[q.value.clone()], bounds(&q.bounds), unit(text, &q.unit));
    if !q.classes.is_empty() {
        out += &format!(" {:?}", q.classes);
    }
    if let Some(scale) = q.scale {
        out += &format!(" scale={scale}");
    }
    if let Some(r) = q.relative_to {
        out += &format!(" of {r:?}");
    }
    if let Some(s) = &q.second {
        out += &format!(" second {}", bounds(s));
    }
    if let Some((also, span)) = &q.also {
        out += &format!(" also «{}» {}", &text[span.clone()], quantity(text, also));
    }
    for (flag, name) in [(q.doubtful, " doubtful"), (q.approximate, " approximate"), (q.inclusive, " inclusive")] {
        if flag {
            out += name;
        }
    }
    out + "]"
}

fn time(text: &str, t: &TimePhrase) -> String {
    let mut out = format!("{:?}[{}: {}{}", t.kind, &text[t.value.clone()], bounds(&t.bounds), unit(text, &t.unit));
    if let Some(d) = t.direction {
        out += &format!(" {d:?}");
    }
    if let Some(a) = &t.anchor {
        out += &format!(" @{}«{}»", a.id.unwrap_or("-"), &text[a.span.clone()]);
    }
    for (name, list) in [(" longest", &t.longest_of), (" shortest", &t.shortest_of)] {
        if !list.is_empty() {
            out += &format!("{name}{{{}}}", list.iter().map(|t| time(text, t)).collect::<Vec<_>>().join(", "));
        }
    }
    out + "]"
}

fn render(lexed: &Lexed<'_>, chunks: &[Chunk]) -> String {
    let text = lexed.text;
    let mut parts = Vec::new();
    for c in chunks {
        match &c.kind {
            ChunkKind::Quantity(q) => parts.push(quantity(text, q)),
            ChunkKind::Time(t) => parts.push(time(text, t)),
            ChunkKind::Group(inner) => {
                let inner = render(lexed, inner);
                if !inner.is_empty() {
                    parts.push(format!("({inner})"));
                }
            }
            ChunkKind::Lexeme(_) | ChunkKind::Compares => {}
        }
    }
    parts.join(" ")
}

fn p(text: &str) -> String {
    let lexed = crate::lex::lex(text);
    render(&lexed, &chunk(&lexed))
}

/// Checks that chunks cover lexemes `from..to` in order, each with a true span, brackets included.
fn check_cover(lexed: &Lexed<'_>, chunks: &[Chunk], from: usize, to: usize) {
    let mut at = from;
    for chunk in chunks {
        assert_eq!(chunk.lexemes.start, at);
        assert!(chunk.lexemes.end > at);
        at = chunk.lexemes.end;
        assert_eq!(chunk.span.start, lexed.lexemes[chunk.lexemes.start].start as usize);
        assert_eq!(chunk.span.end, lexed.lexemes[at - 1].end as usize);
        assert!(lexed.text.get(chunk.span.clone()).is_some());
        if let ChunkKind::Group(inner) = &chunk.kind {
            // A unit said once may follow the closing bracket.
            let close = inner.last().map_or(chunk.lexemes.start + 1, |last| last.lexemes.end);
            assert!(matches!(lexed.lexemes[close].lex, Lex::Sign(')' | '）' | ']' | '}')));
            check_cover(lexed, inner, chunk.lexemes.start + 1, close);
        }
    }
    assert_eq!(at, to);
}

/// Pieces that criteria are made of; any sequence of them must be read without loss.
const PIECES: &[&str] = &[
    "18",
    "≥",
    "to",
    "70",
    "years",
    "(",
    ")",
    "[",
    "]",
    "-",
    "and",
    "or",
    "×10⁹/L",
    "mg",
    "/",
    "per",
    "day",
    "within",
    "prior to",
    "screening",
    "Class",
    "III",
    "IV",
    "1:80",
    "times",
    "ULN",
    "%",
    "at least",
    "the",
    "past",
    "(whichever is longer)",
    "half-lives",
    ",",
    ";",
    "between",
    "NYHA",
    "two",
    "=",
    "not",
    "10",
    "^",
    "9",
    "x109/L",
    "for",
    "of",
    "in",
    "weeks",
    "or higher",
    "old",
    "{",
    "}",
    "…",
    "é",
    "CD20",
    "predicted",
];

proptest::proptest! {
    #[test]
    fn chunks_cover_all_lexemes(picks in proptest::collection::vec((0..PIECES.len(), proptest::bool::ANY), 0..60)) {
        let mut text = String::new();
        for (pick, space) in picks {
            text.push_str(PIECES[pick]);
            if space {
                text.push(' ');
            }
        }
        let lexed = crate::lex::lex(&text);
        check_cover(&lexed, &chunk(&lexed), 0, lexed.lexemes.len());
        render(&lexed, &chunk(&lexed));
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,80}") {
        let lexed = crate::lex::lex(&text);
        check_cover(&lexed, &chunk(&lexed), 0, lexed.lexemes.len());
    }
}

#[test]
fn brackets_nested_too_deep_stay_flat() {
    let text = format!("{}≥ 5 mg{}", "(".repeat(10_000), ")".repeat(10_000));
    let lexed = crate::lex::lex(&text);
    let chunks = chunk(&lexed);
    check_cover(&lexed, &chunks, 0, lexed.lexemes.len());
    assert!(render(&lexed, &chunks).contains("≥ 5 mg"));
}

// Phrases, by family; each family ends with near misses.

#[test]
fn numbers_and_powers() {
    assert_snapshot!(p("ANC ≥ 1.5×10⁹/L and Hb ≥ 80g/L"), @"Limit[≥ 1.5×10⁹/L: >=1.5 «×10⁹/L» 10*9/L] Limit[≥ 80g/L: >=80 «g/L» g/L]");
    assert_snapshot!(p("platelets ≥ 50 x 10^9/L"), @"Limit[≥ 50 x 10^9/L: >=50 «x 10^9/L» 10*9/L]");
    assert_snapshot!(p("WBC ≥ 3.0 x109/L, platelets > 100 x 10e9/L, ANC ≥ 1.5*10 9 /L"), @"Limit[≥ 3.0 x109/L: >=3.0 «x109/L» 10*9/L] Limit[> 100 x 10e9/L: >100 «x 10e9/L» 10*9/L] Limit[≥ 1.5*10 9 /L: >=1.5 «*10 9 /L» 10*9/L]");
    assert_snapshot!(p("WBC 3.0 to 12.0 x 10^9/L"), @"Limit[3.0 to 12.0 x 10^9/L: >=3.0 <=12.0 «x 10^9/L» 10*9/L]");
    assert_snapshot!(p("bacteriuria > 10^5 CFU/mL"), @"Limit[> 10^5 CFU/mL: >1 «10^5 CFU/mL» 10*5.[CFU]/mL]");
    assert_snapshot!(p("HBV DNA ≥ 1×10³ copies/mL"), @"Limit[≥ 1×10³ copies/mL: >=1 «×10³ copies/mL» 10*3.{copies}/mL]");
    assert_snapshot!(p("platelets ≥ 75 x 10(9)/L"), @"Limit[≥ 75 x 10(9)/L: >=75 «x 10(9)/L» 10*9/L]");
    assert_snapshot!(p("PLT<100k, Hb<9; Cr>2"), @"Limit[<100k: <100 «k» 10*3] Limit[<9: <9] Limit[>2: >2]");
    assert_snapshot!(p("< 5 million spermatozoa/mL"), @"Limit[< 5 million spermatozoa/mL: <5 «million spermatozoa/mL» 10*6.{spermatozoa}/mL]");
    assert_snapshot!(p("platelets < 50.000/mmc"), @"Limit[< 50.000/mmc: <50000 «/mmc» /mm3]");
    assert_snapshot!(p("T-score ≤ -2.5"), @"Limit[≤ -2.5: <=-2.5]");
    assert_snapshot!(p("three (3) months ago"), @"Window[three (3) months ago: =3 «months» mo Before]");
    assert_snapshot!(p("at least two immunosuppressants"), @"Limit[at least two: >=2]");
}

#[test]
fn numbers_that_are_no_limits() {
    assert_snapshot!(p("12-lead ECG and third-degree AV block"), @"");
    assert_snapshot!(p("type 2 diabetes, phase 3 trial, visit 2, Cycle 1 Day 1"), @"");
    assert_snapshot!(p("COVID-19 and DSM-5 and CD20"), @"");
    assert_snapshot!(p("2019 EULAR/ACR criteria, ACR 1997 criteria [12]"), @"");
    assert_snapshot!(p("interleukin 12/23 and JAK1/2/3 inhibitors"), @"");
    assert_snapshot!(p("2D echocardiography, 18F-FDG PET"), @"");
    assert_snapshot!(p("severity on a scale of 0-10"), @"");
    assert_snapshot!(p("hemiplegia (G81.0), Day -60 or Day -30, January 1"), @"");
    assert_snapshot!(p("single-level surgery, type one diabetes"), @"");
}

#[test]
fn units() {
    assert_snapshot!(p("creatinine clearance ≥ 60 mL/min/1.73 m2"), @"Limit[≥ 60 mL/min/1.73 m2: >=60 «mL/min/1.73 m2» mL/min/{1.73_m2}]");
    assert_snapshot!(p("eGFR < 30 mL/min/1.73 m^2"), @"Limit[< 30 mL/min/1.73 m^2: <30 «mL/min/1.73 m^2» mL/min/{1.73_m2}]");
    assert_snapshot!(p("proteinuria > 1 g/24 hours"), @"Limit[> 1 g/24 hours: >1 «g/24 hours» g/(24.h)]");
    assert_snapshot!(p("prednisone > 10 mg per day or ≤ 5 mg daily"), @"Limit[> 10 mg per day: >10 «mg per day» mg/d] Limit[≤ 5 mg daily: <=5 «mg daily» mg/d]");
    assert_snapshot!(p("CD4 < 200 cells/µL"), @"Limit[< 200 cells/µL: <200 «cells/µL» {cells}/uL]");
    assert_snapshot!(p("blood pressure > 140/90 mmHg"), @"Pair[> 140/90 mmHg: >140 «mmHg» mm[Hg] second >90]");
    assert_snapshot!(p("FVC ≥ 60% predicted"), @"Limit[≥ 60% predicted: >=60 «% predicted» % of Predicted]");
    assert_snapshot!(p("decrease of ≥ 30% from baseline"), @"Limit[≥ 30% from baseline: >=30 «% from baseline» % of Baseline]");
    assert_snapshot!(p("AST ≤ 3 times the upper limit of normal (ULN)"), @"Limit[≤ 3 times the upper limit of normal (ULN): <=3 «times the upper limit of normal» - of Uln]");
    assert_snapshot!(p("ALT ≤ 2.5×ULN, ALP > 2.5 x ULN"), @"Limit[≤ 2.5×ULN: <=2.5 «×ULN» - of Uln] Limit[> 2.5 x ULN: >2.5 «x ULN» - of Uln]");
    assert_snapshot!(p("bilirubin > 3 times above ULN"), @"Limit[> 3 times above ULN: >3 «times above ULN» - of Uln]");
    assert_snapshot!(p("more than 3 times per week"), @"Limit[more than 3 times per week: >3 «times per week» /wk]");
    assert_snapshot!(p("LDH > 250 U/L in serum"), @"Limit[> 250 U/L: >250 «U/L» U/L]");
}

#[test]
fn words_that_are_no_units() {
    assert_snapshot!(p("at least 3 in a row"), @"Limit[at least 3: >=3]");
    assert_snapshot!(p("> 5 widgets"), @"Limit[> 5: >5]");
    assert_snapshot!(p("> 5 million million million"), @"Limit[> 5 million: >5 «million» 10*6]");
}

#[test]
fn comparators() {
    assert_snapshot!(p("no less than 6 mg"), @"Limit[no less than 6 mg: >=6 «mg» mg]");
    assert_snapshot!(p("dose should not exceed 20 mg"), @"Limit[should not exceed 20 mg: <=20 «mg» mg]");
    assert_snapshot!(p("up to 10 mg"), @"Limit[up to 10 mg: <=10 «mg» mg]");
    assert_snapshot!(p(r"Hb \> 8 g/dL"), @r"Limit[\> 8 g/dL: >8 «g/dL» g/dL]");
    assert_snapshot!(p("Hb &gt; 8 g/dL"), @"Limit[&gt; 8 g/dL: >8 «g/dL» g/dL]");
    assert_snapshot!(p("greater than or equal to (≥) 18 years"), @"Limit[greater than or equal to (≥) 18 years: >=18 «years» a]");
    assert_snapshot!(p("score of 23 or less"), @"Limit[23 or less: <=23]");
    assert_snapshot!(p("AHI ≥ 15 or more"), @"Limit[≥ 15 or more: >=15]");
    assert_snapshot!(p("18 years and older"), @"Limit[18 years and older: >=18 «years» a]");
    assert_snapshot!(p("18 years of age or older"), @"Limit[18 years of age or older: >=18 «years» a]");
    assert_snapshot!(p("not above 5 mg"), @"Limit[not above 5 mg: <=5 «mg» mg]");
    assert_snapshot!(p("not older than 75 years"), @"Limit[not older than 75 years: <=75 «years» a]");
    assert_snapshot!(p("HbA1c = 10.0%"), @"Limit[= 10.0%: =10.0 «%» % doubtful]");
    assert_snapshot!(p("equal to or better than 60 dB"), @"Limit[equal to or better than 60 dB: >=60 «dB» dB]");
    assert_snapshot!(p("Minimum age: 18 years"), @"Limit[Minimum age: 18 years: >=18 «years» a]");
    assert_snapshot!(p("18+ years"), @"Limit[18+ years: >=18 «years» a]");
    assert_snapshot!(p("within 15% of ideal body weight"), @"Limit[within 15%: <=15 «%» %]");
}

#[test]
fn ranges() {
    assert_snapshot!(p("18 to 70 years old, male or female"), @"Limit[18 to 70 years: >=18 <=70 «years» a]");
    assert_snapshot!(p("18-65 years"), @"Limit[18-65 years: >=18 <=65 «years» a]");
    assert_snapshot!(p("Age between 18 and 69 (inclusive)"), @"Limit[between 18 and 69: >=18 <=69 inclusive]");
    assert_snapshot!(p("aged from 18 to 65"), @"Limit[18 to 65: >=18 <=65]");
    assert_snapshot!(p("aged between 18- and 65-years"), @"Limit[between 18- and 65-years: >=18 <=65 «years» a]");
    assert_snapshot!(p("ECOG performance status 0 - 2"), @r#"Class[0 - 2: >=0 <=2 ["0", "1", "2"]]"#);
    assert_snapshot!(p("score 0 or 1"), @"Limit[0 or 1: >=0 <=1]");
    assert_snapshot!(p("age > 18 years and < 65 years"), @"Limit[> 18 years and < 65 years: >18 <65 «years» a]");
    assert_snapshot!(p("≥ 18 and ≤ 65 years"), @"Limit[≥ 18 and ≤ 65 years: >=18 <=65 «years» a]");
    assert_snapshot!(p("≥7.5mg/day and ≤30mg/day"), @"Limit[≥7.5mg/day and ≤30mg/day: >=7.5 <=30 «mg/day» mg/d]");
    assert_snapshot!(p("at least 18 and not older than 75 years"), @"Limit[at least 18 and not older than 75 years: >=18 <=75 «years» a]");
    assert_snapshot!(p("at least 1 mm and up to 3 mm"), @"Limit[at least 1 mm and up to 3 mm: >=1 <=3 «mm» mm]");
    assert_snapshot!(p("10 ≤ Hb ≤ 12"), @"Limit[10 ≤: >=10] Limit[≤ 12: <=12]");
    assert_snapshot!(p("18 ≤ BMI ≤ 32 kg/m²"), @"Limit[18 ≤: >=18 «kg/m²» kg/m2] Limit[≤ 32 kg/m²: <=32 «kg/m²» kg/m2]");
    assert_snapshot!(p("20=AHI=65"), @"Limit[20=: =20 doubtful] Limit[=65: =65 doubtful]");
}

#[test]
fn two_limits_are_two() {
    assert_snapshot!(p("age <18 or >65 years"), @"Limit[<18: <18 «years» a] Limit[>65 years: >65 «years» a]");
    assert_snapshot!(p("under 18 years or over 70 years"), @"Limit[under 18 years: <18 «years» a] Limit[over 70 years: >70 «years» a]");
    assert_snapshot!(p("weight < 50 or > 120 kg"), @"Limit[< 50: <50 «kg» kg] Limit[> 120 kg: >120 «kg» kg]");
    assert_snapshot!(p("≥ 10 males, ≥ 9 females"), @"Limit[≥ 10: >=10] Limit[≥ 9: >=9]");
}

#[test]
fn second_units() {
    assert_snapshot!(p("bilirubin ≤ 34 μmol/L (≤ 2.0 mg/dL)"), @"Limit[≤ 34 μmol/L: <=34 «μmol/L» umol/L also «≤ 2.0 mg/dL» Limit[≤ 2.0 mg/dL: <=2.0 «mg/dL» mg/dL]]");
    assert_snapshot!(p("Hb ≥ 80 g/L (8 g/dL)"), @"Limit[≥ 80 g/L: >=80 «g/L» g/L also «8 g/dL» Limit[8 g/dL: >=8 «g/dL» g/dL]]");
    assert_snapshot!(p("Hb ≥ 80 g/L (= 8.0 g/dL)"), @"Limit[≥ 80 g/L: >=80 «g/L» g/L also «= 8.0 g/dL» Limit[= 8.0 g/dL: >=8.0 «g/dL» g/dL]]");
    assert_snapshot!(p("creatinine > 133 µmol/L (or 1.5 mg/dL)"), @"Limit[> 133 µmol/L: >133 «µmol/L» umol/L also «1.5 mg/dL» Limit[1.5 mg/dL: >1.5 «mg/dL» mg/dL]]");
    assert_snapshot!(p("HbA1c ≥ 6.5% (48 mmol/mol)"), @"Limit[≥ 6.5%: >=6.5 «%» % also «48 mmol/mol» Limit[48 mmol/mol: >=48 «mmol/mol» mmol/mol]]");
}

#[test]
fn brackets_that_are_no_second_unit() {
    assert_snapshot!(p("ALT ≤ 3×ULN (≤ 5×ULN if liver metastases)"), @"Limit[≤ 3×ULN: <=3 «×ULN» - of Uln] (Limit[≤ 5×ULN: <=5 «×ULN» - of Uln])");
    assert_snapshot!(p("ANC ≥ 1.5 (no growth factor)"), @"Limit[≥ 1.5: >=1.5]");
    assert_snapshot!(p("BMI ≥ 30 kg/m² (≥ 27 kg/m² if Asian)"), @"Limit[≥ 30 kg/m²: >=30 «kg/m²» kg/m2] (Limit[≥ 27 kg/m²: >=27 «kg/m²» kg/m2])");
}

#[test]
fn titers_pairs_references() {
    assert_snapshot!(p("ANA ≥ 1:80"), @"Titer[≥ 1:80: >=80]");
    assert_snapshot!(p("titer of 1:160 or higher"), @"Titer[1:160 or higher: >=160]");
    assert_snapshot!(p("HBV DNA above the detection threshold"), @"Reference[above the detection threshold: >1 of DetectionLimit]");
    assert_snapshot!(p("HCV RNA > ULN or upper limit of normal"), @"Reference[> ULN: >1 of Uln] Reference[upper limit of normal: =1 of Uln doubtful]");
    assert_snapshot!(p("exceeding the upper limit of quantification"), @"Reference[exceeding the upper limit of quantification: >1 of UpperQuantificationLimit]");
    assert_snapshot!(p("visual acuity 20/40"), @"Limit[20/40: =40 «» {20/N}]");
}

#[test]
fn classes() {
    assert_snapshot!(p("New York Heart Association (NYHA) Class III or IV"), @r#"Class[III or IV: >=3 <=4 ["III", "IV"]]"#);
    assert_snapshot!(p("NYHA class ≥ II"), @r#"Class[≥ II: >=2 ["II"]]"#);
    assert_snapshot!(p("NYHA Class III-IV"), @r#"Class[III-IV: >=3 <=4 ["III", "IV"]]"#);
    assert_snapshot!(p("NYHA III/IV"), @r#"Class[III/IV: >=3 <=4 ["III", "IV"]]"#);
    assert_snapshot!(p("lupus nephritis Class III or Class IV"), @r#"Class[III or Class IV: >=3 <=4 ["III", "IV"]]"#);
    assert_snapshot!(p("grade 3 or higher events"), @r#"Class[grade 3 or higher: >=3 ["3"]]"#);
    assert_snapshot!(p("dyspnea of ≤CTCAE Grade 1"), @r#"Class[≤CTCAE Grade 1: <=1 ["1"] scale=ctcae]"#);
    assert_snapshot!(p("osteoarthritis > Tonis grade 1"), @r#"Class[> Tonis grade 1: >1 ["1"]]"#);
    assert_snapshot!(p("Child-Pugh class A or B"), @r#"Class[A or B: >=1 <=2 ["A", "B"]]"#);
    assert_snapshot!(p("stage IIIB–IV disease"), @r#"Class[IIIB–IV: >=3 <=4 ["IIIB", "IV"]]"#);
    assert_snapshot!(p("ASA 1 & 2"), @r#"Class[1 & 2: >=1 <=2 ["1", "2"]]"#);
}

#[test]
fn no_classes() {
    assert_snapshot!(p("vitamin C or vitamin D"), @"");
    assert_snapshot!(p("group II patients"), @"");
    assert_snapshot!(p("class III antiarrhythmic drugs"), @"");
    assert_snapshot!(p("interleukin I or II"), @"");
}

#[test]
fn windows() {
    assert_snapshot!(p("within 7 days prior to lymphodepleting conditioning"), @"Window[within 7 days: <=7 «days» d Before @lymphodepletion«lymphodepleting conditioning»]");
    assert_snapshot!(p("within the past two years"), @"Window[within the past two years: <=2 «years» a Before]");
    assert_snapshot!(p("within the last 6 months before screening"), @"Window[within the last 6 months: <=6 «months» mo Before @screening«screening»]");
    assert_snapshot!(p("in the past 3 months"), @"Window[in the past 3 months: <=3 «months» mo Before]");
    assert_snapshot!(p("in the past month"), @"Window[in the past month: <=1 «month» mo Before]");
    assert_snapshot!(p("past-month use"), @"Window[past-month: <=1 «month» mo Before]");
    assert_snapshot!(p("3 months ago"), @"Window[3 months ago: =3 «months» mo Before]");
    assert_snapshot!(p("12 months ago or less"), @"Window[12 months ago or less: <=12 «months» mo Before]");
    assert_snapshot!(p("≤ 28 days before the first dose"), @"Window[≤ 28 days: <=28 «days» d Before @first_dose«first dose»]");
    assert_snapshot!(p("7 days before surgery"), @"Window[7 days: =7 «days» d Before @surgery«surgery»]");
    assert_snapshot!(p("at least 4 weeks prior to enrollment"), @"Window[at least 4 weeks: >=4 «weeks» wk Before @enrollment«enrollment»]");
    assert_snapshot!(p("less than 6 months prior"), @"Window[less than 6 months: <6 «months» mo Before]");
    assert_snapshot!(p("within 12 months after drug infusion"), @"Window[within 12 months: <=12 «months» mo After @administration«drug infusion»]");
    assert_snapshot!(p("until 3 months after end of treatment"), @"Duration[3 months: =3 «months» mo After @end_of_treatment«end of treatment»]");
    assert_snapshot!(p("during the 3 months before the bariatric operation"), @"Window[during the 3 months: <=3 «months» mo Before @surgery«bariatric operation»]");
    assert_snapshot!(p("in the 6 months preceding enrollment"), @"Window[in the 6 months: <=6 «months» mo Before @enrollment«enrollment»]");
    assert_snapshot!(p("over the last year"), @"Window[over the last year: <=1 «year» a Before]");
    assert_snapshot!(p("within 24 hours (1 day) of admission"), @"Window[within 24 hours (1 day): <=24 «hours» h @admission«admission»]");
    assert_snapshot!(p("within 3 months of baseline"), @"Window[within 3 months: <=3 «months» mo @baseline«baseline»]");
    assert_snapshot!(p("planned in the next 6 months"), @"Window[in the next 6 months: <=6 «months» mo After]");
}

#[test]
fn durations() {
    assert_snapshot!(p("for at least 2 months"), @"Duration[for at least 2 months: >=2 «months» mo]");
    assert_snapshot!(p("for 2 weeks"), @"Duration[for 2 weeks: =2 «weeks» wk]");
    assert_snapshot!(p("history of asthma ≥ 6 months"), @"Duration[≥ 6 months: >=6 «months» mo]");
    assert_snapshot!(p("lasting > 30 minutes"), @"Duration[lasting > 30 minutes: >30 «minutes» min]");
    assert_snapshot!(p("after ≥ 6 months of standard-of-care therapy"), @"Duration[≥ 6 months: >=6 «months» mo]");
    assert_snapshot!(p("for at least six months thereafter"), @"Duration[for at least six months: >=6 «months» mo After]");
    assert_snapshot!(p("for at least the last 6 months"), @"Duration[for at least the last 6 months: >=6 «months» mo]");
}

#[test]
fn frequency_moments_and_choices() {
    assert_snapshot!(p("transfusion at intervals ≤ 7 days"), @"Frequency[at intervals ≤ 7 days: <=7 «days» d]");
    assert_snapshot!(p("every 3 weeks"), @"Frequency[every 3 weeks: =3 «weeks» wk]");
    assert_snapshot!(p("at screening, during the study period, from enrollment"), @"At[at screening:  @screening«screening»] At[during the study period:  @study_period«study period»] At[from enrollment:  After @enrollment«enrollment»]");
    assert_snapshot!(p("within 4 weeks or 3 half-lives (whichever is longer)"), @"Window[within 4 weeks or 3 half-lives (whichever is longer):  longest{Window[4 weeks: <=4 «weeks» wk], Window[3 half-lives: <=3 «half-lives» {half-life}]}]");
    assert_snapshot!(p("within 4 weeks or 5 half-lives, whichever is longer, before the first dose"), @"Window[within 4 weeks or 5 half-lives, whichever is longer,:  Before @first_dose«first dose» longest{Window[4 weeks: <=4 «weeks» wk Before], Window[5 half-lives: <=5 «half-lives» {half-life} Before]}]");
    assert_snapshot!(p("the longer of 4 weeks and 3 half-lives"), @"Duration[the longer of 4 weeks and 3 half-lives:  longest{Duration[4 weeks: =4 «weeks» wk], Duration[3 half-lives: =3 «half-lives» {half-life}]}]");
    assert_snapshot!(p("within 30 days or 5 half-lives (whichever is shorter) of screening"), @"Window[within 30 days or 5 half-lives (whichever is shorter):  @screening«screening» shortest{Window[30 days: <=30 «days» d], Window[5 half-lives: <=5 «half-lives» {half-life}]}]");
    assert_snapshot!(p("twice a week"), @"Bare[twice a week: =2 «a week» /wk]");
}

#[test]
fn lengths_that_are_no_times() {
    assert_snapshot!(p("≥ 18 years old"), @"Limit[≥ 18 years: >=18 «years» a]");
    assert_snapshot!(p("Patients over 40 years"), @"Limit[over 40 years: >40 «years» a]");
    assert_snapshot!(p("QTc > 480 ms"), @"Limit[> 480 ms: >480 «ms» ms]");
    assert_snapshot!(p("gestational age < 37 weeks"), @"Limit[< 37 weeks: <37 «weeks» wk]");
    assert_snapshot!(p("14-day washout of 2 weeks"), @"Window[14-day: =14 «day» d] Bare[2 weeks: =2 «weeks» wk]");
    assert_snapshot!(p("life expectancy of at least 12 weeks"), @"Limit[at least 12 weeks: >=12 «weeks» wk]");
}

#[test]
fn ranges_over_two_units() {
    assert_snapshot!(p("aged 6 months to 14 years"), @"Limit[6 months: >=6 «months» mo] Limit[14 years: <=14 «years» a]");
    assert_snapshot!(p("between 3 days and 4 weeks after injury"), @"Duration[between 3 days: >=3 «days» d] Window[and 4 weeks: <=4 «weeks» wk After @diagnosis«injury»]");
    assert_snapshot!(p("age 1 day to less than 18 years"), @"Limit[1 day: >=1 «day» d] Limit[less than 18 years: <18 «years» a]");
}

#[test]
fn ranges_over_one_unit() {
    assert_snapshot!(p("6 months to 14 months"), @"Duration[6 months to 14 months: >=6 <=14 «months» mo]");
}
