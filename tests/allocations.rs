//! How often the engine asks for memory, and for how much: figures that are the same on every machine.

#![expect(unsafe_code, reason = "an allocator that counts cannot be written without")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use stagescope::{Catalog, Input, analyze};
use stagescope_tests::texts::stages_of_ten_lines;

struct Counting;

thread_local! {
    static COUNTED: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
}

// SAFETY: every call goes to the system's allocator as it came; the counters need no memory.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNTED.with(|it| {
            let (times, bytes) = it.get();
            it.set((times + 1, bytes + layout.size()));
        });
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the pointer came from `System` with this layout.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Allocations and bytes of one analysis.
fn cost(text: String) -> (usize, usize) {
    let input = Input { dockerfile: text, ..Input::default() };
    let catalog = Catalog::bundled();
    let before = COUNTED.get();
    let report = analyze(&input, &catalog);
    let after = COUNTED.get();
    drop(report);
    (after.0 - before.0, after.1 - before.1)
}

/// What one analysis may cost: a tenth above what it costs now, so that a change which costs more is noticed.
#[test]
fn an_analysis_stays_within_its_allocations() {
    for (stages, most, most_bytes) in [(10, 8_800, 960_000), (100, 75_000, 8_300_000)] {
        let (times, bytes) = cost(stages_of_ten_lines(stages));
        assert!(
            times <= most && bytes <= most_bytes,
            "{stages} stages of ten lines: {times} allocations of {bytes} bytes in all"
        );
    }
}
