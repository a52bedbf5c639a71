package dev.millwright.notice.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Subjects of mails as headers write them, so that readers see what was written and nothing that it stands for. */
final class Subjects {

    /** So many bytes make an encoded word of at most 75 characters (RFC 2047). */
    private static final int BYTES_IN_A_WORD = 45;

    private Subjects() {}

    /** Always as encoded words: a text that looks like one would else be decoded by who reads it. */
    static String encoded(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int bytes = 0;
        for (int character : line.codePoints().toArray()) {
            String one = Character.toString(character);
            int more = one.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + more > BYTES_IN_A_WORD) {
                words.add(word(word));
                word.setLength(0);
                bytes = 0;
            }
            word.append(one);
            bytes += more;
        }
        words.add(word(word));
        return String.join("\r\n ", words);
    }

    private static String word(CharSequence text) {
        return "=?UTF-8?B?"
                + Base64.getEncoder().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8))
                + "?=";
    }
}
