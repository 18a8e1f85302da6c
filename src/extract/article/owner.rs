//! Who publishes a page, by its address and by what its furniture says.

use aho_corasick::AhoCorasick;

use super::dateline::dateline;
use super::media::Media;
use super::url;
use crate::clean::{CleanText, Role};
use crate::lexicon::{Lexicon, LexiconError, cases};

/// What the page as a whole says about who published it.
#[derive(Debug, Default)]
pub(super) struct PageFacts {
    /// By the address, the footer, a button or the masthead: nearly certain.
    pub(super) publisher: Option<String>,
    /// The host, where no outlet of the lexicon has it.
    pub(super) host: Option<String>,
}

impl PageFacts {
    pub(super) fn of(text: &CleanText, media: &Media, words: &OwnerWords) -> Self {
        let host = text.page.stated.url.as_deref().and_then(url::host);
        let mut facts = Self {
            publisher: host.and_then(|h| media.domain(h)).map(str::to_owned),
            host: host.map(str::to_owned),
        };
        if facts.publisher.is_none() {
            facts.publisher = owner(text, media, words);
        }
        facts
    }
}

/// The outlet that the page's furniture names: copyright line first, then buttons, masthead, mail.
fn owner(text: &CleanText, media: &Media, words: &OwnerWords) -> Option<String> {
    let widgets = || text.segments.iter().filter(|s| s.role == Role::Widget);
    let copyright = widgets().find_map(|s| words.copyright_holder(&s.text));
    if let Some(holder) = copyright {
        let known = media.outlet(holder).filter(|name| !media.is_portal(name));
        return Some(known.unwrap_or(holder).to_owned());
    }
    if let Some(name) = widgets()
        .filter(|s| s.reason == "phrase.follow")
        .find_map(|s| words.followed(&s.text))
    {
        return Some(media.outlet(name).unwrap_or(name).to_owned());
    }
    let masthead = widgets()
        .filter(|s| s.text.len() <= 80 && words.is_masthead(&s.text))
        .find_map(|s| media.outlet(&s.text));
    if let Some(name) = masthead {
        return Some(name.to_owned());
    }
    let mail = widgets().find_map(|s| {
        let (_, host) = s.text.split_once('@')?;
        let host = host
            .split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-'))
            .next()?;
        media.domain(host).map(str::to_owned)
    });
    // Teasers of the outlet's other stories bear its mark too.
    mail.or_else(|| {
        text.segments
            .iter()
            .filter(|s| s.role == Role::Related && s.text.len() > 60)
            .find_map(|s| {
                let known = |mark: &str| media.dateline(mark).is_some();
                let found = dateline(&s.text, known, |_| true)?;
                media.dateline(found.mark).map(str::to_owned)
            })
    })
}

/// The words by which pages say whose they are; they are the table `media_words`.
#[derive(Debug)]
pub(super) struct OwnerWords {
    /// Open a copyright line.
    claims: AhoCorasick,
    words: Words,
}

#[derive(Debug, Default)]
struct Words {
    /// Begin a masthead, each with its space.
    mastheads: Vec<String>,
    /// End one.
    masthead_ends: Vec<&'static str>,
    /// Open a copyright line, as written.
    rights: Vec<String>,
    /// What stands between them and the holder.
    rights_of: Vec<String>,
    /// Begin what is no holder.
    nobody: Vec<&'static str>,
    /// Begin a button, each with its space.
    follow: Vec<String>,
    /// Stand behind the name on it, with a space before.
    follow_on: Vec<String>,
    /// What such buttons say instead of a name.
    unnamed: Vec<&'static str>,
}

impl OwnerWords {
    /// Reads the table.
    pub(super) fn new(lexicon: &Lexicon) -> Result<Self, LexiconError> {
        let mut words = Words::default();
        for row in lexicon.table("media_words") {
            let form = row.get("form");
            match row.get("class") {
                "medium" => {}
                "medium-end" => words.masthead_ends.push(form),
                "masthead" => words.mastheads.push(format!("{form} ")),
                "rights" => words.rights.extend(cases(form)),
                "rights-of" => words.rights_of.extend(cases(form)),
                "no-holder" => words.nobody.push(form),
                "follow" => words.follow.push(format!("{form} ")),
                "follow-on" => words.follow_on.push(format!(" {form}")),
                "unnamed" => words.unnamed.push(form),
                other => return Err(row.error(format!("unknown class `{other}`"))),
            }
        }
        let claims = AhoCorasick::new(words.rights.iter().map(String::as_str).chain(["©"]));
        let claims = claims.map_err(|e| {
            lexicon.table("media_words")[0].error(format!("the words are too large: {e}"))
        })?;
        Ok(Self { claims, words })
    }

    /// A masthead says what it is, or is an address; a bare name may be a section of the same name.
    fn is_masthead(&self, text: &str) -> bool {
        let text = text.trim().to_lowercase();
        self.words
            .mastheads
            .iter()
            .any(|kind| text.starts_with(kind))
            || self
                .words
                .masthead_ends
                .iter()
                .any(|end| text.ends_with(end))
            || (!text.contains(' ') && text.contains('.'))
    }

