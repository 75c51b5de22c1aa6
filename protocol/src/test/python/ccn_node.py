#!/usr/bin/env python3
"""A node of the network written from protocol/README.md and exchange.proto alone: Python's standard library and openssl.

    ccn_node.py --gateway HOST:PORT --ca root.crt --cert tls.crt --key tls.key --seal-cert seal.crt --seal-key seal.key \\
        put --to CORE-RCT-QUE.NCTS@CUSTTAX.IE --type CD001C-MSG.NCTS FILE...
    ... get --queue CORE-RCT-QUE.NCTS@CUSTTAX.IE

Prints one JSON object a line. Ends with 0 done, 1 failed, 3 unreachable, 4 a seal does not hold, 5 refused.
"""

import argparse
import asyncio
import json
import os
import random
import ssl
import sys
import time

import ccn_seal
import ccn_wire
from ccn_session import Disconnected, Refused, Session, fresh_instance, tls_context

KINDS = {"REQUEST": 1, "REPLY": 2, "DATAGRAM": 3, "REPORT": 4}
KIND_NAMES = {number: name for name, number in KINDS.items()}
REPORTS = {"coa": 1, "cod": 2, "exception": 4, "expiration": 8}
OUTCOMES = {"acknowledge": 1, "rollback": 2, "release": 3}
WORTH_RETRYING = {108, 111, 112, 113, 114, 501, 502, 503, 504, 505, 506}


class Node:
    """A node's program: connects, and connects again with a higher epoch when the connection is lost."""

    def __init__(self, options):
        host, _, port = options.gateway.rpartition(":")
        self.place = host, int(port)
        self.context = tls_context(options.ca, options.cert, options.key, options.crl)
        self.sealer = ccn_seal.Sealer(options.seal_cert or options.cert, options.seal_key or options.key)
        self.verifier = ccn_seal.Verifier(options.ca, options.crl)
        self.patience = options.retry
        self.instance, self.epoch = fresh_instance(), 0

    async def connect(self):
        until, pause = time.monotonic() + self.patience, 0.5
        while True:
            self.epoch += 1
            try:
                return await Session.connect(*self.place, self.context, self.instance, self.epoch)
            except (OSError, Disconnected) as e:
                if isinstance(e, ssl.SSLError) or time.monotonic() + pause > until:
                    raise
            except Refused as e:
                if e.code not in WORTH_RETRYING or time.monotonic() + pause > until:
                    raise
            await asyncio.sleep(pause * random.uniform(0.5, 1))
            pause = min(2 * pause, 30)


class Message:
    """A message that is to be put, and what became of it."""

    def __init__(self, header, payload):
        self.header, self.payload = header, payload
        self.bytes = ccn_wire.encode("Header", header)
        self.leaf = None
        self.result = None

    def seal_in(self, welcome):
        self.leaf = ccn_seal.leaf(ccn_seal.statement(
            welcome["network"], welcome["environment"], self.header, self.bytes, self.payload))

    def item(self):
        return ccn_wire.write_item(self.bytes, self.payload)


class Batch:
    """Messages under one seal. After a reconnect only those without a result go again, under the same seal."""

    def __init__(self, messages, sealer):
        self.messages = messages
        leaves = [message.leaf for message in messages]
        self.tree = ccn_seal.levels(leaves)
        self.seal = sealer.seal(leaves)

    def open(self):
        return [i for i, message in enumerate(self.messages) if message.result is None]

    def proof(self, index):
        return {"index": index, "path": ccn_seal.path(self.tree, index)}

    async def put(self, session):
        welcome = session.welcome
        inline = [i for i in self.open() if len(self.messages[i].payload) <= welcome["inline_max"]]
        room = welcome["frame_max"] - len(self.seal["cms"]) - 1024
        whole = sum(len(self.messages[i].item()) for i in inline)
        if len(inline) == len(self.messages) and whole <= room:
            items = [message.item() for message in self.messages]
            self.note(inline, await self.attempt(session.put_batch(self.seal, items)))
            return
        for run in self.runs(inline, room):
            items = [self.messages[i].item() for i in run]
            proofs = [self.proof(i) for i in run]
            self.note(run, await self.attempt(session.put_some(self.seal, proofs, items)))
        for i in self.open():
            if i not in inline:
                message = self.messages[i]
                self.note([i], await self.attempt(
                    session.put_large(self.seal, self.proof(i), message.bytes, message.payload)))

    def runs(self, indices, room):
        """Parts that fit a frame, with their proofs."""
        run, size = [], 0
        for i in indices:
            need = len(self.messages[i].item()) + 32 * len(self.tree) + 32
            if run and size + need > room:
                yield run
                run, size = [], 0
            run.append(i)
            size += need
        if run:
            yield run

    async def attempt(self, put):
        """The results of a put; a refusal of the request as a whole is one of every message."""
        try:
            return await put
        except Refused as e:
            return {"accepted_count": 0, "results": None, "refused": {"code": e.code, "reason": e.reason}}

    def note(self, indices, results):
        for place, i in enumerate(indices):
            if results["accepted_count"]:
                result = {"acceptance": results["accepted_first"] + place, "refused": None, "duplicate": False,
                          "accepted_at_ms": results["accepted_at_ms"]}
            elif results["results"] is None:
                result = {"acceptance": 0, "refused": results["refused"], "duplicate": False}
            else:
                result = results["results"][place]
            self.messages[i].result = result


