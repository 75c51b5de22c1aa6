package eu.ccngateway.applications.ics;

import eu.ccngateway.applications.movement.FunctionalError;
import eu.ccngateway.applications.movement.Message;
import eu.ccngateway.applications.movement.Refusals;
import eu.ccngateway.applications.xml.Element;
import eu.ccngateway.applications.xml.Fault;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A trader's message is refused with the rejection of its own kind, an application's with CD906B; a broken one with CD917B. */
final class IcsRefusals implements Refusals {

    private static final int POINTER_MAX = 210;
    private static final int VALUE_MAX = 140;
    private static final int REASON_MAX = 6;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMddHHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Map<String, String> REJECTIONS =
            Map.of("CC313A", "CC305A", "CC315A", "CC316A", "CC323A", "CC324A", "CC347A", "CC349A");

    @Override
    public String functional() {
        return "CD906B";
    }

    @Override
    public String technical() {
        return "CD917B";
    }

    @Override
    public Element functional(Message refused, String mrn, List<FunctionalError> errors) {
        List<Element> elements = errors.stream().map(IcsRefusals::error).toList();
        String name = REJECTIONS.getOrDefault(refused.name(), functional());
        String at = STAMP.format(refused.header().prepared());
        Element rejection = Element.group(name);
        rejection = switch (name) {
            case "CC305A" -> rejection.with("HEAHEA/DocNumHEA5", mrn).with("HEAHEA/AmeRejDatTimHEA113", at);
            case "CC316A" ->
                rejection
                        .with("HEAHEA/RefNumHEA4", said(refused, "HEAHEA/RefNumHEA4"))
                        .with("HEAHEA/DecRejDatTimHEA116", at);
            case "CC324A" ->
                rejection
                        .with("HEAHEA/DivRefNumHEA119", said(refused, "HEAHEA/DivRefNumHEA119"))
                        .with("HEAHEA/DivRejDatTimHEA120", at);
            case "CC349A" -> rejection.with("HEAHEA/DocNumHEA5", mrn).with("HEAHEA/ArrRejDatTimHEA109", at);
            default -> mrn.isEmpty() ? rejection : rejection.with("HEAHEA/DocNumHEA5", mrn);
        };
        return rejection.and(elements);
    }

    private static String said(Message message, String path) {
        return message.root().value(path).orElse("").strip();
    }

    private static Element error(FunctionalError error) {
        Element element = Element.group("FUNERRER1")
                .with("ErrTypER11", error.code().number())
                .with("ErrPoiER12", Refusals.cut(error.pointer(), POINTER_MAX))
                .with("ErrReaER13", Refusals.cut(error.reason(), REASON_MAX));
        return error.value().isBlank()
                ? element
                : element.with("OriAttValER14", Refusals.cut(error.value(), VALUE_MAX));
    }

    @Override
    public Element technical(List<Fault> faults) {
        return Element.group(
                technical(), faults.stream().map(IcsRefusals::fault).toList());
    }

    private static Element fault(Fault fault) {
        Element element = Element.group("XMLERR803")
                .with("ErrLinNumER805", Integer.toString(fault.at().line()))
                .with("ErrColNumER806", Integer.toString(fault.at().column()))
                .with("ErrPoiER807", Refusals.cut(fault.pointer(), POINTER_MAX))
                .with("ErrCodER801", fault.code().number())
                .with("ErrTexER802", Refusals.cut(fault.text(), POINTER_MAX));
        return fault.value().isBlank()
                ? element
                : element.with("OriAttValER803", Refusals.cut(fault.value(), VALUE_MAX));
    }
}
