package eu.ccngateway.gateway.evidence;

import com.google.protobuf.ByteString;
import eu.ccngateway.gateway.store.Accepted;
import eu.ccngateway.gateway.store.ArchivedPayload;
import eu.ccngateway.gateway.store.Ended;
import eu.ccngateway.gateway.store.IssuedReport;
import eu.ccngateway.gateway.store.LedgerRecord;
import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.wire.Header;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Looks evidence up in a directory, also while a gateway writes there. Only reads. What was accepted within the last
 * second may not be there yet.
 */
public final class EvidenceSearch {

    private static final ByteString NO_PAYLOAD_SHA256 = ByteString.copyFrom(Sha256.of(new byte[0]));

    private final EvidenceLayout layout;

    /** An acceptance that was found. */
    public record Match(long acceptance, long acceptedAtMs, String sender, String to, String type, MessageId id) {}

    /** Where an entry of an index stands. */
    record Place(SegmentFile segment, IndexEntry entry) {}

    public EvidenceSearch(Path directory) throws IOException {
        layout = new EvidenceLayout(directory);
        layout.statement();
    }

    /**
     * Finds messages, oldest first: several, where several domains used the same id, or one domain after it was forgotten.
     *
     * @param reference an acceptance id of 16 hex digits, or a MsgId: 48 hex digits, or up to 24 characters
     * @param senderDomain only messages of this domain
     */
    public List<Match> find(String reference, Optional<String> senderDomain) throws IOException {
        Predicate<IndexEntry> wanted = wanted(reference);
        List<Match> matches = new ArrayList<>();
        for (Place place :
                places(SegmentFile.Kind.LEDGER, e -> e.kind() == IndexEntry.Kind.ACCEPTED && wanted.test(e))) {
            try (SegmentReader reader = SegmentReader.open(place.segment())) {
                LedgerRecord record = reader.record(place.entry());
                Accepted accepted = record.getAccepted(place.entry().ordinal());
                Header header = Header.parseFrom(accepted.getHeader());
                if (senderDomain.isEmpty() || IndexEntry.domainOf(header).equals(senderDomain.get())) {
                    matches.add(new Match(
                            accepted.getAcceptance(),
                            record.getAtMs(),
                            header.getSender(),
                            header.getTo(),
                            header.getType(),
                            MessageId.of(header.getId().toByteArray())));
                }
            }
        }
        return matches;
    }

    private static Predicate<IndexEntry> wanted(String reference) {
        ByteString id = ByteString.copyFrom(MessageId.parse(reference).toBytes());
        Predicate<IndexEntry> byId = entry -> entry.id().equals(id);
        if (!reference.matches("[0-9a-fA-F]{16}")) {
            return byId;
        }
        long acceptance = Long.parseUnsignedLong(reference, 16);
        return byId.or(entry -> entry.acceptance() == acceptance);
    }

    /** All evidence of one acceptance. */
    public Optional<EvidenceOf> byAcceptance(long acceptance) throws IOException {
        List<Place> places = places(
                SegmentFile.Kind.LEDGER,
                entry -> entry.acceptance() == acceptance
                        && (entry.kind() == IndexEntry.Kind.ACCEPTED || entry.kind() == IndexEntry.Kind.ENDED));
        Optional<Place> accepted = places.stream()
                .filter(place -> place.entry().kind() == IndexEntry.Kind.ACCEPTED)
                .findFirst();
        if (accepted.isEmpty()) {
            return Optional.empty();
        }
        List<EvidenceOf.Ending> endings = new ArrayList<>();
        for (Place place : places) {
            if (place.entry().kind() == IndexEntry.Kind.ENDED) {
                endings.add(ending(place));
            }
        }
        return Optional.of(evidence(accepted.get(), endings));
    }

