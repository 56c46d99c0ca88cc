"use client";

/**
 * The job graph at the cursor, from left to right: chains as boxes that list their operators, subtasks as cells,
 * channels as lines with what travels in them.
 */
import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { ClusterMoment } from "@/lib/shared/cluster-model/cluster-at";
import type { ClusterIndex } from "@/lib/shared/cluster-model/cluster-index";
import { type TaskId, taskKey } from "@/lib/shared/cluster-model/topology";
import { ChannelLine } from "./channel-line";
import { clusterGeometry, type VertexBox } from "./cluster-geometry";
import { TaskCell } from "./task-cell";
import { useWidth } from "../use-width";
import { SideScroll } from "../side-scroll";

/** More channels than this are drawn as hairlines while they hold nothing. */
const CROWD = 40;
/** More elements in the channels than this jump to their places. */
const MAX_MOVING = 60;

type Props = {
  index: ClusterIndex;
  moment: ClusterMoment;
  /** `taskKey` of the task whose details are shown; empty for none. */
  chosen: string;
  onChoose: (task: string) => void;
  /** The task that does something in the step at the cursor. */
  atWork: TaskId | null;
};

export function JobGraph({ index, moment, chosen, onChoose, atWork }: Props) {
  const { tasks, channels } = moment;
  const shape = `${tasks.map((task) => taskKey(task.vertex, task.subtask)).join()};${channels
    .map(({ key, from }) => `${key}<${from?.vertex}/${from?.subtask}`)
    .join()};${tasks.some(({ times }) => times !== null)}`;
  const [frame, setFrame] = useState<HTMLDivElement | null>(null);
  const width = useWidth(frame, 1_080);
  // The drawing changes only when tasks or channels come and go, or are measured; `shape` says when that is.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const geometry = useMemo(() => clusterGeometry(index.topology, moment, width), [index, shape, width]);
  useFollow(
    frame,
    geometry.boxes.find(({ vertex }) => vertex.vertex === atWork?.vertex),
  );
  const elements = channels.reduce((sum, channel) => sum + channel.elements.length, 0);
  const byKey = useMemo(() => new Map(tasks.map((task) => [taskKey(task.vertex, task.subtask), task])), [tasks]);
  return (
    <SideScroll ref={setFrame} label="Job graph" className="pb-8">
      <div className="relative" style={{ width: geometry.width, height: geometry.height }}>
        <svg width={geometry.width} height={geometry.height} className="absolute inset-0" aria-hidden="true">
          {channels.map((channel) => {
            const path = geometry.channels.get(channel.key);
            const reader = byKey.get(taskKey(channel.to.vertex, channel.to.subtask));
            if (path === undefined || reader === undefined) return null;
            return (
              <ChannelLine
                key={channel.key}
                channel={channel}
                path={path}
                index={index.trace}
                holdsBack={reader.heldBackBy.includes(channel.number)}
                several={(geometry.inputCounts.get(taskKey(reader.vertex, reader.subtask)) ?? 0) > 1}
                crowded={channels.length > CROWD}
                moves={elements <= MAX_MOVING}
                dimmed={reader.state === "CANCELED" || reader.state === "FAILED" || reader.state === "CREATED"}
              />
            );
          })}
        </svg>
        {geometry.boxes.map((box) => (
          <Chain key={box.vertex.vertex} box={box}>
            {[...box.cells].map(([subtask, cell]) => {
              const key = taskKey(box.vertex.vertex, subtask);
              const task = byKey.get(key);
              return task === undefined ? null : (
                <TaskCell
                  key={key}
                  index={index.trace}
                  vertex={box.vertex}
                  task={task}
                  box={cell}
                  time={moment.time}
                  parallelism={box.cells.size}
                  chosen={key === chosen}
                  atWork={atWork?.vertex === task.vertex && atWork.subtask === subtask}
                  onChoose={() => onChoose(key === chosen ? "" : key)}
                />
              );
            })}
          </Chain>
        ))}
      </div>
    </SideScroll>
  );
}

/** Keeps a box in sight where the graph is wider than its pane. */
function useFollow(frame: HTMLElement | null, box: VertexBox | undefined): void {
  const x = box?.x;
  const width = box?.width ?? 0;
  useEffect(() => {
    if (frame === null || x === undefined || frame.scrollWidth <= frame.clientWidth) return;
    const { scrollLeft, clientWidth } = frame;
    if (x < scrollLeft || x + width > scrollLeft + clientWidth) frame.scrollTo({ left: x - (clientWidth - width) / 2 });
  }, [frame, x, width]);
}

/** The operators of a chain above its cells. */
function Chain({ box, children }: { box: VertexBox; children: ReactNode }) {
  return (
    <div role="group" aria-label={`Chain ${box.vertex.names.join(", ")}`}>
      <ol
        className="absolute text-sm leading-[18px]"
        style={{ left: box.x, top: box.y, width: box.width }}
        title={box.vertex.names.join(" → ")}
      >
        {box.names.map((name, at) => (
          // Operators of a chain never change places.
          <li key={at} className={`truncate ${at === 0 ? "font-semibold" : "text-ink-2"}`}>
            {at === 0 ? name : `→ ${name}`}
          </li>
        ))}
        {box.more > 0 ? <li className="text-ink-2">{`and ${box.more} more`}</li> : null}
      </ol>
      {children}
    </div>
  );
}
