package dev.millwright.exchange.internal;

import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;

/**
 * Reads XML and ends where no spreadsheet goes: the parser remembers every open element and every name that it ever saw. Whatever the
 * parser throws, checked or not, is an {@link XMLStreamException} here.
 */
final class CarefulReader extends StreamReaderDelegate {

    private static final int DEEPEST = 100;
    private static final int MOST_NAMES = 5_000;

    private final Set<String> names = new HashSet<>();
    private int depth;

    private CarefulReader(XMLStreamReader reader) {
        super(reader);
    }

    static XMLStreamReader of(XMLInputFactory factory, InputStream bytes) throws XMLStreamException {
        return guarded(() -> new CarefulReader(factory.createXMLStreamReader(bytes)));
    }

    @Override
    public int next() throws XMLStreamException {
        int event = guarded(super::next);
        if (event == XMLStreamConstants.START_ELEMENT) {
            depth++;
            names.add(getLocalName());
            for (int i = 0; i < getAttributeCount(); i++) {
                names.add(getAttributeLocalName(i));
            }
            if (depth > DEEPEST || names.size() > MOST_NAMES) {
                throw new XMLStreamException("Deeper or with more names than any spreadsheet");
            }
        } else if (event == XMLStreamConstants.END_ELEMENT) {
            depth--;
        } else if (event == XMLStreamConstants.CHARACTERS) {
            // The parser reads texts late; asked here it fails here.
            guarded(super::getTextLength);
        }
        return event;
    }

    @Override
    public boolean hasNext() throws XMLStreamException {
        return guarded(super::hasNext);
    }

    @Override
    public void close() throws XMLStreamException {
        guarded(() -> {
            super.close();
            return true;
        });
    }

    private interface Step<T> {
        T take() throws XMLStreamException;
    }

    private static <T> T guarded(Step<T> step) throws XMLStreamException {
        try {
            return step.take();
        } catch (PartBytes.TooLargeException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new XMLStreamException(e);
        }
    }
}
