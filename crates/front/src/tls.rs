//! TLS from certificate files, read again when they change.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, RwLock},
    time::SystemTime,
};

use rustls::{
    ServerConfig,
    crypto::aws_lc_rs,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
};
use tokio_rustls::TlsAcceptor;

use crate::{Error, config::Tls};

/// Accepts TLS with the certificate that lies in the files now.
#[derive(Debug)]
pub(crate) struct Acceptor {
    files: Tls,
    now: RwLock<(Arc<ServerConfig>, Seen)>,
}

type Seen = [Option<SystemTime>; 2];

impl Acceptor {
    pub(crate) fn open(files: Tls) -> Result<Self, Error> {
        let seen = seen(&files);
        let config = read(&files)?;
        Ok(Self { files, now: RwLock::new((config, seen)) })
    }

    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        let now = self.now.read().expect("no thread panics while it holds the lock");
        now.0.clone().into()
    }

    /// Reads the files again if they changed. A half-written pair is not taken: the next look takes it.
    pub(crate) fn refresh(&self) {
        let seen = seen(&self.files);
        if self.now.read().expect("no thread panics while it holds the lock").1 == seen {
            return;
        }
        if let Ok(config) = read(&self.files) {
            *self.now.write().expect("no thread panics while it holds the lock") = (config, seen);
        }
    }
}

fn seen(files: &Tls) -> Seen {
    [&files.certificate_file, &files.key_file]
        .map(|path| fs::metadata(path).and_then(|file| file.modified()).ok())
}

fn read(files: &Tls) -> Result<Arc<ServerConfig>, Error> {
    let refused = |path: &Path, why: String| Error::Certificate { path: PathBuf::from(path), why };
    let chain = CertificateDer::pem_file_iter(&files.certificate_file)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| refused(&files.certificate_file, error.to_string()))?;
    let key = PrivateKeyDer::from_pem_file(&files.key_file)
        .map_err(|error| refused(&files.key_file, error.to_string()))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key))
        .map_err(|error| refused(&files.certificate_file, error.to_string()))?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    // A ticket is what a server remembers of a reader. Two would also cost bytes that the budget needs.
    config.send_tls13_tickets = 0;
    Ok(Arc::new(config))
}
