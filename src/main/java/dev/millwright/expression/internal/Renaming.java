package dev.millwright.expression.internal;

import dev.millwright.expression.Expressions;
import java.text.Normalizer;
import java.util.function.UnaryOperator;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/** Gives names in a text other names, and leaves everything else as it was written. */
public final class Renaming {

    private Renaming() {}

    /**
     * @param names what a name is called from now on; functions are no names
     */
    public static String of(String text, UnaryOperator<String> names) {
        if (text.length() > Expressions.MAX_LENGTH) {
            return text;
        }
        ExpressionLexer lexer = new ExpressionLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        StringBuilder renamed = new StringBuilder();
        // Up to here it is taken over, in characters of the text and as the lexer counts them.
        int written = 0;
        int read = 0;
        Token word = lexer.nextToken();
        // Behind a sign without meaning nothing can be told from a text that was opened.
        while (word.getType() != Token.EOF
                && word.getType() != ExpressionLexer.OPENED_TEXT
                && word.getType() != ExpressionLexer.OTHER) {
            Token next = lexer.nextToken();
            if (word.getType() == ExpressionLexer.NAME && next.getType() != ExpressionLexer.OPEN) {
                String name = Normalizer.normalize(word.getText(), Normalizer.Form.NFKC);
                String other = names.apply(name);
                if (!other.equals(name)) {
                    int start = text.offsetByCodePoints(written, word.getStartIndex() - read);
                    renamed.append(text, written, start).append(other);
                    read = word.getStopIndex() + 1;
                    written = text.offsetByCodePoints(start, read - word.getStartIndex());
                }
            }
            word = next;
        }
        return renamed.append(text.substring(written)).toString();
    }
}
