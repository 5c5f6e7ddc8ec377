//! Sorting, written once for all kinds of things.
//!
//! The standard library's sort is compiled anew, four kilobytes each time, for every
//! type and order it is called with. Here it is called with one: it orders numbers,
//! and the things follow.

use std::cmp::Ordering;

/// Sorts by what `order` says; equal things keep their order.
pub fn sort_by<T>(things: &mut [T], mut order: impl FnMut(&T, &T) -> Ordering) {
    let mut numbers = sorted_numbers(things.len(), &mut |one, other| order(&things[one], &things[other]));
    // Each round walks one cycle: the thing that was first in it ends up last.
    for start in 0..things.len() {
        let mut place = start;
        while numbers[place] != start {
            let next = numbers[place];
            things.swap(place, next);
            numbers[place] = place;
            place = next;
        }
        numbers[place] = place;
    }
}

/// Sorts by a key; equal things keep their order.
pub fn sort_by_key<T, K: Ord>(things: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(things, |one, other| key(one).cmp(&key(other)));
}

/// Sorts by the order the things have.
pub fn sort<T: Ord>(things: &mut [T]) {
    sort_by(things, T::cmp);
}

/// The numbers below `count`, in the order of the things they stand for.
fn sorted_numbers(count: usize, order: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..count).collect();
    numbers.sort_by(|&one, &other| order(one, other));
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_as_the_standard_library_does() {
        let mut state = 1_u32;
        for count in 0..200 {
            let mut things: Vec<(u32, usize)> = (0..count)
                .map(|number| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    ((state >> 16) % 40, number)
                })
                .collect();
            let mut expected = things.clone();
            expected.sort_by_key(|&(key, _)| key);
            sort_by_key(&mut things, |&(key, _)| key);
            assert_eq!(things, expected);
            sort_by(&mut things, |one, other| other.cmp(one));
            expected.sort();
            expected.reverse();
            assert_eq!(things, expected);
            sort(&mut things);
            assert!(things.is_sorted());
        }
    }
}
