import { LitElement, css } from 'lit';
import { customElement } from 'lit/decorators.js';

const KEPT = 'millwright.print.preview';
const LEAST = 20;
const MOST = 80;
const USUAL = 48;

/** Share of the real page below the settings, in percent of what is there; it is kept in the browser. */
@customElement('mw-print-divider')
export class PrintDivider extends LitElement {
  static override styles = css`
    :host {
      position: relative;
      box-sizing: border-box;
      border-block: 1px solid var(--mw-border);
      background: var(--mw-surface-sunken);
      cursor: ns-resize;
      touch-action: none;
    }

    :host::after {
      position: absolute;
      inset: calc(50% - 1px) auto auto calc(50% - 1rem);
      width: 2rem;
      height: 2px;
      border-radius: 1px;
      background: var(--mw-border-strong);
      content: '';
    }

    :host(:hover),
    :host(:focus-visible) {
      outline: none;
      background: var(--mw-accent);
    }
  `;

  private share = USUAL;

  override connectedCallback(): void {
    super.connectedCallback();
    this.role = 'separator';
    this.tabIndex = 0;
    this.ariaOrientation = 'horizontal';
    this.ariaValueMin = String(LEAST);
    this.ariaValueMax = String(MOST);
    this.set(Number(localStorage.getItem(KEPT) ?? USUAL));
    this.addEventListener('pointerdown', this.press);
    this.addEventListener('keydown', this.key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('pointerdown', this.press);
    this.removeEventListener('keydown', this.key);
  }

  private set(share: number): void {
    this.share = Math.round(Math.min(MOST, Math.max(LEAST, share || USUAL)));
    this.ariaValueNow = String(this.share);
    this.parentElement?.style.setProperty('--mw-preview-share', `${this.share}%`);
  }

  private keep(): void {
    localStorage.setItem(KEPT, String(this.share));
  }

  private readonly press = (event: PointerEvent): void => {
    const around = this.parentElement?.getBoundingClientRect();
    if (event.button !== 0 || !around) {
      return;
    }
    event.preventDefault();
    this.focus();
    this.setPointerCapture(event.pointerId);
    const done = new AbortController();
    this.addEventListener('pointermove', (move) => this.set(((around.bottom - move.clientY) / around.height) * 100), done);
    this.addEventListener(
      'lostpointercapture',
      () => {
        done.abort();
        this.keep();
      },
      done,
    );
  };

  private readonly key = (event: KeyboardEvent): void => {
    const step = { ArrowUp: 4, ArrowDown: -4 }[event.key];
    if (step) {
      event.preventDefault();
      event.stopPropagation();
      this.set(this.share + step);
      this.keep();
    }
  };
}
