//! Judgements on what somebody has.

use super::all_read;

#[test]
fn what_a_disease_is_unfit_for_is_done_to_nobody() {
    all_read(&[
        (
            "ASD unsuitable for device closure",
            "condition atrial septal defect having «judgement: unsuitable for device closure»",
        ),
        ("Tumor unsuitable for surgery", "condition neoplasm having «judgement: unsuitable for surgery»"),
        (
            "HCC not amenable to resection or ablation",
            "condition hepatocellular carcinoma having «judgement: not amenable to resection or ablation»",
        ),
        // Near misses.
        ("Patients unsuitable for surgery", "«judgement: Patients unsuitable for surgery»"),
        ("HCC after surgery", "condition hepatocellular carcinoma [after surgery]"),
    ]);
}
