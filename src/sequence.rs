//! Two lists held against each other: what stayed, what went, what came.

/// One step from an old list to a new one; places count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Stands in both: where in the old, where in the new.
    Kept(usize, usize),
    /// Stood in the old list only.
    Gone(usize),
    /// Stands in the new list only.
    New(usize),
}

/// How many steps are looked for before all that is between is told as another.
const MOST_STEPS: usize = 1000;

/// The shortest way from one list to another (E. Myers, "An O(ND) difference
/// algorithm", 1986); among equal ones what goes stands before what comes.
pub fn steps<T: PartialEq>(old: &[T], new: &[T]) -> Vec<Step> {
    let pairs = || old.iter().zip(new);
    let head = pairs().take_while(|(old, new)| old == new).count();
    let backwards = old[head..].iter().rev().zip(new[head..].iter().rev());
    let tail = backwards.take_while(|(old, new)| old == new).count();
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    let mut steps: Vec<Step> = (0..head).map(|at| Step::Kept(at, at)).collect();
    match between(&old[head..old_end], &new[head..new_end]) {
        Some(middle) => steps.extend(middle.into_iter().map(|step| match step {
            Step::Kept(one, other) => Step::Kept(one + head, other + head),
            Step::Gone(one) => Step::Gone(one + head),
            Step::New(other) => Step::New(other + head),
        })),
        None => {
            steps.extend((head..old_end).map(Step::Gone));
            steps.extend((head..new_end).map(Step::New));
        }
    }
    steps.extend((0..tail).map(|at| Step::Kept(old_end + at, new_end + at)));
    steps
}

/// The way between two lists; `None` where it is too long.
fn between<T: PartialEq>(old: &[T], new: &[T]) -> Option<Vec<Step>> {
    let most = (old.len() + new.len()).min(MOST_STEPS);
    // By the diagonal (old − new, from −most−1), how far the old list is reached.
    let mut reached = vec![0_usize; 2 * most + 3];
    let mut rounds: Vec<Vec<usize>> = Vec::new();
    for round in 0..=most {
        rounds.push(reached.clone());
        for back in (0..=2 * round).step_by(2) {
            let diagonal = most + 1 + back - round;
            let came =
                back == 0 || back < 2 * round && reached[diagonal - 1] < reached[diagonal + 1];
            let mut x = match came {
                true => reached[diagonal + 1],
                false => reached[diagonal - 1] + 1,
            };
            let Some(mut y) = (x + most + 1).checked_sub(diagonal) else {
                continue;
            };
            while x < old.len() && y < new.len() && old[x] == new[y] {
                (x, y) = (x + 1, y + 1);
            }
            reached[diagonal] = x;
            if x >= old.len() && y >= new.len() {
                return Some(way_back(&rounds, most, (old.len(), new.len())));
            }
        }
    }
    None
}

fn way_back(rounds: &[Vec<usize>], most: usize, end: (usize, usize)) -> Vec<Step> {
    let (mut x, mut y) = end;
    let mut steps = Vec::new();
    for (round, reached) in rounds.iter().enumerate().rev() {
        let diagonal = most + 1 + x - y;
        let first = most + 1 - round;
        let last = most + 1 + round;
        let came =
            diagonal == first || diagonal < last && reached[diagonal - 1] < reached[diagonal + 1];
        let before = if came { diagonal + 1 } else { diagonal - 1 };
        let (from_x, from_y) = match round {
            0 => (0, 0),
            _ => (reached[before], reached[before] + most + 1 - before),
        };
        while x > from_x && y > from_y {
            (x, y) = (x - 1, y - 1);
            steps.push(Step::Kept(x, y));
        }
        if round > 0 {
            if came {
                y -= 1;
                steps.push(Step::New(y));
            } else {
                x -= 1;
                steps.push(Step::Gone(x));
            }
        }
    }
    steps.reverse();
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_went_stands_before_what_came() {
        let old: Vec<char> = "甲乙丙".chars().collect();
        let new: Vec<char> = "甲丁丙戊".chars().collect();
        assert_eq!(
            steps(&old, &new),
            [
                Step::Kept(0, 0),
                Step::Gone(1),
                Step::New(1),
                Step::Kept(2, 2),
                Step::New(3)
            ]
        );
        assert_eq!(steps::<char>(&[], &[]), []);
    }

    #[test]
    fn lists_without_anything_in_common_are_told_whole() {
        let old: Vec<usize> = (0..1500).collect();
        let new: Vec<usize> = (2000..3500).collect();
        let steps = steps(&old, &new);
        assert_eq!(steps.len(), 3000);
        assert_eq!(steps[1500], Step::New(0));
    }

    /// The most that two lists have in common, by the book.
    fn common(old: &[u8], new: &[u8]) -> usize {
        let mut row = vec![0; new.len() + 1];
        for one in old {
            let mut above_left = 0;
            for (at, other) in new.iter().enumerate() {
                let above = row[at + 1];
                row[at + 1] = match one == other {
                    true => above_left + 1,
                    false => above.max(row[at]),
                };
                above_left = above;
            }
        }
        row[new.len()]
    }

    proptest! {
        #[test]
        fn the_way_leads_from_the_old_to_the_new_and_keeps_the_most(
            old in prop::collection::vec(0..4_u8, 0..30),
            new in prop::collection::vec(0..4_u8, 0..30),
        ) {
            let steps = steps(&old, &new);
            let (mut from, mut to, mut kept) = (Vec::new(), Vec::new(), 0);
            for step in steps {
                match step {
                    Step::Kept(one, other) => {
                        prop_assert_eq!(old[one], new[other]);
                        from.push(one);
                        to.push(other);
                        kept += 1;
                    }
                    Step::Gone(one) => from.push(one),
                    Step::New(other) => to.push(other),
                }
            }
            prop_assert_eq!(from, (0..old.len()).collect::<Vec<_>>());
            prop_assert_eq!(to, (0..new.len()).collect::<Vec<_>>());
            prop_assert_eq!(kept, common(&old, &new));
        }
    }
}
