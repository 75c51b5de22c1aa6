#!/bin/sh
# Checks an evidence pack: that its message was sealed by the node it names, unchanged, and accepted and ended as its
# reports say. Needs a POSIX shell and its utilities, openssl (1.1.1 or newer) and sha256sum. Writes only to a directory
# of its own below ${TMPDIR:-/tmp}.
#
#     sh verify.sh [--root FILE] [--payload FILE] [DIR]
#
#   --root FILE     the network's root certificate, PEM, from somewhere you trust. Without it the pack's own copy is
#                   used, and its fingerprint is printed for you to compare.
#   --payload FILE  the payload, where the pack does not have it.
#   DIR             the pack; where this script is, unless said otherwise.
#
# Prints VALID with who, what and when, and exits 0; or names the file that is not valid, and exits 4; 2 if it was called
# wrongly or cannot work. A pack can come with a script that was tampered with: use one you trust.
#
# What is proven: every statement.txt was sealed by the certificate of the node (reports: the gateway) it names, at a
# time when that certificate held and the revocation list then in force did not name it; header.bin and payload are what
# the statement was made over; every report is about this very message. header.bin is a protobuf Header: its fields are
# proven by header-sha256, and the ones that matter stand in the statement. facts.txt is not signed, and proves nothing.

set -u
LC_ALL=C
export LC_ALL
umask 077

# A revocation list is still taken so long after it ran out, as the gateway does.
grace=86400

usage() {
    echo "verify.sh: $1" >&2
    echo "usage: sh verify.sh [--root FILE] [--payload FILE] [DIR]" >&2
    exit 2
}

# fail FILE REASON
fail() {
    echo "NOT VALID: $1: $2"
    exit 4
}

absolute() {
    case $1 in
        /*) printf '%s\n' "$1" ;;
        *) printf '%s/%s\n' "$(pwd)" "$1" ;;
    esac
}

# ---- bytes and numbers ----

# digest: of what comes in
digest() {
    sum=$(sha256sum)
    echo "${sum%% *}"
}

# sha256 FILE: of a file of the pack, as it was found when all were compared with MANIFEST
sha256() {
    sum=${manifest%"  $1
"*}
    echo "${sum##*
}"
}

# bytes HEX: the bytes themselves
bytes() {
    printf %b "$(printf '\\0%03o' $(printf %s "$1" | sed 's/../0x& /g'))"
}

# node HEX HEX: the hash above two hashes
node() {
    { printf '\001'; bytes "$1$2"; } | digest
}

is_hash() {
    case $1 in
        *[!0-9a-f]*) return 1 ;;
    esac
    [ ${#1} -eq 64 ]
}

# A decimal number that every shell can hold.
is_number() {
    case $1 in
        0) return 0 ;;
        '' | 0* | *[!0-9]*) return 1 ;;
    esac
    [ ${#1} -le 9 ]
}

# epoch "Nov  2 09:05:00 2025 GMT": seconds since 1970
epoch() {
    set -- $1
    case ${1-} in
        Jan) m=1 ;; Feb) m=2 ;; Mar) m=3 ;; Apr) m=4 ;; May) m=5 ;; Jun) m=6 ;;
        Jul) m=7 ;; Aug) m=8 ;; Sep) m=9 ;; Oct) m=10 ;; Nov) m=11 ;; Dec) m=12 ;;
        *) return 1 ;;
    esac
    hour=${3%%:*}
    second=${3##*:}
    minute=${3#*:}
    minute=${minute%:*}
    y=$4
    [ $m -gt 2 ] || y=$((y - 1))
    days=$((365 * y + y / 4 - y / 100 + y / 400 + (153 * ((m + 9) % 12) + 2) / 5 + $2 - 1 - 719468))
    echo $((86400 * days + 3600 * ${hour#0} + 60 * ${minute#0} + ${second#0}))
}

# when SECONDS: 2025-11-02 09:05:00 UTC
when() {
    z=$(($1 / 86400 + 719468))
    era=$((z / 146097))
    doe=$((z - era * 146097))
    yoe=$(((doe - doe / 1460 + doe / 36524 - doe / 146096) / 365))
    doy=$((doe - (365 * yoe + yoe / 4 - yoe / 100)))
    mp=$(((5 * doy + 2) / 153))
    m=$((mp + 3))
    y=$((yoe + 400 * era))
    if [ $m -gt 12 ]; then
        m=$((m - 12))
        y=$((y + 1))
    fi
    printf '%04d-%02d-%02d %02d:%02d:%02d UTC\n' "$y" "$m" $((doy - (153 * mp + 2) / 5 + 1)) \
        $(($1 / 3600 % 24)) $(($1 / 60 % 60)) $(($1 % 60))
}

# ---- what is in the pack ----

# is_report NAME: coa, cod, exception, expiration; further ones of a kind are numbered from 2
is_report() {
    case $1 in
        coa | cod | exception | expiration) ;;
        coa-* | cod-* | exception-* | expiration-*)
            is_number "${1#*-}" && [ "${1#*-}" -ge 2 ]
            ;;
        *) return 1 ;;
    esac
}

# is_known PATH: whether a pack has such a file
is_known() {
    case $1 in
        MANIFEST | verify.sh | facts.txt | payload | certificates/root.pem) ;;
        header.bin | statement.txt | proof.txt | seal.txt | seal.cms) ;;
        certificates/message.pem | crls/message.pem) ;;
        certificates/*.pem | crls/*.pem)
            known=${1#*/}
            is_report "${known%.pem}"
            ;;
        */header.bin | */statement.txt | */proof.txt | */seal.txt | */seal.cms | */rows.bin) is_report "${1%/*}" ;;
        *) return 1 ;;
    esac
}

