"use client";

import { Button } from "@/components/ui/button";
import type { ReviewSettings } from "@/lib/shared/review/settings";
import { FIELD } from "./field-class";
import { FormSaid } from "./form-said";
import { useKeptForm } from "./use-kept-form";

interface SettingsFormProps {
  settings: ReviewSettings;
  onKeep: (settings: Omit<ReviewSettings, "timeZone">) => Promise<{ ok: true } | { ok: false; message: string }>;
}

const RETENTIONS = [0.8, 0.85, 0.9, 0.93, 0.95] as const;

/** How reviews are scheduled, and how many come in a day. */
export function SettingsForm({ settings, onKeep }: SettingsFormProps) {
  const { onSubmit, said, pending } = useKeptForm(
    (fields) => onKeep(settingsOf(fields)),
    "Kept. Cards stay as they are.",
  );
  const retentions = [...new Set([...RETENTIONS, settings.desiredRetention])].sort((a, b) => a - b);
  return (
    <form onSubmit={onSubmit}>
      <div className="grid max-w-[760px] gap-x-34 gap-y-18 sm:grid-cols-2">
        <NumberField name="reviewsPerDay" label="Reviews a day, at most" value={settings.reviewsPerDay} max={500} />
        <NumberField name="newPerDay" label="New questions a day, at most" value={settings.newPerDay} max={100} />
        <label className="block">
          <span className="pane-heading">Recall wanted when a card comes back</span>
          <select name="desiredRetention" defaultValue={settings.desiredRetention} className={FIELD}>
            {retentions.map((each) => (
              <option key={each} value={each}>
                {Math.round(each * 100)} %
              </option>
            ))}
          </select>
          <span className="mt-4 block text-ink-2 text-sm">
            More recall means more reviews. It counts from the next rating on.
          </span>
        </label>
        <NumberField
          name="leechLapses"
          label="A card is flagged after so many slips"
          value={settings.leechLapses}
          min={2}
          max={20}
        />
        <NumberField
          name="rollOverHour"
          label="Hour at which your day begins"
          value={settings.rollOverHour}
          max={12}
          about={`Until then, work after midnight counts for the evening. Time zone of this browser: ${settings.timeZone}.`}
        />
      </div>
      <div className="mt-18 flex flex-wrap items-center gap-12">
        <Button type="submit" disabled={pending}>
          Keep
        </Button>
        <FormSaid said={said} />
      </div>
    </form>
  );
}

interface NumberFieldProps {
  name: string;
  label: string;
  value: number;
  min?: number;
  max: number;
  about?: string;
}

function NumberField({ name, label, value, min = 0, max, about }: NumberFieldProps) {
  return (
    <label className="block">
      <span className="pane-heading">{label}</span>
      <input
        type="number"
        name={name}
        required
        min={min}
        max={max}
        step={1}
        defaultValue={value}
        className={`${FIELD} w-[96px]`}
      />
      {about !== undefined && <span className="mt-4 block text-ink-2 text-sm">{about}</span>}
    </label>
  );
}

function settingsOf(fields: FormData): Omit<ReviewSettings, "timeZone"> {
  const number = (name: string) => Number(fields.get(name));
  return {
    rollOverHour: number("rollOverHour"),
    newPerDay: number("newPerDay"),
    reviewsPerDay: number("reviewsPerDay"),
    desiredRetention: number("desiredRetention"),
    leechLapses: number("leechLapses"),
  };
}
