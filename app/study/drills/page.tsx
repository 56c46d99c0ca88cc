import { randomInt } from "node:crypto";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { FilterLine } from "@/components/study/filter-line";
import type { DrillQuestions } from "@/components/study/drill-questions";
import { ScenarioTable } from "@/components/study/scenario-table";
import { Crumb } from "@/components/ui/crumb";
import { drawDrill } from "@/lib/shared/drills/draw-drill";
import {
  DRILL_LEVELS,
  DRILL_SEED_MAX,
  type Drill,
  type DrillLevel,
  drillPlaceSchema,
  drillUrl,
  nextSeed,
} from "@/lib/shared/drills/drill";
import { DRILL_LEVEL_INFO } from "@/lib/shared/drills/levels";
import { drillRows } from "@/lib/shared/drills/predict";
import { DrillWords } from "@/lib/shared/drills/words";
import { checkDrill } from "./actions";
import { DrillRoom } from "./_components/drill-room";

export const metadata: Metadata = { title: "Trace drills" };

/** One drill, drawn from the level and the seed in the address; without a seed, a new one. */
export default async function DrillsPage({ searchParams }: PageProps<"/study/drills">) {
  const query = await searchParams;
  const [level, seed] = [Number(query.level), Number(query.seed)];
  const place = drillPlaceSchema.safeParse({ level, seed });
  if (!place.success) {
    const chosen: DrillLevel = DRILL_LEVELS.find((each) => each === level) ?? 1;
    redirect(drillUrl({ level: chosen, seed: randomInt(1, DRILL_SEED_MAX + 1) }));
  }
  const drill = drawDrill(place.data);
  const info = DRILL_LEVEL_INFO[drill.level];
  return (
    <article className="page">
      <header>
        <Crumb href="/study" label="Study">
          {` · trace drills · level ${drill.level}, drill ${drill.seed}`}
        </Crumb>
        <h1 className="question mt-8">What does this run do?</h1>
        <div className="mt-12 border-line border-y py-8">
          <FilterLine
            label="Level"
            options={DRILL_LEVELS.map((each) => ({
              text: `${each}`,
              more: DRILL_LEVEL_INFO[each].name.toLowerCase(),
              href: `/study/drills?level=${each}`,
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
        next={
          query.review === "1"
            ? { href: "/review", label: "Go on with the review" }
            : { href: drillUrl({ level: drill.level, seed: nextSeed(drill.seed) }), label: "Next drill" }
        }
        onCheck={checkDrill}
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
