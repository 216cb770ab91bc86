//! What the items of a list share: a head said once, a limit said once, a window said once, "history of" said once.
//!
//! | pattern | example |
//! |---|---|
//! | a sex beside the other is either | male, *or female, 19 to 75 years* |
//! | modifiers wait for the head | *active, known, or suspected* autoimmune disease |
//! | a word completes a neighbour's name | hepatitis B or *C* |
//! | two heads share what they are of | inhibitors or inducers *of CYP3A4 or P-gp* |
//! | a failure is of each treatment | previous IVF or ART *failure* |
//! | an "or" within a clause | arrest with GCS < 8 *and/or intubation* |
//! | names in no table stay one | conditions affecting absorption *or metabolism* |
//! | a place is of what may be found there | *CNS* infection or tumor |
//! | adjectives with brackets wait for the head | *chronic (≥ 2 months)* or recurrent pain |
//! | a site that is a route as well | *ocular* or periocular infection |
//! | tests of two viruses behind the second | HBV or HCV (*HBV DNA > 20 IU/mL; HCV RNA > 15 IU/mL*) |
//! | adjectives share a noun, and what leads them | *untreated colon or* rectal cancer |
//! | what is named bare beside an investigational drug is one too | an investigational drug or *device* |
//! | a place is one of what was named before | surgery of the knee or *hip* |
//! | an object joins the list of objects | requiring antibiotics, *antiviral drugs* or … |
//! | a limit or result without head is said of the one before | CMV DNA positive *or above the detection limit* |
//! | another limit is one of what shows a disease | kidney injury with creatinine ≥ 150, *or ≥ 1.5 × ULN* |
//! | a reaction is to what is named after another | *allergy*, intolerance or contraindication to A |
//! | two verbs say when of one thing | *receiving or planning to receive* A |
//! | a result is of each kind of a disease | *HER2-positive* recurrent or metastatic breast cancer |
//! | a person named alone has what the next one has | *mother* or infant with HIV |
//! | a window said first is of each event of a list | within 3 months *of stroke, MI or PCI* |
//! | a window after one of several treatments is counted from any | within 4 weeks *after radiotherapy or surgery* |
//! | diseases name vaccines | influenza or pneumococcal *vaccine* |
//! | inducers are of each that the inhibitors are of | moderate or strong CYP3A4 inhibitors or *inducers* |
//! | a quality or a dose behind the second of two | hypertension or diabetes *not controlled* |
//! | frequency and amount go back | triptans or opioids *on ≥ 10 days/month* |
//! | times alone are alternatives | within one year before screening *or during screening* |
//! | status, negation, exposure go forward | *history of* A, B or C |
//! | what was not taken, or never, goes forward | never received A *or B* |
//! | a degree goes forward | *uncontrolled* hypertension, diabetes or asthma |
//! | a grade goes forward to toxicities | *grade ≥ 2* neuropathy or nausea |
//! | words before two T stages | *recurrent high-grade* Ta/T1 |
//! | words behind examples go to each | such as asthma or diabetes, *and not well controlled* |
//! | a result of all goes back | MLH1, MSH6 and PMS2 *are all positive* |
//! | a route goes forward to drugs of a kind | *intravenous* antibiotics or antifungals |
//! | an outcome, a count, a week go to all | failure of or intolerance to *A, B or C* |
//! | limit, result and times go back | ALT and AST *≤ 2.5 × ULN* |

mod absent;
mod amounts;
mod asides;
mod backward;
mod behind_last;
mod bracketed;
mod clauses;
mod contraindicated;
mod counted;

