package tidemark.recorder.families;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.AllWindowedStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.datastream.WindowedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.windowing.assigners.*;
import org.apache.flink.streaming.api.windowing.evictors.CountEvictor;
import org.apache.flink.streaming.api.windowing.evictors.Evictor;
import org.apache.flink.streaming.api.windowing.triggers.*;
import org.apache.flink.util.InstantiationUtil;
import tidemark.recorder.*;
import tidemark.recorder.families.customwindows.Assigners;
import tidemark.recorder.families.customwindows.Evictors;
import tidemark.recorder.families.customwindows.Functions;
import tidemark.recorder.families.customwindows.Run;
import tidemark.recorder.families.customwindows.Triggers;

/**
 * What the windows family leaves out: staggered windows, window assigners, triggers and evictors of one's own (with partitioned state, timers
 * and merging), windowAll, and the window functions that are not process functions. Built by the DataStream API, driven as an operator.
 */
public final class CustomWindows implements Family {
    @Override
    public String name() {
        return "custom-windows";
    }

    @Override
    public ObjectNode record(Draw draw) throws Exception {
        Program program = new Program(draw);
        try {
            program.transformation();
        } catch (Exception e) {
            return Json.object("program", program.json, "refused", Tape.error(e), "steps", Json.array());
        }
        return new Run(program::transformation, program.json, draw, program.unit, program.base).record();
    }

    /** What is run, drawn. Sizes are small multiples of {@code unit} so that ties and edges are common. */
    @SuppressWarnings({"rawtypes", "unchecked"})
    private static final class Program {
        final long unit;
        final long base;
        final ObjectNode json;
        private final Draw draw;
        private final boolean all;
        private boolean merging;
        private final WindowAssigner assigner;
        private Trigger trigger;
        private Evictor evictor;
        private long lateness;
        private boolean lateTag;
        private final String function;

        Program(Draw draw) {
            this.draw = draw;
            unit = draw.pick(1L, 10L, 1000L);
            base = draw.pick(0L, 0L, -40 * unit, 1_700_000_000_000L);
            all = draw.chance(40);
            json = Json.object("operator", all ? "windowAll" : "window");
            assigner = assigner();
            if (draw.chance(60)) {
                trigger = trigger();
            }
            if (draw.chance(20)) {
                evictor = evictor();
            }
            if (draw.chance(40)) {
                lateness = draw.between(1, 8) * unit;
                json.put("allowedLateness", lateness);
            }
            lateTag = draw.chance(50);
            if (lateTag) {
                json.put("sideOutputLateData", Run.LATE.getId());
            }
            function = draw.pick("reduce", "aggregate", "process", "apply", "apply", "reduce+process", "aggregate+process", "reduce+apply", "reduce+apply",
                    "aggregate+apply", "aggregate+apply", "sum", "min", "max", "minBy", "maxBy");
            json.put("function", function);
            if (function.endsWith("By")) {
                json.put("first", first());
            }
        }

        private boolean first() {
            return json.has("first") ? json.get("first").booleanValue() : draw.chance(50);
        }

        private WindowAssigner assigner() {
            boolean eventTime = !draw.chance(25);
            int kind = draw.between(1, 100);
            if (kind <= 35) {
                long size = draw.between(2, 12) * unit;
                long offset = draw.chance(50) ? 0 : draw.between(-(size - 1), size - 1);
                WindowStagger stagger = draw.pick(WindowStagger.NATURAL, WindowStagger.NATURAL, WindowStagger.ALIGNED);
                json.set("assigner", Json.object("type", eventTime ? "TumblingEventTimeWindows" : "TumblingProcessingTimeWindows", "size", size,
                        "offset", offset, "stagger", stagger.name()));
                return eventTime ? TumblingEventTimeWindows.of(ms(size), ms(offset), stagger) : TumblingProcessingTimeWindows.of(ms(size), ms(offset), stagger);
            } else if (kind <= 60) {
                merging = true;
                long gap = draw.between(1, 5) * unit;
                long cap = gap * draw.between(2, 4);
                json.set("assigner", Json.object("type", "CappedSessions", "gap", gap, "cap", cap, "eventTime", eventTime));
                return new Assigners.CappedSessions(gap, cap, eventTime);
            } else if (kind <= 75) {
                long size = draw.between(2, 8) * unit;
                json.set("assigner", Json.object("type", "SpreadWindows", "size", size, "eventTime", eventTime));
                return new Assigners.SpreadWindows(size, eventTime);
            } else if (kind <= 90) {
                merging = true;
                long gap = draw.between(1, 6) * unit;
                json.set("assigner", Json.object("type", eventTime ? "EventTimeSessionWindows" : "ProcessingTimeSessionWindows", "gap", gap));
                return eventTime ? EventTimeSessionWindows.withGap(ms(gap)) : ProcessingTimeSessionWindows.withGap(ms(gap));
            }
            json.set("assigner", Json.object("type", "GlobalWindows"));
            return GlobalWindows.create();
        }

