package eu.ccngateway.node;

import eu.ccngateway.protocol.wire.DepthIs;
import eu.ccngateway.protocol.wire.Welcome;
import eu.ccngateway.protocol.wire.YouAre;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the gateway answers to questions, in the words of the SDK. */
final class GatewayAnswers {

    private GatewayAnswers() {}

    static QueueDepth depth(DepthIs answer) {
        return new QueueDepth(answer.getMessages(), answer.getOnLease(), Duration.ofMillis(answer.getOldestMs()));
    }

    /** The gateway read its clock about half way between question and answer. */
    static WhoAmI whoAmI(Welcome welcome, YouAre answer, long askedMs, long answeredMs) {
        return new WhoAmI(
                answer.getNode(),
                answer.getDomain(),
                answer.getApplicationsList(),
                answer.getRightsList().stream()
                        .map(right -> new WhoAmI.Right(right.getDirection().name(), right.getQueue(), right.getType()))
                        .toList(),
                welcome.getGateway(),
                welcome.getNetwork(),
                welcome.getEnvironment(),
                welcome.getSession(),
                Duration.ofMillis(answer.getNowMs() - (askedMs + answeredMs) / 2),
                instant(answer.getCertificateExpiresMs()),
                instant(answer.getCrlNextUpdateMs()));
    }

    private static Optional<Instant> instant(long ms) {
        return ms == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ms));
    }
}
