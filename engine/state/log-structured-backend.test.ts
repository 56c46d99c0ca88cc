import { HeapKeyedStateBackend, LogStructuredKeyedStateBackend } from "./index";
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
describeRestoreAcross({
  heap: (options) => new HeapKeyedStateBackend(options),
  "log-structured": (options) => new LogStructuredKeyedStateBackend({ ...options, sizes: TINY, incremental: true }),
});
