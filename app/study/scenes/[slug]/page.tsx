import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LibraryBar } from "@/app/_components/library-bar";
import { OwnNote } from "@/app/_components/own-note";
import { ListWay } from "@/components/library/list-way";
import { Crumb } from "@/components/ui/crumb";
import { renderMarkdown } from "@/lib/server/content/render-markdown";
import { loadScene, loadScenes } from "@/lib/server/content/scenes";
import { loadListWay } from "@/lib/server/study/load-list-way";
import { nextInList } from "@/lib/shared/content/list-walk";
import { TOPIC_NAMES } from "@/lib/shared/content/vocabulary";
import type { Scene } from "@/lib/shared/scenes/scene-schema";
import { SceneRoom } from "./_components/scene-room";

export async function generateMetadata({ params }: PageProps<"/study/scenes/[slug]">): Promise<Metadata> {
  return { title: loadScene((await params).slug)?.meta.title ?? "Not here" };
}

/** One guided scene: what runs, the run up to the step that decides, the question, and then the rest. */
export default async function ScenePage({ params, searchParams }: PageProps<"/study/scenes/[slug]">) {
  const scene = loadScene((await params).slug);
  if (scene === null) notFound();
  const { meta, program } = scene;
  const contentRef = { kind: "scene", contentId: meta.id } as const;
  const scenes = loadScenes();
  const way = await loadListWay((await searchParams).list, contentRef);
  const [intro, why, drawnProgram] = await Promise.all([
    renderMarkdown(scene.intro),
    renderMarkdown(scene.why),
    renderMarkdown(`\`\`\`typescript\n${program.trim()}\n\`\`\``),
  ]);
  return (
    <>
      {way !== null && <ListWay way={way} />}
      <article className="mx-auto w-full max-w-[1440px] pt-24 pb-64">
        <header className="px-24 max-sm:px-18">
          <div className="flex flex-wrap items-center justify-between gap-x-12">
            <Crumb href="/study/scenes" label="Scenes">
              {` · ${scenes.indexOf(scene) + 1} of ${scenes.length} · ${TOPIC_NAMES[meta.topic]} · about ${meta.minutes} minutes`}
            </Crumb>
            <LibraryBar contentRef={contentRef} />
          </div>
          <h1 className="mt-4 font-medium font-serif text-xl tracking-[-0.012em] max-sm:text-lg">{meta.title}</h1>
          <div className="prose mt-8">{intro}</div>
        </header>
        <SceneRoom
          key={meta.id}
          meta={meta}
          program={program}
          drawnProgram={drawnProgram}
          why={why}
          next={way === null ? nextScene(scenes[scenes.indexOf(scene) + 1]) : nextInList(way)}
        />
        <div className="px-24 pt-34 max-sm:px-18">
          <OwnNote contentRef={contentRef} />
        </div>
      </article>
    </>
  );
}

/** Where a scene leads on that was not opened from a list. */
function nextScene(next: Scene | undefined): { href: string; label: string } {
  return next === undefined
    ? { href: "/study/scenes", label: "All scenes" }
    : { href: `/study/scenes/${next.meta.id}`, label: `Next: ${next.meta.title}` };
}
