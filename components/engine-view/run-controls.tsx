"use client";

import type { KeyboardEvent, ReactNode } from "react";
import type { RunPlayer } from "./use-run-player";

/**
 * The keys of time travel: Left and Right step, Space plays, Up goes to the end, Down to the start, brackets to the
 * firings. They act wherever the focus is in the run, except where a control needs the key itself.
 */
export function onRunKey(event: KeyboardEvent<HTMLElement>, player: RunPlayer, last: number): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target as HTMLElement;
  if (target.closest("textarea, select, input:not([type=range])")) return;
  const onButton = target.closest("button, summary, a") !== null;
  const moves: Record<string, () => void> = {
    ArrowLeft: () => player.go(player.position - 1),
    ArrowRight: () => player.go(player.position + 1),
    ArrowUp: () => player.go(last),
    ArrowDown: () => player.go(0),
    Home: () => player.go(0),
    End: () => player.go(last),
    "[": () => player.toFiring(-1),
    "]": () => player.toFiring(1),
  };
  const move = event.key === " " ? (onButton ? undefined : player.toggle) : moves[event.key];
  if (move === undefined) return;
  event.preventDefault();
  move();
}

function ControlButton(props: { label: string; keys: string; onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-label={props.label}
      title={`${props.label} (${props.keys})`}
      onClick={props.onClick}
      className="grid size-36 shrink-0 place-items-center rounded text-ink hover:bg-sunk"
    >
      <svg
        width={16}
        height={16}
        viewBox="0 0 16 16"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
        strokeWidth={1.75}
        strokeLinejoin="round"
      >
        {props.children}
      </svg>
    </button>
  );
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Scrubber and buttons; the slider speaks the step's sentence. */
export function RunControls(props: {
  player: RunPlayer;
  steps: readonly number[];
  sentence: string;
  hasFirings: boolean;
  /** What the places of the cursor are called. */
  unit?: string;
}) {
  const { player, steps, sentence, unit = "step" } = props;
  const last = Math.max(0, steps.length - 1);
  const step = steps[player.position] ?? 0;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-4">
      <ControlButton label={player.playing ? "Pause" : "Play"} keys="Space" onClick={player.toggle}>
        {player.playing ? (
          <path d="M5 3V13M11 3V13" strokeWidth={2.5} />
        ) : (
          <path d="M4.5 2.5L13 8L4.5 13.5Z" fill="currentColor" />
        )}
      </ControlButton>
      <ControlButton label="Step back" keys="←" onClick={() => player.go(player.position - 1)}>
        <path d="M10 3L5 8L10 13" />
      </ControlButton>
      <ControlButton label="Step forward" keys="→" onClick={() => player.go(player.position + 1)}>
        <path d="M6 3L11 8L6 13" />
      </ControlButton>
      <input
        type="range"
        min={0}
        max={last}
        value={player.position}
        onChange={(event) => player.go(Number(event.currentTarget.value))}
        aria-label={`${capital(unit)} of the run`}
        aria-valuetext={`${capital(unit)} ${step}. ${sentence}`}
        className="h-36 min-w-120 basis-full cursor-pointer accent-tide max-sm:order-first sm:flex-1 sm:basis-0"
      />
      <span className="min-w-120 flex-1 text-right text-sm text-ink-2 tabular-nums sm:flex-none">{`${unit} ${step} of ${steps.at(-1) ?? 0}`}</span>
      {props.hasFirings ? (
        <>
          <ControlButton label="Previous firing" keys="[" onClick={() => player.toFiring(-1)}>
            <path d="M13 3L8 8L13 13M4 3V13" />
          </ControlButton>
          <ControlButton label="Next firing" keys="]" onClick={() => player.toFiring(1)}>
            <path d="M3 3L8 8L3 13M12 3V13" />
          </ControlButton>
        </>
      ) : null}
    </div>
  );
}