# The files are those MANIFEST names, all those a pack must have, no others, and unchanged.
check_files() {
    [ -f MANIFEST ] || fail MANIFEST "is missing"
    find . ! -type d ! -type f | sed 's|^\./||' > "$tmp/odd"
    while IFS= read -r name; do
        fail "$name" "is no plain file"
    done < "$tmp/odd"
    find . -type f | sed 's|^\./||' | sort > "$tmp/there"
    while IFS= read -r name; do
        is_known "$name" || fail "$name" "does not belong into a pack"
    done < "$tmp/there"

    sed 's/^................................................................  //' MANIFEST > "$tmp/named"
    while IFS= read -r name; do
        is_known "$name" && [ "$name" != MANIFEST ] || fail MANIFEST "names what no pack has: $name"
        [ -f "$name" ] || fail "$name" "is missing"
    done < "$tmp/named"

    reports=
    while IFS= read -r name; do
        report=
        case $name in
            certificates/root.pem | certificates/message.pem | crls/message.pem) ;;
            certificates/* | crls/*)
                report=${name#*/}
                report=${report%.pem}
                ;;
            */*) report=${name%/*} ;;
        esac
        case " $reports " in
            *" $report "*) ;;
            *) reports="$reports $report" ;;
        esac
    done < "$tmp/there"
    reports=$(printf '%s\n' $reports | sort)

    required="verify.sh facts.txt certificates/root.pem"
    for name in message $reports; do
        where=$name/
        [ $name != message ] || where=
        required="$required ${where}header.bin ${where}statement.txt ${where}proof.txt ${where}seal.txt"
        required="$required ${where}seal.cms certificates/$name.pem crls/$name.pem"
    done
    for name in $required; do
        [ -f "$name" ] || fail "$name" "is missing"
    done

    grep -v '^MANIFEST$' "$tmp/there" > "$tmp/files"
    sha256sum $(cat "$tmp/files") > "$tmp/manifest"
    exec 3< MANIFEST
    while IFS= read -r line; do
        IFS= read -r named <&3 || :
        [ "$line" = "$named" ] || fail "${line#*  }" "is not what MANIFEST says"
    done < "$tmp/manifest"
    exec 3<&-
    cmp -s MANIFEST "$tmp/manifest" || fail MANIFEST "says more than which files there are"
    manifest="
$(cat "$tmp/manifest")
"
}

# ---- one statement under its seal ----

# read_statement FILE TITLE KEY...: leaves the values in $values; those of a last KEY+, one or more, in $several
read_statement() {
    file=$1
    title=$2
    shift 2
    text="$title
"
    values=
    several=
    exec 3< "$file"
    IFS= read -r line <&3 || line=
    [ "$line" = "$title" ] || fail "$file" "does not begin with $title"
    for key in "$@"; do
        IFS= read -r line <&3 || line=
        case $key in
            *+)
                key=${key%+}
                read_value
                several=$value
                while IFS= read -r line <&3; do
                    read_value
                    several="$several
$value"
                done
                ;;
            *)
                read_value
                values="$values $value"
                ;;
        esac
    done
    exec 3<&-
    [ "$(printf %s "$text" | digest)" = "$(sha256 "$file")" ] || fail "$file" "has more than its lines"
}

# Of $line: sets $value, adds to $text
read_value() {
    value=${line#"$key="}
    [ "$line" != "$value" ] || fail "$file" "has no $key where it belongs"
    case $value in
        '' | *[!A-Za-z0-9._@:+-]*) fail "$file" "has a bad $key" ;;
    esac
    text="$text$line
"
}

# The leaf leads to the root, each hash on the side where index and size put it.
# check_proof FOLDER LEAF: sets $size and $leads_to
check_proof() {
    file=$1proof.txt
    above=$2
    exec 3< "$file"
    IFS= read -r line <&3 || line=
    place=${line#index=}
    IFS= read -r line <&3 || line=
    size=${line#size=}
    is_number "$place" && is_number "$size" && [ "$place" -lt "$size" ] || fail "$file" "has no index below its size"
    text="index=$place
size=$size
"
    count=$size
    while [ "$count" -gt 1 ]; do
        side=
        if [ $((place % 2)) -eq 1 ]; then
            side=L
        elif [ $((place + 1)) -lt "$count" ]; then
            side=R
        fi
        if [ -n "$side" ]; then
            IFS= read -r line <&3 || line=
            sibling=${line#"$side "}
            [ "$line" != "$sibling" ] && is_hash "$sibling" || fail "$file" "has no hash on side $side where one belongs"
            if [ $side = L ]; then
                above=$(node "$sibling" "$above")
            else
                above=$(node "$above" "$sibling")
            fi
            text="$text$line
"
        fi
        place=$((place / 2))
        count=$(((count + 1) / 2))
    done
    exec 3<&-
    [ "$(printf %s "$text" | digest)" = "$(sha256 "$file")" ] || fail "$file" "has more than its lines"
    leads_to=$above
}

# The certificate in $tmp/NAME.signer made the seal, names IDENTITY and may seal.
# check_signature FOLDER NAME IDENTITY
check_signature() {
    signer=$tmp/$2.signer
    openssl cms -verify -binary -inform DER -in "$1seal.cms" -content "$1seal.txt" \
        -noverify -signer "$signer" -out /dev/null 2> "$tmp/why" \
        || fail "$1seal.cms" "is no signature of $1seal.txt: $(why)"
    [ "$(grep -c 'BEGIN CERTIFICATE' "$signer")" = 1 ] || fail "$1seal.cms" "has several signers"
    openssl x509 -in "$signer" -noout -ext subjectAltName,keyUsage,extendedKeyUsage > "$tmp/says" 2>&1
    uris=$(tr ',' '\n' < "$tmp/says" | sed 's/^ *//' | grep -i '^URI:ccn:')
    [ "$uris" = "URI:$3" ] || fail "$1seal.cms" "was signed by ${uris:-nobody}, not by URI:$3"
    sed '/^-----END/q' "certificates/$2.pem" | cmp -s - "$signer" \
        || fail "certificates/$2.pem" "does not begin with the signer's certificate"
    case $(cat "$tmp/says") in
        *'Digital Signature'*) ;;
        *) fail "certificates/$2.pem" "the signer's certificate may not sign" ;;
    esac
    case $(cat "$tmp/says") in
        *'Any Extended Key Usage'*) ;;
        *'Extended Key Usage'*) fail "certificates/$2.pem" "the signer's certificate is not for sealing" ;;
    esac
}

