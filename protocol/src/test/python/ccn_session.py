"""One connection of a node to its gateway: sections 1-4, 7, 8 and 12 of protocol/README.md."""

import asyncio
import itertools
import os
import ssl
import struct
import time
from collections import OrderedDict

import ccn_wire

FRAME_MAX = 1 << 20
CHUNK_MAX = 64 * 1024


class Refused(Exception):
    """A refusal of the gateway."""

    def __init__(self, refused):
        super().__init__("%d %s" % (refused["code"], refused["reason"]))
        self.code, self.reason = refused["code"], refused["reason"]


class Disconnected(Exception):
    """The connection ended; whether what is unanswered was done is not known."""


def tls_context(ca, certificate, key, crls=()):
    """Mutual TLS that trusts the network's root alone. Who the gateway is says its URI, not its host name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(cafile=ca)
    context.load_cert_chain(certificate, key)
    for crl in crls:
        context.load_verify_locations(cafile=crl)
        context.verify_flags |= ssl.VERIFY_CRL_CHECK_CHAIN
    return context


def gateway_of(certificate):
    uris = [name for kind, name in certificate.get("subjectAltName", ()) if kind == "URI" and name.startswith("ccn:")]
    if len(uris) != 1 or not uris[0].startswith("ccn:gateway:"):
        raise Disconnected("the other end is %s (expected: one ccn:gateway: URI)" % uris)
    return uris[0][len("ccn:gateway:"):]


class Session:
    """Requests with their replies, deliveries with their payloads, seals remembered, pings answered."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer
        self.welcome = None
        self.requests = itertools.count(1)
        self.waiting = {}        # request -> future of its one reply
        self.deliveries = {}     # request of Get or Subscribe -> queue of (seal, delivery, header, payload) or None
        self.seals = OrderedDict()
        self.sent_seals = OrderedDict()
        self.chunked = {}        # delivery -> what is still to come of it
        self.held = []           # deliveries in order, the first of them not whole yet
        self.goodbye = asyncio.Event()
        self.ended = None
        self.heard = self.said = time.monotonic()
        self.tasks = []

    @classmethod
    async def connect(cls, host, port, context, instance, epoch):
        reader, writer = await asyncio.open_connection(host, port, ssl=context, limit=2 * FRAME_MAX)
        session = cls(reader, writer)
        try:
            gateway = gateway_of(writer.get_extra_info("peercert"))
            session.send("hello", {"version_min": 1, "version_max": 1, "instance": instance, "epoch": epoch,
                                   "agent": "ccn_node.py/1", "frame_max": FRAME_MAX})
            body, message, _ = await session.read()
            if body == "refused":
                raise Refused(message)
            if body != "welcome" or message["gateway"] != gateway:
                raise Disconnected("%s of %s (expected: welcome of %s)" % (body, message.get("gateway"), gateway))
        except BaseException:
            writer.close()
            raise
        session.welcome = message
        session.tasks = [asyncio.ensure_future(session.receive()), asyncio.ensure_future(session.beat())]
        return session

    def send(self, body, message, tail=b""):
        self.writer.write(ccn_wire.write_frame(body, message, tail))
        self.said = time.monotonic()

    async def read(self):
        try:
            (length,) = struct.unpack(">I", await self.reader.readexactly(4))
            if length > FRAME_MAX:
                raise ccn_wire.Malformed("a frame of %d bytes" % length)
            return ccn_wire.read_frame(await self.reader.readexactly(length))
        except (EOFError, OSError, ccn_wire.Malformed) as e:
            raise Disconnected("connection lost: %s" % e) from e

    async def beat(self):
        """Something is said at least every heartbeat, whatever else goes on; a silent gateway is a dead one."""
        every = self.welcome["heartbeat_ms"] / 1000
        while True:
            await asyncio.sleep(every / 4)
            if time.monotonic() - self.said > every / 2:
                self.send("ping", {"nonce": 1})
            if time.monotonic() - self.heard > self.welcome["silence_max_ms"] / 1000:
                self.end(Disconnected("the gateway is silent"))
                return

    async def receive(self):
        try:
            while True:
                body, message, tail = await self.read()
                self.heard = time.monotonic()
                self.handle(body, message, tail)
        except (Refused, Disconnected, ccn_wire.Malformed) as e:
            self.end(e)

    def handle(self, body, message, tail):
        if body == "ping":
            self.send("pong", {"nonce": message["nonce"], "now_ms": int(time.time() * 1000)})
        elif body == "seal":
            self.remember(self.seals, message["id"], message)
        elif body == "deliver":
            self.deliver(message, tail)
        elif body == "chunk":
            self.chunk(message, tail)
        elif body == "goodbye":
            self.goodbye.set()
        elif body == "refused" and message["request"] == 0 and message["call"] == 0:
            raise Refused(message)
        elif body == "get_empty":
            self.deliveries[message["request"]].put_nowait(None)
        elif body != "pong":
            self.reply(body, message)

    def reply(self, body, message):
        request = message.get("request")
        if request in self.waiting:
            future = self.waiting.pop(request)
            if body == "refused":
                future.set_exception(Refused(message))
            else:
                future.set_result(message)
        elif request in self.deliveries and body == "refused":
            self.deliveries[request].put_nowait(Refused(message))

    def remember(self, seals, seal_id, seal):
        seals[seal_id] = seal
        if len(seals) > self.welcome["seals_kept"]:
            seals.popitem(last=False)

    def deliver(self, message, tail):
        seal = self.seals[message["seal"]]
        items = ccn_wire.read_items(tail)
        for place, (delivery, (header, payload)) in enumerate(zip(message["deliveries"], items)):
            rows = delivery["rows"] or 1
            for row in range(rows):
                one = dict(delivery, delivery=delivery["delivery"] + row, acceptance=delivery["acceptance"] + row)
                is_last = row + 1 == rows and place + 1 == len(items) and not message["more"]
                entry = {"request": message["request"], "seal": seal, "delivery": one, "header": header,
                         "payload": payload, "is_last": is_last, "row": delivery["first_row"] + row}
                if payload is None:
                    entry["parts"], entry["missing"] = [], delivery["payload_length"]
                    self.chunked[delivery["delivery"]] = entry
                self.held.append(entry)
        self.release_whole()

    def chunk(self, message, tail):
        entry = self.chunked[message["of"]]
        entry["parts"].append(tail)
        entry["missing"] -= len(tail)
        if entry["missing"] == 0:
            entry["payload"] = b"".join(entry.pop("parts"))
            del self.chunked[message["of"]]
            self.release_whole()

    def release_whole(self):
        """Hands on what is whole, in the order of delivery."""
        while self.held and self.held[0]["payload"] is not None:
            entry = self.held.pop(0)
            self.deliveries[entry["request"]].put_nowait(entry)

    async def ask(self, body, message, tail=b""):
        """Sends a request and returns its reply."""
        request, reply = self.expect()
        self.send(body, dict(message, request=request), tail)
        await self.drain()
        return await reply

    def expect(self):
        """A fresh request number, and the future of its reply."""
        self.check_open()
        request = next(self.requests)
        reply = self.waiting[request] = asyncio.get_running_loop().create_future()
        reply.add_done_callback(lambda done: done.cancelled() or done.exception())
        return request, reply

    async def drain(self):
        """Waits until the connection takes more. Reading goes on meanwhile in a task of its own."""
        try:
            await self.writer.drain()
        except OSError as e:
            await asyncio.wait(self.tasks[:1], timeout=1)  # The gateway may have said why before it closed.
            raise self.ended or Disconnected("connection lost: %s" % e) from e

    def check_open(self):
        if self.ended:
            raise self.ended

    def send_seal(self, seal):
        """Sends a seal unless the gateway still remembers it."""
        if seal["id"] not in self.sent_seals:
            self.send("seal", seal)
            self.remember(self.sent_seals, seal["id"], True)

    async def put_batch(self, seal, items):
        self.remember(self.sent_seals, seal["id"], True)
        return await self.ask("put_batch", {"seal": seal}, b"".join(items))

    async def put_some(self, seal, proofs, items):
        self.send_seal(seal)
        return await self.ask("put_one", {"seal": seal["id"], "proofs": proofs}, b"".join(items))

    async def put_large(self, seal, proof, header, payload):
        self.check_open()
        self.send_seal(seal)
        request, reply = self.expect()
        self.send("put_large", {"request": request, "seal": seal["id"], "proof": proof, "payload_length": len(payload)},
                  header)
        for at in range(0, len(payload), CHUNK_MAX):
            if reply.done():
                break
            self.send("chunk", {"of": request}, payload[at:at + CHUNK_MAX])
            await self.drain()
        return await reply

    async def subscribe(self, queue, credit):
        request, reply = self.expect()
        self.deliveries[request] = asyncio.Queue()
        self.send("subscribe", {"request": request, "queue": queue, "credit": credit})
        await reply
        return request

    def get(self, queue, most, wait_ms, browse=False):
        self.check_open()
        request = next(self.requests)
        self.deliveries[request] = asyncio.Queue()
        self.send("get", {"request": request, "queue": queue, "max": most, "wait_ms": wait_ms, "browse": browse})
        return request

    async def next_delivery(self, request):
        """The next message of a Get or Subscribe; None when a Get has nothing (more)."""
        if self.deliveries[request].empty():
            self.check_open()
        entry = await self.deliveries[request].get()
        if isinstance(entry, Exception):
            raise entry
        return entry

    async def settle(self, delivery, outcome):
        await self.ask("settle", {"ranges": [{"first": delivery, "last": delivery}], "outcome": outcome})

    def end(self, reason):
        """Tells everybody who waits."""
        if self.ended is None:
            self.ended = reason
            for future in self.waiting.values():
                if not future.done():
                    future.set_exception(reason)
            for queue in self.deliveries.values():
                queue.put_nowait(reason)
            self.writer.close()

    async def close(self):
        if self.ended is None:
            self.send("goodbye", {"reason": "done"})
        self.end(Disconnected("closed here"))
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        try:
            await self.writer.wait_closed()
        except (OSError, ssl.SSLError):
            pass  # The other end closed first.


def fresh_instance():
    return os.urandom(16)
