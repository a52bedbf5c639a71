import '@vaadin/icon';
import { html, svg } from 'lit';
import { ALIGNMENTS, Alignment, Deed } from './model.js';

/** What the toolbar shows, and whom it tells. */
export interface Toolbar {
  text(key: string, ...parts: (string | number)[]): string;
  selected: number;
  percent: number;
  align(how: Alignment): void;
  /** By a factor; to the width of its place without one. */
  zoom(by?: number): void;
  deed(deed: Deed): void;
}

const LEFT = svg`<path d="M2 1v14" /><path class="solid" d="M4.5 3h9v3h-9zM4.5 10h6v3h-6z" />`;
const CENTRE = svg`<path d="M8 1v14" /><path class="solid" d="M3 3h10v3H3zM5 10h6v3H5z" />`;
const RIGHT = svg`<path d="M14 1v14" /><path class="solid" d="M2.5 3h9v3h-9zM5.5 10h6v3h-6z" />`;
const ACROSS = svg`<path d="M1.5 1v14M14.5 1v14" /><path class="solid" d="M6.5 3h3v10h-3z" />`;
const WIDTH = svg`<path d="M1.5 8h13M4 5.5 1.5 8 4 10.5M12 5.5 14.5 8 12 10.5" />`;

const upright = (drawing: unknown) => svg`<g transform="matrix(0 1 1 0 0 0)">${drawing}</g>`;

const DRAWINGS: Record<Alignment, unknown> = {
  left: LEFT,
  centre: CENTRE,
  right: RIGHT,
  top: upright(LEFT),
  middle: upright(CENTRE),
  bottom: upright(RIGHT),
  across: ACROSS,
  down: upright(ACROSS),
  width: WIDTH,
  height: upright(WIDTH),
};

const ORDER: Record<'front' | 'back', unknown> = {
  front: svg`<path d="M9 5V2H2v7h3" /><path class="solid" d="M6 6h8v8H6z" />`,
  back: svg`<path class="solid" d="M2 2h8v4H6v4H2z" /><path d="M6.5 6.5h7v7h-7z" />`,
};

/** How many have to be selected; one alone is aligned to the page. */
const needs = (how: Alignment): number => (how === 'across' || how === 'down' ? 3 : how === 'width' || how === 'height' ? 2 : 1);

const button = (name: string, text: string, enabled: boolean, act: () => void, drawing: unknown) => html`<button
  data-tool=${name}
  title=${text}
  aria-label=${text}
  ?disabled=${!enabled}
  @click=${act}
>
  ${drawing}
</button>`;

const drawn = (drawing: unknown) => html`<svg viewBox="0 0 16 16" aria-hidden="true">${drawing}</svg>`;
const icon = (name: string) => html`<vaadin-icon icon=${name}></vaadin-icon>`;

export function toolbar(bar: Toolbar) {
  const { selected } = bar;
  const deed = (name: Deed, drawing: unknown) => button(name, bar.text(name), selected > 0, () => bar.deed(name), drawing);
  const keys = (name: Deed, key: string, drawing: unknown) =>
    button(name, `${bar.text(name)} (${key})`, selected > 0, () => bar.deed(name), drawing);
  return html`
    <div class="toolbar" role="toolbar" aria-label=${bar.text('toolbar')}>
      ${ALIGNMENTS.map(
        (how) =>
          html`${how === 'top' || how === 'across' || how === 'width' ? html`<i></i>` : ''}${button(
            how,
            bar.text(`align.${how}`),
            selected >= needs(how),
            () => bar.align(how),
            drawn(DRAWINGS[how]),
          )}`,
      )}
      <i></i>${deed('front', drawn(ORDER.front))}${deed('back', drawn(ORDER.back))} <i></i>${keys('duplicate', 'Ctrl+D', icon('vaadin:copy-o'))}${keys(
        'remove',
        'Del',
        icon('vaadin:trash'),
      )}
      <span class="zoom">
        ${button('zoomOut', bar.text('zoomOut'), true, () => bar.zoom(1 / 1.25), icon('vaadin:minus'))}
        <button data-tool="fit" title=${bar.text('fit')} @click=${() => bar.zoom()}>${bar.percent} %</button>
        ${button('zoomIn', bar.text('zoomIn'), true, () => bar.zoom(1.25), icon('vaadin:plus'))}
      </span>
    </div>
  `;
}
