import { ChangelogKeyedStateBackend, HeapKeyedStateBackend, LogStructuredKeyedStateBackend } from "./index";
import { describeRestoreAcross, describeStateBackend } from "./state-backend.contract";

/** Everything is spilled after a few entries, so that reads meet all levels. */
const TINY = { writeBufferBytes: 200, targetFileBytes: 300, levelBaseBytes: 600 };

describeStateBackend(
  "LogStructuredKeyedStateBackend",
  (options) => new LogStructuredKeyedStateBackend(options),
  "bytes",
);
describeStateBackend(
  "LogStructuredKeyedStateBackend with tiny files",
  (options) => new LogStructuredKeyedStateBackend({ ...options, sizes: TINY, incremental: true }),
  "bytes",
);
/** A log over a backend; every other checkpoint materializes. */
function logged(inner: ConstructorParameters<typeof ChangelogKeyedStateBackend>[0]): ChangelogKeyedStateBackend {
  let clock = 0;
  return new ChangelogKeyedStateBackend(inner, { now: () => ++clock, materializeIntervalMillis: 2, name: "op" });
}

describeStateBackend(
  "ChangelogKeyedStateBackend over the heap",
  (options) => logged(new HeapKeyedStateBackend(options)),
  "replayed java-hash",
);
describeStateBackend(
  "ChangelogKeyedStateBackend over LogStructuredKeyedStateBackend",
  (options) => logged(new LogStructuredKeyedStateBackend({ ...options, sizes: TINY, incremental: true })),
  "bytes",
);
describeRestoreAcross({
  "heap with changelog": (options) => logged(new HeapKeyedStateBackend(options)),
  "log-structured with changelog": (options) => logged(new LogStructuredKeyedStateBackend({ ...options, sizes: TINY })),
  heap: (options) => new HeapKeyedStateBackend(options),
  "log-structured": (options) => new LogStructuredKeyedStateBackend({ ...options, sizes: TINY, incremental: true }),
});