    /// Who holds the rights: `© 2010 Báo X. …`, `Bản quyền © 2021 thuộc về Báo X. …`.
    fn copyright_holder<'t>(&self, text: &'t str) -> Option<&'t str> {
        let mut rest = &text[self.claims.find(text)?.end()..];
        loop {
            let trimmed = rest.trim_start_matches(|c: char| {
                c.is_whitespace()
                    || c.is_ascii_digit()
                    || matches!(c, '-' | '–' | ',' | ':' | '©' | '.')
            });
            let mut words = self.words.rights.iter().chain(&self.words.rights_of);
            // A name may begin with the letters of a word.
            let behind = |word: &String| {
                let rest = trimmed.strip_prefix(word.as_str())?;
                (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
            };
            let cut = words
                .find_map(behind)
                .or_else(|| self.claim_inside(trimmed))
                .unwrap_or(trimmed);
            if cut.len() == rest.len() {
                break;
            }
            rest = cut;
        }
        // To the end of the sentence or clause; a dot inside an address is none.
        let end = rest
            .char_indices()
            .find(|&(at, c)| {
                let after = rest[at + c.len_utf8()..].chars().next();
                matches!(c, ',' | ';' | '|' | '(' | '®')
                    || (c == '.' && after.is_none_or(char::is_whitespace))
                    || (matches!(c, '-' | '–') && rest[..at].ends_with(' '))
            })
            .map_or(rest.len(), |(at, _)| at);
        let name = rest[..end].trim();
        let words = name.split_whitespace().count();
        let starts = name.starts_with(char::is_uppercase) || name.contains('.');
        let small = name.to_lowercase();
        let nobody = self.words.nobody.iter().any(|word| small.starts_with(word));
        ((1..=8).contains(&words) && starts && !nobody).then_some(name)
    }

    /// What stands behind a claim that a word opens: `Toàn bộ bản quyền thuộc` of `rest`.
    fn claim_inside<'t>(&self, rest: &'t str) -> Option<&'t str> {
        let found = self.claims.find(rest)?;
        let behind = rest[found.end()..].trim_start();
        let of = |word: &String| behind.starts_with(word.as_str());
        let opened = !rest[..found.start()].contains([',', ';', '.', '|']);
        (opened && self.words.rights_of.iter().any(of)).then_some(behind)
    }

    /// Whom a button asks to follow: `Theo dõi X trên`.
    fn followed<'t>(&self, text: &'t str) -> Option<&'t str> {
        let after = |words: &String| {
            let (head, rest) = text.split_at_checked(words.len())?;
            (head.to_lowercase() == *words).then_some(rest)
        };
        let rest = self.words.follow.iter().find_map(after)?;
        let ends = self
            .words
            .follow_on
            .iter()
            .filter_map(|word| rest.find(word));
        let name = rest[..ends.min().unwrap_or(rest.len())].trim();
        (name.starts_with(char::is_uppercase)
            && name.split_whitespace().count() <= 5
            && !self.words.unnamed.contains(&name.to_lowercase().as_str()))
        .then_some(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> OwnerWords {
        OwnerWords::new(&Lexicon::embedded().expect("embedded lexicon")).expect("table")
    }

    #[test]
    fn a_copyright_line_names_its_holder_and_nothing_else() {
        let cases = [
            (
                "© 1999-2024. Toàn bộ bản quyền thuộc Sông Xanh",
                Some("Sông Xanh"),
            ),
            (
                "© 2010 Báo Sông Xanh. Mọi quyền được bảo lưu",
                Some("Báo Sông Xanh"),
            ),
            (
                "Bản quyền © 2021 thuộc về Báo Sông Xanh - Giấy phép số 12",
                Some("Báo Sông Xanh"),
            ),
            ("BẢN QUYỀN CỦA SÔNG XANH", Some("SÔNG XANH")),
            ("Copyright 2019 by Byte Sông Xanh", Some("Byte Sông Xanh")),
            ("Copyright Byte Sông Xanh", Some("Byte Sông Xanh")),
            (
                "Copyright 2019 by Songxanh.vn | Liên hệ",
                Some("Songxanh.vn"),
            ),
            ("© 2020 All rights reserved", None),
            ("Giữ bản lề cửa cho chắc", None),
        ];
        for (text, holder) in cases {
            assert_eq!(words().copyright_holder(text), holder, "{text}");
        }
    }

    #[test]
    fn a_button_names_whom_to_follow() {
        let cases = [
            ("Theo dõi Báo Sông Xanh trên", Some("Báo Sông Xanh")),
            ("THEO DÕI Sông Xanh", Some("Sông Xanh")),
            ("Theo dõi Chúng tôi trên", None),
            ("Theo dõi trên", None),
            ("Theo dòng thời sự", None),
        ];
        for (text, name) in cases {
            assert_eq!(words().followed(text), name, "{text}");
        }
    }

    #[test]
    fn a_masthead_says_what_it_is() {
        for (text, is) in [
            ("Báo Sông Xanh", true),
            ("Sông Xanh điện tử", true),
            ("songxanh.vn", true),
            ("Sông Xanh", false),
            ("Báo cáo", true),
        ] {
            assert_eq!(words().is_masthead(text), is, "{text}");
        }
    }
}
