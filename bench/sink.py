"""A mail server that takes every letter and keeps none: `python -m bench.sink --port N`."""

import argparse
import socket


def main() -> None:
    """One connection after the other."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    with socket.create_server(("127.0.0.1", parser.parse_args().port)) as server:
        while True:
            line, _ = server.accept()
            with line, line.makefile("rb") as words:
                line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                _converse(line, words)


def _converse(line: socket.socket, words) -> None:
    line.sendall(b"220 ready\r\n")
    while said := words.readline():
        verb = said[:4].upper().strip()
        if verb == b"EHLO":
            line.sendall(b"250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n")
        elif verb == b"DATA":
            line.sendall(b"354 go on\r\n")
            while words.readline() not in {b".\r\n", b""}:
                pass
            line.sendall(b"250 taken\r\n")
        elif verb == b"QUIT":
            line.sendall(b"221 bye\r\n")
            return
        else:
            line.sendall(b"250 ok\r\n")


if __name__ == "__main__":
    main()
