//! One row as a tape of nodes: what JSONL lines, CSV records and Parquet rows all become.
//!
//! A node keeps where it stands in its source, so that a finding on it can point there. The tape is
//! cleared and filled again for each row, so that a long file costs no allocation per row.

use std::ops::Range;

use super::program::Scalar;

/// What a node is. Numbers keep the distinction between whole and fractional that JSON text has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A whole number that fits `i64`.
    Int,
    /// A whole number beyond `i64` that fits `u64`.
    UInt,
    /// Any other number, as `f64`.
    Float,
    /// A string.
    Text,
    /// A list; its items follow.
    List,
    /// An object; its keys and values follow in turn.
    Object,
    /// The name of a member; its value follows.
    Key,
}

/// Where the characters of a text node are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Store {
    /// In the source itself, as no escape had to be undone.
    Source,
    /// In the tape.
    Scratch,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    kind: Kind,
    store: Store,
    /// Index of the first node behind this one and all it holds.
    next: u32,
    /// Members of a list or object.
    count: u32,
    /// Byte range in the source.
    start: u32,
    end: u32,
    /// A text's byte range in its store (start, length); else the value's bits.
    bits: u64,
}

/// The nodes of one row in reading order, the row itself first.
#[derive(Debug, Default)]
pub struct Tape {
    nodes: Vec<Node>,
    scratch: String,
}

/// A container that is being filled; give it to [`Tape::close`].
#[derive(Debug)]
#[must_use]
pub struct Open(u32);

impl Tape {
    /// Forgets the row and keeps the memory.
    pub fn clear(&mut self) {
        self.nodes.clear();
        self.scratch.clear();
    }

    /// True when nothing was written since the last [`Self::clear`].
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The row, read from `source`.
    pub fn root<'a>(&'a self, source: &'a str) -> View<'a> {
        View {
            tape: self,
            source,
            at: 0,
        }
    }

    fn push(&mut self, kind: Kind, range: Range<usize>, bits: u64) {
        let next = self.nodes.len() as u32 + 1;
        self.nodes.push(Node {
            kind,
            store: Store::Source,
            next,
            count: 0,
            start: range.start as u32,
            end: range.end as u32,
            bits,
        });
    }

    /// Appends `null`.
    pub fn null(&mut self, range: Range<usize>) {
        self.push(Kind::Null, range, 0);
    }

    /// Appends a truth value.
    pub fn bool(&mut self, range: Range<usize>, value: bool) {
        self.push(Kind::Bool, range, u64::from(value));
    }

    /// Appends a whole number.
    pub fn int(&mut self, range: Range<usize>, value: i64) {
        self.push(Kind::Int, range, value as u64);
    }

    /// Appends a whole number; one that fits `i64` is kept as such.
    pub fn uint(&mut self, range: Range<usize>, value: u64) {
        let kind = if i64::try_from(value).is_ok() {
            Kind::Int
        } else {
            Kind::UInt
        };
        self.push(kind, range, value);
    }

    /// Appends a finite number.
    pub fn float(&mut self, range: Range<usize>, value: f64) {
        self.push(Kind::Float, range, value.to_bits());
    }

    /// Appends a text that stands in the source as it is, at `text`.
    pub fn text_in_source(&mut self, range: Range<usize>, text: Range<usize>, kind: Kind) {
        let bits = (text.start as u64) << 32 | (text.end - text.start) as u64;
        self.push(kind, range, bits);
    }

    /// Appends a text that the source does not hold as it is.
    pub fn text(&mut self, range: Range<usize>, text: &str, kind: Kind) {
        let start = self.scratch.len();
        self.scratch.push_str(text);
        self.scratch_text(range, start, kind);
    }

    /// Where text pushed to [`Self::scratch`] begins.
    pub(super) fn scratch(&mut self) -> &mut String {
        &mut self.scratch
    }

    /// Appends the text pushed to the scratch since `start`.
    pub(super) fn scratch_text(&mut self, range: Range<usize>, start: usize, kind: Kind) {
        let bits = (start as u64) << 32 | (self.scratch.len() - start) as u64;
        self.push(kind, range, bits);
        if let Some(node) = self.nodes.last_mut() {
            node.store = Store::Scratch;
        }
    }

    /// Begins a list or object.
    pub fn open(&mut self, start: usize, kind: Kind) -> Open {
        let at = self.nodes.len() as u32;
        self.push(kind, start..start, 0);
        Open(at)
    }

    /// Ends a list or object of `count` members.
    pub fn close(&mut self, open: Open, end: usize, count: usize) {
        let next = self.nodes.len() as u32;
        if let Some(node) = self.nodes.get_mut(open.0 as usize) {
            node.next = next;
            node.end = end as u32;
            node.count = count as u32;
        }
    }
}

