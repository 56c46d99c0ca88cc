"use client";

/** The code field of touch and narrow screens, where Monaco is not usable: the browser's own text field. */
export function PlainCodeField({
  label,
  text,
  readOnly = false,
  onTextChange,
}: {
  label: string;
  text: string;
  readOnly?: boolean;
  onTextChange?: (text: string) => void;
}) {
  return (
    <textarea
      id="code-editor"
      aria-label={label}
      value={text}
      readOnly={readOnly}
      onChange={(event) => onTextChange?.(event.target.value)}
      spellCheck={false}
      autoCapitalize="off"
      autoComplete="off"
      autoCorrect="off"
      wrap="off"
      className="block h-full min-h-[320px] w-full resize-none border-0 bg-raised px-18 py-12 font-mono text-[16px] text-ink leading-[24px] outline-none focus-visible:outline-2 focus-visible:-outline-offset-2"
    />
  );
}
