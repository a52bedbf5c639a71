package dev.millwright.shared;

/**
 * A place in a text that somebody wrote.
 *
 * @param offset characters before it, as Java and JavaScript count them
 * @param length how many characters are meant; 0 for a place between two
 * @param line from 1
 * @param column from 1
 */
public record TextPosition(int offset, int length, int line, int column) {

    /** The part of the text from one offset to another. */
    public static TextPosition of(String text, int start, int end) {
        int offset = Math.clamp(start, 0, text.length());
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < offset; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new TextPosition(offset, Math.clamp(end, offset, text.length()) - offset, line, offset - lineStart + 1);
    }
}
