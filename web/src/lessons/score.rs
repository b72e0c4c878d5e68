//! How small what is built is, for lessons that ask for a smaller image.

use std::cmp::Ordering;

use stagescope::Report;

/// The score of a build: smaller is better, and of two that weigh the same the one with fewer instructions.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// The most that the image can weigh, in bytes.
    most: f64,
    /// Its size, as it is shown.
    pub size: String,
    /// Number of instructions in the file.
    pub instructions: usize,
}

impl Score {
    /// That of a build; `None` where it stops, and where nobody can say what the image weighs at most.
    pub fn of(report: &Report) -> Option<Self> {
        let size = &report.image.as_ref()?.size;
        let most = size.high.filter(|_| report.stop.is_none() && report.fragment.is_none())?;
        Some(Self { most, size: size.text.clone(), instructions: report.instructions.len() })
    }

    /// Whether it is better than another.
    pub fn beats(&self, other: &Self) -> bool {
        let by_size = self.most.total_cmp(&other.most);
        by_size.then_with(|| self.instructions.cmp(&other.instructions)) == Ordering::Less
    }
}

#[cfg(test)]
mod tests {
    use stagescope::{Catalog, Input, analyze};

    use super::Score;

    fn score(dockerfile: &str) -> Option<Score> {
        let input = Input { dockerfile: dockerfile.to_owned(), ..Input::default() };
        Score::of(&analyze(&input, &Catalog::bundled()))
    }

    #[test]
    fn size_counts_and_then_the_number_of_instructions() {
        let [small, large] =
            ["alpine:3.23", "python:3.12"].map(|base| score(&format!("FROM {base}\n")).unwrap());
        assert!(small.beats(&large) && !large.beats(&small) && !small.beats(&small));
        let longer = score("FROM alpine:3.23\nWORKDIR /\n").unwrap();
        assert!(small.beats(&longer) && longer.beats(&large));
        assert_eq!((longer.instructions, longer.size), (2, small.size));
    }

    #[test]
    fn what_cannot_be_weighed_has_none() {
        for text in ["", "RUN true\n", "FROM alpine:3.23\nCOPPY a b\n", "FROM nobody/knows\n"] {
            assert_eq!(score(text), None, "{text}");
        }
    }
}
