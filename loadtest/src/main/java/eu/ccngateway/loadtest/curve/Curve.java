package eu.ccngateway.loadtest.curve;

import java.util.List;

/**
 * What is varied. The first point of each is the base that the others are compared with.
 */
public enum Curve {
    CONNECTIONS("connections that put, 64 messages at a time, at a given rate", List.of(8L, 64L, 256L, 1_000L, 2_000L)),
    QUEUES("queues that are sent to, 64 messages at a time, at a given rate", List.of(8L, 27L, 108L, 270L, 540L)),
    BACKLOG("messages queued before anybody takes one", List.of(10_000L, 100_000L, 1_000_000L)),
    PAYLOAD(
            "bytes of every payload, as fast as it goes",
            List.of(4_670L, 0L, 1_024L, 65_536L, 262_144L, 1_048_576L, 20_971_520L)),
    BATCH("messages under one seal at most, as fast as it goes", List.of(256L, 64L, 16L, 4L, 1L)),
    FLOOD("one of eight domains puts ten times its share (1) or not (0); the others' latency", List.of(0L, 1L)),
    STALL("nobody takes what one of eight domains puts (1) or all is well (0); the others' latency", List.of(0L, 1L)),
    LARGE("one of eight domains puts payloads of 20 MiB (1) or not (0); the others' latency", List.of(0L, 1L));

    private final String text;
    private final List<Long> points;

    Curve(String text, List<Long> points) {
        this.text = text;
        this.points = points;
    }

    public String text() {
        return text;
    }

    /** The points unless others are asked for. */
    public List<Long> points() {
        return points;
    }
}
