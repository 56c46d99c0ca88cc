import type { MarkedPart } from "@/lib/shared/search/search-doc";

/** A text with what was searched for underlined. */
export function Marked({ parts }: { parts: readonly MarkedPart[] }) {
  return parts.map((part, index) =>
    part.hit ? (
      <mark
        key={index}
        className="bg-transparent text-inherit underline decoration-2 decoration-tide underline-offset-2"
      >
        {part.text}
      </mark>
    ) : (
      part.text
    ),
  );
}