# check_sealed FOLDER NAME IDENTITY LEAF
check_sealed() {
    check_proof "$1" "$4"
    sealed=$(printf 'ccn-seal-1\nsize=%s\nroot=%s\n' "$size" "$leads_to" | digest)
    [ "$sealed" = "$(sha256 "$1seal.txt")" ] || fail "$1seal.txt" "is not size and root that the proof leads to"
    check_signature "$1" "$2" "$3"
}

leaf() {
    { printf '\000'; cat "$1"; } | digest
}

# What openssl had to say, in a line.
why() {
    sed -n 's/^.*error [0-9]* at [0-9]* depth lookup: //p' "$tmp/why" > "$tmp/short"
    if [ -s "$tmp/short" ]; then
        sed -n 1p "$tmp/short"
    else
        sed -n 1p "$tmp/why"
    fi
}

# ---- certificates and revocation lists ----

# split_pem FILE PREFIX: one PEM object a file, PREFIX.1, PREFIX.2, ...; sets $parts
split_pem() {
    rm -f "$2".*
    awk -v prefix="$2" '/^-----BEGIN /{n++} n{print > (prefix "." n)}' "$1"
    parts=$(grep -c '^-----BEGIN ' "$1")
}

# fingerprints FILE: of each certificate in it
fingerprints() {
    split_pem "$1" "$tmp/certificate"
    i=1
    while [ $i -le "$parts" ]; do
        openssl x509 -in "$tmp/certificate.$i" -noout -fingerprint -sha256 2> "$tmp/why" | sed 's/^.*=//'
        i=$((i + 1))
    done
}

