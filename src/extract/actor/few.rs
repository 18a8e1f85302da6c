//! A list that nearly always holds one item, which then needs no room of its own.

use std::ops::{Deref, DerefMut};

/// A list, read as a slice.
#[derive(Clone, Debug, PartialEq)]
pub enum Few<T> {
    /// One item.
    One([T; 1]),
    /// None, or several.
    Many(Vec<T>),
}

impl<T> Few<T> {
    /// A list of one.
    pub fn one(item: T) -> Self {
        Self::One([item])
    }

    /// Adds an item behind the others.
    pub fn push(&mut self, item: T) {
        *self = match std::mem::take(self) {
            Self::One([first]) => Self::Many(vec![first, item]),
            Self::Many(many) if many.is_empty() => Self::one(item),
            Self::Many(mut many) => {
                many.push(item);
                Self::Many(many)
            }
        };
    }
}

impl<T> Default for Few<T> {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Self::One(one) => one,
            Self::Many(many) => many,
        }
    }
}

impl<T> DerefMut for Few<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        match self {
            Self::One(one) => one,
            Self::Many(many) => many,
        }
    }
}

impl<T> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut items = items.into_iter();
        let Some(first) = items.next() else {
            return Self::default();
        };
        match items.next() {
            None => Self::one(first),
            Some(second) => Self::Many([first, second].into_iter().chain(items).collect()),
        }
    }
}

impl<'f, T> IntoIterator for &'f Few<T> {
    type Item = &'f T;
    type IntoIter = std::slice::Iter<'f, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T> IntoIterator for Few<T> {
    type Item = T;
    type IntoIter = std::iter::Chain<std::option::IntoIter<T>, std::vec::IntoIter<T>>;

    fn into_iter(self) -> Self::IntoIter {
        let (first, others) = match self {
            Self::One([one]) => (Some(one), Vec::new()),
            Self::Many(many) => (None, many),
        };
        first.into_iter().chain(others)
    }
}
