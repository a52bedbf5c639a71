import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { CanvasForm, Edit, Selected, fieldOf } from './model.js';

/** What stands in for the settings needs of the canvas. */
export interface SettingsHost {
  /** The settings as the server drew them; their {@code data-of} says of what. */
  readonly settings: HTMLElement | null;
  readonly shown: CanvasForm;
  readonly renderRoot: HTMLElement | DocumentFragment;
  text(key: string): string;
  send(edit: Edit): void;
  requestUpdate(): void;
}

type Text = HTMLInputElement | HTMLTextAreaElement;

/** How long the field that takes over what was typed may keep us waiting once the server has answered. */
const PATIENCE = 2000;

/**
 * Stands in for the settings from the moment something else is selected until the server has drawn them: it shows what is known
 * already and takes a name at once. What was typed by then, the caret and the focus go over into the real field.
 */
export class PendingSettings {
  private of = '';
  private typed?: string;
  private composing = false;
  private box?: DOMRect;
  private since = 0;

  constructor(private readonly host: SettingsHost) {}

  /** Called after each change of the canvas, with whether the server still owes an answer. */
  follow(waiting: boolean): void {
    const { settings, shown } = this.host;
    const wanted = nameOf(shown.selected);
    if (settings && waiting && settings.dataset.of !== wanted) {
      this.show(settings, wanted);
    } else if (this.of && (settings?.dataset.of === this.of || !waiting)) {
      this.handOver(settings);
    }
  }

  render() {
    if (!this.of || !this.box) {
      return nothing;
    }
    const { left, top, width, height } = this.box;
    const { shown } = this.host;
    const { selected } = shown;
    const field = selected.kind === 'field' ? fieldOf(shown, selected.id) : undefined;
    return html`<div
      class="pending-settings"
      style="left:${left}px;top:${top}px;width:${width}px;height:${height}px"
      @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && this.keep()}
    >
      <div class="head">
        <vaadin-icon icon=${field?.icon ?? 'vaadin:form'}></vaadin-icon>
        <strong>${field?.typeLabel ?? this.host.text(selected.kind === 'form' ? 'formSettings' : 'sectionSettings')}</strong>
      </div>
      <label>
        <span>${this.host.text('name')}</span>
        <input
          class="pending-name"
          maxlength="200"
          .value=${live(this.typed ?? labelOf(shown))}
          @input=${(event: Event) => (this.typed = (event.target as HTMLInputElement).value)}
          @change=${() => this.keep()}
          @compositionstart=${() => (this.composing = true)}
          @compositionend=${() => {
            this.composing = false;
            this.host.requestUpdate();
          }}
        />
      </label>
      <div class="bones"></div>
    </div>`;
  }

  private show(settings: HTMLElement, wanted: string): void {
    if (this.of !== wanted) {
      this.keep();
      this.of = wanted;
      this.typed = undefined;
      this.since = 0;
      // A change that is still on its way to the server leaves with the focus, ahead of the edit that selects.
      settings.inert = true;
      this.box = settings.getBoundingClientRect();
      this.host.requestUpdate();
    }
  }

  /** Gives what was typed to the real field; asks again later while that is not ready or a word is being composed. */
  private handOver(settings: HTMLElement | null): void {
    if (this.composing) {
      return;
    }
    this.since ||= performance.now();
    const mine = this.host.renderRoot.querySelector<HTMLInputElement>('.pending-name');
    const focused = mine !== null && mine.matches(':focus');
    if (settings) {
      settings.inert = false;
    }
    if (this.typed !== undefined || focused) {
      const theirs = settings?.dataset.of === this.of && textIn(settings.querySelector('[data-property="label"],[data-property="title"]'));
      if (theirs) {
        const typed = this.typed;
        // First, for our field tells of a change of its own as it loses the focus.
        this.typed = undefined;
        takeOver(theirs, typed, focused ? mine : undefined);
      } else if (settings?.dataset.of === this.of && performance.now() - this.since < PATIENCE) {
        settings.inert = true;
        requestAnimationFrame(() => this.host.requestUpdate());
        return;
      }
    }
    this.keep();
    this.of = '';
    this.box = undefined;
    this.host.requestUpdate();
  }

  /** Sends the name that was typed. */
  private keep(): void {
    const label = this.typed?.trim();
    this.typed = undefined;
    if (label === undefined) {
      return;
    }
    const { selected } = this.host.shown;
    const [kind, id] = this.of.split(':');
    if (kind === 'field') {
      this.host.send({ kind: 'label', field: id, label });
    } else if (kind === 'section') {
      this.host.send({ kind: 'title', section: id, title: label });
    } else {
      this.host.send({ kind: 'name', label });
    }
    if (nameOf(selected) !== this.of) {
      // Naming a thing selects it, but by now something else is wanted.
      this.host.send({ kind: 'select', target: selected });
    }
  }
}

function nameOf(selected: Selected): string {
  return selected.kind === 'form' ? 'form' : `${selected.kind}:${selected.id}`;
}

function labelOf(form: CanvasForm): string {
  const { selected } = form;
  switch (selected.kind) {
    case 'form':
      return form.label ?? '';
    case 'field':
      return fieldOf(form, selected.id)?.label ?? '';
    case 'section':
      return form.sections.find((section) => section.id === selected.id)?.title ?? '';
  }
}

export function textIn(row: Element | null): Text | undefined {
  const text = row?.querySelector<Text>('input,textarea');
  return text && !text.readOnly && !text.disabled ? text : undefined;
}

/** Lets a field go on where another left off, as if what was typed had been typed into it. */
export function takeOver(field: Text, typed: string | undefined, from: Text | undefined): void {
  if (from) {
    const { selectionStart, selectionEnd } = from;
    field.focus({ preventScroll: true });
    if (typed !== undefined) {
      field.value = typed;
    }
    field.setSelectionRange(selectionStart, selectionEnd);
  } else if (typed !== undefined) {
    field.value = typed;
  }
  if (typed !== undefined) {
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    // The browser takes what a script has set for unchanged, and would not tell of it when the field is left.
    field.addEventListener('blur', () => field.dispatchEvent(new Event('change', { bubbles: true })), { once: true });
  }
}