        private Trigger trigger() {
            int kind = draw.between(1, 100);
            Trigger drawn;
            ObjectNode described;
            if (kind <= 25) {
                int threshold = draw.between(5, 20);
                described = Json.object("type", "SumTrigger", "threshold", threshold);
                drawn = new Triggers.SumTrigger(threshold);
            } else if (kind <= 50) {
                int size = draw.between(2, 4);
                described = Json.object("type", "ListTrigger", "size", size);
                drawn = new Triggers.ListTrigger(size);
            } else if (kind <= 65) {
                int threshold = draw.between(3, 6);
                described = Json.object("type", "AverageTrigger", "threshold", threshold);
                drawn = new Triggers.AverageTrigger(threshold);
            } else if (kind <= 82) {
                long timeout = draw.between(1, 6) * unit;
                boolean merges = draw.chance(90);
                boolean wrongly = merges && draw.chance(8);
                described = Json.object("type", "QuietTrigger", "timeout", timeout, "canMerge", merges, "mergesValueState", wrongly);
                drawn = new Triggers.QuietTrigger(timeout, merges, wrongly);
            } else {
                int count = draw.between(2, 3);
                // A map does not merge: only now and then on windows that do, to see it refused.
                boolean merges = merging && draw.chance(85);
                described = Json.object("type", "RepeatTrigger", "count", count, "canMerge", merges);
                drawn = new Triggers.RepeatTrigger(count, merges);
            }
            if (draw.chance(25)) {
                json.set("trigger", Json.object("type", "PurgingTrigger", "nested", described));
                return PurgingTrigger.of(drawn);
            }
            json.set("trigger", described);
            return drawn;
        }

        private Evictor evictor() {
            if (draw.chance(30)) {
                int max = draw.between(1, 4);
                boolean after = draw.chance(40);
                json.set("evictor", Json.object("type", "CountEvictor", "maxCount", max, "doEvictAfter", after));
                return CountEvictor.of(max, after);
            }
            int modulus = draw.between(2, 4);
            json.set("evictor", Json.object("type", "IdEvictor", "modulus", modulus));
            return new Evictors.IdEvictor(modulus);
        }

        OneInputTransformation<?, ?> transformation() {
            WindowAssigner assigner = fresh(this.assigner);
            DataStream<Tuple3<String, Long, Long>> source = StreamExecutionEnvironment.getExecutionEnvironment().fromData(Events.TYPE, Tuple3.of("a", 1L, 1L));
            SingleOutputStreamOperator<?> result = all ? all(source.windowAll(assigner)) : keyed(source.keyBy(e -> e.f0, Types.STRING).window(assigner));
            return (OneInputTransformation<?, ?>) result.getTransformation();
        }

        private SingleOutputStreamOperator<?> keyed(WindowedStream w) {
            if (trigger != null) {
                w.trigger(trigger);
            }
            if (evictor != null) {
                w.evictor(evictor);
            }
            if (lateness > 0) {
                w.allowedLateness(ms(lateness));
            }
            if (lateTag) {
                w.sideOutputLateData(Run.LATE);
            }
            return switch (function) {
                case "reduce" -> w.reduce(new Functions.Fold());
                case "aggregate" -> w.aggregate(new Functions.Statistics(), Functions.ACCUMULATOR, Functions.ACCUMULATOR);
                case "process" -> w.process(new Functions.Show(!merging), Types.STRING);
                case "apply" -> w.apply(new Functions.Apply(), Types.STRING);
                case "reduce+process" -> w.reduce(new Functions.Fold(), new Functions.Show(!merging), Types.STRING);
                case "reduce+apply" -> w.reduce(new Functions.Fold(), new Functions.Apply(), Types.STRING);
                case "aggregate+process" -> w.aggregate(new Functions.Statistics(), new Functions.Show(!merging), Functions.ACCUMULATOR, Functions.ACCUMULATOR,
                        Types.STRING);
                case "aggregate+apply" -> w.aggregate(new Functions.Statistics(), new Functions.Apply(), Functions.ACCUMULATOR, Types.STRING);
                case "sum" -> w.sum(1);
                case "min" -> w.min(1);
                case "max" -> w.max(1);
                case "minBy" -> w.minBy(1, first());
                default -> w.maxBy(1, first());
            };
        }

        private SingleOutputStreamOperator<?> all(AllWindowedStream w) {
            if (trigger != null) {
                w.trigger(trigger);
            }
            if (evictor != null) {
                w.evictor(evictor);
            }
            if (lateness > 0) {
                w.allowedLateness(ms(lateness));
            }
            if (lateTag) {
                w.sideOutputLateData(Run.LATE);
            }
            return switch (function) {
                case "reduce" -> w.reduce(new Functions.Fold());
                case "aggregate" -> w.aggregate(new Functions.Statistics(), Functions.ACCUMULATOR, Functions.ACCUMULATOR);
                case "process" -> w.process(new Functions.ShowAll(!merging), Types.STRING);
                case "apply" -> w.apply(new Functions.ApplyAll(), Types.STRING);
                case "reduce+process" -> w.reduce(new Functions.Fold(), new Functions.ShowAll(!merging), Types.STRING);
                case "reduce+apply" -> w.reduce(new Functions.Fold(), new Functions.ApplyAll(), Types.STRING);
                case "aggregate+process" -> w.aggregate(new Functions.Statistics(), new Functions.ShowAll(!merging), Functions.ACCUMULATOR,
                        Functions.ACCUMULATOR, Types.STRING);
                case "aggregate+apply" -> w.aggregate(new Functions.Statistics(), new Functions.ApplyAll(), Functions.ACCUMULATOR, Types.STRING);
                case "sum" -> w.sum(1);
                case "min" -> w.min(1);
                case "max" -> w.max(1);
                case "minBy" -> w.minBy(1, first());
                default -> w.maxBy(1, first());
            };
        }
    }

    /** As each attempt of a task gets it: read back from the job graph, without the stagger that another attempt found. */
    private static WindowAssigner<?, ?> fresh(WindowAssigner<?, ?> assigner) {
        try {
            return InstantiationUtil.clone(assigner);
        } catch (Exception e) {
            throw new IllegalStateException("assigners are serializable", e);
        }
    }

    static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }
}
