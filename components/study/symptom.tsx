import { InlineText } from "./inline-text";

/** What was seen of a fault: the wrong output, the message, the metric. */
export function Symptom({ text }: { text: string }) {
  return (
    <div className="mb-24">
      <h2 className="pane-heading">What was seen</h2>
      <p className="prose mt-4">
        <InlineText text={text} />
      </p>
    </div>
  );
}
