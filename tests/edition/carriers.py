"""`tamizdat carry` against real carriers: a folder, an S3-compatible server, an OpenSSH server, and `kill -9` in between.

    carriers.py        TAMIZDAT names the program; KILLS how often it is killed (12)

What cannot run is said loudly and counted. Ends with code 1 if anything failed."""

import http.server, os, pwd, random, re, shutil, socket, subprocess, sys, tempfile, threading, time
from pathlib import Path

TAMIZDAT = os.environ["TAMIZDAT"]
KILLS = int(os.environ.get("KILLS", "12"))
passed, failed, skipped = 0, [], []


def check(good, what, why=""):
    global passed
    if good:
        passed += 1
    else:
        failed.append(f"{what}: {why}")
        print(f"FAILED {what}: {why}", flush=True)


def run(*a, env=None):
    done = subprocess.run([TAMIZDAT, *map(str, a)], capture_output=True, text=True, env={**os.environ, **(env or {})}, timeout=300)
    return done.returncode == 0, done.stdout + done.stderr


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def listening(port):
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return True
        except OSError:
            time.sleep(0.1)
    return False


def change(work, round):
    article = sorted((work / "demo/newsroom/articles").rglob("*.en.md"))[0]
    text = article.read_text()
    article.write_text(re.sub(r'^standfirst = "(?:Round \d+\. )?', f'standfirst = "Round {round}. ', text, count=1, flags=re.M))
    good, said = run("print", "--from", work / "demo/newsroom", "--out", work / "demo/edition", "--keys", work / "demo/keys")
    assert good, said


def verify(work, where):
    return run("verify", where, "--root", work / "demo/root.json", *([] if "://" in str(where) else ["--carried"]))


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def folder(work):
    edition, stick = work / "demo/edition", work / "stick"
    good, said = run("carry", "--edition", edition, "--to", stick)
    check(good, "a folder takes the edition", said)
    check(*verify(work, stick)[:1], "the folder is verified")
    good, said = run("carry", "--edition", edition, "--to", stick)
    check(good and " 0 files written" in said, "nothing changed, nothing written", said)
    change(work, 1)
    good, said = run("carry", "--edition", edition, "--to", stick)
    written = int(re.search(r"(\d+) files written", said)[1])
    check(good and written < 100, "only what changed is written", said)
    check(verify(work, stick)[0], "and it is verified")
    good, said = run("carry", "--check", "--edition", edition, "--root", work / "demo/root.json", "--to", stick)
    check(f"{stick}: verified" in said and "the newest" in said, "carry --check says so", said)
    plain = work / "plain-stick"
    good, said = run("carry", "--edition", edition, "--to", plain, "--layout", "plain")
    check(good and not (plain / "targets").exists() and (plain / "en/index.html").exists(), "a stick with plain files", said)
    check(verify(work, plain)[0], "which is verified too")
    (plain / "en/index.html").write_text("altered")
    check(not verify(work, plain)[0], "until somebody alters it")


