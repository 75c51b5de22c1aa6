package eu.ccngateway.loadtest.account;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the messages of a run.
 *
 * @param refused puts that failed, for whatever reason
 * @param duplicates messages handed over, or reports received, more than once
 * @param lost accepted and never delivered
 * @param outOfOrder delivered after a later one of the same sender, queue and priority
 * @param unverified did not lead to a valid seal of who should have sealed it
 * @param wrongPayload payload not the one that was put under this id
 * @param otherReports exception and expiration reports, which a run gives no cause for
 * @param rechecked messages and reports whose seal, proof and signer were checked a second time, from their evidence
 */
public record Counts(
        long sent,
        long accepted,
        long refused,
        long delivered,
        long duplicates,
        long lost,
        long outOfOrder,
        long coa,
        long cod,
        long unverified,
        long wrongPayload,
        long otherReports,
        long rechecked) {

    /** Everything that is wrong, in words; empty = every message is accounted for. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        fault(faults, sent != accepted + refused, "sent " + sent + ", but answered " + (accepted + refused));
        fault(faults, lost > 0, lost + " lost");
        fault(faults, delivered > accepted, (delivered - accepted) + " delivered that were never accepted");
        fault(faults, duplicates > 0, duplicates + " more than once");
        fault(faults, outOfOrder > 0, outOfOrder + " out of order");
        fault(faults, coa != accepted, "CoA for " + coa + " of " + accepted);
        fault(faults, cod != accepted, "CoD for " + cod + " of " + accepted);
        fault(faults, unverified > 0, unverified + " with a bad seal, proof or signer");
        fault(faults, wrongPayload > 0, wrongPayload + " with another payload than was put");
        fault(faults, otherReports > 0, otherReports + " exception or expiration reports");
        return faults;
    }

    private static void fault(List<String> faults, boolean is, String text) {
        if (is) {
            faults.add(text);
        }
    }

    /** Whether every message is accounted for; a refusal is an account, too. */
    public boolean isWhole() {
        return faults().isEmpty();
    }

    /** In the order they are spoken of. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sent", sent);
        json.put("accepted", accepted);
        json.put("refused", refused);
        json.put("delivered", delivered);
        json.put("duplicates", duplicates);
        json.put("lost", lost);
        json.put("outOfOrder", outOfOrder);
        json.put("coa", coa);
        json.put("cod", cod);
        json.put("unverified", unverified);
        json.put("wrongPayload", wrongPayload);
        json.put("otherReports", otherReports);
        json.put("rechecked", rechecked);
        return json;
    }
}