mod by_sex;
mod donations;
mod each_virus;
mod either_event;
mod either_sex;
mod events;
mod failed;
mod forward;
mod found;
mod found_in_kinds;
mod grades;
mod included;
mod intents;
mod intoxicants;
mod kept_together;
mod last_age;
mod limit_of_each;
mod limits;
mod masses;
mod methods;
mod names;
mod names_of_each;
mod nouns;
mod objects;
mod of_both;
mod of_change;
mod of_every_member;
mod offered;
mod one_side;
mod only_times;
mod other_sides;
mod own_limits;
mod persons;
mod planned;
mod purposes;
mod qualifiers;
mod reactions;
mod refused;
mod results_of_all;
mod roles;
mod routes;
mod said_behind;
mod same_clause;
mod settings;
mod shown;
mod sites;
mod states;
mod sterile;
mod suspended;
mod tails;
mod tumor_stages;
mod two_states;
mod uncontrolled_examples;
mod vaccines;
mod whose_history;
mod windows;
mod without_each;

pub use names::{named_kind, prefixed, suffixed};

use self::amounts::amounts_of_each;
use self::asides::allow_with_each;
use self::by_sex::limits_of_both_by_sex;
use self::contraindicated::{
    denied_as_well, each_contraindicated, is_no_object, named_beside, outcomes_before, same_contraindicated,
};
use self::each_virus::tests_of_each_virus;
use self::either_sex::either_sex;
use self::forward::forward;
use self::found::functions;
use self::grades::grade_of_both;
use self::included::window_of_members;
pub use self::limits::one_sided;
use self::limits::{
    ages, ages_either_side, both_before_head, is_counted_again, leading_limit, limits_of_disease, other_limits,
    score_named_after, second_pressure,
};
use self::names::{
    borrow_outcomes, counted_alike, counted_kinds, denied_adjectives, examples_of_kinds, merge_adjectives,
    own_beside_relatives,
};
use self::objects::{
    allergens_of_study, belongs, comes_with_either, denied_with, derivatives, is_allowed_as_well, limit_with_either,
    measured_under, shown_by_either,
};
use self::of_change::amounts_of_change;
use self::of_every_member::{either_outcome, episodes_of_each, examples_given_so};
use self::one_side::{definitions_of_both, one_thing_limited, same_amount, same_count};
use self::persons::sex_of_all;
use self::refused::refused_each;
use self::results_of_all::antibodies_to_both;
pub use self::settings::is_unanchored;
use self::settings::{merge_statuses, opening_times, statuses_of_each};
use self::tails::given_alone_each;
use self::two_states::done_or_planned;
use crate::lex::{Entry, Kind};
use crate::lower::allergy::{allergy_to_each, allergy_to_others, same_allergen};
use crate::lower::atom::change_of_each;
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Before, Head, Partial, Related, Relation};
use crate::rule::Status;
use crate::words;

