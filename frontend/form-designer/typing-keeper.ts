import { takeOver, textIn } from './pending-settings.js';

type Text = HTMLInputElement | HTMLTextAreaElement;

/**
 * Keeps what is being typed into a setting whose field the server makes anew at that moment: text, caret and focus go over into
 * the field that stands in the same place afterwards.
 */
export class TypingKeeper {
  private held?: { text: Text; before: string; of: string; property: string; index: number };
  private readonly watch = new MutationObserver(() => this.changed());
  private readonly end = new AbortController();

  constructor(private readonly settings: HTMLElement) {
    const options = { signal: this.end.signal };
    settings.addEventListener('focusin', (event) => this.hold(event.composedPath()[0]), options);
    settings.addEventListener('change', () => this.told(), options);
    settings.addEventListener('focusout', () => this.left(), options);
    this.watch.observe(settings, { childList: true, subtree: true });
  }

  stop(): void {
    this.watch.disconnect();
    this.end.abort();
  }

  private hold(target: EventTarget | undefined): void {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-property]') : null;
    if (row && (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) {
      this.held = {
        text: target,
        before: target.value,
        of: this.settings.dataset.of ?? '',
        property: row.dataset.property!,
        index: textsOf(row).indexOf(target),
      };
    }
  }

  /** What a field tells by itself the server knows; but the browser has it tell also as it is taken away. */
  private told(): void {
    const held = this.held;
    queueMicrotask(() => {
      if (held?.text.isConnected) {
        held.before = held.text.value;
      }
    });
  }

  /** The browser takes the focus away from what is removed; a person leaves what stays. */
  private left(): void {
    const held = this.held;
    queueMicrotask(() => {
      if (held && held === this.held && held.text.isConnected) {
        this.held = undefined;
      }
    });
  }

  private changed(): void {
    const held = this.held;
    if (!held || held.text.isConnected || this.settings.contains(document.activeElement)) {
      return;
    }
    this.held = undefined;
    if (held.of !== this.settings.dataset.of) {
      return;
    }
    const row = this.settings.querySelector<HTMLElement>(`[data-property="${held.property}"]`);
    const now = row && (textsOf(row)[held.index] ?? textIn(row));
    if (now) {
      takeOver(now, held.text.value === held.before ? undefined : held.text.value, held.text);
    }
  }
}

function textsOf(row: HTMLElement): Text[] {
  return [...row.querySelectorAll<Text>('input,textarea')];
}
