/** What was typed last into a field, and when. */
interface Typed {
  field: string;
  text: string;
  at: number;
}

/** A text that its component takes as it is; pickers have a list beside theirs and are told when something is chosen. */
type TextComponent = HTMLElement & { value: string; readonly?: boolean; disabled?: boolean };

const TEXTS = 'vaadin-text-field, vaadin-text-area, vaadin-email-field';
/** What is to be kept encrypted must not lie in the browser. */
const SECRET = 'data-secret';
const PAUSE = 20;
/** By then whatever was typed has been sent. */
const SURELY_SENT = 1500;
/** How much later than it was typed the server may have heard of something. */
const DELAY = 10_000;
const DAY = 24 * 60 * 60 * 1000;

/**
 * Keeps in the browser what was typed last, since the server hears of it only after a pause: a tab closed in the middle of a word
 * loses nothing. The next time that the same form is opened here the text is put back, if the server knows nothing younger.
 */
class KeptTyping {
  private readonly end = new AbortController();
  private typed?: Typed;
  private timer?: number;
  private forgetting?: number;

  constructor(
    private readonly form: HTMLElement,
    private readonly key: string,
  ) {
    const options = { signal: this.end.signal };
    form.addEventListener('input', (event) => this.hear(event), options);
    window.addEventListener('pagehide', () => this.store(), options);
  }

  stop(): void {
    this.store();
    this.end.abort();
  }

  /** The server has heard of what was typed up to now; what goes on being typed it will hear of after a pause. */
  told(): void {
    window.clearTimeout(this.forgetting);
    this.forgetting = window.setTimeout(() => {
      if (this.typed && Date.now() - this.typed.at >= SURELY_SENT) {
        this.forget();
      }
    }, SURELY_SENT);
  }

  forget(): void {
    window.clearTimeout(this.timer);
    this.typed = undefined;
    localStorage.removeItem(this.key);
  }

  /** @param known how long ago the server heard of the form, in milliseconds; null for never */
  restore(known: number | null): void {
    const typed = this.kept();
    if (!typed) {
      return;
    }
    const age = Date.now() - typed.at;
    const text = this.form.querySelector<TextComponent>(`[data-field="${CSS.escape(typed.field)}"] > :is(${TEXTS})`);
    if (age > DAY || (known !== null && age > known + DELAY) || !text || text.readonly || text.disabled) {
      localStorage.removeItem(this.key);
      return;
    }
    if (text.value !== typed.text) {
      text.value = typed.text;
      text.dispatchEvent(new CustomEvent('input', { bubbles: true }));
      text.dispatchEvent(new CustomEvent('change', { bubbles: true }));
    }
  }

  private kept(): Typed | undefined {
    try {
      const kept = localStorage.getItem(this.key);
      return kept ? JSON.parse(kept) : undefined;
    } catch {
      return undefined;
    }
  }

  private hear(event: Event): void {
    const target = event.composedPath()[0];
    const text = (target as Element | undefined)?.closest<TextComponent>(TEXTS);
    const field = text?.parentElement?.dataset.field;
    if (field && !text?.hasAttribute(SECRET) && (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) {
      this.typed = { field, text: target.value, at: Date.now() };
      this.timer ??= window.setTimeout(() => this.store(), PAUSE);
    }
  }

  private store(): void {
    window.clearTimeout(this.timer);
    this.timer = undefined;
    if (this.typed) {
      try {
        localStorage.setItem(this.key, JSON.stringify(this.typed));
      } catch {
        // A browser without room or permission still has the server, which hears of it after a pause.
      }
    }
  }
}

type Keeping = HTMLElement & { mwKeptTyping?: KeptTyping };

/** By key, also of forms that have left the page: what is forgotten must not come back when the page goes. */
const keepings = new Map<string, KeptTyping>();

(window as any).millwrightKeptTyping = {
  begin(form: Keeping, key: string, known: number | null): void {
    keepings.get(key)?.stop();
    const keeping = new KeptTyping(form, `millwright.typed.${key}`);
    keepings.set(key, keeping);
    form.mwKeptTyping = keeping;
    // The fields of the form take their own values first.
    window.setTimeout(() => keeping.restore(known));
  },
  told(form: Keeping): void {
    form.mwKeptTyping?.told();
  },
  forget(key: string): void {
    keepings.get(key)?.forget();
    localStorage.removeItem(`millwright.typed.${key}`);
  },
};
