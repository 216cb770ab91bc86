//! Matching of what is old with what is new at the greatest total likeness.

/// For each row the column it is matched with, so that the sum of the likenesses is the greatest possible. A pair
/// whose likeness is 0 is never matched.
///
/// The Hungarian method with potentials, cubic in the larger side.
pub fn assign(likeness: &[Vec<i64>]) -> Vec<Option<usize>> {
    let rows = likeness.len();
    let columns = likeness.iter().map(Vec::len).max().unwrap_or(0);
    let n = rows.max(columns);
    let cost = |row: usize, column: usize| -likeness.get(row).and_then(|r| r.get(column)).copied().unwrap_or(0);
    let mut row_potential = vec![0_i64; n + 1];
    let mut column_potential = vec![0_i64; n + 1];
    let mut row_of = vec![0_usize; n + 1];
    for row in 1..=n {
        let mut least = vec![i64::MAX; n + 1];
        let mut came_from = vec![0_usize; n + 1];
        let mut done = vec![false; n + 1];
        let mut column = 0;
        row_of[0] = row;
        while row_of[column] != 0 {
            done[column] = true;
            let current = row_of[column];
            let (mut step, mut next) = (i64::MAX, 0);
            for other in 1..=n {
                if done[other] {
                    continue;
                }
                let reduced = cost(current - 1, other - 1) - row_potential[current] - column_potential[other];
                if reduced < least[other] {
                    least[other] = reduced;
                    came_from[other] = column;
                }
                if least[other] < step {
                    step = least[other];
                    next = other;
                }
            }
            for other in 0..=n {
                if done[other] {
                    row_potential[row_of[other]] += step;
                    column_potential[other] -= step;
                } else {
                    least[other] = least[other].saturating_sub(step);
                }
            }
            column = next;
        }
        while column != 0 {
            let before = came_from[column];
            row_of[column] = row_of[before];
            column = before;
        }
    }
    let mut matched = vec![None; rows];
    for (column, &row) in row_of.iter().enumerate().skip(1) {
        if row >= 1 && row <= rows && column <= columns && cost(row - 1, column - 1) < 0 {
            matched[row - 1] = Some(column - 1);
        }
    }
    matched
}

#[cfg(test)]
mod tests {
    use super::assign;

    #[test]
    fn the_sum_counts_not_the_first_best() {
        assert_eq!(assign(&[vec![10, 9], vec![9, 0]]), [Some(1), Some(0)]);
    }

    #[test]
    fn nothing_alike_is_not_matched() {
        assert_eq!(assign(&[vec![0, 0], vec![0, 5]]), [None, Some(1)]);
        assert_eq!(assign(&[vec![], vec![]]), [None, None]);
        assert_eq!(assign(&[]), Vec::<Option<usize>>::new());
    }

    #[test]
    fn sides_may_differ_in_size() {
        assert_eq!(assign(&[vec![1, 7, 3]]), [Some(1)]);
        assert_eq!(assign(&[vec![1], vec![7], vec![3]]), [None, Some(0), None]);
    }
}
