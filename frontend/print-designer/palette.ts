import '@vaadin/icon';
import { html, nothing } from 'lit';
import { PaletteItem } from './model.js';

/** What the palette shows, and whom it tells. */
export interface Palette {
  text(key: string): string;
  items: PaletteItem[];
  wanted: string;
  readOnly: boolean;
  search(wanted: string): void;
  press(event: PointerEvent, item: PaletteItem): void;
  add(item: PaletteItem): void;
}

export function palette(of: Palette) {
  const wanted = of.wanted.trim().toLowerCase();
  const found = of.items.filter((item) => item.label.toLowerCase().includes(wanted));
  const groups = [...new Set(found.map((item) => item.group))];
  return html`
    <input
      class="search"
      type="search"
      placeholder=${of.text('search')}
      aria-label=${of.text('search')}
      .value=${of.wanted}
      @input=${(event: InputEvent) => of.search((event.target as HTMLInputElement).value)}
    />
    ${groups.map(
      (group) => html`
        <div class="group">${group}</div>
        ${found
          .filter((item) => item.group === group)
          .map(
            (item) => html`
              <button
                class="type"
                title=${item.help}
                ?disabled=${of.readOnly}
                data-type=${item.field ?? item.key}
                @pointerdown=${(event: PointerEvent) => of.press(event, item)}
                @click=${() => of.add(item)}
              >
                <vaadin-icon icon=${item.icon}></vaadin-icon><span>${item.label}</span>
              </button>
            `,
          )}
      `,
    )}
    ${found.length === 0 ? html`<div class="none">${of.text('nothingFound')}</div>` : nothing}
  `;
}
