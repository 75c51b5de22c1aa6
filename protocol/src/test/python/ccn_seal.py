"""Statements, the Merkle tree and seals: section 6 of protocol/README.md. Signing and checking is openssl's work."""

import calendar
import hashlib
import os
import re
import subprocess
import tempfile
import time

REPORT = 4
REPORT_TYPES = {1: "COA", 2: "COD", 3: "EXCEPTION", 4: "EXPIRATION"}


class SealInvalid(Exception):
    """A seal or a message under it that does not hold."""


def sha256(*parts):
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.digest()


def statement(network, environment, header, header_bytes, payload):
    is_report = header["kind"] == REPORT
    lines = [
        "ccn-report-1" if is_report else "ccn-message-1",
        "network=" + network,
        "environment=" + environment,
        "sender=" + header["sender"],
        "to=" + header["to"],
        "type=" + header["type"],
        "id=" + header["id"].hex(),
        "created=%d" % header["created_ms"],
        "header-sha256=" + sha256(header_bytes).hex(),
        "payload-sha256=" + sha256(payload).hex(),
    ]
    if is_report:
        lines.append("report=" + REPORT_TYPES[header["report"]["type"]])
        leaves = [leaf for _, leaf, _ in rows(payload)] if is_on_several(header) else [header["report"]["original_leaf"]]
        lines.extend("original=" + leaf.hex() for leaf in leaves)
    return "".join(line + "\n" for line in lines).encode("ascii")


def is_on_several(header):
    """Whether a report tells in its payload which messages it is about."""
    return not header["report"]["original_leaf"] and not header["report"]["original_id"]


def rows(payload):
    """Id, leaf and acceptance of each message that a report on several tells of."""
    if not payload or len(payload) % 64 or len(payload) > 128 * 64:
        raise SealInvalid("rows of a report: %d bytes (expected: 1-128 rows of 64 bytes)" % len(payload))
    return [(payload[at:at + 24], payload[at + 24:at + 56], int.from_bytes(payload[at + 56:at + 64], "big"))
            for at in range(0, len(payload), 64)]


def leaf(text):
    return sha256(b"\0", text)


def levels(leaves):
    """The tree from the leaves up to the root."""
    tree = [list(leaves)]
    while len(tree[-1]) > 1:
        below = tree[-1]
        above = [sha256(b"\1", below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)]
        tree.append(above + below[len(above) * 2:])
    return tree


def path(tree, index):
    siblings = b""
    for level in tree:
        if index ^ 1 < len(level):
            siblings += level[index ^ 1]
        index >>= 1
    return siblings


def root_of(hash_, index, size, siblings):
    """The root that a leaf and its proof lead to."""
    if not 0 <= index < size:
        raise SealInvalid("index %d of %d" % (index, size))
    rest = siblings
    while size > 1:
        if index % 2 == 1 or index + 1 < size:
            sibling, rest = rest[:32], rest[32:]
            if len(sibling) < 32:
                raise SealInvalid("the path is too short")
            hash_ = sha256(b"\1", sibling, hash_) if index % 2 == 1 else sha256(b"\1", hash_, sibling)
        index, size = index // 2, (size + 1) // 2
    if rest:
        raise SealInvalid("the path is too long")
    return hash_


def seal_text(size, root):
    return ("ccn-seal-1\nsize=%d\nroot=%s\n" % (size, root.hex())).encode("ascii")


