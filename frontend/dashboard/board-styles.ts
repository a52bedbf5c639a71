import { css } from 'lit';
import { styles as designer } from '../form-designer/styles.js';

/** Palette and keyboard marks as in the form designer; the grid as gridstack needs it, which has no styles inside a component else. */
export const styles = [
  designer,
  css`
    .palette {
      overflow-y: auto;
      padding: 0 0.75rem 1rem;
    }

    /* The grid drags what is pressed itself, not what lies in a button. */
    .palette .type > * {
      pointer-events: none;
    }

    .scroller {
      position: relative;
      overflow: auto;
      padding: 1rem 1rem 6rem;
    }

    .grid-stack {
      position: relative;
      min-height: 24rem;
    }

    .grid-stack-item {
      position: absolute;
      top: 0;
      left: 0;
      width: var(--gs-column-width);
      height: var(--gs-cell-height);
      outline: 0;
    }

    .grid-stack-item > .grid-stack-item-content {
      position: absolute;
      inset: 8px;
      width: auto;
      margin: 0;
      overflow: visible;
      border-radius: var(--mw-radius-large);
      cursor: grab;
    }

    .grid-stack-item.selected > .grid-stack-item-content {
      box-shadow: 0 0 0 2px var(--mw-accent);
    }

    .grid-stack-item:focus-visible > .grid-stack-item-content {
      outline: 2px solid var(--mw-accent);
      outline-offset: 3px;
    }

    .grid-stack-item.ui-draggable-dragging,
    .grid-stack-item.ui-resizable-resizing {
      z-index: 10;
      opacity: 0.9;
    }

    .grid-stack-item.ui-draggable-dragging > .grid-stack-item-content {
      box-shadow: var(--mw-shadow);
      cursor: grabbing;
    }

    .grid-stack-placeholder > .placeholder-content {
      position: absolute;
      inset: 8px;
      border: 1px dashed var(--mw-accent);
      border-radius: var(--mw-radius-large);
      background: var(--mw-accent-soft);
    }

    ::slotted(*) {
      height: 100%;
    }

    ::slotted([slot='empty']) {
      height: auto;
      position: absolute;
      inset: 0;
    }

    .ui-resizable-handle {
      position: absolute;
      z-index: 2;
      touch-action: none;
      user-select: none;
    }

    .ui-resizable-e,
    .ui-resizable-w {
      top: 16px;
      bottom: 16px;
      width: 12px;
      cursor: ew-resize;
    }

    .ui-resizable-e {
      right: 2px;
    }

    .ui-resizable-w {
      left: 2px;
    }

    .ui-resizable-s {
      right: 16px;
      bottom: 2px;
      left: 16px;
      height: 12px;
      cursor: ns-resize;
    }

    .ui-resizable-se,
    .ui-resizable-sw {
      bottom: 2px;
      width: 18px;
      height: 18px;
    }

    .ui-resizable-se {
      right: 2px;
      cursor: nwse-resize;
    }

    .ui-resizable-sw {
      left: 2px;
      cursor: nesw-resize;
    }

    .ui-resizable-se::after {
      content: '';
      position: absolute;
      right: 9px;
      bottom: 9px;
      width: 7px;
      height: 7px;
      border: solid var(--mw-border-strong);
      border-width: 0 2px 2px 0;
      border-radius: 0 0 3px;
    }

    /* On the edge, so that the title can be read. */
    .tools {
      position: absolute;
      z-index: 3;
      top: -0.9rem;
      inset-inline-end: 0.75rem;
      display: none;
      gap: 2px;
      padding: 2px;
      border: 1px solid var(--mw-border);
      border-radius: var(--mw-radius);
      background: var(--mw-surface-raised);
      box-shadow: var(--mw-shadow-small);
    }

    .grid-stack-item:is(:hover, :focus-within, .selected) .tools {
      display: flex;
    }

    :host([read-only]) .tools {
      display: none !important;
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

    .problem {
      position: absolute;
      z-index: 2;
      inset-inline: 0.75rem;
      bottom: 0.5rem;
      padding: 0.25rem 0.5rem;
      border-radius: var(--mw-radius);
      background: var(--mw-danger-soft);
      color: var(--mw-danger-text);
      font-size: var(--lumo-font-size-xs);
      pointer-events: none;
    }

    .problem[hidden] {
      display: none;
    }

    .problem[data-severity='warning'] {
      background: var(--mw-warning-soft);
      color: var(--mw-warning-text);
    }

    @media (max-width: 700px) {
      .palette {
        overflow-y: hidden;
        padding: 0.5rem;
      }
    }

    @media (min-width: 701px) and (max-width: 900px) {
      .palette .type span {
        display: none;
      }
    }
  `,
];
