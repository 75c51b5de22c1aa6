#!/usr/bin/env python3
"""Recomputes availability from an exported raw ledger, by README.md alone: recompute.py LEDGER PERIOD... (2019 or 2019-03).
Prints service, period, window, published, without planned; minutes in the window, scheduled, unscheduled, unknown."""
import csv, itertools, re, sys, zlib
from collections import defaultdict
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo
UP, DEGRADED, NOT_OBSERVABLE, UNKNOWN, SCHEDULED, UNSCHEDULED = range(6)  # from the best to the worst
NAMES, LETTERS = ["UP", "DEGRADED", "NOT_OBSERVABLE", "UNKNOWN", "SCHEDULED", "UNSCHEDULED"], "UG?-?D"
DAYS = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"]
def instant(text):  # nanoseconds since 1970
    whole, _, part = text.rstrip("Z").partition(".")
    return int(datetime.fromisoformat(whole + "+00:00").timestamp()) * 10**9 + int((part + "0" * 9)[:9])
def first(ns): return -(-ns // (60 * 10**9))  # the first minute that starts at a moment or after it
rules, seen, book = defaultdict(list), defaultdict(dict), []
for number, line in enumerate(open(sys.argv[1], encoding="utf-8")):
    text, check = line.rstrip("\n").rsplit(",", 1)
    if f"{zlib.crc32(text.encode()):08x}" != check:
        sys.exit(f"{sys.argv[1]}: line {number + 1} is not what was written")
    _, at, kind, key, service, start, end, value, *more = next(csv.reader([text]))
    if kind == "RULE":
        rules[key].append([service, start, end, value] + more)
    elif kind == "SEEN":
        runs = re.findall("([UGD-])([0-9]*)", value)  # as U600D4U836
        seen[service][first(instant(start))] = b"".join(bytes([LETTERS.index(c)]) * int(n or 1) for c, n in runs)
    elif kind not in ("kind", "COUNTED"):
        book.append((kind, key, service, instant(at), *(instant(t) if t else None for t in (start, end)), value))
zone, notice, needs_agreement = ZoneInfo(rules["zone"][0][3]), int(rules["notice"][0][3]), rules["notice"][0][6] == "agreed"
holidays, behind = {date.fromisoformat(r[3]) for r in rules["holiday"]}, {r[0]: r[4] for r in rules["service"]}
members = {name: {r[3]: int(r[6]) if kind == "WEIGHTED" else 1 for r in rules["member"] if r[0] == name}
           for name, _, _, kind, *_ in rules["service"]}
def deadline(ns):  # so many working days before a moment, at the same time of day
    local = datetime.fromtimestamp(ns // 10**9, zone)
    day, left = local.date(), notice
    while left:
        day -= timedelta(1)
        left -= day.weekday() < 5 and day not in holidays
    return int(datetime.combine(day, local.time(), zone).timestamp()) * 10**9
def planned():  # what was to be down by right: service, first minute, minute after the last
    stops = {}
    for kind, key, service, at, low, high, value in book:
        if kind == "ANNOUNCED":
            stops[key] = (service, [(low, high, at)] if value == "S" else [], [], [])
        elif kind == "AMENDED" and stops[key][1]:  # what stays was announced then, what is new is announced now
            kept = sorted(part for a, b, told in stops[key][1] if a < b
                          for part in ((a, min(b, at), told), (max(a, at, low), min(b, high), told)) if part[0] < part[1])
            ends = itertools.accumulate([low] + [b for _, b, _ in kept], max)
            new = [(end, min(a, high), at) for end, (a, _, _) in zip(ends, kept + [(high, 0, 0)])]
            stops[key][1][:] = kept + [part for part in new if part[0] < part[1]]
        elif kind in ("AGREED", "ENDED", "WITHDRAWN"):
            stops[key][2 if kind == "AGREED" else 3].append(at)
    for service, parts, agreed, over in stops.values():
        for a, b, told in parts:
            if told <= deadline(a) and (not needs_agreement or any(told <= at <= a for at in agreed)):
                yield service, first(a), first(min([b] + over)), SCHEDULED
def groups(name): return [name] + [group for group in members if name in members[group]]
def fronts(name):
    return [front for group in groups(name) if behind[group] for front in [behind[group]] + fronts(behind[group])]
def observed(name, low, high):
    days = (seen[name].get(day, bytes([UNKNOWN]) * 1440) for day in range(low - low % 1440, high, 1440))
    return bytearray(b"".join(days)[low % 1440:][:high - low])
def states(name, low, high):
    result = observed(name, low, high)
    for front in [observed(front, low, high) for front in fronts(name)]:
        for run in re.finditer(b"\3+|\5+", front):  # nobody looked at it, or it was down
            table = bytes.maketrans(b"\3\5", bytes([NOT_OBSERVABLE if front[run.start()] == UNSCHEDULED else UNKNOWN] * 2))
            result[slice(*run.span())] = result[slice(*run.span())].translate(table)
    corrected = [(s, first(a), first(b), NAMES.index(v)) for kind, _, s, _, a, b, v in book if kind == "CORRECTED"]
    for number, (service, a, b, state) in enumerate(stops + corrected):
        a, b = max(a, low) - low, min(b, high) - low
        if service in groups(name) and a < b:
            table = bytes.maketrans(b"\5", b"\4") if number < len(stops) else bytes([state]) * 256
            result[a:b] = result[a:b].translate(table)
    return bytes(result)
def in_window(start, end, days, zone_and_more, low, high):  # for each minute whether its local time counts
    free = holidays if " " in zone_and_more else ()
    for quarter in range(low, high, 15):  # clocks are changed on quarters of an hour
        local = datetime.fromtimestamp(quarter * 60, ZoneInfo(zone_and_more.split(" ")[0]))
        counts = DAYS[local.weekday()] in days.split(" ") and local.date() not in free
        yield from (counts and int(start) <= local.hour * 60 + local.minute + i < int(end) for i in range(15))
def interval(part, whole, unknown):  # percent with two decimals, halves up
    low, high = ((p * 20000 + whole) // (whole * 2) if whole > 0 else -1 for p in (part - unknown, part))
    return "-".join(f"{value // 100}.{value % 100:02d}" for value in sorted({low, high}) if value >= 0)
stops = list(planned())
for period in sys.argv[2:]:
    year, month = int(period[:4]), int(period[5:] or 1)
    after = datetime(year + 1, 1, 1) if len(period) == 4 or month == 12 else datetime(year, month + 1, 1)
    span = [int(day.replace(tzinfo=zone).timestamp()) // 60 for day in (datetime(year, month, 1), after)]
    known = {name: states(name, *span) for name in members if not members[name]}
    masks = {name: bytes(in_window(*rule[:3], rule[5], *span)) for name, *rule in rules["window"]}
    for (name, _, _, kind, *_), (window, mask) in itertools.product(rules["service"], masks.items()):
        parts = [(known[member], weight) for member, weight in members[name].items()] or [(known[name], 1)]
        if kind == "ANY_DOWN":
            parts = [(bytes(map(max, parts[0][0], *(part for part, _ in parts))), 1)]
        counted = [(bytes(itertools.compress(part, mask)), weight) for part, weight in parts]
        s, u, unknown = (sum(m.count(i) * w for m, w in counted) for i in (SCHEDULED, UNSCHEDULED, UNKNOWN))
        whole = sum(len(minutes) * weight for minutes, weight in counted)
        print(name, period, window, interval(whole - s - u, whole, unknown),
              interval(whole - s - u, whole - s, unknown), whole, s, u, unknown, sep=",")
