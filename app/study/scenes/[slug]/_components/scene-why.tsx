import Link from "next/link";
import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button";
import type { SceneMeta } from "@/lib/shared/scenes/scene-schema";

export type SceneWhyProps = {
  /** The explanation. */
  why: ReactNode;
  sources: SceneMeta["sources"];
  next: { readonly href: string; readonly label: string };
};

/** The explanation of a scene, where it comes from, and where to go on. */
export function SceneWhy({ why, sources, next }: SceneWhyProps) {
  return (
    <section aria-labelledby="scene-why">
      <h2 id="scene-why" className="font-medium font-serif text-lg tracking-[-0.012em]">
        Why
      </h2>
      <div className="prose mt-8">{why}</div>
      <Sources sources={sources} />
      <p className="mt-24">
        <ButtonLink weight="primary" href={next.href} prefetch={false}>
          {next.label}
        </ButtonLink>
      </p>
    </section>
  );
}

function Sources({ sources }: { sources: SceneMeta["sources"] }) {
  return (
    <ul className="mt-18 text-sm">
      {sources.map(({ title, url }) => (
        <li key={url} className="py-3">
          <Link href={url}>{title}</Link>
        </li>
      ))}
    </ul>
  );
}
