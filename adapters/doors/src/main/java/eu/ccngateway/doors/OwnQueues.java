package eu.ccngateway.doors;

import eu.ccngateway.node.Asking;
import eu.ccngateway.node.WhoAmI;
import java.util.List;

/** The queues a door takes from unless it is told which. */
public final class OwnQueues {

    private OwnQueues() {}

    /** Every queue the gateway lets the node take from. */
    public static List<String> of(Asking node) {
        return node.whoAmI().rights().stream()
                .filter(right -> right.direction().equals("GET"))
                .map(WhoAmI.Right::queue)
                .filter(queue -> !queue.contains("*"))
                .distinct()
                .toList();
    }
}
