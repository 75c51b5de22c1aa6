package eu.ccngateway.launcher.sla;

import eu.ccngateway.gateway.evidence.EvidenceSearch;
import eu.ccngateway.gateway.store.End;
import eu.ccngateway.launcher.availability.AvailabilityOption;
import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Listing;
import eu.ccngateway.launcher.console.OutputOption;
import eu.ccngateway.monitoring.ledger.Csv;
import eu.ccngateway.monitoring.ledger.Ledger;
import eu.ccngateway.monitoring.reconcile.CountedVolume;
import eu.ccngateway.monitoring.reconcile.GatewayAccount;
import eu.ccngateway.monitoring.reconcile.NodeJournal;
import eu.ccngateway.monitoring.reconcile.Passage;
import eu.ccngateway.monitoring.reconcile.Reconciliation;
import eu.ccngateway.monitoring.reconcile.Reconciliation.Difference;
import eu.ccngateway.monitoring.sla.AvailabilityDirectory;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccn sla reconcile}. */
@Command(
        name = "reconcile",
        description = {
            "Holds what partners sent and took on a day (UTC) against the gateway's evidence, pair by pair: the journals their",
            "nodes keep (./ccn put --journal FILE, NodeConfig.journal), the evidence, and the volume that was counted. Exit code",
            "4 where they differ; each difference is named. --list writes what a partner compares with his own."
        },
        footer = {
            "",
            "Example:",
            "  ./ccn sla reconcile --day 2026-11-20 --journal fr.csv --journal ie.csv",
            "  ./ccn sla reconcile --day 2026-11-20 --partner CUSTTAX.FR --list fr-2026-11-20.csv"
        })
final class SlaReconcileCommand implements Callable<Integer> {

    private static final String TITLE = "day,sender,to,application,type,id,acceptance,accepted,bytes,end,ended,by";

    @Option(names = "--day", required = true, paramLabel = "DAY", description = "As 2026-11-20, in UTC.")
    private String day = "";

    @Option(names = "--journal", paramLabel = "FILE", description = "A node's journal; may be repeated.")
    private List<Path> journals = new ArrayList<>();

    @Option(names = "--partner", paramLabel = "DOMAIN", description = "Only what this domain sent or was sent.")
    private @Nullable String partner;

    @Option(names = "--list", paramLabel = "FILE", description = "Writes every message of the day as CSV.")
    private @Nullable Path list;

    @Option(
            names = "--evidence",
            paramLabel = "DIR",
            description = "The gateway's evidence. Default: as the network's directory says.")
    private @Nullable Path evidence;

    @Mixin
    private AvailabilityOption availability = new AvailabilityOption();

    @Mixin
    private OutputOption output = new OutputOption();

    private final Console console;

    SlaReconcileCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        LocalDate date = date();
        Path kept = evidence == null ? availability.network().read().evidence() : evidence;
        Predicate<Passage.Pair> isWanted = pair -> partner == null
                || pair.sender().equals(partner)
                || pair.recipient().equals(partner);
        EvidenceSearch search = new EvidenceSearch(kept);
        GatewayAccount account = GatewayAccount.read(kept, date, isWanted);
        List<NodeJournal> read = new ArrayList<>();
        for (Path file : journals) {
            read.add(read(file));
        }
        Reconciliation result = Reconciliation.of(account, search, read, isWanted);
        List<Difference> differences = new ArrayList<>(result.differences());
        Path counted = availability.directory().root().resolve(AvailabilityDirectory.COUNTED);
        if (partner == null && Files.exists(counted)) {
            differences.addAll(CountedVolume.check(kept, Ledger.read(counted), date));
        } else {
            console.note("ccn: the counted volume is not compared: "
                    + (partner == null ? counted + " is not there" : "it is not kept by partner"));
        }
        if (list != null) {
            write(list, account);
        }
        print(result, differences);
        console.note("ccn: " + date + ": " + account.passages().size() + " messages, " + read.size() + " journals, "
                + differences.size() + " differences");
        return (differences.isEmpty() ? ExitCode.OK : ExitCode.NOT_VERIFIED).number();
    }

    private LocalDate date() {
        try {
            return LocalDate.parse(day);
        } catch (DateTimeParseException e) {
            throw new CommandFailed(ExitCode.USAGE, "--day: '" + day + "' (expected: as 2026-11-20)", e);
        }
    }

    private static NodeJournal read(Path file) throws IOException {
        try {
            return NodeJournal.read(file);
        } catch (NoSuchFileException e) {
            throw new CommandFailed(ExitCode.USAGE, file + ": no such file; check the path", e);
        }
    }

    private void write(Path file, GatewayAccount account) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write(TITLE + "\n");
            for (Passage passage : account.passages()) {
                out.write(Csv.join(List.of(
                                account.day().toString(),
                                passage.sender(),
                                passage.to(),
                                passage.application(),
                                passage.type(),
                                passage.id(),
                                String.format("%016x", passage.acceptance()),
                                passage.acceptedAt().toString(),
                                Long.toString(passage.bytes()),
                                passage.ending().map(it -> it.end().name()).orElse(""),
                                passage.ending().map(it -> it.at().toString()).orElse(""),
                                passage.ending().map(Passage.Ending::by).orElse("")))
                        + "\n");
            }
        }
        console.note("ccn: " + file + ": " + account.passages().size() + " messages");
    }

    private void print(Reconciliation result, List<Difference> differences) {
        try (Listing listing = new Listing(
                console,
                output.format(),
                "sender=SENDER",
                "recipient=RECIPIENT",
                "application=APPLICATION",
                "sent=SENT",
                "accepted=ACCEPTED",
                "delivered=DELIVERED",
                "taken=TAKEN",
                "waiting=WAITING",
                "expired=EXPIRED",
                "deadLettered=DEAD",
                "purged=PURGED",
                "bytes=BYTES",
                "differences=DIFFERENCES")) {
            result.rows().forEach(row -> listing.add(fields(row)));
        }
        try (Listing listing = new Listing(
                console,
                output.format(),
                "difference=DIFFERENCE",
                "id=ID",
                "sender=SENDER",
                "to=TO",
                "detail=DETAIL")) {
            differences.forEach(it -> listing.add(new Fields()
                    .add("difference", it.kind().name())
                    .add("id", it.id())
                    .add("sender", it.sender())
                    .add("to", it.to())
                    .add("detail", it.detail())));
        }
    }

    private static Fields fields(Reconciliation.Row row) {
        return new Fields()
                .add("sender", row.pair().sender())
                .add("recipient", row.pair().recipient())
                .add("application", row.pair().application())
                .add("sent", row.sent())
                .add("accepted", row.accepted())
                .add("delivered", row.ended(End.DELIVERED))
                .add("taken", row.taken())
                .add("waiting", row.waiting())
                .add("expired", row.ended(End.EXPIRED))
                .add("deadLettered", row.ended(End.DEAD_LETTERED))
                .add("purged", row.ended(End.PURGED))
                .add("bytes", row.bytes())
                .add("differences", row.differences());
    }
}
