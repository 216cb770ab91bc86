//! Reactions to what a list names once, what is so now beside a history, and people named together.

use trial_extract::rule::Section;

use super::{all_excluded, reading, reading_in};

fn excluded(text: &str) -> String {
    reading_in(Section::Exclusion, &format!("- {text}"))
}

#[test]
fn each_reaction_is_to_what_is_named_last() {
    for (text, reading) in [
        ("Allergy or resistance to clopidogrel", "any(allergy clopidogrel, drug clopidogrel [outcome: failed])"),
        ("Intolerance or allergy to aspirin", "any(drug aspirin [outcome: intolerant], allergy aspirin)"),
        ("Sensitivity or allergy to aspirin", "allergy aspirin"),
        (
            "Allergy, intolerance or contraindication to ibuprofen",
            "any(allergy ibuprofen, drug ibuprofen [outcome: intolerant], observation contraindication having drug ibuprofen)",
        ),
        (
            "Hypersensitivity or intolerance to midazolam or lidocaine",
            "any(allergy midazolam, allergy lidocaine, drug midazolam [outcome: intolerant], drug lidocaine [outcome: intolerant])",
        ),
        ("Adverse reaction or allergy to aspirin", "any(condition adverse event due to drug aspirin, allergy aspirin)"),
        ("Contra-indications to MRI", "observation contraindication having procedure MRI"),
        // A disease is no reaction, and what a contraindication is to may name nothing.
        (
            "Hypotension or intolerance to metoprolol",
            "any(condition hypotension, drug metoprolol [outcome: intolerant])",
        ),
        ("Allergy or asthma", "any(allergy allergy, condition asthma)"),
    ] {
        assert_eq!(excluded(text), reading, "{text}");
    }
}

#[test]
fn a_status_stops_at_what_says_its_own() {
    for (text, reading) in [
        ("Suspected or known diabetes", "any(condition suspected diabetes mellitus, condition diabetes mellitus)"),
        (
            "Suspicion of hepatitis or active tuberculosis",
            "any(condition suspected hepatitis, condition active tuberculosis)",
        ),
        ("Planned surgery or active infection", "any(procedure planned surgery, condition active infection)"),
        ("History of asthma or pregnant women", "any(condition history of asthma, condition pregnancy)"),
        ("History of heart failure or LVEF < 40%", "any(condition history of heart failure, LVEF < 40 %)"),
        ("History of seizures or on anticonvulsants", "any(condition history of seizure, drug anticonvulsant)"),
        (
            "History of stroke, active bleeding or seizures",
            "any(condition history of stroke, condition active hemorrhage, condition history of seizure)",
        ),
        ("Newly diagnosed type 2 diabetes", "condition newly diagnosed type 2 diabetes"),
        (
            "Newly diagnosed or relapsed AML",
            "any(condition newly diagnosed acute myeloid leukemia, condition relapsed acute myeloid leukemia)",
        ),
        // A bleeding was severe, and one hepatitis is either.
        (
            "History of stroke or severe bleeding",
            "any(condition history of stroke, condition history of severe hemorrhage)",
        ),
        (
            "History of chronic or active hepatitis B",
            "any(condition history of chronic hepatitis B, condition history of active hepatitis B)",
        ),
        ("Suspected pneumonia or sepsis", "any(condition suspected pneumonia, condition suspected sepsis)"),
        ("Planned surgery or transplantation", "any(procedure planned surgery, procedure planned transplantation)"),
    ] {
        assert_eq!(excluded(text), reading, "{text}");
    }
}

