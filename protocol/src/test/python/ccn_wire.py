"""The frames of the network, written and read by hand: exchange.proto and section 2 of protocol/README.md."""

import struct

# kind of a field: uint, int (64 bits, signed), bool, bytes, string, the name of a message, map; * = repeated
FRAME = {
    1: ("seal", "Seal"), 2: ("chunk", "Chunk"), 3: ("ping", "Ping"), 4: ("pong", "Pong"), 5: ("goodbye", "Goodbye"),
    10: ("hello", "Hello"), 11: ("put_batch", "PutBatch"), 12: ("put_one", "PutOne"), 13: ("put_large", "PutLarge"),
    14: ("subscribe", "Subscribe"), 15: ("credit", "Credit"), 16: ("unsubscribe", "Unsubscribe"), 17: ("get", "Get"),
    18: ("settle", "Settle"), 19: ("depth", "Depth"), 20: ("who_am_i", "WhoAmI"),
    40: ("welcome", "Welcome"), 41: ("put_results", "PutResults"), 42: ("deliver", "Deliver"),
    43: ("get_empty", "GetEmpty"), 44: ("settled", "Settled"), 45: ("depth_is", "DepthIs"), 46: ("you_are", "YouAre"),
    49: ("refused", "Refused"), 50: ("done", "Done"),
}

