import { Fragment } from "react";
import { breakablePieces } from "@/lib/shared/content/code-breaks";

/** Code with the places where a narrow page may break it. */
export function breakable(code: string) {
  return breakablePieces(code).map((piece, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {piece}
    </Fragment>
  ));
}

/** A text of front matter: plain, with code between backticks. */
export function InlineText({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    index % 2 === 1 ? (
      <code key={index} className="code-word">
        {breakable(part)}
      </code>
    ) : (
      part
    ),
  );
}