#[test]
fn of_whom_each_is_said() {
    for (text, reading) in [
        (
            "Family history of epilepsy or diagnosis of epilepsy",
            "any(condition epilepsy [of relative], condition epilepsy)",
        ),
        (
            "Family history of sudden death or patients with long QT syndrome",
            "any(condition sudden cardiac death [of relative], condition long QT syndrome)",
        ),
        ("Family history of or current glaucoma", "any(condition glaucoma [of relative], condition current glaucoma)"),
        ("Patient or partner with HIV", "any(condition HIV infection, condition HIV infection [of partner])"),
        ("Mother or infant with HIV", "any(condition HIV infection [of mother], condition HIV infection [of child])"),
        ("Donor or recipient HIV positive", "any(HIV infection positive [of donor], HIV infection positive)"),
        ("Smoking by a family member", "observation smoking [of relative]"),
        // One history of two diseases, and who finds something has none.
        (
            "Family history of epilepsy or asthma",
            "any(condition epilepsy [of relative], condition asthma [of relative])",
        ),
        ("Depression diagnosed by a physician", "condition depression [by physician]"),
    ] {
        assert_eq!(excluded(text), reading, "{text}");
    }
}

#[test]
fn what_a_name_is_defined_as() {
    for (text, reading) in [
        (
            "Sepsis defined as fever, tachycardia or leukocytosis",
            "condition sepsis defined as any(condition fever, condition tachycardia, condition leukocytosis)",
        ),
        (
            "Metabolic syndrome defined as obesity, hypertension and dyslipidemia",
            "condition metabolic syndrome defined as all(condition obesity, condition hypertension, condition dyslipidemia)",
        ),
        ("Depression defined by DSM-5 or ICD-10", "condition depression [by DSM-5; ICD-10]"),
    ] {
        assert_eq!(excluded(text), reading, "{text}");
    }
}

#[test]
fn plain_words() {
    for (text, reading) in [
        ("Heart disease or other pathology", "any(condition cardiac disease, condition other pathology)"),
        ("Melanoma confirmed by pathology", "condition melanoma [by pathology]"),
        (
            "Suicidal ideation with plan or intent",
            "condition suicidal ideation having any(condition plan, condition intent)",
        ),
        ("Plan to undergo surgery", "procedure planned surgery"),
        ("Fast for at least 8 hours", "observation fasting [for ≥ 8 h]"),
        (
            "Atrial fibrillation with fast ventricular response",
            "condition atrial fibrillation having condition ventricular fast",
        ),
        ("Smoking, alcohol or drugs", "any(observation smoking, drug alcohol, observation illicit drug use)"),
        ("Active use of alcohol or drugs", "any(observation active alcohol use, observation illicit drug use)"),
        ("Structural lesions such as polyps or nodules", "condition Structural lesions {examples: polyp, nodules}"),
    ] {
        assert_eq!(excluded(text), reading, "{text}");
    }
}

#[test]
fn by_whom_and_by_what() {
    for (text, reading) in [
        ("Dementia diagnosed by a neurologist or psychiatrist", "condition dementia [by neurologist; psychiatrist]"),
        ("DSM-IV or DSM-5 diagnosis of depression", "condition depression [by DSM-IV; DSM-5]"),
        ("ICD-11 criteria for PTSD", "condition PTSD [by ICD-11 criteria]"),
        ("Use of opioids regardless of dose and duration", "drug opioid"),
        // A disease is no examiner, and another one is no matter of regard.
        ("Stroke diagnosed by CT or asthma", "any(condition stroke [by CT], condition asthma)"),
        ("Use of opioids regardless of dose, or asthma", "any(drug opioid, condition asthma)"),
    ] {
        assert_eq!(excluded(text), reading, "{text}");
    }
}

#[test]
fn sensitivity_to_a_drug_is_an_allergy() {
    all_excluded(&[
        ("A known allergy or sensitivity to morphine or fentanyl", "any(allergy morphine, allergy fentanyl)"),
        ("Known sensitivity to lidocaine", "allergy lidocaine"),
        ("Known naloxone or morphine hypersensitivity", "any(allergy naloxone, allergy morphine)"),
        // Near misses.
        ("Sensitivity to light", "condition Sensitivity to light"),
        ("Warfarin or allergy to latex", "any(drug warfarin, allergy latex)"),
    ]);
    assert_eq!(reading("Sensitivity to sunitinib"), "all(drug sunitinib, ‹Sensitivity: in no part of the rule›)");
}
