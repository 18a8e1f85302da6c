//! Runs the tables of cases under `fixtures/cases/actors/`.

use jiff::civil::Date;
use serde::Deserialize;

use super::{ActorKind, ActorMention, Gazetteer};
use crate::extract::token::{Tokens, Vocabulary};
use crate::lexicon::Lexicon;

const FILES: &[(&str, &str)] = &[
    (
        "anaphora",
        include_str!("../../../fixtures/cases/actors/anaphora.toml"),
    ),
    (
        "people",
        include_str!("../../../fixtures/cases/actors/people.toml"),
    ),
    (
        "places",
        include_str!("../../../fixtures/cases/actors/places.toml"),
    ),
    (
        "states",
        include_str!("../../../fixtures/cases/actors/states.toml"),
    ),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

/// `actors` are `words | kind | party; party`, a party `name/country/sector` with empty parts left out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    title: Option<String>,
    text: String,
    as_of: Option<String>,
    actors: Option<Vec<String>>,
    places: Option<Vec<String>>,
}

fn kind(kind: ActorKind) -> String {
    format!("{kind:?}").to_lowercase()
}

fn shown(mention: &ActorMention, text: usize, texts: &[Tokens]) -> String {
    let parties: Vec<String> = mention
        .parties
        .iter()
        .map(|p| {
            let name = p.name.map_or("", |n| n.as_str(texts));
            format!(
                "{name}/{}/{}",
                p.country.unwrap_or(""),
                p.sector.unwrap_or("")
            )
        })
        .collect();
    format!(
        "{} | {} | {}",
        texts[text].slice(mention.tokens.clone()),
        kind(mention.kind),
        parties.join("; ")
    )
}

#[test]
fn every_case_gives_its_actors_and_places() {
    let lexicon = Lexicon::embedded().expect("the embedded lexicon loads");
    let mut words = Vocabulary::default();
    let gazetteer = Gazetteer::new(&lexicon, &mut words).expect("the lexicon compiles");
    let mut wrong = String::new();
    for (file, text) in FILES {
        let cases: Cases = toml::from_str(text).expect(file);
        for case in cases.case {
            let texts: Vec<Tokens> = case
                .title
                .iter()
                .chain([&case.text])
                .map(|t| Tokens::new(t, &words))
                .collect();
            let as_of = case
                .as_of
                .as_ref()
                .map(|d| d.parse::<Date>().expect("a date"));
            if let Some(want) = &case.actors {
                let found = gazetteer.actors(&texts, as_of);
                let got: Vec<String> = found
                    .iter()
                    .enumerate()
                    .flat_map(|(t, mentions)| mentions.iter().map(move |m| (t, m)))
                    .map(|(t, m)| shown(m, t, &texts))
                    .collect();
                if got != *want {
                    wrong += &format!(
                        "\n{file}: {}\n  want {want:#?}\n  got  {got:#?}\n",
                        case.text
                    );
                }
            }
            if let Some(want) = &case.places {
                let last = &texts[texts.len() - 1];
                let got: Vec<String> = gazetteer
                    .places(last)
                    .iter()
                    .map(|p| {
                        format!(
                            "{} | {} | {}",
                            last.slice(p.tokens.clone()),
                            p.name,
                            p.country.unwrap_or("")
                        )
                    })
                    .collect();
                if got != *want {
                    wrong += &format!(
                        "\n{file}: {}\n  want {want:#?}\n  got  {got:#?}\n",
                        case.text
                    );
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
