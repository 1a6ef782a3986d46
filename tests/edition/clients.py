"""Clients of an edition, all with one face: `fetch(base_url, root_bytes, paths, state_dir)` says whether all paths could
be had and checked, and if not, why. What a client must remember between two calls is kept in `state_dir`; what it fetched
is `got(state_dir, path)`."""

import itertools
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote

HERE = Path(__file__).resolve().parent


class Client:
    name = ""
    # Whether it is handed a folder instead of an address.
    takes_folder = False
    # Whether it remembers what it saw, and whether it hands files out.
    remembers, hands_out = True, True

    def missing(self) -> str:
        """Why it cannot be tried here; empty if it can."""
        return ""

    def fetch(self, base: str, root: bytes, paths: list[str], state: Path) -> tuple[bool, str]:
        raise NotImplementedError

    def got(self, state: Path, path: str) -> bytes | None:
        file = Path(state) / "files" / quote(path, safe="")
        return file.read_bytes() if file.exists() else None

    def close(self):
        pass


def root_file(state: Path, root: bytes) -> Path:
    Path(state).mkdir(parents=True, exist_ok=True)
    file = Path(state) / "trusted-root.json"
    if not file.exists():
        file.write_bytes(root)
    return file


def run(command: list, seconds=20) -> tuple[int, str]:
    try:
        done = subprocess.run(list(map(str, command)), capture_output=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return 124, f"no answer in {seconds} seconds"
    except ValueError as error:
        return 2, str(error)
    said = done.stderr.decode(errors="replace").strip() or done.stdout.decode(errors="replace").strip()
    return done.returncode, said


def last_line(text: str) -> str:
    return text.strip().splitlines()[-1] if text.strip() else ""


class PythonTuf(Client):
    """The reference client."""

    def __init__(self, plain=False):
        self.plain = plain
        self.name = "python-tuf carried" if plain else "python-tuf"

    def missing(self):
        try:
            import tuf.ngclient  # noqa: F401
        except ImportError as error:
            return f"{error}; pip install -r tests/edition/requirements.txt"
        return ""

    def fetch(self, base, root, paths, state):
        from tuf.ngclient import Updater, UpdaterConfig
        from tuf.ngclient.urllib3_fetcher import Urllib3Fetcher

        files = Path(state) / "files"
        files.mkdir(parents=True, exist_ok=True)
        try:
            updater = Updater(
                str(state), f"{base}metadata/", str(files), base if self.plain else f"{base}targets/",
                fetcher=Urllib3Fetcher(socket_timeout=5),
                config=UpdaterConfig(prefix_targets_with_hash=not self.plain), bootstrap=root,
            )
            updater.refresh()
            for path in paths:
                target = updater.get_targetinfo(path)
                if target is None:
                    return False, f"{path} is not in this edition"
                updater.download_target(target)
        except Exception as error:
            return False, f"{type(error).__name__}: {error}"
        return True, ""


class TufJs(Client):
    """The client of npm and sigstore."""

    name = "tuf-js"

    def __init__(self):
        self.process = None
        self.lock = threading.Lock()
        self.numbers = itertools.count()

    def missing(self):
        if not shutil.which("node"):
            return "node is not there; apt-get install nodejs"
        code, said = run(["node", "-e", f"require.resolve('tuf-js', {{paths: [{json.dumps(str(HERE))}]}})"])
        return "" if code == 0 else "tuf-js is not there; (cd tests/edition && npm ci)"

    def fetch(self, base, root, paths, state):
        request = {"id": next(self.numbers), "base": base, "root": str(root_file(state, root)), "paths": paths,
                   "state": str(Path(state) / "metadata"), "files": str(Path(state) / "files")}
        with self.lock:
            if self.process is None or self.process.poll() is not None:
                self.process = subprocess.Popen(["node", HERE / "js_client.cjs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                                stderr=subprocess.DEVNULL, text=True, bufsize=1)
            answered = threading.Timer(30, self.process.kill)
            answered.start()
            try:
                self.process.stdin.write(json.dumps(request) + "\n")
                line = self.process.stdout.readline()
            except OSError:
                line = ""
            finally:
                answered.cancel()
        if not line:
            return False, "it ended or gave no answer in 30 seconds"
        answer = json.loads(line)
        return answer["ok"], answer["reason"]

    def got(self, state, path):
        # What encodeURIComponent leaves as it is.
        file = Path(state) / "files" / quote(path, safe="!'()*~")
        return file.read_bytes() if file.exists() else None

    def close(self):
        if self.process:
            self.process.stdin.close()
            self.process.wait(5)


class OurExample(Client):
    """The command line that the conformance suite drives."""

    name = "our example"

    def __init__(self, program: Path | None):
        self.program = program

    def missing(self):
        return "" if self.program else "cargo build --release -p front --example tuf_client"

    def fetch(self, base, root, paths, state):
        metadata, files = Path(state) / "metadata", Path(state) / "files"
        files.mkdir(parents=True, exist_ok=True)
        common = [self.program, "--metadata-dir", metadata, "--metadata-url", f"{base}metadata/"]
        if not (metadata / "root.json").exists():
            code, said = run([*common, "init", root_file(state, root)])
            if code:
                return False, last_line(said)
        names = [part for path in paths for part in ("--target-name", path)]
        code, said = run([*common, *names, "--target-base-url", f"{base}targets/", "--target-dir", files, "download"])
        return code == 0, last_line(said)

    def got(self, state, path):
        file = Path(state) / "files" / quote(path, safe="~")
        return file.read_bytes() if file.exists() else None


def knows(program: Path | None, command: str) -> str:
    """What `--help` says of a command; empty if there is none."""
    if not program:
        return ""
    code, said = run([program, command, "--help"])
    return said if code == 0 else ""


class OurVerify(Client):
    """`tamizdat verify`: all or nothing, by address or of a carried folder."""

    remembers, hands_out = False, False

    def __init__(self, program: Path | None, folder=False):
        self.program, self.takes_folder = program, folder
        self.name = "our verify carried" if folder else "our verify"

    def missing(self):
        return "" if knows(self.program, "verify") else "this program has no `tamizdat verify`"

    def fetch(self, base, root, paths, state):
        carried = ["--carried"] if self.takes_folder else []
        code, said = run([self.program, "verify", base, "--root", root_file(state, root), "--json", *carried])
        return code == 0, last_line(said)


class OurMirror(Client):
    """`tamizdat mirror`. It accepts an edition if it serves it, and refuses if it goes on with what it had."""

    name = "our mirror"
    # Seconds until a mirror that does not serve an edition is taken to refuse it, and that one is waited for which should.
    patience, hope = float(os.environ.get("MIRROR_PATIENCE", "6")), 30

    def __init__(self, program: Path | None):
        self.program = program

    def missing(self):
        return "" if knows(self.program, "mirror") else "this program has no `tamizdat mirror`"

    def fetch(self, base, root, paths, state):
        return self.fetch_from([base], root, paths, state)

    def fetch_from(self, bases, root, paths, state, seconds=None):
        """From several carriers; the last of them is the one whose edition is waited for."""
        log = Path(state) / "mirror.log"
        process, own = self.start(bases, root, state)
        try:
            if not self.serves(process, own, read(bases[-1] + "metadata/timestamp.json"), seconds):
                return False, last_line(log.read_text(errors="replace"))
            files = Path(state) / "files"
            shutil.rmtree(files, ignore_errors=True)
            files.mkdir(parents=True)
            for path in paths:
                bytes_ = read(own + quote(path))
                if bytes_ is None:
                    return False, f"it serves the edition without {path}"
                (files / quote(path, safe="")).write_bytes(bytes_)
            return True, ""
        finally:
            stop(process)

    def start(self, bases, root, state):
        root_path = root_file(state, root)
        port = free_port()
        command = [self.program, "mirror", *[part for base in bases for part in ("--from", base)],
                   "--root", root_path, "--dir", Path(state) / "mirror", "--listen", f"127.0.0.1:{port}"]
        with (Path(state) / "mirror.log").open("ab") as said:
            process = subprocess.Popen(list(map(str, command)), stdout=said, stderr=said)
        return process, f"http://127.0.0.1:{port}/"

    def serves(self, process, own, timestamp, seconds=None) -> bool:
        end = time.monotonic() + (seconds or self.hope)
        while time.monotonic() < end and process.poll() is None:
            served = read(own + "metadata/timestamp.json")
            if served is not None and served == timestamp:
                return True
            time.sleep(0.1)
        return False


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def stop(process) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def read(address: str, most=20_000_000) -> bytes | None:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.read(most)
    except (OSError, urllib.error.URLError, ValueError):
        return None


def plain_words(reason: str, outside: str) -> str:
    """A reason without the addresses and folders of this run, short enough for a line."""
    reason = re.sub(r"http://127\.0\.0\.1:\d+", "", reason.replace(outside, ""))
    return reason if len(reason) < 150 else reason[:147] + "…"
