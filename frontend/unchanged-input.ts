/** A text field that takes its value from the input that it wraps. */
type TextComponent = HTMLElement & { value: string };

const TEXTS = 'vaadin-text-field, vaadin-text-area, vaadin-email-field, vaadin-password-field';

/**
 * Stops an input event that brings its field nothing new. Browsers send one more when an input method is done or a text of several lines
 * is put in. Flow holds back what is typed for a moment, and when something hurries it (a click, say) only the last event counts: one
 * without news leaves the text untold, and it is lost (vaadin/flow#17931 mends it for the end of the pause only).
 */
window.addEventListener(
  'input',
  (event) => {
    const input = event.composedPath()[0];
    if (input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement) {
      const field = input.closest<TextComponent>(TEXTS);
      if (field && field.value === input.value) {
        event.stopImmediatePropagation();
      }
    }
  },
  { capture: true },
);

export {};
