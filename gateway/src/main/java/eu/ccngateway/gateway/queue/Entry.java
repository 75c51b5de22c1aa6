package eu.ccngateway.gateway.queue;

import io.netty.buffer.ByteBuf;

/**
 * What a queue keeps: bytes the gateway understands, and the little an adapter must know.
 *
 * @param id unique, time-ordered
 * @param messages how many messages of the network it holds, for counting
 * @param priority 0..9; within a queue higher ones come first where the broker can do it cheaply
 * @param expiresAtMs not to be handed out at or after this moment; 0 = never
 * @param body at most {@link #BODY_MAX} bytes. Given to {@code commit}, it is released by the adapter once its stage
 *     completed; from {@code peek} or a {@link TakenEntry} it belongs to the receiver, who releases it
 */
public record Entry(long id, int messages, int priority, long expiresAtMs, ByteBuf body) {

    /** Larger things are cut into several entries by the gateway. */
    public static final int BODY_MAX = 1536 * 1024;
}
