//! The texts that the browser keeps, so that no work is lost. Pure: the place that keeps them, which also has the clock, is handed in.
//!
//! Every edit is written at once. For a minute the edits of a tab go to one snapshot, then another begins; whatever the page leaves or
//! most of which is deleted stays as a snapshot of its own. A tab writes only to the snapshot that it began, so tabs cannot overwrite each
//! other. What was opened and not changed is not kept before it is left, and an example as it comes never is.

use std::iter::zip;

use stagescope::Input;

use crate::samples::SAMPLES;
use crate::session::Kept;

/// The most snapshots that are kept.
pub const MOST: usize = 30;
/// How long edits go to the same snapshot, in milliseconds.
pub const MINUTE: u64 = 60_000;
/// The most that all snapshots hold together, in bytes of UTF-8: browsers give a site about five million characters. The newest is
/// kept whatever its length.
pub const MOST_TEXT: usize = 2_000_000;

/// The texts of a build.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// The Dockerfile.
    pub dockerfile: String,
    /// Its `.dockerignore`; empty is none.
    pub dockerignore: String,
}

impl From<&Input> for Source {
    fn from(input: &Input) -> Self {
        Self {
            dockerfile: input.dockerfile.clone(),
            dockerignore: input.dockerignore.clone().unwrap_or_default(),
        }
    }
}

impl From<Source> for Kept {
    fn from(source: Source) -> Self {
        Self { dockerfile: Some(source.dockerfile), dockerignore: Some(source.dockerignore), files: None }
    }
}

impl Source {
    /// As storage has it: how long the first text is, then both.
    pub fn to_text(&self) -> String {
        format!("{}\n{}{}", self.dockerfile.len(), self.dockerfile, self.dockerignore)
    }

    /// Reads what [`Self::to_text`] wrote; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (length, texts) = text.split_once('\n')?;
        let (dockerfile, dockerignore) = texts.split_at_checked(length.parse().ok()?)?;
        Some(Self { dockerfile: dockerfile.to_owned(), dockerignore: dockerignore.to_owned() })
    }

    /// The line that tells it from others: the first `FROM`, else the first line that says something.
    pub fn title(&self) -> &str {
        let lines = || self.dockerfile.lines().map(str::trim);
        let is_from = |line: &&str| line.get(..5).is_some_and(|it| it.eq_ignore_ascii_case("FROM "));
        lines().find(is_from).or_else(|| lines().find(|it| !it.is_empty())).unwrap_or_default()
    }

    fn len(&self) -> usize {
        self.dockerfile.len() + self.dockerignore.len()
    }

    /// Whether it would be a pity to lose it: it is not blank, and no example as it comes.
    fn is_work(&self) -> bool {
        let is_blank = self.dockerfile.trim().is_empty() && self.dockerignore.trim().is_empty();
        let is = |dockerfile, dockerignore: Option<&str>| {
            self.dockerfile == dockerfile && self.dockerignore == dockerignore.unwrap_or_default()
        };
        !is_blank && !SAMPLES.iter().any(|it| is(it.dockerfile, it.dockerignore))
    }

    /// Whether an edit to `next` leaves at least three quarters of each text.
    fn survives_in(&self, next: &Self) -> bool {
        let most = |text: &str, next: &str| common(text, next) * 4 >= text.len() * 3;
        most(&self.dockerfile, &next.dockerfile) && most(&self.dockerignore, &next.dockerignore)
    }

    /// Whether it is `whole`, or what is left of it when something in the middle is taken out.
    fn is_cut_of(&self, whole: &Self) -> bool {
        let is_cut = |text: &str, whole: &str| common(text, whole) == text.len();
        is_cut(&self.dockerfile, &whole.dockerfile) && is_cut(&self.dockerignore, &whole.dockerignore)
    }
}

/// How much two texts have in common at the start and at the end, in bytes.
fn common(one: &str, other: &str) -> usize {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let start = zip(one, other).take_while(|(a, b)| a == b).count();
    let rest = one.len().min(other.len()) - start;
    start + zip(one.iter().rev(), other.iter().rev()).take(rest).take_while(|(a, b)| a == b).count()
}

/// A text that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Its name in the storage.
    pub id: String,
    /// When it was begun, in milliseconds since 1970.
    pub since: u64,
    /// When it was last written.
    pub saved: u64,
    /// What it keeps.
    pub source: Source,
}

impl Snapshot {
    /// As storage has it: the version of this form and the times, then the texts.
    pub fn to_text(&self) -> String {
        format!("1 {} {} {}", self.since, self.saved, self.source.to_text())
    }

