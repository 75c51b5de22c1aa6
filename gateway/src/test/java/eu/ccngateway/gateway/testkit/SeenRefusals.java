package eu.ccngateway.gateway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.PutResult;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Which refusals came over the wire during a test: what {@link Provokes} promises is held against it. */
public final class SeenRefusals implements BeforeTestExecutionCallback, AfterTestExecutionCallback {

    private static final Set<RefusalCode> SEEN = ConcurrentHashMap.newKeySet();

    static void in(Frame frame) {
        if (frame.hasRefused()) {
            see(frame.getRefused().getCode());
        }
        for (PutResult result : frame.getPutResults().getResultsList()) {
            if (result.hasRefused()) {
                see(result.getRefused().getCode());
            }
        }
    }

    /** In an exception report. */
    static void see(int code) {
        RefusalCode.of(code).ifPresent(SEEN::add);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        SEEN.clear();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        Provokes promised = context.getRequiredTestMethod().getAnnotation(Provokes.class);
        if (promised != null && context.getExecutionException().isEmpty()) {
            assertThat(SEEN).as("refusals that came over the wire").contains(promised.value());
        }
    }
}
