//! Kinds that brackets list behind a disease or a class.

use super::{all_excluded, all_read};

#[test]
fn an_open_list_in_brackets_gives_examples() {
    all_excluded(&[
        ("Secondary IgAN (lupus, cirrhosis, etc.)", "condition secondary IgA nephropathy {open: lupus, cirrhosis}"),
        (
            "Immunosuppressants (cyclosporine, tacrolimus etc)",
            "drug immunosuppressant {open: cyclosporine, tacrolimus}",
        ),
        // Near miss: without "etc." these alone.
        (
            "Secondary IgAN (lupus, cirrhosis)",
            "condition secondary IgA nephropathy having any(condition lupus, condition cirrhosis)",
        ),
    ]);
    all_read(&[(
        "- Rheumatic disease (which will include gout, lupus and myositis)",
        "condition rheumatic disease {examples: gout, lupus, myositis}",
    )]);
}

#[test]
fn kinds_in_brackets_are_alternatives() {
    all_read(&[
        (
            "- Glucose metabolism disorder (IFG, IGT with IFG, T2DM)",
            "condition glucose metabolism disease having any(condition impaired fasting glucose, condition impaired \
             glucose tolerance having condition impaired fasting glucose, condition type 2 diabetes)",
        ),
        (
            "- Heart disease (angina; heart failure; stroke)",
            "condition cardiac disease having any(condition angina, condition heart failure, condition stroke)",
        ),
        // Near misses: limits are one picture.
        (
            "- Psoriasis (BSA ≥10%, IGA ≥3, and PASI ≥ 12)",
            "condition psoriasis having all(BSA ≥ 10 %, IGA score ≥ 3 {score}, PASI ≥ 12 {score})",
        ),
        (
            "- Heart failure (NYHA II-IV; LVEF < 40 %)",
            "condition heart failure having all(NYHA class in {II, III, IV}, LVEF < 40 %)",
        ),
    ]);
    all_excluded(&[
        (
            "Heart disease (NYHA Class III or IV; acute coronary syndrome or stroke)",
            "condition cardiac disease having any(NYHA class in {III, IV}, condition acute coronary syndrome, \
             condition stroke)",
        ),
        ("Hepatitis (HBsAg positive; ALT > 2 x ULN)", "condition hepatitis having all(HBsAg positive, ALT > 2 ×ULN)"),
    ]);
}
