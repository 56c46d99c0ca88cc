import { Fragment } from "react";

/** Code that may be broken before a dot, and after an opening bracket, so that a narrow page cuts no word in two. */
function breakable(code: string) {
  return code.split(/(?=\.(?!\d))|(?<=\()/).map((piece, index) => (
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
