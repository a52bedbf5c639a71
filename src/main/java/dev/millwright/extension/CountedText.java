package dev.millwright.extension;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.shared.HasSuffix;

/**
 * Says how much was typed into a text once its limit is near. What is pasted beyond it is not cut but stays, in sight of what is too much,
 * until it is shortened; whoever takes the text refuses it meanwhile.
 */
public final class CountedText {

    private static final long SLACK = 1_000;
    private static final long MOST_SLACK = 20_000;

    private CountedText() {}

    /** @param limit in characters */
    public static <F extends Component & HasSuffix> F upTo(int limit, F field) {
        Span count = new Span();
        count.addClassName("mw-typed-count");
        count.getElement().setAttribute("role", "status");
        field.setSuffixComponent(count);
        // Against megabytes on the way; far beyond what somebody pastes by mistake.
        field.getElement().setProperty("maxlength", limit + Math.min(3L * limit + SLACK, MOST_SLACK));
        field.addAttachListener(attached -> field.getElement().executeJs("""
                const show = () => {
                  const typed = [...(this.inputElement ? this.inputElement.value : this.value || '')].length;
                  $0.textContent = typed > $1 * 0.9 ? typed + ' / ' + $1 : '';
                  $0.toggleAttribute('data-over', typed > $1);
                };
                this.addEventListener('input', show);
                this.addEventListener('value-changed', () => setTimeout(show));
                show();
                """, count, limit));
        return field;
    }
}
