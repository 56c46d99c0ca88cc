import { loadExercises } from "@/lib/server/content/exercises";
import { loadStudyContent } from "@/lib/server/content/load-items";
import { errorResponse } from "@/lib/server/error-response";
import { TOPIC_NAMES } from "@/lib/shared/content/vocabulary";

const PAGES = [
  { href: "/", title: "Start", kind: "Page" },
  { href: "/study", title: "Questions", kind: "Page" },
  { href: "/review", title: "Review", kind: "Page" },
  { href: "/review/cards", title: "Cards: set aside, slipping, due", kind: "Page" },
  { href: "/plan", title: "Plan", kind: "Page" },
  { href: "/code", title: "Exercises", kind: "Page" },
  { href: "/interview", title: "Mock interview", kind: "Page" },
  { href: "/progress", title: "Progress", kind: "Page" },
];

/** Everything that "Go to anything" can lead to: pages, questions, exercises. */
export async function GET(): Promise<Response> {
  try {
    const questions = loadStudyContent().items.map(({ meta }) => ({
      href: `/study/${meta.id}`,
      title: meta.title,
      kind: TOPIC_NAMES[meta.topic],
    }));
    const exercises = loadExercises().map((exercise) => ({
      href: `/code/${exercise.meta.id}`,
      title: exercise.meta.title,
      kind: "Exercise",
    }));
    return Response.json(
      { places: [...PAGES, ...exercises, ...questions] },
      { headers: { "cache-control": "private, max-age=60" } },
    );
  } catch (thrown) {
    return errorResponse(thrown);
  }
}
