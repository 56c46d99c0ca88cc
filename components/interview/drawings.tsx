/**
 * The structures that interview answers talk about, as accessible SVG: boxes and arrows on one grid, words at
 * 13 px, colours by role. Each drawing has a title and a sentence that says what it shows.
 */
import type { ReactNode } from "react";
import type { InterviewDrawing } from "@/lib/shared/interview/rung-schema";

type Tone = "ink" | "tide" | "window" | "barrier" | "late";

function Box(props: {
  x: number;
  y: number;
  w: number;
  h: number;
  label: string;
  note?: string;
  tone?: Tone;
  dashed?: boolean;
}) {
  const tone = props.tone ?? "ink";
  const middle = props.x + props.w / 2;
  const line = props.y + (props.note === undefined ? props.h / 2 + 4.5 : props.h / 2 - 3);
  return (
    <g>
      <rect
        x={props.x + 0.5}
        y={props.y + 0.5}
        width={props.w}
        height={props.h}
        rx={5}
        fill={tone === "ink" ? "var(--raised)" : `var(--${tone}-wash)`}
        stroke={tone === "ink" ? "var(--line-strong)" : `var(--${tone})`}
        strokeDasharray={props.dashed ? "4 3" : undefined}
      />
      <text x={middle} y={line} textAnchor="middle" fontWeight={600} fill="var(--ink)">
        {props.label}
      </text>
      {props.note === undefined ? null : (
        <text x={middle} y={line + 16} textAnchor="middle" fill="var(--ink-2)" fontSize={12}>
          {props.note}
        </text>
      )}
    </g>
  );
}

function Frame(props: { x: number; y: number; w: number; h: number; label: string }) {
  return (
    <g>
      <rect
        x={props.x + 0.5}
        y={props.y + 0.5}
        width={props.w}
        height={props.h}
        rx={8}
        fill="none"
        stroke="var(--line-strong)"
      />
      <text x={props.x + 12} y={props.y + 19} fill="var(--ink-2)" fontWeight={600}>
        {props.label}
      </text>
    </g>
  );
}

function Arrow(props: {
  d: string;
  label?: string;
  at?: readonly [number, number];
  dashed?: boolean;
  anchor?: "start" | "middle" | "end";
}) {
  return (
    <g>
      <path
        d={props.d}
        fill="none"
        stroke="var(--ink-2)"
        strokeDasharray={props.dashed ? "4 3" : undefined}
        markerEnd="url(#arrow-head)"
      />
      {props.label === undefined || props.at === undefined ? null : (
        <text x={props.at[0]} y={props.at[1]} textAnchor={props.anchor ?? "middle"} fill="var(--ink-2)" fontSize={12}>
          {props.label}
        </text>
      )}
    </g>
  );
}

function Sheet(props: { title: string; says: string; height: number; children: ReactNode }) {
  return (
    <figure>
      {/* On a phone the drawing is wider than the page; with the focus on it, the arrow keys move it. */}
      <section aria-label={props.title} tabIndex={0} className="overflow-x-auto">
        <svg
          viewBox={`0 0 640 ${props.height}`}
          role="img"
          aria-label={`${props.title}. ${props.says}`}
          className="w-full min-w-[560px] font-sans text-sm"
        >
          <defs>
            <marker id="arrow-head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
              <path d="M0 0 8 4 0 8z" fill="var(--ink-2)" />
            </marker>
          </defs>
          {props.children}
        </svg>
      </section>
      <figcaption className="mt-8 text-ink-2 text-sm">{props.says}</figcaption>
    </figure>
  );
}

function StreamEngine() {
  return (
    <Sheet
      title="A streaming job"
      says="Operators run all the time. A record goes through them as it arrives; each keyed operator keeps its state, and a checkpoint stores all states and source positions together."
      height={196}
    >
      <Box x={0} y={36} w={120} h={52} label="Source" note="can replay" />
      <Box x={170} y={36} w={120} h={52} label="map, filter" note="no state" />
      <Box x={340} y={36} w={130} h={52} label="keyed operator" note="state by key" tone="window" />
      <Box x={520} y={36} w={119} h={52} label="Sink" note="transactional" />
      <Arrow d="M122 62H166" />
      <Arrow d="M292 62H336" label="keyBy" at={[314, 54]} />
      <Arrow d="M472 62H516" />
      <text x={0} y={20} fill="var(--tide)" fontWeight={600}>
        records and watermarks, one after the other
      </text>
      <Box x={170} y={138} w={300} h={46} label="Checkpoint" note="states and positions of one moment" tone="barrier" />
      <Arrow d="M60 90V161H166" dashed label="positions" at={[68, 128]} anchor="start" />
      <Arrow d="M405 90V134" dashed label="state" at={[413, 116]} anchor="start" />
    </Sheet>
  );
}

