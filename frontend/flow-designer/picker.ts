import { html, nothing } from 'lit';
import { NodeKind } from './model.js';

/** What can be put on a connection, to be searched and chosen by keys. */
export interface Picker {
  text(key: string): string;
  types: NodeKind[];
  wanted: string;
  /** Index of the choice that Enter takes. */
  at: number;
  /** Whether what was copied can be put there. */
  clipboard: boolean;
  search(wanted: string): void;
  move(at: number): void;
  choose(choice: Choice): void;
  closed(): void;
}

export type Choice = { kind: 'type'; type: NodeKind } | { kind: 'paste' };

const NO_MATCH = 3;

/** Whose name it is comes before what only speaks of it; among the same the order of the palette stays. */
function rank(type: NodeKind, wanted: string): number {
  const name = type.label.toLowerCase();
  if (name.startsWith(wanted)) {
    return 0;
  }
  return name.includes(wanted) ? 1 : `${type.help} ${type.key}`.toLowerCase().includes(wanted) ? 2 : NO_MATCH;
}

export function choices(of: Picker): Choice[] {
  const wanted = of.wanted.trim().toLowerCase();
  const types = of.types
    .map((type) => ({ type, rank: rank(type, wanted) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank)
    .map(({ type }): Choice => ({ kind: 'type', type }));
  return of.clipboard && !wanted ? [{ kind: 'paste' }, ...types] : types;
}

export function picker(of: Picker) {
  const all = choices(of);
  const at = Math.min(of.at, all.length - 1);
  const keys = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step) {
      event.preventDefault();
      of.move((at + step + all.length) % Math.max(1, all.length));
    } else if (event.key === 'Enter' && all[at]) {
      event.preventDefault();
      of.choose(all[at]);
    }
    event.stopPropagation();
  };
  return html`<div
    class="picker"
    popover="auto"
    role="dialog"
    aria-label=${of.text('insert')}
    @keydown=${keys}
    @toggle=${(event: ToggleEvent) => event.newState === 'closed' && of.closed()}
  >
    <label class="search">
      <vaadin-icon icon="vaadin:search"></vaadin-icon>
      <input
        type="search"
        role="combobox"
        aria-expanded="true"
        aria-controls="choices"
        aria-activedescendant=${`choice-${at}`}
        placeholder=${of.text('search')}
        aria-label=${of.text('search')}
        .value=${of.wanted}
        @input=${(event: InputEvent) => of.search((event.target as HTMLInputElement).value)}
      />
    </label>
    <div class="list" role="listbox" id="choices">
      ${all.map((choice, i) => {
        const type = choice.kind === 'type' ? choice.type : undefined;
        const group = type && type.group !== groupOf(all[i - 1]) ? html`<h3>${type.group}</h3>` : nothing;
        return html`${group}<button
            type="button"
            class="choice"
            id=${`choice-${i}`}
            role="option"
            tabindex="-1"
            data-type=${type?.key ?? 'paste'}
            aria-selected=${i === at}
            @pointermove=${() => at !== i && of.move(i)}
            @click=${() => of.choose(choice)}
          >
            <vaadin-icon icon=${type?.icon ?? 'vaadin:paste'}></vaadin-icon>
            <span>${type?.label ?? of.text('paste')}<small>${type?.help ?? nothing}</small></span>
          </button>`;
      })}
      ${all.length === 0 ? html`<p class="nothing">${of.text('nothingFound')}</p>` : nothing}
    </div>
  </div>`;
}

function groupOf(choice: Choice | undefined): string | undefined {
  return choice?.kind === 'type' ? choice.type.group : undefined;
}