def openssl(*arguments):
    done = subprocess.run(("openssl",) + arguments, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode != 0:
        raise SealInvalid("openssl %s: %s" % (arguments[0], done.stderr.decode(errors="replace").strip()))
    return done.stdout.decode(errors="replace")


def certificates(pem):
    return re.findall("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\n?", pem, re.DOTALL)


class Sealer:
    """Makes seals with one key; the certificate's file holds its issuer too."""

    def __init__(self, certificate, key):
        self.certificate, self.key = certificate, key

    def seal(self, leaves):
        root = levels(leaves)[-1][0]
        with tempfile.TemporaryDirectory() as folder, open(self.certificate, encoding="ascii") as pem:
            text, issuers, cms = (os.path.join(folder, name) for name in ("seal.txt", "issuers.pem", "seal.cms"))
            with open(text, "wb") as out:
                out.write(seal_text(len(leaves), root))
            with open(issuers, "w", encoding="ascii") as out:
                out.write("".join(certificates(pem.read())[1:]))
            more = ("-certfile", issuers) if os.path.getsize(issuers) else ()
            openssl("cms", "-sign", "-binary", "-in", text, "-outform", "DER", "-out", cms, "-signer",
                    self.certificate, "-inkey", self.key, "-md", "sha256", "-nosmimecap", *more)
            with open(cms, "rb") as signed:
                der = signed.read()
        return {"id": sha256(der), "size": len(leaves), "root": root, "cms": der}


class Verifier:
    """Checks seals against a root certificate and, where given, revocation lists."""

    def __init__(self, root, crls=()):
        self.root, self.crls = root, list(crls)
        self.known = {}

    def message(self, statement_, proof, seal, identity, at_ms):
        """The leaf of a message, if its proof and its seal hold and the seal is by this identity."""
        hash_ = leaf(statement_)
        if root_of(hash_, proof["index"], seal["size"], proof["path"]) != seal["root"]:
            raise SealInvalid("header and payload do not lead to the sealed root")
        signer = self.signer(seal, at_ms)
        if signer != identity:
            raise SealInvalid("sealed by %s (expected: %s)" % (signer, identity))
        return hash_

    def signer(self, seal, at_ms):
        """The ccn: URI of who made the seal; it is checked with openssl once for each seal and second."""
        key = (seal["id"], seal["size"], seal["root"], at_ms // 1000)
        if key not in self.known:
            if len(self.known) > 1000:
                self.known.clear()
            self.known[key] = self._check(seal, at_ms // 1000)
        return self.known[key]

    def _check(self, seal, at):
        if seal["id"] != sha256(seal["cms"]):
            raise SealInvalid("the seal's id is not the SHA-256 of its cms")
        with tempfile.TemporaryDirectory() as folder:
            text, cms, who, all_ = (os.path.join(folder, n) for n in ("seal.txt", "seal.cms", "who.crt", "all.crt"))
            for name, content in ((text, seal_text(seal["size"], seal["root"])), (cms, seal["cms"])):
                with open(name, "wb") as out:
                    out.write(content)
            openssl("cms", "-verify", "-binary", "-inform", "DER", "-in", cms, "-content", text, "-out", os.devnull,
                    "-CAfile", self.root, "-no-CApath", "-no-CAstore", "-purpose", "any", "-attime", str(at),
                    "-signer", who, "-certsout", all_)
            self._check_not_revoked(who, all_, at)
            return identity_of(who)

    def _check_not_revoked(self, who, all_, at):
        with open(all_, encoding="ascii") as sent, open(self.root, encoding="ascii") as root:
            bundle = sent.read() + root.read()
        with tempfile.NamedTemporaryFile("w", suffix=".pem") as authorities:
            authorities.write(bundle)
            authorities.flush()
            for crl in self.crls:
                openssl("crl", "-in", crl, "-noout", "-verify", "-CAfile", authorities.name)
        issuer = openssl("x509", "-in", who, "-noout", "-issuer", "-nameopt", "RFC2253").split("=", 1)[1].strip()
        serial = openssl("x509", "-in", who, "-noout", "-serial").split("=")[1].strip()
        for crl in self.crls:
            text = openssl("crl", "-in", crl, "-noout", "-text", "-nameopt", "RFC2253")
            entry = re.search(r"Serial Number: 0*%s\s+Revocation Date: ([^\n]*)" % serial.lstrip("0"), text)
            if entry and "Issuer: " + issuer in text and seconds(entry.group(1)) <= at:
                raise SealInvalid("the certificate was revoked at " + entry.group(1))


def seconds(date):
    return calendar.timegm(time.strptime(date.strip(), "%b %d %H:%M:%S %Y %Z"))


def identity_of(certificate):
    """The one ccn: URI of a sealing certificate."""
    text = openssl("x509", "-in", certificate, "-noout", "-ext", "subjectAltName,keyUsage,extendedKeyUsage")
    uris = re.findall(r"URI:(ccn:[^\s,]+)", text)
    if len(uris) != 1:
        raise SealInvalid("%d ccn: URIs in the certificate (expected: 1)" % len(uris))
    if "Digital Signature" not in text:
        raise SealInvalid("the certificate may not sign")
    if "Extended Key Usage" in text and "Any Extended Key Usage" not in text:
        raise SealInvalid("the certificate is for other purposes than sealing")
    return uris[0]
