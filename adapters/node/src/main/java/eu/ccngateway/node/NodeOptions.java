package eu.ccngateway.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a node behaves; {@link #defaults} suit most. Everything that could grow has its limit here.
 *
 * @param inFlightMax messages put and not yet answered; further puts wait
 * @param inFlightBytesMax their payloads in memory together; a larger single one is let through alone
 * @param batchMax messages under one seal
 * @param batchBytesMax their bytes
 * @param batchesInFlight batches on their way at a time; what is put meanwhile gathers for the next
 * @param connectTimeout for one attempt to connect, up to the gateway's Welcome; {@link Node#connect} waits so long
 * @param reconnectMin the first pause before another attempt; doubled each time, with jitter
 * @param reconnectMax the longest pause
 * @param patience how long a put is tried again, across lost connections and refusals that may pass, before it fails
 * @param closeTimeout how long {@link Node#close} waits for what is on its way
 * @param rememberedMax messages remembered across reconnects, so that none is handed over twice
 * @param isVerifying whether seals and signers of what is received are checked
 * @param spool where puts are kept while no gateway answers, if anywhere
 */
public record NodeOptions(
        int inFlightMax,
        long inFlightBytesMax,
        int batchMax,
        int batchBytesMax,
        int batchesInFlight,
        Duration connectTimeout,
        Duration reconnectMin,
        Duration reconnectMax,
        Duration patience,
        Duration closeTimeout,
        int rememberedMax,
        boolean isVerifying,
        Optional<SpoolOptions> spool) {

    /**
     * A directory of its own for each node, with limits for what may wait in it.
     *
     * @param bytesMax size of its files together
     * @param messagesMax messages waiting
     */
    public record SpoolOptions(Path directory, long bytesMax, int messagesMax) {

        private static final long BYTES_MAX = 256L << 20;
        private static final int MESSAGES_MAX = 100_000;

        public SpoolOptions {
            requirePositive("spool.bytesMax", bytesMax);
            requirePositive("spool.messagesMax", messagesMax);
        }

        /** 256 MiB or 100,000 messages. */
        public SpoolOptions(Path directory) {
            this(directory, BYTES_MAX, MESSAGES_MAX);
        }
    }

    public NodeOptions {
        requirePositive("inFlightMax", inFlightMax);
        requirePositive("inFlightBytesMax", inFlightBytesMax);
        requirePositive("batchMax", batchMax);
        requirePositive("batchBytesMax", batchBytesMax);
        requirePositive("batchesInFlight", batchesInFlight);
        requirePositive("connectTimeout", connectTimeout.toMillis());
        requirePositive("reconnectMin", reconnectMin.toMillis());
        requirePositive("reconnectMax", reconnectMax.toMillis());
        requirePositive("patience", patience.toMillis());
        requirePositive("closeTimeout", closeTimeout.toMillis());
        requirePositive("rememberedMax", rememberedMax);
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than 0)");
        }
    }

    public static NodeOptions defaults() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Starts from the defaults. */
    public static final class Builder {

        private int inFlightMax = 512;
        private long inFlightBytesMax = 32L << 20;
        private int batchMax = 256;
        private int batchBytesMax = 512 << 10;
        private int batchesInFlight = 2;
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration reconnectMin = Duration.ofMillis(100);
        private Duration reconnectMax = Duration.ofSeconds(10);
        private Duration patience = Duration.ofSeconds(60);
        private Duration closeTimeout = Duration.ofSeconds(30);
        private int rememberedMax = 10_000;
        private boolean isVerifying = true;
        private Optional<SpoolOptions> spool = Optional.empty();

        private Builder() {}

        public Builder inFlightMax(int messages) {
            inFlightMax = messages;
            return this;
        }

        public Builder inFlightBytesMax(long bytes) {
            inFlightBytesMax = bytes;
            return this;
        }

        public Builder batchMax(int messages) {
            batchMax = messages;
            return this;
        }

        public Builder batchBytesMax(int bytes) {
            batchBytesMax = bytes;
            return this;
        }

        public Builder batchesInFlight(int batches) {
            batchesInFlight = batches;
            return this;
        }

        public Builder connectTimeout(Duration timeout) {
            connectTimeout = timeout;
            return this;
        }

        public Builder reconnect(Duration min, Duration max) {
            reconnectMin = min;
            reconnectMax = max;
            return this;
        }

        public Builder patience(Duration time) {
            patience = time;
            return this;
        }

        public Builder closeTimeout(Duration timeout) {
            closeTimeout = timeout;
            return this;
        }

        public Builder rememberedMax(int messages) {
            rememberedMax = messages;
            return this;
        }

        /** Takes what is received on the gateway's word: no seal, signer or proof is looked at. */
        public Builder withoutVerification() {
            isVerifying = false;
            return this;
        }

        public Builder spool(Path directory) {
            return spool(new SpoolOptions(directory));
        }

        public Builder spool(SpoolOptions options) {
            spool = Optional.of(options);
            return this;
        }

        public NodeOptions build() {
            return new NodeOptions(
                    inFlightMax,
                    inFlightBytesMax,
                    batchMax,
                    batchBytesMax,
                    batchesInFlight,
                    connectTimeout,
                    reconnectMin,
                    reconnectMax,
                    patience,
                    closeTimeout,
                    rememberedMax,
                    isVerifying,
                    spool);
        }
    }
}