def padded(text):
    return (bytes.fromhex(text) if len(text) == 48 else text.encode("ascii")).ljust(24, b"\0")


def fresh_id():
    return int(time.time() * 1000).to_bytes(8, "big") + os.urandom(16)


def message(options, sender, file):
    with open(file, "rb") as content:
        payload = content.read()
    header = {
        "sender": sender,
        "to": options.to,
        "kind": KINDS[options.kind],
        "type": options.type,
        "id": padded(options.id) if options.id else fresh_id(),
        "correlation_id": padded(options.correlation_id) if options.correlation_id else b"",
        "reply_to": options.reply_to or "",
        "priority_plus_1": options.priority + 1,
        "created_ms": int(time.time() * 1000),
        "expires_ms": int(time.time() * 1000) + options.expires_in_ms if options.expires_in_ms else 0,
        "reports": sum(REPORTS[report] for report in options.reports),
        "content_type": options.content_type,
        "properties": dict(pair.split("=", 1) for pair in options.property),
    }
    return Message(header, payload)


async def put(node, options):
    session = await node.connect()
    messages = [message(options, session.welcome["node"], file) for file in options.files]
    for one in messages:
        one.seal_in(session.welcome)
    most = min(options.batch, session.welcome["batch_max"])
    batches = [Batch(messages[at:at + most], node.sealer) for at in range(0, len(messages), most)]
    for batch in batches:
        while batch.open():
            try:
                await batch.put(session)
            except Disconnected:
                if not options.retry:
                    raise
                session = await node.connect()
    await session.close()
    for one, file in zip(messages, options.files):
        say(put_line(one, file))
    return 5 if any(one.result["refused"] for one in messages) else 0


def put_line(one, file):
    result = one.result
    line = {"messageId": one.header["id"].hex(), "payloadFile": file, "leaf": one.leaf.hex()}
    if result["refused"]:
        return dict(line, status="refused", refusal=result["refused"]["code"], reason=result["refused"]["reason"])
    return dict(line, status="duplicate" if result["duplicate"] else "accepted",
                acceptance="%016x" % result["acceptance"], acceptedAtMs=result["accepted_at_ms"])


async def get(node, options):
    session = await node.connect()
    if options.subscribe:
        request = await session.subscribe(options.queue, options.credit)
    else:
        request = session.get(options.queue, options.max, options.wait_ms, options.browse)
    taken, failed = 0, False
    while taken < options.max:
        entry = await next_within(session, request, options)
        if entry is None:
            break
        line, holds = await asyncio.to_thread(received, node, session.welcome, entry, options.out)
        failed |= not holds
        say(line)
        # Only what has been handed on is acknowledged; what does not hold is left to an operator.
        outcome = options.outcome if holds else "release"
        await session.settle(entry["delivery"]["delivery"], OUTCOMES[outcome])
        taken += 1
        if options.subscribe:
            session.send("credit", {"subscription": request, "credit": 1})
        elif entry["is_last"]:
            break
    await session.close()
    return 4 if failed else 0


async def next_within(session, request, options):
    """The next message, or None when a Get has no more or a subscription was quiet for long enough."""
    if not options.subscribe:
        return await session.next_delivery(request)
    try:
        return await asyncio.wait_for(session.next_delivery(request), options.wait_ms / 1000)
    except asyncio.TimeoutError:
        return None


def received(node, welcome, entry, out):
    header, delivery, payload = ccn_wire.decode("Header", entry["header"]), entry["delivery"], entry["payload"]
    line = {
        "messageId": header["id"].hex(), "correlationId": header["correlation_id"].hex(), "status": "received",
        "sender": header["sender"], "to": header["to"], "replyTo": header["reply_to"], "type": header["type"],
        "kind": KIND_NAMES.get(header["kind"], str(header["kind"])), "contentType": header["content_type"],
        "priority": (header["priority_plus_1"] or 6) - 1, "acceptance": "%016x" % delivery["acceptance"],
        "redelivered": delivery["redelivered"], "backouts": delivery["backouts"], "properties": header["properties"],
        "payloadLength": len(payload), "payloadSha256": ccn_seal.sha256(payload).hex(),
    }
    if header["kind"] == ccn_seal.REPORT and ccn_seal.is_on_several(header):
        of_row(line, header, payload, entry["row"])
    elif header["kind"] == ccn_seal.REPORT:
        line["report"] = report(header["report"])
    try:
        text = ccn_seal.statement(welcome["network"], welcome["environment"], header, entry["header"], payload)
        role = "ccn:gateway:" if header["kind"] == ccn_seal.REPORT else "ccn:node:"
        line["leaf"] = node.verifier.message(
            text, delivery["proof"], entry["seal"], role + header["sender"], delivery["accepted_at_ms"]).hex()
        line["verified"] = True
    except ccn_seal.SealInvalid as e:
        line["verified"], line["reason"] = False, str(e)
    if out:
        line["payloadFile"] = os.path.join(out, header["id"].hex())
        with open(line["payloadFile"], "wb") as file:
            file.write(payload)
    return line, line["verified"]


