/** The drawing in two layers, neither of which changes while the cursor moves. */
import { memo } from "react";
import type { PlaneModel } from "@/lib/shared/trace-model/plane-model";
import type { TimeFormat } from "@/lib/shared/trace-model/time-format";
import { GridLines } from "./plane-axes";
import { Staircases, WatermarkWash, WindowRectangle } from "./plane-bands";
import { Firings, Labels, ManyTimers, RecordMarks, StateDots, Timers } from "./plane-events";
import type { PlaneGeometry } from "./plane-geometry";
import { BlockedChannels, Checkpoints, Incidents } from "./plane-incidents";
import { planeLabels } from "./plane-labels";

type LayerProps = { model: PlaneModel; geometry: PlaneGeometry; format: TimeFormat };

/** Everything with extent; it stands still while the cursor moves. */
export const ExtentLayer = memo(function ExtentLayer({ model, geometry, format }: LayerProps) {
  return (
    <g>
      <GridLines model={model} geometry={geometry} format={format} />
      {model.subtasks.map((plane) => (
        <g key={plane.subtask}>
          {model.timed ? <WatermarkWash plane={plane} geometry={geometry} /> : null}
          {plane.windows.map((band) => (
            <WindowRectangle
              key={`${band.start}/${band.end}/${band.openedStep}/${band.keys[0]}`}
              band={band}
              model={model}
              plane={plane}
              geometry={geometry}
            />
          ))}
          <BlockedChannels plane={plane} geometry={geometry} />
          {model.timed ? <Staircases plane={plane} geometry={geometry} /> : null}
        </g>
      ))}
    </g>
  );
});

/** Everything that happens in one step. `dense`: of a big run. */
export const EventLayer = memo(function EventLayer(props: LayerProps & { dense: boolean }) {
  const { model, geometry, format, dense } = props;
  return (
    <g>
      <Checkpoints model={model} geometry={geometry} />
      {model.subtasks.map((plane) => {
        const marks = plane.records;
        const part = { plane, geometry };
        return (
          <g
            key={plane.subtask}
            role="group"
            aria-label={`Records of subtask ${plane.subtask + 1}; arrow keys move between them`}
          >
            <StateDots {...part} />
            {dense ? <ManyTimers {...part} /> : <Timers {...part} />}
            <Firings {...part} />
            <Labels labels={planeLabels(model, plane, geometry, format, marks)} />
            <RecordMarks {...part} marks={marks} format={format} firstRecord={marks[0]?.record ?? -1} />
          </g>
        );
      })}
      <Incidents model={model} geometry={geometry} />
    </g>
  );
});
