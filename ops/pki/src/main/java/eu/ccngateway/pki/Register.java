package eu.ccngateway.pki;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that must not be forgotten about a PKI on disk: its settings, the number of its last revocation list, and
 * every certificate in the order of issue. A value; {@link RegisterText} is its file form.
 */
record Register(Duration leafValidity, Duration crlValidity, long crlNumber, List<RegisterEntry> entries) {
    Register {
        entries = List.copyOf(entries);
    }

    Register with(RegisterEntry entry) {
        List<RegisterEntry> more = new ArrayList<>(entries);
        more.add(entry);
        return new Register(leafValidity, crlValidity, crlNumber, more);
    }

    Register withNextCrl() {
        return new Register(leafValidity, crlValidity, crlNumber + 1, entries);
    }

    Register revoking(List<RegisterEntry> revoked, Revocation revocation) {
        List<RegisterEntry> changed = entries.stream()
                .map(entry -> revoked.contains(entry) ? entry.revoked(revocation) : entry)
                .toList();
        return new Register(leafValidity, crlValidity, crlNumber, changed).withNextCrl();
    }

    Optional<RegisterEntry> find(BigInteger serial) {
        return entries.stream().filter(entry -> entry.serial().equals(serial)).findFirst();
    }

    List<RegisterEntry> valid(Identity identity, Use use, Instant now) {
        return entries.stream()
                .filter(entry -> entry.order().isFor(identity, use))
                .filter(entry -> entry.status(now) == RegisterEntry.Status.VALID)
                .toList();
    }

    /** The last certificate issued for this identity and use, whatever became of it. */
    Optional<RegisterEntry> last(Identity identity, Use use) {
        return entries.stream()
                .filter(entry -> entry.order().isFor(identity, use))
                .reduce((earlier, later) -> later);
    }

    Map<BigInteger, Revocation> revocations() {
        Map<BigInteger, Revocation> revoked = new LinkedHashMap<>();
        entries.forEach(entry -> entry.revocation().ifPresent(it -> revoked.put(entry.serial(), it)));
        return revoked;
    }
}
