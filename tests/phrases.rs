//! Phrases to readings, by family: one that fires and a near miss for each rule.

#![allow(clippy::unwrap_used)]

mod phrases {
    use trial_extract::rule::{Section, Trial};
    use trial_extract::source::Document;
    use trial_extract::{Options, extract};

    mod abbreviated;
    mod abbreviations_in_lists;
    mod absences;
    mod absent_each;
    mod ages_before_limits;
    mod ages_of_events;
    mod ages_said;
    mod ahead;
    mod alike;
    mod alternatives;
    mod amended;
    mod amounts;
    mod arms_as_heads;
    mod asides;
    mod begun;
    mod beside_diseases;
    mod beside_limits;
    mod beside_narratives;
    mod better_and_worse;
    mod boilerplate;
    mod brackets_of_no_demand;
    mod calendar;
    mod changes;
    mod class_names;
    mod clauses;
    mod cohorts;
    mod compared;
    mod consent_of_young;
    mod contraindicated;
    mod converted_ends;
    mod counted_behind;
    mod degrees;
    mod denied;
    mod denied_after;
    mod documents;
    mod done_before;
    mod doses_as_moments;
    mod each;
    mod each_virus;
    mod either_event;
    mod elliptic;
    mod ended;
    mod everyday;
    mod except_that;
    mod excepted;
    mod exceptions_behind;
    mod exceptions_ended;
    mod excluded_if;
    mod extents;
    mod extremes;
    mod fields;
    mod first_days;
    mod formulations;
    mod found_by;
    mod fractions;
    mod fragments;
    mod fresh_boilerplate;
    mod generic;
    mod given_together;
    mod heads;
    mod heads_of_lists;
    mod in_brackets;
    mod indicated;
    mod internal;
    mod intoxicants;
    mod joined_names;
    mod joints;
    mod kinds;
    mod kinds_in_brackets;
    mod labels;
    mod last_moments;
    mod last_pair;
    mod lasted_and_left;
    mod lasting_states;
    mod legends;
    mod lengths_and_windows;
    mod lengths_in_facts;
    mod let_pass;
    mod lifted_limits;
    mod limited;
    mod limits;
    mod limits_before;
    mod limits_of_some;
    mod limits_said_otherwise;
    mod listed_after;
    mod listed_conditions;
    mod listed_limits;
    mod lists;
    mod looked_back;
    mod lost;
    mod lost_limits;
    mod lying_between;
    mod may;
    mod measured;
    mod miscounted;
    mod misnamed;
    mod moments;
    mod moments_and_sources;
    mod names_and_scales;
    mod names_of_scores;
    mod names_of_several_words;
    mod non;
    mod norm_groups;
    mod normal_ranges;
    mod not_asked;
    mod nouns;
    mod nouns_and_states;
    mod numbers;
    mod of_each;
    mod of_every_member;
    mod of_heads;
    mod offered;
    mod often;
    mod once;
    mod oncology;
    mod one_name;
    mod one_or_both;
    mod one_side;
    mod only_examples;
    mod open_heads;
    mod other_windows;
    mod others_and_exceptions;
    mod own_conditions;
    mod own_definitions;
    mod own_limits;
    mod own_or_family;
    mod partly_denied;
    mod parts_and_places;
    mod people;
    mod people_and_alternatives;
    mod places;
    mod planned_for;
    mod purposes;
    mod purposes_in_two_states;
    mod quantities;
    mod ranges;
    mod ranges_in_brackets;
    mod ranges_outside;
    mod rates_and_ages;
    mod reach;
    mod reached;
    mod reactions;
    mod registered;
    mod registry_words;
    mod remarks;
    mod repeats;
    mod results;
    mod reversed;
    mod rhythms;
    mod routes;
    mod said_behind;
    mod said_behind_lists;
    mod said_of;
    mod said_of_all_of_it;
    mod said_of_either;
    mod said_of_several;
    mod said_of_which;
    mod said_of_whom;
    mod said_otherwise;
    mod said_twice;
    mod same_clause;
    mod scales_and_values;
    mod scores_and_washouts;
    mod scores_by_age;
    mod second_arms;
    mod second_limits;
    mod seen_in_cancer_trials;
    mod senses;
    mod sexes;
    mod shared;
    mod shares_and_units;
    mod shows_what;
    mod sides;
    mod signs_and_units;
    mod since;
    mod sites;
    mod spans;
    mod subjects_in_facts;
    mod tails;
    mod tense;
    mod terms;
    mod told;
    mod told_and_left_out;
    mod told_apart;
    mod told_by_context;
    mod told_in_cancer_trials;
    mod treatments;
    mod tuning;
    mod typed;
    mod types_and_alleles;
    mod under_condition;
    mod unfit;
    mod unheard;
    mod unplaced;
    mod unseen;
    mod values;
    mod varieties;
    mod verbs_before_limits;
    mod vocabulary;
    mod washouts;
    mod ways_given;
    mod ways_to_find;
    mod weeks_and_years;
    mod weeks_of_pregnancy;
    mod whose_limit;
    mod wider;
    mod windows;
    mod windows_and_sides;
    mod windows_of_members;
    mod windows_said_otherwise;
    mod with_limits;

    /// The reading of the first criterion of a text without headings.
    fn reading_in(section: Section, text: &str) -> String {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let trial = extract(&document, &Options { section: Some(section) });
        trial.criteria[0].reading.clone().unwrap_or_default()
    }

    /// The trial of a text with its own headings.
    fn trial_of(text: &str) -> Trial {
        extract(&Document { text: text.to_owned(), ..Document::default() }, &Options::default())
    }

    /// Holds that each of these texts, demanded, is read as it stands beside it.
    fn all_read(rows: &[(&str, &str)]) {
        rows.iter().for_each(|(text, rule)| assert_eq!(reading(text), *rule, "{text}"));
    }

    /// As [`all_read`], of what excludes.
    fn all_excluded(rows: &[(&str, &str)]) {
        rows.iter().for_each(|(text, rule)| assert_eq!(excluded(text), *rule, "{text}"));
    }

    fn reading(text: &str) -> String {
        reading_in(Section::Inclusion, text)
    }

    fn excluded(text: &str) -> String {
        reading_in(Section::Exclusion, text)
    }

    /// The codes of the diagnostics of a demand.
    fn codes(text: &str) -> Vec<String> {
        codes_in(Section::Inclusion, text)
    }

    fn codes_in(section: Section, text: &str) -> Vec<String> {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let trial = extract(&document, &Options { section: Some(section) });
        trial.criteria[0].diagnostics.iter().map(|d| d.code.clone()).collect()
    }
}