function Cluster() {
  return (
    <Sheet
      title="A Flink cluster"
      says="The JobManager process holds Dispatcher, ResourceManager and a JobMaster per job. TaskManagers run the tasks in slots and exchange the records among themselves."
      height={300}
    >
      <Box x={0} y={48} w={92} h={46} label="Client" note="may leave" dashed />
      <Frame x={140} y={4} w={499} h={112} label="JobManager process" />
      <Box x={156} y={40} w={140} h={54} label="Dispatcher" note="REST, web UI" />
      <Box x={318} y={40} w={140} h={54} label="JobMaster" note="one for each job" tone="barrier" />
      <Box x={482} y={40} w={142} h={54} label="ResourceManager" note="owns the slots" />
      <Arrow d="M94 70H152" label="submit" at={[117, 62]} />
      <Arrow d="M298 67H314" />
      <Arrow d="M460 60H478" />
      <Frame x={0} y={176} w={300} h={118} label="TaskManager 1" />
      <Box x={14} y={210} w={130} h={68} label="slot 1" note="share of memory" tone="window" />
      <Box x={156} y={210} w={130} h={68} label="slot 2" note="a thread per task" tone="window" />
      <Frame x={339} y={176} w={300} h={118} label="TaskManager 2" />
      <Box x={353} y={210} w={130} h={68} label="slot 3" note="state beside it" tone="window" />
      <Box x={495} y={210} w={130} h={68} label="slot 4" note="" tone="window" />
      <Arrow d="M370 96V146H200V172" label="deploy, trigger, recover" at={[212, 140]} anchor="start" />
      <Arrow d="M405 96V172" />
      <Arrow d="M302 244H335" label="records" at={[319, 236]} />
    </Sheet>
  );
}

function SessionPipeline() {
  return (
    <Sheet
      title="The session design"
      says="One stream, two families of windows: sessions by user and a sliding view. Late records leave by a side output; tables become visible with checkpoints."
      height={270}
    >
      <Box x={0} y={96} w={104} h={58} label="Kafka" note="partitions" />
      <Box x={140} y={96} w={130} h={58} label="source" note="watermark per split" tone="tide" />
      <Box x={312} y={28} w={158} h={58} label="sessions" note="gap 30 min, aggregate" tone="window" />
      <Box x={312} y={164} w={158} h={58} label="sliding view" note="5 min by 1 min" tone="window" />
      <Box x={520} y={28} w={119} h={58} label="session table" note="per checkpoint" tone="barrier" />
      <Box x={520} y={164} w={119} h={58} label="live table" note="upsert" tone="barrier" />
      <Arrow d="M106 125H136" />
      <Arrow d="M272 116H290V57H308" label="keyBy user" at={[284, 48]} anchor="end" />
      <Arrow d="M272 134H290V193H308" label="keyBy user" at={[284, 208]} anchor="end" />
      <Arrow d="M472 57H516" />
      <Arrow d="M472 193H516" />
      <Arrow d="M391 88V124H496" dashed />
      <text x={502} y={128} fill="var(--late-text)" fontWeight={600}>
        late, to a side output
      </text>
      <Arrow d="M391 162V130" dashed />
      <text x={0} y={258} fill="var(--ink-2)" fontSize={12}>
        RocksDB or ForSt, incremental checkpoints, maximum parallelism chosen before the first start
      </text>
    </Sheet>
  );
}

function MaterializedTable() {
  return (
    <Sheet
      title="A materialized table"
      says="Query and freshness are declared. Under the threshold a streaming job refreshes the table continuously; above it a scheduler starts batch jobs."
      height={236}
    >
      <Box x={0} y={84} w={150} h={62} label="materialized table" note="query + freshness" tone="tide" />
      <Box x={216} y={20} w={190} h={58} label="CONTINUOUS" note="a streaming job" tone="window" />
      <Box x={216} y={152} w={190} h={58} label="FULL" note="batch jobs by schedule" tone="window" />
      <Box x={482} y={84} w={157} h={62} label="table in the catalog" note="Paimon, for instance" />
      <Arrow d="M152 104H180V49H212" label="freshness < 30 min" at={[176, 40]} anchor="end" />
      <Arrow d="M152 126H180V181H212" label="30 min or more" at={[176, 200]} anchor="end" />
      <Arrow d="M408 49H446V104H478" label="every checkpoint" at={[454, 44]} anchor="start" />
      <Arrow d="M408 181H446V126H478" label="overwrites" at={[454, 196]} anchor="start" />
    </Sheet>
  );
}

const DRAWINGS: Record<InterviewDrawing, () => ReactNode> = {
  "stream-engine": StreamEngine,
  cluster: Cluster,
  "session-pipeline": SessionPipeline,
  "materialized-table": MaterializedTable,
};

/** One of the drawings by its name. */
export function Drawing({ name }: { name: InterviewDrawing }) {
  const Named = DRAWINGS[name];
  return <Named />;
}