MESSAGES = {
    "Frame": FRAME,
    "Hello": {1: ("version_min", "uint"), 2: ("version_max", "uint"), 3: ("instance", "bytes"), 4: ("epoch", "uint"),
              5: ("agent", "string"), 6: ("frame_max", "uint")},
    "Welcome": {1: ("version", "uint"), 2: ("gateway", "string"), 3: ("network", "string"), 4: ("environment", "string"),
                5: ("node", "string"), 6: ("now_ms", "int"), 7: ("heartbeat_ms", "uint"), 8: ("silence_max_ms", "uint"),
                9: ("frame_max", "uint"), 10: ("batch_max", "uint"), 11: ("inline_max", "uint"),
                12: ("payload_max", "uint"), 13: ("call_max", "uint"), 14: ("in_flight_max", "uint"),
                15: ("seals_kept", "uint"), 16: ("stale_after_ms", "uint"), 17: ("session", "string"),
                18: ("header_max", "uint")},
    "Header": {1: ("sender", "string"), 2: ("to", "string"), 3: ("kind", "uint"), 4: ("type", "string"),
               5: ("id", "bytes"), 6: ("correlation_id", "bytes"), 7: ("reply_to", "string"),
               8: ("priority_plus_1", "uint"), 9: ("created_ms", "int"), 10: ("expires_ms", "int"),
               11: ("reports", "uint"), 12: ("content_type", "string"), 13: ("report", "Report"),
               14: ("properties", "map"), 15: ("call", "bool")},
    "Report": {1: ("type", "uint"), 2: ("original_leaf", "bytes"), 3: ("original_id", "bytes"),
               4: ("original_sender", "string"), 5: ("original_to", "string"), 6: ("original_type", "string"),
               7: ("acceptance", "uint"), 8: ("at_ms", "int"), 9: ("refusal", "uint"), 10: ("reason", "string"),
               11: ("receiver", "string")},
    "Seal": {1: ("id", "bytes"), 2: ("size", "uint"), 3: ("root", "bytes"), 4: ("cms", "bytes")},
    "Proof": {1: ("index", "uint"), 2: ("path", "bytes")},
    "PutBatch": {1: ("request", "uint"), 2: ("seal", "Seal")},
    "PutOne": {1: ("request", "uint"), 2: ("seal", "bytes"), 3: ("proofs", "*Proof")},
    "PutLarge": {1: ("request", "uint"), 2: ("seal", "bytes"), 3: ("proof", "Proof"), 4: ("payload_length", "uint")},
    "Chunk": {1: ("of", "uint"), 2: ("abandon", "bool")},
    "PutResults": {1: ("request", "uint"), 2: ("results", "*PutResult"), 3: ("accepted_first", "uint"),
                   4: ("accepted_count", "uint"), 5: ("accepted_at_ms", "int")},
    "PutResult": {1: ("acceptance", "uint"), 2: ("accepted_at_ms", "int"), 3: ("duplicate", "bool"),
                  4: ("refused", "Refused")},
    "Subscribe": {1: ("request", "uint"), 2: ("queue", "string"), 3: ("credit", "uint")},
    "Credit": {1: ("subscription", "uint"), 2: ("credit", "uint")},
    "Unsubscribe": {1: ("request", "uint"), 2: ("subscription", "uint")},
    "Get": {1: ("request", "uint"), 2: ("queue", "string"), 3: ("max", "uint"), 4: ("wait_ms", "uint"),
            5: ("lease_ms", "uint"), 6: ("browse", "bool")},
    "GetEmpty": {1: ("request", "uint")},
    "Deliver": {1: ("request", "uint"), 2: ("seal", "bytes"), 3: ("deliveries", "*Delivery"), 4: ("more", "bool")},
    "Delivery": {1: ("delivery", "uint"), 2: ("proof", "Proof"), 3: ("acceptance", "uint"), 4: ("accepted_at_ms", "int"),
                 5: ("redelivered", "bool"), 6: ("backouts", "uint"), 7: ("payload_length", "uint"), 8: ("rows", "uint"),
                 9: ("first_row", "uint")},
    "Settle": {1: ("request", "uint"), 2: ("ranges", "*DeliveryRange"), 3: ("outcome", "uint")},
    "DeliveryRange": {1: ("first", "uint"), 2: ("last", "uint")},
    "Settled": {1: ("request", "uint")},
    "Depth": {1: ("request", "uint"), 2: ("queue", "string")},
    "DepthIs": {1: ("request", "uint"), 2: ("messages", "uint"), 3: ("on_lease", "uint"), 4: ("oldest_ms", "uint")},
    "WhoAmI": {1: ("request", "uint")},
    "YouAre": {1: ("request", "uint"), 2: ("node", "string"), 3: ("domain", "string"), 4: ("applications", "*string"),
               5: ("rights", "*Right"), 6: ("now_ms", "int"), 7: ("certificate_expires_ms", "int"),
               8: ("crl_next_update_ms", "int")},
    "Right": {1: ("direction", "uint"), 2: ("queue", "string"), 3: ("type", "string")},
    "Refused": {1: ("request", "uint"), 2: ("code", "uint"), 3: ("reason", "string"), 4: ("retry_after_ms", "int"),
                5: ("call", "uint")},
    "Done": {1: ("request", "uint")},
    "Ping": {1: ("nonce", "uint")},
    "Pong": {1: ("nonce", "uint"), 2: ("now_ms", "int")},
    "Goodbye": {1: ("reason", "string"), 2: ("grace_ms", "uint")},
}

IN_CHUNKS = 0xFFFFFFFF
VARINT, FIXED64, LENGTH, FIXED32 = 0, 1, 2, 5
DEFAULTS = {"uint": 0, "int": 0, "bool": False, "bytes": b"", "string": ""}


class Malformed(Exception):
    """Bytes that are not what they should be."""


def write_varint(value):
    value &= 0xFFFFFFFFFFFFFFFF
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def read_varint(data, at):
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(data):
            raise Malformed("a number is cut off")
        value |= (data[at] & 0x7F) << shift
        at += 1
        if data[at - 1] < 0x80:
            return value & 0xFFFFFFFFFFFFFFFF, at
    raise Malformed("a number has more than ten bytes")


def _field(number, kind, value):
    if kind in ("uint", "int", "bool"):
        return write_varint(number << 3 | VARINT) + write_varint(int(value))
    if kind == "string":
        value = value.encode()
    elif kind != "bytes":
        value = encode(kind, value)
    return write_varint(number << 3 | LENGTH) + write_varint(len(value)) + value