impl Context<'_, '_> {
    /// Lets the items of one list share.
    pub fn share(&mut self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        self.abnormalities(items, joins);
        self.too_little(items);
        self.without_asides(items, joins);
        self.intolerances(items);
        if items.len() < 2 {
            self.failed_each(items, joins);
            if items.iter().any(|item| self.says_own_history(item)) {
                own_beside_relatives(items, joins);
            }
            return;
        }
        self.without_each(items, joins);
        self.examples_denied(items);
        self.intents_of_treatments(items, joins);
        window_of_members(items, joins);
        self.uncontrolled_examples(items, joins);
        self.events_listed(items, joins);
        self.after_either(items, joins);
        opening_times(items, joins);
        self.diagnosed_or_treated(items, joins);
        self.found_in_kinds(items, joins);
        self.same_clause(items, joins);
        self.donated_or_lost(items, joins);
        refused_each(self, items, joins);
        self.never_or_former(items, joins);
        denied_adjectives(items);
        self.said_of_both(items, joins);
        either_sex(items, joins);
        sex_of_all(items, joins);
        outcomes_before(items);
        self.turned_names(items);
        self.prefixes(items);
        self.suspended(items, joins);
        self.investigated_beside(items);
        self.types_wait(items);
        self.new_or(items, joins);
        self.complete_names(items);
        self.sites_before(items, joins);
        tests_of_each_virus(items);
        grade_of_both(items, joins);
        self.graded_kind(items, joins);
        self.names_of_each(items, joins);
        self.vaccines_named_once(items, joins);
        self.other_names(items, joins);
        self.dated_episodes(items, joins);
        self.at_same_place(items, joins);
        self.diseases_of_drugs(items, joins);
        functions(items, joins, self.demand);
        self.done_to_next(items, joins);
        self.staged_adjectives(items);
        self.staged_before_named(items, joins);
        self.found_before_named(items, joins);
        self.found_by_each(items, joins);
        self.places(items, joins);
        self.judged_together(items, joins);
        self.shown_by_each(items, joins);
        self.additions(items, joins);
        self.trailing_kinds(items, joins);
        self.trailing_degree(items, joins);
        self.changes_either_way(items, joins);
        same_count(items, joins);
        same_amount(items, joins);
        let kin = |p: &Partial| is_kin(self.words(&p.bytes));
        derivatives(kin, items, joins);
        allergens_of_study(self, items);
        let text = self.lexed.text;
        allergy_to_others(|head| text.get(head.bytes.clone()).unwrap_or(""), items);
        same_contraindicated(items, joins);
        each_contraindicated(self, items, joins);
        self.done_for_either(items, joins);
        shown_by_either(self, items, joins);
        self.reactions_behind(items, joins);
        self.join_objects(items, joins);
        self.kept_together(items, joins);
        done_or_planned(items, joins, self.lexed.text);
        self.drugs_beside_alcohol(items);
        self.tails(items, joins);
        named_beside(items);
        same_allergen(items, joins);
        allergy_to_each(items, joins);
        self.reactions_before(items, joins);
        merge_adjectives(items, joins);
        self.kinds_of(items, joins);
        merge_statuses(items, joins);
        needed_as_well(items, joins);
        limits_of_disease(items, joins, self.demand);
        borrow_outcomes(items, joins);
        let personal = self.personal_or_family(items, joins);
        counted_kinds(items, joins);
        counted_alike(items, joins, self.lexed.text);
        self.limit_of_both(items, joins);
        self.levels_in_brackets(items, joins);
        self.measured_in_brackets(items, joins);
        self.borrow_heads(items, joins);
        self.other_sides(items, joins);
        definitions_of_both(items, joins);
        self.same_scale(items);
        ages_either_side(items, joins);
        ages(items);
        second_pressure(items);
        score_named_after(items);
        leading_limit(items, joins, self.lexed.text);
        both_before_head(items, joins);
        counted::counts_on_either_side(items, joins);
        amounts_of_change(items, joins);
        self.limit_of_each(items, joins);
        self.result_of_all(items, joins);
        self.leading_settings(items);
        change_of_each(items);
        limits_of_both_by_sex(items, joins, self.demand);
        other_limits(items, joins, self.demand);
        one_thing_limited(items, joins);
        self.only_times(items, joins);
        examples_of_kinds(items);
        let own: Vec<Option<Status>> = items.iter().map(|item| item.status).collect();
        let outcomes: Vec<Option<&str>> = items.iter().map(|item| item.outcome).collect();
        self.not_taken_each(items, joins);
        denied_as_well(self, items, joins);
        self.none_of_names(items, joins);
        forward(self, items, joins);
        sterile::made_sterile(items, joins, self.demand, self.lexed.text);
        self.failed_each(items, joins);
        self.naive_to_each(items, joins, &outcomes);
        statuses_of_each(items, joins, &own);
        either_outcome(items, joins, &outcomes);
        self.grade_of_each(items, joins);
        self.words_of_stages(items, joins);
        self.shared_qualifiers(items, joins);
        self.either_degree(items, joins);
        self.roles_of_each(items, joins);
        given_alone_each(items, joins);
        self.said_behind(items, joins);
        self.route_of_each(items, joins);
        episodes_of_each(items, joins);
        self.ended_in_week(items, joins);
        examples_given_so(items, joins);
        self.as_recent(items, joins);
        self.same_anchors(items);
        amounts_of_each(items, joins);
        self.backward(items, joins);
        antibodies_to_both(items, joins);
        self.either_kind(items, joins);
        self.either_has(items, joins);
        self.drop_blank(items, joins);
        self.planned_or_not(items);
        if personal {
            own_beside_relatives(items, joins);
        }
    }

