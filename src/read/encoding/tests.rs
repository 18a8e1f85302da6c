//! Pages in every encoding that is told apart, and pages in none of them.

use super::*;
use crate::lexicon::Lexicon;

const TEXT: &str = "Chủ tịch nước đã tiếp Đại sứ Liên bang Nga tới chào từ biệt. \
Hai bên khẳng định quan hệ hữu nghị truyền thống, nhất trí thúc đẩy hợp tác kinh tế, \
thương mại, giáo dục và văn hóa; ký bản ghi nhớ về y tế giữa hai Bộ Ngoại giao.";

/// Writes `text` in one of the font encodings.
fn encode(text: &str, encoding: &str) -> Vec<u8> {
    let lexicon = Lexicon::embedded().expect("embedded");
    let code = |c: char| {
        let row = lexicon
            .table("legacy_encodings")
            .iter()
            .find(|row| row.get("encoding") == encoding && row.get("letter") == c.to_string())?;
        Some(
            row.get("code")
                .split(' ')
                .map(|hex| u8::from_str_radix(hex, 16).expect("hexadecimal"))
                .collect::<Vec<u8>>(),
        )
    };
    let bytes = text.chars().flat_map(|c| match u8::try_from(c) {
        Ok(byte) if c.is_ascii() => vec![byte],
        _ => code(c).unwrap_or_else(|| panic!("{encoding} has no {c}")),
    });
    bytes.collect()
}

/// Writes `text` in windows-1258: letters with their own marks, and tone marks after them.
fn windows_1258(text: &str) -> Vec<u8> {
    use unicode_normalization::UnicodeNormalization;
    let tone = |c: char| matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
    let mut letters = String::new();
    for c in text.chars() {
        let parts: String = std::iter::once(c).nfd().collect();
        let (tones, letter): (String, String) = parts.chars().partition(|c| tone(*c));
        letters.extend(letter.nfc());
        letters.push_str(&tones);
    }
    let (bytes, _, unmappable) = encoding_rs::WINDOWS_1258.encode(&letters);
    assert!(!unmappable);
    bytes.into_owned()
}

#[test]
fn pages_in_older_encodings_are_recognised_and_read() {
    for encoding in ["TCVN3", "VNI", "VISCII", "windows-1258"] {
        let bytes = match encoding {
            "windows-1258" => windows_1258(TEXT),
            _ => encode(TEXT, encoding),
        };
        let decoded = decode(&bytes, Some("windows-1252")).expect("recognised");
        assert_eq!(decoded.text, TEXT);
        assert_eq!(decoded.from, Some(encoding));
    }
}

#[test]
fn pages_whose_older_encoding_was_taken_for_latin_letters_are_read() {
    for encoding in ["TCVN3", "VNI"] {
        let bytes = encode(TEXT, encoding);
        let (latin, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
        let decoded = decode(latin.as_bytes(), None).expect("UTF-8");
        assert_eq!(decoded.text, TEXT);
        assert_eq!(decoded.from, Some(encoding));
    }
}

#[test]
fn headlines_in_the_capital_fonts_of_tcvn3_are_capitals() {
    let head = encode("HộI NGHị CấP CAO ra đời. Bộ Y Tế. ", "TCVN3");
    let page = [head, encode(TEXT, "TCVN3")].concat();
    let decoded = decode(&page, None).expect("recognised");
    assert!(
        decoded
            .text
            .starts_with("HỘI NGHỊ CẤP CAO ra đời. Bộ Y Tế. "),
        "{}",
        decoded.text
    );
}

#[test]
fn utf8_pages_are_taken_as_they_are() {
    let pages = [
        TEXT,
        "The minister said “nothing has changed” on 20 May.",
        "Le président a déclaré à l’Élysée : « été », près de Genève, où il a été élu.",
        "Die Bundesregierung prüft, ob Österreich über Züge für Köln verfügen möchte.",
        "ViÃ¡Â»â€¡t Nam",
        "",
    ];
    for page in pages {
        let decoded = decode(page.as_bytes(), None).expect("UTF-8");
        assert_eq!((decoded.text.as_str(), decoded.from), (page, None));
    }
}

#[test]
fn damaged_and_foreign_pages_are_refused_with_the_first_wrong_byte() {
    let mut damaged = TEXT.as_bytes().to_vec();
    damaged[40] = 0xff;
    let (french, _, _) =
        encoding_rs::WINDOWS_1252.encode("Le président a été élu à Genève, déjà prêt.");
    let (russian, _, _) = encoding_rs::WINDOWS_1251.encode("Министр прибыл в Ханой");
    for (bytes, offset) in [(&damaged[..], 40), (&french[..], 5), (&russian[..], 0)] {
        let error = decode(bytes, None).expect_err("no known encoding");
        assert_eq!(error, Undecodable::NotUtf8 { offset });
    }
}

#[test]
fn what_a_page_declares_is_believed_where_every_byte_fits() {
    let (chinese, _, _) = encoding_rs::GBK.encode("外交部长抵达河内");
    let decoded = decode(&chinese, Some("gb2312")).expect("declared");
    assert_eq!(decoded.text, "外交部长抵达河内");
    assert_eq!(decoded.from, Some("GBK"));
}

#[test]
fn plain_pages_with_typographic_marks_are_windows_1252() {
    let decoded = decode(b"He said \x93no\x94 \x96 twice.", None).expect("plain");
    assert_eq!(decoded.text, "He said “no” – twice.");
    assert_eq!(decoded.from, Some("windows-1252"));
}

#[test]
fn the_table_of_encodings_is_sound() {
    let lexicon = Lexicon::embedded().expect("embedded");
    let mut seen = std::collections::BTreeSet::new();
    for row in lexicon.table("legacy_encodings") {
        let (encoding, code, letter) = (row.get("encoding"), row.get("code"), row.get("letter"));
        assert!(
            seen.insert((encoding, code)),
            "{encoding} {code} stands twice"
        );
        assert!(unicode_normalization::is_nfc(letter) && letter.chars().count() == 1);
        assert!(!row.get("source").is_empty());
        assert!(
            code.split(' ')
                .all(|hex| u8::from_str_radix(hex, 16).is_ok()),
            "{encoding} {code}"
        );
    }
    // Every small letter of Vietnamese that is none of ASCII, in each of them.
    let letters = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ";
    for encoding in ["TCVN3", "VISCII", "VNI"] {
        for letter in letters.chars() {
            assert!(!encode(&letter.to_string(), encoding).is_empty());
        }
    }
}
