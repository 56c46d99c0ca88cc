package tidemark.recorder.families;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.functions.CoGroupFunction;
import org.apache.flink.api.common.functions.JoinFunction;
import org.apache.flink.api.common.functions.ReduceFunction;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.PatternStream;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.datastream.WindowedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.streaming.api.functions.co.CoFlatMapFunction;
import org.apache.flink.streaming.api.functions.co.CoMapFunction;
import org.apache.flink.streaming.api.functions.co.CoProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.functions.co.ProcessJoinFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;
import org.apache.flink.streaming.api.functions.windowing.ProcessAllWindowFunction;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.GlobalWindows;
import org.apache.flink.streaming.api.windowing.assigners.ProcessingTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingProcessingTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingProcessingTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.evictors.CountEvictor;
import org.apache.flink.streaming.api.windowing.evictors.TimeEvictor;
import org.apache.flink.streaming.api.windowing.triggers.ContinuousEventTimeTrigger;
import org.apache.flink.streaming.api.windowing.triggers.CountTrigger;
import org.apache.flink.streaming.api.windowing.triggers.PurgingTrigger;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.streaming.api.windowing.windows.Window;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import tidemark.recorder.*;

/** The plan as {@code env.getExecutionPlan()} prints it, and the descriptions of vertices: names and descriptions of every operator of the API. Nothing runs. */
public final class ExecutionPlans implements Family {
    @Override
    public String name() {
        return "execution-plans";
    }

    @Override
    public ObjectNode record(Draw draw) throws Exception {
        Program program = new Program(draw);
        StreamGraph streams = program.env.getStreamGraph();
        for (StreamNode node : streams.getStreamNodes()) {
            // The description of windowAll holds addresses of objects and lines of Flink's sources.
            if (node.getOperatorDescription().startsWith("TriggerWindow(")) {
                node.setOperatorDescription(node.getOperatorName());
            }
        }
        JsonNode plan = withIdsFrom(program.firstId, Json.parse(streams.getStreamingPlanAsJSON()));
        ArrayNode vertices = Json.array();
        for (JobVertex vertex : streams.getJobGraph().getVerticesSortedTopologicallyFromSources()) {
            vertices.add(vertex.getOperatorPrettyName());
        }
        return Json.object("program", program.written(), "steps", Json.array(), "plan", plan, "vertices", vertices);
    }

    /** Flink counts ids from the start of the JVM: here the first of a program is 1. */
    private static JsonNode withIdsFrom(int first, JsonNode plan) {
        for (JsonNode node : plan.get("nodes")) {
            ((ObjectNode) node).put("id", node.get("id").asInt() - first + 1);
            for (JsonNode input : node.path("predecessors")) {
                ((ObjectNode) input).put("id", input.get("id").asInt() - first + 1);
            }
        }
        return plan;
    }

    /** A program that is drawn and built step by step. */
    @SuppressWarnings({"rawtypes", "unchecked"})
    private static final class Program {
        final StreamExecutionEnvironment env = new StreamExecutionEnvironment();
        final int firstId;
        private final Draw draw;
        private final ObjectNode settings;
        private final ArrayNode nodes = Json.array();
        private final List<DataStream> streams = new ArrayList<>();
        private final List<String> ids = new ArrayList<>();

        Program(Draw draw) {
            this.draw = draw;
            settings = Json.object("parallelism", draw.between(1, 3));
            env.setParallelism(settings.get("parallelism").asInt());
            if (draw.chance(20)) {
                settings.put("runtimeMode", "BATCH");
                env.setRuntimeMode(RuntimeExecutionMode.BATCH);
            }
            firstId = Transformation.getNewNodeId() + 1;
            for (int i = draw.between(1, 2); i > 0; i--) {
                String op = settings.has("runtimeMode") ? draw.pick("fromSequence", "fromData") : draw.pick("fromSequence", "fromData", "addSource");
                add(op, source(op));
            }
            for (int i = draw.between(1, 6); i > 0; i--) {
                step();
            }
            for (int i = draw.between(1, 2); i > 0; i--) {
                sink();
            }
        }

        ObjectNode written() {
            return Json.object("operator", "executionPlan", "env", settings, "nodes", nodes);
        }

        private DataStream source(String op) {
            return switch (op) {
                case "fromSequence" -> env.fromSequence(1, 100);
                case "fromData" -> env.fromData(Types.LONG, 1L, 2L);
                default -> env.addSource(new Endless(), Types.LONG);
            };
        }

        private int any() {
            return draw.between(Math.max(0, streams.size() - 3), streams.size() - 1);
        }

        private KeyedStream<Long, Long> keyed(DataStream<Long> stream) {
            return stream.keyBy(value -> value, Types.LONG);
        }

