package eu.ccngateway.launcher.node;

import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.node.Delivered;
import eu.ccngateway.node.Message;
import eu.ccngateway.node.RefusedByGateway;
import eu.ccngateway.node.Report;
import eu.ccngateway.protocol.refusal.RefusalCode;
import java.util.Optional;

/** What is said about messages and reports, the same in every command. */
final class Descriptions {

    private Descriptions() {}

    /** A message that came from a queue. */
    static Fields of(Delivered delivered) {
        Message message = delivered.message();
        Fields fields = new Fields()
                .add("messageId", delivered.id())
                .add("correlationId", message.correlationId())
                .add("sender", delivered.sender())
                .add("to", message.to())
                .add("kind", message.kind())
                .add("type", message.type())
                .add("acceptanceId", delivered.acceptance())
                .add("at", delivered.acceptedAt())
                .add("priority", message.priority())
                .add("redelivered", delivered.isRedelivered())
                .add("backouts", delivered.backouts())
                .add("replyTo", message.replyTo())
                .add("created", message.created())
                .add("expires", message.expires())
                .add("contentType", message.contentType())
                .add("length", message.payloadLength())
                .add("verified", delivered.evidence().isVerified());
        if (!message.properties().isEmpty()) {
            fields.add("properties", message.properties());
        }
        delivered.report().ifPresent(report -> add(fields, report));
        return fields;
    }

    /** What a report says, beside what is said of every message. */
    private static void add(Fields fields, Report report) {
        Report.About about = report.about();
        Fields said = new Fields()
                .add("messageId", about.id())
                .add("acceptanceId", about.acceptance())
                .add("sender", about.sender())
                .add("to", about.to())
                .add("type", about.type())
                .add("at", report.at());
        fields.add("about", said);
        fields.add("at", report.at());
        if (report instanceof Report.CoD cod) {
            fields.add("receiver", cod.receiver());
        } else if (report instanceof Report.ExceptionReport exception) {
            fields.add("refusal", refusal(exception.number(), exception.code())).add("reason", exception.reason());
        }
    }

    static Fields refusal(RefusedByGateway refused) {
        return refusal(refused.number(), refused.code());
    }

    private static Fields refusal(int number, Optional<RefusalCode> code) {
        return new Fields()
                .add("code", number)
                .add("name", code.map(RefusalCode::name).orElse("UNKNOWN"));
    }
}
