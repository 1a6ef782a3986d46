//! `tamizdat keys`: what editors do together, each step saying what comes next.

use std::{
    fs,
    io::IsTerminal,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow, bail};
use press::{
    Work,
    ceremony::{self, Change, Editor, Files, Role, Step},
};

use super::print::{explain, now};
use crate::cli::{Keys, KeysCreate, KeysEditor, KeysRotate, KeysShow, KeysSign, KeysStandby};

pub(crate) fn run(command: &Keys) -> Result<()> {
    match command {
        Keys::Create(create) => self::create(create),
        Keys::Editor(editor) => self::editor(editor),
        Keys::Rotate(rotate) => self::rotate(rotate),
        Keys::SignRoot(sign) => self::sign(sign, Role::Root),
        Keys::SignTargets(sign) => self::sign(sign, Role::Targets),
        Keys::Standby(standby) => self::standby(standby),
        Keys::Show(show) => self::show(show),
    }
}

fn seconds() -> Result<i64> {
    Ok(now(None)?.seconds)
}

fn create(command: &KeysCreate) -> Result<()> {
    let (dir, count) = (command.dir.display(), usize::from(command.editors));
    let threshold = command.threshold.unwrap_or(u64::from(command.editors) / 2 + 1);
    if count == 0 {
        bail!("a newsroom has at least one editor; say --editors 3");
    }
    let (passphrases, work) = match &command.passphrases {
        Some(path) => {
            let lines = lines(path)?;
            if lines.len() != count + 1 {
                bail!(
                    "{} holds {} passphrases; {} are needed: one for each editor, then the standby's",
                    path.display(),
                    lines.len(),
                    count + 1
                );
            }
            lines.iter().try_for_each(|line| check(line))?;
            (lines, Work::Chosen)
        }
        None => ((0..=count).map(|_| press::passphrase()).collect(), Work::Made),
    };
    let files = match &command.from {
        Some(from) => press::editors_files(from).map_err(explain)?,
        None => Files {
            letterbox: br#"{"courier_keys":[],"format":1,"letterboxes":[],"sealing_keys":[],"token_keys":[]}"#.to_vec(),
            outside: br#"{"addresses":[],"codes":[],"format":1}"#.to_vec(),
            reader: None,
        },
    };
    ceremony::create(&command.dir, threshold, &passphrases, work, &files, seconds()?)?;
    eprintln!("the keys are in {dir}; {threshold} of {count} editors must sign a change of keys");
    if command.passphrases.is_none() {
        eprintln!("\nwrite these down now, on paper; they are shown once and kept nowhere:");
        for (at, passphrase) in passphrases.iter().enumerate() {
            if at < count {
                let editor = at + 1;
                println!("{passphrase}  root-{editor}.age and targets-{editor}.age");
            } else {
                println!("{passphrase}  standby.age");
            }
        }
    }
    eprintln!(
        "
what comes next:
  give each editor their two files from {dir}/editors, and delete them here
  take {dir}/standby.age and {dir}/metadata to a machine in another country, and delete standby.age here
  {dir}/root.json is what readers and mirrors begin with: publish it, and its digest on paper
  tamizdat keys sign-targets --dir {dir} --from NEWSROOM --key targets-1.age    says where letters and money go
  tamizdat print --from NEWSROOM --out EDITION --keys {dir}"
    );
    Ok(())
}

fn editor(command: &KeysEditor) -> Result<()> {
    let (passphrase, work) = passphrase_for_new(command.passphrase_file.as_deref(), &command.name)?;
    ceremony::editor(&command.dir, &command.name, &passphrase, work)?;
    let (dir, name) = (command.dir.display(), &command.name);
    eprintln!(
        "keep {dir}/root-{name}.age and {dir}/targets-{name}.age; send {dir}/{name}.public.json to whoever drafts the next root"
    );
    Ok(())
}

fn rotate(command: &KeysRotate) -> Result<()> {
    let with: Vec<Editor> = command
        .with
        .iter()
        .map(|path| {
            let bytes =
                fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
            serde_json::from_slice(&bytes).map_err(|_| {
                anyhow!(
                    "{} is no editor's public file, as `tamizdat keys editor` writes it",
                    path.display()
                )
            })
        })
        .collect::<Result<_>>()?;
    let change = Change {
        online: command.online,
        without: command.without.clone(),
        with,
        threshold: command.threshold,
    };
    let standby = command
        .online
        .then(|| passphrase_for_new(command.passphrase_file.as_deref(), "standby.age"))
        .transpose()?;
    let standby = standby.as_ref().map(|(passphrase, work)| (passphrase.as_str(), *work));
    ceremony::rotate(&command.dir, &change, standby, seconds()?)?;
    let dir = command.dir.display();
    eprintln!("the next root is drafted in {dir}/drafts/root.json; nothing has changed yet");
    let too = Path::new(&command.dir).join("drafts/targets.json").exists();
    if too {
        eprintln!("and so is the next targets, in {dir}/drafts/targets.json");
    }
    eprintln!("what comes next, by as many editors as must sign:");
    eprintln!("  tamizdat keys sign-root --dir {dir} --key root-1.age");
    if too {
        eprintln!("  tamizdat keys sign-targets --dir {dir} --key targets-1.age");
    }
    eprintln!(
        "  who works elsewhere gets the draft, signs it with --draft FILE, and sends it back"
    );
    Ok(())
}

