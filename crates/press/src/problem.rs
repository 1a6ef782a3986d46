//! What is wrong in a newsroom: each fault with its file, its line, what it is and how to mend it.

use std::{cell::RefCell, fmt};

use serde::Serialize;

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// The file, relative to the newsroom's folder.
    pub file: String,
    /// The line, counted from 1, where one can be named.
    pub line: Option<usize>,
    /// What is wrong and how to mend it.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

/// A list that faults of one file are added to from anywhere while it is read.
#[derive(Debug)]
pub(crate) struct Problems {
    file: String,
    list: RefCell<Vec<Problem>>,
}

impl Problems {
    pub(crate) fn of(file: &str) -> Self {
        Self { file: file.to_owned(), list: RefCell::default() }
    }

    pub(crate) fn add(&self, line: impl Into<Option<usize>>, message: impl Into<String>) {
        let problem =
            Problem { file: self.file.clone(), line: line.into(), message: message.into() };
        self.list.borrow_mut().push(problem);
    }

    pub(crate) fn into_list(self) -> Vec<Problem> {
        self.list.into_inner()
    }
}
