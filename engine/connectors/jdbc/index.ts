/**
 * A database outside of jobs, and the sink that writes to it.
 */
export {
  JdbcExecutionOptions,
  type JdbcExecutionOptionsBuilder,
  JdbcSink,
  type JdbcSinkBuilder,
} from "./jdbc-sink";
export {
  type JdbcCommittable,
  type JdbcPreparedStatement,
  type JdbcStatementBuilder,
  type JdbcWriterState,
} from "./jdbc-writer";
export { type DatabaseRow, SimulatedDatabase, type TableOptions } from "./simulated-database";