        private void step() {
            int a = any();
            int b = any();
            DataStream<Long> first = streams.get(a);
            DataStream<Long> second = streams.get(b);
            String op = draw.pick(
                    "map", "flatMap", "filter", "process", "assignTimestampsAndWatermarks", "orderedWait", "unorderedWait", "rebalance", "rescale", "shuffle", "global", "broadcast",
                    "union", "sideOutput", "keyedMap", "keyedFlatMap", "keyedFilter", "reduce", "sum", "min", "max", "minBy", "maxBy", "keyedProcess", "connectMap", "connectFlatMap", "connectProcess", "keyedConnect",
                    "broadcastConnect", "keyedBroadcastConnect", "intervalJoin", "join", "coGroup", "cep", "keyedCep", "window", "window", "window", "window", "window", "countWindow", "slidingCountWindow", "windowAll", "windowAllAggregate");
            switch (op) {
                case "map" -> add(op, first.map(value -> value).returns(Types.LONG), a);
                case "flatMap" -> add(op, first.flatMap((Long value, Collector<Long> out) -> out.collect(value)).returns(Types.LONG), a);
                case "filter" -> add(op, first.filter(value -> true), a);
                case "process" -> add(op, first.process(new Passing()), a);
                case "assignTimestampsAndWatermarks" -> add(op, first.assignTimestampsAndWatermarks(WatermarkStrategy.noWatermarks()), a);
                case "orderedWait" -> add(op, AsyncDataStream.orderedWait(first, asking(), 1, TimeUnit.SECONDS).returns(Types.LONG), a);
                case "unorderedWait" -> add(op, AsyncDataStream.unorderedWait(first, asking(), 1, TimeUnit.SECONDS).returns(Types.LONG), a);
                case "rebalance" -> add(op, first.rebalance(), a);
                case "rescale" -> add(op, first.rescale(), a);
                case "shuffle" -> add(op, first.shuffle(), a);
                case "global" -> add(op, first.global(), a);
                case "broadcast" -> add(op, first.broadcast(), a);
                case "union" -> add(op, first.union(second), a, b);
                case "sideOutput" -> add(op, first.process(new Passing()).getSideOutput(new OutputTag<>("late", Types.LONG)), a);
                case "keyedMap" -> add(op, keyed(first).map(value -> value).returns(Types.LONG), a);
                case "keyedFlatMap" -> add(op, keyed(first).flatMap((Long value, Collector<Long> out) -> out.collect(value)).returns(Types.LONG), a);
                case "keyedFilter" -> add(op, keyed(first).filter(value -> true), a);
                case "reduce" -> add(op, keyed(first).reduce((x, y) -> x), a);
                case "sum" -> add(op, keyed(first).sum(0), a);
                case "min" -> add(op, keyed(first).min(0), a);
                case "max" -> add(op, keyed(first).max(0), a);
                case "minBy" -> add(op, keyed(first).minBy(0), a);
                case "maxBy" -> add(op, keyed(first).maxBy(0), a);
                case "keyedProcess" -> add(op, keyed(first).process(new KeyedPassing()), a);
                case "connectMap" -> add(op, first.connect(second).map(new CoMapping()), a, b);
                case "connectFlatMap" -> add(op, first.connect(second).flatMap(new CoFlatMapping()), a, b);
                case "connectProcess" -> add(op, first.connect(second).process(new CoProcessing()), a, b);
                case "keyedConnect" -> add(op, keyed(first).connect(keyed(second)).process(new KeyedCoProcessing()), a, b);
                case "broadcastConnect" -> add(op, first.connect(second.broadcast(rules())).process(new WithRules()), a, b);
                case "keyedBroadcastConnect" -> add(op, keyed(first).connect(second.broadcast(rules())).process(new KeyedWithRules()), a, b);
                case "intervalJoin" -> add(op, keyed(first).intervalJoin(keyed(second)).between(Duration.ofSeconds(-1), Duration.ofSeconds(1)).process(new Pairing()), a, b);
                case "join" -> add(op, first.join(second).where(value -> value, Types.LONG).equalTo(value -> value, Types.LONG)
                        .window(TumblingEventTimeWindows.of(Duration.ofSeconds(1))).apply((JoinFunction<Long, Long, Long>) (x, y) -> x, Types.LONG), a, b);
                case "coGroup" -> add(op, first.coGroup(second).where(value -> value, Types.LONG).equalTo(value -> value, Types.LONG)
                        .window(TumblingEventTimeWindows.of(Duration.ofSeconds(1))).apply((CoGroupFunction<Long, Long, Long>) (x, y, out) -> {}, Types.LONG), a, b);
                case "cep" -> add(op, matches(CEP.pattern(first, Pattern.begin("a"))), a);
                case "keyedCep" -> add(op, matches(CEP.pattern(keyed(first), Pattern.begin("a"))), a);
                case "window" -> window(a, keyed(first));
                case "countWindow" -> add(op, keyed(first).countWindow(3).reduce(new Adding()), a);
                case "slidingCountWindow" -> add(op, keyed(first).countWindow(3, 2).reduce(new Adding()), a);
                case "windowAll" -> add(op, first.windowAll(SlidingEventTimeWindows.of(Duration.ofSeconds(4), Duration.ofSeconds(2))).reduce(new Adding()), a);
                default -> add(op, first.windowAll(TumblingEventTimeWindows.of(Duration.ofSeconds(1))).aggregate(new Averaging(), new ListingAll()), a);
            }
        }

