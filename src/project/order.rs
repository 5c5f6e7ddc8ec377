//! An order that satisfies constraints and moves the fewest entries of a list.

/// The new order, as old positions; none where the constraints contradict each other
/// or ask for an entry that must not move to move.
///
/// `constraints` are pairs of positions, the first before the second. `fixed` entries
/// keep their order among each other. Of two entries either of which could move, the one
/// with the lower `rank` stays.
///
/// The fewest moves leave the largest set of entries in their old order. Two entries of
/// such a set must not be in an order that the constraints, followed through, forbid. Those
/// forbidden pairs are themselves a partial order, so the largest set is one of its
/// antichains, and a matching finds its size (Dilworth, Kőnig).
#[must_use]
pub(super) fn fewest_moves(
    length: usize,
    constraints: &[(usize, usize)],
    fixed: &[bool],
    rank: &[usize],
) -> Option<Vec<usize>> {
    let before = closure(length, constraints)?;
    let mut conflicts: Vec<Vec<usize>> = vec![Vec::new(); length];
    for first in 0..length {
        conflicts[first] = (first + 1..length).filter(|&second| before[second][first]).collect();
    }
    let mut moves = vec![Move::Open; length];
    let mut left = usize::MAX;
    let mut entries: Vec<usize> = (0..length).collect();
    crate::source::sort_by_key(&mut entries, |&entry| (!fixed[entry], rank[entry], entry));
    // One by one: who can stay without costing another move does.
    for (index, &entry) in entries.iter().enumerate() {
        if index == 0 {
            left = matching(&conflicts, &moves);
        }
        if moves[entry] != Move::Open {
            continue;
        }
        let rivals: Vec<usize> = (0..length)
            .filter(|&other| conflicts[entry].contains(&other) || conflicts[other].contains(&entry))
            .filter(|&other| moves[other] == Move::Open)
            .collect();
        let mut trial = moves.clone();
        trial[entry] = Move::Stays;
        for &rival in &rivals {
            trial[rival] = Move::Moves;
        }
        let needed = matching(&conflicts, &trial);
        if fixed[entry] {
            if rivals.iter().any(|&rival| fixed[rival]) {
                return None;
            }
            left = needed;
            moves = trial;
        } else if needed + rivals.len() == left {
            left = needed;
            moves = trial;
        } else {
            // Every smallest choice moves it.
            moves[entry] = Move::Moves;
            left -= 1;
        }
    }
    Some(sorted(length, &before, &moves))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Move {
    Open,
    Stays,
    Moves,
}

/// `result[a][b]`: a has to come before b. None where something comes before itself.
fn closure(length: usize, constraints: &[(usize, usize)]) -> Option<Vec<Vec<bool>>> {
    let mut before = vec![vec![false; length]; length];
    for &(first, second) in constraints {
        before[first][second] = true;
    }
    for middle in 0..length {
        let after = before[middle].clone();
        for row in before.iter_mut().filter(|row| row[middle]) {
            for (cell, reached) in row.iter_mut().zip(&after) {
                *cell |= reached;
            }
        }
    }
    (0..length).all(|entry| !before[entry][entry]).then_some(before)
}

/// The fewest entries that must move so that no two open ones are in conflict.
fn matching(conflicts: &[Vec<usize>], moves: &[Move]) -> usize {
    let open = |entry: usize| moves[entry] == Move::Open;
    let mut partner: Vec<Option<usize>> = vec![None; conflicts.len()];
    let mut size = 0;
    for start in (0..conflicts.len()).filter(|&entry| open(entry)) {
        let mut seen = vec![false; conflicts.len()];
        if augment(start, conflicts, &open, &mut partner, &mut seen) {
            size += 1;
        }
    }
    size
}

fn augment(
    from: usize,
    conflicts: &[Vec<usize>],
    open: &impl Fn(usize) -> bool,
    partner: &mut [Option<usize>],
    seen: &mut [bool],
) -> bool {
    for &to in conflicts[from].iter().filter(|&&to| open(to)) {
        if std::mem::replace(&mut seen[to], true) {
            continue;
        }
        if partner[to].is_none_or(|other| augment(other, conflicts, open, partner, seen)) {
            partner[to] = Some(from);
            return true;
        }
    }
    false
}

/// Those that stay in their old order; each that moves goes to the nearest place that the
/// constraints leave it.
fn sorted(length: usize, before: &[Vec<bool>], moves: &[Move]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).filter(|&entry| moves[entry] != Move::Moves).collect();
    let mut moved: Vec<usize> = (0..length).filter(|&entry| moves[entry] == Move::Moves).collect();
    // In an order of their own that the constraints allow.
    let mut waiting = Vec::with_capacity(moved.len());
    while !moved.is_empty() {
        let next = moved.iter().position(|&entry| moved.iter().all(|&other| !before[other][entry]));
        waiting.push(moved.remove(next.unwrap_or(0)));
    }
    for entry in waiting {
        let low = order.iter().rposition(|&other| before[other][entry]).map_or(0, |index| index + 1);
        let high = order.iter().position(|&other| before[entry][other]).unwrap_or(order.len());
        let wanted = order.iter().position(|&other| other > entry).unwrap_or(order.len());
        order.insert(wanted.min(high).max(low), entry);
    }
    order
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plain(length: usize, constraints: &[(usize, usize)]) -> Option<Vec<usize>> {
        fewest_moves(length, constraints, &vec![false; length], &vec![0; length])
    }

    /// Entries outside of the longest run that keeps its old order.
    fn moved(order: &[usize]) -> usize {
        let mut longest = vec![1; order.len()];
        for at in 0..order.len() {
            for earlier in 0..at {
                if order[earlier] < order[at] {
                    longest[at] = longest[at].max(longest[earlier] + 1);
                }
            }
        }
        order.len() - longest.into_iter().max().unwrap_or(0)
    }

    fn satisfies(order: &[usize], constraints: &[(usize, usize)]) -> bool {
        let place = |entry: usize| order.iter().position(|&other| other == entry);
        constraints.iter().all(|&(first, second)| place(first) < place(second))
    }

    fn permutations(length: usize) -> Vec<Vec<usize>> {
        let mut all = vec![Vec::new()];
        for entry in 0..length {
            all = all
                .iter()
                .flat_map(|order| {
                    (0..=order.len()).map(move |at| {
                        let mut longer = order.clone();
                        longer.insert(at, entry);
                        longer
                    })
                })
                .collect();
        }
        all
    }

    #[test]
    fn one_entry_moves_to_the_nearest_place() {
        assert_eq!(plain(4, &[(3, 1)]), Some(vec![0, 3, 1, 2]));
        let rank = [0, 1, 0, 0];
        assert_eq!(fewest_moves(4, &[(3, 1)], &[false; 4], &rank), Some(vec![0, 2, 3, 1]));
        let rank = [0; 4];
        assert_eq!(fewest_moves(4, &[(3, 1)], &[false, false, false, true], &rank), Some(vec![0, 2, 3, 1]));
    }

    #[test]
    fn contradictions_have_no_order() {
        assert_eq!(plain(2, &[(0, 1), (1, 0)]), None);
        assert_eq!(fewest_moves(2, &[(1, 0)], &[true; 2], &[0; 2]), None);
    }

    proptest! {
        #[test]
        fn the_result_is_right_and_moves_the_fewest(
            length in 1_usize..7,
            pairs in prop::collection::vec((0_usize..7, 0_usize..7), 0..10),
            hidden in Just((0..7).collect::<Vec<usize>>()).prop_shuffle(),
            fixed in prop::collection::vec(prop::bool::weighted(0.2), 7),
            rank in prop::collection::vec(0_usize..4, 7),
        ) {
            // Constraints that some hidden order satisfies.
            let constraints: Vec<(usize, usize)> = pairs
                .into_iter()
                .filter(|&(a, b)| a < length && b < length && a != b)
                .map(|(a, b)| if hidden[a] < hidden[b] { (a, b) } else { (b, a) })
                .collect();
            let keeps = |order: &[usize]| {
                let kept: Vec<&usize> = order.iter().filter(|&&entry| fixed[entry]).collect();
                kept.is_sorted()
            };
            let possible: Vec<Vec<usize>> = permutations(length)
                .into_iter()
                .filter(|order| satisfies(order, &constraints))
                .collect();
            let fixed_none = vec![false; length];
            let free = fewest_moves(length, &constraints, &fixed_none, &rank[..length]).expect("no cycle");
            prop_assert!(satisfies(&free, &constraints));
            let fewest = possible.iter().map(|order| moved(order)).min();
            prop_assert_eq!(Some(moved(&free)), fewest);
            let mut seen = free.clone();
            seen.sort_unstable();
            prop_assert_eq!(seen, (0..length).collect::<Vec<_>>());
            match fewest_moves(length, &constraints, &fixed[..length], &rank[..length]) {
                Some(order) => {
                    prop_assert!(satisfies(&order, &constraints) && keeps(&order));
                    // Fixed entries are of those that stay.
                    let stays = |order: &[usize]| {
                        let all: Vec<Vec<usize>> = subsets(order).filter(|run| run.is_sorted()).collect();
                        all.into_iter()
                            .filter(|run| (0..length).all(|entry| !fixed[entry] || run.contains(&entry)))
                            .map(|run| run.len())
                            .max()
                    };
                    let best = possible.iter().filter(|order| keeps(order)).filter_map(|order| stays(order)).max();
                    prop_assert_eq!(stays(&order), best);
                }
                None => prop_assert!(possible.iter().all(|order| !keeps(order))),
            }
        }
    }

    fn subsets(order: &[usize]) -> impl Iterator<Item = Vec<usize>> {
        (0_u32..1 << order.len()).map(|chosen| {
            order
                .iter()
                .enumerate()
                .filter(|(at, _)| chosen >> at & 1 == 1)
                .map(|(_, &entry)| entry)
                .collect()
        })
    }
}
