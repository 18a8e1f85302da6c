//! Numbers of a JSON text: whole ones as they are, others as floats.

use super::{Reader, SyntaxError};

impl Reader<'_, '_> {
    pub(super) fn number(&mut self) -> Result<(), SyntaxError> {
        let start = self.at;
        let negative = self.peek() == Some(b'-');
        if negative {
            self.at += 1;
        }
        let digits = self.at;
        match self.peek() {
            Some(b'0') => {
                self.at += 1;
                if matches!(self.peek(), Some(b'0'..=b'9')) {
                    return Err(self.error("a number has no leading zero"));
                }
            }
            Some(b'1'..=b'9') => self.digits(),
            _ => return Err(self.error("a digit is expected here")),
        }
        let whole_end = self.at;
        let mut whole = true;
        if self.peek() == Some(b'.') {
            whole = false;
            self.at += 1;
            self.some_digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            whole = false;
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.some_digits()?;
        }
        let range = start..self.at;
        if whole {
            let magnitude = self.bytes[digits..whole_end].iter().try_fold(0u64, |n, d| {
                n.checked_mul(10)?.checked_add(u64::from(d - b'0'))
            });
            match magnitude {
                // `serde_json` reads -0 as a float, and so keeps its sign.
                Some(0) if negative => {
                    self.tape.float(range, -0.0);
                    return Ok(());
                }
                Some(n) if !negative => {
                    self.tape.uint(range, n);
                    return Ok(());
                }
                Some(n) if n <= i64::MIN.unsigned_abs() => {
                    self.tape.int(range, 0i64.wrapping_sub_unsigned(n));
                    return Ok(());
                }
                _ => {}
            }
        }
        let value: f64 = self
            .text
            .get(start..self.at)
            .and_then(|t| t.parse().ok())
            .unwrap_or(f64::INFINITY);
        if !value.is_finite() {
            self.at = start;
            return Err(self.error("the number is too large to be read"));
        }
        self.tape.float(range, value);
        Ok(())
    }

    fn digits(&mut self) {
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
    }

    fn some_digits(&mut self) -> Result<(), SyntaxError> {
        if !matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(self.error("a digit is expected here"));
        }
        self.digits();
        Ok(())
    }
}
