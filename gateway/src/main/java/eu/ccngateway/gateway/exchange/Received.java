package eu.ccngateway.gateway.exchange;

import eu.ccngateway.protocol.wire.Item;
import eu.ccngateway.protocol.wire.Proof;
import eu.ccngateway.protocol.wire.Seal;
import io.netty.util.ReferenceCounted;
import java.util.List;

/**
 * Stage one: messages as they came, under one seal. Nothing about them is known to be true.
 *
 * @param answer one result slot an item
 * @param proofs one an item; empty when the items are all leaves of the seal, in order
 * @param bytes holds the items; each stage passes the one reference on, and the committer or a refusal of all releases it
 */
public record Received(PutAnswer answer, Seal seal, List<Item> items, List<Proof> proofs, ReferenceCounted bytes) {

    boolean isWholeBatch() {
        return proofs.isEmpty();
    }
}
