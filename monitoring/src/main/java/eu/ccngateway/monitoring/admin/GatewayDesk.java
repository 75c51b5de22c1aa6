package eu.ccngateway.monitoring.admin;

import eu.ccngateway.gateway.Gateway;
import eu.ccngateway.gateway.delivery.DeadLetters;
import eu.ccngateway.gateway.delivery.DeliveryLoop;
import eu.ccngateway.gateway.delivery.QueuePeek;
import eu.ccngateway.gateway.evidence.EvidenceOf;
import eu.ccngateway.gateway.evidence.EvidencePack;
import eu.ccngateway.gateway.evidence.EvidenceSearch;
import eu.ccngateway.gateway.evidence.MessageLookup;
import eu.ccngateway.gateway.network.NodeGrant;
import eu.ccngateway.gateway.network.QueueSpec;
import eu.ccngateway.gateway.queue.Readiness;
import eu.ccngateway.gateway.session.Session;
import eu.ccngateway.gateway.store.End;
import eu.ccngateway.monitoring.meters.Figures;
import eu.ccngateway.monitoring.meters.GatewayMeters;
import eu.ccngateway.monitoring.meters.RecentRefusals;
import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.refusal.RefusalCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A gateway of this process, as its operator sees it. */
public final class GatewayDesk implements OperatedGateway {

    private static final String OPERATOR = "operator";
    private static final long ANSWER_SECONDS_MAX = 35;

    private final Gateway gateway;
    private final GatewayMeters meters;
    private final Instant startedAt;

    public GatewayDesk(Gateway gateway, GatewayMeters meters, Clock clock) {
        this.gateway = gateway;
        this.meters = meters;
        this.startedAt = clock.instant();
    }

    @Override
    public Health health() {
        Readiness readiness = gateway.readiness();
        return new Health(readiness.ready(), readiness.detail());
    }

    @Override
    public Overview overview() {
        Identity identity = new Identity(
                gateway.id().toString(),
                gateway.network().network(),
                gateway.network().environment(),
                meters.version(),
                startedAt);
        return new Overview(identity, health(), figures(), deadLetterCount(), meters.unaccountedFor());
    }

    @Override
    public Figures figures() {
        return meters.figures();
    }

    private long deadLetterCount() {
        try {
            return gateway.deadLetters().count();
        } catch (IllegalArgumentException e) {
            return 0; // The gateway is starting, and its queues are not there yet.
        }
    }

    @Override
    public List<RecentRefusals.Refusal> refusals(int max) {
        return meters.refusals().latest(max);
    }

    @Override
    public List<Queue> queues() {
        List<QueueSpec> specs = List.copyOf(gateway.network().queues());
        List<CompletableFuture<DeliveryLoop.Hands>> hands = specs.stream()
                .map(queue -> gateway.delivery().hands(queue.address()).toCompletableFuture())
                .toList();
        List<NodeId> connected =
                gateway.sessions().list().stream().map(Session::node).distinct().toList();
        List<Queue> queues = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            QueueSpec queue = specs.get(i);
            DeliveryLoop.Hands held = hands.get(i)
                    .completeOnTimeout(
                            new DeliveryLoop.Hands(0, OptionalLong.empty()), ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
                    .join();
            queues.add(new Queue(
                    queue.address().toString(),
                    queue.domain(),
                    queue.application(),
                    queue.role().name(),
                    gateway.room().depth(queue.address()),
                    held.onLease(),
                    meters.oldestMs(queue.address()),
                    (int) connected.stream()
                            .filter(node -> gateway.network().mayGet(node, queue))
                            .count(),
                    queue.depthMax()));
        }
        return queues;
    }

    @Override
    public Optional<List<QueuedMessage>> browse(String queue, int max) {
        return gateway.network().queues().stream()
                .filter(spec -> spec.address().toString().equals(queue))
                .findFirst()
                .map(spec -> gateway.peek().look(spec, max).stream()
                        .map(GatewayDesk::queued)
                        .toList());
    }

    private static QueuedMessage queued(QueuePeek.Peeked message) {
        return new QueuedMessage(
                hex(message.acceptance()),
                Instant.ofEpochMilli(message.acceptedAtMs()),
                Headers.shown(message.header()),
                message.payloadLength(),
                message.isInHand(),
                message.backOuts());
    }

    @Override
    public List<NetworkNode> nodes() {
        Map<NodeId, List<Session>> sessions =
                gateway.sessions().list().stream().collect(Collectors.groupingBy(Session::node));
        return gateway.network().nodes().stream()
                .map(node -> node(node, sessions.getOrDefault(node.id(), List.of())))
                .toList();
    }

