//! The credit of a picture whose caption is gone, left behind at the start of a text.

use super::credit_end;
use crate::clean::byline::Bylines;
use crate::clean::caption::Captions;

/// The byte at which the text begins behind a credit.
pub(super) fn credit(text: &str, captions: &Captions, bylines: &Bylines) -> Option<usize> {
    let opened = captions.opened(text)?;
    let rest = opened.trim_start();
    let kind = captions.after_kind(rest);
    let rest = kind.unwrap_or(rest);
    let end = match rest.strip_prefix([':', '-', '–']) {
        Some(named) => name_end(text, named, captions, bylines)?,
        None if kind.is_some() => {
            let bare = rest.strip_prefix('.').unwrap_or(rest);
            match captions.after_whence(bare.trim_start()) {
                Some(named) => name_end(text, named, captions, bylines)?,
                None => text.len() - bare.len(),
            }
        }
        None => return None,
    };
    let behind = text[end..].trim_start();
    // A small letter goes on with what is no credit: `Ảnh: Cầu mới lúc hoàng hôn`.
    behind
        .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"“‘(".contains(c))
        .then_some(text.len() - behind.len())
}

/// The end of the name that begins `named`, which ends `text`.
fn name_end(text: &str, named: &str, captions: &Captions, bylines: &Bylines) -> Option<usize> {
    let start = text.len() - named.trim_start().len();
    let end = credit_end(text, 0, start, captions, bylines)?;
    // A caption may follow the colon as well: `Ảnh: Cầu mới lúc hoàng hôn.`
    let name = text[start..end].trim_end_matches('.');
    let mut words = name.split(' ').skip(1);
    let small = words.any(|word| word.starts_with(char::is_lowercase));
    (end > start && (!small || bylines.is_known_source(name))).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn a_credit_without_its_caption_is_told_from_the_text_behind_it() {
        let lexicon = Lexicon::embedded().expect("embedded lexicon");
        let captions = Captions::new(&lexicon).expect("table");
        let bylines = Bylines::new(&lexicon).expect("tables");
        let cases = [
            ("Ảnh: AP Tuy nhiên, cầu đóng cửa.", "Ảnh: AP"),
            ("Ảnh: AP. Tuy nhiên, cầu đóng cửa.", "Ảnh: AP."),
            ("Ảnh: Sông Xanh Theo hãng này, cầu mở.", "Ảnh: Sông Xanh"),
            ("Ảnh: Songxanh Động thái này là mới.", "Ảnh: Songxanh"),
            ("Ảnh: Reuters “Cầu rất đẹp”, ông nói.", "Ảnh: Reuters"),
            ("Ảnh minh họa Ông cho rằng cầu rất đẹp.", "Ảnh minh họa"),
            ("Ảnh minh họa. 12 chiếc cầu đóng cửa.", "Ảnh minh họa."),
            (
                "Ảnh minh họa. Nguồn: Internet Cầu mới thông xe.",
                "Ảnh minh họa. Nguồn: Internet",
            ),
            (
                "Ảnh minh họa: Internet Cầu mới thông xe.",
                "Ảnh minh họa: Internet",
            ),
            // None of these is a credit.
            ("Ảnh: Cầu mới lúc hoàng hôn. Cầu mới thông xe.", ""),
            ("Ảnh minh họa cho bài viết là của Lê Na. Cầu mới.", ""),
            ("Ảnh chụp từ vệ tinh cho thấy cầu đã xong.", ""),
            ("Ảnh hưởng của bão còn lớn. Cầu đóng cửa.", ""),
            ("Cầu mới. Ảnh: AP Tuy nhiên, cầu đóng cửa.", ""),
            ("Ảnh", ""),
            ("Ảnh: ", ""),
        ];
        for (text, want) in cases {
            let end = credit(text, &captions, &bylines).unwrap_or(0);
            assert_eq!(text[..end].trim_end(), want, "{text}");
        }
    }
}
