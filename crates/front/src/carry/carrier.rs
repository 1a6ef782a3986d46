//! What a carrier must be able to do: take a file, give it back, drop it.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Arc,
};

use object_store::{
    Error as StoreError, ObjectStoreExt as _, aws::AmazonS3Builder, path::Path as StorePath,
};

use crate::files::{Sync, write_whole};

/// A place that only holds files.
#[derive(Debug)]
pub enum Carrier {
    /// A folder or stick.
    Folder(PathBuf),
    /// A bucket of an S3-compatible store.
    Bucket {
        /// The store.
        store: Arc<object_store::aws::AmazonS3>,
        /// What its names begin with.
        prefix: String,
        /// What people know it by.
        name: String,
        /// Runs its requests.
        runtime: tokio::runtime::Runtime,
    },
    /// A folder on a host that OpenSSH's `sftp` reaches.
    Host {
        /// `user@host`, as `sftp` takes it.
        host: String,
        /// The port, if it is another than 22.
        port: Option<u16>,
        /// The folder there.
        folder: String,
        /// A configuration file for OpenSSH, if it is not the user's own.
        config: Option<PathBuf>,
    },
}

impl Carrier {
    /// Reads `DIR`, `s3://BUCKET/PREFIX` or `sftp://USER@HOST:PORT/FOLDER`.
    ///
    /// A bucket's address and keys come as `settings`, under the names of S3's own tools (`AWS_ACCESS_KEY_ID` and so on);
    /// a host's keys are OpenSSH's affair.
    pub fn parse(
        text: &str,
        settings: impl Iterator<Item = (String, String)>,
        ssh_config: Option<&Path>,
    ) -> Result<Self, String> {
        if let Some(rest) = text.strip_prefix("s3://") {
            let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
            let mut builder = AmazonS3Builder::new().with_bucket_name(bucket);
            for (key, value) in settings {
                if let Ok(key) = key.to_ascii_lowercase().parse() {
                    builder = builder.with_config(key, value);
                }
            }
            let store = builder.build().map_err(|error| format!("{text}: {error}"))?;
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .map_err(|error| error.to_string())?;
            let prefix = prefix.trim_matches('/').to_owned();
            return Ok(Self::Bucket {
                store: Arc::new(store),
                prefix,
                name: text.to_owned(),
                runtime,
            });
        }
        if let Some(rest) = text.strip_prefix("sftp://") {
            let (host, folder) = rest
                .split_once('/')
                .ok_or_else(|| format!("{text} names no folder; write sftp://user@host/folder"))?;
            let (host, port) = match host.rsplit_once(':') {
                Some((host, port)) => {
                    let port = port.parse().map_err(|_| format!("{port} is no port"))?;
                    (host, Some(port))
                }
                None => (host, None),
            };
            // What begins with a hyphen would be an option to `sftp`.
            if host.is_empty() || host.starts_with('-') || host.contains(char::is_whitespace) {
                return Err(format!("{text} names no host"));
            }
            let folder = format!("/{}", folder.trim_end_matches('/'));
            let config = ssh_config.map(Path::to_owned);
            return Ok(Self::Host { host: host.to_owned(), port, folder, config });
        }
        if text.contains("://") {
            return Err(format!("{text} is none of a folder, s3://… and sftp://…"));
        }
        Ok(Self::Folder(text.into()))
    }

    /// What people know it by.
    pub fn name(&self) -> String {
        match self {
            Self::Folder(path) => path.display().to_string(),
            Self::Bucket { name, .. } => name.clone(),
            Self::Host { host, folder, .. } => format!("{host}:{folder}"),
        }
    }

