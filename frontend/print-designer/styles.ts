import { css } from 'lit';

export const styles = css`
  :host {
    display: grid;
    grid-template-columns: 11.5rem minmax(0, 1fr);
    min-height: 0;
    height: 100%;
    color: var(--mw-text);
    font-family: var(--mw-font);
  }

  :host([hidden]) {
    display: none;
  }

  .palette {
    overflow: auto;
    padding: 0.75rem;
    border-right: 1px solid var(--mw-border);
    background: var(--mw-surface);
  }

  .search {
    box-sizing: border-box;
    width: 100%;
    padding: 0.375rem 0.625rem;
    border: 1px solid var(--mw-border-strong);
    border-radius: var(--mw-radius);
    background: var(--mw-surface);
    color: inherit;
    font: inherit;
    font-size: var(--lumo-font-size-s);
  }

  .search:focus-visible,
  .type:focus-visible,
  .name:focus-visible {
    outline: 2px solid var(--mw-accent);
    outline-offset: 1px;
  }

  .group {
    margin: 1rem 0 0.25rem;
    color: var(--mw-text-tertiary);
    font-size: var(--lumo-font-size-xs);
    font-weight: 600;
  }

  .type {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    width: 100%;
    padding: 0.3125rem 0.5rem;
    border: 1px solid transparent;
    border-radius: var(--mw-radius);
    background: none;
    color: inherit;
    font: inherit;
    font-size: var(--lumo-font-size-s);
    text-align: left;
    cursor: grab;
    touch-action: none;
  }

  .type span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .type:hover {
    border-color: var(--mw-border);
    background: var(--mw-hover);
  }

  .type vaadin-icon {
    flex: none;
    width: 1rem;
    height: 1rem;
    color: var(--mw-accent-text);
  }

  .none {
    padding: 1rem 0;
    color: var(--mw-text-secondary);
    font-size: var(--lumo-font-size-s);
  }

  .stage {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    min-width: 0;
    min-height: 0;
  }

  .toolbar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 1px;
    padding: 0.1875rem 0.5rem;
    border-bottom: 1px solid var(--mw-border);
    background: var(--mw-surface);
  }

  .toolbar button {
    display: grid;
    place-items: center;
    min-width: 1.75rem;
    height: 1.75rem;
    padding: 0 0.25rem;
    border: none;
    border-radius: var(--mw-radius);
    background: none;
    color: var(--mw-text);
    font: inherit;
    font-size: var(--lumo-font-size-xs);
    font-variant-numeric: tabular-nums;
    cursor: pointer;
  }

  .toolbar button:hover:enabled {
    background: var(--mw-hover);
  }

  .toolbar button:focus-visible {
    outline: 2px solid var(--mw-accent);
  }

  .toolbar button:disabled {
    color: var(--mw-text-tertiary);
    opacity: 0.5;
    cursor: default;
  }

  .toolbar svg,
  .toolbar vaadin-icon {
    width: 1rem;
    height: 1rem;
  }

  .toolbar vaadin-icon {
    width: 0.875rem;
    height: 0.875rem;
  }

  .toolbar svg {
    fill: none;
    stroke: currentcolor;
  }

  .toolbar .solid {
    fill: currentcolor;
    stroke: none;
  }

  .toolbar i {
    width: 1px;
    height: 1.125rem;
    margin: 0 0.25rem;
    background: var(--mw-border);
  }

  .zoom {
    display: flex;
    margin-left: auto;
  }

  .scroller {
    position: relative;
    overflow: auto;
    padding: 1.5rem 1.5rem 3rem 2.5rem;
    background: var(--mw-surface-sunken);
  }

  .table {
    position: relative;
    margin: 1rem auto 0;
  }

  .ruler {
    position: absolute;
    color: var(--mw-text-tertiary);
    font-size: 0.5625rem;
    font-variant-numeric: tabular-nums;
    pointer-events: none;
  }

  .ruler.across {
    inset: -1.125rem 0 auto 0;
    height: 1rem;
    background: repeating-linear-gradient(to right, var(--mw-border-strong) 0 1px, transparent 1px calc(var(--mm) * 5)) bottom / 100% 4px no-repeat;
  }

  .ruler.down {
    inset: 0 auto 0 -1.5rem;
    width: 1.375rem;
    background: repeating-linear-gradient(to bottom, var(--mw-border-strong) 0 1px, transparent 1px calc(var(--mm) * 5)) right / 4px 100% no-repeat;
  }

  .ruler span {
    position: absolute;
  }

  .ruler.across span {
    transform: translateX(-50%);
  }

  .ruler.down span {
    right: 0.375rem;
    transform: translateY(-50%);
  }

  .sheet {
    position: relative;
    background: #fff;
    box-shadow: var(--mw-shadow);
    color: #1a1a1a;
    font-family: 'Noto Sans SC', var(--mw-font);
    line-height: 1.45;
  }

  .area {
    position: absolute;
    outline: 1px dashed #cfd6d3;
  }

  .strip {
    position: absolute;
    inset-inline: 0;
    border-bottom: 1px dashed #b9c9c4;
    pointer-events: none;
  }

  .strip[data-band='footer'] {
    border-top: 1px dashed #b9c9c4;
    border-bottom: none;
  }

  .strip.empty {
    border-color: transparent;
  }

  .strip.selected {
    background: rgb(20 103 93 / 6%);
  }

  .name {
    position: absolute;
    top: 0;
    right: calc(100% + 2px);
    max-height: 100%;
    overflow: hidden;
    padding: 0.25rem 0;
    border: none;
    border-radius: 3px;
    background: #eef3f1;
    color: #51605c;
    font: 500 0.625rem/1.3 var(--mw-font);
    white-space: nowrap;
    writing-mode: vertical-rl;
    cursor: pointer;
    pointer-events: auto;
  }

  .strip[data-band='detail'] .name,
  .strip[data-band='footer'] .name {
    max-height: none;
  }

  .strip[data-band='footer'] .name {
    top: auto;
    bottom: 0;
  }

  /* In the margin beside the names of bands that have a height, where nothing else stands. */
  .strip.empty .name {
    right: calc(100% + 1.125rem);
    max-height: none;
    outline: 1px dashed #b9c9c4;
    outline-offset: -1px;
    background: #fff;
  }

  .strip.empty[data-band='title'] .name {
    transform: translateY(-100%);
  }

  .strip.selected .name {
    background: var(--mw-accent);
    color: var(--mw-accent-contrast);
  }

  .edge {
    position: absolute;
    inset-inline: 0;
    bottom: -3px;
    height: 6px;
    cursor: ns-resize;
    pointer-events: auto;
    touch-action: none;
  }

  .strip[data-band='footer'] .edge {
    top: -3px;
    bottom: auto;
  }

  .edge:hover {
    background: rgb(20 103 93 / 30%);
  }

  .item {
    position: absolute;
    box-sizing: border-box;
    outline: 1px solid rgb(20 103 93 / 18%);
    cursor: move;
    touch-action: none;
    user-select: none;
  }

  .item:hover {
    outline-color: rgb(20 103 93 / 60%);
  }

  .item:focus-visible,
  .item.selected {
    outline: 2px solid #14675d;
    z-index: 3;
  }

  .item.moving {
    opacity: 0.85;
    z-index: 5;
  }

  .item[data-severity='error'] {
    outline: 2px solid #b3261e;
  }

  .item[data-severity='warning'] {
    outline: 2px solid #c98a1b;
  }

  .item.k-frame,
  .item.k-stroke {
    z-index: 0;
  }

  .item.k-words,
  .item.k-grid {
    z-index: 1;
  }

  .words {
    display: flex;
    flex-direction: column;
    height: 100%;
    overflow: hidden;
  }

  .words.beside {
    flex-direction: row;
  }

  .words span {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .words .value {
    flex: 1;
  }

  .words.beside .heading {
    flex: none;
  }

  img,
  .frame,
  .bars,
  .code,
  .grid,
  .stroke,
  .place {
    box-sizing: border-box;
    width: 100%;
    height: 100%;
  }

  .item > div.frame,
  .item > div.grid,
  .item > div.stroke {
    position: static;
  }

  img {
    object-fit: contain;
    object-position: left center;
  }

  .place {
    display: grid;
    place-items: center;
    background: repeating-linear-gradient(45deg, #f2f5f4 0 6px, #e7ecea 6px 12px);
    color: #6b7775;
  }

  .code {
    display: grid;
    place-items: center;
  }

  .code vaadin-icon {
    width: 100%;
    height: 100%;
  }

  .bars {
    background: repeating-linear-gradient(to right, #111 0 2px, #fff 2px 3px, #111 3px 4px, #fff 4px 7px, #111 7px 10px, #fff 10px 12px);
  }

  .stroke {
    background: linear-gradient(var(--ink), var(--ink)) center / 100% max(1px, var(--thick)) no-repeat;
  }

  .grid {
    overflow: hidden;
    border: 1px solid #d1d5db;
  }

  .heads,
  .cells {
    display: flex;
    border-bottom: 1px solid #d1d5db;
  }

  .heads {
    background: #eef2f7;
    font-weight: 700;
  }

  .heads span,
  .cells span {
    box-sizing: border-box;
    overflow: hidden;
    padding: 0.25em 0.4em;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .sign {
    position: absolute;
    top: 1px;
    right: 1px;
    width: 0.75rem;
    height: 0.75rem;
    color: #7c5300;
  }

  .grip {
    position: absolute;
    box-sizing: border-box;
    width: 9px;
    height: 9px;
    border: 1.5px solid #14675d;
    border-radius: 2px;
    background: #fff;
    touch-action: none;
  }

  .grip.n,
  .grip.s {
    left: calc(50% - 4.5px);
    cursor: ns-resize;
  }

  .grip.e,
  .grip.w {
    top: calc(50% - 4.5px);
    cursor: ew-resize;
  }

  .grip.n,
  .grip.ne,
  .grip.nw {
    top: -5px;
  }

  .grip.s,
  .grip.se,
  .grip.sw {
    bottom: -5px;
  }

  .grip.e,
  .grip.ne,
  .grip.se {
    right: -5px;
  }

  .grip.w,
  .grip.nw,
  .grip.sw {
    left: -5px;
  }

  .grip.ne,
  .grip.sw {
    cursor: nesw-resize;
  }

  .grip.nw,
  .grip.se {
    cursor: nwse-resize;
  }

  .moving .grip {
    visibility: hidden;
  }

  .guide {
    position: absolute;
    z-index: 6;
    background: #d6336c;
    pointer-events: none;
  }

  .guide.upright {
    inset-block: -8px;
    width: 1px;
  }

  .guide.level {
    inset-inline: -8px;
    height: 1px;
  }

  .coming {
    position: absolute;
    z-index: 4;
    box-sizing: border-box;
    overflow: hidden;
    border: 1.5px dashed #14675d;
    background: rgb(20 103 93 / 12%);
    color: #0f5f55;
    font: 500 0.75rem/1.2 var(--mw-font);
    pointer-events: none;
  }

  .measure {
    position: absolute;
    z-index: 7;
    margin-top: 6px;
    padding: 0.0625rem 0.375rem;
    border-radius: 4px;
    background: #18211f;
    color: #fff;
    font: 500 0.6875rem/1.5 var(--mw-font);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    pointer-events: none;
  }

  .rubber {
    position: absolute;
    z-index: 6;
    border: 1px solid #14675d;
    background: rgb(20 103 93 / 10%);
    pointer-events: none;
  }

  .said {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }

  /* On phones the palette is a strip above the sheet. */
  @media (max-width: 700px) {
    :host {
      grid-template-rows: auto minmax(0, 1fr);
      grid-template-columns: minmax(0, 1fr);
    }

    .palette {
      display: flex;
      align-items: center;
      gap: 0.25rem;
      padding: 0.375rem 0.5rem;
      border-right: none;
      border-bottom: 1px solid var(--mw-border);
      scrollbar-width: thin;
    }

    .palette .search,
    .palette .group {
      display: none;
    }

    .palette .type {
      flex: none;
      width: auto;
      border-color: var(--mw-border);
      touch-action: pan-x;
    }

    .toolbar {
      flex-wrap: nowrap;
      overflow-x: auto;
      scrollbar-width: none;
    }

    .toolbar button {
      flex: none;
    }

    .scroller {
      padding: 0.75rem 0.75rem 2rem 1.75rem;
    }
  }
`;
