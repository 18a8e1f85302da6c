//! `newsrows show`: the same rows as an export, for one page, in the terminal, as JSON and as a web page.