        private static AsyncFunction<Long, Long> asking() {
            return (value, result) -> {};
        }

        private static MapStateDescriptor<Long, Long> rules() {
            return new MapStateDescriptor<>("rules", Types.LONG, Types.LONG);
        }

        private static SingleOutputStreamOperator<Long> matches(PatternStream<Long> patterns) {
            return patterns.process(new Matching());
        }

        private void window(int input, KeyedStream<Long, Long> keyed) {
            String assigner = draw.pick("TumblingEventTimeWindows", "TumblingProcessingTimeWindows", "SlidingEventTimeWindows", "SlidingProcessingTimeWindows",
                    "EventTimeSessionWindows", "ProcessingTimeSessionWindows", "GlobalWindows");
            WindowedStream windows = keyed.window(assigner(assigner));
            ObjectNode node = Json.object("assigner", assigner);
            String trigger = draw.chance(60) ? null : draw.pick("CountTrigger", "ContinuousEventTimeTrigger", "PurgingTrigger");
            if (trigger != null) {
                node.put("trigger", trigger);
                windows.trigger(switch (trigger) {
                    case "CountTrigger" -> CountTrigger.of(5);
                    case "PurgingTrigger" -> PurgingTrigger.of(CountTrigger.of(5));
                    default -> ContinuousEventTimeTrigger.of(Duration.ofSeconds(1));
                });
            }
            String evictor = draw.chance(70) ? null : draw.pick("CountEvictor", "TimeEvictor");
            if (evictor != null) {
                node.put("evictor", evictor);
                windows.evictor(evictor.equals("CountEvictor") ? CountEvictor.of(2) : TimeEvictor.of(Duration.ofSeconds(1)));
            }
            String function = draw.pick("reduce", "reduceProcess", "reduceApply", "aggregate", "aggregateProcess", "process", "apply", "sum", "maxBy");
            node.put("function", function);
            SingleOutputStreamOperator<Long> made = switch (function) {
                case "reduce" -> windows.reduce(new Adding());
                case "reduceProcess" -> windows.reduce(new Adding(), new Listing());
                case "reduceApply" -> windows.reduce(new Adding(), new Applying());
                case "aggregate" -> windows.aggregate(new Averaging());
                case "aggregateProcess" -> windows.aggregate(new Averaging(), new Listing());
                case "process" -> windows.process(new Listing());
                case "apply" -> windows.apply(new Applying());
                case "sum" -> windows.sum(0);
                default -> windows.maxBy(0);
            };
            add("window", made, input);
            ((ObjectNode) nodes.get(nodes.size() - 1)).setAll(node);
        }

        private static WindowAssigner assigner(String name) {
            Duration size = Duration.ofSeconds(2);
            Duration slide = Duration.ofSeconds(1);
            return switch (name) {
                case "TumblingEventTimeWindows" -> TumblingEventTimeWindows.of(size);
                case "TumblingProcessingTimeWindows" -> TumblingProcessingTimeWindows.of(size);
                case "SlidingEventTimeWindows" -> SlidingEventTimeWindows.of(size, slide);
                case "SlidingProcessingTimeWindows" -> SlidingProcessingTimeWindows.of(size, slide);
                case "EventTimeSessionWindows" -> EventTimeSessionWindows.withGap(size);
                case "ProcessingTimeSessionWindows" -> ProcessingTimeSessionWindows.withGap(size);
                default -> GlobalWindows.create();
            };
        }

        private void sink() {
            int input = any();
            DataStream<Long> stream = streams.get(input);
            boolean keyed = draw.chance(30);
            DataStream<Long> end = keyed ? keyed(stream) : stream;
            String op = draw.pick("sinkTo", "sinkToWithCommitter", "print");
            DataStreamSink<Long> sink = switch (op) {
                case "sinkTo" -> end.sinkTo(new DiscardingSink<>());
                case "sinkToWithCommitter" -> end.sinkTo(new JobGraphs.TwoPhaseSink());
                default -> end.print();
            };
            ObjectNode node = written(op, input);
            if (keyed) {
                node.put("keyed", true);
            }
            if (draw.chance(30)) {
                node.put("name", "target");
                sink.name("target");
            }
            if (draw.chance(30)) {
                node.put("description", "where it goes");
                sink.setDescription("where it goes");
            }
        }

