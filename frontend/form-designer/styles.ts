import { css } from 'lit';

export const styles = css`
  :host {
    display: grid;
    grid-template-columns: 13.5rem minmax(0, 1fr);
    min-height: 0;
    container-type: inline-size;
    color: var(--mw-text);
    font-size: var(--lumo-font-size-s);
  }

  button,
  input {
    font: inherit;
    color: inherit;
  }

  button {
    cursor: pointer;
  }

  :focus-visible {
    outline: 2px solid var(--mw-accent);
    outline-offset: 1px;
  }

  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  /* Palette */
  .palette {
    display: flex;
    flex-direction: column;
    min-height: 0;
    border-inline-end: 1px solid var(--mw-border);
    background: var(--mw-surface);
    user-select: none;
  }

  .search {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    margin: 0.75rem 0.75rem 0;
    padding: 0 0.5rem;
    height: 2rem;
    border: 1px solid var(--mw-border);
    border-radius: var(--mw-radius);
    background: var(--mw-surface);
  }

  .search:focus-within {
    border-color: var(--mw-accent);
  }

  .search vaadin-icon {
    flex: none;
    width: 0.875rem;
    height: 0.875rem;
    color: var(--mw-text-tertiary);
  }

  .search input {
    flex: 1;
    min-width: 0;
    border: 0;
    outline: 0;
    background: none;
  }

  .search input::placeholder {
    color: var(--mw-text-tertiary);
  }

  .types {
    flex: 1;
    overflow-y: auto;
    padding: 0 0.75rem 1rem;
    overscroll-behavior: contain;
  }

  h3 {
    margin: 1rem 0.25rem 0.375rem;
    color: var(--mw-text-secondary);
    font-size: var(--lumo-font-size-xs);
    font-weight: 600;
  }

  .group {
    display: flex;
    flex-direction: column;
    gap: 0.25rem;
  }

  .type {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    min-height: 2.125rem;
    padding: 0.25rem 0.625rem;
    border: 1px solid var(--mw-border);
    border-radius: var(--mw-radius);
    background: var(--mw-surface);
    text-align: start;
    cursor: grab;
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
    transition:
      border-color 120ms,
      background-color 120ms,
      box-shadow 120ms;
  }

  .type:hover {
    border-color: var(--mw-accent);
    background: var(--mw-accent-soft);
    box-shadow: var(--mw-shadow-small);
  }

  .type:disabled {
    opacity: 0.5;
    cursor: default;
    pointer-events: none;
  }

  .type vaadin-icon {
    flex: none;
    width: 1rem;
    height: 1rem;
    color: var(--mw-accent-text);
  }

  .type span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .nothing {
    margin: 1rem 0.25rem;
    color: var(--mw-text-secondary);
  }

  /* Canvas */
  .scroller {
    position: relative;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 1.5rem clamp(0.75rem, 3cqi, 2.5rem) 6rem;
    background: var(--mw-page);
    background-image: radial-gradient(color-mix(in srgb, var(--mw-ink) 9%, transparent) 1px, transparent 1px);
    background-size: 20px 20px;
  }

  .sheet {
    position: relative;
    display: flex;
    flex-direction: column;
    gap: 1.25rem;
    max-width: 60rem;
    margin: 0 auto;
  }

  .section {
    border: 1px solid var(--mw-border);
    border-radius: var(--mw-radius-large);
    background: var(--mw-surface);
    box-shadow: var(--mw-shadow-small);
    transition: opacity 120ms;
  }

  .section.selected {
    border-color: var(--mw-accent);
    box-shadow: 0 0 0 1px var(--mw-accent);
  }

  .section.away,
  .field.away {
    opacity: 0.4;
  }

  header {
    display: flex;
    align-items: center;
    gap: 0.25rem;
    min-height: 2rem;
    padding: 0.5rem 0.75rem 0 0.75rem;
  }

  .title {
    flex: 1;
    min-width: 0;
    height: 2rem;
    padding: 0 0.375rem;
    margin-inline-start: 0.125rem;
    border: 1px solid transparent;
    border-radius: var(--mw-radius);
    outline: 0;
    background: none;
    color: var(--mw-ink);
    font-size: var(--lumo-font-size-l);
    font-weight: 600;
    text-overflow: ellipsis;
  }

  .title::placeholder {
    color: var(--mw-text-tertiary);
    font-weight: 500;
    opacity: 0.75;
  }

  .title:hover:not(:read-only) {
    background: var(--mw-hover);
  }

  .title:focus {
    border-color: var(--mw-accent);
    background: var(--mw-surface);
  }

  .grip,
  .section-actions button,
  .tools button {
    display: inline-grid;
    place-items: center;
    width: 1.625rem;
    height: 1.625rem;
    padding: 0;
    border: 0;
    border-radius: 4px;
    background: none;
    color: var(--mw-text-secondary);
  }

  .grip:hover,
  .section-actions button:hover:not(:disabled),
  .tools button:hover {
    background: var(--mw-hover);
    color: var(--mw-ink);
  }

  .grip {
    cursor: grab;
    touch-action: none;
  }

  .grip vaadin-icon,
  .section-actions vaadin-icon,
  .tools vaadin-icon {
    width: 0.875rem;
    height: 0.875rem;
  }

  header .display {
    flex: none;
    padding: 0.0625rem 0.5rem;
    border-radius: 1rem;
    background: var(--mw-accent-soft);
    color: var(--mw-accent-text, inherit);
    font-size: 0.75rem;
  }

  header .grip {
    width: 1.25rem;
    margin-inline-start: -0.375rem;
  }

  .section-actions button:disabled {
    opacity: 0.35;
    cursor: default;
  }

  header .grip,
  .section-actions {
    opacity: 0;
    transition: opacity 120ms;
  }

  .section:hover header .grip,
  .section:hover .section-actions,
  .section:focus-within header .grip,
  .section:focus-within .section-actions,
  .section.selected header .grip,
  .section.selected .section-actions {
    opacity: 1;
  }

  .body {
    display: flex;
    flex-direction: column;
    gap: 0.375rem;
    padding: 0.5rem 0.75rem 0.875rem;
  }

  .row {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: minmax(0, 1fr);
    gap: 0.375rem;
  }

  .field {
    position: relative;
    min-height: 3.25rem;
    padding: 0.25rem 0.625rem 0.625rem;
    scroll-margin-block: 1.5rem;
    border: 1px solid transparent;
    border-radius: var(--mw-radius);
    outline: 0;
    cursor: grab;
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
    transition:
      border-color 100ms,
      background-color 100ms,
      opacity 120ms;
  }

  .field:hover {
    border-color: var(--mw-border-strong);
  }

  .field.wrong {
    border-color: color-mix(in srgb, var(--mw-danger) 45%, transparent);
  }

  .field.selected {
    border-color: var(--mw-accent);
    background: color-mix(in srgb, var(--mw-accent-soft) 55%, transparent);
    box-shadow: 0 0 0 1px var(--mw-accent);
  }

  .field:focus-visible {
    box-shadow:
      0 0 0 1px var(--mw-accent),
      0 0 0 4px color-mix(in srgb, var(--mw-accent) 22%, transparent);
  }

  :host([read-only]) .field {
    cursor: default;
  }

  .inside {
    position: relative;
  }

  ::slotted(*) {
    pointer-events: none;
  }

  .stand-in {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 0.5rem;
    min-height: 3.25rem;
    color: var(--mw-text-secondary);
  }

  .stand-in vaadin-icon {
    width: 1rem;
    height: 1rem;
  }

  .stand-in em {
    font-style: normal;
    color: var(--mw-text-tertiary);
  }

  .pending-settings {
    position: fixed;
    z-index: 4;
    box-sizing: border-box;
    overflow: hidden;
    padding: 0 1rem;
    border-inline-start: 1px solid var(--mw-border);
    background: var(--mw-surface);
  }

  .pending-settings .head {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    margin: 0 -1rem 0.75rem;
    padding: 0.75rem 1rem 0.625rem;
    border-bottom: 1px solid var(--mw-border);
    color: var(--mw-ink);
    font-size: var(--lumo-font-size-m);
  }

  .pending-settings .head vaadin-icon {
    flex: none;
    width: 1rem;
    height: 1rem;
    color: var(--mw-accent-text);
  }

  .pending-settings .head strong {
    font-weight: 600;
    white-space: nowrap;
  }

  .pending-settings label {
    display: flex;
    flex-direction: column;
    gap: 0.25rem;
    color: var(--mw-text-secondary);
    font-weight: 500;
  }

  .pending-settings input {
    box-sizing: border-box;
    width: 100%;
    height: var(--lumo-size-m);
    padding: 0 0.5rem;
    border: 1px solid var(--mw-border);
    border-radius: var(--mw-radius);
    background: var(--mw-surface-raised);
    color: var(--mw-ink);
  }

  .pending-settings .bones {
    height: 14rem;
    margin-top: 1.25rem;
    border-radius: var(--mw-radius);
    background: repeating-linear-gradient(
      to bottom,
      color-mix(in srgb, var(--mw-text) 6%, transparent) 0 2.25rem,
      transparent 2.25rem 3.75rem
    );
  }

  .labelling {
    position: absolute;
    max-width: 24rem;
    z-index: 3;
    box-sizing: border-box;
    height: 1.75rem;
    padding: 0 0.25rem;
    border: 1px solid var(--mw-accent);
    border-radius: 4px;
    outline: 3px solid color-mix(in srgb, var(--mw-accent) 18%, transparent);
    background: var(--mw-surface-raised);
    color: var(--mw-ink);
    font-size: var(--lumo-font-size-s);
    font-weight: 500;
    user-select: text;
    -webkit-user-select: text;
  }

  .problem {
    display: flex;
    gap: 0.375rem;
    margin-top: 0.375rem;
    color: var(--mw-danger-text);
    font-size: var(--lumo-font-size-xs);
    line-height: 1.4;
  }

  .problem[data-severity='warning'] {
    color: var(--mw-warning-text);
  }

  .problem vaadin-icon {
    flex: none;
    width: 0.875rem;
    height: 0.875rem;
    margin-top: 0.0625rem;
  }

  .tools {
    position: absolute;
    z-index: 2;
    top: -0.875rem;
    inset-inline-end: 0.5rem;
    display: none;
    border: 1px solid var(--mw-border);
    border-radius: var(--mw-radius);
    background: var(--mw-surface-raised);
    box-shadow: var(--mw-shadow);
  }

  .field:hover .tools,
  .field.selected .tools {
    display: flex;
  }

  :host([dragging]) .tools,
  .field:has(.labelling) .tools {
    display: none;
  }

  :host([dragging]) .field:hover:not(.selected) {
    border-color: transparent;
  }

  :host([dragging]) .section-actions {
    opacity: 0;
  }

  :host([dragging]),
  :host([dragging]) .field {
    cursor: grabbing;
  }

  .empty {
    display: grid;
    place-items: center;
    min-height: 3.5rem;
    padding: 0.75rem;
    border: 1px dashed var(--mw-border-strong);
    border-radius: var(--mw-radius);
    color: var(--mw-text-secondary);
    text-align: center;
  }

  .empty.first {
    align-content: center;
    gap: 0.375rem;
    min-height: 15rem;
    padding: 2rem;
  }

  .empty.first vaadin-icon {
    width: 2rem;
    height: 2rem;
    margin-bottom: 0.5rem;
    color: var(--mw-accent);
  }

  .empty.first strong {
    color: var(--mw-ink);
    font-size: var(--lumo-font-size-l);
  }

  .empty.first span {
    max-width: 30rem;
    line-height: 1.6;
  }

  .add-section {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
    min-height: 2.75rem;
    border: 1px dashed var(--mw-border-strong);
    border-radius: var(--mw-radius-large);
    background: none;
    color: var(--mw-text-secondary);
    font-weight: 500;
  }

  .add-section:hover {
    border-color: var(--mw-accent);
    color: var(--mw-accent-text);
    background: color-mix(in srgb, var(--mw-accent-soft) 50%, transparent);
  }

  .add-section vaadin-icon {
    width: 0.875rem;
    height: 0.875rem;
  }

  .blank .add-section {
    opacity: 0.7;
  }

  /* The line that says where a drop goes */
  .line {
    position: absolute;
    z-index: 5;
    border-radius: 2px;
    background: var(--mw-accent);
    pointer-events: none;
  }

  .line.horizontal {
    height: 3px;
    margin-top: -1.5px;
  }

  .line.vertical {
    width: 3px;
    margin-left: -1.5px;
  }

  .line::before,
  .line.vertical::after {
    content: '';
    position: absolute;
    width: 9px;
    height: 9px;
    border: 2px solid var(--mw-accent);
    border-radius: 50%;
    background: var(--mw-surface);
    box-sizing: border-box;
  }

  .line.horizontal::before {
    left: -4px;
    top: -3px;
  }

  .line.vertical::before {
    left: -3px;
    top: -4px;
  }

  .line.vertical::after {
    left: -3px;
    bottom: -4px;
  }

  .line span {
    position: absolute;
    left: 50%;
    top: 50%;
    transform: translate(-50%, -50%);
    padding: 0.125rem 0.625rem;
    border-radius: 1rem;
    background: var(--mw-accent);
    color: var(--mw-accent-contrast);
    font-size: var(--lumo-font-size-xs);
    font-weight: 600;
    white-space: nowrap;
  }

  .ghost {
    position: fixed;
    inset: auto;
    left: 0;
    top: 0;
    margin: 0;
    display: flex;
    align-items: center;
    gap: 0.5rem;
    max-width: 18rem;
    padding: 0.5rem 0.75rem;
    border: 1px solid var(--mw-accent);
    border-radius: var(--mw-radius);
    background: var(--mw-surface-raised);
    box-shadow: var(--mw-shadow);
    color: var(--mw-ink);
    font-size: var(--lumo-font-size-s);
    font-weight: 550;
    pointer-events: none;
    opacity: 0.95;
    overflow: hidden;
  }

  .ghost span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .ghost vaadin-icon {
    flex: none;
    width: 1rem;
    height: 1rem;
    color: var(--mw-accent-text);
  }

  /* Little room */
  @container (max-width: 44rem) {
    .type {
      min-height: 2.5rem;
    }
  }

  @media (pointer: coarse) {
    .type {
      min-height: 2.75rem;
    }

    .grip,
    .section-actions button,
    .tools button {
      width: 2.25rem;
      height: 2.25rem;
    }

    .tools {
      top: -1.25rem;
    }
  }

  /* On phones the palette is a strip above the sheet. */
  @media (max-width: 700px) {
    :host {
      grid-template-rows: auto minmax(0, 1fr);
      grid-template-columns: minmax(0, 1fr);
    }

    .palette {
      flex-direction: row;
      align-items: center;
      gap: 0.25rem;
      overflow-x: auto;
      padding: 0.5rem;
      border-inline-end: none;
      border-bottom: 1px solid var(--mw-border);
      scrollbar-width: thin;
    }

    .palette .search,
    .palette h3 {
      display: none;
    }

    .palette .types,
    .palette section,
    .palette .group {
      display: contents;
    }

    .palette .type {
      flex: none;
    }
  }
`;
