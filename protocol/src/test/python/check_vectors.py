#!/usr/bin/env python3
"""Holds this node's bytes against those of the Java code: check_vectors.py FOLDER

Reads FOLDER/vectors.json, prints the seals it makes as lines "seal SIZE ROOT ID CMS" for Java to check, then "good".
"""

import json
import os
import sys

import ccn_seal
import ccn_wire

bytes_of = bytes.fromhex


def check_messages(vectors):
    for vector in vectors["messages"]:
        header_bytes, payload = bytes_of(vector["header"]), bytes_of(vector["payload"])
        header = ccn_wire.decode("Header", header_bytes)
        assert ccn_wire.encode("Header", header) == header_bytes, vector
        text = ccn_seal.statement(vectors["network"], vectors["environment"], header, header_bytes, payload)
        assert text == bytes_of(vector["statement"]), (text, vector)
        assert ccn_seal.leaf(text).hex() == vector["leaf"], vector


def check_trees(vectors):
    for vector in vectors["trees"]:
        leaves = [bytes_of(leaf) for leaf in vector["leaves"]]
        tree = ccn_seal.levels(leaves)
        assert tree[-1][0].hex() == vector["root"], vector
        for index, leaf in enumerate(leaves):
            path = ccn_seal.path(tree, index)
            assert path.hex() == vector["paths"][index], (index, vector)
            assert ccn_seal.root_of(leaf, index, len(leaves), path).hex() == vector["root"]
            for wrong in (path + bytes(32), path[:-1]) if path else (bytes(32),):
                expect_invalid(lambda w=wrong, i=index, h=leaf: ccn_seal.root_of(h, i, len(leaves), w))


def check_frames(vectors):
    for wire in map(bytes_of, vectors["frames"]):
        assert int.from_bytes(wire[:4], "big") == len(wire) - 4
        body, message, tail = ccn_wire.read_frame(wire[4:])
        assert ccn_wire.write_frame(body, message, tail) == wire, (body, message)


def check_seals(vectors, folder):
    verifier = ccn_seal.Verifier(os.path.join(folder, "root.crt"), [os.path.join(folder, "issuing.crl")])
    for vector in vectors["seals"]:
        seal = {"id": bytes_of(vector["id"]), "size": vector["size"], "root": bytes_of(vector["root"]),
                "cms": bytes_of(vector["cms"])}
        if vector["identity"]:
            assert verifier.signer(seal, vector["at"]) == vector["identity"], vector
        else:
            expect_invalid(lambda s=seal, at=vector["at"]: verifier.signer(s, at))


def expect_invalid(check):
    try:
        check()
    except ccn_seal.SealInvalid:
        return
    raise AssertionError("taken, though it is not valid")


def make_seals(folder):
    for name in sorted(os.listdir(folder)):
        if name.startswith("seal-") and name.endswith(".crt"):
            sealer = ccn_seal.Sealer(os.path.join(folder, name), os.path.join(folder, name[:-4] + ".key"))
            for size in (1, 2, 3, 100):
                seal = sealer.seal([ccn_seal.sha256(b"%d" % i) for i in range(size)])
                print("seal", seal["size"], seal["root"].hex(), seal["id"].hex(), seal["cms"].hex())


def main():
    folder = sys.argv[1]
    with open(os.path.join(folder, "vectors.json"), encoding="ascii") as file:
        vectors = json.load(file)
    check_messages(vectors)
    check_trees(vectors)
    check_frames(vectors)
    check_seals(vectors, folder)
    make_seals(folder)
    print("good")


if __name__ == "__main__":
    main()
