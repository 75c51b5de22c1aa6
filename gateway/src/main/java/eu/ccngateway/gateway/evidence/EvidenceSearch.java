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

/**
 * Looks evidence up in a directory, also while a gateway writes there. Only reads. What was accepted within the last
 * second may not be there yet.
 */
public final class EvidenceSearch {

    /** More than any message has, and an id that was used more often than this was not meant to lead to one message. */
    private static final int ENTRIES_MAX = 100_000;

    private static final int FOUND_MAX = 1_000;

    private final EvidenceLayout layout;
    private final Places ledger;

    /** An acceptance that was found. */
    public record Match(long acceptance, long acceptedAtMs, String sender, String to, String type, MessageId id) {}

    public EvidenceSearch(Path directory) throws IOException {
        layout = new EvidenceLayout(directory);
        layout.statement();
        ledger = new Places(directory, SegmentFile.Kind.LEDGER);
    }

    /**
     * Finds messages, oldest first: several, where several domains used the same id, or one domain after it was forgotten;
     * of very many the latest.
     *
     * @param reference an acceptance id of 16 hex digits, or a MsgId: 48 hex digits, or up to 24 characters
     * @param senderDomain only messages of this domain
     */
    public List<Match> find(String reference, Optional<String> senderDomain) throws IOException {
        List<Places.Place> places = ledger.latest(Places.Wanted.messages(reference, senderDomain), FOUND_MAX);
        List<Match> matches = new ArrayList<>();
        for (Places.Place place : Places.oldestFirst(places)) {
            matches.add(match(place));
        }
        return matches;
    }

    static Match match(Places.Place place) throws IOException {
        try (SegmentReader reader = SegmentReader.open(place.segment())) {
            LedgerRecord record = reader.record(place.entry());
            Accepted accepted = record.getAccepted(place.entry().ordinal());
            Header header = Header.parseFrom(accepted.getHeader());
            return new Match(
                    accepted.getAcceptance(),
                    record.getAtMs(),
                    header.getSender(),
                    header.getTo(),
                    header.getType(),
                    MessageId.of(header.getId().toByteArray()));
        }
    }

    /** All evidence of one acceptance. */
    public Optional<EvidenceOf> byAcceptance(long acceptance) throws IOException {
        List<Places.Place> places =
                Places.oldestFirst(ledger.latest(List.of(Places.Wanted.life(acceptance)), ENTRIES_MAX));
        Optional<Places.Place> accepted = places.stream()
                .filter(place -> place.entry().kind() == IndexEntry.Kind.ACCEPTED)
                .findFirst();
        if (accepted.isEmpty()) {
            return Optional.empty();
        }
        List<EvidenceOf.Ending> endings = new ArrayList<>();
        for (Places.Place place : places) {
            if (place.entry().kind() == IndexEntry.Kind.ENDED) {
                endings.add(ending(place));
            }
        }
        return Optional.of(evidence(accepted.get(), endings));
    }

    private EvidenceOf evidence(Places.Place place, List<EvidenceOf.Ending> endings) throws IOException {
        try (SegmentReader reader = SegmentReader.open(place.segment())) {
            LedgerRecord record = reader.record(place.entry());
            Accepted accepted = record.getAccepted(place.entry().ordinal());
            List<ByteString> crls = crls(record);
            EvidenceOf.Sealed message = new EvidenceOf.Sealed(
                    accepted.getHeader(),
                    accepted.getPayloadSha256(),
                    ByteString.EMPTY,
                    record.getSeals(accepted.getSeal()),
                    accepted.getProof(),
                    crls);
            return new EvidenceOf(
                    layout.statement(),
                    accepted.getAcceptance(),
                    record.getAtMs(),
                    message,
                    report(record, accepted.getCoa(), crls),
                    List.copyOf(endings),
                    authorities(),
                    payload(accepted));
        }
    }

    private EvidenceOf.Ending ending(Places.Place place) throws IOException {
        try (SegmentReader reader = SegmentReader.open(place.segment())) {
            LedgerRecord record = reader.record(place.entry());
            Ended ended = record.getEnded(place.entry().ordinal());
            return new EvidenceOf.Ending(
                    ended.getEnd(),
                    ended.getAtMs(),
                    ended.getBy(),
                    ended.getCode(),
                    ended.getReason(),
                    report(record, ended.getReport(), crls(record)));
        }
    }

    /** @param number among the reports of the record, from 1; 0 = none */
    private static Optional<EvidenceOf.Sealed> report(LedgerRecord record, int number, List<ByteString> crls) {
        if (number == 0) {
            return Optional.empty();
        }
        IssuedReport report = record.getReports(number - 1);
        ByteString payloadSha256 =
                ByteString.copyFrom(Sha256.of(report.getRows().toByteArray()));
        return Optional.of(new EvidenceOf.Sealed(
                report.getHeader(), payloadSha256, report.getRows(), record.getReportSeal(), report.getProof(), crls));
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
        Map<Long, Places.Place> pieces = new LinkedHashMap<>();
        Places archive = new Places(layout.directory(), SegmentFile.Kind.PAYLOAD);
        List<Places.Place> found = archive.latest(List.of(Places.Wanted.payload(acceptance)), ENTRIES_MAX);
        for (Places.Place place : Places.oldestFirst(found)) {
            pieces.put(place.entry().createdMs(), place);
        }
        List<Places.Place> ordered = new ArrayList<>(pieces.values());
        ordered.sort(Comparator.comparingLong(place -> place.entry().createdMs()));
        MessageDigest sha256 = sha256();
        long offset = 0;
        for (Places.Place place : ordered) {
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
                    for (Places.Place place : ordered) {
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

    private static ArchivedPayload piece(Places.Place place) throws IOException {
        try (SegmentReader reader = SegmentReader.open(place.segment())) {
            return reader.piece(place.entry());
        }
    }
}