    /// Reads what [`Self::to_text`] wrote; `None` for anything else.
    pub fn parse(id: &str, text: &str) -> Option<Self> {
        let mut parts = text.splitn(4, ' ');
        let version = parts.next()?;
        let (since, saved) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let source = Source::parse(parts.next()?)?;
        (version == "1").then(|| Self { id: id.to_owned(), since, saved, source })
    }

    /// Whether no tab writes to it any more.
    fn is_finished(&self, now: u64) -> bool {
        now.saturating_sub(self.since) >= MINUTE
    }
}

/// A snapshot as the page lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The snapshot.
    pub snapshot: Snapshot,
    /// When it was last written, in words.
    pub time: String,
}

/// What keeps snapshots.
pub trait Shelf {
    /// All of them, in no order.
    fn all(&self) -> Vec<Snapshot>;
    /// Keeps one, instead of what was kept under the same name; `false` when it cannot.
    fn put(&self, snapshot: &Snapshot) -> bool;
    /// Forgets the one of this name.
    fn remove(&self, id: &str);
    /// Keeps what is on the page, for this tab alone.
    fn put_here(&self, source: &Source);
    /// Keeps the listing of the build context, for this tab alone.
    fn put_listing_here(&self, files: &str);
    /// Milliseconds since 1970.
    fn now(&self) -> u64;
    /// A name that no snapshot has.
    fn name(&self) -> String;
}

/// Keeps what is on one page.
#[derive(Debug)]
pub struct Keeper<S> {
    shelf: S,
    page: Source,
    /// The longest text of the snapshot that is written to.
    fullest: Source,
    /// What an edit took away last: it is kept, so what is left of it needs no snapshot.
    aside: Source,
    open: Option<Open>,
    refusal: Refusal,
}

/// The snapshot that is written to.
#[derive(Debug)]
struct Open {
    id: String,
    since: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    None,
    Met,
    Told,
}

impl<S: Shelf> Keeper<S> {
    /// Begins with what the page opens.
    pub fn new(shelf: S, page: Source) -> Self {
        shelf.put_here(&page);
        let (fullest, aside) = (page.clone(), Source::default());
        Self { shelf, page, fullest, aside, open: None, refusal: Refusal::None }
    }

    /// The page shows this now.
    pub fn changed(&mut self, next: Source) {
        if next == self.page {
            return;
        }
        let lost = [&self.page, &self.fullest].into_iter().find(|it| !it.survives_in(&next));
        if let Some(lost) = lost.filter(|it| !it.is_cut_of(&self.aside)) {
            self.set_aside(lost.clone());
        }
        self.page = next;
        self.shelf.put_here(&self.page);
        if !self.page.is_work() || self.page.is_cut_of(&self.aside) {
            self.open = None;
            self.fullest = self.page.clone();
            return;
        }
        let now = self.shelf.now();
        match self.open.take().filter(|it| now.saturating_sub(it.since) < MINUTE) {
            Some(open) => {
                self.put(open.id.clone(), open.since, now, self.page.clone());
                self.open = Some(open);
                if self.page.len() >= self.fullest.len() {
                    self.fullest = self.page.clone();
                }
            }
            None => {
                self.open = self.begin(self.page.clone());
                self.fullest = self.page.clone();
            }
        }
    }

    /// The page shows this listing of the build context now. Snapshots are without: a listing is longer than all texts.
    pub fn listed(&self, files: &str) {
        self.shelf.put_listing_here(files);
    }

    /// The page is about to open something else: what is on it stays.
    pub fn leave(&mut self) {
        let page = std::mem::take(&mut self.page);
        self.set_aside(page);
        (self.fullest, self.aside) = Default::default();
    }

    /// The snapshots, the latest first, each text once.
    pub fn list(&self) -> Vec<Snapshot> {
        let mut list: Vec<Snapshot> = Vec::new();
        for snapshot in latest_first(self.shelf.all()) {
            if !list.iter().any(|it| it.source == snapshot.source) {
                list.push(snapshot);
            }
        }
        list.truncate(MOST);
        list
    }

    /// Forgets every snapshot. What is on the page is kept again once it is changed or left.
    pub fn forget(&mut self) {
        (self.open, self.aside) = Default::default();
        for snapshot in self.shelf.all() {
            self.shelf.remove(&snapshot.id);
        }
    }

    /// Whether something could not be kept and nobody has been told yet.
    pub fn take_refusal(&mut self) -> bool {
        let met = self.refusal == Refusal::Met;
        if met {
            self.refusal = Refusal::Told;
        }
        met
    }

