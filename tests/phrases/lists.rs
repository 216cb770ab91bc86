//! What the words before a list say of its items.

use super::{excluded, reading as demanded};

#[test]
fn so_many_of_a_list_are_needed() {
    let three = "2-of(condition cough, condition asthma, condition fever)";
    assert_eq!(demanded("- At least two of the following: cough, asthma, fever"), three);
    assert_eq!(demanded("- At least 2 of the following symptoms: cough, asthma or fever"), three);
    assert_eq!(
        demanded("- At least two of the following: cough; asthma or fever; pain"),
        "2-of(condition cough, any(condition asthma, condition fever), condition pain)"
    );
    assert_eq!(
        demanded("- Any of the following: cough, asthma, fever"),
        "any(condition cough, condition asthma, condition fever)"
    );
}

#[test]
fn names_after_including_are_examples() {
    assert_eq!(
        excluded(
            "- Treatment with immunosuppressants, including but not limited to azathioprine, methotrexate and tacrolimus"
        ),
        "drug immunosuppressant {open: azathioprine, methotrexate, tacrolimus}"
    );
    assert_eq!(
        excluded("- Biologics such as, but not limited to, belimumab and telitacicept within 4 weeks before screening"),
        "drug biologic {open: belimumab, telitacicept} [within 4 wk before screening]"
    );
    assert_eq!(
        excluded("- Use of anticoagulants, including warfarin and heparin, within 7 days before surgery"),
        "drug anticoagulant {examples: warfarin, heparin} [within 7 d before surgery]"
    );
}

#[test]
fn what_is_no_name_of_the_kind_is_no_example() {
    assert_eq!(
        excluded("- Treatment with immunosuppressants, including azathioprine, or active infection"),
        "any(drug immunosuppressant, drug azathioprine, condition active infection)"
    );
    assert_eq!(
        excluded("- Asthma, including but not limited to wheeze, or hemoglobin < 80 g/L"),
        "any(condition asthma, condition wheeze, Hb < 80 g/L)"
    );
}
