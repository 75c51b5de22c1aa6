package eu.ccngateway.gateway.delivery;

import eu.ccngateway.gateway.parcel.Parcel;

/** A parcel in the window of its queue, until its last message has left. Confined to the delivery thread. */
final class WindowParcel {

    private final Parcel parcel;
    private final Lane lane;
    private int here;
    private int ready;
    private boolean isVoid;

    /** @param here how many of its messages have not left */
    WindowParcel(Parcel parcel, Lane lane, int here) {
        this.parcel = parcel;
        this.lane = lane;
        this.here = here;
        this.ready = here;
    }

    Parcel parcel() {
        return parcel;
    }

    boolean isVoid() {
        return isVoid;
    }

    /** A message goes into somebody's hands, or leaves. */
    void handedOut() {
        ready--;
        if (ready == 0 && !isVoid) {
            lane.parcelHandedOut(this);
        }
    }

    /** A message has come back. */
    void returned() {
        ready++;
        if (ready == 1 && !isVoid) {
            lane.parcelReady(this);
        }
    }

    /** A message has left for good. */
    void left() {
        here--;
        if (here == 0 && !isVoid) {
            lane.parcelLeft(this);
            parcel.release();
        }
    }

    /** Its entries went back to the broker, since they could not be removed: they will be taken again. */
    void lost() {
        if (!isVoid) {
            lane.parcelLost(this, ready > 0);
            makeVoid();
        }
    }

    /** The entries are no longer ours: they will be taken again, or are gone. */
    void makeVoid() {
        if (!isVoid) {
            isVoid = true;
            parcel.release();
        }
    }
}
