package dev.millwright.print;

/** What the file of a print is called. */
public final class PdfName {

    private static final int LONGEST = 150;

    private PdfName() {}

    /** The words as the name of a file, without what no file may be called. */
    public static String of(String words) {
        String name = words.replaceAll("[\\p{Cntrl}\\p{Cs}/\\\\\"<>:|?*]", " ").strip();
        return name.codePoints()
                        .limit(LONGEST)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                + ".pdf";
    }
}
