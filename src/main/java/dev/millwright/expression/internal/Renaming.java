package dev.millwright.expression.internal;

import dev.millwright.expression.Expressions;
import java.text.Normalizer;
import java.util.function.UnaryOperator;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Puts other words in the place of some in a text, and leaves everything else as it was written. */
public final class Renaming {

    private Renaming() {}

    /**
     * @param names what a name is called from now on; functions are no names
     */
    public static String of(String text, UnaryOperator<String> names) {
        return of(text, (word, next) -> {
            if (word.getType() != ExpressionLexer.NAME || next.getType() == ExpressionLexer.OPEN) {
                return null;
            }
            String name = Normalizer.normalize(word.getText(), Normalizer.Form.NFKC);
            String other = names.apply(name);
            return other.equals(name) ? null : other;
        });
    }

    /**
     * @param texts what a text is from now on that is written out
     */
    public static String ofTexts(String text, UnaryOperator<String> texts) {
        return of(text, (word, _) -> {
            String written = word.getText();
            if (word.getType() != ExpressionLexer.TEXT || written.indexOf('\\') >= 0) {
                return null;
            }
            String present = written.substring(1, written.length() - 1);
            String other = texts.apply(present);
            return other.equals(present)
                    ? null
                    : '"' + other.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        });
    }

    /** Gives a word in its place another one, or null to leave it. */
    private interface Words {
        @Nullable String instead(Token word, Token next);
    }

    private static String of(String text, Words words) {
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
            String other = words.instead(word, next);
            if (other != null) {
                int start = text.offsetByCodePoints(written, word.getStartIndex() - read);
                renamed.append(text, written, start).append(other);
                read = word.getStopIndex() + 1;
                written = text.offsetByCodePoints(start, read - word.getStartIndex());
            }
            word = next;
        }
        return renamed.append(text.substring(written)).toString();
    }
}
