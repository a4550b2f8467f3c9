"""A little name server on the loopback: it answers what a test has put down, or nothing at all."""

import socket
import threading

import dns.flags
import dns.message
import dns.nameserver
import dns.rcode
import dns.rdatatype
import dns.resolver
import dns.rrset


class NameServer:
    """TXT records by name. `asked` remembers every name it was asked for."""

    def __init__(self):
        self.records = {}
        self.asked = []
        self.is_mute = False
        self.fails = False
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *error):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", self._socket.getsockname())
        self._thread.join()
        self._socket.close()

    def resolver(self):
        """One that asks here and nowhere else."""
        resolver = dns.resolver.Resolver(configure=False)
        host, port = self._socket.getsockname()
        resolver.nameservers = [dns.nameserver.Do53Nameserver(host, port)]
        return resolver

    def has(self, name, *texts):
        self.records[name] = texts

    def _serve(self):
        while True:
            wire, asker = self._socket.recvfrom(4096)
            if not wire:
                return
            query = dns.message.from_wire(wire)
            name = query.question[0].name
            self.asked.append(name.to_text(omit_final_dot=True))
            if not self.is_mute:
                self._socket.sendto(self._answer(query, name).to_wire(), asker)

    def _answer(self, query, name):
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.RA
        texts = self.records.get(name.to_text(omit_final_dot=True))
        if self.fails:
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif texts is None:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        else:
            quoted = [
                " ".join(f'"{text[n : n + 200]}"' for n in range(0, len(text), 200))
                for text in texts
            ]
            answer.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", *quoted))
        return answer
