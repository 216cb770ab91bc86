//! A treatment that is to come, behind the disease it is for.

use super::all_read;

#[test]
fn the_treatment_is_planned_and_the_disease_is_there() {
    all_read(&[
        (
            "Patients with prostate cancer who will receive docetaxel",
            "condition prostate cancer having drug planned docetaxel",
        ),
        ("HCC patients planned for TACE", "condition hepatocellular carcinoma having procedure planned TACE"),
        (
            "Patients with lymphoma scheduled for autologous stem cell transplantation",
            "condition lymphoma having procedure planned autologous stem cell transplantation",
        ),
        (
            "Women with endometriosis who are going to undergo laparoscopy",
            "all(sex female, condition endometriosis having procedure planned laparoscopy)",
        ),
        // Near misses.
        (
            "Patients with NSCLC who have received docetaxel",
            "condition non-small cell lung cancer having drug docetaxel",
        ),
        ("Planned surgery", "procedure planned surgery"),
    ]);
}
