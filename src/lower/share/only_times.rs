//! Items that say only when: another window of what stands before, another event since, an age or a week at its end.

use crate::lower::atom::is_measured;
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Head, Partial};
use crate::rule::{Direction, Time, TimeKind};

/// The most characters after a window in which the word stands for the side that it is on.
const FAR_SIDE: usize = 8;

impl Context<'_, '_> {
    /// An item that says only when is another window of the item before.
    pub(super) fn only_times(&mut self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        let mut at = 1;
        while at < items.len() {
            if !items[at].is_only_time() || items[at - 1].is_headless() {
                at += 1;
                continue;
            }
            if items[at].negated && !items[at].negated_by_list {
                // "cancer and *not in remission for 5 years*": such a cancer that is not one of those.
                let mut denied = items.remove(at);
                joins.remove(at - 1);
                items[at - 1].bytes.end = denied.bytes.end;
                (denied.negated, denied.head) = (false, items[at - 1].head.clone());
                let node = self.node_of(denied);
                items[at - 1].other_than.push(node);
                continue;
            }
            if joins[at - 1].bare && self.age_at_end(&mut items[at]) {
                at += 1;
                continue;
            }
            if joins[at - 1].bare && self.weeks_at_end(items, at) {
                items.remove(at);
                joins.remove(at - 1);
                continue;
            }
            if self.is_event_since(&items[at], &items[at - 1]) {
                // "HbA1c > 8 %, *at least 3 months since bariatric surgery*": an event beside a result.
                self.event_counted_from(&mut items[at]);
                at += 1;
                continue;
            }
            if items[at].known && items[at - 1].entry().is_some_and(is_measured) {
                // "CRP ≥ 6 mg/L and *diagnosed within 12 months*": a result is not diagnosed, and of what is not said.
                let item = &mut items[at];
                item.head = Some(Head::new(None, item.bytes.clone()));
                at += 1;
                continue;
            }
            if is_used_or_never(&items[at - 1], &items[at], joins[at - 1]) {
                let head = items[at - 1].head.clone();
                let item = &mut items[at];
                item.head = head;
                at += 1;
                continue;
            }
            if !items[at].settings.is_empty() || items[at].route.is_some() {
                // "in the study eye within 60 days or *in the fellow eye within 30 days*": the same thing elsewhere, or "*oral
                // within 6 months*" given in another way.
                let before = Partial { other_times: Vec::new(), ..items[at - 1].clone() };
                let item = &mut items[at];
                let own = std::mem::take(item);
                *item = Partial {
                    times: own.times,
                    lead_times: own.lead_times,
                    settings: own.settings,
                    route: own.route.or(before.route),
                    status: own.status.or(before.status),
                    bytes: own.bytes,
                    ..before
                };
                at += 1;
                continue;
            }
            let later = items.remove(at);
            let join = joins.remove(at - 1);
            let item = &mut items[at - 1];
            item.bytes.end = later.bytes.end;
            let mut times: Vec<Time> = later.lead_times.into_iter().chain(later.times).collect();
            same_side(&mut item.times, &mut times);
            self.either_side(&mut item.times, &mut times);
            // "a stroke, whatever its cause, within 6 months": after a comma alone it is the item's own time.
            let alone = item.times.is_empty() && item.other_times.is_empty() && later.status.is_none();
            // "vaccine within 14 days, or surgery within 28 days, *of screening*": what they are counted from.
            let counted = matches!(times.as_slice(), [t] if t.kind == TimeKind::At && t.text.starts_with("of "));
            let own = join.bare && (alone || counted);
            // "depression with an episode lasting at least 8 weeks *but less than 2 years*": the episode does.
            let lasting = |t: &Time| t.kind == TimeKind::Duration;
            let related = item.relation.as_mut().and_then(|r| r.objects.last_mut());
            if times.iter().all(lasting)
                && !item.times.iter().any(lasting)
                && let Some(object) = related.filter(|object| object.times.iter().any(lasting))
                && join.all == Some(true)
            {
                object.times.extend(times);
                continue;
            }
            if join.all == Some(true) || own {
                item.times.extend(times);
                item.status = item.status.or(later.status);
            } else {
                item.other_times.push((times, later.status));
            }
        }
    }

    /// "within 4 weeks before *or 2 weeks after dosing*": windows on either side of one moment, which is said once. Near miss:
    /// "within 4 weeks, or 2 weeks after dosing".
    fn either_side(&mut self, times: &mut [Time], later: &mut [Time]) {
        let ([first], [second]) = (times, later) else { return };
        let sides = (first.direction, second.direction) == (Some(Direction::Before), Some(Direction::After));
        if !(sides && first.anchor.is_none() && second.anchor.is_some() && first.bounds.high().is_some()) {
            return;
        }
        let after: String = self.text_after(first.span.span()).chars().take(FAR_SIDE).collect();
        let said = format!("{} {}", first.text, after.trim_start()).to_ascii_lowercase();
        if ![" before", " prior"].iter().any(|word| said.contains(word)) {
            return;
        }
        first.anchor.clone_from(&second.anchor);
        if let Some(length) = second.bounds.eq.take() {
            (second.bounds.le, second.kind) = (Some(length), TimeKind::Window);
        }
        let span = first.span.span();
        self.has_anchor(span);
    }
}

/// "botulinum toxin naive *or ≥ 16 weeks since the last injection*": whoever has never had it needs no time since it. Near
/// miss: "naive *for ≥ 4 weeks*".
fn is_used_or_never(before: &Partial, item: &Partial, join: Join) -> bool {
    let times = item.times.iter().chain(&item.lead_times);
    let past = times.clone().count() > 0 && times.clone().all(|t| t.kind == TimeKind::Window);
    before.outcome == Some("naive")
        && join.all == Some(false)
        && past
        && item.outcome.is_none()
        && before.times.is_empty()
}

/// "within 12 weeks or *five half-lives before day 0*": the second length is a window on the same side, and the first is
/// counted from the same moment.
fn same_side(times: &mut [Time], later: &mut [Time]) {
    let ([first], [second]) = (times, later) else { return };
    let half_lives = second.code.as_deref() == Some("{half-life}") || first.code.as_deref() == Some("{half-life}");
    let windows = first.kind == TimeKind::Window && matches!(second.kind, TimeKind::Window | TimeKind::Duration);
    if !half_lives || !windows || first.bounds.high().is_none() {
        return;
    }
    if let Some(number) = second.bounds.eq.take() {
        second.bounds.le = Some(number);
    }
    second.kind = TimeKind::Window;
    second.direction = second.direction.or(first.direction);
    if first.anchor.is_none() {
        first.anchor.clone_from(&second.anchor);
    } else if second.anchor.is_none() {
        second.anchor.clone_from(&first.anchor);
    }
}
