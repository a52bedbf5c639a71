import '@vaadin/icon';
import { html, nothing } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { styleMap } from 'lit/directives/style-map.js';
import { Preview } from './model.js';

/** Millimetres. */
const POINT = 0.352778;

/** What the sheet shows in place of an element. */
export function shape(preview: Preview, scale: number, pictures: Record<string, string>) {
  const mm = (value: number) => `${value * scale}px`;
  const look = (style: { size: number; bold: boolean; align: string; colour: string }) =>
    styleMap({
      fontSize: mm(style.size * POINT),
      fontWeight: style.bold ? '700' : '400',
      textAlign: style.align,
      color: style.colour,
    });
  switch (preview.kind) {
    case 'words':
      return html`<div class=${classMap({ words: true, beside: preview.heading?.beside !== undefined })}>
        ${preview.heading
          ? html`<span
              class="heading"
              style=${look(preview.heading.style)}
              ><span style=${styleMap(preview.heading.beside === undefined ? {} : { width: mm(preview.heading.beside), display: 'inline-block' })}
                >${preview.heading.text}</span
              ></span
            >`
          : nothing}
        <span class="value" style=${look(preview.style)}>${preview.text}</span>
      </div>`;
    case 'image':
      return preview.picture && pictures[preview.picture]
        ? html`<img alt="" src=${pictures[preview.picture]} draggable="false" />`
        : html`<div class="place"><vaadin-icon icon="vaadin:picture"></vaadin-icon></div>`;
    case 'square':
      return html`<div class="code"><vaadin-icon icon="vaadin:qrcode"></vaadin-icon></div>`;
    case 'bars':
      return html`<div class="bars"></div>`;
    case 'stroke':
      return html`<div class="stroke" style=${styleMap({ '--ink': preview.colour, '--thick': mm(preview.thickness * POINT) })}></div>`;
    case 'frame':
      return html`<div
        class="frame"
        style=${styleMap({
          border: preview.thickness > 0 ? `${Math.max(1, preview.thickness * POINT * scale)}px solid ${preview.colour}` : 'none',
          background: preview.fill || 'transparent',
          borderRadius: mm(preview.radius * POINT),
        })}
      ></div>`;
    case 'grid':
      return html`<div class="grid" style=${look({ ...preview.style, align: 'left' })}>
        <div class="heads">
          ${preview.heads.map((head) => html`<span style=${styleMap({ width: `${head.share}%`, textAlign: head.align })}>${head.text}</span>`)}
        </div>
        ${[1, 2].map(
          () => html`<div class="cells">${preview.heads.map((head) => html`<span style=${styleMap({ width: `${head.share}%` })}>…</span>`)}</div>`,
        )}
      </div>`;
    case 'unknown':
      return html`<div class="place"><vaadin-icon icon="vaadin:question-circle-o"></vaadin-icon></div>`;
  }
}