    private EvidenceOf evidence(Place place, List<EvidenceOf.Ending> endings) throws IOException {
        try (SegmentReader reader = SegmentReader.open(place.segment())) {
            LedgerRecord record = reader.record(place.entry());
            Accepted accepted = record.getAccepted(place.entry().ordinal());
            List<ByteString> crls = crls(record);
            EvidenceOf.Sealed message = new EvidenceOf.Sealed(
                    accepted.getHeader(),
                    accepted.getPayloadSha256(),
                    record.getSeals(accepted.getSeal()),
                    accepted.getProof(),
                    crls);
            return new EvidenceOf(
                    layout.statement(),
                    accepted.getAcceptance(),
                    record.getAtMs(),
                    message,
                    accepted.hasCoa() ? Optional.of(report(record, accepted.getCoa(), crls)) : Optional.empty(),
                    List.copyOf(endings),
                    authorities(),
                    payload(accepted));
        }
    }

    private EvidenceOf.Ending ending(Place place) throws IOException {
        try (SegmentReader reader = SegmentReader.open(place.segment())) {
            LedgerRecord record = reader.record(place.entry());
            Ended ended = record.getEnded(place.entry().ordinal());
            return new EvidenceOf.Ending(
                    ended.getEnd(),
                    ended.getAtMs(),
                    ended.getBy(),
                    ended.getCode(),
                    ended.getReason(),
                    ended.hasReport()
                            ? Optional.of(report(record, ended.getReport(), crls(record)))
                            : Optional.empty());
        }
    }

    private static EvidenceOf.Sealed report(LedgerRecord record, IssuedReport report, List<ByteString> crls) {
        return new EvidenceOf.Sealed(
                report.getHeader(), NO_PAYLOAD_SHA256, record.getReportSeal(), report.getProof(), crls);
    }

    private List<ByteString> crls(LedgerRecord record) throws IOException {
        List<ByteString> crls = new ArrayList<>();
        for (ByteString hash : record.getCrlsList()) {
            layout.crls().find(hash.toByteArray()).map(ByteString::copyFrom).ifPresent(crls::add);
        }
        return List.copyOf(crls);
    }

    private List<X509Certificate> authorities() throws IOException {
        List<X509Certificate> authorities = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (byte[] der : layout.anchors().all()) {
                authorities.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
            }
        } catch (CertificateException e) {
            throw new IOException("anchors: a certificate cannot be read: " + e.getMessage(), e);
        }
        return List.copyOf(authorities);
    }

    /** The archived payload, if every byte of it is still there. */
    private Optional<EvidenceOf.Payload> payload(Accepted accepted) throws IOException {
        long acceptance = accepted.getAcceptance();
        Map<Long, Place> pieces = new LinkedHashMap<>();
        for (Place place : places(SegmentFile.Kind.PAYLOAD, entry -> entry.acceptance() == acceptance)) {
            pieces.put(place.entry().createdMs(), place);
        }
        List<Place> ordered = new ArrayList<>(pieces.values());
        ordered.sort(Comparator.comparingLong(place -> place.entry().createdMs()));
        MessageDigest sha256 = sha256();
        long offset = 0;
        for (Place place : ordered) {
            ArchivedPayload piece = piece(place);
            if (piece.getOffset() != offset) {
                return Optional.empty();
            }
            sha256.update(piece.getBytes().asReadOnlyByteBuffer());
            offset += piece.getBytes().size();
        }
        boolean isWhole = ByteString.copyFrom(sha256.digest()).equals(accepted.getPayloadSha256());
        return isWhole
                ? Optional.of(out -> {
                    for (Place place : ordered) {
                        piece(place).getBytes().writeTo(out);
                    }
                })
                : Optional.empty();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    private static ArchivedPayload piece(Place place) throws IOException {
        try (SegmentReader reader = SegmentReader.open(place.segment())) {
            return reader.piece(place.entry());
        }
    }

    private List<Place> places(SegmentFile.Kind kind, Predicate<IndexEntry> wanted) throws IOException {
        List<Place> places = new ArrayList<>();
        for (SegmentFile segment : SegmentFile.list(layout.directory(), kind)) {
            try {
                SegmentIndex.walk(segment, entry -> {
                    if (wanted.test(entry)) {
                        places.add(new Place(segment, entry));
                    }
                });
            } catch (NoSuchFileException ignored) {
                // Retired between listing and reading: too old to be found.
            }
        }
        return places;
    }
}
