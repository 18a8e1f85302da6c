//! Phrases that stand for several: `(a|b|) c`.

/// Spells out alternatives: `(đến|tới|) thăm` gives `đến thăm`, `tới thăm` and `thăm`.
pub(crate) fn expand(form: &str) -> Vec<String> {
    let mut forms = Vec::new();
    spell_out(&mut String::with_capacity(form.len()), form, &mut forms);
    forms
}

/// Appends all that `head`, whose alternatives are chosen, and `rest` spell.
fn spell_out(head: &mut String, rest: &str, forms: &mut Vec<String>) {
    let chosen = head.len();
    let alternatives = rest.split_once('(').and_then(|(plain, rest)| {
        let (parts, tail) = rest.split_once(')')?;
        Some((plain, parts, tail))
    });
    let Some((plain, parts, tail)) = alternatives else {
        head.push_str(rest);
        let mut form = String::with_capacity(head.len());
        for word in head.split_whitespace() {
            if !form.is_empty() {
                form.push(' ');
            }
            form.push_str(word);
        }
        forms.push(form);
        head.truncate(chosen);
        return;
    };
    head.push_str(plain);
    let before = head.len();
    for part in parts.split('|') {
        head.push_str(part);
        spell_out(head, tail, forms);
        head.truncate(before);
    }
    head.truncate(chosen);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_are_spelled_out_and_an_empty_one_is_none() {
        assert_eq!(
            expand("(đến|tới|) thăm (chính thức|)"),
            [
                "đến thăm chính thức",
                "đến thăm",
                "tới thăm chính thức",
                "tới thăm",
                "thăm chính thức",
                "thăm"
            ]
        );
        assert_eq!(expand("ký kết"), ["ký kết"]);
        assert_eq!(expand("k(ý|í) tên"), ["ký tên", "kí tên"]);
    }
}
