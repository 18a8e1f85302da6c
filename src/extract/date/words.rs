//! The words of time: which of them begins at a token, by class, with its number.

use std::cmp::Reverse;
use std::ops::Range;

use super::item;
use crate::extract::token::{Token, UNKNOWN, Vocabulary, WordId, begins, learn};
use crate::lexicon::{Lexicon, LexiconError};

/// Declares the classes of the table `dates`, so that each has one name in code and in data.
macro_rules! classes {
    ($($class:ident = $name:literal),* $(,)?) => {
        /// What the grammar takes a word for (`dates.tsv`, column `class`).
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(super) enum Class { $($class),* }

        impl Class {
            /// Every class with its name in the table.
            const ALL: &[(Class, &str)] = &[$((Class::$class, $name)),*];
        }
    };
}

classes! {
    After = "after", Ago = "ago", AgoPrefix = "ago-prefix", Before = "before", Both = "both",
    Century = "century", ClockLead = "clock-lead", ClockSide = "clock-side", Coming = "coming", ComingBefore = "coming-before", Compared = "compared", Connector = "connector",
    Countable = "countable", Day = "day", DayNoun = "day-noun", DayTail = "day-tail", Decade = "decade",
    DeicticDay = "deictic-day", Document = "document", Each = "each", EachAfter = "each-after", EachWhole = "each-whole",
    Earlier = "earlier", EnglishMonth = "english-month", EnglishWeekday = "english-weekday", Era = "era", Eve = "eve",
    Feast = "feast", First = "first",
    FromNow = "from-now", FromThat = "from-that", FullMoon = "full-moon", HalfPast = "half-past",
    Hence = "hence", Here = "here", Hour = "hour", JustPast = "just-past", Last = "last", Later = "later", Lead = "lead",
    Length = "length", LengthLead = "length-lead", Listing = "listing", Lunar = "lunar", LunarMonth = "lunar-month",
    Minute = "minute", Month = "month", Mung = "mung", NamedDay = "named-day", NamedHour = "named-hour",
    NewYear = "new-year", NewYearFeast = "new-year-feast", NotAfter = "not-after",
    NotBefore = "not-before", Now = "now", Numeral = "numeral", Of = "of",
    OrdinalAfter = "ordinal-after", OrdinalBefore = "ordinal-before",
    OrdinalWeekday = "ordinal-weekday", OtherDay = "other-day", OtherMonth = "other-month",
    OtherYear = "other-year", Part = "part", PartOfDay = "part-of-day", PastLead = "past-lead",
    Quarter = "quarter", Ratio = "ratio", ReadsOn = "reads-on", Relative = "relative", Rises = "rises", Roman = "roman", Roughly = "roughly",
    SameDay = "same-day", SameMonth = "same-month", SamePeriod = "same-period", Saying = "saying",
    SameYear = "same-year", Season = "season", SeasonNotAfter = "season-not-after",
    SeasonShort = "season-short", ShortOf = "short-of", Since = "since", SpanFuture = "span-future",
    SpanPast = "span-past", Speech = "speech", Tens = "tens", Tense = "tense", Term = "term", That = "that",
    This = "this", UnitDigit = "unit-digit", Until = "until", VagueCount = "vague-count",
    Week = "week", Weekday = "weekday", WeekdayAfter = "weekday-after", Whole = "whole", Year = "year",
    YearLead = "year-lead", YearStop = "year-stop", YearsOf = "years-of", Zone = "zone", ZonePlace = "zone-place",
    ZoneWord = "zone-word",
}

/// Classes whose words may begin an expression; at any other word the scanner moves on.
const OPENERS: &[Class] = &[
    Class::AgoPrefix,
    Class::Century,
    Class::Day,
    Class::Decade,
    Class::DeicticDay,
    Class::Each,
    Class::EachWhole,
    Class::EnglishMonth,
    Class::EnglishWeekday,
    Class::Eve,
    Class::Feast,
    Class::FromNow,
    Class::FromThat,
    Class::FullMoon,
    Class::Month,
    Class::Mung,
    Class::NamedDay,
    Class::NamedHour,
    Class::Numeral,
    Class::OrdinalWeekday,
    Class::OtherDay,
    Class::OtherMonth,
    Class::OtherYear,
    Class::Part,
    Class::PartOfDay,
    Class::Quarter,
    Class::SameDay,
    Class::SameMonth,
    Class::SamePeriod,
    Class::SameYear,
    Class::Season,
    Class::SeasonShort,
    Class::VagueCount,
    Class::Week,
    Class::Weekday,
    Class::Year,
    Class::YearsOf,
];

/// A form of the table without its first word.
#[derive(Debug)]
struct Form {
    /// Its second word; [`UNKNOWN`], which no form holds, where there is none.
    second: WordId,
    /// The words behind the second, which few have.
    more: Box<[WordId]>,
    class: Class,
    value: i32,
    capital: bool,
}

