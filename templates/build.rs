//! Builds the style sheet and scripts with npm where they are missing or older than their sources, and hands their names to the crate.

use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

/// What `dist/` is made from, relative to `assets/`.
const SOURCES: [&str; 7] = ["build.mjs", "css", "icons.json", "images", "js", "package.json", "package-lock.json"];

fn main() {
    if let Err(error) = run() {
        eprintln!("error: the style sheet and scripts of `templates` could not be built: {error}");
        std::process::exit(1);
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    // Asked for as this runs: a build folder may serve several checkouts, and this program comes from one of them.
    let own = std::env::var_os("CARGO_MANIFEST_DIR").ok_or("CARGO_MANIFEST_DIR is not set")?;
    let assets = PathBuf::from(own).join("assets");
    let manifest = assets.join("dist/manifest.json");
    for source in SOURCES {
        rerun_if_changed(&assets.join(source));
    }
    if !is_fresh(&manifest, &assets)? {
        if !assets.join("node_modules").is_dir() {
            npm(&assets, &["ci", "--no-audit", "--no-fund"])?;
        }
        npm(&assets, &["run", "--silent", "build"])?;
        // As old as its sources: cargo runs this program again for what is younger than its run, and compiles all pages anew.
        File::options().write(true).open(&manifest)?.set_modified(youngest(&assets)?)?;
    }
    rerun_if_changed(&manifest);
    let out = std::env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    fs::write(PathBuf::from(out).join("names.rs"), names(&fs::read_to_string(&manifest)?))?;
    Ok(())
}

fn rerun_if_changed(path: &Path) {
    println!("cargo::rerun-if-changed={}", path.display());
}

/// Whether `manifest` exists and is at least as new as every source.
fn is_fresh(manifest: &Path, assets: &Path) -> Result<bool, Box<dyn Error>> {
    let Ok(built) = manifest.metadata().and_then(|metadata| metadata.modified()) else { return Ok(false) };
    Ok(youngest(assets)? <= built)
}

/// The latest modification of a source.
fn youngest(assets: &Path) -> Result<SystemTime, Box<dyn Error>> {
    SOURCES.iter().try_fold(SystemTime::UNIX_EPOCH, |latest, source| Ok(latest.max(newest(&assets.join(source))?)))
}

/// The latest modification in a file or a folder, folders themselves included, so that a removed file counts.
fn newest(path: &Path) -> Result<SystemTime, Box<dyn Error>> {
    let mut latest = path.metadata()?.modified()?;
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            latest = latest.max(newest(&entry?.path())?);
        }
    }
    Ok(latest)
}

fn npm(assets: &Path, arguments: &[&str]) -> Result<(), Box<dyn Error>> {
    let line = format!("npm {}", arguments.join(" "));
    let output = Command::new("npm").args(arguments).current_dir(assets).output().map_err(|error| {
        format!("`npm` does not start ({error}); install Node.js 20 or newer with npm (https://nodejs.org), then build again")
    })?;
    if output.status.success() {
        return Ok(());
    }
    let why = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(format!("`{line}` failed in {}; it needs Node.js 20 or newer: {why}", assets.display()).into())
}

/// The manifest, one `"name": "hashed name"` a line as build.mjs writes it, as a Rust table.
fn names(manifest: &str) -> String {
    let rows = manifest.lines().filter_map(|line| {
        let (plain, hashed) = line.trim().trim_end_matches(',').split_once(": ")?;
        Some(format!("    ({plain}, {hashed}),\n"))
    });
    format!("const NAMES: &[(&str, &str)] = &[\n{}];\n", rows.collect::<String>())
}
