package dev.millwright.flow;

/**
 * A file that a node made, kept with the run and given to all who may see it.
 *
 * @param name as a file is called
 * @param mediaType such as {@code application/pdf}
 */
public record FlowDocument(String name, String mediaType, byte[] content) {

    /** The most bytes of one document. */
    public static final int LARGEST = 20 << 20;
}
