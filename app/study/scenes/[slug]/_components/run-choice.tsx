type RunChoiceProps = {
  name: string;
  legend: string;
  options: readonly { readonly id: string; readonly label: string }[];
  chosen: string;
  onChoose: (id: string) => void;
};

/** One of a few runs, in a line above the instrument. */
export function RunChoice({ name, legend, options, chosen, onChoose }: RunChoiceProps) {
  return (
    <fieldset className="flex flex-wrap items-center gap-x-18 gap-y-4 border-line border-b px-24 py-8 max-sm:px-18">
      <legend className="visually-hidden">{legend}</legend>
      {options.map(({ id, label }) => (
        <label key={id} className="flex min-h-[32px] cursor-pointer items-center gap-8">
          <input
            type="radio"
            name={name}
            className="accent-tide"
            checked={id === chosen}
            onChange={() => onChoose(id)}
          />
          <span className={id === chosen ? "font-semibold" : "text-ink-2"}>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
