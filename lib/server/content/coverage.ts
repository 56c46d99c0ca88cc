import "server-only";
import { readFactIds } from "./check-covers";
import { listFiles, readText } from "./content-files";
import { parseFrontMatter } from "./front-matter";
import { isGraded } from "./grade-lines";
import type { StudyItem } from "./parse-item";

/** What covers one row of the facts base. */
export interface RowCoverage {
  readonly row: string;
  /** Ids of the study items, sorted. */
  readonly items: readonly string[];
  /** Exercises, guided scenes and interview questions, sorted, such as "scene late-data". */
  readonly others: readonly string[];
  /** Whether one of the items is answered in one's own words, so that an answer to the row can be graded. */
  readonly isGraded: boolean;
}

const OTHER_KINDS = [
  { folder: "exercises", kind: "exercise" },
  { folder: "scenes", kind: "scene" },
  { folder: "interview", kind: "interview question" },
] as const;

/** Which content covers each row of the facts base under `root`, in the order of the rows' ids. */
export function coverageOf(root: string, items: readonly StudyItem[]): RowCoverage[] {
  const others = OTHER_KINDS.flatMap(({ folder, kind }) => otherCovers(root, folder, kind));
  return [...readFactIds(root)].sort().map((row) => {
    const covering = items.filter(({ meta }) => meta.covers.includes(row));
    return {
      row,
      items: covering.map(({ meta }) => meta.id).sort(),
      others: others
        .filter(({ covers }) => covers.includes(row))
        .map(({ name }) => name)
        .sort(),
      isGraded: covering.some(({ meta }) => isGraded(meta)),
    };
  });
}

/** The coverage in lines: one for each row, then what is missing and how much there is. */
export function coverageLines(rows: readonly RowCoverage[], itemCount: number): string[] {
  const width = Math.max(0, ...rows.map(({ row }) => row.length));
  const lines = rows.map(({ row, items, others }) => {
    const by = [...items, ...others].join(", ");
    return `${row.padEnd(width)}  ${items.length === 0 ? `MISSING${others.length === 0 ? "" : `; only ${by}`}` : by}`;
  });
  const covered = rows.filter(({ items }) => items.length > 0).length;
  const ungraded = rows.filter((row) => !row.isGraded).map(({ row }) => row);
  return [
    ...lines,
    ...(ungraded.length === 0 ? [] : [`without an item in one's own words: ${ungraded.join(", ")}`]),
    `coverage: ${covered} of ${rows.length} rows by ${itemCount} items; answers to ${rows.length - ungraded.length} rows can be graded`,
  ];
}

function otherCovers(root: string, folder: string, kind: string): { name: string; covers: readonly string[] }[] {
  return listFiles(root, `content/${folder}`).flatMap((file) => {
    if (!file.endsWith(".md")) return [];
    const frontMatter = parseFrontMatter(readText(root, file));
    const { id, covers } = ((frontMatter.ok ? frontMatter.value.data : null) ?? {}) as Record<string, unknown>;
    return Array.isArray(covers) ? [{ name: `${kind} ${String(id)}`, covers: covers.map(String) }] : [];
  });
}
