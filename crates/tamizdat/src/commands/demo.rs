//! `tamizdat demo`: a newsroom to look at, that nobody has to set up.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Result, anyhow, bail};
use include_dir::{Dir, include_dir};

use super::mirror::Beside;
use super::print::{Shown, explain, now, options, program, summary};
use crate::cli::Demo;

static NEWSROOM: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../demo");

/// The addresses that the demo's settings are written for.
const SITE: &str = "127.0.0.1:8080";
const MIRROR: &str = "127.0.0.1:8081";
/// What of the folder in the source tree is not part of a newsroom.
const APART: [&str; 1] = ["drawings"];

pub(crate) fn run(command: &Demo) -> Result<()> {
    let (newsroom, edition) = (command.dir.join("newsroom"), command.dir.join("edition"));
    if !command.print_only {
        // Better said before a folder is written than after.
        std::net::TcpListener::bind(command.site).map_err(|error| {
            let site = command.site;
            anyhow!("cannot listen at {site}: {error}; choose another: --site 127.0.0.1:8090")
        })?;
    }
    if !newsroom.join("tamizdat.toml").exists() {
        write(&command.dir, &newsroom, &command.site.to_string(), &command.mirror.to_string())?;
    }
    let keys = super::keys::create_demo(&command.dir, &newsroom)?;
    let report = print(&newsroom, &edition, &keys)?;
    eprintln!("{}", summary(&report));
    if command.print_only {
        eprintln!(
            "the newsroom is in {}, the edition in {}",
            newsroom.display(),
            edition.display()
        );
        return Ok(());
    }
    serve(command, &newsroom, &edition, &keys)
}

/// The site, its mirror, and a print now and then.
fn serve(command: &Demo, newsroom: &Path, edition: &Path, keys: &Path) -> Result<()> {
    front::harden();
    let (edition, keys) = (edition.to_owned(), keys.to_owned());
    super::front::runtime()?.block_on(async {
        let server =
            front::Server::listen(&edition, command.site, front::Config::default()).await?;
        let address = server.address().unwrap_or(command.site);
        let mirror = Beside {
            from: format!("http://{address}"),
            root: command.dir.join("root.json"),
            dir: command.dir.join("mirror"),
            listen: command.mirror,
        };
        eprintln!(
            "{}",
            welcome(&address.to_string(), &command.mirror.to_string(), newsroom, &edition)
        );
        let (stop, stopping) = tokio::sync::watch::channel(false);
        let until = |mut stopping: tokio::sync::watch::Receiver<bool>| async move {
            // It ends with its sender, too.
            let _ = stopping.wait_for(|&stop| stop).await;
        };
        let site = tokio::spawn(server.run(until(stopping.clone())));
        let mirror = tokio::spawn(mirror.run(until(stopping)));
        let printing = tokio::spawn(print_again(newsroom.to_owned(), edition.clone(), keys));
        super::front::stopped().await;
        stop.send_replace(true);
        printing.abort();
        mirror.abort();
        site.await?;
        Ok(())
    })
}

/// Prints again every ten minutes, as an administrator's timer would: what waited is published, and what was signed long
/// ago is signed anew.
async fn print_again(newsroom: PathBuf, edition: PathBuf, keys: PathBuf) {
    loop {
        tokio::time::sleep(std::time::Duration::from_mins(10)).await;
        let (newsroom, edition, keys) = (newsroom.clone(), edition.clone(), keys.clone());
        let printed = tokio::task::spawn_blocking(move || print(&newsroom, &edition, &keys)).await;
        if let Ok(Err(error)) = printed {
            eprintln!("tamizdat: {error:#}");
        }
    }
}

fn print(newsroom: &Path, edition: &Path, keys: &Path) -> Result<press::Report> {
    let program = program();
    let shown = Shown::new(true);
    let progress = |progress| shown.show(progress);
    let mut options = options(newsroom, edition, now(None)?, &program, &progress);
    options.keys = Some(keys);
    let printed = press::print(&options);
    shown.clear();
    printed.map_err(explain)
}

fn write(dir: &Path, newsroom: &Path, site: &str, mirror: &str) -> Result<()> {
    let remedy = |error: std::io::Error| {
        let dir = dir.display();
        anyhow!("cannot write the demo to {dir}: {error}; choose another folder: --dir DIR")
    };
    if dir.exists() {
        let mut entries = fs::read_dir(dir).map_err(remedy)?;
        if entries.next().is_some() {
            bail!(
                "{} is not empty and holds no demo; choose another folder: --dir DIR",
                dir.display()
            );
        }
    }
    // Written beside and renamed, so that a demo that was cut off is never taken for a whole one.
    let beside = dir.join(".newsroom-in-writing");
    write_folder(&NEWSROOM, &beside, site, mirror).map_err(remedy)?;
    fs::rename(&beside, newsroom).map_err(remedy)
}

fn write_folder(folder: &Dir<'_>, to: &Path, site: &str, mirror: &str) -> std::io::Result<()> {
    for file in folder.files() {
        let path = to.join(file.path());
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        match file.contents_utf8().filter(|_| file.path() == Path::new("tamizdat.toml")) {
            Some(settings) => fs::write(
                path,
                settings.replace(SITE, "{site}").replace(MIRROR, mirror).replace("{site}", site),
            )?,
            None => fs::write(path, file.contents())?,
        }
    }
    for inner in
        folder.dirs().filter(|inner| !APART.iter().any(|apart| inner.path() == Path::new(apart)))
    {
        write_folder(inner, to, site, mirror)?;
    }
    Ok(())
}

fn welcome(site: &str, mirror: &str, newsroom: &Path, edition: &Path) -> String {
    let newsroom = newsroom.display();
    format!(
        "
The Lantern is open: http://{site}/

  three languages      http://{site}/en/index.html   /ru/   /ar/
  a long read in parts http://{site}/ru/2026/09/devyatnadtsat-chemodanov-iz-kelmeta.html
  search, without server  http://{site}/en/search.html
  its mirror, checked     http://{mirror}/
  the reader file         http://{site}/reader.html

What to try:
  change an article in {newsroom}/articles/2026/ and start again: only what it touches is printed
  make a mistake in one: every fault is named with its file and line
  open {edition}/plain/index.html from the disk: it works without any server

Ctrl-C stops it; `tamizdat demo` starts it again.",
        edition = edition.display()
    )
}