# verify NAME OPTION...: whether the signer's certificate leads to the root; the pack's copy is no trust, only help
verify() {
    name=$1
    shift
    openssl verify -purpose any -auth_level 2 -no-CApath $no_store -CAfile "$tmp/roots" -untrusted "certificates/$name.pem" "$@" \
        "$tmp/$name.signer" > "$tmp/why" 2>&1
}

# Everything about the signer's certificate as of a moment.
# check_chain FOLDER NAME SECONDS
check_chain() {
    # One list for each certificate, and openssl content with all: nothing more to ask.
    if [ "$(grep -c '^-----BEGIN' "crls/$2.pem")" = "$(grep -c '^-----BEGIN' "certificates/$2.pem")" ]; then
        verify "$2" -attime "$3" -crl_check_all -CRLfile "crls/$2.pem" && return
    fi
    # Otherwise see what it is. A list may also have run out a little, of which openssl knows nothing.
    verify "$2" -attime "$3" \
        || fail "certificates/$2.pem" "the signer's certificate did not hold on $(when "$3"): $(why)"
    split_pem "crls/$2.pem" "$tmp/list"
    i=1
    while [ $i -le "$parts" ]; do
        openssl crl -in "$tmp/list.$i" -noout -lastupdate -nextupdate > "$tmp/times" 2> "$tmp/why" \
            || fail "crls/$2.pem" "cannot be read: $(why)"
        from=$(epoch "$(sed -n 's/^lastUpdate=//p' "$tmp/times")") || from=
        until=$(epoch "$(sed -n 's/^nextUpdate=//p' "$tmp/times")") || until=
        if [ -z "$from" ] || [ -z "$until" ] || [ "$from" -gt "$3" ] || [ "$3" -gt $((until + grace)) ]; then
            fail "crls/$2.pem" "holds a revocation list that was not in force on $(when "$3")"
        fi
        i=$((i + 1))
    done
    verify "$2" -no_check_time -crl_check_all -CRLfile "crls/$2.pem" && return
    case $(cat "$tmp/why") in
        *revoked*) fail "$1seal.cms" "was made with a certificate that was revoked on $(when "$3")" ;;
        *) fail "crls/$2.pem" "does not tell whether the certificates were revoked: $(why)" ;;
    esac
}

# ---- the message and its reports ----

# seconds MILLISECONDS: of a time between 2001 and 2286
seconds() {
    case $1 in
        0* | *[!0-9]*) return 1 ;;
    esac
    [ ${#1} -eq 13 ] && echo "${1%???}"
}

check_message() {
    read_statement statement.txt ccn-message-1 \
        network environment sender to type id created header-sha256 payload-sha256
    set -- $values
    network=$1 environment=$2 sender=$3 to=$4 type=$5 id=$6 payload_sha256=$9
    created=$(seconds "$7") || fail statement.txt "has a bad created"
    [ "$(sha256 header.bin)" = "$8" ] || fail header.bin "is not what the statement was made over"
    if [ -f payload ] && [ "$(sha256 payload)" != "$payload_sha256" ]; then
        fail payload "is not what the statement was made over"
    fi
    if [ -n "$payload" ] && [ "$(digest < "$payload")" != "$payload_sha256" ]; then
        fail "$payload" "is not what the statement was made over"
    fi
    message_leaf=$(leaf statement.txt)
    check_sealed "" message "ccn:node:$sender" "$message_leaf"
}

# The moment to judge by is the CoA's. Without one it is what the sender says, and anyone who found the key can say that.
judge_by_the_sender() {
    at=$(openssl cms -cmsout -print -noout -inform DER -in seal.cms 2> "$tmp/why" \
        | sed -n '/signingTime/,/TIME:/s/^.*TIME://p')
    at=$(epoch "$at") || fail seal.cms "does not say when it was made"
    told="accepted   not told: no CoA here; judged as of $(when "$at"), when the sender says it was sealed
$told"
}

# The rows of a report on several messages: id, leaf and acceptance of each.
# check_rows FILE SHA256
check_rows() {
    [ "$(sha256 "$1")" = "$2" ] || fail "$1" "is not what the statement was made over"
    od -An -v -tx1 "$1" | tr -d ' \n' | sed 's/.\{128\}/&\
/g' | sed '/^$/d' > "$tmp/rows"
    [ "$(sed 's/^.\{48\}\(.\{64\}\).\{16\}$/\1/' "$tmp/rows")" = "$several" ] || fail "$1" "is not about the messages that the statement names"
    grep -q -e "^$id$message_leaf" "$tmp/rows" || fail "$1" "does not correlate with the message"
}

# check_report NAME: sets $report_at; tells the story
check_report() {
    file=$1/statement.txt
    read_statement "$file" ccn-report-1 \
        network environment sender to type id created header-sha256 payload-sha256 report original+
    set -- "$1" $values
    [ "$2 $3" = "$network $environment" ] || fail "$file" "is of another network or environment"
    report_at=$(seconds "$8") || fail "$file" "has a bad created"
    case $1 in
        coa*) expected=COA did=accepted ;;
        cod*) expected=COD did=delivered ;;
        exception*) expected=EXCEPTION did=exception ;;
        expiration*) expected=EXPIRATION did=expired ;;
    esac
    [ "$6 ${11}" = "$expected $expected" ] || fail "$file" "is no $expected"
    printf '%s\n' "$several" | grep -q -x -e "$message_leaf" || fail "$file" "is about another message"
    [ "$(sha256 "$1/header.bin")" = "$9" ] || fail "$1/header.bin" "is not what the statement was made over"
    if [ -f "$1/rows.bin" ]; then
        check_rows "$1/rows.bin" "${10}"
    else
        [ "${10}" = "$nothing_sha256" ] || fail "$1/rows.bin" "is missing"
        [ "$several" = "$message_leaf" ] || fail "$file" "has more than its lines"
        # Field 6 of a Header, the CorrelId of 24 bytes.
        case $(od -An -v -tx1 "$1/header.bin" | tr -d ' \n') in
            *3218"$id"*) ;;
            *) fail "$1/header.bin" "does not correlate with the message" ;;
        esac
    fi
    check_sealed "$1/" "$1" "ccn:gateway:$4" "$(leaf "$file")"
    [ "$1" != coa ] || at=$report_at
    told="$told$(printf '%-10s' "$did") $(when "$report_at"), says $4
