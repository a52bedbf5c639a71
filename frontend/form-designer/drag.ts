/** One drag by mouse, pen or finger, from press to drop. */

export interface DragHost {
  /** What scrolls while something is dragged near one of its edges. */
  readonly scroller: HTMLElement;
  /** The drag has begun: the pointer went far enough, or the finger stayed long enough. */
  started(x: number, y: number): void;
  /** The pointer is somewhere else, or what is below it is. */
  moved(x: number, y: number): void;
  /** Ended; nothing happens unless it was dropped. */
  ended(dropped: boolean): void;
}

const FAR_ENOUGH = 4;
const LONG_ENOUGH = 320;
const FINGER_TREMBLE = 10;
const EDGE = 72;
const SIDE = 36;
const FASTEST = 18;

/**
 * Follows a press that may become a drag.
 *
 * @param grip begins at once also by touch; elsewhere a finger has to stay, so that the page can be scrolled
 */
export function followPress(press: PointerEvent, host: DragHost, grip: boolean): void {
  const touch = press.pointerType === 'touch';
  let active = false;
  let x = press.clientX;
  let y = press.clientY;
  let frame = 0;
  const cleanUp = new AbortController();
  const options = { signal: cleanUp.signal };
  const timer =
    touch && !grip
      ? window.setTimeout(() => begin(), LONG_ENOUGH)
      : 0;

  const begin = () => {
    active = true;
    if (touch && 'vibrate' in navigator) {
      navigator.vibrate?.(10);
    }
    document.documentElement.classList.add('mw-dragging');
    host.started(x, y);
    host.moved(x, y);
    frame = requestAnimationFrame(scroll);
  };

  const end = (dropped: boolean) => {
    cleanUp.abort();
    window.clearTimeout(timer);
    cancelAnimationFrame(frame);
    document.documentElement.classList.remove('mw-dragging');
    if (active) {
      active = false;
      host.ended(dropped);
    }
  };

  const scroll = () => {
    const view = host.scroller.getBoundingClientRect();
    if (x >= view.left && x <= view.right) {
      host.scroller.scrollTop += speed(y, view.top, view.bottom, EDGE);
      host.scroller.scrollLeft += speed(x, view.left, view.right, SIDE);
    }
    frame = requestAnimationFrame(scroll);
  };

  window.addEventListener(
    'pointermove',
    (event) => {
      if (event.pointerId !== press.pointerId) {
        return;
      }
      x = event.clientX;
      y = event.clientY;
      const way = Math.hypot(x - press.clientX, y - press.clientY);
      if (active) {
        host.moved(x, y);
      } else if (touch && !grip) {
        if (way > FINGER_TREMBLE) {
          end(false);
        }
      } else if (way >= FAR_ENOUGH) {
        begin();
      }
    },
    options,
  );
  // Near an edge, by a wheel, or on its way to what was dropped before.
  host.scroller.addEventListener('scroll', () => active && host.moved(x, y), options);
  window.addEventListener('pointerup', (event) => event.pointerId === press.pointerId && end(true), options);
  window.addEventListener('pointercancel', (event) => event.pointerId === press.pointerId && end(false), options);
  window.addEventListener('blur', () => end(false), options);
  window.addEventListener(
    'keydown',
    (event) => {
      if (active && event.key === 'Escape') {
        event.preventDefault();
        event.stopImmediatePropagation();
        end(false);
      }
    },
    { ...options, capture: true },
  );
  // Once a finger drags, the page must not scroll with it; before that it must.
  window.addEventListener('touchmove', (event) => active && event.cancelable && event.preventDefault(), {
    ...options,
    passive: false,
  });
  window.addEventListener('contextmenu', (event) => touch && event.preventDefault(), options);
}

function speed(at: number, from: number, to: number, widest: number): number {
  const edge = Math.min(widest, (to - from) / 4);
  if (at < from + edge) {
    return -FASTEST * Math.min(1, (from + edge - at) / edge);
  }
  return at > to - edge ? FASTEST * Math.min(1, (at - (to - edge)) / edge) : 0;
}
