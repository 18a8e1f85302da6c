//! A dataset with its manifest: its tables one after the other, and what they claim about one
//! another.

use std::collections::BTreeMap;
use std::path::Path;

use super::package::Package;
use super::{
    MANIFEST, Options, Task, ValidateError, built_in, cross_rows, digests, finish, note,
    remark_schema, rows,
};
use crate::validate::file::Checked;
use crate::validate::findings::Tallies;
use crate::validate::loaders::Loaders;
use crate::validate::observe::Quote;
use crate::validate::report::Report;
use crate::validate::watch::{self, Key, Quotes, Watch};

/// Checks a dataset: its files, and how they hang together.
pub(super) fn folder(
    path: &Path,
    options: &Options,
    report: &mut Report,
) -> Result<(), ValidateError> {
    let mut manifest = Tallies::new(options.keep.clone(), &options.severities);
    let package = Package::read(path, &mut manifest)?;
    let mut tasks = tasks(path, &package, options, report, &mut manifest)?;
    let mut outcomes: Vec<Option<Checked>> = (0..tasks.len()).map(|_| None).collect();
    // Records come last: by then all claims about their texts are known.
    let is_records = |i: &usize| {
        package.resources[*i]
            .own
            .is_some_and(|t| t.name == "records")
    };
    let mut order: Vec<usize> = (0..tasks.len()).collect();
    order.sort_by_key(is_records);
    let mut claims: BTreeMap<&str, Vec<Quote>> = BTreeMap::new();
    for i in order {
        let (task, resource) = (&mut tasks[i], &package.resources[i]);
        if !task.path.exists() {
            let message = format!("{} is listed and not there", resource.path);
            note(&mut manifest, "I209", "", message);
            continue;
        }
        let edition = resource.format.name();
        if is_records(&i) {
            task.watch.quotes = Quotes::new(claims.remove(edition).unwrap_or_default());
        }
        let mut checked = rows(task, options)?;
        blame(&mut outcomes, std::mem::take(&mut task.watch.quotes));
        if !checked.stopped {
            cross_rows(task, options, &mut checked)?;
            digests::compare(resource, &task.path, &mut checked);
        }
        let quotes = std::mem::take(&mut checked.notes.quotes);
        let quotes = quotes.into_iter().map(|quote| Quote { by: i, ..quote });
        claims.entry(edition).or_default().extend(quotes);
        outcomes[i] = Some(checked);
    }
    references(&package, &tasks, options, &mut outcomes);
    if !package.assumed {
        digests::unlisted(path, &package, &mut manifest);
    }
    let shown = path.join(MANIFEST).display().to_string();
    report.findings.extend(manifest.findings(&shown));
    for (task, checked) in tasks.into_iter().zip(outcomes) {
        if let Some(checked) = checked {
            finish(&task, options, checked, report)?;
        }
    }
    Ok(())
}

/// Reports claims that did not hold at the rows that made them.
fn blame(outcomes: &mut [Option<Checked>], quotes: Quotes) {
    for claim in quotes.into_false() {
        if let Some(Some(checked)) = outcomes.get_mut(claim.by) {
            let (tallies, column) = (&mut checked.tallies, claim.column);
            watch::report(tallies, "I203", column, claim.spot, claim.message);
        }
    }
}

/// What to check about each resource, in the manifest's order.
fn tasks<'a>(
    path: &Path,
    package: &'a Package,
    options: &'a Options,
    report: &mut Report,
    manifest: &mut Tallies,
) -> Result<Vec<Task<'a>>, ValidateError> {
    let mut tasks = Vec::new();
    for (i, resource) in package.resources.iter().enumerate() {
        let schema = match (resource.own, &resource.schema) {
            (Some(table), _) => Some(built_in(table)?),
            (None, Some(schema)) => {
                remark_schema(schema, report);
                Some(schema)
            }
            (None, None) => None,
        };
        let mut watch = match resource.own {
            Some(table) => Watch::of_table(table, options.countries.clone()),
            None => Watch::default(),
        };
        watch.keys = package.keys(i);
        if resource.own.is_some_and(|table| table.name == "lines") {
            // The ledger is in order, and its tiling shows a row that stands twice.
            watch.keys.retain(|key| !key.required);
        }
        for what in &resource.left_out {
            note(
                manifest,
                "I211",
                &resource.name,
                format!("{}: {what} is not checked", resource.name),
            );
        }
        tasks.push(Task {
            path: path.join(&resource.path),
            shown: path.join(&resource.path).display().to_string(),
            schema,
            watch,
            loaders: match resource.is_table() {
                true => options.loaders.unwrap_or(Loaders::ALL),
                false => Loaders::NONE,
            },
        });
    }
    Ok(tasks)
}

/// Checks references between the tables of a dataset.
fn references(
    package: &Package,
    tasks: &[Task<'_>],
    options: &Options,
    outcomes: &mut [Option<Checked>],
) {
    for (i, resource) in package.resources.iter().enumerate() {
        for reference in &resource.references {
            let Some(target) = package.position(reference, i) else {
                continue;
            };
            let to = &package.resources[target];
            let targets = keyed(
                &tasks[target].watch.keys,
                &reference.target,
                &outcomes[target],
            );
            let rows = keyed(&tasks[i].watch.keys, &reference.fields, &outcomes[i]);
            let (Some(targets), Some(rows)) = (targets, rows) else {
                continue;
            };
            let mut hashes = targets.clone();
            hashes.sort_unstable();
            let key = Key {
                fields: reference.fields.clone(),
                required: false,
                unique: false,
            };
            let mut found = Tallies::new(options.keep.clone(), &options.severities);
            watch::dangling(&key, rows, &hashes, &to.path, &mut found);
            if let Some(checked) = &mut outcomes[i] {
                checked.tallies.append(found, 0, 0, 0);
            }
        }
    }
}

/// The hashes of the values of some columns.
fn keyed<'c>(
    keys: &[Key],
    fields: &[String],
    checked: &'c Option<Checked>,
) -> Option<&'c Vec<u64>> {
    let place = keys.iter().position(|key| key.fields == fields)?;
    checked.as_ref()?.notes.keys.get(place)
}