"
}

# ---- the work ----

root=
payload=
while [ $# -gt 0 ]; do
    case $1 in
        --root | --payload)
            [ $# -gt 1 ] || usage "$1: no file (expected: $1 FILE)"
            [ -f "$2" ] && [ -r "$2" ] || usage "$2: cannot be read (expected: a file)"
            if [ "$1" = --root ]; then root=$(absolute "$2"); else payload=$(absolute "$2"); fi
            shift 2
            ;;
        --)
            shift
            break
            ;;
        -*) usage "$1: unknown" ;;
        *) break ;;
    esac
done
[ $# -le 1 ] || usage "$2: too much (expected: one DIR)"
cd -- "${1-$(dirname -- "$0")}" || usage "${1-}: is no directory (expected: an evidence pack)"
for tool in openssl sha256sum; do
    command -v $tool > /dev/null || usage "$tool: not found (expected: in PATH)"
done

tmp=$(mktemp -d 2> /dev/null) || {
    tmp=$(absolute "${TMPDIR:-/tmp}/ccn-verify.$$")
    mkdir "$tmp" || usage "$tmp: cannot be made (expected: room for temporary files)"
}
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM

# Older ones have no such store and no such option.
no_store=
openssl verify -help 2>&1 | grep -q -e '-no-CAstore' && no_store=-no-CAstore
nothing_sha256=$(digest < /dev/null)

check_files
if [ -n "$root" ]; then
    cat "$root" > "$tmp/roots"
    known_as="given"
else
    cat certificates/root.pem > "$tmp/roots"
    known_as="the pack's own: compare it with the network's"
fi
fingerprints=$(fingerprints "$tmp/roots")
if [ -z "$fingerprints" ]; then
    [ -z "$root" ] || usage "$root: holds no certificate (expected: root certificates, PEM)"
    fail certificates/root.pem "holds no certificate"
fi

told=
at=
check_message
for report in $reports; do
    check_report "$report"
    echo "$report_at" > "$tmp/$report.at"
done
[ -n "$at" ] || judge_by_the_sender
check_chain "" message "$at"
for report in $reports; do
    check_chain "$report/" "$report" "$(cat "$tmp/$report.at")"
done

if [ -f payload ]; then
    where="in the pack"
elif [ -n "$payload" ]; then
    where="the file given"
else
    where="not here: check it with --payload FILE"
fi
cat << END
VALID
message    $id
type       $type
from       $sender
to         $to
network    $network, $environment
created    $(when "$created"), says the sender
${told}payload    $payload_sha256, $where
END
for fingerprint in $fingerprints; do
    echo "root       $fingerprint, $known_as"
done
exit 0
