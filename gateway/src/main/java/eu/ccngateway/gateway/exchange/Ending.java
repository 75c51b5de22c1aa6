package eu.ccngateway.gateway.exchange;

import eu.ccngateway.gateway.parcel.Parcel;
import eu.ccngateway.gateway.store.End;

/**
 * The wish that a message leaves its queue.
 *
 * @param index which message of the parcel
 * @param end how: DELIVERED and EXPIRED are final, DEAD_LETTERED moves it to the dead letters, REVIVED back from there
 * @param by the node that acknowledged, or the operator
 * @param code refusal code of a dead letter, else 0
 * @param reason in words, where there is a code
 */
public record Ending(Parcel parcel, int index, End end, String by, int code, String reason) {

    public static Ending delivered(Parcel parcel, int index, String receiver) {
        return new Ending(parcel, index, End.DELIVERED, receiver, 0, "");
    }

    public static Ending expired(Parcel parcel, int index) {
        return new Ending(parcel, index, End.EXPIRED, "", 0, "");
    }
}
