//! Titles and personal names.

use std::ops::Range;

use super::super::names::{Anaphor, Entry, NameForm, Sex, Trait};
use super::super::{ActorKind, Few};
use super::{Draft, Parser, Who, bars_a_name, cues, ends_run, may_begin_a_name, state_of};
use crate::extract::token::Shape;

impl<'p> Parser<'p, '_> {
    /// `ông Kim`, `bà Choe Son Hui`, `ông Thứ trưởng`; a bare `ông` points back.
    pub(super) fn titled(&self, i: usize, end: usize, sex: Sex) -> Option<(Draft, usize)> {
        let mut who = Who {
            sex: Some(sex),
            ..Who::default()
        };
        if let Some(next) = self.name(end, true, &mut who) {
            return Some((
                self.draft(i..next, ActorKind::Person, Few::from_buf([who]), None),
                next,
            ));
        }
        if let Some((_, entries)) = self.find(end)
            && entries.iter().any(|e| matches!(e, Entry::Office(_)))
            && let Some((mut draft, next)) = self.office(end)
        {
            draft.tokens.start = i;
            return Some((draft, next));
        }
        // `ông` before a verb or a mark; `cô`, `anh`, `chị` are too common to be told apart.
        let pronoun = end == i + 1
            && sex != Sex::Unknown
            && self.is_cue(i, cues::ALONE)
            && self
                .tokens
                .get(end)
                .is_some_and(|t| !t.is_capital() || end >= self.limit);
        pronoun.then(|| {
            (
                self.draft(
                    i..end,
                    ActorKind::Anaphor,
                    Few::new(),
                    Some(Anaphor::Person(sex)),
                ),
                end,
            )
        })
    }

    /// A known person without title or office.
    pub(super) fn person(&self, i: usize) -> Option<(Draft, usize)> {
        let mut who = Who::default();
        let next = self.name(i, false, &mut who)?;
        Some((
            self.draft(i..next, ActorKind::Person, Few::from_buf([who]), None),
            next,
        ))
    }

    /// Reads a personal name at `i` into `who`. After a title or office any capitalised run will do.
    pub(super) fn name(&self, i: usize, introduced: bool, who: &mut Who) -> Option<usize> {
        if i >= self.limit {
            return None;
        }
        let found = self.find(i);
        let run = self.name_run(i);
        if let Some((end, entries)) = found {
            let people: Few<_> = entries
                .iter()
                .filter_map(|e| match *e {
                    Entry::Person(p, form) if introduced || form != NameForm::Titled => {
                        Some((p, form))
                    }
                    _ => None,
                })
                .collect();
            // A longer run of capitals is somebody else (`Kim Yong Nam` after `Kim`), unless it only adds to a full name.
            let longer = run.as_ref().is_some_and(|r| r.end > end);
            // Two syllables are a whole Chinese name and often the beginning of a Vietnamese one.
            let begins_another = longer
                && end == i + 2
                && self
                    .names
                    .phrases
                    .longest(&self.tokens[..i + 1], i)
                    .is_some_and(|first| first.values.iter().any(Entry::is_surname));
            // `A Jr.` is the namesake of the one whom the words before name.
            let people = if self.is_cue(end, cues::JUNIOR) {
                Few::default()
            } else {
                people
            };
            if let Some(&(_, form)) = people.first() {
                if form == NameForm::Full && !begins_another || !longer {
                    who.people = people;
                    who.written = i..end;
                    return Some(end);
                }
            } else if !longer && !may_begin_a_name(entries) || bars_a_name(entries) {
                return None;
            }
        }
        let run = run?;
        // `Giám đốc Chương trình …`: after an office a Vietnamese word begins a name only as a family name.
        let surname = found.is_some_and(|(_, e)| e.iter().any(Entry::is_surname));
        if introduced && who.sex.is_none() && !surname && self.no_name(&run, who.role) {
            return None;
        }
        who.surname = surname;
        // `Stuart E. Jones`, `Sergei Viktorovich Lavrov`: a known name may end the run.
        let known = self.known_inside(&run);
        if !introduced && known.is_empty() {
            return None;
        }
        who.people = known;
        let end = run.end;
        who.written = run;
        Some(end)
    }

    /// A run after an office that is rather the name of a department: `Giám đốc Chương trình …`,
    /// `Bộ trưởng Tài chính …`.
    fn no_name(&self, run: &Range<usize>, role: Option<&str>) -> bool {
        let departmental = role.is_some_and(|r| self.names.roles.is(r, Trait::Department));
        let goes_on = self
            .tokens
            .get(run.end)
            .is_some_and(|t| t.shape == Shape::Lower && run.end < self.limit);
        is_vietnamese(&self.text.text[self.tokens[run.start].bytes()])
            || departmental && goes_on && run.len() == 1
    }

    /// People of the lexicon whose family name ends the run (`Stuart E. Jones`, `S.Abe`, `V.Pu-tin`).
    pub(super) fn known_inside(&self, run: &Range<usize>) -> Few<(u16, NameForm)> {
        let first = self.tokens[run.start];
        let Some(initial) = self.text.text[first.bytes()].chars().next() else {
            return Few::default();
        };
        // After an initial nothing but a family name can follow, common or not.
        let abbreviated = run.len() > 2
            && self.tokens[run.start + 1].shape == Shape::Mark('.')
            && first.end as usize - first.start as usize <= 4;
        // `Putin Putin`: a slip of the keyboard.
        let doubled = run.len() == 2 && first.word == self.tokens[run.start + 1].word;
        let farthest = (run.start + 1).max(run.end.saturating_sub(9));
        let Some((_, entries)) =
            (farthest..run.end)
                .filter_map(|at| self.find(at))
                .find(|(end, entries)| {
                    *end == run.end && entries.iter().any(|e| matches!(e, Entry::Person(..)))
                })
        else {
            return Few::default();
        };
        entries
            .iter()
            .filter_map(|e| match *e {
                Entry::Person(p, form)
                    if (form == NameForm::Short || abbreviated)
                        && self.names.people[p as usize]
                            .name
                            .split([' ', '-'])
                            .filter_map(|word| word.chars().next())
                            .take(if abbreviated { 2 } else { 1 })
                            .any(|c| doubled || same_initial(c, initial)) =>
                {
                    Some((p, NameForm::Short))
                }
                _ => None,
            })
            .collect()
    }

    /// Capitalised words in a row, with initials, hyphens, particles (`van`, `al-`, `bin`); at most nine words.
    pub(super) fn name_run(&self, i: usize) -> Option<Range<usize>> {
        if self.shouting || i >= self.limit || !self.name_word(i) {
            return None;
        }
        let mut end = i + 1;
        // Syllables joined by hyphens are one word (`B.Nê-ta-ni-a-hu`).
        let mut joints = 0;
        while end < self.limit && end - i < 9 + joints {
            let token = &self.tokens[end];
            let next = self.tokens.get(end + 1).filter(|_| end + 1 < self.limit);
            let initial = matches!(token.shape, Shape::Mark('.'))
                && self.tokens[end - 1].shape == Shape::Capital
                && self.tokens[end - 1].end - self.tokens[end - 1].start <= 2
                && next.is_some_and(|n| n.is_capital());
            let hyphen = matches!(token.shape, Shape::Mark('-' | '\'' | '’'))
                && !token.spaced
                && next.is_some_and(|n| !n.spaced && n.is_word());
            if initial || hyphen {
                end += 2;
                joints += 2;
                continue;
            }
            if self.cues.is(token.word, cues::PARTICLE) && token.shape == Shape::Lower {
                // `Muqtada al-Sadr` has a mark between.
                let mark = usize::from(next.is_some_and(|n| n.shape == Shape::Mark('-')));
                let name = end + 1 + mark;
                if name < self.limit && self.tokens[name].is_capital() {
                    end = name + 1;
                    continue;
                }
            }
            let joined = end > 0 && matches!(self.tokens[end - 1].shape, Shape::Mark('-'));
            if !(self.name_word(end) || joined) {
                break;
            }
            if self.find(end).is_some_and(|(_, e)| ends_run(e)) {
                break;
            }
            // A sentence glued on without its full stop.
            if self.cues.is(token.word, cues::OPENER)
                && next.is_none_or(|n| n.shape != Shape::Mark('-'))
                && self
                    .find(i)
                    .is_none_or(|(_, e)| !e.iter().any(Entry::is_surname))
            {
                break;
            }
            end += 1;
        }
        Some(i..end.min(self.limit))
    }

    pub(super) fn name_word(&self, i: usize) -> bool {
        self.tokens
            .get(i)
            .is_some_and(|t| matches!(t.shape, Shape::Capital))
    }

    /// A capitalised run that nothing introduces: kept only where a family name or an apposition tells that it is a person.
    pub(super) fn unknown_name(&mut self, i: usize) -> usize {
        // `Khi Mỹ …`, `Việc Nga …`: the capital is the sentence's.
        if i == self.begin && self.cues.is(self.tokens[i].word, cues::OPENER) {
            return i + 1;
        }
        let Some(run) = self.name_run(i) else {
            return i + 1;
        };
        // `UAV Nga`: the state is looked for by itself.
        if self.is_abbreviation(i) && self.find(i + 1).is_some_and(|(_, e)| state_of(e).is_some()) {
            return i + 1;
        }
        let words = self.tokens[run.clone()]
            .iter()
            .filter(|t| t.is_word())
            .count();
        if words < 2 {
            return run.end;
        }
        let people = self.known_inside(&run);
        let surname = self
            .find(i)
            .is_some_and(|(_, e)| e.iter().any(Entry::is_surname));
        let who = Who {
            people,
            surname,
            written: run.clone(),
            ..Who::default()
        };
        let draft = self.draft(run.clone(), ActorKind::Person, Few::from_buf([who]), None);
        if surname || !draft.who[0].people.is_empty() {
            return self.apposition(draft, run.end);
        }
        // Nobody known: a person only with an office beside the name.
        match self.appositive(&draft, run.end) {
            Some((merged, next)) => {
                self.out.push(merged);
                next
            }
            None => {
                self.bystanders.push(run.clone());
                run.end
            }
        }
    }
}

/// True where a name that begins with `name` may be shortened to `written` by Vietnamese writers, who
/// spell foreign sounds their own way (`Đ.Trăm`, `X.La-vrốp`, `Gi.Bai-đơn`).
fn same_initial(name: char, written: char) -> bool {
    name == written
        || matches!(
            (name, written),
            ('D', 'Đ')
                | ('S', 'X')
                | ('J', 'G')
                | ('F', 'P')
                | ('K', 'C')
                | ('E', 'Ê' | 'É')
                | ('O', 'Ô')
                | ('W', 'U' | 'V')
                | ('Z', 'D')
                | ('Y', 'I')
        )
}

/// True for a word with letters that Vietnamese has and the names of other languages, as its press
/// writes them, have not.
fn is_vietnamese(word: &str) -> bool {
    word.chars().any(|c| {
        matches!(
            c,
            '\u{1ea0}'
                ..='\u{1ef9}'
                    | 'ă'
                    | 'Ă'
                    | 'đ'
                    | 'Đ'
                    | 'ơ'
                    | 'Ơ'
                    | 'ư'
                    | 'Ư'
                    | 'â'
                    | 'ê'
                    | 'ô'
                    | 'ò'
        )
    })
}
