//! What the element around a page may ask of it while it runs.
//!
//! The element holds a [`Remote`] and the page fills it. Text goes in as it does from any hand: through the editor.

use std::cell::RefCell;
use std::rc::Rc;

use yew::{Callback, UseReducerHandle};

use crate::store::{Action, Command, State};

/// A page that runs, seen from the element; empty until the page is there. Two are equal when they are one.
#[derive(Debug, Clone, Default)]
pub struct Remote(Rc<RefCell<Option<Running>>>);

#[derive(Debug, Clone)]
struct Running {
    state: UseReducerHandle<State>,
    act: Callback<Action>,
    run: Callback<Command>,
}

impl PartialEq for Remote {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Remote {
    /// The page is now this.
    pub fn follow(&self, state: UseReducerHandle<State>, act: Callback<Action>, run: Callback<Command>) {
        *self.0.borrow_mut() = Some(Running { state, act, run });
    }

    /// There is no page any more.
    pub fn forget(&self) {
        *self.0.borrow_mut() = None;
    }

    /// What `ask` finds in the state of the page; `None` before there is one.
    pub fn read<T>(&self, ask: impl FnOnce(&State) -> T) -> Option<T> {
        self.0.borrow().as_ref().map(|it| ask(&it.state))
    }

    /// Has the page do something.
    pub fn act(&self, action: Action) {
        // The page may follow at once, so nothing is borrowed while it does it.
        let running = self.0.borrow().clone();
        if let Some(running) = running {
            running.act.emit(action);
        }
    }

    /// Has the page do something that reaches outside its store.
    pub fn run(&self, command: Command) {
        let running = self.0.borrow().clone();
        if let Some(running) = running {
            running.run.emit(command);
        }
    }
}