/// The table `dates`, indexed by first word.
#[derive(Debug)]
pub(super) struct TimeWords {
    /// By word id: index into `buckets`, 0 for none.
    first: Vec<u16>,
    /// Per first word.
    buckets: Vec<Bucket>,
    /// The forms of all buckets.
    forms: Vec<Form>,
}

/// The forms that begin with a word.
#[derive(Debug, Default)]
struct Bucket {
    /// Their classes, as [`bits`].
    mask: u128,
    /// The rules to try there, see [`item::rules`].
    rules: u32,
    /// By hashed word: the second words of those forms that may open an expression.
    seconds: u64,
    /// What the word alone may open.
    alone: Alone,
    /// Where the forms stand: by class, the longest of each first.
    forms: Range<usize>,
}

/// What the first word of a form may open where no longer form follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Alone {
    /// Nothing.
    #[default]
    Nothing,
    /// A count, behind which its unit stands.
    Count,
    /// Any expression.
    Anything,
}

impl TimeWords {
    /// Reads the table; an unknown class or a value that is no number is refused with its line.
    pub(super) fn new(lexicon: &Lexicon, words: &mut Vocabulary) -> Result<Self, LexiconError> {
        let mut table = Self {
            first: Vec::new(),
            buckets: vec![Bucket::default()],
            forms: Vec::new(),
        };
        let mut begun = vec![Vec::new()];
        for row in lexicon.table("dates") {
            let name = row.get("class");
            let Some(&(class, _)) = Class::ALL.iter().find(|(_, n)| *n == name) else {
                return Err(row.error(format!("no class `{name}` of words of time")));
            };
            let value = match row.get("value") {
                "" => 0,
                digits => digits
                    .parse()
                    .map_err(|_| row.error(format!("`{digits}` is no whole number")))?,
            };
            let Some((bucket, form)) = table.read(row.get("form"), class, value, words) else {
                continue;
            };
            if begun.len() <= bucket {
                begun.resize_with(bucket + 1, Vec::new);
            }
            begun[bucket].push(form);
        }
        for (bucket, mut forms) in table.buckets.iter_mut().zip(begun) {
            forms.sort_by_key(|form| (form.class as u8, Reverse(form.len())));
            bucket.rules = item::rules(bucket.mask);
            let start = table.forms.len();
            table.forms.extend(forms);
            bucket.forms = start..table.forms.len();
        }
        Ok(table)
    }

    /// Notes a form with its first word, and tells the bucket of that.
    fn read(
        &mut self,
        form: &str,
        class: Class,
        value: i32,
        words: &mut Vocabulary,
    ) -> Option<(usize, Form)> {
        let tokens = learn(form, words);
        let (first, rest) = tokens.split_first().filter(|(first, _)| first.is_word())?;
        let capital = first.is_capital();
        let first = first.word as usize;
        if self.first.len() <= first {
            self.first.resize(first + 1, 0);
        }
        if self.first[first] == 0 {
            self.first[first] = self.buckets.len() as u16;
            self.buckets.push(Bucket::default());
        }
        let bucket = self.first[first] as usize;
        self.buckets[bucket].mask |= bits(&[class]);
        let second = rest.first().map_or(UNKNOWN, |t| t.word);
        if OPENERS.contains(&class) {
            words.note_word(first as WordId, begins::TIME);
            let bucket = &mut self.buckets[bucket];
            match (second, class) {
                (UNKNOWN, Class::Numeral | Class::VagueCount) => {
                    if bucket.alone == Alone::Nothing {
                        bucket.alone = Alone::Count;
                    }
                }
                (UNKNOWN, _) => bucket.alone = Alone::Anything,
                _ => bucket.seconds |= bit(second),
            }
        }
        let form = Form {
            second,
            more: rest.iter().skip(1).map(|t| t.word).collect(),
            class,
            value,
            capital,
        };
        Some((bucket, form))
    }

    /// The forms that begin with this token's word. No form begins with a mark, whose number no
    /// word has, or with an unknown word, whose number is the first.
    #[inline]
    fn bucket(&self, token: &Token) -> Option<&Bucket> {
        match self.first.get(token.word as usize) {
            Some(&bucket) if bucket > 0 => self.buckets.get(bucket as usize),
            _ => None,
        }
    }

    /// The classes of the forms that begin with this token's word, as [`bits`].
    #[inline]
    pub(super) fn mask(&self, token: &Token) -> u128 {
        self.bucket(token).map_or(0, |bucket| bucket.mask)
    }

    /// The rules to try at this token's word.
    pub(super) fn rules(&self, token: &Token) -> u32 {
        self.bucket(token).map_or(0, |bucket| bucket.rules)
    }

    /// False where no expression opens with token `at`, a word: most words that may open one do so
    /// only before some others.
    pub(super) fn may_open(&self, tokens: &[Token], at: usize) -> bool {
        let Some(bucket) = tokens.get(at).and_then(|token| self.bucket(token)) else {
            return false;
        };
        let next = tokens.get(at + 1);
        bucket.seconds & next.map_or(0, |next| bit(next.word)) != 0
            || match bucket.alone {
                Alone::Nothing => false,
                Alone::Count => next.is_some_and(|next| self.bucket(next).is_some()),
                Alone::Anything => true,
            }
    }

