import { css } from 'lit';
import { styles as designer } from '../form-designer/styles.js';

/** Palette, marks and ghost as in the form designer; the tree lays itself out in columns. */
export const styles = [
  designer,
  css`
    :host {
      position: relative;
      min-width: 0;
    }

    .canvas {
      position: relative;
      display: flex;
      container: canvas / size;
      min-width: 0;
      min-height: 0;
    }

    .scroller {
      flex: 1;
      overflow: auto;
      padding: 0;
      outline: 0;
      cursor: default;
      scrollbar-width: thin;
    }

    .scroller.panning {
      cursor: grabbing;
    }

    /* As large as the sheet looks, so that it can be scrolled to its ends. */
    .room {
      position: relative;
      min-width: 100%;
      min-height: 100%;
    }

    .sheet {
      position: absolute;
      top: 0;
      left: 0;
      display: flex;
      align-items: center;
      gap: 0;
      width: max-content;
      max-width: none;
      margin: 0;
      padding: 1.75rem 4rem 7rem;
      transform-origin: 0 0;
    }

    svg.ways {
      position: absolute;
      top: 0;
      left: 0;
      overflow: visible;
      pointer-events: none;
    }

    svg.ways path {
      fill: none;
      stroke: var(--mw-border-strong);
      stroke-width: 1.5;
    }

    .line-of-nodes {
      position: relative;
      display: flex;
      flex: none;
      flex-direction: column;
      align-items: center;
    }

    /* Cards */
    .card {
      position: relative;
      z-index: 1;
      box-sizing: border-box;
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      align-items: start;
      gap: 0 0.625rem;
      width: 15rem;
      padding: 0.625rem 0.75rem;
      border: 1px solid var(--mw-border);
      border-radius: var(--mw-radius-large);
      background: var(--mw-surface-raised);
      box-shadow: var(--mw-shadow-small);
      color: var(--mw-text);
      text-align: start;
      cursor: grab;
      user-select: none;
      -webkit-user-select: none;
      -webkit-touch-callout: none;
      touch-action: manipulation;
      transition:
        border-color 120ms,
        box-shadow 120ms;
    }

    .card:hover {
      border-color: var(--mw-border-strong);
      box-shadow: var(--mw-shadow);
    }

    .card:focus-visible {
      outline: 2px solid var(--mw-accent);
      outline-offset: 3px;
    }

    .card.selected {
      border-color: var(--mw-accent);
      box-shadow: 0 0 0 1px var(--mw-accent), var(--mw-shadow-small);
    }

    .card.found {
      outline: 2px dashed var(--mw-brass);
      outline-offset: 3px;
    }

    .card.dragged {
      opacity: 0.4;
    }

    .card .symbol {
      display: grid;
      place-items: center;
      width: 2rem;
      height: 2rem;
      border-radius: 8px;
      background: var(--mw-accent-soft);
      color: var(--mw-accent-text);
    }

    .card .symbol vaadin-icon {
      width: 1rem;
      height: 1rem;
    }

    .card .name {
      overflow: hidden;
      color: var(--mw-ink);
      font-size: var(--lumo-font-size-m);
      font-weight: 600;
      line-height: 1.35;
      text-overflow: ellipsis;
      white-space: nowrap;
    }

    .card .what {
      display: -webkit-box;
      overflow: hidden;
      margin-top: 0.125rem;
      color: var(--mw-text-secondary);
      font-size: var(--lumo-font-size-xs);
      line-height: 1.4;
      overflow-wrap: anywhere;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 4;
    }

    .card.trigger {
      cursor: pointer;
    }

    .card.trigger .symbol {
      background: var(--mw-accent);
      color: var(--mw-accent-contrast);
    }

    .card.fork .symbol {
      background: var(--mw-colour-yellow-bg);
      color: var(--mw-colour-yellow-fg);
    }

    .card.jump .symbol {
      background: var(--mw-colour-orange-bg);
      color: var(--mw-colour-orange-fg);
    }

    .card.end .symbol,
    .card.unknown .symbol {
      background: var(--mw-colour-grey-bg);
      color: var(--mw-colour-grey-fg);
    }

    .card.end,
    .card.jump {
      width: auto;
      min-width: 9rem;
      max-width: 15rem;
      padding-inline: 0.625rem 1rem;
      border-radius: 1.75rem;
    }

    .card.end .symbol,
    .card.jump .symbol {
      border-radius: 50%;
    }

    .card.end:not(:has(.what)),
    .card.jump:not(:has(.what)) {
      align-items: center;
    }

    .card.jump {
      border-style: dashed;
    }

    .card .problem,
    .head .problem {
      display: flex;
      grid-column: 1 / -1;
      gap: 0.375rem;
      margin-top: 0.5rem;
      padding: 0.3125rem 0.5rem;
      border-radius: var(--mw-radius);
      background: var(--mw-danger-soft);
      color: var(--mw-danger-text);
      font-size: var(--lumo-font-size-xs);
      line-height: 1.35;
      overflow-wrap: anywhere;
      white-space: normal;
    }

    .card .problem vaadin-icon,
    .head .problem vaadin-icon {
      flex: none;
      width: 0.875rem;
      height: 0.875rem;
      margin-top: 0.0625rem;
    }

    [data-severity='error'].card,
    [data-severity='error'].head {
      border-color: var(--mw-danger);
    }

    .problem[data-severity='warning'] {
      background: var(--mw-warning-soft);
      color: var(--mw-warning-text);
    }

    .card .tools,
    .head .tools {
      position: absolute;
      z-index: 3;
      top: -0.95rem;
      inset-inline-end: 0.5rem;
      display: none;
      gap: 2px;
      padding: 2px;
      border: 1px solid var(--mw-border);
      border-radius: var(--mw-radius);
      background: var(--mw-surface-raised);
      box-shadow: var(--mw-shadow-small);
    }

    .tools button {
      display: grid;
      place-items: center;
      width: 1.625rem;
      height: 1.625rem;
      padding: 0;
      border: 0;
      border-radius: 4px;
      background: none;
      color: var(--mw-text-secondary);
    }

    .tools button:hover {
      background: var(--mw-hover);
      color: var(--mw-ink);
    }

    .tools vaadin-icon {
      width: 0.875rem;
      height: 0.875rem;
    }

    :is(.card, .head):is(:hover, :focus-within, .selected) > .tools {
      display: flex;
    }

    :host([read-only]) :is(.tools, .connection button, .add-branch) {
      display: none !important;
    }

    .rename {
      box-sizing: border-box;
      width: 100%;
      padding: 0 0.25rem;
      border: 1px solid var(--mw-accent);
      border-radius: 4px;
      background: var(--mw-surface);
      color: var(--mw-ink);
      font: inherit;
      font-weight: 600;
    }

    /* Connections */
    .connection {
      position: relative;
      display: grid;
      flex: none;
      place-items: start center;
      box-sizing: border-box;
      width: 15rem;
      min-height: 2.75rem;
      padding-top: 0.6875rem;
    }

    /* A short branch reaches as far down as those beside it. */
    .connection:last-child {
      flex: 1 0 auto;
    }

    .connection.no-way {
      min-height: 0.5rem;
      padding: 0;
    }

    .connection::before {
      position: absolute;
      top: 0;
      bottom: 0;
      left: 50%;
      width: 1.5px;
      margin-left: -0.75px;
      background: var(--mw-border-strong);
      content: '';
    }

    .connection.no-way::before {
      display: none;
    }

    .connection button {
      position: relative;
      z-index: 1;
      display: grid;
      place-items: center;
      width: 1.375rem;
      height: 1.375rem;
      padding: 0;
      border: 1px solid var(--mw-border-strong);
      border-radius: 50%;
      background: var(--mw-surface);
      color: var(--mw-text-secondary);
      transition:
        background-color 120ms,
        color 120ms,
        transform 120ms;
    }

    .connection button::after {
      position: absolute;
      inset: -0.6rem;
      border-radius: 50%;
      content: '';
    }

    .connection button vaadin-icon {
      width: 0.625rem;
      height: 0.625rem;
    }

    .connection button:is(:hover, :focus-visible, [aria-expanded='true']) {
      border-color: var(--mw-accent);
      background: var(--mw-accent);
      color: var(--mw-accent-contrast);
      transform: scale(1.15);
    }

    :host([dragging]) .connection button {
      visibility: hidden;
    }

    :host([dragging]) .connection.open::after {
      position: absolute;
      z-index: 1;
      top: 1.375rem;
      left: 50%;
      width: 0.5rem;
      height: 0.5rem;
      margin: -0.25rem 0 0 -0.25rem;
      border-radius: 50%;
      background: var(--mw-accent);
      opacity: 0.55;
      content: '';
    }

    :host([dragging]) .connection.target::after {
      width: 13rem;
      height: 1.5rem;
      margin: -0.75rem 0 0 -6.5rem;
      box-sizing: border-box;
      border: 2px solid var(--mw-accent);
      border-radius: var(--mw-radius);
      background: var(--mw-accent-soft);
      opacity: 1;
    }

    /* Branches */
    .fork-of {
      display: flex;
      flex-direction: column;
      align-items: center;
    }

    .stub {
      position: relative;
      display: grid;
      place-items: end center;
      height: 2rem;
    }

    .add-branch {
      position: relative;
      z-index: 2;
      display: flex;
      align-items: center;
      gap: 0.25rem;
      height: 1.5rem;
      padding: 0 0.625rem;
      border: 1px solid var(--mw-border-strong);
      border-radius: 0.75rem;
      background: var(--mw-surface);
      color: var(--mw-text-secondary);
      font-size: var(--lumo-font-size-xs);
      font-weight: 500;
      transform: translateY(50%);
    }

    .add-branch:is(:hover, :focus-visible) {
      border-color: var(--mw-accent);
      color: var(--mw-accent-text);
    }

    .add-branch vaadin-icon {
      width: 0.625rem;
      height: 0.625rem;
    }

    .branches {
      display: flex;
      align-items: stretch;
      padding-top: 1.75rem;
    }

    .branch {
      position: relative;
      display: flex;
      flex-direction: column;
      align-items: center;
      padding: 0 1rem;
    }

    .branch > .line-of-nodes {
      flex: 1;
    }

    .branch-end {
      width: 1px;
      height: 1px;
    }

    .join {
      width: 1.5px;
      height: 1.25rem;
    }

    .head {
      position: relative;
      z-index: 1;
      box-sizing: border-box;
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      align-items: center;
      gap: 0 0.5rem;
      width: 13rem;
      padding: 0.4375rem 0.625rem;
      border: 1px solid var(--mw-border);
      border-radius: var(--mw-radius);
      background: var(--mw-surface);
      cursor: grab;
      user-select: none;
      -webkit-user-select: none;
      -webkit-touch-callout: none;
      touch-action: manipulation;
    }

    .head:hover {
      border-color: var(--mw-border-strong);
    }

    .head:focus-visible {
      outline: 2px solid var(--mw-accent);
      outline-offset: 3px;
    }

    .head.selected {
      border-color: var(--mw-accent);
      box-shadow: 0 0 0 1px var(--mw-accent);
    }

    .branch.dragged > * {
      opacity: 0.4;
    }

    .head .number {
      display: grid;
      place-items: center;
      min-width: 1.25rem;
      height: 1.25rem;
      border-radius: 0.625rem;
      background: var(--mw-colour-yellow-bg);
      color: var(--mw-colour-yellow-fg);
      font-size: var(--lumo-font-size-xs);
      font-weight: 600;
    }

    .head.else .number {
      background: var(--mw-colour-grey-bg);
      color: var(--mw-colour-grey-fg);
    }

    .head .name {
      overflow: hidden;
      color: var(--mw-ink);
      font-weight: 550;
      text-overflow: ellipsis;
      white-space: nowrap;
    }

    .head .what {
      display: -webkit-box;
      grid-column: 2;
      overflow: hidden;
      color: var(--mw-text-secondary);
      font-size: var(--lumo-font-size-xs);
      line-height: 1.4;
      overflow-wrap: anywhere;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
    }

    .branch-mark {
      position: absolute;
      z-index: 5;
      width: 4px;
      margin-left: -2px;
      border-radius: 2px;
      background: var(--mw-accent);
      pointer-events: none;
    }

    .over {
      display: flex;
      align-items: center;
      gap: 0.5rem;
      padding: 0.375rem 0.875rem;
      border-radius: 1rem;
      background: var(--mw-colour-grey-bg);
      color: var(--mw-colour-grey-fg);
      font-size: var(--lumo-font-size-xs);
      font-weight: 500;
    }

    .over vaadin-icon {
      width: 0.75rem;
      height: 0.75rem;
    }

    /* Looking closer, or at all of it */
    .view {
      position: absolute;
      z-index: 6;
      inset-block-end: 1rem;
      inset-inline-start: 1rem;
      display: flex;
      align-items: center;
      padding: 2px;
      border: 1px solid var(--mw-border);
      border-radius: var(--mw-radius);
      background: var(--mw-surface-raised);
      box-shadow: var(--mw-shadow-small);
    }

    .view button {
      display: grid;
      place-items: center;
      min-width: 1.875rem;
      height: 1.875rem;
      padding: 0 0.25rem;
      border: 0;
      border-radius: 4px;
      background: none;
      color: var(--mw-text-secondary);
      font-size: var(--lumo-font-size-xs);
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
    }

    .view button:hover {
      background: var(--mw-hover);
      color: var(--mw-ink);
    }

    .view vaadin-icon {
      width: 0.875rem;
      height: 0.875rem;
    }

    .view input {
      width: 9rem;
      margin: 0 0.25rem;
      padding: 0.125rem 0.375rem;
      border: 0;
      outline: 0;
      background: none;
      font-size: var(--lumo-font-size-xs);
    }

    .map {
      position: absolute;
      z-index: 6;
      inset-block-end: 1rem;
      inset-inline-end: 1rem;
      overflow: hidden;
      border: 1px solid var(--mw-border);
      border-radius: var(--mw-radius);
      background: var(--mw-surface-raised);
      box-shadow: var(--mw-shadow-small);
      cursor: crosshair;
      touch-action: none;
    }

    .map rect {
      fill: var(--mw-border-strong);
    }

    .map rect.selected {
      fill: var(--mw-accent);
    }

    .map rect.wrong {
      fill: var(--mw-danger);
    }

    .map rect.seen {
      fill: color-mix(in srgb, var(--mw-accent) 12%, transparent);
      stroke: var(--mw-accent);
    }

    /* What can be put on a connection */
    .picker {
      position: fixed;
      inset: auto;
      margin: 0;
      padding: 0;
      color: inherit;
      font-size: var(--lumo-font-size-s);
      flex-direction: column;
      width: 17rem;
      max-height: min(24rem, calc(100vh - 2rem));
      border: 1px solid var(--mw-border);
      border-radius: var(--mw-radius-large);
      background: var(--mw-surface-raised);
      box-shadow: var(--mw-shadow);
    }

    .picker:popover-open {
      display: flex;
    }

    .ghost[popover] {
      inset: auto;
      margin: 0;
    }

    .picker .search {
      flex: none;
      margin: 0.625rem;
    }

    .picker .list {
      flex: 1;
      overflow-y: auto;
      padding: 0 0.375rem 0.5rem;
    }

    .picker .choice {
      display: flex;
      align-items: center;
      gap: 0.625rem;
      width: 100%;
      padding: 0.375rem 0.5rem;
      border: 0;
      border-radius: var(--mw-radius);
      background: none;
      text-align: start;
    }

    .picker .choice[aria-selected='true'] {
      background: var(--mw-accent-soft);
    }

    .picker .choice vaadin-icon {
      flex: none;
      width: 1rem;
      height: 1rem;
      color: var(--mw-accent-text);
    }

    .picker .choice small {
      display: block;
      color: var(--mw-text-secondary);
      font-size: var(--lumo-font-size-xs);
      line-height: 1.35;
    }

    .empty-slot {
      position: absolute;
      z-index: 2;
      inset: 13rem 0 0;
      overflow-y: auto;
      pointer-events: none;
    }

    ::slotted([slot='empty']) {
      pointer-events: auto;
    }

    .empty-slot[hidden] {
      display: none;
    }

    @media (pointer: coarse) {
      .connection button {
        width: 1.75rem;
        height: 1.75rem;
      }

      .view button {
        min-width: 2.5rem;
        height: 2.5rem;
      }
    }

    @media (max-width: 700px) {
      .sheet {
        padding: 1.25rem 1.25rem 5rem;
      }

      .empty-slot {
        inset-block-start: 12rem;
      }
    }

    /* Where there is little of the tree to be seen, nothing stands before it. */
    @container canvas (max-width: 26rem) or (max-height: 18rem) {
      .map {
        display: none;
      }
    }

    @container canvas (max-width: 26rem) {
      .view input {
        display: none;
      }
    }
  `,
];