    fn set_aside(&mut self, source: Source) {
        match self.open.take() {
            Some(open) => self.put(open.id, open.since, self.shelf.now(), source.clone()),
            None if source.is_work() => drop(self.begin(source.clone())),
            None => {}
        }
        self.aside = source;
    }

    /// Begins a snapshot; one that holds the same already becomes the latest instead.
    fn begin(&mut self, source: Source) -> Option<Open> {
        let now = self.shelf.now();
        let mut all = self.shelf.all();
        // Later than every other, even within the same millisecond.
        let saved = all.iter().map(|it| it.saved.saturating_add(1)).fold(now, u64::max);
        if let Some(same) = all.iter().find(|it| it.is_finished(now) && it.source == source) {
            self.put(same.id.clone(), same.since, saved, source);
            return None;
        }
        let id = self.shelf.name();
        self.put(id.clone(), now, saved, source.clone());
        all.push(Snapshot { id: id.clone(), since: now, saved, source });
        for id in surplus(all, now) {
            self.shelf.remove(&id);
        }
        Some(Open { id, since: now })
    }

    fn put(&mut self, id: String, since: u64, saved: u64, source: Source) {
        let snapshot = Snapshot { id, since, saved, source };
        if !self.shelf.put(&snapshot) && self.refusal == Refusal::None {
            self.refusal = Refusal::Met;
        }
    }
}

/// The text that a new tab begins with: the one that was changed last.
pub fn latest(all: Vec<Snapshot>) -> Option<Source> {
    latest_first(all).into_iter().next().map(|it| it.source)
}

// They are few: what the sort of the standard library weighs is not worth its speed.
fn latest_first(all: Vec<Snapshot>) -> Vec<Snapshot> {
    let mut sorted: Vec<Snapshot> = Vec::with_capacity(all.len());
    for snapshot in all {
        let key = |it: &Snapshot| (it.saved, it.since);
        let place = sorted.iter().position(|it| key(it) < key(&snapshot)).unwrap_or(sorted.len());
        sorted.insert(place, snapshot);
    }
    sorted
}

