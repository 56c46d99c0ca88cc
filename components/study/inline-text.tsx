/** A text of front matter: plain, with code between backticks. */
export function InlineText({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    index % 2 === 1 ? (
      <code key={index} className="code-word">
        {part}
      </code>
    ) : (
      part
    ),
  );
}