/// One value of a row.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    tape: &'a Tape,
    source: &'a str,
    at: u32,
}

impl<'a> View<'a> {
    fn node(self) -> &'a Node {
        // The index comes from the tape that made the view, which is borrowed for as long as it.
        &self.tape.nodes[self.at as usize]
    }

    /// The value.
    pub fn scalar(self) -> Scalar<'a> {
        let node = self.node();
        match node.kind {
            Kind::Null => Scalar::Null,
            Kind::Bool => Scalar::Bool(node.bits != 0),
            Kind::Int => Scalar::Int(node.bits as i64),
            Kind::UInt => Scalar::UInt(node.bits),
            Kind::Float => Scalar::Float(f64::from_bits(node.bits)),
            Kind::Text | Kind::Key => Scalar::Text(self.characters(node)),
            Kind::List => Scalar::List(node.count as usize),
            Kind::Object => Scalar::Object(node.count as usize),
        }
    }

    fn characters(self, node: &Node) -> &'a str {
        let start = (node.bits >> 32) as usize;
        let end = start + (node.bits & 0xFFFF_FFFF) as usize;
        let store = match node.store {
            Store::Source => self.source,
            Store::Scratch => &self.tape.scratch,
        };
        store.get(start..end).unwrap_or("")
    }

    /// The text, where the value is one.
    pub fn text(self) -> Option<&'a str> {
        match self.scalar() {
            Scalar::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Byte range in the row's source.
    pub fn range(self) -> Range<usize> {
        let node = self.node();
        node.start as usize..node.end as usize
    }

    /// Index on the tape, distinct for each value of a row.
    pub fn index(self) -> u32 {
        self.at
    }

    /// Address of the tape, distinct for rows alive at the same time.
    pub(super) fn tape_address(self) -> usize {
        std::ptr::from_ref(self.tape) as usize
    }

    /// The items of a list, in order; none for other values.
    pub fn items(self) -> Items<'a> {
        let node = self.node();
        let is_list = node.kind == Kind::List;
        Items {
            view: self,
            at: self.at + 1,
            end: if is_list { node.next } else { self.at + 1 },
        }
    }

    /// The members of an object, in order; none for other values.
    pub fn members(self) -> Members<'a> {
        let node = self.node();
        let is_object = node.kind == Kind::Object;
        Members(Items {
            view: self,
            at: self.at + 1,
            end: if is_object { node.next } else { self.at + 1 },
        })
    }

    /// The value of a member; the last one where the name stands twice, as in `serde_json`.
    pub fn get(self, name: &str) -> Option<View<'a>> {
        let mut found = None;
        for (key, value) in self.members() {
            if key.text() == Some(name) {
                found = Some(value);
            }
        }
        found
    }

    /// The value a JSON Pointer leads to.
    pub fn pointer(self, pointer: &str) -> Option<View<'a>> {
        let mut view = self;
        for part in pointer.split('/').skip(1) {
            let name = part.replace("~1", "/").replace("~0", "~");
            view = match view.scalar() {
                Scalar::Object(_) => view.get(&name)?,
                Scalar::List(_) => view.items().nth(name.parse().ok()?)?,
                _ => return None,
            };
        }
        Some(view)
    }

    /// Where the first `count` names of an object stand, even while it is still being filled.
    pub(super) fn members_until(self, count: usize) -> impl Iterator<Item = Range<usize>> + 'a {
        let end = self.tape.nodes.len() as u32;
        let items = Items {
            view: self,
            at: self.at + 1,
            end,
        };
        Members(items).map(|(key, _)| key.range()).take(count)
    }

    /// Where the name of a member stands in the row's source.
    pub fn key_range(self, name: &str) -> Option<Range<usize>> {
        self.members()
            .filter(|(key, _)| key.text() == Some(name))
            .last()
            .map(|(key, _)| key.range())
    }
}

/// Walks the direct children of a container.
#[derive(Clone, Debug)]
pub struct Items<'a> {
    view: View<'a>,
    at: u32,
    end: u32,
}

impl<'a> Iterator for Items<'a> {
    type Item = View<'a>;

    fn next(&mut self) -> Option<View<'a>> {
        if self.at >= self.end {
            return None;
        }
        let item = View {
            at: self.at,
            ..self.view
        };
        self.at = item.node().next;
        Some(item)
    }
}

/// Walks the members of an object: name and value.
#[derive(Clone, Debug)]
pub struct Members<'a>(Items<'a>);

impl<'a> Iterator for Members<'a> {
    type Item = (View<'a>, View<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        Some((self.0.next()?, self.0.next()?))
    }
}