/// The names of those that are too many, too much, or the same as a later one.
fn surplus(all: Vec<Snapshot>, now: u64) -> Vec<String> {
    let (mut kept, mut left_out, mut length) = (Vec::<Snapshot>::new(), Vec::new(), 0);
    for it in latest_first(all) {
        let is_same = |other: &Snapshot| other.source == it.source && other.is_finished(now);
        let is_double = it.is_finished(now) && kept.iter().any(is_same);
        let is_too_much = !kept.is_empty() && length + it.source.len() > MOST_TEXT;
        if is_double || is_too_much || kept.len() == MOST {
            left_out.push(it.id);
        } else {
            length += it.source.len();
            kept.push(it);
        }
    }
    left_out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::{Cell, RefCell};
    use std::collections::BTreeMap;
    use std::rc::Rc;

    /// A browser in memory; its clones are its tabs.
    #[derive(Debug, Clone, Default)]
    struct Memory {
        kept: Rc<RefCell<BTreeMap<String, String>>>,
        here: RefCell<String>,
        now: Rc<Cell<u64>>,
        names: Rc<Cell<u32>>,
        is_full: Rc<Cell<bool>>,
    }

    impl Shelf for &Memory {
        fn all(&self) -> Vec<Snapshot> {
            self.kept.borrow().iter().filter_map(|(id, text)| Snapshot::parse(id, text)).collect()
        }

        fn put(&self, snapshot: &Snapshot) -> bool {
            if !self.is_full.get() {
                self.kept.borrow_mut().insert(snapshot.id.clone(), snapshot.to_text());
            }
            !self.is_full.get()
        }

        fn remove(&self, id: &str) {
            self.kept.borrow_mut().remove(id);
        }

        fn put_here(&self, source: &Source) {
            *self.here.borrow_mut() = source.to_text();
        }

        fn put_listing_here(&self, _files: &str) {}

        fn now(&self) -> u64 {
            self.now.get()
        }

        fn name(&self) -> String {
            self.names.set(self.names.get() + 1);
            format!("{:03}", self.names.get())
        }
    }

    impl Memory {
        fn after(&self, milliseconds: u64) {
            self.now.set(self.now.get() + milliseconds);
        }
    }

    fn source(dockerfile: &str) -> Source {
        Source { dockerfile: dockerfile.to_owned(), ..Source::default() }
    }

    fn page<'a>(memory: &'a Memory, text: &str) -> Keeper<&'a Memory> {
        Keeper::new(memory, source(text))
    }

    fn texts(keeper: &Keeper<&Memory>) -> Vec<String> {
        keeper.list().into_iter().map(|it| it.source.dockerfile).collect()
    }

    #[test]
    fn what_is_written_is_read_again() {
        for (dockerfile, dockerignore) in
            [("FROM a\n", ""), ("", "x"), ("é\r\n 1 2 3\n", "ü\n"), ("5\nabc", "1 2 3 4\n")]
        {
            let source = Source { dockerfile: dockerfile.to_owned(), dockerignore: dockerignore.to_owned() };
            assert_eq!(Source::parse(&source.to_text()).as_ref(), Some(&source));
            let snapshot = Snapshot { id: "a".to_owned(), since: 7, saved: u64::MAX, source };
            assert_eq!(Snapshot::parse("a", &snapshot.to_text()), Some(snapshot));
        }
    }

    #[test]
    fn what_others_wrote_is_not_read() {
        for text in [
            "",
            "1",
            "1 2 3",
            "1 2 3 4",
            "1 2 3 9\nshort",
            "1 2 3 1\né",
            "2 2 3 0\n",
            "1 x 3 0\n",
            "1 2 -3 0\n",
        ] {
            assert_eq!(Snapshot::parse("a", text), None, "{text:?}");
        }
    }

    #[test]
    fn a_title_is_the_first_from() {
        for (text, title) in [
            ("# syntax=x\n\n from a AS b\nFROM c", "from a AS b"),
            ("\n RUN x\n", "RUN x"),
            ("FROMAGE\nFRO", "FROMAGE"),
            ("ééé\n", "ééé"),
            ("\n", ""),
        ] {
            assert_eq!(source(text).title(), title);
        }
    }

    #[test]
    fn the_edits_of_a_minute_are_one_snapshot() {
        let memory = Memory::default();
        let mut keeper = page(&memory, "FROM alpine\n");
        for text in ["FROM alpine\nR", "FROM alpine\nRU", "FROM alpine\nRUN"] {
            keeper.changed(source(text));
            memory.after(MINUTE / 4);
        }
        assert_eq!(texts(&keeper), ["FROM alpine\nRUN"]);
        memory.after(MINUTE / 4);
        keeper.changed(source("FROM alpine\nRUN x"));
        assert_eq!(texts(&keeper), ["FROM alpine\nRUN x", "FROM alpine\nRUN"]);
    }

    #[test]
    fn what_is_pasted_over_or_deleted_bit_by_bit_stays_and_nothing_else() {
        let memory = Memory::default();
        let mut keeper = page(&memory, "");
        for text in ["FROM one", "FROM two AS other\n", "", "COPY . .\nRUN x\n"] {
            memory.after(1);
            keeper.changed(source(text));
        }
        let full = "COPY . .\nRUN x\n";
        let beginnings: Vec<&str> = (0..=full.len()).filter_map(|end| full.get(..end)).collect();
        for text in beginnings.iter().rev().skip(1) {
            keeper.changed(source(text));
        }
        assert_eq!(texts(&keeper), [full, "FROM two AS other\n", "FROM one"]);
        assert_eq!(*memory.here.borrow(), source("").to_text());
        for text in beginnings {
            keeper.changed(source(text));
        }
        keeper.changed(source("COPY . .\nRUN x\nRUN y\n"));
        assert_eq!(texts(&keeper)[0], "COPY . .\nRUN x\nRUN y\n");
        assert_eq!(texts(&keeper).len(), 4);
    }

    #[test]
    fn what_is_left_of_a_text_is_kept_when_the_page_opens_something_else() {
        let memory = Memory::default();
        let mut keeper = page(&memory, "");
        keeper.changed(source("FROM one\nRUN a\nRUN b\n"));
        keeper.changed(source("FROM one\nRUN b\n"));
        assert_eq!(texts(&keeper), ["FROM one\nRUN a\nRUN b\n"]);
        keeper.leave();
        assert_eq!(texts(&keeper), ["FROM one\nRUN b\n", "FROM one\nRUN a\nRUN b\n"]);
    }

    #[test]
    fn what_is_left_stays_but_examples_and_blanks() {
        let memory = Memory::default();
        for text in ["FROM linked\n", SAMPLES[0].dockerfile, " \n"] {
            page(&memory, text).leave();
        }
        let mut keeper = page(&memory, SAMPLES[1].dockerfile);
        assert_eq!(texts(&keeper), ["FROM linked\n"]);
        keeper.changed(Source { dockerignore: "mine".to_owned(), ..source(SAMPLES[1].dockerfile) });
        assert_eq!(keeper.list().len(), 2);
    }

    #[test]
    fn opening_alone_keeps_nothing() {
        let memory = Memory::default();
        let mut keeper = page(&memory, "FROM linked\n");
        keeper.changed(source("FROM linked\n"));
        assert!(keeper.list().is_empty());
        assert_eq!(*memory.here.borrow(), source("FROM linked\n").to_text());
    }

    #[test]
    fn a_restored_text_is_no_second_snapshot_and_is_not_written_over() {
        let memory = Memory::default();
        let mut keeper = page(&memory, "");
        keeper.changed(source("FROM one\nRUN a\n"));
        memory.after(MINUTE);
        keeper.changed(source("FROM one\nRUN a && b\n"));
        memory.after(1);
        keeper.leave();
        keeper.changed(source("FROM one\nRUN a\n"));
        assert_eq!(texts(&keeper), ["FROM one\nRUN a\n", "FROM one\nRUN a && b\n"]);
        keeper.changed(source("FROM one\nRUN a\nRUN c"));
        assert_eq!(texts(&keeper).len(), 3);
        assert_eq!(memory.kept.borrow().len(), 3);
    }

    #[test]
    fn tabs_do_not_write_over_each_other() {
        let memory = Memory::default();
        let other = memory.clone();
        let (mut a, mut b) = (page(&memory, "FROM a\n"), page(&other, "FROM a\n"));
        a.changed(source("FROM a\nRUN same"));
        b.changed(source("FROM a\nRUN same"));
        memory.after(2);
        b.changed(source("FROM a\nRUN same of b"));
        assert_eq!(texts(&a), ["FROM a\nRUN same of b", "FROM a\nRUN same"]);
        memory.after(MINUTE);
        a.changed(source("FROM a\nRUN same of b"));
        b.changed(source("FROM a\nRUN same of b, on"));
        a.changed(source("FROM a\nRUN same of b, but a"));
        assert_eq!(texts(&b).len(), 4);
        assert_eq!(*other.here.borrow(), source("FROM a\nRUN same of b, on").to_text());
    }

    #[test]
    fn the_oldest_go_first() {
        let memory = Memory::default();
        let mut keeper = page(&memory, "");
        for number in 0..MOST + 5 {
            keeper.changed(source(&format!("FROM a\nRUN {number:03}\n")));
            memory.after(MINUTE);
        }
        let kept = texts(&keeper);
        assert_eq!((kept.len(), memory.kept.borrow().len()), (MOST, MOST));
        assert_eq!((kept[0].as_str(), kept[MOST - 1].as_str()), ("FROM a\nRUN 034\n", "FROM a\nRUN 005\n"));
    }

    #[test]
    fn long_texts_are_fewer_but_the_newest_is_kept() {
        let memory = Memory::default();
        let mut keeper = page(&memory, "");
        for letter in ["a", "b", "c"] {
            keeper.changed(source(&letter.repeat(MOST_TEXT / 2)));
            memory.after(MINUTE);
        }
        assert_eq!(texts(&keeper).len(), 2);
        keeper.changed(source(&"d".repeat(MOST_TEXT + 1)));
        assert_eq!(texts(&keeper).len(), 1);
    }

    #[test]
    fn doubles_go_once_nobody_writes_to_them() {
        let double =
            |id: &str, since| Snapshot { id: id.to_owned(), since, saved: since, source: source("FROM a") };
        let all = vec![double("a", 0), double("b", 1), double("c", MINUTE)];
        assert_eq!(surplus(all, MINUTE + 1), ["a"]);
    }

    #[test]
    fn a_refusal_is_told_once() {
        let memory = Memory::default();
        let mut keeper = page(&memory, "FROM a\n");
        keeper.changed(source("FROM a\nR"));
        assert!(!keeper.take_refusal());
        memory.is_full.set(true);
        for text in ["FROM a\nRU", "FROM a\nRUN"] {
            keeper.changed(source(text));
        }
        assert!(keeper.take_refusal());
        keeper.changed(source("FROM a\nRUN x"));
        assert!(!keeper.take_refusal());
    }

    #[test]
    fn a_new_tab_begins_with_the_latest() {
        let memory = Memory::default();
        page(&memory, "FROM a").changed(source("FROM a AS x"));
        memory.after(1);
        page(&memory, "FROM b").changed(source("FROM b AS y"));
        assert_eq!(latest((&&memory).all()), Some(source("FROM b AS y")));
    }

    #[test]
    fn all_can_be_forgotten() {
        let memory = Memory::default();
        let mut keeper = page(&memory, "FROM a");
        keeper.changed(source("FROM a AS x"));
        keeper.forget();
        assert!(keeper.list().is_empty());
        keeper.changed(source("FROM a AS xy"));
        assert_eq!(texts(&keeper), ["FROM a AS xy"]);
    }
}
