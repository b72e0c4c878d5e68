//! How small what is built is, for lessons that ask for a smaller image.

use std::cmp::Ordering;

use stagescope::Report;

/// The score of a build: smaller is better, and of two that weigh the same the one with fewer instructions.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// The most that the image can weigh, and the least, in bytes; the most is infinite where nobody can say it.
    bounds: [f64; 2],
    /// Its size, as it is shown.
    pub size: String,
    /// Number of instructions in the file.
    pub instructions: usize,
}

impl Score {
    /// That of a build; `None` where it stops, and where nothing is known of what the image weighs.
    pub fn of(report: &Report) -> Option<Self> {
        let size = &report.image.as_ref()?.size;
        let is_known = size.high.is_some() || size.low > 0.0;
        (is_known && report.stop.is_none() && report.fragment.is_none()).then(|| Self {
            bounds: [size.high.unwrap_or(f64::INFINITY), size.low],
            size: size.text.clone(),
            instructions: report.instructions.len(),
        })
    }

    /// Whether it is better than another.
    pub fn beats(&self, other: &Self) -> bool {
        let bounds = self.bounds.iter().zip(&other.bounds);
        let by_size = bounds.map(|(own, other)| own.total_cmp(other)).find(|it| it.is_ne());
        by_size.unwrap_or_else(|| self.instructions.cmp(&other.instructions)) == Ordering::Less
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
    fn what_is_open_above_is_larger_than_what_is_known() {
        let text = |base: &str| format!("FROM {base}\nRUN make\n");
        let [small, large] = ["alpine:3.23", "python:3.12"].map(|base| score(&text(base)).unwrap());
        assert!(small.beats(&large) && score("FROM python:3.12\n").unwrap().beats(&small));
    }

    #[test]
    fn what_cannot_be_weighed_has_none() {
        for text in ["", "RUN true\n", "FROM alpine:3.23\nCOPPY a b\n", "FROM nobody/knows\n"] {
            assert_eq!(score(text), None, "{text}");
        }
    }
}
