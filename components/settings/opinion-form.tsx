"use client";

import { useId, useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import {
  dropOpinionSettings,
  keepOpinionSettings,
  type OpinionSettings,
  parseOpinionSettings,
  storedOpinionSettings,
} from "@/lib/client/opinion-settings";
import { readEndpoint } from "@/lib/shared/second-opinion/endpoint";

const EMPTY: OpinionSettings = { address: "", model: "", key: "" };
// The form reads what is stored once; another tab's change is seen at the next visit.
const neverChanges = () => () => undefined;

/** Where a second opinion comes from: an endpoint, a model and a key, all kept in this browser. */
export function OpinionForm() {
  const stored = useSyncExternalStore(neverChanges, storedOpinionSettings, () => null);
  const kept = parseOpinionSettings(stored);
  const [edited, setEdited] = useState<OpinionSettings | null>(null);
  const [error, setError] = useState<string | null>(null);
  const settings = edited ?? kept ?? EMPTY;
  const field = (name: keyof OpinionSettings) => ({
    value: settings[name],
    onChange: (value: string) => {
      setError(null);
      setEdited({ ...settings, [name]: value });
    },
  });

  function apply(change: () => void) {
    try {
      change();
      // The security policy of a page is fixed when it is loaded, so the new one needs a new page.
      location.reload();
    } catch {
      setError("This browser does not let the page keep the settings. Allow it to store data for this site.");
    }
  }

  function submit() {
    const endpoint = readEndpoint(settings.address);
    if (!endpoint.ok) return setError(endpoint.message);
    if (settings.model.trim() === "") return setError("Name the model, as the endpoint calls it.");
    apply(() => keepOpinionSettings({ ...settings, model: settings.model.trim(), key: settings.key.trim() }));
  }

  return (
    <form
      className="mt-18 flex max-w-[520px] flex-col gap-18"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p role="status" className="font-semibold">
        {kept === null ? "Off." : `On: ${kept.model} at ${kept.address}`}
      </p>
      <Field
        label="Address"
        hint="https, or http on this machine; such as https://api.example.com/v1"
        {...field("address")}
      />
      <Field label="Model" hint="as the endpoint calls it" {...field("model")} />
      <Field label="Key" hint="stays in this browser; empty where none is needed" isSecret {...field("key")} />
      <p role="alert" className="text-fail-text empty:hidden">
        {error}
      </p>
      <div className="flex flex-wrap gap-12">
        <Button type="submit" weight="primary" className="min-h-[40px] px-18">
          {kept === null ? "Turn on" : "Keep the change"}
        </Button>
        {kept !== null && (
          <Button className="min-h-[40px]" onClick={() => apply(dropOpinionSettings)}>
            Turn off and forget the key
          </Button>
        )}
      </div>
    </form>
  );
}

interface FieldProps {
  label: string;
  hint: string;
  value: string;
  isSecret?: boolean;
  onChange: (value: string) => void;
}

function Field({ label, hint, value, isSecret = false, onChange }: FieldProps) {
  const hintId = useId();
  return (
    <div>
      <label className="block">
        <span className="pane-heading">{label}</span>
        <input
          value={value}
          onChange={(event) => onChange(event.target.value)}
          type={isSecret ? "password" : "text"}
          autoComplete="off"
          spellCheck={false}
          aria-describedby={hintId}
          className="mt-4 block min-h-[44px] w-full rounded border border-line-strong bg-raised px-12 font-mono text-base"
        />
      </label>
      <p id={hintId} className="mt-4 text-ink-2 text-sm">
        {hint}
      </p>
    </div>
  );
}