def of_row(line, header, payload, row):
    """One of the messages that a report tells of, as if it had been reported alone."""
    original_id, original_leaf, acceptance = ccn_seal.rows(payload)[row]
    last = (int.from_bytes(header["id"][16:], "big") + row) % 2 ** 64
    line["messageId"] = (header["id"][:16] + last.to_bytes(8, "big")).hex()
    line["correlationId"] = original_id.hex()
    line["report"] = report(dict(
        header["report"], original_id=original_id, original_leaf=original_leaf, acceptance=acceptance))


def report(fields):
    return {
        "type": ccn_seal.REPORT_TYPES.get(fields["type"], str(fields["type"])),
        "originalId": fields["original_id"].hex(), "originalLeaf": fields["original_leaf"].hex(),
        "originalSender": fields["original_sender"], "originalTo": fields["original_to"],
        "originalType": fields["original_type"], "acceptance": "%016x" % fields["acceptance"], "atMs": fields["at_ms"],
        "refusal": fields["refusal"], "reason": fields["reason"], "receiver": fields["receiver"],
    }


async def whoami(node, _options):
    session = await node.connect()
    you = await session.ask("who_am_i", {})
    await session.close()
    you["gateway"] = session.welcome["gateway"]
    say(you)
    return 0


async def depth(node, options):
    session = await node.connect()
    say(await session.ask("depth", {"queue": options.queue}))
    await session.close()
    return 0


def say(line):
    print(json.dumps(line), flush=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gateway", required=True, metavar="HOST:PORT")
    parser.add_argument("--ca", required=True, help="the network's root certificate")
    parser.add_argument("--crl", action="append", default=[], help="revocation list; all authorities' or none")
    parser.add_argument("--cert", required=True, help="TLS certificate with its issuer's")
    parser.add_argument("--key", required=True)
    parser.add_argument("--seal-cert", help="sealing certificate with its issuer's; the TLS one if left out")
    parser.add_argument("--seal-key")
    parser.add_argument("--retry", type=float, default=0, metavar="SECONDS", help="keep trying to connect")
    commands = parser.add_subparsers(dest="command", required=True)
    puts = commands.add_parser("put", help="put one message a file")
    puts.set_defaults(run=put)
    puts.add_argument("files", nargs="+", metavar="FILE")
    puts.add_argument("--to", required=True, metavar="QUEUE@GATEWAY")
    puts.add_argument("--type", required=True)
    puts.add_argument("--kind", default="DATAGRAM", choices=("REQUEST", "REPLY", "DATAGRAM"))
    puts.add_argument("--id", help="48 hex digits or up to 24 characters")
    puts.add_argument("--correlation-id")
    puts.add_argument("--reply-to", metavar="QUEUE@GATEWAY")
    puts.add_argument("--reports", nargs="*", default=[], choices=sorted(REPORTS))
    puts.add_argument("--priority", type=int, default=5, choices=range(10), metavar="0-9")
    puts.add_argument("--expires-in-ms", type=int, default=0)
    puts.add_argument("--content-type", default="application/xml")
    puts.add_argument("--property", action="append", default=[], metavar="NAME=VALUE")
    puts.add_argument("--batch", type=int, default=1024, help="most messages under one seal")
    gets = commands.add_parser("get", help="take messages")
    gets.set_defaults(run=get)
    gets.add_argument("--queue", required=True, metavar="QUEUE@GATEWAY")
    gets.add_argument("--max", type=int, default=1)
    gets.add_argument("--wait-ms", type=int, default=10000)
    gets.add_argument("--browse", action="store_true")
    gets.add_argument("--subscribe", action="store_true", help="have them pushed until none came for --wait-ms")
    gets.add_argument("--credit", type=int, default=64)
    gets.add_argument("--outcome", default="acknowledge", choices=sorted(OUTCOMES))
    gets.add_argument("--out", help="folder for payloads, one file a message id")
    commands.add_parser("whoami").set_defaults(run=whoami)
    depths = commands.add_parser("depth")
    depths.set_defaults(run=depth)
    depths.add_argument("--queue", required=True, metavar="QUEUE@GATEWAY")
    return parser.parse_args()


def main():
    options = arguments()
    try:
        return asyncio.run(options.run(Node(options), options))
    except Refused as e:
        say({"status": "refused", "refusal": e.code, "reason": e.reason})
        return 5
    except (Disconnected, OSError) as e:
        say({"status": "unreachable", "reason": str(e)})
        return 3


if __name__ == "__main__":
    sys.exit(main())
