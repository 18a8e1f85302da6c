//! Lines that are made up of texts printed twice in a row, as lists of links may be.

/// True when the line is one or more texts, each printed twice in a row, with or without a space
/// between (`XX`, `X X Y Y`).
pub(super) fn is_doubled(text: &str) -> bool {
    let mut rest = text.trim();
    if rest.len() < 24 {
        return false;
    }
    let mut pairs = 0;
    while !rest.is_empty() {
        let Some(half) = doubled_prefix(rest) else {
            // A list cut off in its last item still counts.
            return pairs >= 2 || (pairs == 1 && rest.len() < text.len() / 3);
        };
        pairs += 1;
        rest = rest[half..].trim_start();
    }
    pairs > 0
}

/// Length of the shortest `X X` at the start, of at least ten bytes and three words each.
fn doubled_prefix(text: &str) -> Option<usize> {
    const PROBE: usize = 10;
    let bytes = text.as_bytes();
    let probe = bytes.get(..PROBE)?;
    let mut places = memchr::memchr_iter(probe[0], &bytes[PROBE..])
        .map(|at| PROBE + at)
        .filter(|&at| bytes[at..].starts_with(probe));
    // A probe occurs a handful of times at most in a line; each is compared once.
    for _ in 0..8 {
        let at = places.next()?;
        let first = text.get(..at)?.trim_end();
        if bytes[at..].starts_with(first.as_bytes())
            && first.bytes().filter(|b| *b == b' ').count() >= 2
        {
            return Some(at + first.len());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubled_texts_are_seen_with_and_without_a_space() {
        let yes = [
            "Mưa lớn ở miền TrungMưa lớn ở miền Trung",
            "Mưa lớn ở miền Trung Mưa lớn ở miền Trung",
            "Mưa lớn ở miền Trung Mưa lớn ở miền Trung Cầu mới thông xe sớm Cầu mới thông xe sớm",
        ];
        let no = [
            "Mưa lớn ở miền Trung, mưa nhỏ ở miền Bắc và nắng ở miền Nam",
            "Ngày mai trời nắng, ngày mai nữa trời mưa, ngày kia trời mát.",
            "ha ha ha ha ha ha",
        ];
        for text in yes {
            assert!(is_doubled(text), "{text}");
        }
        for text in no {
            assert!(!is_doubled(text), "{text}");
        }
    }
}
