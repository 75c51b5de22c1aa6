package eu.ccngateway.applications.runtime;

import eu.ccngateway.applications.catalogue.MessageType.Trait;
import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.applications.conversation.Channel;
import eu.ccngateway.applications.conversation.Incoming;
import eu.ccngateway.applications.conversation.Kind;
import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.node.IncomingCall;
import eu.ccngateway.node.Message;
import eu.ccngateway.node.MessageKind;
import eu.ccngateway.node.Received;
import eu.ccngateway.protocol.message.MessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The queues an application takes from. CORE is let alone while the application is not there: messages gather in it. */
final class Intakes implements AutoCloseable {

    private static final int CREDIT = 16;

    private final Profile profile;
    private final List<Side> sides;
    private final RunningApplication application;
    private final List<AutoCloseable> always = new ArrayList<>();
    private final List<AutoCloseable> core = new ArrayList<>();
    private boolean isStarted;
    private boolean isOpen;

    Intakes(Profile profile, List<Side> sides, RunningApplication application) {
        this.profile = profile;
        this.sides = sides;
        this.application = application;
    }

    /** Opens or closes CORE; returns whether that changed anything. */
    synchronized boolean open(boolean isWanted) {
        boolean isFirst = !isStarted;
        if (isFirst) {
            isStarted = true;
            sides.forEach(this::openAlways);
        }
        if (isWanted == isOpen) {
            return isFirst && !isWanted;
        }
        isOpen = isWanted;
        if (isWanted) {
            sides.forEach(this::openCore);
        } else {
            closeAll(core);
        }
        return true;
    }

    private void openAlways(Side side) {
        String project = profile.project();
        if (profile.uses(Channel.ADMIN)) {
            always.add(side.node().subscribe(side.partners().queue(Channel.ADMIN, project), CREDIT, this::take));
        }
        always.add(side.node().reports(side.partners().queue("REPORT", project), application::reported));
    }

    private void openCore(Side side) {
        if (!profile.uses(Channel.CORE)) {
            return;
        }
        String queue = side.partners().queue(Channel.CORE, profile.project());
        core.add(side.node().subscribe(queue, CREDIT, this::take));
        if (profile.types().stream().anyMatch(type -> type.is(Trait.CALLS))) {
            core.add(side.node().serve(queue, this::answer));
        }
    }

    private void take(Received received) {
        application.received(incoming(received.message(), received.sender()));
        received.acknowledge();
    }

    private Message answer(IncomingCall call) {
        Optional<Outgoing> answer = application.called(incoming(call.message(), call.sender()));
        return answer.map(outgoing -> call.answer(outgoing.type())
                        .contentType("application/xml")
                        .payload(outgoing.payload())
                        .build())
                .orElseThrow(
                        () -> new IllegalStateException(call.message().type() + ": the application has no answer"));
    }

    /** A message as the application sees it. */
    static Incoming incoming(Message message, String sender) {
        MessageKind kind = message.kind();
        return new Incoming(
                message.type(),
                sender,
                kind == MessageKind.REPORT ? Kind.DATAGRAM : Kind.valueOf(kind.name()),
                sender.substring(sender.indexOf('@') + 1) + "/"
                        + message.id().map(MessageId::toHex).orElse(""),
                message.correlationId().map(MessageId::toHex),
                message.payload());
    }

    private static void closeAll(List<AutoCloseable> intakes) {
        for (AutoCloseable intake : intakes) {
            try {
                intake.close();
            } catch (Exception e) {
                throw new IllegalStateException("a queue could not be left: " + e.getMessage(), e);
            }
        }
        intakes.clear();
    }

    @Override
    public synchronized void close() {
        closeAll(core);
        closeAll(always);
    }
}
