package dev.baton.vpc.gateway;

import dev.baton.havip.api.ApiNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// An answer as XML: an element for each field, and for each element of an array.
final class XmlAnswer {
    private XmlAnswer() {}

    static byte[] write(String root, ApiNode.Fields fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            write(xml, root, fields);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("memory takes every byte, and names are ours", e);
        }
        return out.toByteArray();
    }

    private static void write(XMLStreamWriter xml, String name, ApiNode node) throws XMLStreamException {
        if (node instanceof ApiNode.Items items) {
            for (ApiNode item : items.items()) {
                write(xml, name, item);
            }
            return;
        }
        xml.writeStartElement(name);
        switch (node) {
            case ApiNode.Text text -> xml.writeCharacters(legal(text.value()));
            case ApiNode.Whole whole -> xml.writeCharacters(Long.toString(whole.value()));
            case ApiNode.Flag flag -> xml.writeCharacters(Boolean.toString(flag.value()));
            case ApiNode.Fields fields -> {
                for (var each : fields.fields().entrySet()) {
                    write(xml, each.getKey(), each.getValue());
                }
            }
            case ApiNode.Items items -> throw new IllegalStateException("an array is a field's value: " + items);
        }
        xml.writeEndElement();
    }

    /// XML 1.0 has no way to write most control characters, nor half of a surrogate pair.
    private static String legal(String text) {
        return text.codePoints()
                .mapToObj(c -> Character.toString(isLegal(c) ? c : 0xfffd))
                .collect(Collectors.joining());
    }

    private static boolean isLegal(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xd7ff)
                || (c >= 0xe000 && c <= 0xfffd)
                || c >= 0x10000;
    }
}