def killed(work):
    """A client that fetches by digest sees a whole old or a whole new edition, whenever the push is killed."""
    edition, stick = work / "demo/edition", work / "killed"
    run("carry", "--edition", edition, "--to", stick, "--layout", "tuf")
    started = time.time()
    change(work, 100)
    run("carry", "--edition", edition, "--to", stick, "--layout", "tuf")
    took = 0.4
    chance = random.Random(7)
    whole = 0
    for round in range(KILLS):
        change(work, 200 + round)
        pushing = subprocess.Popen([TAMIZDAT, "carry", "--edition", edition, "--to", stick, "--layout", "tuf"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.random() * took)
        pushing.kill()
        pushing.wait()
        whole += verify(work, stick)[0]
    check(whole == KILLS, f"{KILLS} kills, a whole edition after each", f"{whole} of {KILLS}")
    good, said = run("carry", "--edition", edition, "--to", stick, "--layout", "tuf")
    check(good and verify(work, stick)[0], "the next push recovers", said)


def public_address(port):
    """The bucket as anybody may read it. The server's own policies for that are not to be relied on."""
    import urllib.error, urllib.request
    signed = {"Authorization": "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=x"}

    class Public(Quiet):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            try:
                answer = urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{port}{self.path}", headers=signed))
            except urllib.error.HTTPError as error:
                answer = error
            body = answer.read()
            self.send_response(answer.status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Public)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


def bucket(work):
    try:
        import moto  # noqa: F401
    except ImportError:
        print("!!!! SKIPPED: an S3-compatible server (pip install 'moto[server]')", flush=True)
        return skipped.append("S3")
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", "moto.server", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert listening(port)
        import urllib.request
        urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{port}/lantern", method="PUT"))
        public = public_address(port)
        env = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_REGION": "us-east-1", "AWS_ENDPOINT": f"http://127.0.0.1:{port}", "AWS_ALLOW_HTTP": "true"}
        good, said = run("carry", "--edition", work / "demo/edition", "--to", "s3://lantern/mirror", env=env)
        check(good, "a bucket takes the edition", said)
        good, said = verify(work, f"http://127.0.0.1:{public}/lantern/mirror")
        check(good, "and is verified by its address", said)
        change(work, 300)
        good, said = run("carry", "--edition", work / "demo/edition", "--to", "s3://lantern/mirror", env=env)
        check(good and int(re.search(r"(\d+) files written", said)[1]) < 100, "only what changed", said)
        check(verify(work, f"http://127.0.0.1:{public}/lantern/mirror")[0], "and is verified again")
        good, said = run("carry", "--edition", work / "demo/edition", "--to", "s3://nowhere/x", env=env)
        check(not good and "does not take" in said, "a bucket that is not there is named", said)
    finally:
        server.kill()


def host(work):
    sshd = shutil.which("sshd") or next((p for p in ["/usr/sbin/sshd"] if os.path.exists(p)), None)
    if not sshd or not shutil.which("sftp"):
        print("!!!! SKIPPED: an OpenSSH server (apt-get install openssh-server)", flush=True)
        return skipped.append("sftp")
    ssh, port = work / "ssh", free_port()
    ssh.mkdir(mode=0o700)
    for key in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", ssh / key], check=True)
    shutil.copy(ssh / "user.pub", ssh / "authorized")
    user = pwd.getpwuid(os.getuid()).pw_name
    (ssh / "known").write_text(f"[127.0.0.1]:{port} " + (ssh / "host.pub").read_text())
    (ssh / "config").write_text(f"Host *\n IdentityFile {ssh}/user\n IdentitiesOnly yes\n UserKnownHostsFile {ssh}/known\n StrictHostKeyChecking yes\n")
    (ssh / "sshd").write_text(f"Port {port}\nListenAddress 127.0.0.1\nHostKey {ssh}/host\nAuthorizedKeysFile {ssh}/authorized\nStrictModes no\nPermitRootLogin yes\nUsePAM no\nPidFile none\nMaxStartups 100\nSubsystem sftp internal-sftp\n")
    os.makedirs("/run/sshd", exist_ok=True)
    server = subprocess.Popen([sshd, "-D", "-f", ssh / "sshd", "-E", ssh / "log"])
    try:
        assert listening(port)
        # One page's files: each file is a connection of its own.
        small = work / "small"
        make_small(work, small)
        goal = f"sftp://{user}@127.0.0.1:{port}{work}/there"
        good, said = run("carry", "--edition", small, "--to", goal, "--layout", "plain", "--ssh-config", ssh / "config")
        check(good, "a host takes the edition", said)
        check((work / "there/metadata/timestamp.json").exists() and (work / "there/index.html").exists(), "and has it")
        good, said = run("carry", "--edition", small, "--to", goal, "--layout", "plain", "--ssh-config", ssh / "config")
        check(good and " 0 files written" in said, "nothing changed, nothing written", said)
    finally:
        server.kill()


def make_small(work, small):
    """An edition's folder with a handful of files, for a carrier that is slow: the lists are the demo's first ten."""
    import json
    edition = work / "demo/edition"
    shutil.copytree(edition, small, ignore=shutil.ignore_patterns("plain", "packs"))
    timestamp = json.loads((small / "metadata/timestamp.json").read_text())
    version = timestamp["signed"]["meta"]["snapshot.json"]["version"]
    snapshot = small / f"metadata/{version}.snapshot.json"
    whole = json.loads(snapshot.read_text())
    whole["signed"]["meta"] = dict(list(whole["signed"]["meta"].items())[:5])
    snapshot.write_text(json.dumps(whole))
    # The table is the program's own; a newsroom of one page has a small one.
    one = work / "one"
    (one / "articles").mkdir(parents=True)
    (one / "tamizdat.toml").write_text('[site]\nname = "One"\norigin = "https://one.example"\nlanguages = ["en"]\n[[section]]\nid = "news"\nname = "News"\n')
    good, said = run("print", "--from", one, "--out", work / "one-edition")
    assert good, said
    shutil.copy(work / "one-edition/table", small / "table")
    shutil.copytree(work / "one-edition/blobs", small / "blobs", dirs_exist_ok=True)


work = Path(tempfile.mkdtemp())
try:
    good, said = run("demo", "--dir", work / "demo", "--print-only")
    assert good, said
    folder(work)
    killed(work)
    bucket(work)
    host(work)
finally:
    shutil.rmtree(work, ignore_errors=True)
print(f"carriers: {passed} passed, {len(failed)} failed, {len(skipped)} skipped")
sys.exit(1 if failed else 0)