    private NetworkNode node(NodeGrant node, List<Session> sessions) {
        GatewayMeters.NodeFigures figures = meters.node(node.id(), sessions);
        List<Connection> connections = sessions.stream()
                .map(session -> new Connection(
                        session.id(),
                        session.remote(),
                        session.who().agent(),
                        Instant.ofEpochMilli(session.openedAtMs())))
                .toList();
        return new NetworkNode(
                node.id().toString(),
                node.id().domain(),
                node.applications(),
                connections,
                figures.lastSeen(),
                figures.certificateEnds(),
                figures.clockAheadMs());
    }

    @Override
    public List<DeadLetter> deadLetters(int max) {
        return gateway.deadLetters().list(max).stream()
                .map(GatewayDesk::deadLetter)
                .toList();
    }

    private static DeadLetter deadLetter(DeadLetters.Letter letter) {
        int code = letter.why().getCode();
        return new DeadLetter(
                hex(letter.id()),
                hex(letter.acceptance()),
                MessageId.of(letter.header().getId().toByteArray()).toString(),
                letter.header().getSender(),
                letter.header().getTo(),
                letter.header().getType(),
                code,
                RefusalCode.of(code).map(RefusalCode::name).orElse("UNKNOWN"),
                letter.why().getReason(),
                Instant.ofEpochMilli(letter.why().getAtMs()),
                letter.payloadLength());
    }

    @Override
    public Optional<MessageHeader> deadLetterHeader(String id) {
        return isHex(id)
                ? gateway.deadLetters()
                        .find(Long.parseUnsignedLong(id, 16))
                        .map(letter -> Headers.shown(letter.header()))
                : Optional.empty();
    }

    @Override
    public boolean retry(String id) {
        return isHex(id) && await(gateway.deadLetters().retry(Long.parseUnsignedLong(id, 16), OPERATOR));
    }

    @Override
    public boolean discard(String id) {
        return isHex(id) && await(gateway.deadLetters().discard(Long.parseUnsignedLong(id, 16), OPERATOR));
    }

    private static boolean await(CompletionStage<Boolean> answer) {
        return answer.toCompletableFuture()
                .orTimeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public List<EvidenceMatch> findEvidence(String id, Optional<String> domain) throws IOException {
        return gateway.evidence().search().find(id, domain).stream()
                .map(GatewayDesk::match)
                .toList();
    }

    private static EvidenceMatch match(EvidenceSearch.Match match) {
        return new EvidenceMatch(
                hex(match.acceptance()),
                match.id().toString(),
                match.sender(),
                match.to(),
                match.type(),
                Instant.ofEpochMilli(match.acceptedAtMs()));
    }

    @Override
    public Trails trails(String id, Optional<String> domain, int max) throws IOException {
        MessageLookup.Found found = gateway.evidence().lookup().find(id, domain, max);
        return new Trails(found.lives().stream().map(GatewayDesk::trail).toList(), found.hasMore());
    }

    private static Trail trail(MessageLookup.Life life) {
        List<Step> steps = new ArrayList<>();
        steps.add(
                new Step("ACCEPTED", Instant.ofEpochMilli(life.acceptedAtMs()), life.hasCoa() ? "COA" : "", "", 0, ""));
        for (MessageLookup.LifeEnd end : life.ends()) {
            steps.add(new Step(
                    end.end().name(),
                    Instant.ofEpochMilli(end.atMs()),
                    end.isReported() ? reportOf(end.end()) : "",
                    end.by(),
                    end.code(),
                    end.reason()));
        }
        return new Trail(hex(life.acceptance()), Headers.shown(life.header()), steps);
    }

    private static String reportOf(End end) {
        return end == End.DELIVERED ? "COD" : end == End.EXPIRED ? "EXPIRATION" : "EXCEPTION";
    }

    @Override
    public void writeEvidence(String acceptanceId, OutputStream zip) throws IOException {
        EvidenceSearch search = gateway.evidence().search();
        EvidenceOf evidence = search.byAcceptance(Long.parseUnsignedLong(acceptanceId, 16))
                .orElseThrow(
                        () -> new IOException(acceptanceId + ": its evidence is gone (expected: found a moment ago)"));
        Path directory = Files.createTempDirectory("ccn-evidence-");
        try {
            EvidencePack.write(evidence, Optional.empty(), directory);
            zip(directory, zip);
        } finally {
            delete(directory);
        }
    }

    private static void zip(Path directory, OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> tree = Files.walk(directory)) {
            for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(directory.relativize(file).toString()));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static boolean isHex(String id) {
        return id.matches("[0-9a-f]{16}");
    }

    private static String hex(long id) {
        return HexFormat.of().toHexDigits(id);
    }
}
