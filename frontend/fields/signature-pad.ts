import { LitElement, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import SignaturePad from 'signature_pad';

const SHARPEST = 2;

interface Uploads extends HTMLElement {
  uploadFiles(file: File): void;
}

/** A sheet to sign on with finger, pen or mouse. */
@customElement('mw-signature-pad')
export class SignatureSheet extends LitElement {
  @property() label = '';
  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  private pad?: SignaturePad;
  private watch?: ResizeObserver;

  /** The theme styles it. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render() {
    return html`<canvas role="img" aria-label=${this.label}></canvas>`;
  }

  protected override firstUpdated(): void {
    // Small pictures of it have no transparency.
    this.pad = new SignaturePad(this.canvas, { backgroundColor: '#ffffff', penColor: '#1a1a1a' });
    this.watch = new ResizeObserver(() => this.fit());
    this.watch.observe(this.canvas);
  }

  override disconnectedCallback(): void {
    this.watch?.disconnect();
    this.pad?.off();
    super.disconnectedCallback();
  }

  /** A canvas has as many points as the screen; what was drawn stays when a phone is turned. */
  private fit(): void {
    const ratio = Math.min(Math.max(window.devicePixelRatio || 1, 1), SHARPEST);
    const width = Math.round(this.canvas.offsetWidth * ratio);
    const height = Math.round(this.canvas.offsetHeight * ratio);
    if (!this.pad || width === 0 || (this.canvas.width === width && this.canvas.height === height)) {
      return;
    }
    const drawn = this.pad.toData();
    this.canvas.width = width;
    this.canvas.height = height;
    this.canvas.getContext('2d')?.scale(ratio, ratio);
    this.pad.clear();
    this.pad.fromData(drawn);
  }

  /** Called by the server. */
  clear(): void {
    this.pad?.clear();
  }

  /** Called by the server: sends the drawing, or says that there is none. */
  send(uploads: Uploads): void {
    if (!this.pad || this.pad.isEmpty()) {
      this.dispatchEvent(new CustomEvent('mw-unsigned'));
      return;
    }
    this.canvas.toBlob((drawn) => {
      if (drawn) {
        uploads.uploadFiles(new File([drawn], 'signature.png', { type: 'image/png' }));
      }
    }, 'image/png');
  }
}
