import { THEMES, type Theme } from "@/lib/shared/theme";

const LABELS: Record<Theme, string> = { system: "As the system", light: "Light", dark: "Dark" };

/** Light, dark or as the system; works without script, as a form. */
export function ThemeSwitch({ theme, action }: { theme: Theme; action: (form: FormData) => Promise<void> }) {
  return (
    <form action={action} className="flex items-center gap-4" aria-label="Theme">
      {THEMES.map((each) => (
        <button
          key={each}
          type="submit"
          name="theme"
          value={each}
          aria-pressed={each === theme}
          className={`min-h-[24px] rounded-sm px-4 ${each === theme ? "font-semibold text-ink" : "hover:text-ink"}`}
        >
          {LABELS[each]}
        </button>
      ))}
    </form>
  );
}
