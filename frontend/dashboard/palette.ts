/** Colours of the theme as charts need them: real ones, in the light or dark tone of the moment. */
export class Palette {
  private readonly probe = document.createElement('span');

  constructor(private readonly host: HTMLElement) {
    this.probe.hidden = true;
  }

  /** The colour of a name of the product's palette, or of a token of the theme. */
  of(name: string): string {
    return this.resolve(`var(--mw-chart-${name}, var(--mw-chart-accent))`);
  }

  token(name: string): string {
    return this.resolve(`var(--mw-${name})`);
  }

  private resolve(colour: string): string {
    if (!this.probe.isConnected) {
      this.host.append(this.probe);
    }
    this.probe.style.color = colour;
    // A computed colour may be in a colour space that SVG filters and canvases do not read.
    return asHex(getComputedStyle(this.probe).color);
  }

  /** Calls back when light becomes dark or the other way round. */
  static onChange(callback: () => void): () => void {
    const media = window.matchMedia('(prefers-color-scheme: dark)');
    media.addEventListener('change', callback);
    const observer = new MutationObserver(callback);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['theme', 'style'] });
    return () => {
      media.removeEventListener('change', callback);
      observer.disconnect();
    };
  }
}

function asHex(colour: string): string {
  const parts = colour.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0];
  const scale = colour.startsWith('color(') ? 255 : 1;
  return `#${parts
    .slice(0, 3)
    .map((part) =>
      Math.round(part * scale)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}
