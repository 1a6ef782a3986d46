"""A plain carrier: many editions' folders under one address, each with the plain view at its top, the metadata beside it
and the files by digest. It can be told to misbehave.

An edition's folder is as the program writes it: plain/, metadata/, blobs/ab/abcdef…, packs/."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

# A client that has read so much of an endless answer does not look at lengths; the sockets' buffers hold some of it.
TOO_MUCH = 48 * 1024 * 1024


class Carrier:
    def __init__(self, folder: Path):
        self.folder = Path(folder)
        # Addresses, each with what is done to it: "endless", "slow", "missing".
        self.modes: dict[str, str] = {}
        # Bytes sent for each endless address.
        self.sent: dict[str, int] = {}
        # Whether a file by its digest is had only under its own name too, as in a folder.
        self.strict = False
        carrier = self

        class Handler(BaseHTTPRequestHandler):
            # One connection for many files: a check of a whole edition asks for more than a thousand.
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self):
                carrier.answer(self)

            def log_message(self, *_):
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, *_):
                # Clients that turn away in the middle are what is tested here.
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def place(self, edition: str, path: str) -> Path | None:
        """Where the bytes of an address lie; None if nowhere."""
        # What follows `@` tells clients apart, so that each can be counted.
        top = self.folder / edition.partition("@")[0]
        if any(part in ("", ".", "..") for part in path.split("/")) or "\0" in path:
            return None
        view, _, rest = path.partition("/")
        if view in ("metadata", "packs"):
            return top / view / rest
        if view == "targets":
            folder, slash, file = rest.rpartition("/")
            digest, _, name = file.partition(".")
            if self.strict and not (top / "plain" / f"{folder}{slash}{name}").exists():
                return None
            return top / "blobs" / digest[:2] / digest
        return top / "plain" / path

    def answer(self, request):
        address = unquote(urlsplit(request.path).path)
        mode = self.modes.get(address)
        _, edition, path = (address.split("/", 2) + ["", ""])[:3]
        if mode == "endless":
            return self.endless(request, address)
        if mode == "missing":
            return request.send_error(404)
        try:
            place = self.place(edition, path)
            bytes_ = place.read_bytes() if place else None
        except OSError:
            bytes_ = None
        if bytes_ is None:
            return request.send_error(404)
        request.send_response(200)
        request.send_header("Content-Length", str(len(bytes_)))
        request.send_header("Access-Control-Allow-Origin", "*")
        request.end_headers()
        if mode == "slow":
            for at in range(len(bytes_)):
                request.wfile.write(bytes_[at : at + 1])
                time.sleep(1)
        else:
            request.wfile.write(bytes_)

    def endless(self, request, address: str):
        request.send_response(200)
        request.send_header("Connection", "close")
        request.end_headers()
        self.sent.setdefault(address, 0)
        chunk, sent = b" " * 65536, 0
        try:
            while sent < 2 * TOO_MUCH:
                request.wfile.write(chunk)
                sent += len(chunk)
        except OSError:
            pass
        self.sent[address] = max(self.sent[address], sent)


if __name__ == "__main__":
    import sys

    carrier = Carrier(Path(sys.argv[1]))
    print(carrier.address, flush=True)
    threading.Event().wait()
