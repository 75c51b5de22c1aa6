package eu.ccngateway.applications.ieca;

import eu.ccngateway.applications.xml.Element;
import java.util.ArrayList;
import java.util.List;

/**
 * Who says what to whom in a message of the old phase; its elements stand before the body, in an interchange they are the
 * segments around it.
 *
 * @param date six digits
 * @param time four digits
 * @param correlation what it answers; empty if nothing
 */
record LegacyHead(
        String sender,
        String recipient,
        String date,
        String time,
        String identification,
        String name,
        String correlation) {

    /** Of the elements of a new message. */
    static LegacyHead down(Element modern, String legacyName) {
        String prepared = modern.value("preparationDateAndTime").orElse("");
        String digits = prepared.replaceAll("[-T:]", "");
        return new LegacyHead(
                modern.value("messageSender").orElse(""),
                modern.value("messageRecipient").orElse(""),
                digits.length() < 12 ? digits : digits.substring(2, 8),
                digits.length() < 12 ? "" : digits.substring(8, 12),
                modern.value("messageIdentification").orElse(""),
                legacyName,
                modern.value("correlationIdentifier").orElse(""));
    }

    /** As the elements of a new message; the old phase tells minutes. */
    List<Element> up(String modernName) {
        String day = date.length() == 8 ? date.substring(2) : date;
        String prepared =
                (day + time).replaceFirst("^(\\d{2})(\\d{2})(\\d{2})(\\d{2})(\\d{2})$", "20$1-$2-$3T$4:$5:00");
        List<Element> head = new ArrayList<>(List.of(
                Element.leaf("messageSender", sender),
                Element.leaf("messageRecipient", recipient),
                Element.leaf("preparationDateAndTime", prepared),
                Element.leaf("messageIdentification", identification),
                Element.leaf("messageType", modernName)));
        if (!correlation.isEmpty()) {
            head.add(Element.leaf("correlationIdentifier", correlation));
        }
        return head;
    }

    static LegacyHead ofXml(Element legacy) {
        return new LegacyHead(
                legacy.value("MesSenMES3").orElse(""),
                legacy.value("MesRecMES6").orElse(""),
                legacy.value("DatOfPreMES9").orElse(""),
                legacy.value("TimOfPreMES10").orElse(""),
                legacy.value("MesIdeMES19").orElse(""),
                legacy.value("MesTypMES20").orElse(""),
                legacy.value("CorIdeMES25").orElse(""));
    }

    List<Element> elements() {
        List<Element> head = new ArrayList<>(List.of(
                Element.leaf("SynIdeMES1", "UNOC"),
                Element.leaf("SynVerNumMES2", "3"),
                Element.leaf("MesSenMES3", sender),
                Element.leaf("MesRecMES6", recipient),
                Element.leaf("DatOfPreMES9", date),
                Element.leaf("TimOfPreMES10", time),
                Element.leaf("IntConRefMES11", identification),
                Element.leaf("MesIdeMES19", identification),
                Element.leaf("MesTypMES20", name)));
        if (!correlation.isEmpty()) {
            head.add(Element.leaf("CorIdeMES25", correlation));
        }
        return head;
    }

    /** The whole interchange around the segments of a body. */
    List<Segment> around(String edifactType, List<Segment> body) {
        List<String> unb = List.of("UNOC", "3");
        List<String> unh = List.of(edifactType, "D", "96B", "UN", name);
        String count = Integer.toString(body.size() + 3);
        List<Segment> all = new ArrayList<>();
        all.add(segment("UNB", List.of(unb, one(sender), one(recipient), List.of(date, time), one(identification))));
        all.add(segment("UNH", List.of(one(identification), unh, one(correlation))));
        all.addAll(body);
        all.add(segment("UNS", List.of(one("S"))));
        all.add(segment("UNT", List.of(one(count), one(identification))));
        all.add(segment("UNZ", List.of(one("1"), one(identification))));
        return all;
    }

    private static Segment segment(String tag, List<List<String>> elements) {
        return new Segment(tag, elements).trimmed();
    }

    private static List<String> one(String component) {
        return List.of(component);
    }

    /** Of an interchange with one message; its head and end must agree. */
    static LegacyHead ofEdifact(List<Segment> segments) throws ConversionFailed {
        int size = segments.size();
        boolean isFramed = size >= 4
                && segments.get(0).tag().equals("UNB")
                && segments.get(1).tag().equals("UNH")
                && segments.get(size - 2).tag().equals("UNT")
                && segments.get(size - 1).tag().equals("UNZ");
        if (!isFramed) {
            throw ConversionFailed.ofForm("interchange of " + size + " segments (expected: UNB UNH ... UNT UNZ)");
        }
        Segment unb = segments.get(0);
        Segment unh = segments.get(1);
        Segment unt = segments.get(size - 2);
        if (!unt.at(0, 0).equals(Integer.toString(size - 2)) || !unt.at(1, 0).equals(unh.at(0, 0))) {
            throw ConversionFailed.ofForm("UNT: " + unt.at(0, 0) + " segments of message " + unt.at(1, 0)
                    + " (expected: " + (size - 2) + " of " + unh.at(0, 0) + ")");
        }
        return new LegacyHead(
                unb.at(1, 0), unb.at(2, 0), unb.at(3, 0), unb.at(3, 1), unh.at(0, 0), unh.at(1, 4), unh.at(2, 0));
    }
}
