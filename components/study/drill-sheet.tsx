import type { ComponentProps, ReactNode } from "react";
import { Crumb } from "@/components/ui/crumb";
import { drawDrill } from "@/lib/shared/drills/draw-drill";
import { DRILL_LEVELS, type Drill, type DrillLevel, type DrillPlace } from "@/lib/shared/drills/drill";
import { DRILL_LEVEL_INFO } from "@/lib/shared/drills/levels";
import { drillRows } from "@/lib/shared/drills/predict";
import { DrillWords } from "@/lib/shared/drills/words";
import type { DrillQuestions } from "./drill-questions";
import { DrillRoom } from "./drill-room";
import { FilterLine } from "./filter-line";
import { ScenarioTable } from "./scenario-table";

interface DrillSheetProps extends Pick<ComponentProps<typeof DrillRoom>, "next" | "notes" | "onCheck"> {
  place: DrillPlace;
  /** The page above this one. */
  above: string;
  /** Where a new drill of a level is. */
  levelUrl: (level: DrillLevel) => string;
  /** What can be done with the drill, beside the line above its title. */
  beside?: ReactNode;
}

/** One drill, drawn from its level and seed, on the server as without the network. */
export function DrillSheet({ place, above, levelUrl, beside, next, notes, onCheck }: DrillSheetProps) {
  const drill = drawDrill(place);
  const info = DRILL_LEVEL_INFO[drill.level];
  return (
    <article className="page">
      <header>
        <div className="flex flex-wrap items-center justify-between gap-x-12">
          <Crumb href={above} label="Study">
            {` · trace drills · level ${drill.level}, drill ${drill.seed}`}
          </Crumb>
          {beside}
        </div>
        <h1 className="question mt-8">What does this run do?</h1>
        <div className="mt-12 border-line border-y py-8">
          <FilterLine
            label="Level"
            options={DRILL_LEVELS.map((each) => ({
              text: `${each}`,
              more: DRILL_LEVEL_INFO[each].name.toLowerCase(),
              href: levelUrl(each),
              current: each === drill.level,
            }))}
          />
        </div>
        <p className="mt-8 max-w-[72ch] text-ink-2 text-sm">{info.about}</p>
      </header>
      <DrillRoom
        key={`${drill.level} ${drill.seed}`}
        questions={questionsOf(drill)}
        stream={<Stream drill={drill} />}
        next={next}
        notes={notes}
        onCheck={onCheck}
      />
    </article>
  );
}

/** The stream, with the moment from which watermarks are counted. */
function Stream({ drill }: { drill: Drill }) {
  const { stream } = drill;
  const first = stream.elements[0]?.arrives ?? 0;
  return (
    <>
      <ScenarioTable scenario={stream} />
      <p className="mt-12 max-w-[60ch] text-ink-2 text-sm">
        {`The first watermark is due at ${new DrillWords(stream).time(first)}. The source ends with its last element.`}
      </p>
    </>
  );
}

/** What crosses to the browser: the questions, and none of the answers. */
function questionsOf(drill: Drill): DrillQuestions {
  const words = new DrillWords(drill.stream);
  return {
    place: { level: drill.level, seed: drill.seed },
    watermarksAfter: drill.watermarksAfter,
    rows: drillRows(drill.stream, []).map((row) => words.row(row)),
    isOfSessions: drill.stream.window?.kind === "session",
    elementCount: drill.stream.elements.length,
    asksMoments: drill.asksMoments,
    asksDropped: drill.asksDropped,
  };
}
