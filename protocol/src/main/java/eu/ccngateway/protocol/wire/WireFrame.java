package eu.ccngateway.protocol.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;

/** A frame: its head, and the raw bytes behind it. Owns one reference of the tail. */
public final class WireFrame extends AbstractReferenceCounted {

    private final Frame head;
    private final ByteBuf tail;

    public WireFrame(Frame head, ByteBuf tail) {
        this.head = head;
        this.tail = tail;
    }

    /** A frame without a tail. */
    public static WireFrame of(Frame.Builder head) {
        return new WireFrame(head.build(), Unpooled.EMPTY_BUFFER);
    }

    public static WireFrame of(Frame.Builder head, ByteBuf tail) {
        return new WireFrame(head.build(), tail);
    }

    public Frame head() {
        return head;
    }

    /** Not retained: lives as long as the frame. */
    public ByteBuf tail() {
        return tail;
    }

    @Override
    protected void deallocate() {
        tail.release();
    }

    @Override
    public ReferenceCounted touch(Object hint) {
        tail.touch(hint);
        return this;
    }

    @Override
    public String toString() {
        return head.getBodyCase() + " + " + tail.readableBytes() + " bytes";
    }
}
