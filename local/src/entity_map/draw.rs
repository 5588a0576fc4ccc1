//! The page: for each group a diagram of its entities and what they refer to, and a list of their columns.

use std::fmt::Write as _;

use super::catalog::{OnDelete, Reference, Table};
use super::groups::GROUPS;

const HEAD: &str = "# Map of the entities

Drawn from the database by `make entity-map`; a test fails when it is out of date. What the entities mean is said by
the comments in `shared/migrations` and the types in `shared/src`.

In the diagrams a solid line is a reference that protects the other record from deletion or goes with it, a dotted one is set to
NULL; `||` is exactly one, `|o` one or none, `o{` any number. Sets (an event's tags) are lines without a box of their own. In the
lists **bold** columns must have a value, `key` and `unique` say what they say, and → names the table referred to with what happens
when the other record is deleted: *protected* (the deletion is refused), *goes along*, or *set to NULL*.
";

/// The whole page.
pub(super) fn page(tables: &[Table]) -> String {
    let mut page = HEAD.to_owned();
    for group in GROUPS {
        let of_group: Vec<&Table> =
            group.tables.iter().filter_map(|name| tables.iter().find(|table| table.name == *name)).collect();
        write(&mut page, format_args!("\n## {}\n\n```mermaid\nerDiagram\n", group.title));
        for table in &of_group {
            diagram(&mut page, table);
        }
        page.push_str("```\n\n");
        for table in of_group.iter().filter(|table| !table.is_set()) {
            list(&mut page, table);
        }
    }
    page
}

fn diagram(page: &mut String, table: &Table) {
    if let (true, [first, second]) = (table.is_set(), table.references.as_slice()) {
        write(page, format_args!("    {} }}o--o{{ {} : \"{}\"\n", first.to, second.to, table.name));
        return;
    }
    for reference in &table.references {
        write(page, format_args!("    {}\n", line(table, reference)));
    }
    if table.references.is_empty() {
        write(page, format_args!("    {}\n", table.name));
    }
}

/// A reference as a line: the other end first.
fn line(table: &Table, reference: &Reference) -> String {
    let column = table.column(&reference.column);
    let one = if column.is_some_and(|column| column.required) { "||" } else { "|o" };
    let stroke = if reference.on_delete == OnDelete::SetNull { ".." } else { "--" };
    let many = if column.is_some_and(|column| column.is_unique) { "o|" } else { "o{" };
    format!("{} {one}{stroke}{many} {} : \"{}\"", reference.to, table.name, reference.column.trim_end_matches("_id"))
}

fn list(page: &mut String, table: &Table) {
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|column| {
            let name = if column.required { format!("**{}**", column.name) } else { column.name.clone() };
            let kind = column
                .kind
                .replace("character varying", "text")
                .replace("timestamp with time zone", "time")
                .replace("character(", "text(");
            let mut text = format!("{name} {kind}");
            for (holds, word) in [(column.is_key, " key"), (column.is_unique, " unique")] {
                if holds {
                    text.push_str(word);
                }
            }
            for reference in table.references.iter().filter(|reference| reference.column == column.name) {
                let fate = match reference.on_delete {
                    OnDelete::Protect => "protected",
                    OnDelete::Cascade => "goes along",
                    OnDelete::SetNull => "set to NULL",
                };
                text.push_str(&format!(" → {} ({fate})", reference.to));
            }
            text
        })
        .collect();
    write(page, format_args!("- `{}`: {}\n", table.name, columns.join(", ")));
}

fn write(page: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _written = page.write_fmt(text);
}