    /// Writes a file, in place of the one before.
    pub(crate) fn put(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        match self {
            // A stick is pulled out without asking.
            Self::Folder(path) => write_whole(&path.join(name), bytes, Sync::Now),
            Self::Bucket { store, runtime, .. } => {
                let place = self.key(name);
                let put = store.put(&place, bytes.to_vec().into());
                runtime.block_on(put).map(|_| ()).map_err(io::Error::other)
            }
            Self::Host { folder, .. } => {
                let mut local = tempfile()?;
                local.1.write_all(bytes)?;
                let goal = format!("{folder}/{name}");
                let mut batch = String::new();
                let mut at = 0;
                // Folders that are there already are no fault: a leading hyphen lets `sftp` go on.
                while let Some(next) = goal[at + 1..].find('/') {
                    at += 1 + next;
                    batch.push_str(&format!("-mkdir {}\n", quoted(&goal[..at])));
                }
                let beside = format!("{goal}.new");
                batch.push_str(&format!(
                    "put {} {}\n",
                    quoted(&local.0.display().to_string()),
                    quoted(&beside)
                ));
                batch.push_str(&format!("-rm {}\n", quoted(&goal)));
                batch.push_str(&format!("rename {} {}\n", quoted(&beside), quoted(&goal)));
                let result = self.sftp(&batch);
                let _ = fs::remove_file(local.0);
                result
            }
        }
    }

    /// A file's bytes, if it is there.
    pub(crate) fn get(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        match self {
            Self::Folder(path) => match fs::read(path.join(name)) {
                Ok(bytes) => Ok(Some(bytes)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(error),
            },
            Self::Bucket { store, runtime, .. } => {
                let place = self.key(name);
                let got = runtime.block_on(async { store.get(&place).await?.bytes().await });
                match got {
                    Ok(bytes) => Ok(Some(bytes.to_vec())),
                    Err(StoreError::NotFound { .. }) => Ok(None),
                    Err(error) => Err(io::Error::other(error)),
                }
            }
            Self::Host { folder, .. } => {
                let local = tempfile()?;
                let goal = format!("{folder}/{name}");
                let batch =
                    format!("get {} {}\n", quoted(&goal), quoted(&local.0.display().to_string()));
                let got = self.sftp(&batch).ok().and_then(|()| fs::read(&local.0).ok());
                let _ = fs::remove_file(local.0);
                Ok(got)
            }
        }
    }

    /// Drops a file. Not there is what is wanted.
    pub(crate) fn delete(&self, name: &str) -> io::Result<()> {
        match self {
            Self::Folder(path) => match fs::remove_file(path.join(name)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            },
            Self::Bucket { store, runtime, .. } => {
                let place = self.key(name);
                match runtime.block_on(store.delete(&place)) {
                    Err(StoreError::NotFound { .. }) | Ok(()) => Ok(()),
                    Err(error) => Err(io::Error::other(error)),
                }
            }
            Self::Host { folder, .. } => {
                self.sftp(&format!("-rm {}\n", quoted(&format!("{folder}/{name}"))))
            }
        }
    }

    fn key(&self, name: &str) -> StorePath {
        match self {
            Self::Bucket { prefix, .. } if !prefix.is_empty() => {
                StorePath::from(format!("{prefix}/{name}"))
            }
            _ => StorePath::from(name),
        }
    }

    /// Runs a batch of OpenSSH's `sftp`. It asks nothing: keys and known hosts are set up before.
    fn sftp(&self, batch: &str) -> io::Result<()> {
        let Self::Host { host, port, config, .. } = self else { return Ok(()) };
        let mut command = Command::new("sftp");
        command.args(["-q", "-b", "-", "-o", "BatchMode=yes"]);
        if let Some(config) = config {
            command.arg("-F").arg(config);
        }
        if let Some(port) = port {
            command.args(["-P", &port.to_string()]);
        }
        command
            .arg("--")
            .arg(host)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| {
            io::Error::other(format!("cannot run sftp: {error}; install OpenSSH's client"))
        })?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(batch.as_bytes())?;
        }
        let output = child.wait_with_output()?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(io::Error::other(said.lines().last().unwrap_or("sftp failed").to_owned()))
    }
}

/// A file's name in a batch of `sftp`.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A file of our own that nobody else can have put there.
fn tempfile() -> io::Result<(PathBuf, fs::File)> {
    for attempt in 0..100_u32 {
        let path =
            std::env::temp_dir().join(format!("tamizdat-carry-{}-{attempt}", std::process::id()));
        match fs::OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("no room for temporary files"))
}