def encode(name, message):
    """A dict as the bytes of the message; what has its default value is left out, as protobuf does."""
    out = b""
    for number, (field, kind) in sorted(MESSAGES[name].items()):
        value = message.get(field)
        if value is None:
            continue
        if kind == "map":
            for key, entry in sorted(value.items()):
                pair = _field(1, "string", key) + _field(2, "string", entry)
                out += write_varint(number << 3 | LENGTH) + write_varint(len(pair)) + pair
        elif kind.startswith("*"):
            out += b"".join(_field(number, kind[1:], one) for one in value)
        elif kind not in DEFAULTS or value != DEFAULTS[kind]:
            out += _field(number, kind, value)
    return out


def _empty(kind):
    if kind.startswith("*"):
        return []
    return {} if kind == "map" else DEFAULTS.get(kind)


def _value(kind, raw):
    if kind == "int":
        return raw - (1 << 64) if raw >> 63 else raw
    if kind == "bool":
        return bool(raw)
    if kind == "string":
        return raw.decode()
    return raw if kind in ("uint", "bytes") else decode(kind, raw)


def _fields(data):
    at = 0
    while at < len(data):
        tag, at = read_varint(data, at)
        wire = tag & 7
        if wire == VARINT:
            raw, at = read_varint(data, at)
        elif wire in (FIXED64, FIXED32):
            size = 8 if wire == FIXED64 else 4
            raw, at = data[at:at + size], at + size
        elif wire == LENGTH:
            size, at = read_varint(data, at)
            raw, at = data[at:at + size], at + size
            if len(raw) < size:
                raise Malformed("a field is cut off")
        else:
            raise Malformed("wire type %d" % wire)
        yield tag >> 3, wire, raw


def decode(name, data):
    """The message as a dict with every field; fields that are not known are skipped."""
    schema = MESSAGES[name]
    message = {field: _empty(kind) for field, kind in schema.values()}
    for number, wire, raw in _fields(data):
        if number not in schema:
            continue
        field, kind = schema[number]
        if kind == "map":
            pair = {n: r.decode() for n, _, r in _fields(raw)}
            message[field][pair.get(1, "")] = pair.get(2, "")
        elif (wire == VARINT) != (kind.lstrip("*") in ("uint", "int", "bool")):
            raise Malformed("%s.%s has wire type %d" % (name, field, wire))
        elif kind.startswith("*"):
            message[field].append(_value(kind[1:], raw))
        else:
            message[field] = _value(kind, raw)
    return message


def write_frame(body, message, tail=b""):
    kind = next(kind for name, kind in FRAME.values() if name == body)
    number = next(number for number, (name, _) in FRAME.items() if name == body)
    head = _field(number, kind, message)
    return struct.pack(">II", 4 + len(head) + len(tail), len(head)) + head + tail


def read_frame(data):
    """What follows the length field, as (body, message, tail)."""
    (head_length,) = struct.unpack_from(">I", data)
    if 4 + head_length > len(data):
        raise Malformed("headLength %d in a frame of %d bytes" % (head_length, len(data)))
    head = decode("Frame", data[4:4 + head_length])
    bodies = [(name, message) for name, message in head.items() if message is not None]
    if len(bodies) != 1:
        raise Malformed("a frame with %d bodies known here" % len(bodies))
    return bodies[0] + (data[4 + head_length:],)


def write_item(header, payload):
    return struct.pack(">II", len(header), len(payload)) + header + payload


def read_items(tail):
    """The items as (header bytes, payload, or None where it follows in chunks)."""
    items, at = [], 0
    while at < len(tail):
        if len(tail) - at < 8:
            raise Malformed("an item is cut off")
        header_length, payload_length = struct.unpack_from(">II", tail, at)
        at += 8
        length = 0 if payload_length == IN_CHUNKS else payload_length
        if at + header_length + length > len(tail):
            raise Malformed("an item is cut off")
        header = tail[at:at + header_length]
        payload = tail[at + header_length:at + header_length + length]
        items.append((header, None if payload_length == IN_CHUNKS else payload))
        at += header_length + length
    return items