    /// The longest form of `class` at token `at`: one past its end, and its value.
    #[inline]
    pub(super) fn find(&self, tokens: &[Token], at: usize, class: Class) -> Option<(usize, i32)> {
        let bucket = self.bucket(tokens.get(at)?)?;
        if bucket.mask & 1 << class as u8 == 0 {
            return None;
        }
        Self::find_in(self.forms.get(bucket.forms.clone())?, tokens, at, class)
    }

    #[inline(never)] // so that the test of the class stays small enough to be inlined
    fn find_in(forms: &[Form], tokens: &[Token], at: usize, class: Class) -> Option<(usize, i32)> {
        let first = tokens.get(at)?;
        let next = tokens.get(at + 1).map_or(UNKNOWN, |token| token.word);
        let begin = forms.partition_point(|form| (form.class as u8) < class as u8);
        forms[begin..]
            .iter()
            .take_while(|form| form.class == class)
            .filter(|form| form.second == UNKNOWN || form.second == next)
            .filter(|form| !form.capital || first.is_capital())
            .find(|form| form.more.is_empty() || form.goes_on(tokens.get(at + 2..)))
            .map(|form| (at + form.len(), form.value))
    }
}

impl Form {
    /// Number of its words.
    fn len(&self) -> usize {
        1 + usize::from(self.second != UNKNOWN) + self.more.len()
    }

    /// True where the words behind its second stand at the head of `tokens`.
    fn goes_on(&self, tokens: Option<&[Token]>) -> bool {
        let tokens = tokens.and_then(|tokens| tokens.get(..self.more.len()));
        tokens.is_some_and(|t| t.iter().map(|t| t.word).eq(self.more.iter().copied()))
    }
}

/// The bit of a second word.
fn bit(word: WordId) -> u64 {
    1 << (word % 64)
}

/// Classes as a set of bits.
pub(super) const fn bits(classes: &[Class]) -> u128 {
    let (mut set, mut at) = (0, 0);
    while at < classes.len() {
        set |= 1 << classes[at] as u8;
        at += 1;
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::token::Tokens;
    use unicode_normalization::is_nfc;

    #[test]
    fn the_table_is_normal_sorted_unique_and_sourced() {
        let lexicon = Lexicon::embedded().expect("loads");
        TimeWords::new(&lexicon, &mut Vocabulary::default()).expect("known classes");
        let rows = lexicon.table("dates");
        let keys: Vec<_> = rows
            .iter()
            .map(|r| (r.get("class"), r.get("form")))
            .collect();
        assert!(keys.is_sorted_by(|a, b| a < b), "sorted and unique");
        for row in rows {
            assert!(is_nfc(row.get("form")), "{}", row.get("form"));
            assert!(!row.get("source").is_empty(), "{}", row.get("form"));
        }
        for (_, name) in Class::ALL {
            assert!(
                keys.iter().any(|(class, _)| class == name),
                "{name} has no word"
            );
        }
    }

    #[test]
    fn the_longest_form_of_a_class_wins_and_capitals_bind() {
        let lexicon = Lexicon::embedded().expect("loads");
        let mut words = Vocabulary::default();
        let table = TimeWords::new(&lexicon, &mut words).expect("loads");
        let find = |text: &str, class| {
            let tokens = Tokens::new(text, &words).tokens;
            table.find(&tokens, 0, class)
        };
        assert_eq!(find("rạng sáng nay", Class::PartOfDay), Some((2, 0)));
        assert_eq!(find("Thứ 5 này", Class::OrdinalWeekday), Some((2, 4)));
        assert_eq!(find("May 5", Class::EnglishMonth), Some((1, 5)));
        assert_eq!(find("may 5", Class::EnglishMonth), None);
    }

    #[test]
    fn a_word_opens_an_expression_only_before_words_that_may_go_on() {
        let lexicon = Lexicon::embedded().expect("loads");
        let mut words = Vocabulary::default();
        let table = TimeWords::new(&lexicon, &mut words).expect("loads");
        let opens = |text: &str| table.may_open(&Tokens::new(text, &words).tokens, 0);
        for text in ["các năm", "hai năm", "mười lăm phút", "tháng", "nhiều ngày"] {
            assert!(opens(text), "{text}");
        }
        for row in lexicon.table("dates") {
            let class = Class::ALL
                .iter()
                .find(|(_, name)| *name == row.get("class"));
            if class.is_some_and(|(class, _)| OPENERS.contains(class)) {
                // A count opens nothing alone.
                let text = format!("{} ngày", row.get("form"));
                assert!(opens(&text), "{text}");
            }
        }
        for text in ["các", "hai", "nhiều", "("] {
            assert!(!opens(text), "{text}");
        }
    }
}