fn sign(command: &KeysSign, role: Role) -> Result<()> {
    let dir = command.dir.display();
    if let Some(from) = &command.from {
        if role == Role::Root {
            bail!("--from goes with sign-targets; a root says nothing of the newsroom");
        }
        let files = press::editors_files(from).map_err(explain)?;
        let changes = ceremony::draft_targets(&command.dir, &files, seconds()?)?;
        eprintln!(
            "drafted from {}. What readers may be sent to changes so; read it:",
            from.display()
        );
        for change in &changes {
            eprintln!("  {change}");
        }
        if changes.is_empty() {
            eprintln!("  nothing");
        }
    }
    if let Some(draft) = &command.draft {
        let bytes = fs::read(draft).with_context(|| format!("cannot read {}", draft.display()))?;
        if command.key.is_none() {
            said(&ceremony::install(&command.dir, role, &bytes, seconds()?)?, role);
            return Ok(());
        }
        let goal = command.dir.join("drafts").join(format!("{}.json", role.name()));
        fs::create_dir_all(command.dir.join("drafts"))?;
        fs::write(&goal, bytes).with_context(|| format!("cannot write {}", goal.display()))?;
    }
    let Some(key) = &command.key else {
        if command.from.is_some() {
            eprintln!("sign it with: tamizdat keys sign-targets --dir {dir} --key targets-1.age");
            return Ok(());
        }
        bail!("say whose key signs: --key {}-1.age", role.name());
    };
    let passphrase = passphrase(command.passphrase_file.as_deref(), key)?;
    said(&ceremony::sign(&command.dir, role, key, &passphrase, seconds()?)?, role);
    Ok(())
}

fn said(step: &Step, role: Role) {
    match step {
        Step::Waits { draft, more } => eprintln!(
            "signed; {more} more must sign. Send them {}: they sign it with `--draft FILE`, or here",
            draft.display()
        ),
        Step::Holds { version } => eprintln!(
            "{} {version} holds from now on; the next `tamizdat print --keys` publishes it",
            role.name()
        ),
    }
}

fn standby(command: &KeysStandby) -> Result<()> {
    let sealed = command.dir.join("standby.age");
    let passphrase = passphrase(command.passphrase_file.as_deref(), &sealed)?;
    ceremony::standby(&command.dir, &passphrase)?;
    eprintln!(
        "the standby keys sign from now on. Take the newest edition from a mirror, and print onto it with
  tamizdat print --from NEWSROOM --out EDITION --keys {}
then rotate: a key that was in use is not in reserve any more",
        command.dir.display()
    );
    Ok(())
}

fn show(command: &KeysShow) -> Result<()> {
    for line in ceremony::show(&command.dir, seconds()?)? {
        println!("{line}");
    }
    Ok(())
}

fn lines(path: &Path) -> Result<Vec<String>> {
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

/// A passphrase that a person chose is tried by a machine, fast: it must be long.
fn check(passphrase: &str) -> Result<()> {
    if passphrase.chars().count() < 12 {
        bail!("a passphrase needs at least 12 characters; better leave the choice to the program");
    }
    Ok(())
}

fn first_line(path: &Path) -> Result<String> {
    lines(path)?.into_iter().next().ok_or_else(|| anyhow!("{} is empty", path.display()))
}

fn passphrase_for_new(file: Option<&Path>, what: &str) -> Result<(String, Work)> {
    if let Some(path) = file {
        let passphrase = first_line(path)?;
        check(&passphrase)?;
        return Ok((passphrase, Work::Chosen));
    }
    let made = press::passphrase();
    eprintln!("write this down now, on paper; it is shown once and kept nowhere:");
    println!("{made}  {what}");
    Ok((made, Work::Made))
}

fn passphrase(file: Option<&Path>, key: &Path) -> Result<String> {
    if let Some(path) = file {
        return first_line(path);
    }
    if !std::io::stdin().is_terminal() {
        bail!("the passphrase of {} is needed: --passphrase-file FILE", key.display());
    }
    rpassword::prompt_password(format!("passphrase of {}: ", key.display()))
        .context("cannot read the passphrase")
}

/// The demo's keys. Everybody knows their passphrase, which says so.
pub(crate) fn create_demo(dir: &Path, from: &Path) -> Result<PathBuf> {
    let keys = dir.join("keys");
    if !keys.join("root.json").exists() {
        // Cut off before its last file was written: nothing was signed with it yet.
        if keys.exists() {
            fs::remove_dir_all(&keys)?;
        }
        let passphrases = vec!["demo".to_owned(); 4];
        let files = press::editors_files(from).map_err(explain)?;
        ceremony::create(&keys, 2, &passphrases, Work::None, &files, seconds()?)?;
    }
    let root = dir.join("root.json");
    if !root.exists() {
        fs::copy(keys.join("root.json"), root)?;
    }
    Ok(keys)
}