    /// Items that only say more about those before them.
    fn additions(&mut self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        let mut at = 1;
        while at < items.len() {
            self.limit_after_methods(items, at);
            if joins[at - 1].all == Some(false) && self.is_test_beside(&items[at], &items[at - 1]) {
                let item = &mut items[at];
                let bytes = item.bytes.clone();
                *item = Partial { head: Some(Head::new(None, bytes.clone())), bytes, ..Partial::default() };
                item.says_of_before = Some(Before::Last);
            }
            if self.is_method_beside(&items[at], &items[at - 1]) {
                let item = &mut items[at];
                item.says_of_before = Some(Before::Last);
                // "medical *history*" is looked at; it says not that something has been.
                item.status = item.status.filter(|_| item.head.is_some());
                let own = item.bytes.clone();
                item.head.get_or_insert_with(|| Head::new(None, own));
            }
            if !items[at].is_addition() || items[at - 1].is_headless() && items[at - 1].says_of_before.is_none() {
                at += 1;
                continue;
            }
            let addition = items.remove(at);
            joins.remove(at - 1);
            if addition.says_of_before == Some(Before::Every) {
                for item in &mut items[..at] {
                    self.absorb(Partial { bytes: item.bytes.clone(), ..addition.clone() }, item);
                }
            } else {
                allow_with_each(&mut items[..at - 1], &joins[..at - 1], &addition);
                items[at - 1].bytes.end = addition.bytes.end;
                self.absorb(addition, &mut items[at - 1]);
            }
        }
    }

    /// Moves items that are objects of the relation the item before has opened.
    fn join_objects(&mut self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        let mut at = 0;
        while at + 1 < items.len() {
            let bare_or = joins[at].tight;
            let closed = self.words(&items[at].bytes).ends_with([')', ']']);
            if !closed && is_allowed_as_well(&items[at], &items[at + 1], &joins[at]) {
                let allowed = items.remove(at + 1);
                joins.remove(at);
                items[at].bytes.end = allowed.bytes.end;
                let node = self.node_of(allowed);
                items[at].permits.push(node);
                continue;
            }
            let abused = self.is_abused(&items[at]);
            let (done, rest) = items.split_at_mut(at + 1);
            if joins[at].tight && joins[at].all == Some(false) && denied_with(&mut done[at], &rest[0]) {
                items.remove(at + 1);
                joins.remove(at);
                continue;
            }
            if let Some(measured) = measured_under(&mut done[at]).filter(|_| joins[at].all == Some(false))
                && belongs(measured, &rest[0], bare_or, Some(false), false)
                && let Some(related) = &mut measured.relation
            {
                let end = rest[0].bytes.end;
                related.objects.push(std::mem::take(&mut rest[0]));
                done[at].bytes.end = end;
                items.remove(at + 1);
                joins.remove(at);
                continue;
            }
            let counted = is_counted_again(&done[at], &mut rest[0]);
            let either = comes_with_either(&items[at], &items[at + 1], &joins[..=at]);
            let either_disease = self.demand && bare_or && limit_with_either(&items[at], &items[at + 1], &joins[at]);
            // "allergy to lidocaine or *on anticoagulants*": what is taken is no allergen.
            let taken = self.words(&items[at + 1].bytes).to_ascii_lowercase().starts_with("on ");
            let taken = taken || is_no_object(self, &items[at], &items[at + 1]);
            let belong = !taken && belongs(&items[at], &items[at + 1], bare_or, joins[at].all, abused);
            if counted || either || either_disease || belong {
                let mut object = items.remove(at + 1);
                let join = joins.remove(at);
                items[at].bytes.end = object.bytes.end;
                if let Some(related) = &mut items[at].relation {
                    related.all = join.all == Some(true);
                    if either && let Some(last) = related.objects.last() {
                        object.status = object.status.or(last.status);
                    }
                    related.objects.push(object);
                }
            } else {
                if let Some(related) = &mut items[at].relation {
                    self.complete_names(&mut related.objects);
                    self.borrow_heads(&mut related.objects, &[]);
                    self.route_of_each(&mut related.objects, &[]);
                    self.backward(&mut related.objects, &[]);
                }
                self.times_of_abuse(&mut items[at]);
                at += 1;
            }
        }
        if let Some(last) = items.last_mut() {
            if let Some(related) = &mut last.relation {
                self.complete_names(&mut related.objects);
                self.borrow_heads(&mut related.objects, &[]);
                self.route_of_each(&mut related.objects, &[]);
                self.backward(&mut related.objects, &[]);
            }
            self.times_of_abuse(last);
        }
    }