        private ObjectNode written(String op, int... inputs) {
            ObjectNode node = Json.object("id", "n" + (nodes.size() + 1), "op", op);
            if (inputs.length > 0) {
                ArrayNode read = node.putArray("inputs");
                for (int input : inputs) {
                    read.add(ids.get(input));
                }
            }
            nodes.add(node);
            return node;
        }

        private void add(String op, DataStream stream, int... inputs) {
            ObjectNode node = written(op, inputs);
            if (stream instanceof SingleOutputStreamOperator operator) {
                if (draw.chance(15)) {
                    node.put("name", "renamed");
                    operator.name("renamed");
                }
                if (draw.chance(15)) {
                    node.put("description", "told at length");
                    operator.setDescription("told at length");
                }
            }
            streams.add(stream);
            ids.add(node.get("id").asText());
        }
    }

    static final class Endless implements SourceFunction<Long> {
        @Override
        public void run(SourceContext<Long> context) {}

        @Override
        public void cancel() {}
    }

    static final class Passing extends ProcessFunction<Long, Long> {
        @Override
        public void processElement(Long value, Context context, Collector<Long> out) {}
    }

    static final class KeyedPassing extends KeyedProcessFunction<Long, Long, Long> {
        @Override
        public void processElement(Long value, Context context, Collector<Long> out) {}
    }

    static final class CoMapping implements CoMapFunction<Long, Long, Long> {
        @Override
        public Long map1(Long value) {
            return value;
        }

        @Override
        public Long map2(Long value) {
            return value;
        }
    }

    static final class CoFlatMapping implements CoFlatMapFunction<Long, Long, Long> {
        @Override
        public void flatMap1(Long value, Collector<Long> out) {}

        @Override
        public void flatMap2(Long value, Collector<Long> out) {}
    }

    static final class CoProcessing extends CoProcessFunction<Long, Long, Long> {
        @Override
        public void processElement1(Long value, Context context, Collector<Long> out) {}

        @Override
        public void processElement2(Long value, Context context, Collector<Long> out) {}
    }

    static final class KeyedCoProcessing extends KeyedCoProcessFunction<Long, Long, Long, Long> {
        @Override
        public void processElement1(Long value, Context context, Collector<Long> out) {}

        @Override
        public void processElement2(Long value, Context context, Collector<Long> out) {}
    }

    static final class WithRules extends BroadcastProcessFunction<Long, Long, Long> {
        @Override
        public void processElement(Long value, ReadOnlyContext context, Collector<Long> out) {}

        @Override
        public void processBroadcastElement(Long value, Context context, Collector<Long> out) {}
    }

    static final class KeyedWithRules extends KeyedBroadcastProcessFunction<Long, Long, Long, Long> {
        @Override
        public void processElement(Long value, ReadOnlyContext context, Collector<Long> out) {}

        @Override
        public void processBroadcastElement(Long value, Context context, Collector<Long> out) {}
    }

    static final class Pairing extends ProcessJoinFunction<Long, Long, Long> {
        @Override
        public void processElement(Long a, Long b, Context context, Collector<Long> out) {}
    }

    static final class Matching extends PatternProcessFunction<Long, Long> {
        @Override
        public void processMatch(Map<String, List<Long>> match, Context context, Collector<Long> out) {}
    }

    static final class Adding implements ReduceFunction<Long> {
        @Override
        public Long reduce(Long a, Long b) {
            return a + b;
        }
    }

    static final class Averaging implements AggregateFunction<Long, Long, Long> {
        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Long value, Long accumulator) {
            return value;
        }

        @Override
        public Long getResult(Long accumulator) {
            return accumulator;
        }

        @Override
        public Long merge(Long a, Long b) {
            return a;
        }
    }

    static final class Listing extends ProcessWindowFunction<Long, Long, Long, Window> {
        @Override
        public void process(Long key, Context context, Iterable<Long> values, Collector<Long> out) {}
    }

    static final class ListingAll extends ProcessAllWindowFunction<Long, Long, TimeWindow> {
        @Override
        public void process(Context context, Iterable<Long> values, Collector<Long> out) {}
    }

    static final class Applying implements WindowFunction<Long, Long, Long, Window> {
        @Override
        public void apply(Long key, Window window, Iterable<Long> values, Collector<Long> out) {}
    }
}
