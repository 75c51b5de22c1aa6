package eu.ccngateway.monitoring.admin;

import eu.ccngateway.monitoring.meters.Figures;
import eu.ccngateway.monitoring.meters.RecentRefusals;
import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.refusal.RefusalCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One of everything. */
final class FakeGateway implements OperatedGateway {

    final List<String> calls = new ArrayList<>();
    volatile boolean isReady = true;
    volatile boolean isBroken;

    @Override
    public Health health() {
        return new Health(isReady, "all well");
    }

    @Override
    public Overview overview() {
        return new Overview(
                new Identity("GW1@demo", "demo", "RCT", "1.0", Instant.EPOCH),
                health(),
                figures(),
                1,
                Map.of("received", 0L));
    }

    @Override
    public Figures figures() {
        return new Figures(
                Map.of("D", new Figures.OfDomain(5, 4, 400, 1, 2, 0, 1)), List.of(new Figures.Bucket(0.5, 4)));
    }

    @Override
    public List<RecentRefusals.Refusal> refusals(int max) {
        return List.of(new RecentRefusals.Refusal(Instant.EPOCH, "N@D", "Q@D", RefusalCode.QUEUE_FULL, "full"));
    }

    private static MessageHeader header(String correlation) {
        return new MessageHeader(
                "m",
                Optional.of(correlation).filter(text -> !text.isEmpty()).map(MessageId::parse),
                "REQUEST",
                "y",
                "s",
                "t",
                "r",
                5,
                Instant.EPOCH,
                Optional.of(Instant.ofEpochSecond(9)),
                "application/xml",
                List.of("COA", "COD"));
    }

    @Override
    public Trails trails(String id, Optional<String> domain, int max) {
        List<Trail> all = findEvidence(id, domain).stream()
                .map(match -> new Trail(
                        match.acceptanceId(),
                        header("26FR0000000001"),
                        List.of(
                                new Step("ACCEPTED", Instant.EPOCH, "COA", "", 0, ""),
                                new Step("DEAD_LETTERED", Instant.EPOCH, "EXCEPTION", "N@D", 801, "why"))))
                .toList();
        return new Trails(all.subList(0, Math.min(max, all.size())), all.size() > max);
    }

    @Override
    public Optional<List<QueuedMessage>> browse(String queue, int max) {
        calls.add("browse " + queue + " " + max);
        return queue.equals("Q@D")
                ? Optional.of(List.of(new QueuedMessage("a1", Instant.EPOCH, header("26FR0000000001"), 5, true, 1)))
                : Optional.empty();
    }

    @Override
    public Optional<MessageHeader> deadLetterHeader(String id) {
        return Optional.of(header("")).filter(header -> !id.equals("none"));
    }

    @Override
    public List<Queue> queues() {
        if (isBroken) {
            throw new IllegalStateException("secret");
        }
        return List.of(
                new Queue("Q@D", "D", "A", "CORE", 3, 1, OptionalLong.of(17), 2, 9),
                new Queue("R@D", "D", "A", "REPORT", 0, 0, OptionalLong.empty(), 0, 9));
    }

    @Override
    public List<NetworkNode> nodes() {
        return List.of(new NetworkNode(
                "N@D",
                "D",
                List.of("A"),
                List.of(new Connection("s1", "r", "a", Instant.EPOCH)),
                Optional.of(Instant.EPOCH),
                Optional.of(Instant.ofEpochSecond(1)),
                -7));
    }

    @Override
    public synchronized List<DeadLetter> deadLetters(int max) {
        calls.add("list " + max);
        return List.of(new DeadLetter("12", "a1", "m", "s", "t", "y", 801, "BACKED_OUT", "why", Instant.EPOCH, 5));
    }

    @Override
    public synchronized boolean retry(String id) {
        calls.add("retry " + id);
        return !id.equals("none");
    }

    @Override
    public synchronized boolean discard(String id) {
        calls.add("discard " + id);
        return !id.equals("none");
    }

    @Override
    public List<EvidenceMatch> findEvidence(String id, Optional<String> domain) {
        EvidenceMatch first = new EvidenceMatch("a1", "m", "s", "t", "y", Instant.EPOCH);
        EvidenceMatch second = new EvidenceMatch("a2", "m", "s", "t", "y", Instant.EPOCH);
        return switch (id) {
            case "one" -> List.of(first);
            case "two" -> domain.isPresent() ? List.of(first) : List.of(first, second);
            default -> List.of();
        };
    }

    @Override
    public void writeEvidence(String acceptanceId, OutputStream zip) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("ZIP of " + acceptanceId).getBytes(StandardCharsets.UTF_8));
        bytes.writeTo(zip);
    }
}
