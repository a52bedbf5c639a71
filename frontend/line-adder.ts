import { LitElement, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';

interface Server {
  add(lines: string[]): Promise<void>;
}

/**
 * Takes lines of text, typed or pasted by the column. A line is taken and the field emptied here, at once, whatever the server
 * is doing: nobody who types has to wait for it, and no line runs into the next.
 */
@customElement('mw-line-adder')
export class LineAdder extends LitElement {
  @property() placeholder = '';
  @property() action = '';
  @query('input') private readonly text!: HTMLInputElement;

  private readonly $server!: Server;
  private waiting: string[] = [];
  private sending = false;

  /** The theme styles it, and what moves the typing from one drawing of the settings to the next finds its field. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render() {
    return html`<input
        type="text"
        placeholder=${this.placeholder}
        aria-label=${this.placeholder}
        autocomplete="off"
        @keydown=${this.press}
        @paste=${this.paste}
      /><button type="button" aria-label=${this.action} title=${this.action} @click=${this.addTyped}>
        <vaadin-icon icon="vaadin:plus"></vaadin-icon>
      </button>`;
  }

  private press(event: KeyboardEvent): void {
    // Enter also ends the composition of a Chinese word.
    if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      event.stopPropagation();
      this.addTyped();
    }
  }

  private addTyped(): void {
    const text = this.text.value;
    this.text.value = '';
    this.text.focus();
    this.add([text]);
  }

  private paste(event: ClipboardEvent): void {
    const cells = cellsOf(event.clipboardData?.getData('text/plain') ?? '');
    if (cells.length > 1) {
      event.preventDefault();
      this.add(cells);
    }
  }

  private add(lines: string[]): void {
    this.waiting.push(...lines.map((line) => line.trim()).filter((line) => line !== ''));
    void this.send();
  }

  /** What comes while the server is busy goes to it together. */
  private async send(): Promise<void> {
    if (this.sending || this.waiting.length === 0) {
      return;
    }
    this.sending = true;
    const lines = this.waiting;
    this.waiting = [];
    try {
      await this.$server.add(lines);
    } finally {
      this.sending = false;
      void this.send();
    }
  }
}

/** Cells as a spreadsheet puts them on the clipboard: one that has a line break or a tab stands in quotes, its quotes doubled. */
function cellsOf(text: string): string[] {
  const cells: string[] = [];
  for (const match of text.matchAll(/"((?:[^"]|"")*)"(?=[\t\r\n]|$)|[^\t\r\n]+/g)) {
    const quoted = match[1];
    cells.push(quoted !== undefined && /[\t\r\n]/.test(quoted) ? quoted.replaceAll('""', '"').replace(/\s+/g, ' ') : match[0]);
  }
  return cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
}
