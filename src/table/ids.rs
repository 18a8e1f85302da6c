//! Row ids: a letter, an underscore and 80 bits of a hash. The letter keeps loaders from reading
//! them as numbers; 80 bits make a clash among a hundred million rows less likely than 1 in 10⁸.

use xxhash_rust::xxh3::Xxh3Default;

/// Hashes parts; each is closed by a byte that no text holds, so that `ab`,`c` differs from `a`,`bc`.
#[derive(Default)]
pub struct Id(Xxh3Default);

impl std::fmt::Debug for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Id").field(&self.digits()).finish()
    }
}

impl Id {
    /// Nothing hashed yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a part; absent and empty differ.
    pub fn part<'t>(mut self, part: impl Into<Option<&'t str>>) -> Self {
        match part.into() {
            Some(text) => {
                self.0.update(text.as_bytes());
                self.0.update(&[0xff]);
            }
            None => self.0.update(&[0xfe]),
        }
        self
    }

    /// Adds a number.
    pub fn number(mut self, number: usize) -> Self {
        self.0.update(&(number as u64).to_le_bytes());
        self
    }

    /// The 20 hexadecimal digits.
    pub fn digits(&self) -> String {
        format!("{:020x}", self.0.digest128() >> 48)
    }

    /// The id with its letter.
    pub fn with(&self, letter: char) -> String {
        format!("{letter}_{:020x}", self.0.digest128() >> 48)
    }
}

/// The id of an article.
pub fn record(page_id: &str, article_index: usize) -> String {
    Id::new().part(page_id).number(article_index).with('r')
}

/// The 80 bits of an id's digits, with or without its letter.
pub fn binary(id: &str) -> [u8; 10] {
    let digits = id.rsplit('_').next().unwrap_or(id);
    let value = u128::from_str_radix(digits, 16).unwrap_or(0);
    let mut bytes = [0; 10];
    bytes.copy_from_slice(&value.to_be_bytes()[6..]);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_stable_across_versions_and_machines() {
        assert_eq!(record("a.txt", 0), record("a.txt", 0));
        assert_ne!(record("a.txt", 0), record("a.txt", 1));
        assert_eq!(record("a.txt", 0).len(), 22);
        insta::assert_snapshot!(record("a.txt", 0), @"r_66c73f1d7960c3275c96");
    }

    #[test]
    fn ids_survive_the_way_through_eighty_bits() {
        let id = "r_00ff6c73f1d7960c3275";
        assert_eq!(format!("r_{}", crate::table::record::hex(&binary(id))), id);
    }

    #[test]
    fn parts_do_not_run_together() {
        let id = |parts: &[&str]| parts.iter().fold(Id::new(), |id, p| id.part(*p)).digits();
        assert_ne!(id(&["ab", "c"]), id(&["a", "bc"]));
        assert_ne!(Id::new().part("").digits(), Id::new().part(None).digits());
    }
}