    /// Removes items that say nothing at all.
    fn drop_blank(&mut self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        let mut at = 0;
        while at < items.len() {
            let same_outcome =
                items.get(at + 1).is_some_and(|next| next.outcome.is_some() && next.outcome == items[at].outcome);
            if (items[at].is_blank() || same_outcome && items[at].is_nameless()) && items.len() > 1 {
                let dropped = items.remove(at);
                if let Some(organ) = dropped.organ.filter(|_| !same_outcome) {
                    self.not_understood(&organ);
                } else if !dropped.methods.is_empty() && !same_outcome {
                    // "normal ECG and *laboratory tests*"
                    self.not_understood(&dropped.bytes);
                } else if dropped.negated && !dropped.negated_by_list {
                    // "malignancy, *not in remission*"
                    self.not_understood(&dropped.bytes);
                }
                if same_outcome {
                    // "failure to achieve *adequate response, partial response* or disease control": the words of one failure.
                    items[at].bytes.start = dropped.bytes.start;
                }
                if at < joins.len() {
                    joins.remove(at);
                } else {
                    joins.pop();
                }
            } else {
                at += 1;
            }
        }
    }
}

/// "infection that is uncontrolled *or requiring antibiotics*": the same disease, with what it needs.
fn needed_as_well(items: &mut [Partial], joins: &[Join]) {
    for at in 1..items.len() {
        let (before, rest) = items.split_at_mut(at);
        let (before, item) = (&before[at - 1], &mut rest[0]);
        let kind = |p: &Partial| p.entry().map(Entry::kind);
        // "or requires *active treatment*", which no table names
        let treatment = item.head.as_ref().is_some_and(|h| h.entry.is_none()) || item.therapy.is_some();
        let given = kind(item).is_some_and(Kind::is_treatment) || treatment;
        // "bleeding *due to A* or requiring B": the cause is said of the first alone.
        let cause = before.relation.as_ref().is_none_or(|r| r.relation == Relation::DueTo);
        let disease = kind(before) == Some(Kind::Condition) && cause && !before.negated;
        // "hypoxia *or requiring oxygen*": what any hypoxia is said to need beside would exclude nobody else.
        let narrowed = before.relation.is_some() || !before.qualifiers.is_empty() || before.value.is_some();
        let narrowed = narrowed || !before.times.is_empty() || before.outcome.is_some() || !before.settings.is_empty();
        if !(item.needs && given && disease && narrowed && joins[at - 1].all == Some(false)) {
            continue;
        }
        let bytes = item.bytes.clone();
        let object = Partial { needs: false, by_verb: None, ..std::mem::take(item) };
        *item = Partial {
            head: before.head.clone(),
            status: before.status,
            relation: Some(Related::new(Relation::Having, object)),
            bytes,
            ..Partial::default()
        };
    }
}

/// Whether an item only names something.
fn plain_name(item: &Partial) -> bool {
    item.is_unvalued() && item.lead_times.is_empty() && item.exposure.is_none() && !item.known && item.count.is_none()
}

/// Whether words name others of the kind of a drug named before: "its derivatives".
fn is_kin(words: &str) -> bool {
    let words = words.to_ascii_lowercase();
    let (before, noun) = words.rsplit_once(' ').unwrap_or(("", &words));
    let plain = |w: &str| matches!(w, "its" | "their" | "other" | "any" | "the" | "related" | "to" | "of");
    words::KIN_NOUNS.contains(&noun) && before.split_whitespace().all(plain)
}
